package reading

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/policy"
)

// smallLimits keep a fuzzed document from taking long.
func smallLimits() document.Limits {
	return document.Limits{Bytes: 1 << 16, Lines: 2000, Blocks: 2000, Cells: 2000, Sentences: 5000, Nesting: 8, Quotes: 1 << 20}
}

// FuzzRead reads any bytes: a result or an error, never both and no panic, and
// every quote stands in the text as read at its line.
func FuzzRead(f *testing.F) {
	for _, doc := range someDocuments(f) {
		f.Add(doc.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		docs := []document.Source{{Path: "fuzz", Data: data}}
		p, err := Read(docs, someNames, smallLimits())
		if (p == nil) == (err == nil) {
			t.Fatalf("policy %v, error %v", p, err)
		}
		checkFault(t, p, err)
		if err != nil {
			if e := (*policy.Error)(nil); !errors.As(err, &e) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		checkAsRead(t, p)
	})
}

// someDocuments are the documents of the tests in this repository.
func someDocuments(t testing.TB) []document.Source {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	var out []document.Source
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, document.Source{Path: filepath.Base(p), Data: data})
	}
	return out
}
