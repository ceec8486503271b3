package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// maxPDFStream bounds what one stream may hold, in bytes.
const maxPDFStream = 12 << 20

// decode undoes the filters of a stream; what cannot be undone is empty. What
// it gives is taken off the budget of the file.
func (f *pdfFile) decode(s pdfStream) []byte {
	data := s.raw
	filters := f.array(s.dict["Filter"])
	if f.name(s.dict["Filter"]) != "" {
		filters = []any{s.dict["Filter"]}
	}
	parms := f.array(s.dict["DecodeParms"])
	if d := f.dict(s.dict["DecodeParms"]); d != nil {
		parms = []any{d}
	}
	if len(filters) > 4 || f.budget <= 0 {
		return nil
	}
	f.budget -= len(data) / 16 // a stream may be decoded many times
	if s.sealed {
		f.budget -= len(data)
		data = f.crypt.open(f.crypt.streams, data, s.object, s.generation)
	}
	for i, x := range filters {
		var p pdfDict
		if i < len(parms) {
			p = f.dict(parms[i])
		}
		switch f.name(x) {
		case "FlateDecode", "Fl":
			z, err := zlib.NewReader(bytes.NewReader(data))
			if err != nil {
				return nil
			}
			data = f.take(z)
		case "ASCIIHexDecode", "AHx":
			l := newPDFLexer(append([]byte("<"), data...))
			data = l.hex()
		case "ASCII85Decode", "A85":
			data = f.take(ascii85.NewDecoder(bytes.NewReader(ascii85Body(data))))
		case "Crypt":
		default:
			return nil // of pictures, and LZW, which nobody writes any more
		}
		data = f.unpredict(data, p)
	}
	return data
}

// take reads what a filter gives; what comes before an error counts.
func (f *pdfFile) take(r io.Reader) []byte {
	limit := min(max(f.budget, 0), maxPDFStream)
	out, err := io.ReadAll(io.LimitReader(r, int64(limit)))
	if f.budget -= len(out); len(out) == limit || err != nil {
		f.partial = true
	}
	return out
}

func ascii85Body(data []byte) []byte {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	if i := bytes.Index(data, []byte("~>")); i >= 0 {
		data = data[:i]
	}
	return data
}

// unpredict undoes the PNG predictors that object streams use.
func (f *pdfFile) unpredict(data []byte, parms pdfDict) []byte {
	if f.number(parms["Predictor"], 1) < 10 {
		return data
	}
	colors, bits, columns := f.number(parms["Colors"], 1), f.number(parms["BitsPerComponent"], 8), f.number(parms["Columns"], 1)
	if size := colors * bits * columns; !(colors >= 1 && bits >= 1 && columns >= 1 && size <= 1<<20) {
		return nil
	}
	pixel := max(int(colors*bits/8), 1)
	row := (int(colors*bits*columns) + 7) / 8
	out := make([]byte, 0, len(data))
	prev := make([]byte, row)
	for len(data) > row {
		kind := data[0]
		out = append(out, data[1:row+1]...)
		line := out[len(out)-row:]
		data = data[row+1:]
		unpredictRow(kind, line, prev, pixel)
		prev = line
	}
	return out
}

func unpredictRow(kind byte, line, prev []byte, pixel int) {
	for i := range line {
		var left, corner byte
		up := prev[i]
		if i >= pixel {
			left, corner = line[i-pixel], prev[i-pixel]
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
