package sentence

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// roundBrackets tells, place by place and from left to right, whether a text
// stands inside round brackets there. It passes over the text once, however
// many places are asked for.
type roundBrackets struct {
	text   string
	passed int     // up to here brackets are counted
	levels []level // of the part that is looked back on, lowest at the front
	next   int     // the first bracket at or behind the last place
}

// level is how deep brackets were nested up to a place. A level is dropped once
// one that is as low or lower follows.
type level struct{ depth, until int }

// How far brackets that hold a sentence reach to either side of its end.
const (
	bracketsBefore = 400
	bracketsBehind = 240
)

// around reports whether place i, of a part that starts at start, stands inside
// round brackets that close soon. Places must not go back.
func (b *roundBrackets) around(start, i int) bool {
	from := max(start, i-bracketsBefore)
	if b.passed < from {
		b.passed, b.levels = from, nil // nothing before counts
	}
	b.pass(i)
	for len(b.levels) > 1 && b.levels[0].until <= from {
		b.levels = b.levels[1:]
	}
	// A bracket that closes and was not opened counts for nothing, so what is
	// open is what rose above the lowest level.
	if n := len(b.levels); n == 0 || b.levels[n-1].depth == b.levels[0].depth {
		return false
	}
	if b.next < i {
		b.next = i
	}
	for b.next < len(b.text) && bracketAt(b.text, b.next) == 0 {
		b.next++
	}
	return bracketAt(b.text, b.next) < 0 && b.next+bracketSize(b.text, b.next) <= i+bracketsBehind
}

// pass counts the brackets before place i.
func (b *roundBrackets) pass(i int) {
	for ; b.passed < i; b.passed++ {
		step := bracketAt(b.text, b.passed)
		if step == 0 {
			continue
		}
		n := len(b.levels)
		if n == 0 {
			b.levels, n = append(b.levels, level{}), 1
		}
		depth := b.levels[n-1].depth + step
		b.levels[n-1].until = b.passed + 1
		for n > 0 && b.levels[n-1].depth >= depth {
			n--
		}
		b.levels = append(b.levels[:n], level{depth: depth, until: len(b.text) + 1})
	}
}

// bracketAt returns 1 for a round bracket that opens at byte i, -1 for one that
// closes, else 0.
func bracketAt(t string, i int) int {
	if i >= len(t) {
		return 0
	}
	switch t[i] {
	case '(':
		return 1
	case ')':
		return -1
	case "（"[0]:
		switch {
		case strings.HasPrefix(t[i:], "（"):
			return 1
		case strings.HasPrefix(t[i:], "）"):
			return -1
		}
	}
	return 0
}

func bracketSize(t string, i int) int {
	_, size := utf8.DecodeRuneInString(t[i:])
	return size
}

// BracketPairs are all brackets of a text that open, in order, and where each
// closes; the length of the text where nothing closes it.
type BracketPairs struct{ Opens, Closes []int32 }

func PairBrackets(text string) *BracketPairs {
	p := &BracketPairs{}
	var open []int // places in opens
	for j, r := range text {
		switch r {
		case '(', '（', '[', '【':
			open = append(open, len(p.Opens))
			p.Opens, p.Closes = append(p.Opens, int32(j)), append(p.Closes, int32(len(text)))
		case ')', '）', ']', '】':
			if n := len(open); n > 0 {
				p.Closes[open[n-1]] = int32(j)
				open = open[:n-1]
			}
		}
	}
	return p
}

// Closing returns the offset of the bracket that closes the one at i.
func (p *BracketPairs) Closing(i int) int {
	k, _ := slices.BinarySearch(p.Opens, int32(i))
	return int(p.Closes[k])
}
