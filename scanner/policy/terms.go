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

// findListTerms finds the names of items in a text that is a list of data, as
// the scope of an SDK row is. Words too common for running text ("browser",
// 城市) count there too.
func findListTerms(text string) []term {
	var found []term
	f := fold(text)
	listTable().scan(f, func(start, end int, t termName) {
		if t.item != "" {
			found = append(found, term{item: t.item, start: f.offset(start), end: f.endOffset(text, end), weak: t.weak})
		}
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
// policies use, from data/terms.csv: item, language, where the names count
// ("" everywhere, "weak" where data are collected, "list" in lists of data),
// names. The own table comes first, so it can also take a name from an item.
var termTable = sync.OnceValue(func() *lexicon[termName] { return newTermTable(false) })

// listTable is termTable with the names that count in lists of data.
var listTable = sync.OnceValue(func() *lexicon[termName] { return newTermTable(true) })

func newTermTable(lists bool) *lexicon[termName] {
	l := newLexicon[termName]()
	own := func(list bool) {
		table("terms.csv", 4, func(r []string) {
			item := privacy.Item(r[0])
			if item == "none" {
				item = ""
			}
			for _, name := range splitList(r[3]) {
				if (r[2] == "list") == list {
					l.add(name, termName{item, r[2] == "weak"})
				}
			}
		})
	}
	own(false)
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
	if lists {
		own(true)
	}
	return l
}
