package policy

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
)

// isDOCX recognises a Word document: an archive with word/document.xml.
func isDOCX(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) && docxPart(data, "word/document.xml") != nil
}

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
	r := &docxReader{blockList: l, links: docxLinks(src.Data, l.lim.Bytes), styles: docxStyles(src.Data, l.lim.Bytes), line: 1}
	err = r.read(body)
	for _, name := range []string{"word/footnotes.xml", "word/endnotes.xml"} {
		if notes, noteErr := readPart(src.Data, name, l.lim.Bytes); noteErr != nil {
			err = errors.Join(err, noteErr)
		} else if notes != nil && err == nil {
			err = r.read(notes)
		}
	}
	if err != nil {
		d.lose("a part of the document is damaged and was not read")
		if len(l.blocks) == 0 {
			return &Error{src.Path, Damaged, "the Word document is damaged", "save it again, or give its text"}
		}
	}
	l.barTables()
	d.lines = r.line
	return nil
}

// docxReader turns the elements of a document into blocks.
type docxReader struct {
	*blockList
	w       scribe
	links   map[string]string
	styles  map[string]docxStyle
	line    int
	kind    blockKind
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
	kind  blockKind
	level int
}

type docxTable struct {
	rows  [][]cell
	cells []*docxCell // the cells of the row that is open
	above []*cell     // by column, cells that may go on downwards
	gone  bool        // the row that is open was deleted
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
		r.kind, r.level, r.allBold = paragraph, 0, false
	case "pStyle":
		r.style(attrOf(attrs, "val"))
	case "outlineLvl":
		if n, err := strconv.Atoi(attrOf(attrs, "val")); err == nil && n >= 0 && n < 6 {
			r.kind, r.level = heading, n+1
		}
	case "ilvl":
		if n, err := strconv.Atoi(attrOf(attrs, "val")); err == nil && r.kind == paragraph {
			r.kind, r.level = listItem, min(max(n, 0), 20)+1
		}
	case "r":
		r.bold, r.hidden, r.runAt = r.allBold, false, r.w.here()
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
		r.link, r.linkAt = r.links[attrOf(attrs, "id")], r.w.here()
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
			r.addTable(t.rows)
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
		r.kind, r.level = heading, s.heading
	case s.listed && r.kind == paragraph:
		r.kind, r.level = listItem, 1
	}
}

// openBox begins the text of a box. A box inside a cell is text of the cell.
func (r *docxReader) openBox() {
	if len(r.boxes) >= r.lim.Nesting {
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
	r.runAt, r.linkAt = min(r.runAt, len(r.w.text)), min(r.linkAt, len(r.w.text))
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
	s = lineless.Replace(s) // a line of the XML is none of the text
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
	if t.gone {
		t.gone, t.cells = false, nil
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
