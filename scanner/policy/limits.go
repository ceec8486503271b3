package policy

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
)

// Limits bound what is read of one document. What lies beyond a limit is
// named in Policy.NotRead; a document beyond Bytes is refused.
type Limits struct {
	Bytes     int // of a document
	Lines     int // of its text
	Blocks    int // paragraphs, headings, list items and tables
	Cells     int // of all its tables
	Sentences int // of its text and tables
	Nesting   int // of tables, lists and mark-up inside each other
	Quotes    int // bytes that prove the statements and SDK rows read out of it
}

// DefaultLimits are generous for any policy: the longest in use stay under a
// tenth of them.
func DefaultLimits() Limits {
	return Limits{Bytes: 16 << 20, Lines: 200_000, Blocks: 100_000, Cells: 100_000, Sentences: 300_000, Nesting: 20, Quotes: 64 << 20}
}

// Why a part of a document was lost to a limit.
const (
	beyondLimits  = "the document is longer than the limits allow; what follows was not read"
	mergedTooFar  = "a table merges cells over more places than the limits allow; they were read as if not merged"
	quotedTooMuch = "the document repeats itself more often than the limits allow; statements and SDK rows were left out"
	nestedTooDeep = "links or bold text are nested deeper than the limits allow; the outermost were read as closed there"
)

// lose says that a part of the document was not read, and nothing of where.
func (d *document) lose(why string) {
	n := evidence.NotRead{What: d.path, Why: why}
	if !slices.Contains(d.notRead, n) {
		d.notRead = append(d.notRead, n)
	}
}

// allowance is how much may still be taken of something bounded.
type allowance struct {
	left  int
	spent bool // more was asked for
}

// any reports whether something is left.
func (a *allowance) any() bool {
	a.spent = a.spent || a.left <= 0
	return a.left > 0
}

// take takes n, which may be the last and more than is left.
func (a *allowance) take(n int) bool {
	if !a.any() {
		return false
	}
	a.left -= n
	return true
}
