package policy

import (
	"fmt"
	"strings"
)

// wordRole is the part a word plays in a statement.
type wordRole uint8

// Kinds of words. Those from roleComma on are not in the table.
const (
	roleOther wordRole = iota
	roleVerb
	roleNoun // a noun that can stand for a verb: "collection of"
	roleFirst
	roleThird
	roleThey
	roleUser
	roleNeg
	roleNotNeg // holds a negation that denies nothing: "not limited to"
	roleExcept
	roleUnless
	roleIf
	rolePurpose
	roleBecause
	roleRelative
	roleAnd
	roleBut
	roleBe
	roleHave
	roleModal
	roleAdverb
	roleInclude
	roleInfo
	roleDefine
	roleTo
	roleFor
	roleBy
	roleWith
	roleFrom
	roleVia
	roleOf
	roleDeterminer
	rolePossessive
	roleRight
	roleBa // 将, 把, 对: the object stands before its verb
	roleDe // 的
	roleDevice
	roleSource  // what a location can be found by; names an item only beside a location
	rolePlace   // words of place that are no item
	roleAccount // what one has at another service
	roleComma
	roleSemicolon
	roleColon
	roleOpen
	roleClose
	roleTerm
)

var wordRoles = map[string]wordRole{
	"verb": roleVerb, "noun": roleNoun, "first": roleFirst, "third": roleThird, "they": roleThey, "user": roleUser,
	"neg": roleNeg, "notneg": roleNotNeg, "except": roleExcept, "unless": roleUnless, "if": roleIf,
	"purpose": rolePurpose, "because": roleBecause, "rel": roleRelative, "and": roleAnd, "but": roleBut, "be": roleBe,
	"have": roleHave, "modal": roleModal, "adv": roleAdverb, "incl": roleInclude, "info": roleInfo, "def": roleDefine,
	"to": roleTo, "for": roleFor, "by": roleBy, "with": roleWith, "from": roleFrom, "via": roleVia, "of": roleOf,
	"det": roleDeterminer, "poss": rolePossessive, "right": roleRight, "ba": roleBa, "de": roleDe, "device": roleDevice, "source": roleSource,
	"place": rolePlace, "comma": roleComma, "account": roleAccount,
}

// verbForm is a set of forms an English verb can have as it is spelled;
// Chinese verbs have formBase.
type verbForm uint8

const (
	formBase verbForm = 1 << iota
	formPast          // collected: past tense or participle
	formIng
)

// Actions of verbs in the table, finer than those of items.
const (
	verbCollect = "collect"
	verbAsk     = "ask"     // ask for, require
	verbAccess  = "access"  // by the user it is a right
	verbUse     = "use"     // use, process, store
	verbProcess = "process" // its denial denies no collection
	verbEmbed   = "embed"   // build something into the app
	verbShow    = "show"    // show advertising
	verbStore   = "store"   // its denial denies no collection
	verbLeave   = "leave"   // "leave your phone"
	verbLink    = "link"    // combine with; its denial denies no collection
	verbShare   = "share"
	verbSend    = "send"    // sharing or collecting, by who receives
	verbProvide = "provide" // the user's giving, or sharing
	verbGive    = "give"    // only users do it
	verbAllow   = "allow"   // allow others to
	verbInclude = "include" // says what something consists of
	verbOpt     = "opt"     // stop, delete, refuse
	verbLogin   = "login"   // log in, register, connect an account
	verbNone    = "none"    // anything else
)

// word is an entry of data/statement-words.csv.
type word struct {
	role   wordRole
	form   verbForm
	action string // of a verb; of third parties "company", "social", "sso"; "us" for an object
	last   rune   // last letter, to tell a plural from another word
	zh     bool
}

// takesPlural reports whether an s behind the word leaves it the same word.
func (w *word) takesPlural() bool {
	switch w.role {
	case roleVerb:
		return w.form&formBase != 0
	case roleInfo, roleThird, roleUser, roleNoun, roleDevice:
		return true
	}
	return false
}

func newStatementWords(b *phraseBook) *lexicon[*word] {
	l := newLexicon[*word](b)
	table(data, "statement-words.csv", 4, func(r []string) {
		kind, ok := wordRoles[r[0]]
		if !ok {
			panic(fmt.Sprintf("policy: data/statement-words.csv: no such class: %s", r[0]))
		}
		for _, entry := range splitList(r[3]) {
			for _, f := range verbForms(entry, kind == roleVerb && r[1] == "en") {
				last := []rune(f.spelled)
				l.add(f.spelled, &word{kind, f.form, r[2], last[len(last)-1], r[1] == "zh"})
			}
		}
	})
	return l
}

type spelledForm struct {
	spelled string
	form    verbForm
}

// verbForms returns the forms of a table entry: as it stands, or for an
// English verb its base, past and -ing form, written out after slashes where
// they are irregular, a fourth being the participle.
func verbForms(entry string, verb bool) []spelledForm {
	if !verb {
		return []spelledForm{{entry, formBase}}
	}
	if parts := strings.Split(entry, "/"); len(parts) > 1 {
		base := formBase
		if parts[0] == parts[1] {
			base |= formPast
		}
		forms := []spelledForm{{parts[0], base}, {parts[1], formPast}, {parts[2], formIng}}
		for _, p := range parts[3:] {
			forms = append(forms, spelledForm{p, formPast})
		}
		return forms
	}
	head, rest, more := strings.Cut(entry, " ")
	if more {
		rest = " " + rest
	}
	past, ing := head+"ed", head+"ing"
	switch n := len(head); {
	case strings.HasSuffix(head, "e"):
		past, ing = head+"d", head[:n-1]+"ing"
	case strings.HasSuffix(head, "y") && !strings.ContainsRune("aeiou", rune(head[n-2])):
		past = head[:n-1] + "ied"
	}
	return []spelledForm{{entry, formBase}, {past + rest, formPast}, {ing + rest, formIng}}
}
