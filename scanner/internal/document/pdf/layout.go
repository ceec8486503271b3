package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// pdfLayout is the text of all pages in reading order, and what the pages have
// in common.
type pdfLayout struct {
	elements []pdfElement
	pages    int
	size     float64              // of most of the text
	pitch    map[pdfPitch]float64 // from line to line
	right    float64              // where full lines end
	rights   map[int]float64      // the same on pages that are set wider or narrower
	columns  map[int]bool         // pages whose text stands in columns
	headings []float64            // sizes of headings, largest first
	bullets  float64              // where the outermost list items begin
}

// pdfElement is a line of the text, or a table.
type pdfElement struct {
	*pdfLine
	grid *pdfGrid
	page int
}

// pdfBlock is a paragraph or a table.
type pdfBlock struct {
	lines []*pdfLine
	grid  [][]pdfTextCell
	page  int
	apart bool // something sets it apart from the block before
}

// add takes what a page shows.
func (y *pdfLayout) add(r *pdfReader, page int) {
	runs, rules := upright(r.bulleted(r.lateMarks(r.runs)), r.rules)
	grids := r.gridsOf(rules, runs)
	grids = slices.DeleteFunc(grids, func(g *pdfGrid) bool { return !g.holdsTable(runs) })
	starts := r.columnStarts(runs)
	drawn := len(grids)
	for i, from := range starts {
		to := len(runs)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		grids = append(grids, r.gapGrids(outside(runs[from:to], grids[:drawn]))...)
	}
	y.setColumns(page, len(starts))
	for i := range runs {
		for _, g := range grids {
			if c := g.cellOf(&runs[i]); c != nil {
				c.runs = append(c.runs, runs[i])
				break
			}
		}
	}
	grids = slices.DeleteFunc(grids, func(g *pdfGrid) bool { return !g.isTable() })
	first := len(y.elements)
	var open []pdfRun
	flush := func() {
		for _, l := range linesOf(open, page) {
			y.elements = append(y.elements, pdfElement{pdfLine: l, page: page})
		}
		open = open[:0]
	}
	done := map[*pdfGrid]bool{}
	for i := range runs {
		if slices.Contains(starts, i) {
			flush()
		}
		k := slices.IndexFunc(grids, func(g *pdfGrid) bool { return g.cellOf(&runs[i]) != nil })
		if k < 0 {
			open = append(open, runs[i])
		} else if g := grids[k]; !done[g] {
			done[g] = true
			flush()
			y.elements = append(y.elements, pdfElement{grid: g, page: page})
		}
	}
	flush()
	y.order(y.elements[first:], page)
	y.pages = page + 1
}

// outside returns the runs that stand in no table.
func outside(runs []pdfRun, grids []*pdfGrid) []*pdfRun {
	var out []*pdfRun
	for i := range runs {
		if !slices.ContainsFunc(grids, func(g *pdfGrid) bool { return g.cellOf(&runs[i]) != nil }) {
			out = append(out, &runs[i])
		}
	}
	return out
}

// upright returns the runs that run in the direction of most of the page, and
// the rules turned with them.
func upright(runs []pdfRun, rules []pdfRule) ([]pdfRun, []pdfRule) {
	var count [4]int
	for i := range runs {
		count[runs[i].turn] += len(runs[i].text)
	}
	turn := 0
	for i, n := range count {
		if n > count[turn] {
			turn = i
		}
	}
	kept := slices.DeleteFunc(runs, func(r pdfRun) bool { return r.turn != turn })
	if turn != 0 {
		for i, u := range rules {
			x0, y0 := turned(u.x0, u.y0, turn)
			x1, y1 := turned(u.x1, u.y1, turn)
			rules[i] = pdfRule{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
		}
	}
	return kept, rules
}

func (e *pdfElement) top() float64 {
	if e.grid != nil {
		return e.grid.ys[0]
	}
	return e.y + e.size
}

func (e *pdfElement) bottom() float64 {
	if e.grid != nil {
		return e.grid.ys[len(e.grid.ys)-1]
	}
	return e.y
}

func (e *pdfElement) sides() (left, right float64) {
	if e.grid != nil {
		return e.grid.xs[0], e.grid.xs[len(e.grid.xs)-1]
	}
	return e.x0, e.x1
}

// order puts the elements of a page into reading order where they were drawn
// in another one: where text stands above what was drawn before it, and not
// beside it as in columns.
func (y *pdfLayout) order(page []pdfElement, number int) {
	back, beside := 0, 0
	for i := 1; i < len(page); i++ {
		a, b := &page[i-1], &page[i]
		if b.bottom() <= a.top() {
			continue
		}
		al, ar := a.sides()
		bl, br := b.sides()
		if min(ar, br) > max(al, bl) {
			back++
		} else if b.top() > a.top()+3*max(b.top()-b.bottom(), 8) {
			beside++
		}
	}
	if back > 0 && !y.columns[number] {
		slices.SortStableFunc(page, func(a, b pdfElement) int {
			switch d := b.top() - a.top(); {
			case d > 0.5:
				return 1
			case d < -0.5:
				return -1
			}
			return 0
		})
	}
	if beside > 0 && back == 0 {
		y.setColumns(number, 2)
	}
}

func (y *pdfLayout) lines() []*pdfLine {
	var out []*pdfLine
	for i := range y.elements {
		if l := y.elements[i].pdfLine; l != nil {
			out = append(out, l)
		}
	}
	return out
}

func (y *pdfLayout) hasText() bool {
	n := 0
	for i := range y.elements {
		e := &y.elements[i]
		if e.grid != nil {
			return true
		}
		n += len(e.text())
	}
	return n >= 20
}

// pageEdge is how many lines at the top and the bottom of a page may be those of
// every page.
const pageEdge = 3

// dropRepeated drops headers, footers and page numbers: the first and last
// lines of pages that stand at the same height on another page and read the
// same but for numbers.
func (y *pdfLayout) dropRepeated() {
	type spot struct {
		text string
		y    int
	}
	at := map[spot]map[int]bool{}
	candidates := map[int]spot{}
	for from := 0; from < len(y.elements); {
		to := from
		for to < len(y.elements) && y.elements[to].page == y.elements[from].page {
			to++
		}
		for _, i := range y.edges(from, to) {
			e := &y.elements[i]
			p := spot{shape(e.text()), int(math.Round(e.y / 4))}
			candidates[i] = p
			for _, q := range []spot{p, {p.text, p.y - 1}, {p.text, p.y + 1}} {
				if at[q] == nil {
					at[q] = map[int]bool{}
				}
				at[q][e.page] = true
			}
		}
		from = to
	}
	kept := y.elements[:0]
	for i := range y.elements {
		p, ok := candidates[i]
		if n := len(at[p]); ok && n > 1 && (n*3 >= y.pages || n > 4) {
			continue
		}
		kept = append(kept, y.elements[i])
	}
	y.elements = kept
}

// edges returns the indexes of the lines that stand highest and lowest on the
// page of the elements between from and to.
func (y *pdfLayout) edges(from, to int) []int {
	var lines []int
	for i := from; i < to; i++ {
		if y.elements[i].grid == nil {
			lines = append(lines, i)
		}
	}
	slices.SortStableFunc(lines, func(a, b int) int {
		return int(math.Copysign(1, y.elements[b].y-y.elements[a].y))
	})
	if len(lines) > 2*pageEdge {
		lines = append(lines[:pageEdge:pageEdge], lines[len(lines)-pageEdge:]...)
	}
	return lines
}

// shape is a text with its numbers left out.
func shape(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// measure finds the sizes, the distance between lines and the right pageEdge that
// most of the text has.
func (y *pdfLayout) measure() {
	lines := y.lines()
	chars := map[int]int{}
	var ends []float64
	widest := 0.0
	for _, l := range lines {
		for i := range l.runs {
			chars[halfPoints(l.runs[i].size)] += len(l.runs[i].text)
		}
		widest = max(widest, l.x1-l.x0)
	}
	most := 0
	for s, n := range chars {
		if n > most || n == most && float64(s)/2 < y.size {
			most, y.size = n, float64(s)/2
		}
	}
	for _, l := range lines {
		if l.x1-l.x0 > 0.6*widest {
			ends = append(ends, l.x1)
		}
	}
	slices.Sort(ends)
	if len(ends) > 0 {
		y.right = ends[len(ends)*9/10]
	}
	y.measureRights(lines)
	y.measurePitch(lines)
	y.measureHeadings(lines)
	y.bullets = math.Inf(1)
	for _, l := range lines {
		if pdfBullet(l.text()) > 0 {
			y.bullets = min(y.bullets, l.x0)
		}
	}
}

func halfPoints(size float64) int { return int(math.Round(size * 2)) }

// pdfPitch tells steps from line to line apart: by the size in half points, and
// by whether the lines hold Chinese, whose fonts stand higher.
type pdfPitch struct {
	size       int
	wide, next bool
}

func pitchKind(a, b *pdfLine) pdfPitch {
	return pdfPitch{halfPoints(b.size), a.isWide(), b.isWide()}
}

// measurePitch finds how far apart the lines of a paragraph are.
func (y *pdfLayout) measurePitch(lines []*pdfLine) {
	steps := map[pdfPitch][]float64{}
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		d := a.y - b.y
		if a.page == b.page && halfPoints(a.size) == halfPoints(b.size) && d > 0.8*b.size && d < 3*b.size {
			steps[pitchKind(a, b)] = append(steps[pitchKind(a, b)], d)
		}
	}
	y.pitch = map[pdfPitch]float64{}
	for s, d := range steps {
		slices.Sort(d)
		y.pitch[s] = d[len(d)/5]
	}
}

// measureHeadings finds the sizes of headings: those well above the size of
// the text, in lines that stand for themselves.
func (y *pdfLayout) measureHeadings(lines []*pdfLine) {
	sizes := map[int]bool{}
	for _, l := range lines {
		if l.size > 1.1*y.size && len(l.text()) > 1 {
			sizes[halfPoints(l.size)] = true
		}
	}
	for s := range sizes {
		y.headings = append(y.headings, float64(s)/2)
	}
	slices.Sort(y.headings)
	slices.Reverse(y.headings)
}
