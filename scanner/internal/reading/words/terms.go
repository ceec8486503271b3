package words

import (
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Term is an item of personal information named in a text.
type Term struct {
	Item       privacy.Item
	Start, End int  // byte offsets
	Weak       bool // the words name the item in a collecting context only
}

// FindTerms finds the names of items in text, the longest at each place, in
// order and without overlap. Weak synonyms ("name", 位置) count only where
// collecting says that the text is about what is collected.
func FindTerms(text string, collecting bool) []Term {
	return FindTermsFolded(text, language.Fold(text), collecting)
}

// FindTermsFolded is [FindTerms] for a text that was folded before.
func FindTermsFolded(text string, f *language.Folded, collecting bool) []Term {
	var found []Term
	Phrases().Terms.Scan(f, func(start, end int, t TermName) {
		if t.Item == "" || t.Weak && !collecting {
			return
		}
		found = append(found, Term{Item: t.Item, Start: f.Offset(start), End: f.EndOffset(text, end), Weak: t.Weak})
	})
	return found
}

// TermsBehind returns from where to where the names of items reach that stand at
// or behind a rune of a text in which data are collected; end is 0 for none.
func TermsBehind(text string, f *language.Folded, from int) (start, end int) {
	terms := Phrases().Terms
	behind := int32(from)
	for _, h := range terms.In(f) {
		if h.Start < behind {
			continue
		}
		if behind = h.End; terms.Values[h.Value].Item == "" {
			continue
		}
		if end == 0 {
			start = f.Offset(int(h.Start))
		}
		end = f.EndOffset(text, int(h.End))
	}
	return start, end
}

// FindListTerms finds the names of items in a text that is a list of data, as
// the scope of an SDK row is. Words too common for running text ("browser",
// 城市) count there too.
func FindListTerms(text string) []Term {
	var found []Term
	f := language.Fold(text)
	terms, listed := Phrases().Terms, Phrases().listedTerms
	a, b, behind := terms.In(f), listed.In(f), int32(0)
	for len(a) > 0 || len(b) > 0 {
		// The next from the left, of two at one place the longer.
		var h language.Hit
		var t TermName
		if len(b) == 0 || len(a) > 0 && (a[0].Start < b[0].Start || a[0].Start == b[0].Start && a[0].End >= b[0].End) {
			h, t, a = a[0], terms.Values[a[0].Value], a[1:]
		} else {
			h, t, b = b[0], listed.Values[b[0].Value], b[1:]
		}
		if h.Start < behind {
			continue
		}
		if behind = h.End; t.Item != "" {
			found = append(found, Term{Item: t.Item, Start: f.Offset(int(h.Start)), End: f.EndOffset(text, int(h.End)), Weak: t.Weak})
		}
	}
	return found
}

// TermName is what a phrase stands for; an empty item marks a phrase that
// names none and hides the shorter names inside it ("storage location").
type TermName struct {
	Item privacy.Item
	Weak bool
}

// newTerms returns the names of the shared vocabulary and those that only
// policies use, and apart from them those that count in lists of data, from
// data/terms.csv: item, language, where the names count ("" everywhere, "weak"
// where data are collected, "list" in lists of data), names. The own table
// comes first, so it can also take a name from an item.
func newTerms(b *language.PhraseBook) (terms, listed *language.Lexicon[TermName]) {
	terms, listed = language.NewLexicon[TermName](b), language.NewLexicon[TermName](b)
	language.Table(data, "terms.csv", 4, func(r []string) {
		item, l := privacy.Item(r[0]), terms
		if item == "none" {
			item = ""
		}
		if r[2] == "list" {
			l = listed
		}
		for _, name := range language.SplitList(r[3]) {
			l.Add(name, TermName{item, r[2] == "weak"})
		}
	})
	for _, id := range privacy.Items() {
		info, _ := privacy.LookupItem(id)
		for _, name := range info.Weak {
			terms.Add(name, TermName{id, true})
		}
		for _, names := range [][]string{info.NamesEN, info.NamesZH} {
			for _, name := range names {
				terms.Add(name, TermName{id, false})
			}
		}
	}
	return terms, listed
}
