package sentence

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// RecoverTables gives the tables of a document the form that tables are read
// in, a header above its rows: those that lost their form and became lines or
// items of a list, a cell each, and those whose labels stand in the first
// column. isSDK tells the name of an SDK. The document that was opened stays as
// it is.
func RecoverTables(d *document.Document, isSDK func(string) bool) *document.Document {
	out := make([]document.Block, 0, len(d.Blocks))
	for i := 0; i < len(d.Blocks); {
		b := d.Blocks[i]
		if b.Kind == document.Table {
			if rows := turned(&b); rows != nil {
				b.Rows = rows
			}
		} else if rows := flattened(d.Blocks[i:], isSDK); rows != nil {
			out = append(out, document.Block{Kind: document.Table, Rows: rows, Group: b.Group})
			i += len(rows) * len(rows[0])
			continue
		}
		out = append(out, b)
		i++
	}
	recovered := *d
	recovered.Blocks = out
	return &recovered
}

// isLabel reports whether a text is the label of a column of SDKs or
// permissions, and no company or permission itself.
func isLabel(t string) bool {
	if language.Width(t) > 40 || labelWithValue(t) || strings.ContainsAny(t, "，。；：") || strings.HasSuffix(t, ":") || holdsCompany(t) || len(words.GroupsNamed(t)) > 0 {
		return false
	}
	return FieldOf(t) != "" || ColumnOf(t) != ""
}

// holdsCompany reports whether a text holds the legal form of a company.
func holdsCompany(t string) bool { return language.HoldsAny(" "+strings.ToLower(t), companyForms) }

var companyForms = words.PhraseList("legal form")

// namesRows reports whether a label is that of the column that tells the rows
// apart: names of SDKs, or permissions.
func namesRows(label string) bool {
	return FieldOf(label) == words.FieldName || ColumnOf(label) == "group"
}

// turned returns the rows of a table whose labels stand in the first column
// with the labels on top; nil for another one. Blocks of labels that stand one
// below the other give a row each.
func turned(b *document.Block) [][]document.Cell {
	grid := b.Grid()
	if len(grid) < 2 || len(grid[0]) < 2 {
		return nil
	}
	labels, named := 0, false
	for _, row := range grid {
		x := CellAt(row, 0)
		switch {
		case x == nil || len(row) > 1 && row[1] == x:
			return nil
		case isLabel(x.Text):
			labels++
			named = named || namesRows(x.Text)
		}
	}
	across := 0
	for _, x := range grid[0][1:] {
		if x != nil && isLabel(x.Text) {
			across++
		}
	}
	if !named || labels < 2 || labels*4 < len(grid)*3 || across*2 >= len(grid[0]) || across > 0 && len(grid[0]) == 2 {
		return nil
	}
	return turnBlocks(grid)
}

// turnBlocks turns blocks of labels and values, each of which begins with the
// label that the first does.
func turnBlocks(grid [][]*document.Cell) [][]document.Cell {
	var head []string
	rows := [][]document.Cell{nil}
	for start := 0; start < len(grid); {
		end := start + 1
		for end < len(grid) && grid[end][0].Text != grid[0][0].Text {
			end++
		}
		for c := 1; c < len(grid[0]); c++ {
			if c > 1 && sameName(grid[start:end], c) {
				continue
			}
			var row []document.Cell
			for n := start; n < end; n++ {
				label, x := grid[n][0], CellAt(grid[n], c)
				k := slices.Index(head, label.Text)
				if k < 0 {
					k = len(head)
					head = append(head, label.Text)
					rows[0] = append(rows[0], document.Cell{Passage: label.Passage, Head: true, Colspan: 1, Rowspan: 1})
				}
				for len(row) <= k {
					row = append(row, document.Cell{Colspan: 1, Rowspan: 1})
				}
				if x != nil {
					row[k].Passage = x.Passage
				}
			}
			rows = append(rows, row)
		}
		start = end
	}
	return rows
}

// sameName reports whether the cell with the name reaches from the column
// before into column c, so that both tell of one row.
func sameName(grid [][]*document.Cell, c int) bool {
	for _, row := range grid {
		if namesRows(row[0].Text) {
			x := CellAt(row, c)
			return x == nil || x == CellAt(row, c-1)
		}
	}
	return false
}

// maxColumns bounds the columns of a table that lost its form.
const maxColumns = 9

// flattened returns the rows of a table whose cells are the blocks from the
// first on, one after the other; nil where they are none. The labels come
// first, and then as many blocks for each row.
func flattened(blocks []document.Block, isSDK func(string) bool) [][]document.Cell {
	if !isLabel(blocks[0].Text) {
		return nil
	}
	if len(blocks) > 2 && blocks[0].Group != blocks[1].Group && blocks[1].Group == blocks[2].Group {
		return nil // a title above
	}
	like := func(i int) bool {
		return i < len(blocks) && blocks[i].Kind == blocks[0].Kind && blocks[i].Level == blocks[0].Level && blocks[i].Kind != document.Heading
	}
	n, name := 0, -1
	for seen := []string{}; n <= maxColumns && like(n) && !slices.Contains(seen, blocks[n].Text); n++ {
		if !isLabel(blocks[n].Text) && !(like(n+1) && isLabel(blocks[n+1].Text) && language.Width(blocks[n].Text) <= 24) {
			break // one label between others need not be known
		}
		if seen = append(seen, blocks[n].Text); name < 0 && namesRows(blocks[n].Text) {
			name = n
		}
	}
	// The first name may read like a label: 权限 above 位置权限.
	for ; n > 2 && name >= 0; n-- {
		if rows := cells(blocks, n, name, like, isSDK); rows != nil {
			return rows
		}
	}
	return nil
}

// cells cuts blocks into rows of n cells, for as long as each is a row of the
// table; nil where fewer than two have the name of an SDK or permission.
func cells(blocks []document.Block, n, name int, like func(int) bool, isSDK func(string) bool) [][]document.Cell {
	if name >= n {
		return nil
	}
	if like(n) && isLabel(blocks[n].Text) && !isSDK(blocks[n].Text) {
		return nil // the labels go on
	}
	rows := [][]document.Cell{row(blocks[:n], true)}
	known, permissions := 0, ColumnOf(blocks[name].Text) == "group"
	for at := n; like(at + n - 1); at += n {
		for i := range n {
			if !like(at+i) || !fits(blocks[i].Text, &blocks[at+i]) {
				return enough(rows, known)
			}
		}
		t := blocks[at+name].Text
		if language.Width(t) > 60 || language.EndsSentence(t) || isLabel(t) && !isSDK(t) {
			break
		}
		if isSDK(t) || permissions && len(LabelGroups(t)) > 0 {
			known++
		}
		rows = append(rows, row(blocks[at:at+n], false))
	}
	return enough(rows, known)
}

func enough(rows [][]document.Cell, known int) [][]document.Cell {
	if known < 2 || known*2 < len(rows)-1 {
		return nil
	}
	return rows
}

// fits reports whether a block can stand in a column with a label: an address
// where the label asks for one, and only there.
func fits(label string, b *document.Block) bool {
	f := FieldOf(label)
	wants := f == words.FieldWebsite || f == words.FieldPrivacyURL
	has := len(b.Links) > 0
	for i := range b.Text {
		if AddressAt(b.Text, i) > 0 {
			has = true
			break
		}
	}
	if wants {
		return has || SaysNone(b.Text) || IsFill(b.Text)
	}
	return !has || f != words.FieldName && f != words.FieldInstitution
}

func row(blocks []document.Block, head bool) []document.Cell {
	var out []document.Cell
	for i := range blocks {
		out = append(out, document.Cell{Passage: blocks[i].Passage, Head: head, Colspan: 1, Rowspan: 1})
	}
	return out
}
