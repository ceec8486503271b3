// Package document is the model of a document whatever its format: blocks of
// text that still know their lines and links, and the builder that makes them
// under limits. It knows no format and no language.
package document

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
)

// Lineless takes the line breaks out of what is no text of lines.
var Lineless = strings.NewReplacer("\n", " ", "\r", " ")

// Page are what an HTML page says as a whole.
type Page struct {
	Title   string
	Scripts int  // bytes of script: a page that is nothing else needs a browser
	Shell   bool // the page has an empty element for a script to fill, or asks for JavaScript
}

// Source is the bytes of one document and the name to call it by.
type Source struct {
	Path string
	Data []byte
}

// Document is one document, decoded and cut into blocks.
type Document struct {
	Lim     Limits
	Index   int
	Path    string
	Format  string
	Lines   int
	Blocks  []Block
	Page    Page  // for HTML: what the page says as a whole
	Pages   []int // for PDF: the first line of every page
	About   policy.Document
	NotRead []evidence.NotRead
	Form    []policy.Item // for a form: what its answers declare, not nil
}

// Describe describes a document as it was read.
func (d *Document) Describe(src Source) policy.Document {
	sum := sha256.Sum256(src.Data)
	return policy.Document{Path: src.Path, Format: d.Format, SHA256: hex.EncodeToString(sum[:]), Lines: d.Lines, Text: d.text()}
}

// text puts the blocks back on their lines.
func (d *Document) text() string {
	type piece struct {
		line int
		text string
	}
	var pieces []piece
	size, inOrder := d.Lines, true
	put := func(p *Passage) {
		for i, m := range p.Marks {
			end := len(p.Text)
			if i+1 < len(p.Marks) {
				end = p.Marks[i+1].Off
			}
			if m.Line < 1 || m.Line > d.Lines || m.Off >= end {
				continue
			}
			if n := len(pieces); n > 0 && m.Line < pieces[n-1].line {
				inOrder = false
			}
			t := strings.TrimSpace(p.Text[m.Off:end])
			pieces = append(pieces, piece{m.Line, t})
			size += len(t) + 1
		}
	}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		put(&b.Passage)
		for _, row := range b.Rows {
			for j := range row {
				put(&row[j].Passage)
			}
		}
	}
	if !inOrder {
		slices.SortStableFunc(pieces, func(a, b piece) int { return a.line - b.line })
	}
	var out strings.Builder
	out.Grow(size)
	for line := 1; line <= d.Lines; line++ {
		start := out.Len()
		for len(pieces) > 0 && pieces[0].line == line {
			if out.Len() > start {
				out.WriteByte(' ')
			}
			out.WriteString(pieces[0].text)
			pieces = pieces[1:]
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// Claim sets the document of quotes.
func (d *Document) Claim(quotes []evidence.Quote) {
	for i := range quotes {
		quotes[i].Document = d.Path
		if d.Pages != nil {
			page := sort.SearchInts(d.Pages, quotes[i].Line+1)
			quotes[i].Page = &page
		}
	}
}

// Quotes returns quotes with the document, and of a PDF file the page, filled in.
func (d *Document) Quotes(qs ...evidence.Quote) []evidence.Quote {
	d.Claim(qs)
	return qs
}
