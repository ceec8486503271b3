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
	for i > 0 && InLatinWord(s[i-1]) {
		i--
	}
	return s[i:]
}

// InLatinWord reports whether a byte is part of a Latin word, number or address.
func InLatinWord(c byte) bool { return IsAlnumByte(c) || c == '.' || c == '@' }

// longWord is longer than any number or abbreviation.
const longWord = 64

func AllDigits(s string) bool {
	return s != "" && len(s) <= longWord && strings.Trim(s, "0123456789.") == ""
}

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

func IsSpaceByte(c byte) bool { return c == ' ' || c == '\t' }

func IsAlnumByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func IsASCIIPunct(c byte) bool {
	return c > ' ' && c < 0x7F && !IsAlnumByte(c)
}

func HoldsAny(key string, words []string) bool {
	for _, w := range words {
		if strings.Contains(key, w) {
			return true
		}
	}
	return false
}

func FirstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func LastRune(s string) rune {
	var last rune
	for i := len(s) - 1; i >= 0; i-- {
		if s[i]&0xC0 != 0x80 {
			last = FirstRune(s[i:])
			break
		}
	}
	return last
}

// EndsSentence reports whether a line ends with a sign that closes a sentence
// or a clause.
func EndsSentence(t string) bool {
	return strings.ContainsRune("。！？；：!?;:.", LastRune(t))
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

func IsWeb(url string) bool {
	return HasPrefixFold(url, "http://") || HasPrefixFold(url, "https://") || HasPrefixFold(url, "www.")
}
