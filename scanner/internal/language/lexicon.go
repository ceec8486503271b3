package language

import (
	"fmt"
	"strings"
)

// Lexicon is a table of phrases and what they stand for. The phrases of all
// tables are found in one pass over a folded text (see phraseBook): Latin ones
// at word borders, with a plural s; Chinese ones anywhere; of each table the
// longest at each place. White space in a phrase may lack in the text.
type Lexicon[T any] struct {
	book   *PhraseBook
	id     uint8
	Values []T // by hit.value
}

// Hit is a phrase of a lexicon in a folded text, by runes.
type Hit struct{ Start, End, Value int32 }

// maxTables bounds how many lexicons a book holds.
const maxTables = 24

// NewLexicon returns an empty table of phrases that b finds together with others.
func NewLexicon[T any](b *PhraseBook) *Lexicon[T] {
	l := &Lexicon[T]{book: b, id: uint8(b.tables)}
	if b.tables++; b.tables > maxTables {
		panic("policy: more tables of phrases than maxTables")
	}
	return l
}

// Add enters a phrase. One that is there already keeps its value.
func (l *Lexicon[T]) Add(phrase string, v T) {
	l.book.add(phrase, l.id, int32(len(l.Values)))
	l.Values = append(l.Values, v)
}

// In returns the phrases in f, the longest at each place; they may overlap.
func (l *Lexicon[T]) In(f *Folded) []Hit {
	f.look(l.book)
	return f.hits[f.tables[l.id]:f.tables[l.id+1]]
}

// Scan calls found for every phrase in f from left to right, the longest at
// each place; matches do not overlap.
func (l *Lexicon[T]) Scan(f *Folded, found func(start, end int, v T)) {
	behind := int32(0)
	for _, h := range l.In(f) {
		if h.Start >= behind {
			found(int(h.Start), int(h.End), l.Values[h.Value])
			behind = h.End
		}
	}
}

// AnyIn reports whether a phrase of the lexicon stands in f.
func AnyIn[T any](l *Lexicon[T], f *Folded) bool { return len(l.In(f)) > 0 }

// PhraseBook finds the phrases of several lexicons at once. It is a trie over
// the characters of the phrases without their white space; where that stands
// is kept with each phrase.
type PhraseBook struct {
	tables  int
	pairs   int // in seconds
	nodes   []phraseNode
	labels  []uint16      // the character that leads to each node
	phrases []phrase      // see phraseNode.phrases
	start   []int32       // first node by first character, 0 for none
	seconds []secondNode  // nodes by the first two characters, by hash
	growing []growingNode // the trie while phrases are added, see finish
	letters []rune        // of the phrase that is added
}

// phraseNode is a place in the trie. Its children lie side by side.
type phraseNode struct {
	children int32 // the first
	phrases  int32 // the first that ends here, 0 for none
	width    uint16
}

// phrase is what a phrase stands for in one lexicon. Bit n of a mask stands
// for white space before character n.
type phrase struct {
	may, must uint64 // where white space may and where it must stand
	value     int32
	next      int32 // the next that ends at the same node, 0 for none
	table     uint8
}

// growingNode is a node while the trie grows: its children form a list.
type growingNode struct {
	child, sibling int32
	phrases        int32
	label          uint16
}

// secondNode is a node that two characters lead to: most places of a text are
// passed with a look at the two characters that stand there.
type secondNode struct {
	pair uint32 // of the two characters, 0 for a free place
	node int32
}

// secondPlaces is how many places the table of second nodes has; it stays half
// empty.
const secondPlaces = 1 << 13

// second returns the place of two characters in the table of second nodes.
func (b *PhraseBook) second(first, second rune) *secondNode {
	pair := uint32(first)<<16 | uint32(second)
	for i := pair * 0x9E3779B1 >> 19; ; i++ {
		if s := &b.seconds[i%secondPlaces]; s.pair == pair || s.pair == 0 {
			return s
		}
	}
}

// NewPhraseBook returns an empty phrase book; see [PhraseBook.Finish].
func NewPhraseBook() *PhraseBook {
	return &PhraseBook{start: make([]int32, 1<<16), phrases: make([]phrase, 1, 10_000), seconds: make([]secondNode, secondPlaces), growing: make([]growingNode, 1, 40_000)}
}

// optionalSpaces is how many of the spaces of a phrase a text may lack.
const optionalSpaces = 4

// add enters a phrase, and the plural of one that ends in y.
func (b *PhraseBook) add(text string, table uint8, value int32) {
	p := phrase{table: table, value: value}
	letters, spaces, gap := b.letters[:0], 0, false
	for _, r := range text {
		switch r = FoldRune(r); {
		case r < 0:
			continue
		case r == ' ':
			gap = len(letters) > 0 && !IsHan(letters[len(letters)-1])
			continue
		case gap && !IsHan(r) && len(letters) > 63:
			panic(fmt.Sprintf("policy: the phrase %q is too long", text))
		case gap && !IsHan(r) && spaces < optionalSpaces:
			p.may |= 1 << len(letters)
			spaces++
		case gap && !IsHan(r):
			p.must |= 1 << len(letters)
		}
		letters, gap = append(letters, r), false
	}
	b.letters = letters
	for k := 2; k+2 <= min(len(letters), 64); k++ {
		if letters[k] == 'f' && letters[k-1] == 'i' && letters[k-2] == 'w' && letters[k+1] == 'i' {
			p.may |= 1 << k // Wi-Fi, whatever stands around it
		}
	}
	b.insert(letters, p)
	if n := len(letters); n+spaces > 3 && letters[n-1] == 'y' && (p.may|p.must)>>(n-1) == 0 && IsWord(letters[n-2]) && !strings.ContainsRune("aeiou", letters[n-2]) {
		b.insert(append(letters[:n-1:n-1], 'i', 'e', 's'), p)
	}
}

func (b *PhraseBook) insert(letters []rune, p phrase) {
	if len(letters) == 0 {
		return
	}
	node := b.start[uint16(letters[0])]
	if node == 0 {
		node = b.grow(letters[0])
		b.start[uint16(letters[0])] = node
	}
	for _, r := range letters[1:] {
		node = b.below(node, r)
	}
	last := &b.growing[node].phrases
	for *last != 0 {
		last = &b.phrases[*last].next
	}
	*last = int32(len(b.phrases))
	b.phrases = append(b.phrases, p)
}

// grow adds a node.
func (b *PhraseBook) grow(r rune) int32 {
	if r >= 1<<16 {
		panic(fmt.Sprintf("policy: a phrase holds %q", r))
	}
	b.growing = append(b.growing, growingNode{label: uint16(r)})
	return int32(len(b.growing) - 1)
}

// below returns the child of a node over a character, adding it if need be.
func (b *PhraseBook) below(node int32, r rune) int32 {
	for n := b.growing[node].child; n != 0; n = b.growing[n].sibling {
		if b.growing[n].label == uint16(r) {
			return n
		}
	}
	n := b.grow(r)
	b.growing[n].sibling, b.growing[node].child = b.growing[node].child, n
	return n
}

// Finish lays the trie out for look-ups.
func (b *PhraseBook) Finish() {
	b.nodes = make([]phraseNode, 1, len(b.growing))
	b.labels = make([]uint16, 1, len(b.growing))
	for r, g := range b.start {
		if g != 0 {
			b.start[r] = b.place(g)
			b.lay(b.start[r], g)
			b.enterSeconds(rune(r))
		}
	}
	b.growing, b.letters = nil, nil
}

// enterSeconds enters what is below a first character.
func (b *PhraseBook) enterSeconds(first rune) {
	n := &b.nodes[b.start[first]]
	for c := n.children; c < n.children+int32(n.width); c++ {
		*b.second(first, rune(b.labels[c])) = secondNode{uint32(first)<<16 | uint32(b.labels[c]), c}
		b.pairs++
	}
	if b.pairs > secondPlaces/2 {
		panic("policy: more first pairs of characters than secondPlaces allows")
	}
}

// place gives a node its place.
func (b *PhraseBook) place(g int32) int32 {
	b.nodes = append(b.nodes, phraseNode{phrases: b.growing[g].phrases})
	b.labels = append(b.labels, b.growing[g].label)
	return int32(len(b.nodes) - 1)
}

// lay places what is below a node; chains of single children come to lie in
// a row.
func (b *PhraseBook) lay(node, g int32) {
	first := int32(len(b.nodes))
	width := int32(0)
	for c := b.growing[g].child; c != 0; c = b.growing[c].sibling {
		b.place(c)
		width++
	}
	b.nodes[node].children, b.nodes[node].width = first, uint16(width)
	n := first
	for c := b.growing[g].child; c != 0; c = b.growing[c].sibling {
		b.lay(n, c)
		n++
	}
}

// step returns the child of a node over a character, 0 for none.
func (b *PhraseBook) step(node int32, r rune) int32 {
	n := &b.nodes[node]
	for i, l := range b.labels[n.children : n.children+int32(n.width)] {
		if rune(l) == r {
			return n.children + int32(i)
		}
	}
	return 0
}

// tableHit is a hit with the lexicon it is of.
type tableHit struct {
	Hit
	table uint8
}

// find appends all phrases in a folded text by where they start.
func (b *PhraseBook) find(runes []rune, found []tableHit) []tableHit {
	after := false // a letter or digit stands before rune i
	for i, r := range runes {
		word := IsWord(r)
		if after && word || r >= 1<<16 {
			after = word
			continue
		}
		after = word
		if b.start[r] != 0 {
			found = b.from(runes, i, found)
		}
	}
	return found
}

// from appends the longest phrase of each lexicon that starts at rune i.
func (b *PhraseBook) from(runes []rune, i int, found []tableHit) []tableHit {
	first := len(found)
	node := b.start[runes[i]]
	if b.nodes[node].phrases != 0 {
		if end, ok := wordEnd(runes, i+1); ok {
			found = b.ending(node, 0, Hit{Start: int32(i), End: int32(end)}, found, first)
		}
	}
	j, spaces := i+1, uint64(0)
	if j < len(runes) && runes[j] == ' ' {
		spaces = 1 << 1
		j++
	}
	if j >= len(runes) || runes[j] >= 1<<16 {
		return found
	}
	if node = b.second(runes[i], runes[j]).node; node == 0 {
		return found
	}
	for depth := 2; ; depth++ {
		j++
		if b.nodes[node].phrases != 0 {
			if end, ok := wordEnd(runes, j); ok {
				found = b.ending(node, spaces, Hit{Start: int32(i), End: int32(end)}, found, first)
			}
		}
		if j < len(runes) && runes[j] == ' ' && depth < 64 {
			spaces |= 1 << depth
			j++
		}
		if j >= len(runes) {
			return found
		}
		if node = b.step(node, runes[j]); node == 0 {
			return found
		}
	}
}

// ending takes in the phrases that end at a node, in place of shorter ones of
// the same lexicon among found[first:].
func (b *PhraseBook) ending(node int32, spaces uint64, h Hit, found []tableHit, first int) []tableHit {
	var here uint32 // lexicons that have one at this node; the first added counts
	for p := b.nodes[node].phrases; p != 0; p = b.phrases[p].next {
		x := &b.phrases[p]
		if here&(1<<x.table) != 0 || spaces&^(x.may|x.must) != 0 || x.must&^spaces != 0 {
			continue
		}
		here |= 1 << x.table
		h.Value = x.value
		k := first
		for k < len(found) && found[k].table != x.table {
			k++
		}
		if k == len(found) {
			found = append(found, tableHit{h, x.table})
		} else {
			found[k].Hit = h
		}
	}
	return found
}

// wordEnd reports whether a phrase may end before rune i, letting a plural s
// or es belong to it, and where it then ends.
func wordEnd(r []rune, i int) (end int, ok bool) {
	if i == len(r) || !IsWord(r[i]) || !IsWord(r[i-1]) {
		return i, true
	}
	if '0' <= r[i-1] && r[i-1] <= '9' {
		return 0, false
	}
	e := i
	if r[e] == 'e' {
		e++
	}
	if e < len(r) && r[e] == 's' && (e+1 == len(r) || !IsWord(r[e+1])) {
		return e + 1, true
	}
	return 0, false
}

// WordList returns a table of phrases that are only there or not.
func WordList(b *PhraseBook, words ...string) *Lexicon[bool] {
	l := NewLexicon[bool](b)
	for _, w := range words {
		l.Add(w, true)
	}
	return l
}
