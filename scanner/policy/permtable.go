package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// table reads a table of permissions row by row.
func (r *permReader) table(i int) {
	b := &r.d.blocks[i]
	grid := b.grid()
	head, columns, group := r.head(i, grid)
	if group < 0 {
		r.plainTable(i, grid)
		return
	}
	r.last = topic{}
	for n := head; n < len(grid); n++ {
		if r.d.rows.cells[[2]int{i, n}] {
			continue
		}
		r.tableRow(grid[n], columns, group)
	}
}

// head finds the header rows of a permission table, what its columns hold, and
// the column that names the permissions: the one whose label says so, or whose
// short cells do; -1 where the table is another one.
func (r *permReader) head(i int, grid [][]*cell) (rows int, columns []string, group int) {
	label := func(t string) string {
		if len(groupsNamed(t)) > 0 {
			return ""
		}
		return columnOf(t)
	}
	rows, columns = header(grid, label)
	if group = column(columns, "group"); group >= 0 {
		return rows, columns, group
	}
	if rows == 0 {
		columns = make([]string, len(grid[0]))
		for c, x := range grid[0] {
			if x != nil {
				columns[c] = label(x.text)
			}
		}
		if group = column(columns, "group"); group >= 0 && group <= 2 {
			return 1, columns, group
		}
	}
	group = r.groupColumn(i, grid)
	if group < 0 {
		return 0, nil, -1
	}
	if x := cellAt(grid[0], group); rows == 0 && (x == nil || len(labelGroups(x.text)) == 0) {
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
func useColumn(grid [][]*cell, rows int, columns []string, group int) {
	if column(columns, "purpose") >= 0 || column(columns, "use") >= 0 {
		return
	}
	for k := 1; k < len(columns); k++ {
		c := (group + k) % len(columns)
		if label := headText(grid, rows, c); columns[c] == "" && label != "" && headOf(label) != fieldOther {
			columns[c] = "use"
			return
		}
	}
}

// groupColumn returns the column whose short cells name permissions, where the
// cells, the header or the text around say that they are permissions; else -1.
func (r *permReader) groupColumn(i int, grid [][]*cell) int {
	for c := 0; c < min(3, len(grid[0])); c++ {
		filled, named, strong := 0, 0, 0
		for n, row := range grid {
			x := cellAt(row, c)
			if x == nil || x.text == "" || n > 0 && cellAt(grid[n-1], c) == x {
				continue
			}
			filled++
			if width(withoutBrackets(x.text)) > 48 || len(labelGroups(x.text)) == 0 {
				continue
			}
			named++
			if v := view(&sentence{text: x.text, p: x.passage}); v.has(cuePerm) {
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
func (r *permReader) permissionTable(i int, grid [][]*cell, names int) bool {
	if s := r.o.in[i]; s != nil && (r.permIn[s] || asksDevice(s.title)) || asksForNames(grid[0], names) {
		return true
	}
	texts := []string{}
	for _, x := range grid[0] {
		if x != nil && width(x.text) <= 40 {
			texts = append(texts, x.text)
		}
	}
	if i > 0 && r.d.blocks[i-1].kind != tableBlock && width(r.d.blocks[i-1].text) < 160 {
		texts = append(texts, withoutQuoted(r.d.blocks[i-1].text))
	}
	for _, t := range texts {
		if v := view(&sentence{text: t, p: passage{text: t}}); v.ofPermissions() && !v.has(cueNegation|cueThird) {
			return true
		}
	}
	return false
}

// asksForNames reports whether the header of a table says that what a column
// names is asked for, or can be refused, and is not information.
func asksForNames(head []*cell, names int) bool {
	x := cellAt(head, names)
	if x == nil || x.text == "" || width(x.text) > 40 {
		return false
	}
	label := " " + strings.ToLower(x.text)
	if holdsAny(label, dataWords) || len(labelGroups(x.text)) > 0 {
		return false
	}
	if holdsAny(label, grantWords) {
		return true
	}
	for c, y := range head {
		if y != nil && y != x && c != names && columnOf(y.text) == "refusal" {
			return true
		}
	}
	return false
}

// tableRow reads one row of a permission table.
func (r *permReader) tableRow(row []*cell, columns []string, group int) {
	name := cellAt(row, group)
	if name == nil {
		return
	}
	groups := labelGroups(name.text)
	for c := 0; len(groups) == 0 && c < len(row) && c < len(columns); c++ {
		if x := row[c]; x != nil && (columns[c] == "group" || columns[c] != "" && width(x.text) <= 40) {
			groups = groupsNamed(x.text)
		}
	}
	if len(groups) == 0 || len(groups) > 4 {
		return
	}
	for _, g := range groups {
		f := r.of(g)
		f.named.add(r.claim(name.whole()))
		f.firmNamed = true
		r.wider(f, view(&sentence{text: name.text, p: name.passage}), g)
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

func (r *permReader) isValue(x, name *cell, row []*cell, columns []string, c int) bool {
	return x != nil && x != name && c < len(columns) && (c == 0 || row[c-1] != x) && !saysNone(x.text) && !isFill(x.text)
}

func (r *permReader) tableCell(x *cell, column string, groups []privacy.Group) {
	switch column {
	case "refusal":
		for _, g := range groups {
			r.of(g).refuse(r.claim(x.whole()))
		}
	case "consent":
		if v := view(&sentence{text: x.text, p: x.passage}); v.has(cueConsent) && !v.has(cueNegation) || strings.HasPrefix(x.text, "是") || hasPrefixFold(x.text, "yes") {
			for _, g := range groups {
				r.of(g).consent.add(r.claim(x.whole()))
			}
		}
	case "use", "closable", "":
		cutter := newPartCutter(&x.passage)
		for _, part := range cutSentences(x.text) {
			p := cutter.slice(part.start, part.end)
			if p.text == "" {
				continue
			}
			v := view(&sentence{text: p.text, p: p})
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
func (r *permReader) wholePurpose(v *sentenceView, groups []privacy.Group) {
	found := v.purposes(0)
	if len(found) == 0 || v.statesRefusal() || v.has(cueConsent) {
		return
	}
	for _, s := range found {
		if !s.feature || s.start < 4 {
			return
		}
	}
	for _, g := range groups {
		r.addPurpose(r.of(g), v, purposeSpan{span: span{0, len(v.f.runes)}})
	}
}

// plainTable reads the cells of a table that is none of permissions.
func (r *permReader) plainTable(i int, grid [][]*cell) {
	for _, s := range r.o.of(i) {
		if !r.d.rows.owns(s) {
			r.sentence(view(s))
		}
	}
}
