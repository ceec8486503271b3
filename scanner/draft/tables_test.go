package draft_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/draft"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/sdkdb"
)

// forms are the languages and formats every draft comes in.
var forms = []draft.Options{
	{Lang: "en", Format: draft.Markdown}, {Lang: "zh", Format: draft.Markdown}, {Lang: "both", Format: draft.Markdown},
	{Lang: "en", Format: draft.HTML}, {Lang: "zh", Format: draft.HTML}, {Lang: "both", Format: draft.HTML},
}

func database(t *testing.T) *sdkdb.DB {
	t.Helper()
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// readBack reads a draft as a policy.
func readBack(t *testing.T, text []byte, o draft.Options) *policy.Policy {
	t.Helper()
	path := "draft.md"
	if o.Format == draft.HTML {
		path = "draft.html"
	}
	p, err := policy.Read([]policy.Source{{Path: path, Data: text}}, database(t), policy.DefaultLimits())
	if err != nil {
		t.Fatalf("the draft cannot be read: %v\n%s", err, text)
	}
	return p
}

// declares makes a report of an app that declares permissions.
func declares(names ...string) *report.Report {
	r := &report.Report{App: report.App{TargetSDK: 34}}
	for _, n := range names {
		g := privacy.GroupOf(n)
		r.Permissions = append(r.Permissions, report.Permission{Permission: app.Permission{Name: n, Group: &g, Declared: true, Effective: &app.APIRange{Min: 21}}})
	}
	return r
}

// TestEveryGroupIsReadBack drafts each permission that opens a disclosure
// group: readers must find the group named, its consent where Android asks,
// and nothing where the draft has a mark.
func TestEveryGroupIsReadBack(t *testing.T) {
	for _, o := range forms {
		t.Run(o.Lang+"_"+o.Format, func(t *testing.T) {
			for _, g := range privacy.Groups() {
				seen := 0
				for _, m := range privacy.LookupGroup(g).Members {
					if m.Kind != "permission" || m.Wider && len(m.NamesZH) == 0 || strings.HasPrefix(m.Value, "android.permission.health.") && seen > 5 {
						continue
					}
					seen++
					checkGroup(t, g, m, o)
				}
			}
		})
	}
}

func checkGroup(t *testing.T, g privacy.Group, m privacy.GroupMember, o draft.Options) {
	t.Helper()
	var b bytes.Buffer
	if _, err := draft.Permissions(&b, declares(m.Value), database(t), o); err != nil {
		t.Fatal(err)
	}
	if b.Len() == 0 {
		if !m.Wider {
			t.Errorf("%s: nothing was written", m.Value)
		}
		return
	}
	p := readBack(t, b.Bytes(), o)
	for _, s := range p.Permissions {
		if s.Group != g {
			t.Errorf("%s: the draft also names %s:\n%s", m.Value, s.Group, b.Bytes())
		}
	}
	i := slices.IndexFunc(p.Permissions, func(s policy.Permission) bool { return s.Group == g })
	if i < 0 {
		t.Errorf("%s: the draft does not name %s:\n%s", m.Value, g, b.Bytes())
		return
	}
	asked := m.Access == privacy.KindRuntime || m.Access == privacy.KindSpecial
	s := p.Permissions[i]
	switch {
	case s.Named.State != policy.Stated, s.Purpose.State != policy.Missing:
		t.Errorf("%s: named %s, purpose %s", m.Value, s.Named.State, s.Purpose.State)
	case asked && (s.Refusal.State != policy.Missing || s.Consent.State != policy.Stated):
		t.Errorf("%s: refusal %s, consent %s", m.Value, s.Refusal.State, s.Consent.State)
	case m.Wider && !slices.Contains(s.Wider, m.Value):
		t.Errorf("%s: the wider form is not named:\n%s", m.Value, b.Bytes())
	}
}

// TestGroupsKnownFromComponents drafts the groups that a component of the
// manifest opens, of which only findings tell.
func TestGroupsKnownFromComponents(t *testing.T) {
	for _, g := range privacy.Groups() {
		if !slices.ContainsFunc(privacy.LookupGroup(g).Members, func(m privacy.GroupMember) bool { return m.Kind != "permission" && !m.Wider }) {
			continue
		}
		for _, o := range forms[:3] {
			t.Run(string(g)+"_"+o.Lang, func(t *testing.T) {
				r := &report.Report{Policy: &policy.Policy{}, Findings: []disclosure.Finding{
					{Rule: "permission/undisclosed", Subject: disclosure.Subject{Kind: disclosure.SubjectPermission, ID: string(g)}}}}
				var b bytes.Buffer
				if _, err := draft.Permissions(&b, r, database(t), o); err != nil {
					t.Fatal(err)
				}
				p := readBack(t, b.Bytes(), o)
				if len(p.Permissions) != 1 || p.Permissions[0].Group != g || p.Permissions[0].Purpose.State != policy.Missing {
					t.Errorf("read back as %+v\n%s", p.Permissions, b.Bytes())
				}
			})
		}
	}
}

// TestEverySDKIsReadBack drafts a row for each SDK of the database: readers
// must find it by its id, with every field but those that have a mark.
func TestEverySDKIsReadBack(t *testing.T) {
	db := database(t)
	for _, o := range append(slices.Clone(forms[:3]), forms[5]) {
		t.Run(o.Lang+"_"+o.Format, func(t *testing.T) {
			for _, s := range db.All() {
				// An entry without names and classes is one no policy can name.
				if s.Kind == sdkdb.KindSDK && len(s.NamesEN)+len(s.NamesZH)+len(s.NamesWord)+len(s.NamesWeak)+len(s.Classes) > 0 {
					checkSDK(t, db, s, o)
				}
			}
		})
	}
}

func checkSDK(t *testing.T, db *sdkdb.DB, s *sdkdb.SDK, o draft.Options) {
	t.Helper()
	r := &report.Report{SDKs: []report.SDK{{Match: sdkdb.Match{ID: s.ID, Name: s.Name, Categories: s.Categories, Confidence: sdkdb.Certain, Use: sdkdb.Called}}}}
	var b bytes.Buffer
	if _, err := draft.SDKList(&b, r, db, o); err != nil {
		t.Fatal(err)
	}
	p := readBack(t, b.Bytes(), o)
	if len(p.SDKs) != 1 || p.SDKs[0].ID == nil || *p.SDKs[0].ID != s.ID {
		t.Errorf("%s: read back as %+v\n%s", s.ID, p.SDKs, b.Bytes())
		return
	}
	row := p.SDKs[0]
	if row.Method == nil || row.Scope != nil {
		t.Errorf("%s: method %v, scope %v", s.ID, row.Method, row.Scope)
	}
	given := len(s.Vendor.EN)+len(s.Vendor.ZH) > 0
	if (row.Institution != nil) != given {
		t.Errorf("%s: institution %v", s.ID, row.Institution)
	}
	if (row.Website != nil) != (s.Website != "") || row.Website != nil && row.Website.Text != s.Website {
		t.Errorf("%s: website %v, want %s", s.ID, row.Website, s.Website)
	}
	if (row.PrivacyURL != nil) != (s.PrivacyURL != "") || row.PrivacyURL != nil && row.PrivacyURL.Text != s.PrivacyURL {
		t.Errorf("%s: privacy policy %v, want %s", s.ID, row.PrivacyURL, s.PrivacyURL)
	}
}
