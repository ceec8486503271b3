package language

import (
	"strings"
)

// OnlyOf reports whether all runes are of a set.
func OnlyOf(runes []rune, set string) bool {
	for i := len(runes) - 1; i >= 0; i-- {
		if !strings.ContainsRune(set, runes[i]) {
			return false
		}
	}
	return true
}
