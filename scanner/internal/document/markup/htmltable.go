package markup

import (
	"strconv"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// tableState is a table or definition list that is being read.
type tableState struct {
	name  string
	rows  [][]document.Cell
	parts [][][]document.Block // what each cell holds, block by block
	open  bool                 // a cell is open
	inner *document.Builder    // its content
	attr  map[string]string
	head  bool
	mixed bool // a cell holds another table: the table only lays out the page
	lists int  // open lists outside of the table
}

// sink is where blocks go: the open cell, or the document.
func (r *htmlReader) sink() *document.Builder {
	if n := len(r.tables); n > 0 && r.tables[n-1].open {
		return r.tables[n-1].inner
	}
	return r.Builder
}

func (r *htmlReader) startTable(name string) {
	if n := len(r.tables); n >= r.Lim.Nesting {
		return
	} else if n > 0 {
		r.tables[n-1].mixed = true
	}
	r.tables = append(r.tables, &tableState{name: name, lists: r.lists})
	r.lists = 0
}

// startCell opens a row or a cell; what was left open before it is closed.
func (r *htmlReader) startCell(name string, attr map[string]string) {
	t := r.table(name)
	if t == nil {
		return
	}
	r.closeCell(t)
	var inner *document.Builder
	if name != "tr" {
		if inner = r.Builder.Cell(); inner == nil {
			r.Full = true
			return
		}
	}
	if n := len(t.rows); n == 0 || len(t.rows[n-1]) > 0 && (name == "tr" || name == "dt" && !t.lastIs("dt") || name == "dd" && t.lastIs("dd")) {
		t.rows, t.parts = append(t.rows, nil), append(t.parts, nil)
	}
	if name == "tr" {
		return
	}
	t.open, t.attr, t.head, t.inner = true, attr, name == "th" || name == "dt", inner
	r.kind, r.level, r.item = document.Paragraph, 0, false
}

// lastIs reports whether the last row of a definition list ends with a term
// (dt) or a description (dd).
func (t *tableState) lastIs(name string) bool {
	if len(t.rows) == 0 {
		return false
	}
	row := t.rows[len(t.rows)-1]
	return len(row) > 0 && row[len(row)-1].Head == (name == "dt")
}

// table returns the open table the element belongs to.
func (r *htmlReader) table(name string) *tableState {
	if len(r.tables) == 0 {
		return nil
	}
	t := r.tables[len(r.tables)-1]
	if (t.name == "dl") != (name == "dt" || name == "dd") {
		return nil
	}
	return t
}

func (r *htmlReader) endCell(name string) {
	if t := r.table(name); t != nil {
		r.closeCell(t)
	}
}

func (r *htmlReader) closeCell(t *tableState) {
	if !t.open {
		return
	}
	t.open = false
	r.Missed(t.inner)
	c := document.Cell{Passage: t.joined(), Head: t.head, Colspan: SpanOf(t.attr["colspan"]), Rowspan: SpanOf(t.attr["rowspan"])}
	if len(t.rows) == 0 {
		t.rows, t.parts = append(t.rows, nil), append(t.parts, nil)
	}
	n := len(t.rows) - 1
	t.rows[n] = append(t.rows[n], c)
	t.parts[n] = append(t.parts[n], t.inner.Blocks)
	t.inner = nil
}

// endTable adds the innermost table. One that only lays out the page gives
// what stands in its cells.
func (r *htmlReader) endTable() {
	n := len(r.tables)
	if n == 0 {
		return
	}
	t := r.tables[n-1]
	r.closeCell(t)
	r.tables = r.tables[:n-1]
	r.lists = t.lists
	r.Release(t.parts)
	to := r.sink()
	switch {
	case !t.mixed && t.describesInLines():
		t.addLines(to)
		return
	case !t.mixed && columns(t.rows) > 1:
		to.AddTable(t.rows)
		return
	}
	for _, row := range t.parts {
		for _, blocks := range row {
			to.Gap()
			for i := range blocks {
				if blocks[i].Kind == document.Table {
					to.AddTable(blocks[i].Rows)
				} else {
					to.Add(blocks[i].Kind, blocks[i].Level, blocks[i].Passage)
				}
			}
		}
	}
	to.Gap()
}

// describesInLines reports whether a definition list says several things of a
// term, each with a label: "Purpose: …", "Data: …".
func (t *tableState) describesInLines() bool {
	if t.name != "dl" {
		return false
	}
	more, labels := 0, 0
	for _, row := range t.rows {
		last := &row[len(row)-1]
		if last.Head || len(row) > 1 {
			continue
		}
		more++
		if language.LabelLike(last.Text) {
			labels++
		}
	}
	return labels > 0 && labels*2 > more
}

// addLines adds a definition list as titles with lines below them.
func (t *tableState) addLines(to *document.Builder) {
	for i, row := range t.parts {
		for k, blocks := range row {
			head := t.rows[i][k].Head
			if head {
				to.Gap()
			}
			for _, b := range blocks {
				if head {
					b.Bold = []document.Span{{Start: 0, End: len(b.Text)}}
				}
				to.Add(b.Kind, b.Level, b.Passage)
			}
		}
	}
	to.Gap()
}

// joined puts the content of the open cell into one passage. A table that only
// lays out the page has no use for it.
func (t *tableState) joined() document.Passage {
	if t.mixed {
		return document.Passage{}
	}
	return joined(t.inner.Blocks)
}

func columns(rows [][]document.Cell) int {
	n := 0
	for _, r := range rows {
		n = max(n, len(r))
	}
	return n
}

// joined puts the text of several blocks into one passage.
func joined(blocks []document.Block) document.Passage {
	if len(blocks) == 1 && blocks[0].Kind != document.Table {
		return blocks[0].Passage
	}
	var p document.Passage
	var text strings.Builder
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == document.Table {
			continue
		}
		if text.Len() > 0 {
			text.WriteByte(' ')
		}
		at := text.Len()
		text.WriteString(b.Text)
		for _, m := range b.Marks {
			p.Marks = append(p.Marks, document.Mark{Off: m.Off + at, Line: m.Line})
		}
		for _, l := range b.Links {
			p.Links = append(p.Links, document.Link{Span: document.Span{Start: l.Start + at, End: l.End + at}, URL: l.URL})
		}
		for _, s := range b.Bold {
			p.Bold = append(p.Bold, document.Span{Start: s.Start + at, End: s.End + at})
		}
	}
	p.Text = text.String()
	return p
}

// SpanOf reads the number of rows or columns a cell covers: 1 to [document.MaxSpan].
func SpanOf(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, document.MaxSpan)
}
