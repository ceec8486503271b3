package dex

import (
	"unicode/utf16"
	"unicode/utf8"
)

// Decode turns the MUTF-8 of a DEX or class file into a valid Go string: C0 80
// is U+0000, two three-byte surrogates are one character, and whatever is not
// MUTF-8 becomes U+FFFD. Characters of four bytes, which are no MUTF-8 but which
// the runtime reads, are kept.
func Decode(mutf8 []byte) string {
	for i, c := range mutf8 {
		if c >= 0x80 {
			return decode(mutf8, i)
		}
	}
	return string(mutf8)
}

// decode decodes text whose first plain bytes are ASCII.
func decode(text []byte, plain int) string {
	out := make([]byte, plain, len(text)+8)
	copy(out, text)
	for p := plain; p < len(text); {
		r, n := decodeRune(text[p:])
		out = utf8.AppendRune(out, r)
		p += n
	}
	return string(out)
}

func decodeRune(s []byte) (rune, int) {
	switch {
	case s[0] < 0x80:
		return rune(s[0]), 1
	case len(s) >= 2 && s[0] == 0xc0 && s[1] == 0x80:
		return 0, 2
	}
	hi, ok := surrogate(s)
	if !ok {
		return utf8.DecodeRune(s)
	}
	if lo, ok := surrogate(s[3:]); ok {
		if r := utf16.DecodeRune(hi, lo); r != utf8.RuneError {
			return r, 6
		}
	}
	return utf8.RuneError, 3
}

// surrogate returns the surrogate whose three-byte form s starts with.
func surrogate(s []byte) (rune, bool) {
	if len(s) < 3 || s[0] != 0xed || s[1] < 0xa0 || s[1] > 0xbf || s[2] < 0x80 || s[2] > 0xbf {
		return 0, false
	}
	return 0xd000 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), true
}
