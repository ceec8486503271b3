package policy

import (
	"sync"

	"github.com/candor-scan/candor/scanner/privacy"
)

// lexicons are all tables of phrases that a text is looked through for.
type lexicons struct {
	book               *phraseBook
	terms, listedTerms *lexicon[termName]
	statementTerms     *lexicon[statementName]
	words              *lexicon[*word]
	categories         *lexicon[string]
	groups             *lexicon[*[]groupName]
	cues               *lexicon[cueKind]
	permClass          *lexicon[bool]
	vague              *lexicon[bool]
	elements           *elementTables
	covers             *lexicon[coverKind]
	places             *lexicon[placeKind]
	denialLimits       *lexicon[limitKind]
	otherSenses        *lexicon[[]privacy.Group]

	open, main, lead, privacy, login *lexicon[bool]
	background, rough, precise       *lexicon[bool]
}

// phrases builds the lexicons once: one pass over a text then finds what any
// of them holds.
var phrases = sync.OnceValue(newLexicons)

func newLexicons() *lexicons {
	b := newPhraseBook()
	x := &lexicons{
		book:           b,
		statementTerms: newStatementTerms(b),
		words:          newStatementWords(b),
		categories:     newCategories(b),
		groups:         newGroupNames(b),
		cues:           newCues(b),
		permClass:      newPermClass(b),
		vague:          newVague(b),
		elements:       newElements(b),
		covers:         newCovers(b),
		places:         newPlaces(b),
		denialLimits:   newDenialLimits(b),
		otherSenses:    newOtherSenses(b),
		open:           newOpenWords(b),
		main:           newMainWords(b),
		lead:           newLeadWords(b),
		privacy:        newPrivacyWords(b),
		login:          newLoginWords(b),
		background:     newBackgroundWords(b),
		rough:          newRoughWords(b),
		precise:        newPreciseWords(b),
	}
	x.terms, x.listedTerms = newTerms(b)
	b.finish()
	return x
}

// newLeadWords returns the words with which a sentence introduces a list.
func newLeadWords(b *phraseBook) *lexicon[bool] {
	return wordList(b, phraseList("lead")...)
}
