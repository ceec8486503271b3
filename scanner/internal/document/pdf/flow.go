package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/candor-scan/candor/scanner/internal/document/markup"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// pdfTextCell is a cell of a table: paragraphs of lines.
type pdfTextCell struct {
	parts      [][]*pdfLine
	rows, cols int
}

// flow puts the elements together to paragraphs and tables.
func (y *pdfLayout) flow() []pdfBlock {
	var out []pdfBlock
	var lastGrid *pdfGrid
	breaks := y.breaksWords()
	for i := range y.elements {
		e := &y.elements[i]
		n := len(out)
		if e.grid != nil {
			rows := e.grid.rows(e.page, breaks)
			if n > 0 && lastGrid != nil && out[n-1].page < e.page && lastGrid.sameColumns(e.grid) {
				out[n-1].grid = continueTable(out[n-1].grid, rows)
			} else {
				out = append(out, pdfBlock{grid: rows, page: e.page, apart: true})
			}
			lastGrid = e.grid
			continue
		}
		lastGrid = nil
		if n > 0 && out[n-1].grid == nil {
			b := &out[n-1]
			last := b.lines[len(b.lines)-1]
			if y.goesOn(b, last, e.pdfLine) {
				if !y.columns[last.page] {
					last.room = max(y.rightOf(last.page)-last.x1, 0)
				}
				b.lines = append(b.lines, e.pdfLine)
				continue
			}
			out = append(out, pdfBlock{lines: []*pdfLine{e.pdfLine}, page: e.page, apart: y.apart(last, e.pdfLine)})
			continue
		}
		out = append(out, pdfBlock{lines: []*pdfLine{e.pdfLine}, page: e.page, apart: true})
	}
	return out
}

// breaksWords reports whether the words in the tables are broken wherever a line
// ends: where that is so no line has room for the next character.
func (y *pdfLayout) breaksWords() bool {
	tight, loose := 0, 0
	for i := range y.elements {
		if g := y.elements[i].grid; g != nil {
			for _, row := range g.rows(0, false) {
				for k := range row {
					countBreaks(row[k].parts, &tight, &loose)
				}
			}
		}
	}
	return tight >= 3 && loose*8 <= tight
}

// goesOn reports whether b is the next line of the paragraph that a ends so
// far.
func (y *pdfLayout) goesOn(p *pdfBlock, a, b *pdfLine) bool {
	text := b.text()
	if halfPoints(a.size) != halfPoints(b.size) && math.Abs(a.size-b.size) > 0.08*a.size || pdfBullet(text) > 0 || language.NumberOf(text).Style != "" || markup.IsPipeRow(a.text()) && markup.IsPipeRow(text) || !hasWord(text) {
		return false
	}
	if a.isBold() != b.isBold() && (a.isBold() || !y.isFull(a, b)) {
		return false
	}
	if a.page != b.page {
		return y.isFull(a, b) && !endsStatement(a.text()) && math.Abs(b.x0-p.lines[len(p.lines)-1].x0) < 2.5*a.size
	}
	d := a.y - b.y
	if d < 0.5*b.size || d > y.pitchOf(a, b)*1.22+0.3 {
		return false
	}
	if b.x0 > a.x0+1.2*a.size && !(len(p.lines) == 1 && hangs(a, b)) {
		return false // the first line of a paragraph is set in
	}
	return y.isFull(a, b) || y.midSentence(a, b)
}

func hasWord(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// midSentence reports whether b goes on in the middle of a sentence that a
// breaks off, whatever place was left on the line.
func (y *pdfLayout) midSentence(a, b *pdfLine) bool {
	return unicode.IsLower(language.FirstRune(b.text())) && !endsStatement(a.text()) && a.x1-a.x0 > 0.4*(y.rightOf(a.page)-a.x0)
}

// hangs reports whether b is set in under the text behind the mark or number
// of a list item.
func hangs(a, b *pdfLine) bool {
	text := a.text()
	return (pdfBullet(text) > 0 || language.NumberOf(text).Style != "") && b.x0 < a.x0+4*a.size
}

// pitchOf is how far apart two lines of a paragraph are that stand as a and b do.
func (y *pdfLayout) pitchOf(a, b *pdfLine) float64 {
	plain := y.pitch[pdfPitch{size: halfPoints(b.size)}]
	if p := y.pitch[pitchKind(a, b)]; p > 0 {
		if plain > 0 {
			p = min(p, 1.4*plain)
		}
		return min(p, 2*b.size)
	}
	if plain > 0 {
		return min(plain, 2*b.size)
	}
	return 1.4 * b.size
}

// isFull reports whether the first word of b had no place on the line of a.
func (y *pdfLayout) isFull(a, b *pdfLine) bool {
	right := y.rightOf(a.page)
	if y.columns[a.page] {
		right = max(a.x1, b.x1)
	}
	slack := 0.9 * a.size
	if endsStatement(a.text()) {
		slack = 0 // a paragraph may end here: only what is sure counts
	}
	return a.x1+b.firstWord()+slack > right
}

// apart reports whether more than the step from line to line lies between two
// lines.
func (y *pdfLayout) apart(a, b *pdfLine) bool {
	d := a.y - b.y
	return a.page != b.page || d < 0 || d > y.pitchOf(a, b)*1.22+0.3 || halfPoints(a.size) != halfPoints(b.size)
}

func endsStatement(text string) bool {
	return strings.ContainsRune("。！？.!?:：；;", language.LastRune(strings.TrimRight(text, "\"”’)）")))
}

// rows returns the rows of a table with the lines of every cell; breaks says
// that words are broken wherever a line ends.
func (g *pdfGrid) rows(page int, breaks bool) [][]pdfTextCell {
	rows := make([][]pdfTextCell, len(g.ys)-1)
	for i := range g.cells {
		c := &g.cells[i]
		t := pdfTextCell{rows: c.rows, cols: c.cols}
		lines := linesOf(c.runs, page)
		slices.SortStableFunc(lines, func(a, b *pdfLine) int {
			if math.Abs(a.y-b.y) < 0.4*a.size {
				return int(math.Copysign(1, a.x0-b.x0))
			}
			return int(math.Copysign(1, b.y-a.y))
		})
		t.parts = cellParts(lines, g.xs[c.col+c.cols]-g.xs[c.col], g.xs[c.col])
		for k := range lines {
			if g.ends != nil && lines[k].room > 0 {
				lines[k].room = max(min(lines[k].room, g.ends[c.col]-lines[k].x1), 0)
			}
			lines[k].breaks = breaks
		}
		rows[c.row] = append(rows[c.row], t)
	}
	return rows
}

// cellParts groups the lines of a cell that is so wide and begins at left into
// paragraphs.
func cellParts(lines []*pdfLine, cellWidth, left float64) [][]*pdfLine {
	margin := cellWidth
	for _, l := range lines {
		margin = min(margin, l.x0-left)
	}
	room := cellWidth - 2*max(margin, 0)
	var out [][]*pdfLine
	for i, l := range lines {
		if i > 0 {
			a := lines[i-1]
			full := a.x1-a.x0+l.firstWord()+0.5*a.size > room || endsInHyphen(a.text()) && unicode.IsLower(language.FirstRune(l.text()))
			if full && a.y-l.y < 2.2*a.size && pdfBullet(l.text()) == 0 {
				a.room = max(room-(a.x1-a.x0), 0)
				out[len(out)-1] = append(out[len(out)-1], l)
				continue
			}
		}
		out = append(out, []*pdfLine{l})
	}
	return out
}

func (g *pdfGrid) sameColumns(o *pdfGrid) bool {
	if len(g.xs) != len(o.xs) {
		return false
	}
	for i := range g.xs {
		if math.Abs(g.xs[i]-o.xs[i]) > 2*near {
			return false
		}
	}
	return true
}

// continueTable appends the rows of a table that goes on on the next page.
// The head is not said again, and a row that the end of the page broke is one.
func continueTable(rows, more [][]pdfTextCell) [][]pdfTextCell {
	if len(rows) > 1 && len(more) > 1 && rowText(rows[0]) == rowText(more[0]) {
		more = more[1:]
	}
	if len(rows) == 0 || len(more) == 0 {
		return append(rows, more...)
	}
	last, first := rows[len(rows)-1], more[0]
	if len(last) == len(first) && len(first) > 1 && cellText(first[0]) == "" {
		empty := 0
		for i := range first {
			if cellText(first[i]) == "" {
				empty++
			}
		}
		if empty > 1 || len(first) == 2 {
			for i := range first {
				last[i].parts = joinParts(last[i].parts, first[i].parts)
			}
			more = more[1:]
		} else {
			first[0].parts = last[0].parts // a merged cell goes on
		}
	}
	return append(rows, more...)
}

// joinParts joins the two halves of a cell.
func joinParts(a, b [][]*pdfLine) [][]*pdfLine {
	if len(a) > 0 && len(b) > 0 {
		end := a[len(a)-1]
		if !endsStatement(end[len(end)-1].text()) {
			a[len(a)-1] = append(end, b[0]...)
			b = b[1:]
		}
	}
	return append(a, b...)
}

func rowText(row []pdfTextCell) string {
	var b strings.Builder
	for i := range row {
		b.WriteString(cellText(row[i]))
		b.WriteByte('|')
	}
	return b.String()
}

func cellText(c pdfTextCell) string {
	var b strings.Builder
	for _, p := range c.parts {
		for _, l := range p {
			b.WriteString(l.text())
		}
	}
	return b.String()
}
