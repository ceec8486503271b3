package app

import (
	"bytes"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/shogo82148/androidbinary"
)

// resValue is one value of a resource in one configuration.
type resValue struct {
	entry int
	lang  string
	val   any // string, int, ref
}

// Shapes of a type chunk's table of entries.
const (
	shapeDense = iota
	shapeSparse
	shapeOffset16
	shapeCompact
)

// arscOf builds a resource table with one package 0x7f and one type 1.
func arscOf(shape int, values ...resValue) []byte {
	var list []string
	langs := []string{}
	for _, v := range values {
		if s, ok := v.val.(string); ok {
			list = append(list, s)
		}
		if !slices.Contains(langs, v.lang) {
			langs = append(langs, v.lang)
		}
	}
	typeStrings, keyStrings := poolBytes([]string{"string"}, false), poolBytes([]string{"key"}, false)
	var types []byte
	for _, lang := range langs {
		types = append(types, typeOf(shape, lang, values, list)...)
	}
	head := u32s(0x7f)
	head = append(head, make([]byte, 256)...)
	head = append(head, u32s(288, 0, 288+uint32(len(typeStrings)), 0, 0)...)
	pkg := chunk(chunkPackage, 288, head, slices.Concat(typeStrings, keyStrings, types))
	return chunk(chunkTable, tableHeaderSize, u32s(1), slices.Concat(poolBytes(list, true), pkg))
}

func typeOf(shape int, lang string, values []resValue, list []string) []byte {
	const size = 4
	var offsets [size]uint32
	var sparse, entries []byte
	for i := range offsets {
		offsets[i] = noString
	}
	for _, v := range values {
		if v.lang != lang {
			continue
		}
		typ, data := byte(resIntDec), uint32(0)
		switch x := v.val.(type) {
		case string:
			typ, data = resString, uint32(slices.Index(list, x))
		case int:
			data = uint32(x)
		case ref:
			typ, data = resReference, uint32(x)
		}
		offsets[v.entry] = uint32(len(entries))
		sparse = append(sparse, u16s(uint16(v.entry), uint16(len(entries)/4))...)
		if shape == shapeCompact {
			entries = append(append(entries, u16s(0, uint16(typ)<<8|entryCompact)...), u32s(data)...)
			continue
		}
		entries = slices.Concat(entries, u16s(8, 0), u32s(0), u16s(8), []byte{0, typ}, u32s(data))
	}
	table, flags, count := u32s(offsets[:]...), byte(0), uint32(size)
	switch shape {
	case shapeSparse:
		table, flags, count = sparse, typeSparse, uint32(len(sparse)/4)
	case shapeOffset16:
		table, flags = nil, typeOffset16
		for _, o := range offsets {
			if o != noString {
				o /= 4
			}
			table = append(table, u16s(uint16(o))...)
		}
	}
	config := make([]byte, 64)
	config[0] = 64
	language, country, _ := strings.Cut(lang, "-")
	copy(config[8:], language)
	copy(config[10:], country)
	const head = typeHeaderSize + 64
	start := uint32(head + len(table))
	rest := slices.Concat([]byte{1, flags, 0, 0}, u32s(count, start), config)
	return chunk(chunkType, head, rest, append(table, entries...))
}

func resID(entry int) uint32 { return 0x7f010000 | uint32(entry) }

func TestResources(t *testing.T) {
	values := []resValue{
		{0, "", "Solar"}, {0, "zh", "太阳能"}, {0, "zh-TW", "太陽能"}, {0, "fr", "Solaire"},
		{1, "", ref(resID(0))}, {2, "", ref(resID(2))}, {3, "fr", "seulement"},
	}
	for shape, shapeName := range []string{"dense", "sparse", "offset16", "compact"} {
		r, err := readResources(arscOf(shape, values...))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name, lang string
			id         uint32
			want       string
			ok         bool
		}{
			{"default", "", resID(0), "Solar", true},
			{"language", "zh", resID(0), "太阳能", true},
			{"region", "zh-TW", resID(0), "太陽能", true},
			{"other_region", "zh-CN", resID(0), "太阳能", true},
			{"language_that_is_not_there", "de", resID(0), "Solar", true},
			{"reference", "zh", resID(1), "太阳能", true},
			{"reference_to_itself", "", resID(2), "", false},
			{"only_in_french", "", resID(3), "", false},
			{"no_such_entry", "", resID(9), "", false},
			{"no_such_package", "", 0x01040001, "", false},
		} {
			t.Run(shapeName+"/"+c.name, func(t *testing.T) {
				if v, ok := r.lookup(c.id, c.lang); v.String() != c.want || ok != c.ok {
					t.Errorf("got %q %v, want %q %v", v, ok, c.want, c.ok)
				}
			})
		}
	}
}

// androidbinary reads the plain form too: the two must agree.
func TestResourcesAsAndroidbinaryReadsThem(t *testing.T) {
	data := arscOf(shapeDense, resValue{0, "", "Solar"}, resValue{0, "zh", "太阳能"}, resValue{0, "fr", "Solaire"}, resValue{1, "", 42})
	table, err := androidbinary.NewTableFile(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	r, err := readResources(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"", "zh", "fr"} {
		config := configFor(lang)
		want, err := table.GetResource(androidbinary.ResID(resID(0)), &config)
		if got, ok := r.lookup(resID(0), lang); err != nil || !ok || got.String() != want {
			t.Errorf("%q: got %q, androidbinary %q, %v", lang, got, want, err)
		}
	}
}

func TestLabels(t *testing.T) {
	app := func(label any) el {
		return manifestEl("a.b", el{"application", []at{android(attrLabel, "label", label)}, []el{
			{"meta-data", []at{name("k"), android(attrValue, "value", ref(resID(0)))}, nil}}})
	}
	arsc := file{resourcesName, arscOf(shapeDense, resValue{0, "", "Solar"}, resValue{0, "zh", "太阳能"})}
	t.Run("text", func(t *testing.T) {
		if a := mustOpen(t, apkOf(t, app("Plain"))); a.Label("zh") != "Plain" {
			t.Errorf("got %q", a.Label("zh"))
		}
	})
	t.Run("reference", func(t *testing.T) {
		a := mustOpen(t, apkOf(t, app(ref(resID(0))), arsc))
		if got := a.Label("") + a.Label("zh-CN") + a.Resolve(a.Manifest.Application.MetaData[0].Value); got != "Solar太阳能Solar" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("without_resources", func(t *testing.T) {
		a := mustOpen(t, apkOf(t, app(ref(resID(0)))))
		if got := a.Label("") + a.Resolve(a.Manifest.Application.MetaData[0].Value); got != "@0x7f010000" || len(a.NotRead()) > 0 {
			t.Errorf("got %q, %v", got, a.NotRead())
		}
	})
	t.Run("damaged_resources", func(t *testing.T) {
		a := mustOpen(t, apkOf(t, app(ref(resID(0))), file{resourcesName, []byte("\x02\x00\x0c\x00\xff\xff\xff\xff")}))
		if a.Label("") != "" || len(a.NotRead()) != 1 || a.NotRead()[0].What != resourcesName {
			t.Errorf("got %q, %v", a.Label(""), a.NotRead())
		}
	})
}

// Opening an app and listing its permissions reads no resources.
func TestResourcesAreReadWhenAskedFor(t *testing.T) {
	root := manifestEl("a.b", uses(p+"CAMERA"), el{"application", []at{android(attrLabel, "label", ref(resID(0))), android(attrEnabled, "enabled", ref(resID(1)))}, nil})
	a := mustOpen(t, apkOf(t, root, file{resourcesName, []byte("not a table at all")}))
	if len(a.Permissions()) == 0 || len(a.NotRead()) > 0 {
		t.Errorf("resources were read: %v", a.NotRead())
	}
}

// A crafted table must not make look-ups cost without end.
func TestLookupBudget(t *testing.T) {
	r, err := readResources(arscOf(shapeDense, resValue{0, "", "x"}))
	if err != nil {
		t.Fatal(err)
	}
	r.steps = maxLookupSteps - 2
	if _, ok := r.lookup(resID(0), ""); !ok {
		t.Error("the last look-up that may be made gives nothing")
	}
	if _, ok := r.lookup(resID(0), ""); ok || !r.spent() {
		t.Error("look-ups go on")
	}
}

// Thousands of references to one long text must not each cost a copy.
func TestManyReferencesToOneText(t *testing.T) {
	long := strings.Repeat("long ", 6000)
	var many []el
	for range 20_000 {
		many = append(many, uses("", name(ref(resID(0)))))
		many[len(many)-1].attrs = many[len(many)-1].attrs[1:]
	}
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"apk", apkOf(t, manifestEl("a.b", many...), file{resourcesName, arscOf(shapeDense, resValue{0, "", long}, resValue{1, "", ref(resID(0))})})},
		{"bundle", zipOf(t, file{"base/manifest/" + manifestName, protoOf(manifestEl("a.b", many...))}, file{"base/resources.pb", protoTable(map[string]string{"": long})})},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			mustOpen(t, c.data).Permissions()
			runtime.ReadMemStats(&after)
			if cost := (after.TotalAlloc - before.TotalAlloc) / mib; cost > 100 {
				t.Errorf("%d MiB were allocated", cost)
			}
		})
	}
}

// The label of every real app, where there are some, is what androidbinary
// reads with the default configuration.
func TestLabelsOfRealApps(t *testing.T) {
	for _, path := range realApps(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a := mustOpen(t, data)
		e, ok := a.Entry(resourcesName)
		if v := a.Manifest.Application.Label; ok && v.Kind == Reference {
			arsc, err := a.Read(e, nil)
			if err != nil {
				t.Fatal(err)
			}
			table, err := androidbinary.NewTableFile(bytes.NewReader(arsc))
			if err != nil {
				t.Fatal(err)
			}
			want, err := table.GetResource(androidbinary.ResID(v.Data), &androidbinary.ResTableConfig{})
			if got := a.Label(""); err != nil || got != want {
				t.Errorf("%s: got %q, androidbinary %q, %v", path, got, want, err)
			}
		}
	}
}
