package app

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/shogo82148/androidbinary"
)

// Chunk types and flags of resources.arsc (ResourceTypes.h).
const (
	chunkPackage = 0x0200
	chunkType    = 0x0201

	tableHeaderSize   = 12
	packageHeaderSize = 284
	typeHeaderSize    = 20 // up to the configuration

	typeSparse   = 1 << 0 // only the entries there are, as index and offset
	typeOffset16 = 1 << 1 // offsets of two bytes, in units of four

	entryComplex = 1 << 0 // a bag of values
	entryCompact = 1 << 3 // type and value inside the entry
)

// resources is the index of a resources.arsc: which chunk holds which type in
// which configuration. Values are read one at a time, when they are asked for:
// a report needs one label out of ten thousand strings. androidbinary decides
// which configuration fits best; it is not given unchecked bytes.
type resources struct {
	strings stringPool
	types   map[resType][]typeChunk
	chunks  int
	budget
}

type resType struct{ pkg, typ uint8 }

// typeChunk is the values of one type in one configuration.
type typeChunk struct {
	data   []byte
	head   int
	config androidbinary.ResTableConfig
}

// maxTypeChunks is how many values of types and configurations a table may
// hold: the largest genuine ones have some ten thousand.
const maxTypeChunks = 200_000

// maxReferences is how many references are followed for one value.
const maxReferences = 16

// readResources walks the chunk headers of a resource table. Every size is
// checked against the bytes there are; nothing is allocated by a count.
func readResources(d []byte) (*resources, error) {
	typ, head, size, err := chunkAt(d)
	if err != nil {
		return nil, err
	}
	if typ != chunkTable || head < tableHeaderSize {
		return nil, fmt.Errorf("starts with a chunk of type 0x%04x, not with a resource table", typ)
	}
	r := &resources{types: map[resType][]typeChunk{}}
	err = eachChunk(d[head:size], func(typ uint16, head int, chunk []byte) error {
		switch typ {
		case chunkStringPool:
			r.strings, _, err = newStringPool(chunk, head)
			return err
		case chunkPackage:
			return r.readPackage(chunk, head)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

func eachChunk(d []byte, visit func(typ uint16, head int, chunk []byte) error) error {
	for len(d) >= chunkHeaderSize {
		typ, head, size, err := chunkAt(d)
		if err != nil {
			return err
		}
		if err := visit(typ, head, d[:size]); err != nil {
			return err
		}
		d = d[size:]
	}
	return nil
}

func (r *resources) readPackage(chunk []byte, head int) error {
	if head < packageHeaderSize {
		return errors.New("a package is cut off")
	}
	pkg := uint8(le.Uint32(chunk[8:]))
	return eachChunk(chunk[head:], func(typ uint16, head int, c []byte) error {
		if typ != chunkType {
			return nil
		}
		if head < typeHeaderSize+4 {
			return errors.New("a resource type is cut off")
		}
		if r.chunks++; r.chunks > maxTypeChunks {
			return &LimitError{"types and configurations of resources", maxTypeChunks}
		}
		key := resType{pkg, c[8]}
		r.types[key] = append(r.types[key], typeChunk{data: c, head: head, config: readConfig(c[typeHeaderSize:head])})
		return nil
	})
}

// readConfig decodes a configuration; older files end it early.
func readConfig(d []byte) (c androidbinary.ResTableConfig) {
	full := make([]byte, binary.Size(c))
	copy(full, d[:min(len(d), int(le.Uint32(d)))])
	// The buffer has the size the type asks for, so nothing can fail.
	_ = binary.Read(bytes.NewReader(full), le, &c)
	return c
}

// lookup finds the value of a resource in the best configuration for lang, ""
// for the default one, and follows references.
func (r *resources) lookup(id uint32, lang string) (Value, bool) {
	want := configFor(lang)
	for range maxReferences {
		v, ok := r.value(id, &want)
		if !ok || v.Kind != Reference {
			return v, ok
		}
		id = v.Data
	}
	return Value{}, false
}

func configFor(lang string) (c androidbinary.ResTableConfig) {
	language, country, _ := strings.Cut(lang, "-")
	copy(c.Language[:], language)
	copy(c.Country[:], country)
	return c
}

// spent reports whether look-ups give nothing any more: they cost too much, or
// the table's strings overlap.
func (r *resources) spent() bool { return r.budget.spent() || r.strings.err != nil }

// value is the value of one resource as it stands in the table.
func (r *resources) value(id uint32, want *androidbinary.ResTableConfig) (best Value, ok bool) {
	var of *androidbinary.ResTableConfig
	chunks := r.types[resType{uint8(id >> 24), uint8(id >> 16)}]
	if !r.spend(len(chunks) + 1) {
		return Value{}, false
	}
	for i := range chunks {
		c := &chunks[i]
		if !c.config.Match(want) || of != nil && !c.config.IsBetterThan(of, want) {
			continue
		}
		if v, there := r.entry(c, int(id&0xffff)); there {
			best, of, ok = v, &c.config, true
		}
	}
	return best, ok
}

// entry reads entry i of a type chunk.
func (r *resources) entry(c *typeChunk, i int) (Value, bool) {
	at, ok := c.offset(i)
	if !ok || at+8 > len(c.data) {
		return Value{}, false
	}
	d := c.data[at:]
	size, flags := int(le.Uint16(d)), le.Uint16(d[2:])
	switch {
	case flags&entryCompact != 0:
		return r.typed(byte(flags>>8), le.Uint32(d[4:])), true
	case flags&entryComplex != 0 || size+8 > len(d):
		return Value{}, false
	}
	return r.typed(d[size+3], le.Uint32(d[size+4:])), true
}

func (r *resources) typed(typ byte, data uint32) Value {
	if typ == resString {
		return Value{Kind: Text, Text: r.strings.at(data)}
	}
	return typedValue(typ, data, &r.strings)
}

// offset finds where entry i of the chunk starts.
func (c *typeChunk) offset(i int) (at int, ok bool) {
	count, start := int64(le.Uint32(c.data[12:])), int64(le.Uint32(c.data[16:]))
	table := c.data[c.head:]
	var off int64
	switch flags := c.data[9]; {
	case flags&typeSparse != 0:
		off = sparseOffset(table[:min(4*count, int64(len(table)))&^3], i)
	case int64(i) >= count:
		return 0, false
	case flags&typeOffset16 != 0:
		if 2*i+2 > len(table) || le.Uint16(table[2*i:]) == 1<<16-1 {
			return 0, false
		}
		off = 4 * int64(le.Uint16(table[2*i:]))
	default:
		if 4*i+4 > len(table) || le.Uint32(table[4*i:]) == 1<<32-1 {
			return 0, false
		}
		off = int64(le.Uint32(table[4*i:]))
	}
	if off < 0 || start+off >= int64(len(c.data)) {
		return 0, false
	}
	return int(start + off), true
}

// sparseOffset looks for index i among pairs of index and offset in units of
// four; -1 where there is none.
func sparseOffset(pairs []byte, i int) int64 {
	for ; len(pairs) >= 4; pairs = pairs[4:] {
		if int(le.Uint16(pairs)) == i {
			return 4 * int64(le.Uint16(pairs[2:]))
		}
	}
	return -1
}
