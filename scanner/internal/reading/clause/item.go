package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// statement is a claim about one item, on its way to an [Item].
type statement struct {
	named              *sentence.Sentence // that names the item
	by                 *sentence.Sentence // that makes the claim; often the same
	term               *words.Term
	claim              claim
	purpose, condition string
}

// itemList collects items; the quotes of equal ones are put together.
type itemList struct {
	items []policy.Item
	index map[itemKey]int
	trace *rule.Trace
}

// itemKey is what makes two items the same.
type itemKey struct {
	item, term, party, polarity, action, purpose, condition string
}

func newItemList(trace *rule.Trace) *itemList {
	return &itemList{index: map[itemKey]int{}, trace: trace}
}

// add adds the items of a statement, one for each party that acts.
func (l *itemList) add(x statement) {
	for _, p := range []parties{partyFirst, partyThird} {
		if x.claim.party&p == 0 {
			continue
		}
		it := policy.Item{Item: x.term.Item, Term: strings.TrimSpace(x.named.Text[x.term.Start:x.term.End]), Party: x.party(p),
			Polarity: policy.Performed, Action: x.claim.action, Purpose: orNil(x.purpose), Condition: orNil(x.condition)}
		if x.claim.denied {
			it.Polarity = policy.NotPerformed
		}
		if p == partyThird && x.claim.sdk.id != "" {
			it.PartyName = orNil(x.claim.sdk.name)
		}
		l.put(it, x)
	}
}

// party returns the party an item is printed with.
func (x *statement) party(p parties) string {
	switch {
	case p == partyFirst:
		return policy.First
	case x.claim.sdk.id != "":
		return x.claim.sdk.id
	}
	return policy.Third
}

// put adds an item with the sentences that prove it.
func (l *itemList) put(it policy.Item, x statement) {
	k := itemKey{string(it.Item), it.Term, it.Party, it.Polarity, it.Action, x.purpose, x.condition}
	i, ok := l.index[k]
	if !ok {
		i = len(l.items)
		l.index[k] = i
		l.items = append(l.items, it)
	}
	l.items[i].Quotes = x.quotes(l.items[i].Quotes)
	if l.trace == nil {
		return
	}
	claim := string(it.Item) + " " + it.Party + " " + it.Action
	if it.Polarity == policy.NotPerformed {
		claim = "-" + claim
	}
	for _, q := range x.quotes(nil) {
		l.trace.Says(x.claim.rule, claim, q)
	}
}

// quotes adds the sentences that prove a statement to those already there.
func (x *statement) quotes(quotes []evidence.Quote) []evidence.Quote {
	for _, s := range []*sentence.Sentence{x.by, x.named, x.by.Lead} {
		if s != nil {
			quotes = addQuote(quotes, s)
		}
	}
	return quotes
}

func addQuote(quotes []evidence.Quote, s *sentence.Sentence) []evidence.Quote {
	for _, q := range quotes {
		if q.Line == s.Line && q.Text == s.Text {
			return quotes
		}
	}
	return append(quotes, evidence.Quote{Line: s.Line, Text: s.Text, Lang: s.Lang})
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
