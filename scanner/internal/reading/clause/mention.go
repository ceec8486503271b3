package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// item takes in an item name.
func (w *walker) item(i int) {
	m := itemMention{term: *w.tokens[i].term, token: i, owner: -1}
	if i > 0 && w.tokens[i-1].role == words.RoleThird && w.prep == 0 {
		m.owner = i - 1
	}
	w.mention(m)
	if s := w.text[m.term.Start:m.term.End]; strings.HasSuffix(s, "ata") || strings.HasSuffix(s, "nformation") {
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
	for j >= 0 && (w.tokens[j].role == words.RolePossessive || w.tokens[j].role == words.RoleDeterminer || w.tokens[j].role == words.RoleNeg) {
		j--
	}
	if j >= 0 {
		switch w.tokens[j].role {
		case words.RoleAnd, words.RoleComma, words.RoleBut, words.RoleBecause:
		default:
			return false
		}
	}
	for k := i + 1; k < len(w.tokens) && k < i+16; k++ {
		switch w.tokens[k].role {
		case words.RoleTerm, words.RoleAnd, words.RoleComma, words.RolePossessive, words.RoleDeterminer, words.RoleOther, words.RoleInfo, words.RoleAdverb:
		case words.RoleBe, words.RoleModal:
			return w.tokens[k-1].role != words.RoleComma // a comma closes an embedded clause
		default:
			return false
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
		case words.RoleUser, words.RoleFirst, words.RoleThird, words.RoleThey, words.RoleRelative, words.RoleAdverb, words.RoleModal, words.RoleBe, words.RoleHave, words.RoleNeg:
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
