package pdf

import (
	"math"
	"slices"
	"strings"
)

// Text set in columns: what looks like the rows of a table, but is read one
// column after the other.

const (
	columnLines = 5  // that stand beside each other, at least
	columnTries = 50 // places of a page at which a column may begin
)

// columnStarts returns the runs with which the columns of a page begin, the
// first run for a page without columns. They tell themselves from a table by
// the order in which they were drawn: nothing of a column comes after the next
// has begun.
func (r *pdfReader) columnStarts(runs []pdfRun) []int {
	starts := []int{0}
	from, tries := 0, 0
	for k := 1; k < len(runs) && tries < columnTries; k++ {
		if runs[k].y < runs[k-1].y+3*runs[k].size {
			continue
		}
		tries++
		if r.gridWork += len(runs); r.gridWork > maxOpenWork {
			break
		}
		if besideEachOther(runs[from:k], runs[k:]) {
			starts = append(starts, k)
			from = k
		}
	}
	return starts
}

// besideEachOther reports whether runs are a column of text and those drawn
// after them the columns to its right. Headers and footers may stand across.
func besideEachOther(a, b []pdfRun) bool {
	size := b[0].size
	edge := -2.0 * maxPlace // where the lines of the first end
	for i := range a {
		if x := a[i].x1; x <= b[0].x0 {
			edge = max(edge, x)
		}
	}
	inA := func(u *pdfRun) bool { return u.x1 <= edge }
	inB := func(u *pdfRun) bool { return u.x0 >= edge }
	first, second := heightOf(a, inA), heightOf(b, inB)
	if min(first.top, second.top)-max(first.bottom, second.bottom) < columnLines*size {
		return false
	}
	return first.framedBy(b, inB, size) && second.framedBy(a, inA, size)
}

// columnHeight is where the first and the last line of a column stand.
type columnHeight struct{ top, bottom float64 }

func heightOf(runs []pdfRun, in func(*pdfRun) bool) columnHeight {
	r := columnHeight{-2 * maxPlace, 2 * maxPlace}
	for i := range runs {
		if u := &runs[i]; in(u) {
			r.top, r.bottom = max(r.top, u.y), min(r.bottom, u.y)
		}
	}
	return r
}

// framedBy reports whether those of the runs that are not in the other column
// stand well above or below this one.
func (r columnHeight) framedBy(runs []pdfRun, in func(*pdfRun) bool, size float64) bool {
	for i := range runs {
		if u := &runs[i]; !in(u) && u.y < r.top+1.8*size && u.y > r.bottom-1.8*size {
			return false
		}
	}
	return true
}

// setColumns notes a page whose text stands in more than one column.
func (y *pdfLayout) setColumns(page, columns int) {
	if columns < 2 {
		return
	}
	if y.columns == nil {
		y.columns = map[int]bool{}
	}
	y.columns[page] = true
}

// measureRights finds the pages whose lines end elsewhere than those of most
// pages, where so many of them end at one place that no chance can have it so.
func (y *pdfLayout) measureRights(lines []*pdfLine) {
	y.rights = map[int]float64{}
	ends := map[int][]float64{}
	for _, l := range lines {
		ends[l.page] = append(ends[l.page], l.x1)
	}
	for page, x := range ends {
		last := slices.Max(x)
		n := 0
		for _, v := range x {
			if v > last-2 {
				n++
			}
		}
		if n >= 5 && n*3 >= len(x) && math.Abs(last-y.right) > 3*y.size {
			y.rights[page] = last
		}
	}
}

// rightOf is where full lines of a page end.
func (y *pdfLayout) rightOf(page int) float64 {
	if x, ok := y.rights[page]; ok {
		return x
	}
	return y.right
}

// lateMarks puts the marks of list items before their items, where a program
// draws them once all text of the page is drawn.
func (r *pdfReader) lateMarks(runs []pdfRun) []pdfRun {
	before := map[int]int{}
	late := map[int]bool{}
	for i := range runs {
		m := &runs[i]
		if i+1 < len(runs) && sameBaseline(m, &runs[i+1]) || !isMark(strings.TrimSpace(string(m.text))) {
			continue
		}
		if r.gridWork += len(runs); r.gridWork > maxDotWork {
			return runs
		}
		at := slices.IndexFunc(runs, func(u pdfRun) bool {
			return sameBaseline(m, &u) && u.x0 > m.x0 && u.x0-m.x1 < 2*m.size
		})
		if _, taken := before[at]; at >= 0 && !taken {
			before[at], late[i] = i, true
		}
	}
	if len(late) == 0 {
		return runs
	}
	out := make([]pdfRun, 0, len(runs))
	for i := range runs {
		if m, ok := before[i]; ok {
			out = append(out, runs[m])
		}
		if !late[i] {
			out = append(out, runs[i])
		}
	}
	return out
}

func sameBaseline(a, b *pdfRun) bool { return math.Abs(a.y-b.y) < 0.2*a.size }
