package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// ScopeItems returns the items that the text of a scope names, each once, in
// order. A broad name that only introduces its parts in brackets is left out.
func ScopeItems(text string) []privacy.Item {
	var out []privacy.Item
	seen := map[privacy.Item]bool{}
	terms := words.FindListTerms(text)
	in := introducers{text: text, terms: terms}
	for i, t := range terms {
		if seen[t.Item] || in.has(i) {
			continue
		}
		seen[t.Item] = true
		out = append(out, t.Item)
	}
	return out
}

// introducers tells which names of a text are broad ones that a bracket, "such
// as" or a colon follows which lists one of their parts: 设备标识符（如IMEI…）.
// Names are asked for in their order.
type introducers struct {
	text  string
	terms []words.Term
	// Looked for once, when first asked for.
	brackets *sentence.BracketPairs
	others   []int // of each name, the next of another item
	stop     int   // the first sign that closes a clause behind the name in hand
}

func (in *introducers) has(i int) bool {
	text, terms := in.text, in.terms
	info, ok := privacy.LookupItem(terms[i].Item)
	if !ok || i+1 >= len(terms) || !info.Parent() && !broadFor(terms, i) {
		return false
	}
	end, bracket := introduction(text, terms[i].End)
	if end < 0 {
		return false
	}
	if next := terms[i+1].Start; !bracket && next-end > 36 {
		return false // a heading of its own, not the lead of a list
	}
	other := in.other(i)
	if other == len(terms) {
		return false
	}
	if bracket {
		if in.brackets == nil {
			in.brackets = sentence.PairBrackets(text)
		}
		return terms[other].Start < in.brackets.Closing(end)
	}
	if in.stop < end {
		if in.stop = len(text); end < len(text) {
			if j := strings.IndexAny(text[end:], "；;。"); j >= 0 {
				in.stop = end + j
			}
		}
	}
	return terms[other].Start < in.stop
}

// other returns the next name of another item than name i.
func (in *introducers) other(i int) int {
	if in.others == nil {
		in.others = make([]int, len(in.terms))
		for k := len(in.terms) - 1; k >= 0; k-- {
			if in.others[k] = k + 1; k+1 < len(in.terms) && in.terms[k+1].Item == in.terms[k].Item {
				in.others[k] = in.others[k+1]
			}
		}
	}
	return in.others[i]
}

// broadFor reports whether a term names something that contains the next one.
func broadFor(terms []words.Term, i int) bool {
	return privacy.Covers(terms[i].Item, terms[i+1].Item) != privacy.NotCovered
}

// introduction returns where the parts begin that follow a broad name ending
// at end, -1 where none follow.
func introduction(text string, end int) (at int, bracket bool) {
	rest := text[end:]
	if len(rest) > 24 {
		rest = rest[:24]
	}
	for i, r := range rest {
		switch r {
		case '(', '（', '[', '【':
			return end + i, true
		case ':', '：':
			return end + i, false
		case '、', ',', '，', ';', '；', '。', '.':
			return -1, false
		}
		for _, w := range []string{"包括", "例如", "such as", "including", "includes", "比如"} {
			if strings.HasPrefix(rest[i:], w) {
				return end + i, false
			}
		}
	}
	return -1, false
}
