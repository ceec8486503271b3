package dex

import "fmt"

// Interest marks what a walk reports, by method, field and string index. There
// are two kinds of interest, the bits 1 and 2 of an entry, so that one walk can
// look for more in some classes than in others. A nil or short slice marks
// nothing beyond its end.
type Interest struct {
	Methods, Fields, Strings []uint8
	// Types marks by type index the classes whose class objects and casts are
	// reported; there is one kind of interest in them, the bit 1.
	Types []uint8
	// Classes says by class index which kinds are reported of a class; the code
	// of one with entry 0 is not decoded. nil stands for the first kind in all.
	Classes []uint8
}

// RefKind says what an instruction does with what it refers to.
type RefKind uint8

// Kinds of references.
const (
	CallRef   RefKind = iota + 1 // a call; Index is a method
	ReadRef                      // a read of a static or instance field; Index is a field
	StringRef                    // a string constant is loaded; Index is a string
	TypeRef                      // a class object is loaded or an object cast; Index is a type
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
	// Hollow counts methods whose code is nothing but nop, or several nop and a
	// return: shells that take the code out of methods leave this behind.
	Hollow int
	// Damage says what was not decoded, one line each, nil where all was.
	// Nothing is reported of a method that does not decode to its end: Android
	// would not run it, and its bytes may be encrypted.
	Damage []string
}

// Visit is called by File.Walk for each method that holds references of
// interest: the index of the class that declares it, its method index, and the
// references in code order. refs is reused between calls.
type Visit = func(class int, method uint32, refs []Ref)

// Walk decodes every instruction of every method, in class order, and calls
// visit for each method that holds at least one reference of interest: a call
// (invoke-* of all forms but invoke-custom), a read of a field (sget*, iget*), a
// string constant (const-string, also jumbo), a class (const-class, check-cast).
func (f *File) Walk(in Interest, visit Visit) WalkStats {
	w := &walker{
		f:       f,
		visit:   visit,
		strings: in.Strings[:min(len(in.Strings), f.strings.n)],
		budget:  f.codeBudget,
	}
	for kinds := range w.ops {
		w.ops[kinds] = opTable(uint8(kinds))
	}
	w.mark(in)
	for class := range f.classDataEnd {
		if in.Classes == nil {
			w.class(class, 1)
		} else if class < len(in.Classes) && in.Classes[class]&3 != 0 {
			w.class(class, in.Classes[class]&3)
		}
	}
	w.flush()
	return w.finish()
}

type walker struct {
	f       *File
	visit   Visit
	strings []uint8 // interest, for indexes of more than 16 bits
	budget  int64   // bytes of code that may still be decoded

	batch  [256]method // found, not yet decoded
	filled int
	hits   []hit // in the batch
	refs   []Ref
	stats  WalkStats

	badClasses, badCode, outside, over int

	ops [4][256]uint16 // by kinds of interest
	// marks has for each 16-bit index the ref bits of what is of interest
	// under it, and refOther in all entries.
	marks [1 << 16]uint8
}

// method is a method with code.
type method struct {
	class     int
	index     uint32
	code      uint32 // offset of its code item
	start, at int    // of its instructions in the file's bytes; the next to decode
	end       int
	nops      int
	kinds     uint8 // of interest in its class
	// Its hits, as index into walker.hits + 1, or 0.
	firstHit, lastHit int
}

// hit is a reference of interest and the next one of the same method.
type hit struct {
	ref  Ref
	next int
}

// mark fills the marks.
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
				w.marks[i] |= spread(m.bit, v)
			}
		}
	}
	for i, v := range in.Types[:min(len(in.Types), w.f.types.n, len(w.marks))] {
		if v&1 != 0 {
			w.marks[i] |= refType
		}
	}
}

// class puts the methods of a class that have code into the batch.
func (w *walker) class(class int, kinds uint8) {
	d, ok := w.f.classData(class)
	if !ok || d.members == 0 {
		return // said by Parse, or nothing there
	}
	p := w.f.skipFields(d)
	for _, count := range [2]uint32{d.directMethods, d.virtualMethods} {
		last := uint32(0)
		for range count {
			var m encodedMethod
			if m, p = w.f.encodedMethod(p, last); p < 0 {
				w.badClasses++
				return
			}
			last = m.method
			w.stats.Methods++
			if m.code == 0 {
				continue
			}
			if w.filled == len(w.batch) {
				w.flush()
			}
			to := &w.batch[w.filled]
			to.class, to.index, to.code, to.kinds = class, m.method, m.code, kinds
			w.filled++
		}
	}
}

// flush decodes the methods of the batch, reports what is of interest in them,
// and empties it.
func (w *walker) flush() {
	n := 0
	for i := range w.batch[:w.filled] {
		if !w.locate(&w.batch[i]) {
			continue
		}
		if n != i {
			w.batch[n] = w.batch[i]
		}
		n++
	}
	w.filled, w.hits = 0, w.hits[:0]
	w.sweep(w.batch[:n])
	for i := range w.batch[:n] {
		w.report(&w.batch[i])
	}
}

// locate finds the instructions of a method and reports whether they are inside
// the file.
func (w *walker) locate(m *method) bool {
	data := w.f.data
	at := int64(w.f.base) + int64(m.code)
	if at+codeItemSize > int64(len(data)) {
		w.outside++
		return false
	}
	size := 2 * int64(le.Uint32(data[at+12:]))
	at += codeItemSize
	if size > int64(len(data))-at {
		w.outside++
		return false
	}
	if w.budget -= size; w.budget < 0 {
		w.over++
		return false
	}
	m.start, m.at, m.end = int(at), int(at), int(at+size)
	m.nops, m.firstHit, m.lastHit = 0, 0, 0
	return true
}

// report counts a method that was decoded and reports what is of interest in it.
func (w *walker) report(m *method) {
	if m.at != m.end {
		w.badCode++
		return
	}
	w.stats.Code++
	if m.hollow() {
		w.stats.Hollow++
	}
	if m.firstHit == 0 {
		return
	}
	w.refs = w.refs[:0]
	for i := m.firstHit; i != 0; i = w.hits[i-1].next {
		w.refs = append(w.refs, w.hits[i-1].ref)
	}
	w.visit(m.class, m.index, w.refs)
}

// hollow reports whether nothing is left of the method's code. Compilers put a
// nop or two before the data of a switch, so that a few beside a return are
// needed.
func (m *method) hollow() bool {
	const leastNops, returned = 4, 4 // the latter in bytes: const/4 and return
	rest := m.end - m.start - 2*m.nops
	return rest == 0 || m.nops >= leastNops && rest <= returned
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
