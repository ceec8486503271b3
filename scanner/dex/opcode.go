package dex

// What an instruction refers to, as bits beside its length in opTable. The bits
// are also those of a walker's marks, so that one AND tells whether an
// instruction is of interest.
const (
	refCall   = 1 << 0 // the second unit is a method index
	refRead   = 1 << 1 // the second unit is a field index
	refString = 1 << 2 // the second unit is a string index
	refType   = 1 << 6 // the second unit is a type index; of the first kind alone
	refOther  = 1 << 7 // look at the opcode: nop and payloads, const-string/jumbo, unused

	refBits   = refCall | refRead | refString
	kindShift = 3 // of the ref bits of interest of the second kind
)

const (
	opNop        = 0x00
	opConstJumbo = 0x1b

	packedSwitchPayload = 0x01 // second byte of a nop
	sparseSwitchPayload = 0x02
	arrayDataPayload    = 0x03
)

// opTable holds for each opcode its length in bytes (low byte) and the ref bits
// of the kinds of interest (high byte). Unused opcodes have length 0. Source:
// the Dalvik bytecode and instruction format pages of the Android Open Source
// Project.
func opTable(kinds uint8) (t [256]uint16) {
	for _, r := range opcodes {
		ref := r.ref&refOther | uint16(spread(uint8(r.ref&refBits), kinds))
		if kinds&1 != 0 {
			ref |= r.ref & refType
		}
		for op := int(r.first); op <= int(r.last); op++ {
			t[op] = r.units*2 | ref<<8
		}
	}
	for op := range t {
		if t[op] == 0 {
			t[op] = refOther << 8
		}
	}
	return t
}

// spread returns the ref bits for each of the kinds of interest.
func spread(ref, kinds uint8) uint8 {
	var bits uint8
	if kinds&1 != 0 {
		bits |= ref
	}
	if kinds&2 != 0 {
		bits |= ref << kindShift
	}
	return bits
}

// opcodes lists every used opcode in ranges of one length.
var opcodes = [...]struct {
	first, last byte
	units, ref  uint16
}{
	{0x00, 0x00, 1, refOther},  // nop and payloads
	{0x01, 0x01, 1, 0},         // move
	{0x02, 0x02, 2, 0},         // move/from16
	{0x03, 0x03, 3, 0},         // move/16
	{0x04, 0x04, 1, 0},         // move-wide
	{0x05, 0x05, 2, 0},         // move-wide/from16
	{0x06, 0x06, 3, 0},         // move-wide/16
	{0x07, 0x07, 1, 0},         // move-object
	{0x08, 0x08, 2, 0},         // move-object/from16
	{0x09, 0x09, 3, 0},         // move-object/16
	{0x0a, 0x12, 1, 0},         // move-result*, move-exception, return*, const/4
	{0x13, 0x13, 2, 0},         // const/16
	{0x14, 0x14, 3, 0},         // const
	{0x15, 0x16, 2, 0},         // const/high16, const-wide/16
	{0x17, 0x17, 3, 0},         // const-wide/32
	{0x18, 0x18, 5, 0},         // const-wide
	{0x19, 0x19, 2, 0},         // const-wide/high16
	{0x1a, 0x1a, 2, refString}, // const-string
	{0x1b, 0x1b, 3, refOther},  // const-string/jumbo
	{0x1c, 0x1c, 2, refType},   // const-class
	{0x1d, 0x1e, 1, 0},         // monitor-enter, monitor-exit
	{0x1f, 0x1f, 2, refType},   // check-cast
	{0x20, 0x20, 2, 0},         // instance-of
	{0x21, 0x21, 1, 0},         // array-length
	{0x22, 0x23, 2, 0},         // new-instance, new-array
	{0x24, 0x26, 3, 0},         // filled-new-array, filled-new-array/range, fill-array-data
	{0x27, 0x28, 1, 0},         // throw, goto
	{0x29, 0x29, 2, 0},         // goto/16
	{0x2a, 0x2c, 3, 0},         // goto/32, packed-switch, sparse-switch
	{0x2d, 0x3d, 2, 0},         // cmp*, if-*
	{0x44, 0x51, 2, 0},         // aget*, aput*
	{0x52, 0x58, 2, refRead},   // iget*
	{0x59, 0x5f, 2, 0},         // iput*
	{0x60, 0x66, 2, refRead},   // sget*
	{0x67, 0x6d, 2, 0},         // sput*
	{0x6e, 0x72, 3, refCall},   // invoke-*
	{0x74, 0x78, 3, refCall},   // invoke-*/range
	{0x7b, 0x8f, 1, 0},         // unary operations
	{0x90, 0xaf, 2, 0},         // binary operations
	{0xb0, 0xcf, 1, 0},         // binary operations /2addr
	{0xd0, 0xe2, 2, 0},         // binary operations with a literal
	{0xfa, 0xfb, 4, refCall},   // invoke-polymorphic, /range
	{0xfc, 0xfd, 3, 0},         // invoke-custom, /range
	{0xfe, 0xff, 2, 0},         // const-method-handle, const-method-type
}
