package policy

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// manyWords repeats the documents of the tests to about n words.
func manyWords(tb testing.TB, n int) []byte {
	tb.Helper()
	var b strings.Builder
	docs := someDocuments(tb)
	words := 0
	for i := 0; words < n; i++ {
		d := docs[i%len(docs)]
		if i > 0 && i%len(docs) == 0 && words == 0 {
			tb.Fatal("no documents")
		}
		if strings.HasSuffix(d.Path, ".txt") || strings.HasSuffix(d.Path, ".md") {
			text := string(d.Data)
			b.WriteString(text + "\n\n")
			words += hanCount(text)/2 + latinWords(text)
		}
	}
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	data := manyWords(b, 5000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read([]Source{{"bench.md", data}}, noNames{}, DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}

// noNames knows no SDK: the figure is that of the reader alone.
type noNames struct{}

func (noNames) FindNames(string, func(int, int, string)) {}
func (noNames) ResolveName(string) string                { return "" }
func (noNames) Categories(string) []string               { return nil }

// TestLongDocument holds 100,000 words against the time and memory a reader
// may take; the bounds leave room for a slow machine.
func TestLongDocument(t *testing.T) {
	data := manyWords(t, 100_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	p, err := Read([]Source{{"long.md", data}}, noNames{}, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	t.Logf("%d bytes in %v, %d MB allocated, %d permissions", len(data), took, (after.TotalAlloc-before.TotalAlloc)>>20, len(p.Permissions))
	if took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}
