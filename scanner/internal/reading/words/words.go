// Package words knows what phrases mean in a policy: the tables of data, as typed
// phrases that one pass over a text finds. It knows nothing of sentences.
package words

import (
	"sync"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/privacy"
)

// lexicons are all tables of phrases that a text is looked through for.
type lexicons struct {
	Book               *language.PhraseBook
	Terms, listedTerms *language.Lexicon[TermName]
	StatementTerms     *language.Lexicon[StatementName]
	Words              *language.Lexicon[*Word]
	Categories         *language.Lexicon[string]
	Groups             *language.Lexicon[*[]GroupName]
	cues               *language.Lexicon[CueKind]
	PermClass          *language.Lexicon[bool]
	vague              *language.Lexicon[bool]
	Elements           *elementTables
	Covers             *language.Lexicon[CoverKind]
	Places             *language.Lexicon[PlaceKind]
	DenialLimits       *language.Lexicon[LimitKind]
	Asides             *language.Lexicon[AsideKind]
	OtherSenses        *language.Lexicon[[]privacy.Group]

	Open, Main, Lead, Privacy, Login *language.Lexicon[bool]
	Background, Rough, Precise       *language.Lexicon[bool]
}

// Phrases builds the lexicons once: one pass over a text then finds what any
// of them holds.
var Phrases = sync.OnceValue(newLexicons)

func newLexicons() *lexicons {
	b := language.NewPhraseBook()
	x := &lexicons{
		Book:           b,
		StatementTerms: newStatementTerms(b),
		Words:          newStatementWords(b),
		Categories:     newCategories(b),
		Groups:         newGroupNames(b),
		cues:           newCues(b),
		PermClass:      newPermClass(b),
		vague:          newVague(b),
		Elements:       newElements(b),
		Covers:         newCovers(b),
		Places:         newPlaces(b),
		DenialLimits:   newDenialLimits(b),
		Asides:         newAsides(b),
		OtherSenses:    newOtherSenses(b),
		Open:           newOpenWords(b),
		Main:           newMainWords(b),
		Lead:           newLeadWords(b),
		Privacy:        newPrivacyWords(b),
		Login:          newLoginWords(b),
		Background:     newBackgroundWords(b),
		Rough:          newRoughWords(b),
		Precise:        newPreciseWords(b),
	}
	x.Terms, x.listedTerms = newTerms(b)
	b.Finish()
	return x
}

// newLeadWords returns the words with which a sentence introduces a list.
func newLeadWords(b *language.PhraseBook) *language.Lexicon[bool] {
	return language.WordList(b, PhraseList("lead")...)
}

// newCategories returns the words for kinds of SDKs that a document may deny.
func newCategories(b *language.PhraseBook) *language.Lexicon[string] {
	l := language.NewLexicon[string](b)
	language.Table(data, "statement-categories.csv", 3, func(r []string) {
		for _, w := range language.SplitList(r[2]) {
			l.Add(w, r[0])
		}
	})
	return l
}

// AnySDK is how the table marks words for SDKs of no kind.
const AnySDK = "any"

// newOpenWords returns what leaves a list open; true for the words that stand
// before the list.
func newOpenWords(b *language.PhraseBook) *language.Lexicon[bool] {
	l := language.NewLexicon[bool](b)
	for _, w := range PhraseList("open list before") {
		l.Add(w, true)
	}
	for _, w := range PhraseList("open list behind") {
		l.Add(w, false)
	}
	return l
}

// newMainWords returns what says that a list of SDKs gives only the main ones.
func newMainWords(b *language.PhraseBook) *language.Lexicon[bool] {
	return language.WordList(b, PhraseList("main ones")...)
}

func newBackgroundWords(b *language.PhraseBook) *language.Lexicon[bool] {
	return language.WordList(b, PhraseList("background")...)
}

func newRoughWords(b *language.PhraseBook) *language.Lexicon[bool] {
	return language.WordList(b, PhraseList("rough location")...)
}

func newPreciseWords(b *language.PhraseBook) *language.Lexicon[bool] {
	return language.WordList(b, PhraseList("precise location")...)
}

func newPrivacyWords(b *language.PhraseBook) *language.Lexicon[bool] {
	return language.WordList(b, PhraseList("privacy")...)
}

func newLoginWords(b *language.PhraseBook) *language.Lexicon[bool] {
	return language.WordList(b, PhraseList("login page")...)
}

// StatementName is what a name in data/statement-terms.csv stands for.
type StatementName struct {
	Item   privacy.Item // empty for a phrase that names none and hides names inside it
	Weak   bool         // names the item in a collecting context only
	Listed bool         // names the item only beside others in a list
}

// newStatementTerms returns the names of items that only running text uses, beside
// those findTerms knows.
func newStatementTerms(b *language.PhraseBook) *language.Lexicon[StatementName] {
	l := language.NewLexicon[StatementName](b)
	language.Table(data, "statement-terms.csv", 4, func(r []string) {
		item := privacy.Item(r[0])
		if item == "none" {
			item = ""
		}
		for _, name := range language.SplitList(r[3]) {
			l.Add(name, StatementName{item, r[2] != "", r[2] == "list"})
		}
	})
	return l
}
