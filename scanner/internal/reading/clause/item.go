package clause

import (
	"math"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
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
	items  []policy.Item
	index  map[itemKey]int
	proofs proofs
	trace  *rule.Trace
}

// itemKey is what makes two items the same.
type itemKey struct {
	item, term, party, polarity, action, purpose, condition string
}

func newItemList(quotes *document.Allowance, trace *rule.Trace) *itemList {
	return &itemList{index: map[itemKey]int{}, proofs: proofs{left: quotes}, trace: trace}
}

// add adds the items of a statement, one for each party that acts, with the
// sentences that prove it.
func (l *itemList) add(x statement) {
	for _, p := range []parties{partyFirst, partyThird} {
		if x.claim.party&p == 0 {
			continue
		}
		k := itemKey{string(x.term.Item), strings.TrimSpace(x.named.Text[x.term.Start:x.term.End]), x.party(p), policy.Performed, x.claim.action, x.purpose, x.condition}
		if x.claim.denied {
			k.polarity = policy.NotPerformed
		}
		i, ok := l.index[k]
		if !ok {
			if !l.proofs.left.Any() {
				return
			}
			i = len(l.items)
			l.index[k] = i
			l.items = append(l.items, x.itemOf(p, k))
		}
		it := &l.items[i]
		it.Quotes = l.proofs.add(i, it.Quotes, x.by, x.named, x.by.Lead)
		l.firm(it, &x)
		l.say(it, &x)
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

// itemOf makes the item of a statement by one party.
func (x *statement) itemOf(p parties, k itemKey) policy.Item {
	it := policy.Item{Item: x.term.Item, Term: k.term, Party: k.party, Polarity: k.polarity, Action: k.action, Purpose: orNil(x.purpose), Condition: orNil(x.condition)}
	if p == partyThird && x.claim.sdk.id != "" {
		it.PartyName = orNil(x.claim.sdk.name)
	}
	return it
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

// firm notes which quote says of an item that it is handled, by a verb of its
// own, and which that it is taken.
func (l *itemList) firm(it *policy.Item, x *statement) {
	takes := it.Taken == 0 && x.by == x.named && x.claim.takes()
	if x.claim.weak || it.Firm != 0 && !takes || l.proofs.left.Spent {
		return
	}
	at := 1 + slices.IndexFunc(it.Quotes, func(q evidence.Quote) bool { return q.Line == x.by.Line && q.Text == x.by.Text })
	if it.Firm == 0 {
		it.Firm = at
	}
	if takes {
		it.Taken = at
	}
}

// say tells a trace of an item that a statement makes.
func (l *itemList) say(it *policy.Item, x *statement) {
	if l.trace == nil {
		return
	}
	claim := string(it.Item) + " " + it.Party + " " + it.Action
	if it.Polarity == policy.NotPerformed {
		claim = "-" + claim
	}
	for _, q := range quotesOf(x.by, x.named, x.by.Lead) {
		l.trace.Says(x.claim.rule, claim, q)
	}
}

// quotesOf quotes sentences, each once.
func quotesOf(ss ...*sentence.Sentence) (quotes []evidence.Quote) {
	plenty := document.Allowance{Left: math.MaxInt}
	p := proofs{left: &plenty}
	return p.add(0, nil, ss...)
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
