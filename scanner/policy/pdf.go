package policy

import (
	"bytes"
	"errors"
	"slices"
	"strings"
)

func isPDF(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}

// maxPages bounds the pages that are read.
const maxPages = 3000

// pdfFactor says how much larger than the limit of a document what is packed
// inside a file may be.
const pdfFactor = 4

// readPDF reads the text layer of a PDF file. A paragraph is a line of the
// text as read, and so is a row of a table.
func readPDF(src Source, d *document, l *blockList) error {
	f, err := openPDF(src.Data, l.lim.Bytes*pdfFactor)
	if errors.Is(err, errEncrypted) {
		return &Error{src.Path, Damaged, "the PDF is encrypted and does not open without its password", "save it without protection, or give its text"}
	}
	pages := f.pages()
	if len(pages) == 0 {
		return &Error{src.Path, Damaged, "the PDF is damaged: it has no page that can be read", "save it again, or give its text"}
	}
	r := &pdfReader{pdfFile: f, fonts: map[any]*pdfFont{}, glyphs: maxPDFGlyphs, steps: maxPDFSteps}
	layout := &pdfLayout{}
	missed := &pdfMissed{}
	next := 0
	l.untilDone(func() {
		for ; next < len(pages) && !(r.partial && r.allRuns >= maxAllRuns); next++ {
			r.page(pages[next])
			missed.page(r, pages[next], next+1)
			layout.add(r, next)
		}
	}, func() lostPart {
		next++
		return lostPart{page: next}
	})
	switch known := r.shown - r.unknown; {
	case known*4 < r.shown*3:
		return &Error{src.Path, Scanned, "the PDF does not say which characters its text is made of", "save it again from the program it was written in, or give its text"}
	case known < 20*min(len(pages), 5) && !layout.hasText():
		return &Error{src.Path, Scanned, "the PDF has no text, only pictures of it", "give a PDF with a text layer, or the text itself"}
	}
	w := &pdfWriter{blockList: l, document: d, line: 1}
	w.write(layout)
	l.barTables()
	d.lines = max(w.line-1, 1)
	if why := missed.why(r); why != "" {
		d.lose(why)
	}
	return nil
}

// pdfWriter turns the paragraphs and tables of a layout into blocks.
type pdfWriter struct {
	*blockList
	document *document
	line     int
	words    map[string]bool
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
			w.document.pages = append(w.document.pages, w.line)
		}
		if b.apart {
			w.gap()
		}
		if w.line > w.lim.Lines {
			w.full = true
			return
		}
		if b.grid != nil {
			w.table(b.grid)
			continue
		}
		p := w.paragraph(b.lines)
		if p.text == "" {
			continue
		}
		kind, level := layout.kind(b, &p)
		w.add(kind, level, p)
		w.line++
	}
	for ; page < layout.pages; page++ {
		w.document.pages = append(w.document.pages, w.line)
	}
}

// paragraph joins lines.
func (w *pdfWriter) paragraph(lines []*pdfLine) passage {
	var s scribe
	for i, l := range lines {
		w.join(&s, before(lines, i), l)
	}
	return s.take()
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
func (w *pdfWriter) join(s *scribe, last, l *pdfLine) {
	if last != nil && len(s.text) > 0 {
		a := string(s.text[max(len(s.text)-4096, 0):])
		space, drop := joinLines(a, l.text(), w.words)
		space = space && !l.breaksWord(a, last)
		if drop {
			s.text = bytes.TrimRight(s.text, "-\u00AD")
			for len(s.bold) > 0 && s.bold[len(s.bold)-1].end > len(s.text) {
				s.bold[len(s.bold)-1].end = len(s.text)
				break
			}
		}
		s.gap = space
	}
	l.write(s, w.line)
}

// table writes a table, a row for a line of the text.
func (w *pdfWriter) table(rows [][]pdfTextCell) {
	var out [][]cell
	for _, row := range rows {
		var cells []cell
		for i := range row {
			c := &row[i]
			var s scribe
			for k, part := range c.parts {
				s.gap = s.gap || k > 0
				for j, l := range part {
					w.join(&s, before(part, j), l)
				}
			}
			cells = append(cells, cell{passage: s.take(), colspan: c.cols, rowspan: c.rows})
		}
		if len(cells) > 0 {
			out = append(out, cells)
			w.line++
		}
	}
	w.addTable(out)
}

// kind tells headings and list items. A heading is set larger than the text;
// one that is only bold is told by its look later on.
func (y *pdfLayout) kind(b *pdfBlock, p *passage) (blockKind, int) {
	size := b.lines[0].size
	if i := slices.IndexFunc(y.headings, func(s float64) bool { return size > s-0.3 }); i >= 0 && len(b.lines) <= 3 && width(p.text) <= 160 && !strings.ContainsRune("。；;，,", lastRune(p.text)) {
		return heading, min(i, 5) + 1
	}
	if n := pdfBullet(p.text); n > 0 {
		level := 1 + int((b.lines[0].x0-y.bullets)/(1.5*y.size)+0.3)
		*p = p.slice(n, len(p.text))
		return listItem, min(max(level, 1), 6)
	}
	return paragraph, 0
}

// pdfBullets are the marks of list items. Those of symbol fonts have no character
// but stand in the private area.
const pdfBullets = "•·●○◦■□◆◇▪▫‣⁃∙➢➤►▶✓✔❖⚫"

// pdfBullet returns how long the mark at the start of a list item is, 0 for other
// text.
func pdfBullet(text string) int {
	r := firstRune(text)
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
