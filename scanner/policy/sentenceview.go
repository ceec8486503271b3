package policy

import (
	"slices"
	"sort"

	"github.com/candor-scan/candor/scanner/evidence"
)

// sentenceView is a sentence with what was found in it. What is asked for again
// and again is found once, when it is first asked for.
type sentenceView struct {
	*sentence
	f           *folded
	mentions    []groupMention
	found       []cue // see cues
	looked      bool
	kinds       cueKind   // of all cues
	later       [][]int32 // by bit of a kind and cue, the next cue of that kind; see cueFrom
	ends        []int32   // runes that close a clause, and one past the last rune; see clause
	whole       answered[evidence.Quote]
	aims        answered[span]          // see aim
	failed      answered[[]cue]         // see failing
	purposeCues answered[[]purposeSpan] // see purposes
	partEnds    answered[[]int32]       // see part
	permAnswers
	sdkAnswers
}

// answered is the answer to a question that is asked more than once.
type answered[T any] struct {
	answer T
	known  bool
}

func (a *answered[T]) get(find func() T) T {
	if !a.known {
		a.answer, a.known = find(), true
	}
	return a.answer
}

func view(s *sentence) *sentenceView {
	f := s.fold()
	return &sentenceView{sentence: s, f: f, mentions: findGroups(f)}
}

// cues returns the cues of the sentence; most sentences are never asked.
func (v *sentenceView) cues() []cue {
	if !v.looked {
		v.found, v.looked = findCues(v.f), true
		for i := range v.found {
			v.kinds |= v.found[i].kind
		}
	}
	return v.found
}

func (v *sentenceView) has(k cueKind) bool {
	v.cues()
	return v.kinds&k != 0
}

// cuesFrom returns the cues that start at or behind a rune.
func (v *sentenceView) cuesFrom(i int) []cue {
	cues := v.cues()
	return cues[sort.Search(len(cues), func(k int) bool { return cues[k].start >= i }):]
}

// cuesIn returns the cues that start in [from, to).
func (v *sentenceView) cuesIn(from, to int) []cue {
	cues := v.cuesFrom(from)
	return cues[:sort.Search(len(cues), func(k int) bool { return cues[k].start >= to })]
}

// mentionsIn returns the names of groups that start in [from, to).
func (v *sentenceView) mentionsIn(from, to int) []groupMention {
	first := sort.Search(len(v.mentions), func(k int) bool { return v.mentions[k].start >= from })
	rest := v.mentions[first:]
	return rest[:sort.Search(len(rest), func(k int) bool { return rest[k].start >= to })]
}

// longestCue is longer than any cue or name of a group with the spaces in it.
const longestCue = 128

// cuesEnding returns the cues that end at a rune.
func (v *sentenceView) cuesEnding(i int) []cue {
	var out []cue
	for _, c := range v.cuesIn(max(i-longestCue, 0), i) {
		if c.end == i {
			out = append(out, c)
		}
	}
	return out
}

// manyCues is how many cues are looked through one by one.
const manyCues = 24

// between reports whether a cue of kind k lies in [from, to).
func (v *sentenceView) between(k cueKind, from, to int) bool {
	if !v.has(k) {
		return false
	}
	if len(v.found) <= manyCues {
		for _, c := range v.found {
			if c.kind&k != 0 && c.start >= from && c.end <= to {
				return true
			}
		}
		return false
	}
	for i := len(v.found) - len(v.cuesFrom(from)); ; i++ {
		if i = v.cueFrom(k, i); i == len(v.found) || v.found[i].start >= to {
			return false
		}
		if v.found[i].end <= to {
			return true
		}
	}
}

// cueFrom returns the first cue of kind k at or behind cue i, the number of
// cues for none.
func (v *sentenceView) cueFrom(k cueKind, i int) int {
	first := len(v.found)
	for bit := 0; k != 0; bit, k = bit+1, k>>1 {
		if k&1 != 0 && v.kinds&(1<<bit) != 0 {
			first = min(first, int(v.laterOf(bit)[i]))
		}
	}
	return first
}

func (v *sentenceView) laterOf(bit int) []int32 {
	if v.later == nil {
		v.later = make([][]int32, 32)
	}
	if v.later[bit] == nil {
		n := len(v.found)
		later := make([]int32, n+1)
		later[n] = int32(n)
		for i := n - 1; i >= 0; i-- {
			if later[i] = later[i+1]; v.found[i].kind&(1<<bit) != 0 {
				later[i] = int32(i)
			}
		}
		v.later[bit] = later
	}
	return v.later[bit]
}

// all quotes the whole sentence.
func (v *sentenceView) all() evidence.Quote { return v.whole.get(v.p.whole) }

// quote quotes the runes from start to end.
func (v *sentenceView) quote(start, end int) evidence.Quote {
	if end <= start {
		return v.all()
	}
	return v.p.quote(v.f.offset(start), v.f.endOffset(v.text, end))
}

// clause returns the clause around rune i: between signs that close a clause,
// where a comma in a list does not count.
func (v *sentenceView) clause(i int) (start, end int) {
	if v.ends == nil {
		for j := range v.f.runes {
			if isClauseEnd(v.f.runes, j) {
				v.ends = append(v.ends, int32(j))
			}
		}
		v.ends = append(v.ends, int32(len(v.f.runes)))
	}
	k, _ := slices.BinarySearch(v.ends, int32(i))
	if k > 0 {
		start = int(v.ends[k-1]) + 1
	}
	return start, int(v.ends[min(k, len(v.ends)-1)])
}

func isClauseEnd(r []rune, j int) bool {
	switch r[j] {
	case '，', ';', '；', '。', ':', '：', '!', '！', '?', '？':
		return true
	case ',':
		// A comma between Chinese clauses; in English it mostly lists.
		return j > 0 && isHan(r[j-1]) || j+1 < len(r) && isHan(r[j+1])
	case '.':
		return j+1 < len(r) && r[j+1] == ' '
	}
	return false
}
