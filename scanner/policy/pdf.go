package policy

import (
	"bytes"
	_ "embed"
	"errors"
	"math"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func isPDF(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}

// maxPages bounds the pages that are read.
const maxPages = 3000

// readPDF reads the text layer of a PDF file as plain text, page by page.
func readPDF(src Source, d *document, l *blockList) error {
	f, err := openPDF(src.Data, l.lim.Bytes*docxFactor)
	if errors.Is(err, errEncrypted) {
		return &Error{src.Path, Damaged, "the PDF is encrypted", "save it without protection, or give its text"}
	}
	t := &pdfText{file: f, fonts: map[any]*pdfFont{}, chars: l.lim.Bytes}
	pages := f.pages()
	if len(pages) == 0 {
		return &Error{src.Path, Damaged, "the PDF has no pages that can be read", "save it again, or give its text"}
	}
	for _, p := range pages {
		d.pages = append(d.pages, t.lines+1)
		t.page(p)
	}
	text := t.out.String()
	d.lines = t.lines + 1
	if len(strings.TrimSpace(text)) < 20 {
		return &Error{src.Path, Scanned, "the PDF has no text, only pictures of it", "give a PDF with a text layer, or the text itself"}
	}
	if t.chars <= 0 || f.budget <= 0 {
		d.notRead = "the document is longer than the limits allow; what follows was not read"
	}
	readText(text, 1, l, 0)
	return nil
}

// pdfPage is a page and the resources it inherits.
type pdfPage struct {
	dict      pdfDict
	resources pdfDict
}

// pages walks the tree of pages.
func (f *pdfFile) pages() []pdfPage {
	var out []pdfPage
	seen := map[any]bool{}
	var walk func(v any, resources pdfDict, depth int)
	walk = func(v any, resources pdfDict, depth int) {
		if ref, ok := v.(pdfRef); ok {
			if seen[ref] {
				return
			}
			seen[ref] = true
		}
		d := f.dict(v)
		if d == nil || depth > maxPDFDepth || len(out) >= maxPages {
			return
		}
		if r := f.dict(d["Resources"]); r != nil {
			resources = r
		}
		kids := f.array(d["Kids"])
		if kids == nil && d["Contents"] != nil {
			out = append(out, pdfPage{d, resources})
		}
		for _, k := range kids {
			walk(k, resources, depth+1)
		}
	}
	walk(f.dict(f.trailer["Root"])["Pages"], nil, 0)
	if len(out) == 0 {
		for ref := range f.offsets {
			if d := f.dict(ref); d["Type"] == pdfName("Pages") && d["Parent"] == nil {
				walk(ref, nil, 0)
			}
		}
	}
	return out
}

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

// pdfText runs the content of pages and writes the text it shows, a line for
// a line.
type pdfText struct {
	file  *pdfFile
	fonts map[any]*pdfFont
	out   strings.Builder
	lines int
	chars int // that may still be written

	ctm, text, line matrix
	stack           []matrix
	font            *pdfFont
	size            float64
	charSpace       float64
	wordSpace       float64
	scale           float64
	leading         float64
	rise            float64

	x, y  float64   // where the last glyph ended
	moved bool      // the place of the next glyph was set since
	open  []pdfLine // of the page, in the order they are drawn
	steps int
}

// pdfLine is a stretch of text on one line.
type pdfLine struct {
	x0, x1, y, height float64
	text              []byte
}

const maxPDFSteps = 20_000_000

func (t *pdfText) page(p pdfPage) {
	t.ctm, t.stack, t.scale = identity, nil, 1
	t.charSpace, t.wordSpace, t.leading, t.rise = 0, 0, 0, 0
	t.open = t.open[:0]
	var content []byte
	add := func(v any) {
		if s, ok := t.file.value(v).(pdfStream); ok {
			content = append(append(content, t.file.decode(s)...), '\n')
		}
	}
	if parts := t.file.array(p.dict["Contents"]); parts != nil {
		for _, x := range parts {
			add(x)
		}
	} else {
		add(p.dict["Contents"])
	}
	t.run(content, p.resources, 0)
	t.layOut()
}

// run interprets a content stream.
func (t *pdfText) run(content []byte, resources pdfDict, depth int) {
	l := pdfLexer{data: content}
	var args []any
	for {
		v, ok := l.next()
		if t.steps++; !ok || t.steps > maxPDFSteps || t.chars <= 0 {
			return
		}
		op, isOp := v.(pdfOp)
		if !isOp {
			if len(args) < 64 {
				args = append(args, v)
			}
			continue
		}
		if op == "ID" {
			// An image inside the content: its bytes are no operators.
			i := bytes.Index(l.data[l.pos:], []byte("EI"))
			if i < 0 {
				return
			}
			l.pos += i + 2
		}
		if op == "Do" && depth < 6 {
			t.form(lastArg(args), resources, depth)
		} else {
			t.operator(op, args, resources)
		}
		args = args[:0]
	}
}

// form runs a form, a content stream of its own.
func (t *pdfText) form(name any, resources pdfDict, depth int) {
	n, _ := name.(pdfName)
	s, ok := t.file.value(t.file.dict(resources["XObject"])[n]).(pdfStream)
	if !ok || t.file.value(s.dict["Subtype"]) != pdfName("Form") {
		return
	}
	own := t.file.dict(s.dict["Resources"])
	if own == nil {
		own = resources
	}
	saved, stack := t.ctm, t.stack
	if m := t.file.array(s.dict["Matrix"]); len(m) == 6 {
		t.ctm = t.matrix(m).mul(t.ctm)
	}
	t.run(t.file.decode(s), own, depth+1)
	t.ctm, t.stack = saved, stack
}

func (t *pdfText) matrix(args []any) matrix {
	m := identity
	for i := 0; i < 6 && i < len(args); i++ {
		m[i] = t.file.number(args[i], m[i])
	}
	return m
}

func (t *pdfText) arg(args []any, i int) float64 {
	if i < len(args) {
		return t.file.number(args[i], 0)
	}
	return 0
}

func (t *pdfText) operator(op pdfOp, args []any, resources pdfDict) {
	switch op {
	case "q":
		if len(t.stack) < 200 {
			t.stack = append(t.stack, t.ctm)
		}
	case "Q":
		if n := len(t.stack); n > 0 {
			t.ctm, t.stack = t.stack[n-1], t.stack[:n-1]
		}
	case "cm":
		t.ctm = t.matrix(args).mul(t.ctm)
	case "BT":
		t.text, t.line, t.moved = identity, identity, true
	case "Tf":
		t.setFont(args, resources)
	case "Tc":
		t.charSpace = t.arg(args, 0)
	case "Tw":
		t.wordSpace = t.arg(args, 0)
	case "Tz":
		t.scale = t.arg(args, 0) / 100
	case "TL":
		t.leading = t.arg(args, 0)
	case "Ts":
		t.rise = t.arg(args, 0)
	case "Td":
		t.move(t.arg(args, 0), t.arg(args, 1))
	case "TD":
		t.leading = -t.arg(args, 1)
		t.move(t.arg(args, 0), t.arg(args, 1))
	case "Tm":
		t.line = t.matrix(args)
		t.text, t.moved = t.line, true
	case "T*":
		t.move(0, -t.leading)
	case "Tj":
		t.show(lastArg(args))
	case "'", "\"":
		t.move(0, -t.leading)
		t.show(lastArg(args))
	case "TJ":
		for _, x := range t.file.array(lastArg(args)) {
			if n, ok := x.(float64); ok {
				t.text = matrix{1, 0, 0, 1, -n / 1000 * t.size * t.scale, 0}.mul(t.text)
				continue
			}
			t.show(x)
		}
	}
}

func (t *pdfText) setFont(args []any, resources pdfDict) {
	if len(args) < 2 {
		return
	}
	t.size = t.arg(args, 1)
	name, _ := args[0].(pdfName)
	ref := t.file.dict(resources["Font"])[name]
	key := ref
	if _, ok := ref.(pdfRef); !ok {
		key = name
	}
	if t.fonts[key] == nil {
		t.fonts[key] = t.file.font(ref)
	}
	t.font = t.fonts[key]
}

func (t *pdfText) move(x, y float64) {
	t.line = matrix{1, 0, 0, 1, x, y}.mul(t.line)
	t.text, t.moved = t.line, true
}

// show writes a string at its place: on a new line where it stands lower or
// higher than the last, behind a space where a gap is left.
func (t *pdfText) show(v any) {
	s, ok := v.([]byte)
	if !ok || t.font == nil {
		return
	}
	t.font.show(s, func(text string, width float64, space bool) {
		m := matrix{t.size * t.scale, 0, 0, t.size, 0, t.rise}.mul(t.text).mul(t.ctm)
		t.place(text, m)
		w := width/1000*t.size + t.charSpace
		if space {
			w += t.wordSpace
		}
		t.text = matrix{1, 0, 0, 1, w * t.scale, 0}.mul(t.text)
		end := matrix{1, 0, 0, 1, 0, 0}.mul(t.text).mul(t.ctm)
		t.x, t.y = end[4], end[5]
	})
}

// place adds a glyph to the open line, or opens the next.
func (t *pdfText) place(text string, m matrix) {
	height := math.Hypot(m[2], m[3])
	x, y := m[4], m[5]
	if !(height > 0.01 && height < 1e5) || math.IsNaN(x) || math.IsNaN(y) {
		return
	}
	gap := height * 1.3 // that sets the cells of a table apart
	if t.moved {
		gap = height * 0.55 // what is placed anew is no word of a stretched line
		if n := len(t.open); n > 0 && isWide(lastRune(string(t.open[n-1].text))) && isWide(firstRune(text)) {
			gap = height * 0.3 // Chinese is set without spaces
		}
	}
	t.moved = false
	if n := len(t.open); n > 0 {
		l := &t.open[n-1]
		switch {
		case math.Abs(t.y-y) > height*0.5 || x < t.x-height*4 || x > t.x+gap:
		case x > t.x+height*0.22 && !strings.HasPrefix(text, " "):
			t.append(l, " "+text, x)
			return
		default:
			t.append(l, text, x)
			return
		}
	}
	if len(t.open) >= maxPDFLines || strings.TrimSpace(text) == "" {
		return
	}
	t.open = append(t.open, pdfLine{x0: x, x1: x, y: y, height: height})
	t.append(&t.open[len(t.open)-1], text, x)
}

func (t *pdfText) append(l *pdfLine, text string, x float64) {
	text = ligatures.Replace(text)
	for _, r := range text {
		if r >= 0x2E80 && r <= 0x2FDF {
			// Radicals that some programs write for the characters.
			text = radicals().Replace(norm.NFKC.String(text))
			break
		}
	}
	t.chars -= len(text)
	l.text = append(l.text, text...)
	l.x1 = max(l.x1, x)
}

// radicalPairs lists the radicals that stand for a character, and it.
//
//go:embed data/radicals.txt
var radicalPairs string

var radicals = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for _, p := range strings.Fields(radicalPairs) {
		r, n := utf8.DecodeRuneInString(p)
		pairs = append(pairs, string(r), p[n:])
	}
	return strings.NewReplacer(pairs...)
})

// maxPDFLines bounds the lines of a page.
const maxPDFLines = 20_000

// ligatures resolves joined letters, and keeps line feeds inside a glyph from
// counting as lines.
var ligatures = strings.NewReplacer("\uFB00", "ff", "\uFB01", "fi", "\uFB02", "fl", "\uFB03", "ffi", "\uFB04", "ffl", "\n", " ", "\r", " ", "\t", " ", "\x00", "")
