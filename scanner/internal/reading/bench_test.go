package reading

import (
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/policy"
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
			words += language.HanCount(text)/2 + language.LatinWords(text)
		}
	}
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	data := manyWords(b, 5000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read([]document.Source{{Path: "bench.md", Data: data}}, noNames{}, document.DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}

// noNames knows no SDK: the figure is that of the reader alone.
type noNames struct{}

func (noNames) FindNames(string, func(int, int, string)) {}

func (noNames) ResolveName(string) string { return "" }

func (noNames) Categories(string) []string { return nil }

// TestLongDocument holds 100,000 words against the time and memory a reader
// may take. The bound on time leaves room for a slow machine.
func TestLongDocument(t *testing.T) {
	data := manyWords(t, 100_000)
	start := time.Now()
	var p *policy.Policy
	peak := peakMemory(func() {
		var err error
		if p, err = Read([]document.Source{{Path: "long.md", Data: data}}, noNames{}, document.DefaultLimits()); err != nil {
			t.Error(err)
		}
	})
	took := time.Since(start)
	t.Logf("%d bytes in %v, %d MB at the peak, %d permissions", len(data), took, peak>>20, len(p.Permissions))
	if took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	if peak > 100<<20 {
		t.Errorf("%d MB at the peak", peak>>20)
	}
}

// BenchmarkLongDocument reads 100,000 words and reports the most memory the
// process held meanwhile.
func BenchmarkLongDocument(b *testing.B) {
	data := manyWords(b, 100_000)
	b.SetBytes(int64(len(data)))
	peak := uint64(0)
	for b.Loop() {
		peak = max(peak, peakMemory(func() {
			if _, err := Read([]document.Source{{Path: "long.md", Data: data}}, noNames{}, document.DefaultLimits()); err != nil {
				b.Error(err)
			}
		}))
	}
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
}

// peakMemory runs work and returns the most bytes the Go runtime held from the
// system meanwhile, looked at every millisecond.
func peakMemory(work func()) (peak uint64) {
	debug.FreeOSMemory() // of earlier tests
	look := func() {
		s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
		metrics.Read(s)
		peak = max(peak, s[0].Value.Uint64()-s[1].Value.Uint64())
	}
	stop, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			look()
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	work()
	close(stop)
	<-stopped
	look()
	return peak
}
