package policy

// cueKind is a set of the senses in which a word can help to read a sentence
// about permissions.
type cueKind uint32

const (
	cuePerm cueKind = 1 << iota
	cuePermClass
	cueAccess
	cueCollect
	cueNegation
	cueCondition
	cueLimit
	cueRefuse
	cueConsequence
	cueConsent
	cuePurpose
	cueFeature
	cueThird
	cueSubject
	cueAnaphor
	cueBut     // closes the scope of a negation
	cueUnable  // denies by what cannot be done
	cueInclude // says what something consists of
	cueMove    // leaves the device
	cuePassive // a participle behind its object
	cueProtect
	cuePrevent
	cueExample
	cueSingle  // one permission, named before
	cueWhole   // each of several
	cueDeed    // what a permission is used to do
	cueLook    // access, where it is denied: "look at"
	cueExact   // restricts a denial of the location
	cueCovert  // 偷偷: a denial is firm only without it
	cueDropped // says that something is gone
	cueHide    // hides the words inside it
)

var cueNames = map[string]cueKind{
	"perm": cuePerm, "permclass": cuePermClass, "access": cueAccess, "collect": cueCollect, "negation": cueNegation,
	"condition": cueCondition, "limit": cueLimit, "refuse": cueRefuse, "consequence": cueConsequence, "consent": cueConsent,
	"purpose": cuePurpose, "feature": cueFeature, "thirdparty": cueThird, "subject": cueSubject, "anaphor": cueAnaphor,
	"but": cueBut, "unable": cueUnable, "include": cueInclude, "move": cueMove, "passive": cuePassive, "single": cueSingle, "deed": cueDeed, "whole": cueWhole, "protect": cueProtect, "prevent": cuePrevent, "example": cueExample,
	"look": cueLook, "exact": cueExact, "covert": cueCovert, "dropped": cueDropped,
	"none": cueHide,
}

// cue is a word of data/cues.csv in a folded text, by rune offsets.
type cue struct {
	kind       cueKind
	start, end int
}

func newCues(b *phraseBook) *lexicon[cueKind] {
	kinds := map[string]cueKind{}
	var order []string
	table(data, "cues.csv", 3, func(r []string) {
		for _, w := range splitList(r[2]) {
			if _, ok := kinds[w]; !ok {
				order = append(order, w)
			}
			kinds[w] |= cueNames[r[0]]
		}
	})
	l := newLexicon[cueKind](b)
	for _, w := range order {
		l.add(w, kinds[w])
	}
	return l
}

// newPermClass returns the cues that speak of permissions as a class, by
// themselves: a longer cue of another kind does not hide one.
func newPermClass(b *phraseBook) *lexicon[bool] {
	l := newLexicon[bool](b)
	table(data, "cues.csv", 3, func(r []string) {
		for _, w := range splitList(r[2]) {
			if r[0] == "permclass" {
				l.add(w, true)
			}
		}
	})
	return l
}

// findCues finds all cues, the longest at each place; cues may overlap.
func findCues(f *folded) []cue {
	var out []cue
	l := phrases().cues
	skip := int32(0)
	for _, h := range l.in(f) {
		if h.start < skip {
			continue
		}
		k := l.values[h.value]
		if k&cueHide != 0 {
			skip = h.end
		}
		if k &^= cueHide; k != 0 {
			out = append(out, cue{k, int(h.start), int(h.end)})
		}
	}
	return out
}

// newVague returns the words that say nothing about what a permission is for.
func newVague(b *phraseBook) *lexicon[bool] {
	l := newLexicon[bool](b)
	table(data, "vague.csv", 2, func(r []string) {
		for _, w := range splitList(r[1]) {
			l.add(w, true)
		}
	})
	return l
}

// isSpecific reports whether the runes of f between start and end say more
// than "to provide our services": something is left once the words that stand
// in every purpose are taken away.
func isSpecific(f *folded, start, end int) bool {
	vague := phrases().vague.in(f)
	han, words, word := 0, 0, 0
	endWord := func() {
		if word > 2 {
			words++
		}
		word = 0
	}
	for i := start; i < end; {
		for len(vague) > 0 && int(vague[0].start) < i {
			vague = vague[1:]
		}
		if len(vague) > 0 && int(vague[0].start) == i && int(vague[0].end) <= end {
			endWord()
			i = int(vague[0].end)
			continue
		}
		switch r := f.runes[i]; {
		case isHan(r):
			endWord()
			han++
		case isWord(r) && !(r >= '0' && r <= '9'):
			word++
		default:
			endWord()
		}
		i++
	}
	endWord()
	return han >= 2 || words >= 1
}
