package sdk

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// sideways reads a table whose first column holds the labels: a row for each
// further column, or one block of labels after the other.
func (r *rowReader) sideways(i int, grid [][]*document.Cell) bool {
	known, hasName := 0, false
	for _, row := range grid {
		x := sentence.CellAt(row, 0)
		if x == nil {
			continue
		}
		if f := sentence.FieldOf(x.Text); f != "" {
			known++
			hasName = hasName || f == words.FieldName
		}
	}
	// Without a label for the names they stand in the first row.
	top := !hasName && r.namesAtop(grid)
	hasName = hasName || top
	if known < 3 || known*3 < len(grid)*2 || !hasName && r.context(i) == sentence.AboutNothing {
		return false
	}
	width := 0
	for _, row := range grid {
		width = max(width, len(row))
	}
	found := false
	for c := 1; c < width; c++ {
		var d *draft
		finish := func() {
			if d != nil && len(d.fields) > 0 {
				r.add(rule.RowSideways, d)
				found = true
			}
			d = nil
		}
		for n, row := range grid {
			label, x := sentence.CellAt(row, 0), sentence.CellAt(row, c)
			if label == nil || x == nil || x == label || c > 1 && sentence.CellAt(row, c-1) == x {
				continue
			}
			f := sentence.FieldOf(label.Text)
			if top && n == 0 {
				f = words.FieldName
			}
			switch {
			case f == words.FieldName:
				finish()
				if x.Text != "" {
					d = newDraft(x.Passage, -1)
				}
			case f != "" && f != words.FieldOther && d != nil:
				d.add(f, x.Passage)
			}
			if d != nil {
				r.Cells[[2]int{i, n}] = true
			}
		}
		finish()
	}
	return found
}

// namesAtop reports whether the first row of a table holds the names of SDKs
// behind a corner that is no label of a field.
func (r *rowReader) namesAtop(grid [][]*document.Cell) bool {
	if len(grid[0]) < 2 {
		return false
	}
	if x := sentence.CellAt(grid[0], 0); x != nil && sentence.FieldOf(x.Text) != "" {
		return false
	}
	named := 0
	for _, x := range grid[0][1:] {
		if x == nil || language.Width(x.Text) > 60 {
			return false
		}
		if r.names.ResolveName(x.Text) != "" || sentence.MentionsSDK(x.Text) {
			named++
		}
	}
	return named*2 >= len(grid[0])-1
}

// headNames reports whether a cell behind the first of a table is the name of
// a known SDK: such a row is no header, whatever its first cell says.
func (r *rowReader) headNames(grid [][]*document.Cell) bool {
	for c, x := range grid[0] {
		if c > 0 && x != nil && language.Width(x.Text) <= 60 && sentence.FieldOf(x.Text) == "" && r.names.ResolveName(x.Text) != "" {
			return true
		}
	}
	return false
}

// bareTable reads a table without a header that tells anything: names in the
// first column, links or purposes beside them, under a text that says what it
// lists. The first head rows are none of its rows.
func (r *rowReader) bareTable(i int, grid [][]*document.Cell, head int) {
	known, links, rows := 0, 0, 0
	for _, row := range grid[head:] {
		x := sentence.CellAt(row, 0)
		if x == nil || x.Text == "" || len(row) < 2 || language.Width(x.Text) > 60 {
			continue
		}
		rows++
		if r.names.ResolveName(x.Text) != "" || sentence.MentionsSDK(x.Text) {
			known++
		}
		if y := sentence.CellAt(row, len(row)-1); y != nil && HasAddress(&y.Passage) {
			links++
		}
	}
	about := r.context(i)
	if about == sentence.AboutNothing && rows > 1 && known == rows && links == rows {
		about = sentence.AboutPartners // every row names one and links to it
	}
	if rows == 0 || rows*2 < len(grid)-head || about == sentence.AboutNothing || known*2 < rows && links*2 < rows {
		return
	}
	if known*4 < rows && about != sentence.AboutSDKs && links*4 < rows*3 {
		return
	}
	policies := r.policiesAbove(i)
	for n := head; n < len(grid); n++ {
		row := grid[n]
		x := sentence.CellAt(row, 0)
		if x == nil || x.Text == "" || language.Width(x.Text) > 60 || sentence.SpansAll(row) {
			continue
		}
		d := newDraft(x.Passage, -1)
		for _, y := range row[1:] {
			switch {
			case y == nil || y == x:
			case !HasAddress(&y.Passage):
				d.add(words.FieldPurpose, y.Passage)
			case isPrivacyAddress(addressOf(&y.Passage)) || policies:
				d.add(words.FieldPrivacyURL, y.Passage)
			default:
				d.add(words.FieldWebsite, y.Passage)
			}
		}
		r.Cells[[2]int{i, n}] = true
		r.add(rule.RowBareTable, d)
	}
}

// policiesAbove reports whether the text above table i speaks of policies, so
// that its links lead to them.
func (r *rowReader) policiesAbove(i int) bool {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		t := strings.ToLower(r.d.Blocks[k].Text)
		if strings.Contains(t, "privacy polic") || strings.Contains(t, "隐私政策") {
			return true
		}
	}
	return false
}
