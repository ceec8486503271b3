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

// Builder collects the blocks of a document, or of a cell of one of its
// tables, under the limits of the document.
type Builder struct {
	Blocks []Block
	Group  int
	Cells  int
	Lim    Limits
	Full   bool // a limit was reached: what followed was not read
	Marks  int  // pieces of Markdown too dense or too deep to be read as such
	Lost   []LostPart
	inCell bool
	*tally
}

// tally counts what all lists of a document share. What open tables hold, one
// inside the other, belongs to no list yet.
type tally struct {
	heldBlocks, heldCells int
	repeated              int  // bytes of text that merged cells repeat
	Merged                bool // cells reach further than they may
	Nested                bool // mark-up is nested deeper than it may be
}

// NewBuilder returns the builder of a document.
func NewBuilder(lim Limits) *Builder { return &Builder{Lim: lim, tally: &tally{}} }

// Cell returns a list for the content of a cell, nil where there are more cells
// than may be.
func (l *Builder) Cell() *Builder {
	if l.heldCells >= l.Lim.Cells {
		return nil
	}
	l.heldCells++
	return &Builder{Lim: l.Lim, inCell: true, tally: l.tally}
}

// Keep returns a function that takes the list back to what it is now.
func (l *Builder) Keep() (restore func()) {
	list, shared := *l, *l.tally
	return func() { *l, *l.tally = list, shared }
}

// Release gives back what the cells of a table held.
func (l *Builder) Release(parts [][][]Block) {
	for _, row := range parts {
		l.heldCells -= len(row)
		for _, blocks := range row {
			l.heldBlocks -= len(blocks)
		}
	}
}

// room reports whether one more block may be added.
func (l *Builder) room() bool {
	if len(l.Blocks) >= l.Lim.Blocks || l.inCell && l.heldBlocks >= l.Lim.Blocks+l.Lim.Cells {
		l.Full = true
		return false
	}
	if l.inCell {
		l.heldBlocks++
	}
	return true
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
	if p.Text == "" || !l.room() {
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
	if !l.room() {
		return
	}
	l.Group++
	b := Block{Kind: Table, Rows: kept, Group: l.Group}
	l.boundSpans(&b)
	l.Blocks = append(l.Blocks, b)
	l.Group++
}

// Gap marks an empty line.
func (l *Builder) Gap() { l.Group++ }

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
