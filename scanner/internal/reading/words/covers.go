package words

import (
	"github.com/candor-scan/candor/scanner/internal/language"
)

// CoverKind is what a phrase says of the things a policy applies to.
type CoverKind uint8

const (
	CoverApp CoverKind = 1 << iota
	CoverSite
	CoverGeneral
	CoverScope    // "applies to"
	CoverAppWord  // an app, whoever's: counts where the scope is told
	CoverSiteWord // the same of a site
	CoverNotOurs  // hides the phrases inside it
	CoverNot      // "does not apply to"
)

func newCovers(b *language.PhraseBook) *language.Lexicon[CoverKind] {
	kinds := map[string]CoverKind{"app": CoverApp, "website": CoverSite, "general": CoverGeneral, "scope": CoverScope, "appword": CoverAppWord, "siteword": CoverSiteWord, "none": CoverNotOurs, "notscope": CoverNot}
	l := language.NewLexicon[CoverKind](b)
	language.Table(data, "covers.csv", 3, func(r []string) {
		for _, w := range language.SplitList(r[2]) {
			l.Add(w, kinds[r[0]])
		}
	})
	return l
}
