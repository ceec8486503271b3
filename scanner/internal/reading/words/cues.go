package words

import (
	"github.com/candor-scan/candor/scanner/internal/language"
)

// CueKind is a set of the senses in which a word can help to read a sentence
// about permissions.
type CueKind uint32

const (
	CuePerm CueKind = 1 << iota
	CuePermClass
	CueAccess
	CueCollect
	CueNegation
	CueCondition
	CueLimit
	CueRefuse
	CueConsequence
	CueConsent
	CuePurpose
	CueFeature
	CueThird
	CueSubject
	CueAnaphor
	CueBut     // closes the scope of a negation
	CueUnable  // denies by what cannot be done
	CueInclude // says what something consists of
	CueMove    // leaves the device
	CuePassive // a participle behind its object
	CueProtect
	CuePrevent
	CueExample
	CueSingle  // one permission, named before
	CueWhole   // each of several
	CueDeed    // what a permission is used to do
	CueLook    // access, where it is denied: "look at"
	CueExact   // restricts a denial of the location
	CueCovert  // 偷偷: a denial is firm only without it
	CueDropped // says that something is gone
	cueHide    // hides the words inside it
)

var cueNames = map[string]CueKind{
	"perm": CuePerm, "permclass": CuePermClass, "access": CueAccess, "collect": CueCollect, "negation": CueNegation,
	"condition": CueCondition, "limit": CueLimit, "refuse": CueRefuse, "consequence": CueConsequence, "consent": CueConsent,
	"purpose": CuePurpose, "feature": CueFeature, "thirdparty": CueThird, "subject": CueSubject, "anaphor": CueAnaphor,
	"but": CueBut, "unable": CueUnable, "include": CueInclude, "move": CueMove, "passive": CuePassive, "single": CueSingle, "deed": CueDeed, "whole": CueWhole, "protect": CueProtect, "prevent": CuePrevent, "example": CueExample,
	"look": CueLook, "exact": CueExact, "covert": CueCovert, "dropped": CueDropped,
	"none": cueHide,
}

// Cue is a word of data/cues.csv in a folded text, by rune offsets.
type Cue struct {
	Kind       CueKind
	Start, End int
}

func newCues(b *language.PhraseBook) *language.Lexicon[CueKind] {
	kinds := map[string]CueKind{}
	var order []string
	language.Table(data, "cues.csv", 3, func(r []string) {
		for _, w := range language.SplitList(r[2]) {
			if _, ok := kinds[w]; !ok {
				order = append(order, w)
			}
			kinds[w] |= cueNames[r[0]]
		}
	})
	l := language.NewLexicon[CueKind](b)
	for _, w := range order {
		l.Add(w, kinds[w])
	}
	return l
}

// newPermClass returns the cues that speak of permissions as a class, by
// themselves: a longer cue of another kind does not hide one.
func newPermClass(b *language.PhraseBook) *language.Lexicon[bool] {
	l := language.NewLexicon[bool](b)
	language.Table(data, "cues.csv", 3, func(r []string) {
		for _, w := range language.SplitList(r[2]) {
			if r[0] == "permclass" {
				l.Add(w, true)
			}
		}
	})
	return l
}

// FindCues finds all cues, the longest at each place; cues may overlap.
func FindCues(f *language.Folded) []Cue {
	var out []Cue
	l := Phrases().cues
	skip := int32(0)
	for _, h := range l.In(f) {
		if h.Start < skip {
			continue
		}
		k := l.Values[h.Value]
		if k&cueHide != 0 {
			skip = h.End
		}
		if k &^= cueHide; k != 0 {
			out = append(out, Cue{k, int(h.Start), int(h.End)})
		}
	}
	return out
}

// newVague returns the words that say nothing about what a permission is for.
func newVague(b *language.PhraseBook) *language.Lexicon[bool] {
	l := language.NewLexicon[bool](b)
	language.Table(data, "vague.csv", 2, func(r []string) {
		for _, w := range language.SplitList(r[1]) {
			l.Add(w, true)
		}
	})
	return l
}

// IsSpecific reports whether the runes of f between start and end say more
// than "to provide our services": something is left once the words that stand
// in every purpose are taken away.
func IsSpecific(f *language.Folded, start, end int) bool {
	vague := Phrases().vague.In(f)
	han, words, word := 0, 0, 0
	endWord := func() {
		if word > 2 {
			words++
		}
		word = 0
	}
	for i := start; i < end; {
		for len(vague) > 0 && int(vague[0].Start) < i {
			vague = vague[1:]
		}
		if len(vague) > 0 && int(vague[0].Start) == i && int(vague[0].End) <= end {
			endWord()
			i = int(vague[0].End)
			continue
		}
		switch r := f.Runes[i]; {
		case language.IsHan(r):
			endWord()
			han++
		case language.IsWord(r) && !(r >= '0' && r <= '9'):
			word++
		default:
			endWord()
		}
		i++
	}
	endWord()
	return han >= 2 || words >= 1
}
