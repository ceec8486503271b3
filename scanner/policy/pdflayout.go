package policy

import "strings"

// pdfSegment is lines that follow each other downwards: a paragraph, or a
// cell of a table.
type pdfSegment struct {
	lines       []*pdfLine
	x0, x1      float64
	top, bottom float64
}

// layOut writes the lines of a page. Segments that stand beside each other are
// the cells of a row, set apart by tabs on one line of the text; all others
// keep their lines.
func (t *pdfText) layOut() {
	segments := t.segments()
	for i := 0; i < len(segments); {
		var rows [][]pdfSegment
		n := rowLength(segments[i:])
		for n > 1 {
			rows = append(rows, segments[i:i+n])
			if i += n; i == len(segments) {
				break
			}
			n = rowLength(segments[i:])
		}
		if rows != nil {
			t.writeTable(rows)
			continue
		}
		for _, l := range segments[i].lines {
			t.writeLine(string(l.text))
		}
		if i++; i < len(segments) && segments[i-1].bottom-segments[i].lines[0].y > 1.75*segments[i].lines[0].height {
			t.writeLine("")
		}
	}
	t.writeLine("")
}

// writeTable writes rows of cells, each cell in the column it stands under.
func (t *pdfText) writeTable(rows [][]pdfSegment) {
	head := rows[0]
	for _, r := range rows {
		if len(r) > len(head) {
			head = r
		}
	}
	t.writeLine("")
	for _, r := range rows {
		cells := make([]string, len(head))
		at := 0
		for k := range r {
			for at+1 < len(head) && len(head)-at > len(r)-k && distance(&head[at+1], &r[k]) < distance(&head[at], &r[k]) {
				at++
			}
			if cells[at] != "" {
				cells[at] += " "
			}
			cells[at] += r[k].text()
			if at+1 < len(head) && len(r)-k > 1 {
				at++
			}
		}
		t.writeLine(strings.Join(cells, "\t"))
	}
	t.writeLine("")
}

// distance is how far apart two segments stand along the line; 0 where they
// overlap.
func distance(a, b *pdfSegment) float64 {
	return max(a.x0-b.x1, b.x0-a.x1, 0) + 0.01*max(a.x0-b.x0, b.x0-a.x0)
}

func (t *pdfText) writeLine(s string) {
	t.out.WriteString(strings.TrimRight(s, " "))
	t.out.WriteByte('\n')
	t.lines++
}

// segments groups the lines of a page in the order they are drawn.
func (t *pdfText) segments() []pdfSegment {
	var out []pdfSegment
	for i := range t.open {
		l := &t.open[i]
		if n := len(out); n > 0 {
			s := &out[n-1]
			last := s.lines[len(s.lines)-1]
			down := last.y - l.y
			if down > 0.4*l.height && down < 1.9*max(l.height, last.height) && l.x0 < s.x1+l.height && l.x1 > s.x0-l.height {
				s.lines = append(s.lines, l)
				s.x0, s.x1, s.bottom = min(s.x0, l.x0), max(s.x1, l.x1), l.y
				continue
			}
		}
		out = append(out, pdfSegment{lines: []*pdfLine{l}, x0: l.x0, x1: l.x1, top: l.y + l.height, bottom: l.y})
	}
	return out
}

// rowLength returns how many segments, from the first on, stand beside each
// other. Two long columns of text are no row.
func rowLength(s []pdfSegment) int {
	n, top, bottom := 1, s[0].top, s[0].bottom
	longest := len(s[0].lines)
	for n < len(s) && s[n].x0 > s[n-1].x1 && s[n].top > bottom && s[n].bottom < top {
		top, bottom = max(top, s[n].top), min(bottom, s[n].bottom)
		longest = max(longest, len(s[n].lines))
		n++
	}
	if n == 2 && longest > 12 {
		return 1
	}
	return n
}

// text joins the lines of a cell: words with a space, Chinese without.
func (s *pdfSegment) text() string {
	var b strings.Builder
	for i, l := range s.lines {
		t := strings.TrimSpace(string(l.text))
		if i > 0 && b.Len() > 0 {
			last, first := lastRune(b.String()), firstRune(t)
			inAddress := strings.Contains(b.String(), "://") && !strings.Contains(b.String(), " ")
			if !isWide(last) && !isWide(first) && !inAddress {
				b.WriteByte(' ')
			}
		}
		b.WriteString(t)
	}
	return b.String()
}

func isWide(r rune) bool { return r >= 0x2E80 }
