package policy

import "github.com/candor-scan/candor/scanner/evidence"

// proofs puts the sentences that prove the claims of a list with those that
// are there, each once. Claims are known by their place in the list.
type proofs struct {
	left *allowance
	seen map[proof]bool // of the claims with many quotes
}

// proof is a quote of a claim.
type proof struct {
	claim, line int
	text        string
}

// manyQuotes is how many quotes of a claim are looked through one by one.
const manyQuotes = 8

// quoteOverhead is what a quote takes besides its text.
const quoteOverhead = 64

// add adds sentences to the quotes of a claim.
func (p *proofs) add(claim int, quotes []evidence.Quote, ss ...*sentence) []evidence.Quote {
	for _, s := range ss {
		if s != nil && !p.has(claim, quotes, s) && p.left.take(len(s.text)+quoteOverhead) {
			quotes = append(quotes, evidence.Quote{Line: s.line, Text: s.text, Lang: s.lang})
		}
	}
	return quotes
}

// has reports whether a sentence is among the quotes of a claim. A sentence
// mostly proves one claim several times, one behind the other.
func (p *proofs) has(claim int, quotes []evidence.Quote, s *sentence) bool {
	for i := len(quotes) - 1; i >= max(len(quotes)-manyQuotes, 0); i-- {
		if quotes[i].Line == s.line && quotes[i].Text == s.text {
			return true
		}
	}
	if len(quotes) < manyQuotes {
		return false
	}
	if p.seen == nil {
		p.seen = map[proof]bool{}
	}
	if len(quotes) == manyQuotes {
		for _, q := range quotes {
			p.seen[proof{claim, q.Line, q.Text}] = true
		}
	}
	k := proof{claim, s.line, s.text}
	had := p.seen[k]
	p.seen[k] = true
	return had
}
