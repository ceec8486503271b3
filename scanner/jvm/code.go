package jvm

import "github.com/candor-scan/candor/scanner/dex"

// Instructions that refer to something, or have no fixed length.
const (
	opLdc           = 0x12
	opLdcW          = 0x13
	opIinc          = 0x84
	opTableSwitch   = 0xaa
	opLookupSwitch  = 0xab
	opGetStatic     = 0xb2
	opGetField      = 0xb4
	opInvokeVirtual = 0xb6
	opInvokeIface   = 0xb9
	opInvokeDynamic = 0xba
	opWide          = 0xc4
	opLast          = 0xc9 // jsr_w
)

// opLengths holds the length in bytes of the instructions from first to last,
// after the Java Virtual Machine Specification, chapter 6. All not named here
// have one byte.
var opLengths = [...]struct {
	first, last byte
	bytes       int
}{
	{0x10, 0x10, 2}, // bipush
	{0x11, 0x11, 3}, // sipush
	{0x12, 0x12, 2}, // ldc
	{0x13, 0x14, 3}, // ldc_w, ldc2_w
	{0x15, 0x19, 2}, // loads
	{0x36, 0x3a, 2}, // stores
	{0x84, 0x84, 3}, // iinc
	{0x99, 0xa8, 3}, // branches, goto, jsr
	{0xa9, 0xa9, 2}, // ret
	{0xaa, 0xab, 0}, // tableswitch, lookupswitch
	{0xb2, 0xb8, 3}, // fields, invokes
	{0xb9, 0xba, 5}, // invokeinterface, invokedynamic
	{0xbb, 0xbb, 3}, // new
	{0xbc, 0xbc, 2}, // newarray
	{0xbd, 0xbd, 3}, // anewarray
	{0xc0, 0xc1, 3}, // checkcast, instanceof
	{0xc4, 0xc4, 0}, // wide
	{0xc5, 0xc5, 4}, // multianewarray
	{0xc6, 0xc7, 3}, // ifnull, ifnonnull
	{0xc8, 0xc9, 5}, // goto_w, jsr_w
}

// code returns what a Code attribute refers to, and whether it decodes to its
// end.
func (p *pool) code(attr []byte) ([]dex.Ref, bool) {
	c := cursor{data: attr}
	c.u32("max_stack and max_locals")
	code := c.bytes(c.u32("code_length"), "code")
	if c.err != nil || len(code) > 1<<16 {
		return nil, false
	}
	var refs []dex.Ref
	for at := 0; at < len(code); {
		size := instructionSize(code, at)
		if size <= 0 || size > len(code)-at {
			return nil, false
		}
		refs = p.refs(refs, code[at:at+size], uint32(at))
		at += size
	}
	return refs, true
}

// instructionSize returns the length in bytes of the instruction at a place, 0
// where it is none. It may be more than code holds.
func instructionSize(code []byte, at int) int {
	op := code[at]
	if op > opLast {
		return 0
	}
	switch op {
	case opTableSwitch, opLookupSwitch:
		return switchSize(code, at)
	case opWide:
		if at+1 < len(code) && code[at+1] == opIinc {
			return 6
		}
		return 4
	}
	return fixedSize(op)
}

func fixedSize(op byte) int {
	for _, l := range opLengths {
		if op < l.first {
			break
		}
		if op <= l.last {
			return l.bytes
		}
	}
	return 1
}

// switchSize returns the length of a tableswitch or lookupswitch, whose operands
// start at the next multiple of four.
func switchSize(code []byte, at int) int {
	pad := 3 - at%4
	c := cursor{data: code, at: min(at+1+pad, len(code))}
	c.u32("default")
	low, second := int32(c.u32("low or npairs")), int64(0)
	if code[at] == opLookupSwitch {
		second = 8 * int64(low)
	} else {
		second = 4 + 4*(int64(int32(c.u32("high")))-int64(low)+1)
	}
	if c.err != nil || second < 0 || second > int64(len(code)) {
		return 0
	}
	return 1 + pad + 8 + int(second)
}

// refs appends what an instruction refers to.
func (p *pool) refs(list []dex.Ref, code []byte, offset uint32) []dex.Ref {
	switch op := code[0]; {
	case op == opLdc:
		return p.ref(list, uint16(code[1]), offset)
	case op == opLdcW, op == opGetStatic, op == opGetField, opInvokeVirtual <= op && op <= opInvokeIface:
		return p.ref(list, be.Uint16(code[1:]), offset)
	case op == opInvokeDynamic:
		site := be.Uint16(code[1:])
		if p.tag(site) != tagInvokeDynamic {
			return list
		}
		method := int(p.entries[site].a)
		if method >= len(p.bootstrap) {
			return list
		}
		for _, arg := range p.bootstrap[method] {
			if p.tag(arg) == tagMethodHandle && !writes(p.entries[arg].a) {
				list = p.ref(list, p.entries[arg].b, offset)
			}
		}
	}
	return list
}

// writes reports whether a kind of method handle puts a field.
func writes(kind uint16) bool { return kind == 3 || kind == 4 }

// ref appends constant i where it is a method, a field or a string.
func (p *pool) ref(list []dex.Ref, i uint16, offset uint32) []dex.Ref {
	var kind dex.RefKind
	switch p.tag(i) {
	case tagMethod, tagInterfaceMethod:
		kind = dex.CallRef
	case tagField:
		kind = dex.ReadRef
	case tagString:
		kind = dex.StringRef
	default:
		return list
	}
	return append(list, dex.Ref{Kind: kind, Index: p.entries[i].list, Offset: offset})
}

// maxBootstrapArgs bounds what one site can stand for: the metafactories of
// lambda expressions take a handful of arguments.
const maxBootstrapArgs = 8

// readBootstrap returns the arguments of each method of a BootstrapMethods
// attribute, as far as it is sound.
func readBootstrap(attr []byte) [][]uint16 {
	if attr == nil {
		return nil
	}
	c := cursor{data: attr}
	var list [][]uint16
	for range c.u16("num_bootstrap_methods") {
		c.u16("bootstrap_method")
		n := c.u16("num_arguments")
		args := c.bytes(2*uint32(n), "arguments")
		if c.err != nil {
			return list
		}
		one := make([]uint16, min(int(n), maxBootstrapArgs))
		for i := range one {
			one[i] = be.Uint16(args[2*i:])
		}
		list = append(list, one)
	}
	return list
}
