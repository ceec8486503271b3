package dex

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// The builder writes tiny DEX files in the layout dx and d8 use. Code names
// what it refers to through ids, which is asked twice: once to learn what the
// tables must hold, once for the final indexes.

type classSpec struct {
	name, super string
	flags       uint32
	interfaces  []string
	source      string
	fields      []fieldSpec
	methods     []methodSpec
}

type fieldSpec struct {
	name, typ string
	flags     uint32
	value     string // of a static final String; "" writes null
}

type methodSpec struct {
	name, proto string
	flags       uint32
	virtual     bool
	code        func(x *ids) []uint16
}

// ids gives the index of whatever code names.
type ids struct {
	strings, types, protos list[string]
	fields, methods        list[memberID]
}

type memberID struct{ class, name, typ string }

// list is a table that grows by what is looked up in it, until it is sorted.
type list[T comparable] struct {
	items []T
	index map[T]int
	final bool
}

func (l *list[T]) at(v T) uint32 {
	i, ok := l.index[v]
	if !ok {
		if l.final {
			panic(fmt.Sprintf("%v was not named before", v))
		}
		if l.index == nil {
			l.index = map[T]int{}
		}
		i = len(l.items)
		l.index[v] = i
		l.items = append(l.items, v)
	}
	return uint32(i)
}

func (l *list[T]) sort(by func(a, b T) int) {
	slices.SortFunc(l.items, by)
	for i, v := range l.items {
		l.index[v] = i
	}
	l.final = true
}

func (x *ids) str(s string) uint16 { return uint16(x.strings.at(s)) }

func (x *ids) typ(t string) uint16 {
	x.str(t)
	return uint16(x.types.at(t))
}

func (x *ids) proto(p string) uint16 {
	params, ret := splitProto(p)
	x.str(shorty(p))
	x.typ(ret)
	for _, t := range params {
		x.typ(t)
	}
	return uint16(x.protos.at(p))
}

func (x *ids) method(class, name, proto string) uint16 {
	x.typ(class)
	x.str(name)
	x.proto(proto)
	return uint16(x.methods.at(memberID{class, name, proto}))
}

func (x *ids) field(class, name, typ string) uint16 {
	x.typ(class)
	x.str(name)
	x.typ(typ)
	return uint16(x.fields.at(memberID{class, name, typ}))
}

// sort puts the tables into the order the format asks for.
func (x *ids) sort() {
	x.strings.sort(strings.Compare)
	x.types.sort(strings.Compare)
	x.protos.sort(func(a, b string) int {
		pa, ra := splitProto(a)
		pb, rb := splitProto(b)
		return cmp.Or(strings.Compare(ra, rb), slices.Compare(pa, pb))
	})
	byName := func(a, b memberID) int {
		return cmp.Or(strings.Compare(a.class, b.class), strings.Compare(a.name, b.name), strings.Compare(a.typ, b.typ))
	}
	x.fields.sort(byName)
	x.methods.sort(byName)
}

func splitProto(p string) (params []string, ret string) {
	list, ret, _ := strings.Cut(strings.TrimPrefix(p, "("), ")")
	for list != "" {
		n := 0
		for list[n] == '[' {
			n++
		}
		if list[n] == 'L' {
			n = strings.IndexByte(list, ';')
		}
		params = append(params, list[:n+1])
		list = list[n+1:]
	}
	return params, ret
}

func shorty(p string) string {
	params, ret := splitProto(p)
	var s []byte
	for _, t := range append([]string{ret}, params...) {
		s = append(s, strings.Replace(t[:1], "[", "L", 1)[0])
	}
	return string(s)
}

// buildDex writes one file of the given version ("035") that starts at byte at
// of its container and counts offsets from byte base of it.
func buildDex(version string, at, base int, classes ...classSpec) []byte {
	x := &ids{}
	visitAll(x, classes)
	x.sort()
	head := headerSize
	if version >= "041" {
		head = containerHeaderSize
	}
	w := &writer{b: make([]byte, head), base: base - at}
	copy(w.b, "dex\n"+version+"\x00")
	strs := w.table(offStringIDs, len(x.strings.items), stringIDSize)
	w.types(x)
	protos := w.table(offProtoIDs, len(x.protos.items), protoIDSize)
	w.members(x, offFieldIDs, x.fields.items, x.typ)
	w.members(x, offMethodIDs, x.methods.items, x.proto)
	defs := w.table(offClassDefs, len(classes), classDefSize)
	for i, p := range x.protos.items {
		w.proto(x, protos+i*protoIDSize, p)
	}
	for i, c := range classes {
		w.class(x, defs+i*classDefSize, c)
	}
	for i, s := range x.strings.items {
		w.put32(strs+i*stringIDSize, w.offset())
		w.uleb(uint32(len([]rune(s)))) // the tests' strings are of the BMP
		w.b = append(append(w.b, s...), 0)
	}
	w.mapList(at - base)
	w.put32(offFileSize, uint32(len(w.b)))
	w.put32(offHeaderSize, uint32(head))
	w.put32(offEndianTag, endianTag)
	if version >= "041" {
		w.put32(offContainerSize, uint32(at+len(w.b)))
		w.put32(offContainerHeader, uint32(at))
	}
	return w.b
}

// buildContainer writes a version 041 container of one file for each list of
// classes. Its offsets count from the container, or from each header.
func buildContainer(fromHeader bool, files ...[]classSpec) []byte {
	var out []byte
	for _, classes := range files {
		base := 0
		if fromHeader {
			base = len(out)
		}
		out = append(out, buildDex("041", len(out), base, classes...)...)
	}
	for at := 0; at < len(out); {
		binary.LittleEndian.PutUint32(out[at+offContainerSize:], uint32(len(out)))
		at += int(binary.LittleEndian.Uint32(out[at+offFileSize:]))
	}
	return out
}

func visitAll(x *ids, classes []classSpec) {
	for _, c := range classes {
		x.typ(c.name)
		if c.super != "" {
			x.typ(c.super)
		}
		if c.source != "" {
			x.str(c.source)
		}
		for _, t := range c.interfaces {
			x.typ(t)
		}
		for _, f := range c.fields {
			x.field(c.name, f.name, f.typ)
			if f.value != "" {
				x.str(f.value)
			}
		}
		for _, m := range c.methods {
			x.method(c.name, m.name, m.proto)
			if m.code != nil {
				m.code(x)
			}
		}
	}
}

// writer appends to b. Offsets it writes count from base, a position in b.
type writer struct {
	b    []byte
	base int
}

func (w *writer) put16(at int, v uint16) { binary.LittleEndian.PutUint16(w.b[at:], v) }
func (w *writer) put32(at int, v uint32) { binary.LittleEndian.PutUint32(w.b[at:], v) }
func (w *writer) offset() uint32         { return uint32(len(w.b) - w.base) }

func (w *writer) uleb(v uint32) {
	for ; v >= 0x80; v >>= 7 {
		w.b = append(w.b, byte(v)|0x80)
	}
	w.b = append(w.b, byte(v))
}

func (w *writer) align() {
	for len(w.b)%4 != 0 {
		w.b = append(w.b, 0)
	}
}

// table makes room for a table and puts its size and offset into the header.
func (w *writer) table(field, n, size int) int {
	at := len(w.b)
	w.put32(field, uint32(n))
	if n > 0 {
		w.put32(field+4, w.offset())
	}
	w.b = append(w.b, make([]byte, n*size)...)
	return at
}

func (w *writer) types(x *ids) {
	at := w.table(offTypeIDs, len(x.types.items), typeIDSize)
	for i, t := range x.types.items {
		w.put32(at+i*typeIDSize, uint32(x.str(t)))
	}
}

func (w *writer) members(x *ids, field int, list []memberID, second func(string) uint16) {
	at := w.table(field, len(list), methodIDSize)
	for i, m := range list {
		w.put16(at+i*methodIDSize, x.typ(m.class))
		w.put16(at+i*methodIDSize+2, second(m.typ))
		w.put32(at+i*methodIDSize+4, uint32(x.str(m.name)))
	}
}

func (w *writer) proto(x *ids, at int, p string) {
	params, ret := splitProto(p)
	w.put32(at, uint32(x.str(shorty(p))))
	w.put16(at+4, x.typ(ret))
	w.put32(at+8, w.typeList(x, params))
}

func (w *writer) typeList(x *ids, types []string) uint32 {
	if len(types) == 0 {
		return 0
	}
	w.align()
	off := w.offset()
	w.b = binary.LittleEndian.AppendUint32(w.b, uint32(len(types)))
	for _, t := range types {
		w.b = binary.LittleEndian.AppendUint16(w.b, x.typ(t))
	}
	return off
}

func (w *writer) class(x *ids, at int, c classSpec) {
	super, source := NoIndex, NoIndex
	if c.super != "" {
		super = uint32(x.typ(c.super))
	}
	if c.source != "" {
		source = uint32(x.str(c.source))
	}
	w.put32(at, uint32(x.typ(c.name)))
	w.put32(at+4, c.flags)
	w.put32(at+8, super)
	w.put32(at+12, w.typeList(x, c.interfaces))
	w.put32(at+16, source)
	if len(c.fields)+len(c.methods) > 0 {
		w.put32(at+24, w.classData(x, c))
	}
	if slices.ContainsFunc(c.fields, func(f fieldSpec) bool { return f.value != "" }) {
		w.put32(at+28, w.staticValues(x, c))
	}
}

func (w *writer) classData(x *ids, c classSpec) uint32 {
	code := map[string]uint32{}
	for _, m := range c.methods {
		if m.code != nil {
			code[m.name+m.proto] = w.code(m.code(x))
		}
	}
	off := w.offset()
	static, instance := split(c.fields, func(f fieldSpec) bool { return f.flags&accStatic == 0 })
	direct, virtual := split(c.methods, func(m methodSpec) bool { return m.virtual })
	for _, n := range []int{len(static), len(instance), len(direct), len(virtual)} {
		w.uleb(uint32(n))
	}
	for _, list := range [][]fieldSpec{static, instance} {
		last := uint16(0)
		for _, f := range list {
			i := x.field(c.name, f.name, f.typ)
			w.uleb(uint32(i - last))
			w.uleb(f.flags)
			last = i
		}
	}
	for _, list := range [][]methodSpec{direct, virtual} {
		last := uint16(0)
		for _, m := range list {
			i := x.method(c.name, m.name, m.proto)
			w.uleb(uint32(i - last))
			w.uleb(m.flags)
			w.uleb(code[m.name+m.proto])
			last = i
		}
	}
	return off
}

// split divides a list, keeping its order: members of a class must be given in
// the order of their names.
func split[T any](list []T, second func(T) bool) (a, b []T) {
	for _, v := range list {
		if second(v) {
			b = append(b, v)
		} else {
			a = append(a, v)
		}
	}
	return a, b
}

func (w *writer) code(units []uint16) uint32 {
	w.align()
	off := w.offset()
	w.b = append(w.b, make([]byte, codeItemSize)...)
	w.put16(len(w.b)-codeItemSize, 8) // registers
	w.put32(len(w.b)-4, uint32(len(units)))
	for _, u := range units {
		w.b = binary.LittleEndian.AppendUint16(w.b, u)
	}
	return off
}

func (w *writer) staticValues(x *ids, c classSpec) uint32 {
	off := w.offset()
	static, _ := split(c.fields, func(f fieldSpec) bool { return f.flags&accStatic == 0 })
	w.uleb(uint32(len(static)))
	for _, f := range static {
		switch {
		case f.value != "":
			i := x.str(f.value)
			w.b = append(w.b, valueString|1<<5, byte(i), byte(i>>8))
		case f.typ == "J":
			w.b = append(w.b, 0x06|7<<5, 1, 2, 3, 4, 5, 6, 7, 8)
		case f.typ == "Z":
			w.b = append(w.b, valueBool|1<<5)
		default:
			w.b = append(w.b, valueNull)
		}
	}
	return off
}

func (w *writer) mapList(header int) {
	w.align()
	w.put32(offMap, w.offset())
	w.b = binary.LittleEndian.AppendUint32(w.b, 1)
	w.b = binary.LittleEndian.AppendUint32(w.b, mapHeaderItem)
	w.b = binary.LittleEndian.AppendUint32(w.b, 1)
	w.b = binary.LittleEndian.AppendUint32(w.b, uint32(header))
}
