package reading_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/sdkdb"
)

// BenchmarkShapes reads every shape at a size and at twice the size: time and
// bytes should double.
func BenchmarkShapes(b *testing.B) {
	names, err := sdkdb.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range shapes {
		for _, kB := range []int{128, 256} {
			b.Run(fmt.Sprintf("%s/%dkB", s.name, kB), func(b *testing.B) {
				doc := s.source(kB << 10)
				b.SetBytes(int64(len(doc.Data)))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := reading.Read([]document.Source{doc}, names, document.DefaultLimits()); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// TestShapesGrowAsTheirText holds the work on every shape at one size against
// that at twice the size. Work is what can be counted: bytes that were
// allocated, and bytes of text that SDK names were looked for in.
func TestShapesGrowAsTheirText(t *testing.T) {
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	const size, growth, slack = 10 << 10, 2.6, 256 << 10 // slack: buffers that double
	work := func(doc document.Source) (allocated, lookedUp float64) {
		names := &countedNames{SDKNames: db}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := reading.Read([]document.Source{doc}, names, document.DefaultLimits()); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc), float64(names.bytes)
	}
	work(shapes[0].source(size)) // builds the tables
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			once, looked := work(s.source(size))
			twice, lookedTwice := work(s.source(2 * size))
			if twice > growth*once+slack {
				t.Errorf("%.0f kB allocated for %d kB of text, %.0f for twice as much", once/1e3, size>>10, twice/1e3)
			}
			if lookedTwice > growth*(looked+size) {
				t.Errorf("SDK names looked for in %.0f kB of text, in %.0f kB for twice as much", looked/1e3, lookedTwice/1e3)
			}
		})
	}
}

// countedNames counts the text that names are looked for in.
type countedNames struct {
	words.SDKNames
	bytes int
}

func (n *countedNames) FindNames(text string, found func(start, end int, id string)) {
	n.bytes += len(text)
	n.SDKNames.FindNames(text, found)
}

func (n *countedNames) ResolveName(name string) string {
	n.bytes += min(len(name), 512) // longer ones are not looked at
	return n.SDKNames.ResolveName(name)
}
