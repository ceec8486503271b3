package policy

import "slices"

// Limits bound what is read of one document. What lies beyond a limit is
// named in Policy.NotRead; a document beyond Bytes is refused.
type Limits struct {
	Bytes   int // of a document
	Lines   int // of its text
	Blocks  int // paragraphs, headings, list items and tables
	Cells   int // of all its tables
	Nesting int // of tables, lists and mark-up inside each other
}

// DefaultLimits are generous for any policy: the longest in use stay under a
// tenth of them.
func DefaultLimits() Limits {
	return Limits{Bytes: 16 << 20, Lines: 200_000, Blocks: 100_000, Cells: 100_000, Nesting: 20}
}

// Why a part of a document was lost to a limit.
const (
	beyondLimits  = "the document is longer than the limits allow; what follows was not read"
	nestedTooDeep = "links or bold text are nested deeper than the limits allow; the outermost were read as closed there"
)

// lose notes that a part of the document was lost, and why.
func (d *document) lose(why string) {
	if !slices.Contains(d.notRead, why) {
		d.notRead = append(d.notRead, why)
	}
}
