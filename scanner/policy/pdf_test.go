package policy

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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
		{"encrypted", nil, Damaged},
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
			p := readOne(t, "p.pdf", pdf(head+tt.content))
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
