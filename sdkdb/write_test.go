package sdkdb

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// What is written reads as what it was.
func TestWriteYAML_is_read_again(t *testing.T) {
	db := embeddedForTest(t)
	var b strings.Builder
	if err := WriteYAML(&b, db.All()...); err != nil {
		t.Fatal(err)
	}
	again, err := (&DB{}).With(fstest.MapFS{"all.yaml": {Data: []byte(b.String())}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range db.All() {
		got := *again.Lookup(s.ID)
		got.File = s.File
		if !sameEntry(&got, s) {
			t.Errorf("%s differs:\n%+v\n%+v", s.ID, got, *s)
		}
	}
}

// sameEntry compares entries; an empty list and none are the same.
func sameEntry(a, b *SDK) bool {
	var x, y strings.Builder
	return WriteYAML(&x, a) == nil && WriteYAML(&y, b) == nil && x.String() == y.String() && reflect.DeepEqual(a.Matches, b.Matches)
}

// Merging what is already there changes nothing, in no file.
func TestMergeYAML_keeps_all_other_lines(t *testing.T) {
	db := embeddedForTest(t)
	for _, s := range db.All() {
		text, err := fs.ReadFile(embedded, s.File)
		if err != nil {
			t.Fatal(err)
		}
		same := &SDK{ID: s.ID, Learned: s.Learned, Versions: s.Versions, Structure: s.Structure, Permissions: s.Permissions}
		got, err := MergeYAML(string(text), same)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(text) {
			t.Fatalf("%s: the file has changed", s.ID)
		}
	}
}

func TestMergeYAML_adds_and_replaces(t *testing.T) {
	const before = `sdks:
- id: a
  name: A
  # where it comes from
  from: [hand]
  permissions:
    android.permission.INTERNET: hand
  methods: AAAAAQ

- id: b
  name: B
`
	got, err := MergeYAML(before, &SDK{ID: "a", Learned: []Learned{{"g:a:1", "ff"}}, Structure: Structure{Texts: []uint32{2}},
		Permissions: []Fact{{"android.permission.INTERNET", "learned"}, {"android.permission.CAMERA", "learned"}}})
	const want = `sdks:
- id: a
  name: A
  # where it comes from
  from: [hand]
  learned:
    g:a:1: ff
  permissions:
    android.permission.INTERNET: hand
    android.permission.CAMERA: learned
  texts: AAAAAg

- id: b
  name: B
`
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
	if _, err := MergeYAML(before, &SDK{ID: "c"}); err == nil {
		t.Error("an entry that is not in the file is merged")
	}
}
