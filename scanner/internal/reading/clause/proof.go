package clause

import (
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
)

// proofs puts the sentences that prove the claims of a list with those that
// are there, each once. Claims are known by their place in the list.
type proofs struct {
	left *document.Allowance
	seen map[proof]bool // of the claims with many quotes
}

// proof is a quote of a claim.
type proof struct {
	claim, line int
	text        string
}

// ManyQuotes is how many quotes of a claim are looked through one by one.
const ManyQuotes = 8

// QuoteOverhead is what a quote takes besides its text.
const QuoteOverhead = 64

// add adds sentences to the quotes of a claim.
func (p *proofs) add(claim int, quotes []evidence.Quote, ss ...*sentence.Sentence) []evidence.Quote {
	for _, s := range ss {
		if s != nil && !p.has(claim, quotes, s) && p.left.Take(len(s.Text)+QuoteOverhead) {
			quotes = append(quotes, evidence.Quote{Line: s.Line, Text: s.Text, Lang: s.Lang})
		}
	}
	return quotes
}

// has reports whether a sentence is among the quotes of a claim. A sentence
// mostly proves one claim several times, one behind the other.
func (p *proofs) has(claim int, quotes []evidence.Quote, s *sentence.Sentence) bool {
	for i := len(quotes) - 1; i >= max(len(quotes)-ManyQuotes, 0); i-- {
		if quotes[i].Line == s.Line && quotes[i].Text == s.Text {
			return true
		}
	}
	if len(quotes) < ManyQuotes {
		return false
	}
	if p.seen == nil {
		p.seen = map[proof]bool{}
	}
	if len(quotes) == ManyQuotes {
		for _, q := range quotes {
			p.seen[proof{claim, q.Line, q.Text}] = true
		}
	}
	k := proof{claim, s.Line, s.Text}
	had := p.seen[k]
	p.seen[k] = true
	return had
}
