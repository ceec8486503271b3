package reading

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/internal/document/pdf"
)

// textAt is content that shows a text at a place in ten points.
func textAt(x, y float64, text string) string {
	return fmt.Sprintf("BT /F1 10 Tf %g %g Td (%s) Tj ET ", x, y, text)
}

// columnAt sets lines below each other.
func columnAt(x, top float64, lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		b.WriteString(textAt(x, top-12*float64(i), l))
	}
	return b.String()
}

// TestPDFColumns reads pages that are set in columns, which a table without
// borders looks like.
func TestPDFColumns(t *testing.T) {
	title := textAt(50, 760, "Privacy policy of the app that reads the meters of a house")
	left := columnAt(50, 700, "1. Camera", "We use the camera to read the number that", "stands on the meter of the flat you live in", "and on the seal.", "2. Storage", "We keep the pictures on the telephone until", "you delete them or remove the application.")
	right := columnAt(290, 700, "3. Location", "We ask for the location to find the meters", "of the street that you stand in, and forget", "it at once.", "4. Accounts", "Your name and your number are kept until", "you close the account.")
	want := []string{
		"1. Camera", "We use the camera to read the number that stands on the meter of the flat you live in and on the seal.",
		"2. Storage", "We keep the pictures on the telephone until you delete them or remove the application.",
		"3. Location", "We ask for the location to find the meters of the street that you stand in, and forget it at once.",
		"4. Accounts", "Your name and your number are kept until you close the account.",
	}
	row := func(y float64, a, b string) string { return textAt(50, y, a) + textAt(290, y, b) }
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{"two_columns", title + left + right, want},
		{"title_drawn_last", left + right + title, want},
		{"footer_across", title + left + right + textAt(270, 560, "page 1 of 9"), want},
		{"header_on_the_right", textAt(400, 790, "Meters") + title + left + right, want},
		{"rows_drawn_one_by_one", title + row(700, "SDK", "Purpose") + row(684, "Bugly", "crash reports") + row(668, "JPush", "messages") + row(652, "Umeng", "statistics") + row(636, "WeChat", "payment") + row(620, "Amap", "maps"),
			[]string{"SDK Purpose", "Bugly crash reports", "JPush messages", "Umeng statistics", "WeChat payment", "Amap maps"}},
		{"words_of_spread_lines", title +
			textAt(50, 700, "This") + textAt(90, 700, "text") + textAt(130, 700, "of") + textAt(160, 700, "ours") + textAt(200, 700, "is about the") +
			textAt(50, 688, "camera") + textAt(89, 688, "and") + textAt(129, 688, "the") + textAt(160, 688, "app") + textAt(200, 688, "that uses it"),
			[]string{"This text of ours is about the camera and the app that uses it"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := readOne(t, "p.pdf", forge.PDF(tt.content)).Documents[0].Text
			if got, want := "\n"+text, "\n"+strings.Join(tt.want, "\n")+"\n"; !strings.Contains(got, want) {
				t.Errorf("got:%s\nwant:%s", got, want)
			}
		})
	}
}

func TestPDFPageSetNarrow(t *testing.T) {
	line := func(n int, words string) string { return (strings.Repeat(words+" ", 9))[:n] }
	wide := columnAt(50, 700, line(90, "Privacy policy of the app"), line(90, "where every line is as long as"), line(90, "all the others of this page and"), "And here it ends.")
	narrow := columnAt(50, 700,
		"We use the camera to read the numbers that",
		"Meters show, and we send the number to our",
		"Company, which sells the power that all of",
		"Our customers in the country take from it.",
		"Nobody else sees it, and we delete it when",
		"The year ends.")
	p := readOne(t, "p.pdf", pdfOf("/Type/Pages/Kids[<</Type/Page/Contents 4 0 R/Resources<</Font<</F1 6 0 R>>>>>> <</Type/Page/Contents 7 0 R/Resources<</Font<</F1 6 0 R>>>>>>]",
		stream(wide), "", monospaced, stream(narrow)))
	if text := p.Documents[0].Text; !strings.Contains(text, "the numbers that Meters show, and we send the number to our Company, which sells the power that all of Our customers") {
		t.Errorf("the lines of the narrow page were not joined:\n%s", text)
	}
}

// monospaced is a font whose letters are all equally wide, so that lines of as
// many letters end at one place.
var monospaced = "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding/FirstChar 32/Widths[" + strings.Repeat("500 ", 95) + "]>>"

func TestPDFMarksDrawnLast(t *testing.T) {
	const items = 40 // more than the lines back at which a mark would be sought
	content := textAt(50, 760, "Privacy policy: the permissions that the application asks for on the device")
	marks, want := "", ""
	for i := range items {
		y := 730 - 16*float64(i)
		item := fmt.Sprintf("Meter %d is read with the camera.", 3*i)
		content += textAt(70, y, item)
		marks += textAt(50, y, fmt.Sprintf("%d.", i+1))
		want += fmt.Sprintf("%d. %s\n", i+1, item)
	}
	text := readOne(t, "p.pdf", forge.PDF(content+marks)).Documents[0].Text
	if !strings.Contains(text, want) {
		t.Errorf("the marks are not with their items:\n%s", text)
	}
}

// spreadAt sets a line of a cell that is 130 points wide, spread to both sides.
func spreadAt(x, y float64, text string) string {
	words := strings.Fields(text)
	width := func(w string) (sum float64) {
		for _, c := range w {
			sum += 10 * pdf.RoughWidth(string(c))
		}
		return sum
	}
	gap := 126 - width(strings.Join(words, ""))
	var b strings.Builder
	for _, w := range words {
		b.WriteString(textAt(x, y, w))
		x += width(w) + gap/float64(len(words)-1)
	}
	return b.String()
}
