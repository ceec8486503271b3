package language

import (
	"strings"
)

// HasPrefixFold is strings.HasPrefix without regard to case in ASCII.
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

// AllDigits reports whether a text is a number, dots included.
func AllDigits(s string) bool {
	return s != "" && len(s) <= longWord && strings.Trim(s, "0123456789.") == ""
}

// Tail returns at most the last n bytes of a text, cut where a character begins.
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

// HanCount counts the Chinese characters of a text.
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

// TurnsLatin returns the offset of the blank behind which a text in two
// languages goes on in Latin letters alone, or before which it does so; 0 where
// there is none: 第三方SDK Name of SDK.
func TurnsLatin(s string) int {
	if i := strings.LastIndexFunc(s, IsHan); i >= 0 {
		if k := strings.IndexByte(s[i:], ' '); k > 0 && LatinWords(s[i+k:]) > 0 {
			return i + k
		}
	}
	if i := strings.IndexFunc(s, IsHan); i > 0 {
		if k := strings.LastIndexByte(s[:i], ' '); k > 0 && LatinWords(s[:k]) > 0 {
			return k
		}
	}
	return 0
}

// Newlines makes every kind of line end a line feed.
func Newlines(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// SetOf makes a set of words that stand apart by white space.
func SetOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// IsAlnumByte reports whether c is an ASCII letter or digit.
func IsAlnumByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// IsASCIIPunct reports whether c is an ASCII punctuation mark.
func IsASCIIPunct(c byte) bool {
	return c > ' ' && c < 0x7F && !IsAlnumByte(c)
}

// HoldsAny reports whether a text holds one of the words.
func HoldsAny(key string, words []string) bool {
	for _, w := range words {
		if strings.Contains(key, w) {
			return true
		}
	}
	return false
}

// FirstRune returns the first character of a text, 0 of an empty one.
func FirstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// LastRune returns the last character of a text, 0 of an empty one.
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

// IsWeb reports whether an address is one of the web.
func IsWeb(url string) bool {
	return HasPrefixFold(url, "http://") || HasPrefixFold(url, "https://") || HasPrefixFold(url, "www.")
}

// CommaLength returns the length of the comma and blanks that a text begins
// with.
func CommaLength(s string) int { return len(s) - len(strings.TrimLeft(s, "，, ")) }
