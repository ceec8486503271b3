package object

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// MaxStream bounds what one stream may hold, in bytes.
const MaxStream = 12 << 20

// Decode undoes the filters of a stream; what cannot be undone is empty. What
// it gives is taken off the budget of the file.
func (f *File) Decode(s Stream) []byte {
	data := s.raw
	filters := f.Array(s.Dict["Filter"])
	if f.Name(s.Dict["Filter"]) != "" {
		filters = []any{s.Dict["Filter"]}
	}
	parms := f.Array(s.Dict["DecodeParms"])
	if d := f.Dict(s.Dict["DecodeParms"]); d != nil {
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
		var p Dict
		if i < len(parms) {
			p = f.Dict(parms[i])
		}
		switch f.Name(x) {
		case "FlateDecode", "Fl":
			z, err := zlib.NewReader(bytes.NewReader(data))
			if err != nil {
				return nil
			}
			data = f.take(z)
		case "ASCIIHexDecode", "AHx":
			l := NewLexer(append([]byte("<"), data...))
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
func (f *File) take(r io.Reader) []byte {
	limit := min(max(f.budget, 0), MaxStream)
	out, err := io.ReadAll(io.LimitReader(r, int64(limit)))
	if f.budget -= len(out); len(out) == limit || err != nil {
		f.Partial = true
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
func (f *File) unpredict(data []byte, parms Dict) []byte {
	if f.Number(parms["Predictor"], 1) < 10 {
		return data
	}
	colors, bits, columns := f.Number(parms["Colors"], 1), f.Number(parms["BitsPerComponent"], 8), f.Number(parms["Columns"], 1)
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
