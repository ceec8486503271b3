package sentence

import (
	"slices"
	"sort"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// View is a sentence with what was found in it. What is asked for again
// and again is found once, when it is first asked for.
type View struct {
	*Sentence
	Folded      *language.Folded
	Mentions    []words.GroupMention
	Found       []words.Cue // see cues
	looked      bool
	kinds       words.CueKind // of all cues
	later       [][]int32     // by bit of a kind and cue, the next cue of that kind; see cueFrom
	ends        []int32       // runes that close a clause, and one past the last rune; see clause
	whole       Answered[evidence.Quote]
	aims        Answered[document.Span] // see aim
	failed      Answered[[]words.Cue]   // see failing
	purposeCues Answered[[]PurposeSpan] // see purposes
	partEnds    Answered[[]int32]       // see part
}

// Answered is the answer to a question that is asked more than once.
type Answered[T any] struct {
	answer T
	known  bool
}

func (a *Answered[T]) Get(find func() T) T {
	if !a.known {
		a.answer, a.known = find(), true
	}
	return a.answer
}

// NewView looks a sentence through for groups; cues are found when asked for.
func NewView(s *Sentence) *View {
	f := s.Fold()
	return &View{Sentence: s, Folded: f, Mentions: words.FindGroups(f)}
}

// Cues returns the cues of the sentence; most sentences are never asked.
func (v *View) Cues() []words.Cue {
	if !v.looked {
		v.Found, v.looked = words.FindCues(v.Folded), true
		for i := range v.Found {
			v.kinds |= v.Found[i].Kind
		}
	}
	return v.Found
}

// Has reports whether the sentence holds a cue of one of the kinds.
func (v *View) Has(k words.CueKind) bool {
	v.Cues()
	return v.kinds&k != 0
}

// CuesFrom returns the cues that start at or behind a rune.
func (v *View) CuesFrom(i int) []words.Cue {
	cues := v.Cues()
	return cues[sort.Search(len(cues), func(k int) bool { return cues[k].Start >= i }):]
}

// CuesIn returns the cues that start in [from, to).
func (v *View) CuesIn(from, to int) []words.Cue {
	cues := v.CuesFrom(from)
	return cues[:sort.Search(len(cues), func(k int) bool { return cues[k].Start >= to })]
}

// MentionsIn returns the names of groups that start in [from, to).
func (v *View) MentionsIn(from, to int) []words.GroupMention {
	first := sort.Search(len(v.Mentions), func(k int) bool { return v.Mentions[k].Start >= from })
	rest := v.Mentions[first:]
	return rest[:sort.Search(len(rest), func(k int) bool { return rest[k].Start >= to })]
}

// LongestCue is longer than any cue or name of a group with the spaces in it.
const LongestCue = 128

// manyCues is how many cues are looked through one by one.
const manyCues = 24

// Between reports whether a cue of kind k lies in [from, to).
func (v *View) Between(k words.CueKind, from, to int) bool {
	if !v.Has(k) {
		return false
	}
	if len(v.Found) <= manyCues {
		for _, c := range v.Found {
			if c.Kind&k != 0 && c.Start >= from && c.End <= to {
				return true
			}
		}
		return false
	}
	for i := len(v.Found) - len(v.CuesFrom(from)); ; i++ {
		if i = v.CueFrom(k, i); i == len(v.Found) || v.Found[i].Start >= to {
			return false
		}
		if v.Found[i].End <= to {
			return true
		}
	}
}

// CueFrom returns the first cue of kind k at or behind cue i, the number of
// cues for none.
func (v *View) CueFrom(k words.CueKind, i int) int {
	first := len(v.Found)
	for bit := 0; k != 0; bit, k = bit+1, k>>1 {
		if k&1 != 0 && v.kinds&(1<<bit) != 0 {
			first = min(first, int(v.laterOf(bit)[i]))
		}
	}
	return first
}

func (v *View) laterOf(bit int) []int32 {
	if v.later == nil {
		v.later = make([][]int32, 32)
	}
	if v.later[bit] == nil {
		n := len(v.Found)
		later := make([]int32, n+1)
		later[n] = int32(n)
		for i := n - 1; i >= 0; i-- {
			if later[i] = later[i+1]; v.Found[i].Kind&(1<<bit) != 0 {
				later[i] = int32(i)
			}
		}
		v.later[bit] = later
	}
	return v.later[bit]
}

// All quotes the whole sentence.
func (v *View) All() evidence.Quote { return v.whole.Get(v.Passage.Whole) }

// Quote quotes the runes from start to end.
func (v *View) Quote(start, end int) evidence.Quote {
	if end <= start {
		return v.All()
	}
	return v.Passage.Quote(v.Folded.Offset(start), v.Folded.EndOffset(v.Text, end))
}

// Clause returns the clause around rune i: between signs that close a clause,
// where a comma in a list does not count.
func (v *View) Clause(i int) (start, end int) {
	if v.ends == nil {
		for j := range v.Folded.Runes {
			if IsClauseEnd(v.Folded.Runes, j) {
				v.ends = append(v.ends, int32(j))
			}
		}
		v.ends = append(v.ends, int32(len(v.Folded.Runes)))
	}
	k, _ := slices.BinarySearch(v.ends, int32(i))
	if k > 0 {
		start = int(v.ends[k-1]) + 1
	}
	return start, int(v.ends[min(k, len(v.ends)-1)])
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
