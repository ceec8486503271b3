package policy

import (
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

// toUnicode reads the map from codes to text that a font carries.
func (f *pdfFile) toUnicode(p *pdfFont, data []byte) {
	l := newPDFLexer(data)
	var args []any
	for f.entries > 0 {
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
				f.mapCode(p, from, to, 0)
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				f.mapRange(p, args[i], args[i+1], args[i+2])
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

func (f *pdfFile) mapCode(p *pdfFont, from, to []byte, add int) {
	if f.entries--; f.entries > 0 && len(from) > 0 && len(from) <= 4 && len(to) > 0 && len(to) <= 64 {
		p.unicode[code(from)+uint32(add)] = plainGlyph(fromUTF16(to, add))
	}
}

func (f *pdfFile) mapRange(p *pdfFont, a, b, c any) {
	lo, _ := a.([]byte)
	hi, _ := b.([]byte)
	if len(lo) == 0 || len(lo) > 4 || len(hi) == 0 || len(hi) > 4 {
		return
	}
	n := min(int(code(hi))-int(code(lo)), 1<<16)
	switch to := c.(type) {
	case []byte:
		for i := 0; i <= n; i++ {
			f.mapCode(p, lo, to, i)
		}
	case []any:
		for i := 0; i <= n && i < len(to); i++ {
			if t, isString := to[i].([]byte); isString {
				if f.entries--; f.entries > 0 && len(t) <= 64 {
					p.unicode[code(lo)+uint32(i)] = plainGlyph(fromUTF16(t, 0))
				}
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

// plainGlyph gives the characters people type for what some programs write in
// their place: joined letters, and radicals that look like a character.
func plainGlyph(t string) string {
	for _, r := range t {
		switch {
		case r < ' ':
			return " "
		case r >= 0xFB00 && r <= 0xFB06, r >= 0x2F00 && r <= 0x2FDF:
			return norm.NFKC.String(t)
		case r >= 0x2E80 && r <= 0x2EFF:
			if c := radicals()[r]; c != 0 {
				return string(c)
			}
		}
	}
	return t
}

// radicals lists the radicals of Unicode that stand for a character when they
// stand alone, and it.
var radicals = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	table(data, "radicals.csv", 2, func(r []string) { m[firstRune(r[0])] = firstRune(r[1]) })
	return m
})

// gb1Text returns the character of a glyph number of Adobe-GB1, as far as the
// collection follows GB 2312.
func gb1Text(cid uint32) string {
	ranges := gb1Ranges()
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i].cid > cid }) - 1
	if i < 0 || cid-ranges[i].cid > ranges[i].last-ranges[i].first {
		return ""
	}
	c := ranges[i].first + cid - ranges[i].cid
	if c < 0x80 {
		return string(rune(c))
	}
	b, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{byte(c >> 8), byte(c)})
	if err != nil {
		return ""
	}
	return string(b)
}

// gb1Range says which codes of GB 2312 the glyphs from cid on stand for.
type gb1Range struct{ cid, first, last uint32 }

var gb1Ranges = sync.OnceValue(func() []gb1Range {
	var out []gb1Range
	table(data, "adobe-gb1.csv", 3, func(r []string) {
		n := func(s string, base int) uint32 {
			v, err := strconv.ParseUint(s, base, 32)
			if err != nil {
				panic("policy: data/adobe-gb1.csv: " + err.Error())
			}
			return uint32(v)
		}
		out = append(out, gb1Range{n(r[0], 10), n(r[1], 16), n(r[2], 16)})
	})
	return out
})

// glyphText returns the characters of a glyph name: one of the table, "uni"
// and hexadecimal digits, "u" and digits, or a letter.
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if t, ok := glyphNames()[name]; ok {
		return t
	}
	if len(name) == 1 {
		return name
	}
	digits, ok := strings.CutPrefix(name, "uni")
	if ok && len(digits) >= 4 {
		digits = digits[:4]
	} else if digits, ok = strings.CutPrefix(name, "u"); !ok || len(digits) < 4 {
		return ""
	}
	n, err := strconv.ParseUint(digits, 16, 21)
	if err != nil {
		return ""
	}
	return plainGlyph(string(rune(n)))
}

// glyphNames are the names that fonts give the characters of Latin text.
var glyphNames = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	table(data, "glyphs.csv", 2, func(r []string) { m[r[0]] = r[1] })
	return m
})
