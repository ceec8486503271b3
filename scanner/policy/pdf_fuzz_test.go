package policy

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// FuzzPDF reads any bytes as a PDF file: a result or an error, no panic, and
// never long.
func FuzzPDF(f *testing.F) {
	f.Add(pdf("BT /F1 12 Tf 14 TL 50 700 Td (Privacy policy) Tj T* [(We use the) -300 (camera.)] TJ ET 0 0 50 20 re S 50 0 50 20 re S"))
	f.Add(pdf("q 1 0 0 1 0 0 cm /Span <</ActualText (x)>> BDC EMC BI /W 1 ID x EI Q"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !isPDF(data) {
			data = append([]byte("%PDF-1.7\n"), data...)
		}
		docs := []Source{{"fuzz", data}}
		lim := smallLimits()
		lim.Bytes = 1 << 20
		start := time.Now()
		p, err := Read(docs, someNames, lim)
		if d := time.Since(start); d > 10*time.Second {
			t.Fatalf("took %v", d)
		}
		if (p == nil) == (err == nil) {
			t.Fatalf("policy %v, error %v", p, err)
		}
		if err != nil {
			if e := (*Error)(nil); !errors.As(err, &e) || strings.Contains(err.Error(), "\n") {
				t.Fatalf("error %v", err)
			}
			return
		}
		checkQuotes(t, docs, p)
	})
}

// TestDamagedPDF reads the PDF files of this repository with bytes changed and
// ends cut off.
func TestDamagedPDF(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, doc := range pdfFixtures(t) {
		for range 25 {
			data := slices.Clone(doc.Data[:len(doc.Data)-rnd.IntN(len(doc.Data)/2)])
			for range 1 + rnd.IntN(200) {
				data[rnd.IntN(len(data))] = byte(rnd.Uint32())
			}
			p, err := Read([]Source{{"p.pdf", data}}, someNames, DefaultLimits())
			if (p == nil) == (err == nil) {
				t.Fatalf("policy %v, error %v", p != nil, err)
			}
		}
	}
}

// pdfFixtures are the PDF files of this repository.
func pdfFixtures(t testing.TB) []Source {
	t.Helper()
	paths, err := filepath.Glob("../../fixtures/policies/*.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var out []Source
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, Source{filepath.Base(p), data})
	}
	return out
}
