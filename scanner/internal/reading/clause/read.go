// Package clause reads who does what with which personal information out of
// running text: items, their parties and actions, and denials.
package clause

import (
	"regexp"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Read reads who does what with which personal information out of
// the sentences of one document, in their order, and the denials that hold
// without a restriction, as far as the allowance of quotes reaches. Quotes carry
// line, text and language; the caller, which knows the document, sets
// Quote.Document and Quote.Page.
func Read(ss []*sentence.Sentence, names words.SDKNames, quotes *document.Allowance, trace *rule.Trace) (items []policy.Item, denials []policy.Denial) {
	r := &statementReader{reader: clauseReader{names: names}, kept: make(map[*sentence.Sentence]*clauses, len(ss)), room: keptTokens, found: newItemList(quotes, trace), denials: newDenialList(quotes, trace)}
	r.defined = readDefinitions(ss, r.clauses)
	for _, s := range ss {
		r.sentence(s)
	}
	r.defined.state(r.found, r.denials)
	return r.found.items, r.denials.list
}

// statementReader carries what earlier sentences leave behind for later ones.
type statementReader struct {
	reader  clauseReader
	kept    map[*sentence.Sentence]*clauses // those read already
	room    int                             // tokens that may still be kept
	defined *definitions
	found   *itemList
	denials *denialList

	last     []claim // main statement of the sentence before
	lead     leadSays
	named    *sentence.Sentence // the last sentence of the block that named items
	recalled recalled
}

// keptTokens bounds the tokens of a document that are kept for a second look;
// sentences behind them are read twice.
const keptTokens = 1 << 20

// clauses returns the clauses of a sentence, which is asked for its definitions
// first and then for its statements.
func (r *statementReader) clauses(s *sentence.Sentence) *clauses {
	if c := r.kept[s]; c != nil {
		return c
	}
	c := r.reader.read(s)
	if r.room -= len(c.tokens) + 2*len(c.preds) + 2*len(c.mentions); r.room > 0 {
		r.kept[s] = c
	}
	return c
}

// claim is what a sentence says of an item: who does what.
type claim struct {
	party   parties
	action  string // of the item
	verb    string // of the predicate, "" for none
	denied  bool
	limited bool // denied, but for a condition
	weak    bool // read from the surroundings, not from a verb
	by      int  // token of the third party that acts, -1
	sdk     thirdParty

	rule       rule.ID // that makes it
	inherited  bool    // from the sentence that leads a list, or the one before
	restricted bool    // an inherited denial that holds for some cases only
}

// thirdParty is an SDK that acts, empty for any other third party.
type thirdParty struct {
	id, name string
}

// known fills in the SDKs that act in claims of a sentence.
func known(claims []claim, c *clauses, text string) []claim {
	for i := range claims {
		if by := claims[i].by; by >= 0 && c.tokens[by].sdk != nil {
			t := &c.tokens[by]
			claims[i].sdk = thirdParty{t.sdk.ID, text[t.start:t.end]}
		}
		claims[i].by = -1
	}
	return claims
}

func (r *statementReader) sentence(s *sentence.Sentence) {
	c := r.clauses(s)
	if r.named != nil && r.named.Block != s.Block {
		r.named = nil
	}
	if IsQuestion(s.Text) {
		return
	}
	lead := r.leadClaims(s)
	r.denials.sdks(s, c)
	if IsClassification(s.Text) {
		r.last = nil
		return
	}
	defines := r.defined.at(s)
	for k := range c.mentions {
		m := &c.mentions[k]
		if m.info {
			r.recall(s, c, m)
			continue
		}
		if c.inPurpose(m, s.Text) {
			continue
		}
		for _, cl := range known(r.claims(c, s.Text, m, lead), c, s.Text) {
			if (s.Heading || isTitle(s)) && !cl.inherited || cl.weak && (defines || m.term.Weak && !c.listed(m) || c.normative(s.Text) || ownContact(s.Text[m.term.End:])) {
				continue
			}
			r.add(s, c, m, cl)
		}
	}
	r.last = mainClaims(c, s)
	s.Speaks = c.speaksOfInformation()
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

// add states a claim of an item, and denies the item where the claim does so
// without a restriction.
func (r *statementReader) add(s *sentence.Sentence, c *clauses, m *itemMention, cl claim) {
	x := statement{named: s, by: s, term: &m.term, claim: cl, purpose: c.purpose(s.Text), condition: c.condition(s.Text)}
	r.found.add(x)
	if !cl.denied && (!cl.weak || c.bare || c.onlyGiven()) && !c.defines() && (m.pred < 0 || !c.preds[m.pred].conditional) {
		s.Taken, s.Given = append(s.Taken, m.term.Start), s.Given || cl.action == policy.Share
	}
	if deniesCollection(cl) && (cl.inherited || !c.restricted(s, m.pred) && !c.aside(m, s.Text)) {
		r.denials.item(x)
	}
}

// onlyGiven reports whether all verbs of a sentence say what the user gives:
// "the phone number and other information you provide".
func (c *clauses) onlyGiven() bool {
	for i := range c.preds {
		if p := &c.preds[i]; p.subject != partyUser || p.action != words.VerbGive && p.action != words.VerbProvide {
			return false
		}
	}
	return len(c.preds) > 0
}

// defines reports whether a sentence says what a word means.
func (c *clauses) defines() bool {
	for i := range c.tokens {
		if c.tokens[i].role == words.RoleDefine {
			return true
		}
	}
	return false
}

// speaksOfInformation reports whether a sentence says that information as such
// is collected, used or given on, or what it includes.
func (c *clauses) speaksOfInformation() bool {
	for i := range c.mentions {
		m := &c.mentions[i]
		if !m.info || m.pred < 0 || m.neg {
			continue
		}
		if p := &c.preds[m.pred]; !p.neg && (p.action == words.VerbInclude || p.states() && p.subject != partyUser) {
			return true
		}
	}
	return false
}

// recall states of the items that a word for information stands for what the
// sentence says of the word: "we do not collect Personal Information", "we may
// share this information".
func (r *statementReader) recall(s *sentence.Sentence, c *clauses, m *itemMention) {
	if m.pred < 0 || m.topic || s.Heading || c.tokens[0].role == words.RoleRelative || c.preds[m.pred].conditional {
		return
	}
	if d := r.defined.find(s, c, m); d != nil {
		if r.defined.at(s) {
			return
		}
		for _, cl := range known(r.claims(c, s.Text, m, nil), c, s.Text) {
			if !cl.weak && c.preds[m.pred].subject != partyUser {
				cl.restricted = c.preds[m.pred].subject&partyFirst == 0 || c.restricted(s, m.pred) || c.aside(m, s.Text) || c.kindOf(m)
				d.say(saying{claim: cl, by: s, purpose: c.purpose(s.Text), condition: c.condition(s.Text)})
			}
		}
		return
	}
	if r.named == nil || r.named == s || !refersBack(s, c, m) {
		return
	}
	if r.recalled.by != s {
		r.recalled = recalled{by: s, terms: r.termsOf(r.named)}
	}
	for _, cl := range known(r.claims(c, s.Text, m, nil), c, s.Text) {
		if cl.weak || cl.action != policy.Share && cl.action != policy.Receive || slices.Contains(r.recalled.claims, cl) {
			continue
		}
		r.recalled.claims = append(r.recalled.claims, cl)
		cl.rule = rule.ItemTakenUp
		for _, t := range r.recalled.terms {
			r.found.add(statement{named: r.named, by: s, term: t, claim: cl, purpose: c.purpose(s.Text), condition: c.condition(s.Text)})
		}
	}
}

// recalled is what a sentence has stated so far of the items that the one
// before named.
type recalled struct {
	by     *sentence.Sentence
	terms  []*words.Term
	claims []claim
}

// termsOf returns the items a sentence names, each of its words once.
func (r *statementReader) termsOf(s *sentence.Sentence) (terms []*words.Term) {
	type named struct {
		item privacy.Item
		text string
	}
	seen := map[named]bool{}
	mentions := r.clauses(s).mentions
	for i := range mentions {
		m := &mentions[i]
		k := named{m.term.Item, s.Text[m.term.Start:m.term.End]}
		if !m.info && !m.term.Weak && !m.excepted && !m.neg && !seen[k] {
			seen[k] = true
			terms = append(terms, &m.term)
		}
	}
	return terms
}

// refersBack reports whether the word for information at m means what was
// named before: "this information", "such data".
func refersBack(s *sentence.Sentence, c *clauses, m *itemMention) bool {
	if m.token == 0 || c.tokens[m.token-1].role != words.RoleDeterminer {
		return false
	}
	t := &c.tokens[m.token-1]
	return pointsBack(s.Text[t.start:t.end])
}

// IsQuestion reports whether a sentence ends in a question mark.
func IsQuestion(text string) bool {
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

// isTitle reports whether a Chinese line is a title by its form, though nothing
// sets it apart: 第六节 位置信息的存储与保护.
func isTitle(s *sentence.Sentence) bool {
	if !strings.HasPrefix(s.Text, "第") || len(s.Text) > 90 || strings.ContainsAny(s.Text, "，。；：！？,;:") {
		return false
	}
	i := strings.IndexAny(s.Text, "章节条款篇部")
	return i > 0 && i <= len("第二十一节")
}

// leadClaims returns what the sentence introducing a list says.
func (r *statementReader) leadClaims(s *sentence.Sentence) []claim {
	if s.Lead == nil {
		return nil
	}
	if r.lead.sentence != s.Lead {
		r.lead = leadSays{s.Lead, mainClaims(r.clauses(s.Lead), s.Lead)}
	}
	return r.lead.claims
}

// leadSays is what the sentence says that introduces the list in hand.
type leadSays struct {
	sentence *sentence.Sentence
	claims   []claim
}

// mainClaims returns what the last data predicate of a sentence says.
func mainClaims(c *clauses, s *sentence.Sentence) []claim {
	for i := len(c.preds) - 1; i >= 0; i-- {
		p := &c.preds[i]
		if dataAction(p.action) && !p.conditional {
			if got := predicateClaims(p); len(got) > 0 {
				for k := range got {
					got[k].inherited, got[k].restricted = true, c.restricted(s, i)
				}
				return known(got, c, s.Text)
			}
		}
	}
	return nil
}

// claims returns what a sentence says of one of its items.
func (r *statementReader) claims(c *clauses, text string, m *itemMention, lead []claim) []claim {
	switch {
	case m.owner >= 0 && !m.neg && (m.pred < 0 || m.topic):
		return []claim{{party: partyThird, action: policy.Collect, weak: true, by: m.owner, rule: rule.ItemOwner}}
	case m.pred >= 0 && m.term.Item == "account_info" && c.preds[m.pred].action == words.VerbLogin:
		p := &c.preds[m.pred]
		return []claim{{party: partyFirst, action: policy.Collect, verb: p.action, denied: m.neg && !p.limited, limited: p.limited, by: -1, rule: rule.ItemLogin}}
	case m.pred >= 0 && c.bare && !c.preds[m.pred].states() && c.preds[m.pred].action != words.VerbOpt:
		if len(lead) > 0 {
			return read(rule.ItemInList, lead)
		}
		return fallback(m)
	case m.pred >= 0 && !c.preds[m.pred].states() && c.goesOn(text, m):
		if len(r.last) > 0 {
			return r.lastClaims()
		}
		return fallback(m)
	case m.pred >= 0 && !m.topic:
		var all []claim
		for k := m.pred; k >= 0; k = c.preds[k].with {
			all = append(all, r.mentionClaims(c, text, m, c.preds[k])...)
		}
		for k := m.pred + 1; k <= m.upto; k++ {
			all = append(all, r.mentionClaims(c, text, m, c.preds[k])...)
		}
		return all
	case m.pred >= 0 && c.preds[m.pred].action == words.VerbLeave:
		return r.mentionClaims(c, text, m, c.preds[m.pred]) // "photos never leave your phone"
	case m.pred < 0 && len(lead) > 0 && c.bare:
		return read(rule.ItemInList, lead)
	}
	return fallback(m)
}

// goesOn reports whether m stands among the examples of what the sentence
// before spoke of: "such information relates to your device, including …".
func (c *clauses) goesOn(text string, m *itemMention) bool {
	if len(c.tokens) < 2 || !pointsBack(text[c.tokens[0].start:c.tokens[0].end]) || c.tokens[1].role != words.RoleInfo {
		return false
	}
	for _, t := range c.tokens[:m.token] {
		if t.role == words.RoleInclude {
			return true
		}
	}
	return false
}

// lastClaims returns what the sentence before said, as what this one goes on
// with. A denial does not reach as far as that.
func (r *statementReader) lastClaims() []claim {
	claims := read(rule.ItemGoesOn, r.last)
	for i := range claims {
		claims[i].restricted = true
	}
	return claims
}

// listed reports whether an item stands in a list with others, so that its
// name means the item even where it is a common word.
func (c *clauses) listed(m *itemMention) bool {
	return termBeyond(c.tokens, m.token, -1) || termBeyond(c.tokens, m.token, 1)
}

// fragment reports whether a sentence has no verb of its own.
func (c *clauses) fragment() bool {
	for i := range c.tokens {
		if r := c.tokens[i].role; r == words.RoleBe || r == words.RoleModal {
			return false
		}
	}
	for i := range c.preds {
		if p := &c.preds[i]; p.finite || p.passive && !p.reduced {
			return false
		}
	}
	return true
}

// mentionClaims returns what predicate p says of an item.
func (r *statementReader) mentionClaims(c *clauses, text string, m *itemMention, p predicate) []claim {
	if p.action == words.VerbInclude {
		if m.owner >= 0 && !p.neg {
			return []claim{{party: partyThird, action: policy.Collect, by: m.owner, rule: rule.ItemOwner}}
		}
		if p.neg || m.neg {
			return c.leftOut(text, m, &p)
		}
		if m.excepted {
			return nil // "contains the address but not your name"
		}
		if c.choosesBefore(p.token) {
			return nil // "you can delete information, including …"
		}
		if !continues(c, text) {
			return fallback(m)
		}
		if len(r.last) > 0 {
			return r.lastClaims()
		}
		return []claim{{party: partyFirst, action: policy.Collect, by: -1, rule: rule.ItemGoesOn}}
	}
	p.neg = p.neg || m.neg
	if m.excepted {
		if !p.neg && !p.negObject {
			return nil
		}
		p.neg = false
	}
	if m.owner >= 0 {
		p.subject, p.subjectTok = partyThird, m.owner
	}
	if m.term.Item == "webview_cookies" && p.subject&partyThird != 0 && p.action != words.VerbShare && dataAction(p.action) {
		p.action = words.VerbCollect // whoever sets a cookie collects
	}
	return predicateClaims(&p)
}

// choosesBefore reports whether all that stands before token i is what the user
// may do with information, so that what it includes is none that is taken.
func (c *clauses) choosesBefore(i int) bool {
	chooses := false
	for k := range c.preds {
		p := &c.preds[k]
		if p.token >= i {
			break
		}
		if p.states() {
			return false
		}
		chooses = chooses || p.action == words.VerbOpt && p.subject == partyUser
	}
	return chooses
}

// ownContact reports whether a label is followed by a number or an address
// itself, which is the publisher's and no user's: 联系电话：010-12345678.
func ownContact(behind string) bool { return ownValue.MatchString(behind) }

var ownValue = regexp.MustCompile(`^ ?[:：]\s*(\+?[0-9][0-9 ()-]{5,}|[^\s@:：]{1,64}@|https?://)`)

// leftOut returns what a denied verb of containing says of an item: "the file
// contains no name". What a definition leaves out may be collected all the same.
func (c *clauses) leftOut(text string, m *itemMention, p *predicate) []claim {
	if p.limited || m.excepted {
		return nil
	}
	for _, t := range c.tokens[:p.token] {
		if t.role == words.RoleDefine || t.role == words.RoleInfo && p.subject == 0 && !c.hasVerbBefore(p.token) {
			return nil // "personal information does not include …"
		}
	}
	by := partyFirst
	if p.subject == partyThird {
		by = partyThird
	}
	return []claim{{party: by, action: policy.Collect, verb: p.action, denied: true, by: p.subjectTok, rule: rule.ItemLeftOut}}
}

// hasVerbBefore reports whether a verb stands before token i.
func (c *clauses) hasVerbBefore(i int) bool {
	for _, t := range c.tokens[:i] {
		if t.role == words.RoleVerb {
			return true
		}
	}
	return false
}

func fallback(m *itemMention) []claim {
	if m.neg {
		return nil
	}
	return []claim{{party: partyFirst, action: policy.Collect, weak: true, by: -1, rule: rule.ItemNamed}}
}

// read returns claims as another rule takes them over.
func read(id rule.ID, claims []claim) []claim {
	claims = slices.Clone(claims)
	for i := range claims {
		claims[i].rule = id
	}
	return claims
}
