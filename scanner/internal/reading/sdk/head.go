package sdk

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// tableHead is what is known of the columns of a table of SDKs.
type tableHead struct {
	rows   int      // header rows
	fields []string // of each column
	name   int      // column of the names, -1 for none
	told   bool     // the label words alone tell the header
}

// head finds the header of a table: by the label words, else by wider words in
// its first row. Columns that are still unknown are told by their cells.
func (r *rowReader) head(grid [][]*document.Cell) tableHead {
	h := tableHead{name: -1}
	h.rows, h.fields = sentence.Header(grid, sentence.FieldOf)
	h.told = h.rows > 0
	if !h.told {
		if !r.isHeadRow(grid) {
			return h
		}
		h.rows, h.fields = 1, make([]string, len(grid[0]))
		for c, x := range grid[0] {
			if x != nil {
				h.fields[c] = sentence.FieldOf(x.Text)
			}
		}
	}
	r.nameColumn(grid, &h)
	for c, f := range h.fields {
		if f == "" {
			if f = sentence.HeadOf(sentence.HeadText(grid, h.rows, c)); f != words.FieldName || h.name < 0 {
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
func (r *rowReader) isHeadRow(grid [][]*document.Cell) bool {
	if len(grid) < 2 {
		return false
	}
	filled, heads, known := 0, 0, 0
	for c, x := range grid[0] {
		if x == nil || x.Text == "" || c > 0 && grid[0][c-1] == x {
			continue
		}
		filled++
		if language.Width(x.Text) > 60 || isCompany(x.Text) && sentence.FieldOf(x.Text) == "" || hasAddress(&x.Passage) || r.names.ResolveName(x.Text) != "" {
			return false
		}
		if x.Head {
			heads++
		}
		if sentence.HeadOf(x.Text) != "" {
			known++
		}
	}
	return filled > 1 && (heads == filled || known*2 >= filled && known > 1 || known > 0 && filled > 2 && r.namesBelow(grid))
}

// namesBelow reports whether the cells below the first row hold the names of
// known SDKs in one of the columns, all but a few.
func (r *rowReader) namesBelow(grid [][]*document.Cell) bool {
	for c := range grid[0] {
		known, filled := 0, 0
		for _, row := range grid[1:] {
			if x := sentence.CellAt(row, c); x != nil && x.Text != "" && !sentence.SpansAll(row) {
				if filled++; language.Width(x.Text) <= 60 && r.names.ResolveName(x.Text) != "" {
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
func (r *rowReader) nameColumn(grid [][]*document.Cell, h *tableHead) {
	h.name = sentence.Column(h.fields, words.FieldName)
	best, most := -1, 0
	for c, f := range h.fields {
		if f != "" && f != words.FieldName && f != words.FieldInstitution {
			continue
		}
		if n := r.namesIn(grid, h.rows, c); n > most {
			best, most = c, n
		}
	}
	rows := 2 * (len(grid) - h.rows)
	switch {
	case best < 0 || most*2 < rows || best == h.name:
	case h.name < 0 && h.fields[best] == words.FieldInstitution && sentence.HeadOf(sentence.HeadText(grid, h.rows, best)) == words.FieldInstitution:
		h.name = best
	case h.name < 0 || r.namesIn(grid, h.rows, h.name)*2 < most:
		if h.name >= 0 {
			h.fields[h.name] = words.FieldOther
		}
		h.name, h.fields[best] = best, words.FieldName
	}
	if h.name < 0 {
		h.name = sentence.Column(h.fields, words.FieldInstitution)
	}
}

// namesIn counts the cells of a column that name an SDK: two for each that
// is called one, or that is a name the database knows and no company.
func (r *rowReader) namesIn(grid [][]*document.Cell, from, c int) int {
	n := 0
	for _, row := range grid[min(from, len(grid)):] {
		x := sentence.CellAt(row, c)
		switch {
		case x == nil || x.Text == "" || language.Width(x.Text) > 80:
		case sentence.MentionsSDK(x.Text):
			n += 2
		case r.names.ResolveName(x.Text) != "":
			if n++; !strings.HasSuffix(x.Text, "公司") {
				n++
			}
		}
	}
	return n
}

// cellField tells what an unknown column holds by its cells: addresses,
// companies, lists of personal information, or sentences about the purpose. A
// field that another column has already is not given again.
func (r *rowReader) cellField(grid [][]*document.Cell, h *tableHead, c int) string {
	n, addresses, private, companies, lists, parts := 0, 0, 0, 0, 0, 0
	for _, row := range grid[h.rows:] {
		x := sentence.CellAt(row, c)
		if x == nil || x.Text == "" && len(x.Links) == 0 || c > 0 && sentence.CellAt(row, c-1) == x || sentence.SaysNone(x.Text) && len(x.Links) == 0 || sentence.SameAsAbove(x.Text) {
			continue
		}
		n++
		switch a := addressOf(&x.Passage); {
		case a != "":
			addresses++
			if isPrivacyAddress(a) {
				private++
			}
		case isCompany(x.Text):
			companies++
		case len(clause.ScopeItems(x.Text)) > 1:
			lists++
		case language.Width(x.Text) >= 4:
			parts++
		}
	}
	field := ""
	switch {
	case n == 0:
	case addresses*2 > n && private*2 > addresses:
		field = words.FieldPrivacyURL
	case addresses*2 > n:
		field = words.FieldWebsite
	case companies*2 > n:
		field = words.FieldInstitution
	case lists*2 > n:
		field = words.FieldScope
	case parts*2 > n:
		field = words.FieldPurpose
	}
	if sentence.Column(h.fields, field) >= 0 {
		return ""
	}
	return field
}

// listsSDKs reports whether a table whose header had to be guessed lists
// SDKs: its cells name them, it stands where the text speaks of such, and it
// says something about them.
func (r *rowReader) listsSDKs(i int, grid [][]*document.Cell, h *tableHead) bool {
	if h.name < 0 {
		return false
	}
	telling, all := 0, 0
	for c, f := range h.fields {
		if c == h.name {
			continue
		}
		switch f {
		case words.FieldInstitution, words.FieldScope, words.FieldPrivacyURL, words.FieldWebsite, words.FieldMethod:
			telling++
			all++
		case words.FieldPurpose, words.FieldScene:
			all++
		}
	}
	named, rows := r.namesIn(grid, h.rows, h.name), 2*(len(grid)-h.rows)
	about := r.context(i)
	switch label := sentence.HeadText(grid, h.rows, h.name); {
	case all == 0 || rows == 0:
		return false
	case about == sentence.AboutSDKs && telling > 0 && (named > 0 || h.fields[h.name] == words.FieldName && namesSDK(label)):
		return true
	case about != sentence.AboutNothing:
		return named*2 >= rows && telling > 0
	}
	return named*2 >= rows && telling > 1
}

// aboutCookies reports whether the header of a table speaks of cookies, whose
// lists name providers as those of SDKs do.
func aboutCookies(grid [][]*document.Cell) bool {
	for _, x := range grid[0] {
		if x != nil && strings.Contains(strings.ToLower(x.Text), "cookie") {
			return true
		}
	}
	return false
}
