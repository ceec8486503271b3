package pdf

import (
	"math"

	"github.com/candor-scan/candor/scanner/internal/document/pdf/object"
)

// pdfPath is the path that is being drawn: the boxes around its parts.
type pdfPath struct {
	boxes []pdfBox
	open  bool
}

// pdfBox is the box around one part of a path.
type pdfBox struct {
	pdfRule
	points int
}

// ruleWidth is how thick a rule may be, and ruleLength how long it must be to
// be taken for the border of a cell, in points.
const (
	ruleWidth  = 3.2
	ruleLength = 5
)

// pathOperator follows the lines that are drawn.
func (r *pdfReader) pathOperator(op object.Op, args []any) {
	p := &r.path
	switch op {
	case "m":
		p.open = false
		r.point(r.arg(args, 0), r.arg(args, 1))
	case "l":
		r.point(r.arg(args, 0), r.arg(args, 1))
	case "c":
		r.point(r.arg(args, 4), r.arg(args, 5))
	case "v", "y":
		r.point(r.arg(args, 2), r.arg(args, 3))
	case "re":
		x, y, w, h := r.arg(args, 0), r.arg(args, 1), r.arg(args, 2), r.arg(args, 3)
		p.open = false
		r.point(x, y)
		r.point(x+w, y)
		r.point(x+w, y+h)
		r.point(x, y+h)
		p.open = false
	case "h":
		p.open = false
	case "S", "s":
		r.paint(true)
	case "f", "F", "f*":
		r.paint(false)
	case "B", "B*", "b", "b*":
		r.paint(true)
	case "n":
		p.boxes, p.open = p.boxes[:0], false
	}
}

// point adds a point to the open part of the path.
func (r *pdfReader) point(x, y float64) {
	m := matrix{1, 0, 0, 1, x, y}.mul(r.ctm)
	x, y = m[4], m[5]
	p := &r.path
	if outOfPage(x) || outOfPage(y) {
		return
	}
	if !p.open {
		if len(p.boxes) >= maxPDFRules {
			return
		}
		p.boxes = append(p.boxes, pdfBox{pdfRule{x, y, x, y}, 1})
		p.open = true
		return
	}
	b := &p.boxes[len(p.boxes)-1]
	b.x0, b.y0, b.x1, b.y1 = min(b.x0, x), min(b.y0, y), max(b.x1, x), max(b.y1, y)
	b.points++
}

// paint keeps the rules of the path: thin parts, and the sides of boxes that
// are drawn as lines.
func (r *pdfReader) paint(stroke bool) {
	for _, b := range r.path.boxes {
		w, h := b.x1-b.x0, b.y1-b.y0
		switch {
		case isDot(w, h, b.points):
			if len(r.dots) < maxPDFRules {
				r.dots = append(r.dots, b.pdfRule)
			}
		case len(r.rules) >= maxPDFRules:
		case min(w, h) <= ruleWidth:
			if max(w, h) >= ruleLength {
				r.rules = append(r.rules, b.pdfRule)
			}
		case stroke && b.points >= 4 && w > ruleLength && h > ruleLength:
			r.rules = append(r.rules, pdfRule{b.x0, b.y0, b.x1, b.y0}, pdfRule{b.x0, b.y1, b.x1, b.y1},
				pdfRule{b.x0, b.y0, b.x0, b.y1}, pdfRule{b.x1, b.y0, b.x1, b.y1})
		}
	}
	r.path.boxes, r.path.open = r.path.boxes[:0], false
}

// isDot reports whether a part of a path is as small and as broad as it is
// high: the mark of a list item.
func isDot(w, h float64, points int) bool {
	return points >= 4 && min(w, h) >= 1.2 && max(w, h) <= 7.5 && max(w, h) <= 1.35*min(w, h)
}

// maxDotWork bounds the marks and runs that are compared, for all pages.
const maxDotWork = 40_000_000

// bulleted puts the marks of list items that are drawn before the text that
// they stand before.
func (r *pdfReader) bulleted(runs []pdfRun) []pdfRun {
	if r.gridWork += len(r.dots) * len(runs); r.gridWork > maxDotWork {
		return runs
	}
	before := map[int]pdfRule{}
	for _, d := range r.dots {
		best, at := math.Inf(1), -1
		y := (d.y0 + d.y1) / 2
		for i := range runs {
			u := &runs[i]
			gap := u.x0 - d.x1
			if gap > 0 && gap < 3*u.size && gap < best && math.Abs(u.y+0.33*u.size-y) < 0.3*u.size && d.x1-d.x0 < 0.7*u.size {
				best, at = gap, i
			}
		}
		if at >= 0 {
			before[at] = d
		}
	}
	if len(before) == 0 {
		return runs
	}
	out := make([]pdfRun, 0, len(runs)+len(before))
	for i := range runs {
		if d, ok := before[i]; ok {
			u := &runs[i]
			out = append(out, pdfRun{text: []byte("•"), x0: d.x0, x1: u.x0 - 0.2*u.size, first: d.x1 - d.x0, y: u.y, size: u.size, bold: u.bold})
			runs[i].space = true
		}
		out = append(out, runs[i])
	}
	return out
}
