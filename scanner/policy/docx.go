package policy

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// isDOCX recognises a Word document: an archive with word/document.xml.
func isDOCX(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) && docxPart(data, "word/document.xml") != nil
}

func docxPart(data []byte, name string) *zip.File {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	for _, f := range z.File {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// docxFactor says how much larger than the limit of a document the XML inside
// it may be, which is mostly mark-up.
const docxFactor = 4

// readPart inflates one part of a document under a limit.
func readPart(data []byte, name string, limit int) ([]byte, error) {
	f := docxPart(data, name)
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(b) > limit {
		err = errTooLong
	}
	return b, err
}

var errTooLong = errors.New("too long")

// readDOCX reads a Word document. A paragraph is a line of the text as read,
// and so is a row of a table.
func readDOCX(src Source, d *document, l *blockList) error {
	body, err := readPart(src.Data, "word/document.xml", l.lim.Bytes*docxFactor)
	if errors.Is(err, errTooLong) {
		return &Error{src.Path, TooLarge, "the text of the document is too long", "give the text of the policy alone, or raise the limit"}
	}
	if err != nil {
		return &Error{src.Path, Damaged, "the Word document is damaged", "save it again, or give its text"}
	}
	r := &docxReader{blockList: l, links: docxLinks(src.Data, l.lim.Bytes), line: 1}
	if err := r.read(body); err != nil {
		d.notRead = "the end of the document is damaged and was not read"
		if len(l.blocks) == 0 {
			return &Error{src.Path, Damaged, "the Word document is damaged", "save it again, or give its text"}
		}
	}
	l.barTables()
	d.lines = r.line
	return nil
}

// docxLinks reads the targets of the links of a document by their id.
func docxLinks(data []byte, limit int) map[string]string {
	links := map[string]string{}
	b, err := readPart(data, "word/_rels/document.xml.rels", limit)
	if err != nil || b == nil {
		return links
	}
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if xml.Unmarshal(b, &rels) == nil {
		for _, r := range rels.Relationship {
			links[r.ID] = r.Target
		}
	}
	return links
}

// docxReader turns the elements of a document into blocks.
type docxReader struct {
	*blockList
	w      scribe
	links  map[string]string
	line   int
	kind   blockKind
	level  int
	bold   bool
	runAt  int // where the open run began
	linkAt int
	link   string
	text   bool // inside w:t
	skip   int  // depth inside deleted text and field codes
	tables []*docxTable
}

type docxTable struct {
	rows  [][]cell
	cells []*docxCell // the cells of the row that is open
	above []*cell     // by column, cells that may go on downwards
}

type docxCell struct {
	scribe
	colspan int
	merged  bool // goes on with the cell above
	starts  bool // may be gone on with below
}

func (r *docxReader) read(body []byte) error {
	x := xml.NewDecoder(bytes.NewReader(body))
	x.Strict = false
	depth := 0
	for !r.full {
		t, err := x.RawToken()
		if errors.Is(err, io.EOF) {
			r.paragraph()
			return nil
		}
		if err != nil {
			r.paragraph()
			return err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if depth++; depth > 40*r.lim.Nesting {
				return errTooLong
			}
			r.start(e.Name.Local, e.Attr)
		case xml.EndElement:
			depth--
			r.end(e.Name.Local)
		case xml.CharData:
			if r.text && r.skip == 0 {
				r.sinkText(string(e))
			}
		}
	}
	return nil
}

func attrOf(attrs []xml.Attr, name string) string {
	for _, a := range attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (r *docxReader) start(name string, attrs []xml.Attr) {
	switch name {
	case "p":
		r.kind, r.level = paragraph, 0
	case "pStyle":
		if n := headingStyle(attrOf(attrs, "val")); n > 0 {
			r.kind, r.level = heading, n
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(attrOf(attrs, "val")); err == nil && n >= 0 && n < 6 {
			r.kind, r.level = heading, n+1
		}
	case "ilvl":
		if n, err := strconv.Atoi(attrOf(attrs, "val")); err == nil && r.kind == paragraph {
			r.kind, r.level = listItem, min(max(n, 0), 20)+1
		}
	case "r":
		r.bold, r.runAt = false, r.w.here()
	case "b":
		v := attrOf(attrs, "val")
		r.bold = v != "0" && v != "false"
	case "t":
		r.text = true
	case "tab":
		r.sinkText(" ")
	case "br", "cr":
		r.lineBreak()
	case "hyperlink":
		r.link, r.linkAt = r.links[attrOf(attrs, "id")], r.w.here()
	case "del", "instrText", "delText":
		r.skip++
	case "tbl":
		if len(r.tables) < r.lim.Nesting {
			r.tables = append(r.tables, &docxTable{})
		}
	case "tc":
		if t := r.top(); t != nil {
			t.cells = append(t.cells, &docxCell{colspan: 1})
		}
	case "gridSpan":
		if c := r.cell(); c != nil {
			c.colspan = spanOf(attrOf(attrs, "val"))
		}
	case "vMerge":
		if c := r.cell(); c != nil {
			c.starts = attrOf(attrs, "val") == "restart"
			c.merged = !c.starts
		}
	}
}

func (r *docxReader) end(name string) {
	switch name {
	case "p":
		r.paragraph()
	case "r":
		if r.bold && r.cell() == nil {
			r.w.bolded(r.runAt)
		}
	case "t":
		r.text = false
	case "hyperlink":
		if r.cell() == nil {
			r.w.linked(min(r.linkAt, len(r.w.text)), r.link)
		} else if c := r.cell(); r.link != "" {
			c.linked(0, r.link)
		}
	case "del", "instrText", "delText":
		r.skip = max(r.skip-1, 0)
	case "tr":
		r.row()
	case "tbl":
		if n := len(r.tables); n > 0 {
			t := r.tables[n-1]
			r.tables = r.tables[:n-1]
			if n > 1 {
				return // a table inside a cell: its text went to the cell
			}
			r.addTable(t.rows)
		}
	}
}

func (r *docxReader) top() *docxTable {
	if n := len(r.tables); n > 0 {
		return r.tables[n-1]
	}
	return nil
}

// cell is the cell that is open, of the outermost table.
func (r *docxReader) cell() *docxCell {
	if len(r.tables) == 0 || len(r.tables[0].cells) == 0 {
		return nil
	}
	return r.tables[0].cells[len(r.tables[0].cells)-1]
}

func (r *docxReader) sinkText(s string) {
	if c := r.cell(); c != nil {
		c.write(s, r.line)
		return
	}
	r.w.write(s, r.line)
}

func (r *docxReader) lineBreak() {
	if c := r.cell(); c != nil {
		c.gap = true
		return
	}
	kind, level := r.kind, r.level
	r.paragraph()
	r.kind, r.level = kind, level
}

// paragraph ends a paragraph, which is a line of the text as read.
func (r *docxReader) paragraph() {
	if c := r.cell(); c != nil {
		c.gap = true
		return
	}
	if r.w.empty() {
		r.gap()
		r.w = scribe{}
		return
	}
	r.add(r.kind, r.level, r.w.take())
	r.line++
}

// row ends a row of a table, which is a line of the text as read.
func (r *docxReader) row() {
	t := r.top()
	if t == nil {
		return
	}
	if len(r.tables) > 1 {
		t.cells = nil
		return
	}
	var row []cell
	column := 0
	for _, c := range t.cells {
		for len(t.above) < column+c.colspan && len(t.above) < maxSpan {
			t.above = append(t.above, nil)
		}
		if c.merged && column < len(t.above) && t.above[column] != nil {
			if above := t.above[column]; above.rowspan < maxSpan {
				above.rowspan++
			}
			column += c.colspan
			continue
		}
		row = append(row, cell{passage: c.take(), colspan: c.colspan, rowspan: 1})
		column += c.colspan
	}
	t.rows = append(t.rows, row)
	// Cells of this row that go on below are found by where they stand now.
	column = 0
	kept := t.rows[len(t.rows)-1]
	i := 0
	for _, c := range t.cells {
		if c.merged && column < len(t.above) && t.above[column] != nil {
			column += c.colspan
			continue
		}
		for k := column; k < column+c.colspan && k < len(t.above); k++ {
			t.above[k] = nil
			if c.starts {
				t.above[k] = &kept[i]
			}
		}
		i++
		column += c.colspan
	}
	t.cells = nil
	r.line++
}

// headingStyle returns the level of a heading from the name of its style.
func headingStyle(style string) int {
	s := strings.ToLower(strings.ReplaceAll(style, " ", ""))
	for _, prefix := range []string{"heading", "标题", "berschrift"} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			if n, err := strconv.Atoi(rest); err == nil && n >= 1 && n <= 6 {
				return n
			}
		}
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 5 {
		return n // Word in Chinese numbers its heading styles
	}
	if s == "title" {
		return 1
	}
	return 0
}
