package language

import (
	"slices"
	"sync"
)

// taiwanWords are the words of Taiwan that other characters do not explain, and
// those of the mainland for them, as runes of one length: 裝置 is 设备. They are
// written in simplified characters, as a folded text is. By their first
// character, the longest first.
var taiwanWords = sync.OnceValue(func() map[rune][][2][]rune {
	m := map[rune][][2][]rune{}
	Table(data, "taiwan.csv", 2, func(r []string) {
		from, to := []rune(r[0]), []rune(r[1])
		if len(from) != len(to) {
			panic("language: data/taiwan.csv: " + r[0] + " and " + r[1] + " are not of one length")
		}
		m[from[0]] = append(m[from[0]], [2][]rune{from, to})
	})
	for _, words := range m {
		slices.SortStableFunc(words, func(a, b [2][]rune) int { return len(b[0]) - len(a[0]) })
	}
	return m
})

// mainland writes the words of the mainland over those of Taiwan in a text that
// was written in traditional characters.
func mainland(r []rune) {
	words := taiwanWords()
	for i := 0; i < len(r); i++ {
		for _, w := range words[r[i]] {
			if len(r)-i >= len(w[0]) && slices.Equal(r[i:i+len(w[0])], w[0]) {
				copy(r[i:], w[1])
				i += len(w[1]) - 1
				break
			}
		}
	}
}
