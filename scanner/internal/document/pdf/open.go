package pdf

import (
	"math"
	"slices"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// Tables without borders: columns that are set apart by gaps alone.

// pdfBand is a stretch of a page from side to side in which text stands without
// a gap between lines, and the runs in it.
type pdfBand struct {
	top, bottom float64
	runs        []*pdfRun
}

const (
	minColumnGap = 2.2 // points between the texts of two columns
	maxOpenWork  = 20_000_000
	openSearch   = 60 // bands that are tried as the begin of a table without success, per page
)

// gapGrids finds tables that no rule draws.
func (r *pdfReader) gapGrids(runs []*pdfRun) []*pdfGrid {
	bands := bandsOf(runs)
	before := r.columns
	r.columns = nil
	var out []*pdfGrid
	for i := 0; i < len(bands); {
		to, columns := r.openRegion(bands[i:])
		if i == 0 && before != nil {
			if n, goOn := continued(bands, before); n > to {
				to, columns = n, goOn
			}
		}
		if to == 0 {
			i++
			continue
		}
		if g := gapGrid(bands[i:i+to], columns); g != nil {
			out = append(out, g)
			if i+to == len(bands) {
				r.columns = columns
			}
		}
		i += to
	}
	return out
}

// continued returns how many bands at the top of a page go on with a table
// whose columns ended the page before, 0 for none.
func continued(bands []pdfBand, columns []extent) (int, []extent) {
	n, held := 0, columns
	for i := range bands {
		next := cover(held, bands[i].runs)
		if len(next) != len(columns) || i == 0 && filled(&bands[i], columns[1:]) == 0 || i > 0 && bands[i-1].bottom-bands[i].top > 3*bands[i].runs[0].size {
			break
		}
		n, held = i+1, next
	}
	return n, held
}

// bandsOf cuts a page where no text stands.
func bandsOf(runs []*pdfRun) []pdfBand {
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b *pdfRun) int { return compare(b.y+0.8*b.size, a.y+0.8*a.size) })
	var out []pdfBand
	for _, u := range runs {
		top, bottom := u.y+0.8*u.size, u.y-0.2*u.size
		if n := len(out); n > 0 && top > out[n-1].bottom {
			b := &out[n-1]
			b.bottom, b.runs = min(b.bottom, bottom), append(b.runs, u)
			continue
		}
		out = append(out, pdfBand{top, bottom, []*pdfRun{u}})
	}
	return out
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// extent is a stretch from left to right that text covers.
type extent struct{ x0, x1 float64 }

// cover adds the runs to spans that are sorted and apart.
func cover(spans []extent, runs []*pdfRun) []extent {
	all := slices.Clone(spans)
	for _, u := range runs {
		all = append(all, extent{u.x0, u.x1})
	}
	slices.SortFunc(all, func(a, b extent) int { return compare(a.x0, b.x0) })
	out := all[:0]
	for _, s := range all {
		if n := len(out); n > 0 && s.x0 < out[n-1].x1+minColumnGap {
			out[n-1].x1 = max(out[n-1].x1, s.x1)
			continue
		}
		out = append(out, s)
	}
	return out
}

// openRegion returns how many bands from the first on are a table whose columns
// stand apart, and the columns; 0 where there is no table.
func (r *pdfReader) openRegion(bands []pdfBand) (int, []extent) {
	columns := cover(nil, bands[0].runs)
	if len(columns) < 2 {
		return 0, nil
	}
	end, rows, held := 1, 1, columns
	for i := 1; i < len(bands); i++ {
		b := &bands[i]
		if r.gridWork += len(b.runs) + len(columns); r.gridWork > maxOpenWork {
			break
		}
		height := b.runs[0].size
		if bands[i-1].bottom-b.top > 6*height {
			break
		}
		next := cover(columns, b.runs)
		// Only the head may have words apart that stand in one column.
		if len(next) < 2 || rows > 1 && len(next) < len(columns) {
			break
		}
		columns = next
		if filled(b, columns) > 1 {
			end, rows, held = i+1, rows+1, columns
		} else if bands[i-1].bottom-b.top < 0.6*height && end == i {
			end, held = i+1, columns // a cell goes on
		}
	}
	if rows < 2 || rows < 3 && !farApart(held, bands[0].runs[0].size) || !aligned(bands[:end], held) {
		return 0, nil
	}
	return end, held
}

// aligned reports whether what stands in the columns begins at one place, or
// has its middle there, and is no text set in columns and no list.
func aligned(bands []pdfBand, columns []extent) bool {
	full, lines := 0, 0
	for k, c := range columns {
		starts, middles := map[int]int{}, map[int]int{}
		n, marks := 0, 0
		for _, b := range bands {
			for _, u := range b.runs {
				if u.x0 < c.x0-0.1 || u.x1 > c.x1+0.1 {
					continue
				}
				if u.x0 > c.x0+2 && slices.ContainsFunc(b.runs, func(o *pdfRun) bool { return o != u && o.x1 <= u.x0+1 && o.x1 > c.x0 && math.Abs(o.y-u.y) < 0.4*u.size }) {
					continue // goes on with the run before it
				}
				n++
				starts[int(math.Round(u.x0/2))]++
				middles[int(math.Round((u.x0+u.x1)/4))]++
				if isMark(string(u.text)) {
					marks++
				}
				lines++
				if u.x1-u.x0 > 0.85*(c.x1-c.x0) {
					full++
				}
			}
		}
		if len(columns) == 2 && k == 0 && marks*3 > n*2 {
			return false
		}
		if best := max(most(starts), most(middles)); best*5 < n*2 || n > 2 && best < 2 {
			return false
		}
	}
	return len(columns) > 2 || len(bands) < 8 || full*2 < lines
}

// farApart reports whether the columns of a few rows stand so far apart that no
// space between words can be meant.
func farApart(columns []extent, size float64) bool {
	for i := 1; i < len(columns); i++ {
		if columns[i].x0-columns[i-1].x1 < size {
			return false
		}
	}
	return true
}

// most is the greatest count of a place and the next to it.
func most(count map[int]int) int {
	best := 0
	for x, n := range count {
		best = max(best, n+count[x+1])
	}
	return best
}

// isMark reports whether a text is nothing but the mark or number of a list
// item.
func isMark(text string) bool {
	if pdfBullet(text+" x") > 0 && len([]rune(text)) == 1 {
		return true
	}
	return len([]rune(text)) <= 6 && language.NumberOf(text+" x").Style != ""
}

// gapGrid makes a table of bands and the columns in them.
func gapGrid(bands []pdfBand, columns []extent) *pdfGrid {
	rows := openRows(bands, columns)
	if len(rows)*len(columns) > maxGridFields {
		return nil
	}
	g := &pdfGrid{}
	for i, c := range columns {
		left := c.x0 - 2
		if i > 0 {
			left = c.x0 - min((c.x0-columns[i-1].x1)/2, 2)
		}
		g.xs = append(g.xs, left)
		g.ends = append(g.ends, c.x1)
	}
	g.xs = append(g.xs, columns[len(columns)-1].x1+2)
	g.ys = append(g.ys, bands[0].top+1)
	for _, i := range rows[1:] {
		g.ys = append(g.ys, (bands[i-1].bottom+bands[i].top)/2)
	}
	g.ys = append(g.ys, bands[len(bands)-1].bottom-1)
	for row := range rows {
		g.at = append(g.at, nil)
		for col := range columns {
			g.at[row] = append(g.at[row], len(g.cells))
			g.cells = append(g.cells, pdfCell{row: row, col: col, rows: 1, cols: 1})
		}
	}
	return g
}

// openRows returns the bands with which rows begin: all but those that go on
// with a row. Lines of a cell stand closer together than rows do; where all is
// equally far apart, each is a row where the lines inside of them stand closer,
// and else a row begins where most of its cells do.
func openRows(bands []pdfBand, columns []extent) []int {
	least, greatest := math.Inf(1), 0.0
	for i := 1; i < len(bands); i++ {
		gap := bands[i-1].bottom - bands[i].top
		least, greatest = min(least, gap), max(greatest, gap)
	}
	size := bands[0].runs[0].size
	each := least > innerGap(bands, columns)+0.2*size
	goesOn := wrapped(bands, columns)
	fullest := 0
	for i := range bands {
		fullest = max(fullest, filled(&bands[i], columns))
	}
	rows := []int{0}
	for i := 1; i < len(bands); i++ {
		b := &bands[i]
		gap := bands[i-1].bottom - b.top
		switch {
		case goesOn[i]:
		case greatest > least+0.3*size:
			if gap > least+0.3*size {
				rows = append(rows, i)
			}
		case each, begins(b, columns) && filled(b, columns) == fullest:
			rows = append(rows, i)
		}
	}
	return rows
}

// innerGap is the least gap between two lines of a cell that stand in one band,
// infinite where there are none.
func innerGap(bands []pdfBand, columns []extent) float64 {
	least := math.Inf(1)
	for _, c := range columns {
		for _, s := range stepsOf(bands, c, c.x1) {
			if s.from == s.to {
				least = min(least, (s.height-1)*bands[s.to].runs[0].size)
			}
		}
	}
	return least
}

// columnStep is the step from a line of a column to the next.
type columnStep struct {
	kind     pdfPitch
	height   float64 // in parts of the size
	full     bool    // the next had no place on the line
	from, to int     // bands
}

// wrapped tells the bands that go on with a cell of the band before, as far as
// the steps between lines say so.
func wrapped(bands []pdfBand, columns []extent) map[int]bool {
	var steps []columnStep
	for k, c := range columns {
		right := c.x1
		if k+1 < len(columns) {
			right = columns[k+1].x0 - minColumnGap
		}
		steps = append(steps, stepsOf(bands, c, right)...)
	}
	least := map[pdfPitch]float64{}
	low, high := math.Inf(1), 0.0
	for _, s := range steps {
		if p, ok := least[s.kind]; !ok || s.height < p {
			least[s.kind] = s.height
		}
		low, high = min(low, s.height), max(high, s.height)
	}
	out := map[int]bool{}
	if high < 1.2*low {
		return out // each line may be a row
	}
	for _, s := range steps {
		// A band without a first cell is no row of its own.
		part := s.from < s.to && (!begins(&bands[s.from], columns) || !begins(&bands[s.to], columns))
		for i := s.from + 1; (s.full || part) && s.height < min(1.15*least[s.kind], 1.35*low) && i <= s.to; i++ {
			out[i] = true
		}
	}
	return out
}

// stepsOf returns the steps between the lines of a column that may reach up to
// right.
func stepsOf(bands []pdfBand, c extent, right float64) []columnStep {
	var out []columnStep
	var last *pdfLine
	at := 0
	for i := range bands {
		var in []pdfRun
		for _, u := range bands[i].runs {
			if u.x0 >= c.x0-0.1 && u.x1 <= c.x1+0.1 {
				in = append(in, *u)
			}
		}
		for _, l := range linesOf(in, 0) {
			if last != nil {
				out = append(out, columnStep{pitchKind(last, l), (last.y - l.y) / l.size, last.x1-last.x0+l.firstWord()+0.5*last.size > right-c.x0, at, i})
			}
			last, at = l, i
		}
	}
	return out
}

// begins reports whether a band has text in the first column.
func begins(b *pdfBand, columns []extent) bool { return filled(b, columns[:1]) > 0 }

// filled counts the columns in which a band has text.
func filled(b *pdfBand, columns []extent) int {
	n := 0
	for _, c := range columns {
		if slices.ContainsFunc(b.runs, func(u *pdfRun) bool { return u.x0 < c.x1 && u.x1 > c.x0 }) {
			n++
		}
	}
	return n
}
