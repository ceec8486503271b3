package app

import (
	"bytes"
	"math"
)

// How encrypted data is told: a text has about 4.5 bits in a byte, machine
// code 6, compressed and encrypted data nearly 8.
const (
	entropySample = 256 << 10
	leastEntropy  = 7.9
)

// bitsPerByte is the Shannon entropy of data, 0 to 8.
func bitsPerByte(data []byte) float64 {
	var count [256]int
	for _, b := range data {
		count[b]++
	}
	bits := 0.0
	for _, n := range count {
		if n > 0 {
			p := float64(n) / float64(len(data))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}

// isMedia reports whether a file begins as one of the usual formats that are
// compressed by nature, which no name shows.
func isMedia(head []byte) bool {
	for _, m := range []string{"GIF8", "RIFF", "OggS", "ID3", "fLaC", "\xff\xfb", "\x00\x00\x01\x00", "PVR\x03", "\xabKTX", "DDS ",
		"\x28\xb5\x2f\xfd", "\x04\x22\x4d\x18", "\x78\x01", "\x78\x5e", "\x78\x9c", "\x78\xda", "\x5d\x00\x00", "LZIP", "BR\x01",
		"SQLite", "OTTO", "wOFF", "wOF2", "TFL3", "UnityFS", "AKPK", "BKHD", "FSB5", "RPF"} {
		if bytes.HasPrefix(head, []byte(m)) {
			return true
		}
	}
	return len(head) >= 8 && (string(head[4:8]) == "ftyp" || string(head[4:8]) == "TFL3")
}
