package policy_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/sdkdb"
)

// corpus is every policy of the repository and, where they are there, those
// beside it: what a user would have read, in all formats.
func corpus(tb testing.TB) []policy.Source {
	tb.Helper()
	var docs []policy.Source
	for _, pattern := range []string{"testdata/*.*", "../../fixtures/policies/*.*", "../../../shared/policies/*.txt", "../../../shared/eval/tables/docs/*"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			tb.Fatal(err)
		}
		if len(paths) == 0 {
			tb.Logf("without %s, which is not here", strings.TrimPrefix(pattern, "../../"))
		}
		for _, path := range paths {
			if ext := filepath.Ext(path); ext == ".want" || filepath.Base(path) == "README.md" {
				continue
			}
			data, err := os.ReadFile(path)
			if err != nil {
				tb.Fatal(err)
			}
			docs = append(docs, policy.Source{Path: path, Data: data})
		}
	}
	return docs
}

// BenchmarkPolicies reads each policy of the corpus by itself, with the names
// of all SDKs, and reports what one takes: the median and the slowest of the
// policies, each at its fastest. With -cpu 1 that is on one core.
func BenchmarkPolicies(b *testing.B) {
	docs := corpus(b)
	db, err := sdkdb.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	fastest := make([]time.Duration, len(docs))
	read := func(i int) {
		start := time.Now()
		if _, err := policy.Read(docs[i:i+1], db, policy.DefaultLimits()); err != nil {
			b.Fatal(err)
		}
		if took := time.Since(start); fastest[i] == 0 || took < fastest[i] {
			fastest[i] = took
		}
	}
	for i := range docs {
		read(i) // the tables are built at the first
	}
	for b.Loop() {
		for i := range docs {
			read(i)
		}
	}
	slices.Sort(fastest)
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	b.ReportMetric(ms(fastest[len(fastest)/2]), "median-ms")
	b.ReportMetric(ms(fastest[len(fastest)-1]), "max-ms")
	b.ReportMetric(float64(len(docs)), "policies")
}
