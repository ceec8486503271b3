package markup

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-scan/candor/scanner/internal/document"
)

// table reads a table of pipes or tabs. Its first row is the head.
func (r *markdownReader) table(n ast.Node) {
	r.startLeaf(n.FirstChild().FirstChild())
	depth := r.startOwn("table")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		r.startCell("tr", nil)
		name := "td"
		if row == n.FirstChild() {
			name = "th"
		}
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			r.ownCell(name, depth, func() { r.leaf(c, document.Paragraph, 0) })
			if lines := c.Lines(); lines.Len() > 0 {
				r.last = max(r.last, r.lineIn(lines.At(lines.Len()-1).Start))
			}
		}
	}
	r.endOwn(depth)
}

// definitions reads a list of terms with what is said of each.
func (r *markdownReader) definitions(n ast.Node) {
	r.sink().Gap()
	depth := r.startOwn("dl")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*east.DefinitionTerm); ok {
			r.ownCell("dt", depth, func() { r.leaf(c, document.Paragraph, 0) })
		} else {
			r.ownCell("dd", depth, func() { r.children(c) })
		}
	}
	r.endOwn(depth)
	r.sink().Gap()
}

// startOwn opens a table that Markdown made and returns how many are open.
func (r *markdownReader) startOwn(name string) int {
	r.flush()
	r.startTable(name)
	r.own++
	return len(r.tables)
}

// ownCell reads one cell. Tables of HTML that it leaves open end with it.
func (r *markdownReader) ownCell(name string, depth int, content func()) {
	r.startCell(name, nil)
	content()
	for len(r.tables) > depth {
		r.endTable()
	}
	bare := r.w.Take().Links
	r.endCell(name)
	if len(bare) == 0 || depth == 0 || len(r.tables) < depth {
		return // the cell itself ended the table, or there are too many in each other
	}
	if rows := r.tables[depth-1].rows; len(rows) > 0 && len(rows[len(rows)-1]) > 0 {
		row := rows[len(rows)-1]
		row[len(row)-1].Links = append(row[len(row)-1].Links, bare...)
	}
}

func (r *markdownReader) endOwn(depth int) {
	r.own--
	if len(r.tables) == depth {
		r.endTable()
	}
}
