package app

import (
	"errors"
	"fmt"
)

// Chunk types of Android's binary XML (ResourceTypes.h).
const (
	chunkStringPool  = 0x0001
	chunkTable       = 0x0002
	chunkXML         = 0x0003
	chunkStartNS     = 0x0100
	chunkEndNS       = 0x0101
	chunkStartTag    = 0x0102
	chunkEndTag      = 0x0103
	chunkText        = 0x0104
	chunkXMLLast     = 0x017f
	chunkResourceMap = 0x0180

	chunkHeaderSize   = 8
	nodeHeaderSize    = 16 // chunk header, line number, comment
	tagExtSize        = 20 // of a start tag, up to its attributes
	attributeSize     = 20
	stringPoolHdrSize = 28
)

// axml decodes Android's binary XML as the platform does, which is not always
// as the format says: the file's type is not looked at, unknown chunks are
// skipped, strings that cannot be read are empty, attributes are known by
// resource id. Where the platform gives up on a size that lies and the bytes
// still tell what is meant, axml goes on and leaves a note.
type axml struct {
	data  []byte
	pool  stringPool
	ids   []byte // resource ids of the first strings, four bytes each
	notes []string
	lim   Limits
	used  *usage
	attrs []attribute // reused from element to element
}

var errNoXML = errors.New("no XML element in it")

// walk hands the elements of data to h. An error that comes after the first
// element means that h saw a part of the document; seen says so.
func (x *axml) walk(h handler) (seen bool, err error) {
	body := x.body()
	pos := 0
	for len(body)-pos >= chunkHeaderSize {
		typ, head, size, err := chunkAt(body[pos:])
		if err != nil {
			return false, err
		}
		switch chunk := body[pos : pos+size]; {
		case typ == chunkStringPool:
			if err := x.readPool(chunk, head); err != nil {
				return false, err
			}
		case typ == chunkResourceMap:
			x.ids = chunk[head:]
		case typ >= chunkStartNS && typ <= chunkXMLLast:
			return x.nodes(body[pos:], h)
		}
		pos += size
	}
	return false, errNoXML
}

// body returns the chunks inside the file's own chunk. Its size is followed
// where it can be true.
func (x *axml) body() []byte {
	d := x.data
	if len(d) < chunkHeaderSize {
		return nil
	}
	head, size := int(le.Uint16(d[2:])), int64(le.Uint32(d[4:]))
	if head < chunkHeaderSize || head > len(d) {
		x.notes = append(x.notes, "the manifest's header size is wrong; Android refuses it")
		head = chunkHeaderSize
	}
	if size > int64(len(d)) || size < int64(head)+chunkHeaderSize {
		x.notes = append(x.notes, "the manifest's size in its header is wrong; Android refuses it")
		size = int64(len(d))
	}
	return d[head:size]
}

// chunkAt checks the chunk that d starts with.
func chunkAt(d []byte) (typ uint16, head, size int, err error) {
	if len(d) < chunkHeaderSize {
		return 0, 0, 0, errors.New("a chunk is cut off")
	}
	typ, head = le.Uint16(d), int(le.Uint16(d[2:]))
	n := le.Uint32(d[4:])
	switch {
	case n < chunkHeaderSize:
		return 0, 0, 0, fmt.Errorf("a chunk of type 0x%04x claims %d bytes", typ, n)
	case int64(n) > int64(len(d)):
		return 0, 0, 0, fmt.Errorf("a chunk of type 0x%04x is cut off: %s of %s bytes", typ, thousands(int64(len(d))), thousands(int64(n)))
	case head < chunkHeaderSize || head > int(n):
		if typ == chunkStringPool && n >= stringPoolHdrSize {
			return typ, head, int(n), nil // the pool knows better
		}
		return 0, 0, 0, fmt.Errorf("a chunk of type 0x%04x has a header of %d bytes", typ, head)
	}
	return typ, head, int(n), nil
}

// nodes walks the chunks that make up the document until its root ends.
func (x *axml) nodes(d []byte, h handler) (seen bool, err error) {
	depth := 0
	for pos := 0; len(d)-pos >= chunkHeaderSize; {
		typ, head, size, err := chunkAt(d[pos:])
		if err == nil && head < nodeHeaderSize {
			err = fmt.Errorf("a node of type 0x%04x has a header of %d bytes", typ, head)
		}
		if err != nil {
			return seen, err
		}
		switch chunk := d[pos : pos+size]; typ {
		case chunkStartTag:
			if depth++; depth > x.lim.XMLDepth {
				return seen, &LimitError{"nested elements", int64(x.lim.XMLDepth)}
			}
			e, err := x.tag(chunk[head:])
			if err != nil {
				return seen, err
			}
			seen = true
			if err := h.start(e); err != nil {
				return seen, err
			}
		case chunkEndTag:
			if depth == 0 {
				break // ends nothing
			}
			h.end()
			if depth--; depth == 0 {
				return seen, nil
			}
		}
		pos += size
	}
	if depth > 0 {
		return seen, errors.New("it ends in the middle")
	}
	if !seen {
		return false, errNoXML
	}
	return seen, nil
}

// tag decodes a start tag. Attributes lie at the distance the tag names, which
// need not be their size.
func (x *axml) tag(ext []byte) (*element, error) {
	if len(ext) < tagExtSize {
		return nil, errors.New("a start tag is cut off")
	}
	if x.used.elements++; x.used.elements > x.lim.XMLElements {
		return nil, &LimitError{"elements", int64(x.lim.XMLElements)}
	}
	start, stride, count := int(le.Uint16(ext[8:])), int(le.Uint16(ext[10:])), int(le.Uint16(ext[12:]))
	if start+stride*count > len(ext) {
		return nil, fmt.Errorf("the attributes of a start tag are cut off: %d of %d bytes each", count, stride)
	}
	if x.used.attributes += count; x.used.attributes > x.lim.XMLAttributes {
		return nil, &LimitError{"attributes", int64(x.lim.XMLAttributes)}
	}
	x.attrs = x.attrs[:0]
	for i := range count {
		raw := ext[start+stride*i:]
		if len(raw) < attributeSize {
			break
		}
		x.attrs = append(x.attrs, x.attribute(raw))
	}
	if x.pool.err != nil {
		return nil, x.pool.err
	}
	return &element{name: x.pool.at(le.Uint32(ext[4:])), attrs: x.attrs}, nil
}

// attribute decodes one attribute: namespace, name, raw text, typed value.
func (x *axml) attribute(d []byte) attribute {
	a := attribute{ns: x.pool.at(le.Uint32(d)), name: x.pool.at(le.Uint32(d[4:]))}
	if i := int64(le.Uint32(d[4:])) * 4; i+4 <= int64(len(x.ids)) {
		a.id = le.Uint32(x.ids[i:])
	}
	a.val = typedValue(d[15], le.Uint32(d[16:]), &x.pool)
	if a.val.Kind == NoValue {
		if raw := le.Uint32(d[8:]); raw != noString {
			a.val = Value{Kind: Text, Text: x.pool.at(raw)}
		}
	}
	return a
}

// Types of a Res_value.
const (
	resNull       = 0x00
	resReference  = 0x01
	resString     = 0x03
	resFloat      = 0x04
	resDynamicRef = 0x07
	resIntDec     = 0x10
	resIntHex     = 0x11
	resBool       = 0x12
)

// typedValue decodes a Res_value whose strings lie in pool.
func typedValue(typ byte, data uint32, pool *stringPool) Value {
	switch typ {
	case resNull:
		return Value{}
	case resString:
		return Value{Kind: Text, Text: pool.at(data)}
	case resReference, resDynamicRef:
		if data == 0 {
			return Value{}
		}
		return Value{Kind: Reference, Data: data}
	case resIntDec, resIntHex:
		return Value{Kind: Int, Data: data}
	case resBool:
		return Value{Kind: Bool, Data: min(data, 1)}
	case resFloat:
		return Value{Kind: Float, Data: data}
	}
	return Value{Kind: Other, Data: data}
}
