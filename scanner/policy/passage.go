package policy

import (
	"sort"
	"unicode"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/evidence"
)

// passage is a piece of a document with white space folded, which still knows
// the source line of every part of it.
type passage struct {
	text  string
	marks []mark // ascending; the first is at or before offset 0
	links []link
	bold  []span // what is set in bold, so that a label or a heading can be told by its look
}

// mark says that text stands on a line from an offset on.
type mark struct{ off, line int }

// span is a range of byte offsets.
type span struct{ start, end int }

// link is a link and the text it is set on.
type link struct {
	span
	url string
}

// line returns the source line of the byte at off.
func (p *passage) line(off int) int {
	i := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].off > off })
	if i == 0 {
		return 0
	}
	return p.marks[i-1].line
}

// slice returns the part between two offsets without white space around it.
func (p *passage) slice(start, end int) passage {
	start, end = p.trim(start, end)
	part := passage{text: p.text[start:end]}
	i := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].off > start }) - 1
	for ; i >= 0 && i < len(p.marks) && p.marks[i].off < end; i++ {
		part.marks = append(part.marks, mark{max(p.marks[i].off-start, 0), p.marks[i].line})
	}
	for _, l := range p.links {
		s, ok := l.within(start, end)
		if empty := l.start == l.end && l.start >= start && l.start <= end+1; empty {
			s, ok = span{end - start, end - start}, true // an address in angle brackets, which has no text
		}
		if ok {
			part.links = append(part.links, link{s, l.url})
		}
	}
	for _, b := range p.bold {
		if s, ok := b.within(start, end); ok {
			part.bold = append(part.bold, s)
		}
	}
	return part
}

// trim moves two offsets past the white space between them.
func (p *passage) trim(start, end int) (int, int) {
	for start < end && p.text[start] == ' ' {
		start++
	}
	for end > start && p.text[end-1] == ' ' {
		end--
	}
	return start, end
}

// within cuts s to [start, end) and counts it from start.
func (s span) within(start, end int) (span, bool) {
	s.start, s.end = max(s.start, start)-start, min(s.end, end)-start
	return s, s.start < s.end
}

// quote makes a quote of the part between two offsets. Document is set by the
// reader of the document.
func (p *passage) quote(start, end int) evidence.Quote {
	start, end = p.trim(start, end)
	q := evidence.Quote{Text: p.text[start:end], Lang: language(p.text[start:end])}
	if start < end {
		q.Line = p.line(start)
	}
	return q
}

// whole makes a quote of all of the passage.
func (p *passage) whole() evidence.Quote { return p.quote(0, len(p.text)) }

// isBold reports whether all of the passage but punctuation is bold.
func (p *passage) isBold() bool {
	covered := 0
	for _, b := range p.bold {
		covered += b.end - b.start
	}
	return len(p.text) > 0 && covered*10 >= len(p.text)*9
}

// scribe writes a passage, folding white space as it goes.
type scribe struct {
	text  []byte
	marks []mark
	links []link
	bold  []span
	gap   bool // white space is pending
}

// write appends s, which starts on line, and returns the line it ends on.
func (w *scribe) write(s string, line int) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if isBlank(r) {
			w.gap = true
			if r == '\n' {
				line++
			}
			i += size
			continue
		}
		if w.gap && len(w.text) > 0 {
			w.text = append(w.text, ' ')
		}
		w.gap = false
		if n := len(w.marks); n == 0 || w.marks[n-1].line != line {
			w.marks = append(w.marks, mark{len(w.text), line})
		}
		if r >= 0x80 {
			w.text = utf8.AppendRune(w.text, r)
			i += size
			continue
		}
		end := i + 1
		for end < len(s) && s[end] > ' ' && s[end] < 0x7F {
			end++
		}
		w.text = append(w.text, s[i:end]...)
		i = end
	}
	return line
}

// here is the offset at which the next character will stand.
func (w *scribe) here() int {
	if w.gap && len(w.text) > 0 {
		return len(w.text) + 1
	}
	return len(w.text)
}

// linked records that the text since start is a link.
func (w *scribe) linked(start int, url string) {
	if url != "" && start <= len(w.text) {
		w.links = append(w.links, link{span{start, len(w.text)}, url})
	}
}

// bolded records that the text since start is bold.
func (w *scribe) bolded(start int) {
	if start < len(w.text) {
		w.bold = append(w.bold, span{start, len(w.text)})
	}
}

// take returns what was written and starts afresh.
func (w *scribe) take() passage {
	p := passage{text: string(w.text), marks: w.marks, links: w.links, bold: w.bold}
	*w = scribe{text: w.text[:0]}
	return p
}

func (w *scribe) empty() bool { return len(w.text) == 0 }

// isBlank reports whether r is white space or has no width. Both fold to one
// space, as the quotes of a report are compared.
func isBlank(r rune) bool {
	switch {
	case r > ' ' && r < 0x7F:
		return false
	case r >= 0x200B && r <= 0x200D, r == 0x2060, r == 0xFEFF, r >= 0x1C && r <= 0x1F:
		return true
	}
	return unicode.IsSpace(r)
}
