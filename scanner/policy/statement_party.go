package policy

import (
	"unicode"
	"unicode/utf8"
)

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

func thirdToken(tokens []token, i int) int {
	if i >= 0 && tokens[i].role == roleThird {
		return i
	}
	return -1
}
