package clause

import (
	"slices"
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// denialList collects unrestricted denials; the quotes of equal ones are put
// together.
type denialList struct {
	list   []policy.Denial
	index  map[denialKey]int
	proofs proofs
	trace  *rule.Trace
}

// denialKey is what makes two denials the same.
type denialKey struct{ kind, id, party string }

func newDenialList(quotes *document.Allowance, trace *rule.Trace) *denialList {
	return &denialList{index: map[denialKey]int{}, proofs: proofs{left: quotes}, trace: trace}
}

// add adds a denial with the sentences that make it.
func (l *denialList) add(by rule.ID, k denialKey, ss ...*sentence.Sentence) {
	l.say(by, k, ss)
	i, ok := l.index[k]
	if !ok {
		if !l.proofs.left.Any() {
			return
		}
		i = len(l.list)
		l.index[k] = i
		l.list = append(l.list, policy.Denial{Kind: k.kind, ID: k.id, Party: k.party})
	}
	l.list[i].Quotes = l.proofs.add(i, l.list[i].Quotes, ss...)
}

// say tells a trace of a denial that sentences make.
func (l *denialList) say(by rule.ID, k denialKey, ss []*sentence.Sentence) {
	if l.trace == nil {
		return
	}
	for _, q := range quotesOf(ss...) {
		l.trace.Says(by, strings.TrimRight("denies "+k.kind+" "+k.id+" "+k.party, " "), q)
	}
}

// item denies that a party collects an item.
func (l *denialList) item(x statement) {
	for _, p := range []parties{partyFirst, partyThird} {
		if x.claim.party&p != 0 {
			l.add(rule.DenialItem, denialKey{policy.DeniesItem, string(x.term.Item), x.party(p)}, x.by, x.named, x.by.Lead)
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
	case words.VerbUse:
		return !cl.inherited // 不利用本服务从事下列活动 leads into no list of data
	case words.VerbCollect, words.VerbAsk, words.VerbAccess:
		return cl.action == policy.Collect || cl.action == policy.Use
	}
	return false
}

// restricted reports whether the denial of an item holds only for a purpose, a
// person, a circumstance or beside something else, so that it is none.
func (c *clauses) restricted(s *sentence.Sentence, k int) bool {
	if k < 0 {
		return true
	}
	p, text := &c.preds[k], s.Text
	if p.conditional || p.limited || p.infinitive || p.reduced || p.from != 0 || c.excepts || c.narrowed(s, k) || c.ofAnother(k, text) {
		return true
	}
	if p.action == words.VerbAsk && speaksOfPermission(text) {
		return true // the permission is denied, not the item
	}
	r := c.restrictions(text)
	return r.item || r.lastTo > p.token || r.lastUse >= p.token
}

// restrictions are the words of a sentence that restrict what it denies.
type restrictions struct {
	item  bool // one restricts the denial of an item, wherever it stands
	parts bool // the same of the parts of an app
	// The last of those that restrict the verbs before them, -1 for none.
	lastTo, lastFor, lastUse int
}

// restrictions finds them once for all predicates of the sentence.
func (c *clauses) restrictions(text string) *restrictions {
	if c.restricts != nil {
		return c.restricts
	}
	r := &restrictions{lastTo: -1, lastFor: -1, lastUse: -1}
	c.restricts = r
	for i := range c.tokens {
		t := &c.tokens[i]
		switch t.role {
		case words.RoleIf, words.RoleUnless, words.RolePurpose, words.RoleBecause, words.RoleVia:
			r.item, r.parts = true, true
		case words.RoleRight:
			r.item = true
		case words.RoleExcept:
			r.parts = true
		case words.RoleFor:
			r.item, r.lastFor = true, i
		case words.RoleTo:
			if i+1 < len(c.tokens) && c.tokens[i+1].role == words.RoleVerb {
				r.lastTo = i
			}
		case words.RoleVerb:
			if t.word.Zh && strings.HasPrefix(text[t.start:t.end], "用") {
				r.lastUse = i // 用于, 不能用来
			}
		case words.RoleUser:
			r.item = r.item || minor(text[t.start:t.end])
		case words.RoleAdverb, words.RoleDeterminer:
			if restricting(text[t.start:t.end]) {
				r.item, r.parts = true, true
			}
		case words.RoleOther:
			s := text[t.start:t.end]
			r.item = r.item || s == "为" || strings.EqualFold(s, "own")
		}
	}
	r.item = r.item || strings.Contains(text, "后台") // collected, though not in the background
	return r
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
		if end <= 0 || c.partsRestricted(p.token, s.Text) || c.narrowed(s, k) || c.without(p.token, s.Text) {
			continue
		}
		object := document.Span{Start: from, End: c.tokens[end-1].end}
		if k := strings.Index(s.Text[object.Start:object.End], "，"); k >= 0 {
			object.End = object.Start + k
		}
		if named := c.namedSDKs(p.token, end); len(named) > 0 {
			for _, id := range named {
				l.add(rule.DenialSDK, denialKey{kind: policy.DeniesSDK, id: id}, s)
			}
			continue
		}
		l.categories(object, s)
	}
}

// deniesParts reports whether predicate k denies that the app has something.
func (c *clauses) deniesParts(text string, k int) bool {
	p := &c.preds[k]
	denied := p.neg
	for i := p.token + 1; i < len(c.tokens) && i < p.token+3; i++ {
		denied = denied || c.tokens[i].role == words.RoleNeg && c.tokens[i].word.Action == "no"
	}
	if !denied || p.limited || p.conditional || p.infinitive || !p.finite && !p.passive || p.subject&^partyFirst != 0 {
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
	r := c.restrictions(text)
	return r.parts || r.lastFor > i || r.lastTo > i
}

// namedSDKs returns the SDKs named between two tokens.
func (c *clauses) namedSDKs(from, to int) (ids []string) {
	for k := from; k < to; k++ {
		if x := c.tokens[k].sdk; x != nil && x.ID != "" {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// categories denies the categories the object of a denied verb names.
func (l *denialList) categories(object document.Span, s *sentence.Sentence) {
	var found []string
	any := false
	f, table := s.Fold(), words.Phrases().Categories
	behind, to := int32(language.RuneAt(f, object.Start)), int32(language.RuneAt(f, object.End))
	hits := table.In(f)
	for _, h := range hits[sort.Search(len(hits), func(i int) bool { return hits[i].Start >= behind }):] {
		if h.Start >= to {
			break
		}
		if h.Start < behind || h.End > to {
			continue
		}
		behind = h.End
		if c := table.Values[h.Value]; c == words.AnySDK {
			any = true
		} else if !slices.Contains(found, c) {
			found = append(found, c)
		}
	}
	for _, c := range found {
		l.add(rule.DenialCategory, denialKey{kind: policy.DeniesCategory, id: c}, s)
	}
	if any && len(found) == 0 {
		l.add(rule.DenialAllSDKs, denialKey{kind: policy.DeniesAllSDKs}, s)
	}
}
