package dex

import (
	"encoding/binary"
	"testing"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	f.Add(buildDex("035", 0, 0, sample()...))
	f.Add(buildDex("039", 0, 0, oneMethod(func(x *ids) []uint16 {
		return []uint16{0x001b, x.str("s"), 0, 0x0100, 1, 0, 0, 1, 2, 0x0200, 0, 0x0300, 1, 2, 0, 9, 0x10fa, x.method("La;", "m", "()V"), 0, 0}
	})...))
	f.Add(buildContainer(false, sample(), sample()))
	f.Add(buildContainer(true, sample(), sample()))
	f.Fuzz(func(t *testing.T, data []byte) {
		files, err := Parse(data, DefaultLimits())
		if (err != nil) != (files == nil) {
			t.Fatalf("%d files and error %v", len(files), err)
		}
		for _, file := range files {
			readAll(t, file)
		}
	})
}

// readAll reads all there is in a file.
func readAll(t *testing.T, f *File) {
	for i := range f.NumStrings() {
		if s := Decode(f.String(uint32(i))); !utf8.ValidString(s) {
			t.Fatalf("string %d is %q", i, s)
		}
	}
	for i := range f.NumTypes() {
		f.Type(uint32(i))
	}
	var proto []byte
	for i := range f.NumMethods() {
		proto = f.AppendProto(proto[:0], f.Method(uint32(i)).Proto)
	}
	for i := range f.NumFields() {
		f.Field(uint32(i))
	}
	var list []uint32
	declared := 0
	for i := range f.NumClasses() {
		f.Class(i)
		list = f.AppendInterfaces(list[:0], i)
		f.DeclaredMethods(i, func(m, _ uint32) {
			declared++
			if int(m) >= f.NumMethods() {
				t.Fatalf("declared method %d of %d", m, f.NumMethods())
			}
		})
		f.StaticStrings(i, func(field, str uint32) {
			if int(field) >= f.NumFields() || int(str) >= f.NumStrings() {
				t.Fatalf("constant %d = %d", field, str)
			}
		})
	}
	limit := map[RefKind]int{CallRef: f.NumMethods(), ReadRef: f.NumFields(), StringRef: f.NumStrings()}
	stats := f.Walk(everything(f), func(class int, method uint32, refs []Ref) {
		if class >= f.NumClasses() || int(method) >= f.NumMethods() || len(refs) == 0 {
			t.Fatalf("class %d method %d: %d references", class, method, len(refs))
		}
		for i, r := range refs {
			if int(r.Index) >= limit[r.Kind] || i > 0 && r.Offset <= refs[i-1].Offset {
				t.Fatalf("reference %+v after %+v", r, refs[max(0, i-1)])
			}
		}
	})
	if stats.Methods != declared || stats.Code > stats.Methods || stats.Instructions < 0 {
		t.Fatalf("%d declared, %+v", declared, stats)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("a\xc0\x80\xed\xa0\xbd\xed\xb8\x80\xe4\xbd"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if s := Decode(data); !utf8.ValidString(s) || len(s) > 3*len(data) {
			t.Fatalf("%q", s)
		}
	})
}

// FuzzUleb holds the reading without branches against the plain one.
func FuzzUleb(f *testing.F) {
	f.Add([]byte{0x80, 0x80, 0x01, 0, 0, 0, 0, 0, 0})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x0f, 1, 2, 3, 4})
	f.Add(binary.AppendUvarint(nil, 1<<40))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, p := uleb(data, 0)
		if w, q := ulebAny(data, 0); w != v || q != p {
			t.Fatalf("%x: %d to %d, %d to %d", data, v, p, w, q)
		}
	})
}
