package policy

import (
	"fmt"
	"strings"
	"sync"
)

// wordKind is the part a word plays in a statement.
type wordKind uint8

// Kinds of words. Those from kindComma on are not in the table.
const (
	kindOther wordKind = iota
	kindVerb
	kindNoun // a noun that can stand for a verb: "collection of"
	kindFirst
	kindThird
	kindThey
	kindUser
	kindNeg
	kindNotNeg // holds a negation that denies nothing: "not limited to"
	kindExcept
	kindUnless
	kindIf
	kindPurpose
	kindBecause
	kindRelative
	kindAnd
	kindBut
	kindBe
	kindHave
	kindModal
	kindAdverb
	kindInclude
	kindInfo
	kindDefine
	kindTo
	kindFor
	kindBy
	kindWith
	kindFrom
	kindVia
	kindOf
	kindDeterminer
	kindPossessive
	kindRight
	kindBa // 将, 把, 对: the object stands before its verb
	kindDe // 的
	kindDevice
	kindSource  // what a location can be found by; names an item only beside a location
	kindPlace   // words of place that are no item
	kindAccount // what one has at another service
	kindComma
	kindSemicolon
	kindColon
	kindOpen
	kindClose
	kindTerm
)

var wordKinds = map[string]wordKind{
	"verb": kindVerb, "noun": kindNoun, "first": kindFirst, "third": kindThird, "they": kindThey, "user": kindUser,
	"neg": kindNeg, "notneg": kindNotNeg, "except": kindExcept, "unless": kindUnless, "if": kindIf,
	"purpose": kindPurpose, "because": kindBecause, "rel": kindRelative, "and": kindAnd, "but": kindBut, "be": kindBe,
	"have": kindHave, "modal": kindModal, "adv": kindAdverb, "incl": kindInclude, "info": kindInfo, "def": kindDefine,
	"to": kindTo, "for": kindFor, "by": kindBy, "with": kindWith, "from": kindFrom, "via": kindVia, "of": kindOf,
	"det": kindDeterminer, "poss": kindPossessive, "right": kindRight, "ba": kindBa, "de": kindDe, "device": kindDevice, "source": kindSource,
	"place": kindPlace, "account": kindAccount,
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
	verbAsk     = "ask"    // ask for, require
	verbAccess  = "access" // by the user it is a right
	verbUse     = "use"    // use, process, store
	verbLink    = "link"   // combine with; its denial denies no collection
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
	kind   wordKind
	form   verbForm
	action string // of a verb; of third parties "company", "social", "sso"; "us" for an object
	last   rune   // last letter, to tell a plural from another word
	zh     bool
}

// takesPlural reports whether an s behind the word leaves it the same word.
func (w *word) takesPlural() bool {
	switch w.kind {
	case kindVerb:
		return w.form&formBase != 0
	case kindInfo, kindThird, kindUser, kindNoun, kindDevice:
		return true
	}
	return false
}

var statementWords = sync.OnceValue(func() *lexicon[*word] {
	l := newLexicon[*word]()
	table("statement-words.csv", 4, func(r []string) {
		kind, ok := wordKinds[r[0]]
		if !ok {
			panic(fmt.Sprintf("policy: data/statement-words.csv: no such class: %s", r[0]))
		}
		for _, entry := range splitList(r[3]) {
			for _, f := range verbForms(entry, kind == kindVerb && r[1] == "en") {
				last := []rune(f.spelled)
				l.add(f.spelled, &word{kind, f.form, r[2], last[len(last)-1], r[1] == "zh"})
			}
		}
	})
	return l
})

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
