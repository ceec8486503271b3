package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// deniesPart reports whether a phrase of the sentence limits the denial of the
// names between two runes, as it would that of an item.
func (v *view) deniesPart(start, end int) bool {
	limits := false
	words.Phrases().DenialLimits.Scan(v.Folded, func(a, b int, kind words.LimitKind) {
		if limits || a < end && b > start || v.inMention(a, b) {
			return
		}
		switch kind {
		case words.LimitHere:
			limits = true
		case words.LimitPart:
			limits = a >= end
		case words.LimitTime:
			limits = b <= start && strings.ContainsRune("，,（(我不未无本均都也将会则就", v.Folded.Runes[b])
		case words.LimitBan:
			limits = b <= start
		}
	})
	return limits
}

// inMention reports whether the runes from a to b are part of the name of a group.
func (v *view) inMention(a, b int) bool {
	for _, m := range v.Mentions {
		if m.Start <= a && b <= m.End {
			return true
		}
	}
	return false
}
