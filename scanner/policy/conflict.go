package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// conflicts finds pairs of statements that exclude each other: stored in the
// country and processed abroad, an item collected and denied, SDKs listed and
// denied, a permission asked for and denied.
func (p *Policy) conflicts(docs []*docText) {
	p.storageConflict(docs)
	for _, d := range p.Denials {
		if len(d.Quotes) == 0 {
			continue
		}
		switch d.Kind {
		case DeniesItem:
			p.itemConflict(d)
		case DeniesAllSDKs:
			if len(p.SDKs) > 0 && len(p.SDKs[0].Quotes) > 0 {
				p.Conflicts = append(p.Conflicts, Conflict{"sharing", []evidence.Quote{p.SDKs[0].Quotes[0], d.Quotes[0]}})
			}
		case DeniesSDK:
			for _, s := range p.SDKs {
				if s.ID != nil && *s.ID == d.ID && len(s.Quotes) > 0 {
					p.Conflicts = append(p.Conflicts, Conflict{d.ID, []evidence.Quote{s.Quotes[0], d.Quotes[0]}})
					break
				}
			}
		}
	}
	for _, x := range p.Permissions {
		if x.Named.State == Conflicting {
			p.Conflicts = append(p.Conflicts, Conflict{string(x.Group), x.Named.Quotes})
		}
	}
}

// itemConflict finds that an item is said to be collected that a denial names.
// One denial makes one conflict, whatever list it holds.
func (p *Policy) itemConflict(d Denial) {
	q := d.Quotes[0]
	if d.Party != "" && d.Party != First || !names(q.Text, d.ID) {
		return
	}
	for _, c := range p.Conflicts {
		if c.Quotes[len(c.Quotes)-1] == q {
			return
		}
	}
	for _, it := range p.Items {
		if string(it.Item) != d.ID || it.Party != First || it.Polarity != Performed || it.Condition != nil || it.taken == 0 {
			continue
		}
		if x := it.Quotes[it.taken-1]; x.Document == q.Document && x.Line != q.Line && sameName(x.Text, q.Text, d.ID) && !hedged(x.Text) {
			p.Conflicts = append(p.Conflicts, Conflict{d.ID, []evidence.Quote{x, q}})
			return
		}
	}
}

// hedged reports whether a passage says what it says under a limit, or denies
// something: it then excludes little.
func hedged(text string) bool {
	f := fold(text)
	for _, c := range findCues(f) {
		if c.kind&(cueNegation|cueCondition|cueConsent|cueRefuse) != 0 {
			return true
		}
	}
	found := false
	phrases().denialLimits.scan(f, func(_, end int, kind limitKind) {
		found = found || kind == limitHere || kind == limitBan || kind == limitTime && end < len(f.runes) && isClauseEnd(f.runes, end)
	})
	return found
}

// sameName reports whether two passages name an item by the same words, or one
// by part of the other's: a face and a fingerprint are one item, yet two things.
func sameName(a, b, item string) bool {
	for _, x := range findTerms(a, true) {
		for _, y := range findTerms(b, true) {
			if string(x.item) != item || string(y.item) != item {
				continue
			}
			m, n := foldedText(a[x.start:x.end]), foldedText(b[y.start:y.end])
			if strings.Contains(m, n) || strings.Contains(n, m) {
				return true
			}
		}
	}
	return false
}

// names reports whether a passage names an item itself.
func names(text, item string) bool {
	for _, t := range findTerms(text, true) {
		if string(t.item) == item {
			return true
		}
	}
	return false
}

// storageConflict finds that data are said to stay in the country and to go
// abroad as well.
func (p *Policy) storageConflict(docs []*docText) {
	var home, abroad []evidence.Quote
	places := phrases().places
	for _, d := range docs {
		for _, s := range d.outline.sentences {
			var k placeKind
			at := map[placeKind]hit{}
			for _, h := range places.in(s.fold()) {
				k |= places.values[h.value]
				for bit := placeHome; bit < placeLimit; bit <<= 1 {
					if places.values[h.value]&bit != 0 {
						at[bit] = h // the last
					}
				}
			}
			if k&placeLimit != 0 || k&placeData == 0 || k&placeActs == 0 || s.heading {
				continue
			}
			switch {
			case k&placeAbroad != 0 && k&placeMove != 0:
				abroad = append(abroad, d.quotes(s.p.whole())...)
			case k&placeHome != 0 && k&placeStore != 0 && storedAt(at[placeStore], at[placeHome]):
				home = append(home, d.quotes(s.p.whole())...)
			}
		}
	}
	if len(home) > 0 && len(abroad) > 0 {
		p.Conflicts = append(p.Conflicts, Conflict{"storage_location", []evidence.Quote{home[0], abroad[0]}})
	}
}

// storedAt reports whether a verb of storing and a place belong together.
func storedAt(store, place hit) bool {
	return place.start >= store.end && place.start-store.end <= 24 || store.start >= place.end && store.start-place.end <= 4
}

// placeKind is what a phrase says about where data are.
type placeKind uint8

const (
	placeHome placeKind = 1 << iota
	placeStore
	placeAbroad
	placeMove
	placeData  // speaks of data
	placeActs  // somebody does something: no heading, no entry of a list
	placeLimit // conditions and denials, which make no statement to hold against another
)

func newPlaces(b *phraseBook) *lexicon[placeKind] {
	kinds := map[string]placeKind{"home": placeHome, "store": placeStore, "abroad": placeAbroad, "move": placeMove, "data": placeData, "act": placeActs, "limit": placeLimit}
	l := newLexicon[placeKind](b)
	table(data, "places.csv", 3, func(r []string) {
		for _, w := range splitList(r[2]) {
			l.add(w, kinds[r[0]])
		}
	})
	return l
}
