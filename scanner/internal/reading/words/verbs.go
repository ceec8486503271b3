package words

import (
	"fmt"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// WordRole is the part a word plays in a statement.
type WordRole uint8

// Kinds of words. Those from roleComma on are not in the table.
const (
	RoleOther WordRole = iota
	RoleVerb
	RoleNoun // a noun that can stand for a verb: "collection of"
	RoleFirst
	RoleThird
	RoleThey
	RoleUser
	RoleNeg
	RoleNotNeg // holds a negation that denies nothing: "not limited to"
	RoleExcept
	RoleUnless
	RoleIf
	RolePurpose
	RoleBecause
	RoleRelative
	RoleAnd
	RoleBut
	RoleBe
	RoleHave
	RoleModal
	RoleAdverb
	RoleInclude
	RoleInfo
	RoleDefine
	RoleTo
	RoleFor
	RoleBy
	RoleWith
	RoleFrom
	RoleVia
	RoleOf
	RoleDeterminer
	RolePossessive
	RoleRight
	RoleBa // 将, 把, 对: the object stands before its verb
	RoleDe // 的
	RoleDevice
	RoleSource  // what a location can be found by; names an item only beside a location
	RolePlace   // words of place that are no item
	RoleAccount // what one has at another service
	RoleComma
	RoleSemicolon
	RoleColon
	RoleOpen
	RoleClose
	RoleTerm
)

var wordRoles = map[string]WordRole{
	"verb": RoleVerb, "noun": RoleNoun, "first": RoleFirst, "third": RoleThird, "they": RoleThey, "user": RoleUser,
	"neg": RoleNeg, "notneg": RoleNotNeg, "except": RoleExcept, "unless": RoleUnless, "if": RoleIf,
	"purpose": RolePurpose, "because": RoleBecause, "rel": RoleRelative, "and": RoleAnd, "but": RoleBut, "be": RoleBe,
	"have": RoleHave, "modal": RoleModal, "adv": RoleAdverb, "incl": RoleInclude, "info": RoleInfo, "def": RoleDefine,
	"to": RoleTo, "for": RoleFor, "by": RoleBy, "with": RoleWith, "from": RoleFrom, "via": RoleVia, "of": RoleOf,
	"det": RoleDeterminer, "poss": RolePossessive, "right": RoleRight, "ba": RoleBa, "de": RoleDe, "device": RoleDevice, "source": RoleSource,
	"place": RolePlace, "comma": RoleComma, "account": RoleAccount,
}

// verbForm is a set of forms an English verb can have as it is spelled;
// Chinese verbs have formBase.
type verbForm uint8

const (
	FormBase verbForm = 1 << iota
	FormPast          // collected: past tense or participle
	FormIng
)

// Actions of verbs in the table, finer than those of items.
const (
	VerbCollect = "collect"
	VerbAsk     = "ask"     // ask for, require
	VerbAccess  = "access"  // by the user it is a right
	VerbUse     = "use"     // use, process, store
	VerbProcess = "process" // its denial denies no collection
	VerbEmbed   = "embed"   // build something into the app
	VerbShow    = "show"    // show advertising
	VerbStore   = "store"   // its denial denies no collection
	VerbLeave   = "leave"   // "leave your phone"
	VerbLink    = "link"    // combine with; its denial denies no collection
	VerbShare   = "share"
	VerbSend    = "send"    // sharing or collecting, by who receives
	VerbProvide = "provide" // the user's giving, or sharing
	VerbGive    = "give"    // only users do it
	VerbAllow   = "allow"   // allow others to
	VerbInclude = "include" // says what something consists of
	VerbOpt     = "opt"     // stop, delete, refuse
	VerbLogin   = "login"   // log in, register, connect an account
	VerbNone    = "none"    // anything else
)

// Word is an entry of data/statement-words.csv.
type Word struct {
	Role   WordRole
	Form   verbForm
	Action string // of a verb; of third parties "company", "social", "sso"; "us" for an object
	Last   rune   // last letter, to tell a plural from another word
	Zh     bool
}

// TakesPlural reports whether an s behind the word leaves it the same word.
func (w *Word) TakesPlural() bool {
	switch w.Role {
	case RoleVerb:
		return w.Form&FormBase != 0
	case RoleInfo, RoleThird, RoleUser, RoleNoun, RoleDevice:
		return true
	}
	return false
}

func newStatementWords(b *language.PhraseBook) *language.Lexicon[*Word] {
	l := language.NewLexicon[*Word](b)
	language.Table(data, "statement-words.csv", 4, func(r []string) {
		kind, ok := wordRoles[r[0]]
		if !ok {
			panic(fmt.Sprintf("policy: data/statement-words.csv: no such class: %s", r[0]))
		}
		for _, entry := range language.SplitList(r[3]) {
			for _, f := range verbForms(entry, kind == RoleVerb && r[1] == "en") {
				last := []rune(f.spelled)
				l.Add(f.spelled, &Word{kind, f.form, r[2], last[len(last)-1], r[1] == "zh"})
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
		return []spelledForm{{entry, FormBase}}
	}
	if parts := strings.Split(entry, "/"); len(parts) > 1 {
		base := FormBase
		if parts[0] == parts[1] {
			base |= FormPast
		}
		forms := []spelledForm{{parts[0], base}, {parts[1], FormPast}, {parts[2], FormIng}}
		for _, p := range parts[3:] {
			forms = append(forms, spelledForm{p, FormPast})
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
	return []spelledForm{{entry, FormBase}, {past + rest, FormPast}, {ing + rest, FormIng}}
}
