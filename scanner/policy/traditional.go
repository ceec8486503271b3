package policy

import (
	_ "embed"
	"sync"
)

// traditionalPairs lists characters in pairs, traditional then simplified.
//
//go:embed data/traditional.txt
var traditionalPairs string

var traditional = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	var from rune
	for _, r := range traditionalPairs {
		switch {
		case !isHan(r):
			from = 0
		case from == 0:
			from = r
		default:
			m[from], from = r, 0
		}
	}
	return m
})

// simplified returns the simplified form of a Chinese character.
func simplified(r rune) rune {
	if s, ok := traditional()[r]; ok {
		return s
	}
	return r
}
