package app

import (
	"strconv"
	"strings"
)

// Field numbers of aapt.pb (tools/aapt2/Resources.proto).
const (
	pbNodeElement = 1 // XmlNode

	pbElementName  = 3 // XmlElement
	pbElementAttr  = 4
	pbElementChild = 5

	pbAttrNS    = 1 // XmlAttribute
	pbAttrName  = 2
	pbAttrValue = 3
	pbAttrID    = 5
	pbAttrItem  = 6

	pbItemRef    = 1 // Item
	pbItemStr    = 2
	pbItemRaw    = 3
	pbItemStyled = 4
	pbItemPrim   = 7

	pbRefID = 2 // Reference

	pbStrValue = 1 // String, RawString, StyledString

	pbPrimFloat = 3 // Primitive
	pbPrimDec   = 6
	pbPrimHex   = 7
	pbPrimBool  = 8
)

// protoXML decodes the manifest of a bundle, an aapt.pb.XmlNode.
type protoXML struct {
	lim  Limits
	used *usage
	seen bool
}

// isProtoXML reports whether data is one XmlNode with an element in it and
// nothing behind it: field 1, as long as the data.
func isProtoXML(data []byte) bool {
	f, _, err := nextField(data)
	if err != nil || f.num != pbNodeElement || f.data == nil {
		return false
	}
	return len(message(f.data, pbElementName)) > 0
}

func (x *protoXML) walk(data []byte, h handler) (seen bool, err error) {
	err = x.node(data, 1, h)
	if err == nil && !x.seen {
		err = errNoXML
	}
	return x.seen, err
}

// node decodes one XmlNode and everything below it.
func (x *protoXML) node(data []byte, depth int, h handler) error {
	if depth > x.lim.XMLDepth {
		return &LimitError{"nested elements", int64(x.lim.XMLDepth)}
	}
	body, ok := fieldOf(data, pbNodeElement)
	if !ok {
		return nil // text
	}
	if x.used.elements++; x.used.elements > x.lim.XMLElements {
		return &LimitError{"elements", int64(x.lim.XMLElements)}
	}
	e, err := x.element(body.data)
	if err != nil {
		return err
	}
	x.seen = true
	if err := h.start(e); err != nil {
		return err
	}
	err = eachField(body.data, func(f field) error {
		if f.num == pbElementChild {
			return x.node(f.data, depth+1, h)
		}
		return nil
	})
	h.end()
	return err
}

func (x *protoXML) element(data []byte) (*element, error) {
	e := &element{}
	return e, eachField(data, func(f field) error {
		switch f.num {
		case pbElementName:
			e.name = string(f.data)
		case pbElementAttr:
			if x.used.attributes++; x.used.attributes > x.lim.XMLAttributes {
				return &LimitError{"attributes", int64(x.lim.XMLAttributes)}
			}
			a, err := protoAttribute(f.data)
			e.attrs = append(e.attrs, a)
			return err
		}
		return nil
	})
}

func protoAttribute(data []byte) (a attribute, err error) {
	text := ""
	err = eachField(data, func(f field) error {
		switch f.num {
		case pbAttrNS:
			a.ns = string(f.data)
		case pbAttrName:
			a.name = string(f.data)
		case pbAttrValue:
			text = string(f.data)
		case pbAttrID:
			a.id = uint32(f.val)
		case pbAttrItem:
			a.val = protoItem(f.data)
		}
		return nil
	})
	if a.val.Kind == NoValue {
		a.val = protoText(text)
	}
	return a, err
}

// protoText is a value that was not compiled: text, unless it is a reference
// written as one.
func protoText(s string) Value {
	if hex, ok := strings.CutPrefix(s, "@0x"); ok {
		if id, err := strconv.ParseUint(hex, 16, 32); err == nil {
			return Value{Kind: Reference, Data: uint32(id)}
		}
	}
	return Value{Kind: Text, Text: s}
}

// protoItem is the compiled form of a value.
func protoItem(data []byte) (v Value) {
	_ = eachField(data, func(f field) error { // a damaged item has no value
		switch f.num {
		case pbItemRef:
			if id, ok := fieldOf(f.data, pbRefID); ok && id.val != 0 {
				v = Value{Kind: Reference, Data: uint32(id.val)}
			}
		case pbItemStr, pbItemRaw, pbItemStyled:
			v = Value{Kind: Text, Text: string(message(f.data, pbStrValue))}
		case pbItemPrim:
			v = protoPrimitive(f.data)
		}
		return nil
	})
	return v
}

func protoPrimitive(data []byte) Value {
	f, _, err := nextField(data)
	if err != nil {
		return Value{}
	}
	n := uint32(f.val)
	switch f.num {
	case pbPrimFloat:
		return Value{Kind: Float, Data: n}
	case pbPrimDec, pbPrimHex:
		return Value{Kind: Int, Data: n}
	case pbPrimBool:
		return Value{Kind: Bool, Data: min(n, 1)}
	}
	return Value{Kind: Other, Data: n}
}
