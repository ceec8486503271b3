package reading_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading"
	"github.com/candor-scan/candor/sdkdb"
)

// BenchmarkPolicies reads policies one by one with the names of all SDKs: those
// of the repository, and where they stand beside it the real ones. It reports
// the median and the slowest of the policies, each at its fastest; with -cpu 1
// that is on one core.
func BenchmarkPolicies(b *testing.B) {
	b.Run("repository", func(b *testing.B) {
		readEach(b, policyFiles(b, "testdata/*.*", "../../../fixtures/policies/*.*"))
	})
	b.Run("shared", func(b *testing.B) {
		readEach(b, policyFiles(b, "../../../../shared/policies/*.txt", "../../../shared/eval/tables/docs/*"))
	})
	b.Run("app350", func(b *testing.B) { readEach(b, app350(b)) })
}

func readEach(b *testing.B, docs []document.Source) {
	db, err := sdkdb.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	fastest := make([]time.Duration, len(docs))
	read := func(i int) {
		start := time.Now()
		if _, err := reading.Read(docs[i:i+1], db, document.DefaultLimits()); err != nil {
			b.Fatal(err)
		}
		if took := time.Since(start); fastest[i] == 0 || took < fastest[i] {
			fastest[i] = took
		}
	}
	read(0) // builds the tables
	size := 0
	for i := range docs {
		size += len(docs[i].Data)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for i := range docs {
			read(i)
		}
	}
	slices.Sort(fastest)
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	b.ReportMetric(ms(fastest[len(fastest)/2]), "median-ms")
	b.ReportMetric(ms(fastest[len(fastest)-1]), "max-ms")
	b.ReportMetric(float64(size/len(docs)), "mean-bytes")
	b.ReportMetric(float64(len(docs)), "policies")
}

// policyFiles reads the policies at the places given, and skips where one has
// none.
func policyFiles(b *testing.B, patterns ...string) (docs []document.Source) {
	for _, pattern := range patterns {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			b.Fatal(err)
		}
		if len(paths) == 0 {
			b.Skipf("needs %s, which is not here", strings.TrimPrefix(pattern, "../../"))
		}
		for _, path := range paths {
			if filepath.Ext(path) == ".want" || filepath.Base(path) == "README.md" {
				continue
			}
			data, err := os.ReadFile(path)
			if err != nil {
				b.Fatal(err)
			}
			docs = append(docs, document.Source{Path: path, Data: data})
		}
	}
	return docs
}

// app350 returns the policies of APP-350.
func app350(b *testing.B) (docs []document.Source) {
	data, err := os.ReadFile("../../../../shared/eval/app350-dev.jsonl")
	if err != nil {
		b.Skip("needs ../shared/eval/app350-dev.jsonl, which is not here")
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for lines.Scan() {
		var p struct{ Segments []struct{ Text string } }
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			b.Fatal(err)
		}
		var text strings.Builder
		for _, s := range p.Segments {
			text.WriteString(s.Text + "\n\n")
		}
		docs = append(docs, document.Source{Path: "app350.txt", Data: []byte(text.String())})
	}
	return docs
}
