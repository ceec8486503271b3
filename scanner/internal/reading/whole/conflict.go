package whole

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/language"
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
		if string(it.Item) != d.ID || it.Party != policy.First || it.Polarity != policy.Performed || it.Condition != nil || it.Taken == 0 {
			continue
		}
		if x := it.Quotes[it.Taken-1]; x.Document == q.Document && x.Line != q.Line && sameName(x.Text, q.Text, d.ID) && !hedged(x.Text) {
			p.Conflicts = append(p.Conflicts, policy.Conflict{About: d.ID, Quotes: []evidence.Quote{x, q}})
			return
		}
	}
}

// hedged reports whether a passage says what it says under a limit, or denies
// something: it then excludes little.
func hedged(text string) bool {
	f := language.Fold(text)
	for _, c := range words.FindCues(f) {
		if c.Kind&(words.CueNegation|words.CueCondition|words.CueConsent|words.CueRefuse) != 0 {
			return true
		}
	}
	found := false
	words.Phrases().DenialLimits.Scan(f, func(_, end int, kind words.LimitKind) {
		found = found || kind == words.LimitHere || kind == words.LimitBan || kind == words.LimitTime && end < len(f.Runes) && sentence.IsClauseEnd(f.Runes, end)
	})
	return found
}

// sameName reports whether two passages name an item by the same words, or one
// by part of the other's: a face and a fingerprint are one item, yet two things.
func sameName(a, b, item string) bool {
	for _, x := range words.FindTerms(a, true) {
		for _, y := range words.FindTerms(b, true) {
			if string(x.Item) != item || string(y.Item) != item {
				continue
			}
			m, n := language.FoldedText(a[x.Start:x.End]), language.FoldedText(b[y.Start:y.End])
			if strings.Contains(m, n) || strings.Contains(n, m) {
				return true
			}
		}
	}
	return false
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
			at := map[words.PlaceKind]language.Hit{}
			for _, h := range places.In(s.Fold()) {
				k |= places.Values[h.Value]
				for bit := words.PlaceHome; bit < words.PlaceLimit; bit <<= 1 {
					if places.Values[h.Value]&bit != 0 {
						at[bit] = h // the last
					}
				}
			}
			if k&words.PlaceLimit != 0 || k&words.PlaceData == 0 || k&words.PlaceActs == 0 || s.Heading {
				continue
			}
			leaves := k&words.PlaceAbroad != 0 && k&words.PlaceMove != 0
			switch {
			case leaves && len(abroad) == 0:
				abroad = d.Quotes(s.Passage.Whole())
			case !leaves && len(home) == 0 && k&words.PlaceHome != 0 && k&words.PlaceStore != 0 && storedAt(at[words.PlaceStore], at[words.PlaceHome]):
				home = d.Quotes(s.Passage.Whole())
			}
		}
	}
	if len(home) > 0 && len(abroad) > 0 {
		p.Conflicts = append(p.Conflicts, policy.Conflict{About: "storage_location", Quotes: []evidence.Quote{home[0], abroad[0]}})
	}
}

// storedAt reports whether a verb of storing and a place belong together.
func storedAt(store, place language.Hit) bool {
	return place.Start >= store.End && place.Start-store.End <= 24 || store.Start >= place.End && store.Start-place.End <= 4
}
