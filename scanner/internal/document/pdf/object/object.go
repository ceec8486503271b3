package object

import (
	"bytes"
	"strconv"
)

// The objects of a PDF file. Numbers are float64, strings []byte, names
// pdfName, arrays []any, dictionaries pdfDict.
type (
	Name string
	Ref  int
	Dict map[Name]any
	Op   string // an operator of a content stream
	// pdfStream is a dictionary and the bytes behind it, still encoded.
	Stream struct {
		Dict Dict
		raw  []byte
		// What an encrypted one is decrypted with.
		object     Ref
		generation int
		sealed     bool
	}
)

// Lexer reads objects one after the other. Damaged input gives nil objects,
// never an error: what can be read of a file is read.
type Lexer struct {
	Data  []byte
	Pos   int
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

func NewLexer(data []byte) *Lexer { return &Lexer{Data: data, left: maxPDFValues} }

func (l *Lexer) space() {
	for l.Pos < len(l.Data) {
		switch c := l.Data[l.Pos]; {
		case c == '%':
			for l.Pos < len(l.Data) && l.Data[l.Pos] != '\n' && l.Data[l.Pos] != '\r' {
				l.Pos++
			}
		case IsSpace(c):
			l.Pos++
		default:
			return
		}
	}
}

func IsSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isPDFDelimiter(c byte) bool {
	return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0
}

// Next reads one object or operator; ok is false at the end.
func (l *Lexer) Next() (v any, ok bool) {
	l.space()
	if l.left--; l.Pos >= len(l.Data) || l.left < 0 {
		return nil, false
	}
	switch c := l.Data[l.Pos]; {
	case c == '/':
		return l.name(), true
	case c == '(':
		return l.literal(), true
	case c == '<':
		if l.Pos+1 < len(l.Data) && l.Data[l.Pos+1] == '<' {
			l.Pos += 2
			return l.dict(), true
		}
		return l.hex(), true
	case c == '[':
		l.Pos++
		return l.array(), true
	case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
		return l.number(), true
	case c == ']' || c == '>' || c == ')' || c == '{' || c == '}':
		l.Pos++
		return Op(c), true
	}
	start := l.Pos
	for l.Pos < len(l.Data) && !IsSpace(l.Data[l.Pos]) && !isPDFDelimiter(l.Data[l.Pos]) {
		l.Pos++
	}
	switch word := string(l.Data[start:l.Pos]); word {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null":
		return nil, true
	default:
		return Op(word), true
	}
}

func (l *Lexer) name() Name {
	l.Pos++
	var b []byte
	for l.Pos < len(l.Data) && !IsSpace(l.Data[l.Pos]) && !isPDFDelimiter(l.Data[l.Pos]) {
		c := l.Data[l.Pos]
		if c == '#' && l.Pos+2 < len(l.Data) {
			if n, err := strconv.ParseUint(string(l.Data[l.Pos+1:l.Pos+3]), 16, 8); err == nil {
				c = byte(n)
				l.Pos += 2
			}
		}
		b = append(b, c)
		l.Pos++
	}
	return Name(b)
}

func (l *Lexer) number() any {
	start := l.Pos
	for l.Pos < len(l.Data) && (l.Data[l.Pos] >= '0' && l.Data[l.Pos] <= '9' || bytes.IndexByte([]byte("+-."), l.Data[l.Pos]) >= 0) {
		l.Pos++
	}
	n, _ := strconv.ParseFloat(string(l.Data[start:l.Pos]), 64)
	return n
}

// literal reads (a string) with its escapes.
func (l *Lexer) literal() []byte {
	l.Pos++
	b := []byte{}
	for depth := 1; l.Pos < len(l.Data); l.Pos++ {
		c := l.Data[l.Pos]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.Pos++
				return b
			}
		case '\\':
			l.Pos++
			b = l.escape(b)
			continue
		}
		b = append(b, c)
	}
	l.Pos = len(l.Data) // a backslash that ends the file leads beyond it
	l.cut = true
	return b
}

func (l *Lexer) escape(b []byte) []byte {
	if l.Pos >= len(l.Data) {
		return b
	}
	switch c := l.Data[l.Pos]; c {
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
		if l.Pos+1 < len(l.Data) && l.Data[l.Pos+1] == '\n' {
			l.Pos++
		}
		return b
	default:
		if c < '0' || c > '7' {
			return append(b, c)
		}
		n, i := 0, 0
		for ; i < 3 && l.Pos+i < len(l.Data) && l.Data[l.Pos+i] >= '0' && l.Data[l.Pos+i] <= '7'; i++ {
			n = n*8 + int(l.Data[l.Pos+i]-'0')
		}
		l.Pos += i - 1
		return append(b, byte(n))
	}
}

func (l *Lexer) hex() []byte {
	l.Pos++
	b := []byte{}
	digit, high := 0, byte(0)
	for ; l.Pos < len(l.Data); l.Pos++ {
		c := l.Data[l.Pos]
		var n byte
		switch {
		case c == '>':
			l.Pos++
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

func (l *Lexer) array() []any {
	out := []any{}
	l.left -= arrayCost
	if l.depth++; l.depth > maxPDFDepth {
		l.Pos = len(l.Data)
		return out
	}
	defer func() { l.depth-- }()
	for {
		v, ok := l.Next()
		switch {
		case !ok:
			l.cut = true
			return out
		case v == Op("]"):
			return out
		case v == Op("endobj"):
			l.Pos -= len("endobj")
			return out
		}
		if v == Op("R") && len(out) >= 2 {
			if n, isNumber := out[len(out)-2].(float64); isNumber {
				out = append(out[:len(out)-2], Ref(n))
				continue
			}
		}
		out = append(out, v)
	}
}

func (l *Lexer) dict() Dict {
	d := Dict{}
	l.left -= dictCost
	if l.depth++; l.depth > maxPDFDepth {
		l.Pos = len(l.Data)
		return d
	}
	defer func() { l.depth-- }()
	var stack []any
	for {
		v, ok := l.Next()
		if !ok {
			l.cut = true
			break
		}
		if v == Op(">") {
			if l.Pos < len(l.Data) && l.Data[l.Pos] == '>' {
				l.Pos++
			}
			break
		}
		if v == Op("R") && len(stack) >= 2 {
			if n, isNumber := stack[len(stack)-2].(float64); isNumber {
				stack = append(stack[:len(stack)-2], Ref(n))
				continue
			}
		}
		if op, isOp := v.(Op); isOp && (op == "endobj" || op == "stream") {
			l.Pos -= len(op)
			break
		}
		stack = append(stack, v)
	}
	for i := 0; i+1 < len(stack); i += 2 {
		if k, isName := stack[i].(Name); isName {
			d[k] = stack[i+1]
		} else {
			i-- // lost a value: go on at the next name
		}
	}
	return d
}
