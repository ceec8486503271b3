// Package dex reads the Dalvik executables of an Android app: bytes become an
// index of strings, types, methods, fields and classes, and one pass over every
// instruction finds who calls, reads or names what. It gives no meaning to
// anything it reads.
//
// Nothing is copied: a [File] points into the bytes it was made from, and its
// accessors allocate nothing. Every index, offset and count comes from an
// untrusted file and is checked before use; what is damaged is left out and
// said, and the rest is read.
package dex

import (
	"errors"
	"fmt"
)

// NoIndex is an index that points nowhere: the superclass of
// java.lang.Object, a class without a source file.
const NoIndex = ^uint32(0)

// Limits bounds what is read of one physical file. Tables longer than a limit
// are cut there, and File.Damage says so.
type Limits struct {
	Files   int // logical files of a container (version 041)
	Strings int
	Types   int
	Protos  int
	Fields  int
	Methods int
	Classes int
}

// DefaultLimits returns limits that no app built by Android's tools reaches:
// types, protos and classes have 16-bit indexes.
func DefaultLimits() Limits {
	return Limits{
		Files:   1024,
		Strings: 1 << 24,
		Types:   1 << 16,
		Protos:  1 << 16,
		Fields:  1 << 20,
		Methods: 1 << 20,
		Classes: 1 << 16,
	}
}

// File is one logical DEX file. It is never changed after Parse and may be used
// by several goroutines at once.
type File struct {
	data    []byte // all that offsets reach: the file, or the whole container
	base    int    // what offsets count from: 0, or the header of a container's file
	version int

	strings table // 4 bytes: offset of string_data
	types   table
	protos  table
	fields  table
	methods table
	classes table

	// Classes from this one on have no class_data, because the sizes of those
	// before add up to more than the file could hold.
	classDataEnd int
	codeBudget   int64 // bytes of code one Walk decodes at most

	damage []string
	notes  []string
}

// table is one of the index tables of a file, cut to whole items that lie
// inside the file.
type table struct {
	items []byte
	n     int
}

// MethodRef is a method as code names it.
type MethodRef struct {
	Class uint32 // type index
	Name  uint32 // string index
	Proto uint32 // index for AppendProto
}

// FieldRef is a field as code names it.
type FieldRef struct {
	Class uint32 // type index
	Type  uint32 // type index
	Name  uint32 // string index
}

// Class is a class the file defines.
type Class struct {
	Type       uint32 // type index
	Flags      uint32 // access flags
	Super      uint32 // type index or NoIndex
	SourceFile uint32 // string index or NoIndex
}

// Parse reads one physical DEX file. A container (version 041) holds several
// logical files; each is returned, in file order. data is kept, not copied, and
// must not change while a File is in use.
//
// Damaged parts are left out and said by File.Damage. An error means that
// nothing could be read; then, and only then, there are no files. The checksum
// is not looked at: Android does not look at it either.
func Parse(data []byte, lim Limits) ([]*File, error) {
	version, err := checkMagic(data)
	if err != nil {
		return nil, err
	}
	if version >= 41 {
		return parseContainer(data, lim)
	}
	f, err := parseFile(data, 0, version, len(data), lim)
	if err != nil {
		return nil, err
	}
	return []*File{f}, nil
}

// Version returns the format version, 35 to 41.
func (f *File) Version() int { return f.version }

// Damage says what of the file was not read, one line each:
// "class_defs: 12 of 400 outside the file". It is nil for a sound file.
func (f *File) Damage() []string { return f.damage }

// Notes says what was odd without costing anything, one line each: a file_size
// that is not the size of the file, a header of another size.
func (f *File) Notes() []string { return f.notes }

func (f *File) damaged(format string, args ...any) {
	f.damage = append(f.damage, fmt.Sprintf(format, args...))
}

func (f *File) note(format string, args ...any) {
	f.notes = append(f.notes, fmt.Sprintf(format, args...))
}

// checkMagic returns the version of a DEX file that can be read, and names
// every other file of the family.
func checkMagic(data []byte) (int, error) {
	if len(data) < 8 {
		return 0, fmt.Errorf("not a dex file: %d bytes", len(data))
	}
	switch string(data[:4]) {
	case "dex\n":
	case "dey\n":
		return 0, errors.New("an optimised dex file of one device (odex), not one of an app")
	case "vdex":
		return 0, errors.New("a verified dex file of one device (vdex), not one of an app")
	case "cdex":
		return 0, errors.New("a compact dex file of one device (cdex), not one of an app")
	case "\x7fELF":
		return 0, errors.New("an ELF file (native code or oat), not dex")
	default:
		return 0, errors.New("not a dex file: no dex magic")
	}
	v := data[4:8]
	switch string(v) {
	case "035\x00", "037\x00", "038\x00", "039\x00", "040\x00", "041\x00":
		return int(v[1]-'0')*10 + int(v[2]-'0'), nil
	}
	return 0, fmt.Errorf("dex version %q is none that Android reads (035, 037 to 041)", string(v[:3]))
}
