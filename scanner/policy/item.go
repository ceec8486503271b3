package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// itemList collects items; the quotes of equal ones are put together.
type itemList struct {
	items []Item
	index map[itemKey]int
}

// itemKey is what makes two items the same.
type itemKey struct {
	item, term, party, polarity, action string
}

func newItemList() *itemList { return &itemList{index: map[itemKey]int{}} }

// add states claim cl of the item t named in a sentence; by is the sentence
// that makes the claim, where that is another one.
func (l *itemList) add(named *sentence, t *term, by *sentence, cl claim) {
	if t.weak && cl.weak {
		return
	}
	for _, p := range []parties{partyFirst, partyThird} {
		if cl.party&p == 0 {
			continue
		}
		it := Item{Item: t.item, Term: strings.TrimSpace(named.text[t.start:t.end]), Party: First, Polarity: Performed, Action: cl.action}
		if p == partyThird {
			it.Party = Third
		}
		if cl.denied {
			it.Polarity = NotPerformed
		}
		l.put(it, by, named, by.lead)
	}
}

// put adds an item with the sentences that prove it.
func (l *itemList) put(it Item, by ...*sentence) {
	k := itemKey{string(it.Item), it.Term, it.Party, it.Polarity, it.Action}
	i, ok := l.index[k]
	if !ok {
		i = len(l.items)
		l.index[k] = i
		l.items = append(l.items, it)
	}
	for _, s := range by {
		if s != nil {
			l.items[i].Quotes = addQuote(l.items[i].Quotes, s)
		}
	}
}

func addQuote(quotes []evidence.Quote, s *sentence) []evidence.Quote {
	for _, q := range quotes {
		if q.Line == s.line && q.Text == s.text {
			return quotes
		}
	}
	return append(quotes, evidence.Quote{Line: s.line, Text: s.text, Lang: s.lang})
}
