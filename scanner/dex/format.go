package dex

import (
	"encoding/binary"
	"math/bits"
)

// Sizes of the fixed parts of a DEX file in bytes, after the Dalvik executable
// format of the Android Open Source Project.
const (
	headerSize          = 0x70
	containerHeaderSize = 0x78 // version 041

	stringIDSize = 4
	typeIDSize   = 4
	protoIDSize  = 12
	fieldIDSize  = 8
	methodIDSize = 8
	classDefSize = 32
	mapItemSize  = 12
	codeItemSize = 16 // registers, ins, outs, tries, debug_info_off, insns_size
)

// Offsets of the header fields that are read.
const (
	offFileSize        = 0x20
	offHeaderSize      = 0x24
	offEndianTag       = 0x28
	offMap             = 0x34
	offStringIDs       = 0x38 // each table: u32 count, u32 offset
	offTypeIDs         = 0x40
	offProtoIDs        = 0x48
	offFieldIDs        = 0x50
	offMethodIDs       = 0x58
	offClassDefs       = 0x60
	offContainerSize   = 0x70
	offContainerHeader = 0x74
)

const (
	endianTag        = 0x12345678
	reverseEndianTag = 0x78563412

	mapHeaderItem = 0x0000 // type code of the header in map_list

	noIndex16 = 0xffff // NO_INDEX as the runtime reads it, in 16 bits

	accStatic = 0x0008
	accFinal  = 0x0010

	valueString = 0x17 // encoded_value types
	valueArray  = 0x1c
	valueAnnot  = 0x1d
	valueNull   = 0x1e
	valueBool   = 0x1f
)

var le = binary.LittleEndian

// uleb reads an unsigned LEB128 number of at most five bytes at p and returns
// it with the position after it, or a position of -1 where it does not end
// inside data.
func uleb(data []byte, p int) (uint32, int) {
	if uint(p) >= uint(len(data)) {
		return 0, -1
	}
	b := data[p]
	if b < 0x80 {
		return uint32(b), p + 1
	}
	return ulebLong(data, p)
}

func ulebLong(data []byte, p int) (uint32, int) {
	var v uint32
	for shift := 0; shift < 35 && p < len(data); shift += 7 {
		b := data[p]
		p++
		v |= uint32(b&0x7f) << shift
		if b < 0x80 {
			return v, p
		}
	}
	return 0, -1
}

// ulebAny is uleb for numbers of all lengths: it has no branch that depends on
// the length, which a processor could only guess.
func ulebAny(data []byte, p int) (uint32, int) {
	if uint(p) >= uint(len(data)) || len(data)-p < 8 {
		return uleb(data, p)
	}
	v := le.Uint64(data[p : p+8])
	ends := ^v & 0x8080808080
	if ends == 0 {
		return 0, -1
	}
	v &= ends ^ (ends - 1) // up to the first byte without the top bit
	v = v&0x7f | v>>1&(0x7f<<7) | v>>2&(0x7f<<14) | v>>3&(0x7f<<21) | v>>4&(0xf<<28)
	return uint32(v), p + bits.TrailingZeros64(ends)/8 + 1
}
