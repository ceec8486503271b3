package policy

import (
	"strings"
	"unicode"
	"unicode/utf8"
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
	term     term
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
	to, from parties // who receives or gives, named before the Chinese verb
	channel  bool    // 通过: what follows is a means

	object parties // object of "ask", "allow": it acts in the infinitive that follows
	objTok int
	prep   wordRole // preposition in front of the last party
	list   bool     // a colon or "including" opened a list
	opened int      // the predicate it belongs to, -1
	ba     bool     // 将, 把, 对 opened: the verb comes behind its items
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
}

// readClauses reads the predicates and item names of a sentence.
func readClauses(text string, names SDKNames) *clauses {
	w := &walker{clauses: &clauses{tokens: tokenize(text, names)}, text: text, scope: newScope()}
	w.zh = strings.ContainsFunc(text, isHan)
	for i := range w.tokens {
		w.step(i)
	}
	w.settleGiving()
	w.ellipsis()
	w.extendMentions()
	return w.clauses
}

func newScope() scope {
	return scope{subjectAt: -1, subjectTok: -1, negTok: -1, cur: -1, head: -1, info: -1, objTok: -1}
}

func (w *walker) step(i int) {
	t := &w.tokens[i]
	switch t.role {
	case roleSemicolon:
		w.settleGiving()
		w.ellipsis()
		if w.list {
			w.nextOfList()
			return
		}
		subject, tok := w.subject, w.subjectTok
		w.scope, w.waiting = newScope(), w.waiting[:0]
		w.subject, w.subjectTok, w.acted = subject, tok, true
	case roleComma:
		w.neg = w.neg && w.tokens[w.negTok].role == roleNeg && w.tokens[w.negTok].word.action == "no" // "no names, no addresses"
		if w.aim {
			w.aim, w.waiting = false, w.waiting[:0] // 为保障账号安全，
		}
		w.leave()
	case roleOpen:
		w.outside = append(w.outside, w.scope)
	case roleClose:
		if n := len(w.outside); n > 0 {
			w.scope, w.outside = w.outside[n-1], w.outside[:n-1]
		}
	case roleIf:
		w.ifClause(i)
	case roleBecause, roleBut:
		w.neg, w.except = false, false
	case roleRelative:
		w.relative(i)
	case roleNeg:
		if w.negates(i) {
			w.neg, w.negTok = true, i
		}
	case roleExcept:
		w.except, w.excepts = true, true
	case roleUnless:
		w.lift()
	case roleFirst, roleThird, roleThey, roleUser:
		w.party(i)
		if t.role != roleThey {
			w.plural = partyOf(t.role)
		}
		if t.word.action == "social" && i+1 < len(w.tokens) && w.tokens[i+1].role == roleAccount {
			w.mention(itemMention{token: i, owner: -1, term: term{item: "account_info", start: t.start, end: w.tokens[i+1].end}})
		}
	case roleVerb:
		w.verb(i)
	case roleNoun:
		w.nominal(i, t.word.action)
	case roleTerm:
		w.item(i)
	case roleVia:
		w.channel = w.zh
	case rolePurpose:
		w.aim = w.zh
	case roleInclude:
		w.include()
	case roleColon:
		w.include()
		w.waiting = w.waiting[:0]
	case roleInfo:
		if w.cur >= 0 {
			w.info = w.cur
		}
		w.mention(itemMention{info: true, token: i, owner: -1})
	case roleBa:
		w.ba = true
	case roleDe:
		w.headNoun(i)
	case roleOther:
		w.otherZh(i)
	}
}

// otherZh takes in the Chinese words that are in no table but mean something
// at their place.
func (w *walker) otherZh(i int) {
	if !w.zh {
		return
	}
	t := &w.tokens[i]
	starts := i == 0 || w.tokens[i-1].role == roleComma || w.tokens[i-1].role == roleSemicolon
	switch s := w.text[t.start:t.end]; {
	case s == "时" && w.timed && w.cond:
		w.endTime()
	case s == "为" && starts:
		w.aim = true
	case s == "除" && starts:
		w.except, w.excepts = true, true // 除手机号外
	}
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
		case roleModal, roleNeg, roleAdverb, roleBe, roleHave:
		case roleSemicolon:
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
	next := roleSemicolon
	for k := i + 1; k < len(w.tokens); k++ {
		if next = w.tokens[k].role; next != roleAdverb {
			break
		}
	}
	if t := &w.tokens[i]; t.word.zh && t.end-t.start <= len("不") {
		return next == roleVerb || next == roleModal || next == roleWith || next == roleFrom || next == roleBa
	}
	return next != roleOther || w.tokens[i].word.action == "no" || w.tokens[i].word.zh
}

func (w *walker) ifClause(i int) {
	if i+1 < len(w.tokens) && w.tokens[i+1].role == roleDe {
		return // 在您的手机中
	}
	w.cond, w.first, w.head = true, w.cur < 0, w.cur
	w.neg = w.neg && !w.first
	if t := &w.tokens[i]; w.zh && strings.ContainsAny(w.text[t.start:t.end], "您你户") { // 当您, 在用户
		w.saved.subject, w.saved.token, w.saved.acted = w.subject, w.subjectTok, w.acted
		w.subject, w.subjectTok, w.subjectAt, w.acted, w.timed = partyUser, -1, i, false, true
	}
}

// headNoun gives what stands behind 的 to the verb outside of the clause that
// 的 closes: 提供不能识别您身份的设备信息.
func (w *walker) headNoun(i int) {
	if w.cur < 0 || i == 0 || w.roleBefore(i) == roleUser || w.roleBefore(i) == roleFirst {
		return
	}
	if out := w.preds[w.cur].outside; out >= 0 && dataAction(w.preds[out].action) {
		w.cur = out
	}
}

// endTime closes a clause like 在您使用…时 at its 时.
func (w *walker) endTime() {
	w.timed, w.cond, w.cur = false, false, w.head
	w.subject, w.subjectTok, w.acted = w.saved.subject, w.saved.token, w.saved.acted
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
	if w.states(outside) || !w.states(inside) {
		return outside
	}
	return inside
}

// states reports whether a predicate says what is done with information.
func (w *walker) states(p int) bool {
	return p >= 0 && len(predicateClaims(&w.preds[p])) > 0
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
	if w.cur >= 0 && w.preds[w.cur].neg && w.preds[w.cur].action == verbAsk {
		w.neg, w.negTok = true, i // "we never ask that you provide"
	}
	if !w.inner {
		w.openInner()
	}
	if j := w.thirdNoun(i); j >= 0 {
		w.subject, w.subjectTok, w.acted = partyThird, j, false
	}
}

// thirdNoun returns the token of a third party that the noun before token i
// names or belongs to: "third-party technologies that", -1 for none.
func (w *walker) thirdNoun(i int) int {
	for j := i - 1; j >= 0 && j > i-5; j-- {
		switch w.tokens[j].role {
		case roleThird:
			return j
		case roleOther, roleInfo, roleClose:
		default:
			return -1
		}
	}
	return -1
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

// dataAction reports whether a verb says what is done with information.
func dataAction(action string) bool {
	switch action {
	case verbNone, verbShow, verbOpt, verbAllow, verbInclude, verbLogin:
		return false
	}
	return true
}

// before returns the index of the nearest token before i that is no adverb
// or negation, -1 at the start.
func (w *walker) before(i int) int {
	for i--; i >= 0; i-- {
		if k := w.tokens[i].role; k != roleAdverb && k != roleNeg {
			return i
		}
	}
	return -1
}

// roleBefore is the role of that token; a sentence starts like a clause.
func (w *walker) roleBefore(i int) wordRole {
	if j := w.before(i); j >= 0 {
		return w.tokens[j].role
	}
	return roleSemicolon
}

func partyOf(k wordRole) parties {
	switch k {
	case roleFirst:
		return partyFirst
	case roleThird, roleThey:
		return partyThird
	}
	return partyUser
}

// party takes in a word for someone who may act, receive or be asked.
func (w *walker) party(i int) {
	t := &w.tokens[i]
	if w.qualifies(i) || t.word.zh && i+1 < len(w.tokens) && w.tokens[i+1].role == roleDe && w.tokens[i+1].end-w.tokens[i+1].start == len("的") {
		return
	}
	p := partyOf(t.role)
	if t.role == roleThey && w.plural == partyUser {
		p = partyUser // "users …, they"
	}
	j := w.before(i)
	for j >= 0 && (w.tokens[j].role == roleDeterminer || w.tokens[j].role == rolePossessive || w.tokens[j].role == roleOther && t.role == roleThird) {
		if w.tokens[j].role == roleOther && (j == 0 || w.tokens[j-1].role == roleOther && t.role != roleThird) {
			break
		}
		j--
	}
	prev := roleSemicolon
	if j >= 0 {
		prev = w.tokens[j].role
	}
	if i > 0 && w.tokens[i-1].role == roleThird && t.role == roleThird || prev == roleInclude && t.role == roleThird {
		w.nameThird(i) // "third-party advertisers", "partners such as X"
		return
	}
	if i > 0 && j >= 0 && norToken(w.tokens[j:i]) {
		prev = roleAnd
	}
	if prev == roleAnd || prev == roleComma {
		switch prep := w.prepositionOf(j); {
		case prep != 0 && t.word.action != "we" && !w.actsAfter(i):
			prev = prep
		case w.subject != 0 && !w.acted && !w.cond && (prev == roleAnd || t.word.action != "we"):
			w.subject |= p
			w.nameThird(i)
			return
		case w.subject == 0 && p == partyThird && w.ownNameBefore(j):
			p |= partyFirst
		}
	}
	if t.word.action == "we" && t.role != roleUser {
		w.startSubject(p, i, prev)
		return
	}
	switch prev {
	case roleTo, roleWith, roleFrom, roleBy:
		w.prep = prev
		w.giveParty(prev, p, i)
		return
	case roleOf, roleFor, roleVia:
		w.prep = prev
		if prev == roleOf && w.prepositionOf(j) == roleBy {
			w.giveParty(roleBy, p, i)
		}
		if prev == roleVia && p == partyThird && w.cur >= 0 && w.preds[w.cur].action == verbCollect {
			w.preds[w.cur].subject |= partyThird // "by itself or through third parties"
			if w.preds[w.cur].subject == partyThird {
				w.preds[w.cur].subject |= partyFirst
			}
		}
		return
	case roleVerb, roleNoun:
		if t.word.action == "us" || !w.actsAfter(i) || w.tokens[j].word.action == verbAllow || w.tokens[j].word.action == verbAsk {
			w.object, w.objTok = p, i
			if w.cur >= 0 {
				w.preds[w.cur].to |= p
			}
			return
		}
	}
	w.startSubject(p, i, prev)
}

// qualifies reports whether the party at i only says whose the item or device
// behind it is: "user location", "third-party cookies".
func (w *walker) qualifies(i int) bool {
	if i+1 == len(w.tokens) || w.tokens[i].word.action == "we" || w.tokens[i].role == roleThey || w.tokens[i].word.zh {
		return false
	}
	switch w.tokens[i+1].role {
	case roleTerm:
		k := w.roleBefore(i)
		return k != roleWith && k != roleTo && k != roleVerb
	case roleAccount:
		return w.tokens[i].word.action != "social"
	case roleDevice:
		return true
	case roleInfo:
		return w.tokens[i].role == roleUser
	}
	return false
}

// prepositionOf returns the preposition that governs a list of parties up to
// token j, 0 for none.
func (w *walker) prepositionOf(j int) wordRole {
	for k := j; k >= 0 && k > j-12; k-- {
		switch r := w.tokens[k].role; r {
		case roleOf:
			if k > 1 && w.tokens[k-1].role == roleOther { // "by the owners of"
				if p := w.prepositionOf(k - 2); p == roleBy {
					return p
				}
			}
			return r
		case roleTo, roleWith, roleFrom, roleBy, roleFor, roleVia:
			return r
		case roleOther, roleDeterminer, rolePossessive, roleAnd, roleComma, roleThird, roleFirst, roleAdverb, roleInfo:
		default:
			return 0
		}
	}
	return 0
}

// norToken reports whether a "nor" is among the tokens.
func norToken(tokens []token) bool {
	for _, t := range tokens {
		if t.role == roleNeg && t.word.action == "nor" {
			return true
		}
	}
	return false
}

// startSubject makes a party the one who acts from here on.
func (w *walker) startSubject(p parties, i int, prev wordRole) {
	w.prep = 0
	switch prev {
	case roleAnd, roleComma, roleBut, roleSemicolon, roleColon, roleBecause, roleIf:
		w.neg, w.except = w.neg && prev == roleIf, false
		if prev != roleIf {
			w.inner = w.inner && prev == roleAnd
		}
	default:
		if !w.inner && !w.cond && (w.cur >= 0 || w.subject != 0 && !w.acted || len(w.waiting) > 0) {
			w.openInner()
		}
		if w.subject != 0 && !w.acted {
			w.outer = w.subject
		}
	}
	w.subject, w.acted, w.subjectTok, w.subjectAt = p, false, -1, i
	w.nameThird(i)
}

// ownNameBefore reports whether a capitalised word that is in no table, taken
// for the name of the first party, stands before the "and" at i.
func (w *walker) ownNameBefore(i int) bool {
	if i <= 0 || w.tokens[i-1].role != roleOther && w.tokens[i-1].role != roleInfo {
		return false
	}
	r, _ := utf8.DecodeRuneInString(w.text[w.tokens[i-1].start:])
	return unicode.IsUpper(r)
}

func (w *walker) nameThird(i int) {
	if w.tokens[i].role == roleThird {
		w.subjectTok = i
	}
}

// actsAfter reports whether a verb follows the party at i, so that it is a
// subject.
func (w *walker) actsAfter(i int) bool {
	for j := i + 1; j < len(w.tokens); j++ {
		switch t := &w.tokens[j]; t.role {
		case roleAdverb, roleNeg, roleThird:
		case roleModal, roleBe, roleHave:
			return true
		case roleVerb:
			return t.word.form&(formBase|formPast) != 0
		default:
			return false
		}
	}
	return false
}

// giveParty notes who receives, gives or acts after a preposition.
func (w *walker) giveParty(prep wordRole, p parties, i int) {
	if w.zh && w.tokens[i].word.zh && w.givesBefore(prep, p, i) {
		return
	}
	if w.cur < 0 {
		if prep == roleBy {
			w.subject, w.acted = p, false
			w.nameThird(i)
		}
		return
	}
	c := &w.preds[w.cur]
	switch prep {
	case roleBy:
		if c.passive || c.nominal {
			c.subject |= p
			if w.tokens[i].role == roleThird {
				c.subjectTok = i
			}
		}
	case roleTo, roleWith:
		c.to |= p
	case roleFrom:
		c.from |= p
	}
}

// givesBefore notes who receives or gives where the verb comes later, as it
// mostly does in Chinese: 向第三方提供, 从第三方获取.
func (w *walker) givesBefore(prep wordRole, p parties, i int) bool {
	if j := w.before(i); j > 0 && w.tokens[j-1].role == roleVerb {
		return false // 提供给第三方
	}
	switch prep {
	case roleTo, roleWith:
		w.to |= p
	case roleFrom:
		w.from |= p
	case roleBy:
		w.subject, w.acted, w.subjectAt, w.subjectTok = p, false, i, thirdToken(w.tokens, i)
	}
	return true
}

// settleGiving gives the party named last to the verb before it, where none
// followed: 提供设备型号给广告商.
func (w *walker) settleGiving() {
	if w.cur >= 0 {
		w.preds[w.cur].to |= w.to
		w.preds[w.cur].from |= w.from
	}
	w.to, w.from = 0, 0
}

// verb takes in a verb form.
func (w *walker) verb(i int) {
	t := &w.tokens[i]
	form := t.word.form
	if t.word.zh {
		w.zhVerb(i)
		return
	}
	j := w.before(i)
	prev := w.roleBefore(i)
	next := roleSemicolon
	if i+1 < len(w.tokens) {
		next = w.tokens[i+1].role
	}
	p := predicate{action: t.word.action, token: i, subjectTok: -1, conditional: w.cond, limited: w.limited || w.unless}
	coordinated := w.coordinated(i, j, prev)
	switch {
	case form&formPast != 0 && (prev == roleBe || coordinated && w.preds[w.cur].passive):
		p.passive = true
	case form&formBase != 0 && (prev == roleTo || prev == roleRight):
		p.infinitive = true
	case form&formBase != 0 && !(t.word.action == verbAccess && next == roleTo) && w.finiteBase(i, j, prev, coordinated):
		p.finite = true
	case form&formPast != 0 && (prev == roleHave || w.isSubject(j) && !(w.tokens[j].role == roleThird && preposition(next))):
		p.finite = true
	case form == formPast && w.nounLike(prev) && next != roleTerm && next != roleInfo && next != roleOther && next != roleThird:
		p.passive, p.reduced = true, true
	case form == formIng && (prev == roleBe || w.gerund(prev) || coordinated || t.word.action == verbUse && next != roleOf):
		p.finite = prev == roleBe
	default:
		if !w.nominal(i, t.word.action) {
			t.role = roleOther // a noun or an adjective: "access times", "matching service"
		}
		return
	}
	p.joined = coordinated
	w.fillVerb(&p, coordinated)
	w.push(p)
	if p.passive && w.subject == partyUser && (p.action == verbAsk || p.action == verbAllow) {
		w.object, w.objTok = partyUser, -1 // "you are asked to"
	}
}

func preposition(r wordRole) bool {
	switch r {
	case roleTo, roleWith, roleFrom, roleBy, roleOf, roleFor, roleVia:
		return true
	}
	return false
}

// coordinated reports whether the verb at i stands beside the current one:
// "collect, use and share".
func (w *walker) coordinated(i, j int, prev wordRole) bool {
	if w.cur < 0 || prev != roleAnd && prev != roleComma && prev != roleBut {
		return false
	}
	if !w.acted && w.subject != 0 && w.subjectTok >= 0 && w.preds[w.cur].token < w.subjectTok {
		return false
	}
	if prev == roleAnd || prev == roleBut {
		return true
	}
	for k := i - 1; k > w.preds[w.cur].token; k-- {
		switch w.tokens[k].role {
		case roleComma, roleAnd, roleAdverb, roleVerb, roleNeg:
		default:
			return false
		}
	}
	return true
}

// finiteBase reports whether a base form at i is a verb and not a noun of the
// same spelling ("access times", "the store").
func (w *walker) finiteBase(i, j int, prev wordRole, coordinated bool) bool {
	switch prev {
	case roleDeterminer:
		return w.tokens[i].word.action == verbInclude // "this includes"
	case roleModal, roleRelative:
		return true
	case roleSemicolon, roleColon, roleOpen:
		return true // an order, an item of a list
	case roleFirst, roleThird, roleThey, roleUser:
		return w.isSubject(j)
	case roleComma:
		return coordinated || w.subject != 0 && !w.acted // "partners, with whom we work, use"
	case roleAnd, roleVerb, roleBut:
		return coordinated
	case roleOther, roleInfo, roleTerm, roleDevice, roleClose:
		if i > 0 && (w.tokens[i-1].role == roleAdverb || w.tokens[i-1].role == roleNeg) {
			return true
		}
		return w.nounVerb(i)
	}
	return false
}

// nounVerb reports whether the base form behind a noun is a verb: third
// person, where nothing acts yet, or before an object of its own.
func (w *walker) nounVerb(i int) bool {
	t := &w.tokens[i]
	s := w.text[t.start:t.end]
	if t.word.action == verbInclude || w.lateVerb(i) {
		return true
	}
	if s[len(s)-1] != 's' || w.subject != 0 && !w.acted && w.prep == 0 {
		return false
	}
	if i+1 >= len(w.tokens) {
		return false
	}
	switch w.tokens[i+1].role {
	case rolePossessive, roleDeterminer, roleInfo, roleTerm, roleFirst, roleThird, roleUser, roleTo, roleAdverb, roleOther, roleAnd, roleNeg:
		return true
	}
	return false
}

// lateVerb reports whether the base form at i is the verb of a subject with
// more nouns behind it: "providers Crosswise and Tapad collect".
func (w *walker) lateVerb(i int) bool {
	if w.subject&partyThird == 0 || w.acted || !dataAction(w.tokens[i].word.action) || i+1 == len(w.tokens) {
		return false
	}
	switch w.tokens[i+1].role {
	case rolePossessive, roleDeterminer, roleInfo, roleTerm, roleAnd, roleAdverb, roleDevice:
		return true
	}
	return false
}

// isSubject reports whether the party token at j is the subject in hand.
func (w *walker) isSubject(j int) bool {
	if j < 0 {
		return false
	}
	switch w.tokens[j].role {
	case roleFirst, roleThird, roleThey, roleUser:
		return w.prep == 0 || w.outer != 0
	}
	return false
}

// nounLike reports whether a participle after such a token describes it.
func (w *walker) nounLike(k wordRole) bool {
	switch k {
	case roleTerm, roleInfo, roleOther, roleClose, roleSemicolon, roleDevice, roleThird, roleAnd, roleComma, roleOpen, roleColon:
		return true
	}
	return false
}

// gerund reports whether an -ing form after such a token is one.
func (w *walker) gerund(k wordRole) bool {
	switch k {
	case roleBy, roleFor, roleFrom, roleIf, roleVia, roleWith, roleInfo, roleThird, roleOther, roleOf, roleTerm, roleSemicolon, roleFirst, roleUser, roleOpen, roleColon:
		return true
	}
	return false
}

// fillVerb finds who acts and whether it is denied.
func (w *walker) fillVerb(p *predicate, coordinated bool) {
	p.neg = w.neg || coordinated && w.preds[w.cur].neg && !w.restarted(p.token)
	switch {
	case p.passive:
		if coordinated {
			p.subject, p.subjectTok = w.preds[w.cur].subject, w.preds[w.cur].subjectTok
		}
		w.resume(p.token)
		w.acted = true
	case w.object != 0 && (!p.finite && w.roleBefore(p.token) != roleBy || p.finite && w.before(p.token) == w.objTok && w.cur >= 0 && w.preds[w.cur].action == verbAllow):
		p.subject, p.subjectTok = w.object, thirdToken(w.tokens, w.objTok)
		p.neg = p.neg || w.cur >= 0 && w.preds[w.cur].neg
	case !p.finite && w.roleBefore(p.token) == roleBy && w.subject != 0:
		p.subject, p.subjectTok = w.subject, w.subjectTok
	case !p.finite && w.cur >= 0 && !(w.subject != 0 && !w.acted && w.subjectAt > w.preds[w.cur].token):
		c := &w.preds[w.cur]
		p.subject, p.subjectTok = c.subject, c.subjectTok
		p.neg = p.neg || c.neg && p.infinitive
		p.limited = p.limited || c.limited
	case p.finite && coordinated && w.acted:
		p.subject, p.subjectTok = w.preds[w.cur].subject, w.preds[w.cur].subjectTok
		w.acted = true
	default:
		w.resume(p.token)
		p.subject, p.subjectTok = w.subject, w.subjectTok
		if w.roleBefore(p.token) == roleDevice {
			p.subject, p.subjectTok = partyUser, -1 // "your browser sends"
		}
		w.acted = w.acted || p.finite
	}
}

// resume gives the verb at i back to the outer subject once the verb of the
// embedded one is past.
func (w *walker) resume(i int) {
	if w.outer != 0 && (w.acted || w.away(w.subjectAt, i)) {
		w.subject, w.outer, w.subjectTok = w.outer, 0, -1
	}
}

// away reports whether the verb at i is not that of the subject at j: other
// words than those around a verb stand between.
func (w *walker) away(j, i int) bool {
	for k := j + 1; k < i; k++ {
		switch w.tokens[k].role {
		case roleAdverb, roleNeg, roleModal, roleHave, roleBe, roleComma, roleAnd:
		default:
			return true
		}
	}
	return false
}

// restarted reports whether a modal verb stands between the current predicate
// and token i, so that its negation does not carry over.
func (w *walker) restarted(i int) bool {
	for k := w.preds[w.cur].token + 1; k < i; k++ {
		if w.tokens[k].role == roleModal || w.tokens[k].role == roleBut {
			return true
		}
	}
	return false
}

func thirdToken(tokens []token, i int) int {
	if i >= 0 && tokens[i].role == roleThird {
		return i
	}
	return -1
}

// zhVerb takes in a Chinese verb: its negation stands right before it, its
// subject anywhere before.
func (w *walker) zhVerb(i int) {
	p := predicate{action: w.tokens[i].word.action, token: i, finite: true, subject: w.subject, subjectTok: w.subjectTok,
		conditional: w.cond, limited: w.limited || w.unless}
	prev := w.roleBefore(i)
	coordinated := w.coordinated(i, w.before(i), prev)
	p.neg = w.neg || coordinated && w.preds[w.cur].neg
	if prev == roleBy && w.before(i) == i-1 {
		p.subject, p.subjectTok, p.passive = 0, -1, true // 被存储
	}
	compound := w.cur >= 0 && w.preds[w.cur].token == i-1 && !dataAction(w.preds[w.cur].action)
	if compound {
		p.subject, p.subjectTok, p.passive = w.preds[w.cur].subject, w.preds[w.cur].subjectTok, w.preds[w.cur].passive
		for k := range w.mentions {
			if w.mentions[k].pred == w.cur { // 加密存储
				w.mentions[k].pred, w.mentions[k].topic = len(w.preds), false
			}
		}
	}
	p.to, p.from = w.to, w.from
	w.to, w.from, w.acted = 0, 0, true
	if w.channel && p.action == verbNone {
		w.waiting = w.waiting[:0] // 通过短信通知您
		for k := range w.mentions {
			if m := &w.mentions[k]; m.channel {
				m.pred, m.topic = len(w.preds), false
			}
		}
	}
	w.channel = false
	w.push(p)
}

// push makes p the current predicate and gives it the items that wait.
func (w *walker) push(p predicate) {
	w.neg, w.object = false, 0
	if p.action == verbInclude && w.cur >= 0 && dataAction(w.preds[w.cur].action) {
		w.preds[w.cur].neg = w.preds[w.cur].neg || p.neg
		return
	}
	if p.limited && w.cond {
		p.limited = w.unless
	}
	if p.reduced && !w.inner {
		w.openInner()
	}
	p.with, p.outside = -1, -1
	if w.zh && w.cur >= 0 && !w.commaSince(w.preds[w.cur].token, p.token) {
		p.outside = w.cur
	}
	if w.cur >= 0 && w.adjacent(w.preds[w.cur].token, p.token) {
		p.with = w.cur
	}
	w.preds = append(w.preds, p)
	w.cur = len(w.preds) - 1
	kept := w.waiting[:0]
	for _, m := range w.waiting {
		if p.reduced && p.token-w.mentions[m].token > 2 || w.inner && p.finite && w.subjectAt > w.mentions[m].token {
			kept = append(kept, m)
			continue
		}
		w.mentions[m].pred = w.cur
		w.mentions[m].topic = !p.passive && !w.ba && p.subject == 0 && !(w.zh && dataAction(p.action))
		w.mentions[m].subject = p.passive && !p.reduced
	}
	w.waiting = kept
	w.ba = false
	w.claimAntecedent()
	if p.joined && p.passive {
		for k := range w.mentions {
			if m := &w.mentions[k]; m.subject && w.joinedTo(m.pred) {
				m.upto = w.cur
			}
		}
	}
}

// joinedTo reports whether all predicates behind k up to the current one are
// joined.
func (w *walker) joinedTo(k int) bool {
	for k++; k <= w.cur; k++ {
		if !w.preds[k].joined {
			return false
		}
	}
	return true
}

// commaSince reports whether a comma stands between two tokens; the Chinese
// 、 joins and separates nothing.
func (w *walker) commaSince(a, b int) bool {
	for _, t := range w.tokens[a+1 : b] {
		if t.role == roleComma && w.text[t.start:t.end] != "、" {
			return true
		}
	}
	return false
}

// claimAntecedent gives the item right before an embedded clause to its verb
// where no other verb states anything of it: "sent to the email address you
// provided".
func (w *walker) claimAntecedent() {
	n := len(w.mentions)
	if !w.inner || n == 0 || !w.states(w.cur) {
		return
	}
	m := &w.mentions[n-1]
	if m.pred >= 0 && w.states(m.pred) || m.token < w.preds[w.cur].token-6 {
		return
	}
	for k := m.token + 1; k < w.preds[w.cur].token; k++ {
		switch w.tokens[k].role {
		case roleUser, roleFirst, roleThird, roleThey, roleRelative, roleAdverb, roleModal, roleBe, roleHave, roleNeg:
		default:
			return
		}
	}
	for m != nil && m.pred != w.cur {
		m.pred, m.topic = w.cur, false
		if n >= 2 && w.mentions[n-2].token == m.token {
			n--
			m = &w.mentions[n-1]
		}
	}
}

// adjacent reports whether only words that join stand between two verbs.
func (w *walker) adjacent(a, b int) bool {
	joined := false
	for k := a + 1; k < b; k++ {
		switch w.tokens[k].role {
		case roleComma, roleAnd:
			joined = true
		case roleAdverb, roleVerb, roleNeg, roleModal:
		default:
			return false
		}
	}
	return joined
}

// nominal takes in a noun that stands for a verb: "access to", "use of".
func (w *walker) nominal(i int, action string) bool {
	if !dataAction(action) || i+1 >= len(w.tokens) {
		return false
	}
	t, next := &w.tokens[i], &w.tokens[i+1]
	of := next.role == roleOf && next.end-next.start == 2 && (w.text[next.start] == 'o' || w.text[next.start] == 'O')
	if t.word.form&(formPast|formIng) != 0 && !of || !of && !(next.role == roleTo && action == verbAccess) {
		return false
	}
	p := predicate{action: action, token: i, nominal: true, with: -1, subject: w.subject, subjectTok: w.subjectTok, neg: w.neg, limited: w.limited || w.unless, conditional: w.cond}
	if j := w.before(i); j >= 0 && w.tokens[j].role == rolePossessive && w.tokens[j].word.action == "your" && action == verbUse {
		return false // "your use of the service"
	}
	if action == verbAccess {
		w.accessTo(&p)
	}
	w.push(p)
	return true
}

// accessTo finds who gets access.
func (w *walker) accessTo(p *predicate) {
	p.action = verbCollect
	if w.cur < 0 {
		return
	}
	c := &w.preds[w.cur]
	p.neg = p.neg || c.neg
	if c.to&(partyFirst|partyThird) != 0 {
		p.subject = c.to & (partyFirst | partyThird)
	} else if c.subject == partyUser && c.action != verbNone {
		p.subject = 0
	}
}

// item takes in an item name.
func (w *walker) item(i int) {
	m := itemMention{term: *w.tokens[i].term, token: i, owner: -1}
	if i > 0 && w.tokens[i-1].role == roleThird && w.prep == 0 {
		m.owner = i - 1
	}
	w.mention(m)
	if s := w.text[m.term.start:m.term.end]; strings.HasSuffix(s, "ata") || strings.HasSuffix(s, "nformation") {
		w.mention(itemMention{info: true, token: i, owner: -1})
	}
}

// mention gives an item or a word for information its predicate.
func (w *walker) mention(m itemMention) {
	i := m.token
	m.pred, m.excepted, m.neg, m.channel = w.cur, w.except, w.neg, w.channel
	if w.neg && w.cur >= 0 && w.negTok > w.preds[w.cur].token {
		w.preds[w.cur].negObject = true
	}
	if w.cur < 0 || w.ba || w.startsClause(i) {
		m.pred = -1
		w.waiting = append(w.waiting, len(w.mentions))
	}
	w.mentions = append(w.mentions, m)
}

// startsClause reports whether the item at i is the subject of a clause of
// its own: "…, and your email is used".
func (w *walker) startsClause(i int) bool {
	if w.zh {
		return false
	}
	j := i - 1
	for j >= 0 && (w.tokens[j].role == rolePossessive || w.tokens[j].role == roleDeterminer || w.tokens[j].role == roleNeg) {
		j--
	}
	if j >= 0 {
		switch w.tokens[j].role {
		case roleAnd, roleComma, roleBut, roleBecause:
		default:
			return false
		}
	}
	for k := i + 1; k < len(w.tokens) && k < i+16; k++ {
		switch w.tokens[k].role {
		case roleTerm, roleAnd, roleComma, rolePossessive, roleDeterminer, roleOther, roleInfo, roleAdverb:
		case roleBe, roleModal:
			return w.tokens[k-1].role != roleComma // a comma closes an embedded clause
		default:
			return false
		}
	}
	return false
}
