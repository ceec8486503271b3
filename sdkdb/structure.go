package sdkdb

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Structure is what survives renaming: fingerprints of methods and of string
// constants that only one SDK has, 32 bits each. In data files both are
// base64 without padding, big-endian.
type Structure struct {
	Methods []uint32
	Texts   []uint32
}

// encodePrints returns fingerprints as data files hold them.
func encodePrints(prints []uint32) string {
	b := make([]byte, 0, 4*len(prints))
	for _, p := range prints {
		b = binary.BigEndian.AppendUint32(b, p)
	}
	return base64.RawStdEncoding.EncodeToString(b)
}

// decodePrints is the reverse of encodePrints; ok is false for anything else.
func decodePrints(s string) (prints []uint32, ok bool) {
	b, err := base64.RawStdEncoding.AppendDecode(make([]byte, 0, len(s)), []byte(s))
	if err != nil || len(b)%4 != 0 {
		return nil, false
	}
	prints = make([]uint32, len(b)/4)
	for i := range prints {
		prints[i] = binary.BigEndian.Uint32(b[4*i:])
	}
	return prints, true
}

// printTable finds the entry a fingerprint belongs to. It is a hash table of
// its own: nearly all look-ups find nothing, and should cost next to nothing.
type printTable struct {
	slots []printSlot
	n     int
}

type printSlot struct {
	print uint32 // 0 for empty
	owner int32  // index into DB.list, -1 where several have it
}

func (t *printTable) init(size int) {
	n := 64
	for n < 3*size {
		n *= 2
	}
	t.slots = make([]printSlot, n)
}

func (t *printTable) add(print uint32, owner int32) {
	mask := uint32(len(t.slots) - 1)
	i := print & mask
	for ; t.slots[i].print != 0; i = (i + 1) & mask {
		if t.slots[i].print == print {
			if t.slots[i].owner != owner {
				t.slots[i].owner = -1
			}
			return
		}
	}
	t.slots[i] = printSlot{print, owner}
	t.n++
}

// find returns the owner of a fingerprint, -1 for none.
func (t *printTable) find(print uint32) int32 {
	mask := uint32(len(t.slots) - 1)
	for i := print & mask; t.slots[i].print != 0; i = (i + 1) & mask {
		if t.slots[i].print == print {
			return t.slots[i].owner
		}
	}
	return -1
}

func (x *claimIndex) addStructure(list []*SDK) {
	methods, texts := 0, 0
	for _, s := range list {
		methods += len(s.Structure.Methods)
		texts += len(s.Structure.Texts)
	}
	x.methods.init(methods)
	x.texts.init(texts)
	for i, s := range list {
		for _, p := range s.Structure.Methods {
			x.methods.add(p, int32(i))
		}
		for _, p := range s.Structure.Texts {
			x.texts.add(p, int32(i))
		}
	}
}

// printSeen is a fingerprint of an entry met in a class nobody claims.
type printSeen struct {
	owner int32
	print uint32
	class string // descriptor
	text  string // of a string constant, "" for a method
}

// maxPrints bounds the fingerprints kept for one DEX file.
const maxPrints = 1 << 17

// Unclaimed reports whether a tree is one whose classes [Code.Method] wants:
// it is not the app's own, and no entry claims it by a prefix that only it
// has. Renamed code can end up below such a prefix ("com.tencent.a").
func (c *Code) Unclaimed(o Origin) bool {
	if o == own {
		return false
	}
	claim := c.trees[o].claim
	return claim < 0 || c.x.list[claim].fact.unverified() || c.x.list[claim].fact.weak()
}

// Method notes what a method of a class in a tree that nobody claims does.
// traces is not kept.
func (c *Code) Method(class []byte, traces []Trace) {
	if len(c.prints) >= maxPrints {
		return
	}
	if print, _, ok := printOf(traces); ok {
		if owner := c.x.methods.find(print); owner >= 0 {
			c.prints = append(c.prints, printSeen{owner: owner, print: print, class: c.className(class)})
		}
	}
	for i := range traces {
		if t := &traces[i]; t.Text != nil {
			print := t.textPrint()
			if owner := c.x.texts.find(print); owner >= 0 {
				c.prints = append(c.prints, printSeen{owner, print, c.className(class), decodeMUTF8(t.Text)})
			}
		}
	}
}

// KnowsText reports whether some entry has the fingerprint of a string
// constant.
func (c *Code) KnowsText(t Trace) bool { return c.x.texts.find(t.textPrint()) >= 0 }

// className returns a descriptor that may be kept, the last one again if it
// has not changed.
func (c *Code) className(descriptor []byte) string {
	if c.lastClass != string(descriptor) {
		c.lastClass = string(descriptor)
	}
	return c.lastClass
}

// structured is what was met of one entry's fingerprints.
type structured struct {
	methods, texts map[uint32]bool
	classes        map[printPlace]*placeSeen
}

type printPlace struct{ file, class string }

// placeSeen is what one class holds of one entry.
type placeSeen struct {
	methods int
	texts   []string
}

// What proves an entry: fingerprints in some classes, some of them methods,
// with enough weight together. A string can stand in code of anybody, a method
// that does the same things is rarer.
const (
	weightOfMethod = 2
	enoughWeight   = 10
	enoughMethods  = 3
	enoughClasses  = 3
)

// gatherStructure matches the fingerprints met in classes nobody claims.
func (m *matcher) gatherStructure() {
	m.structure = map[*SDK]*structured{}
	for _, c := range m.o.codes {
		for i := range c.prints {
			m.structureOf(m.db.list[c.prints[i].owner]).note(c.file, &c.prints[i])
		}
	}
	for s, st := range m.structure {
		if !st.proves() {
			delete(m.structure, s)
			continue
		}
		m.structureProves(s, st)
	}
}

func (m *matcher) structureOf(s *SDK) *structured {
	st := m.structure[s]
	if st == nil {
		st = &structured{map[uint32]bool{}, map[uint32]bool{}, map[printPlace]*placeSeen{}}
		m.structure[s] = st
	}
	return st
}

func (st *structured) note(file string, p *printSeen) {
	at := printPlace{file, p.class}
	in := st.classes[at]
	if in == nil {
		in = &placeSeen{}
		st.classes[at] = in
	}
	if p.text == "" {
		st.methods[p.print] = true
		in.methods++
		return
	}
	st.texts[p.print] = true
	in.texts = append(in.texts, p.text)
}

// proves reports whether the fingerprints are enough.
func (st *structured) proves() bool {
	return len(st.classes) >= enoughClasses && len(st.methods) >= enoughMethods &&
		weightOfMethod*len(st.methods)+len(st.texts) >= enoughWeight
}

// maxStructureSeen bounds the classes and strings shown as evidence of one
// entry.
const maxStructureSeen = 20

func (m *matcher) structureProves(s *SDK, st *structured) {
	g := m.of(s)
	g.solid |= byStructure
	if len(st.methods) > 1 && len(st.texts) >= enoughStrings {
		g.solid |= byString
	}
	g.byShape += len(st.classes)
	texts := 0
	for n, at := range st.places() {
		if n >= maxStructureSeen {
			break
		}
		in := st.classes[at]
		if in.methods > 0 {
			g.add(evidence.Structure, classOf(at.class), at.file, in.methods)
		}
		slices.Sort(in.texts)
		for _, text := range in.texts {
			if texts++; texts <= maxStructureSeen {
				g.add(evidence.String, text, at.file, 1)
			}
		}
	}
}

// places lists the classes, those that hold most first.
func (st *structured) places() []printPlace {
	list := make([]printPlace, 0, len(st.classes))
	for at := range st.classes {
		list = append(list, at)
	}
	slices.SortFunc(list, func(a, b printPlace) int {
		x, y := st.classes[a], st.classes[b]
		return cmp.Or(y.methods-x.methods, len(y.texts)-len(x.texts), strings.Compare(a.file, b.file), strings.Compare(a.class, b.class))
	})
	return list
}

// classOf returns the dotted name of a descriptor.
func classOf(descriptor string) string {
	if len(descriptor) < 3 {
		return ""
	}
	return decodeMUTF8([]byte(strings.ReplaceAll(descriptor[1:len(descriptor)-1], "/", ".")))
}

// ownByStructure gives renamed classes to the entry whose fingerprints they
// hold, where no other's are, and whole packages where all that was met in
// them is one entry's.
func (m *matcher) ownByStructure(w *owners) {
	holders := map[string]*holder{}
	packages := map[string]*holder{}
	for _, s := range m.structuredMost() {
		st := m.structure[s]
		for at, in := range st.classes {
			name, weight := outermost(classOf(at.class)), weightOfMethod*in.methods+len(in.texts)
			hold(m.db, holders, name, s, weight)
			hold(m.db, packages, packageOf(name), s, weight)
		}
	}
	for name, h := range holders {
		if !h.mixed {
			w.classes[name] = m.party(h.most())
		}
	}
	total := m.packageSizes()
	for pkg, h := range packages {
		if !h.mixed && pkg != "" && h.classes >= leastInPackage && shareInPackage*h.classes >= total[pkg] {
			w.packages[pkg] = m.party(h.most())
		}
	}
}

// structuredMost lists the entries that fingerprints prove and that are surely
// inside, those with the most classes first.
func (m *matcher) structuredMost() []*SDK {
	var list []*SDK
	for _, s := range m.db.list {
		if m.structure[s] != nil && m.sure(s) {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b *SDK) int {
		return len(m.structure[b].classes) - len(m.structure[a].classes)
	})
	return list
}

// A package that nobody claims is an SDK's where so many classes of it, and
// one of so many, hold its fingerprints and none holds another's.
const (
	leastInPackage = 3
	shareInPackage = 6
)

// holder is whose fingerprints a class or package holds. Entries of one family
// share code: the one that has most of it there gets it.
type holder struct {
	sdks    []*SDK
	weights []int // by sdks
	classes int
	mixed   bool // some are of no common family
}

func hold(db *DB, holders map[string]*holder, name string, s *SDK, weight int) {
	h := holders[name]
	if h == nil {
		h = &holder{}
		holders[name] = h
	}
	h.classes++
	at := slices.Index(h.sdks, s)
	if at < 0 {
		at = len(h.sdks)
		h.sdks, h.weights = append(h.sdks, s), append(h.weights, 0)
		h.mixed = h.mixed || db.common(h.sdks[0], s) == nil
	}
	h.weights[at] += weight
}

// most returns the entry with the most weight, the first of several.
func (h *holder) most() *SDK {
	best := 0
	for i, w := range h.weights {
		if w > h.weights[best] {
			best = i
		}
	}
	return h.sdks[best]
}

func packageOf(class string) string { return class[:max(0, strings.LastIndexByte(class, '.'))] }

// packageSizes counts the classes of each package that nobody claims.
func (m *matcher) packageSizes() map[string]int {
	sizes := map[string]int{}
	for _, c := range m.o.codes {
		for i := range c.trees {
			if t := &c.trees[i]; t.claim < 0 {
				sizes[decodeMUTF8([]byte(strings.ReplaceAll(t.pkg, "/", ".")))] += t.defined
			}
		}
	}
	return sizes
}

func (m *matcher) party(s *SDK) privacy.Party {
	if s.Kind == KindLibrary {
		return privacy.LibraryParty(s.ID)
	}
	return privacy.Party(s.ID)
}
