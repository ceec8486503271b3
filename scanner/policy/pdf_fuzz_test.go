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

	"github.com/candor-scan/candor/fixtures/forge"
)

// FuzzPDF reads any bytes as a PDF file: a result or an error, no panic, and
// never long.
func FuzzPDF(f *testing.F) {
	f.Add(forge.PDF("BT /F1 12 Tf 14 TL 50 700 Td (Privacy policy) Tj T* [(We use the) -300 (camera.)] TJ ET 0 0 50 20 re S 50 0 50 20 re S"))
	f.Add(forge.PDF("q 1 0 0 1 0 0 cm /Span <</ActualText (x)>> BDC EMC BI /W 1 ID x EI Q"))
	f.Add(forge.PDF("50 600 300 40 re S 50 620 m 350 620 l S 200 600 m 200 640 l S BT /F1 9 Tf 55 625 Td (SDK) Tj 150 0 Td (Purpose) Tj -150 -20 Td (Bugly) Tj ET 40 500 4 4 re f"))
	f.Add(forge.PDF("BT /F1 9 Tf 50 700 Td (SDK) Tj 150 0 Td (Purpose) Tj -150 -20 Td (Bugly) Tj 150 0 Td (reports) Tj -150 -20 Td (JPush) Tj 150 0 Td (messages) Tj ET"))
	f.Add(pdfOf(page, "<<>>stream\nBT /F1 9 Tf <00010002> Tj ET\nendstream", "/Font<</F1<</Subtype/Type0/ToUnicode 6 0 R/DescendantFonts[<</W[0[500] 2 9 300]>>]>>>>", stream("1 beginbfrange <0000> <00FF> <0041> endbfrange 1 beginbfchar <0002> <00660066> endbfchar")))
	for _, name := range []string{"rc4-40", "aes-128", "aes-256", "aes-256-packed"} {
		f.Add(sealed(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !isPDF(data) {
			data = append([]byte("%PDF-1.7\n"), data...)
		}
		fuzzed(t, data)
	})
}

// FuzzDOCX reads any bytes as the text of a Word document.
func FuzzDOCX(f *testing.F) {
	f.Add([]byte(forge.DOCXParagraph("Heading1", "Privacy policy") + forge.DOCXParagraph("", "We use the camera to scan a code.")))
	f.Add([]byte(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + forge.DOCXParagraph("", "SDK") + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + forge.DOCXParagraph("", "Bugly") +
		`</w:tc><w:tc>` + forge.DOCXParagraph("", "crash reports") + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>`))
	f.Add([]byte(`<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins><w:r><w:rPr><w:b/></w:rPr><w:t>Your name</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`))
	f.Add([]byte(`<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + forge.DOCXParagraph("", "box") + `</w:txbxContent></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>`))
	f.Fuzz(func(t *testing.T, body []byte) { fuzzed(t, forge.DOCX(string(body), nil)) })
}

// fuzzed reads a document and looks at what comes of it.
func fuzzed(t *testing.T, data []byte) {
	t.Helper()
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
	checkFault(t, p, err)
	if err != nil {
		if e := (*Error)(nil); !errors.As(err, &e) || strings.Contains(err.Error(), "\n") {
			t.Fatalf("error %v", err)
		}
		return
	}
	checkQuotes(t, docs, p)
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
			checkFault(t, p, err)
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
