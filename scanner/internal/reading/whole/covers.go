package whole

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/reading/permission"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// Covers tells what the documents apply to: what the sentence about their
// scope names, else what the text speaks of as its own.
func Covers(p *policy.Policy, docs []*sentence.Text) {
	var scope, all words.CoverKind
	var scopeQuotes []evidence.Quote
	first := map[words.CoverKind]evidence.Quote{}
	count := map[words.CoverKind]int{}
	for _, d := range docs {
		for _, s := range d.Outline.Sentences {
			if d.Rows.Owns(s) {
				continue
			}
			k := CoverOf(s)
			if k&words.CoverNot != 0 {
				if k&(words.CoverApp|words.CoverAppWord) != 0 {
					all |= words.CoverNot
					if k&(words.CoverSite|words.CoverSiteWord) != 0 && k&words.CoverScope != 0 {
						scope |= words.CoverSite // "applies to the website and not to our apps"
					}
					scopeQuotes = append(scopeQuotes, d.Quotes(s.Passage.Whole())...)
				}
				continue
			}
			if k&words.CoverScope != 0 && k&words.CoverAppWord != 0 {
				k |= words.CoverApp
			}
			if k&words.CoverScope != 0 && k&words.CoverSiteWord != 0 {
				k |= words.CoverSite
			}
			if s.Row >= 0 && k&words.CoverScope == 0 {
				k &^= words.CoverSite // the header of a column, an address
			}
			if k&(words.CoverApp|words.CoverSite|words.CoverGeneral) == 0 {
				continue
			}
			for _, one := range []words.CoverKind{words.CoverApp, words.CoverSite, words.CoverGeneral} {
				if k&one == 0 {
					continue
				}
				if count[one]++; count[one] == 1 {
					first[one] = d.Quotes(s.Passage.Whole())[0]
				}
			}
			all |= k
			if k&words.CoverScope != 0 {
				scope |= k
				scopeQuotes = append(scopeQuotes, d.Quotes(s.Passage.Whole())...)
			}
		}
	}
	p.Covers = decideCovers(scope, all, count)
	p.Covers.Quotes = append(p.Covers.Quotes, scopeQuotes[:min(len(scopeQuotes), 3)]...)
	for _, k := range []words.CoverKind{words.CoverApp, words.CoverSite, words.CoverGeneral} {
		if q, ok := first[k]; ok && scope&k == 0 {
			p.Covers.Quotes = append(p.Covers.Quotes, q)
		}
	}
	p.Covers.Quotes = permission.Few(p.Covers.Quotes)
}

// decideCovers weighs what the scope names against what the text speaks of.
func decideCovers(scope, all words.CoverKind, count map[words.CoverKind]int) policy.Covers {
	yes, no := true, false
	c := policy.Covers{Quotes: []evidence.Quote{}}
	app := scope&words.CoverApp != 0 || count[words.CoverApp] > 0
	site := scope&words.CoverSite != 0 || count[words.CoverSite] > 0 && count[words.CoverSite] >= count[words.CoverApp]
	if site {
		c.Website = &yes
	}
	switch {
	case all&words.CoverNot != 0 && scope&words.CoverApp == 0 && site:
		c.App = &no
		app = true // told, and not for a person to judge
	case app:
		c.App = &yes
	case site:
		c.App = &no
	}
	c.General = site && !app && all&words.CoverGeneral != 0
	return c
}

// CoverOf returns what a sentence speaks of. "The Site" with a capital is a
// defined term and means the document's own.
func CoverOf(s *sentence.Sentence) words.CoverKind {
	var k words.CoverKind
	f := s.Fold()
	words.Phrases().Covers.Scan(f, func(start, end int, v words.CoverKind) {
		switch {
		case v == words.CoverNotOurs:
		case v == words.CoverSiteWord && !s.Heading && strings.HasPrefix(string(f.Runes[start:end]), "the ") && capitalBehind(s.Text[f.Offset(start):f.EndOffset(s.Text, end)]):
			k |= words.CoverSite
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
