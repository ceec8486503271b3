package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// parties is a set of those who act in a sentence.
type parties uint8

const (
	partyFirst parties = 1 << iota
	partyThird
	partyUser
)

// predicate is one verb of a sentence with what the walk found around it.
type predicate struct {
	action      string // one of the verb constants
	token       int
	neg         bool // denied
	negObject   bool // denied by its object: "collect no data"
	banned      bool // denied by a rule for somebody: "may not", 不得
	limited     bool // denied only under a condition: "unless", "without consent"
	passive     bool
	infinitive  bool
	conditional bool // stands in an if-clause
	finite      bool
	joined      bool // stands beside the predicate before it
	outside     int  // Chinese: the verb before it in the same clause, -1
	nominal     bool // a noun: "the use of"
	reduced     bool // a participle that only describes the noun before it
	with        int  // predicate whose object this one shares ("collect and store your name"), -1
	subject     parties
	subjectTok  int     // token of a third party that acts, -1
	to          parties // who receives
	from        parties // where it comes from
}

// itemMention is an item name of a sentence and the predicate it belongs to.
type itemMention struct {
	term     words.Term
	token    int
	pred     int  // index into clauses.preds, -1 for none
	neg      bool // "no email addresses"
	excepted bool // behind "except", "other than"
	info     bool // no item: "information", which may stand for a defined term
	channel  bool // behind 通过: a means, where the verb collects nothing
	topic    bool // subject of an active verb: "location data helps us"
	subject  bool // the passive verb's subject
	upto     int  // last predicate joined to it, of which the item is the subject as well
	owner    int  // token of a third party in front of it ("Google cookies"), -1
}

// clauses is a sentence as the walk understood it.
type clauses struct {
	tokens   []token
	preds    []predicate
	mentions []itemMention
	excepts  bool // something is left out of what the sentence says
	unless   bool // the sentence opens with a condition that lifts a denial
	bare     bool // the sentence has no verb of its own

	// What the information is for and when the sentence holds; see purpose
	// and condition.
	forWhat, when clauseText
	restricts     *restrictions // see there
}

// clauseText is a part of a sentence, looked for once.
type clauseText struct {
	text   string
	looked bool
}

// clauseReader reads the clauses of many sentences. What it finds lies in a
// few large arrays; it is kept until all sentences of a document are read.
type clauseReader struct {
	names    words.SDKNames
	tokens   language.Arena[token]
	preds    language.Arena[predicate]
	mentions language.Arena[itemMention]
	terms    language.Arena[words.Term]

	// Of the sentence in hand.
	w                  walker
	scratch            []token
	own, named, merged []foundTerm
}

// scope is what the walk knows inside the current clause; a parenthesis opens
// one of its own.
type scope struct {
	subject, outer parties // who acts; outer waits while "you provide" in "information you provide" acts
	subjectAt      int     // its token, -1
	subjectTok     int     // the same where it is a third party, -1 elsewhere
	acted          bool    // a finite verb followed the subject
	neg            bool
	negTok         int
	except         bool
	limited        bool

	cur   int      // current predicate, -1 for none
	head  int      // predicate before the embedded clause, -1 for none
	info  int      // predicate that governs the last "information", -1
	inner bool     // inside a relative clause or one like "information you provide"
	saved struct { // the subject outside of it
		subject parties
		token   int
		acted   bool
	}
	cond     bool    // inside an if-clause
	first    bool    // the if-clause opens its sentence
	aim      bool    // 为了: a purpose opened the clause
	timed    bool    // the if-clause is one that 时 closes
	timedAt  int     // where it opens
	to, from parties // who receives or gives, named before the Chinese verb
	channel  bool    // 通过: what follows is a means

	object parties // object of "ask", "allow": it acts in the infinitive that follows
	objTok int
	prep   words.WordRole // preposition in front of the last party
	list   bool           // a colon or "including" opened a list
	opened int            // the predicate it belongs to, -1
	ba     bool           // 将, 把, 对 opened: the verb comes behind its items
}

// walker reads a sentence from left to right.
type walker struct {
	*clauses
	scope
	text    string
	zh      bool    // the sentence holds Chinese
	plural  parties // whom "they" means: those named last
	outside []scope // of open parentheses
	waiting []int   // mentions without a verb yet
	apart   int     // the last predicate that is not joined to the one before

	predRoom    []predicate // of sentences before, used again
	mentionRoom []itemMention
}

// read reads the predicates and item names of a sentence.
func (r *clauseReader) read(s *sentence.Sentence) *clauses {
	w := &r.w
	w.clauses = &clauses{tokens: r.tokenize(s), preds: w.predRoom[:0], mentions: w.mentionRoom[:0]}
	w.text, w.scope, w.plural, w.outside, w.waiting = s.Text, newScope(), 0, w.outside[:0], w.waiting[:0]
	w.apart = 0
	w.zh = language.HasHan(s.Text)
	for i := range w.tokens {
		w.step(i)
	}
	w.settleGiving()
	w.ellipsis()
	w.extendMentions()
	w.predRoom, w.mentionRoom = w.preds, w.mentions
	w.preds, w.mentions = r.preds.Copy(w.preds), r.mentions.Copy(w.mentions)
	w.bare = w.fragment()
	return w.clauses
}

func newScope() scope {
	return scope{subjectAt: -1, subjectTok: -1, negTok: -1, cur: -1, head: -1, info: -1, objTok: -1}
}

func (w *walker) step(i int) {
	t := &w.tokens[i]
	switch t.role {
	case words.RoleSemicolon:
		w.settleGiving()
		w.ellipsis()
		if w.list {
			w.nextOfList()
			return
		}
		subject, tok := w.subject, w.subjectTok
		w.scope, w.waiting = newScope(), w.waiting[:0]
		w.subject, w.subjectTok, w.acted = subject, tok, true
	case words.RoleComma:
		w.neg = w.neg && w.tokens[w.negTok].role == words.RoleNeg && w.tokens[w.negTok].word.Action == "no" && !w.subjectOfNo(i) // "no names, no addresses"
		if w.aim {
			w.aim, w.waiting = false, w.waiting[:0] // 为保障账号安全，
		}
		w.leave()
	case words.RoleOpen:
		w.outside = append(w.outside, w.scope)
	case words.RoleClose:
		if n := len(w.outside); n > 0 {
			w.scope, w.outside = w.outside[n-1], w.outside[:n-1]
		}
	case words.RoleIf:
		w.ifClause(i)
	case words.RoleBecause, words.RoleBut:
		w.neg, w.except = false, false
	case words.RoleRelative:
		w.relative(i)
	case words.RoleNeg:
		if w.lacks(i) {
			w.aim, w.cond, w.first, w.head = true, true, w.cur < 0, w.cur
		} else if w.negates(i) {
			w.neg, w.negTok = true, i
		}
	case words.RoleExcept:
		w.except, w.excepts = true, true
	case words.RoleUnless:
		w.lift()
	case words.RoleFirst, words.RoleThird, words.RoleThey, words.RoleUser:
		w.party(i)
		if t.role != words.RoleThey {
			w.plural = partyOf(t.role)
		}
		if t.word.Action == "social" && i+1 < len(w.tokens) && w.tokens[i+1].role == words.RoleAccount {
			w.mention(itemMention{token: i, owner: -1, term: words.Term{Item: "account_info", Start: t.start, End: w.tokens[i+1].end}})
		}
	case words.RoleVerb:
		w.verb(i)
	case words.RoleNoun:
		w.nominal(i, t.word.Action)
	case words.RoleTerm:
		w.item(i)
	case words.RoleVia:
		w.channel = w.zh
	case words.RolePurpose:
		w.aim = w.zh
	case words.RoleInclude:
		w.include()
	case words.RoleColon:
		w.include()
		w.waiting = w.waiting[:0]
	case words.RoleInfo:
		if w.cur >= 0 {
			w.info = w.cur
		}
		w.mention(itemMention{info: true, token: i, owner: -1})
	case words.RoleBa:
		w.ba = true
	case words.RoleDe:
		w.headNoun(i)
	case words.RoleAdverb:
		w.only(i)
	case words.RoleOther:
		w.only(i)
		w.otherZh(i)
	}
}

// only closes the reach of a negation at a word like "only" that opens what is
// done instead: "takes no names and only sends …".
func (w *walker) only(i int) {
	if !w.neg || i == 0 || !onlyWords[strings.ToLower(w.text[w.tokens[i].start:w.tokens[i].end])] {
		return
	}
	if r := w.tokens[i-1].role; r == words.RoleAnd || r == words.RoleComma || r == words.RoleBut {
		w.neg = false
	}
}

// subjectOfNo reports whether the "no" in hand belongs to a subject whose
// clause ends at token i: "no server is safe, …" denies nothing behind it.
func (w *walker) subjectOfNo(i int) bool {
	for k := w.negTok + 1; k < i; k++ {
		if r := w.tokens[k].role; r == words.RoleModal || r == words.RoleBe {
			return true
		}
	}
	return false
}

// nextOfList goes on with the next part of a list that a colon or "including"
// opened.
func (w *walker) nextOfList() {
	w.leave()
	w.cur, w.cond, w.inner, w.neg, w.except, w.object = w.opened, false, false, false, false, 0
	w.waiting = w.waiting[:0]
}

// ellipsis takes in a clause that only denies what the one before says: "ours
// does not". What others do is then a contrast and not stated.
func (w *walker) ellipsis() {
	if !w.neg || w.subject&partyFirst == 0 || w.acted || w.subjectAt < 0 || len(w.preds) == 0 {
		return
	}
	for k := w.subjectAt + 1; k < len(w.tokens); k++ {
		switch w.tokens[k].role {
		case words.RoleModal, words.RoleNeg, words.RoleAdverb, words.RoleBe, words.RoleHave:
		case words.RoleSemicolon:
			k = len(w.tokens)
		default:
			return
		}
	}
	for k := range w.preds {
		if p := &w.preds[k]; p.token < w.subjectAt && p.subject&partyFirst == 0 {
			p.subject, p.subjectTok, p.neg = partyFirst, -1, true
		}
	}
}

// negates reports whether the negation at i denies what somebody does, and not
// a quality: "is not identifiable", 未成年.
func (w *walker) negates(i int) bool {
	next := words.RoleSemicolon
	for k := i + 1; k < len(w.tokens); k++ {
		if next = w.tokens[k].role; next != words.RoleAdverb {
			break
		}
	}
	if t := &w.tokens[i]; t.word.Zh && t.end-t.start <= len("不") {
		return next == words.RoleVerb || next == words.RoleModal || next == words.RoleWith || next == words.RoleFrom || next == words.RoleBa
	}
	switch s := strings.ToLower(w.text[w.tokens[i].start:w.tokens[i].end]); {
	case s == "none":
		return next != words.RoleOther // "none of", and no slip for "non"
	case strings.HasPrefix(s, "nor "):
		return true // "nor does it include"
	}
	return next != words.RoleOther || w.tokens[i].word.Action == "no" || w.tokens[i].word.Zh
}

// lacks reports whether the negation at i opens a clause that only says that a
// permission is not there: 没有位置权限，….
func (w *walker) lacks(i int) bool {
	t := &w.tokens[i]
	s := w.text[t.start:t.end]
	if s != "没有" && s != "无" && !(s == "未" && language.HasPrefixIn(w.text[t.end:], sentence.ObtainVerbs)) || i > 0 && w.tokens[i-1].role != words.RoleIf && w.tokens[i-1].role != words.RoleUser && w.tokens[i-1].role != words.RoleComma {
		return false
	}
	end := strings.Index(w.text[t.start:], "，")
	return end > 0 && (strings.HasSuffix(w.text[:t.start+end], "权限") || strings.HasSuffix(w.text[:t.start+end], "权限时") || strings.HasSuffix(w.text[:t.start+end], "权限的"))
}

func (w *walker) ifClause(i int) {
	if i+1 < len(w.tokens) && w.tokens[i+1].role == words.RoleDe {
		return // 在您的手机中
	}
	w.cond, w.first, w.head = true, w.cur < 0, w.cur
	w.neg = w.neg && !w.first
	if t := &w.tokens[i]; w.zh && strings.ContainsAny(w.text[t.start:t.end], "您你户") { // 当您, 在用户
		w.saved.subject, w.saved.token, w.saved.acted = w.subject, w.subjectTok, w.acted
		w.subject, w.subjectTok, w.subjectAt, w.acted, w.timed = partyUser, -1, i, false, true
	}
}

// leave closes the embedded clause at a comma.
func (w *walker) leave() {
	switch {
	case w.cond && w.first:
		w.cond, w.cur, w.head, w.neg, w.inner, w.info = false, -1, -1, false, false, -1
		if !w.zh {
			w.subject, w.subjectTok, w.acted = 0, -1, false
		}
	case w.cond:
		w.cond, w.cur, w.inner = false, w.head, false
	case w.inner:
		w.closeInner()
		w.cur = w.better(w.head, w.cur)
	}
}

func (w *walker) openInner() {
	w.inner, w.head = true, w.cur
	w.saved.subject, w.saved.token, w.saved.acted = w.subject, w.subjectTok, w.acted
}

func (w *walker) closeInner() {
	w.inner, w.outer = false, 0
	w.subject, w.subjectTok, w.acted = w.saved.subject, w.saved.token, w.saved.acted
}

// better returns the predicate that items behind an embedded clause belong
// to: that outside of it where it states something of information.
func (w *walker) better(outside, inside int) int {
	if w.states(outside) || !w.states(inside) || outside >= 0 && w.preds[outside].action == words.VerbInclude && w.preds[outside].neg {
		return outside // "does not include content you share (such as photos)"
	}
	return inside
}

// states reports whether a predicate says what is done with information.
func (w *walker) states(p int) bool {
	return p >= 0 && w.preds[p].states()
}

func (w *walker) include() {
	if w.inner || w.cond && !w.first {
		w.cur, w.inner, w.cond = w.better(w.head, w.cur), false, false
	}
	if w.info >= 0 && !w.states(w.cur) {
		w.cur = w.info
	}
	if !w.list {
		w.list, w.opened = true, w.cur
	}
}

func (w *walker) relative(i int) {
	if w.cur >= 0 && w.preds[w.cur].neg && w.preds[w.cur].action == words.VerbAsk {
		w.neg, w.negTok = true, i // "we never ask that you provide"
	}
	if !w.inner {
		w.openInner()
	}
	if j := w.thirdNoun(i); j >= 0 {
		w.subject, w.subjectTok, w.acted = partyThird, j, false
	}
}

// lift makes the denials of the clause conditional.
func (w *walker) lift() {
	w.limited = true
	if w.cur < 0 {
		w.unless = true
	}
	for k := range w.preds {
		w.preds[k].limited = true
	}
	w.cond, w.first, w.head = true, w.cur < 0, w.cur
	w.neg = false
}

// before returns the index of the nearest token before i that is no adverb
// or negation, -1 at the start.
func (w *walker) before(i int) int {
	for i--; i >= 0; i-- {
		if k := w.tokens[i].role; k != words.RoleAdverb && k != words.RoleNeg {
			return i
		}
	}
	return -1
}

// roleBefore is the role of that token; a sentence starts like a clause.
func (w *walker) roleBefore(i int) words.WordRole {
	if j := w.before(i); j >= 0 {
		return w.tokens[j].role
	}
	return words.RoleSemicolon
}
