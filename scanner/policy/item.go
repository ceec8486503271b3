package policy

import "strings"

// statement is a claim about one item, on its way to an [Item].
type statement struct {
	named              *sentence // that names the item
	by                 *sentence // that makes the claim; often the same
	term               *term
	claim              claim
	purpose, condition string
}

// itemList collects items; the quotes of equal ones are put together.
type itemList struct {
	items  []Item
	index  map[itemKey]int
	proofs proofs
}

// itemKey is what makes two items the same.
type itemKey struct {
	item, term, party, polarity, action, purpose, condition string
}

func newItemList(quotes *allowance) *itemList {
	return &itemList{index: map[itemKey]int{}, proofs: proofs{left: quotes}}
}

// add adds the items of a statement, one for each party that acts.
func (l *itemList) add(x statement) {
	for _, p := range []parties{partyFirst, partyThird} {
		if x.claim.party&p == 0 {
			continue
		}
		it := Item{Item: x.term.item, Term: strings.TrimSpace(x.named.text[x.term.start:x.term.end]), Party: x.party(p),
			Polarity: Performed, Action: x.claim.action, Purpose: orNil(x.purpose), Condition: orNil(x.condition)}
		if x.claim.denied {
			it.Polarity = NotPerformed
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
		return First
	case x.claim.sdk.id != "":
		return x.claim.sdk.id
	}
	return Third
}

// put adds an item with the sentences that prove it.
func (l *itemList) put(it Item, x statement) {
	k := itemKey{string(it.Item), it.Term, it.Party, it.Polarity, it.Action, x.purpose, x.condition}
	i, ok := l.index[k]
	if !ok {
		if !l.proofs.left.any() {
			return
		}
		i = len(l.items)
		l.index[k] = i
		l.items = append(l.items, it)
	}
	l.items[i].Quotes = l.proofs.add(i, l.items[i].Quotes, x.by, x.named, x.by.lead)
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
