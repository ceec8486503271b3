package app

import (
	"encoding/binary"
	"errors"
	"io"
)

// inflater decodes deflate streams (RFC 1951), one after another, into memory.
//
// Inflating is most of a scan. Libraries hand out a stream through a window of
// 32 KiB; here the whole entry is wanted in one buffer, which is its own
// window, and that makes it twice as fast. The zero value is ready for use.
type inflater struct {
	src      io.Reader
	in       [64 << 10]byte
	pos, end int    // in[pos:end] was read and not taken
	err      error  // of src, once it has failed; io.EOF at its end
	bits     uint64 // taken from in, the next bit lowest
	n        uint   // how many bits hold; what stands above them comes again

	out  []byte // as long as there is room
	at   int    // out[:at] is decoded
	most int    // bytes to decode at most

	lengths   [maxLit + maxDist]uint8
	lit, dist huffTable
	fixed     bool // lit and dist are those of fixed blocks
}

var (
	errDeflate  = errors.New("not a deflate stream")
	errOverflow = errors.New("more bytes than wanted")
)

// inflate decodes the stream in src into buf, which grows where it is too
// small, and returns the bytes that were decoded, also with an error: errDeflate,
// io.ErrUnexpectedEOF, errOverflow where there are more than most, or that of
// src. What follows the stream may have been read.
func (d *inflater) inflate(src io.Reader, buf []byte, most int) ([]byte, error) {
	d.src, d.pos, d.end, d.err, d.bits, d.n = src, 0, 0, nil, 0, 0
	d.out, d.at, d.most = buf[:cap(buf)], 0, most
	err := d.blocks()
	out := d.out[:d.at]
	d.src, d.out = nil, nil
	if err == nil && len(out) > most {
		err = errOverflow
	}
	return out, err
}

func (d *inflater) blocks() error {
	for {
		head, err := d.take(3)
		if err != nil {
			return err
		}
		switch head >> 1 {
		case 0:
			err = d.storedBlock()
		case 1:
			d.fixedTables()
			err = d.block()
		case 2:
			if err = d.dynamicTables(); err == nil {
				err = d.block()
			}
		default:
			err = errDeflate
		}
		if err != nil || head&1 != 0 {
			return err
		}
	}
}

// fill takes bytes until 56 bits or more hold, or src ends.
func (d *inflater) fill() {
	for d.n < 56 && (d.pos < d.end || d.more()) {
		d.bits |= uint64(d.in[d.pos]) << d.n
		d.pos++
		d.n += 8
	}
}

// more reads from src behind what is left in in, and reports whether there was
// anything.
func (d *inflater) more() bool {
	d.end = copy(d.in[:], d.in[d.pos:d.end])
	d.pos = 0
	for tries := 0; d.err == nil && tries < 100; tries++ {
		var n int
		n, d.err = d.src.Read(d.in[d.end:])
		if d.end += n; n > 0 {
			return true
		}
	}
	return false
}

// ended is the error of a stream that stops too early.
func (d *inflater) ended() error {
	if d.err == nil || d.err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return d.err
}

// take returns the next n ≤ 32 bits.
func (d *inflater) take(n uint) (uint32, error) {
	if d.n < n {
		if d.fill(); d.n < n {
			return 0, d.ended()
		}
	}
	v := d.bits & (1<<n - 1)
	d.bits >>= n
	d.n -= n
	return uint32(v), nil
}

// room makes out longer than at, unless there are too many bytes already.
func (d *inflater) room() error {
	if d.at < len(d.out) {
		return nil
	}
	if d.at > d.most {
		return errOverflow
	}
	grown := make([]byte, min(2*len(d.out)+512, d.most+1))
	copy(grown, d.out)
	d.out = grown
	return nil
}

func (d *inflater) storedBlock() error {
	d.take(d.n % 8)
	size, err := d.take(16)
	if err != nil {
		return err
	}
	check, err := d.take(16)
	if err != nil {
		return err
	}
	if check != ^size&0xffff {
		return errDeflate
	}
	for left := int(size); left > 0; {
		if err := d.room(); err != nil {
			return err
		}
		if d.n > 0 { // whole bytes
			b, _ := d.take(8)
			d.out[d.at] = byte(b)
			d.at++
			left--
			continue
		}
		d.bits = 0
		if d.pos == d.end && !d.more() {
			return d.ended()
		}
		n := copy(d.out[d.at:min(len(d.out), d.at+left)], d.in[d.pos:d.end])
		d.at, d.pos, left = d.at+n, d.pos+n, left-n
	}
	return nil
}

// block decodes the symbols of a compressed block.
func (d *inflater) block() error {
	for {
		end, err := d.sweep()
		if !end && err == nil {
			end, err = d.symbol()
		}
		if end || err != nil {
			return err
		}
	}
}

// sweepIn and sweepOut are the bytes of input and room that sweep needs for one
// turn: two look-ahead reads; two literals, a copy and its overhang.
const (
	sweepIn  = 16
	sweepOut = 2 + maxMatch + 8
)

// sweep decodes symbols as long as there is plenty of input and of room, and
// reports whether it met the end of the block.
func (d *inflater) sweep() (end bool, err error) {
	bits, n, pos, at := d.bits, d.n, d.pos, d.at
	in, out, lit, dist := d.in[:d.end], d.out, &d.lit, &d.dist
	for pos+sweepIn <= len(in) && at+sweepOut <= len(out) {
		bits |= binary.LittleEndian.Uint64(in[pos:]) << (n & 63)
		pos += int(63-n) >> 3
		n |= 56
		e := lit.first[bits&firstMask]
		if e&isLiteral != 0 {
			out[at] = byte(e >> 16)
			at++
			bits >>= e & 63
			n -= uint(e & 63)
			if e = lit.first[bits&firstMask]; e&isLiteral != 0 {
				out[at] = byte(e >> 16)
				at++
				bits >>= e & 63
				n -= uint(e & 63)
				continue
			}
			bits |= binary.LittleEndian.Uint64(in[pos:]) << (n & 63)
			pos += int(63-n) >> 3
			n |= 56
		}
		if e&isLink != 0 {
			e = lit.follow(e, bits)
		}
		length := int(e>>16) + int(bits&(1<<(e&63)-1)>>(e>>8&15))
		bits >>= e & 63
		n -= uint(e & 63)
		if e&(isLiteral|isEnd|isBad) != 0 {
			if e&isLiteral != 0 {
				out[at] = byte(e >> 16)
				at++
				continue
			}
			end = e&isEnd != 0
			err = errDeflate
			break
		}
		if e = dist.first[bits&firstMask]; e&isLink != 0 {
			e = dist.follow(e, bits)
		}
		from := at - int(e>>16) - int(bits&(1<<(e&63)-1)>>(e>>8&15))
		bits >>= e & 63
		n -= uint(e & 63)
		if e&isBad != 0 || from < 0 {
			err = errDeflate
			break
		}
		at = repeat(out, at, from, length)
	}
	if end {
		err = nil
	}
	d.bits, d.n, d.pos, d.at = bits, n, pos, at
	return end, err
}

// repeat copies length bytes within out from one place to a later one and
// returns the end of the copy. Up to 7 bytes behind it are overwritten.
func repeat(out []byte, at, from, length int) int {
	end := at + length
	if at-from < 8 { // the copy feeds on itself
		for ; at < end; at++ {
			out[at] = out[from]
			from++
		}
		return end
	}
	for ; at < end; at += 8 {
		binary.LittleEndian.PutUint64(out[at:], binary.LittleEndian.Uint64(out[from:]))
		from += 8
	}
	return end
}

// symbol decodes one symbol near the end of the input or of the room.
func (d *inflater) symbol() (end bool, err error) {
	e, length, err := d.code(&d.lit)
	if err != nil || e&isEnd != 0 {
		return true, err
	}
	if e&isLiteral != 0 {
		if err := d.room(); err != nil {
			return true, err
		}
		d.out[d.at] = byte(length)
		d.at++
		return false, nil
	}
	_, distance, err := d.code(&d.dist)
	if err != nil {
		return true, err
	}
	if distance > d.at {
		return true, errDeflate
	}
	for range length {
		if err := d.room(); err != nil {
			return true, err
		}
		d.out[d.at] = d.out[d.at-distance]
		d.at++
	}
	return false, nil
}

// code decodes one code and its extra bits.
func (d *inflater) code(t *huffTable) (e uint32, value int, err error) {
	d.fill()
	if e = t.first[d.bits&firstMask]; e&isLink != 0 {
		e = t.follow(e, d.bits)
	}
	// Where too few bits are left, those behind them are zero.
	if e&63 > uint32(d.n) {
		return 0, 0, d.ended()
	}
	if e&isBad != 0 {
		if d.n < maxCode {
			return 0, 0, d.ended()
		}
		return 0, 0, errDeflate
	}
	value = int(e>>16) + int(d.bits&(1<<(e&63)-1)>>(e>>8&15))
	d.bits >>= e & 63
	d.n -= uint(e & 63)
	return e, value, nil
}
