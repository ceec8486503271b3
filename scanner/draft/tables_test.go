package draft_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner"
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
	reading := scanner.BareOptions()
	reading.DB = database(t)
	p, err := scanner.ReadPolicy([]scanner.Document{{Path: path, Data: text}}, reading)
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
// manifest opens: for a policy that lacks them, and without a policy.
func TestGroupsKnownFromComponents(t *testing.T) {
	for _, g := range privacy.Groups() {
		i := slices.IndexFunc(privacy.LookupGroup(g).Members, func(m privacy.GroupMember) bool { return m.Kind != "permission" && !m.Wider })
		if i < 0 {
			continue
		}
		member := privacy.LookupGroup(g).Members[i]
		guards := []report.Guard{{Group: g, Kind: member.Kind, Value: member.Value, Component: "com.example.app.Part", Opens: true}}
		lacking := &report.Report{App: report.App{Guards: guards}, Policy: &policy.Policy{}, Findings: []disclosure.Finding{
			{Rule: "permission/undisclosed", Subject: disclosure.Subject{Kind: disclosure.SubjectPermission, ID: string(g)}}}}
		for _, o := range forms[:3] {
			t.Run(string(g)+"_"+o.Lang, func(t *testing.T) {
				var b, alone bytes.Buffer
				if _, err := draft.Permissions(&alone, &report.Report{App: report.App{Guards: guards}}, database(t), o); err != nil {
					t.Fatal(err)
				}
				r := lacking
				if _, err := draft.Permissions(&b, r, database(t), o); err != nil {
					t.Fatal(err)
				}
				p := readBack(t, b.Bytes(), o)
				if len(p.Permissions) != 1 || p.Permissions[0].Group != g || p.Permissions[0].Purpose.State != policy.Missing {
					t.Errorf("read back as %+v\n%s", p.Permissions, b.Bytes())
				}
				if alone.String() != b.String() {
					t.Errorf("without a policy the draft reads\n%s\nwith one that lacks the group\n%s", alone.String(), b.String())
				}
			})
		}
	}
}

// TestComponentsThatAreToldNothing leaves groups out that no component opens.
func TestComponentsThatAreToldNothing(t *testing.T) {
	r := &report.Report{App: report.App{Guards: []report.Guard{{Group: "autostart", Kind: "receiver-action",
		Value: "android.intent.action.BOOT_COMPLETED", Component: "com.example.app.Boot"}}}}
	var b bytes.Buffer
	if _, err := draft.Permissions(&b, r, database(t), forms[0]); err != nil || b.Len() > 0 {
		t.Errorf("wrote %q, %v", b.String(), err)
	}
}

// TestEverySDKIsReadBack drafts a list of all SDKs of the database: readers
// must find each by its id, with every field but those that have a mark.
func TestEverySDKIsReadBack(t *testing.T) {
	db := database(t)
	var parts, umbrellas []*sdkdb.SDK // an umbrella has no row beside its parts
	for _, s := range db.All() {
		isUmbrella := slices.ContainsFunc(db.All(), func(o *sdkdb.SDK) bool { return o.Parent == s.ID })
		// An entry without names and classes is one no policy can name.
		nameless := len(s.NamesEN)+len(s.NamesZH)+len(s.NamesWord)+len(s.NamesWeak)+len(s.Classes) == 0
		switch {
		case s.Kind != sdkdb.KindSDK || nameless:
		case isUmbrella:
			umbrellas = append(umbrellas, s)
		default:
			parts = append(parts, s)
		}
	}
	for _, o := range forms {
		t.Run(o.Lang+"_"+o.Format, func(t *testing.T) {
			checkSDKs(t, parts, o)
			for _, s := range umbrellas {
				checkSDKs(t, []*sdkdb.SDK{s}, o)
			}
		})
	}
}

func checkSDKs(t *testing.T, sdks []*sdkdb.SDK, o draft.Options) {
	t.Helper()
	r := &report.Report{}
	for _, s := range sdks {
		r.SDKs = append(r.SDKs, report.SDK{Match: sdkdb.Match{ID: s.ID, Name: s.Name, Categories: s.Categories, Confidence: sdkdb.Certain, Use: sdkdb.Called}})
	}
	var b bytes.Buffer
	if _, err := draft.SDKList(&b, r, database(t), o); err != nil {
		t.Fatal(err)
	}
	p := readBack(t, b.Bytes(), o)
	if len(p.SDKs) != len(sdks) {
		t.Fatalf("%d SDKs are read back as %d rows\n%.2000s", len(sdks), len(p.SDKs), b.Bytes())
	}
	for i, s := range sdks {
		checkRow(t, s, p.SDKs[i])
	}
}

func checkRow(t *testing.T, s *sdkdb.SDK, row policy.SDK) {
	t.Helper()
	if row.ID == nil || *row.ID != s.ID {
		t.Errorf("%s: read back as %+v", s.ID, row)
	}
	if row.Method == nil || row.Scope != nil {
		t.Errorf("%s: method %v, scope %v", s.ID, row.Method, row.Scope)
	}
	for field, f := range map[string]struct {
		row  *policy.Field
		want string
	}{"website": {row.Website, s.Website}, "privacyUrl": {row.PrivacyURL, s.PrivacyURL}} {
		if (f.row != nil) != (f.want != "") || f.row != nil && f.row.Text != f.want {
			t.Errorf("%s: %s is %v, want %q", s.ID, field, f.row, f.want)
		}
	}
	if given := len(s.Vendor.EN)+len(s.Vendor.ZH) > 0; (row.Institution != nil) != given {
		t.Errorf("%s: institution %v", s.ID, row.Institution)
	}
}
