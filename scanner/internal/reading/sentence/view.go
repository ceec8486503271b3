package sentence

import (
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// View is a sentence with what was found in it.
type View struct {
	*Sentence
	Folded   *language.Folded
	Mentions []words.GroupMention
	found    []words.Cue // see cues
	looked   bool
	Runs     []document.Span // of each mention, the list it stands in; see run
}

// NewView looks a sentence through for groups; cues are found when asked for.
func NewView(s *Sentence) *View {
	f := s.Fold()
	return &View{Sentence: s, Folded: f, Mentions: words.FindGroups(f)}
}

// Cues returns the cues of the sentence; most sentences are never asked.
func (v *View) Cues() []words.Cue {
	if !v.looked {
		v.found, v.looked = words.FindCues(v.Folded), true
	}
	return v.found
}

// Has reports whether the sentence holds a cue of one of the kinds.
func (v *View) Has(k words.CueKind) bool {
	for _, c := range v.Cues() {
		if c.Kind&k != 0 {
			return true
		}
	}
	return false
}

// Between reports whether a cue of kind k lies in [from, to).
func (v *View) Between(k words.CueKind, from, to int) bool {
	for _, c := range v.Cues() {
		if c.Kind&k != 0 && c.Start >= from && c.End <= to {
			return true
		}
	}
	return false
}

// Quote quotes the runes from start to end.
func (v *View) Quote(start, end int) evidence.Quote {
	if end <= start {
		return v.Passage.Whole()
	}
	return v.Passage.Quote(v.Folded.Offset(start), v.Folded.EndOffset(v.Text, end))
}

// Clause returns the clause around rune i: between signs that close a clause,
// where a comma in a list does not count.
func (v *View) Clause(i int) (start, end int) {
	start, end = 0, len(v.Folded.Runes)
	for j := i - 1; j >= 0; j-- {
		if IsClauseEnd(v.Folded.Runes, j) {
			start = j + 1
			break
		}
	}
	for j := i; j < len(v.Folded.Runes); j++ {
		if IsClauseEnd(v.Folded.Runes, j) {
			end = j
			break
		}
	}
	return start, end
}

func IsClauseEnd(r []rune, j int) bool {
	switch r[j] {
	case '，', ';', '；', '。', ':', '：', '!', '！', '?', '？':
		return true
	case ',':
		// A comma between Chinese clauses; in English it mostly lists.
		return j > 0 && language.IsHan(r[j-1]) || j+1 < len(r) && language.IsHan(r[j+1])
	case '.':
		return j+1 < len(r) && r[j+1] == ' '
	}
	return false
}
