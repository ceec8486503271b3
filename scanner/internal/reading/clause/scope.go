package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// ScopeItems returns the items that the text of a scope names, each once, in
// order. A broad name that only introduces its parts in brackets is left out.
func ScopeItems(text string) []privacy.Item {
	var out []privacy.Item
	seen := map[privacy.Item]bool{}
	terms := words.FindListTerms(text)
	for i, t := range terms {
		if seen[t.Item] || isIntroducer(text, terms, i) {
			continue
		}
		seen[t.Item] = true
		out = append(out, t.Item)
	}
	return out
}

// isIntroducer reports whether terms[i] is a broad name followed by a bracket,
// "such as" or a colon that lists one of its parts: 设备标识符（如IMEI…）.
func isIntroducer(text string, terms []words.Term, i int) bool {
	info, ok := privacy.LookupItem(terms[i].Item)
	if !ok || i+1 >= len(terms) || !info.Parent() && !broadFor(terms, i) {
		return false
	}
	end, bracket := introduction(text, terms[i].End)
	if end < 0 {
		return false
	}
	limit := len(text)
	if next := terms[i+1].Start; !bracket && next-end > 36 {
		return false // a heading of its own, not the lead of a list
	}
	if bracket {
		limit = language.ClosingBracket(text, end)
	} else if j := strings.IndexAny(text[end:], "；;。"); j >= 0 {
		limit = end + j
	}
	for _, t := range terms[i+1:] {
		if t.Start >= limit {
			return false
		}
		if t.Item != terms[i].Item {
			return true
		}
	}
	return false
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
