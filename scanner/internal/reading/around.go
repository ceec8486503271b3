package reading

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// readAround reads opened documents. Where reading fails, the blocks are found
// that it fails on, by reading parts of the documents alone, and are left out.
func readAround(docs []*document.Document, names words.SDKNames) (*policy.Policy, error) {
	var lost []evidence.NotRead
	for _, d := range docs {
		for _, n := range d.NotRead {
			if strings.HasPrefix(n.Why, document.FaultWords) {
				lost = append(lost, n)
			}
		}
	}
	before := len(lost) // what the readers of files have named themselves
	for round := 0; ; round++ {
		p, why, err := attempt(docs, names)
		switch {
		case why == "" && err == nil:
			p.NotRead = append(p.NotRead, lost[before:]...)
			return p, nil
		case why == "" && len(lost) == 0:
			return nil, err
		case why == "" || round == maxRounds || blocksOf(docs) == 0:
			// What is left may be no policy only because the rest was lost.
			if why == "" {
				why = lost[0].Why
			}
			return nil, document.FailedWhole(docs[0].Path, why)
		}
		f := &faultFinder{fails: func(from, to int) string {
			_, why, _ := attempt(part(docs, from, to), names)
			return why
		}}
		f.search(0, blocksOf(docs))
		docs = f.leaveOut(docs, &lost)
	}
}

// maxRounds bounds how often the documents are read whole. All blocks that fail
// by themselves are found in the first; another is needed only where blocks
// fail that did not before those were left out.
const maxRounds = 4

// attempt reads documents as they were opened, which it leaves as they are.
func attempt(docs []*document.Document, names words.SDKNames) (p *policy.Policy, why string, err error) {
	why = document.Fault(func() { p, err = readOpened(docs, names) })
	return p, why, err
}

func blocksOf(docs []*document.Document) (n int) {
	for _, d := range docs {
		n += len(d.Blocks)
	}
	return n
}

// faultFinder finds the blocks on which reading fails. Blocks are counted
// through all documents.
type faultFinder struct {
	fails func(from, to int) string // reads a range of blocks alone; says why that fails
	found []foundFault              // in order
}

type foundFault struct {
	block int
	why   string
	rest  bool // the blocks behind it are given up
}

// search finds the blocks of [from, to) that cannot be read: in halves, so that
// each block is read about as often as the halving goes deep, however many of
// them fail.
func (f *faultFinder) search(from, to int) {
	why := f.fails(from, to)
	switch {
	case why == "" || f.full():
		return
	case to-from == 1:
		f.add(from, why)
		return
	}
	before, mid := len(f.found), (from+to)/2
	f.search(from, mid)
	f.search(mid, to)
	if len(f.found) > before {
		return
	}
	// It takes blocks of both halves: the one is left out that completes what
	// fails.
	for mid+1 < to {
		if k := (mid + 1 + to) / 2; f.fails(from, k) != "" {
			to = k
		} else {
			mid = k
		}
	}
	f.add(to-1, why)
}

func (f *faultFinder) add(block int, why string) {
	f.found = append(f.found, foundFault{block, why, len(f.found)+1 == document.MaxLost})
}

func (f *faultFinder) full() bool { return len(f.found) > 0 && f.found[len(f.found)-1].rest }

// part returns documents with no other blocks than [from, to).
func part(docs []*document.Document, from, to int) []*document.Document {
	out := make([]*document.Document, len(docs))
	at := 0
	for i, d := range docs {
		c, n := *d, len(d.Blocks)
		c.Blocks = d.Blocks[min(max(from-at, 0), n):min(max(to-at, 0), n)]
		out[i], at = &c, at+n
	}
	return out
}

// leaveOut returns the documents without the blocks that were found, and adds
// these to what was lost.
func (f *faultFinder) leaveOut(docs []*document.Document, lost *[]evidence.NotRead) []*document.Document {
	out := make([]*document.Document, len(docs))
	at, found, rest := 0, f.found, false
	for i, d := range docs {
		c := *d
		c.Blocks = nil
		for k := range d.Blocks {
			b := &d.Blocks[k]
			if len(found) > 0 && found[0].block == at+k {
				*lost = append(*lost, document.LostPart{Line: b.Start(), Why: found[0].why}.Name(d.Path))
				if found[0].rest {
					rest = true
					*lost = append(*lost, document.LostPart{Line: b.Start(), Why: document.RestLost}.Name(d.Path))
				}
				found = found[1:]
			} else if !rest {
				c.Blocks = append(c.Blocks, *b)
			} else if k == 0 {
				*lost = append(*lost, document.LostPart{Why: document.RestLost}.Name(d.Path))
			}
		}
		at += len(d.Blocks)
		c.Blocks = slices.Clip(c.Blocks)
		out[i] = &c
	}
	return out
}
