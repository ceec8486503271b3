package words

import (
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/privacy"
)

// newOtherSenses returns the phrases beside which a name of a group means
// something else than what the app has access to: 客服 beside 通话记录.
func newOtherSenses(b *language.PhraseBook) *language.Lexicon[[]privacy.Group] {
	groups := map[string][]privacy.Group{}
	var order []string
	language.Table(data, "other-senses.csv", 3, func(r []string) {
		for _, w := range language.SplitList(r[2]) {
			if groups[w] == nil {
				order = append(order, w)
			}
			groups[w] = append(groups[w], privacy.Group(r[0]))
		}
	})
	l := language.NewLexicon[[]privacy.Group](b)
	for _, w := range order {
		l.Add(w, groups[w])
	}
	return l
}
