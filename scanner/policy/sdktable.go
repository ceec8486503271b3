package policy

import "strings"

// table reads the SDK rows of a table: with one or more header rows, without
// a header where the text above says what it lists, or turned on its side.
func (r *rowReader) table(i int) {
	b := &r.d.blocks[i]
	grid := b.grid()
	h := r.head(grid)
	switch {
	case h.rows > 0 && isPermissionHeader(grid, h.rows):
		return
	case h.rows > 0 && aboutCookies(grid):
	case h.told && r.isSDKTable(i, grid, h.rows, h.fields):
		r.tableRows(i, grid, &h)
		return
	case r.sideways(i, grid):
		return
	case h.rows > 0 && r.listsSDKs(i, grid, &h):
		r.tableRows(i, grid, &h)
		return
	case h.rows == 0 || !h.told && (h.fields[0] == "" || h.fields[0] == fieldName || h.fields[0] == fieldInstitution):
		r.bareTable(i, grid, h.rows)
	}
	r.leaveOut(i, grid)
}

// leaveOut takes the rows of a table that could not be read, yet stands where
// the text speaks of SDKs and names them, out of the statements of the first
// party.
func (r *rowReader) leaveOut(i int, grid [][]*cell) {
	if r.context(i) != aboutSDKs {
		return
	}
	for n, row := range grid {
		for _, x := range row {
			if x != nil && width(x.text) <= 60 && r.names.ResolveName(x.text) != "" {
				r.cells[[2]int{i, n}] = true
			}
		}
	}
}

// header finds the header rows of a table and the field of each column.
func header(grid [][]*cell, of func(string) string) (rows int, fields []string) {
	for rows < len(grid) && rows < 3 {
		known, filled, heads := 0, 0, 0
		var row []string
		for c, x := range grid[rows] {
			f := ""
			if x != nil && x.text != "" && (c == 0 || grid[rows][c-1] != x) {
				filled++
				if x.head {
					heads++
				}
				if f = of(x.text); f != "" {
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
			case f == fieldName && fields[c] == fieldInstitution:
				// The name of the company named above it.
			case f != "" && f != fieldOther:
				fields[c] = f
			}
		}
		rows++
	}
	return rows, fields
}

// isPermissionHeader reports whether a table lists permissions: its first
// telling column does.
func isPermissionHeader(grid [][]*cell, head int) bool {
	for c := range grid[0] {
		label := headText(grid, head, c)
		if mentionsSDK(label) || fieldOf(label) == fieldName && namesSDK(label) {
			return false
		}
		if columnOf(label) == "group" {
			return c <= 1
		}
	}
	return false
}

// headText joins the header cells of a column.
func headText(grid [][]*cell, head, c int) string {
	t := ""
	for r := 0; r < head; r++ {
		if c < len(grid[r]) && grid[r][c] != nil && (r == 0 || grid[r-1][min(c, len(grid[r-1])-1)] != grid[r][c]) {
			t += " " + grid[r][c].text
		}
	}
	return strings.TrimSpace(t)
}

// isSDKTable reports whether a table with a header lists SDKs.
func (r *rowReader) isSDKTable(i int, grid [][]*cell, head int, fields []string) bool {
	count := map[string]int{}
	named := false
	for c, f := range fields {
		count[f]++
		if label := headText(grid, head, c); f == fieldName && namesSDK(label) || mentionsSDK(label) {
			named = true
		}
	}
	telling := 0
	for _, f := range []string{fieldInstitution, fieldScope, fieldPrivacyURL, fieldWebsite, fieldMethod} {
		if count[f] > 0 {
			telling++
		}
	}
	if count[fieldName] == 0 && count[fieldInstitution] == 0 {
		return false
	}
	if named && (telling > 0 || count[fieldPurpose] > 0 || count[fieldScene] > 0) {
		return true
	}
	about := r.context(i)
	if count[fieldName] > 0 && (telling > 0 || count[fieldPurpose] > 0) && about != aboutNothing {
		return true
	}
	if count[fieldName] > 0 && count[fieldInstitution] > 0 && telling > 1 {
		return true
	}
	return count[fieldInstitution] > 0 && telling > 1 && about != aboutNothing
}

// tableRows reads the rows below the header.
func (r *rowReader) tableRows(i int, grid [][]*cell, h *tableHead) {
	fields, nameCol := h.fields, h.name
	var above []*cell
	var open *draft
	var openName *cell
	finish := func() {
		if open != nil {
			r.add(open)
		}
		open, openName = nil, nil
	}
	for n := h.rows; n < len(grid); n++ {
		row := grid[n]
		if isCategoryRow(row, fields) {
			r.cells[[2]int{i, n}] = true
			continue
		}
		name := cellAt(row, nameCol)
		if name == nil || isHeaderAgain(row, fields) {
			continue
		}
		r.cells[[2]int{i, n}] = true
		if name != openName || name.text == "" {
			finish()
			if isFill(name.text) || saysNone(name.text) || sameAsAbove(name.text) && above == nil {
				above = row
				continue
			}
			open, openName = newDraft(name.passage, -1), name
			if id := r.names.ResolveName(name.text); id == "" {
				// The package beside the name may tell what the name does not.
				for c, f := range fields {
					if x := cellAt(row, c); f == fieldOther && x != nil && r.names.ResolveName(x.text) != "" {
						open.name = name.passage
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
func (r *rowReader) cellsOf(d *draft, row, above []*cell, fields []string, nameCol int) {
	for c, f := range fields {
		x := cellAt(row, c)
		if x == nil || f == "" || f == fieldOther || c == nameCol && f == fieldName || c > 0 && cellAt(row, c-1) == x {
			continue
		}
		if sameAsAbove(x.text) {
			if y := cellAt(above, c); y != nil {
				// What the next row refers to is the value, not the reference.
				row[c], x = y, y
			} else {
				continue
			}
		}
		if d.holds(f, x.text) {
			continue
		}
		if f == fieldPurpose && d.has(fieldPurpose) && d.fields[fieldPurpose][0].text != "" && !sameLanguage(d.fields[fieldPurpose][0].text, x.text) {
			d.add(f, x.passage)
			continue
		}
		d.add(f, x.passage)
	}
}

func sameLanguage(a, b string) bool { return language(a) == language(b) }

func column(fields []string, field string) int {
	for c, f := range fields {
		if f == field {
			return c
		}
	}
	return -1
}

func cellAt(row []*cell, c int) *cell {
	if c < 0 || c >= len(row) {
		return nil
	}
	return row[c]
}

// isCategoryRow reports whether a row is one cell over the whole width, or has
// text in one cell only: the name of a group of rows.
func isCategoryRow(row []*cell, fields []string) bool {
	if len(row) < 3 || len(fields) < 3 {
		return false
	}
	var only *cell
	for _, x := range row {
		switch {
		case x == nil || x == only || strings.TrimSpace(x.text) == "":
		case only == nil:
			only = x
		default:
			return false
		}
	}
	return true
}

// spansAll reports whether one cell fills a row of several columns.
func spansAll(row []*cell) bool {
	for _, x := range row {
		if x != row[0] {
			return false
		}
	}
	return len(row) > 1
}

// isHeaderAgain reports whether a row repeats the header, as tables do that
// were broken over pages.
func isHeaderAgain(row []*cell, fields []string) bool {
	same, filled := 0, 0
	for c, x := range row {
		if x == nil || x.text == "" || c >= len(fields) {
			continue
		}
		filled++
		if f := fieldOf(x.text); f != "" && f == fields[c] {
			same++
		}
	}
	return filled > 1 && same*3 >= filled*2
}

func hasAddress(p *passage) bool { return addressOf(p) != "" }

func addressOf(p *passage) string {
	if at, n := findAddress(p.text); n > 0 {
		return p.text[at : at+n]
	}
	for _, l := range p.links {
		if isWeb(l.url) {
			return l.url
		}
	}
	return ""
}
