package clause

import (
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// otherZh takes in the Chinese words that are in no table but mean something
// at their place.
func (w *walker) otherZh(i int) {
	if !w.zh {
		return
	}
	t := &w.tokens[i]
	starts := i == 0 || w.tokens[i-1].role == words.RoleComma || w.tokens[i-1].role == words.RoleSemicolon
	switch s := w.text[t.start:t.end]; {
	case s == "时" && w.timed && w.cond:
		w.endTime()
	case s == "在" && !w.cond && w.opensTime(i):
		w.cond, w.first, w.head, w.timed, w.timedAt = true, w.cur < 0, w.cur, true, i
		w.saved.subject, w.saved.token, w.saved.acted = w.subject, w.subjectTok, w.acted
	case s == "为" && starts:
		w.aim = true
	case s == "除" && starts:
		w.except, w.excepts = true, true // 除手机号外
	}
}

// opensTime reports whether 在 at token i opens a clause with a denied verb that
// 时 closes, so that the denial is that of the clause: 在不能使用蓝牙时.
func (w *walker) opensTime(i int) bool {
	denied, verb := false, false
	for k := i + 1; k < len(w.tokens); k++ {
		t := &w.tokens[k]
		switch t.role {
		case words.RoleComma:
			if w.text[t.start:t.end] != "、" {
				return false
			}
		case words.RoleSemicolon, words.RoleColon:
			return false
		case words.RoleNeg:
			denied = true
		case words.RoleVerb:
			verb = verb || denied
		case words.RoleOther:
			if w.text[t.start:t.end] == "时" {
				return verb && !language.HasPrefixIn(w.text[t.end:], longerTimes)
			}
		}
	}
	return false
}

// longerTimes are what makes another word of 时 before it: 时间, 时候.
var longerTimes = words.PhraseList("makes another word of time")

// headNoun gives what stands behind 的 to the verb outside of the clause that
// 的 closes: 提供不能识别您身份的设备信息.
func (w *walker) headNoun(i int) {
	if w.cur < 0 || i == 0 || w.roleBefore(i) == words.RoleUser || w.roleBefore(i) == words.RoleFirst {
		return
	}
	if u := w.userActs(); u >= 0 {
		w.headOfUser(u)
	} else if out := w.preds[w.cur].outside; out >= 0 && dataAction(w.preds[out].action) {
		w.cur = out
	}
}

// userActs returns the token of the user whose clause the current verb stands
// in, -1 where somebody else acts there: 您在申请账号时提供.
func (w *walker) userActs() int {
	for k := w.preds[w.cur].token - 1; k >= 0; k-- {
		switch t := &w.tokens[k]; t.role {
		case words.RoleComma, words.RoleSemicolon:
			if w.text[t.start:t.end] != "、" {
				return -1
			}
		case words.RoleFirst, words.RoleThird, words.RoleThey, words.RoleUser:
			if w.tokens[k+1].role == words.RoleDe || preposition(w.roleBefore(k)) || k > 0 && w.text[w.tokens[k-1].start:w.tokens[k-1].end] == "为" {
				continue // 您的, 向我们提供
			}
			if t.role != words.RoleUser {
				return -1
			}
			return k
		}
	}
	return -1
}

// headOfUser gives what stands behind a clause in which the user at token u
// acts to the verb before the user: what users do is no statement about who
// collects, but for their giving where no verb before says more.
func (w *walker) headOfUser(u int) {
	out := w.cur
	for ; out >= 0 && w.preds[out].token > u; out = w.preds[out].outside {
		w.preds[out].subject, w.preds[out].subjectTok = partyUser, -1
	}
	if !w.states(out) {
		for out = w.cur; out >= 0 && w.preds[out].token > u && !w.states(out); {
			out = w.preds[out].outside
		}
	}
	if w.states(out) {
		w.cur = out
	}
	w.ba = w.ba || w.roleBefore(u) == words.RoleBa // 将您提供的手机号提供给…
	if w.inner && w.saved.subject&partyUser == 0 {
		w.closeInner()
	}
}

// endTime closes a clause like 在您使用…时 at its 时.
func (w *walker) endTime() {
	w.timed, w.cond, w.cur = false, false, w.head
	w.subject, w.subjectTok, w.acted = w.saved.subject, w.saved.token, w.saved.acted
}

// givesBefore notes who receives or gives where the verb comes later, as it
// mostly does in Chinese: 向第三方提供, 从第三方获取.
func (w *walker) givesBefore(prep words.WordRole, p parties, i int) bool {
	if j := w.before(i); j > 0 && w.tokens[j-1].role == words.RoleVerb {
		return false // 提供给第三方
	}
	switch prep {
	case words.RoleTo, words.RoleWith:
		w.to |= p
	case words.RoleFrom:
		w.from |= p
	case words.RoleBy:
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

// zhVerb takes in a Chinese verb: its negation stands right before it, its
// subject anywhere before.
func (w *walker) zhVerb(i int) {
	p := predicate{action: w.tokens[i].word.Action, token: i, finite: true, subject: w.subject, subjectTok: w.subjectTok,
		conditional: w.cond, limited: w.limited || w.unless}
	prev := w.roleBefore(i)
	coordinated := w.coordinated(i, w.before(i), prev)
	neg := w.neg && w.ba && w.describes(i)
	p.neg = w.neg && !neg || coordinated && w.preds[w.cur].neg && !w.restarted(i)
	p.banned = p.neg && w.bans(coordinated)
	if prev == words.RoleBy {
		p.subject, p.subjectTok, p.passive = 0, -1, true // 被存储
	}
	if p.neg && p.subject == partyUser && w.text[w.tokens[i].start:w.tokens[i].end] == "授权" {
		p.action = words.VerbAllow // 您不授权…: what the user does not allow, the app asks for all the same
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
	if w.channel && p.action == words.VerbNone {
		w.waiting = w.waiting[:0] // 通过短信通知您
		for k := range w.mentions {
			if m := &w.mentions[k]; m.channel {
				m.pred, m.topic = len(w.preds), false
			}
		}
	}
	w.channel = false
	w.push(p)
	if neg {
		w.neg, w.ba = true, true
	}
}

// describes reports whether 的 follows the verb at i, so that it only says
// which thing is meant: what is denied in 不会把收集的日志与… comes later.
func (w *walker) describes(i int) bool {
	return i+1 < len(w.tokens) && w.tokens[i+1].role == words.RoleDe && w.tokens[i+1].end-w.tokens[i+1].start == len("的")
}

// commaSince reports whether a comma stands between two tokens; the Chinese
// 、 joins and separates nothing.
func (w *walker) commaSince(a, b int) bool {
	for _, t := range w.tokens[a+1 : b] {
		if t.role == words.RoleComma && w.text[t.start:t.end] != "、" {
			return true
		}
	}
	return false
}
