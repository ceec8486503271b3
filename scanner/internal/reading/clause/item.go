package clause

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
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

// performed returns where the first party is said to collect each item, by a
// verb of the sentence itself.
func (l *itemList) performed() map[privacy.Item][]string {
	texts := map[privacy.Item][]string{}
	for i := range l.items {
		it := &l.items[i]
		if it.Party != policy.First || it.Polarity != policy.Performed || it.Action != policy.Collect || it.Firm == 0 || len(texts[it.Item]) > 1 {
			continue
		}
		if t := it.Quotes[it.Firm-1].Text; !slices.Contains(texts[it.Item], t) {
			texts[it.Item] = append(texts[it.Item], t) // two tell whether one is another than a given one
		}
	}
	return texts
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
	l.say(it, x)
	if x.claim.weak {
		return
	}
	at := 1 + slices.IndexFunc(l.items[i].Quotes, func(q evidence.Quote) bool { return q.Line == x.by.Line && q.Text == x.by.Text })
	if l.items[i].Firm == 0 {
		l.items[i].Firm = at
	}
	if l.items[i].Taken == 0 && x.by == x.named && x.claim.takes() {
		l.items[i].Taken = at
	}
}

// say tells a trace of an item that a statement makes.
func (l *itemList) say(it policy.Item, x statement) {
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
