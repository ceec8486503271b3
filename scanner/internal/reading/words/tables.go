package words

import (
	"github.com/candor-scan/candor/scanner/internal/language"
)

// phraseTable holds the lists of data/phrases.csv, which need no more than
// their phrases.
var phraseTable = func() map[string][]string {
	lists := map[string][]string{}
	language.Table(data, "phrases.csv", 3, func(r []string) { lists[r[0]] = language.SplitList(r[2]) })
	return lists
}()

// PhraseList returns a list of data/phrases.csv, which must be there.
func PhraseList(name string) []string {
	if len(phraseTable[name]) == 0 {
		panic("policy: data/phrases.csv: no list " + name)
	}
	return phraseTable[name]
}

// PhraseSet returns the same as a set.
func PhraseSet(name string) map[string]bool {
	m := map[string]bool{}
	for _, p := range PhraseList(name) {
		m[p] = true
	}
	return m
}
