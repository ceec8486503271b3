// Package object reads the objects of a PDF file: it looks for them in the bytes,
// decodes streams and decrypts files that open without a password. It knows
// nothing of text.
package object

import (
	"bytes"
	"errors"
)

// File holds the objects of a PDF file. It does not trust the table of
// objects at the end of the file, which is damaged or forged as easily as the
// rest, but looks for the objects themselves.
type File struct {
	data    []byte
	objects map[Ref]pdfObject
	order   []Ref // as the objects stand in the file
	trailer Dict
	budget  int // bytes that may still be decoded
	values  int // objects that may still be read
	Entries int // of the maps of fonts that may still be filled
	crypt   *pdfCrypt
	Partial bool
}

// pdfObject is an object and where it stands: of two with one number the later
// counts.
type pdfObject struct {
	value      any
	at         int
	generation int
}

var ErrEncrypted = errors.New("encrypted")

const (
	maxPDFObjects    = 200_000 // what a file may hold
	maxPDFCuts       = 20      // objects without an end that are passed over
	maxPDFMapEntries = 1 << 19 // of all fonts of a file
)

// Open finds the objects of a file. Limit bounds the bytes that are
// decoded, for all of the file. The error is errEncrypted.
func Open(data []byte, limit int) (*File, error) {
	f := &File{data: data, objects: map[Ref]pdfObject{}, trailer: Dict{}, budget: limit, values: maxPDFValues, Entries: maxPDFMapEntries}
	f.scan()
	f.trailers()
	for _, ref := range f.order {
		if s, ok := f.objects[ref].value.(Stream); ok && s.Dict["Type"] == Name("XRef") {
			f.takeTrailer(s.Dict)
		}
	}
	if f.trailer["Encrypt"] != nil && !f.unlock() {
		return nil, ErrEncrypted
	}
	for _, ref := range f.order[:len(f.order):len(f.order)] {
		o := f.objects[ref]
		if s, ok := o.value.(Stream); ok && s.Dict["Type"] == Name("ObjStm") {
			f.unpack(s, o.at)
		}
	}
	return f, nil
}

// unlock decrypts the objects of a file that opens without a password.
func (f *File) unlock() bool {
	var id []byte
	if ids := f.Array(f.trailer["ID"]); len(ids) > 0 {
		id = f.bytes(ids[0])
	}
	f.crypt = f.newCrypt(f.Dict(f.trailer["Encrypt"]), id)
	if f.crypt == nil {
		return false
	}
	own, _ := f.trailer["Encrypt"].(Ref)
	for ref, o := range f.objects {
		if ref != own {
			o.value = f.crypt.decrypt(o.value, ref, o.generation, 0)
			f.objects[ref] = o
		}
	}
	return true
}

// scan reads the file object by object. Behind an object it goes on at its
// end, so that every byte is read once, and what looks like an object inside
// a stream is none.
func (f *File) scan() {
	cuts := 0
	for at := 0; len(f.objects) < maxPDFObjects && f.values > 0; {
		i := bytes.Index(f.data[at:], []byte("obj"))
		if i < 0 {
			return
		}
		i += at
		at = i + len("obj")
		ref, generation, ok := objectNumber(f.data, i)
		if !ok {
			continue
		}
		l := &Lexer{Data: f.data, Pos: at, left: f.values}
		v, _ := l.Next()
		f.values = l.left
		if d, isDict := v.(Dict); isDict {
			if raw, end := f.streamAt(l, d); raw != nil {
				v, l.Pos = Stream{Dict: d, raw: raw}, end
			}
		}
		f.put(ref, pdfObject{v, i, generation})
		if cuts++; !l.cut || cuts > maxPDFCuts {
			at = max(at, l.Pos)
		}
		if !l.cut {
			cuts--
		}
	}
	f.Partial = true
}

// objectNumber reads "12 0 obj" backwards from the o.
func objectNumber(data []byte, i int) (ref Ref, generation int, ok bool) {
	j := skipBack(data, i, IsSpace)
	k := skipBack(data, j, isDigit)
	m := skipBack(data, k, IsSpace)
	n := skipBack(data, m, isDigit)
	if k == j || n == m || m == k || m-n > 9 {
		return 0, 0, false
	}
	return Ref(plainNumber(data[n:m])), plainNumber(data[k:j]) & 0xFFFF, true
}

func plainNumber(digits []byte) int {
	n := 0
	for _, c := range digits[:min(len(digits), 9)] {
		n = n*10 + int(c-'0')
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// skipBack steps back over a few bytes of a kind.
func skipBack(data []byte, i int, is func(byte) bool) int {
	for n := 0; i > 0 && n < 16 && is(data[i-1]); n++ {
		i--
	}
	return i
}

func (f *File) put(ref Ref, o pdfObject) {
	old, known := f.objects[ref]
	if known && old.at > o.at {
		return
	}
	f.objects[ref] = o
	f.order = append(f.order, ref)
}

// trailers reads the dictionaries behind "trailer".
func (f *File) trailers() {
	for at, n := 0, 0; n < 1000; n++ {
		i := bytes.Index(f.data[at:], []byte("trailer"))
		if i < 0 {
			return
		}
		at += i + len("trailer")
		l := &Lexer{Data: f.data[:min(at+1<<14, len(f.data))], Pos: at, left: 10_000}
		if v, ok := l.Next(); ok {
			if d, isDict := v.(Dict); isDict {
				f.takeTrailer(d)
			}
		}
	}
}

func (f *File) takeTrailer(d Dict) {
	for _, k := range []Name{"Root", "Encrypt", "ID"} {
		if v := d[k]; v != nil {
			f.trailer[k] = v
		}
	}
}

// streamAt returns the bytes of the stream that follows a dictionary and where
// it ends, nil where none does.
func (f *File) streamAt(l *Lexer, d Dict) ([]byte, int) {
	l.space()
	if !bytes.HasPrefix(f.data[l.Pos:], []byte("stream")) {
		return nil, 0
	}
	start := l.Pos + len("stream")
	if start < len(f.data) && f.data[start] == '\r' {
		start++
	}
	if start < len(f.data) && f.data[start] == '\n' {
		start++
	}
	if n, ok := d["Length"].(float64); ok && n >= 0 && n <= float64(len(f.data)-start) {
		end := start + int(n)
		if bytes.HasPrefix(bytes.TrimLeft(f.data[end:min(end+12, len(f.data))], "\r\n "), []byte("endst")) {
			return f.data[start:end], end
		}
	}
	n := bytes.Index(f.data[start:], []byte("endstream"))
	if n < 0 {
		f.Partial = true
		return f.data[start:], len(f.data)
	}
	return f.data[start : start+n], start + n
}

// unpack reads the objects inside an object stream.
func (f *File) unpack(s Stream, at int) {
	data := f.Decode(s)
	first, n := f.Number(s.Dict["First"], 0), f.Number(s.Dict["N"], 0)
	if first < 0 || first > float64(len(data)) {
		return
	}
	body := data[int(first):]
	head := NewLexer(data[:int(first)])
	for i := 0.0; i < n && len(f.objects) < maxPDFObjects; i++ {
		num, _ := head.Next()
		off, ok := head.Next()
		a, isNumber := num.(float64)
		b, isNumber2 := off.(float64)
		if !ok || !isNumber || !isNumber2 {
			return
		}
		if b < 0 || b >= float64(len(body)) || a < 0 || a > 1e9 {
			continue
		}
		l := &Lexer{Data: body, Pos: int(b), left: f.values}
		v, _ := l.Next()
		f.values = l.left
		// Objects that overlap are read again and again: that has an end.
		if f.budget -= l.Pos - int(b); f.budget <= 0 {
			return
		}
		f.put(Ref(a), pdfObject{value: v, at: at})
	}
}

// Value follows references.
func (f *File) Value(v any) any {
	for range 20 {
		ref, ok := v.(Ref)
		if !ok {
			return v
		}
		v = f.objects[ref].value
	}
	return nil
}

func (f *File) Dict(v any) Dict {
	switch d := f.Value(v).(type) {
	case Dict:
		return d
	case Stream:
		return d.Dict
	}
	return nil
}

func (f *File) Array(v any) []any {
	a, _ := f.Value(v).([]any)
	return a
}

func (f *File) Name(v any) string {
	n, _ := f.Value(v).(Name)
	return string(n)
}

func (f *File) Number(v any, otherwise float64) float64 {
	if n, ok := f.Value(v).(float64); ok {
		return n
	}
	return otherwise
}

// Page is a page and what it inherits.
type Page struct {
	Dict      Dict
	Resources Dict
	Box       []any
}

// Pages walks the tree of pages.
func (f *File) Pages() []Page {
	w := &pageWalk{File: f, seen: map[Ref]bool{}}
	w.walk(f.Dict(f.trailer["Root"])["Pages"], Page{}, 0)
	// Without a root: whatever is a tree of pages.
	for _, ref := range f.order {
		if len(w.pages) > 0 {
			break
		}
		if d := f.Dict(ref); f.Name(d["Type"]) == "Catalog" {
			w.walk(d["Pages"], Page{}, 0)
		} else if f.Name(d["Type"]) == "Pages" && d["Parent"] == nil {
			w.walk(ref, Page{}, 0)
		}
	}
	if len(w.pages) == 0 {
		for _, ref := range f.order {
			if f.Name(f.Dict(ref)["Type"]) == "Page" {
				w.walk(ref, Page{}, 0)
			}
		}
	}
	return w.pages
}

type pageWalk struct {
	*File
	seen  map[Ref]bool
	steps int
	pages []Page
}

func (w *pageWalk) walk(v any, above Page, depth int) {
	if ref, ok := v.(Ref); ok {
		if w.seen[ref] {
			return
		}
		w.seen[ref] = true
	}
	d := w.Dict(v)
	if w.steps++; d == nil || depth > maxPDFDepth || w.steps > maxPDFObjects {
		return
	}
	if len(w.pages) >= maxPages {
		w.Partial = true
		return
	}
	if r := w.Dict(d["Resources"]); r != nil {
		above.Resources = r
	}
	if b := w.Array(d["MediaBox"]); len(b) == 4 {
		above.Box = b
	}
	kids := w.Array(d["Kids"])
	if kids == nil && (d["Contents"] != nil || w.Name(d["Type"]) == "Page") {
		above.Dict = d
		w.pages = append(w.pages, above)
	}
	for _, k := range kids {
		w.walk(k, above, depth+1)
	}
}

// maxPages bounds the pages that are read.
const maxPages = 3000
