package observe

import (
	"encoding/binary"
	"hash/adler32"
	"slices"
	"sync"
)

// A DEX header has its checksum at byte 8, which counts all behind it up to
// the file's size, and that size at byte 32.
const (
	dexSumAt   = 8
	dexSumFrom = 12
	dexSizeAt  = 32
	dexHeader  = 0x70
)

// dexSumHolds reports whether the checksum in the header of a DEX file is that
// of its content. Files of version 041 count otherwise and are not looked at.
func dexSumHolds(data []byte) bool {
	if len(data) < dexHeader || string(data[4:7]) >= "041" {
		return true
	}
	size := min(int(binary.LittleEndian.Uint32(data[dexSizeAt:])), len(data))
	return size < dexHeader || binary.LittleEndian.Uint32(data[dexSumAt:]) == adler32.Checksum(data[dexSumFrom:size])
}

// nameList is filled by several goroutines.
type nameList struct {
	mu    sync.Mutex
	names []string
}

func (l *nameList) add(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names = append(l.names, name)
}

func (l *nameList) sorted() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(slices.Values(l.names))
}
