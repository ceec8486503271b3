package policy

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
)

func TestDOCXText(t *testing.T) {
	const first = "Privacy policy of the application"
	run := func(text string) string { return `<w:r><w:t>` + text + `</w:t></w:r>` }
	cell := func(pr, text string) string {
		return `<w:tc><w:tcPr>` + pr + `</w:tcPr>` + forge.DOCXParagraph("", text) + `</w:tc>`
	}
	row := func(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }
	box := `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + forge.DOCXParagraph("", "We use the camera.") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + forge.DOCXParagraph("", "We use the camera.") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`
	for _, tt := range []struct {
		name, body string
		parts      map[string]string
		want       string
	}{
		{"deleted_and_inserted", `<w:p>` + run("We use your ") + `<w:del><w:r><w:delText>name</w:delText></w:r></w:del><w:ins>` + run("address") + `</w:ins>` + run(".") + `</w:p>`, nil, "We use your address.\n"},
		{"line_of_the_xml", `<w:p>` + run("We use\nyour name") + run(".") + `</w:p>` + forge.DOCXParagraph("", "We keep it."), nil, "We use your name.\nWe keep it.\n"},
		{"moved", `<w:p><w:moveFrom>` + run("We use your name.") + `</w:moveFrom></w:p><w:p><w:moveTo>` + run("We use your name.") + `</w:moveTo></w:p>`, nil, "We use your name.\n"},
		{"deleted_row", `<w:tbl>` + row(cell("", "Item"), cell("", "Purpose")) + `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>` + cell("", "Name") + cell("", "to greet") + `</w:tr>` + row(cell("", "Camera"), cell("", "to scan")) + `</w:tbl>`, nil, "Item Purpose\nCamera to scan\n"},
		{"hidden_text", `<w:p>` + run("We use your name.") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t> We sell it.</w:t></w:r></w:p>`, nil, "We use your name.\n"},
		{"merged_cells", `<w:tbl>` + row(cell(`<w:gridSpan w:val="2"/>`, "Data"), cell("", "Purpose")) + row(cell("", "Name"), cell(`<w:vMerge w:val="restart"/>`, "shown"), cell("", "to greet")) + row(cell("", "Photo"), cell(`<w:vMerge/>`, ""), cell("", "to show")) + `</w:tbl>`, nil, "Data Purpose\nName shown to greet\nPhoto to show\n"},
		{"text_box", `<w:p>` + run("Before the box.") + box + run("After the box.") + `</w:p>`, nil, "Before the box.\nWe use the camera.\nAfter the box.\n"},
		{"footnote", `<w:p>` + run("We use your name.") + `<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`, map[string]string{
			"word/footnotes.xml": `<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0">` + forge.DOCXParagraph("", "line") + `</w:footnote><w:footnote w:id="2">` + forge.DOCXParagraph("", "Only where you gave it.") + `</w:footnote></w:footnotes>`}, "We use your name.\nOnly where you gave it.\n"},
		{"address_with_anchor", `<w:p><w:hyperlink r:id="rId1" w:anchor="sdk">` + run("The list of SDKs") + `</w:hyperlink></w:p>`, map[string]string{"word/_rels/document.xml.rels": `<Relationships><Relationship Id="rId1" Target="https://a.example/p"/></Relationships>`}, "The list of SDKs\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.parts == nil {
				tt.parts = map[string]string{}
			}
			p := readOne(t, "p.docx", forge.DOCX(forge.DOCXParagraph("Heading1", first)+tt.body, tt.parts))
			if text := p.Documents[0].Text; strings.TrimSpace(text) != strings.TrimSpace(first+"\n"+tt.want) {
				t.Errorf("got:\n%s\nwant:\n%s", text, first+"\n"+tt.want)
			}
		})
	}
}

// TestDOCXStyles: a document in Chinese numbers its styles, and names in a list
// may be bold by a style alone.
func TestDOCXStyles(t *testing.T) {
	const styles = `<w:styles xmlns:w="w"><w:style w:styleId="a7"><w:name w:val="heading 2"/></w:style>` +
		`<w:style w:styleId="own"><w:name w:val="My heading"/><w:basedOn w:val="a7"/></w:style>` +
		`<w:style w:styleId="lvl"><w:name w:val="Part"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>` +
		`<w:style w:styleId="li"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:styleId="loop"><w:name w:val="Loop"/><w:basedOn w:val="loop"/></w:style>` +
		`<w:style w:styleId="em"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style></w:styles>`
	data := forge.DOCX(forge.DOCXParagraph("a7", "two")+forge.DOCXParagraph("own", "own")+forge.DOCXParagraph("lvl", "part")+forge.DOCXParagraph("li", "item")+forge.DOCXParagraph("loop", "text")+
		`<w:p><w:r><w:rPr><w:rStyle w:val="em"/></w:rPr><w:t>Room</w:t></w:r><w:r><w:t>: for storage</w:t></w:r></w:p>`, map[string]string{"word/styles.xml": styles})
	l := newBlockList(DefaultLimits())
	if err := readDOCX(Source{"p.docx", data}, &document{}, l); err != nil {
		t.Fatal(err)
	}
	want := []struct {
		kind  blockKind
		level int
	}{{heading, 2}, {heading, 2}, {heading, 1}, {listItem, 1}, {paragraph, 0}, {paragraph, 0}}
	if len(l.blocks) != len(want) {
		t.Fatalf("%d blocks", len(l.blocks))
	}
	for i, w := range want {
		if b := l.blocks[i]; b.kind != w.kind || b.level != w.level {
			t.Errorf("%q: kind %d level %d, want %v", b.text, b.kind, b.level, w)
		}
	}
	if b := l.blocks[5].bold; len(b) != 1 || b[0].end != len("Room") {
		t.Errorf("bold %v", b)
	}
}
