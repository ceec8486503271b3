package pdf

import (
	"bytes"
	"strconv"
)

// The objects of a PDF file. Numbers are float64, strings []byte, names
// pdfName, arrays []any, dictionaries pdfDict.
type (
	pdfName string
	pdfRef  int
	pdfDict map[pdfName]any
	pdfOp   string // an operator of a content stream
	// pdfStream is a dictionary and the bytes behind it, still encoded.
	pdfStream struct {
		dict pdfDict
		raw  []byte
		// What an encrypted one is decrypted with.
		object     pdfRef
		generation int
		sealed     bool
	}
)

// pdfLexer reads objects one after the other. Damaged input gives nil objects,
// never an error: what can be read of a file is read.
type pdfLexer struct {
	data  []byte
	pos   int
	depth int
	left  int  // objects that may still be read
	cut   bool // an object that is not closed ended at the end of the data
}

const (
	maxPDFDepth  = 60
	maxPDFValues = 2_000_000 // numbers, names, strings and operators of a file, and:
	arrayCost    = 3         // values for which an array counts
	dictCost     = 12        // and a dictionary: what they hold in memory
)

func newPDFLexer(data []byte) *pdfLexer { return &pdfLexer{data: data, left: maxPDFValues} }

func (l *pdfLexer) space() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case c == '%':
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
		case isPDFSpace(c):
			l.pos++
		default:
			return
		}
	}
}

func isPDFSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isPDFDelimiter(c byte) bool {
	return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0
}

// next reads one object or operator; ok is false at the end.
func (l *pdfLexer) next() (v any, ok bool) {
	l.space()
	if l.left--; l.pos >= len(l.data) || l.left < 0 {
		return nil, false
	}
	switch c := l.data[l.pos]; {
	case c == '/':
		return l.name(), true
	case c == '(':
		return l.literal(), true
	case c == '<':
		if l.pos+1 < len(l.data) && l.data[l.pos+1] == '<' {
			l.pos += 2
			return l.dict(), true
		}
		return l.hex(), true
	case c == '[':
		l.pos++
		return l.array(), true
	case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
		return l.number(), true
	case c == ']' || c == '>' || c == ')' || c == '{' || c == '}':
		l.pos++
		return pdfOp(c), true
	}
	start := l.pos
	for l.pos < len(l.data) && !isPDFSpace(l.data[l.pos]) && !isPDFDelimiter(l.data[l.pos]) {
		l.pos++
	}
	switch word := string(l.data[start:l.pos]); word {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null":
		return nil, true
	default:
		return pdfOp(word), true
	}
}

func (l *pdfLexer) name() pdfName {
	l.pos++
	var b []byte
	for l.pos < len(l.data) && !isPDFSpace(l.data[l.pos]) && !isPDFDelimiter(l.data[l.pos]) {
		c := l.data[l.pos]
		if c == '#' && l.pos+2 < len(l.data) {
			if n, err := strconv.ParseUint(string(l.data[l.pos+1:l.pos+3]), 16, 8); err == nil {
				c = byte(n)
				l.pos += 2
			}
		}
		b = append(b, c)
		l.pos++
	}
	return pdfName(b)
}

func (l *pdfLexer) number() any {
	start := l.pos
	for l.pos < len(l.data) && (l.data[l.pos] >= '0' && l.data[l.pos] <= '9' || bytes.IndexByte([]byte("+-."), l.data[l.pos]) >= 0) {
		l.pos++
	}
	n, _ := strconv.ParseFloat(string(l.data[start:l.pos]), 64)
	return n
}

// literal reads (a string) with its escapes.
func (l *pdfLexer) literal() []byte {
	l.pos++
	b := []byte{}
	for depth := 1; l.pos < len(l.data); l.pos++ {
		c := l.data[l.pos]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.pos++
				return b
			}
		case '\\':
			l.pos++
			b = l.escape(b)
			continue
		}
		b = append(b, c)
	}
	l.pos = len(l.data) // a backslash that ends the file leads beyond it
	l.cut = true
	return b
}

func (l *pdfLexer) escape(b []byte) []byte {
	if l.pos >= len(l.data) {
		return b
	}
	switch c := l.data[l.pos]; c {
	case 'n':
		return append(b, '\n')
	case 'r':
		return append(b, '\r')
	case 't':
		return append(b, '\t')
	case 'b': // to a font with codes of two bytes no blank but half of a code
		return append(b, '\b')
	case 'f':
		return append(b, '\f')
	case '\n':
		return b
	case '\r':
		if l.pos+1 < len(l.data) && l.data[l.pos+1] == '\n' {
			l.pos++
		}
		return b
	default:
		if c < '0' || c > '7' {
			return append(b, c)
		}
		n, i := 0, 0
		for ; i < 3 && l.pos+i < len(l.data) && l.data[l.pos+i] >= '0' && l.data[l.pos+i] <= '7'; i++ {
			n = n*8 + int(l.data[l.pos+i]-'0')
		}
		l.pos += i - 1
		return append(b, byte(n))
	}
}

func (l *pdfLexer) hex() []byte {
	l.pos++
	b := []byte{}
	digit, high := 0, byte(0)
	for ; l.pos < len(l.data); l.pos++ {
		c := l.data[l.pos]
		var n byte
		switch {
		case c == '>':
			l.pos++
			if digit == 1 {
				b = append(b, high<<4)
			}
			return b
		case c >= '0' && c <= '9':
			n = c - '0'
		case c >= 'a' && c <= 'f':
			n = c - 'a' + 10
		case c >= 'A' && c <= 'F':
			n = c - 'A' + 10
		default:
			continue
		}
		if digit == 0 {
			high, digit = n, 1
		} else {
			b, digit = append(b, high<<4|n), 0
		}
	}
	return b
}

func (l *pdfLexer) array() []any {
	out := []any{}
	l.left -= arrayCost
	if l.depth++; l.depth > maxPDFDepth {
		l.pos = len(l.data)
		return out
	}
	defer func() { l.depth-- }()
	for {
		v, ok := l.next()
		switch {
		case !ok:
			l.cut = true
			return out
		case v == pdfOp("]"):
			return out
		case v == pdfOp("endobj"):
			l.pos -= len("endobj")
			return out
		}
		if v == pdfOp("R") && len(out) >= 2 {
			if n, isNumber := out[len(out)-2].(float64); isNumber {
				out = append(out[:len(out)-2], pdfRef(n))
				continue
			}
		}
		out = append(out, v)
	}
}

func (l *pdfLexer) dict() pdfDict {
	d := pdfDict{}
	l.left -= dictCost
	if l.depth++; l.depth > maxPDFDepth {
		l.pos = len(l.data)
		return d
	}
	defer func() { l.depth-- }()
	var stack []any
	for {
		v, ok := l.next()
		if !ok {
			l.cut = true
			break
		}
		if v == pdfOp(">") {
			if l.pos < len(l.data) && l.data[l.pos] == '>' {
				l.pos++
			}
			break
		}
		if v == pdfOp("R") && len(stack) >= 2 {
			if n, isNumber := stack[len(stack)-2].(float64); isNumber {
				stack = append(stack[:len(stack)-2], pdfRef(n))
				continue
			}
		}
		if op, isOp := v.(pdfOp); isOp && (op == "endobj" || op == "stream") {
			l.pos -= len(op)
			break
		}
		stack = append(stack, v)
	}
	for i := 0; i+1 < len(stack); i += 2 {
		if k, isName := stack[i].(pdfName); isName {
			d[k] = stack[i+1]
		} else {
			i-- // lost a value: go on at the next name
		}
	}
	return d
}
