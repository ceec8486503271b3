package policy

import "strings"

// barTables makes tables of rows that are drawn with bars and were read as
// paragraphs, each on a line of its own.
func (l *blockList) barTables() {
	var out []block
	shift := 0
	for i := 0; i < len(l.blocks); {
		n := barRows(l.blocks[i:])
		if n > 1 {
			if made := l.barTable(l.blocks[i : i+n]); made != nil {
				for _, b := range made {
					b.group += l.blocks[i].group + shift
					out = append(out, b)
				}
				shift += made[len(made)-1].group + 1
				i += n
				continue
			}
		}
		for k := range l.blocks[i : i+max(n, 1)] {
			b := l.blocks[i+k]
			b.group += shift
			out = append(out, b)
		}
		i += max(n, 1)
	}
	l.blocks = out
	l.group += shift
}

// barRows counts the blocks from the first on that are rows, with single lines
// between them that may be the rest of a row.
func barRows(blocks []block) int {
	n, last := 0, 0
	for i := range blocks {
		b := &blocks[i]
		if b.kind != paragraph || i > 0 && b.start() != blocks[i-1].start()+1 {
			break
		}
		switch {
		case isPipeRow(b.text):
			last, n = i+1, i+1
		case i == 0 || i+1-last > 1:
			return n
		}
	}
	return n
}

// barTable reads blocks as a text; nil where it holds no table.
func (l *blockList) barTable(blocks []block) []block {
	var text strings.Builder
	for i := range blocks {
		text.WriteString(strings.ReplaceAll(blocks[i].text, "\n", " "))
		text.WriteByte('\n')
	}
	own := newBlockList(l.lim)
	own.cells = l.cells
	readText(text.String(), blocks[0].start(), own, 0)
	for i := range own.blocks {
		if own.blocks[i].kind == tableBlock {
			l.cells, l.lost = own.cells, append(l.lost, own.lost...)
			return own.blocks
		}
	}
	return nil
}
