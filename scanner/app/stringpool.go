package app

import (
	"errors"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	poolUTF8 = 1 << 8 // flag: strings are UTF-8, not UTF-16
	noString = 1<<32 - 1
)

// stringPool gives the strings of a resource string pool by index. A string
// that cannot be read is empty, as Android has it; nothing is decoded twice.
type stringPool struct {
	offsets []byte // four bytes for each string
	strings []byte // where offsets count from
	utf8    bool
	count   uint32            // fits the bytes of the pool
	seen    []string          // strings given by at, "" for those not yet decoded
	some    map[uint32]string // the same, of a large pool
	decoded int               // bytes of them
	err     error
}

// readPool reads the header of the string pool. A count or a start that does
// not fit the chunk makes the file unreadable on Android too.
func (x *axml) readPool(chunk []byte, head int) error {
	pool, odd, err := newStringPool(chunk, head)
	if err != nil {
		return err
	}
	if odd != "" {
		x.notes = append(x.notes, "the manifest's string pool "+odd+"; Android refuses it")
	}
	x.pool = pool
	return nil
}

// newStringPool checks a string pool. odd says what was wrong and could be
// passed over.
func newStringPool(chunk []byte, head int) (p stringPool, odd string, err error) {
	if len(chunk) < stringPoolHdrSize {
		return p, "", errors.New("the string pool is cut off")
	}
	count, start := int64(le.Uint32(chunk[8:])), int64(le.Uint32(chunk[20:]))
	p.utf8 = le.Uint32(chunk[16:])&poolUTF8 != 0
	if count == 0 {
		return p, "", nil
	}
	if head < stringPoolHdrSize || int64(head)+4*count > min(start, int64(len(chunk))) {
		if head != stringPoolHdrSize {
			odd = "has a wrong header size"
		}
		head = stringPoolHdrSize
	}
	switch {
	case int64(head)+4*count > int64(len(chunk)):
		return p, "", errors.New("the string pool claims more strings than it has room for")
	case start >= int64(len(chunk)):
		return p, "", errors.New("the strings of the string pool lie outside it")
	}
	end := int64(len(chunk))
	if styles := int64(le.Uint32(chunk[12:])); styles > 0 {
		if at := int64(le.Uint32(chunk[24:])); at > start && at < end {
			end = at
		} else {
			odd = "names styles where there are none"
		}
	}
	p.offsets = chunk[head : int64(head)+4*count]
	p.strings = chunk[start:end]
	p.count = uint32(count)
	return p, odd, nil
}

var errOverlap = errors.New("the strings of the string pool overlap beyond reason")

// at returns the string of index i, "" where there is none. It is decoded once.
func (p *stringPool) at(i uint32) string {
	if i >= p.count || p.err != nil {
		return ""
	}
	if s, ok := p.remembered(i); ok {
		return s
	}
	s := p.get(i)
	// Genuine strings do not overlap. Ones that do could make a small file
	// cost any amount of memory.
	if p.decoded += len(s); p.decoded > 4*len(p.strings)+4096 {
		p.err = errOverlap
		return ""
	}
	if p.seen != nil {
		p.seen[i] = s
	} else {
		p.some[i] = s
	}
	return s
}

// smallPool is up to how many strings a pool remembers them in a slice.
const smallPool = 1 << 16

// remembered returns a string that was decoded before.
func (p *stringPool) remembered(i uint32) (string, bool) {
	switch {
	case p.seen != nil:
		return p.seen[i], p.seen[i] != ""
	case p.some != nil:
		s, ok := p.some[i]
		return s, ok
	case p.count <= smallPool:
		p.seen = make([]string, p.count)
	default:
		p.some = map[uint32]string{}
	}
	return "", false
}

// get decodes the string of index i, "" where there is none.
func (p *stringPool) get(i uint32) string {
	if i >= p.count {
		return ""
	}
	off := int64(le.Uint32(p.offsets[4*i:]))
	if off >= int64(len(p.strings)) {
		return ""
	}
	if p.utf8 {
		return poolString8(p.strings[off:])
	}
	return poolString16(p.strings[off:])
}

// poolString8 decodes a UTF-8 string: its length in UTF-16 units, its length
// in bytes, the bytes, a zero.
func poolString8(d []byte) string {
	_, d = length8(d)
	n, d := length8(d)
	if n >= len(d) || d[n] != 0 {
		return ""
	}
	if s := d[:n]; utf8.Valid(s) {
		return string(s)
	}
	return string([]rune(string(d[:n])))
}

// length8 reads a length of one or two bytes; too large where it is cut off.
func length8(d []byte) (int, []byte) {
	switch {
	case len(d) > 0 && d[0]&0x80 == 0:
		return int(d[0]), d[1:]
	case len(d) > 1:
		return int(d[0]&0x7f)<<8 | int(d[1]), d[2:]
	}
	return 1 << 16, nil
}

// poolString16 decodes a UTF-16 string: its length, the units, a zero.
func poolString16(d []byte) string {
	if len(d) < 2 {
		return ""
	}
	n, d := int64(le.Uint16(d)), d[2:]
	if n&0x8000 != 0 {
		if len(d) < 2 {
			return ""
		}
		n, d = (n&0x7fff)<<16|int64(le.Uint16(d)), d[2:]
	}
	if 2*n+2 > int64(len(d)) || le.Uint16(d[2*n:]) != 0 {
		return ""
	}
	units := make([]uint16, n)
	for i := range units {
		units[i] = le.Uint16(d[2*i:])
	}
	return string(utf16.Decode(units))
}
