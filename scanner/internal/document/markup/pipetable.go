package markup

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// table reads a table of pipes (with or without a line below its head) or of
// tabs that starts on line i, and returns how many lines it takes, 0 for none.
func (r *textReader) table(i int) int {
	cols := len(splitPipes(r.lines[i]))
	sep := "|"
	if cols < 2 {
		if cols = strings.Count(r.lines[i], "\t"); cols < 1 || strings.HasPrefix(r.lines[i], "\t") {
			return 0
		}
		cols, sep = cols+1, "\t"
	}
	if !r.tableFollows(i, cols, sep) {
		return 0
	}
	r.flush()
	var rows [][]document.Cell
	j := i
	for ; j < len(r.lines); j++ {
		parts := r.rowParts(j, sep)
		switch {
		case len(parts) >= 2:
			if !isDelimiter(parts) {
				rows = append(rows, r.row(parts, j, len(rows) == 0))
			}
			continue
		case len(rows) > 1 && r.wraps(j, rows[len(rows)-1], cols, sep):
			r.extend(rows[len(rows)-1], j)
			continue
		}
		break
	}
	r.AddTable(rows)
	return j - i
}

// tableFollows reports whether a table starts on line i: a delimiter row comes
// next, or lines with as many cells follow.
func (r *textReader) tableFollows(i, cols int, sep string) bool {
	if i+1 >= len(r.lines) {
		return false
	}
	next := r.rowParts(i+1, sep)
	if sep == "|" && len(next) >= 2 && isDelimiter(next) {
		return true
	}
	need := 1
	if sep == "\t" || !strings.HasPrefix(strings.TrimSpace(r.lines[i]), "|") {
		need = 2
	}
	for k := 1; k <= need; k++ {
		if i+k >= len(r.lines) || len(r.rowParts(i+k, sep)) != cols {
			return false
		}
	}
	return cols >= 3 || need == 1
}

func (r *textReader) rowParts(i int, sep string) []string {
	if sep == "|" {
		return splitPipes(r.lines[i])
	}
	if strings.TrimSpace(r.lines[i]) == "" {
		return nil
	}
	return strings.Split(r.lines[i], "\t")
}

// wraps reports whether line j goes on with a row whose last cells are still
// empty: tables that were made from a page break so.
func (r *textReader) wraps(j int, row []document.Cell, cols int, sep string) bool {
	t := strings.TrimFunc(r.lines[j], language.IsBlank)
	if t == "" || sep != "|" || isRule(t) || strings.Contains(t, "|") || strings.HasPrefix(strings.TrimSpace(r.lines[j-1]), "|") {
		return false
	}
	last := len(row) - 1
	return len(row) < cols || row[last].Text == ""
}

// extend appends line j to the first empty cell at the end of a row.
func (r *textReader) extend(row []document.Cell, j int) {
	w := newInline(&document.Scribe{})
	w.line(strings.TrimFunc(r.lines[j], language.IsBlank), r.first+j)
	w.close()
	row[len(row)-1].Passage = w.Take()
}

func (r *textReader) row(parts []string, i int, head bool) []document.Cell {
	row := make([]document.Cell, len(parts))
	for c, p := range parts {
		w := newInline(&document.Scribe{})
		w.line(strings.TrimFunc(p, language.IsBlank), r.first+i)
		w.close()
		row[c] = document.Cell{Passage: w.Take(), Head: head, Colspan: 1, Rowspan: 1}
	}
	return row
}

// splitPipes splits a row at the pipes that are not escaped; nil where the
// line holds none. The empty cells outside the outer pipes are dropped.
func splitPipes(line string) []string {
	t := strings.TrimFunc(line, language.IsBlank)
	if !strings.Contains(t, "|") {
		return nil
	}
	var parts []string
	start, code := 0, false
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case '\\':
			i++
		case '`':
			code = !code && strings.IndexByte(t[i+1:], '`') >= 0
		case '|':
			if !code {
				parts = append(parts, t[start:i])
				start = i + 1
			}
		}
	}
	parts = append(parts, t[start:])
	if t[0] == '|' {
		parts = parts[1:]
	}
	if n := len(parts); n > 1 && strings.TrimSpace(parts[n-1]) == "" && strings.HasSuffix(t, "|") && t[0] == '|' {
		parts = parts[:n-1]
	}
	return parts
}

// isDelimiter reports whether a row is the line below the head of a table.
func isDelimiter(parts []string) bool {
	for _, p := range parts {
		p = strings.Trim(strings.TrimSpace(p), ":")
		if p == "" || strings.Trim(p, "-=") != "" {
			return false
		}
	}
	return true
}
