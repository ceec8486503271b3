package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
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
	items  []policy.Item
	index  map[itemKey]int
	proofs proofs
}

// itemKey is what makes two items the same.
type itemKey struct {
	item, term, party, polarity, action, purpose, condition string
}

func newItemList(quotes *document.Allowance) *itemList {
	return &itemList{index: map[itemKey]int{}, proofs: proofs{left: quotes}}
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
		l.items[i].Quotes = l.proofs.add(i, l.items[i].Quotes, x.by, x.named, x.by.Lead)
	}
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

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
