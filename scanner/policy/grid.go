package policy

// maxSpan bounds how many rows or columns a merged cell reaches over. The
// places of a table are bounded by its cells, so that a few that are merged
// over all of it do not make work for a million.
const (
	maxSpan       = 500
	fewPlaces     = 5000 // of any table
	placesPerCell = 100  // more for each of its cells
)

// grid returns the cells of a table by row and column, merged cells repeated
// over all they reach; nil where a row has no cell.
func (b *block) grid() [][]*cell {
	grid, _ := b.layOut()
	return grid
}

// layOut makes the grid of a table; ok is false where it would have more places
// than it may.
func (b *block) layOut() (grid [][]*cell, ok bool) {
	grid = make([][]*cell, len(b.rows))
	left := fewPlaces
	for r := range b.rows {
		left += placesPerCell * len(b.rows[r])
	}
	put := func(r, c int, x *cell) {
		if n := c + 1 - len(grid[r]); n > 0 {
			if left -= n; left < 0 {
				return
			}
			grid[r] = append(grid[r], make([]*cell, n)...)
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
				for dc := 0; dc < x.colspan && left >= 0; dc++ {
					put(r+dr, c+dc, x)
				}
			}
			if left < 0 {
				return grid, false
			}
			c += x.colspan
		}
	}
	return grid, true
}

// boundSpans leaves the cells of a table unmerged where they reach over more
// places than it may have, or repeat more text than the document may hold.
func (l *blockList) boundSpans(b *block) {
	again, merged := 0, false
	for r := range b.rows {
		for i := range b.rows[r] {
			x := &b.rows[r][i]
			if area := x.colspan * min(x.rowspan, len(b.rows)-r); area > 1 {
				again += (area - 1) * len(x.text)
				merged = true
			}
		}
	}
	if !merged {
		return
	}
	if _, ok := b.layOut(); ok && l.repeated+again <= l.lim.Bytes {
		l.repeated += again
		return
	}
	for r := range b.rows {
		for i := range b.rows[r] {
			b.rows[r][i].colspan, b.rows[r][i].rowspan = 1, 1
		}
	}
	l.merged = true
}
