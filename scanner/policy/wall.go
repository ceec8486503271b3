package policy

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// Nothing in this package is known to panic. A document that makes it do so all
// the same costs what it fails on and not the rest, and what was lost is named:
// a reader of a file goes on behind it (blockList.untilDone), and blocks are
// left out that cannot be read (readAround).

// maxLost bounds the parts of a document that are lost one by one. What
// follows the last is given up, so that a forged document cannot make candor
// fail without end.
const maxLost = 100

// faultWords begin what NotRead says of a part that candor failed on.
const faultWords = "candor failed on it, which is a fault of candor"

// fault runs do and returns what it failed with, "" where it did not.
func fault(do func()) (why string) {
	defer func() {
		if r := recover(); r != nil {
			what := strings.Join(strings.Fields(strings.TrimPrefix(fmt.Sprint(r), "runtime error: ")), " ")
			why = fmt.Sprintf("%s: %s (%s)", faultWords, what, faultSite())
		}
	}()
	do()
	return ""
}

// faultSite returns where in the source the panic came up that is being
// recovered from, as its report is of use only with it.
func faultSite() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for panicked := false; ; {
		f, more := frames.Next()
		inRuntime := strings.HasPrefix(f.Function, "runtime.")
		if panicked && !inRuntime {
			return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
		}
		panicked = panicked || f.Function == "runtime.gopanic"
		if !more {
			return "unknown"
		}
	}
}

// failedWhole is the error for a document of which nothing is left.
func failedWhole(path, why string) error {
	return &Error{path, Failed, "the policy could not be read: " + why, "please report it with the document"}
}

// lostPart is a part of a document that could not be read.
type lostPart struct {
	line int // on which it starts; for a page of a PDF file 0
	page int
	why  string
}

// name names the part for Policy.NotRead.
func (l lostPart) name(path string) evidence.NotRead {
	switch {
	case l.page > 0:
		path = fmt.Sprintf("%s, page %d", path, l.page)
	case l.line > 0:
		path = fmt.Sprintf("%s:%d", path, l.line)
	}
	return evidence.NotRead{What: path, Why: l.why}
}

const restLost = "too much before it could not be read; what follows was not read"

// untilDone runs a reader of a file to its end: run reads on from wherever the
// reader stands; where it fails, skip moves the reader behind what it failed on
// and tells which part that was.
func (l *blockList) untilDone(run func(), skip func() lostPart) {
	for {
		why := fault(run)
		if why == "" {
			return
		}
		part := skip()
		part.why = why
		l.lost = append(l.lost, part)
		if len(l.lost) >= maxLost {
			l.lost = append(l.lost, lostPart{line: part.line, page: part.page, why: restLost})
			return
		}
	}
}

// readAround reads opened documents. Where reading fails, the blocks are found
// that it fails on, by reading parts of the documents alone, and are left out.
func readAround(docs []*document, names SDKNames) (*Policy, error) {
	var lost []evidence.NotRead
	for _, d := range docs {
		for _, n := range d.notRead {
			if strings.HasPrefix(n.Why, faultWords) {
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
			return nil, failedWhole(docs[0].path, why)
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
func attempt(docs []*document, names SDKNames) (p *Policy, why string, err error) {
	why = fault(func() { p, err = readOpened(docs, names) })
	return p, why, err
}

func blocksOf(docs []*document) (n int) {
	for _, d := range docs {
		n += len(d.blocks)
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
	f.found = append(f.found, foundFault{block, why, len(f.found)+1 == maxLost})
}

func (f *faultFinder) full() bool { return len(f.found) > 0 && f.found[len(f.found)-1].rest }

// part returns documents with no other blocks than [from, to).
func part(docs []*document, from, to int) []*document {
	out := make([]*document, len(docs))
	at := 0
	for i, d := range docs {
		c, n := *d, len(d.blocks)
		c.blocks = d.blocks[min(max(from-at, 0), n):min(max(to-at, 0), n)]
		out[i], at = &c, at+n
	}
	return out
}

// leaveOut returns the documents without the blocks that were found, and adds
// these to what was lost.
func (f *faultFinder) leaveOut(docs []*document, lost *[]evidence.NotRead) []*document {
	out := make([]*document, len(docs))
	at, found, rest := 0, f.found, false
	for i, d := range docs {
		c := *d
		c.blocks = nil
		for k := range d.blocks {
			b := &d.blocks[k]
			if len(found) > 0 && found[0].block == at+k {
				*lost = append(*lost, lostPart{line: b.start(), why: found[0].why}.name(d.path))
				if found[0].rest {
					rest = true
					*lost = append(*lost, lostPart{line: b.start(), why: restLost}.name(d.path))
				}
				found = found[1:]
			} else if !rest {
				c.blocks = append(c.blocks, *b)
			} else if k == 0 {
				*lost = append(*lost, lostPart{why: restLost}.name(d.path))
			}
		}
		at += len(d.blocks)
		c.blocks = slices.Clip(c.blocks)
		out[i] = &c
	}
	return out
}
