package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
)

const fixturePolicies = "../../fixtures/policies"

func readFixture(t *testing.T, name string) *Policy {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(fixturePolicies, name))
	if err != nil {
		t.Fatal(err)
	}
	return readOne(t, name, data)
}

// sumOf sums up what a policy declares, without lines.
func sumOf(p *Policy) string {
	var out []string
	for _, x := range p.Permissions {
		out = append(out, strings.Join([]string{"permission", string(x.Group), string(x.Named.State), string(x.Purpose.State), string(x.Refusal.State), string(x.Consent.State)}, " "))
	}
	for _, x := range p.Elements {
		out = append(out, "element "+string(x.Element)+" "+string(x.State))
	}
	for _, x := range p.Items {
		out = append(out, "item "+string(x.Item)+" "+x.Party+" "+x.Polarity)
	}
	for _, x := range p.SDKs {
		id := ""
		if x.ID != nil {
			id = *x.ID
		}
		fields, _ := json.Marshal([]bool{x.Purpose != nil, x.Method != nil, x.Scope != nil, x.Institution != nil, x.Website != nil, x.PrivacyURL != nil})
		var scope []string
		if x.Scope != nil {
			for _, i := range x.Scope.Items {
				scope = append(scope, string(i))
			}
		}
		out = append(out, "sdk "+id+" "+string(fields)+" "+strings.Join(scope, ","))
	}
	for _, x := range p.Denials {
		out = append(out, "denial "+x.Kind+" "+x.ID)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "\n")
}

func TestPDFSaysWhatItsSourceSays(t *testing.T) {
	for _, tt := range []struct{ pdf, source string }{
		{"complete.pdf", "complete.md"},
		{"table-zh.pdf", "table-zh.html"},
	} {
		t.Run(tt.pdf, func(t *testing.T) {
			p := readFixture(t, tt.pdf)
			if got, want := sumOf(p), sumOf(readFixture(t, tt.source)); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			if d := p.Documents[0]; d.Format != "pdf" || d.Lines != strings.Count(d.Text, "\n") || len(p.NotRead) > 0 {
				t.Errorf("format %q, %d lines, not read %v", d.Format, d.Lines, p.NotRead)
			}
		})
	}
}

func TestPDFQuotesCarryPageAndLine(t *testing.T) {
	p := readFixture(t, "complete.pdf")
	lines := strings.Split(p.Documents[0].Text, "\n")
	last := 0
	for _, q := range quotesOf(p) {
		if q.Page == nil || *q.Page < 1 {
			t.Fatalf("page %v of %q", q.Page, q.Text)
		}
		last = max(last, *q.Page)
		if q.Line < 1 || !strings.Contains(lines[q.Line-1], q.Text) && !strings.Contains(strings.Join(lines[q.Line-1:], " "), q.Text) {
			t.Errorf("%q does not stand on line %d", q.Text, q.Line)
		}
	}
	if last < 2 {
		t.Errorf("all quotes on page %d", last)
	}
}

func TestPDFThatCannotBeRead(t *testing.T) {
	whole, err := os.ReadFile(filepath.Join(fixturePolicies, "complete.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		data []byte
		want Reason
	}{
		{"scanned", nil, Scanned},
		{"encrypted", nil, Damaged}, // the same behind a password
		{"needs_a_password", sealed(t, "needs-password"), Damaged},
		{"unknown_encryption", pdfOf(page, "<<>>", "", "trailer<</Root 1 0 R/Encrypt<</Filter/Own/V 9>>>>"), Damaged},
		{"head_only", whole[:40], Damaged},
		{"no_pages", []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>"), Damaged},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.data == nil {
				if tt.data, err = os.ReadFile(filepath.Join(fixturePolicies, "bad", tt.name+".pdf")); err != nil {
					t.Fatal(err)
				}
			}
			p, err := Read([]Source{{"p.pdf", tt.data}}, someNames, DefaultLimits())
			var e *Error
			if !errors.As(err, &e) || p != nil || e.Reason != tt.want || e.Do == "" || strings.Contains(err.Error(), "\n") {
				t.Errorf("policy %v, error %v", p != nil, err)
			}
		})
	}
}

func TestPDFLayout(t *testing.T) {
	const head = "BT /F1 12 Tf 14 TL 50 700 Td (Privacy policy of the app we publish for your telephone and tablet devices) Tj T* "
	for _, tt := range []struct{ name, content, want string }{
		{"words_by_gaps", "[(We)-300(use)-300(the)-300(camera.)] TJ ET", "We use the camera."},
		{"wrapped_lines", "T* (We collect the serial number of the device and the address that you have) Tj T* (given to us.) Tj ET", "that you have given to us."},
		{"hyphen_of_a_word", "T* (We do not share any of the information that you gave us with any third-) Tj T* (party company.) Tj ET", "third-party company."},
		{"address_over_two_lines", "T* (You find the policy of the company and all its terms at https://a.example/) Tj T* (privacy/policy.html) Tj ET", "https://a.example/privacy/policy.html"},
		{"bold_word_drawn_later", "T* (We use the) Tj ET BT /F1 12 Tf 170 672 Td (of your device.) Tj ET BT /F1 12 Tf 120 672 Td (camera) Tj ET", "camera of your device."},
		{"table_of_rules", "ET BT /F1 12 Tf 55 605 Td (SDK) Tj ET BT /F1 12 Tf 205 605 Td (Purpose) Tj ET BT /F1 12 Tf 55 585 Td (Bugly) Tj ET BT /F1 12 Tf 205 585 Td (crash reports) Tj ET " +
			"50 580 300 40 re S 50 600 m 350 600 l S 200 580 m 200 620 l S", "Bugly crash reports"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := readOne(t, "p.pdf", forge.PDF(head+tt.content))
			if text := p.Documents[0].Text; !strings.Contains(text, tt.want+"\n") {
				t.Errorf("%q does not end a line of:\n%s", tt.want, text)
			}
		})
	}
}

func TestGlyphsOfAdobeGB1(t *testing.T) {
	for cid, want := range map[uint32]string{1: " ", 34: "A", 940: "啊", 4559: "中", 846: "A", 200_000: ""} {
		if got := gb1Text(cid); got != want {
			t.Errorf("glyph %d is %q, want %q", cid, got, want)
		}
	}
}

// sealed is one of the encrypted files of the tests. All hold the same page:
// qpdf --allow-weak-crypto --encrypt "" owner LENGTH [--use-aes=y|n] -- in out
func sealed(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "encrypted", name+".pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPDFThatOpensWithoutPassword(t *testing.T) {
	for _, name := range []string{"rc4-40", "rc4-128", "aes-128", "aes-256", "aes-256-r5", "aes-256-packed"} {
		t.Run(name, func(t *testing.T) {
			p := readOne(t, "p.pdf", sealed(t, name))
			wantCamera(t, p)
			if len(p.SDKs) != 1 || p.SDKs[0].PrivacyURL == nil || p.SDKs[0].PrivacyURL.Text != "https://a.example/privacy" {
				t.Errorf("the address of a link: %+v", p.SDKs)
			}
			if len(p.NotRead) > 0 {
				t.Errorf("not read: %v", p.NotRead)
			}
		})
	}
}

func TestPDFPagesThatWereNotRead(t *testing.T) {
	const text = "BT /F1 12 Tf 14 TL 50 700 Td (Privacy policy) Tj T* (We use the camera permission to scan the code of a meter.) Tj ET"
	for _, tt := range []struct{ name, kids, want string }{
		{"one_picture", "A I E", "page 2 has no text, only a picture of it"},
		{"pictures", "A I I E I", "pages 2-3, 5 have no text, only pictures of it"},
		{"empty_page", "A E", ""},
		{"beyond_the_edge", "A W", "3 lines run off the page: what would stand beyond its edge is not in the PDF"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kids := strings.NewReplacer(
				"A", "<</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
				"I", "<</Type/Page/Contents 6 0 R/Resources<</XObject<</X 7 0 R>>>>>>",
				"E", "<</Type/Page/Contents 8 0 R>>",
				"W", "<</Type/Page/MediaBox[0 0 200 800]/Contents 9 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
			).Replace(tt.kids)
			line := "(We collect your name and your address and more.) Tj T* "
			p := readOne(t, "p.pdf", pdfOf("/Type/Pages/Kids["+kids+"]", stream(text), "", stream("/X Do"), "<</Subtype/Image>>stream\nendstream", stream(" "),
				stream("BT /F1 12 Tf 14 TL 20 700 Td "+line+line+line+"ET")))
			got := ""
			if len(p.NotRead) > 0 {
				got = p.NotRead[0].Why
			}
			if got != tt.want {
				t.Errorf("not read: %q, want %q", got, tt.want)
			}
		})
	}
}

// TestPDFTables reads tables as programs set them.
func TestPDFTables(t *testing.T) {
	at := func(x, y float64, text string) string {
		return fmt.Sprintf("BT /F1 10 Tf %g %g Td (%s) Tj ET ", x, y, text)
	}
	head := at(50, 760, "Privacy policy: third party software in our application") + at(50, 700, "SDK") + at(150, 700, "Purpose") + at(300, 700, "Privacy policy")
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{"no_borders", head + at(50, 680, "Bugly") + at(150, 680, "crash reports") + at(300, 680, "https://bugly.qq.com/") + at(50, 660, "JPush") + at(150, 660, "messages") + at(300, 660, "https://www.jiguang.cn/"),
			[]string{"Bugly crash reports https://bugly.qq.com/", "JPush messages https://www.jiguang.cn/"}},
		{"no_borders_middle_aligned", head + at(50, 664, "Bugly") + at(150, 670, "reports of crashes and of") + at(150, 658, "slow pages") + at(300, 664, "https://bugly.qq.com/") + at(50, 630, "JPush") + at(150, 630, "messages") + at(300, 630, "https://www.jiguang.cn/"),
			[]string{"Bugly reports of crashes and of slow pages https://bugly.qq.com/", "JPush messages https://www.jiguang.cn/"}},
		{"address_broken_in_a_cell", head + at(50, 668, "Bugly") + at(150, 668, "crash reports") + at(300, 674, "https://privacy.qq.com/docu") + at(300, 662, "ment/preview") + at(50, 636, "JPush") + at(150, 636, "messages") + at(300, 636, "https://www.jiguang.cn/cn"),
			[]string{"Bugly crash reports https://privacy.qq.com/document/preview"}},
		{"rows_of_bars", at(50, 760, "Privacy policy: third party software in our application") + at(50, 700, "SDK | Purpose | Privacy policy") + at(50, 686, "Bugly | crash reports | https://bugly.qq.com/") + at(50, 672, "JPush | messages | https://www.jiguang.cn/"),
			[]string{"Bugly crash reports https://bugly.qq.com/", "JPush messages https://www.jiguang.cn/"}},
		{"list_is_no_table", at(50, 760, "Privacy policy: what we do with your data") + at(50, 700, "1.") + at(80, 700, "We keep your name") + at(50, 686, "2.") + at(80, 686, "We delete your name"),
			[]string{"1. We keep your name", "2. We delete your name"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := readOne(t, "p.pdf", forge.PDF(tt.content))
			for _, w := range tt.want {
				if text := p.Documents[0].Text; !strings.Contains("\n"+text, "\n"+w+"\n") {
					t.Errorf("%q is no line of:\n%s", w, text)
				}
			}
		})
	}
}

func TestPDFListWithDrawnMarks(t *testing.T) {
	p := readOne(t, "p.pdf", forge.PDF("BT /F1 12 Tf 50 700 Td (Privacy policy: the permissions that the application asks for on the device) Tj ET "+
		"40 663 4 4 re f BT /F1 12 Tf 55 660 Td (Camera: to scan the code that stands on the back of the meter in the house) Tj ET "+
		"40 648 4 4 re f BT /F1 12 Tf 55 645 Td (Location: to find meters) Tj ET"))
	if text := p.Documents[0].Text; !strings.Contains(text, "Camera: to scan the code that stands on the back of the meter in the house\nLocation: to find meters\n") {
		t.Errorf("the items were joined:\n%s", text)
	}
}
