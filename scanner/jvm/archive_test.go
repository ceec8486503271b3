package jvm

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func open(data []byte, lim Limits) (*Archive, error) {
	return Open(bytes.NewReader(data), int64(len(data)), lim)
}

func TestOpen_jar(t *testing.T) {
	a, err := open(zipOf(t,
		"com/example/A.class", string(sampleClass()),
		"module-info.class", "not read",
		"META-INF/versions/9/com/example/A.class", "not read",
		"META-INF/maven/com.example/demo/pom.properties", "#made\ngroupId=com.example\nartifactId = demo\nversion=4.8.1\n",
		"META-INF/androidx.core_core.version", "1.9.0\n",
		"META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImplementation-Title: Demo\nImplementation-Version: 4.8.1\n",
		"play-demo.properties", "version=17.0.1\nclient=play-demo\n",
		"assets/demo.json", "{}",
		"lib/armeabi/libdemo.so", "\x7fELF",
	), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Classes) != 1 || a.Classes[0].Entry != "com/example/A.class" || a.NotRead != nil || a.Manifest != nil || len(a.Entries) != 9 {
		t.Errorf("%+v", a)
	}
	if a.Maven == nil || a.Maven.String() != "com.example:demo:4.8.1" {
		t.Errorf("maven %v", a.Maven)
	}
	var hints strings.Builder
	for _, v := range a.Versions {
		fmt.Fprintf(&hints, "%s %s\n", v.Of, v.Value)
	}
	const want = "com.example:demo 4.8.1\nandroidx.core:core 1.9.0\nDemo 4.8.1\nplay-demo 17.0.1\n"
	if hints.String() != want {
		t.Errorf("hints\n%s", hints.String())
	}
	if libs, assets := a.Libraries(), a.Assets(); !slices.Equal(libs, []string{"libdemo.so"}) || !slices.Equal(assets, []string{"assets/demo.json"}) {
		t.Errorf("libraries %q, assets %q", libs, assets)
	}
}

func TestOpen_aar(t *testing.T) {
	const manifest = "\ufeff<?xml version=\"1.0\"?>\n<manifest package=\"com.example.sdk\"/>"
	inner := zipOf(t, "com/example/A.class", string(sampleClass()),
		"META-INF/maven/g/a/pom.properties", "groupId=g\nartifactId=a\nversion=1\n", "assets/in.jar.txt", "x")
	more := zipOf(t, "com/example/A.class", string(sampleClass()), "inner.jar", "not looked at",
		"META-INF/maven/g/b/pom.properties", "groupId=g\nartifactId=b\nversion=2\n")
	a, err := open(zipOf(t,
		"AndroidManifest.xml", manifest,
		"classes.jar", string(inner),
		"libs/more.jar", string(more),
		"libs/broken.jar", "PK\x03\x04 no directory",
		"lint.jar", string(inner),
		"jni/arm64-v8a/libdemo.so", "\x7fELF",
		"jni/x86/libdemo.so", "\x7fELF",
		"assets/demo.bin", "x",
	), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var entries []string
	for _, c := range a.Classes {
		entries = append(entries, c.Entry)
	}
	if want := []string{"classes.jar!/com/example/A.class", "libs/more.jar!/com/example/A.class"}; !slices.Equal(entries, want) {
		t.Errorf("classes %q", entries)
	}
	if string(a.Manifest) != manifest {
		t.Errorf("manifest %q", a.Manifest)
	}
	if a.Maven != nil || len(a.Versions) != 2 {
		t.Errorf("of two artefacts one was taken: %v, %v", a.Maven, a.Versions)
	}
	if len(a.NotRead) != 1 || a.NotRead[0].What != "libs/broken.jar" {
		t.Errorf("not read %v", a.NotRead)
	}
	if libs, assets := a.Libraries(), a.Assets(); !slices.Equal(libs, []string{"libdemo.so"}) || !slices.Equal(assets, []string{"assets/demo.bin", "assets/in.jar.txt"}) {
		t.Errorf("libraries %q, assets %q", libs, assets)
	}
}

func TestOpen_refuses_what_is_no_library(t *testing.T) {
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"empty", "not a JAR or AAR", nil},
		{"text", "not a JAR or AAR", []byte("hello, this is no archive of any kind at all")},
		{"app", "holds DEX code", zipOf(t, "AndroidManifest.xml", "\x03\x00\x08\x00<", "classes.dex", "dex\n035\x00", "lib/x86/liba.so", "")},
		{"other_zip", "neither JAR nor AAR", zipOf(t, "readme.txt", "hello")},
		{"only_damage", "A.class", zipOf(t, "A.class", "no class")},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := open(c.data, DefaultLimits())
			if err == nil || a != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, %v", a, err)
			}
		})
	}
}

func TestOpen_partly_damaged(t *testing.T) {
	a, err := open(zipOf(t, "a/A.class", string(sampleClass()), "a/B.class", "no class", "a/C.class", string(badCodeClass())), DefaultLimits())
	if err != nil || len(a.Classes) != 2 || len(a.NotRead) != 2 {
		t.Fatalf("%+v, %v", a, err)
	}
	if n := a.NotRead[1]; n.What != "a/C.class" || n.Why != "code of 1 of 2 methods damaged" {
		t.Errorf("%+v", n)
	}
}

func TestOpen_limits(t *testing.T) {
	class := string(sampleClass())
	data := zipOf(t, "a/A.class", class, "a/B.class", class, "a/C.class", class, "a/D.class", class)
	size := int64(len(class))
	for _, c := range []struct {
		name    string
		set     func(*Limits)
		classes int
		want    string
	}{
		{"entries", func(l *Limits) { l.Entries = 2 }, 2, "more than 2 entries"},
		{"classes", func(l *Limits) { l.Classes = 3 }, 3, "more than 3 classes"},
		{"total", func(l *Limits) { l.TotalBytes = 2*size + 5 }, 2, "bytes in all"},
		{"memory", func(l *Limits) { l.IndexBytes = 100 }, 1, "more than 100 bytes of memory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lim := DefaultLimits()
			c.set(&lim)
			a, err := open(data, lim)
			if err != nil || len(a.Classes) != c.classes || len(a.NotRead) != 1 || !strings.Contains(a.NotRead[0].Why, c.want) {
				t.Errorf("%v, %+v", err, a)
			}
		})
	}
	t.Run("one_class_too_large", func(t *testing.T) {
		lim := DefaultLimits()
		lim.ClassBytes = size
		a, err := open(zipOf(t, "a/A.class", class+strings.Repeat("x", 99), "a/B.class", class), lim)
		if err != nil || len(a.Classes) != 1 || len(a.NotRead) != 1 {
			t.Errorf("%v, %+v", err, a)
		}
	})
}

func FuzzParseClass(f *testing.F) {
	f.Add(sampleClass())
	f.Add(badCodeClass())
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ParseClass(data)
		if (err == nil) == (c == nil) {
			t.Fatalf("%v and %v", c, err)
		}
		if c != nil {
			walk(t, c)
		}
	})
}

func FuzzOpen(f *testing.F) {
	inner := string(zipOf(f, "com/example/A.class", string(sampleClass())))
	f.Add(zipOf(f, "AndroidManifest.xml", "<manifest/>", "classes.jar", inner, "META-INF/a_b.version", "1"))
	f.Add([]byte(inner))
	lim := DefaultLimits()
	lim.TotalBytes, lim.EntryBytes = 1<<20, 1<<19
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := open(data, lim)
		if (err == nil) == (a == nil) {
			t.Fatalf("%v and %v", a, err)
		}
		if a == nil {
			return
		}
		for _, c := range a.Classes {
			walk(t, c)
		}
		_, _ = a.Libraries(), a.Assets()
	})
}

// walk reads all of a class.
func walk(t *testing.T, c *Class) {
	if c.Type == "" || c.size() <= 0 {
		t.Fatalf("a class without a name: %+v", c)
	}
	for _, m := range c.Methods {
		refText(c, m)
	}
}

func BenchmarkOpen(b *testing.B) {
	class := string(sampleClass())
	var entries []string
	for i := range 1000 {
		entries = append(entries, fmt.Sprintf("a/C%d.class", i), class)
	}
	data := zipOf(b, entries...)
	b.SetBytes(int64(len(class)) * 1000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := open(data, DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}
