package app

import (
	"bytes"
	"os"
	"testing"
)

func BenchmarkManifest(b *testing.B) {
	root := sample()
	for range 300 { // as many components as a large app has
		root.kids[len(root.kids)-2].kids = append(root.kids[len(root.kids)-2].kids, el{"activity", []at{name(".Main")}, nil})
	}
	data := axmlOf(root, axmlOptions{})
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		h := &manifestReader{m: &Manifest{}, resolve: func(Value) (string, bool) { return "", false }}
		if _, _, err := walkXML(data, DefaultLimits(), &usage{}, h); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen opens an app of 3,000 entries and lists its permissions.
func BenchmarkOpen(b *testing.B) {
	data := manyFiles(b, 3000)
	b.ReportAllocs()
	for b.Loop() {
		mustOpen(b, data).Permissions()
	}
}

func BenchmarkOpenReal(b *testing.B) {
	for _, path := range realApps(b) {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(path, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				mustOpen(b, data).Permissions()
			}
		})
	}
}

// BenchmarkInflate reads one deflated entry of 4 MiB into a reused buffer.
func BenchmarkInflate(b *testing.B) {
	text := bytes.Repeat([]byte("Landroid/app/Activity;->onCreate(Landroid/os/Bundle;)V "), 4*mib/56)
	for i := range text {
		if i%97 == 0 {
			text[i] = byte(i * 31)
		}
	}
	lim := DefaultLimits()
	lim.TotalBytes = 1 << 62
	data := apkOf(b, manifestEl("a.b"), file{"classes2.dex", text})
	a, err := Open("b.apk", bytes.NewReader(data), int64(len(data)), lim)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	var buf []byte
	for b.Loop() {
		if buf, err = a.Read(a.Dex[1], buf); err != nil {
			b.Fatal(err)
		}
	}
}
