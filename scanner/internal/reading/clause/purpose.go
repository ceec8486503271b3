package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

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
	next := words.RoleSemicolon
	if i+1 < len(c.tokens) {
		next = c.tokens[i+1].role
	}
	switch t := &c.tokens[i]; t.role {
	case words.RolePurpose:
		return true
	case words.RoleTo:
		if next == words.RoleAdverb && i+2 < len(c.tokens) {
			next = c.tokens[i+2].role
		}
		return next == words.RoleVerb && !c.governed(i)
	case words.RoleFor:
		return next == words.RoleVerb || (next == words.RoleOther || next == words.RoleDeterminer || next == words.RolePossessive) && !c.asks(i)
	case words.RoleOther:
		return text[t.start:t.end] == "为" && (i == 0 || c.tokens[i-1].role == words.RoleComma)
	case words.RoleVerb:
		return t.word.Zh && strings.HasPrefix(text[t.start:t.end], "用") // 用于, 用来 say use and purpose at once
	}
	return false
}

// inPurpose reports whether an item stands in the purpose that opens a sentence,
// as the object of a function: 为了注册账号，我们会收集…. What a purpose takes,
// keeps or gives on is taken all the same.
func (c *clauses) inPurpose(m *itemMention, text string) bool {
	if m.token == 0 || !c.purposeAt(0, text) || c.endsBetween(0, m.token) {
		return false
	}
	if m.pred >= 0 && !isFunction(c.preds[m.pred].action) {
		return false
	}
	for k := range c.mentions { // another item that it is done with
		if o := &c.mentions[k]; !o.info && o.token > m.token && o.pred >= 0 && c.preds[o.pred].states() && c.endsBetween(m.token, o.token) {
			return true
		}
	}
	return false
}

// endsBetween reports whether a clause ends between two tokens.
func (c *clauses) endsBetween(i, k int) bool {
	for _, t := range c.tokens[i+1 : k] {
		if t.role == words.RoleComma || t.role == words.RoleSemicolon || t.role == words.RoleColon {
			return true
		}
	}
	return false
}

// isFunction reports whether a verb is what somebody does with an app.
func isFunction(action string) bool {
	return action == words.VerbNone || action == words.VerbLogin || action == words.VerbShow || action == words.VerbShare
}

// asks reports whether what follows "for" at i is an item somebody asks for.
func (c *clauses) asks(i int) bool {
	for k := i + 1; k < len(c.tokens) && k < i+5; k++ {
		if c.tokens[k].role == words.RoleTerm {
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
		case words.RoleVerb:
			return t.word.Action == words.VerbAsk || t.word.Action == words.VerbAllow || t.word.Action == words.VerbNone || t.word.Action == words.VerbOpt || t.word.Action == words.VerbGive
		case words.RoleRight, words.RoleModal:
			return true
		case words.RoleUser, words.RoleFirst, words.RoleThird, words.RoleThey, words.RoleAdverb:
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
		if r == words.RoleIf && i+1 < len(c.tokens) && c.tokens[i+1].role == words.RoleDe {
			continue // 在您的手机中
		}
		if r == words.RoleIf || r == words.RoleUnless {
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
		case t.role == words.RoleNeg:
			denied = true
		case denied && t.role == words.RoleUser && minor(text[t.start:t.end]):
			from := i
			for k := i - 1; k >= 0 && k > i-9; k-- {
				if r := c.tokens[k].role; r == words.RoleFrom || r == words.RoleOf || r == words.RoleNotNeg {
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
	zh := language.IsHan(language.FirstRune(text[c.tokens[i].start:])) // a bare 为 is in no table
	for k := i + 1; k < len(c.tokens); k++ {
		t := &c.tokens[k]
		switch t.role {
		case words.RoleComma, words.RoleSemicolon, words.RoleClose, words.RoleOpen, words.RoleColon:
			k = len(c.tokens)
			continue
		case words.RoleIf, words.RoleUnless, words.RoleBecause:
			if subjectEnds {
				k = len(c.tokens)
				continue
			}
		case words.RoleFirst:
			if subjectEnds && i == 0 && t.word.Action == "we" {
				k = len(c.tokens)
				continue
			}
		}
		end = k
		if t.role == words.RoleOther && text[t.start:t.end] == "时" && zh {
			break // 当您使用…时
		}
	}
	return strings.TrimSpace(text[c.tokens[i].start:c.tokens[end].end])
}

// normative reports whether a sentence says how things have to be and not
// what anybody does: "the processing of … shall be …".
func (c *clauses) normative(text string) bool {
	for i := range c.tokens {
		if t := &c.tokens[i]; t.role == words.RoleModal && (strings.EqualFold(text[t.start:t.end], "shall") || strings.EqualFold(text[t.start:t.end], "must")) {
			return true
		}
	}
	return false
}
