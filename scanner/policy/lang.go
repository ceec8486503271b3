package policy

import (
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/privacy"
)

// language tells the language of a passage: English, Chinese or Mixed where
// whole clauses stand in both. Names and abbreviations of the other language
// do not count.
func language(text string) string {
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
		case isWord(r):
			run++
			continue
		case isHan(r):
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

// width is the number of columns a text takes: Chinese characters and
// full-width signs take two.
func width(text string) int {
	n := 0
	for _, r := range text {
		if r >= 0x2E80 {
			n++
		}
		n++
	}
	return n
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	var last rune
	for i := len(s) - 1; i >= 0; i-- {
		if s[i]&0xC0 != 0x80 {
			last = firstRune(s[i:])
			break
		}
	}
	return last
}
