package dex

// classData is the head of a class_data item and where its members start.
type classData struct {
	staticFields, instanceFields  uint32
	directMethods, virtualMethods uint32
	members                       int
}

// least returns how many bytes the members take at least.
func (d classData) least() int64 {
	return 2*(int64(d.staticFields)+int64(d.instanceFields)) +
		3*(int64(d.directMethods)+int64(d.virtualMethods))
}

// DeclaredMethods calls visit for each method the class declares, with its
// method index and access flags, in file order. It stops where the class's data
// is damaged.
func (f *File) DeclaredMethods(class int, visit func(method uint32, flags uint32)) {
	d, ok := f.classData(class)
	if !ok || d.members == 0 {
		return
	}
	p := f.skipFields(d)
	for _, count := range [2]uint32{d.directMethods, d.virtualMethods} {
		method := uint32(0)
		for range count {
			var m encodedMethod
			if m, p = f.encodedMethod(p, method); p < 0 {
				return
			}
			method = m.method
			visit(m.method, m.flags)
		}
	}
}

// StaticStrings calls visit for each static final field of the class whose
// initial value is a string constant, with the field's and the string's index.
func (f *File) StaticStrings(class int, visit func(field, str uint32)) {
	d, ok := f.classData(class)
	if !ok || d.members == 0 {
		return
	}
	off := le.Uint32(f.classes.items[class*classDefSize+28:])
	at := int64(f.base) + int64(off)
	if off == 0 || at >= int64(len(f.data)) {
		return
	}
	values, v := uleb(f.data, int(at))
	p, field := d.members, uint32(0)
	for range min(values, d.staticFields) {
		var diff, flags, str uint32
		var kind byte
		if diff, p = uleb(f.data, p); p < 0 {
			return
		}
		if flags, p = uleb(f.data, p); p < 0 {
			return
		}
		field += diff
		if kind, str, v = f.encodedValue(v); v < 0 || uint(field) >= uint(f.fields.n) {
			return
		}
		const constant = accStatic | accFinal
		if kind == valueString && flags&constant == constant && uint(str) < uint(f.strings.n) {
			visit(field, str)
		}
	}
}

// encodedValue reads the encoded_value at p: its type, its value where that is
// an unsigned number of at most four bytes, and the position after it, -1 at the
// end of the data. Arrays and annotations are no initial values of a field and
// end the reading too.
func (f *File) encodedValue(p int) (kind byte, value uint32, next int) {
	if uint(p) >= uint(len(f.data)) {
		return 0, 0, -1
	}
	kind, arg := f.data[p]&0x1f, int(f.data[p]>>5)
	p++
	switch kind {
	case valueNull, valueBool:
		return kind, 0, p
	case valueArray, valueAnnot:
		return kind, 0, -1
	}
	size := arg + 1
	if len(f.data)-p < size {
		return kind, 0, -1
	}
	for i := range min(size, 4) {
		value |= uint32(f.data[p+i]) << (8 * i)
	}
	return kind, value, p + size
}

// classData reads the head of a class's data. members is 0 where the class has
// none; ok is false where it should have and does not.
func (f *File) classData(class int) (d classData, ok bool) {
	if uint(class) >= uint(f.classDataEnd) {
		return d, true
	}
	off := le.Uint32(f.classes.items[class*classDefSize+24:])
	if off == 0 {
		return d, true
	}
	at := int64(f.base) + int64(off)
	if at >= int64(len(f.data)) {
		return d, false
	}
	p := int(at)
	if d.staticFields, p = uleb(f.data, p); p < 0 {
		return classData{}, false
	}
	if d.instanceFields, p = uleb(f.data, p); p < 0 {
		return classData{}, false
	}
	if d.directMethods, p = uleb(f.data, p); p < 0 {
		return classData{}, false
	}
	if d.virtualMethods, p = uleb(f.data, p); p < 0 {
		return classData{}, false
	}
	if d.least() > int64(len(f.data)-p) {
		return classData{}, false
	}
	d.members = p
	return d, true
}

// skipFields returns the position of the first method, -1 where the data ends
// before it.
func (f *File) skipFields(d classData) int {
	p := d.members
	for left := 2 * (int(d.staticFields) + int(d.instanceFields)); left > 0; left-- {
		if _, p = uleb(f.data, p); p < 0 {
			return -1
		}
	}
	return p
}

type encodedMethod struct {
	method, flags, code uint32
}

// encodedMethod reads the method at p that follows the method index last, and
// the position after it, -1 where it is damaged.
func (f *File) encodedMethod(p int, last uint32) (m encodedMethod, next int) {
	var diff uint32
	if diff, p = uleb(f.data, p); p < 0 {
		return m, -1
	}
	if m.flags, p = ulebAny(f.data, p); p < 0 {
		return m, -1
	}
	if m.code, p = ulebAny(f.data, p); p < 0 {
		return m, -1
	}
	m.method = last + diff
	if uint(m.method) >= uint(f.methods.n) {
		return m, -1
	}
	return m, p
}
