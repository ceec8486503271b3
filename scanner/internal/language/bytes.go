package language

import (
	"strings"
)

func HasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// LastWord returns the Latin word at the end of s.
func LastWord(s string) string {
	i := len(s)
	for i > 0 && (IsAlnumByte(s[i-1]) || s[i-1] == '.' || s[i-1] == '@') {
		i--
	}
	return s[i:]
}

func AllDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789.") == "" }

func Tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := len(s) - n
	for i < len(s) && s[i]&0xC0 == 0x80 {
		i++
	}
	return s[i:]
}

func HanCount(s string) int {
	n := 0
	for _, r := range s {
		if IsHan(r) {
			n++
		}
	}
	return n
}

// LatinWords counts the words of Latin letters.
func LatinWords(s string) int {
	n, in := 0, false
	for i := range len(s) {
		w := IsAlnumByte(s[i]) || s[i] == '\''
		if w && !in {
			n++
		}
		in = w
	}
	return n
}

// Newlines makes every kind of line end a line feed.
func Newlines(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func SetOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func HoldsAny(key string, words []string) bool {
	for _, w := range words {
		if strings.Contains(key, w) {
			return true
		}
	}
	return false
}

// WithoutBrackets drops what stands in brackets.
func WithoutBrackets(t string) string {
	var b strings.Builder
	depth := 0
	for _, c := range t {
		switch c {
		case '(', '（', '[', '【':
			depth++
		case ')', '）', ']', '】':
			depth = max(depth-1, 0)
			continue
		}
		if depth == 0 {
			b.WriteRune(c)
		}
	}
	return strings.TrimSpace(b.String())
}

// ClosingBracket returns the offset of the bracket that closes the one at i.
func ClosingBracket(text string, i int) int {
	depth := 0
	for j, r := range text[i:] {
		switch r {
		case '(', '（', '[', '【':
			depth++
		case ')', '）', ']', '】':
			if depth--; depth == 0 {
				return i + j
			}
		}
	}
	return len(text)
}

func IsWeb(url string) bool {
	return HasPrefixFold(url, "http://") || HasPrefixFold(url, "https://") || HasPrefixFold(url, "www.")
}
