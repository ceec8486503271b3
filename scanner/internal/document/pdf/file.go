package pdf

import (
	"bytes"
	"errors"
)

// pdfFile holds the objects of a PDF file. It does not trust the table of
// objects at the end of the file, which is damaged or forged as easily as the
// rest, but looks for the objects themselves.
type pdfFile struct {
	data    []byte
	objects map[pdfRef]pdfObject
	order   []pdfRef // as the objects stand in the file
	trailer pdfDict
	budget  int // bytes that may still be decoded
	values  int // objects that may still be read
	entries int // of the maps of fonts that may still be filled
	crypt   *pdfCrypt
	partial bool
}

// pdfObject is an object and where it stands: of two with one number the later
// counts.
type pdfObject struct {
	value      any
	at         int
	generation int
}

var errEncrypted = errors.New("encrypted")

const (
	maxPDFObjects    = 200_000 // what a file may hold
	maxPDFCuts       = 20      // objects without an end that are passed over
	maxPDFMapEntries = 1 << 19 // of all fonts of a file
)

// openPDF finds the objects of a file. Limit bounds the bytes that are
// decoded, for all of the file. The error is errEncrypted.
func openPDF(data []byte, limit int) (*pdfFile, error) {
	f := &pdfFile{data: data, objects: map[pdfRef]pdfObject{}, trailer: pdfDict{}, budget: limit, values: maxPDFValues, entries: maxPDFMapEntries}
	f.scan()
	f.trailers()
	for _, ref := range f.order {
		if s, ok := f.objects[ref].value.(pdfStream); ok && s.dict["Type"] == pdfName("XRef") {
			f.takeTrailer(s.dict)
		}
	}
	if f.trailer["Encrypt"] != nil && !f.unlock() {
		return nil, errEncrypted
	}
	for _, ref := range f.order[:len(f.order):len(f.order)] {
		o := f.objects[ref]
		if s, ok := o.value.(pdfStream); ok && s.dict["Type"] == pdfName("ObjStm") {
			f.unpack(s, o.at)
		}
	}
	return f, nil
}

// unlock decrypts the objects of a file that opens without a password.
func (f *pdfFile) unlock() bool {
	var id []byte
	if ids := f.array(f.trailer["ID"]); len(ids) > 0 {
		id = f.bytes(ids[0])
	}
	f.crypt = f.newCrypt(f.dict(f.trailer["Encrypt"]), id)
	if f.crypt == nil {
		return false
	}
	own, _ := f.trailer["Encrypt"].(pdfRef)
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
func (f *pdfFile) scan() {
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
		l := &pdfLexer{data: f.data, pos: at, left: f.values}
		v, _ := l.next()
		f.values = l.left
		if d, isDict := v.(pdfDict); isDict {
			if raw, end := f.streamAt(l, d); raw != nil {
				v, l.pos = pdfStream{dict: d, raw: raw}, end
			}
		}
		f.put(ref, pdfObject{v, i, generation})
		if cuts++; !l.cut || cuts > maxPDFCuts {
			at = max(at, l.pos)
		}
		if !l.cut {
			cuts--
		}
	}
	f.partial = true
}

// objectNumber reads "12 0 obj" backwards from the o.
func objectNumber(data []byte, i int) (ref pdfRef, generation int, ok bool) {
	j := skipBack(data, i, isPDFSpace)
	k := skipBack(data, j, isDigit)
	m := skipBack(data, k, isPDFSpace)
	n := skipBack(data, m, isDigit)
	if k == j || n == m || m == k || m-n > 9 {
		return 0, 0, false
	}
	return pdfRef(plainNumber(data[n:m])), plainNumber(data[k:j]) & 0xFFFF, true
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

func (f *pdfFile) put(ref pdfRef, o pdfObject) {
	old, known := f.objects[ref]
	if known && old.at > o.at {
		return
	}
	f.objects[ref] = o
	f.order = append(f.order, ref)
}

// trailers reads the dictionaries behind "trailer".
func (f *pdfFile) trailers() {
	for at, n := 0, 0; n < 1000; n++ {
		i := bytes.Index(f.data[at:], []byte("trailer"))
		if i < 0 {
			return
		}
		at += i + len("trailer")
		l := &pdfLexer{data: f.data[:min(at+1<<14, len(f.data))], pos: at, left: 10_000}
		if v, ok := l.next(); ok {
			if d, isDict := v.(pdfDict); isDict {
				f.takeTrailer(d)
			}
		}
	}
}

func (f *pdfFile) takeTrailer(d pdfDict) {
	for _, k := range []pdfName{"Root", "Encrypt", "ID"} {
		if v := d[k]; v != nil {
			f.trailer[k] = v
		}
	}
}

// streamAt returns the bytes of the stream that follows a dictionary and where
// it ends, nil where none does.
func (f *pdfFile) streamAt(l *pdfLexer, d pdfDict) ([]byte, int) {
	l.space()
	if !bytes.HasPrefix(f.data[l.pos:], []byte("stream")) {
		return nil, 0
	}
	start := l.pos + len("stream")
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
		f.partial = true
		return f.data[start:], len(f.data)
	}
	return f.data[start : start+n], start + n
}

// unpack reads the objects inside an object stream.
func (f *pdfFile) unpack(s pdfStream, at int) {
	data := f.decode(s)
	first, n := f.number(s.dict["First"], 0), f.number(s.dict["N"], 0)
	if first < 0 || first > float64(len(data)) {
		return
	}
	body := data[int(first):]
	head := newPDFLexer(data[:int(first)])
	for i := 0.0; i < n && len(f.objects) < maxPDFObjects; i++ {
		num, _ := head.next()
		off, ok := head.next()
		a, isNumber := num.(float64)
		b, isNumber2 := off.(float64)
		if !ok || !isNumber || !isNumber2 {
			return
		}
		if b < 0 || b >= float64(len(body)) || a < 0 || a > 1e9 {
			continue
		}
		l := &pdfLexer{data: body, pos: int(b), left: f.values}
		v, _ := l.next()
		f.values = l.left
		// Objects that overlap are read again and again: that has an end.
		if f.budget -= l.pos - int(b); f.budget <= 0 {
			return
		}
		f.put(pdfRef(a), pdfObject{value: v, at: at})
	}
}

// value follows references.
func (f *pdfFile) value(v any) any {
	for range 20 {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		v = f.objects[ref].value
	}
	return nil
}

func (f *pdfFile) dict(v any) pdfDict {
	switch d := f.value(v).(type) {
	case pdfDict:
		return d
	case pdfStream:
		return d.dict
	}
	return nil
}

func (f *pdfFile) array(v any) []any {
	a, _ := f.value(v).([]any)
	return a
}

func (f *pdfFile) name(v any) string {
	n, _ := f.value(v).(pdfName)
	return string(n)
}

func (f *pdfFile) number(v any, otherwise float64) float64 {
	if n, ok := f.value(v).(float64); ok {
		return n
	}
	return otherwise
}

// pdfPage is a page and what it inherits.
type pdfPage struct {
	dict      pdfDict
	resources pdfDict
	box       []any
}

// pages walks the tree of pages.
func (f *pdfFile) pages() []pdfPage {
	w := &pageWalk{pdfFile: f, seen: map[pdfRef]bool{}}
	w.walk(f.dict(f.trailer["Root"])["Pages"], pdfPage{}, 0)
	// Without a root: whatever is a tree of pages.
	for _, ref := range f.order {
		if len(w.pages) > 0 {
			break
		}
		if d := f.dict(ref); f.name(d["Type"]) == "Catalog" {
			w.walk(d["Pages"], pdfPage{}, 0)
		} else if f.name(d["Type"]) == "Pages" && d["Parent"] == nil {
			w.walk(ref, pdfPage{}, 0)
		}
	}
	if len(w.pages) == 0 {
		for _, ref := range f.order {
			if f.name(f.dict(ref)["Type"]) == "Page" {
				w.walk(ref, pdfPage{}, 0)
			}
		}
	}
	return w.pages
}

type pageWalk struct {
	*pdfFile
	seen  map[pdfRef]bool
	steps int
	pages []pdfPage
}

func (w *pageWalk) walk(v any, above pdfPage, depth int) {
	if ref, ok := v.(pdfRef); ok {
		if w.seen[ref] {
			return
		}
		w.seen[ref] = true
	}
	d := w.dict(v)
	if w.steps++; d == nil || depth > maxPDFDepth || w.steps > maxPDFObjects {
		return
	}
	if len(w.pages) >= maxPages {
		w.partial = true
		return
	}
	if r := w.dict(d["Resources"]); r != nil {
		above.resources = r
	}
	if b := w.array(d["MediaBox"]); len(b) == 4 {
		above.box = b
	}
	kids := w.array(d["Kids"])
	if kids == nil && (d["Contents"] != nil || w.name(d["Type"]) == "Page") {
		above.dict = d
		w.pages = append(w.pages, above)
	}
	for _, k := range kids {
		w.walk(k, above, depth+1)
	}
}
