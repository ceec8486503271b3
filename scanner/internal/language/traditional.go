package language

import (
	"embed"
	"slices"
	"sync"
)

// traditionalPairs lists characters in pairs, traditional then simplified.
//
//go:embed data/traditional.txt
var traditionalPairs string

// hanRange is the range of characters that traditional gives the simplified
// form of.
const (
	firstHan = 0x4E00
	lastHan  = 0x9FFF
)

var traditional = sync.OnceValue(func() *[lastHan - firstHan + 1]uint16 {
	var m [lastHan - firstHan + 1]uint16
	var from rune
	for _, r := range traditionalPairs {
		switch {
		case !IsHan(r):
			from = 0
		case from == 0:
			from = r
		default:
			if from >= firstHan && from <= lastHan {
				m[from-firstHan] = uint16(r)
			}
			from = 0
		}
	}
	return &m
})

// simplified returns the simplified form of a Chinese character.
func simplified(r rune) rune {
	if r >= firstHan && r <= lastHan {
		if s := traditional()[r-firstHan]; s != 0 {
			return rune(s)
		}
	}
	return r
}

//go:embed data/taiwan.csv
var regionalFile embed.FS

// regionalWord is a word of Taiwan and the one for it that the tables have,
// both folded.
type regionalWord struct {
	word, means []rune
	marked      bool // it counts only where it is written in traditional characters
}

// regionalWords are those of data/taiwan.csv by their last character, the longest
// first.
var regionalWords = sync.OnceValue(func() map[rune][]regionalWord {
	m := map[rune][]regionalWord{}
	Table(regionalFile, "taiwan.csv", 2, func(r []string) {
		w := regionalWord{means: []rune(r[1])}
		for _, c := range r[0] {
			w.marked = w.marked || simplified(c) != c
			w.word = append(w.word, simplified(c))
		}
		last := w.word[len(w.word)-1]
		m[last] = append(m[last], w)
	})
	for _, list := range m {
		slices.SortStableFunc(list, func(a, b regionalWord) int { return len(b.word) - len(a.word) })
	}
	return m
})

// endsRegional has the characters that such words end with.
var endsRegional = sync.OnceValue(func() *[lastHan - firstHan + 1]bool {
	var ends [lastHan - firstHan + 1]bool
	for r := range regionalWords() {
		ends[r-firstHan] = true
	}
	return &ends
})

// regional returns the word of Taiwan that folded characters end with, nil for
// none. The last traditional character stands at index traditional, or before.
func regional(runes []rune, traditional int) *regionalWord {
	last := runes[len(runes)-1]
	if last < firstHan || last > lastHan || !endsRegional()[last-firstHan] {
		return nil
	}
	list := regionalWords()[last]
	for i := range list {
		w := &list[i]
		at := len(runes) - len(w.word)
		if at >= 0 && (!w.marked || traditional >= at) && slices.Equal(runes[at:], w.word) {
			return w
		}
	}
	return nil
}

// Key folds a text and keeps its letters and digits alone, words of Taiwan as
// the tables have them.
func Key(t string) string {
	out := make([]rune, 0, len(t))
	traditional := -1
	for _, c := range t {
		r := FoldRune(c)
		if !IsHan(r) && !IsWord(r) {
			continue
		}
		if IsHan(r) && r != c {
			traditional = len(out)
		}
		out = append(out, r)
		if w := regional(out, traditional); w != nil {
			out = append(out[:len(out)-len(w.word)], w.means...)
			traditional = -1
		}
	}
	return string(out)
}
