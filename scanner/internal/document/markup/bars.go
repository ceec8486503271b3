package markup

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
)

// BarTables makes tables of rows that are drawn with bars and were read as
// paragraphs, each on a line of its own.
func BarTables(l *document.Builder) {
	var out []document.Block
	shift := 0
	for i := 0; i < len(l.Blocks); {
		n := barRows(l.Blocks[i:])
		if n > 1 {
			if made := barTable(l, l.Blocks[i:i+n]); made != nil {
				for _, b := range made {
					b.Group += l.Blocks[i].Group + shift
					out = append(out, b)
				}
				shift += made[len(made)-1].Group + 1
				i += n
				continue
			}
		}
		for k := range l.Blocks[i : i+max(n, 1)] {
			b := l.Blocks[i+k]
			b.Group += shift
			out = append(out, b)
		}
		i += max(n, 1)
	}
	l.Blocks = out
	l.Group += shift
}

// barRows counts the blocks from the first on that are rows, with single lines
// between them that may be the rest of a row.
func barRows(blocks []document.Block) int {
	n, last := 0, 0
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != document.Paragraph || i > 0 && b.Start() != blocks[i-1].Start()+1 {
			break
		}
		switch {
		case IsPipeRow(b.Text):
			last, n = i+1, i+1
		case i == 0 || i+1-last > 1:
			return n
		}
	}
	return n
}

// barTable reads blocks as a text; nil where it holds no table.
func barTable(l *document.Builder, blocks []document.Block) []document.Block {
	var text strings.Builder
	for i := range blocks {
		text.WriteString(strings.ReplaceAll(blocks[i].Text, "\n", " "))
		text.WriteByte('\n')
	}
	own := document.NewBuilder(l.Lim)
	own.Cells = l.Cells
	readText(text.String(), blocks[0].Start(), own, 0)
	for i := range own.Blocks {
		if own.Blocks[i].Kind == document.Table {
			l.Cells = own.Cells
			l.Missed(own)
			return own.Blocks
		}
	}
	return nil
}

// IsPipeRow reports whether a line is the row of a table that is drawn with bars.
func IsPipeRow(text string) bool { return strings.Count(text, "|") > 1 }
