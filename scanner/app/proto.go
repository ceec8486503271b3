package app

import (
	"encoding/binary"
	"errors"
)

// Wire types of protocol buffers.
const (
	wireVarint = 0
	wire64     = 1
	wireBytes  = 2
	wire32     = 5
)

var errProto = errors.New("damaged protobuf message")

// field is one field of a protobuf message.
type field struct {
	num  int
	val  uint64 // value of a varint, 32-bit or 64-bit field
	data []byte // of a length-delimited field; part of the message
}

// nextField takes the first field off a message.
func nextField(d []byte) (f field, rest []byte, err error) {
	key, n := binary.Uvarint(d)
	if n <= 0 || key>>3 == 0 || key>>3 > 1<<29 {
		return f, nil, errProto
	}
	d = d[n:]
	f.num = int(key >> 3)
	switch key & 7 {
	case wireVarint:
		if f.val, n = binary.Uvarint(d); n <= 0 {
			return f, nil, errProto
		}
		return f, d[n:], nil
	case wire64:
		if len(d) < 8 {
			return f, nil, errProto
		}
		f.val = le.Uint64(d)
		return f, d[8:], nil
	case wire32:
		if len(d) < 4 {
			return f, nil, errProto
		}
		f.val = uint64(le.Uint32(d))
		return f, d[4:], nil
	case wireBytes:
		size, n := binary.Uvarint(d)
		if n <= 0 || size > uint64(len(d)-n) {
			return f, nil, errProto
		}
		f.data = d[n : n+int(size)]
		return f, d[n+int(size):], nil
	}
	return f, nil, errProto
}

// eachField calls visit for every field of a message.
func eachField(d []byte, visit func(f field) error) error {
	for len(d) > 0 {
		f, rest, err := nextField(d)
		if err != nil {
			return err
		}
		if err := visit(f); err != nil {
			return err
		}
		d = rest
	}
	return nil
}

// fieldOf returns the last field of that number, which is the one that counts
// where a field is not repeated.
func fieldOf(d []byte, num int) (found field, ok bool) {
	_ = eachField(d, func(f field) error { // what stands before the damage is kept
		if f.num == num {
			found, ok = f, true
		}
		return nil
	})
	return found, ok
}

// message follows message fields down and returns the last one's bytes; nil where
// one of them is absent.
func message(d []byte, nums ...int) []byte {
	for _, n := range nums {
		f, ok := fieldOf(d, n)
		if !ok {
			return nil
		}
		d = f.data
	}
	return d
}
