package clause

import (
	"unicode"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

func partyOf(k words.WordRole) parties {
	switch k {
	case words.RoleFirst:
		return partyFirst
	case words.RoleThird, words.RoleThey:
		return partyThird
	}
	return partyUser
}

// party takes in a word for someone who may act, receive or be asked.
func (w *walker) party(i int) {
	t := &w.tokens[i]
	if w.qualifies(i) || t.word.Zh && i+1 < len(w.tokens) && w.tokens[i+1].role == words.RoleDe && w.tokens[i+1].end-w.tokens[i+1].start == len("的") {
		return
	}
	p := partyOf(t.role)
	if t.role == words.RoleThey && w.plural == partyUser {
		p = partyUser // "users …, they"
	}
	j := w.before(i)
	for j >= 0 && (w.tokens[j].role == words.RoleDeterminer || w.tokens[j].role == words.RolePossessive || w.tokens[j].role == words.RoleOther && t.role == words.RoleThird) {
		if w.tokens[j].role == words.RoleOther && (j == 0 || w.tokens[j-1].role == words.RoleOther && t.role != words.RoleThird) {
			break
		}
		j--
	}
	prev := words.RoleSemicolon
	if j >= 0 {
		prev = w.tokens[j].role
	}
	if i > 0 && w.tokens[i-1].role == words.RoleThird && t.role == words.RoleThird || prev == words.RoleInclude && t.role == words.RoleThird {
		w.nameThird(i) // "third-party advertisers", "partners such as X"
		return
	}
	if i > 0 && j >= 0 && norToken(w.tokens[j:i]) {
		prev = words.RoleAnd
	}
	if prev == words.RoleAnd || prev == words.RoleComma {
		switch prep := w.prepositionOf(j); {
		case prep != 0 && t.word.Action != "we" && !w.actsAfter(i):
			prev = prep
		case w.subject != 0 && !w.acted && !w.cond && (prev == words.RoleAnd || t.word.Action != "we"):
			w.subject |= p
			w.nameThird(i)
			return
		case w.subject == 0 && p == partyThird && w.ownNameBefore(j):
			p |= partyFirst
		}
	}
	if t.word.Action == "we" && t.role != words.RoleUser {
		w.startSubject(p, i, prev)
		return
	}
	switch prev {
	case words.RoleTo, words.RoleWith, words.RoleFrom, words.RoleBy:
		w.prep = prev
		w.giveParty(prev, p, i)
		return
	case words.RoleOf, words.RoleFor, words.RoleVia:
		w.prep = prev
		if prev == words.RoleOf && w.prepositionOf(j) == words.RoleBy {
			w.giveParty(words.RoleBy, p, i)
		}
		if prev == words.RoleVia && p == partyThird && w.cur >= 0 && w.preds[w.cur].action == words.VerbCollect {
			w.preds[w.cur].subject |= partyThird // "by itself or through third parties"
			if w.preds[w.cur].subject == partyThird {
				w.preds[w.cur].subject |= partyFirst
			}
		}
		return
	case words.RoleVerb, words.RoleNoun:
		if t.word.Action == "us" || !w.actsAfter(i) || w.tokens[j].word.Action == words.VerbAllow || w.tokens[j].word.Action == words.VerbAsk {
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
	if i+1 == len(w.tokens) || w.tokens[i].word.Action == "we" || w.tokens[i].role == words.RoleThey || w.tokens[i].word.Zh {
		return false
	}
	switch w.tokens[i+1].role {
	case words.RoleTerm:
		k := w.roleBefore(i)
		return k != words.RoleWith && k != words.RoleTo && k != words.RoleVerb
	case words.RoleAccount:
		return w.tokens[i].word.Action != "social"
	case words.RoleDevice:
		return true
	case words.RoleInfo:
		return w.tokens[i].role == words.RoleUser
	}
	return false
}

// prepositionOf returns the preposition that governs a list of parties up to
// token j, 0 for none.
func (w *walker) prepositionOf(j int) words.WordRole {
	for k := j; k >= 0 && k > j-12; k-- {
		switch r := w.tokens[k].role; r {
		case words.RoleOf:
			if k > 1 && w.tokens[k-1].role == words.RoleOther { // "by the owners of"
				if p := w.prepositionOf(k - 2); p == words.RoleBy {
					return p
				}
			}
			return r
		case words.RoleTo, words.RoleWith, words.RoleFrom, words.RoleBy, words.RoleFor, words.RoleVia:
			return r
		case words.RoleOther, words.RoleDeterminer, words.RolePossessive, words.RoleAnd, words.RoleComma, words.RoleThird, words.RoleFirst, words.RoleAdverb, words.RoleInfo:
		default:
			return 0
		}
	}
	return 0
}

// norToken reports whether a "nor" is among the tokens.
func norToken(tokens []token) bool {
	for _, t := range tokens {
		if t.role == words.RoleNeg && t.word.Action == "nor" {
			return true
		}
	}
	return false
}

// startSubject makes a party the one who acts from here on.
func (w *walker) startSubject(p parties, i int, prev words.WordRole) {
	w.prep = 0
	switch prev {
	case words.RoleAnd, words.RoleComma, words.RoleBut, words.RoleSemicolon, words.RoleColon, words.RoleBecause, words.RoleIf:
		w.neg, w.except = w.neg && prev == words.RoleIf, false
		if prev != words.RoleIf {
			w.inner = w.inner && prev == words.RoleAnd
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
	if i <= 0 || w.tokens[i-1].role != words.RoleOther && w.tokens[i-1].role != words.RoleInfo {
		return false
	}
	r, _ := utf8.DecodeRuneInString(w.text[w.tokens[i-1].start:])
	return unicode.IsUpper(r)
}

func (w *walker) nameThird(i int) {
	if w.tokens[i].role == words.RoleThird {
		w.subjectTok = i
	}
}

// thirdNoun returns the token of a third party that the noun before token i
// names or belongs to: "third-party technologies that", -1 for none.
func (w *walker) thirdNoun(i int) int {
	for j := i - 1; j >= 0 && j > i-5; j-- {
		switch w.tokens[j].role {
		case words.RoleThird:
			return j
		case words.RoleOther, words.RoleInfo, words.RoleClose:
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
		case words.RoleAdverb, words.RoleNeg, words.RoleThird:
		case words.RoleModal, words.RoleBe, words.RoleHave:
			return true
		case words.RoleVerb:
			return t.word.Form&(words.FormBase|words.FormPast) != 0
		default:
			return false
		}
	}
	return false
}

// giveParty notes who receives, gives or acts after a preposition.
func (w *walker) giveParty(prep words.WordRole, p parties, i int) {
	if w.zh && w.tokens[i].word.Zh && w.givesBefore(prep, p, i) {
		return
	}
	if w.cur < 0 {
		if prep == words.RoleBy {
			w.subject, w.acted = p, false
			w.nameThird(i)
		}
		return
	}
	c := &w.preds[w.cur]
	switch prep {
	case words.RoleBy:
		if c.passive || c.nominal {
			c.subject |= p
			if w.tokens[i].role == words.RoleThird {
				c.subjectTok = i
			}
		}
	case words.RoleTo, words.RoleWith:
		c.to |= p
	case words.RoleFrom:
		c.from |= p
	}
}

func thirdToken(tokens []token, i int) int {
	if i >= 0 && tokens[i].role == words.RoleThird {
		return i
	}
	return -1
}
