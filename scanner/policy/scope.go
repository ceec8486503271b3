package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// scopeItems returns the items that the text of a scope names, each once, in
// order. A broad name that only introduces its parts in brackets is left out.
func scopeItems(text string) []privacy.Item {
	var out []privacy.Item
	seen := map[privacy.Item]bool{}
	terms := findListTerms(text)
	for i, t := range terms {
		if seen[t.item] || isIntroducer(text, terms, i) {
			continue
		}
		seen[t.item] = true
		out = append(out, t.item)
	}
	return out
}

// isIntroducer reports whether terms[i] is a broad name followed by a bracket,
// "such as" or a colon that lists one of its parts: 设备标识符（如IMEI…）.
func isIntroducer(text string, terms []term, i int) bool {
	info, ok := privacy.LookupItem(terms[i].item)
	if !ok || i+1 >= len(terms) || !info.Parent() && !broadFor(terms, i) {
		return false
	}
	end, bracket := introduction(text, terms[i].end)
	if end < 0 {
		return false
	}
	limit := len(text)
	if next := terms[i+1].start; !bracket && next-end > 36 {
		return false // a heading of its own, not the lead of a list
	}
	if bracket {
		limit = closingBracket(text, end)
	} else if j := strings.IndexAny(text[end:], "；;。"); j >= 0 {
		limit = end + j
	}
	for _, t := range terms[i+1:] {
		if t.start >= limit {
			return false
		}
		if t.item != terms[i].item {
			return true
		}
	}
	return false
}

// broadFor reports whether a term names something that contains the next one.
func broadFor(terms []term, i int) bool {
	return privacy.Covers(terms[i].item, terms[i+1].item) != privacy.NotCovered
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
