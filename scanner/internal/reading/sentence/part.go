package sentence

import (
	"slices"

	"github.com/candor-scan/candor/scanner/internal/document"
)

// partCutter cuts parts out of one passage, from left to right, so that its
// links and bold text are looked through once and not for every part.
type partCutter struct {
	whole       *document.Passage
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

func NewPartCutter(p *document.Passage) *partCutter {
	c := &partCutter{whole: p}
	if len(p.Links) > fewSpans {
		c.links = newWithin(len(p.Links), func(i int32) int { return p.Links[i].Start })
	}
	if len(p.Bold) > fewSpans {
		c.bold = newWithin(len(p.Bold), func(i int32) int { return p.Bold[i].Start })
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

// Slice returns the part between two offsets as passage.slice does. No part
// may begin before the one cut last.
func (c *partCutter) Slice(start, end int) document.Passage {
	p := *c.whole
	if c.links.byStart != nil {
		p.Links = reaching(&c.links, p.Links, start, end, func(l *document.Link) document.Span { return l.Span })
	}
	if c.bold.byStart != nil {
		p.Bold = reaching(&c.bold, p.Bold, start, end, func(s *document.Span) document.Span { return *s })
	}
	return p.Slice(start, end)
}

// reaching returns those of all spans that the part between two offsets needs:
// an empty one may stand right behind it.
func reaching[T any](w *within, all []T, start, end int, at func(*T) document.Span) []T {
	for w.next < len(w.byStart) && at(&all[w.byStart[w.next]]).Start <= end+1 {
		w.open = append(w.open, w.byStart[w.next])
		w.next++
	}
	w.open = slices.DeleteFunc(w.open, func(i int32) bool { return at(&all[i]).End < start })
	slices.Sort(w.open)
	out := make([]T, len(w.open))
	for k, i := range w.open {
		out[k] = all[i]
	}
	return out
}
