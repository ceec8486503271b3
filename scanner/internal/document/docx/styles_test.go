package docx

import (
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/internal/document"
)

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
	l := document.NewBuilder(document.DefaultLimits())
	if err := Read(document.Source{Path: "p.docx", Data: data}, &document.Document{}, l); err != nil {
		t.Fatal(err)
	}
	want := []struct {
		kind  document.BlockKind
		level int
	}{{document.Heading, 2}, {document.Heading, 2}, {document.Heading, 1}, {document.ListItem, 1}, {document.Paragraph, 0}, {document.Paragraph, 0}}
	if len(l.Blocks) != len(want) {
		t.Fatalf("%d blocks", len(l.Blocks))
	}
	for i, w := range want {
		if b := l.Blocks[i]; b.Kind != w.kind || b.Level != w.level {
			t.Errorf("%q: kind %d level %d, want %v", b.Text, b.Kind, b.Level, w)
		}
	}
	if b := l.Blocks[5].Bold; len(b) != 1 || b[0].End != len("Room") {
		t.Errorf("bold %v", b)
	}
}
