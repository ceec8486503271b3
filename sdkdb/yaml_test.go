package sdkdb

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoadNamesFileAndLine(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"unknown_key":       {"sdks:\n- id: a\n  name: A\n  colour: red\n", `dir/x.yaml:4: unknown key "colour"`},
		"key_twice":         {"sdks:\n- id: a\n  name: A\n  name: B\n", `dir/x.yaml:4: the key "name" stands twice`},
		"no_name":           {"sdks:\n- id: a\n", "dir/x.yaml:2: an entry needs an id and a name"},
		"wrong_kind":        {"sdks:\n- id: a\n  name: A\n  kind: thing\n", "kind is sdk or library"},
		"list_expected":     {"sdks:\n- id: a\n  name: A\n  zh: 甲\n", "dir/x.yaml:4: zh: expected a list"},
		"source_missing":    {"sdks:\n- id: a\n  name: A\n  classes:\n    com.a:\n", "dir/x.yaml:5: com.a: expected the sources"},
		"wrong_anchor":      {"sdks:\n- id: a\n  name: A\n  anchors:\n    host a.b: hand\n", "an anchor is written KIND VALUE"},
		"other_top_key":     {"vendors:\n- id: a\n", "a data file holds one key, sdks"},
		"no_yaml":           {"sdks: [\n", "dir/x.yaml: yaml:"},
		"empty":             {"", "dir/x.yaml: the file is empty"},
		"alias_of_yaml":     {"sdks:\n- &x\n  id: a\n  name: A\n- *x\n", "anchors and aliases are not used"},
		"parent_missing":    {"sdks:\n- id: a\n  name: A\n  parent: b\n", "there is no entry b"},
		"carrier_missing":   {"sdks:\n- id: a\n  name: A\n  bundledIn:\n    b:\n      note: x\n", "there is no entry b"},
		"unknown_in_full":   {"sdks:\n- {id: a, name: A, colour: red}\n", `dir/x.yaml:2: unknown key "colour"`},
		"id_twice_in_files": {"sdks:\n- id: a\n  name: A\n- id: a\n  name: B\n", "the id a is already used"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := (&DB{}).With(fstest.MapFS{"x.yaml": {Data: []byte(c.text)}}, "dir")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestUserFilesAddAndOverride(t *testing.T) {
	base := embeddedForTest(t)
	db, err := base.With(fstest.MapFS{"own.yaml": {Data: []byte(`# in full YAML
sdks:
- {id: acme-push, name: Acme Push, en: [Acme Push], categories: [push], from: [own], classes: {com.acme.push: own}}
- id: alipay
  name: >-
    Our Alipay
  categories: [payment]
`)}}, "own")
	if err != nil {
		t.Fatal(err)
	}
	if s := db.Lookup("acme-push"); s == nil || s.Classes[0].Value != "com.acme.push" {
		t.Errorf("acme-push: %+v", s)
	}
	if s := db.Lookup("alipay"); s.Name != "Our Alipay" || len(s.Classes) != 0 {
		t.Errorf("alipay is not overridden: %+v", s)
	}
	if base.Lookup("acme-push") != nil || base.Version() == db.Version() {
		t.Error("the database it was added to has changed")
	}
	if got := db.ResolveName("Acme Push SDK"); got != "acme-push" {
		t.Errorf("resolves to %q", got)
	}
	if m := find(observe(db, Sample{Classes: []string{"com.acme.push.*9"}}), "acme-push"); m == nil || m.Confidence != Certain {
		t.Errorf("not found: %+v", m)
	}
}

// Whatever the simple reader accepts, the YAML library reads as the same.
func FuzzReadSimple(f *testing.F) {
	for _, s := range []string{"a: b\n", "a:\n- b: c\n  d: [e, \"f g\"]\n", "a:\n  b c: d\n# x\n  e: \"\\\"\"\n", "- a\n- b: c\n", "a: [b, c]\nd:\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		simple, err := readSimple(text)
		if err != nil {
			return
		}
		full, err := readYAML(text)
		if err != nil {
			t.Fatalf("%q: simple reads it, YAML says %v", text, err)
		}
		if !sameTree(simple, full) {
			t.Fatalf("%q: simple reads %+v, YAML %+v", text, simple, full)
		}
	})
}

// TestPlainText puts a character at every place of a text, since most of a text
// is looked through in steps of eight bytes.
func TestPlainText(t *testing.T) {
	for c, want := range map[string]bool{" ": true, "~": true, "\n": true, "A": true, "中": true, "é": true,
		"\t": false, "\r": false, "\x00": false, "\x1f": false, "\x7f": false, "\x85": false, "\xff": false, "\u2028": false, "\ufeff": false, "\u00a0": false} {
		for at := range 20 {
			text := strings.Repeat("x", at) + c + strings.Repeat("y", 19-at)
			if got := isPlainText(text); got != want {
				t.Errorf("%q: %v, want %v", text, got, want)
			}
		}
	}
}
