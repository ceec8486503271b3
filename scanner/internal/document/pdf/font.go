package pdf

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/candor-scan/candor/scanner/internal/document/pdf/object"
)

// pdfFont turns the codes of a string into text and widths.
type pdfFont struct {
	bytes   int // per code: 1, 2, or 0 where the encoding tells
	unicode map[uint32]string
	base    *charmap.Charmap  // for codes of one byte that unicode has not
	decoder encoding.Encoding // for codes in a Chinese encoding
	utf16   bool              // codes are UTF-16
	gb1     bool              // codes are glyph numbers of Adobe-GB1
	widths  map[uint32]float64
	width   float64 // of the others, in parts of the size
	bold    bool
}

// readFont reads a font dictionary.
func readFont(f *object.File, v any) *pdfFont {
	d := f.Dict(v)
	p := &pdfFont{bytes: 1, unicode: map[uint32]string{}, widths: map[uint32]float64{}, width: 0.5}
	if d == nil {
		return p
	}
	if f.Name(d["Subtype"]) == "Type0" {
		p.bytes = 2
		composite(f, p, d)
	} else {
		simple(f, p, d)
	}
	if s, ok := f.Value(d["ToUnicode"]).(object.Stream); ok {
		toUnicode(f, p, f.Decode(s))
	}
	return p
}

// boldFont tells a bold font by its name or its description.
func boldFont(f *object.File, names ...any) bool {
	for _, v := range names {
		if d := f.Dict(v); d != nil {
			if f.Number(d["FontWeight"], 0) >= 600 || int(f.Number(d["Flags"], 0))&(1<<18) != 0 || boldFont(f, d["FontName"]) {
				return true
			}
			continue
		}
		name := strings.ToLower(f.Name(v))
		for _, word := range []string{"bold", "black", "heavy", "simhei"} {
			if strings.Contains(name, word) {
				return true
			}
		}
	}
	return false
}

// simple reads the encoding and widths of a font with one byte per code.
func simple(f *object.File, p *pdfFont, d object.Dict) {
	p.bold = boldFont(f, d["BaseFont"], d["FontDescriptor"])
	type3 := f.Name(d["Subtype"]) == "Type3"
	if !type3 { // whose codes mean nothing but what the font says
		p.base = charmap.Windows1252
	}
	enc := f.Value(d["Encoding"])
	e, _ := enc.(object.Dict)
	if p.base != nil && (enc == object.Name("MacRomanEncoding") || e != nil && f.Name(e["BaseEncoding"]) == "MacRomanEncoding") {
		p.base = charmap.Macintosh
	}
	scale := 0.001
	if m := f.Array(d["FontMatrix"]); type3 && len(m) == 6 {
		scale = f.Number(m[0], scale)
	}
	code := 0.0
	for _, x := range f.Array(e["Differences"]) {
		switch y := f.Value(x).(type) {
		case float64:
			code = y
		case object.Name:
			if t := glyphText(string(y)); code >= 0 && code < 256 && (t != "" || y != ".notdef") {
				p.unicode[uint32(code)] = t
			}
			code++
		}
	}
	first := f.Number(d["FirstChar"], 0)
	for i, w := range f.Array(d["Widths"]) {
		if c := first + float64(i); c >= 0 && c < 256 {
			p.widths[uint32(c)] = f.Number(w, 500) * scale
		}
	}
}

// composite reads the encoding and widths of a font with longer codes.
func composite(f *object.File, p *pdfFont, d object.Dict) {
	n := f.Name(d["Encoding"])
	switch {
	case strings.Contains(n, "UCS2") || strings.Contains(n, "UTF16"):
		p.utf16 = true
	case strings.HasPrefix(n, "GB"):
		p.decoder, p.bytes = simplifiedchinese.GB18030, 0
	case strings.HasPrefix(n, "B5") || strings.HasPrefix(n, "ETen") || strings.HasPrefix(n, "HKscs"):
		p.decoder, p.bytes = traditionalchinese.Big5, 0
	}
	p.width = 1
	kids := f.Array(d["DescendantFonts"])
	if len(kids) == 0 {
		return
	}
	kid := f.Dict(kids[0])
	p.bold = boldFont(f, d["BaseFont"], kid["BaseFont"], kid["FontDescriptor"])
	if p.decoder != nil {
		return // widths are told by glyph, not by these codes
	}
	cidWidths(f, p, f.Array(kid["W"]))
	if p.utf16 {
		p.latinWidths()
		return
	}
	order, _ := f.Value(f.Dict(kid["CIDSystemInfo"])["Ordering"]).([]byte)
	p.gb1 = string(order) == "GB1"
	p.width = f.Number(kid["DW"], 1000) / 1000
}

// latinWidths turns the widths of glyphs into those of the codes that are known
// without a table: the collections of Adobe begin with the letters of ASCII.
func (p *pdfFont) latinWidths() {
	glyphs := p.widths
	p.widths = map[uint32]float64{}
	for c := uint32(' '); c <= '~'; c++ {
		if w, ok := glyphs[c-' '+1]; ok {
			p.widths[c] = w
		}
	}
}

// cidWidths reads "first [w w w]" and "first last w".
func cidWidths(f *object.File, p *pdfFont, w []any) {
	put := func(c float64, v any) {
		if f.Entries--; f.Entries > 0 && c >= 0 && c < 1<<16 {
			p.widths[uint32(c)] = f.Number(v, 1000) / 1000
		}
	}
	for i := 0; i+1 < len(w) && f.Entries > 0; {
		from := f.Number(w[i], 0)
		switch x := f.Value(w[i+1]).(type) {
		case []any:
			for j, v := range x {
				put(from+float64(j), v)
			}
			i += 2
		case float64:
			if i+2 < len(w) {
				for c := max(from, 0); c <= min(x, 1<<16); c++ {
					put(c, w[i+2])
				}
			}
			i += 3
		default:
			i++
		}
	}
}

// show calls glyph for each code of a string with its text and width; known is
// false for a code of which the file does not say what it stands for.
func (p *pdfFont) show(s []byte, glyph func(text string, width float64, space, known bool)) {
	for len(s) > 0 {
		n := p.bytes
		if n == 0 {
			n = 1
			if s[0] >= 0x81 {
				n = 2
			}
		}
		n = min(n, len(s))
		c := code(s[:n])
		text, known := p.text(c, s[:n])
		w, ok := p.widths[c]
		switch {
		case ok:
		case (p.utf16 || p.decoder != nil) && c < 0x80:
			w = 0.5
		case p.bytes == 1 && len(p.widths) == 0:
			w = RoughWidth(text)
		default:
			w = p.width
		}
		glyph(text, w, n == 1 && s[0] == ' ', known)
		s = s[n:]
	}
}

// RoughWidth stands in for the widths of the fonts that every reader of PDF
// files has to know.
func RoughWidth(text string) float64 {
	switch {
	case text == "":
		return 0.5
	case strings.Contains("ijlI.,:;'|!ft ()[]/-", text):
		return 0.29
	case strings.Contains("mwMW", text):
		return 0.83
	case text >= "A" && text <= "Z":
		return 0.68
	}
	return 0.53
}

func (p *pdfFont) text(c uint32, raw []byte) (string, bool) {
	if t, ok := p.unicode[c]; ok {
		return t, t != ""
	}
	switch {
	case p.base != nil && c >= 0x20 && c < 256:
		return string(p.base.DecodeByte(byte(c))), true
	case p.utf16:
		return fromUTF16(raw, 0), true
	case p.decoder != nil:
		if b, err := p.decoder.NewDecoder().Bytes(raw); err == nil {
			return string(b), true
		}
	case p.gb1:
		t := gb1Text(c)
		return t, t != ""
	}
	return "", false
}
