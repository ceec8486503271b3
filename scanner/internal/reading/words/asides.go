package words

import (
	"github.com/candor-scan/candor/scanner/internal/language"
)

// AsideKind is a set of what a word can tell of its sentence: that the things
// named in it are likely something else than what the app does.
type AsideKind uint16

const (
	AsideContact    AsideKind = 1 << iota // how to reach the maker
	AsideMessage                          // what is sent to the user
	AsideIOS                              // another platform
	AsideAndroid                          // this one
	AsideDefinition                       // what a term means
	AsideCompany                          // the form of a company
	AsideMethod                           // how an SDK takes what it takes
	AsideHides                            // a name in it is none
	AsideRemote                           // not on the device
	AsideDeals                            // what one does through a third party
	AsidePage                             // a page of the maker at a third party
)

var asideNames = map[string]AsideKind{"contact": AsideContact, "message": AsideMessage, "ios": AsideIOS, "android": AsideAndroid,
	"definition": AsideDefinition, "company": AsideCompany, "method": AsideMethod, "hides": AsideHides, "remote": AsideRemote, "deals": AsideDeals, "page": AsidePage}

// newAsides returns the words of data/asides.csv.
func newAsides(b *language.PhraseBook) *language.Lexicon[AsideKind] {
	l := language.NewLexicon[AsideKind](b)
	language.Table(data, "asides.csv", 3, func(r []string) {
		for _, w := range language.SplitList(r[2]) {
			l.Add(w, asideNames[r[0]])
		}
	})
	return l
}

// SDKAliases is what [SDKNames] may do beside finding names: it finds those
// that alone name no SDK as well (sure is false).
type SDKAliases interface {
	FindAliases(text string, found func(start, end int, id string, sure bool))
}
