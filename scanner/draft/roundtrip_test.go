package draft_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/draft"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
)

const (
	fixtures = "../../fixtures"
	shared   = "../../../shared/policies"
)

// TestRoundTrip appends what is missing to a policy and checks again: of all
// the draft is about, exactly the blanks it marked are left; and nothing is
// left once they are filled in.
func TestRoundTrip(t *testing.T) {
	for app, langs := range map[string][]string{"solar.apk": {"", "en", "zh"}, "solar-renamed.apk": {""}, "plain.apk": {""}} {
		for _, doc := range documents(t) {
			for _, lang := range langs {
				t.Run(strings.Join([]string{app, filepath.Base(doc), "lang", lang}, "_"), func(t *testing.T) { roundTrip(t, app, doc, lang) })
			}
		}
	}
}

func documents(t *testing.T) []string {
	t.Helper()
	var docs []string
	for _, pattern := range []string{fixtures + "/policies/*.*", shared + "/*.txt"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, found...)
	}
	docs = slices.DeleteFunc(docs, func(d string) bool { return filepath.Base(d) == "README.md" })
	if _, err := os.Stat(shared); err != nil {
		t.Log("the real policies are skipped: there is no shared folder beside the checkout")
	}
	return docs
}

func roundTrip(t *testing.T, app, doc, lang string) {
	text, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	o := draft.Options{Lang: lang, OnlyMissing: true}
	before := check(t, app, doc, text)
	drafted := both(t, before, o)
	want := blanks(t, drafted, o)
	if n := strings.Count(drafted, "[to fill in]") + strings.Count(drafted, "【待填写】"); n != len(want) {
		t.Errorf("%d blanks are marked, %d are read as missing: %v", n, len(want), want)
	}
	if got := lacking(check(t, app, doc, appended(doc, text, drafted))); !slices.Equal(got, want) {
		t.Errorf("left is %v,\nmarked was %v\n%s", got, want, drafted)
	}
	filled := strings.NewReplacer("[to fill in]", "to scan the bar code of a device: IMEI", "【待填写】", "扫描设备条形码：IMEI").Replace(drafted)
	if got := lacking(check(t, app, doc, appended(doc, text, filled))); len(got) > 0 {
		t.Errorf("after all was filled in, %v is left\n%s", got, filled)
	}
}

// both drafts what is missing of permissions and SDKs.
func both(t *testing.T, r *report.Report, o draft.Options) string {
	t.Helper()
	var b bytes.Buffer
	for _, write := range []func() ([]draft.Note, error){
		func() ([]draft.Note, error) { return draft.Permissions(&b, r, database(t), o) },
		func() ([]draft.Note, error) { return draft.SDKList(&b, r, database(t), o) },
	} {
		b.WriteString("\n\n")
		if _, err := write(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func appended(doc string, text []byte, drafted string) []byte {
	if strings.HasPrefix(filepath.Base(doc), "gb18030") {
		out, err := simplifiedchinese.GB18030.NewEncoder().String(drafted)
		if err != nil {
			panic(err)
		}
		drafted = out
	}
	return append(slices.Clone(text), drafted...)
}

func check(t *testing.T, app, doc string, text []byte) *report.Report {
	t.Helper()
	f, err := os.Open(filepath.Join(fixtures, "apps", app))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	o, err := scanner.DefaultOptions()
	if err != nil {
		t.Fatal(err)
	}
	r, err := scanner.Check(context.Background(), scanner.App{Path: app, File: f, Size: info.Size()}, []scanner.Document{{Path: doc, Data: text}}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// drafts lists the rules whose findings a draft answers.
var drafts = strings.Fields(`permission/undisclosed permission/broader permission/purpose permission/refusal permission/consent
	sdk/undisclosed sdk/purpose sdk/scope sdk/institution sdk/method sdk/website sdk/field sdk/scope-understated data/undisclosed`)

// lacking lists the findings a draft answers. Items that code of unknown
// origin reads are no party's to name until a person has found out whose it is.
func lacking(r *report.Report) []string {
	var out []string
	for _, f := range r.Findings {
		if slices.Contains(drafts, f.Rule) && (f.Party == nil || *f.Party != privacy.PartyUnknown) {
			out = append(out, f.Rule+" "+f.Subject.ID)
		}
	}
	slices.Sort(out)
	return out
}

// blanks lists the findings the marks of a draft stand for.
func blanks(t *testing.T, drafted string, o draft.Options) []string {
	t.Helper()
	if strings.TrimSpace(drafted) == "" {
		return nil
	}
	o.Format = draft.Markdown
	if strings.HasPrefix(strings.TrimSpace(drafted), "<") {
		o.Format = draft.HTML
	}
	p := readBack(t, []byte(drafted), o)
	var out []string
	for _, s := range p.Permissions {
		if s.Purpose.State != policy.Stated {
			out = append(out, "permission/purpose "+string(s.Group))
		}
		if s.Refusal.State != policy.Stated {
			out = append(out, "permission/refusal "+string(s.Group))
		}
	}
	for _, row := range p.SDKs {
		for rule, missing := range map[string]bool{"sdk/purpose": row.Purpose == nil, "sdk/scope": row.Scope == nil, "sdk/method": row.Method == nil,
			"sdk/institution": row.Institution == nil, "sdk/website": row.Website == nil && row.PrivacyURL == nil} {
			if missing {
				out = append(out, rule+" "+*row.ID)
			}
		}
	}
	slices.Sort(out)
	return out
}
