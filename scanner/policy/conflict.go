package policy

import (
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
		if string(it.Item) != d.ID || it.Party != First || it.Polarity != Performed || it.Action != Collect || it.Condition != nil {
			continue
		}
		for _, x := range it.Quotes {
			if x.Line != q.Line && names(x.Text, d.ID) {
				p.Conflicts = append(p.Conflicts, Conflict{d.ID, []evidence.Quote{x, q}})
				return
			}
		}
	}
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
	var home, abroad []evidence.Quote // the first of each
	places := phrases().places
	for _, d := range docs {
		for _, s := range d.outline.sentences {
			var k placeKind
			for _, h := range places.in(s.fold()) {
				k |= places.values[h.value]
			}
			if k&placeLimit != 0 || s.heading {
				continue
			}
			switch {
			case len(abroad) == 0 && k&placeAbroad != 0 && k&placeMove != 0:
				abroad = d.quotes(s.p.whole())
			case len(home) == 0 && k&placeHome != 0 && k&placeStore != 0 && !(k&placeAbroad != 0 && k&placeMove != 0):
				home = d.quotes(s.p.whole())
			}
		}
	}
	if len(home) > 0 && len(abroad) > 0 {
		p.Conflicts = append(p.Conflicts, Conflict{"storage_location", []evidence.Quote{home[0], abroad[0]}})
	}
}

// placeKind is what a phrase says about where data are.
type placeKind uint8

const (
	placeHome placeKind = 1 << iota
	placeStore
	placeAbroad
	placeMove
	placeLimit // conditions and denials, which make no statement to hold against another
)

func newPlaces(b *phraseBook) *lexicon[placeKind] {
	kinds := map[string]placeKind{"home": placeHome, "store": placeStore, "abroad": placeAbroad, "move": placeMove, "limit": placeLimit}
	l := newLexicon[placeKind](b)
	table(data, "places.csv", 3, func(r []string) {
		for _, w := range splitList(r[2]) {
			l.add(w, kinds[r[0]])
		}
	})
	return l
}
