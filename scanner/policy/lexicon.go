package policy

import "strings"

// lexicon finds phrases of a table in folded text in one pass: Latin phrases
// at word borders, with a plural s; Chinese ones anywhere; always the longest.
type lexicon[T any] struct {
	next   map[uint64]int32 // node and rune to node
	value  []T              // by node, set where final
	final  []bool
	starts map[rune]bool
}

func newLexicon[T any]() *lexicon[T] {
	return &lexicon[T]{next: map[uint64]int32{}, value: make([]T, 1), final: make([]bool, 1), starts: map[rune]bool{}}
}

// add enters a phrase with the spellings that differ only in spaces and
// hyphens. A phrase that is there already keeps its value.
func (l *lexicon[T]) add(phrase string, v T) {
	for _, form := range spellings(fold(phrase).runes) {
		l.insert(form, v)
	}
}

func (l *lexicon[T]) insert(form []rune, v T) {
	if len(form) == 0 {
		return
	}
	l.starts[form[0]] = true
	node := int32(0)
	for _, r := range form {
		k := key(node, r)
		n, ok := l.next[k]
		if !ok {
			n = int32(len(l.final))
			var none T
			l.value, l.final = append(l.value, none), append(l.final, false)
			l.next[k] = n
		}
		node = n
	}
	if !l.final[node] {
		l.value[node], l.final[node] = v, true
	}
}

func key(node int32, r rune) uint64 { return uint64(node)<<21 | uint64(r) }

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
	if !l.starts[f.runes[i]] || i > 0 && isWord(f.runes[i]) && isWord(f.runes[i-1]) {
		return v, 0, false
	}
	node := int32(0)
	for j := i; j < len(f.runes); j++ {
		n, found := l.next[key(node, f.runes[j])]
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
	if !isWord(r[i-1]) || i == len(r) || !isWord(r[i]) {
		return i, true
	}
	for _, plural := range []string{"s", "es"} {
		e := i + len(plural)
		if e <= len(r) && string(r[i:e]) == plural && (e == len(r) || !isWord(r[e])) && !('0' <= r[i-1] && r[i-1] <= '9') {
			return e, true
		}
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
