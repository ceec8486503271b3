package sentence

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// Header finds the header rows of a table and the field of each column.
func Header(grid [][]*document.Cell, of func(string) string) (rows int, fields []string) {
	for rows < len(grid) && rows < 3 {
		known, filled, heads := 0, 0, 0
		var row []string
		for c, x := range grid[rows] {
			f := ""
			if x != nil && x.Text != "" && (c == 0 || grid[rows][c-1] != x) {
				filled++
				if x.Head {
					heads++
				}
				if f = of(x.Text); f != "" {
					known++
				}
			} else if x != nil && c > 0 && grid[rows][c-1] == x {
				f = row[c-1]
			}
			row = append(row, f)
		}
		if filled == 0 || known == 0 || known*2 < filled || filled == 1 && len(grid[rows]) > 1 && rows > 0 {
			break
		}
		if rows > 0 && heads == 0 && known*3 < filled*2 {
			break
		}
		for c, f := range row {
			switch {
			case c >= len(fields):
				fields = append(fields, f)
			case f == words.FieldName && fields[c] == words.FieldInstitution:
				// The name of the company named above it.
			case f != "" && f != words.FieldOther:
				fields[c] = f
			}
		}
		rows++
	}
	return rows, fields
}

// HeadText joins the header cells of a column.
func HeadText(grid [][]*document.Cell, head, c int) string {
	t := ""
	for r := 0; r < head; r++ {
		if c < len(grid[r]) && grid[r][c] != nil && (r == 0 || grid[r-1][min(c, len(grid[r-1])-1)] != grid[r][c]) {
			t += " " + grid[r][c].Text
		}
	}
	return strings.TrimSpace(t)
}

func Column(fields []string, field string) int {
	for c, f := range fields {
		if f == field {
			return c
		}
	}
	return -1
}

func CellAt(row []*document.Cell, c int) *document.Cell {
	if c < 0 || c >= len(row) {
		return nil
	}
	return row[c]
}

// SpansAll reports whether one cell fills a row of several columns.
func SpansAll(row []*document.Cell) bool {
	for _, x := range row {
		if x != row[0] {
			return false
		}
	}
	return len(row) > 1
}
