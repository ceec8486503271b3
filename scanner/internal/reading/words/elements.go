package words

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/privacy"
)

// elementPattern is a set of phrases that together state a document element.
type elementPattern struct {
	Element privacy.Element
	Heading bool // counts in headings, where one phrase is enough
	All     []int32
}

// elementTables finds the phrases of data/elements.csv and says which patterns
// each is part of.
type elementTables struct {
	words    *language.Lexicon[int32]
	Patterns []elementPattern
	Of       [][]int32 // patterns by the number of their first phrase
}

func newElements(b *language.PhraseBook) *elementTables {
	t := &elementTables{words: language.NewLexicon[int32](b)}
	ids := map[string]int32{}
	id := func(phrase string) int32 {
		n, ok := ids[phrase]
		if !ok {
			n = int32(len(ids))
			ids[phrase] = n
			t.words.Add(phrase, n)
			t.Of = append(t.Of, nil)
		}
		return n
	}
	language.Table(data, "elements.csv", 4, func(r []string) {
		for column, cell := range r[2:] {
			for _, pattern := range language.SplitList(cell) {
				p := elementPattern{Element: privacy.Element(r[0]), Heading: column == 0}
				for _, phrase := range strings.Split(pattern, "+") {
					p.All = append(p.All, id(string(language.Fold(phrase).Runes)))
				}
				t.Of[p.All[0]] = append(t.Of[p.All[0]], int32(len(t.Patterns)))
				t.Patterns = append(t.Patterns, p)
			}
		}
	})
	return t
}

// Phrases returns the numbers of all phrases in a folded text.
func (t *elementTables) Phrases(f *language.Folded) []int32 {
	var out []int32
	for _, h := range t.words.In(f) {
		out = append(out, t.words.Values[h.Value])
	}
	return out
}
