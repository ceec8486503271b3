package policy

import (
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
	phrases().terms.scan(f, func(start, end int, t termName) {
		if t.item == "" || t.weak && !collecting {
			return
		}
		found = append(found, term{item: t.item, start: f.offset(start), end: f.endOffset(text, end), weak: t.weak})
	})
	return found
}

// termsBehind returns from where to where the names of items reach that stand at
// or behind a rune of a text in which data are collected; end is 0 for none.
func termsBehind(text string, f *folded, from int) (start, end int) {
	terms := phrases().terms
	behind := int32(from)
	for _, h := range terms.in(f) {
		if h.start < behind {
			continue
		}
		if behind = h.end; terms.values[h.value].item == "" {
			continue
		}
		if end == 0 {
			start = f.offset(int(h.start))
		}
		end = f.endOffset(text, int(h.end))
	}
	return start, end
}

// findListTerms finds the names of items in a text that is a list of data, as
// the scope of an SDK row is. Words too common for running text ("browser",
// 城市) count there too.
func findListTerms(text string) []term {
	var found []term
	f := fold(text)
	terms, listed := phrases().terms, phrases().listedTerms
	a, b, behind := terms.in(f), listed.in(f), int32(0)
	for len(a) > 0 || len(b) > 0 {
		// The next from the left, of two at one place the longer.
		var h hit
		var t termName
		if len(b) == 0 || len(a) > 0 && (a[0].start < b[0].start || a[0].start == b[0].start && a[0].end >= b[0].end) {
			h, t, a = a[0], terms.values[a[0].value], a[1:]
		} else {
			h, t, b = b[0], listed.values[b[0].value], b[1:]
		}
		if h.start < behind {
			continue
		}
		if behind = h.end; t.item != "" {
			found = append(found, term{item: t.item, start: f.offset(int(h.start)), end: f.endOffset(text, int(h.end)), weak: t.weak})
		}
	}
	return found
}

// termName is what a phrase stands for; an empty item marks a phrase that
// names none and hides the shorter names inside it ("storage location").
type termName struct {
	item privacy.Item
	weak bool
}

// newTerms returns the names of the shared vocabulary and those that only
// policies use, and apart from them those that count in lists of data, from
// data/terms.csv: item, language, where the names count ("" everywhere, "weak"
// where data are collected, "list" in lists of data), names. The own table
// comes first, so it can also take a name from an item.
func newTerms(b *phraseBook) (terms, listed *lexicon[termName]) {
	terms, listed = newLexicon[termName](b), newLexicon[termName](b)
	table(data, "terms.csv", 4, func(r []string) {
		item, l := privacy.Item(r[0]), terms
		if item == "none" {
			item = ""
		}
		if r[2] == "list" {
			l = listed
		}
		for _, name := range splitList(r[3]) {
			l.add(name, termName{item, r[2] == "weak"})
		}
	})
	for _, id := range privacy.Items() {
		info, _ := privacy.LookupItem(id)
		for _, name := range info.Weak {
			terms.add(name, termName{id, true})
		}
		for _, names := range [][]string{info.NamesEN, info.NamesZH} {
			for _, name := range names {
				terms.add(name, termName{id, false})
			}
		}
	}
	return terms, listed
}
