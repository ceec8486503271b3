package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// tables finds the tables in a paragraph: of pipes, with or without a line
// below the head, or of tabs. goldmark's own parser knows only those with a
// line of as many columns below the head, drops the cells beyond the head and
// takes text right below for a row. What stands in the cells goldmark reads.
type tables struct{}

func (tables) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	f := tableFinder{source: reader.Source(), lines: p.Lines(), state: stateOf(pc)}
	rest := 0 // first line that is not in the tree yet
	parent := p.Parent()
	for i := 0; i < f.lines.Len(); {
		table, n := f.table(i)
		if table == nil {
			i++
			continue
		}
		f.putText(parent, p, rest, i)
		parent.InsertBefore(parent, p, table)
		i += n
		rest = i
	}
	if rest > 0 {
		f.putText(parent, p, rest, f.lines.Len())
		parent.RemoveChild(parent, p)
	}
}

// tableFinder looks for tables in the lines of a paragraph.
type tableFinder struct {
	source []byte
	lines  *text.Segments
	state  *parseState
}

// putText puts some lines into a paragraph of their own before p.
func (f *tableFinder) putText(parent ast.Node, p *ast.Paragraph, from, to int) {
	if from == to {
		return
	}
	n := ast.NewParagraph()
	for i := from; i < to; i++ {
		s := f.lines.At(i)
		n.Lines().Append(s.TrimLeftSpace(f.source))
	}
	last := n.Lines().At(to - from - 1)
	n.Lines().Set(to-from-1, last.TrimRightSpace(f.source))
	parent.InsertBefore(parent, p, n)
}

// table reads the table that starts on line i and returns how many lines it
// takes; nil for none.
func (f *tableFinder) table(i int) (*east.Table, int) {
	head, sep := f.cells(i, '|'), byte('|')
	if len(head) < 2 {
		if head, sep = f.cells(i, '\t'), '\t'; len(head) < 2 || f.value(i)[0] == '\t' {
			return nil, 0
		}
	}
	if !f.follows(i, len(head), sep) {
		return nil, 0
	}
	t := east.NewTable()
	t.SetPos(f.lines.At(i).Start)
	var last ast.Node
	j := i
	for ; j < f.lines.Len(); j++ {
		cells := f.cells(j, sep)
		if len(cells) >= 2 || len(cells) == 1 && f.startsWithPipe(i) && f.startsWithPipe(j) {
			if f.isDelimiter(cells) {
				continue
			}
			if f.state.cells += len(cells); f.state.cells > f.state.lim.Cells {
				f.state.beyond++
				break
			}
			last = row(cells)
			t.AppendChild(t, last)
			continue
		}
		if t.ChildCount() < 2 || !f.wraps(j, last, len(head), sep) {
			break
		}
		f.extend(last, j)
	}
	if t.ChildCount() == 0 {
		return nil, 0
	}
	return t, j - i
}

func row(cells []text.Segment) *east.TableRow {
	r := east.NewTableRow(nil)
	for _, s := range cells {
		r.AppendChild(r, cellOf(s))
	}
	return r
}

func isEmptyCell(c ast.Node) bool {
	s := c.Lines().At(0)
	return s.IsEmpty()
}

func cellOf(s text.Segment) *east.TableCell {
	c := east.NewTableCell()
	c.Lines().Append(s)
	return c
}

// follows reports whether a table starts on line i: a line below the head
// comes next, or lines with as many cells follow.
func (f *tableFinder) follows(i, columns int, sep byte) bool {
	if i+1 >= f.lines.Len() {
		return false
	}
	if next := f.cells(i+1, sep); sep == '|' && len(next) >= 2 && f.isDelimiter(next) {
		return true
	}
	need := 1
	if sep == '\t' || !f.startsWithPipe(i) {
		need = 2
	}
	for k := 1; k <= need; k++ {
		if i+k >= f.lines.Len() || len(f.cells(i+k, sep)) != columns {
			return false
		}
	}
	return columns >= 3 || need == 1
}

// wraps reports whether line j goes on with a row whose last cells are still
// empty: tables that were made from a page break so.
func (f *tableFinder) wraps(j int, row ast.Node, columns int, sep byte) bool {
	t := strings.TrimFunc(string(f.value(j)), language.IsBlank)
	if sep != '|' || isRule(t) || strings.Contains(t, "|") || f.startsWithPipe(j-1) {
		return false
	}
	return row.ChildCount() < columns || isEmptyCell(row.LastChild())
}

// extend gives line j to a row: to its last cell where that is empty, or as one
// cell more.
func (f *tableFinder) extend(row ast.Node, j int) {
	s := f.lines.At(j)
	if last := row.LastChild(); isEmptyCell(last) {
		row.RemoveChild(row, last)
	}
	row.AppendChild(row, cellOf(f.cell(s.Start, s.Stop)))
}

func (f *tableFinder) value(i int) []byte {
	s := f.lines.At(i)
	return f.source[s.Start:s.Stop]
}

func (f *tableFinder) startsWithPipe(i int) bool {
	return bytes.HasPrefix(bytes.TrimSpace(f.value(i)), []byte("|"))
}

// cells splits a line at the signs between cells that are not escaped. The
// empty cells outside the outer pipes are dropped. Beyond maxTableColumns the
// last cell holds the rest.
func (f *tableFinder) cells(i int, sep byte) []text.Segment {
	line := f.value(i)
	if bytes.IndexByte(line, sep) < 0 {
		return nil
	}
	start, stop := f.lines.At(i).Start, f.lines.At(i).Stop
	if line[len(line)-1] == '\n' {
		stop--
	}
	outer := sep == '|' && f.startsWithPipe(i)
	if sep == '|' {
		start, stop = f.trim(start, stop)
	}
	var cells []text.Segment
	from, code := start, false
	for at := start; at < stop && len(cells) < maxTableColumns; at++ {
		switch c := f.source[at]; {
		case c == sep && !code:
			if !outer || at > start {
				cells = append(cells, f.cell(from, at))
			}
			from = at + 1
		case c == '\\' && sep == '|':
			at++
		case c == '`' && sep == '|':
			code = !code && bytes.IndexByte(f.source[at+1:stop], '`') >= 0
		}
	}
	if last := f.cell(from, stop); !outer || !last.IsEmpty() {
		cells = append(cells, last)
	}
	return cells
}

// cell is the part of a line between two offsets without the space around it.
func (f *tableFinder) cell(start, stop int) text.Segment {
	start, stop = f.trim(start, min(stop, len(f.source)))
	return text.NewSegment(start, stop)
}

func (f *tableFinder) trim(start, stop int) (int, int) {
	for start < stop && (f.source[start] <= ' ') {
		start++
	}
	for stop > start && (f.source[stop-1] <= ' ') {
		stop--
	}
	return start, stop
}

// isDelimiter reports whether a row is the line below the head of a table.
func (f *tableFinder) isDelimiter(cells []text.Segment) bool {
	for _, s := range cells {
		c := bytes.Trim(f.source[s.Start:s.Stop], ":")
		if len(c) == 0 || len(bytes.Trim(c, "-=")) > 0 {
			return false
		}
	}
	return true
}
