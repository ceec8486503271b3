package sdkdb

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/candor-scan/candor/scanner/evidence"
)

// acme is an artefact of six classes, each with two methods.
func acme(pkg string) *Artefact {
	a := &Artefact{Name: "com.acme:push:1.2.3", SHA256: strings.Repeat("ab", 32), Version: "1.2.3",
		Permissions: []string{"android.permission.INTERNET"}, Components: []string{pkg + ".Service"}, Libraries: []string{"libacmepush.so", "libc++_shared.so"}}
	for i := range 6 {
		c := ArtefactClass{Name: fmt.Sprintf("%s.Class%d", pkg, i)}
		for j := range 2 {
			c.Methods = append(c.Methods, ArtefactMethod{Name: "m", Traces: acmeTraces(i, j)})
		}
		a.Classes = append(a.Classes, c)
	}
	a.Classes[0].Constants = []Constant{{"NAME", "acme"}, {"VERSION", "1.2.3"}}
	return a
}

func acmeTraces(class, method int) []Trace {
	return []Trace{
		MemberTrace([]byte("Landroid/content/Context;"), []byte("getSystemService"), []byte("(Ljava/lang/String;)Ljava/lang/Object;")),
		MemberTrace([]byte("Landroid/os/Build;"), []byte("MODEL"), []byte("Ljava/lang/String;")),
		StringTrace([]byte(fmt.Sprintf("acme push: step %d.%d failed", class, method))),
	}
}

// acmeDB is a database that has learned the artefact.
func acmeDB(t *testing.T) *DB {
	t.Helper()
	base, err := (&DB{}).With(fstest.MapFS{"a.yaml": {Data: []byte("sdks:\n- id: other\n  name: Other\n")}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := WriteYAML(&b, base.Draft(acme("com.acme.push"))); err != nil {
		t.Fatal(err)
	}
	db, err := base.With(fstest.MapFS{"b.yaml": {Data: []byte(b.String())}}, "y")
	if err != nil {
		t.Fatal(err, b.String())
	}
	return db
}

func TestDraft(t *testing.T) {
	s := acmeDB(t).Lookup("acme-push")
	if s == nil {
		t.Fatal("no entry acme-push")
	}
	got := fmt.Sprintln(s.Name, s.Classes, s.Components, s.Libraries, s.Permissions, s.Versions, len(s.Structure.Methods), len(s.Structure.Texts), s.Learned[0].Artefact)
	const want = "com.acme:push:1.2.3 [{com.acme.push learned}] [{com.acme.push.Service learned}] [{libacmepush.so learned}] [{android.permission.INTERNET learned}] [{com.acme.push.Class0.VERSION learned}] 12 12 com.acme:push:1.2.3"
	if strings.TrimSpace(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// renamed tells an observation of the artefact's code under other names.
func renamed(o *Observation, pkg string, classes int) {
	code := o.Code("classes.dex")
	for i := range classes {
		d := descriptor(strings.TrimPrefix(fmt.Sprintf("%s.c%d", pkg, i), "."))
		if at := code.Class(d, true); code.Unclaimed(at) {
			for j := range 2 {
				code.Method(d, acmeTraces(i, j))
			}
		}
	}
	code.Class(descriptor(strings.TrimPrefix(pkg+".d", ".")), true)
}

func TestStructure_survives_renaming(t *testing.T) {
	db := acmeDB(t)
	for name, c := range map[string]struct {
		pkg     string
		classes int
		want    Confidence
		owner   string // of a class without fingerprints in the same package
	}{
		"whole":       {"a.b", 6, Certain, "acme-push"},
		"half_of_it":  {"a.b", 3, Certain, "acme-push"},
		"root":        {"", 6, Certain, "unknown"},
		"two_classes": {"a.b", 2, "", "unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			o := db.Observe("com.example")
			renamed(o, c.pkg, c.classes)
			r := o.Match()
			m := find(r, "acme-push")
			if m == nil {
				if c.want != "" {
					t.Fatal("not found")
				}
				return
			}
			if m.Confidence != c.want {
				t.Errorf("%s: %+v", m.Confidence, m.Evidence)
			}
			if m.Evidence[0].Kind != evidence.Structure {
				t.Errorf("evidence %+v", m.Evidence)
			}
			dot := strings.TrimPrefix(c.pkg+".", ".")
			if got := string(r.Owner(dot + "c0")); got != "acme-push" {
				t.Errorf("its class is that of %s", got)
			}
			if got := string(r.Owner(dot + "d")); got != c.owner {
				t.Errorf("its neighbour is that of %s", got)
			}
		})
	}
}

// A method does the same whatever the order of its traces, and however often
// it does a thing; calls that compilers add count for nothing.
func TestPrintOf(t *testing.T) {
	a := acmeTraces(1, 1)
	b := []Trace{a[2], a[0], a[1], a[0], {}}
	one, _, ok := printOf(a)
	two, _, ok2 := printOf(b)
	if !ok || !ok2 || one != two {
		t.Errorf("%x %v, %x %v", one, ok, two, ok2)
	}
	if _, _, ok := printOf(acmeTraces(1, 1)[:2]); ok {
		t.Error("two calls of the platform are a fingerprint")
	}
	for class, want := range map[string]bool{"Landroid/app/Activity;": true, "Landroid/support/v4/app/Fragment;": false, "Landroidx/core/A;": false,
		"Ljava/lang/StringBuilder;": false, "Lcom/acme/A;": false, "Lorg/json/JSONObject;": true} {
		if got := TracesClass([]byte(class)); got != want {
			t.Errorf("%s: %v", class, got)
		}
	}
	for text, want := range map[string]bool{"com.acme.Push": false, "a.b": false, "com/acme/Push": false, "com.acme.START": true, "https://api.acme.com/v1": true, "x": false} {
		if got := StringTrace([]byte(text)).Hash != 0; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// What two SDKs have is no proof of either.
func TestCorpus_keeps_what_one_alone_has(t *testing.T) {
	db, err := (&DB{}).With(fstest.MapFS{"a.yaml": {Data: []byte("sdks:\n- id: a\n  name: A\n- id: b\n  name: B\n")}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	c := NewCorpus(db)
	c.Add(db.Lookup("a"), acme("com.acme.push"))
	second := acme("com.shaded.push")
	second.Classes = second.Classes[:5]
	c.Add(db.Lookup("b"), second)
	if a, b := c.Structure(db.Lookup("a")), c.Structure(db.Lookup("b")); len(a.Methods) != 2 || len(a.Texts) != 2 || len(b.Methods)+len(b.Texts) != 0 {
		t.Errorf("%v, %v", a, b)
	}
	if _, pairs := c.Mistaken(); len(pairs) != 2 {
		t.Errorf("code that both ship would be taken for one of them: %v", pairs)
	}
}

func TestCorpus_in_one_family(t *testing.T) {
	db, err := (&DB{}).With(fstest.MapFS{"a.yaml": {Data: []byte("sdks:\n- id: core\n  name: Core\n- id: push\n  name: Push\n  parent: core\n- id: share\n  name: Share\n  parent: core\n")}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		add  []string
		want map[string]int // methods by entry
	}{
		"a_part_alone":                 {[]string{"push"}, map[string]int{"push": 12}},
		"a_part_ships_the_umbrella":    {[]string{"push", "core"}, map[string]int{"core": 12}},
		"the_umbrella_first":           {[]string{"core", "push"}, map[string]int{"core": 12}},
		"two_parts_with_a_common_core": {[]string{"push", "share"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			corpus := NewCorpus(db)
			for _, id := range c.add {
				corpus.Add(db.Lookup(id), acme("com.acme."+id))
			}
			for _, s := range db.All() {
				if got := len(corpus.Structure(s).Methods); got != c.want[s.ID] {
					t.Errorf("%s has %d methods, want %d", s.ID, got, c.want[s.ID])
				}
			}
		})
	}
}

func TestVersions(t *testing.T) {
	db, err := (&DB{}).With(fstest.MapFS{"a.yaml": {Data: []byte(`sdks:
- id: a
  name: A
  classes:
    com.acme: x
  versions:
    com.acme.BuildConfig.VERSION: x
    META-INF/com.acme_push.version: x
    acme.properties: x
`)}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		constant, entry, properties string
		want                        string
	}{
		"constant":      {constant: "4.2.1", want: "4.2.1"},
		"entry":         {entry: "4.2.1\n", want: "4.2.1"},
		"properties":    {properties: "# made\nversion=4.2.1\nclient=acme", want: "4.2.1"},
		"all_agree":     {constant: "4.2.1", entry: "4.2.1", properties: "version=4.2.1", want: "4.2.1"},
		"they_disagree": {constant: "4.2.1", entry: "4.2.0"},
		"no_version":    {constant: "release", properties: "client=acme"},
	} {
		t.Run(name, func(t *testing.T) {
			o := db.Observe("com.example")
			code := o.Code("classes.dex")
			for i := range 8 {
				code.Class(descriptor(fmt.Sprintf("com.acme.C%d", i)), true)
			}
			d := descriptor("com.acme.BuildConfig")
			if at := code.Class(d, true); c.constant != "" && code.HoldsVersion(d, at) {
				code.Constant(d, []byte("VERSION"), []byte(c.constant))
				code.Constant(d, []byte("OTHER"), []byte("9.9"))
			}
			for path, content := range map[string]string{"META-INF/com.acme_push.version": c.entry, "acme.properties": c.properties, "other.properties": "version=9.9"} {
				if content != "" && o.HoldsVersion(path) {
					o.VersionEntry(path, []byte(content))
				}
			}
			m := find(o.Match(), "a")
			got := ""
			if m.Version != nil {
				got = *m.Version
			}
			if got != c.want {
				t.Errorf("version %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzDecodePrints(f *testing.F) {
	f.Add("AAAAAQ")
	f.Add("AAAAAQAAAAI")
	f.Fuzz(func(t *testing.T, s string) {
		if prints, ok := decodePrints(s); ok && encodePrints(prints) != s && len(s)%4 != 2 && len(s)%4 != 3 {
			t.Errorf("%q is written as %q", s, encodePrints(prints))
		}
	})
}

// All names the code of an app can have are looked at without harm.
func FuzzTraces(f *testing.F) {
	f.Add([]byte("Landroid/os/Build;"), []byte("MODEL"), []byte("a.b.C"))
	f.Fuzz(func(t *testing.T, class, name, text []byte) {
		TracesClass(class)
		printOf([]Trace{MemberTrace(class, name, text), StringTrace(text), StringTrace(name)})
	})
}

func TestHolder_of_a_class(t *testing.T) {
	db, err := (&DB{}).With(fstest.MapFS{"a.yaml": {Data: []byte("sdks:\n- id: acme-core\n  name: Acme\n- id: acme-push\n  name: Acme Push\n  parent: acme-core\n- id: other\n  name: Other\n")}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	type part struct {
		id     string
		weight int
	}
	for name, c := range map[string]struct {
		parts []part
		want  string // "" where nobody gets the class
	}{
		"one":                     {[]part{{"other", 1}}, "other"},
		"family_the_most":         {[]part{{"acme-core", 1}, {"acme-push", 3}}, "acme-push"},
		"family_adds_up":          {[]part{{"acme-core", 2}, {"acme-push", 1}, {"acme-push", 2}}, "acme-push"},
		"family_as_much":          {[]part{{"acme-push", 2}, {"acme-core", 2}}, "acme-push"},
		"strangers":               {[]part{{"acme-core", 9}, {"other", 1}}, ""},
		"strangers_in_the_family": {[]part{{"acme-core", 1}, {"acme-push", 9}, {"other", 1}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			holders := map[string]*holder{}
			for _, p := range c.parts {
				hold(db, holders, "a.b", db.Lookup(p.id), p.weight)
			}
			got := ""
			if h := holders["a.b"]; !h.mixed {
				got = h.most().ID
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
