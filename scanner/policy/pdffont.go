package policy

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// pdfFont turns the codes of a string into text and widths.
type pdfFont struct {
	bytes   int // per code: 1, 2, or 0 where the encoding tells
	unicode map[uint32]string
	decoder encoding.Encoding // for codes in a Chinese encoding
	utf16   bool              // codes are UTF-16
	widths  map[uint32]float64
	width   float64 // of the others, in thousandths of the size
}

// font reads a font dictionary.
func (f *pdfFile) font(v any) *pdfFont {
	d := f.dict(v)
	p := &pdfFont{bytes: 1, unicode: map[uint32]string{}, widths: map[uint32]float64{}, width: 500}
	if d == nil {
		return p
	}
	if f.value(d["Subtype"]) == pdfName("Type0") {
		p.bytes = 2
		f.composite(p, d)
	} else {
		f.simple(p, d)
	}
	if s, ok := f.value(d["ToUnicode"]).(pdfStream); ok {
		p.toUnicode(f.decode(s))
	}
	return p
}

// simple reads the encoding and widths of a font with one byte per code.
func (f *pdfFile) simple(p *pdfFont, d pdfDict) {
	base := charmap.Windows1252
	enc := f.value(d["Encoding"])
	if enc == pdfName("MacRomanEncoding") {
		base = charmap.Macintosh
	}
	if e, ok := enc.(pdfDict); ok && f.value(e["BaseEncoding"]) == pdfName("MacRomanEncoding") {
		base = charmap.Macintosh
	}
	for c := 0; c < 256; c++ {
		p.unicode[uint32(c)] = string(base.DecodeByte(byte(c)))
	}
	if e, ok := enc.(pdfDict); ok {
		code := 0
		for _, x := range f.array(e["Differences"]) {
			switch y := f.value(x).(type) {
			case float64:
				code = int(y)
			case pdfName:
				if t := glyphText(string(y)); t != "" && code >= 0 && code < 256 {
					p.unicode[uint32(code)] = t
				}
				code++
			}
		}
	}
	first := int(f.number(d["FirstChar"], 0))
	for i, w := range f.array(d["Widths"]) {
		p.widths[uint32(first+i)] = f.number(w, p.width)
	}
}

// composite reads the encoding and widths of a font with longer codes.
func (f *pdfFile) composite(p *pdfFont, d pdfDict) {
	if name, ok := f.value(d["Encoding"]).(pdfName); ok {
		switch n := string(name); {
		case strings.Contains(n, "UCS2") || strings.Contains(n, "UTF16"):
			p.utf16 = true
		case strings.HasPrefix(n, "GB"):
			p.decoder, p.bytes = simplifiedchinese.GB18030, 0
		case strings.HasPrefix(n, "B5") || strings.HasPrefix(n, "ETen"):
			p.decoder, p.bytes = traditionalchinese.Big5, 0
		}
	}
	kids := f.array(d["DescendantFonts"])
	if len(kids) == 0 {
		return
	}
	kid := f.dict(kids[0])
	p.width = f.number(kid["DW"], 1000)
	w := f.array(kid["W"])
	for i := 0; i+1 < len(w) && len(p.widths) < 1<<16; {
		from := int(f.number(w[i], 0))
		switch x := f.value(w[i+1]).(type) {
		case []any:
			for j, v := range x {
				p.widths[uint32(from+j)] = f.number(v, p.width)
			}
			i += 2
		case float64:
			if i+2 < len(w) {
				for c := from; c <= int(x) && c-from < 1<<16; c++ {
					p.widths[uint32(c)] = f.number(w[i+2], p.width)
				}
			}
			i += 3
		default:
			i++
		}
	}
}

// toUnicode reads the map from codes to text that a font carries.
func (p *pdfFont) toUnicode(data []byte) {
	l := pdfLexer{data: data}
	var args []any
	for len(p.unicode) < 1<<17 {
		v, ok := l.next()
		if !ok {
			return
		}
		op, isOp := v.(pdfOp)
		if !isOp {
			if len(args) < 1<<16 {
				args = append(args, v)
			}
			continue
		}
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				from, _ := args[i].([]byte)
				to, _ := args[i+1].([]byte)
				p.map1(from, to, 0)
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				p.mapRange(args[i], args[i+1], args[i+2])
			}
		case "endcodespacerange":
			if b, isString := lastArg(args).([]byte); isString && len(b) > 0 && p.bytes != 0 && len(args) <= 2 {
				p.bytes = min(len(b), 2)
			}
		}
		args = args[:0]
	}
}

func lastArg(args []any) any {
	if len(args) == 0 {
		return nil
	}
	return args[len(args)-1]
}

func (p *pdfFont) map1(from, to []byte, add int) {
	if len(from) == 0 || len(from) > 4 || len(to) == 0 {
		return
	}
	p.unicode[code(from)+uint32(add)] = fromUTF16(to, add)
}

func (p *pdfFont) mapRange(a, b, c any) {
	lo, ok := a.([]byte)
	hi, ok2 := b.([]byte)
	if !ok || !ok2 || len(lo) == 0 || len(lo) > 4 || len(hi) > 4 {
		return
	}
	n := min(int(code(hi))-int(code(lo)), 1<<16)
	switch to := c.(type) {
	case []byte:
		for i := 0; i <= n; i++ {
			p.map1(lo, to, i)
		}
	case []any:
		for i := 0; i <= n && i < len(to); i++ {
			if t, isString := to[i].([]byte); isString && len(t) > 0 {
				p.unicode[code(lo)+uint32(i)] = fromUTF16(t, 0)
			}
		}
	}
}

func code(b []byte) uint32 {
	var n uint32
	for _, c := range b {
		n = n<<8 | uint32(c)
	}
	return n
}

// fromUTF16 decodes big-endian UTF-16 whose last unit is raised by add.
func fromUTF16(b []byte, add int) string {
	var u []uint16
	for i := 0; i+1 < len(b); i += 2 {
		u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
	}
	if len(b) == 1 {
		u = []uint16{uint16(b[0])}
	}
	if len(u) > 0 {
		u[len(u)-1] += uint16(add)
	}
	return string(utf16.Decode(u))
}

// show calls glyph for each code of a string with its text and width.
func (p *pdfFont) show(s []byte, glyph func(text string, width float64, space bool)) {
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
		w, ok := p.widths[c]
		if !ok {
			w = p.width
		}
		glyph(p.text(c, s[:n]), w, n == 1 && s[0] == ' ')
		s = s[n:]
	}
}

func (p *pdfFont) text(c uint32, raw []byte) string {
	if t, ok := p.unicode[c]; ok {
		return t
	}
	switch {
	case p.utf16:
		return fromUTF16(raw, 0)
	case p.decoder != nil:
		if b, err := p.decoder.NewDecoder().Bytes(raw); err == nil {
			return string(b)
		}
	}
	return ""
}

// glyphText returns the character of a glyph name.
func glyphText(name string) string {
	if t, ok := glyphNames[name]; ok {
		return t
	}
	if len(name) == 1 {
		return name
	}
	if h, ok := strings.CutPrefix(name, "uni"); ok && len(h) >= 4 {
		if n, err := strconv.ParseUint(h[:4], 16, 32); err == nil {
			return string(rune(n))
		}
	}
	return ""
}

// glyphNames are the names of the characters that texts in Latin letters use,
// as the Adobe glyph list has them.
var glyphNames = map[string]string{
	"space": " ", "exclam": "!", "quotedbl": "\"", "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(",
	"parenright": ")", "asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3",
	"four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">",
	"question": "?", "at": "@", "bracketleft": "[", "backslash": "\\", "bracketright": "]", "underscore": "_", "braceleft": "{", "bar": "|", "braceright": "}",
	"quoteright": "’", "quoteleft": "‘", "quotedblleft": "“", "quotedblright": "”", "endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…", "fi": "fi",
	"fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "copyright": "©", "registered": "®", "trademark": "™", "section": "§", "degree": "°", "nbspace": " ",
}
