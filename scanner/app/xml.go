package app

import (
	"math"
	"strconv"
)

// element is the start of an XML element, in binary XML or in the protobuf
// form of bundles. It and its attributes are valid during the call only.
type element struct {
	name  string
	attrs []attribute
}

// attribute is one attribute of an element. Android knows its own attributes
// by resource id alone: what the name says does not matter where there is an
// id, and obfuscators change it.
type attribute struct {
	id   uint32 // resource id, 0 where the attribute has none
	ns   string
	name string
	val  Value
}

// handler takes the elements of a manifest in document order.
type handler interface {
	start(e *element) error
	end()
}

// ValueKind says what a Value holds.
type ValueKind uint8

// Kinds of values. References are left as they are until someone asks.
const (
	NoValue ValueKind = iota
	Text
	Int
	Bool
	Float
	Reference // to a resource of the app or of Android
	Other     // a dimension, fraction, colour or theme attribute
)

// Value is a typed attribute value.
type Value struct {
	Kind ValueKind
	Text string // for Text
	Data uint32 // the number, 0 or 1, the bits of the float, or the resource id
}

// String writes the value as a manifest would; a reference as "@0x7f010000".
func (v Value) String() string {
	switch v.Kind {
	case Text:
		return v.Text
	case Int:
		return strconv.Itoa(int(int32(v.Data)))
	case Bool:
		return strconv.FormatBool(v.Data != 0)
	case Float:
		return strconv.FormatFloat(float64(math.Float32frombits(v.Data)), 'g', -1, 32)
	case Reference:
		return "@0x" + strconv.FormatUint(uint64(v.Data), 16)
	case Other:
		return "0x" + strconv.FormatUint(uint64(v.Data), 16)
	}
	return ""
}

// androidNS is the namespace of Android's own attributes.
const androidNS = "http://schemas.android.com/apk/res/android"

// Resource ids of the attributes a manifest reader needs (public-final.xml of
// the platform).
const (
	attrLabel           = 0x01010001
	attrName            = 0x01010003
	attrPermission      = 0x01010006
	attrReadPermission  = 0x01010007
	attrWritePermission = 0x01010008
	attrProtectionLevel = 0x01010009
	attrPermissionGroup = 0x0101000a
	attrSharedUserID    = 0x0101000b
	attrHasCode         = 0x0101000c
	attrEnabled         = 0x0101000e
	attrDebuggable      = 0x0101000f
	attrExported        = 0x01010010
	attrProcess         = 0x01010011
	attrAuthorities     = 0x01010018
	attrValue           = 0x01010024
	attrResource        = 0x01010025
	attrMimeType        = 0x01010026
	attrScheme          = 0x01010027
	attrHost            = 0x01010028
	attrTargetActivity  = 0x01010202
	attrMinSDK          = 0x0101020c
	attrVersionCode     = 0x0101021b
	attrVersionName     = 0x0101021c
	attrTargetSDK       = 0x01010270
	attrMaxSDK          = 0x01010271
	attrTestOnly        = 0x01010272
	attrAllowBackup     = 0x01010280
	attrGLES            = 0x01010281
	attrRequired        = 0x0101028e
	attrCleartext       = 0x010104ec
	attrNetworkSecurity = 0x01010527
	attrFeatureSplit    = 0x0101055b
	attrCompileSDK      = 0x01010572
	attrVersionMajor    = 0x01010576
	attrFactory         = 0x0101057a
	attrFGSType         = 0x01010599
	attrLegacyStorage   = 0x01010603
	attrPermissionFlags = 0x01010644
)

// get returns the value of the attribute with resource id id. It is the only
// way Android finds the attributes it defines.
func (e *element) get(id uint32) Value {
	for i := range e.attrs {
		if e.attrs[i].id == id {
			return e.attrs[i].val
		}
	}
	return Value{}
}

// named returns the value of the attribute without resource id of that name,
// as "package" and "split" are.
func (e *element) named(name string) Value {
	for i := range e.attrs {
		if a := &e.attrs[i]; a.id == 0 && a.name == name && a.ns == "" {
			return a.val
		}
	}
	return Value{}
}

// either returns the value by resource id, else by the name in Android's
// namespace, as Android reads actions and categories.
func (e *element) either(id uint32, name string) Value {
	if v := e.get(id); v.Kind != NoValue {
		return v
	}
	for i := range e.attrs {
		if a := &e.attrs[i]; a.name == name && a.ns == androidNS {
			return a.val
		}
	}
	return Value{}
}
