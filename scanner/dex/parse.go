package dex

import (
	"errors"
	"fmt"
)

// Genuine files never share or overlap class data and texts, and share code
// seldom. A forged file can make a few megabytes stand for terabytes by pointing
// at them again and again: these factors of the file's size bound that.
const (
	textFactor = 4
	dataFactor = 2
	codeFactor = 8
)

// parseContainer reads the files of a version 041 container, each of which
// starts where the one before it ends.
func parseContainer(data []byte, lim Limits) ([]*File, error) {
	if len(data) < containerHeaderSize {
		return nil, fmt.Errorf("shorter than a dex header: %d bytes", len(data))
	}
	size := int64(le.Uint32(data[offContainerSize:]))
	end := len(data)
	if size >= containerHeaderSize && size < int64(end) {
		end = int(size)
	}
	heads, why := containerHeads(data[:end], lim)
	var files []*File
	for _, at := range heads {
		f, err := parseFile(data[:end], at, 41, end/len(heads), lim)
		if err != nil {
			if len(files) == 0 {
				return nil, err
			}
			why = err.Error()
			break
		}
		files = append(files, f)
	}
	if size != int64(len(data)) {
		files[0].note("container_size is %d, the file has %d bytes", size, len(data))
	}
	if why != "" {
		files[0].damaged("container: %s; %d files before it were read", why, len(files))
	}
	return files, nil
}

// containerHeads returns where the headers of a container start, at least the
// first, and why the search ended before the container does.
func containerHeads(data []byte, lim Limits) (heads []int, why string) {
	at := 0
	for {
		heads = append(heads, at)
		if len(heads) > 1 && len(heads) > lim.Files {
			return heads[:len(heads)-1], fmt.Sprintf("more than %d files", lim.Files)
		}
		size := int64(le.Uint32(data[at+offFileSize:]))
		next := int64(at) + size
		if size < containerHeaderSize || next > int64(len(data)) {
			return heads, fmt.Sprintf("file_size %d of the file at %#x is not possible", size, at)
		}
		if next == int64(len(data)) {
			return heads, ""
		}
		if v, err := checkMagic(data[next:]); err != nil || v < 41 || int64(len(data))-next < containerHeaderSize {
			return heads, fmt.Sprintf("no header at %#x", next)
		}
		at = int(next)
	}
}

// parseFile reads the file whose header is at position at of data. share is the
// part of data that stands for this file when work is bounded.
func parseFile(data []byte, at, version, share int, lim Limits) (*File, error) {
	if len(data)-at < headerSize {
		return nil, fmt.Errorf("shorter than a dex header: %d bytes", len(data)-at)
	}
	head := data[at:]
	tag := le.Uint32(head[offEndianTag:])
	if tag == reverseEndianTag {
		return nil, errors.New("a big-endian dex file, which no Android reads")
	}
	f := &File{data: data, version: version, codeBudget: codeFactor * int64(share)}
	if tag != endianTag {
		f.note("endian_tag is %#x", tag)
	}
	want := uint32(headerSize)
	if version >= 41 {
		want = containerHeaderSize
		f.base = offsetBase(data, at)
	}
	if got := le.Uint32(head[offHeaderSize:]); got != want {
		f.note("header_size is %#x", got)
	}
	if size := int64(le.Uint32(head[offFileSize:])); version < 41 && size != int64(len(data)) {
		f.note("file_size is %d, the file has %d bytes", size, len(data))
	}
	f.strings = f.table(head, offStringIDs, stringIDSize, lim.Strings, "string_ids")
	f.types = f.table(head, offTypeIDs, typeIDSize, lim.Types, "type_ids")
	f.protos = f.table(head, offProtoIDs, protoIDSize, lim.Protos, "proto_ids")
	f.fields = f.table(head, offFieldIDs, fieldIDSize, lim.Fields, "field_ids")
	f.methods = f.table(head, offMethodIDs, methodIDSize, lim.Methods, "method_ids")
	f.classes = f.table(head, offClassDefs, classDefSize, lim.Classes, "class_defs")
	f.check()
	return f, nil
}

// offsetBase decides what the offsets of a container's file count from. The
// runtime counts from the start of the container; the first file written
// otherwise would be misread as a whole, so the map decides: its header entry
// must point at this header.
func offsetBase(data []byte, at int) int {
	if at == 0 || mapPointsAt(data, 0, at) || !mapPointsAt(data, at, at) {
		return 0
	}
	return at
}

// mapPointsAt reports whether the map of the header at position at, read with
// offsets from base, has a header entry for that position.
func mapPointsAt(data []byte, base, at int) bool {
	p := int64(base) + int64(le.Uint32(data[at+offMap:]))
	if p+4 > int64(len(data)) {
		return false
	}
	m := data[p:]
	n := min(int64(le.Uint32(m)), int64(len(m)-4)/mapItemSize, 64) // a map has about 20 entries
	for i := range n {
		item := m[4+i*mapItemSize:]
		if le.Uint16(item) == mapHeaderItem && int64(base)+int64(le.Uint32(item[8:])) == int64(at) {
			return true
		}
	}
	return false
}

// table cuts a table of the header to the whole items inside the file.
func (f *File) table(head []byte, field, size, limit int, name string) table {
	count, off := int64(le.Uint32(head[field:])), int64(le.Uint32(head[field+4:]))
	if count == 0 {
		return table{}
	}
	start := int64(f.base) + off
	fit := max(0, int64(len(f.data))-start) / int64(size)
	if off == 0 {
		fit = 0
	}
	n := min(count, fit)
	if n < count {
		f.damaged("%s: %d of %d outside the file", name, count-n, count)
	}
	if n > int64(limit) {
		f.damaged("%s: %d of %d over the limit", name, n-int64(limit), count)
		n = int64(limit)
	}
	if n <= 0 {
		return table{}
	}
	return table{items: f.data[start : start+n*int64(size)], n: int(n)}
}

// check looks at every index of the tables once and bounds what forged ones can
// cost later.
func (f *File) check() {
	f.checkStrings()
	f.checkTypes()
	nt, ns := uint32(f.types.n), uint32(f.strings.n)
	f.countBad("proto_ids", f.protos, protoIDSize, func(b []byte) bool {
		return uint32(le.Uint16(b[4:])) < nt
	})
	f.countBad("field_ids", f.fields, fieldIDSize, func(b []byte) bool {
		return uint32(le.Uint16(b)) < nt && uint32(le.Uint16(b[2:])) < nt && le.Uint32(b[4:]) < ns
	})
	np := uint32(f.protos.n)
	f.countBad("method_ids", f.methods, methodIDSize, func(b []byte) bool {
		return uint32(le.Uint16(b)) < nt && uint32(le.Uint16(b[2:])) < np && le.Uint32(b[4:]) < ns
	})
	f.checkClasses()
}

func (f *File) countBad(name string, t table, size int, ok func(item []byte) bool) {
	bad := 0
	for p := 0; p+size <= len(t.items); p += size {
		if !ok(t.items[p : p+size]) {
			bad++
		}
	}
	if bad > 0 {
		f.damaged("%s: %d of %d point at nothing", name, bad, t.n)
	}
}

// checkStrings looks for string data outside the file, and for strings that
// overlap: where the offsets do not rise, the texts are added up, and the table
// is cut where they exceed what the file can hold.
func (f *File) checkStrings() {
	bad, rising := 0, true
	limit, last := int64(len(f.data)-f.base), int64(-1)
	for p := 0; p+stringIDSize <= len(f.strings.items); p += stringIDSize {
		off := int64(le.Uint32(f.strings.items[p:]))
		if off >= limit {
			bad++
			continue
		}
		rising = rising && off > last
		last = off
	}
	if bad > 0 {
		f.damaged("string_data: %d of %d outside the file", bad, f.strings.n)
	}
	if rising {
		return
	}
	f.strings = f.cutTexts("string_ids", f.strings, stringIDSize, f.String)
}

// checkTypes does for descriptors what checkStrings does for strings: type_ids
// name each string once, in order, unless they are forged.
func (f *File) checkTypes() {
	bad, rising, last := 0, true, int64(-1)
	for p := 0; p+typeIDSize <= len(f.types.items); p += typeIDSize {
		s := int64(le.Uint32(f.types.items[p:]))
		if s >= int64(f.strings.n) {
			bad++
			continue
		}
		rising = rising && s > last
		last = s
	}
	if bad > 0 {
		f.damaged("type_ids: %d of %d point at nothing", bad, f.types.n)
	}
	if rising {
		return
	}
	f.types = f.cutTexts("type_ids", f.types, typeIDSize, f.Type)
}

func (f *File) cutTexts(name string, t table, size int, text func(uint32) []byte) table {
	budget := textFactor * int64(len(f.data))
	for i := range t.n {
		if budget -= int64(len(text(uint32(i)))); budget < 0 {
			f.damaged("%s: %d of %d share more text than the file holds", name, t.n-i, t.n)
			return table{items: t.items[:i*size], n: i}
		}
	}
	return t
}

// checkClasses looks at the types and the sizes of class_data of every class.
func (f *File) checkClasses() {
	var types, lists, data int
	nt := uint32(f.types.n)
	f.classDataEnd = f.classes.n
	budget := dataFactor * int64(len(f.data))
	for i := range f.classes.n {
		def := f.classes.items[i*classDefSize:]
		super := le.Uint16(def[8:])
		if uint32(le.Uint16(def)) >= nt || super != noIndex16 && uint32(super) >= nt {
			types++
		}
		if _, ok := f.interfaces(i); !ok {
			lists++
		}
		d, ok := f.classData(i)
		if !ok {
			data++
		}
		if budget -= d.least(); budget < 0 {
			f.classDataEnd = i
			break
		}
	}
	if types > 0 {
		f.damaged("class_defs: %d of %d point at nothing", types, f.classes.n)
	}
	if lists > 0 {
		f.damaged("interfaces: %d lists damaged", lists)
	}
	if data > 0 {
		f.damaged("class_data: %d of %d outside the file", data, f.classes.n)
	}
	if left := f.classes.n - f.classDataEnd; left > 0 {
		f.damaged("class_data: that of %d of %d classes left out, the file cannot hold so much", left, f.classes.n)
	}
}
