package document

// MaxSpan bounds how many rows or columns a merged cell reaches over. The
// places of a table are bounded by its cells, so that a few that are merged
// over all of it do not make work for a million.
const (
	MaxSpan       = 500
	fewPlaces     = 5000 // of any table
	placesPerCell = 100  // more for each of its cells
)

// Grid returns the cells of a table by row and column, merged cells repeated
// over all they reach; nil where a row has no cell.
func (b *Block) Grid() [][]*Cell {
	grid, _ := b.layOut()
	return grid
}

// layOut makes the grid of a table; ok is false where it would have more places
// than it may.
func (b *Block) layOut() (grid [][]*Cell, ok bool) {
	grid = make([][]*Cell, len(b.Rows))
	left := fewPlaces
	for r := range b.Rows {
		left += placesPerCell * len(b.Rows[r])
	}
	put := func(r, c int, x *Cell) {
		if n := c + 1 - len(grid[r]); n > 0 {
			if left -= n; left < 0 {
				return
			}
			grid[r] = append(grid[r], make([]*Cell, n)...)
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
				for dc := 0; dc < x.Colspan && left >= 0; dc++ {
					put(r+dr, c+dc, x)
				}
			}
			if left < 0 {
				return grid, false
			}
			c += x.Colspan
		}
	}
	return grid, true
}

// boundSpans leaves the cells of a table unmerged where they reach over more
// places than it may have, or repeat more text than the document may hold.
func (l *Builder) boundSpans(b *Block) {
	again, merged := 0, false
	for r := range b.Rows {
		for i := range b.Rows[r] {
			x := &b.Rows[r][i]
			if area := x.Colspan * min(x.Rowspan, len(b.Rows)-r); area > 1 {
				again += (area - 1) * len(x.Text)
				merged = true
			}
		}
	}
	if !merged {
		return
	}
	if _, ok := b.layOut(); ok && l.repeated+again <= l.Lim.Bytes {
		l.repeated += again
		return
	}
	for r := range b.Rows {
		for i := range b.Rows[r] {
			b.Rows[r][i].Colspan, b.Rows[r][i].Rowspan = 1, 1
		}
	}
	l.Merged = true
}
