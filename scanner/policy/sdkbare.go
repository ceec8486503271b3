package policy

import "strings"

// sideways reads a table whose first column holds the labels: a row for each
// further column, or one block of labels after the other.
func (r *rowReader) sideways(i int, grid [][]*cell) bool {
	known, hasName := 0, false
	for _, row := range grid {
		x := cellAt(row, 0)
		if x == nil {
			continue
		}
		if f := fieldOf(x.text); f != "" {
			known++
			hasName = hasName || f == fieldName
		}
	}
	// Without a label for the names they stand in the first row.
	top := !hasName && r.namesAtop(grid)
	hasName = hasName || top
	if known < 3 || known*3 < len(grid)*2 || !hasName && r.context(i) == aboutNothing {
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
				r.add(d)
				found = true
			}
			d = nil
		}
		for n, row := range grid {
			label, x := cellAt(row, 0), cellAt(row, c)
			if label == nil || x == nil || x == label || c > 1 && cellAt(row, c-1) == x {
				continue
			}
			f := fieldOf(label.text)
			if top && n == 0 {
				f = fieldName
			}
			switch {
			case f == fieldName:
				finish()
				if x.text != "" {
					d = newDraft(x.passage, -1)
				}
			case f != "" && f != fieldOther && d != nil:
				d.add(f, x.passage)
			}
			if d != nil {
				r.cells[[2]int{i, n}] = true
			}
		}
		finish()
	}
	return found
}

// namesAtop reports whether the first row of a table holds the names of SDKs
// behind a corner that is no label of a field.
func (r *rowReader) namesAtop(grid [][]*cell) bool {
	if len(grid[0]) < 2 {
		return false
	}
	if x := cellAt(grid[0], 0); x != nil && fieldOf(x.text) != "" {
		return false
	}
	named := 0
	for _, x := range grid[0][1:] {
		if x == nil || width(x.text) > 60 {
			return false
		}
		if r.names.ResolveName(x.text) != "" || mentionsSDK(x.text) {
			named++
		}
	}
	return named*2 >= len(grid[0])-1
}

// bareTable reads a table without a header that tells anything: names in the
// first column, links or purposes beside them, under a text that says what it
// lists. The first head rows are none of its rows.
func (r *rowReader) bareTable(i int, grid [][]*cell, head int) {
	known, links, rows := 0, 0, 0
	for _, row := range grid[head:] {
		x := cellAt(row, 0)
		if x == nil || x.text == "" || len(row) < 2 || width(x.text) > 60 {
			continue
		}
		rows++
		if r.names.ResolveName(x.text) != "" || mentionsSDK(x.text) {
			known++
		}
		if y := cellAt(row, len(row)-1); y != nil && hasAddress(&y.passage) {
			links++
		}
	}
	about := r.context(i)
	if about == aboutNothing && rows > 1 && known == rows && links == rows {
		about = aboutPartners // every row names one and links to it
	}
	if rows == 0 || rows*2 < len(grid)-head || about == aboutNothing || known*2 < rows && links*2 < rows {
		return
	}
	if known*4 < rows && about != aboutSDKs && links*4 < rows*3 {
		return
	}
	policies := r.policiesAbove(i)
	for n := head; n < len(grid); n++ {
		row := grid[n]
		x := cellAt(row, 0)
		if x == nil || x.text == "" || width(x.text) > 60 || spansAll(row) {
			continue
		}
		d := newDraft(x.passage, -1)
		for _, y := range row[1:] {
			switch {
			case y == nil || y == x:
			case !hasAddress(&y.passage):
				d.add(fieldPurpose, y.passage)
			case isPrivacyAddress(addressOf(&y.passage)) || policies:
				d.add(fieldPrivacyURL, y.passage)
			default:
				d.add(fieldWebsite, y.passage)
			}
		}
		r.cells[[2]int{i, n}] = true
		r.add(d)
	}
}

// policiesAbove reports whether the text above table i speaks of policies, so
// that its links lead to them.
func (r *rowReader) policiesAbove(i int) bool {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		t := strings.ToLower(r.d.blocks[k].text)
		if strings.Contains(t, "privacy polic") || strings.Contains(t, "隐私政策") {
			return true
		}
	}
	return false
}
