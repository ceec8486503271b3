package dex

import "fmt"

// Interest marks what a walk reports: entries other than zero, by method, field
// and string index. A nil or short slice marks nothing beyond its end.
type Interest struct {
	Methods, Fields, Strings []uint8
}

// RefKind says what an instruction does with what it refers to.
type RefKind uint8

// Kinds of references.
const (
	CallRef   RefKind = iota + 1 // a call; Index is a method
	ReadRef                      // a read of a static or instance field; Index is a field
	StringRef                    // a string constant is loaded; Index is a string
)

// Ref is one reference of interest.
type Ref struct {
	Kind   RefKind
	Index  uint32
	Offset uint32 // of the instruction within its method, in 16-bit units
}

// WalkStats says what a walk went through and what it could not decode.
type WalkStats struct {
	Methods      int // declared by the classes of the file
	Code         int // of these, with code that was decoded to its end
	Instructions int // payloads not counted
	// Hollow counts methods whose code is nothing but nop: shells that take
	// the code out of methods leave this behind.
	Hollow int
	// Damage says what was not decoded, one line each, nil where all was.
	// Nothing is reported of a method that does not decode to its end: Android
	// would not run it, and its bytes may be encrypted.
	Damage []string
}

// Walk decodes every instruction of every method, in class order, and calls
// visit for each method that holds at least one reference of interest: a call
// (invoke-* of all forms but invoke-custom), a read of a field (sget*, iget*), a
// string constant (const-string, also jumbo). class is the index of the class,
// method that of the method. refs is in code order and reused between calls.
func (f *File) Walk(in Interest, visit func(class int, method uint32, refs []Ref)) WalkStats {
	w := walker{f: f, ops: opTable(), budget: f.codeBudget}
	w.mark(in)
	w.strings = in.Strings[:min(len(in.Strings), f.strings.n)]
	for class := range f.classDataEnd {
		w.class(class, visit)
	}
	return w.finish()
}

type walker struct {
	f   *File
	ops *[256]uint16
	// marks has for each 16-bit index the bits of what is of interest under it,
	// and refOther in all entries.
	marks   [1 << 16]uint8
	strings []uint8
	refs    []Ref
	budget  int64 // bytes of code that may still be decoded

	nops, payloads int // of the method at hand
	stats          WalkStats

	badClasses, badCode, outside, over int
}

func (w *walker) mark(in Interest) {
	for i := range w.marks {
		w.marks[i] = refOther
	}
	for _, m := range []struct {
		in  []uint8
		n   int
		bit uint8
	}{
		{in.Methods, w.f.methods.n, refCall},
		{in.Fields, w.f.fields.n, refRead},
		{in.Strings, w.f.strings.n, refString},
	} {
		for i, v := range m.in[:min(len(m.in), m.n, len(w.marks))] {
			if v != 0 {
				w.marks[i] |= m.bit
			}
		}
	}
}

func (w *walker) class(class int, visit func(class int, method uint32, refs []Ref)) {
	d, ok := w.f.classData(class)
	if !ok || d.members == 0 {
		return // said by Parse, or nothing there
	}
	p := w.f.skipFields(d)
	for _, count := range [2]uint32{d.directMethods, d.virtualMethods} {
		method := uint32(0)
		for range count {
			var m encodedMethod
			if m, p = w.f.encodedMethod(p, method); p < 0 {
				w.badClasses++
				return
			}
			method = m.method
			w.stats.Methods++
			if m.code == 0 {
				continue
			}
			if w.method(m.code); len(w.refs) > 0 {
				visit(class, m.method, w.refs)
			}
		}
	}
}

// method decodes the code item at an offset and leaves what is of interest in
// w.refs.
func (w *walker) method(code uint32) {
	w.refs = w.refs[:0]
	data := w.f.data
	at := int64(w.f.base) + int64(code)
	if at+codeItemSize > int64(len(data)) {
		w.outside++
		return
	}
	size := 2 * int64(le.Uint32(data[at+12:]))
	at += codeItemSize
	if size > int64(len(data))-at {
		w.outside++
		return
	}
	if w.budget -= size; w.budget < 0 {
		w.over++
		return
	}
	if !w.code(data[at : at+size]) {
		w.badCode++
		w.refs = w.refs[:0]
		return
	}
	w.stats.Code++
}

// code decodes the instructions of one method and reports whether they end
// where the code does. Nearly all of a scan's time that is not inflate is spent
// in its loop, so the common instruction takes one load, two look-ups and one
// branch that is hardly ever taken.
func (w *walker) code(insns []byte) bool {
	p, n := 0, 0
	w.nops, w.payloads = 0, 0
	for p+4 <= len(insns) {
		units := le.Uint32(insns[p:])
		op := w.ops[uint8(units)]
		size := int(op & 0xff)
		if hit := w.marks[units>>16] & uint8(op>>8); hit != 0 {
			if size = w.hit(insns[p:], p, hit); size == 0 {
				return false
			}
		}
		p += size
		n++
	}
	if p+2 == len(insns) { // the last instruction has one unit
		if insns[p] == opNop {
			w.nops++
			if insns[p+1] != 0 {
				return false
			}
		}
		p += int(w.ops[insns[p]] & 0xff)
		n++
	}
	n -= w.payloads
	if p != len(insns) {
		return false
	}
	w.stats.Instructions += n
	if w.nops == n {
		w.stats.Hollow++
	}
	return true
}

// hit looks at the instruction that code starts with, at byte p of its method,
// and returns its size in bytes, 0 where it is no instruction.
func (w *walker) hit(code []byte, p int, hit uint8) int {
	op := code[0]
	index := uint32(le.Uint16(code[2:]))
	var kind RefKind
	switch {
	case hit&refCall != 0:
		kind = CallRef
	case hit&refRead != 0:
		kind = ReadRef
	case hit&refString != 0:
		kind = StringRef
	case op == opNop:
		return w.nop(code)
	case op == opConstJumbo:
		if len(code) < 6 {
			return 0
		}
		index = le.Uint32(code[2:])
		if uint(index) < uint(len(w.strings)) && w.strings[index] != 0 {
			kind = StringRef
		}
	}
	if kind != 0 {
		w.refs = append(w.refs, Ref{Kind: kind, Index: index, Offset: uint32(p / 2)})
	}
	return int(w.ops[op] & 0xff)
}

// nop returns the size in bytes of a nop or of the payload it starts, 0 where
// that does not fit into code.
func (w *walker) nop(code []byte) int {
	second := int64(le.Uint16(code[2:]))
	units := int64(0)
	switch code[1] {
	case 0:
		w.nops++
		return 2
	case packedSwitchPayload:
		units = 4 + 2*second
	case sparseSwitchPayload:
		units = 2 + 4*second
	case arrayDataPayload:
		if len(code) < 8 {
			return 0
		}
		units = 4 + (int64(le.Uint32(code[4:]))*second+1)/2
	}
	if units == 0 || 2*units > int64(len(code)) {
		return 0
	}
	w.payloads++
	return int(2 * units)
}

func (w *walker) finish() WalkStats {
	say := func(n int, format string) {
		if n > 0 {
			w.stats.Damage = append(w.stats.Damage, fmt.Sprintf(format, n))
		}
	}
	say(w.badClasses, "class_data: %d classes damaged")
	say(w.outside, "code: %d methods outside the file")
	say(w.badCode, "code: %d methods do not decode to their end")
	say(w.over, "code: %d methods left out, the file cannot hold so much")
	return w.stats
}
