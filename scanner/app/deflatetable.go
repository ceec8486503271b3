package app

import "math/bits"

// Sizes of RFC 1951.
const (
	maxCode  = 15  // bits of a code
	maxLit   = 288 // literal and length symbols
	maxDist  = 32
	maxMatch = 258
	endBlock = 256
)

// firstBits is how many bits of a code the first table looks at.
const (
	firstBits = 10
	firstMask = 1<<firstBits - 1
)

// huffTable finds the code that bits begin with. An entry holds, from the
// lowest bit on: the bits of the code and of what follows it (6), the flags
// isEnd and isBad, the bits of the code alone (4), the flags isLiteral and
// isLink, and from bit 16 on the value to which the bits that follow are added.
// A link holds the bits of its second table and where in second that begins.
type huffTable struct {
	first  [1 << firstBits]uint32
	second []uint32
}

const (
	isEnd     = 1 << 6
	isBad     = 1 << 7
	isLiteral = 1 << 12
	isLink    = 1 << 13
)

// follow returns the entry of a code that is longer than firstBits.
func (t *huffTable) follow(link uint32, b uint64) uint32 {
	i := uint64(link>>16) + b>>firstBits&(1<<(link&63)-1)
	if i >= uint64(len(t.second)) {
		return isBad
	}
	return t.second[i]
}

// build makes the table of the symbols whose codes have the given lengths, 0
// for none; entry gives what a symbol means. A set of codes that is over-full,
// or that leaves some out and is not a single code of one bit, is an error.
func (t *huffTable) build(lengths []uint8, entry func(symbol int) uint32) error {
	var count [maxCode + 1]int
	for _, n := range lengths {
		count[n]++
	}
	var next [maxCode + 2]int // code by length
	longest, used := 0, len(lengths)-count[0]
	for n := 1; n <= maxCode; n++ {
		if next[n+1] = (next[n] + count[n]) << 1; count[n] > 0 {
			longest = n
		}
	}
	if full := next[longest+1]>>1 == 1<<longest; used > 0 && !full && (used != 1 || longest != 1) {
		return errDeflate
	}
	for i := range t.first {
		t.first[i] = isBad
	}
	t.second = t.second[:0]
	if longest > firstBits {
		t.link(lengths, next)
	}
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		code := int(bits.Reverse16(uint16(next[n])) >> (16 - n))
		next[n]++
		t.put(code, int(n), entry(symbol)+uint32(n)<<8+uint32(n))
	}
	return nil
}

// link makes the second tables: for each beginning that long codes share, one
// for the longest of them. next is the first code of each length.
func (t *huffTable) link(lengths []uint8, next [maxCode + 2]int) {
	var deep [1 << firstBits]uint8
	for _, n := range lengths {
		if n > firstBits {
			at := bits.Reverse16(uint16(next[n])) >> (16 - n) & firstMask
			deep[at] = max(deep[at], n-firstBits)
		}
		next[n]++
	}
	for i, n := range deep {
		if n > 0 {
			t.first[i] = isLink | uint32(len(t.second))<<16 | uint32(n)
			for range 1 << n {
				t.second = append(t.second, isBad)
			}
		}
	}
}

// put enters a code of n bits, the first bit lowest.
func (t *huffTable) put(code, n int, e uint32) {
	if n <= firstBits {
		for i := code; i < len(t.first); i += 1 << n {
			t.first[i] = e
		}
		return
	}
	link := t.first[code&firstMask]
	second := t.second[link>>16:][:1<<(link&63)]
	for i := code >> firstBits; i < len(second); i += 1 << (n - firstBits) {
		second[i] = e
	}
}

// Lengths 3 to 258 are symbols from 257 on, distances symbols of their own:
// each stands for a first value and so many extra bits.
var (
	lengthBase = [...]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthBits = [...]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distBase   = [...]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
	distBits   = [...]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
)

func litEntry(symbol int) uint32 {
	switch i := symbol - endBlock - 1; {
	case symbol < endBlock:
		return uint32(symbol)<<16 | isLiteral
	case symbol == endBlock:
		return isEnd
	case i < len(lengthBase):
		return uint32(lengthBase[i])<<16 + uint32(lengthBits[i])
	}
	return isBad
}

func distEntry(symbol int) uint32 {
	if symbol < len(distBase) {
		return uint32(distBase[symbol])<<16 + uint32(distBits[symbol])
	}
	return isBad
}

// fixedTables makes the tables of a block that brings none.
func (d *inflater) fixedTables() {
	if d.fixed {
		return
	}
	d.fixed = true
	for i := range maxLit {
		switch {
		case i < 144 || i >= 280:
			d.lengths[i] = 8
		case i < 256:
			d.lengths[i] = 9
		default:
			d.lengths[i] = 7
		}
	}
	for i := range maxDist {
		d.lengths[maxLit+i] = 5
	}
	_ = d.lit.build(d.lengths[:maxLit], litEntry) // complete
	_ = d.dist.build(d.lengths[maxLit:], distEntry)
}

// codeOrder is the order in which the lengths of the codes for lengths stand.
var codeOrder = [...]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamicTables reads the tables that a block brings along.
func (d *inflater) dynamicTables() error {
	d.fixed = false
	head, err := d.take(14)
	if err != nil {
		return err
	}
	lits, dists, codes := int(head&31)+257, int(head>>5&31)+1, int(head>>10)+4
	if lits > maxLit-2 || dists > maxDist-2 {
		return errDeflate
	}
	var order [len(codeOrder)]uint8
	for _, i := range codeOrder[:codes] {
		n, err := d.take(3)
		if err != nil {
			return err
		}
		order[i] = uint8(n)
	}
	// The table of literals serves for the lengths until it is built itself.
	if err := d.lit.build(order[:], func(symbol int) uint32 { return uint32(symbol) << 16 }); err != nil {
		return err
	}
	if err := d.readLengths(d.lengths[:lits+dists]); err != nil {
		return err
	}
	if err := d.lit.build(d.lengths[:lits], litEntry); err != nil {
		return err
	}
	return d.dist.build(d.lengths[lits:lits+dists], distEntry)
}

// readLengths reads code lengths, some of which stand for many.
func (d *inflater) readLengths(lengths []uint8) error {
	for i := 0; i < len(lengths); {
		_, symbol, err := d.code(&d.lit)
		if err != nil {
			return err
		}
		if symbol <= maxCode {
			lengths[i] = uint8(symbol)
			i++
			continue
		}
		var value uint8
		least, extra := 3, uint(3)
		switch {
		case symbol == 16 && i == 0:
			return errDeflate
		case symbol == 16:
			value, extra = lengths[i-1], 2
		case symbol == 18:
			least, extra = 11, 7
		}
		n, err := d.take(extra)
		if err != nil {
			return err
		}
		if least += int(n); least > len(lengths)-i {
			return errDeflate
		}
		for range least {
			lengths[i] = value
			i++
		}
	}
	return nil
}
