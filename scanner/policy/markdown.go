package policy

import (
	"strings"
)

// textReader reads plain text and Markdown, which policies mix freely: text
// files hold Markdown, Markdown files hold HTML, and HTML pages hold either in
// a <pre>.
type textReader struct {
	*blockList
	lines []string
	first int // source line of lines[0]
	depth int // how deep HTML and text are nested in each other
	para  []int
	wrap  int // 1 where the text is wrapped by hand, -1 where not, 0 unknown
	// searched counts the lines that were looked at for an end tag, so that
	// the search stays in proportion to the text.
	searched int
}

// readText appends the blocks of a text whose first line is source line first.
func readText(text string, first int, l *blockList, depth int) {
	r := &textReader{blockList: l, lines: strings.Split(text, "\n"), first: first, depth: depth}
	r.read()
}

func (r *textReader) read() {
	i := r.frontMatter()
	r.untilDone(func() {
		for i < len(r.lines) && !r.full {
			i = r.next(i)
		}
		r.flush()
	}, func() lostPart {
		at := i
		if len(r.para) > 0 {
			at, r.para = r.para[0], nil
		}
		i++
		return lostPart{line: r.first + at}
	})
}

// frontMatter skips the YAML head of a Markdown file.
func (r *textReader) frontMatter() int {
	if r.first != 1 || len(r.lines) < 3 || strings.TrimRight(r.lines[0], " \r") != "---" {
		return 0
	}
	for i := 1; i < len(r.lines) && i < 60; i++ {
		if strings.TrimRight(r.lines[i], " \r") == "---" {
			return i + 1
		}
		if t := strings.TrimSpace(r.lines[i]); t != "" && !strings.Contains(t, ":") && !strings.HasPrefix(t, "-") {
			return 0
		}
	}
	return 0
}

// next reads what starts on line i and returns the line behind it.
func (r *textReader) next(i int) int {
	line := r.lines[i]
	t := strings.TrimFunc(line, isBlank)
	switch {
	case t == "":
		r.flush()
		r.gap()
		return i + 1
	case t[0] == '<':
		if n := r.htmlBlock(i, t); n > 0 {
			return i + n
		}
	case t[0] == '#':
		if level, text := atxHeading(t); level > 0 {
			r.flush()
			r.gap()
			r.addLine(heading, level, text, i)
			return i + 1
		}
	case strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~"):
		r.flush()
		return i + 1
	case isRule(t):
		r.underline(t)
		return i + 1
	}
	if n := r.table(i); n > 0 {
		return i + n
	}
	r.textLine(i, line, t)
	return i + 1
}

// textLine adds a line to the paragraph it continues, or starts another.
func (r *textReader) textLine(i int, line, t string) {
	if level, rest := bullet(line); level > 0 {
		r.flush()
		r.para = append(r.para, i)
		r.lines[i] = rest
		r.flushAs(listItem, level)
		return
	}
	if t = strings.TrimLeft(t, "> "); t == "" {
		r.flush() // an empty line of a quotation
		r.gap()
		return
	}
	if len(r.para) > 0 && !r.continues(r.para[len(r.para)-1], t) {
		r.flush()
	}
	r.para = append(r.para, i)
}

// continues reports whether text t goes on with the sentence of line prev: the
// line was wrapped by hand.
func (r *textReader) continues(prev int, t string) bool {
	p := r.lines[prev]
	if strings.HasSuffix(p, "  ") || strings.HasSuffix(p, "\\") || strings.HasSuffix(p, "<br>") || strings.HasSuffix(p, "<br/>") {
		return false
	}
	p = strings.TrimFunc(p, isBlank)
	if startsItem(t) || startsConstant(t) || endsSentence(p) || labelLike(t) {
		return false
	}
	if c := t[0]; c >= 'a' && c <= 'z' || strings.ContainsRune("，。；、）,;)等", firstRune(t)) {
		return true
	}
	w := width(p)
	return r.wrapped() && w >= 40 && (w >= 64 || !startsItem(p))
}

// wrapped reports whether the text seems to be wrapped by hand: hardly any
// line is long.
func (r *textReader) wrapped() bool {
	if r.wrap == 0 {
		long, n := 0, 0
		for _, l := range r.lines {
			if strings.HasPrefix(strings.TrimSpace(l), "|") || len(l) < 40 {
				continue
			}
			n++
			if width(l) > 130 {
				long++
			}
		}
		r.wrap = 1
		if long*10 > n {
			r.wrap = -1
		}
	}
	return r.wrap > 0
}

// underline takes a line of = or - as the mark of a heading above it, or as a
// rule between sections.
func (r *textReader) underline(t string) {
	if len(r.para) == 1 && (t[0] == '=' || t[0] == '-') {
		text := strings.TrimFunc(r.lines[r.para[0]], isBlank)
		if width(text) <= 80 && !endsSentence(text) && !r.followsText() {
			level := 2
			if t[0] == '=' {
				level = 1
			}
			i := r.para[0]
			r.para = nil
			r.addLine(heading, level, text, i)
			r.gap()
			return
		}
	}
	r.flush()
	r.gap()
}

// followsText reports whether the open paragraph stands directly below other
// text, so that a line of = below it is no mark of a heading.
func (r *textReader) followsText() bool {
	i := r.para[0] - 1
	return i >= 0 && strings.TrimFunc(r.lines[i], isBlank) != "" && !isRule(strings.TrimFunc(r.lines[i], isBlank))
}

func (r *textReader) flush() { r.flushAs(paragraph, 0) }

func (r *textReader) flushAs(kind blockKind, level int) {
	if len(r.para) == 0 {
		return
	}
	w := newInline(&scribe{})
	for _, i := range r.para {
		w.line(strings.TrimLeft(strings.TrimFunc(r.lines[i], isBlank), "> "), r.first+i)
		w.gap = true
	}
	w.close()
	r.para = r.para[:0]
	r.add(kind, level, w.take())
}

func (r *textReader) addLine(kind blockKind, level int, text string, i int) {
	w := newInline(&scribe{})
	w.line(text, r.first+i)
	w.close()
	r.add(kind, level, w.take())
}

// atxHeading reads "## Title ##".
func atxHeading(t string) (level int, text string) {
	for level < len(t) && t[level] == '#' {
		level++
	}
	if level > 6 || level == len(t) {
		return 0, ""
	}
	text = strings.TrimFunc(t[level:], isBlank)
	if t[level] != ' ' && t[level] != '\t' && !isHan(firstRune(text)) {
		return 0, ""
	}
	return level, strings.TrimRight(strings.TrimRight(text, "#"), " ")
}

// isRule reports whether a line is only drawn: ---, ***, ====.
func isRule(t string) bool {
	if len(t) < 3 || !strings.ContainsRune("-=*_", rune(t[0])) {
		return false
	}
	n := 0
	for i := 0; i < len(t); i++ {
		switch {
		case t[i] == t[0]:
			n++
		case t[i] != ' ':
			return false
		}
	}
	return n >= 3
}

// bullet reads the mark of an unnumbered list item; level is its depth.
func bullet(line string) (level int, rest string) {
	indent := 0
	for i, r := range line {
		switch {
		case r == ' ' || r == 0xA0 || r == 0x3000:
			indent++
			continue
		case r == '\t':
			indent += 4
			continue
		}
		t := line[i:]
		switch {
		case strings.HasPrefix(t, "* "), strings.HasPrefix(t, "- "), strings.HasPrefix(t, "+ "), strings.HasPrefix(t, "*\t"), strings.HasPrefix(t, "-\t"):
			return 1 + indent/2, strings.TrimLeft(t[1:], " \t")
		case strings.ContainsRune("•●○■□◆◇▪▫‣⁃◦·", r):
			return 1 + indent/2, strings.TrimLeft(t[len(string(r)):], " \t")
		}
		return 0, ""
	}
	return 0, ""
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	var last rune
	for i := len(s) - 1; i >= 0; i-- {
		if s[i]&0xC0 != 0x80 {
			last = firstRune(s[i:])
			break
		}
	}
	return last
}

// endsSentence reports whether a line ends with a sign that closes a sentence
// or a clause.
func endsSentence(t string) bool {
	return strings.ContainsRune("。！？；：!?;:.", lastRune(t))
}
