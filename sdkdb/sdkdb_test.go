package sdkdb

import (
	"io/fs"
	"reflect"
	"testing"
)

func TestBothReadersAgreeOnEveryFile(t *testing.T) {
	names, err := fs.Glob(embedded, "data/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		simple, err := readSimple(string(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		full, err := readYAML(string(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !sameTree(simple, full) {
			t.Errorf("%s: the simple reader and the YAML library read different things", name)
		}
	}
}

func sameTree(a, b node) bool {
	if a.kind != b.kind || a.key != b.key || a.value != b.value || a.line != b.line || len(a.items) != len(b.items) {
		return false
	}
	for i := range a.items {
		if !sameTree(a.items[i], b.items[i]) {
			return false
		}
	}
	return true
}

func TestLoadIsTheSameTwice(t *testing.T) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		t.Fatal(err)
	}
	db, err := (&DB{}).With(sub, "data")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := db.Version(), embeddedForTest(t).Version(); got != want || len(got) != 12 {
		t.Errorf("version %q and %q", got, want)
	}
	if !reflect.DeepEqual(db.Lookup("alipay"), embeddedForTest(t).Lookup("alipay")) {
		t.Error("alipay differs")
	}
}

func BenchmarkLoad(b *testing.B) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := (&DB{}).With(sub, "data"); err != nil {
			b.Fatal(err)
		}
	}
}
