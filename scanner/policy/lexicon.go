package policy

import "strings"

// lexicon finds phrases of a table in folded text in one pass: Latin phrases
// at word borders, with a plural s; Chinese ones anywhere; always the longest.
//
// It is a trie over runes. Its edges lie in one open hash table, and two bit
// sets tell which runes start a phrase at all and which pairs may: most places
// of a text are passed with a look at them.
type lexicon[T any] struct {
	edges  []edge // length is a power of two
	used   int
	value  []T // by node, set where final
	final  []bool
	starts runeSet
	single runeSet // runes that are a phrase by themselves
	pairs  runeSet // of the first two runes, by hash
}

// runeSet is a set of numbers below 1<<16.
type runeSet [1 << 16 / 64]uint64

func (s *runeSet) put(r rune)      { s[uint16(r)/64] |= 1 << (r % 64) }
func (s *runeSet) has(r rune) bool { return s[uint16(r)/64]&(1<<(r%64)) != 0 }

// pair folds two runes into a number for a runeSet.
func pair(a, b rune) rune { return (a*31 + b) & 0xFFFF }

// edge leads from a node over a rune to the next node.
type edge struct {
	key  uint64 // node and rune; 0 marks a free place
	next int32
}

func newLexicon[T any]() *lexicon[T] {
	return &lexicon[T]{edges: make([]edge, 64), value: make([]T, 1), final: make([]bool, 1)}
}

// add enters a phrase with the spellings that differ only in spaces and
// hyphens. A phrase that is there already keeps its value.
func (l *lexicon[T]) add(phrase string, v T) {
	for _, form := range spellings(fold(phrase).runes) {
		l.insert(form, v)
	}
}

func (l *lexicon[T]) insert(form []rune, v T) {
	if len(form) == 0 || form[0] >= 1<<16 {
		return
	}
	l.starts.put(form[0])
	if len(form) == 1 {
		l.single.put(form[0])
	} else {
		l.pairs.put(pair(form[0], form[1]))
	}
	node := int32(0)
	for _, r := range form {
		n, ok := l.step(node, r)
		if !ok {
			n = int32(len(l.final))
			var none T
			l.value, l.final = append(l.value, none), append(l.final, false)
			l.put(key(node, r), n)
		}
		node = n
	}
	if !l.final[node] {
		l.value[node], l.final[node] = v, true
	}
}

func key(node int32, r rune) uint64 { return uint64(node+1)<<21 | uint64(r) }

// place returns where the edge with a key is or would be.
func place(edges []edge, k uint64) int {
	i := int((k * 0x9E3779B97F4A7C15) >> 33)
	for mask := len(edges) - 1; ; i++ {
		if e := &edges[i&mask]; e.key == k || e.key == 0 {
			return i & mask
		}
	}
}

func (l *lexicon[T]) step(node int32, r rune) (int32, bool) {
	e := &l.edges[place(l.edges, key(node, r))]
	return e.next, e.key != 0
}

func (l *lexicon[T]) put(k uint64, next int32) {
	if l.used++; l.used*2 > len(l.edges) {
		grown := make([]edge, 2*len(l.edges))
		for _, e := range l.edges {
			if e.key != 0 {
				grown[place(grown, e.key)] = e
			}
		}
		l.edges = grown
	}
	l.edges[place(l.edges, k)] = edge{k, next}
}

// spellings returns the forms of a folded phrase: each inner space there or
// not (at most four of them), and ies beside a final y.
func spellings(p []rune) [][]rune {
	forms := [][]rune{nil}
	breaks := 0
	for _, r := range p {
		n := len(forms)
		for i := 0; i < n; i++ {
			if r == ' ' && breaks < 4 {
				forms = append(forms, append([]rune(nil), forms[i]...))
			}
			forms[i] = append(forms[i], r)
		}
		if r == ' ' {
			breaks++
		}
	}
	if n := len(p); n > 3 && p[n-1] == 'y' && isWord(p[n-2]) && !strings.ContainsRune("aeiou", p[n-2]) {
		for _, f := range forms[:len(forms):len(forms)] {
			forms = append(forms, append(append([]rune(nil), f[:len(f)-1]...), 'i', 'e', 's'))
		}
	}
	return forms
}

// at returns the longest phrase that starts at rune i, and the rune behind it.
func (l *lexicon[T]) at(f *folded, i int) (v T, end int, ok bool) {
	first := f.runes[i]
	if first >= 1<<16 || !l.starts.has(first) {
		return v, 0, false
	}
	if !l.single.has(first) && (i+1 >= len(f.runes) || !l.pairs.has(pair(first, f.runes[i+1]))) {
		return v, 0, false
	}
	if i > 0 && isWord(first) && isWord(f.runes[i-1]) {
		return v, 0, false
	}
	node := int32(0)
	for j := i; j < len(f.runes); j++ {
		n, found := l.step(node, f.runes[j])
		if !found {
			break
		}
		node = n
		if l.final[node] {
			if e, border := wordEnd(f.runes, j+1); border {
				v, end, ok = l.value[node], e, true
			}
		}
	}
	return v, end, ok
}

// wordEnd reports whether a phrase may end before rune i, letting a plural s
// or es belong to it, and where it then ends.
func wordEnd(r []rune, i int) (end int, ok bool) {
	if i == len(r) || !isWord(r[i]) || !isWord(r[i-1]) {
		return i, true
	}
	if '0' <= r[i-1] && r[i-1] <= '9' {
		return 0, false
	}
	e := i
	if r[e] == 'e' {
		e++
	}
	if e < len(r) && r[e] == 's' && (e+1 == len(r) || !isWord(r[e+1])) {
		return e + 1, true
	}
	return 0, false
}

// scan calls found for every phrase in f from left to right, the longest at
// each place; matches do not overlap.
func (l *lexicon[T]) scan(f *folded, found func(start, end int, v T)) {
	for i := 0; i < len(f.runes); {
		if v, end, ok := l.at(f, i); ok {
			found(i, end, v)
			i = end
			continue
		}
		i++
	}
}

// anyIn reports whether a phrase of the lexicon stands in f.
func anyIn[T any](l *lexicon[T], f *folded) bool {
	for i := range f.runes {
		if _, _, ok := l.at(f, i); ok {
			return true
		}
	}
	return false
}
