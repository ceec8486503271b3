package markup

import (
	"sort"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// markdownReader turns the tree goldmark makes of a text into blocks. Plain
// text and Markdown come the same way, since policies mix them freely: text
// files hold Markdown, and HTML pages hold either in a <pre>. HTML inside the
// text goes, piece by piece, to the reader of HTML, which holds the open
// elements and writes the blocks.
type markdownReader struct {
	*htmlReader
	source  []byte
	starts  []int         // where the lines of the source start
	first   int           // source line of the first of them
	last    int           // line of the source on which the last block ended
	skipTo  int           // what stands before it is a mark, and no text
	number  document.Span // of a list item, that is to be written
	own     int           // open tables that Markdown made, not HTML
	lines   *paragraphLines
	ends    map[string]int // where the last end tag of an element stands
	wrapped bool           // the text seems to be wrapped by hand
}

// readText appends the blocks of a text whose first line is source line first.
// depth says how deep text and HTML are nested in each other.
func readText(text string, first int, l *document.Builder, depth int) {
	if depth > l.Lim.Nesting {
		var w document.Scribe
		w.Write(text, first)
		l.Add(document.Paragraph, 0, w.Take())
		l.Marks++
		return
	}
	source := []byte(text)
	l.Marks += blankSigns(source)
	root, marks, why := parseMarkdown(prepared(source, frontMatter(text, first)), l.Lim)
	if why != "" {
		l.Lost = append(l.Lost, document.LostPart{Line: first, Why: why})
		return
	}
	l.Marks += marks
	r := &markdownReader{source: source, first: first, starts: lineStarts(source), last: -1, wrapped: isWrapped(text), ends: map[string]int{}}
	r.htmlReader = &htmlReader{Builder: l, line: first, depth: depth, chrome: true}
	r.read(root)
	if len(r.starts)-1 > r.last {
		l.Gap()
	}
}

// read reads the blocks of a tree.
func (r *markdownReader) read(root ast.Node) {
	var open openBlock
	next := root.FirstChild()
	r.UntilDone(func() {
		for next != nil && !r.Full {
			open = openBlock{next, len(r.tables), r.lists}
			next = next.NextSibling()
			r.block(open.node)
		}
		open = openBlock{}
		r.closeAll()
	}, func() document.LostPart { return document.LostPart{Line: r.giveUp(open)} })
}

// openBlock is a block of the tree that is being read, and what was open of
// HTML when it started.
type openBlock struct {
	node          ast.Node // nil behind the last
	tables, lists int
}

// giveUp leaves out a block that fails and returns the line on which it starts.
func (r *markdownReader) giveUp(b openBlock) (line int) {
	line = r.drop()
	r.kind, r.level, r.item = document.Paragraph, 0, false
	r.number, r.own, r.lines = document.Span{}, 0, nil
	if b.node == nil {
		r.tables = r.tables[:max(len(r.tables)-1, 0)] // it is what does not end
		return line
	}
	r.tables, r.lists = r.tables[:min(len(r.tables), b.tables)], b.lists
	return r.first + r.lineIn(max(b.node.Pos(), 0))
}

func lineStarts(source []byte) []int {
	starts := []int{0}
	for i, c := range source {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// lineIn returns the line of the source, from 0, that holds an offset.
func (r *markdownReader) lineIn(off int) int {
	return sort.SearchInts(r.starts, off+1) - 1
}

// maxIndent bounds the bytes that are looked at for what sets a line in.
const maxIndent = 64

// indent is the number of columns by which the line that holds an offset is
// set in.
func (r *markdownReader) indent(off int) int {
	start := r.starts[r.lineIn(off)]
	n := 0
	for _, c := range string(r.source[start:min(start+maxIndent, len(r.source))]) {
		switch {
		case c == '\t':
			n += 4
		case c != '\n' && language.IsBlank(c):
			n++
		default:
			return n
		}
	}
	return n
}

func (r *markdownReader) children(n ast.Node) {
	for c := n.FirstChild(); c != nil && !r.Full; c = c.NextSibling() {
		r.block(c)
	}
}

// block reads one block of the tree.
func (r *markdownReader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.List:
		outer := r.lists
		if r.lists++; outer == 0 {
			// A list that is set in stands below the text above it.
			r.lists += r.indent(n.Pos()) / 2
		}
		r.children(n)
		r.lists = outer
	case *ast.ListItem:
		r.listItem(n)
	case *ast.Heading:
		r.leaf(n, document.Heading, n.Level)
	case *ast.HTMLBlock:
		r.htmlBlock(n)
	case *ast.LinkReferenceDefinition:
		r.definition(n)
	case *east.Table:
		r.table(n)
	case *east.DefinitionList:
		r.definitions(n)
	default:
		if n.HasChildren() && n.FirstChild().Type() == ast.TypeBlock {
			r.children(n)
		} else {
			r.leaf(n, document.Paragraph, 0)
		}
	}
}

// listItem reads an item of a list. The number of a numbered one is part of
// its text, as in a list that is none of Markdown's.
func (r *markdownReader) listItem(n *ast.ListItem) {
	list, _ := n.Parent().(*ast.List)
	if list == nil || !list.IsOrdered() {
		r.place(n.Pos(), n.Pos()) // one without text is a line all the same
		r.item = true
		r.children(n)
		r.item = false
		return
	}
	r.writeNumber() // of the item this one starts
	r.number = r.numberAt(n.Pos(), list.Marker)
	r.children(n)
	r.writeNumber()
	r.flush()
}

// numberAt finds the number of a list item at an offset, or a little before it
// where goldmark counts the columns of a tab.
func (r *markdownReader) numberAt(off int, marker byte) document.Span {
	for start := min(off, len(r.source)-1); start >= max(off-maxNumber, 0); start-- {
		end := start
		for end < len(r.source) && r.source[end] >= '0' && r.source[end] <= '9' {
			end++
		}
		if end > start && end < len(r.source) && r.source[end] == marker {
			for start > 0 && r.source[start-1] >= '0' && r.source[start-1] <= '9' {
				start--
			}
			return document.Span{Start: start, End: end + 1}
		}
	}
	return document.Span{}
}

// maxNumber is how far from there it may stand.
const maxNumber = 16

// writeNumber writes the number of the open list item, once.
func (r *markdownReader) writeNumber() {
	if n := r.number; n.End > 0 {
		r.number = document.Span{}
		r.place(n.Start, n.End)
		r.plain(string(r.source[n.Start:n.End]), r.first+r.lineIn(n.Start))
		r.w.Gap = true
	}
}

// leaf reads a block that holds text.
func (r *markdownReader) leaf(n ast.Node, kind document.BlockKind, level int) {
	if !r.startLeaf(n) {
		return
	}
	r.kind, r.level = kind, level
	switch n.(type) {
	case *ast.Heading:
		r.sink().Gap()
	case *ast.Paragraph, *ast.TextBlock:
		r.lines = &paragraphLines{segments: n.Lines(), source: r.source, numbered: r.number.End > 0}
		r.startLine(0)
	}
	r.writeNumber()
	r.inlines(n)
	r.endLeaf()
}

// startLeaf gets ready for a block with lines: an empty line above it sets it
// off from the block before.
func (r *markdownReader) startLeaf(n ast.Node) bool {
	lines := n.Lines()
	if lines == nil || lines.Len() == 0 {
		return false
	}
	start, stop := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	r.closeUnended(start)
	r.place(start, stop)
	return true
}

// place sets what stands between two offsets off from the block before, where
// an empty line is above it.
func (r *markdownReader) place(start, stop int) {
	if r.own > 0 {
		return
	}
	if line := r.lineIn(start); line > r.last+1 {
		r.sink().Gap()
	}
	r.last = max(r.lineIn(max(stop-1, start)), r.last)
}

// endLeaf ends a block with lines. What it left open ends with it: the tree
// closes its own marks, and an open <b> must not set the rest in bold.
func (r *markdownReader) endLeaf() {
	if r.own == 0 || !r.w.Empty() {
		r.flush() // the cell of a table may hold a link without text
	}
	r.kind, r.level = document.Paragraph, 0
	r.bold, r.links = r.bold[:0], r.links[:0]
	r.lines = nil
}

// definition keeps the text of "[label]: address", which names a link that
// stands elsewhere: it may be all there is of an address.
func (r *markdownReader) definition(n ast.Node) {
	if !r.startLeaf(n) {
		return
	}
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		r.plain(string(s.Value(r.source)), r.first+r.lineIn(s.Start))
		r.w.Gap = true
	}
	r.endLeaf()
}
