package policy

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
	limited     bool // denied only under a condition: "unless", "without consent"
	passive     bool
	infinitive  bool
	conditional bool // stands in an if-clause
	subject     parties
	subjectTok  int     // token of a third party that acts, -1
	to          parties // who receives
	from        parties // where it comes from
	include     bool    // only says what something consists of
}

// mention is an item name of a sentence and the predicate it belongs to.
type mention struct {
	token    int
	pred     int  // index into clauses.preds, -1 for none
	neg      bool // "no email addresses"
	excepted bool // behind "except", "other than"
	topic    bool // subject of an active verb: "location data helps us"
	owner    int  // token of a third party in front of it ("Google cookies"), -1
}

// clauses is a sentence as the walk understood it.
type clauses struct {
	tokens   []token
	preds    []predicate
	mentions []mention
	unless   bool // the sentence opens with a condition that lifts a denial
}

// walker reads a sentence from left to right.
type walker struct {
	*clauses
	text string

	subject, outer parties // who acts; outer is set inside "information you provide"
	subjectTok     int
	verbs          int // finite verbs since the subject
	neg            bool
	negTok         int
	except         bool
	limited        bool

	cur, main, info int // predicates: current, before an if- or relative clause, of the last "information"
	inIf, inRel     bool
	ifFirst         bool // the if-clause opens the sentence

	object  parties // object of "ask", "allow": it acts in the infinitive that follows
	objTok  int
	prep    wordKind // preposition in front of the last party
	waiting []int    // mentions without a verb yet
	toTok   int      // token of a "to" that may open an infinitive
	stack   []int    // predicates outside of open parentheses
	ba      bool
}

// readClauses reads the predicates and item names of a sentence.
func readClauses(text string) *clauses {
	w := &walker{clauses: &clauses{tokens: tokenize(text)}, text: text, cur: -1, main: -1, info: -1, negTok: -1, subjectTok: -1, toTok: -1, objTok: -1}
	for i := range w.tokens {
		w.step(i)
	}
	return w.clauses
}

func (w *walker) step(i int) {
	t := &w.tokens[i]
	switch t.kind {
	case kindSemicolon:
		w.endClause()
	case kindComma:
		w.comma(i)
	case kindOpen:
		w.stack = append(w.stack, w.cur)
	case kindClose:
		if n := len(w.stack); n > 0 {
			w.cur, w.stack = w.stack[n-1], w.stack[:n-1]
		}
	case kindIf:
		w.ifClause()
	case kindBecause, kindBut:
		w.neg, w.except = false, false
	case kindRelative:
		w.inRel, w.main = true, w.cur
		if i > 0 && w.tokens[i-1].kind == kindThird {
			w.subject, w.subjectTok, w.verbs = partyThird, i-1, 0
		}
	case kindNeg:
		w.neg, w.negTok = true, i
	case kindExcept:
		w.except = true
	case kindUnless:
		w.lift()
	case kindFirst, kindThird, kindThey, kindUser:
		w.party(i)
	case kindVerb:
		w.verb(i)
	case kindNoun:
		w.nominal(i, t.word.action)
	case kindTerm:
		w.item(i)
	case kindInclude:
		if w.info >= 0 {
			w.cur = w.info
		}
	case kindInfo:
		if w.cur >= 0 {
			w.info = w.cur
		}
	case kindTo:
		w.toTok = i
	case kindBa:
		w.ba = true
	}
}

func (w *walker) endClause() {
	w.neg, w.except, w.limited, w.inIf, w.inRel, w.ba = false, false, false, false, false, false
	w.cur, w.main, w.info = -1, -1, -1
	w.waiting, w.object = w.waiting[:0], 0
}

func (w *walker) comma(int) {
	switch {
	case w.inIf && w.ifFirst:
		w.inIf, w.cur, w.neg, w.inRel, w.info = false, -1, false, false, -1
	case w.inIf:
		w.inIf, w.cur, w.inRel = false, w.main, false
	case w.inRel:
		w.inRel = false
		if w.cur >= 0 && !dataAction(w.preds[w.cur].action) {
			w.cur = w.main
		}
	}
}

func (w *walker) ifClause() {
	w.inIf, w.ifFirst = true, w.cur < 0
	w.main = w.cur
	if w.ifFirst {
		w.neg = false
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
	if w.cur >= 0 {
		w.main, w.inIf, w.ifFirst = w.cur, true, false
	} else {
		w.inIf, w.ifFirst = true, true
	}
	w.neg = false
}

// dataAction reports whether a verb says what is done with information.
func dataAction(action string) bool {
	return action != verbNone && action != verbOpt && action != verbAllow && action != verbInclude
}

// before returns the index of the nearest token before i that is no adverb
// or negation, -1 at the start.
func (w *walker) before(i int) int {
	for i--; i >= 0; i-- {
		if k := w.tokens[i].kind; k != kindAdverb && k != kindNeg {
			return i
		}
	}
	return -1
}

func (w *walker) kindBefore(i int) wordKind {
	if j := w.before(i); j >= 0 {
		return w.tokens[j].kind
	}
	return kindSemicolon
}

var partyOf = map[wordKind]parties{kindFirst: partyFirst, kindThird: partyThird, kindThey: partyThird, kindUser: partyUser}

// party takes in a word for someone who may act, receive or be asked.
func (w *walker) party(i int) {
	t := &w.tokens[i]
	p := partyOf[t.kind]
	prev := w.kindBefore(i)
	for j := i; prev == kindDeterminer || prev == kindPossessive; prev = w.kindBefore(j) {
		j = w.before(j)
	}
	if prev == kindAnd || prev == kindComma {
		if w.prep != 0 && !w.actsAfter(i) {
			prev = w.prep
		} else if w.verbs == 0 && w.subject != 0 {
			w.subject |= p
			w.setSubjectTok(i)
			return
		}
	}
	switch prev {
	case kindTo, kindWith, kindFrom, kindBy:
		w.prep = prev
		w.attachParty(prev, p, i)
		return
	case kindOf, kindFor, kindVia:
		w.prep = prev
		return
	case kindVerb, kindNoun:
		if !w.actsAfter(i) || w.tokens[w.before(i)].word.action == verbAllow || w.tokens[w.before(i)].word.action == verbAsk {
			w.object, w.objTok = p, i
			if w.cur >= 0 && p != partyFirst {
				w.preds[w.cur].to |= p
			}
			if w.cur >= 0 && p == partyFirst {
				w.preds[w.cur].to |= p
			}
			return
		}
	}
	w.prep = 0
	if w.subject != 0 && w.verbs == 0 && !w.inIf && !w.inRel && prev != kindSemicolon {
		w.outer = w.subject
	}
	w.subject, w.verbs = p, 0
	w.subjectTok = -1
	w.setSubjectTok(i)
	if prev == kindAnd || prev == kindComma || prev == kindBut {
		w.neg, w.except = false, false
	}
}

func (w *walker) setSubjectTok(i int) {
	if w.tokens[i].kind == kindThird {
		w.subjectTok = i
	}
}

// actsAfter reports whether a verb follows the party at i, so that it is a
// subject.
func (w *walker) actsAfter(i int) bool {
	for j := i + 1; j < len(w.tokens); j++ {
		switch t := &w.tokens[j]; t.kind {
		case kindAdverb, kindNeg:
		case kindModal, kindBe, kindHave:
			return true
		case kindVerb:
			return t.word.form&formBase != 0 || t.word.form&formPast != 0
		default:
			return false
		}
	}
	return false
}

// attachParty notes who receives, gives or acts after a preposition.
func (w *walker) attachParty(prep wordKind, p parties, i int) {
	if w.cur < 0 {
		if prep == kindBy {
			w.subject, w.verbs = p, 0
			w.setSubjectTok(i)
		}
		return
	}
	c := &w.preds[w.cur]
	switch prep {
	case kindBy:
		if c.passive {
			if c.subject == 0 {
				c.subject = p
			} else {
				c.subject |= p
			}
			if w.tokens[i].kind == kindThird {
				c.subjectTok = i
			}
		}
	case kindTo, kindWith:
		c.to |= p
	case kindFrom:
		c.from |= p
	}
}

// verb takes in a verb form.
func (w *walker) verb(i int) {
	t := &w.tokens[i]
	action, form := t.word.action, t.word.form
	pi := w.before(i)
	prev := w.kindBefore(i)
	if !t.word.zh {
		switch {
		case form == formBase && (prev == kindDeterminer || prev == kindPossessive || prev == kindOf || prev == kindWith || prev == kindFrom || prev == kindVia || prev == kindBy || prev == kindFor):
			w.nominal(i, action)
			return
		case action == verbAccess && form == formBase && prev != kindTo && prev != kindModal && (prev == kindVerb || prev == kindHave || i+1 < len(w.tokens) && w.tokens[i+1].kind == kindTo):
			w.nominal(i, action)
			return
		}
	}
	p := predicate{action: action, token: i, subjectTok: -1, conditional: w.inIf, limited: w.limited || w.unless}
	coordinated := w.cur >= 0 && (prev == kindAnd || prev == kindComma || prev == kindVerb) && w.verbs > 0
	p.neg = w.neg || coordinated && pi > w.preds[w.cur].token && w.preds[w.cur].neg || coordinated && prev == kindVerb && w.preds[w.cur].neg
	switch {
	case t.word.zh:
		w.zhVerb(&p, i)
	case form&formPast != 0 && prev == kindBe:
		p.passive = true
	case form == formPast && (prev == kindTerm || prev == kindInfo || prev == kindOther || prev == kindClose || prev == kindSemicolon) && !(w.subject != 0 && w.verbs == 0 && pi >= 0 && pi == w.subjectAt(i)):
		p.passive = true
	case prev == kindTo && pi == w.toTok && form&formBase != 0:
		p.infinitive = true
		if w.object != 0 {
			p.subject, p.subjectTok = w.object, thirdTok(w.tokens, w.objTok)
		} else if w.cur >= 0 {
			p.subject, p.subjectTok = w.preds[w.cur].subject, w.preds[w.cur].subjectTok
			if w.preds[w.cur].passive && p.subject == 0 {
				p.subject = 0
			}
		}
		if w.cur >= 0 && w.preds[w.cur].neg {
			p.neg, p.limited = true, p.limited || w.preds[w.cur].limited
		}
	default:
		p.subject, p.subjectTok = w.subject, w.subjectTok
		if w.object != 0 && (form&formIng != 0 || w.cur >= 0 && w.preds[w.cur].action == verbAllow) {
			p.subject, p.subjectTok = w.object, thirdTok(w.tokens, w.objTok)
		}
		if w.outer != 0 && w.verbs > 0 && prev != kindAnd && prev != kindComma {
			w.subject, w.outer = w.outer, 0
			p.subject, p.subjectTok = w.subject, -1
		}
		w.verbs++
	}
	if coordinated && w.preds[w.cur].passive && form&formPast != 0 {
		p.passive = true
	}
	w.push(p)
}

// subjectAt returns the index of the subject's token when it stands right
// before the verb at i, -1 otherwise.
func (w *walker) subjectAt(i int) int {
	j := w.before(i)
	if j >= 0 {
		switch w.tokens[j].kind {
		case kindFirst, kindThird, kindThey, kindUser:
			return j
		}
	}
	return -1
}

func thirdTok(tokens []token, i int) int {
	if i >= 0 && tokens[i].kind == kindThird {
		return i
	}
	return -1
}

// zhVerb fills in a Chinese verb: its negation stands right before it, its
// subject anywhere before.
func (w *walker) zhVerb(p *predicate, i int) {
	p.subject, p.subjectTok = w.subject, w.subjectTok
	w.verbs++
	if i+1 < len(w.tokens) && w.tokens[i+1].kind == kindDe {
		p.infinitive = false
	}
}

// push makes p the current predicate and gives it the items that wait.
func (w *walker) push(p predicate) {
	w.neg, w.object = false, 0
	if p.action == verbInclude {
		p.include = true
		if w.cur >= 0 {
			w.preds[w.cur].neg = w.preds[w.cur].neg || p.neg
			return
		}
	}
	if p.limited && w.inIf {
		p.limited = w.unless
	}
	w.preds = append(w.preds, p)
	w.cur = len(w.preds) - 1
	for _, m := range w.waiting {
		w.mentions[m].pred = w.cur
		w.mentions[m].topic = !p.passive && !w.ba && p.subject == 0
	}
	w.waiting = w.waiting[:0]
	w.ba = false
}

// nominal takes in a noun that stands for a verb: "access to", "use of".
func (w *walker) nominal(i int, action string) {
	if !dataAction(action) {
		return
	}
	next := kindOther
	if i+1 < len(w.tokens) {
		next = w.tokens[i+1].kind
	}
	if next != kindOf && !(next == kindTo && action == verbAccess) {
		return
	}
	p := predicate{action: action, token: i, subject: w.subject, subjectTok: w.subjectTok, neg: w.neg, limited: w.limited || w.unless, conditional: w.inIf}
	if j := w.before(i); j >= 0 && w.tokens[j].kind == kindPossessive && !ourWord(w.text[w.tokens[j].start:w.tokens[j].end]) {
		p.subject = partyUser
	}
	if action == verbAccess {
		p.action = verbCollect
		if w.cur >= 0 {
			c := &w.preds[w.cur]
			p.neg = p.neg || c.neg
			if c.to&(partyFirst|partyThird) != 0 {
				p.subject = c.to & (partyFirst | partyThird)
			} else if c.subject == partyUser {
				p.subject = 0
			}
		}
	}
	w.push(p)
}

func ourWord(s string) bool { return s == "our" || s == "Our" || s == "OUR" }

// item takes in an item name.
func (w *walker) item(i int) {
	m := mention{token: i, pred: w.cur, excepted: w.except, owner: -1}
	if w.neg && w.negTok < i {
		m.neg = true
	}
	if i > 0 && w.tokens[i-1].kind == kindThird && w.prep == 0 {
		m.owner = i - 1
	}
	w.mentions = append(w.mentions, m)
	k := len(w.mentions) - 1
	if w.cur < 0 || w.ba || w.startsClause(i) {
		w.mentions[k].pred = -1
		w.waiting = append(w.waiting, k)
	}
}

// startsClause reports whether the item at i is the subject of a clause of
// its own: "…, and your email is used".
func (w *walker) startsClause(i int) bool {
	j := i - 1
	for j >= 0 && (w.tokens[j].kind == kindPossessive || w.tokens[j].kind == kindDeterminer || w.tokens[j].kind == kindNeg) {
		j--
	}
	if j >= 0 && w.tokens[j].kind != kindAnd && w.tokens[j].kind != kindComma && w.tokens[j].kind != kindBut && w.tokens[j].kind != kindBecause {
		return false
	}
	for k := i + 1; k < len(w.tokens) && k < i+16; k++ {
		switch w.tokens[k].kind {
		case kindTerm, kindAnd, kindComma, kindPossessive, kindDeterminer, kindOther, kindInfo, kindAdverb:
		case kindBe, kindModal:
			return true
		default:
			return false
		}
	}
	return false
}
