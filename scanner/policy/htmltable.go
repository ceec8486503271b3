package policy

import (
	"strconv"
	"strings"
)

// tableState is a table or definition list that is being read.
type tableState struct {
	name  string
	rows  [][]cell
	parts [][][]block // what each cell holds, block by block
	open  bool        // a cell is open
	inner *blockList  // its content
	attr  map[string]string
	head  bool
	mixed bool // a cell holds another table: the table only lays out the page
	lists int  // open lists outside of the table
}

// sink is where blocks go: the open cell, or the document.
func (r *htmlReader) sink() *blockList {
	if n := len(r.tables); n > 0 && r.tables[n-1].open {
		return r.tables[n-1].inner
	}
	return r.blockList
}

func (r *htmlReader) startTable(name string) {
	if n := len(r.tables); n >= r.lim.Nesting {
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
	var inner *blockList
	if name != "tr" {
		if inner = r.blockList.cell(); inner == nil {
			r.full = true
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
	r.kind, r.level, r.item = paragraph, 0, false
}

// lastIs reports whether the last row of a definition list ends with a term
// (dt) or a description (dd).
func (t *tableState) lastIs(name string) bool {
	if len(t.rows) == 0 {
		return false
	}
	row := t.rows[len(t.rows)-1]
	return len(row) > 0 && row[len(row)-1].head == (name == "dt")
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
	r.full, r.lost = r.full || t.inner.full, append(r.lost, t.inner.lost...)
	c := cell{passage: t.joined(), head: t.head, colspan: spanOf(t.attr["colspan"]), rowspan: spanOf(t.attr["rowspan"])}
	if len(t.rows) == 0 {
		t.rows, t.parts = append(t.rows, nil), append(t.parts, nil)
	}
	n := len(t.rows) - 1
	t.rows[n] = append(t.rows[n], c)
	t.parts[n] = append(t.parts[n], t.inner.blocks)
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
	r.release(t.parts)
	to := r.sink()
	switch {
	case !t.mixed && t.describesInLines():
		t.addLines(to)
		return
	case !t.mixed && columns(t.rows) > 1:
		to.addTable(t.rows)
		return
	}
	for _, row := range t.parts {
		for _, blocks := range row {
			to.gap()
			for i := range blocks {
				if blocks[i].kind == tableBlock {
					to.addTable(blocks[i].rows)
				} else {
					to.add(blocks[i].kind, blocks[i].level, blocks[i].passage)
				}
			}
		}
	}
	to.gap()
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
		if last.head || len(row) > 1 {
			continue
		}
		more++
		if labelLike(last.text) {
			labels++
		}
	}
	return labels > 0 && labels*2 > more
}

// addLines adds a definition list as titles with lines below them.
func (t *tableState) addLines(to *blockList) {
	for i, row := range t.parts {
		for k, blocks := range row {
			head := t.rows[i][k].head
			if head {
				to.gap()
			}
			for _, b := range blocks {
				if head {
					b.bold = []span{{0, len(b.text)}}
				}
				to.add(b.kind, b.level, b.passage)
			}
		}
	}
	to.gap()
}

// joined puts the content of the open cell into one passage. A table that only
// lays out the page has no use for it.
func (t *tableState) joined() passage {
	if t.mixed {
		return passage{}
	}
	return joined(t.inner.blocks)
}

func columns(rows [][]cell) int {
	n := 0
	for _, r := range rows {
		n = max(n, len(r))
	}
	return n
}

// joined puts the text of several blocks into one passage.
func joined(blocks []block) passage {
	if len(blocks) == 1 && blocks[0].kind != tableBlock {
		return blocks[0].passage
	}
	var p passage
	var text strings.Builder
	for i := range blocks {
		b := &blocks[i]
		if b.kind == tableBlock {
			continue
		}
		if text.Len() > 0 {
			text.WriteByte(' ')
		}
		at := text.Len()
		text.WriteString(b.text)
		for _, m := range b.marks {
			p.marks = append(p.marks, mark{m.off + at, m.line})
		}
		for _, l := range b.links {
			p.links = append(p.links, link{span{l.start + at, l.end + at}, l.url})
		}
		for _, s := range b.bold {
			p.bold = append(p.bold, span{s.start + at, s.end + at})
		}
	}
	p.text = text.String()
	return p
}

func spanOf(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxSpan)
}

// htmlBlock reads HTML inside a text that starts on line i and returns how
// many lines it takes, 0 where the line is text.
func (r *textReader) htmlBlock(i int, t string) int {
	if len(t) < 3 || !isTagStart(t[1]) || r.depth >= r.lim.Nesting {
		return 0
	}
	name := tagName(strings.TrimSuffix(t[1:], ">"))
	if j := strings.IndexAny(name, "> "); j >= 0 {
		name = name[:j]
	}
	closing := strings.HasPrefix(name, "/")
	name = strings.TrimPrefix(name, "/")
	if !blockTags[name] && !skippedTags[name] && name != "!doctype" && !strings.HasPrefix(name, "!--") {
		return 0
	}
	n := 1
	if !closing {
		n = r.htmlEnd(i, name)
	}
	r.flush()
	text := strings.Join(r.lines[i:i+n], "\n")
	readHTML(text, r.first+i, r.blockList, r.depth+1)
	return n
}

// htmlEnd returns how many lines the element that starts on line i takes: to
// its end tag, or to the next empty line where it has none.
func (r *textReader) htmlEnd(i int, name string) int {
	if name == "html" || name == "!doctype" || name == "body" {
		return len(r.lines) - i
	}
	open, end := "<"+name, "</"+name
	if strings.HasPrefix(name, "!--") {
		open, end = "<!--", "-->"
	}
	depth, blank := 0, 0
	for j := i; j < len(r.lines); j++ {
		if r.searched++; r.searched > 8*len(r.lines)+1000 {
			// Many elements without an end: take them line by line.
			return 1
		}
		low := strings.ToLower(r.lines[j])
		depth += strings.Count(low, open) - strings.Count(low, end)
		if depth <= 0 {
			return j - i + 1
		}
		if blank == 0 && strings.TrimSpace(low) == "" {
			blank = j - i
		}
	}
	if blank > 0 {
		return blank
	}
	return len(r.lines) - i
}
