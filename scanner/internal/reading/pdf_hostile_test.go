package reading

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/policy"
)

// TestHostilePDF reads files that are made to take long or to fill the memory.
func TestHostilePDF(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, tt := range []struct {
		name string
		data []byte
	}{
		{"inflates_to_zeros", pdfOf(page, flate("/FlateDecode", bytes.Repeat([]byte{0}, 20<<20)))},
		{"inflates_to_operators", pdfOf(page, flate("/FlateDecode", bytes.Repeat([]byte("1 0 0 1 0 0 cm "), 1<<20)))},
		{"inflates_to_one_string", pdfOf(page, flate("/FlateDecode", append([]byte("BT /F1 9 Tf ("), bytes.Repeat([]byte("a "), 8<<20)...)))},
		{"inflates_twice", pdfOf(page, flate("[/FlateDecode /FlateDecode]", deflated(bytes.Repeat([]byte("q "), 10<<20))))},
		{"many_filters", pdfOf(page, "<</Filter ["+strings.Repeat("/ASCIIHexDecode ", 10_000)+"]>>stream\n00\nendstream")},
		{"inflated_on_every_page", pdfOf("/Type/Pages/Kids["+strings.Repeat("<</Type/Page/Contents 4 0 R>>", 5_000)+"]", flate("/FlateDecode", bytes.Repeat([]byte{' '}, 8<<20)))},
		{"arrays_inside_each_other", pdfOf(page, strings.Repeat("[", 1<<20))},
		{"dictionaries_inside_each_other", pdfOf(page, strings.Repeat("<</A ", 1<<19))},
		{"dictionaries_never_closed", []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj<</A[", 1<<20))},
		{"many_small_arrays", pdfOf(page, "["+strings.Repeat("[]", 1<<20)+"]")},
		{"many_small_dictionaries", pdfOf(page, "["+strings.Repeat("<</A 1>>", 300<<10)+"]")},
		{"many_objects", []byte("%PDF-1.4\n" + manyObjects(250_000))},
		{"pages_inside_themselves", pdfOf("/Type/Pages/Kids[2 0 R 3 0 R 2 0 R]", "<</Type/Pages/Kids[2 0 R 3 0 R]>>")},
		{"pages_deep", pdfOf("/Type/Pages"+strings.Repeat("/Kids[<</Type/Pages", 100_000), "<<>>")},
		{"references_in_a_circle", pdfOf("/Type/Pages/Kids 4 0 R", "4 0 R")},
		{"objects_packed_over_each_other", pdfOf(page, packedTwice(20_000))},
		{"objects_packed_in_themselves", pdfOf(page, "<</Type/ObjStm/N 4 0 R/First 4 0 R/Length 4>>stream\n4 0 <<>>\nendstream")},
		{"forms_inside_themselves", pdfOf(page, "<</Subtype/Form/Length 4/Resources<</XObject<</A 4 0 R>>>>>>stream\n"+strings.Repeat("/A Do ", 1000)+"\nendstream", "/XObject<</A 4 0 R>>")},
		{"codes_of_a_huge_font", pdfOf(page, "<<>>stream\nBT /F1 9 Tf <0001> Tj ET\nendstream", "/Font<</F1<</Subtype/Type0/ToUnicode 6 0 R>>>>", stream(strings.Repeat("<0000> <FFFF> <0041> endbfrange ", 10_000)))},
		{"long_texts_of_codes", pdfOf(page, "<<>>stream\nBT /F1 9 Tf <0001> Tj ET\nendstream", "/Font<</F1<</Subtype/Type0/ToUnicode 6 0 R>>>>", stream(strings.Repeat("<0000> <FFFF> <"+strings.Repeat("0041", 32)+"> endbfrange ", 100)))},
		{"widths_of_a_huge_font", pdfOf(page, "<<>>stream\nBT /F1 9 Tf <0001> Tj ET\nendstream", "/Font<</F1<</Subtype/Type0/DescendantFonts[<</W["+strings.Repeat("0 65535 500 ", 20_000)+"]>>]>>>>")},
		{"many_fonts", pdfOf(page, stream(manyFonts(10_000)), "/Font<<"+fontNames(10_000)+">>")},
		{"words_on_one_line", pdfOf(page, stream("BT /F1 4 Tf "+strings.Repeat("1 0 0 1 10 10 Tm (a) Tj 1 0 0 1 30 10 Tm (b) Tj ", 30_000)))},
		{"words_side_by_side", pdfOf(page, stream("BT /F1 1 Tf "+placed(30_000, func(i int) (float64, float64) { return float64(i % 15000), 10 })))},
		{"words_below_each_other", pdfOf(page, stream("BT /F1 1 Tf "+placed(30_000, func(i int) (float64, float64) { return float64(i%2) * 100, float64(i) / 20 })))},
		{"words_in_a_grid", pdfOf(page, stream("BT /F1 4 Tf "+placed(30_000, func(i int) (float64, float64) { return float64(i%400) * 20, float64(i/400) * 20 })))},
		{"words_in_stairs", pdfOf(page, stream("BT /F1 4 Tf "+placed(30_000, func(i int) (float64, float64) { return float64(i%1000) * 9, float64(i%997) * 3 })))},
		{"words_on_many_pages", pdfOf("/Type/Pages/Kids["+strings.Repeat("<</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", 8)+"]", stream("BT /F1 4 Tf "+placed(11_000, func(i int) (float64, float64) { return float64(i%100) * 20, float64(i/100) * 6 })))},
		{"rules_everywhere", pdfOf(page, stream(rulesEverywhere(4000)+"BT /F1 4 Tf "+placed(30_000, func(i int) (float64, float64) { return float64(i%400) * 20, float64(i/400) * 20 })))},
		{"small_tables_everywhere", pdfOf(page, stream(smallTables(1900)+"BT /F1 4 Tf "+placed(30_000, func(i int) (float64, float64) { return float64(i%400) * 20, float64(i/400) * 20 })))},
		{"marks_everywhere", pdfOf(page, stream(strings.Repeat("10 10 3 3 re f ", 4000)+"BT /F1 4 Tf "+placed(30_000, func(i int) (float64, float64) { return float64(i%400) * 20, float64(i/400) * 20 })))},
		{"links_everywhere", pdfOf("/Type/Pages/Kids[<</Type/Page/Contents 4 0 R/Annots["+strings.Repeat("<</Rect[900 900 901 901]/A<</URI(http://a.example)>>>>", 1000)+"]/Resources<</Font<</F1 5 0 R>>>>>>]", stream("BT /F1 4 Tf ("+strings.Repeat("a", 1_000_000)+") Tj ET"))},
		{"runs_to_the_end", pdfOf(page, stream("BT /F1 9 Tf (We collect your name.) Tj BI"+strings.Repeat(" ID", 1<<20)))},
		{"predictors", pdfOf(page, "<</Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 1000000>>>>stream\n"+string(deflated(bytes.Repeat([]byte{4}, 20<<20)))+"\nendstream")},
		{"encrypted_without_end", pdfOf(page, "<</Filter/Standard/V 5/R 6/U("+strings.Repeat("u", 48)+")/UE("+strings.Repeat("u", 32)+")>>", "", "trailer<</Root 1 0 R/Encrypt 4 0 R>>")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, took, peak, err := measured(tt.data)
			if (p == nil) == (err == nil) {
				t.Fatalf("policy %v, error %v", p != nil, err)
			}
			if e := (*policy.Error)(nil); err != nil && !errors.As(err, &e) {
				t.Errorf("untyped error %v", err)
			}
			t.Logf("%d KB: %v, %d MB", len(tt.data)>>10, took.Round(time.Millisecond), peak>>20)
			if took > 10*time.Second { // about one, on a machine that is not busy
				t.Errorf("took %v", took)
			}
			if peak > 100<<20 {
				t.Errorf("took %d MB", peak>>20)
			}
		})
	}
}

// measured reads a document and tells how long that takes and how much memory
// it holds beyond that of before.
func measured(data []byte) (p *policy.Policy, took time.Duration, peak uint64, err error) {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc
	var top atomic.Uint64
	done, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				top.Store(max(top.Load(), m.HeapAlloc))
			}
		}
	}()
	start := time.Now()
	p, err = Read([]document.Source{{Path: "p.pdf", Data: data}}, someNames, document.DefaultLimits())
	took = time.Since(start)
	close(done)
	<-stopped
	return p, took, max(top.Load(), before) - before, err
}

// page is the dictionary of a tree of one page whose content is object 4.
const page = "/Type/Pages/Kids[3 0 R]"

// pdfOf builds a file of a tree of pages, object 4, and where they are given
// resources of the page and further objects, from 6 on.
func pdfOf(pages, object string, more ...string) []byte {
	resources := "/Font<</F1 5 0 R>>"
	var b strings.Builder
	b.WriteString("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<<" + pages + ">>endobj\n")
	if len(more) > 0 && more[0] != "" {
		resources = more[0]
	}
	b.WriteString("3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<" + resources + ">>>>endobj\n4 0 obj " + object + " endobj\n" +
		"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n")
	for i := 1; i < len(more); i++ {
		fmt.Fprintf(&b, "%d 0 obj %s endobj\n", 5+i, more[i])
	}
	b.WriteString("trailer<</Root 1 0 R>>\n%%EOF\n")
	return []byte(b.String())
}

func stream(content string) string {
	return fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content)
}

func flate(filter string, content []byte) string {
	packed := deflated(content)
	return fmt.Sprintf("<</Filter %s/Length %d>>stream\n%s\nendstream", filter, len(packed), packed)
}

func deflated(content []byte) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	w.Write(content)
	w.Close()
	return b.Bytes()
}

func manyObjects(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d 0 obj<<>>\n", i)
	}
	return b.String()
}

// packedTwice is an object stream whose objects all are the same long array.
func packedTwice(n int) string {
	var head strings.Builder
	for i := range n {
		fmt.Fprintf(&head, "%d 0 ", i+100)
	}
	body := "[" + strings.Repeat("0 ", 10_000) + "]"
	return fmt.Sprintf("<</Type/ObjStm/N %d/First %d/Length %d>>stream\n%s%s\nendstream", n, head.Len(), head.Len()+len(body), head.String(), body)
}

func manyFonts(n int) string {
	var b strings.Builder
	b.WriteString("BT ")
	for i := range n {
		fmt.Fprintf(&b, "/F%d 9 Tf (a) Tj ", i)
	}
	return b.String()
}

func fontNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "/F%d<</Subtype/Type1>>", i)
	}
	return b.String()
}

// placed sets n words where at says.
func placed(n int, at func(i int) (x, y float64)) string {
	var b strings.Builder
	for i := range n {
		x, y := at(i)
		fmt.Fprintf(&b, "1 0 0 1 %g %g Tm (%c) Tj ", x, y, 'a'+i%26)
	}
	return b.String()
}

func rulesEverywhere(n int) string {
	var b strings.Builder
	for i := range n / 2 {
		fmt.Fprintf(&b, "0 %d m 9000 %d l S %d 0 m %d 9000 l S ", i*7, i*7, i*7, i*7)
	}
	return b.String()
}

func smallTables(n int) string {
	var b strings.Builder
	for i := range n {
		x, y := i%40*200, i/40*100
		fmt.Fprintf(&b, "%d %d 80 40 re S %d %d m %d %d l S ", x, y, x+40, y, x+40, y+40)
	}
	return b.String()
}
