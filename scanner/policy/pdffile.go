package policy

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"
)

// pdfFile finds the objects of a PDF file. It does not trust the table of
// objects at the end of the file, which is damaged or forged as easily as the
// rest, but looks for the objects themselves.
type pdfFile struct {
	data    []byte
	offsets map[pdfRef]int // behind "n g obj"
	packed  map[pdfRef]any // objects inside object streams
	cache   map[pdfRef]any
	trailer pdfDict
	budget  int // bytes that may still be inflated
}

var errEncrypted = errors.New("encrypted")

// maxPDFObjects bounds what a file may claim to hold.
const maxPDFObjects = 500_000

func openPDF(data []byte, limit int) (*pdfFile, error) {
	f := &pdfFile{data: data, offsets: map[pdfRef]int{}, packed: map[pdfRef]any{}, cache: map[pdfRef]any{}, trailer: pdfDict{}, budget: limit}
	f.scan()
	f.trailers()
	for ref := range f.offsets {
		if s, ok := f.object(ref).(pdfStream); ok {
			switch s.dict["Type"] {
			case pdfName("XRef"):
				f.takeTrailer(s.dict)
			case pdfName("ObjStm"):
				f.unpack(s)
			}
		}
	}
	if f.trailer["Encrypt"] != nil {
		return nil, errEncrypted
	}
	return f, nil
}

// scan notes where each object starts; a later one with the same number
// replaces the earlier.
func (f *pdfFile) scan() {
	for at := 0; len(f.offsets) < maxPDFObjects; {
		i := bytes.Index(f.data[at:], []byte("obj"))
		if i < 0 {
			return
		}
		i += at
		at = i + 3
		// "12 0 obj", read backwards.
		j := skipBack(f.data, i, isPDFSpace)
		k := skipBack(f.data, j, isDigit)
		if k == j || j == i {
			continue
		}
		m := skipBack(f.data, k, isPDFSpace)
		n := skipBack(f.data, m, isDigit)
		if n == m || m == k || m-n > 9 {
			continue
		}
		num := 0
		for _, c := range f.data[n:m] {
			num = num*10 + int(c-'0')
		}
		f.offsets[pdfRef(num)] = at
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func skipBack(data []byte, i int, is func(byte) bool) int {
	for i > 0 && is(data[i-1]) {
		i--
	}
	return i
}

// trailers reads the dictionaries behind "trailer".
func (f *pdfFile) trailers() {
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("trailer"))
		if i < 0 {
			return
		}
		at += i + len("trailer")
		l := pdfLexer{data: f.data, pos: at}
		if v, ok := l.next(); ok {
			if d, isDict := v.(pdfDict); isDict {
				f.takeTrailer(d)
			}
		}
	}
}

func (f *pdfFile) takeTrailer(d pdfDict) {
	for _, k := range []pdfName{"Root", "Encrypt"} {
		if v := d[k]; v != nil {
			f.trailer[k] = v
		}
	}
}

// object returns an object by its number, nil where there is none.
func (f *pdfFile) object(ref pdfRef) any {
	if v, ok := f.cache[ref]; ok {
		return v
	}
	at, ok := f.offsets[ref]
	if !ok {
		return f.packed[ref]
	}
	l := pdfLexer{data: f.data, pos: at}
	v, _ := l.next()
	if d, isDict := v.(pdfDict); isDict {
		if raw := f.streamAt(&l, d); raw != nil {
			v = pdfStream{d, raw}
		}
	}
	f.cache[ref] = v
	return v
}

// streamAt returns the bytes of the stream that follows a dictionary, nil
// where none does.
func (f *pdfFile) streamAt(l *pdfLexer, d pdfDict) []byte {
	l.space()
	if !bytes.HasPrefix(f.data[l.pos:], []byte("stream")) {
		return nil
	}
	start := l.pos + len("stream")
	if start < len(f.data) && f.data[start] == '\r' {
		start++
	}
	if start < len(f.data) && f.data[start] == '\n' {
		start++
	}
	if n, ok := d["Length"].(float64); ok && n >= 0 && start+int(n) <= len(f.data) {
		end := start + int(n)
		if bytes.HasPrefix(bytes.TrimLeft(f.data[end:min(end+4, len(f.data))], "\r\n "), []byte("e")) {
			return f.data[start:end]
		}
	}
	end := bytes.Index(f.data[start:], []byte("endstream"))
	if end < 0 {
		return f.data[start:]
	}
	return f.data[start : start+end]
}

// value follows references.
func (f *pdfFile) value(v any) any {
	for i := 0; i < 20; i++ {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		v = f.object(ref)
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

func (f *pdfFile) number(v any, otherwise float64) float64 {
	if n, ok := f.value(v).(float64); ok {
		return n
	}
	return otherwise
}

// unpack reads the objects inside an object stream.
func (f *pdfFile) unpack(s pdfStream) {
	data := f.decode(s)
	first, n := int(f.number(s.dict["First"], 0)), int(f.number(s.dict["N"], 0))
	if first < 0 || first > len(data) {
		return
	}
	head := pdfLexer{data: data[:first]}
	for i := 0; i < n && len(f.packed) < maxPDFObjects; i++ {
		num, ok := head.next()
		at, ok2 := head.next()
		a, isNumber := num.(float64)
		b, isNumber2 := at.(float64)
		if !ok || !ok2 || !isNumber || !isNumber2 {
			return
		}
		pos := first + int(b)
		if pos < first || pos >= len(data) {
			continue
		}
		l := pdfLexer{data: data, pos: pos}
		v, _ := l.next()
		f.packed[pdfRef(a)] = v
	}
}

// decode undoes the filters of a stream; what cannot be undone is empty.
func (f *pdfFile) decode(s pdfStream) []byte {
	data := s.raw
	filters := f.array(s.dict["Filter"])
	if name, ok := f.value(s.dict["Filter"]).(pdfName); ok {
		filters = []any{name}
	}
	parms := f.array(s.dict["DecodeParms"])
	if d := f.dict(s.dict["DecodeParms"]); d != nil {
		parms = []any{d}
	}
	if len(filters) > 4 {
		return nil
	}
	for i, x := range filters {
		switch f.value(x) {
		case pdfName("FlateDecode"), pdfName("Fl"):
			data = f.inflate(data)
		case pdfName("ASCIIHexDecode"), pdfName("AHx"):
			l := pdfLexer{data: append([]byte("<"), data...)}
			data = l.hex()
		case pdfName("ASCII85Decode"), pdfName("A85"):
			data = decode85(data)
		case pdfName("Crypt"):
		default:
			return nil
		}
		if i < len(parms) {
			data = f.unpredict(data, f.dict(parms[i]))
		}
	}
	return data
}

func (f *pdfFile) inflate(data []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil || f.budget <= 0 {
		return nil
	}
	out, _ := io.ReadAll(io.LimitReader(z, int64(f.budget))) // what came before an error counts
	f.budget -= len(out)
	return out
}

func decode85(data []byte) []byte {
	data = bytes.TrimSpace(data)
	data = bytes.TrimPrefix(data, []byte("<~"))
	if i := bytes.Index(data, []byte("~>")); i >= 0 {
		data = data[:i]
	}
	out, _ := io.ReadAll(ascii85.NewDecoder(bytes.NewReader(data)))
	return out
}

// unpredict undoes the PNG predictors that object streams use.
func (f *pdfFile) unpredict(data []byte, parms pdfDict) []byte {
	if f.number(parms["Predictor"], 1) < 10 {
		return data
	}
	colors, bits := int(f.number(parms["Colors"], 1)), int(f.number(parms["BitsPerComponent"], 8))
	columns := int(f.number(parms["Columns"], 1))
	bpp := max(colors*bits/8, 1)
	row := (colors*bits*columns + 7) / 8
	if row <= 0 || row > 1<<20 {
		return nil
	}
	var out []byte
	prev := make([]byte, row)
	for len(data) > row {
		kind, line := data[0], append([]byte(nil), data[1:row+1]...)
		data = data[row+1:]
		for i := range line {
			var left, up, corner byte
			up = prev[i]
			if i >= bpp {
				left, corner = line[i-bpp], prev[i-bpp]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += up
			case 3:
				line[i] += byte((int(left) + int(up)) / 2)
			case 4:
				line[i] += paeth(left, up, corner)
			}
		}
		out = append(out, line...)
		prev = line
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
