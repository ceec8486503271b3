package draft_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/draft"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/sdkdb"
)

// hostile are texts that act on what stands around them.
var hostile = []string{
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a | b | c", "x](javascript:alert(1))", "[x](http://evil.example)", "![x](http://evil.example)",
	"`code` **bold** _under_ ~~gone~~", "\x1b[31mred\x1b[0m", "left\u202eright\u2066", "zero\u200bwidth", "two\nlines\r\n# heading", "&lt;b&gt; &#60;", `\`, "javascript:alert(1)",
	"https://evil.example/\"><script>", "https://evil.example/<b>|x", "\xff\xfe bytes", strings.Repeat("long", 1<<18), "- item", "# heading", "--- | ---",
}

// TestHostileTextIsInert puts hostile text wherever a draft takes over text.
func TestHostileTextIsInert(t *testing.T) {
	for _, h := range hostile {
		for _, o := range forms {
			t.Run(o.Lang+"_"+o.Format+"_"+strings.ToValidUTF8(h[:min(len(h), 20)], "?"), func(t *testing.T) {
				r := hostileReport(h)
				checkInert(t, o, func(b *bytes.Buffer) ([]draft.Note, error) { return draft.SDKList(b, r, database(t), o) }, 2)
				checkInert(t, o, func(b *bytes.Buffer) ([]draft.Note, error) { return draft.Permissions(b, r, database(t), o) }, 1)
			})
		}
	}
}

// hostileReport has a row of the policy, an SDK no database knows and a
// permission, all full of one text.
func hostileReport(h string) *report.Report {
	field := &policy.Field{Text: h, Quotes: []evidence.Quote{{Text: h, Lang: "en"}}}
	group := disclosure.Subject{Kind: disclosure.SubjectSDK, ID: h, Name: h}
	r := declares("android.permission.CAMERA", h)
	r.Permissions = append(r.Permissions, report.Permission{Permission: app.Permission{Name: h, Declared: true, Effective: &app.APIRange{}}})
	r.SDKs = []report.SDK{{Match: sdkdb.Match{ID: h, Name: h, Vendor: h, Website: h, Categories: []string{h}, Confidence: sdkdb.Certain}}}
	r.Findings = []disclosure.Finding{{Rule: "sdk/undisclosed", Subject: group}}
	r.App.NotRead = []evidence.NotRead{{What: h, Why: h}}
	r.Policy = &policy.Policy{
		SDKs: []policy.SDK{{Name: h, Purpose: field, Method: field, Scope: &policy.Scope{Text: h}, Institution: field, Website: field, PrivacyURL: field}},
		Permissions: []policy.Permission{{Group: "camera", Named: policy.Statement{State: policy.Stated}, Purpose: policy.Purpose{State: policy.Stated, Text: h, Quotes: field.Quotes},
			Refusal: policy.ScopedStatement{State: policy.Stated, Text: h}, Consent: policy.ScopedStatement{State: policy.Stated, Text: h}}},
	}
	return r
}

func checkInert(t *testing.T, o draft.Options, write func(*bytes.Buffer) ([]draft.Note, error), rows int) {
	t.Helper()
	var b bytes.Buffer
	if _, err := write(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if len(text) > 1<<16 {
		t.Errorf("the draft has %d bytes", len(text))
	}
	acts := []string{"<script", "<img", "<b>", "\x1b", "\u202e", "\u2066", "\u200b", `href="java`, "\xff"}
	if o.Format == draft.Markdown {
		acts = append(acts, "](http", "](java")
	}
	for _, bad := range acts {
		if strings.Contains(strings.ReplaceAll(text, `\]`, ""), bad) {
			t.Errorf("%q stands in the draft:\n%.2000s", bad, text)
		}
	}
	if o.Format == draft.HTML {
		if n := strings.Count(text, "<tr>"); n != rows+1 {
			t.Errorf("%d rows, want %d with the header:\n%.2000s", n, rows+1, text)
		}
		return
	}
	pipes := 0
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "|") {
			pipes++
			columns := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
			if columns != 5 && columns != 8 {
				t.Errorf("%d borders in %.300s", columns, line)
			}
		} else if strings.HasPrefix(line, "# ") {
			t.Errorf("a heading got in: %s", line)
		}
	}
	if pipes != rows+2 {
		t.Errorf("%d lines of the table, want %d:\n%.2000s", pipes, rows+2, text)
	}
}
