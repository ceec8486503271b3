package pdf

import (
	"math"
	"slices"
)

// pdfGrid is a table as its borders draw it.
type pdfGrid struct {
	xs, ys []float64 // borders, left to right and top to bottom
	cells  []pdfCell
	at     [][]int   // cell of each field, by row and column
	ends   []float64 // where the text of each column ends, for a table without borders
}

// pdfCell is a cell: the fields it reaches over, and what stands in it.
type pdfCell struct {
	row, col, rows, cols int
	runs                 []pdfRun
}

// near is how far two borders may be apart and still meet, in points.
const near = 3.0

// maxGridWork bounds the pairs of rules that are compared, for all pages.
const maxGridWork = 40_000_000

// gridsOf finds the tables of a page in its rules.
func (r *pdfReader) gridsOf(rules []pdfRule, runs []pdfRun) []*pdfGrid {
	var across, down []pdfRule
	for _, u := range rules {
		if u.x1-u.x0 >= u.y1-u.y0 {
			y := (u.y0 + u.y1) / 2
			across = append(across, pdfRule{u.x0, y, u.x1, y})
		} else {
			x := (u.x0 + u.x1) / 2
			down = append(down, pdfRule{x, u.y0, x, u.y1})
		}
	}
	across, down = mergeRules(across, false), mergeRules(down, true)
	if r.gridWork += len(across) * len(down); len(across) < 2 || r.gridWork > maxGridWork {
		return nil
	}
	var out []*pdfGrid
	for _, part := range connected(across, down) {
		if g := newGrid(part.across, part.down); g != nil {
			out = append(out, g)
		}
	}
	if len(down) == 0 {
		if g := openGrid(across, runs); g != nil {
			out = append(out, g)
		}
	}
	return out
}

// mergeRules joins rules on one line that touch.
func mergeRules(rules []pdfRule, down bool) []pdfRule {
	at := func(u pdfRule) (place, from, to float64) {
		if down {
			return u.x0, u.y0, u.y1
		}
		return u.y0, u.x0, u.x1
	}
	slices.SortFunc(rules, func(a, b pdfRule) int {
		pa, fa, _ := at(a)
		pb, fb, _ := at(b)
		switch d := math.Round(pa/near) - math.Round(pb/near); {
		case d < 0 || d == 0 && fa < fb:
			return -1
		case d > 0 || fa > fb:
			return 1
		}
		return 0
	})
	var out []pdfRule
	for _, u := range rules {
		p, from, to := at(u)
		if n := len(out); n > 0 {
			lp, _, lt := at(out[n-1])
			if math.Abs(lp-p) <= near/2 && from <= lt+near {
				if o := &out[n-1]; to > lt && down {
					o.y1 = to
				} else if to > lt {
					o.x1 = to
				}
				continue
			}
		}
		out = append(out, u)
	}
	return out
}

type rulePart struct{ across, down []pdfRule }

// connected groups the rules that meet.
func connected(across, down []pdfRule) []rulePart {
	group := make([]int, len(across)+len(down))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, h := range across {
		for j, v := range down {
			if v.x0 >= h.x0-near && v.x0 <= h.x1+near && h.y0 >= v.y0-near && h.y0 <= v.y1+near {
				group[root(len(across)+j)] = root(i)
			}
		}
	}
	index := map[int]int{}
	var parts []rulePart
	part := func(i int) *rulePart {
		k, ok := index[root(i)]
		if !ok {
			k = len(parts)
			index[root(i)] = k
			parts = append(parts, rulePart{})
		}
		return &parts[k]
	}
	for i, h := range across {
		p := part(i)
		p.across = append(p.across, h)
	}
	for j, v := range down {
		p := part(len(across) + j)
		p.down = append(p.down, v)
	}
	return parts
}

// maxGridFields bounds the fields of one table.
const maxGridFields = 20_000

// newGrid makes a table of rules that meet, nil where they draw none.
func newGrid(across, down []pdfRule) *pdfGrid {
	if len(across) < 2 || len(down) == 0 {
		return nil
	}
	left, right, top, bottom := across[0].x0, across[0].x1, down[0].y1, down[0].y0
	g := &pdfGrid{}
	for _, h := range across {
		g.ys = append(g.ys, h.y0)
		left, right = min(left, h.x0), max(right, h.x1)
	}
	for _, v := range down {
		g.xs = append(g.xs, v.x0)
		top, bottom = max(top, v.y1), min(bottom, v.y0)
	}
	// Tables without a border on a side.
	g.xs = apart(append(g.xs, left, right), 2*near)
	g.ys = apart(append(g.ys, top, bottom), 2*near)
	slices.Reverse(g.ys)
	if len(g.xs) < 3 || len(g.ys) < 2 || len(g.xs)*len(g.ys) > maxGridFields {
		return nil
	}
	g.fill(across, down)
	return g
}

// apart sorts places and drops those close to the one before.
func apart(places []float64, gap float64) []float64 {
	slices.Sort(places)
	out := places[:1]
	for _, p := range places[1:] {
		if p-out[len(out)-1] > gap {
			out = append(out, p)
		}
	}
	return out
}

// fill finds the cells: fields without a rule between them are one.
func (g *pdfGrid) fill(across, down []pdfRule) {
	rows, cols := len(g.ys)-1, len(g.xs)-1
	wall := make([][]bool, rows)  // right of a field
	floor := make([][]bool, rows) // below a field
	for r := range rows {
		wall[r], floor[r] = make([]bool, cols), make([]bool, cols)
	}
	for _, v := range down {
		c := nearest(g.xs, v.x0) - 1
		for r := 0; c >= 0 && r < rows; r++ {
			mid := (g.ys[r] + g.ys[r+1]) / 2
			wall[r][c] = wall[r][c] || v.y0 <= mid && v.y1 >= mid
		}
	}
	for _, h := range across {
		r := nearest(g.ys, h.y0) - 1
		for c := 0; r >= 0 && c < cols; c++ {
			mid := (g.xs[c] + g.xs[c+1]) / 2
			floor[r][c] = floor[r][c] || h.x0 <= mid && h.x1 >= mid
		}
	}
	g.at = make([][]int, rows)
	for r := range rows {
		g.at[r] = make([]int, cols)
		for c := range cols {
			g.at[r][c] = -1
		}
	}
	for r := range rows {
		for c := range cols {
			if g.at[r][c] >= 0 {
				continue
			}
			cell := pdfCell{row: r, col: c, rows: 1, cols: 1}
			for c+cell.cols < cols && !wall[r][c+cell.cols-1] && g.at[r][c+cell.cols] < 0 {
				cell.cols++
			}
			for r+cell.rows < rows && !floor[r+cell.rows-1][c] && g.at[r+cell.rows][c] < 0 {
				cell.rows++
			}
			for i := range cell.rows {
				for j := range cell.cols {
					if g.at[r+i][c+j] < 0 {
						g.at[r+i][c+j] = len(g.cells)
					}
				}
			}
			g.cells = append(g.cells, cell)
		}
	}
}

// nearest returns the index of the border nearest to x.
func nearest(xs []float64, x float64) int {
	best := 0
	for i, v := range xs {
		if math.Abs(v-x) < math.Abs(xs[best]-x) {
			best = i
		}
	}
	return best
}

// openGrid makes a table of rows that are set apart by rules and columns that
// are set apart by gaps alone, nil where there is no such table.
func openGrid(across []pdfRule, runs []pdfRun) *pdfGrid {
	// The rules of most rows begin and end at the same place.
	var same []pdfRule
	for _, h := range across {
		if math.Abs(h.x0-across[0].x0) < near && math.Abs(h.x1-across[0].x1) < near {
			same = append(same, h)
		}
	}
	if len(same) < 3 {
		return nil
	}
	top, bottom := same[0].y0, same[0].y0
	for _, h := range same {
		top, bottom = max(top, h.y0), min(bottom, h.y0)
	}
	left, right := same[0].x0, same[0].x1
	var inside [][2]float64
	for i := range runs {
		if r := &runs[i]; r.y < top && r.y > bottom && r.x0 >= left-near && r.x1 <= right+near {
			inside = append(inside, [2]float64{r.x0, r.x1})
		}
	}
	slices.SortFunc(inside, func(a, b [2]float64) int { return int(math.Copysign(1, a[0]-b[0])) })
	xs := []float64{left}
	end := left
	for _, s := range inside {
		if s[0] > end+8 && end > left {
			xs = append(xs, (s[0]+end)/2)
		}
		end = max(end, s[1])
	}
	xs = append(xs, right)
	if len(xs) < 3 || len(xs)*len(same) > maxGridFields {
		return nil
	}
	var down []pdfRule
	for _, x := range xs {
		down = append(down, pdfRule{x, bottom, x, top})
	}
	return newGrid(same, down)
}

// cellOf returns the cell a run stands in, nil where it stands outside.
func (g *pdfGrid) cellOf(r *pdfRun) *pdfCell {
	x, y := (r.x0+r.x1)/2, r.y+0.3*r.size
	if x < g.xs[0] || x > g.xs[len(g.xs)-1] || y > g.ys[0] || y < g.ys[len(g.ys)-1] {
		return nil
	}
	// A long run may reach over what is not its cell: its start counts too.
	if r.x0 >= g.xs[0] {
		x = min(x, r.x0+2*r.size)
	}
	col := 0
	for col+2 < len(g.xs) && x >= g.xs[col+1] {
		col++
	}
	row := 0
	for row+2 < len(g.ys) && y <= g.ys[row+1] {
		row++
	}
	return &g.cells[g.at[row][col]]
}

// holdsTable reports whether the runs of a page that stand in the grid make it
// a table. It leaves the cells empty.
func (g *pdfGrid) holdsTable(runs []pdfRun) bool {
	for i := range runs {
		if c := g.cellOf(&runs[i]); c != nil {
			c.runs = append(c.runs, runs[i])
		}
	}
	is := g.isTable()
	for i := range g.cells {
		g.cells[i].runs = nil
	}
	return is
}

// isTable reports whether text stands in more than one column.
func (g *pdfGrid) isTable() bool {
	first, filled := -1, 0
	for i := range g.cells {
		if len(g.cells[i].runs) == 0 {
			continue
		}
		filled++
		if first < 0 {
			first = g.cells[i].col
		}
		if filled > 1 && g.cells[i].col != first {
			return true
		}
	}
	return false
}
