package jvm

import "encoding/binary"

// The class file format: Java Virtual Machine Specification, chapter 4.
const classMagic = 0xcafebabe

// Tags of the constant pool.
const (
	tagUTF8            = 1
	tagInteger         = 3
	tagFloat           = 4
	tagLong            = 5
	tagDouble          = 6
	tagClass           = 7
	tagString          = 8
	tagField           = 9
	tagMethod          = 10
	tagInterfaceMethod = 11
	tagNameAndType     = 12
	tagMethodHandle    = 15
	tagMethodType      = 16
	tagDynamic         = 17
	tagInvokeDynamic   = 18
	tagModule          = 19
	tagPackage         = 20
)

var be = binary.BigEndian

// pool is the constant pool of a class under way.
type pool struct {
	class     *Class
	text      func([]byte) string
	entries   []entry
	bootstrap [][]uint16 // the arguments of each bootstrap method
}

// entry is one constant. a and b are its indexes, body the bytes of a text, list
// the place of a reference or string in the class's list of such.
type entry struct {
	tag  uint8
	a, b uint16
	list uint32
	body []byte
	name string // descriptor of a class
}

// read reads the constant pool and fills the class's lists of what it refers to.
func (p *pool) read(c *cursor) {
	n := int(c.u16("constant_pool_count"))
	if 3*(n-1) > len(c.data)-c.at { // the least a constant takes
		c.fail("constant_pool_count")
		return
	}
	p.entries = make([]entry, n)
	for i := 1; i < n && c.err == nil; i++ {
		e := &p.entries[i]
		e.tag = c.u8("constant")
		switch e.tag {
		case tagUTF8:
			e.body = c.bytes(uint32(c.u16("constant")), "constant")
		case tagInteger, tagFloat:
			c.u32("constant")
		case tagLong, tagDouble:
			c.bytes(8, "constant")
			i++ // takes two places
		case tagClass, tagString, tagMethodType, tagModule, tagPackage:
			e.a = c.u16("constant")
		case tagField, tagMethod, tagInterfaceMethod, tagNameAndType, tagDynamic, tagInvokeDynamic:
			e.a, e.b = c.u16("constant"), c.u16("constant")
		case tagMethodHandle:
			e.a, e.b = uint16(c.u8("constant")), c.u16("constant")
		default:
			c.fail("constant pool tag")
		}
	}
	if c.err == nil {
		p.list()
	}
}

// list fills the class's lists.
func (p *pool) list() {
	for i := range p.entries {
		if e := &p.entries[i]; e.tag == tagClass {
			if e.name = p.text(descriptor(p.bytes(e.a))); e.name != "" {
				p.class.Types = append(p.class.Types, e.name)
			}
		}
	}
	for i := range p.entries {
		e := &p.entries[i]
		switch e.tag {
		case tagString:
			e.list = uint32(len(p.class.Strings))
			p.class.Strings = append(p.class.Strings, p.utf8(e.a))
		case tagField:
			e.list = uint32(len(p.class.FieldRefs))
			p.class.FieldRefs = append(p.class.FieldRefs, p.member(e))
		case tagMethod, tagInterfaceMethod:
			e.list = uint32(len(p.class.MethodRefs))
			p.class.MethodRefs = append(p.class.MethodRefs, p.member(e))
		}
	}
}

func (p *pool) member(e *entry) Member {
	m := Member{Class: p.className(e.a)}
	if p.tag(e.b) == tagNameAndType {
		nt := p.entries[e.b]
		m.Name, m.Type = p.utf8(nt.a), p.utf8(nt.b)
	}
	return m
}

// tag returns the tag of constant i, 0 where there is none.
func (p *pool) tag(i uint16) uint8 {
	if int(i) >= len(p.entries) {
		return 0
	}
	return p.entries[i].tag
}

// bytes returns the bytes of text i, nil where it is none.
func (p *pool) bytes(i uint16) []byte {
	if p.tag(i) != tagUTF8 {
		return nil
	}
	return p.entries[i].body
}

func (p *pool) utf8(i uint16) string { return p.text(p.bytes(i)) }

// className returns the descriptor of class constant i, "" where it is none.
func (p *pool) className(i uint16) string {
	if p.tag(i) != tagClass {
		return ""
	}
	return p.entries[i].name
}

// descriptor turns the name of a class, "java/lang/String" or "[I", into a
// descriptor.
func descriptor(name []byte) []byte {
	if len(name) == 0 || name[0] == '[' {
		return name
	}
	return append(append(append(make([]byte, 0, len(name)+2), 'L'), name...), ';')
}
