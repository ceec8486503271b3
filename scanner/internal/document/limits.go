package document

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
	BeyondLimits  = "the document is longer than the limits allow; what follows was not read"
	MergedTooFar  = "a table merges cells over more places than the limits allow; they were read as if not merged"
	QuotedTooMuch = "the document repeats itself more often than the limits allow; statements and SDK rows were left out"
	NestedTooDeep = "links or bold text are nested deeper than the limits allow; the outermost were read as closed there"
)

// Lose says that a part of the document was not read, and nothing of where.
func (d *Document) Lose(why string) {
	n := evidence.NotRead{What: d.Path, Why: why}
	if !slices.Contains(d.NotRead, n) {
		d.NotRead = append(d.NotRead, n)
	}
}

// Allowance is how much may still be taken of something bounded.
type Allowance struct {
	Left  int
	Spent bool // more was asked for
}

// Any reports whether something is left.
func (a *Allowance) Any() bool {
	a.Spent = a.Spent || a.Left <= 0
	return a.Left > 0
}

// Take takes n, which may be the last and more than is left.
func (a *Allowance) Take(n int) bool {
	if !a.Any() {
		return false
	}
	a.Left -= n
	return true
}
