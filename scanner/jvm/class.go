package jvm

import (
	"errors"
	"fmt"

	"github.com/candor-scan/candor/scanner/dex"
)

// Class is one class file. Types are descriptors as in a DEX file,
// "Lcom/example/A;" or "[I", and the texts of all classes of an archive share
// their memory.
type Class struct {
	Entry      string // "com/example/A.class", "classes.jar!/com/example/A.class"
	Version    int    // major version of the format: 52 is Java 8
	Type       string
	Flags      uint32
	Super      string // "" for java.lang.Object
	Interfaces []string
	SourceFile string // "" where the file does not say
	Fields     []Field
	Methods    []Method

	// What the class refers to, each once, in the order of its constant pool.
	Types      []string
	MethodRefs []Member
	FieldRefs  []Member
	Strings    []string

	damaged int // methods whose code does not decode to its end
}

// Field is a field the class declares.
type Field struct {
	Name, Type string
	Flags      uint32
	// Value is the constant value of a String field, nil where it has none.
	Value *string
}

// Method is a method the class declares, with what its code refers to.
type Method struct {
	Name, Proto string // Proto as in "(ILjava/lang/String;)V"
	Flags       uint32
	// Refs are in code order: calls (Index into MethodRefs), reads of fields
	// (FieldRefs) and string constants (Strings). Offset counts bytes. Methods
	// a lambda expression or method reference stands for count as called where
	// it is made.
	Refs []dex.Ref
}

// Member is a method or field of some class. Type is its prototype or type.
type Member struct {
	Class, Name, Type string
}

// ParseClass reads one class file. A method whose code is damaged has no Refs.
// An error means that nothing could be read; then there is no class.
func ParseClass(data []byte) (*Class, error) {
	return parseClass(data, decode)
}

func decode(b []byte) string { return dex.Decode(b) }

// size returns how many bytes of memory the class takes, roughly, its texts not
// counted.
func (c *Class) size() int64 {
	n := 300 + len(c.Entry) + 16*(len(c.Interfaces)+len(c.Types)+len(c.Strings)) +
		48*(len(c.MethodRefs)+len(c.FieldRefs)) + 48*len(c.Fields) + 64*len(c.Methods)
	for i := range c.Methods {
		n += 12 * cap(c.Methods[i].Refs)
	}
	return int64(n)
}

// parseClass reads a class file; text makes strings.
func parseClass(data []byte, text func([]byte) string) (*Class, error) {
	c := cursor{data: data}
	if c.u32("magic") != classMagic {
		return nil, errors.New("not a class file: no CAFEBABE")
	}
	c.u16("minor_version")
	class := &Class{Version: int(c.u16("major_version"))}
	p := &pool{class: class, text: text}
	p.read(&c)
	class.Flags = uint32(c.u16("access_flags"))
	class.Type = p.className(c.u16("this_class"))
	class.Super = p.className(c.u16("super_class"))
	for range c.u16("interfaces_count") {
		class.Interfaces = append(class.Interfaces, p.className(c.u16("interface")))
		if c.err != nil {
			break
		}
	}
	fields, methods := p.members(&c, "field"), p.members(&c, "method")
	attrs := p.attributes(&c)
	if c.err != nil {
		return nil, c.err
	}
	if class.Type == "" {
		return nil, errors.New("this_class names no class")
	}
	class.SourceFile = p.utf8(attrs.sourceFile)
	p.bootstrap = readBootstrap(attrs.bootstrap)
	for _, m := range fields {
		class.Fields = append(class.Fields, p.field(m))
	}
	for _, m := range methods {
		class.Methods = append(class.Methods, p.method(m))
	}
	return class, nil
}

// member is a field_info or method_info.
type member struct {
	flags, name, descriptor uint16
	attrs                   attributes
}

func (p *pool) members(c *cursor, what string) []member {
	n := int(c.u16(what + "s_count"))
	if n*8 > len(c.data)-c.at { // the least a member takes
		c.fail(what + "s_count")
		return nil
	}
	list := make([]member, 0, n)
	for range n {
		m := member{flags: c.u16(what), name: c.u16(what), descriptor: c.u16(what)}
		m.attrs = p.attributes(c)
		if c.err != nil {
			return nil
		}
		list = append(list, m)
	}
	return list
}

// attributes are those that are read; each is nil or 0 where there is none.
type attributes struct {
	code, bootstrap           []byte
	constantValue, sourceFile uint16
}

func (p *pool) attributes(c *cursor) (a attributes) {
	for range c.u16("attributes_count") {
		name := c.u16("attribute_name")
		body := c.bytes(c.u32("attribute_length"), "attribute")
		if c.err != nil {
			return attributes{}
		}
		switch string(p.bytes(name)) {
		case "Code":
			a.code = body
		case "BootstrapMethods":
			a.bootstrap = body
		case "ConstantValue":
			if len(body) == 2 {
				a.constantValue = be.Uint16(body)
			}
		case "SourceFile":
			if len(body) == 2 {
				a.sourceFile = be.Uint16(body)
			}
		}
	}
	return a
}

func (p *pool) field(m member) Field {
	f := Field{Name: p.utf8(m.name), Type: p.utf8(m.descriptor), Flags: uint32(m.flags)}
	if m.attrs.constantValue != 0 && p.tag(m.attrs.constantValue) == tagString {
		v := p.class.Strings[p.entries[m.attrs.constantValue].list]
		f.Value = &v
	}
	return f
}

func (p *pool) method(m member) Method {
	out := Method{Name: p.utf8(m.name), Proto: p.utf8(m.descriptor), Flags: uint32(m.flags)}
	if m.attrs.code == nil {
		return out
	}
	refs, ok := p.code(m.attrs.code)
	if !ok {
		p.class.damaged++
		return out
	}
	out.Refs = refs
	return out
}

// cursor reads big-endian numbers. The first failure stays, with its place.
type cursor struct {
	data []byte
	at   int
	err  error
}

func (c *cursor) fail(what string) {
	if c.err == nil {
		c.err = fmt.Errorf("class file ends or breaks at byte %d (%s)", c.at, what)
	}
}

func (c *cursor) bytes(n uint32, what string) []byte {
	if c.err != nil || int64(n) > int64(len(c.data)-c.at) {
		c.fail(what)
		return nil
	}
	b := c.data[c.at : c.at+int(n)]
	c.at += int(n)
	return b
}

func (c *cursor) u8(what string) uint8 {
	if b := c.bytes(1, what); b != nil {
		return b[0]
	}
	return 0
}

func (c *cursor) u16(what string) uint16 {
	if b := c.bytes(2, what); b != nil {
		return be.Uint16(b)
	}
	return 0
}

func (c *cursor) u32(what string) uint32 {
	if b := c.bytes(4, what); b != nil {
		return be.Uint32(b)
	}
	return 0
}
