package sdkdb

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// The data files keep to a small part of YAML that is fast to read: block
// mappings and sequences, lists of scalars in brackets on one line, plain and
// quoted scalars on one line, comments on lines of their own. readSimple reads
// that part; what lies outside it is left to readYAML, which reads all of YAML
// into the same tree.

// node is a value of a YAML document. The zero kind is a scalar.
type node struct {
	kind  nodeKind
	line  int32
	key   string // where the node is the value of a mapping entry
	value string // of a scalar
	items []node // of a sequence, or the entries of a mapping
}

type nodeKind uint8

const (
	scalar nodeKind = iota
	sequence
	mapping
)

// errNotSimple says that a file is not in the simple part of YAML. It is not
// an error of the file.
var errNotSimple = errors.New("not in simple YAML")

// readSimple reads a document of the simple part.
func readSimple(text string) (node, error) { return (&simpleReader{}).read(text) }

// simpleReader reads documents one after the other and uses its memory again:
// a tree is good until the next one is read.
type simpleReader struct {
	stack []node // of the blocks that are open
	slab  []node // of the blocks that are closed
}

func (r *simpleReader) read(text string) (node, error) {
	r.stack, r.slab = r.stack[:0], r.slab[:0]
	p := &simpleParser{simpleReader: r, rest: text}
	if !isPlainText(text) {
		return node{}, errNotSimple
	}
	if !p.next() || p.indent != 0 {
		return node{}, errNotSimple
	}
	root, err := p.block(0)
	if err == nil && p.more {
		err = errNotSimple
	}
	if err != nil {
		return node{}, err
	}
	return root, nil
}

// isPlainText reports whether a text holds only characters that YAML takes as
// they are, with the line feed as the only end of a line.
func isPlainText(text string) bool {
	for i := 0; i < len(text); i++ {
		for len(text)-i >= 8 && arePrintable(text[i:i+8]) {
			i += 8
		}
		if i == len(text) {
			break
		}
		c := text[i]
		if c < ' ' && c != '\n' || c == 0x7f {
			return false
		}
		if c < utf8.RuneSelf {
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError || r <= 0xA0 || r == 0x2028 || r == 0x2029 || r == 0xFEFF || r >= 0xFFFE {
			return false
		}
		i += size - 1
	}
	return true
}

// arePrintable reports whether eight bytes are all printable ASCII, in one step
// for most of a file: none has its high bit, none gets it by adding one (0x7f),
// and with it set all keep it when a space is taken away.
func arePrintable(s string) bool {
	const high, spaces, ones = 0x8080808080808080, 0x2020202020202020, 0x0101010101010101
	_ = s[7]
	b := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	return (b|(b+ones))&high == 0 && ((b|high)-spaces)&high == high
}

// simpleParser stands on a line: its indent and its text behind the indent.
type simpleParser struct {
	*simpleReader
	rest   string
	line   int32
	indent int
	text   string
	more   bool // false behind the last line
	depth  int
}

// close takes the nodes that were put on the stack since it held base nodes.
func (r *simpleReader) close(base int) []node {
	n := len(r.stack) - base
	if cap(r.slab)-len(r.slab) < n {
		r.slab = make([]node, 0, max(2048, n))
	}
	at := len(r.slab)
	r.slab = append(r.slab, r.stack[base:]...)
	r.stack = r.stack[:base]
	return r.slab[at : at+n : at+n]
}

// next moves to the next line that is neither empty nor a comment.
func (p *simpleParser) next() bool {
	for p.rest != "" {
		line := p.rest
		if i := strings.IndexByte(p.rest, '\n'); i >= 0 {
			line, p.rest = p.rest[:i], p.rest[i+1:]
		} else {
			p.rest = ""
		}
		p.line++
		n := 0
		for n < len(line) && line[n] == ' ' {
			n++
		}
		if n == len(line) || line[n] == '#' {
			continue
		}
		end := len(line)
		for line[end-1] == ' ' {
			end--
		}
		p.indent, p.text, p.more = n, line[n:end], true
		return true
	}
	p.text, p.more = "", false
	return false
}

// maxDepth is deeper than any data file nests.
const maxDepth = 16

// block reads the mapping or sequence whose first line the parser stands on.
func (p *simpleParser) block(indent int) (node, error) {
	if p.depth++; p.depth > maxDepth {
		return node{}, errNotSimple
	}
	defer func() { p.depth-- }()
	if isItem(p.text) {
		return p.sequence(indent)
	}
	return p.mapping(indent)
}

func isItem(text string) bool { return text[0] == '-' && (len(text) == 1 || text[1] == ' ') }

func (p *simpleParser) sequence(indent int) (node, error) {
	n, base := node{kind: sequence, line: p.line}, len(p.stack)
	for p.more && p.indent == indent && isItem(p.text) {
		rest := strings.TrimLeft(p.text[1:], " ")
		if rest == "" {
			return node{}, errNotSimple
		}
		var item node
		var err error
		if _, _, isEntry := cutKey(rest); isEntry {
			p.indent += len(p.text) - len(rest)
			p.text = rest
			item, err = p.mapping(p.indent)
		} else {
			item = node{line: p.line}
			item, err = p.inline(item, rest)
			p.next()
		}
		if err != nil {
			return node{}, err
		}
		p.stack = append(p.stack, item)
	}
	n.items = p.close(base)
	return n, p.closed(indent)
}

func (p *simpleParser) mapping(indent int) (node, error) {
	n, base := node{kind: mapping, line: p.line}, len(p.stack)
	for p.more && p.indent == indent && !isItem(p.text) {
		key, rest, ok := cutKey(p.text)
		if !ok {
			return node{}, errNotSimple
		}
		entry := node{line: p.line, key: key}
		var err error
		if rest != "" {
			entry, err = p.inline(entry, rest)
			p.next()
		} else if p.next() && (p.indent > indent || p.indent == indent && isItem(p.text)) {
			line := entry.line
			entry, err = p.block(p.indent)
			entry.key, entry.line = key, line
		}
		if err != nil {
			return node{}, err
		}
		p.stack = append(p.stack, entry)
	}
	n.items = p.close(base)
	return n, p.closed(indent)
}

// closed checks that a block ended where a shallower line begins.
func (p *simpleParser) closed(indent int) error {
	if p.more && p.indent > indent {
		return errNotSimple
	}
	return nil
}

// inline fills n with the scalar or bracketed list that text is.
func (p *simpleParser) inline(n node, text string) (node, error) {
	if text[0] != '[' {
		v, rest, ok := cutScalar(text, false)
		if !ok || rest != "" {
			return node{}, errNotSimple
		}
		n.value = v
		return n, nil
	}
	n.kind = sequence
	base := len(p.stack)
	rest := strings.TrimLeft(text[1:], " ")
	for rest != "" && rest[0] != ']' {
		v, after, ok := cutScalar(rest, true)
		if !ok || after == "" {
			return node{}, errNotSimple
		}
		p.stack = append(p.stack, node{line: n.line, value: v})
		if after[0] == ',' {
			after = strings.TrimLeft(after[1:], " ")
		} else if after[0] != ']' {
			return node{}, errNotSimple
		}
		rest = after
	}
	if rest != "]" {
		return node{}, errNotSimple
	}
	n.items = p.close(base)
	return n, nil
}

// cutKey splits "key: value" and "key:".
func cutKey(text string) (key, rest string, ok bool) {
	if text[0] == '"' {
		key, rest, ok = cutScalar(text, false)
		if !ok || rest == "" || rest[0] != ':' {
			return "", "", false
		}
		if rest = rest[1:]; rest != "" && rest[0] != ' ' {
			return "", "", false
		}
		return key, strings.TrimLeft(rest, " "), true
	}
	if !plainStart(text) {
		return "", "", false
	}
	i := strings.IndexByte(text, ':')
	for i >= 0 && i+1 < len(text) && text[i+1] != ' ' {
		next := strings.IndexByte(text[i+1:], ':')
		if next < 0 {
			return "", "", false
		}
		i += 1 + next
	}
	if i < 0 {
		return "", "", false
	}
	key = text[:i]
	if key == "" || key[len(key)-1] == ' ' || strings.IndexByte(key, ' ') >= 0 && strings.Contains(key, " #") {
		return "", "", false
	}
	return key, strings.TrimLeft(text[i+1:], " "), true
}

// cutScalar reads a plain or double-quoted scalar at the start of text. In a
// list it ends before a comma or bracket.
func cutScalar(text string, inList bool) (value, rest string, ok bool) {
	if text[0] == '"' {
		return cutQuoted(text)
	}
	if !plainStart(text) {
		return "", "", false
	}
	end := len(text)
	if inList {
		if i := strings.IndexAny(text, ",[]{}"); i >= 0 {
			end = i
		}
		if end < len(text) && text[end] != ',' && text[end] != ']' {
			return "", "", false
		}
	}
	value = strings.TrimRight(text[:end], " ")
	if value == "" || value[len(value)-1] == ':' || strings.IndexByte(value, ' ') >= 0 && (strings.Contains(value, ": ") || strings.Contains(value, " #")) {
		return "", "", false
	}
	return value, text[end:], true
}

// plainStart reports whether a plain scalar may begin like this.
func plainStart(text string) bool {
	return strings.IndexByte("-?:,[]{}#&*!|>'\"%@`~", text[0]) < 0
}

// cutQuoted reads a double-quoted scalar; of the escapes it knows \" and \\.
func cutQuoted(text string) (value, rest string, ok bool) {
	i := 1
	for i < len(text) && text[i] != '"' && text[i] != '\\' {
		i++
	}
	if i == len(text) {
		return "", "", false
	}
	if text[i] == '"' {
		return text[1:i], strings.TrimLeft(text[i+1:], " "), true
	}
	var b strings.Builder
	b.WriteString(text[1:i])
	for ; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			if i++; i == len(text) || text[i] != '"' && text[i] != '\\' {
				return "", "", false
			}
		}
		b.WriteByte(text[i])
	}
	if i == len(text) {
		return "", "", false
	}
	return b.String(), strings.TrimLeft(text[i+1:], " "), true
}
