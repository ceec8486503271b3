package words

import (
	"github.com/candor-scan/candor/scanner/internal/language"
)

// PlaceKind is what a phrase says about where data are.
type PlaceKind uint8

const (
	PlaceHome PlaceKind = 1 << iota
	PlaceStore
	PlaceAbroad
	PlaceMove
	PlaceData  // speaks of data
	PlaceActs  // somebody does something: no heading, no entry of a list
	PlaceLimit // conditions and denials, which make no statement to hold against another
)

func newPlaces(b *language.PhraseBook) *language.Lexicon[PlaceKind] {
	kinds := map[string]PlaceKind{"home": PlaceHome, "store": PlaceStore, "abroad": PlaceAbroad, "move": PlaceMove, "data": PlaceData, "act": PlaceActs, "limit": PlaceLimit}
	l := language.NewLexicon[PlaceKind](b)
	language.Table(data, "places.csv", 3, func(r []string) {
		for _, w := range language.SplitList(r[2]) {
			l.Add(w, kinds[r[0]])
		}
	})
	return l
}
