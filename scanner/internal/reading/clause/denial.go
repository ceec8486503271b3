package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// denialList collects unrestricted denials; the quotes of equal ones are put
// together.
type denialList struct {
	list []policy.Denial
}

// add adds a denial with the sentences that make it.
func (l *denialList) add(kind, id, party string, quotes func([]evidence.Quote) []evidence.Quote) {
	for i := range l.list {
		if d := &l.list[i]; d.Kind == kind && d.ID == id && d.Party == party {
			d.Quotes = quotes(d.Quotes)
			return
		}
	}
	l.list = append(l.list, policy.Denial{Kind: kind, ID: id, Party: party, Quotes: quotes(nil)})
}

// item denies that a party collects an item.
func (l *denialList) item(x statement) {
	for _, p := range []parties{partyFirst, partyThird} {
		if x.claim.party&p != 0 {
			l.add(policy.DeniesItem, string(x.term.Item), x.party(p), x.quotes)
		}
	}
}

// deniesCollection reports whether denying such a claim denies that an item is
// collected at all: "we do not store" and "we do not share" do not.
func deniesCollection(cl claim) bool {
	if !cl.denied || cl.weak || cl.restricted {
		return false
	}
	switch cl.verb {
	case words.VerbCollect, words.VerbAsk, words.VerbAccess, words.VerbUse:
		return cl.action == policy.Collect || cl.action == policy.Use
	}
	return false
}

// restricted reports whether the denial of an item holds only for a purpose, a
// person, a circumstance or beside something else, so that it is none.
func (c *clauses) restricted(text string, k int) bool {
	if k < 0 {
		return true
	}
	p := &c.preds[k]
	if p.conditional || p.limited || p.infinitive || p.reduced || p.from != 0 || c.excepts {
		return true
	}
	if p.action == words.VerbAsk && speaksOfPermission(text) {
		return true // the permission is denied, not the item
	}
	for i := range c.tokens {
		t := &c.tokens[i]
		switch t.role {
		case words.RoleIf, words.RoleUnless, words.RolePurpose, words.RoleVia, words.RoleBecause, words.RoleRight:
			return true
		case words.RoleFor:
			return true
		case words.RoleTo:
			if i > p.token && i+1 < len(c.tokens) && c.tokens[i+1].role == words.RoleVerb {
				return true
			}
		case words.RoleVerb:
			if i > p.token && t.word.Zh && strings.HasPrefix(text[t.start:t.end], "用") {
				return true // 用于
			}
		case words.RoleUser:
			if minor(text[t.start:t.end]) {
				return true
			}
		case words.RoleAdverb, words.RoleDeterminer:
			if restricting(text[t.start:t.end]) {
				return true
			}
		case words.RoleOther:
			if s := text[t.start:t.end]; s == "为" || strings.EqualFold(s, "own") {
				return true
			}
		}
	}
	return strings.Contains(text, "后台") // collected, though not in the background
}

func speaksOfPermission(text string) bool {
	return strings.Contains(text, "权限") || language.ContainsFold(text, "permission")
}

func minor(s string) bool {
	switch strings.ToLower(s) {
	case "child", "children", "minors", "your child", "儿童", "未成年人":
		return true
	}
	return false
}

func restricting(s string) bool {
	switch strings.ToLower(s) {
	case "knowingly", "intentionally", "automatically", "other", "additional", "another", "own", "directly", "actively", "passively", "permanently", "personally", "remotely":
		return true
	}
	return false
}

// sdks denies SDKs, their categories or all of them where a sentence says that
// the app has none: "this app contains no advertising SDKs".
func (l *denialList) sdks(s *sentence.Sentence, c *clauses) {
	quotes := func(q []evidence.Quote) []evidence.Quote { return addQuote(q, s) }
	for k := range c.preds {
		p := &c.preds[k]
		if !c.deniesParts(s.Text, k) {
			continue
		}
		end := c.clauseEnd(p.token)
		from := c.tokens[p.token].end
		if p.passive {
			from, end = 0, p.token
		}
		if end <= 0 || c.partsRestricted(p.token, s.Text) {
			continue
		}
		object := s.Text[from:c.tokens[end-1].end]
		if k := strings.Index(object, "，"); k >= 0 {
			object = object[:k]
		}
		if named := c.namedSDKs(p.token, end); len(named) > 0 {
			for _, id := range named {
				l.add(policy.DeniesSDK, id, "", quotes)
			}
			continue
		}
		l.categories(object, quotes)
	}
}

// deniesParts reports whether predicate k denies that the app has something.
func (c *clauses) deniesParts(text string, k int) bool {
	p := &c.preds[k]
	denied := p.neg
	for i := p.token + 1; i < len(c.tokens) && i < p.token+3; i++ {
		denied = denied || c.tokens[i].role == words.RoleNeg && c.tokens[i].word.Action == "no"
	}
	if !denied || p.limited || p.conditional || p.infinitive || p.subject&^partyFirst != 0 {
		return false
	}
	switch p.action {
	case words.VerbInclude, words.VerbEmbed, words.VerbShow:
		return true
	case words.VerbUse:
		switch strings.ToLower(text[c.tokens[p.token].start:c.tokens[p.token].end]) {
		case "use", "uses", "used", "using", "employ", "使用":
			return true
		}
	}
	return false
}

// clauseEnd returns the token behind the object of the verb at i.
func (c *clauses) clauseEnd(i int) int {
	for k := i + 1; k < len(c.tokens); k++ {
		switch c.tokens[k].role {
		case words.RoleSemicolon, words.RoleBut, words.RoleRelative, words.RoleVerb, words.RoleIf, words.RoleFor, words.RoleTo, words.RoleWith, words.RoleVia:
			return k
		}
	}
	return len(c.tokens)
}

// partsRestricted reports whether the denial holds only for a purpose or under
// a condition.
func (c *clauses) partsRestricted(i int, text string) bool {
	for k := range c.tokens {
		switch t := &c.tokens[k]; t.role {
		case words.RoleIf, words.RoleUnless, words.RolePurpose, words.RoleExcept, words.RoleBecause:
			return true
		case words.RoleFor:
			if k > i {
				return true
			}
		case words.RoleTo:
			if k > i && k+1 < len(c.tokens) && c.tokens[k+1].role == words.RoleVerb {
				return true
			}
		case words.RoleAdverb, words.RoleDeterminer:
			if restricting(text[t.start:t.end]) {
				return true
			}
		}
	}
	return false
}

// namedSDKs returns the SDKs named between two tokens.
func (c *clauses) namedSDKs(from, to int) (ids []string) {
	for k := from; k < to; k++ {
		if x := c.tokens[k].sdk; x != nil {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// categories denies the categories the object of a denied verb names.
func (l *denialList) categories(object string, quotes func([]evidence.Quote) []evidence.Quote) {
	var found []string
	any := false
	words.Phrases().Categories.Scan(language.Fold(object), func(_, _ int, c string) {
		if c == words.AnySDK {
			any = true
		} else {
			found = append(found, c)
		}
	})
	for _, c := range found {
		l.add(policy.DeniesCategory, c, "", quotes)
	}
	if any && len(found) == 0 {
		l.add(policy.DeniesAllSDKs, "", "", quotes)
	}
}
