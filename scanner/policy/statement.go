package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// readStatements reads who does what with which personal information out of
// the sentences of one document, in their order, and the denials that hold
// without a restriction. Quotes carry line, text and language; the caller,
// which knows the document, sets Quote.Document and Quote.Page.
func readStatements(ss []sentence, names SDKNames) (items []Item, denials []Denial) {
	r := &reader{names: names, definitions: map[string]*definition{}, leads: map[*sentence]*clauses{}}
	for i := range ss {
		r.sentence(&ss[i])
	}
	return r.items, r.denials
}

// reader carries what earlier sentences leave behind for later ones.
type reader struct {
	names       SDKNames
	items       []Item
	denials     []Denial
	definitions map[string]*definition
	leads       map[*sentence]*clauses
	last        *claim // main statement of the sentence before
	lastThird   bool
}

// definition is a sentence that says what a term of the document stands for.
type definition struct {
	sentence *sentence
	terms    []*term
}

// claim is what a sentence says of an item: who does what.
type claim struct {
	party     parties
	action    string
	denied    bool
	limited   bool
	condition string
	purpose   string
	weak      bool // read from the surroundings, not from a verb
}

func (r *reader) sentence(s *sentence) {
	c := readClauses(s.text)
	lead := r.leadClaim(s)
	for k := range c.mentions {
		m := &c.mentions[k]
		for _, cl := range r.claims(c, m, s, lead) {
			r.add(s, c, m, cl)
		}
	}
	r.last = r.mainClaim(c)
}

// leadClaim returns what the sentence introducing a list says.
func (r *reader) leadClaim(s *sentence) *claim {
	if s.lead == nil {
		return nil
	}
	c, ok := r.leads[s.lead]
	if !ok {
		c = readClauses(s.lead.text)
		r.leads[s.lead] = c
	}
	return r.mainClaim(c)
}

// mainClaim returns what the last data predicate of a sentence says.
func (r *reader) mainClaim(c *clauses) *claim {
	for i := len(c.preds) - 1; i >= 0; i-- {
		p := &c.preds[i]
		if dataAction(p.action) && !p.conditional {
			if got := predicateClaims(c, p); len(got) > 0 {
				return &got[0]
			}
		}
	}
	return nil
}

func (r *reader) claims(c *clauses, m *mention, s *sentence, lead *claim) []claim {
	if m.pred >= 0 && !m.topic {
		p := c.preds[m.pred]
		if p.action == verbInclude {
			if r.last != nil && !p.neg {
				return []claim{*r.last}
			}
			return fallback(m)
		}
		p.neg = p.neg || m.neg
		if m.excepted {
			if !p.neg {
				return nil
			}
			p.neg = false
		}
		if m.owner >= 0 {
			p.subject = partyThird
		}
		return predicateClaims(c, &p)
	}
	if m.pred >= 0 { // topic
		if m.owner >= 0 {
			return []claim{{party: partyThird, action: Collect, weak: true}}
		}
		return fallback(m)
	}
	if lead != nil && len(c.preds) == 0 {
		return []claim{*lead}
	}
	return fallback(m)
}

func fallback(m *mention) []claim {
	if m.neg {
		return nil
	}
	return []claim{{party: partyFirst, action: Collect, weak: true}}
}

// predicateClaims says what a predicate states of its items.
func predicateClaims(c *clauses, p *predicate) []claim {
	denied := p.neg && !p.limited
	one := func(party parties, action string) []claim {
		return []claim{{party: party, action: action, denied: denied, limited: p.limited}}
	}
	who := p.subject
	actors := who & (partyFirst | partyThird)
	if actors == 0 {
		actors = partyFirst
	}
	switch p.action {
	case verbCollect, verbUse, verbLink:
		if who == partyUser {
			return nil
		}
		if p.action == verbCollect && p.from&partyThird != 0 && actors == partyFirst {
			return one(partyFirst, Receive)
		}
		if p.action == verbLink && denied {
			return nil
		}
		if p.action == verbCollect {
			return one(actors, Collect)
		}
		return one(actors, Use)
	case verbAsk, verbAccess:
		if who == partyUser {
			return nil
		}
		return one(actors, Collect)
	case verbShare, verbSend, verbProvide, verbGive:
		return giveClaims(p, actors, denied, one)
	}
	return nil
}

func giveClaims(p *predicate, actors parties, denied bool, one func(parties, string) []claim) []claim {
	switch {
	case p.subject&partyUser != 0:
		if p.to&partyThird != 0 && p.to&partyFirst == 0 {
			return one(partyThird, Collect)
		}
		return one(partyFirst, Collect)
	case p.subject == partyThird:
		if p.to&partyThird != 0 {
			return one(partyThird, Share)
		}
		if p.to&partyFirst != 0 {
			return one(partyFirst, Receive)
		}
		if p.action == verbShare {
			return one(partyThird, Share)
		}
		return nil
	}
	if p.to&partyFirst != 0 {
		return one(partyFirst, Collect)
	}
	if p.to == partyUser && !p.passive {
		return nil
	}
	switch p.action {
	case verbShare:
		return append(one(partyFirst, Share), one(partyThird, Receive)...)
	case verbSend, verbProvide:
		if p.to&partyThird != 0 {
			return append(one(partyFirst, Share), one(partyThird, Receive)...)
		}
		if p.passive {
			return one(partyFirst, Collect)
		}
	case verbGive:
		if p.passive {
			return one(partyFirst, Collect)
		}
	}
	return nil
}

func (r *reader) add(s *sentence, c *clauses, m *mention, cl claim) {
	if m.term(c).weak && cl.weak {
		return
	}
	t := m.term(c)
	quotes := []evidence.Quote{{Line: s.line, Text: s.text, Lang: s.lang}}
	if s.lead != nil {
		quotes = append(quotes, evidence.Quote{Line: s.lead.line, Text: s.lead.text, Lang: s.lead.lang})
	}
	for _, p := range []parties{partyFirst, partyThird} {
		if cl.party&p == 0 {
			continue
		}
		it := Item{Item: t.item, Term: strings.TrimSpace(s.text[t.start:t.end]), Party: First, Polarity: Performed, Action: cl.action, Quotes: quotes}
		if p == partyThird {
			it.Party = Third
		}
		if cl.denied {
			it.Polarity = NotPerformed
		}
		r.items = append(r.items, it)
	}
}

func (m *mention) term(c *clauses) *term { return c.tokens[m.token].term }
