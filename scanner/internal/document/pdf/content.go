package pdf

import (
	"bytes"
	"reflect"

	"github.com/candor-scan/candor/scanner/internal/document/pdf/object"
)

// matrix is a PDF transformation: a b c d e f.
type matrix [6]float64

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

var identity = matrix{1, 0, 0, 1, 0, 0}

// pdfRun is a stretch of text set without a gap. Coordinates are points of the
// page, y upwards, turned so that the text runs from left to right.
type pdfRun struct {
	text    []byte
	x0, x1  float64
	first   float64 // width of its first glyph
	y, size float64
	turn    int // quarters by which the text is turned on the page
	bold    bool
	link    string
	space   bool // white space stands before it
}

// pdfRule is a line or a thin box: the border of a cell.
type pdfRule struct{ x0, y0, x1, y1 float64 }

// pdfState is what q saves and Q restores.
type pdfState struct {
	ctm                                     matrix
	font                                    *pdfFont
	size, charSpace, wordSpace, scale, lead float64
	rise                                    float64
	stroke                                  bool // letters are drawn with an outline too: bold
}

// pdfReader runs the content of pages and collects the runs and rules they
// show.
type pdfReader struct {
	*object.File
	fonts  map[any]*pdfFont
	glyphs int // that may still be shown
	steps  int // operators that may still be run

	pdfState
	stack      []pdfState
	text, line matrix
	moved      bool    // the place of the next glyph was set anew
	spaceX     float64 // where white space ended that belongs to no run
	spaceY     float64
	marked     []pdfMark
	path       pdfPath
	links      []pdfLink
	runs       []pdfRun
	rules      []pdfRule
	dots       []pdfRule // marks of list items that are drawn, not written
	gridWork   int
	columns    []extent // of the table without borders with which the last page ended

	allRuns        int // of all pages
	linkWork       int // links that were compared with glyphs
	pictures       int // of the page that is read, and drawings that may be letters
	shown, unknown int // glyphs, and those of which the file does not say what they are
}

// pdfMark is marked content: what it says instead of its glyphs, and whether
// it belongs to the page, not to the text.
type pdfMark struct {
	actual  *string
	outside bool
}

// pdfLink is a rectangle of a page that leads to an address.
type pdfLink struct {
	x0, y0, x1, y1 float64
	url            string
}

const (
	maxPDFSteps  = 8_000_000
	maxPDFGlyphs = 4_000_000
	maxPDFRuns   = 12_000 // of a page
	maxAllRuns   = 80_000 // of a file
	maxPDFFonts  = 5_000
	maxLinkWork  = 300_000_000
	maxPDFRules  = 4_000 // of a page
	maxPDFForms  = 6     // inside each other
)

// page runs the content of one page. What it shows is in runs and rules until
// the next call.
func (r *pdfReader) page(p object.Page) {
	r.pdfState = pdfState{ctm: identity, scale: 1}
	r.stack, r.marked = nil, nil
	r.runs, r.rules, r.dots = nil, nil, nil
	r.pictures = 0
	r.links = r.linksOf(p)
	var content []byte
	add := func(v any) {
		if s, ok := r.Value(v).(object.Stream); ok {
			part := r.Decode(s)
			if content == nil {
				content = part
			} else if len(content)+len(part) < 2*object.MaxStream {
				content = append(append(content, '\n'), part...)
			} else {
				r.Partial = true
			}
		}
	}
	if parts := r.Array(p.Dict["Contents"]); parts != nil {
		for _, x := range parts {
			add(x)
		}
	} else {
		add(p.Dict["Contents"])
	}
	r.run(content, p.Resources, 0)
}

// linksOf reads the links of a page.
func (r *pdfReader) linksOf(p object.Page) []pdfLink {
	var out []pdfLink
	for _, v := range r.Array(p.Dict["Annots"]) {
		d := r.Dict(v)
		url, _ := r.Value(r.Dict(d["A"])["URI"]).([]byte)
		box := r.Array(d["Rect"])
		if len(url) == 0 || len(url) > 2000 || len(box) != 4 || len(out) >= 1000 {
			continue
		}
		x0, y0, x1, y1 := r.Number(box[0], 0), r.Number(box[1], 0), r.Number(box[2], 0), r.Number(box[3], 0)
		out = append(out, pdfLink{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), string(url)})
	}
	return out
}

// run interprets a content stream.
func (r *pdfReader) run(content []byte, resources object.Dict, depth int) {
	l := object.NewLexer(content)
	var args []any
	for {
		v, ok := l.Next()
		if r.steps--; !ok || r.steps < 0 || r.glyphs < 0 {
			r.Partial = r.Partial || r.steps < 0 || r.glyphs < 0
			return
		}
		op, isOp := v.(object.Op)
		switch {
		case !isOp:
			if len(args) < 64 {
				args = append(args, v)
			}
			continue
		case op == "ID":
			// An image inside the content: its bytes are no operators.
			if l.Pos = imageEnd(l.Data, l.Pos); l.Pos < 0 {
				return
			}
			r.pictures++
		case op == "Do":
			if depth < maxPDFForms {
				r.form(lastArg(args), resources, depth)
			}
		case !r.textOperator(op, args, resources) && !r.markOperator(op, args, resources):
			r.pathOperator(op, args)
		}
		args = args[:0]
	}
}

// imageEnd returns where an image inside the content that begins at from ends,
// -1 where it does not. Its bytes may spell the operator that ends it, but
// hardly with space around it. What is written in letters ends with a bracket.
func imageEnd(data []byte, from int) int {
	for at := from; ; {
		i := bytes.Index(data[at:], []byte("EI"))
		if i < 0 {
			return -1
		}
		at += i + len("EI")
		if (object.IsSpace(data[at-3]) || data[at-3] == '>') && (at == len(data) || object.IsSpace(data[at])) {
			return at
		}
	}
}

// form runs a form, a content stream of its own.
func (r *pdfReader) form(name any, resources object.Dict, depth int) {
	n, _ := name.(object.Name)
	s, ok := r.Value(r.Dict(resources["XObject"])[n]).(object.Stream)
	if !ok || r.Name(s.Dict["Subtype"]) != "Form" {
		if ok {
			r.pictures++
		}
		return
	}
	own := r.Dict(s.Dict["Resources"])
	if own == nil {
		own = resources
	}
	saved, stack, marked := r.pdfState, r.stack, r.marked
	if m := r.Array(s.Dict["Matrix"]); len(m) == 6 {
		r.ctm = r.matrixOf(m).mul(r.ctm)
	}
	r.stack = nil
	r.run(r.Decode(s), own, depth+1)
	r.pdfState, r.stack, r.marked = saved, stack, marked
}

func (r *pdfReader) matrixOf(args []any) matrix {
	m := identity
	for i := 0; i < 6 && i < len(args); i++ {
		m[i] = r.Number(args[i], m[i])
	}
	return m
}

func (r *pdfReader) arg(args []any, i int) float64 {
	if i < len(args) {
		return r.Number(args[i], 0)
	}
	return 0
}

// textOperator runs operators of text and of the state it is shown in.
func (r *pdfReader) textOperator(op object.Op, args []any, resources object.Dict) bool {
	switch op {
	case "q":
		if len(r.stack) < 200 {
			r.stack = append(r.stack, r.pdfState)
		}
	case "Q":
		if n := len(r.stack); n > 0 {
			r.pdfState, r.stack = r.stack[n-1], r.stack[:n-1]
		}
	case "cm":
		r.ctm = r.matrixOf(args).mul(r.ctm)
	case "BT":
		r.text, r.line, r.moved = identity, identity, true
	case "Tf":
		r.setFont(args, resources)
	case "Tc":
		r.charSpace = r.arg(args, 0)
	case "Tw":
		r.wordSpace = r.arg(args, 0)
	case "Tz":
		r.scale = r.arg(args, 0) / 100
	case "TL":
		r.lead = r.arg(args, 0)
	case "Ts":
		r.rise = r.arg(args, 0)
	case "Tr":
		mode := r.arg(args, 0)
		r.stroke = mode == 2 || mode == 6
	case "Td":
		r.move(r.arg(args, 0), r.arg(args, 1))
	case "TD":
		r.lead = -r.arg(args, 1)
		r.move(r.arg(args, 0), r.arg(args, 1))
	case "Tm":
		r.line = r.matrixOf(args)
		r.text, r.moved = r.line, true
	case "T*":
		r.move(0, -r.lead)
	case "Tj":
		r.show(lastArg(args))
	case "'":
		r.move(0, -r.lead)
		r.show(lastArg(args))
	case "\"":
		r.wordSpace, r.charSpace = r.arg(args, 0), r.arg(args, 1)
		r.move(0, -r.lead)
		r.show(lastArg(args))
	case "TJ":
		for _, x := range r.Array(lastArg(args)) {
			if n, ok := x.(float64); ok {
				r.text = matrix{1, 0, 0, 1, -n / 1000 * r.size * r.scale, 0}.mul(r.text)
				continue
			}
			r.show(x)
		}
	default:
		return false
	}
	return true
}

func (r *pdfReader) setFont(args []any, resources object.Dict) {
	if len(args) < 2 {
		return
	}
	r.size = r.arg(args, 1)
	name, _ := args[0].(object.Name)
	v := r.Dict(resources["Font"])[name]
	var key any = v
	if d, ok := v.(object.Dict); ok {
		key = reflect.ValueOf(d).Pointer()
	} else if _, ok := v.(object.Ref); !ok {
		key = nil
	}
	if r.fonts[key] == nil {
		if len(r.fonts) >= maxPDFFonts {
			r.Partial = true
			return
		}
		r.fonts[key] = readFont(r.File, v)
	}
	r.font = r.fonts[key]
}

func (r *pdfReader) move(x, y float64) {
	r.line = matrix{1, 0, 0, 1, x, y}.mul(r.line)
	r.text, r.moved = r.line, true
}

// markOperator follows marked content: text that stands for glyphs, and what
// the writer of the file marked as header or footer.
func (r *pdfReader) markOperator(op object.Op, args []any, resources object.Dict) bool {
	switch op {
	case "BMC", "BDC":
		m := pdfMark{}
		if n := len(r.marked); n > 0 {
			m = r.marked[n-1]
		}
		if len(args) > 1 && op == "BDC" {
			v := args[1]
			if n, ok := v.(object.Name); ok {
				v = r.Dict(resources["Properties"])[n]
			}
			d := r.Dict(v)
			if t, ok := r.Value(d["ActualText"]).([]byte); ok && len(t) < 1000 {
				s := pdfString(t)
				m.actual = &s
			}
			m.outside = m.outside || args[0] == object.Name("Artifact") && r.Name(d["Type"]) == "Pagination"
		}
		if len(r.marked) < 1000 {
			r.marked = append(r.marked, m)
		}
	case "EMC":
		if n := len(r.marked); n > 0 {
			r.marked = r.marked[:n-1]
		}
	default:
		return false
	}
	return true
}
