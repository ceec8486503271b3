package sdkdb

import (
	"unicode/utf16"
	"unicode/utf8"
)

// decodeRunes decodes MUTF-8 that is not plain ASCII.
func decodeRunes(s []byte) string {
	out := make([]byte, 0, len(s)+8)
	for len(s) > 0 {
		r, n := mutf8Rune(s)
		out = utf8.AppendRune(out, r)
		s = s[n:]
	}
	return string(out)
}

func mutf8Rune(s []byte) (rune, int) {
	if len(s) >= 2 && s[0] == 0xc0 && s[1] == 0x80 {
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

func surrogate(s []byte) (rune, bool) {
	if len(s) < 3 || s[0] != 0xed || s[1] < 0xa0 || s[1] > 0xbf || s[2] < 0x80 || s[2] > 0xbf {
		return 0, false
	}
	return 0xd000 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), true
}
