package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/evidence"
)

// How much of a document the page holds.
const (
	maxPageLines = 20000
	maxPageLine  = 20000 // characters
)

// htmlDocument is the text of one document, with the quoted passages marked.
type htmlDocument struct {
	ID    string
	Name  string
	Lines []htmlLine
	More  int // lines left out
}

type htmlLine struct {
	ID     string
	N      int
	Quoted bool
	Parts  []htmlPart
}

type htmlPart struct {
	Text string
	Mark bool
}

// span is a stretch of a line, in UTF-16 units from 1; the end is the one
// after the last.
type span struct{ from, to int }

// openDocuments cuts the documents into lines.
func (b *htmlBuilder) openDocuments() {
	b.quoted = map[evidence.Quote]bool{}
	for i, d := range b.p.Policy.Documents {
		lines := strings.Split(strings.TrimRight(d.Text, "\n"), "\n")
		for j, line := range lines {
			line = strings.TrimRight(line, "\r")
			if utf8.RuneCountInString(line) > maxPageLine {
				line = string([]rune(line)[:maxPageLine]) + "…"
			}
			lines[j] = line
		}
		b.docs = append(b.docs, document{d.Format, lines})
		if _, again := b.at[d.Path]; !again {
			b.at[d.Path] = i
		}
	}
}

// mark remembers where a quote stands: the passage where it is found, else the
// whole line.
func (b *htmlBuilder) mark(doc int, q evidence.Quote) {
	q.Page, q.Lang = nil, ""
	if b.quoted[q] {
		return
	}
	b.quoted[q] = true
	lines := b.docs[doc].lines
	region, ok := locate(lines, q.Line, q.Text)
	if !ok {
		region = sarifRegion{q.Line, 1, q.Line, 1 + columnsOf(lines[q.Line-1])}
	}
	if b.marks[doc] == nil {
		b.marks[doc] = map[int][]span{}
	}
	for n := region.StartLine; n <= region.EndLine; n++ {
		s := span{1, 1 + columnsOf(lines[n-1])}
		if n == region.StartLine {
			s.from = region.StartColumn
		}
		if n == region.EndLine {
			s.to = region.EndColumn
		}
		b.marks[doc][n] = append(b.marks[doc][n], s)
	}
}

func (b *htmlBuilder) documents() []htmlDocument {
	var docs []htmlDocument
	for i, d := range b.docs {
		doc := htmlDocument{ID: fmt.Sprintf("d%d", i+1), Name: inert(b.p.Policy.Documents[i].Path, maxValue), More: max(0, len(d.lines)-maxPageLines)}
		for n, line := range d.lines[:min(len(d.lines), maxPageLines)] {
			marks := b.marks[i][n+1]
			doc.Lines = append(doc.Lines, htmlLine{ID: fmt.Sprintf("d%d-l%d", i+1, n+1), N: n + 1, Quoted: len(marks) > 0, Parts: cutLine(line, marks)})
		}
		docs = append(docs, doc)
	}
	return docs
}

// cutLine cuts a line into marked and unmarked parts.
func cutLine(line string, marks []span) []htmlPart {
	marks = merged(marks)
	var parts []htmlPart
	column, start, marked := 1, 0, false
	cut := func(end int) {
		if end > start {
			parts = append(parts, htmlPart{inertLine(line[start:end]), marked})
		}
		start = end
	}
	for i, r := range line {
		for len(marks) > 0 && marks[0].to <= column {
			marks = marks[1:]
		}
		if now := len(marks) > 0 && marks[0].from <= column; now != marked {
			cut(i)
			marked = now
		}
		column += columnsOf(string(r))
	}
	cut(len(line))
	return parts
}

// merged joins spans that overlap or touch.
func merged(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	var out []span
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && s.from <= out[last].to {
			out[last].to = max(out[last].to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}
