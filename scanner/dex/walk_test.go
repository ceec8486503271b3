package dex

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"
)

// everything marks all methods, fields, strings and types of f.
func everything(f *File) Interest {
	mark := func(n int) []uint8 { return slices.Repeat([]uint8{1}, n) }
	return Interest{Methods: mark(f.NumMethods()), Fields: mark(f.NumFields()), Strings: mark(f.NumStrings()), Types: mark(f.NumTypes())}
}

// walkText walks f and returns a line for each reference.
func walkText(f *File, in Interest) (string, WalkStats) {
	var b strings.Builder
	stats := f.Walk(in, func(class int, method uint32, refs []Ref) {
		for _, r := range refs {
			fmt.Fprintf(&b, "%s %d ", f.String(f.Method(method).Name), r.Offset)
			switch r.Kind {
			case CallRef:
				fmt.Fprintf(&b, "call %s\n", methodName(f, r.Index))
			case ReadRef:
				m := f.Field(r.Index)
				fmt.Fprintf(&b, "read %s.%s %s\n", f.Type(m.Class), f.String(m.Name), f.Type(m.Type))
			case StringRef:
				fmt.Fprintf(&b, "string %q\n", f.String(r.Index))
			case TypeRef:
				fmt.Fprintf(&b, "type %s\n", f.Type(r.Index))
			}
		}
	})
	return b.String(), stats
}

// oneMethod is a class with one method of the given code.
func oneMethod(code func(x *ids) []uint16) []classSpec {
	return []classSpec{{
		name: "La;", super: "Ljava/lang/Object;",
		methods: []methodSpec{{name: "m", proto: "()V", flags: 1, code: code}},
	}}
}

func TestWalk_references(t *testing.T) {
	const call = "m 0 call Lb;.f(I)V\n"
	for _, c := range []struct {
		name string
		code func(x *ids) []uint16
		want string
	}{
		{"invoke_virtual", calls(0x6e, 1), call},
		{"invoke_super", calls(0x6f, 1), call},
		{"invoke_direct", calls(0x70, 1), call},
		{"invoke_static", calls(0x71, 1), call},
		{"invoke_interface", calls(0x72, 1), call},
		{"invoke_virtual_range", calls(0x74, 1), call},
		{"invoke_interface_range", calls(0x78, 1), call},
		{"invoke_polymorphic", calls(0xfa, 2), call},
		{"invoke_polymorphic_range", calls(0xfb, 2), call},
		{"invoke_custom_is_no_method", calls(0xfc, 1), ""},
		{"sget", field(0x60), "m 0 read Lb;.f I\n"},
		{"sget_short", field(0x66), "m 0 read Lb;.f I\n"},
		{"sput_is_no_read", field(0x67), ""},
		{"iget", field(0x52), "m 0 read Lb;.f I\n"},
		{"iget_short", field(0x58), "m 0 read Lb;.f I\n"},
		{"iput_is_no_read", field(0x59), ""},
		{"const_string", func(x *ids) []uint16 { return []uint16{0x001a, x.str("s"), 0x000e} }, "m 0 string \"s\"\n"},
		{"const_string_jumbo", func(x *ids) []uint16 { return []uint16{0x001b, x.str("s"), 0, 0x000e} }, "m 0 string \"s\"\n"},
		{"const_class", func(x *ids) []uint16 { return []uint16{0x001c, x.typ("Lb;"), 0x000e} }, "m 0 type Lb;\n"},
		{"check_cast", func(x *ids) []uint16 { return []uint16{0x001f, x.typ("Lb;"), 0x000e} }, "m 0 type Lb;\n"},
		{"instance_of_is_none", func(x *ids) []uint16 { return []uint16{0x0020, x.typ("Lb;"), 0x000e} }, ""},
		{"in_order_with_offsets", func(x *ids) []uint16 {
			return []uint16{
				0x0012, // const/4
				0x0071, x.method("Lb;", "f", "(I)V"), 0,
				0x0000,             // nop
				0x0018, 1, 2, 3, 4, // const-wide
				0x001a, x.str("s"),
				0x000e,
			}
		}, "m 1 call Lb;.f(I)V\nm 10 string \"s\"\n"},
		{"payloads_are_no_code", func(x *ids) []uint16 {
			s := x.str("s")
			return []uint16{
				0x000e, 0x0000,
				0x0100, 2, 0, 0, 0x001a, s, 0x001a, s,
				0x0200, 1, 0x001a, s, 0x001a, s,
				0x0300, 1, 3, 0, 0x001a, s,
				0x0000,
				0x001a, s,
			}
		}, "m 23 string \"s\"\n"},
		{"last_instruction_of_the_code", func(x *ids) []uint16 { return []uint16{0x000e, 0x001a, x.str("s")} }, "m 1 string \"s\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := parseOne(t, buildDex("038", 0, 0, oneMethod(c.code)...))
			got, stats := walkText(f, everything(f))
			if got != c.want || stats.Damage != nil || stats.Methods != 1 || stats.Code != 1 {
				t.Errorf("got %q, want %q; %+v", got, c.want, stats)
			}
			if got, _ := walkText(f, Interest{}); got != "" {
				t.Errorf("without interest: %q", got)
			}
		})
	}
}

func calls(op uint16, more int) func(x *ids) []uint16 {
	return func(x *ids) []uint16 {
		code := []uint16{op, x.method("Lb;", "f", "(I)V")}
		return append(append(code, make([]uint16, more)...), 0x000e)
	}
}

func field(op uint16) func(x *ids) []uint16 {
	return func(x *ids) []uint16 { return []uint16{op, x.field("Lb;", "f", "I"), 0x000e} }
}

func TestWalk_reports_only_what_is_marked(t *testing.T) {
	f := parseOne(t, buildDex("035", 0, 0, sample()...))
	all, stats := walkText(f, everything(f))
	const want = `<init> 0 call Lcom/example/Base;.<init>()V
run 0 string "imei"
run 2 read Landroid/os/Build;.SERIAL Ljava/lang/String;
`
	if all != want || stats.Instructions != 5 || stats.Methods != 3 || stats.Code != 2 {
		t.Errorf("got\n%s%+v", all, stats)
	}
	only := Interest{Strings: make([]uint8, f.NumStrings())}
	for i := range only.Strings {
		if string(f.String(uint32(i))) == "imei" {
			only.Strings[i] = 7
		}
	}
	if got, _ := walkText(f, only); got != "run 0 string \"imei\"\n" {
		t.Errorf("got %q", got)
	}
	none := everything(f)
	none.Classes = make([]uint8, f.NumClasses())
	if got, stats := walkText(f, none); got != "" || stats.Instructions != 0 {
		t.Errorf("no class is wanted, got %q, %+v", got, stats)
	}
	more := everything(f) // of the second kind, but for the string
	for _, m := range [][]uint8{more.Methods, more.Fields} {
		for i := range m {
			m[i] = 2
		}
	}
	for kinds, want := range map[uint8]string{1: "run 0 string \"imei\"\n", 2: strings.Replace(want, "run 0 string \"imei\"\n", "", 1), 3: want} {
		more.Classes = slices.Repeat([]uint8{kinds}, f.NumClasses())
		if got, _ := walkText(f, more); got != want {
			t.Errorf("kinds %d of interest: got %q, want %q", kinds, got, want)
		}
	}
	over := Interest{Methods: slices.Repeat([]uint8{1}, 1<<17)} // longer than the table
	if got, _ := walkText(f, over); got != want[:strings.Index(want, "run")] {
		t.Errorf("got %q", got)
	}
}

// TestWalk_index_of_more_than_16_bits also has methods enough for many batches,
// whose order must hold.
func TestWalk_index_of_more_than_16_bits(t *testing.T) {
	c := classSpec{name: "La;", super: "Ljava/lang/Object;"}
	for i := range 1000 {
		c.methods = append(c.methods, methodSpec{
			name: fmt.Sprintf("m%03d", i), proto: "()V",
			code: func(x *ids) []uint16 {
				code := make([]uint16, i%7) // nops
				for j := range 70 {
					n := x.strings.at(fmt.Sprintf("text %d %d", i, j))
					code = append(code, 0x001b, uint16(n), uint16(n>>16))
				}
				return append(code, 0x000e)
			},
		})
	}
	f := parseOne(t, buildDex("035", 0, 0, c))
	in := Interest{Strings: make([]uint8, f.NumStrings())}
	var want strings.Builder
	wanted := map[string]bool{}
	for i := 0; i < 1000; i += 3 {
		text := fmt.Sprintf("text %d 69", i)
		wanted[text] = true
		fmt.Fprintf(&want, "m%03d %d string %q\n", i, i%7+69*3, text)
	}
	i := 0
	for s := range texts(f) {
		if wanted[s] {
			in.Strings[i] = 1
		}
		i++
	}
	got, stats := walkText(f, in)
	if got != want.String() || stats.Damage != nil {
		t.Errorf("%+v, got %.200s", stats, got)
	}
}

func TestWalk_damaged_code(t *testing.T) {
	for _, c := range []struct {
		name string
		bad  []uint16
	}{
		{"unused_opcode", []uint16{0x0079, 0x000e}},
		{"unused_opcode_last", []uint16{0x000e, 0x0040}},
		{"optimised_opcode_of_a_device", []uint16{0x00e9, 0, 0, 0x000e}},
		{"instruction_cut", []uint16{0x000e, 0x006e}},
		{"wide_instruction_cut", []uint16{0x0018, 1, 2}},
		{"jumbo_cut", []uint16{0x001b, 0}},
		{"unknown_payload", []uint16{0x0400, 0, 0, 0}},
		{"payload_too_long", []uint16{0x0300, 2, 0xffff, 0xffff, 0}},
		{"payload_cut", []uint16{0x000e, 0x0100}},
		{"switch_too_long", []uint16{0x0200, 0xffff, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			// What comes before the damage is not reported either, and the
			// methods around it are.
			good := func(x *ids) []uint16 { return []uint16{0x001a, x.str("s"), 0x000e} }
			data := buildDex("035", 0, 0, classSpec{name: "La;", methods: []methodSpec{
				{name: "a", proto: "()V", code: good},
				{name: "b", proto: "()V", code: func(x *ids) []uint16 {
					return append([]uint16{0x001a, x.str("s")}, c.bad...)
				}},
				{name: "c", proto: "()V", code: good},
			}})
			f := parseOne(t, data)
			got, stats := walkText(f, everything(f))
			if got != "a 0 string \"s\"\nc 0 string \"s\"\n" || stats.Methods != 3 || stats.Code != 2 {
				t.Errorf("got %q, %+v", got, stats)
			}
			if want := []string{"code: 1 methods do not decode to their end"}; !slices.Equal(stats.Damage, want) {
				t.Errorf("damage %q", stats.Damage)
			}
		})
	}
}

// TestWalk_code_at_the_end_of_the_file needs nothing behind the code, and all of
// the code.
func TestWalk_code_at_the_end_of_the_file(t *testing.T) {
	data := buildDex("035", 0, 0, oneMethod(func(x *ids) []uint16 { return []uint16{x.str("s")} })...)
	text := uint16(slices.IndexFunc(slices.Collect(texts(parseOne(t, data))), func(s string) bool { return s == "s" }))
	w := &writer{b: data}
	w.align()
	w.put32(int(le.Uint32(data[offClassDefs+4:]))+24, w.offset())
	w.b = append(w.b, 0, 0, 1, 0) // no fields, one direct method,
	w.b = append(w.b, 0, 1)       // index 0, flags 1,
	w.uleb((w.offset() + 4) &^ 3) // its code next
	w.code([]uint16{0x001a, text, 0x001a, text})
	f := parseOne(t, w.b)
	if got, stats := walkText(f, everything(f)); got != "m 0 string \"s\"\nm 2 string \"s\"\n" || stats.Damage != nil {
		t.Errorf("got %q, %+v", got, stats)
	}
	f = parseOne(t, w.b[:len(w.b)-2])
	got, stats := walkText(f, everything(f))
	if want := []string{"code: 1 methods outside the file"}; got != "" || !slices.Equal(stats.Damage, want) {
		t.Errorf("cut: got %q, %+v", got, stats)
	}
}

func texts(f *File) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range f.NumStrings() {
			if !yield(string(f.String(uint32(i)))) {
				return
			}
		}
	}
}

func TestWalk_hollow_code(t *testing.T) {
	nops := func(n int, then ...uint16) []uint16 { return append(make([]uint16, n), then...) }
	for name, c := range map[string]struct {
		code   []uint16
		hollow int
	}{
		"nop_only":               {nops(9), 1},
		"no_instruction":         {nil, 1},
		"nop_and_return":         {nops(5, 0x000e), 1},
		"nop_constant_return":    {nops(5, 0x0012, 0x000f), 1},
		"empty_method":           {nops(0, 0x000e), 0},
		"two_nop_and_return":     {nops(2, 0x000e), 0},
		"nop_beside_much_else":   {nops(5, 0x0012, 0x0012, 0x000f), 0},
		"return_with_a_constant": {nops(0, 0x0012, 0x000f), 0},
	} {
		t.Run(name, func(t *testing.T) {
			f := parseOne(t, buildDex("035", 0, 0, classSpec{name: "La;", methods: []methodSpec{
				{name: "a", proto: "()V", code: func(*ids) []uint16 { return c.code }},
			}}))
			if _, stats := walkText(f, everything(f)); stats.Hollow != c.hollow || stats.Code != 1 || stats.Instructions != len(c.code) {
				t.Errorf("%+v", stats)
			}
		})
	}
}

// TestHostile_files_cost_no_more_than_their_size points many things at one.
func TestHostile_files_cost_no_more_than_their_size(t *testing.T) {
	t.Run("all_methods_share_one_code", func(t *testing.T) {
		c := classSpec{name: "La;"}
		for i := range 20000 {
			c.methods = append(c.methods, methodSpec{name: fmt.Sprintf("m%05d", i), proto: "()V"})
		}
		c.methods[0].code = func(*ids) []uint16 { return slices.Repeat([]uint16{0x0012}, 1<<20) }
		data := buildDex("035", 0, 0, c)
		f := parseOne(t, data)
		// Forge the class data: every method names the first one's code.
		d, _ := f.classData(0)
		first, _ := f.encodedMethod(d.members, 0)
		w := &writer{b: append([]byte(nil), data...)}
		off := len(w.b)
		for _, n := range []uint32{0, 0, 20000, 0} {
			w.uleb(n)
		}
		for i := range uint32(20000) {
			w.uleb(min(i, 1))
			w.uleb(0)
			w.uleb(first.code)
		}
		w.put32(int(le.Uint32(data[offClassDefs+4:]))+24, uint32(off))
		f = parseOne(t, w.b)
		start := time.Now()
		_, stats := walkText(f, everything(f))
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
		if len(stats.Damage) != 1 || !strings.Contains(stats.Damage[0], "left out") || stats.Code < 8 {
			t.Errorf("%+v", stats)
		}
	})
	t.Run("all_classes_share_one_class_data", func(t *testing.T) {
		f := parseOne(t, forge(buildDex("035", 0, 0, oneMethod(nil)...), offClassDefs, classDefSize, 60000, func(w *writer, at int) {
			w.put32(at+24, uint32(len(w.b)))
		}, append([]byte{0, 0, 0x80, 0x80, 1}, make([]byte, 50000)...)))
		if len(f.Damage()) != 1 || f.classDataEnd > 1000 {
			t.Errorf("%q, data of %d classes", f.Damage(), f.classDataEnd)
		}
	})
	t.Run("all_strings_share_one_text", func(t *testing.T) {
		text := append([]byte{0xff, 0xff, 0x3f}, slices.Repeat([]byte{'x'}, 1<<20)...)
		f := parseOne(t, forge(buildDex("035", 0, 0, oneMethod(nil)...), offStringIDs, stringIDSize, 1<<20, func(w *writer, at int) {
			w.put32(at, uint32(len(w.b)))
		}, append(text, 0)))
		if len(f.Damage()) == 0 || f.NumStrings() > 100 {
			t.Errorf("%q, %d strings", f.Damage(), f.NumStrings())
		}
	})
}

// forge replaces a table by n copies of one item at the end of the file, changed
// by set, with tail behind them.
func forge(data []byte, table, size, n int, set func(w *writer, at int), tail []byte) []byte {
	w := &writer{b: slices.Clone(data)}
	item := slices.Clone(data[le.Uint32(data[table+4:]):][:size])
	w.put32(table, uint32(n))
	w.put32(table+4, uint32(len(w.b)))
	at := len(w.b)
	w.b = append(w.b, slices.Repeat(item, n)...)
	for i := range n {
		set(w, at+i*size)
	}
	w.b = append(w.b, tail...)
	return w.b
}

// TestOpTable holds the lengths against the instruction formats of the bytecode
// reference, whose first digit is the length in units.
func TestOpTable(t *testing.T) {
	formats := map[string]string{
		"00": "10x", "01": "12x", "02": "22x", "03": "32x", "04": "12x", "05": "22x", "06": "32x",
		"07": "12x", "08": "22x", "09": "32x", "0a-0d": "11x", "0e": "10x", "0f-11": "11x",
		"12": "11n", "13": "21s", "14": "31i", "15": "21h", "16": "21s", "17": "31i", "18": "51l",
		"19": "21h", "1a": "21c", "1b": "31c", "1c": "21c", "1d-1e": "11x", "1f": "21c", "20": "22c",
		"21": "12x", "22": "21c", "23": "22c", "24": "35c", "25": "3rc", "26": "31t", "27": "11x",
		"28": "10t", "29": "20t", "2a": "30t", "2b-2c": "31t", "2d-31": "23x", "32-37": "22t",
		"38-3d": "21t", "44-51": "23x", "52-5f": "22c", "60-6d": "21c", "6e-72": "35c", "74-78": "3rc",
		"7b-8f": "12x", "90-af": "23x", "b0-cf": "12x", "d0-d7": "22s", "d8-e2": "22b",
		"fa": "45cc", "fb": "4rcc", "fc": "35c", "fd": "3rc", "fe-ff": "21c",
	}
	var want [256]int
	for r, format := range formats {
		var first, last int
		if n, _ := fmt.Sscanf(r, "%02x-%02x", &first, &last); n == 1 {
			last = first
		}
		for op := first; op <= last; op++ {
			want[op] = int(format[0] - '0')
		}
	}
	table := opTable(1)
	for op, units := range want {
		if got := int(table[op] & 0xff / 2); got != units {
			t.Errorf("opcode %02x has %d units, want %d", op, got, units)
		}
	}
}

func TestWalk_allocates_nothing_per_class(t *testing.T) {
	allocs := func(classes int) float64 {
		f := parseOne(t, synthetic(classes))
		in := everything(f)
		return testing.AllocsPerRun(5, func() {
			f.Walk(in, func(int, uint32, []Ref) {})
		})
	}
	if few, many := allocs(40), allocs(400); many > few+4 {
		t.Errorf("%v allocations for 40 classes, %v for 400", few, many)
	}
}
