// Package docx reads Word documents into blocks.
package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/document/markup"
	"github.com/candor-scan/candor/scanner/policy"
)

// Is recognises a Word document: an archive with word/document.xml.
func Is(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) && docxPart(data, "word/document.xml") != nil
}

// Read reads a Word document. A paragraph is a line of the text as read,
// and so is a row of a table.
func Read(src document.Source, d *document.Document, l *document.Builder) error {
	body, err := readPart(src.Data, "word/document.xml", l.Lim.Bytes*docxFactor)
	if errors.Is(err, errTooLong) {
		return &policy.Error{Path: src.Path, Reason: policy.TooLarge, What: "the text of the document is too long", Do: "give the text of the policy alone, or raise the limit"}
	}
	if err != nil {
		return &policy.Error{Path: src.Path, Reason: policy.Damaged, What: "the Word document is damaged", Do: "save it again, or give its text"}
	}
	r := &docxReader{Builder: l, links: docxLinks(src.Data, l.Lim.Bytes), styles: docxStyles(src.Data, l.Lim.Bytes), line: 1}
	err = r.read(body)
	for _, name := range []string{"word/footnotes.xml", "word/endnotes.xml"} {
		if notes, noteErr := readPart(src.Data, name, l.Lim.Bytes); noteErr != nil {
			err = errors.Join(err, noteErr)
		} else if notes != nil && err == nil {
			err = r.read(notes)
		}
	}
	if err != nil {
		d.Lose("a part of the document is damaged and was not read")
		if len(l.Blocks) == 0 {
			return &policy.Error{Path: src.Path, Reason: policy.Damaged, What: "the Word document is damaged", Do: "save it again, or give its text"}
		}
	}
	markup.BarTables(l)
	d.Lines = r.line
	return nil
}

// docxReader turns the elements of a document into blocks.
type docxReader struct {
	*document.Builder
	w       document.Scribe
	links   map[string]string
	styles  map[string]docxStyle
	line    int
	kind    document.BlockKind
	level   int
	bold    bool
	runAt   int // where the open run began
	linkAt  int
	link    string
	text    bool   // inside w:t
	skip    int    // depth inside deleted text and field codes
	notes   []bool // footnotes that are open, and whether they are skipped
	hidden  bool   // the open run
	allBold bool   // the open paragraph, by its style
	inRow   bool   // inside the properties of a row
	tables  []*docxTable
	boxes   []docxPlace // of the text boxes that are open
}

// docxPlace is where a text box stands: its text is read before that around it.
type docxPlace struct {
	kind  document.BlockKind
	level int
}

type docxTable struct {
	rows  [][]document.Cell
	cells []*docxCell      // the cells of the row that is open
	above []*document.Cell // by column, cells that may go on downwards
	gone  bool             // the row that is open was deleted
}

type docxCell struct {
	document.Scribe
	colspan int
	merged  bool // goes on with the cell above
	starts  bool // may be gone on with below
}

func (r *docxReader) read(body []byte) error {
	x := xml.NewDecoder(bytes.NewReader(body))
	x.Strict = false
	depth := 0
	for !r.Full {
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
			if depth++; depth > 40*r.Lim.Nesting {
				return errTooLong
			}
			r.start(e.Name.Local, e.Attr)
		case xml.EndElement:
			depth--
			r.end(e.Name.Local)
		case xml.CharData:
			if r.text && r.skip == 0 && !r.hidden {
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
		r.kind, r.level, r.allBold = document.Paragraph, 0, false
	case "pStyle":
		r.style(attrOf(attrs, "val"))
	case "outlineLvl":
		if n, err := strconv.Atoi(attrOf(attrs, "val")); err == nil && n >= 0 && n < 6 {
			r.kind, r.level = document.Heading, n+1
		}
	case "ilvl":
		if n, err := strconv.Atoi(attrOf(attrs, "val")); err == nil && r.kind == document.Paragraph {
			r.kind, r.level = document.ListItem, min(max(n, 0), 20)+1
		}
	case "r":
		r.bold, r.hidden, r.runAt = r.allBold, false, r.w.Here()
	case "rStyle":
		r.bold = r.bold || r.styles[attrOf(attrs, "val")].bold
	case "vanish":
		r.hidden = isOn(attrOf(attrs, "val"))
	case "b":
		r.bold = isOn(attrOf(attrs, "val"))
	case "t":
		r.text = true
	case "tab":
		r.sinkText(" ")
	case "br", "cr":
		r.lineBreak()
	case "hyperlink":
		r.link, r.linkAt = r.links[attrOf(attrs, "id")], r.w.Here()
		if anchor := attrOf(attrs, "anchor"); r.link != "" && anchor != "" {
			r.link += "#" + anchor
		}
	case "trPr":
		r.inRow = true
	case "noBreakHyphen":
		r.sinkText("-")
	case "del", "moveFrom", "instrText", "delText", "Fallback":
		r.skip++
		if t := r.top(); t != nil && r.inRow && name == "del" {
			t.gone = true
		}
	case "footnote", "endnote":
		if attrOf(attrs, "type") != "" {
			r.skip++ // the line above the notes
		}
		r.notes = append(r.notes, attrOf(attrs, "type") != "")
	case "txbxContent":
		r.openBox()
	case "tbl":
		if len(r.tables) < r.Lim.Nesting {
			r.tables = append(r.tables, &docxTable{})
		}
	case "tc":
		if t := r.top(); t != nil {
			t.cells = append(t.cells, &docxCell{colspan: 1})
		}
	case "gridSpan":
		if c := r.cell(); c != nil {
			c.colspan = markup.SpanOf(attrOf(attrs, "val"))
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
			r.w.Bolded(r.runAt)
		}
	case "t":
		r.text = false
	case "hyperlink":
		if r.cell() == nil {
			r.w.Linked(min(r.linkAt, len(r.w.Text)), r.link)
		} else if c := r.cell(); r.link != "" {
			c.Linked(0, r.link)
		}
	case "trPr":
		r.inRow = false
	case "del", "moveFrom", "instrText", "delText", "Fallback":
		r.skip = max(r.skip-1, 0)
	case "footnote", "endnote":
		if n := len(r.notes); n > 0 {
			if r.notes[n-1] {
				r.skip = max(r.skip-1, 0)
			}
			r.notes = r.notes[:n-1]
		}
	case "txbxContent":
		r.closeBox()
	case "tr":
		r.row()
	case "tbl":
		if n := len(r.tables); n > 0 {
			t := r.tables[n-1]
			r.tables = r.tables[:n-1]
			if n > 1 {
				return // a table inside a cell: its text went to the cell
			}
			r.AddTable(t.rows)
		}
	}
}

// style takes over what the style of a paragraph says.
func (r *docxReader) style(id string) {
	s := r.styles[id]
	r.allBold = s.bold
	if s.heading == 0 && s.name == "" {
		s.heading = headingStyle(id)
	}
	switch {
	case s.heading > 0:
		r.kind, r.level = document.Heading, s.heading
	case s.listed && r.kind == document.Paragraph:
		r.kind, r.level = document.ListItem, 1
	}
}

// openBox begins the text of a box. A box inside a cell is text of the cell.
func (r *docxReader) openBox() {
	if len(r.boxes) >= r.Lim.Nesting {
		r.boxes = append(r.boxes, docxPlace{})
		return
	}
	kind, level := r.kind, r.level
	if r.cell() == nil {
		r.paragraph()
	}
	r.boxes = append(r.boxes, docxPlace{kind, level})
}

func (r *docxReader) closeBox() {
	n := len(r.boxes)
	if n == 0 {
		return
	}
	r.kind, r.level = r.boxes[n-1].kind, r.boxes[n-1].level
	r.boxes = r.boxes[:n-1]
	r.runAt, r.linkAt = min(r.runAt, len(r.w.Text)), min(r.linkAt, len(r.w.Text))
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
	s = document.Lineless.Replace(s) // a line of the XML is none of the text
	if c := r.cell(); c != nil {
		c.Write(s, r.line)
		return
	}
	r.w.Write(s, r.line)
}

func (r *docxReader) lineBreak() {
	if c := r.cell(); c != nil {
		c.Gap = true
		return
	}
	kind, level := r.kind, r.level
	r.paragraph()
	r.kind, r.level = kind, level
}

// paragraph ends a paragraph, which is a line of the text as read.
func (r *docxReader) paragraph() {
	if c := r.cell(); c != nil {
		c.Gap = true
		return
	}
	if r.w.Empty() {
		r.Gap()
		r.w = document.Scribe{}
		return
	}
	r.Add(r.kind, r.level, r.w.Take())
	r.line++
}

// row ends a row of a table, which is a line of the text as read.
func (r *docxReader) row() {
	t := r.top()
	if t == nil {
		return
	}
	if t.gone {
		t.gone, t.cells = false, nil
		return
	}
	if len(r.tables) > 1 {
		t.cells = nil
		return
	}
	var row []document.Cell
	column := 0
	for _, c := range t.cells {
		for len(t.above) < column+c.colspan && len(t.above) < document.MaxSpan {
			t.above = append(t.above, nil)
		}
		if c.merged && column < len(t.above) && t.above[column] != nil {
			if above := t.above[column]; above.Rowspan < document.MaxSpan {
				above.Rowspan++
			}
			column += c.colspan
			continue
		}
		row = append(row, document.Cell{Passage: c.Take(), Colspan: c.colspan, Rowspan: 1})
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
