package policy

import "slices"

// partCutter cuts parts out of one passage, from left to right, so that its
// links and bold text are looked through once and not for every part.
type partCutter struct {
	whole       *passage
	links, bold within
}

// within are the spans of a passage that reach into the part in hand.
type within struct {
	byStart []int32 // all spans, by where they start
	next    int     // of those, the first that was not reached yet
	open    []int32 // those reached that may go on, in their own order
}

// fewSpans is how many spans are looked through for each part.
const fewSpans = 16

func newPartCutter(p *passage) *partCutter {
	c := &partCutter{whole: p}
	if len(p.links) > fewSpans {
		c.links = newWithin(len(p.links), func(i int32) int { return p.links[i].start })
	}
	if len(p.bold) > fewSpans {
		c.bold = newWithin(len(p.bold), func(i int32) int { return p.bold[i].start })
	}
	return c
}

func newWithin(n int, start func(i int32) int) within {
	w := within{byStart: make([]int32, n)}
	for i := range w.byStart {
		w.byStart[i] = int32(i)
	}
	slices.SortStableFunc(w.byStart, func(a, b int32) int { return start(a) - start(b) })
	return w
}

// slice returns the part between two offsets as passage.slice does. No part
// may begin before the one cut last.
func (c *partCutter) slice(start, end int) passage {
	p := *c.whole
	if c.links.byStart != nil {
		p.links = reaching(&c.links, p.links, start, end, func(l *link) span { return l.span })
	}
	if c.bold.byStart != nil {
		p.bold = reaching(&c.bold, p.bold, start, end, func(s *span) span { return *s })
	}
	return p.slice(start, end)
}

// reaching returns those of all spans that the part between two offsets needs:
// an empty one may stand right behind it.
func reaching[T any](w *within, all []T, start, end int, at func(*T) span) []T {
	for w.next < len(w.byStart) && at(&all[w.byStart[w.next]]).start <= end+1 {
		w.open = append(w.open, w.byStart[w.next])
		w.next++
	}
	w.open = slices.DeleteFunc(w.open, func(i int32) bool { return at(&all[i]).end < start })
	slices.Sort(w.open)
	out := make([]T, len(w.open))
	for k, i := range w.open {
		out[k] = all[i]
	}
	return out
}
