package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// verb takes in a verb form.
func (w *walker) verb(i int) {
	t := &w.tokens[i]
	form := t.word.Form
	if t.word.Zh {
		w.zhVerb(i)
		return
	}
	j := w.before(i)
	prev := w.roleBefore(i)
	next := words.RoleSemicolon
	if i+1 < len(w.tokens) {
		next = w.tokens[i+1].role
	}
	p := predicate{action: t.word.Action, token: i, subjectTok: -1, conditional: w.cond, limited: w.limited || w.unless}
	coordinated := w.coordinated(i, j, prev)
	switch {
	case form&words.FormPast != 0 && (prev == words.RoleBe || coordinated && w.preds[w.cur].passive):
		p.passive = true
	case form&words.FormBase != 0 && (prev == words.RoleTo || prev == words.RoleRight):
		p.infinitive = true
	case form&words.FormBase != 0 && !(t.word.Action == words.VerbAccess && next == words.RoleTo) && w.finiteBase(i, j, prev, coordinated):
		p.finite = true
	case form&words.FormPast != 0 && (prev == words.RoleHave || w.isSubject(j) && !(w.tokens[j].role == words.RoleThird && preposition(next))):
		p.finite = true
	case form == words.FormPast && w.nounLike(prev) && next != words.RoleTerm && next != words.RoleInfo && next != words.RoleOther && next != words.RoleThird:
		p.passive, p.reduced = true, true
	case form == words.FormIng && (prev == words.RoleBe || w.gerund(prev) || coordinated || t.word.Action == words.VerbUse && next != words.RoleOf):
		p.finite = prev == words.RoleBe
	default:
		if !w.nominal(i, t.word.Action) {
			t.role = words.RoleOther // a noun or an adjective: "access times", "matching service"
		}
		return
	}
	p.joined = coordinated
	w.fillVerb(&p, coordinated)
	w.push(p)
	if p.passive && w.subject == partyUser && (p.action == words.VerbAsk || p.action == words.VerbAllow) {
		w.object, w.objTok = partyUser, -1 // "you are asked to"
	}
}

// coordinated reports whether the verb at i stands beside the current one:
// "collect, use and share".
func (w *walker) coordinated(i, j int, prev words.WordRole) bool {
	if w.cur < 0 || prev != words.RoleAnd && prev != words.RoleComma && prev != words.RoleBut {
		return false
	}
	if !w.acted && w.subject != 0 && w.subjectTok >= 0 && w.preds[w.cur].token < w.subjectTok {
		return false
	}
	if prev == words.RoleAnd || prev == words.RoleBut {
		return true
	}
	for k := i - 1; k > w.preds[w.cur].token; k-- {
		switch w.tokens[k].role {
		case words.RoleComma, words.RoleAnd, words.RoleAdverb, words.RoleVerb, words.RoleNeg:
		default:
			return false
		}
	}
	return true
}

// finiteBase reports whether a base form at i is a verb and not a noun of the
// same spelling ("access times", "the store").
func (w *walker) finiteBase(i, j int, prev words.WordRole, coordinated bool) bool {
	switch prev {
	case words.RoleDeterminer:
		return w.tokens[i].word.Action == words.VerbInclude // "this includes"
	case words.RoleModal, words.RoleRelative:
		return true
	case words.RoleSemicolon, words.RoleColon, words.RoleOpen:
		return true // an order, an item of a list
	case words.RoleFirst, words.RoleThird, words.RoleThey, words.RoleUser:
		return w.isSubject(j)
	case words.RoleComma:
		return coordinated || w.subject != 0 && !w.acted // "partners, with whom we work, use"
	case words.RoleAnd, words.RoleVerb, words.RoleBut:
		return coordinated
	case words.RoleOther, words.RoleInfo, words.RoleTerm, words.RoleDevice, words.RoleClose:
		if i > 0 && (w.tokens[i-1].role == words.RoleAdverb || w.tokens[i-1].role == words.RoleNeg) {
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
	if t.word.Action == words.VerbInclude || w.lateVerb(i) {
		return true
	}
	if s[len(s)-1] != 's' || w.subject != 0 && !w.acted && w.prep == 0 {
		return false
	}
	if i+1 >= len(w.tokens) {
		return false
	}
	switch w.tokens[i+1].role {
	case words.RolePossessive, words.RoleDeterminer, words.RoleInfo, words.RoleTerm, words.RoleFirst, words.RoleThird, words.RoleUser, words.RoleTo, words.RoleAdverb, words.RoleOther, words.RoleAnd, words.RoleNeg:
		return true
	}
	return false
}

// lateVerb reports whether the base form at i is the verb of a subject with
// more nouns behind it: "providers Crosswise and Tapad collect".
func (w *walker) lateVerb(i int) bool {
	if w.subject&partyThird == 0 || w.acted || !dataAction(w.tokens[i].word.Action) || i+1 == len(w.tokens) {
		return false
	}
	switch w.tokens[i+1].role {
	case words.RolePossessive, words.RoleDeterminer, words.RoleInfo, words.RoleTerm, words.RoleAnd, words.RoleAdverb, words.RoleDevice:
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
	case words.RoleFirst, words.RoleThird, words.RoleThey, words.RoleUser:
		return w.prep == 0 || w.outer != 0
	}
	return false
}

// nounLike reports whether a participle after such a token describes it.
func (w *walker) nounLike(k words.WordRole) bool {
	switch k {
	case words.RoleTerm, words.RoleInfo, words.RoleOther, words.RoleClose, words.RoleSemicolon, words.RoleDevice, words.RoleThird, words.RoleAnd, words.RoleComma, words.RoleOpen, words.RoleColon:
		return true
	}
	return false
}

// gerund reports whether an -ing form after such a token is one.
func (w *walker) gerund(k words.WordRole) bool {
	switch k {
	case words.RoleBy, words.RoleFor, words.RoleFrom, words.RoleIf, words.RoleVia, words.RoleWith, words.RoleInfo, words.RoleThird, words.RoleOther, words.RoleOf, words.RoleTerm, words.RoleSemicolon, words.RoleFirst, words.RoleUser, words.RoleOpen, words.RoleColon:
		return true
	}
	return false
}

func preposition(r words.WordRole) bool {
	switch r {
	case words.RoleTo, words.RoleWith, words.RoleFrom, words.RoleBy, words.RoleOf, words.RoleFor, words.RoleVia:
		return true
	}
	return false
}

// fillVerb finds who acts and whether it is denied.
func (w *walker) fillVerb(p *predicate, coordinated bool) {
	p.neg = w.neg || coordinated && w.preds[w.cur].neg && !w.restarted(p.token)
	p.banned = p.neg && w.bans(coordinated)
	switch {
	case p.passive:
		if coordinated {
			p.subject, p.subjectTok = w.preds[w.cur].subject, w.preds[w.cur].subjectTok
		}
		w.resume(p.token)
		w.acted = true
	case w.object != 0 && (!p.finite && w.roleBefore(p.token) != words.RoleBy || p.finite && w.before(p.token) == w.objTok && w.cur >= 0 && w.preds[w.cur].action == words.VerbAllow):
		p.subject, p.subjectTok = w.object, thirdToken(w.tokens, w.objTok)
		p.neg = p.neg || w.cur >= 0 && w.preds[w.cur].neg
	case !p.finite && w.roleBefore(p.token) == words.RoleBy && w.subject != 0:
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
		if w.roleBefore(p.token) == words.RoleDevice {
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
		case words.RoleAdverb, words.RoleNeg, words.RoleModal, words.RoleHave, words.RoleBe, words.RoleComma, words.RoleAnd:
		default:
			return true
		}
	}
	return false
}

// restarted reports whether a modal verb or "only" stands between the current
// predicate and token i, so that its negation does not carry over.
func (w *walker) restarted(i int) bool {
	for k := w.preds[w.cur].token + 1; k < i; k++ {
		t := &w.tokens[k]
		if t.role == words.RoleModal || t.role == words.RoleBut || onlyWords[strings.ToLower(w.text[t.start:t.end])] {
			return true
		}
	}
	return false
}

// bans reports whether the negation of the verb in hand is a rule for whoever
// acts and not a fact: "may not", "please do not", 不得.
func (w *walker) bans(coordinated bool) bool {
	if !w.neg {
		return coordinated && w.preds[w.cur].banned
	}
	if w.tokens[w.negTok].word.Action == "ban" {
		return true
	}
	for k := w.negTok - 1; k >= 0 && k > w.negTok-3 && !w.tokens[w.negTok].word.Zh; k-- {
		if t := &w.tokens[k]; bans[strings.ToLower(w.text[t.start:t.end])] {
			return true
		}
	}
	return w.negTok+1 < len(w.tokens) && bans[w.text[w.tokens[w.negTok+1].start:w.tokens[w.negTok+1].end]] // 不应
}

// bans are words before or behind a negation that make it a rule.
var bans = words.PhraseSet("makes a rule of a negation")

// onlyWords close the reach of a negation: "takes no names and only sends …".
var onlyWords = words.PhraseSet("only")

// push makes p the current predicate and gives it the items that wait.
func (w *walker) push(p predicate) {
	w.neg, w.object = false, 0
	if p.action == words.VerbInclude && w.cur >= 0 && dataAction(w.preds[w.cur].action) {
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
	if !p.joined {
		w.apart = w.cur
	}
	kept := w.waiting[:0]
	for _, m := range w.waiting {
		if p.reduced && p.token-w.mentions[m].token > 2 || w.timed && w.mentions[m].token < w.timedAt || w.inner && p.finite && w.subjectAt > w.mentions[m].token {
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
			if m := &w.mentions[k]; m.subject && m.pred >= w.apart {
				m.upto = w.cur
			}
		}
	}
}

// adjacent reports whether only words that join stand between two verbs.
func (w *walker) adjacent(a, b int) bool {
	joined := false
	for k := a + 1; k < b; k++ {
		switch w.tokens[k].role {
		case words.RoleComma, words.RoleAnd:
			joined = true
		case words.RoleAdverb, words.RoleVerb, words.RoleNeg, words.RoleModal:
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
	of := next.role == words.RoleOf && next.end-next.start == 2 && (w.text[next.start] == 'o' || w.text[next.start] == 'O')
	if t.word.Form&(words.FormPast|words.FormIng) != 0 && !of || !of && !(next.role == words.RoleTo && action == words.VerbAccess) {
		return false
	}
	p := predicate{action: action, token: i, nominal: true, with: -1, subject: w.subject, subjectTok: w.subjectTok, neg: w.neg, limited: w.limited || w.unless, conditional: w.cond}
	if j := w.before(i); j >= 0 && w.tokens[j].role == words.RolePossessive && w.tokens[j].word.Action == "your" && action == words.VerbUse {
		return false // "your use of the service"
	}
	if action == words.VerbAccess {
		w.accessTo(&p)
	}
	if w.neg && w.isWithout(w.negTok) && w.cur >= 0 && w.preds[w.cur].neg {
		p.neg = false // "cannot find it without access to your location"
	}
	w.push(p)
	return true
}

// isWithout reports whether token i is "without".
func (w *walker) isWithout(i int) bool {
	t := &w.tokens[i]
	return strings.EqualFold(w.text[t.start:t.end], "without")
}

// accessTo finds who gets access.
func (w *walker) accessTo(p *predicate) {
	p.action = words.VerbCollect
	if w.cur < 0 {
		return
	}
	c := &w.preds[w.cur]
	p.neg = p.neg || c.neg
	if c.to&(partyFirst|partyThird) != 0 {
		p.subject = c.to & (partyFirst | partyThird)
	} else if c.subject == partyUser && c.action != words.VerbNone {
		p.subject = 0
	}
}

// dataAction reports whether a verb says what is done with information.
func dataAction(action string) bool {
	switch action {
	case words.VerbNone, words.VerbShow, words.VerbOpt, words.VerbAllow, words.VerbInclude, words.VerbLogin:
		return false
	}
	return true
}
