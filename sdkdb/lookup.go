package sdkdb

import "strings"

// FNV-1a, computed while a name is walked.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

func hashOf(s string) uint64 {
	h := uint64(hashStart)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

// nameTable maps slashed names to what the database knows of them. It is a
// hash table of its own so that a name is hashed once for all its segments.
type nameTable struct {
	slots []int32 // entry + 1, 0 for empty
	list  []nameEntry
}

type nameEntry struct {
	name  string // slashed
	claim int32  // -1 for none
	exact int32  // -1 for none
}

func (t *nameTable) init(size int) {
	n := 1024
	for n < 4*size {
		n *= 2
	}
	t.slots = make([]int32, n)
	t.list = make([]nameEntry, 0, size)
}

// add returns the entry of a dotted name, a new one if there is none.
func (t *nameTable) add(dotted string) *nameEntry {
	name := strings.ReplaceAll(dotted, ".", "/")
	h := hashOf(name)
	if e := t.get(h, []byte(name)); e != nil {
		return e
	}
	if 2*len(t.list) >= len(t.slots) {
		t.grow()
	}
	t.list = append(t.list, nameEntry{name: name, claim: -1, exact: -1})
	t.place(h, int32(len(t.list)))
	return &t.list[len(t.list)-1]
}

func (t *nameTable) place(h uint64, value int32) {
	mask := uint64(len(t.slots) - 1)
	i := (h ^ h>>32) & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = value
}

func (t *nameTable) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	for i := range t.list {
		t.place(hashOf(t.list[i].name), int32(i+1))
	}
}

// get returns the entry of a slashed name whose hash is h, nil for none.
func (t *nameTable) get(h uint64, name []byte) *nameEntry {
	mask := uint64(len(t.slots) - 1)
	for i := (h ^ h>>32) & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if e := &t.list[t.slots[i]-1]; e.name == string(name) {
			return e
		}
	}
	return nil
}

// stringTable finds string constants, exact or by their beginning.
type stringTable struct {
	list    []stringFact
	byText  map[string]int32
	lengths []int // of the beginnings, longest first
	first   [1 << 10]uint64
}

// stringFact is a string and the entries that list it.
type stringFact struct {
	text   string // without the "*"
	prefix bool
	owners []stringOwner
}

type stringOwner struct {
	sdk  *SDK
	weak bool
}

// headLength is how many bytes of a string the filter looks at. Strings of
// the database are at least as long.
const headLength = 4

func (t *stringTable) add(text string, s *SDK, weak bool) {
	bare, prefix := strings.CutSuffix(text, "*")
	if len(bare) < headLength {
		return
	}
	if t.byText == nil {
		t.byText = map[string]int32{}
	}
	key := bare
	if prefix {
		key += "*"
	}
	at, ok := t.byText[key]
	if !ok {
		at = int32(len(t.list))
		t.byText[key] = at
		t.list = append(t.list, stringFact{text: bare, prefix: prefix})
	}
	f := &t.list[at]
	for i := range f.owners {
		if f.owners[i].sdk == s {
			f.owners[i].weak = f.owners[i].weak && weak
			return
		}
	}
	f.owners = append(f.owners, stringOwner{s, weak})
}

func (t *stringTable) finish() {
	seen := map[int]bool{}
	for _, f := range t.list {
		h := headHash(f.text[0], f.text[1], f.text[2], f.text[3])
		t.first[h>>6] |= 1 << (h & 63)
		if f.prefix && !seen[len(f.text)] {
			seen[len(f.text)] = true
			t.lengths = append(t.lengths, len(f.text))
		}
	}
	for i := range t.lengths {
		for j := i; j > 0 && t.lengths[j] > t.lengths[j-1]; j-- {
			t.lengths[j], t.lengths[j-1] = t.lengths[j-1], t.lengths[j]
		}
	}
}

func headHash(a, b, c, d byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16 | uint32(d)<<24) * 0x9E3779B1 >> 16
}

// find returns the number of the fact that fits a string, -1 for none.
func (t *stringTable) find(s []byte) int32 {
	if len(s) < headLength {
		return -1
	}
	h := headHash(s[0], s[1], s[2], s[3])
	if t.first[h>>6]&(1<<(h&63)) == 0 {
		return -1
	}
	if at, ok := t.byText[string(s)]; ok && !t.list[at].prefix {
		return at
	}
	for _, n := range t.lengths {
		if n <= len(s) {
			var key [128]byte
			if n < len(key) {
				copy(key[:], s[:n])
				key[n] = '*'
				if at, ok := t.byText[string(key[:n+1])]; ok {
					return at
				}
			}
		}
	}
	return -1
}

// fileTable finds file names, exact or with "*" for any run of characters.
type fileTable struct {
	exact    map[string][]fileOwner
	patterns []filePattern
}

type fileOwner struct {
	sdk  *SDK
	weak bool
}

type filePattern struct {
	pattern string
	owner   fileOwner
}

func (t *fileTable) add(name string, s *SDK, weak bool) {
	o := fileOwner{s, weak}
	if strings.Contains(name, "*") {
		t.patterns = append(t.patterns, filePattern{name, o})
		return
	}
	if t.exact == nil {
		t.exact = map[string][]fileOwner{}
	}
	for i, old := range t.exact[name] {
		if old.sdk == s {
			t.exact[name][i].weak = old.weak && weak
			return
		}
	}
	t.exact[name] = append(t.exact[name], o)
}

func (t *fileTable) find(name string) []fileOwner {
	out := t.exact[name]
	for _, p := range t.patterns {
		if fitsPattern(p.pattern, name) {
			out = append(out[:len(out):len(out)], p.owner)
		}
	}
	return out
}

// fitsPattern matches "*" with any run of characters.
func fitsPattern(pattern, name string) bool {
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(name, parts[0]) {
		return false
	}
	name = name[len(parts[0]):]
	for i, p := range parts[1:] {
		if i == len(parts)-2 {
			return strings.HasSuffix(name, p)
		}
		at := strings.Index(name, p)
		if at < 0 {
			return false
		}
		name = name[at+len(p):]
	}
	return name == ""
}
