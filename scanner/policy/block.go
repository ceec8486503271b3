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

// blockList collects the blocks of a document under its limits.
type blockList struct {
	blocks []block
	group  int
	cells  int
	lim    Limits
	full   bool // a limit was reached: what followed was not read
	nested bool // the limit on nesting was reached
}

// add appends a block of text; empty ones are dropped.
func (l *blockList) add(kind blockKind, level int, p passage) {
	if p.text == "" {
		return
	}
	if len(l.blocks) >= l.lim.Blocks {
		l.full = true
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
	if len(l.blocks) >= l.lim.Blocks {
		l.full = true
		return
	}
	l.group++
	l.blocks = append(l.blocks, block{kind: tableBlock, rows: kept, group: l.group})
	l.group++
}

// gap marks an empty line.
func (l *blockList) gap() { l.group++ }

// maxGrid bounds the places of a table that merged cells may fill, and
// maxSpan how far one reaches.
const (
	maxGrid = 200_000
	maxSpan = 500
)

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

// grid returns the cells of a table by row and column, merged cells repeated
// over all they reach; nil where a row has no cell.
func (b *block) grid() [][]*cell {
	grid := make([][]*cell, len(b.rows))
	budget := maxGrid
	put := func(r, c int, x *cell) {
		if budget--; r >= len(grid) || budget < 0 {
			return
		}
		for len(grid[r]) <= c {
			grid[r] = append(grid[r], nil)
		}
		if grid[r][c] == nil {
			grid[r][c] = x
		}
	}
	for r := range b.rows {
		c := 0
		for i := range b.rows[r] {
			x := &b.rows[r][i]
			for c < len(grid[r]) && grid[r][c] != nil {
				c++
			}
			for dr := 0; dr < x.rowspan && r+dr < len(grid); dr++ {
				for dc := 0; dc < x.colspan; dc++ {
					put(r+dr, c+dc, x)
				}
			}
			c += x.colspan
		}
	}
	return grid
}
