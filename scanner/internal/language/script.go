package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/privacy"
)

// Of tells the language of a passage: English, Chinese or Mixed where
// whole clauses stand in both. Names and abbreviations of the other language
// do not count.
func Of(text string) string {
	han, words, run := 0, 0, 0
	lower := false // the word in hand has a small letter
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= 0x80 {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch {
		case r >= 'a' && r <= 'z':
			lower = true
			run++
			continue
		case IsWord(r):
			run++
			continue
		case IsHan(r):
			han++
		}
		if lower && run > 1 {
			words++
		}
		lower, run = false, 0
	}
	if lower && run > 1 {
		words++
	}
	switch {
	case han == 0:
		return privacy.English
	case words == 0 || words*4 <= han:
		return privacy.Chinese
	case han*3 <= words:
		return privacy.English
	}
	return privacy.Mixed
}

// Width is the number of columns a text takes: Chinese characters and
// full-width signs take two.
func Width(text string) int {
	n := 0
	for _, r := range text {
		if r >= 0x2E80 {
			n++
		}
		n++
	}
	return n
}

// Wider reports whether a text is wider than n, and looks at no more of it than
// that takes.
func Wider(text string, n int) bool {
	return 2*len(text) > n && (len(text) > 4*n || Width(text) > n)
}

// HasHan reports whether a text holds a Chinese character.
func HasHan(t string) bool {
	return strings.IndexFunc(t, IsHan) >= 0
}

// EndsClause reports whether a text ends with a sign that a heading does not
// end with.
func EndsClause(t string) bool {
	return strings.ContainsRune("。；;，,.！!、", LastRune(t))
}

// IsBlank reports whether r is white space or has no width. Both fold to one
// space, as the quotes of a report are compared.
func IsBlank(r rune) bool {
	switch {
	case r > ' ' && r < 0x7F:
		return false
	case r >= 0x200B && r <= 0x200D, r == 0x2060, r == 0xFEFF, r >= 0x1C && r <= 0x1F:
		return true
	}
	return unicode.IsSpace(r)
}
