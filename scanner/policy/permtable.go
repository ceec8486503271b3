package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// table reads a table of permissions row by row.
func (r *permReader) table(i int) {
	b := &r.d.blocks[i]
	grid := b.grid()
	head, columns := header(grid, columnOf)
	group := column(columns, "group")
	if head == 0 || group < 0 {
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

// tableRow reads one row of a permission table.
func (r *permReader) tableRow(row []*cell, columns []string, group int) {
	name := cellAt(row, group)
	if name == nil {
		return
	}
	groups := groupsNamed(name.text)
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
		f.named = append(f.named, r.claim(name.whole()))
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
				r.of(g).consent = append(r.of(g).consent, r.claim(x.whole()))
			}
		}
	case "use", "":
		for _, part := range cutSentences(x.text) {
			p := x.slice(part.start, part.end)
			if p.text == "" {
				continue
			}
			v := view(&sentence{text: p.text, p: p})
			if column == "use" {
				r.elements(v, groups, 0, true)
			} else {
				r.follow(v, groups)
			}
		}
	}
}

// plainTable reads the cells of a table that is none of permissions.
func (r *permReader) plainTable(i int, grid [][]*cell) {
	for _, s := range r.o.of(i) {
		if !r.d.rows.owns(s.at) {
			r.sentence(view(s))
		}
	}
}
