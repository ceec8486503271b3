package dex

// sweep decodes the methods of a batch: it notes what is of interest and moves
// the at of each method to its end, or elsewhere where its code is damaged.
//
// Nearly all of a scan's time that is not inflate is spent here. An instruction
// takes two look-ups, but where the next one starts is known only after both, so
// a processor mostly waits. Two methods at a time halve the waiting.
func (w *walker) sweep(batch []method) {
	data, marks := w.f.data, &w.marks
	n, next := 0, 0
	var a, b *method
	var pa, enda, pb, endb int
	opsA, opsB := &w.ops[0], &w.ops[0]
	for {
		if pa < enda {
			u := le.Uint32(data[pa : pa+4])
			op := opsA[uint8(u)]
			if marks[u>>16]&uint8(op>>8) == 0 {
				pa += int(op & 0xff)
			} else {
				pa = w.other(data, a, pa, u)
			}
			n++
		} else {
			if a != nil {
				a.at = pa
			}
			if a, next = w.next(batch, next); a == nil {
				break
			}
			pa, enda, opsA = a.at, a.end, &w.ops[a.kinds&3]
		}
		if pb < endb {
			u := le.Uint32(data[pb : pb+4])
			op := opsB[uint8(u)]
			if marks[u>>16]&uint8(op>>8) == 0 {
				pb += int(op & 0xff)
			} else {
				pb = w.other(data, b, pb, u)
			}
			n++
		} else {
			if b != nil {
				b.at = pb
			}
			if b, next = w.next(batch, next); b == nil {
				break
			}
			pb, endb, opsB = b.at, b.end, &w.ops[b.kinds&3]
		}
	}
	w.stats.Instructions += n
	if a != nil {
		a.at = pa
		w.single(data, a)
	}
	if b != nil {
		b.at = pb
		w.single(data, b)
	}
}

// next returns the first method of the batch from i on that can be decoded
// beside another, nil where there is none, and the index after it. The others it
// decodes at once.
func (w *walker) next(batch []method, i int) (*method, int) {
	for ; i < len(batch); i++ {
		m := &batch[i]
		if m.end+2 <= len(w.f.data) {
			return m, i + 1
		}
		// Sweeping reads two bytes further than the code goes.
		code := append(w.f.data[m.start:m.end:m.end], 0, 0)
		m.start, m.at, m.end = 0, 0, m.end-m.start
		w.single(code, m)
	}
	return nil, i
}

// single decodes one method from its at on.
func (w *walker) single(data []byte, m *method) {
	p, n, ops := m.at, 0, &w.ops[m.kinds&3]
	for p < m.end {
		u := le.Uint32(data[p : p+4])
		op := ops[uint8(u)]
		if w.marks[u>>16]&uint8(op>>8) == 0 {
			p += int(op & 0xff)
		} else {
			p = w.other(data, m, p, u)
		}
		n++
	}
	m.at = p
	w.stats.Instructions += n
}

// other looks at the instruction at p of data, whose first units are u: it refers
// to something of interest or is no ordinary one. It returns the position after
// it, beyond the end of the method where it is damaged.
func (w *walker) other(data []byte, m *method, p int, u uint32) int {
	op := w.ops[m.kinds&3][uint8(u)]
	ref := Ref{Index: u >> 16, Offset: uint32(p-m.start) / 2}
	switch hit := w.marks[u>>16] & uint8(op>>8); {
	case hit&(refCall|refCall<<kindShift) != 0:
		ref.Kind = CallRef
	case hit&(refRead|refRead<<kindShift) != 0:
		ref.Kind = ReadRef
	case hit&(refString|refString<<kindShift) != 0:
		ref.Kind = StringRef
	case hit&refType != 0:
		ref.Kind = TypeRef
	case uint8(u) == opNop && u&0xff00 == 0:
		m.nops++
		return p + 2
	case uint8(u) == opNop:
		w.stats.Instructions--
		return p + payloadSize(data[p:m.end])
	case uint8(u) == opConstJumbo && p+6 <= m.end:
		ref.Index = le.Uint32(data[p+2:])
		if uint(ref.Index) >= uint(len(w.strings)) || w.strings[ref.Index]&m.kinds == 0 {
			return p + 6
		}
		ref.Kind = StringRef
	default:
		return m.end + 1
	}
	w.hits = append(w.hits, hit{ref: ref})
	if m.firstHit == 0 {
		m.firstHit = len(w.hits)
	} else {
		w.hits[m.lastHit-1].next = len(w.hits)
	}
	m.lastHit = len(w.hits)
	return p + int(op&0xff)
}

// payloadSize returns the size in bytes of the data that code starts with. It is
// more than code holds where that is cut, or no payload.
func payloadSize(code []byte) int {
	second := int64(0)
	if len(code) >= 4 {
		second = int64(le.Uint16(code[2:]))
	}
	units := int64(len(code))
	switch code[1] {
	case packedSwitchPayload:
		units = 4 + 2*second
	case sparseSwitchPayload:
		units = 2 + 4*second
	case arrayDataPayload:
		if len(code) >= 8 {
			units = 4 + (int64(le.Uint32(code[4:]))*second+1)/2
		}
	}
	return int(min(2*units, int64(len(code))+1))
}
