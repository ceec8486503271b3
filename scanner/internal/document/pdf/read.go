// Package pdf reads PDF files into blocks: content streams, fonts and their
// encodings, and what the layout says of lines, paragraphs and tables.
package pdf

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/document/markup"
	"github.com/candor-scan/candor/scanner/internal/document/pdf/object"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/policy"
)

// Is tells a PDF file by its first bytes.
func Is(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}

// pdfFactor says how much larger than the limit of a document what is packed
// inside a file may be.
const pdfFactor = 4

// Read reads the text layer of a PDF file. A paragraph is a line of the
// text as read, and so is a row of a table.
func Read(src document.Source, d *document.Document, l *document.Builder) error {
	f, err := object.Open(src.Data, l.Lim.Bytes*pdfFactor)
	if errors.Is(err, object.ErrEncrypted) {
		return &policy.Error{Path: src.Path, Reason: policy.Damaged, What: "the PDF is encrypted and does not open without its password", Do: "save it without protection, or give its text"}
	}
	pages := f.Pages()
	if len(pages) == 0 {
		return &policy.Error{Path: src.Path, Reason: policy.Damaged, What: "the PDF is damaged: it has no page that can be read", Do: "save it again, or give its text"}
	}
	r := &pdfReader{File: f, fonts: map[any]*pdfFont{}, glyphs: maxPDFGlyphs, steps: maxPDFSteps}
	layout := &pdfLayout{}
	missed := &pdfMissed{}
	next := 0
	l.UntilDone(func() {
		for ; next < len(pages) && !(r.Partial && r.allRuns >= maxAllRuns); next++ {
			r.page(pages[next])
			missed.page(r, pages[next], next+1)
			layout.add(r, next)
		}
	}, func() document.LostPart {
		next++
		return document.LostPart{Page: next}
	})
	switch known := r.shown - r.unknown; {
	case known*4 < r.shown*3:
		return &policy.Error{Path: src.Path, Reason: policy.Scanned, What: "the PDF does not say which characters its text is made of", Do: "save it again from the program it was written in, or give its text"}
	case known < 20*min(len(pages), 5) && !layout.hasText():
		return &policy.Error{Path: src.Path, Reason: policy.Scanned, What: "the PDF has no text, only pictures of it", Do: "give a PDF with a text layer, or the text itself"}
	}
	w := &pdfWriter{Builder: l, document: d, line: 1}
	w.write(layout)
	markup.BarTables(l)
	d.Lines = max(w.line-1, 1)
	if why := missed.why(r); why != "" {
		d.Lose(why)
	}
	return nil
}

// pdfWriter turns the paragraphs and tables of a layout into blocks.
type pdfWriter struct {
	*document.Builder
	document *document.Document
	line     int
	words    pdfVocabulary
}

func (w *pdfWriter) write(layout *pdfLayout) {
	layout.dropRepeated()
	layout.measure()
	w.words = pdfWords(layout.lines())
	flow := layout.flow()
	page := 0
	for i := range flow {
		b := &flow[i]
		for ; page <= b.page; page++ {
			w.document.Pages = append(w.document.Pages, w.line)
		}
		if b.apart {
			w.Gap()
		}
		if w.line > w.Lim.Lines {
			w.Full = true
			return
		}
		if b.grid != nil {
			w.table(b.grid)
			continue
		}
		p := w.paragraph(b.lines)
		if p.Text == "" {
			continue
		}
		kind, level := layout.kind(b, &p)
		w.Add(kind, level, p)
		w.line++
	}
	for ; page < layout.pages; page++ {
		w.document.Pages = append(w.document.Pages, w.line)
	}
}

// paragraph joins lines.
func (w *pdfWriter) paragraph(lines []*pdfLine) document.Passage {
	var s document.Scribe
	for i, l := range lines {
		w.join(&s, before(lines, i), l)
	}
	return s.Take()
}

// before returns the line before that at i, nil for the first.
func before(lines []*pdfLine, i int) *pdfLine {
	if i == 0 {
		return nil
	}
	return lines[i-1]
}

// join appends a line to a paragraph of which last is the line before, nil at
// its begin.
func (w *pdfWriter) join(s *document.Scribe, last, l *pdfLine) {
	if last != nil && len(s.Text) > 0 {
		a := string(s.Text[max(len(s.Text)-4096, 0):])
		space, drop := joinLines(a, l.text(), w.words)
		space = space && !l.breaksWord(a, last)
		if drop {
			s.Text = bytes.TrimRight(s.Text, "-\u00AD"+string(hyphen))
			for len(s.Bold) > 0 && s.Bold[len(s.Bold)-1].End > len(s.Text) {
				s.Bold[len(s.Bold)-1].End = len(s.Text)
				break
			}
		}
		s.Gap = space
	}
	l.write(s, w.line)
}

// table writes a table, a row for a line of the text.
func (w *pdfWriter) table(rows [][]pdfTextCell) {
	var out [][]document.Cell
	for _, row := range rows {
		var cells []document.Cell
		for i := range row {
			c := &row[i]
			var s document.Scribe
			for k, part := range c.parts {
				s.Gap = s.Gap || k > 0
				for j, l := range part {
					w.join(&s, before(part, j), l)
				}
			}
			cells = append(cells, document.Cell{Passage: s.Take(), Colspan: c.cols, Rowspan: c.rows})
		}
		if len(cells) > 0 {
			out = append(out, cells)
			w.line++
		}
	}
	w.AddTable(out)
}

// kind tells headings and list items. A heading is set larger than the text;
// one that is only bold is told by its look later on.
func (y *pdfLayout) kind(b *pdfBlock, p *document.Passage) (document.BlockKind, int) {
	size := b.lines[0].size
	if i := slices.IndexFunc(y.headings, func(s float64) bool { return size > s-0.3 }); i >= 0 && len(b.lines) <= 3 && language.Width(p.Text) <= 160 && !strings.ContainsRune("。；;，,", language.LastRune(p.Text)) {
		return document.Heading, min(i, 5) + 1
	}
	if n := pdfBullet(p.Text); n > 0 {
		level := 1 + int((b.lines[0].x0-y.bullets)/(1.5*y.size)+0.3)
		*p = p.Slice(n, len(p.Text))
		return document.ListItem, min(max(level, 1), 6)
	}
	return document.Paragraph, 0
}

// pdfBullets are the marks of list items. Those of symbol fonts have no character
// but stand in the private area.
const pdfBullets = "•·●○◦■□◆◇▪▫‣⁃∙➢➤►▶✓✔❖⚫"

// pdfBullet returns how long the mark at the start of a list item is, 0 for other
// text.
func pdfBullet(text string) int {
	r := language.FirstRune(text)
	n := len(string(r))
	switch {
	case len(text) <= n:
		return 0
	case strings.ContainsRune(pdfBullets, r), r >= 0xF020 && r <= 0xF0FF:
		return n
	case strings.ContainsRune("-–—*o", r) && text[n] == ' ':
		return n
	}
	return 0
}
