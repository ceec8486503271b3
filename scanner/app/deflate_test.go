package app

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"testing"
	"testing/iotest"
)

// deflated packs data with the standard library.
func deflated(tb testing.TB, level int, data []byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, level)
	if err == nil {
		if _, err = w.Write(data); err == nil {
			err = w.Close()
		}
	}
	if err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// deflateSamples are contents that lead to blocks of all kinds.
func deflateSamples() map[string][]byte {
	rnd := rand.New(rand.NewSource(1))
	noise := make([]byte, 300_000)
	rnd.Read(noise)
	var words []byte
	for len(words) < 400_000 {
		words = fmt.Appendf(words, "Lcom/example/p%d/C%04d;->method%d ", rnd.Intn(9), rnd.Intn(4000), rnd.Intn(70))
	}
	skewed := make([]byte, 200_000) // codes of all lengths
	for i := range skewed {
		skewed[i] = byte(min(rnd.ExpFloat64()*6, 255))
	}
	return map[string][]byte{
		"empty": nil, "one_byte": {7}, "zeros": make([]byte, 100_000), "noise": noise, "words": words, "skewed": skewed,
		"period_of_seven": bytes.Repeat([]byte("abcdefg"), 9000), "short": []byte("hello, hello, hello"),
	}
}

func TestInflateWhatWasDeflated(t *testing.T) {
	var d inflater // one for all: it is reused
	for name, data := range deflateSamples() {
		for level := -2; level <= 9; level++ {
			packed := deflated(t, level, data)
			for how, r := range map[string]io.Reader{
				"whole":        bytes.NewReader(append(packed, "PK what follows"...)),
				"byte_by_byte": iotest.OneByteReader(bytes.NewReader(packed)),
				"end_at_once":  iotest.DataErrReader(bytes.NewReader(packed)),
			} {
				for _, buf := range [][]byte{nil, make([]byte, 0, len(data)+1), make([]byte, 0, len(data)/2)} {
					got, err := d.inflate(r, buf, len(data))
					if err != nil || !bytes.Equal(got, data) {
						t.Fatalf("%s, level %d, %s, buffer of %d: %d bytes, %v", name, level, how, cap(buf), len(got), err)
					}
					if how != "whole" {
						break
					}
					r = bytes.NewReader(packed)
				}
			}
		}
	}
}

func TestInflateErrors(t *testing.T) {
	words := deflateSamples()["words"]
	packed := deflated(t, 6, words)
	broken := errors.New("disk on fire")
	for name, c := range map[string]struct {
		src  io.Reader
		most int
		want error
	}{
		"nothing":            {bytes.NewReader(nil), 10, io.ErrUnexpectedEOF},
		"cut":                {bytes.NewReader(packed[:len(packed)/2]), len(words), io.ErrUnexpectedEOF},
		"one_byte_missing":   {bytes.NewReader(packed[:len(packed)-1]), len(words), io.ErrUnexpectedEOF},
		"too_many":           {bytes.NewReader(packed), len(words) - 1, errOverflow},
		"none_wanted":        {bytes.NewReader(packed), 0, errOverflow},
		"reader_fails":       {io.MultiReader(bytes.NewReader(packed[:900]), iotest.ErrReader(broken)), len(words), broken},
		"reserved_block":     {bytes.NewReader([]byte{7, 0, 0}), 10, errDeflate},
		"stored_length":      {bytes.NewReader([]byte{1, 1, 0, 1, 0, 9}), 10, errDeflate},
		"stored_cut":         {bytes.NewReader([]byte{1, 2, 0, 253, 255, 9}), 10, io.ErrUnexpectedEOF},
		"distance_too_far":   {bytes.NewReader([]byte{0x4b, 0x04, 0x12, 0, 0, 0}), 10, errDeflate},
		"tables_over_full":   {bytes.NewReader(append([]byte{5, 0xe0}, bytes.Repeat([]byte{0xff}, 20)...)), 10, errDeflate},
		"reader_gives_none":  {stuck{}, 10, io.ErrUnexpectedEOF},
		"too_many_literals":  {bytes.NewReader(bytes.Repeat([]byte{0xff}, 99)), 10, errDeflate},
		"repeat_of_no_count": {bytes.NewReader([]byte{4, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0}), 10, errDeflate},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := new(inflater).inflate(c.src, nil, c.most)
			if !errors.Is(err, c.want) {
				t.Errorf("%d bytes, %v; want %v", len(got), err, c.want)
			}
			if !bytes.HasPrefix(words, got) && c.most > 10 {
				t.Error("what was decoded is not the beginning")
			}
		})
	}
}

// stuck is a reader that never gives anything.
type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// FuzzInflate holds that any bytes give what the standard library makes of
// them, or an error where it has one, however they arrive.
func FuzzInflate(f *testing.F) {
	for _, data := range deflateSamples() {
		for _, level := range []int{-2, 0, 1, 6} {
			f.Add(deflated(f, level, data[:min(len(data), 3000)]))
		}
	}
	var d inflater
	f.Fuzz(func(t *testing.T, packed []byte) {
		const most = 1 << 20
		want, wantErr := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), most+1))
		if len(want) > most {
			wantErr = errOverflow
		}
		for _, r := range []io.Reader{bytes.NewReader(packed), iotest.OneByteReader(bytes.NewReader(packed))} {
			got, err := d.inflate(r, nil, most)
			if (err == nil) != (wantErr == nil) {
				t.Fatalf("error %v, the standard library has %v", err, wantErr)
			}
			if err == nil && !bytes.Equal(got, want) {
				t.Fatalf("%d bytes that are not the %d of the standard library", len(got), len(want))
			}
		}
	})
}
