package policy

// readStatements reads who does what with which personal information out of
// the sentences of one document, in their order, and the denials that hold
// without a restriction. Quotes carry line, text and language; the caller,
// which knows the document, sets Quote.Document and Quote.Page.
func readStatements(ss []sentence, names SDKNames) (items []Item, denials []Denial) {
	r := &statementReader{names: names, clauses: make(map[*sentence]*clauses, len(ss)), found: newItemList()}
	for i := range ss {
		r.clauses[&ss[i]] = readClauses(ss[i].text)
	}
	r.defined = readDefinitions(ss, r.clauses)
	for i := range ss {
		r.sentence(&ss[i])
	}
	return r.found.items, r.denials
}

// statementReader carries what earlier sentences leave behind for later ones.
type statementReader struct {
	names   SDKNames
	clauses map[*sentence]*clauses
	defined *definitions
	found   *itemList
	denials []Denial

	last  []claim   // main statement of the sentence before
	named *sentence // the last sentence of the block that named items
}

// claim is what a sentence says of an item: who does what.
type claim struct {
	party   parties
	action  string
	denied  bool
	limited bool // denied, but for a condition
	weak    bool // read from the surroundings, not from a verb
}

func (r *statementReader) sentence(s *sentence) {
	c := r.clauses[s]
	if r.named != nil && r.named.block != s.block {
		r.named = nil
	}
	if isQuestion(s.text) {
		return
	}
	lead := r.leadClaims(s)
	defines := r.defined.at(s)
	for k := range c.mentions {
		m := &c.mentions[k]
		if m.info {
			r.recall(s, c, m)
			continue
		}
		for _, cl := range r.claims(c, m, lead) {
			if defines && cl.weak {
				continue
			}
			r.found.add(s, &m.term, s, cl)
		}
	}
	r.last = mainClaims(c)
	if len(c.mentions) > 0 {
		r.named = s
	}
}

// recall states of the items a defined term stands for what the sentence says
// of the term: "we do not collect Personal Information".
func (r *statementReader) recall(s *sentence, c *clauses, m *mention) {
	if m.pred < 0 || m.topic {
		return
	}
	d := r.defined.find(s, c, m)
	if d == nil {
		return
	}
	for _, cl := range r.claims(c, m, nil) {
		if cl.weak || !cl.denied && !d.first(cl) {
			continue
		}
		for _, t := range d.terms {
			r.found.add(t.sentence, &t.term, s, cl)
		}
	}
}

func isQuestion(text string) bool {
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case '"', ')', ' ':
			continue
		case '?':
			return true
		}
		break
	}
	return len(text) >= 3 && text[len(text)-3:] == "？"
}

// leadClaims returns what the sentence introducing a list says.
func (r *statementReader) leadClaims(s *sentence) []claim {
	if s.lead == nil {
		return nil
	}
	c, ok := r.clauses[s.lead]
	if !ok {
		c = readClauses(s.lead.text)
		r.clauses[s.lead] = c
	}
	return mainClaims(c)
}

// mainClaims returns what the last data predicate of a sentence says.
func mainClaims(c *clauses) []claim {
	for i := len(c.preds) - 1; i >= 0; i-- {
		p := &c.preds[i]
		if dataAction(p.action) && !p.conditional {
			if got := predicateClaims(p); len(got) > 0 {
				return got
			}
		}
	}
	return nil
}

// claims returns what a sentence says of one of its items.
func (r *statementReader) claims(c *clauses, m *mention, lead []claim) []claim {
	switch {
	case m.pred >= 0 && m.term.item == "account_info" && c.preds[m.pred].action == verbLogin:
		p := &c.preds[m.pred]
		return []claim{{party: partyFirst, action: Collect, denied: m.neg && !p.limited, limited: p.limited}}
	case m.pred >= 0 && !m.topic:
		var all []claim
		for k := m.pred; k >= 0; k = c.preds[k].with {
			all = append(all, r.mentionClaims(m, c.preds[k])...)
		}
		return all
	case m.pred >= 0 && m.owner >= 0:
		return []claim{{party: partyThird, action: Collect, weak: true}}
	case m.pred < 0 && len(lead) > 0 && len(c.preds) == 0:
		return lead
	}
	return fallback(m)
}

// mentionClaims returns what predicate p says of an item.
func (r *statementReader) mentionClaims(m *mention, p predicate) []claim {
	if p.action == verbInclude {
		if len(r.last) > 0 && !p.neg {
			return r.last
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
	return predicateClaims(&p)
}

func fallback(m *mention) []claim {
	if m.neg {
		return nil
	}
	return []claim{{party: partyFirst, action: Collect, weak: true}}
}
