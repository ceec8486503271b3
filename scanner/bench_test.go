package scanner

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// benchApps gives the app of the fixtures and, where the environment variable
// CANDOR_APP names one, a real app.
func benchApps(b *testing.B, run func(b *testing.B, a App, size int64)) {
	paths := map[string]string{"solar": "../fixtures/apps/solar.apk"}
	if path := os.Getenv("CANDOR_APP"); path != "" {
		paths[filepath.Base(path)] = path
	}
	for name, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) { run(b, App{Path: path, File: f, Size: info.Size()}, info.Size()) })
	}
}

// BenchmarkScan scans an app from open to report, with one worker, so that the
// time is that of one core.
func BenchmarkScan(b *testing.B) {
	benchApps(b, func(b *testing.B, a App, size int64) { benchScan(b, a, size, Everything) })
}

// BenchmarkPermissions asks for the permissions alone, for which no code is
// read.
func BenchmarkPermissions(b *testing.B) {
	benchApps(b, func(b *testing.B, a App, size int64) { benchScan(b, a, size, OnlyPermissions) })
}

func benchScan(b *testing.B, a App, size int64, only Only) {
	o, err := DefaultOptions()
	if err != nil {
		b.Fatal(err)
	}
	o.Workers, o.Only = 1, only
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Scan(context.Background(), a, o); err != nil {
			b.Fatal(err)
		}
	}
}
