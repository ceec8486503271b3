package dex

import (
	"fmt"
	"math/rand"
	"os"
	"testing"
)

// synthetic builds a file whose methods have the sizes and the mix of
// instructions of a common app: 14 instructions on average, every fourth a call.
func synthetic(classes int) []byte {
	rnd := rand.New(rand.NewSource(1))
	var specs []classSpec
	for c := range classes {
		spec := classSpec{name: fmt.Sprintf("Lcom/example/p%02d/C%04d;", c%37, c), super: "Ljava/lang/Object;", flags: 1}
		for m := range 8 {
			seed, length := rnd.Int63(), rnd.Intn(8)+rnd.Intn(14)
			spec.methods = append(spec.methods, methodSpec{
				name: fmt.Sprintf("method%d", m), proto: "(I)Ljava/lang/String;", flags: 1,
				code: func(x *ids) []uint16 { return someCode(x, rand.New(rand.NewSource(seed)), length) },
			})
		}
		specs = append(specs, spec)
	}
	return buildDex("035", 0, 0, specs...)
}

func someCode(x *ids, rnd *rand.Rand, instructions int) []uint16 {
	var code []uint16
	for range instructions {
		class := fmt.Sprintf("Lcom/example/p%02d/C%04d;", rnd.Intn(37), rnd.Intn(400))
		switch n := rnd.Intn(20); {
		case n < 5:
			code = append(code, 0x206e, x.method(class, fmt.Sprintf("method%d", rnd.Intn(8)), "(I)Ljava/lang/String;"), 0x0010, 0x000c)
		case n < 7:
			code = append(code, 0x001a, x.str(fmt.Sprintf("text %d", rnd.Intn(9000))))
		case n < 10:
			code = append(code, 0x1054, x.field(class, "field", "Ljava/lang/Object;"))
		case n < 14:
			code = append(code, 0x0038, 2)
		default:
			code = append(code, 0x1012)
		}
	}
	return append(code, 0x000e)
}

// benchFiles gives the synthetic file and, where the environment variable
// CANDOR_DEX names one, a real file.
func benchFiles(b *testing.B, run func(b *testing.B, data []byte)) {
	b.Run("synthetic", func(b *testing.B) { run(b, synthetic(2000)) })
	name := os.Getenv("CANDOR_DEX")
	if name == "" {
		return
	}
	data, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("real", func(b *testing.B) { run(b, data) })
}

func BenchmarkParse(b *testing.B) {
	benchFiles(b, func(b *testing.B, data []byte) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Parse(data, DefaultLimits()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkWalk marks one method in 200 and one field and string in 1,000, more
// than a scan for sensitive calls does.
func BenchmarkWalk(b *testing.B) {
	benchFiles(b, func(b *testing.B, data []byte) {
		f := parseOne(b, data)
		mark := func(n, every int) []uint8 {
			m := make([]uint8, n)
			for i := 0; i < n; i += every {
				m[i] = 1
			}
			return m
		}
		in := Interest{Methods: mark(f.NumMethods(), 200), Fields: mark(f.NumFields(), 1000), Strings: mark(f.NumStrings(), 1000)}
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			n = f.Walk(in, func(int, uint32, []Ref) {}).Instructions
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/insn")
	})
}

// BenchmarkTexts reads every string, type and prototype once.
func BenchmarkTexts(b *testing.B) {
	benchFiles(b, func(b *testing.B, data []byte) {
		f := parseOne(b, data)
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			for i := range f.NumStrings() {
				_ = f.String(uint32(i))
			}
			for i := range f.NumTypes() {
				_ = f.Type(uint32(i))
			}
			for i := range f.NumMethods() {
				buf = f.AppendProto(buf[:0], f.Method(uint32(i)).Proto)
			}
		}
	})
}
