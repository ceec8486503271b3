package document

// BlockKind says what a block of a document is.
type BlockKind int

// Kinds of blocks.
const (
	Paragraph BlockKind = iota
	Heading
	ListItem
	Table
)

// Block is a paragraph, heading, list item or table. Every document reader
// makes a list of blocks; what follows no longer knows the format.
type Block struct {
	Kind BlockKind
	Passage
	Level int // of a heading (1 is the highest) or list item (depth from 1); 0 unknown
	Group int // blocks without an empty line between them share a group
	Rows  [][]Cell
}

// Cell is a cell of a table. A merged cell stands once; spans say how far it
// reaches.
type Cell struct {
	Passage
	Head             bool
	Colspan, Rowspan int
}

// Builder collects the blocks of a document under its limits.
type Builder struct {
	Blocks []Block
	Group  int
	Cells  int
	Lim    Limits
	Full   bool // a limit was reached: what followed was not read
	Marks  int  // pieces of Markdown too dense or too deep to be read as such
	Lost   []LostPart
}

// Missed takes over what a list that stands inside of this one says of what
// was not read.
func (l *Builder) Missed(inner *Builder) {
	l.Full = l.Full || inner.Full
	l.Marks += inner.Marks
	l.Lost = append(l.Lost, inner.Lost...)
}

// Add appends a block of text; empty ones are dropped.
func (l *Builder) Add(kind BlockKind, level int, p Passage) {
	if p.Text == "" {
		return
	}
	if len(l.Blocks) >= l.Lim.Blocks {
		l.Full = true
		return
	}
	l.Blocks = append(l.Blocks, Block{Kind: kind, Passage: p, Level: level, Group: l.Group})
}

// AddTable appends a table.
func (l *Builder) AddTable(rows [][]Cell) {
	kept := rows[:0]
	for _, r := range rows {
		if l.Cells += len(r); l.Cells > l.Lim.Cells {
			l.Full = true
			break
		}
		if len(r) > 0 {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return
	}
	if len(l.Blocks) >= l.Lim.Blocks {
		l.Full = true
		return
	}
	l.Group++
	l.Blocks = append(l.Blocks, Block{Kind: Table, Rows: kept, Group: l.Group})
	l.Group++
}

// Gap marks an empty line.
func (l *Builder) Gap() { l.Group++ }

// maxGrid bounds the places of a table that merged cells may fill, and
// maxSpan how far one reaches.
const (
	maxGrid = 200_000
	MaxSpan = 500
)

// Start is the line on which a block starts.
func (b *Block) Start() int {
	if b.Kind != Table {
		return b.Line(0)
	}
	for _, r := range b.Rows {
		for i := range r {
			if r[i].Text != "" {
				return r[i].Line(0)
			}
		}
	}
	return 0
}

// End is the last line on which text of a block starts.
func (b *Block) End() int {
	line := 0
	for _, m := range b.Marks {
		line = max(line, m.Line)
	}
	for _, row := range b.Rows {
		for i := range row {
			for _, m := range row[i].Marks {
				line = max(line, m.Line)
			}
		}
	}
	return line
}

// Grid returns the cells of a table by row and column, merged cells repeated
// over all they reach; nil where a row has no cell.
func (b *Block) Grid() [][]*Cell {
	grid := make([][]*Cell, len(b.Rows))
	budget := maxGrid
	put := func(r, c int, x *Cell) {
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
	for r := range b.Rows {
		c := 0
		for i := range b.Rows[r] {
			x := &b.Rows[r][i]
			for c < len(grid[r]) && grid[r][c] != nil {
				c++
			}
			for dr := 0; dr < x.Rowspan && r+dr < len(grid); dr++ {
				for dc := 0; dc < x.Colspan; dc++ {
					put(r+dr, c+dc, x)
				}
			}
			c += x.Colspan
		}
	}
	return grid
}
