package sentence

import (
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// cut cuts all blocks into sentences, of which there may be limit. Blocks behind
// the last of those are dropped; whole is false then.
func (o *Outline) cut(doc, limit int) (whole bool) {
	whole = true
	number, book := 0, words.Phrases().Book
	add := func(i int, p *document.Passage, row, column int) {
		cutter := NewPartCutter(p)
		for _, part := range CutSentences(p.Text) {
			sp := cutter.Slice(part.Start, part.End)
			if sp.Text == "" {
				continue
			}
			if whole = len(o.Sentences) < limit; !whole {
				return
			}
			b := &o.Blocks[i]
			f := o.folder.Fold(sp.Text)
			o.folder.Look(f, book)
			o.Sentences = append(o.Sentences, &Sentence{
				Folded: f, Text: sp.Text, Line: sp.Line(0), Lang: language.Of(sp.Text), Section: o.In[i], Heading: o.Opens[i],
				Han: language.HanCount(sp.Text), Words: language.LatinWords(sp.Text), Block: number, Doc: doc, Passage: sp, At: len(o.Sentences), Source: i, Row: row, column: column,
				Item: b.Kind != document.Paragraph && b.Kind != document.Heading || o.Numbers[i].Style != "" && !o.Opens[i],
			})
		}
	}
	for i := range o.Blocks {
		if !whole {
			o.drop(i)
			break
		}
		o.first = append(o.first, len(o.Sentences))
		number++
		b := &o.Blocks[i]
		if b.Kind != document.Table {
			add(i, &b.Passage, -1, -1)
			continue
		}
		for r := range b.Rows {
			number++
			for c := range b.Rows[r] {
				if add(i, &b.Rows[r][c].Passage, r, c); !whole {
					break
				}
			}
		}
	}
	o.first = append(o.first, len(o.Sentences))
	return whole
}

// Of returns the sentences of a block.
func (o *Outline) Of(i int) []*Sentence { return o.Sentences[o.first[i]:o.first[i+1]] }

// leads sets the sentence that introduces each list and table.
func (o *Outline) leads() {
	var leads []*Sentence // by depth
	for i := range o.Blocks {
		ss := o.Of(i)
		if len(ss) == 0 {
			continue
		}
		depth := 0
		switch b := &o.Blocks[i]; {
		case o.Opens[i]:
			leads = leads[:0]
		case b.Kind == document.ListItem:
			depth = b.Level
		case ss[0].Item:
			depth = 1
		case b.Kind == document.Paragraph && len(leads) > 0 && i > 0 && b.Group == o.Blocks[i-1].Group && !Introduces(ss[len(ss)-1]):
			// Text that goes on with a list item keeps the lead of the list.
			depth = len(leads)
		}
		for len(leads) > 0 && o.sibling(leads[len(leads)-1].Source, i) {
			leads = leads[:len(leads)-1] // "1.2 … policy:" does not lead into 1.3
		}
		if depth > 0 && len(leads) > 0 {
			leads = leads[:min(depth, len(leads))]
			for _, s := range ss {
				s.Lead = leads[len(leads)-1]
			}
		} else if depth == 0 {
			leads = leads[:0]
		}
		if last := ss[len(ss)-1]; Introduces(last) {
			leads = append(leads[:min(depth, len(leads))], last)
		}
	}
}

// sibling reports whether two blocks are numbered alike, so that one is no item
// of a list in the other.
func (o *Outline) sibling(a, b int) bool {
	return o.Numbers[b].Style != "" && o.Numbers[a].Style == o.Numbers[b].Style
}

// Introduces reports whether a sentence leads into a list.
func Introduces(s *Sentence) bool {
	t := s.Text
	switch language.LastRune(t) {
	case ':', '：':
		return true
	case '。', '.', '，', ',':
		return language.AnyIn(words.Phrases().Lead, s.Fold())
	}
	return strings.HasSuffix(t, "如下") || strings.HasSuffix(t, "包括")
}

// CutSentences returns the sentences of a text in order: ends of sentences in
// both languages and both kinds of punctuation, not those inside addresses,
// numbers and abbreviations.
func CutSentences(t string) []document.Span {
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
	out      []document.Span
}

// next looks at what stands at i and returns where it ends.
func (c *cutter) next(i int) int {
	r, size := rune(c.text[i]), 1
	if low := c.text[i] | 0x20; (low == 'h' || low == 'w') && i >= c.endless {
		switch n := AddressAt(c.text, i); {
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
		if !language.InLatinWord(c.text[from]) {
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
		c.out = append(c.out, document.Span{Start: c.start, End: end})
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

// AddressAt returns the length of a web or e-mail address that starts at i, 0
// where there is none.
func AddressAt(t string, i int) int {
	if t[i] >= 0x80 || i > 0 && language.IsAlnumByte(t[i-1]) {
		return 0
	}
	rest := t[i:]
	if !language.HasPrefixFold(rest, "http://") && !language.HasPrefixFold(rest, "https://") && !language.HasPrefixFold(rest, "www.") {
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

// endsAt reports whether the full stop before i, which stands behind a word,
// ends a sentence.
func endsAt(t string, start, i int, word string) bool {
	if i == len(t) {
		return true
	}
	next, size := utf8.DecodeRuneInString(t[i:])
	if next == ' ' && i+size < len(t) {
		after := language.FirstRune(t[i+size:])
		if after >= 'a' && after <= 'z' || isAbbreviation(word) && !strings.EqualFold(word, "ltd") && !strings.EqualFold(word, "inc") && !strings.EqualFold(word, "etc") {
			return false
		}
		// A number of a heading or list is no sentence of its own.
		return !language.AllDigits(word) || strings.TrimSpace(t[start:i-1]) != word
	}
	switch {
	case language.IsHan(next) || strings.ContainsRune("“《（【", next):
		return len(word) > 1 && !language.AllDigits(word) && !isAbbreviation(word) && !(len(word) == i-1-start)
	case next >= 'A' && next <= 'Z':
		// "all over the world.There are": a blank was lost.
		after := language.FirstRune(t[i+size:])
		return len(word) > 2 && word[0] >= 'a' && word[0] <= 'z' && after >= 'a' && after <= 'z' && !strings.Contains(word, "/")
	case strings.ContainsRune("”’\"'）)", next):
		return true
	}
	return false
}

// isAbbreviation reports whether a word with a full stop behind it is cut
// short rather than the end of a sentence.
func isAbbreviation(w string) bool {
	if len(w) == 1 || strings.Contains(w, ".") {
		return w != "I"
	}
	return abbreviations[strings.ToLower(w)]
}

var abbreviations = words.PhraseSet("abbreviation")

// switches reports whether the language changes at i: whole clauses of one
// before, whole clauses of the other behind.
func switches(t string, start, i int) bool {
	if i >= len(t) {
		return false
	}
	next := language.FirstRune(t[i:])
	before := language.Tail(t[start:i], 36)
	after := t[i:min(len(t), i+60)]
	if next >= 'A' && next <= 'Z' {
		return language.HanCount(before) >= 4 && language.LatinWords(before) == 0 && language.LatinWords(after) >= 4 && language.HanCount(after) == 0
	}
	return language.IsHan(next) && (t[i-1] != ' ' || strings.ContainsRune(".;!?", rune(t[max(i-2, 0)]))) && language.LatinWords(before) >= 4 && language.HanCount(before) == 0 && language.HanCount(after) >= 4
}
