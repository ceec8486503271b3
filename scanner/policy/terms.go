package policy

import (
	"sync"

	"github.com/candor-scan/candor/scanner/privacy"
)

// term is an item of personal information named in a text.
type term struct {
	item       privacy.Item
	start, end int  // byte offsets
	weak       bool // the words name the item in a collecting context only
}

// findTerms finds the names of items in text, the longest at each place, in
// order and without overlap. Weak synonyms ("name", 位置) count only where
// collecting says that the text is about what is collected.
func findTerms(text string, collecting bool) []term {
	return findTermsFolded(text, fold(text), collecting)
}

func findTermsFolded(text string, f *folded, collecting bool) []term {
	var found []term
	termTable().scan(f, func(start, end int, t termName) {
		if t.item == "" || t.weak && !collecting {
			return
		}
		found = append(found, term{item: t.item, start: f.offset(start), end: f.endOffset(text, end), weak: t.weak})
	})
	return found
}

// termName is what a phrase stands for; an empty item marks a phrase that
// names none and hides the shorter names inside it ("storage location").
type termName struct {
	item privacy.Item
	weak bool
}

// termTable holds the names of the shared vocabulary and those that only
// policies use, from data/terms.csv: item, language, weak, names. The own
// table comes first, so it can also take a name from an item.
var termTable = sync.OnceValue(func() *lexicon[termName] {
	l := newLexicon[termName]()
	table("terms.csv", 4, func(r []string) {
		item := privacy.Item(r[0])
		if item == "none" {
			item = ""
		}
		for _, name := range splitList(r[3]) {
			l.add(name, termName{item, r[2] == "weak"})
		}
	})
	for _, id := range privacy.Items() {
		info, _ := privacy.LookupItem(id)
		for _, name := range info.Weak {
			l.add(name, termName{id, true})
		}
		for _, names := range [][]string{info.NamesEN, info.NamesZH} {
			for _, name := range names {
				l.add(name, termName{id, false})
			}
		}
	}
	return l
})
