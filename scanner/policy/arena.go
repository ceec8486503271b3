package policy

import "slices"

// arena holds many small slices in a few arrays, each at most twice as large as
// the one before.
type arena[T any] struct {
	free []T // what is left of the last array, without elements
	size int // of that array
}

// largestArray bounds the elements of an array, but for one slice that is
// longer.
const largestArray = 1 << 13

// room returns an empty slice with room for n elements, to be kept or left.
func (a *arena[T]) room(n int) []T {
	if cap(a.free) < n {
		a.size = max(n, min(2*a.size, largestArray))
		a.free = make([]T, 0, a.size)
	}
	return a.free
}

// keep takes what was appended to the slice that room gave.
func (a *arena[T]) keep(s []T) []T {
	a.free = s[len(s):]
	return slices.Clip(s)
}

// copy keeps a copy of s.
func (a *arena[T]) copy(s []T) []T { return a.keep(append(a.room(len(s)), s...)) }
