package policy

import (
	"slices"
	"sort"
	"strings"
)

// denialList collects unrestricted denials; the quotes of equal ones are put
// together.
type denialList struct {
	list   []Denial
	index  map[denialKey]int
	proofs proofs
}

// denialKey is what makes two denials the same.
type denialKey struct{ kind, id, party string }

func newDenialList(quotes *allowance) *denialList {
	return &denialList{index: map[denialKey]int{}, proofs: proofs{left: quotes}}
}

// add adds a denial with the sentences that make it.
func (l *denialList) add(k denialKey, ss ...*sentence) {
	i, ok := l.index[k]
	if !ok {
		if !l.proofs.left.any() {
			return
		}
		i = len(l.list)
		l.index[k] = i
		l.list = append(l.list, Denial{Kind: k.kind, ID: k.id, Party: k.party})
	}
	l.list[i].Quotes = l.proofs.add(i, l.list[i].Quotes, ss...)
}

// item denies that a party collects an item.
func (l *denialList) item(x statement) {
	for _, p := range []parties{partyFirst, partyThird} {
		if x.claim.party&p != 0 {
			l.add(denialKey{DeniesItem, string(x.term.item), x.party(p)}, x.by, x.named, x.by.lead)
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
	case verbCollect, verbAsk, verbAccess, verbUse:
		return cl.action == Collect || cl.action == Use
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
	if p.action == verbAsk && speaksOfPermission(text) {
		return true // the permission is denied, not the item
	}
	r := c.restrictions(text)
	return r.item || r.lastTo > p.token || r.lastUse > p.token
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
		case roleIf, roleUnless, rolePurpose, roleBecause:
			r.item, r.parts = true, true
		case roleVia, roleRight:
			r.item = true
		case roleExcept:
			r.parts = true
		case roleFor:
			r.item, r.lastFor = true, i
		case roleTo:
			if i+1 < len(c.tokens) && c.tokens[i+1].role == roleVerb {
				r.lastTo = i
			}
		case roleVerb:
			if t.word.zh && strings.HasPrefix(text[t.start:t.end], "用") {
				r.lastUse = i // 用于
			}
		case roleUser:
			r.item = r.item || minor(text[t.start:t.end])
		case roleAdverb, roleDeterminer:
			if restricting(text[t.start:t.end]) {
				r.item, r.parts = true, true
			}
		case roleOther:
			s := text[t.start:t.end]
			r.item = r.item || s == "为" || strings.EqualFold(s, "own")
		}
	}
	r.item = r.item || strings.Contains(text, "后台") // collected, though not in the background
	return r
}

func speaksOfPermission(text string) bool {
	return strings.Contains(text, "权限") || containsFold(text, "permission")
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

// newCategories returns the words for kinds of SDKs that a document may deny.
func newCategories(b *phraseBook) *lexicon[string] {
	l := newLexicon[string](b)
	table(data, "statement-categories.csv", 3, func(r []string) {
		for _, w := range splitList(r[2]) {
			l.add(w, r[0])
		}
	})
	return l
}

// anySDK is how the table marks words for SDKs of no kind.
const anySDK = "any"

// sdks denies SDKs, their categories or all of them where a sentence says that
// the app has none: "this app contains no advertising SDKs".
func (l *denialList) sdks(s *sentence, c *clauses) {
	for k := range c.preds {
		p := &c.preds[k]
		if !c.deniesParts(s.text, k) {
			continue
		}
		end := c.clauseEnd(p.token)
		from := c.tokens[p.token].end
		if p.passive {
			from, end = 0, p.token
		}
		if end <= 0 || c.partsRestricted(p.token, s.text) {
			continue
		}
		object := span{from, c.tokens[end-1].end}
		if k := strings.Index(s.text[object.start:object.end], "，"); k >= 0 {
			object.end = object.start + k
		}
		if named := c.namedSDKs(p.token, end); len(named) > 0 {
			for _, id := range named {
				l.add(denialKey{kind: DeniesSDK, id: id}, s)
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
		denied = denied || c.tokens[i].role == roleNeg && c.tokens[i].word.action == "no"
	}
	if !denied || p.limited || p.conditional || p.infinitive || p.subject&^partyFirst != 0 {
		return false
	}
	switch p.action {
	case verbInclude, verbEmbed, verbShow:
		return true
	case verbUse:
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
		case roleSemicolon, roleBut, roleRelative, roleVerb, roleIf, roleFor, roleTo, roleWith, roleVia:
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
		if x := c.tokens[k].sdk; x != nil {
			ids = append(ids, x.id)
		}
	}
	return ids
}

// categories denies the categories the object of a denied verb names.
func (l *denialList) categories(object span, s *sentence) {
	var found []string
	any := false
	f, table := s.fold(), phrases().categories
	behind, to := int32(runeAt(f, object.start)), int32(runeAt(f, object.end))
	hits := table.in(f)
	for _, h := range hits[sort.Search(len(hits), func(i int) bool { return hits[i].start >= behind }):] {
		if h.start >= to {
			break
		}
		if h.start < behind || h.end > to {
			continue
		}
		behind = h.end
		if c := table.values[h.value]; c == anySDK {
			any = true
		} else if !slices.Contains(found, c) {
			found = append(found, c)
		}
	}
	for _, c := range found {
		l.add(denialKey{kind: DeniesCategory, id: c}, s)
	}
	if any && len(found) == 0 {
		l.add(denialKey{kind: DeniesAllSDKs}, s)
	}
}
