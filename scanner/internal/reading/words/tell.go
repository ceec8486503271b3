package words

import (
	"cmp"
	"slices"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/policy"
)

// Tell says what the words of a folded text can mean, in their order.
func Tell(f *language.Folded, text string) []policy.Word {
	out := []policy.Word{}
	at := map[[2]int]int{} // index into out by bytes
	var places [][2]int
	put := func(start, end int, means string) {
		k := [2]int{start, end}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, policy.Word{Text: text[start:end]})
			places = append(places, k)
		}
		if !slices.Contains(out[i].Means, means) {
			out[i].Means = append(out[i].Means, means)
		}
	}
	for _, c := range FindCues(f) {
		for _, name := range c.Kind.names() {
			put(f.Offset(c.Start), f.EndOffset(text, c.End), name)
		}
	}
	for _, m := range FindGroups(f) {
		for _, n := range m.Names {
			put(f.Offset(m.Start), f.EndOffset(text, m.End), string(n.Group)+"/"+n.Kind.String())
		}
	}
	for _, t := range FindTermsFolded(text, f, true) {
		put(t.Start, t.End, "item "+string(t.Item))
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(places[a][0], places[b][0]), cmp.Compare(places[b][1], places[a][1]))
	})
	sorted := make([]policy.Word, len(out))
	for i, k := range order {
		sorted[i] = out[k]
	}
	return sorted
}

// names are the names of the senses as data/cues.csv has them, sorted.
func (k CueKind) names() []string {
	var out []string
	for name, x := range cueNames {
		if k&x != 0 && name != "none" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// String names a kind as a trace does.
func (k NameKind) String() string {
	return []string{"hidden", "weak", "noun", "data", "strong"}[k]
}
