package language

import (
	_ "embed"
	"sync"
)

// traditionalPairs lists characters in pairs, traditional then simplified.
//
//go:embed data/traditional.txt
var traditionalPairs string

// hanRange is the range of characters that traditional gives the simplified
// form of.
const (
	firstHan = 0x4E00
	lastHan  = 0x9FFF
)

var traditional = sync.OnceValue(func() *[lastHan - firstHan + 1]uint16 {
	var m [lastHan - firstHan + 1]uint16
	var from rune
	for _, r := range traditionalPairs {
		switch {
		case !IsHan(r):
			from = 0
		case from == 0:
			from = r
		default:
			if from >= firstHan && from <= lastHan {
				m[from-firstHan] = uint16(r)
			}
			from = 0
		}
	}
	return &m
})

// simplified returns the simplified form of a Chinese character.
func simplified(r rune) rune {
	if r >= firstHan && r <= lastHan {
		if s := traditional()[r-firstHan]; s != 0 {
			return rune(s)
		}
	}
	return r
}
