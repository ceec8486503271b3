package policy

import "github.com/candor-scan/candor/scanner/privacy"

// language tells the language of a passage: English, Chinese or Mixed where
// whole clauses stand in both. Names and abbreviations of the other language
// do not count.
func language(text string) string {
	han, words, run := 0, 0, 0
	inWord, lower := false, false
	end := func() {
		if inWord {
			if lower && run > 1 {
				words++
			}
			inWord, lower, run = false, false, 0
		}
	}
	for _, r := range text {
		switch {
		case isHan(r):
			han++
			end()
		case isWord(r):
			inWord = true
			run++
			lower = lower || r >= 'a' && r <= 'z'
		default:
			end()
		}
	}
	end()
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
