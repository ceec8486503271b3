package language

import (
	"slices"
)

// Arena holds many small slices in a few arrays, each at most twice as large as
// the one before.
type Arena[T any] struct {
	free []T // what is left of the last array, without elements
	size int // of that array
}

// largestArray bounds the elements of an array, but for one slice that is
// longer.
const largestArray = 1 << 13

// Room returns an empty slice with room for n elements, to be kept or left.
func (a *Arena[T]) Room(n int) []T {
	if cap(a.free) < n {
		a.size = max(n, min(2*a.size, largestArray))
		a.free = make([]T, 0, a.size)
	}
	return a.free
}

// Keep takes what was appended to the slice that room gave.
func (a *Arena[T]) Keep(s []T) []T {
	a.free = s[len(s):]
	return slices.Clip(s)
}

// Copy keeps a copy of s.
func (a *Arena[T]) Copy(s []T) []T { return a.Keep(append(a.Room(len(s)), s...)) }
