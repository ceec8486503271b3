package permission

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
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
	ios := false // below a row that says so
	for n := head; n < len(grid); n++ {
		if sentence.SpansAll(grid[n]) && grid[n][0] != nil {
			ios = sentence.ForIOS(grid[n][0].Text)
		}
		if r.d.Rows.Cells[[2]int{i, n}] || ios || iosRow(grid[n], group) {
			continue
		}
		r.tableRow(grid[n], columns, group)
	}
}

// iosRow reports whether the name of a row, or a cell that is nothing but names
// of platforms, says that it is for iOS alone.
func iosRow(row []*document.Cell, group int) bool {
	for c, x := range row {
		if x != nil && (c == group && language.Width(x.Text) <= 60 || len(sentence.OnlyPlatforms(x.Text)) > 0) && sentence.ForIOS(x.Text) {
			return true
		}
	}
	return false
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
		if v := newView(&sentence.Sentence{Text: t, Passage: document.Passage{Text: t}}); v.OfPermissions() && !v.Has(words.CueNegation|words.CueThird) {
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
	if r.rowOfRuns(row, columns, name) || len(groups) == 0 || len(groups) > 4 {
		return
	}
	for _, g := range groups {
		f := r.of(g)
		r.put(&f.Named, rule.GroupCell, g, "named", r.claim(name.Whole()))
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

// rowOfRuns reads a row whose cell tells of several permissions one by one:
// 相机：扫码 相册：保存图片. It reports whether the row is one.
func (r *permReader) rowOfRuns(row []*document.Cell, columns []string, name *document.Cell) bool {
	found := false
	for c, x := range row {
		if !r.isValue(x, name, row, columns, c) {
			continue
		}
		runs := sentence.SplitRuns(&x.Passage, namesGroup)
		if len(runs) > 0 {
			r.runs(runs)
			found = true
		}
	}
	return found
}

// runs reads permissions that are labelled one behind the other. What is said
// of all of them behind the last is said of each.
func (r *permReader) runs(runs []sentence.Labelled) {
	var all []privacy.Group
	for k := range runs {
		groups := sentence.LabelGroups(runs[k].Label)
		all = append(all, groups...)
		p := runs[k].Value
		name := document.Passage{Text: runs[k].Label + "：" + p.Text, Marks: p.Marks}
		if p.Text == "" {
			continue
		}
		v := newView(&sentence.Sentence{Text: runs[k].Label, Passage: name})
		for _, g := range groups {
			f := r.of(g)
			r.put(&f.Named, rule.GroupRun, g, "named", r.claim(p.Whole()))
			f.firmNamed = true
			r.wider(f, v, g)
		}
		own, rest := p, document.Passage{}
		if at := saysOfAll(p.Text); at > 0 && k == len(runs)-1 {
			own, rest = p.Slice(0, at), p.Slice(at, len(p.Text))
		}
		for n, part := range sentence.CutSentences(own.Text) {
			q := own.Slice(part.Start, part.End)
			r.elements(newView(&sentence.Sentence{Text: q.Text, Passage: q}), groups, 0, n == 0)
		}
		for _, part := range sentence.CutSentences(rest.Text) {
			q := rest.Slice(part.Start, part.End)
			r.elements(newView(&sentence.Sentence{Text: q.Text, Passage: q}), all, 0, false)
		}
	}
}

// saysOfAll returns where a text goes on to what holds for all that was named
// before: 上述权限均…; 0 where it does not.
func saysOfAll(t string) int {
	for _, w := range ofAll {
		if i := strings.Index(t, w); i > 0 {
			return i
		}
	}
	return 0
}

var ofAll = words.PhraseList("of all before")

// namesGroup reports whether a label is the name of a permission.
func namesGroup(label string) bool { return len(sentence.LabelGroups(label)) > 0 }

func (r *permReader) isValue(x, name *document.Cell, row []*document.Cell, columns []string, c int) bool {
	return x != nil && x != name && c < len(columns) && (c == 0 || row[c-1] != x) && !sentence.SaysNone(x.Text) && !sentence.IsFill(x.Text)
}

func (r *permReader) tableCell(x *document.Cell, column string, groups []privacy.Group) {
	switch column {
	case "refusal":
		for _, g := range groups {
			r.refuse(g, rule.RefusalCell, r.claim(x.Whole()))
		}
	case "consent":
		if v := newView(&sentence.Sentence{Text: x.Text, Passage: x.Passage}); v.Has(words.CueConsent) && !v.Has(words.CueNegation) || strings.HasPrefix(x.Text, "是") || language.HasPrefixFold(x.Text, "yes") {
			for _, g := range groups {
				r.put(&r.of(g).Consent, rule.ConsentCell, g, "consent", r.claim(x.Whole()))
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
	if len(found) == 0 || v.StatesRefusal() || v.Has(words.CueConsent) {
		return
	}
	for _, s := range found {
		if !s.Feature || s.Start < 4 {
			return
		}
	}
	for _, g := range groups {
		r.addPurpose(g, rule.PurposeValue, v, sentence.PurposeSpan{Span: document.Span{Start: 0, End: len(v.Folded.Runes)}})
	}
}

// plainTable reads the cells of a table that is none of permissions.
func (r *permReader) plainTable(i int, grid [][]*document.Cell) {
	told := map[int][]string{} // by row, the cells read as runs of labels
	for n, row := range grid {
		for c, x := range row {
			if x == nil || c > 0 && row[c-1] == x || n > 0 && sentence.CellAt(grid[n-1], c) == x || r.d.Rows.Cells[[2]int{i, n}] {
				continue
			}
			if runs := sentence.SplitRuns(&x.Passage, namesGroup); len(runs) >= 3 {
				r.runs(runs)
				told[n] = append(told[n], x.Text)
			}
		}
	}
	for _, s := range r.o.Of(i) {
		if !r.d.Rows.Owns(s) && !slices.ContainsFunc(told[s.Row], func(cell string) bool { return strings.Contains(cell, s.Text) }) {
			r.sentence(newView(s))
		}
	}
}
