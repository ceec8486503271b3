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
	r.defined.state(r.found)
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
	if namesItems(c) {
		r.named = s
	}
}

func namesItems(c *clauses) bool {
	for i := range c.mentions {
		if !c.mentions[i].info {
			return true
		}
	}
	return false
}

// recall states of the items that a word for information stands for what the
// sentence says of the word: "we do not collect Personal Information", "we may
// share this information".
func (r *statementReader) recall(s *sentence, c *clauses, m *itemMention) {
	if m.pred < 0 || m.topic || c.tokens[0].role == roleRelative {
		return
	}
	if d := r.defined.find(s, c, m); d != nil {
		if r.defined.at(s) {
			return
		}
		for _, cl := range r.claims(c, m, nil) {
			if !cl.weak && c.preds[m.pred].subject != partyUser {
				d.say(s, cl)
			}
		}
		return
	}
	if r.named == nil || r.named == s || !refersBack(s, c, m) {
		return
	}
	for _, cl := range r.claims(c, m, nil) {
		if cl.weak || cl.action != Share && cl.action != Receive {
			continue
		}
		for _, back := range r.clauses[r.named].mentions {
			if !back.info && !back.term.weak && !back.excepted && !back.neg {
				r.found.add(r.named, &back.term, s, cl)
			}
		}
	}
}

// refersBack reports whether the word for information at m means what was
// named before: "this information", "such data".
func refersBack(s *sentence, c *clauses, m *itemMention) bool {
	if m.token == 0 || c.tokens[m.token-1].role != roleDeterminer {
		return false
	}
	switch t := &c.tokens[m.token-1]; foldedText(s.text[t.start:t.end]) {
	case "this", "these", "such", "the", "that", "those":
		return true
	}
	return false
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
func (r *statementReader) claims(c *clauses, m *itemMention, lead []claim) []claim {
	switch {
	case m.pred >= 0 && m.term.item == "account_info" && c.preds[m.pred].action == verbLogin:
		p := &c.preds[m.pred]
		return []claim{{party: partyFirst, action: Collect, denied: m.neg && !p.limited, limited: p.limited}}
	case m.pred >= 0 && c.fragment() && len(predicateClaims(&c.preds[m.pred])) == 0 && c.preds[m.pred].action != verbOpt:
		if len(lead) > 0 {
			return lead
		}
		return fallback(m)
	case m.pred >= 0 && !m.topic:
		var all []claim
		for k := m.pred; k >= 0; k = c.preds[k].with {
			all = append(all, r.mentionClaims(c, m, c.preds[k])...)
		}
		return all
	case m.pred >= 0 && m.owner >= 0:
		return []claim{{party: partyThird, action: Collect, weak: true}}
	case m.pred < 0 && len(lead) > 0 && c.fragment():
		return lead
	}
	return fallback(m)
}

// fragment reports whether a sentence has no verb of its own.
func (c *clauses) fragment() bool {
	for i := range c.preds {
		if p := &c.preds[i]; p.finite || p.passive && !p.reduced {
			return false
		}
	}
	return true
}

// mentionClaims returns what predicate p says of an item.
func (r *statementReader) mentionClaims(c *clauses, m *itemMention, p predicate) []claim {
	if p.action == verbInclude {
		if p.neg || !continues(c) {
			return fallback(m)
		}
		if len(r.last) > 0 {
			return r.last
		}
		return []claim{{party: partyFirst, action: Collect}}
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
	if m.term.item == "webview_cookies" && p.subject&partyThird != 0 && p.action != verbShare && dataAction(p.action) {
		p.action = verbCollect // whoever sets a cookie collects
	}
	return predicateClaims(&p)
}

func fallback(m *itemMention) []claim {
	if m.neg {
		return nil
	}
	return []claim{{party: partyFirst, action: Collect, weak: true}}
}
