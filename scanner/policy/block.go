package policy

// blockKind says what a block of a document is.
type blockKind int

// Kinds of blocks.
const (
	paragraph blockKind = iota
	heading
	listItem
	tableBlock
)

// block is a paragraph, heading, list item or table. Every document reader
// makes a list of blocks; what follows no longer knows the format.
type block struct {
	kind blockKind
	passage
	level int // of a heading (1 is the highest) or list item (depth from 1); 0 unknown
	group int // blocks without an empty line between them share a group
	rows  [][]cell
}

// cell is a cell of a table. A merged cell stands once; spans say how far it
// reaches.
type cell struct {
	passage
	head             bool
	colspan, rowspan int
}

// blockList collects the blocks of a document, or of a cell of one of its
// tables, under the limits of the document.
type blockList struct {
	blocks []block
	group  int
	cells  int
	lim    Limits
	full   bool // a limit was reached: what followed was not read
	lost   []lostPart
	inCell bool
	*tally
}

// tally counts what all lists of a document share. What open tables hold, one
// inside the other, belongs to no list yet.
type tally struct {
	heldBlocks, heldCells int
	repeated              int  // bytes of text that merged cells repeat
	merged                bool // cells reach further than they may
	nested                bool // mark-up is nested deeper than it may be
}

func newBlockList(lim Limits) *blockList { return &blockList{lim: lim, tally: &tally{}} }

// cell returns a list for the content of a cell, nil where there are more cells
// than may be.
func (l *blockList) cell() *blockList {
	if l.heldCells >= l.lim.Cells {
		return nil
	}
	l.heldCells++
	return &blockList{lim: l.lim, inCell: true, tally: l.tally}
}

// release gives back what the cells of a table held.
func (l *blockList) release(parts [][][]block) {
	for _, row := range parts {
		l.heldCells -= len(row)
		for _, blocks := range row {
			l.heldBlocks -= len(blocks)
		}
	}
}

// room reports whether one more block may be added.
func (l *blockList) room() bool {
	if len(l.blocks) >= l.lim.Blocks || l.inCell && l.heldBlocks >= l.lim.Blocks+l.lim.Cells {
		l.full = true
		return false
	}
	if l.inCell {
		l.heldBlocks++
	}
	return true
}

// add appends a block of text; empty ones are dropped.
func (l *blockList) add(kind blockKind, level int, p passage) {
	if p.text == "" || !l.room() {
		return
	}
	l.blocks = append(l.blocks, block{kind: kind, passage: p, level: level, group: l.group})
}

// addTable appends a table.
func (l *blockList) addTable(rows [][]cell) {
	kept := rows[:0]
	for _, r := range rows {
		if l.cells += len(r); l.cells > l.lim.Cells {
			l.full = true
			break
		}
		if len(r) > 0 {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return
	}
	if !l.room() {
		return
	}
	l.group++
	b := block{kind: tableBlock, rows: kept, group: l.group}
	l.boundSpans(&b)
	l.blocks = append(l.blocks, b)
	l.group++
}

// gap marks an empty line.
func (l *blockList) gap() { l.group++ }

// start is the line on which a block starts.
func (b *block) start() int {
	if b.kind != tableBlock {
		return b.line(0)
	}
	for _, r := range b.rows {
		for i := range r {
			if r[i].text != "" {
				return r[i].line(0)
			}
		}
	}
	return 0
}

// end is the last line on which text of a block starts.
func (b *block) end() int {
	line := 0
	for _, m := range b.marks {
		line = max(line, m.line)
	}
	for _, row := range b.rows {
		for i := range row {
			for _, m := range row[i].marks {
				line = max(line, m.line)
			}
		}
	}
	return line
}
