package sdkdb

import (
	"testing"
	"testing/fstest"
)

// FuzzWith adds a data file of any bytes to an empty database: a database or an
// error, and a database answers all its questions.
func FuzzWith(f *testing.F) {
	for _, s := range []string{
		"sdks:\n- id: a\n  name: A\n  en: [A SDK]\n  zh: [甲]\n  classes:\n    com.a: hand\n  anchors:\n    class com.a.B: hand\n",
		"sdks:\n- {id: a, name: A, parent: b}\n- {id: b, name: B, categories: [push]}\n",
		"sdks:\n- id: a\n  name: A\n  parent: a\n",
		"sdks:\n- id: a\n  name: A\n  strings:\n    \"https://a.example/*\": hand\n  libraries:\n    lib*.so: hand\n",
	} {
		f.Add([]byte(s))
	}
	for _, file := range embeddedForTest(f).files[:4] {
		f.Add([]byte(file.text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		db, err := (&DB{}).With(fstest.MapFS{"fuzz.yaml": {Data: data}}, "dir")
		if (db == nil) == (err == nil) {
			t.Fatalf("%q: database %v, error %v", data, db, err)
		}
		if err != nil {
			return
		}
		ask(t, db)
	})
}

// ask has a database look at a little of everything.
func ask(t *testing.T, db *DB) {
	t.Helper()
	o := db.Observe("com.example.app")
	o.Component("activity", "com.a.B")
	o.Metadata("com.a.key", "1")
	o.Library("lib/arm64-v8a/liba.so")
	o.Asset("assets/a.json")
	c := o.Code("classes.dex")
	from, to := c.Class([]byte("Lcom/example/app/Main;"), true), c.Class([]byte("Lcom/a/B;"), true)
	if c.WatchString([]byte("https://a.example/x")) {
		c.String([]byte("https://a.example/x"), []byte("Lcom/a/B;"))
	}
	if c.Calls(from, to) {
		c.Call(from, to, "com.a.B.c", "com.example.app.Main.d")
	}
	r := o.Match()
	for _, m := range r.SDKs {
		if db.Lookup(m.ID) == nil {
			t.Fatalf("found %q, which is no entry", m.ID)
		}
	}
	if r.Owner("com.example.app.Main") == "" {
		t.Fatal("a class of nobody")
	}
	_ = db.ResolveName("A SDK")
	db.FindNames("uses the A SDK (甲)", func(int, int, string) {})
}
