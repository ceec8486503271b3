package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// IsClassification reports whether a sentence only says which data count as
// sensitive: "sensitive information includes contacts", 敏感个人信息包括通讯录.
func IsClassification(text string) bool {
	if language.HasHan(text) {
		_, rest, ok := strings.Cut(text, "敏感")
		return ok && !language.HoldsAny(text, Collectors) && classifies(rest)
	}
	low := " " + strings.ToLower(text)
	before, rest, ok := strings.Cut(low, "sensitive ")
	if !ok || language.HoldsAny(low, Collectors) {
		return false
	}
	return language.HoldsAny(before, classifiers) || classifies(rest) // "laws define … as sensitive data"
}

// classifies reports whether what stands behind "sensitive" is a word for data
// and a verb that says what it is.
func classifies(rest string) bool {
	for _, w := range classified {
		if r, ok := strings.CutPrefix(rest, w); ok {
			r = strings.TrimLeft(r, " ：:”\"")
			for _, w := range mostly {
				r = strings.TrimPrefix(r, w)
			}
			return language.HasPrefixIn(strings.TrimLeft(r, " "), defines)
		}
	}
	return false
}

var (
	Collectors  = words.PhraseList("collector")
	classifiers = words.PhraseList("classifier")
	classified  = words.PhraseList("classified data")
	mostly      = words.PhraseList("mostly")
	defines     = words.PhraseList("defining verb")
)
