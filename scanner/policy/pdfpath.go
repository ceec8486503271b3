package policy

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
func (r *pdfReader) pathOperator(op pdfOp, args []any) {
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
