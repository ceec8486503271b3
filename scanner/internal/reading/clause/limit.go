package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// narrowed reports whether a phrase in the clause of predicate k limits what it
// denies: to a time, a function, a version, a person, a part of the matter.
func (c *clauses) narrowed(s *sentence.Sentence, k int) bool {
	first, behind := c.region(k)
	if first >= behind {
		return true
	}
	from, to := c.tokens[first].start, c.tokens[behind-1].end
	verb := c.tokens[c.preds[k].token].start
	f, limits := s.Fold(), false
	words.Phrases().DenialLimits.Scan(f, func(a, b int, kind words.LimitKind) {
		start, end := f.Offset(a), f.EndOffset(s.Text, b)
		if limits || start < from || end > to || c.insideTerm(start, end) {
			return
		}
		switch kind {
		case words.LimitHere, words.LimitManner:
			limits = true
		case words.LimitPart:
			limits = start > verb || c.preds[k].passive
		case words.LimitTime:
			limits = end <= verb && c.opensClause(end, s.Text)
		case words.LimitBan:
			limits = start < verb
		case words.LimitPlace:
			limits = start > verb && c.sentAway(k)
		}
	})
	return limits
}

// region returns the tokens of the clauses that predicate k stands among, up
// to a semicolon or "but" on either side.
func (c *clauses) region(k int) (first, behind int) {
	closes := func(i int) bool {
		return c.tokens[i].role == words.RoleSemicolon || c.tokens[i].role == words.RoleBut
	}
	first, behind = c.preds[k].token, c.preds[k].token
	for first > 0 && !closes(first-1) {
		first--
	}
	for behind < len(c.tokens) && !closes(behind) {
		behind++
	}
	return first, behind
}

// insideTerm reports whether the bytes from start to end are part of the name
// of an item: 实时位置 is one, and no manner.
func (c *clauses) insideTerm(start, end int) bool {
	for i := range c.tokens {
		if t := &c.tokens[i]; t.start <= start && end <= t.end {
			return t.role == words.RoleTerm
		}
	}
	return false
}

// opensClause reports whether what starts at byte i goes on after a
// circumstance: 关闭定位后，…, 未登录时我们不会….
func (c *clauses) opensClause(i int, text string) bool {
	for k := range c.tokens {
		t := &c.tokens[k]
		if t.start < i {
			continue
		}
		switch t.role {
		case words.RoleComma, words.RoleNeg, words.RoleFirst, words.RoleThird, words.RoleAnd, words.RoleModal, words.RoleAdverb, words.RoleOpen, words.RoleVerb, words.RoleUser:
			return true
		case words.RoleOther:
			return strings.ContainsAny(text[t.start:t.end], "本均也都仍即便就将还才")
		}
		return false
	}
	return false
}

// sentAway reports whether predicate k shares its object with one that gives
// it away, or is one, so that where it goes limits both: "do not use or share it with …".
func (c *clauses) sentAway(k int) bool {
	for i := range c.preds {
		p := &c.preds[i]
		if gives := p.action == words.VerbShare || p.action == words.VerbSend || p.action == words.VerbProvide; gives && (i == k || p.with == k || c.preds[k].with == i) {
			return true
		}
	}
	return false
}

// ofAnother reports whether predicate k denies something else than what the
// app does, by how it stands in its sentence.
func (c *clauses) ofAnother(k int, text string) bool {
	p := &c.preds[k]
	if c.without(p.token, text) || c.itemActs(k, text) || c.chosen(k) || c.ruled(k, text) {
		return true
	}
	for i := p.token + 1; i < len(c.tokens); i++ {
		switch t := &c.tokens[i]; t.role {
		case words.RoleDe:
			if i == p.token+1 && p.subject&partyFirst == 0 && t.end-t.start == len("的") {
				return true // 未被我们封禁的手机号码: it says which
			}
		case words.RoleModal:
			if p.action == words.VerbAsk && strings.EqualFold(text[t.start:t.end], "to be") {
				return true // "do not require your nickname to be your name"
			}
		case words.RoleVerb:
			if t.word.Form == words.FormIng && t.word.Action == words.VerbUse {
				return true // "take no pictures using the camera"
			}
		}
	}
	n := c.negationBefore(p.token)
	return p.nominal && n >= 0 && strings.EqualFold(text[c.tokens[n].start:c.tokens[n].end], "not") // "covers our use of cookies and not the use by others"
}

// chosen reports whether not doing it is what somebody chooses or asks for:
// 您可以选择不再接收.
func (c *clauses) chosen(k int) bool {
	n := c.negationBefore(c.preds[k].token)
	if n < 1 || !c.tokens[n].word.Zh || c.tokens[n-1].role != words.RoleVerb {
		return false
	}
	a := c.tokens[n-1].word.Action
	return a == words.VerbGive || a == words.VerbAsk || a == words.VerbOpt
}

// ruled reports whether predicate k says what may not be done and to whom, or
// by whom, is left open: "no email address may be used as a nickname".
func (c *clauses) ruled(k int, text string) bool {
	p := &c.preds[k]
	if !p.passive || p.subject != 0 {
		return false
	}
	for i := p.token - 1; i >= 0 && c.tokens[i].role != words.RoleSemicolon; i-- {
		if t := &c.tokens[i]; t.role == words.RoleModal && bans[strings.ToLower(text[t.start:t.end])] {
			return true
		}
	}
	return false
}

// negationBefore returns the last negation before token i, -1 for none.
func (c *clauses) negationBefore(i int) int {
	for i--; i >= 0; i-- {
		if c.tokens[i].role == words.RoleNeg {
			return i
		}
	}
	return -1
}

// without reports whether the negation before token i is "without", which says
// what can be done and not that nothing is collected.
func (c *clauses) without(i int, text string) bool {
	n := c.negationBefore(i)
	return n >= 0 && strings.EqualFold(text[c.tokens[n].start:c.tokens[n].end], "without")
}

// itemActs reports whether an item is the subject of predicate k: "cookies
// cannot read files", Cookie不会跟踪个人信息.
func (c *clauses) itemActs(k int, text string) bool {
	p := &c.preds[k]
	if p.subject != 0 || p.passive {
		return false
	}
	object := false
	for i := range c.mentions {
		object = object || c.mentions[i].token > p.token && c.mentions[i].pred == k
	}
	for i := range c.mentions {
		m := &c.mentions[i]
		if m.token >= p.token || m.pred < 0 || m.pred > k {
			continue
		}
		if m.topic {
			return true
		}
		if object && language.HasHan(text) && c.oneClause(m.token, p.token, text) {
			return true
		}
	}
	return false
}

// oneClause reports whether the words from token a to the verb at b are a
// subject and its verb: no comma, and no 把 that would make a an object.
func (c *clauses) oneClause(a, b int, text string) bool {
	for i := range c.tokens[:b] {
		switch t := &c.tokens[i]; t.role {
		case words.RoleBa:
			return false
		case words.RoleOpen, words.RoleClose:
			if i > a {
				return false
			}
		case words.RoleComma:
			if i > a && text[t.start:t.end] != "、" {
				return false
			}
		}
	}
	return true
}

// aside reports whether the item at m is not what is denied but stands beside
// it: "do not identify you by your name", 不会缓存到文件.
func (c *clauses) aside(m *itemMention, text string) bool {
	if m.neg && c.without(m.token, text) || m.pred >= 0 && c.contrasted(c.preds[m.pred].token, m.token) || c.handledByOthers(m) {
		return true
	}
	i := m.token - 1
	for i >= 0 && (c.tokens[i].role == words.RolePossessive || c.tokens[i].role == words.RoleDeterminer) {
		i--
	}
	if i < 0 || m.pred < 0 || i < c.preds[m.pred].token {
		return false
	}
	switch c.tokens[i].role {
	case words.RoleWith, words.RoleBy, words.RoleVia, words.RoleFrom:
		return true
	}
	return false
}

// contrasted reports whether "but" stands between a verb and an item behind it.
func (c *clauses) contrasted(verb, item int) bool {
	for i := verb + 1; i < item; i++ {
		if c.tokens[i].role == words.RoleBut {
			return true
		}
	}
	return false
}

// handledByOthers reports whether the words behind the item at m say that it
// is that of a third party: "cookies placed by advertisers".
func (c *clauses) handledByOthers(m *itemMention) bool {
	by := false
	for i := m.token + 1; i < len(c.tokens); i++ {
		switch c.tokens[i].role {
		case words.RoleComma, words.RoleSemicolon, words.RoleOpen:
			return false
		case words.RoleThird, words.RoleThey:
			if by {
				return true
			}
		case words.RoleBy:
			by = true
		case words.RoleDeterminer, words.RolePossessive:
		default:
			by = false
		}
	}
	return false
}

// kindOf reports whether the word for information at m is that of another kind
// than the text defines, or says of what something else is a kind: "biometric
// data", "special categories of personal data".
func (c *clauses) kindOf(m *itemMention) bool {
	i := m.token - 1
	if i >= 0 {
		switch c.tokens[i].role {
		case words.RoleTerm, words.RoleAccount, words.RoleDevice, words.RoleNoun:
			return true
		}
	}
	for i >= 0 && (c.tokens[i].role == words.RolePossessive || c.tokens[i].role == words.RoleDeterminer || c.tokens[i].role == words.RoleOther) {
		i--
	}
	return i > 0 && c.tokens[i].role == words.RoleOf && c.tokens[i-1].role == words.RoleOther
}
