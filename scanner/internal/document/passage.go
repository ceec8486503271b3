package document

import (
	"sort"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// Passage is a piece of a document with white space folded, which still knows
// the source line of every part of it.
type Passage struct {
	Text  string
	Marks []Mark // ascending; the first is at or before offset 0
	Links []Link
	Bold  []Span // what is set in bold, so that a label or a heading can be told by its look
}

// Mark says that text stands on a line from an offset on.
type Mark struct{ Off, Line int }

// Span is a range of byte offsets.
type Span struct{ Start, End int }

// Link is a link and the text it is set on.
type Link struct {
	Span
	URL string
}

// Line returns the source line of the byte at off.
func (p *Passage) Line(off int) int {
	i := sort.Search(len(p.Marks), func(i int) bool { return p.Marks[i].Off > off })
	if i == 0 {
		return 0
	}
	return p.Marks[i-1].Line
}

// Slice returns the part between two offsets without white space around it.
func (p *Passage) Slice(start, end int) Passage {
	start, end = p.trim(start, end)
	part := Passage{Text: p.Text[start:end]}
	i := sort.Search(len(p.Marks), func(i int) bool { return p.Marks[i].Off > start }) - 1
	for ; i >= 0 && i < len(p.Marks) && p.Marks[i].Off < end; i++ {
		part.Marks = append(part.Marks, Mark{max(p.Marks[i].Off-start, 0), p.Marks[i].Line})
	}
	for _, l := range p.Links {
		s, ok := l.within(start, end)
		if empty := l.Start == l.End && l.Start >= start && l.Start <= end+1; empty {
			s, ok = Span{end - start, end - start}, true // an address in angle brackets, which has no text
		}
		if ok {
			part.Links = append(part.Links, Link{s, l.URL})
		}
	}
	for _, b := range p.Bold {
		if s, ok := b.within(start, end); ok {
			part.Bold = append(part.Bold, s)
		}
	}
	return part
}

// trim moves two offsets past the white space between them.
func (p *Passage) trim(start, end int) (int, int) {
	for start < end && p.Text[start] == ' ' {
		start++
	}
	for end > start && p.Text[end-1] == ' ' {
		end--
	}
	return start, end
}

// within cuts s to [start, end) and counts it from start.
func (s Span) within(start, end int) (Span, bool) {
	s.Start, s.End = max(s.Start, start)-start, min(s.End, end)-start
	return s, s.Start < s.End
}

// Quote makes a quote of the part between two offsets. Document is set by the
// reader of the document.
func (p *Passage) Quote(start, end int) evidence.Quote {
	start, end = p.trim(start, end)
	q := evidence.Quote{Text: p.Text[start:end], Lang: language.Of(p.Text[start:end])}
	if start < end {
		q.Line = p.Line(start)
	}
	return q
}

// Whole makes a quote of all of the passage.
func (p *Passage) Whole() evidence.Quote { return p.Quote(0, len(p.Text)) }

// IsBold reports whether all of the passage but punctuation is bold.
func (p *Passage) IsBold() bool {
	covered := 0
	for _, b := range p.Bold {
		covered += b.End - b.Start
	}
	return len(p.Text) > 0 && covered*10 >= len(p.Text)*9
}

// Scribe writes a passage, folding white space as it goes.
type Scribe struct {
	Text  []byte
	Marks []Mark
	Links []Link
	Bold  []Span
	Gap   bool // white space is pending
}

// Write appends s, which starts on line, and returns the line it ends on.
func (w *Scribe) Write(s string, line int) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if language.IsBlank(r) {
			w.Gap = true
			if r == '\n' {
				line++
			}
			i += size
			continue
		}
		if w.Gap && len(w.Text) > 0 {
			w.Text = append(w.Text, ' ')
		}
		w.Gap = false
		if n := len(w.Marks); n == 0 || w.Marks[n-1].Line != line {
			w.Marks = append(w.Marks, Mark{len(w.Text), line})
		}
		if r >= 0x80 {
			w.Text = utf8.AppendRune(w.Text, r)
			i += size
			continue
		}
		end := i + 1
		for end < len(s) && s[end] > ' ' && s[end] < 0x7F {
			end++
		}
		w.Text = append(w.Text, s[i:end]...)
		i = end
	}
	return line
}

// Here is the offset at which the next character will stand.
func (w *Scribe) Here() int {
	if w.Gap && len(w.Text) > 0 {
		return len(w.Text) + 1
	}
	return len(w.Text)
}

// Linked records that the text since start is a link.
func (w *Scribe) Linked(start int, url string) {
	if url != "" && start <= len(w.Text) {
		w.Links = append(w.Links, Link{Span{start, len(w.Text)}, url})
	}
}

// Bolded records that the text since start is bold.
func (w *Scribe) Bolded(start int) {
	if start < len(w.Text) {
		w.Bold = append(w.Bold, Span{start, len(w.Text)})
	}
}

// Take returns what was written and starts afresh.
func (w *Scribe) Take() Passage {
	p := Passage{Text: string(w.Text), Marks: w.Marks, Links: w.Links, Bold: w.Bold}
	*w = Scribe{Text: w.Text[:0]}
	return p
}

func (w *Scribe) Empty() bool { return len(w.Text) == 0 }
