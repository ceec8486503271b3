package markup

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// textReader reads plain text and Markdown, which policies mix freely: text
// files hold Markdown, Markdown files hold HTML, and HTML pages hold either in
// a <pre>.
type textReader struct {
	*document.Builder
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
func readText(text string, first int, l *document.Builder, depth int) {
	r := &textReader{Builder: l, lines: strings.Split(text, "\n"), first: first, depth: depth}
	r.read()
}

func (r *textReader) read() {
	i := r.frontMatter()
	r.UntilDone(func() {
		for i < len(r.lines) && !r.Full {
			i = r.next(i)
		}
		r.flush()
	}, func() document.LostPart {
		at := i
		if len(r.para) > 0 {
			at, r.para = r.para[0], nil
		}
		i++
		return document.LostPart{Line: r.first + at}
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
	t := strings.TrimFunc(line, language.IsBlank)
	switch {
	case t == "":
		r.flush()
		r.Gap()
		return i + 1
	case t[0] == '<':
		if n := r.htmlBlock(i, t); n > 0 {
			return i + n
		}
	case t[0] == '#':
		if level, text := atxHeading(t); level > 0 {
			r.flush()
			r.Gap()
			r.addLine(document.Heading, level, text, i)
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
		r.flushAs(document.ListItem, level)
		return
	}
	if t = strings.TrimLeft(t, "> "); t == "" {
		r.flush() // an empty line of a quotation
		r.Gap()
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
	p = strings.TrimFunc(p, language.IsBlank)
	if language.StartsItem(t) || language.StartsConstant(t) || language.EndsSentence(p) || language.LabelLike(t) {
		return false
	}
	if t == "/" || t == "-" || language.IsWeb(t) && language.Width(p) < 40 && !language.EndsClause(p) {
		return false // the cells of a table, one below the other
	}
	if c := t[0]; c >= 'a' && c <= 'z' || strings.ContainsRune("，。；、）,;)等", language.FirstRune(t)) {
		return true
	}
	w := language.Width(p)
	return r.wrapped() && w >= 40 && (w >= 64 || !language.StartsItem(p))
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
			if language.Width(l) > 130 {
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
		text := strings.TrimFunc(r.lines[r.para[0]], language.IsBlank)
		if language.Width(text) <= 80 && !language.EndsSentence(text) && !r.followsText() {
			level := 2
			if t[0] == '=' {
				level = 1
			}
			i := r.para[0]
			r.para = nil
			r.addLine(document.Heading, level, text, i)
			r.Gap()
			return
		}
	}
	r.flush()
	r.Gap()
}

// followsText reports whether the open paragraph stands directly below other
// text, so that a line of = below it is no mark of a heading.
func (r *textReader) followsText() bool {
	i := r.para[0] - 1
	return i >= 0 && strings.TrimFunc(r.lines[i], language.IsBlank) != "" && !isRule(strings.TrimFunc(r.lines[i], language.IsBlank))
}

func (r *textReader) flush() { r.flushAs(document.Paragraph, 0) }

func (r *textReader) flushAs(kind document.BlockKind, level int) {
	if len(r.para) == 0 {
		return
	}
	w := newInline(&document.Scribe{})
	for _, i := range r.para {
		w.line(strings.TrimLeft(strings.TrimFunc(r.lines[i], language.IsBlank), "> "), r.first+i)
		w.Gap = true
	}
	w.close()
	r.para = r.para[:0]
	r.Add(kind, level, w.Take())
}

func (r *textReader) addLine(kind document.BlockKind, level int, text string, i int) {
	w := newInline(&document.Scribe{})
	w.line(text, r.first+i)
	w.close()
	r.Add(kind, level, w.Take())
}

// atxHeading reads "## Title ##".
func atxHeading(t string) (level int, text string) {
	for level < len(t) && t[level] == '#' {
		level++
	}
	if level > 6 || level == len(t) {
		return 0, ""
	}
	text = strings.TrimFunc(t[level:], language.IsBlank)
	if t[level] != ' ' && t[level] != '\t' && !language.IsHan(language.FirstRune(text)) {
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
