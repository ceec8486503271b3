package policy

import "strings"

// tableHead is what is known of the columns of a table of SDKs.
type tableHead struct {
	rows   int      // header rows
	fields []string // of each column
	name   int      // column of the names, -1 for none
	told   bool     // the label words alone tell the header
}

// head finds the header of a table: by the label words, else by wider words in
// its first row. Columns that are still unknown are told by their cells.
func (r *rowReader) head(grid [][]*cell) tableHead {
	h := tableHead{name: -1}
	h.rows, h.fields = header(grid, fieldOf)
	h.told = h.rows > 0
	if !h.told {
		if !r.isHeadRow(grid) {
			return h
		}
		h.rows, h.fields = 1, make([]string, len(grid[0]))
		for c, x := range grid[0] {
			if x != nil {
				h.fields[c] = fieldOf(x.text)
			}
		}
	}
	r.nameColumn(grid, &h)
	for c, f := range h.fields {
		if f == "" {
			if f = headOf(headText(grid, h.rows, c)); f != fieldName || h.name < 0 {
				h.fields[c] = f
			}
		}
	}
	for c, f := range h.fields {
		if f == "" {
			h.fields[c] = r.cellField(grid, &h, c)
		}
	}
	return h
}

// isHeadRow reports whether the first row of a table is its header though few
// of its labels are known: it is marked as one, or most of its cells read like
// labels, and none is the name of an SDK, a company or an address.
func (r *rowReader) isHeadRow(grid [][]*cell) bool {
	if len(grid) < 2 {
		return false
	}
	filled, heads, known := 0, 0, 0
	for c, x := range grid[0] {
		if x == nil || x.text == "" || c > 0 && grid[0][c-1] == x {
			continue
		}
		filled++
		if width(x.text) > 60 || isCompany(x.text) && fieldOf(x.text) == "" || hasAddress(&x.passage) || r.names.ResolveName(x.text) != "" {
			return false
		}
		if x.head {
			heads++
		}
		if headOf(x.text) != "" {
			known++
		}
	}
	return filled > 1 && (heads == filled || known*2 >= filled && known > 1 || known > 0 && filled > 2 && r.namesBelow(grid))
}

// namesBelow reports whether the cells below the first row hold the names of
// known SDKs in one of the columns, all but a few.
func (r *rowReader) namesBelow(grid [][]*cell) bool {
	for c := range grid[0] {
		known, filled := 0, 0
		for _, row := range grid[1:] {
			if x := cellAt(row, c); x != nil && x.text != "" && !spansAll(row) {
				if filled++; width(x.text) <= 60 && r.names.ResolveName(x.text) != "" {
					known++
				}
			}
		}
		if known > 1 && known*3 >= filled*2 {
			return true
		}
	}
	return false
}

// nameColumn finds the column that holds the names: the one whose label says
// so, unless its cells name no SDK and those of another column do.
func (r *rowReader) nameColumn(grid [][]*cell, h *tableHead) {
	h.name = column(h.fields, fieldName)
	best, most := -1, 0
	for c, f := range h.fields {
		if f != "" && f != fieldName && f != fieldInstitution {
			continue
		}
		if n := r.namesIn(grid, h.rows, c); n > most {
			best, most = c, n
		}
	}
	rows := 2 * (len(grid) - h.rows)
	switch {
	case best < 0 || most*2 < rows || best == h.name:
	case h.name < 0 && h.fields[best] == fieldInstitution && headOf(headText(grid, h.rows, best)) == fieldInstitution:
		h.name = best
	case h.name < 0 || r.namesIn(grid, h.rows, h.name)*2 < most:
		if h.name >= 0 {
			h.fields[h.name] = fieldOther
		}
		h.name, h.fields[best] = best, fieldName
	}
	if h.name < 0 {
		h.name = column(h.fields, fieldInstitution)
	}
}

// namesIn counts the cells of a column that name an SDK: two for each that
// is called one, or that is a name the database knows and no company.
func (r *rowReader) namesIn(grid [][]*cell, from, c int) int {
	n := 0
	for _, row := range grid[min(from, len(grid)):] {
		x := cellAt(row, c)
		switch {
		case x == nil || x.text == "" || width(x.text) > 80:
		case mentionsSDK(x.text):
			n += 2
		case r.names.ResolveName(x.text) != "":
			if n++; !strings.HasSuffix(x.text, "公司") {
				n++
			}
		}
	}
	return n
}

// cellField tells what an unknown column holds by its cells: addresses,
// companies, lists of personal information, or sentences about the purpose. A
// field that another column has already is not given again.
func (r *rowReader) cellField(grid [][]*cell, h *tableHead, c int) string {
	n, addresses, private, companies, lists, words := 0, 0, 0, 0, 0, 0
	for _, row := range grid[h.rows:] {
		x := cellAt(row, c)
		if x == nil || x.text == "" && len(x.links) == 0 || c > 0 && cellAt(row, c-1) == x || saysNone(x.text) && len(x.links) == 0 || sameAsAbove(x.text) {
			continue
		}
		n++
		switch a := addressOf(&x.passage); {
		case a != "":
			addresses++
			if isPrivacyAddress(a) {
				private++
			}
		case isCompany(x.text):
			companies++
		case len(scopeItems(x.text)) > 1:
			lists++
		case width(x.text) >= 4:
			words++
		}
	}
	field := ""
	switch {
	case n == 0:
	case addresses*2 > n && private*2 > addresses:
		field = fieldPrivacyURL
	case addresses*2 > n:
		field = fieldWebsite
	case companies*2 > n:
		field = fieldInstitution
	case lists*2 > n:
		field = fieldScope
	case words*2 > n:
		field = fieldPurpose
	}
	if column(h.fields, field) >= 0 {
		return ""
	}
	return field
}

// listsSDKs reports whether a table whose header had to be guessed lists
// SDKs: its cells name them, it stands where the text speaks of such, and it
// says something about them.
func (r *rowReader) listsSDKs(i int, grid [][]*cell, h *tableHead) bool {
	if h.name < 0 {
		return false
	}
	telling, all := 0, 0
	for c, f := range h.fields {
		if c == h.name {
			continue
		}
		switch f {
		case fieldInstitution, fieldScope, fieldPrivacyURL, fieldWebsite, fieldMethod:
			telling++
			all++
		case fieldPurpose, fieldScene:
			all++
		}
	}
	named, rows := r.namesIn(grid, h.rows, h.name), 2*(len(grid)-h.rows)
	about := r.context(i)
	switch label := headText(grid, h.rows, h.name); {
	case all == 0 || rows == 0:
		return false
	case about == aboutSDKs && telling > 0 && (named > 0 || h.fields[h.name] == fieldName && namesSDK(label)):
		return true
	case about != aboutNothing:
		return named*2 >= rows && telling > 0
	}
	return named*2 >= rows && telling > 1
}

// aboutCookies reports whether the header of a table speaks of cookies, whose
// lists name providers as those of SDKs do.
func aboutCookies(grid [][]*cell) bool {
	for _, x := range grid[0] {
		if x != nil && strings.Contains(strings.ToLower(x.text), "cookie") {
			return true
		}
	}
	return false
}
