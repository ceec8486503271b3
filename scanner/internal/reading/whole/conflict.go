package whole

import (
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// Conflicts finds pairs of statements that exclude each other: stored in the
// country and processed abroad, an item collected and denied, SDKs listed and
// denied, a permission asked for and denied.
func Conflicts(p *policy.Policy, docs []*sentence.Text) {
	storageConflict(p, docs)
	for _, d := range p.Denials {
		if len(d.Quotes) == 0 {
			continue
		}
		switch d.Kind {
		case policy.DeniesItem:
			itemConflict(p, d)
		case policy.DeniesAllSDKs:
			if len(p.SDKs) > 0 && len(p.SDKs[0].Quotes) > 0 {
				p.Conflicts = append(p.Conflicts, policy.Conflict{About: "sharing", Quotes: []evidence.Quote{p.SDKs[0].Quotes[0], d.Quotes[0]}})
			}
		case policy.DeniesSDK:
			for _, s := range p.SDKs {
				if s.ID != nil && *s.ID == d.ID && len(s.Quotes) > 0 {
					p.Conflicts = append(p.Conflicts, policy.Conflict{About: d.ID, Quotes: []evidence.Quote{s.Quotes[0], d.Quotes[0]}})
					break
				}
			}
		}
	}
	for _, x := range p.Permissions {
		if x.Named.State == policy.Conflicting {
			p.Conflicts = append(p.Conflicts, policy.Conflict{About: string(x.Group), Quotes: x.Named.Quotes})
		}
	}
}

// itemConflict finds that an item is said to be collected that a denial names.
// One denial makes one conflict, whatever list it holds.
func itemConflict(p *policy.Policy, d policy.Denial) {
	q := d.Quotes[0]
	if d.Party != "" && d.Party != policy.First || !names(q.Text, d.ID) {
		return
	}
	for _, c := range p.Conflicts {
		if c.Quotes[len(c.Quotes)-1] == q {
			return
		}
	}
	for _, it := range p.Items {
		if string(it.Item) != d.ID || it.Party != policy.First || it.Polarity != policy.Performed || it.Action != policy.Collect || it.Condition != nil {
			continue
		}
		for _, x := range it.Quotes {
			if x.Line != q.Line && names(x.Text, d.ID) {
				p.Conflicts = append(p.Conflicts, policy.Conflict{About: d.ID, Quotes: []evidence.Quote{x, q}})
				return
			}
		}
	}
}

// names reports whether a passage names an item itself.
func names(text, item string) bool {
	for _, t := range words.FindTerms(text, true) {
		if string(t.Item) == item {
			return true
		}
	}
	return false
}

// storageConflict finds that data are said to stay in the country and to go
// abroad as well.
func storageConflict(p *policy.Policy, docs []*sentence.Text) {
	var home, abroad []evidence.Quote // the first of each
	places := words.Phrases().Places
	for _, d := range docs {
		for _, s := range d.Outline.Sentences {
			var k words.PlaceKind
			for _, h := range places.In(s.Fold()) {
				k |= places.Values[h.Value]
			}
			if k&words.PlaceLimit != 0 || s.Heading {
				continue
			}
			switch {
			case len(abroad) == 0 && k&words.PlaceAbroad != 0 && k&words.PlaceMove != 0:
				abroad = d.Quotes(s.Passage.Whole())
			case len(home) == 0 && k&words.PlaceHome != 0 && k&words.PlaceStore != 0 && !(k&words.PlaceAbroad != 0 && k&words.PlaceMove != 0):
				home = d.Quotes(s.Passage.Whole())
			}
		}
	}
	if len(home) > 0 && len(abroad) > 0 {
		p.Conflicts = append(p.Conflicts, policy.Conflict{About: "storage_location", Quotes: []evidence.Quote{home[0], abroad[0]}})
	}
}
