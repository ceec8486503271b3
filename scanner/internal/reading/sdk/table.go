package sdk

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// table reads the SDK rows of a table: with one or more header rows, without
// a header where the text above says what it lists, or turned on its side.
func (r *rowReader) table(i int) {
	b := &r.d.Blocks[i]
	grid := b.Grid()
	h := r.head(grid)
	switch {
	case h.rows > 0 && isPermissionHeader(grid, h.rows):
		return
	case h.rows > 0 && aboutCookies(grid):
	case h.told && r.headNames(grid) && r.sideways(i, grid):
		return
	case h.told && r.isSDKTable(i, grid, h.rows, h.fields):
		r.tableRows(i, grid, &h)
		return
	case r.sideways(i, grid):
		return
	case h.rows > 0 && r.listsSDKs(i, grid, &h):
		r.tableRows(i, grid, &h)
		return
	case h.rows == 0 || !h.told && (h.fields[0] == "" || h.fields[0] == words.FieldName || h.fields[0] == words.FieldInstitution):
		r.bareTable(i, grid, h.rows)
	}
	r.leaveOut(i, grid)
}

// leaveOut takes the rows of a table that could not be read, yet stands where
// the text speaks of SDKs and names them, out of the statements of the first
// party.
func (r *rowReader) leaveOut(i int, grid [][]*document.Cell) {
	if r.context(i) != sentence.AboutSDKs {
		return
	}
	for n, row := range grid {
		for _, x := range row {
			if x != nil && language.Width(x.Text) <= 60 && r.names.ResolveName(x.Text) != "" {
				r.Cells[[2]int{i, n}] = true
			}
		}
	}
}

// isPermissionHeader reports whether a table lists permissions: its first
// telling column does.
func isPermissionHeader(grid [][]*document.Cell, head int) bool {
	for c := range grid[0] {
		label := sentence.HeadText(grid, head, c)
		if sentence.MentionsSDK(label) || sentence.FieldOf(label) == words.FieldName && namesSDK(label) {
			return false
		}
		if sentence.ColumnOf(label) == "group" {
			return c <= 1
		}
	}
	return false
}

// isSDKTable reports whether a table with a header lists SDKs.
func (r *rowReader) isSDKTable(i int, grid [][]*document.Cell, head int, fields []string) bool {
	count := map[string]int{}
	named := false
	for c, f := range fields {
		count[f]++
		if label := sentence.HeadText(grid, head, c); f == words.FieldName && namesSDK(label) || sentence.MentionsSDK(label) {
			named = true
		}
	}
	telling := 0
	for _, f := range []string{words.FieldInstitution, words.FieldScope, words.FieldPrivacyURL, words.FieldWebsite, words.FieldMethod} {
		if count[f] > 0 {
			telling++
		}
	}
	if count[words.FieldName] == 0 && count[words.FieldInstitution] == 0 {
		return false
	}
	if named && (telling > 0 || count[words.FieldPurpose] > 0 || count[words.FieldScene] > 0) {
		return true
	}
	about := r.context(i)
	if count[words.FieldName] > 0 && (telling > 0 || count[words.FieldPurpose] > 0) && about != sentence.AboutNothing {
		return true
	}
	if count[words.FieldName] > 0 && count[words.FieldInstitution] > 0 && telling > 1 {
		return true
	}
	return count[words.FieldInstitution] > 0 && telling > 1 && about != sentence.AboutNothing
}

// tableRows reads the rows below the header.
func (r *rowReader) tableRows(i int, grid [][]*document.Cell, h *tableHead) {
	fields, nameCol := h.fields, h.name
	var above []*document.Cell
	var open *draft
	var openName *document.Cell
	finish := func() {
		if open != nil {
			r.add(rule.RowTable, open)
		}
		open, openName = nil, nil
	}
	for n := h.rows; n < len(grid); n++ {
		row := grid[n]
		if isCategoryRow(row, fields) {
			r.Cells[[2]int{i, n}] = true
			continue
		}
		name := sentence.CellAt(row, nameCol)
		if name == nil || isHeaderAgain(row, fields) {
			continue
		}
		r.Cells[[2]int{i, n}] = true
		if name != openName || name.Text == "" {
			finish()
			if sentence.IsFill(name.Text) || sentence.SaysNone(name.Text) || sentence.SameAsAbove(name.Text) && above == nil {
				above = row
				continue
			}
			open, openName = newDraft(name.Passage, -1), name
			if id := r.names.ResolveName(name.Text); id == "" {
				// The package beside the name may tell what the name does not.
				for c, f := range fields {
					if x := sentence.CellAt(row, c); f == words.FieldOther && x != nil && r.names.ResolveName(x.Text) != "" {
						open.name = name.Passage
					}
				}
			}
		}
		r.cellsOf(open, row, above, fields, nameCol)
		above = row
	}
	finish()
}

// cellsOf adds the fields of one row; a cell that says "same as above" has the
// value of the cell above it.
func (r *rowReader) cellsOf(d *draft, row, above []*document.Cell, fields []string, nameCol int) {
	for c, f := range fields {
		x := sentence.CellAt(row, c)
		if x != nil && c != nameCol && (c == 0 || sentence.CellAt(row, c-1) != x) && d.cellOfLabels(&x.Passage) {
			continue
		}
		if x != nil && (f == "" || f == words.FieldOther) && len(d.platforms) == 0 {
			d.platforms = sentence.OnlyPlatforms(x.Text)
		}
		if x == nil || f == "" || f == words.FieldOther || c == nameCol && f == words.FieldName || c > 0 && sentence.CellAt(row, c-1) == x {
			continue
		}
		if sentence.SameAsAbove(x.Text) {
			if y := sentence.CellAt(above, c); y != nil {
				// What the next row refers to is the value, not the reference.
				row[c], x = y, y
			} else {
				continue
			}
		}
		if d.holds(f, x.Text) {
			continue
		}
		if f == words.FieldPurpose && d.has(words.FieldPurpose) && d.fields[words.FieldPurpose][0].Text != "" && !sameLanguage(d.fields[words.FieldPurpose][0].Text, x.Text) {
			d.add(f, x.Passage)
			continue
		}
		d.add(f, x.Passage)
	}
}

// cellOfLabels adds the fields of a cell that labels several itself, and
// reports whether it is one.
func (d *draft) cellOfLabels(p *document.Passage) bool {
	parts := sentence.SplitFields(p)
	for _, x := range parts {
		if x.Field != words.FieldOther && x.Field != words.FieldName && !d.holds(x.Field, x.Value.Text) {
			d.add(x.Field, x.Value)
		}
	}
	return len(parts) > 1
}

func sameLanguage(a, b string) bool { return language.Of(a) == language.Of(b) }

// isCategoryRow reports whether a row is one cell over the whole width, or has
// text in one cell only: the name of a group of rows.
func isCategoryRow(row []*document.Cell, fields []string) bool {
	if len(row) < 3 || len(fields) < 3 {
		return false
	}
	var only *document.Cell
	for _, x := range row {
		switch {
		case x == nil || x == only || strings.TrimSpace(x.Text) == "":
		case only == nil:
			only = x
		default:
			return false
		}
	}
	return true
}

// isHeaderAgain reports whether a row repeats the header, as tables do that
// were broken over pages.
func isHeaderAgain(row []*document.Cell, fields []string) bool {
	same, filled := 0, 0
	for c, x := range row {
		if x == nil || x.Text == "" || c >= len(fields) {
			continue
		}
		filled++
		if f := sentence.FieldOf(x.Text); f != "" && f == fields[c] {
			same++
		}
	}
	return filled > 1 && same*3 >= filled*2
}

func HasAddress(p *document.Passage) bool { return addressOf(p) != "" }

func addressOf(p *document.Passage) string {
	if at, n := FindAddress(p.Text); n > 0 {
		return p.Text[at : at+n]
	}
	for _, l := range p.Links {
		if language.IsWeb(l.URL) {
			return l.URL
		}
	}
	return ""
}
