package language

import (
	"strings"
	"sync"
)

// SmallWord returns the languages that a word is a small word of.
func SmallWord(w string) []string {
	var low [24]byte // no small word is longer
	if len(w) > len(low) {
		return nil
	}
	for i := range len(w) {
		c := w[i]
		if c >= 0x80 {
			return stopwords()[strings.ToLower(w)]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return stopwords()[string(low[:len(w)])]
}

// stopwords lists the small words of data/languages.csv with the languages
// they belong to.
var stopwords = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	Table(data, "languages.csv", 2, func(r []string) {
		for _, w := range SplitList(r[1]) {
			m[w] = append(m[w], r[0])
		}
	})
	return m
})

var StopLanguages = sync.OnceValue(func() []string {
	var out []string
	Table(data, "languages.csv", 2, func(r []string) { out = append(out, r[0]) })
	return out
})
