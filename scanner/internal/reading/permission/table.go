package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// table reads a table of permissions row by row.
func (r *permReader) table(i int) {
	b := &r.d.Blocks[i]
	grid := b.Grid()
	head, columns, group := r.head(i, grid)
	if group < 0 {
		r.plainTable(i, grid)
		return
	}
	r.last = topic{}
	for n := head; n < len(grid); n++ {
		if r.d.Rows.Cells[[2]int{i, n}] {
			continue
		}
		r.tableRow(grid[n], columns, group)
	}
}

// head finds the header rows of a permission table, what its columns hold, and
// the column that names the permissions: the one whose label says so, or whose
// short cells do; -1 where the table is another one.
func (r *permReader) head(i int, grid [][]*document.Cell) (rows int, columns []string, group int) {
	label := func(t string) string {
		if len(words.GroupsNamed(t)) > 0 {
			return ""
		}
		return sentence.ColumnOf(t)
	}
	rows, columns = sentence.Header(grid, label)
	if group = sentence.Column(columns, "group"); group >= 0 {
		return rows, columns, group
	}
	if rows == 0 {
		columns = make([]string, len(grid[0]))
		for c, x := range grid[0] {
			if x != nil {
				columns[c] = label(x.Text)
			}
		}
		if group = sentence.Column(columns, "group"); group >= 0 && group <= 2 {
			return 1, columns, group
		}
	}
	group = r.groupColumn(i, grid)
	if group < 0 {
		return 0, nil, -1
	}
	if x := sentence.CellAt(grid[0], group); rows == 0 && (x == nil || len(sentence.LabelGroups(x.Text)) == 0) {
		rows = 1
	}
	if rows > 0 {
		columns[group] = "group"
		useColumn(grid, rows, columns, group)
		return rows, columns, group
	}
	// No header: the cells beside a permission say what it is for.
	for c := range columns {
		if columns[c] = ""; c == group+1 {
			columns[c] = "use"
		}
	}
	columns[group] = "group"
	return 0, columns, group
}

// useColumn takes the first column with an unknown label for the one that says
// what a permission is for where no other does: behind the names, else before.
func useColumn(grid [][]*document.Cell, rows int, columns []string, group int) {
	if sentence.Column(columns, "purpose") >= 0 || sentence.Column(columns, "use") >= 0 {
		return
	}
	for k := 1; k < len(columns); k++ {
		c := (group + k) % len(columns)
		if label := sentence.HeadText(grid, rows, c); columns[c] == "" && label != "" && sentence.HeadOf(label) != words.FieldOther {
			columns[c] = "use"
			return
		}
	}
}

// groupColumn returns the column whose short cells name permissions, where the
// cells, the header or the text around say that they are permissions; else -1.
func (r *permReader) groupColumn(i int, grid [][]*document.Cell) int {
	for c := 0; c < min(3, len(grid[0])); c++ {
		filled, named, strong := 0, 0, 0
		for n, row := range grid {
			x := sentence.CellAt(row, c)
			if x == nil || x.Text == "" || n > 0 && sentence.CellAt(grid[n-1], c) == x {
				continue
			}
			filled++
			if language.Width(language.WithoutBrackets(x.Text)) > 48 || len(sentence.LabelGroups(x.Text)) == 0 {
				continue
			}
			named++
			if v := newView(&sentence.Sentence{Text: x.Text, Passage: x.Passage}); v.Has(words.CuePerm) {
				strong++
			}
		}
		if named > 0 && named*3 >= (filled-1)*2 && filled > 1 && (strong*2 >= named || r.permissionTable(i, grid, c)) {
			return c
		}
	}
	return -1
}

// permissionTable reports whether the header of a table, the section it stands
// in or the text right above speaks of permissions, or the label of the column
// of the names of asking for them.
func (r *permReader) permissionTable(i int, grid [][]*document.Cell, names int) bool {
	if s := r.o.In[i]; s != nil && (r.permIn[s] || asksDevice(s.Title)) || asksForNames(grid[0], names) {
		return true
	}
	texts := []string{}
	for _, x := range grid[0] {
		if x != nil && language.Width(x.Text) <= 40 {
			texts = append(texts, x.Text)
		}
	}
	if i > 0 && r.d.Blocks[i-1].Kind != document.Table && language.Width(r.d.Blocks[i-1].Text) < 160 {
		texts = append(texts, withoutQuoted(r.d.Blocks[i-1].Text))
	}
	for _, t := range texts {
		if v := newView(&sentence.Sentence{Text: t, Passage: document.Passage{Text: t}}); v.ofPermissions() && !v.Has(words.CueNegation|words.CueThird) {
			return true
		}
	}
	return false
}

// asksForNames reports whether the header of a table says that what a column
// names is asked for, or can be refused, and is not information.
func asksForNames(head []*document.Cell, names int) bool {
	x := sentence.CellAt(head, names)
	if x == nil || x.Text == "" || language.Width(x.Text) > 40 {
		return false
	}
	label := " " + strings.ToLower(x.Text)
	if language.HoldsAny(label, dataWords) || len(sentence.LabelGroups(x.Text)) > 0 {
		return false
	}
	if language.HoldsAny(label, grantWords) {
		return true
	}
	for c, y := range head {
		if y != nil && y != x && c != names && sentence.ColumnOf(y.Text) == "refusal" {
			return true
		}
	}
	return false
}

// tableRow reads one row of a permission table.
func (r *permReader) tableRow(row []*document.Cell, columns []string, group int) {
	name := sentence.CellAt(row, group)
	if name == nil {
		return
	}
	groups := sentence.LabelGroups(name.Text)
	for c := 0; len(groups) == 0 && c < len(row) && c < len(columns); c++ {
		if x := row[c]; x != nil && (columns[c] == "group" || columns[c] != "" && language.Width(x.Text) <= 40) {
			groups = words.GroupsNamed(x.Text)
		}
	}
	if len(groups) == 0 || len(groups) > 4 {
		return
	}
	for _, g := range groups {
		f := r.of(g)
		f.named.add(r.claim(name.Whole()))
		f.firmNamed = true
		r.wider(f, newView(&sentence.Sentence{Text: name.Text, Passage: name.Passage}), g)
	}
	told := false // a column for the purpose says it
	for c, x := range row {
		if r.isValue(x, name, row, columns, c) && columns[c] == "purpose" {
			r.tableCell(x, "use", groups)
			told = true
		}
	}
	for c, x := range row {
		if !r.isValue(x, name, row, columns, c) || columns[c] == "purpose" {
			continue
		}
		column := columns[c]
		if column == "use" && told {
			column = "" // a description of the permission beside what it is for
		}
		r.tableCell(x, column, groups)
	}
}

func (r *permReader) isValue(x, name *document.Cell, row []*document.Cell, columns []string, c int) bool {
	return x != nil && x != name && c < len(columns) && (c == 0 || row[c-1] != x) && !sentence.SaysNone(x.Text) && !sentence.IsFill(x.Text)
}

func (r *permReader) tableCell(x *document.Cell, column string, groups []privacy.Group) {
	switch column {
	case "refusal":
		for _, g := range groups {
			r.of(g).refuse(r.claim(x.Whole()))
		}
	case "consent":
		if v := newView(&sentence.Sentence{Text: x.Text, Passage: x.Passage}); v.Has(words.CueConsent) && !v.Has(words.CueNegation) || strings.HasPrefix(x.Text, "是") || language.HasPrefixFold(x.Text, "yes") {
			for _, g := range groups {
				r.of(g).consent.add(r.claim(x.Whole()))
			}
		}
	case "use", "closable", "":
		cutter := sentence.NewPartCutter(&x.Passage)
		for _, part := range sentence.CutSentences(x.Text) {
			p := cutter.Slice(part.Start, part.End)
			if p.Text == "" {
				continue
			}
			v := newView(&sentence.Sentence{Text: p.Text, Passage: p})
			if column == "use" {
				r.elements(v, groups, 0, true)
				r.wholePurpose(v, groups)
			} else {
				r.follow(v, groups)
			}
		}
	}
}

// wholePurpose takes a value that is there to give the purpose as a whole where
// only an occasion was found in it.
func (r *permReader) wholePurpose(v *view, groups []privacy.Group) {
	found := v.Purposes(0)
	if len(found) == 0 || v.statesRefusal() || v.Has(words.CueConsent) {
		return
	}
	for _, s := range found {
		if !s.Feature || s.Start < 4 {
			return
		}
	}
	for _, g := range groups {
		r.addPurpose(r.of(g), v, sentence.PurposeSpan{Span: document.Span{Start: 0, End: len(v.Folded.Runes)}})
	}
}

// plainTable reads the cells of a table that is none of permissions.
func (r *permReader) plainTable(i int, grid [][]*document.Cell) {
	for _, s := range r.o.Of(i) {
		if !r.d.Rows.Owns(s) {
			r.sentence(newView(s))
		}
	}
}
