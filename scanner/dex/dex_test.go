package dex

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// sample is a file with one of everything.
func sample() []classSpec {
	return []classSpec{{
		name: "Lcom/example/Base;", super: "Ljava/lang/Object;", flags: 0x401,
	}, {
		name: "Lcom/example/Main;", super: "Lcom/example/Base;", flags: 0x11,
		interfaces: []string{"Ljava/lang/Runnable;", "Ljava/util/List;"},
		source:     "Main.java",
		fields: []fieldSpec{
			{"COUNT", "J", accStatic | accFinal, ""},
			{"DEBUG", "Z", accStatic | accFinal, ""},
			{"NAME", "Ljava/lang/String;", accStatic | accFinal, "demo"},
			{"NOTE", "Ljava/lang/String;", accStatic | accFinal, ""},
			{"VERSION", "Ljava/lang/String;", accStatic | accFinal, "1.2.3"},
			{"current", "Ljava/lang/String;", accStatic, "start"},
			{"size", "I", 0, ""},
		},
		methods: []methodSpec{
			{name: "<init>", proto: "()V", flags: 0x10001, code: func(x *ids) []uint16 {
				return []uint16{0x1070, x.method("Lcom/example/Base;", "<init>", "()V"), 0, 0x000e}
			}},
			{name: "run", proto: "()V", flags: 0x1, virtual: true, code: func(x *ids) []uint16 {
				return []uint16{0x1a, x.str("imei"), 0x62, x.field("Landroid/os/Build;", "SERIAL", "Ljava/lang/String;"), 0x000e}
			}},
			{name: "sum", proto: "([ILjava/lang/String;J)Z", flags: 0x401, virtual: true},
		},
	}}
}

func parseOne(t testing.TB, data []byte) *File {
	t.Helper()
	files, err := Parse(data, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 {
		t.Fatalf("%d files, want 1", len(files))
	}
	return files[0]
}

// dump writes a file's index as text, one line for each thing.
func dump(f *File) string {
	var b strings.Builder
	for i := range f.NumClasses() {
		c := f.Class(i)
		fmt.Fprintf(&b, "class %s %#x super %s source %s\n", f.Type(c.Type), c.Flags, f.Type(c.Super), f.String(c.SourceFile))
		for _, t := range f.AppendInterfaces(nil, i) {
			fmt.Fprintf(&b, "  interface %s\n", f.Type(t))
		}
		f.StaticStrings(i, func(field, str uint32) {
			fmt.Fprintf(&b, "  constant %s = %q\n", f.String(f.Field(field).Name), f.String(str))
		})
		f.DeclaredMethods(i, func(m, flags uint32) {
			fmt.Fprintf(&b, "  method %s %#x\n", methodName(f, m), flags)
		})
	}
	return b.String()
}

func methodName(f *File, i uint32) string {
	m := f.Method(i)
	return fmt.Sprintf("%s.%s%s", f.Type(m.Class), f.String(m.Name), f.AppendProto(nil, m.Proto))
}

const sampleDump = `class Lcom/example/Base; 0x401 super Ljava/lang/Object; source 
class Lcom/example/Main; 0x11 super Lcom/example/Base; source Main.java
  interface Ljava/lang/Runnable;
  interface Ljava/util/List;
  constant NAME = "demo"
  constant VERSION = "1.2.3"
  method Lcom/example/Main;.<init>()V 0x10001
  method Lcom/example/Main;.run()V 0x1
  method Lcom/example/Main;.sum([ILjava/lang/String;J)Z 0x401
`

func TestParse(t *testing.T) {
	for _, version := range []string{"035", "037", "038", "039", "040", "041"} {
		t.Run(version, func(t *testing.T) {
			f := parseOne(t, buildDex(version, 0, 0, sample()...))
			if got := dump(f); got != sampleDump {
				t.Errorf("got\n%swant\n%s", got, sampleDump)
			}
			if fmt.Sprintf("0%d", f.Version()) != version {
				t.Errorf("version %d", f.Version())
			}
			if f.Damage() != nil || f.Notes() != nil {
				t.Errorf("damage %q, notes %q", f.Damage(), f.Notes())
			}
		})
	}
}

func TestParse_refuses_what_is_no_app_dex(t *testing.T) {
	good := buildDex("035", 0, 0, sample()...)
	with := func(magic string) []byte { return append([]byte(magic), good[len(magic):]...) }
	bigEndian := slices.Clone(good)
	binary.BigEndian.PutUint32(bigEndian[offEndianTag:], endianTag)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "0 bytes"},
		{"short", good[:0x60], "shorter than a dex header"},
		{"short_container", buildDex("041", 0, 0)[:0x74], "shorter than a dex header"},
		{"version_036", with("dex\n036\x00"), `version "036"`},
		{"version_999", with("dex\n999\x00"), `version "999"`},
		{"odex", with("dey\n036\x00"), "odex"},
		{"vdex", with("vdex027\x00"), "vdex"},
		{"cdex", with("cdex001\x00"), "cdex"},
		{"elf", with("\x7fELF\x02\x01\x01\x00"), "ELF"},
		{"zip", with("PK\x03\x04"), "no dex magic"},
		{"big_endian", bigEndian, "big-endian"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files, err := Parse(c.data, DefaultLimits())
			if err == nil || files != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("files %v, error %v, want %q", files, err, c.want)
			}
		})
	}
}

func TestParse_container(t *testing.T) {
	second := []classSpec{{name: "Lcom/example/Second;", super: "Ljava/lang/Object;", source: "Second.java"}}
	for _, fromHeader := range []bool{false, true} {
		t.Run(fmt.Sprintf("offsets_from_header_%v", fromHeader), func(t *testing.T) {
			data := buildContainer(fromHeader, sample(), second)
			files, err := Parse(data, DefaultLimits())
			if err != nil || len(files) != 2 {
				t.Fatalf("%d files, %v", len(files), err)
			}
			if got := dump(files[0]); got != sampleDump {
				t.Errorf("first file:\n%s", got)
			}
			const want = "class Lcom/example/Second; 0x0 super Ljava/lang/Object; source Second.java\n"
			if got := dump(files[1]); got != want {
				t.Errorf("second file:\n%s", got)
			}
			for _, f := range files {
				if f.Damage() != nil || f.Notes() != nil {
					t.Errorf("damage %q, notes %q", f.Damage(), f.Notes())
				}
			}
		})
	}
	t.Run("bytes_after_the_container_are_ignored", func(t *testing.T) {
		data := append(buildContainer(false, sample(), second), make([]byte, 100)...)
		files, _ := Parse(data, DefaultLimits())
		if len(files) != 2 || files[0].Damage() != nil || len(files[0].Notes()) != 1 {
			t.Errorf("%d files, damage %q, notes %q", len(files), files[0].Damage(), files[0].Notes())
		}
	})
	t.Run("second_header_lost", func(t *testing.T) {
		data := buildContainer(false, sample(), second)
		data[binary.LittleEndian.Uint32(data[offFileSize:])] = 'x'
		files, _ := Parse(data, DefaultLimits())
		if len(files) != 1 || len(files[0].Damage()) != 1 {
			t.Errorf("%d files, damage %q", len(files), files[0].Damage())
		}
	})
	t.Run("too_many_files", func(t *testing.T) {
		lim := DefaultLimits()
		lim.Files = 1
		files, _ := Parse(buildContainer(false, sample(), second), lim)
		if len(files) != 1 || len(files[0].Damage()) != 1 {
			t.Errorf("%d files, damage %q", len(files), files[0].Damage())
		}
	})
}

// TestParse_damaged_parts changes one place of a sound file and holds what is
// said and what is still read.
func TestParse_damaged_parts(t *testing.T) {
	put := func(field int, v uint32) func([]byte) []byte {
		return func(b []byte) []byte {
			binary.LittleEndian.PutUint32(b[field:], v)
			return b
		}
	}
	at := func(table, item int, v uint32) func([]byte) []byte {
		return func(b []byte) []byte {
			off := binary.LittleEndian.Uint32(b[table+4:])
			binary.LittleEndian.PutUint32(b[int(off)+item:], v)
			return b
		}
	}
	const far = 0x7fffffff
	for _, c := range []struct {
		name   string
		change func([]byte) []byte
		damage string // the only line, "" for none
		note   string
		keeps  string // a line of the dump
	}{
		{"file_size_lies", put(offFileSize, 9), "", "file_size is 9", "  method Lcom/example/Main;.run()V 0x1"},
		{"header_size_lies", put(offHeaderSize, 9), "", "header_size is 0x9", "  constant NAME"},
		{"endian_tag_lies", put(offEndianTag, 9), "", "endian_tag is 0x9", "  constant NAME"},
		{"checksum_lies", put(8, 9), "", "", "  constant NAME"},
		{"too_many_classes", put(offClassDefs, far), "outside the file", "", "class Lcom/example/Main;"},
		{"classes_outside", put(offClassDefs+4, far), "class_defs: 2 of 2 outside the file", "", ""},
		{"class_of_no_type", at(offClassDefs, 0, far), "class_defs: 1 of 2 point at nothing", "", "class Lcom/example/Main;"},
		{"class_data_outside", at(offClassDefs, classDefSize+24, far), "class_data: 1 of 2 outside the file", "", "  interface Ljava/util/List;"},
		{"static_values_outside", at(offClassDefs, classDefSize+28, far), "", "", "  method Lcom/example/Main;.run()V 0x1"},
		{"interfaces_outside", at(offClassDefs, classDefSize+12, far), "interfaces: 1 lists damaged", "", "  method Lcom/example/Main;.run()V 0x1"},
		{"string_outside", at(offStringIDs, 0, far), "string_data: 1 of", "", "class Lcom/example/Main;"},
		{"type_of_no_string", at(offTypeIDs, 0, far), "type_ids: 1 of", "", "class Lcom/example/Main;"},
		{"method_of_no_name", at(offMethodIDs, 4, far), "method_ids: 1 of", "", "  method Lcom/example/Main;.run()V 0x1"},
		{"field_of_no_name", at(offFieldIDs, 4, far), "field_ids: 1 of", "", "  constant VERSION"},
		{"proto_of_no_type", at(offProtoIDs, 4, far), "proto_ids: 1 of", "", "  constant VERSION"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := parseOne(t, c.change(buildDex("035", 0, 0, sample()...)))
			said := func(what string, lines []string, want string) {
				if want == "" && lines != nil || want != "" && (len(lines) == 0 || !strings.Contains(lines[0], want)) {
					t.Errorf("%s %q, want %q", what, lines, want)
				}
			}
			said("damage", f.Damage(), c.damage)
			said("notes", f.Notes(), c.note)
			if got := dump(f); !strings.Contains(got, c.keeps) {
				t.Errorf("%q is lost:\n%s", c.keeps, got)
			}
		})
	}
	t.Run("limits", func(t *testing.T) {
		lim := DefaultLimits()
		lim.Classes = 1
		files, err := Parse(buildDex("035", 0, 0, sample()...), lim)
		if err != nil || files[0].NumClasses() != 1 || files[0].Damage() == nil {
			t.Errorf("%v %v", files, err)
		}
	})
}

func TestFile_indexes_outside_the_tables(t *testing.T) {
	f := parseOne(t, buildDex("035", 0, 0, sample()...))
	for _, i := range []uint32{1 << 20, NoIndex - 1, NoIndex} {
		if f.String(i) != nil || f.Type(i) != nil || len(f.AppendProto(nil, i)) != 0 {
			t.Errorf("index %#x: a text", i)
		}
		if f.Method(i).Class != NoIndex || f.Field(i).Class != NoIndex || f.Class(int(i)).Type != NoIndex {
			t.Errorf("index %#x: a member", i)
		}
		f.DeclaredMethods(int(i), func(uint32, uint32) { t.Error("a method") })
		f.StaticStrings(int(i), func(uint32, uint32) { t.Error("a constant") })
		if len(f.AppendInterfaces(nil, int(i))) != 0 {
			t.Error("an interface")
		}
	}
	f.DeclaredMethods(-1, func(uint32, uint32) { t.Error("a method") })
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"ascii", "Lcom/a;", "Lcom/a;"},
		{"empty", "", ""},
		{"chinese", "位置", "位置"},
		{"zero", "a\xc0\x80b", "a\x00b"},
		{"surrogate_pair", "\xed\xa0\xbd\xed\xb8\x80!", "😀!"},
		{"four_bytes", "😀", "😀"},
		{"lone_high_surrogate", "\xed\xa0\xbdx", "\ufffdx"},
		{"lone_low_surrogate", "\xed\xb8\x80", "\ufffd"},
		{"high_before_high", "\xed\xa0\xbd\xed\xa0\xbd\xed\xb8\x80", "\ufffd😀"},
		{"cut", "a\xe4\xbd", "a\ufffd\ufffd"},
		{"overlong", "\xc1\x81", "\ufffd\ufffd"},
		{"continuation_alone", "\x80", "\ufffd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Decode([]byte(c.in)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
