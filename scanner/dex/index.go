package dex

import "bytes"

// maxInterfaces and maxProtoBytes bound what one forged list can cost; the class
// file format, from which all code comes, has less than 65,536 of either.
const (
	maxInterfaces = 4096
	maxParameters = 255
	maxProtoBytes = 1 << 16
)

// NumStrings returns how many strings the file has; indexes run from 0.
func (f *File) NumStrings() int { return f.strings.n }

// NumTypes returns how many types the file names.
func (f *File) NumTypes() int { return f.types.n }

// NumMethods returns how many methods the file names, its own and others'.
func (f *File) NumMethods() int { return f.methods.n }

// NumFields returns how many fields the file names, its own and others'.
func (f *File) NumFields() int { return f.fields.n }

// NumClasses returns how many classes the file defines.
func (f *File) NumClasses() int { return f.classes.n }

// String returns string i as MUTF-8 inside the file's bytes (see Decode), nil
// where there is none.
func (f *File) String(i uint32) []byte {
	if uint(i) >= uint(f.strings.n) {
		return nil
	}
	off := int64(f.base) + int64(le.Uint32(f.strings.items[int(i)*stringIDSize:]))
	if off >= int64(len(f.data)) {
		return nil
	}
	units, at := uleb(f.data, int(off))
	if at < 0 {
		return nil
	}
	text := f.data[at:]
	if uint(units) < uint(len(text)) && text[units] == 0 {
		return text[:units:units] // one byte for each UTF-16 unit: ASCII
	}
	// A unit takes at most three bytes, so the search for the end is bounded by
	// the length, however far the next zero byte is.
	text = text[:min(int64(len(text)), 3*int64(units)+1)]
	n := bytes.IndexByte(text, 0)
	if n < 0 {
		return nil
	}
	return text[:n:n]
}

// Type returns the descriptor of type i, "Lcom/foo/Bar;" or "[I", nil where
// there is none.
func (f *File) Type(i uint32) []byte {
	if uint(i) >= uint(f.types.n) {
		return nil
	}
	return f.String(le.Uint32(f.types.items[int(i)*typeIDSize:]))
}

// Method returns method i; all its indexes are NoIndex where there is none.
func (f *File) Method(i uint32) MethodRef {
	if uint(i) >= uint(f.methods.n) {
		return MethodRef{NoIndex, NoIndex, NoIndex}
	}
	m := f.methods.items[int(i)*methodIDSize:]
	return MethodRef{
		Class: uint32(le.Uint16(m)),
		Proto: uint32(le.Uint16(m[2:])),
		Name:  le.Uint32(m[4:]),
	}
}

// Field returns field i; all its indexes are NoIndex where there is none.
func (f *File) Field(i uint32) FieldRef {
	if uint(i) >= uint(f.fields.n) {
		return FieldRef{NoIndex, NoIndex, NoIndex}
	}
	m := f.fields.items[int(i)*fieldIDSize:]
	return FieldRef{
		Class: uint32(le.Uint16(m)),
		Type:  uint32(le.Uint16(m[2:])),
		Name:  le.Uint32(m[4:]),
	}
}

// AppendProto appends the descriptor of a method's prototype to dst,
// "(ILjava/lang/String;)V", and returns the longer slice. Nothing is appended
// where a part of it is damaged.
func (f *File) AppendProto(dst []byte, proto uint32) []byte {
	if uint(proto) >= uint(f.protos.n) {
		return dst
	}
	item := f.protos.items[int(proto)*protoIDSize:]
	params, ok := f.typeList(le.Uint32(item[8:]), maxParameters)
	if !ok {
		return dst
	}
	out := append(dst, '(')
	for p := 0; p+2 <= len(params); p += 2 {
		t := f.Type(uint32(le.Uint16(params[p:])))
		if t == nil || len(out)-len(dst)+len(t) > maxProtoBytes {
			return dst
		}
		out = append(out, t...)
	}
	ret := f.Type(uint32(le.Uint16(item[4:])))
	if ret == nil || len(ret) > maxProtoBytes {
		return dst
	}
	out = append(out, ')')
	return append(out, ret...)
}

// Class returns the i-th class the file defines. Outside of NumClasses, all
// indexes are NoIndex.
func (f *File) Class(i int) Class {
	if uint(i) >= uint(f.classes.n) {
		return Class{Type: NoIndex, Super: NoIndex, SourceFile: NoIndex}
	}
	def := f.classes.items[i*classDefSize:]
	c := Class{
		Type:       uint32(le.Uint16(def)),
		Flags:      le.Uint32(def[4:]),
		Super:      uint32(le.Uint16(def[8:])),
		SourceFile: le.Uint32(def[16:]),
	}
	if c.Super == noIndex16 {
		c.Super = NoIndex
	}
	return c
}

// AppendInterfaces appends the type indexes of the interfaces the i-th class
// implements to dst and returns the longer slice.
func (f *File) AppendInterfaces(dst []uint32, i int) []uint32 {
	list, _ := f.interfaces(i)
	for p := 0; p+2 <= len(list); p += 2 {
		dst = append(dst, uint32(le.Uint16(list[p:])))
	}
	return dst
}

func (f *File) interfaces(class int) (list []byte, ok bool) {
	if uint(class) >= uint(f.classes.n) {
		return nil, true
	}
	return f.typeList(le.Uint32(f.classes.items[class*classDefSize+12:]), maxInterfaces)
}

// typeList returns the 16-bit type indexes of the type_list at off, as many as
// the file and most allow, and whether that is all of them. Offset 0 is the
// empty list.
func (f *File) typeList(off uint32, most int) (list []byte, ok bool) {
	if off == 0 {
		return nil, true
	}
	p := int64(f.base) + int64(off)
	if p+4 > int64(len(f.data)) {
		return nil, false
	}
	n := int64(le.Uint32(f.data[p:]))
	fit := min(n, int64(most), (int64(len(f.data))-p-4)/2)
	return f.data[p+4 : p+4+2*fit], fit == n
}
