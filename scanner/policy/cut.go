package policy

import (
	"strings"
	"unicode/utf8"
)

// cut cuts all blocks into sentences, of which there may be limit. Blocks behind
// the last of those are dropped; whole is false then.
func (o *outline) cut(doc, limit int) (whole bool) {
	whole = true
	number, book := 0, phrases().book
	add := func(i int, p *passage, row, column int) {
		cutter := newPartCutter(p)
		for _, part := range cutSentences(p.text) {
			sp := cutter.slice(part.start, part.end)
			if sp.text == "" {
				continue
			}
			if whole = len(o.sentences) < limit; !whole {
				return
			}
			b := &o.blocks[i]
			f := o.folder.fold(sp.text)
			o.folder.look(f, book)
			o.sentences = append(o.sentences, &sentence{
				folded: f, text: sp.text, line: sp.line(0), lang: language(sp.text), section: o.in[i], heading: o.opens[i],
				han: hanCount(sp.text), words: latinWords(sp.text), block: number, doc: doc, p: sp, at: len(o.sentences), source: i, row: row, column: column,
				item: b.kind != paragraph && b.kind != heading || o.numbers[i].style != "" && !o.opens[i],
			})
		}
	}
	for i := range o.blocks {
		if !whole {
			o.drop(i)
			break
		}
		o.first = append(o.first, len(o.sentences))
		number++
		b := &o.blocks[i]
		if b.kind != tableBlock {
			add(i, &b.passage, -1, -1)
			continue
		}
		for r := range b.rows {
			number++
			for c := range b.rows[r] {
				if add(i, &b.rows[r][c].passage, r, c); !whole {
					break
				}
			}
		}
	}
	o.first = append(o.first, len(o.sentences))
	return whole
}

// of returns the sentences of a block.
func (o *outline) of(i int) []*sentence { return o.sentences[o.first[i]:o.first[i+1]] }

// leads sets the sentence that introduces each list and table.
func (o *outline) leads() {
	var leads []*sentence // by depth
	for i := range o.blocks {
		ss := o.of(i)
		if len(ss) == 0 {
			continue
		}
		depth := 0
		switch b := &o.blocks[i]; {
		case o.opens[i]:
			leads = leads[:0]
		case b.kind == listItem:
			depth = b.level
		case ss[0].item:
			depth = 1
		case b.kind == paragraph && len(leads) > 0 && i > 0 && b.group == o.blocks[i-1].group && !introduces(ss[len(ss)-1]):
			// Text that goes on with a list item keeps the lead of the list.
			depth = len(leads)
		}
		if depth > 0 && len(leads) > 0 {
			leads = leads[:min(depth, len(leads))]
			for _, s := range ss {
				s.lead = leads[len(leads)-1]
			}
		} else if depth == 0 {
			leads = leads[:0]
		}
		if last := ss[len(ss)-1]; introduces(last) {
			leads = append(leads[:min(depth, len(leads))], last)
		}
	}
}

// introduces reports whether a sentence leads into a list.
func introduces(s *sentence) bool {
	t := s.text
	switch lastRune(t) {
	case ':', '：':
		return true
	case '。', '.', '，', ',':
		return anyIn(phrases().lead, s.fold())
	}
	return strings.HasSuffix(t, "如下") || strings.HasSuffix(t, "包括")
}

// cutSentences returns the sentences of a text in order: ends of sentences in
// both languages and both kinds of punctuation, not those inside addresses,
// numbers and abbreviations.
func cutSentences(t string) []span {
	c := cutter{text: t, brackets: roundBrackets{text: t}}
	for i := 0; i < len(t); {
		i = c.next(i)
	}
	c.emit(len(t))
	return c.out
}

// cutter cuts one text, from left to right.
type cutter struct {
	text     string
	start    int // of the sentence in hand
	word     int // of the Latin word that ends where the cutter stands
	endless  int // end of an address that is too long for one
	brackets roundBrackets
	out      []span
}

// next looks at what stands at i and returns where it ends.
func (c *cutter) next(i int) int {
	r, size := rune(c.text[i]), 1
	if low := c.text[i] | 0x20; (low == 'h' || low == 'w') && i >= c.endless {
		switch n := addressAt(c.text, i); {
		case n > 2*longSentence:
			c.endless = i + n
		case n > 0:
			c.pass(i, i+n)
			return i + n
		}
	} else if r >= 0x80 {
		r, size = utf8.DecodeRuneInString(c.text[i:])
	}
	c.pass(i, i+size)
	i += size
	if n := i - c.start; n > longSentence && strings.ContainsRune("，,、；; ", r) || n > 2*longSentence {
		c.emit(i)
		return i
	}
	switch r {
	case '。', '！', '？', '!', '?':
		return c.end(i)
	case '.':
		if endsAt(c.text, c.start, i, c.text[min(max(c.word, c.start), i-1):i-1]) {
			return c.end(i)
		}
	case ';', '；', ' ':
		if switches(c.text, c.start, i) {
			c.emit(i)
		}
	}
	return i
}

// pass notes where the last Latin word begins.
func (c *cutter) pass(from, to int) {
	for ; from < to; from++ {
		if !inLatinWord(c.text[from]) {
			c.word = from + 1
		}
	}
}

// end ends the sentence before i where that is outside of brackets.
func (c *cutter) end(i int) int {
	if c.brackets.around(c.start, i) {
		return i
	}
	to := closing(c.text, i)
	c.pass(i, to)
	c.emit(to)
	return to
}

func (c *cutter) emit(end int) {
	if end > c.start {
		c.out = append(c.out, span{c.start, end})
	}
	c.start = end
}

// longSentence is where a text without an end is cut at the next comma. No
// sentence is as long; the cut bounds the work on texts that are none.
const longSentence = 2500

// closing moves i behind closing quotes and brackets.
func closing(t string, i int) int {
	for i < len(t) {
		r, size := utf8.DecodeRuneInString(t[i:])
		if !strings.ContainsRune("”’\"'」』）)】。！？!?", r) {
			break
		}
		i += size
	}
	return i
}

// addressAt returns the length of a web or e-mail address that starts at i, 0
// where there is none.
func addressAt(t string, i int) int {
	if t[i] >= 0x80 || i > 0 && isAlnumByte(t[i-1]) {
		return 0
	}
	rest := t[i:]
	if !hasPrefixFold(rest, "http://") && !hasPrefixFold(rest, "https://") && !hasPrefixFold(rest, "www.") {
		return 0
	}
	return addressLen(rest)
}

// addressLen returns how far an address reaches: to white space, a Chinese
// character or a sign that no address ends with.
func addressLen(s string) int {
	n := len(s)
	for i, r := range s {
		if r <= ' ' || r >= 0x80 || strings.ContainsRune("\"<>|\\^`{}", r) {
			n = i
			break
		}
	}
	closed := strings.Count(s[:n], ")") - strings.Count(s[:n], "(")
	for ; n > 0 && strings.IndexByte(".,;:!?'\")]*", s[n-1]) >= 0; n-- {
		if s[n-1] == ')' {
			if closed <= 0 {
				break // it closes a bracket of the address
			}
			closed--
		}
	}
	return n
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// endsAt reports whether the full stop before i, which stands behind a word,
// ends a sentence.
func endsAt(t string, start, i int, word string) bool {
	if i == len(t) {
		return true
	}
	next, size := utf8.DecodeRuneInString(t[i:])
	if next == ' ' && i+size < len(t) {
		after := firstRune(t[i+size:])
		if after >= 'a' && after <= 'z' || isAbbreviation(word) && !strings.EqualFold(word, "ltd") && !strings.EqualFold(word, "inc") && !strings.EqualFold(word, "etc") {
			return false
		}
		// A number of a heading or list is no sentence of its own.
		return !allDigits(word) || strings.TrimSpace(t[start:i-1]) != word
	}
	switch {
	case isHan(next) || strings.ContainsRune("“《（【", next):
		return len(word) > 1 && !allDigits(word) && !isAbbreviation(word) && !(len(word) == i-1-start)
	case next >= 'A' && next <= 'Z':
		// "all over the world.There are": a blank was lost.
		after := firstRune(t[i+size:])
		return len(word) > 2 && word[0] >= 'a' && word[0] <= 'z' && after >= 'a' && after <= 'z' && !strings.Contains(word, "/")
	case strings.ContainsRune("”’\"'）)", next):
		return true
	}
	return false
}

// lastWord returns the Latin word at the end of s.
func lastWord(s string) string {
	i := len(s)
	for i > 0 && inLatinWord(s[i-1]) {
		i--
	}
	return s[i:]
}

// inLatinWord reports whether a byte is part of a Latin word, number or address.
func inLatinWord(c byte) bool { return isAlnumByte(c) || c == '.' || c == '@' }

// longWord is longer than any number or abbreviation.
const longWord = 64

func allDigits(s string) bool {
	return s != "" && len(s) <= longWord && strings.Trim(s, "0123456789.") == ""
}

// isAbbreviation reports whether a word with a full stop behind it is cut
// short rather than the end of a sentence.
func isAbbreviation(w string) bool {
	if len(w) == 1 || strings.Contains(w, ".") {
		return w != "I"
	}
	return abbreviations[strings.ToLower(w)]
}

var abbreviations = phraseSet("abbreviation")

// switches reports whether the language changes at i: whole clauses of one
// before, whole clauses of the other behind.
func switches(t string, start, i int) bool {
	if i >= len(t) {
		return false
	}
	next := firstRune(t[i:])
	before := tail(t[start:i], 36)
	after := t[i:min(len(t), i+60)]
	if next >= 'A' && next <= 'Z' {
		return hanCount(before) >= 4 && latinWords(before) == 0 && latinWords(after) >= 4 && hanCount(after) == 0
	}
	return isHan(next) && (t[i-1] != ' ' || strings.ContainsRune(".;!?", rune(t[max(i-2, 0)]))) && latinWords(before) >= 4 && hanCount(before) == 0 && hanCount(after) >= 4
}

func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := len(s) - n
	for i < len(s) && s[i]&0xC0 == 0x80 {
		i++
	}
	return s[i:]
}

func hanCount(s string) int {
	n := 0
	for _, r := range s {
		if isHan(r) {
			n++
		}
	}
	return n
}

// latinWords counts the words of Latin letters.
func latinWords(s string) int {
	n, in := 0, false
	for i := range len(s) {
		w := isAlnumByte(s[i]) || s[i] == '\''
		if w && !in {
			n++
		}
		in = w
	}
	return n
}
