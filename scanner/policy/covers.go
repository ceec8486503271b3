package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// coverKind is what a phrase says of the things a policy applies to.
type coverKind uint8

const (
	coverApp coverKind = 1 << iota
	coverSite
	coverGeneral
	coverScope    // "applies to"
	coverAppWord  // an app, whoever's: counts where the scope is told
	coverSiteWord // the same of a site
	coverNotOurs  // hides the phrases inside it
	coverNot      // "does not apply to"
)

func newCovers(b *phraseBook) *lexicon[coverKind] {
	kinds := map[string]coverKind{"app": coverApp, "website": coverSite, "general": coverGeneral, "scope": coverScope, "appword": coverAppWord, "siteword": coverSiteWord, "none": coverNotOurs, "notscope": coverNot}
	l := newLexicon[coverKind](b)
	table(data, "covers.csv", 3, func(r []string) {
		for _, w := range splitList(r[2]) {
			l.add(w, kinds[r[0]])
		}
	})
	return l
}

// covers tells what the documents apply to: what the sentence about their
// scope names, else what the text speaks of as its own.
func (p *Policy) covers(docs []*docText) {
	var scope, all coverKind
	var scopeQuotes []evidence.Quote
	first := map[coverKind]evidence.Quote{}
	count := map[coverKind]int{}
	for _, d := range docs {
		for _, s := range d.outline.sentences {
			if d.rows.owns(s) {
				continue
			}
			k := coverOf(s)
			if k&coverNot != 0 {
				if k&(coverApp|coverAppWord) != 0 {
					all |= coverNot
					if k&(coverSite|coverSiteWord) != 0 && k&coverScope != 0 {
						scope |= coverSite // "applies to the website and not to our apps"
					}
					scopeQuotes = append(scopeQuotes, d.quotes(s.p.whole())...)
				}
				continue
			}
			if k&coverScope != 0 && k&coverAppWord != 0 {
				k |= coverApp
			}
			if k&coverScope != 0 && k&coverSiteWord != 0 {
				k |= coverSite
			}
			if s.row >= 0 && k&coverScope == 0 {
				k &^= coverSite // the header of a column, an address
			}
			if k&(coverApp|coverSite|coverGeneral) == 0 {
				continue
			}
			for _, one := range []coverKind{coverApp, coverSite, coverGeneral} {
				if k&one == 0 {
					continue
				}
				if count[one]++; count[one] == 1 {
					first[one] = d.quotes(s.p.whole())[0]
				}
			}
			all |= k
			if k&coverScope != 0 {
				scope |= k
				scopeQuotes = append(scopeQuotes, d.quotes(s.p.whole())...)
			}
		}
	}
	p.Covers = decideCovers(scope, all, count)
	p.Covers.Quotes = append(p.Covers.Quotes, scopeQuotes[:min(len(scopeQuotes), 3)]...)
	for _, k := range []coverKind{coverApp, coverSite, coverGeneral} {
		if q, ok := first[k]; ok && scope&k == 0 {
			p.Covers.Quotes = append(p.Covers.Quotes, q)
		}
	}
	p.Covers.Quotes = few(p.Covers.Quotes)
}

// decideCovers weighs what the scope names against what the text speaks of.
func decideCovers(scope, all coverKind, count map[coverKind]int) Covers {
	yes, no := true, false
	c := Covers{Quotes: []evidence.Quote{}}
	app := scope&coverApp != 0 || count[coverApp] > 0
	site := scope&coverSite != 0 || count[coverSite] > 0 && count[coverSite] >= count[coverApp]
	if site {
		c.Website = &yes
	}
	switch {
	case all&coverNot != 0 && scope&coverApp == 0 && site:
		c.App = &no
		app = true // told, and not for a person to judge
	case app:
		c.App = &yes
	case site:
		c.App = &no
	}
	c.General = site && !app && all&coverGeneral != 0
	return c
}

// coverOf returns what a sentence speaks of. "The Site" with a capital is a
// defined term and means the document's own.
func coverOf(s *sentence) coverKind {
	var k coverKind
	f := s.fold()
	phrases().covers.scan(f, func(start, end int, v coverKind) {
		switch {
		case v == coverNotOurs:
		case v == coverSiteWord && !s.heading && strings.HasPrefix(string(f.runes[start:end]), "the ") && capitalBehind(s.text[f.offset(start):f.endOffset(s.text, end)]):
			k |= coverSite
		default:
			k |= v
		}
	})
	return k
}

// capitalBehind reports whether a word behind the first starts with a capital.
func capitalBehind(phrase string) bool {
	i := strings.LastIndexByte(phrase, ' ')
	return i > 0 && phrase[i+1] >= 'A' && phrase[i+1] <= 'Z'
}
