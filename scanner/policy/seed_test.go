package policy

import (
	"os"
	"path/filepath"
	"testing"
)

// shared finds a file beside the repository that is not part of it.
func shared(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../../shared", path))
	if err != nil {
		t.Skipf("needs ../shared/%s, which is not here", path)
	}
	return data
}

func readOne(t testing.TB, name string, data []byte) *Policy {
	t.Helper()
	docs := []Source{{name, data}}
	p, err := Read(docs, someNames, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	checkQuotes(t, docs, p)
	return p
}

// TestAnnotatedDocuments reads the annotated documents for what holds of every
// document: each quote stands at its line.
func TestAnnotatedDocuments(t *testing.T) {
	paths, _ := filepath.Glob("../../../shared/eval/tables/docs/*")
	if len(paths) == 0 {
		t.Skip("needs ../shared/eval/tables, which is not here")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			readOne(t, path, data)
		})
	}
}
