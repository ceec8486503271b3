package policy

import "strings"

// purpose returns the words that say what a sentence's information is for, ""
// where there are none: an infinitive, "for …", "in order that …", 为了…,
// 用于….
func (c *clauses) purpose(text string) string {
	if !c.forWhat.looked {
		c.forWhat = clauseText{c.findPurpose(text), true}
	}
	return c.forWhat.text
}

func (c *clauses) findPurpose(text string) string {
	for i := range c.tokens {
		if c.purposeAt(i, text) {
			return c.span(text, i, true)
		}
	}
	return ""
}

func (c *clauses) purposeAt(i int, text string) bool {
	next := roleSemicolon
	if i+1 < len(c.tokens) {
		next = c.tokens[i+1].role
	}
	switch t := &c.tokens[i]; t.role {
	case rolePurpose:
		return true
	case roleTo:
		if next == roleAdverb && i+2 < len(c.tokens) {
			next = c.tokens[i+2].role
		}
		return next == roleVerb && !c.governed(i)
	case roleFor:
		return next == roleVerb || (next == roleOther || next == roleDeterminer || next == rolePossessive) && !c.asks(i)
	case roleOther:
		return text[t.start:t.end] == "为" && (i == 0 || c.tokens[i-1].role == roleComma)
	case roleVerb:
		return t.word.zh && strings.HasPrefix(text[t.start:t.end], "用") // 用于, 用来 say use and purpose at once
	}
	return false
}

// asks reports whether what follows "for" at i is an item somebody asks for.
func (c *clauses) asks(i int) bool {
	for k := i + 1; k < len(c.tokens) && k < i+5; k++ {
		if c.tokens[k].role == roleTerm {
			return true
		}
	}
	return false
}

// governed reports whether the infinitive at "to" i belongs to a verb that
// needs it: "ask you to", "need to".
func (c *clauses) governed(i int) bool {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		switch t := &c.tokens[k]; t.role {
		case roleVerb:
			return t.word.action == verbAsk || t.word.action == verbAllow || t.word.action == verbNone || t.word.action == verbOpt || t.word.action == verbGive
		case roleRight, roleModal:
			return true
		case roleUser, roleFirst, roleThird, roleThey, roleAdverb:
		default:
			return false
		}
	}
	return false
}

// condition returns the words that say when a sentence holds, "" where there
// are none: "when …", "unless …", 如果…, 当…时.
func (c *clauses) condition(text string) string {
	if !c.when.looked {
		c.when = clauseText{c.findCondition(text), true}
	}
	return c.when.text
}

func (c *clauses) findCondition(text string) string {
	for i := range c.tokens {
		r := c.tokens[i].role
		if r == roleIf && i+1 < len(c.tokens) && c.tokens[i+1].role == roleDe {
			continue // 在您的手机中
		}
		if r == roleIf || r == roleUnless {
			return c.span(text, i, false)
		}
	}
	return c.persons(text)
}

// persons returns the words that say of whom alone something is denied, "" for
// none: "from children under 13", 未满14周岁的儿童.
func (c *clauses) persons(text string) string {
	denied := false
	for i := range c.tokens {
		t := &c.tokens[i]
		switch {
		case t.role == roleNeg:
			denied = true
		case denied && t.role == roleUser && minor(text[t.start:t.end]):
			from := i
			for k := i - 1; k >= 0 && k > i-9; k-- {
				if r := c.tokens[k].role; r == roleFrom || r == roleOf || r == roleNotNeg {
					from = k
					break
				}
			}
			return strings.TrimRight(c.span(text, from, false), ".。")
		}
	}
	return ""
}

// span returns the text of the clause that starts at token i. A clause that
// opens its sentence ends where somebody begins to act.
func (c *clauses) span(text string, i int, subjectEnds bool) string {
	end := i
	zh := isHan(firstRune(text[c.tokens[i].start:])) // a bare 为 is in no table
	for k := i + 1; k < len(c.tokens); k++ {
		t := &c.tokens[k]
		switch t.role {
		case roleComma, roleSemicolon, roleClose, roleOpen, roleColon:
			k = len(c.tokens)
			continue
		case roleIf, roleUnless, roleBecause:
			if subjectEnds {
				k = len(c.tokens)
				continue
			}
		case roleFirst:
			if subjectEnds && i == 0 && t.word.action == "we" {
				k = len(c.tokens)
				continue
			}
		}
		end = k
		if t.role == roleOther && text[t.start:t.end] == "时" && zh {
			break // 当您使用…时
		}
	}
	return strings.TrimSpace(text[c.tokens[i].start:c.tokens[end].end])
}

// normative reports whether a sentence says how things have to be and not
// what anybody does: "the processing of … shall be …".
func (c *clauses) normative(text string) bool {
	for i := range c.tokens {
		if t := &c.tokens[i]; t.role == roleModal && (strings.EqualFold(text[t.start:t.end], "shall") || strings.EqualFold(text[t.start:t.end], "must")) {
			return true
		}
	}
	return false
}
