package draft_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/draft"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// vendorFacts is a small database: a part and its umbrella, and an SDK of which
// both the vendor and others name what it takes.
const vendorFacts = `sdks:
- id: acme
  name: Acme SDK
  en: [Acme SDK]
  zh: [极点SDK]
  vendor:
    en: ["Acme Ltd."]
    zh: [极点有限公司]
  website: https://acme.example/
  privacyUrl: https://acme.example/privacy
  categories: [analytics]
  from: [hand]
  items:
    gaid: hand
    location: dcloud
- id: suite
  name: Suite SDK
  en: [Suite SDK]
  categories: [library]
  from: [hand]
- id: suite-pay
  name: Suite Pay
  en: [Suite Pay]
  parent: suite
  categories: [payment]
  from: [hand]
`

func smallDB(t *testing.T) *sdkdb.DB {
	t.Helper()
	db, err := database(t).With(fstest.MapFS{"acme.yaml": {Data: []byte(vendorFacts)}}, "test")
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func found(id string, categories ...string) report.SDK {
	return report.SDK{Match: sdkdb.Match{ID: id, Name: id, Categories: categories, Confidence: sdkdb.Certain, Use: sdkdb.Called}}
}

func read(item privacy.Item, party privacy.Party) usage.Item {
	return usage.Item{Item: item, Party: party, Strength: privacy.Read}
}

// rowsOf drafts an SDK list in Markdown and returns its rows cell by cell.
func rowsOf(t *testing.T, r *report.Report, o draft.Options) (rows [][]string, notes []draft.Note) {
	t.Helper()
	var b bytes.Buffer
	notes, err := draft.SDKList(&b, r, smallDB(t), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if strings.HasPrefix(line, "|") {
			rows = append(rows, strings.Split(strings.Trim(line, "| "), " | "))
		}
	}
	return rows[min(2, len(rows)):], notes
}

func TestSDKListWithoutPolicy(t *testing.T) {
	r := &report.Report{SDKs: []report.SDK{found("acme", "analytics"), found("suite"), found("suite-pay", "payment"), found("other")}}
	r.SDKs[3].Confidence = sdkdb.Candidate
	r.Items = []usage.Item{read("android_id", "acme"), read("imei", "suite"), read("camera", "suite-pay")}
	r.Items[2].Permissions = []string{"android.permission.CAMERA"}
	rows, notes := rowsOf(t, r, draft.Options{Lang: "en"})
	want := [][]string{
		{"Acme SDK", "to count and analyse how the app is used", "read on the device by the SDK built into the app", "Android ID; according to its provider also: Google Advertising ID",
			"Acme Ltd.", "<https://acme.example/>", "<https://acme.example/privacy>"},
		{"Suite Pay", "to pay within the app", "read on the device by the SDK built into the app", "IMEI", "[to fill in]", "[to fill in]", "—"},
	}
	compareRows(t, rows, want)
	wantNotes(t, notes, "Suite Pay: fill in Affiliated institution, Official website", "Acme SDK: the institution was not checked",
		"Acme SDK: lists by others also name location information", "other may be in the app")
}

func TestSDKListInBothLanguages(t *testing.T) {
	r := &report.Report{SDKs: []report.SDK{found("acme", "analytics")}}
	rows, _ := rowsOf(t, r, draft.Options{Lang: "both"})
	compareRows(t, rows, [][]string{{"极点SDK Acme SDK", "统计和分析应用的使用情况 to count and analyse how the app is used", "通过应用内集成的 SDK through the SDK built into the app",
		"据提供方说明还包括： according to its provider also: 谷歌广告ID Google Advertising ID", "极点有限公司 Acme Ltd.", "<https://acme.example/>", "<https://acme.example/privacy>"}})
}

func quoted(line int, text, lang string) []evidence.Quote {
	return []evidence.Quote{{Document: "p.md", Line: line, Text: text, Lang: lang}}
}

func field(text string) *policy.Field {
	return &policy.Field{Text: text, Quotes: quoted(9, text, "en")}
}

func sdkFinding(rule, id string, quotes []evidence.Quote) disclosure.Finding {
	return disclosure.Finding{Rule: rule, Subject: disclosure.Subject{Kind: disclosure.SubjectSDK, ID: id, Name: id}, State: disclosure.Fail, Quotes: quotes}
}

// partlyDisclosed is an app with two SDKs, of which the policy has a row for
// one, without purpose and with too small a scope, and a row for another SDK.
func partlyDisclosed() *report.Report {
	acme, gone := "acme", "bugly"
	row := policy.SDK{Name: "ACME kit", ID: &acme, Quotes: quoted(5, "ACME kit", "en"), Method: field("inside the app"),
		Scope: &policy.Scope{Text: "Android ID", Items: []privacy.Item{"android_id"}}, Institution: field("Acme Holding")}
	old := policy.SDK{Name: "Bugly", ID: &gone, Quotes: quoted(6, "Bugly", "en"), Purpose: field("crashes")}
	return &report.Report{
		SDKs:   []report.SDK{found("acme", "analytics"), found("suite-pay", "payment")},
		Items:  []usage.Item{read("android_id", "acme"), read("imei", "acme")},
		Policy: &policy.Policy{Languages: []string{"en"}, SDKs: []policy.SDK{row, old}},
		Findings: []disclosure.Finding{sdkFinding("sdk/undisclosed", "suite-pay", nil), sdkFinding("sdk/purpose", "acme", row.Quotes),
			sdkFinding("sdk/scope-understated", "acme", row.Quotes), sdkFinding("sdk/not-found", "bugly", old.Quotes)},
	}
}

func TestSDKListKeepsAndCompletesRows(t *testing.T) {
	acme := []string{"ACME kit", "to count and analyse how the app is used", "inside the app", "Android ID; also: IMEI", "Acme Holding", "<https://acme.example/>", "<https://acme.example/privacy>"}
	pay := []string{"Suite Pay", "to pay within the app", "through the SDK built into the app", "[to fill in]", "[to fill in]", "[to fill in]", "—"}
	t.Run("only_missing", func(t *testing.T) {
		rows, _ := rowsOf(t, partlyDisclosed(), draft.Options{OnlyMissing: true})
		compareRows(t, rows, [][]string{acme, pay})
	})
	t.Run("all", func(t *testing.T) {
		rows, notes := rowsOf(t, partlyDisclosed(), draft.Options{})
		if len(rows) != 3 || !slices.Equal(rows[0], acme) || rows[1][0] != "Bugly" || rows[1][1] != "crashes" || !slices.Equal(rows[2], pay) {
			t.Errorf("rows %q", rows)
		}
		wantNotes(t, notes, "bugly was not found in the app")
	})
	t.Run("known_findings_ask_for_nothing", func(t *testing.T) {
		r := partlyDisclosed()
		for i := range r.Findings {
			r.Findings[i].Baseline = disclosure.Known
		}
		if rows, _ := rowsOf(t, r, draft.Options{OnlyMissing: true}); len(rows) > 0 {
			t.Errorf("rows %q", rows)
		}
	})
}

func TestSDKListAsksWhatTheProfileAsks(t *testing.T) {
	r := &report.Report{Profile: "china", SDKs: []report.SDK{found("suite-pay", "payment")}}
	rows, _ := rowsOf(t, r, draft.Options{})
	if len(rows) != 1 || len(rows[0]) != 10 || rows[0][6] != "[to fill in]" {
		t.Errorf("rows %q", rows)
	}
}

func TestDenialsAreLeftToAPerson(t *testing.T) {
	r := &report.Report{SDKs: []report.SDK{found("acme")}, Policy: &policy.Policy{}, Findings: []disclosure.Finding{sdkFinding("sdk/denied", "acme", quoted(12, "no SDKs", "en"))}}
	rows, notes := rowsOf(t, r, draft.Options{OnlyMissing: true})
	if len(rows) > 0 {
		t.Errorf("rows %q", rows)
	}
	wantNotes(t, notes, "Acme SDK: the policy says otherwise on line 12")
}

func TestOptionsAreChecked(t *testing.T) {
	for name, o := range map[string]draft.Options{"language": {Lang: "fr"}, "format": {Format: "docx"}, "only missing without a policy": {OnlyMissing: true}} {
		var b bytes.Buffer
		if _, err := draft.SDKList(&b, &report.Report{}, smallDB(t), o); err == nil || b.Len() > 0 {
			t.Errorf("%s: error %v, %d bytes", name, err, b.Len())
		}
	}
}

func compareRows(t *testing.T, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d: %q", len(got), len(want), got)
	}
	for i := range want {
		for c := range want[i] {
			if c >= len(got[i]) || got[i][c] != want[i][c] {
				t.Errorf("row %d, cell %d: %q\nwant %q", i, c, got[i], want[i][c])
			}
		}
	}
}

func wantNotes(t *testing.T, notes []draft.Note, want ...string) {
	t.Helper()
	for _, w := range want {
		if !slices.ContainsFunc(notes, func(n draft.Note) bool { return strings.Contains(n.EN, w) }) {
			t.Errorf("no note %q in %v", w, notes)
		}
	}
}

// TestAnUmbrellaInUseHasItsOwnRow drafts a part that is only present beside its
// umbrella: each gets a row, and what the umbrella reads stands in its own.
func TestAnUmbrellaInUseHasItsOwnRow(t *testing.T) {
	part := found("suite-pay", "payment")
	parent := "suite"
	part.Parent = &parent
	for _, c := range []struct {
		name string
		use  sdkdb.Use
		want string // how the rows of the draft begin
	}{
		{"a_part_in_use_speaks_for_it", sdkdb.Called, "| Suite Pay |"},
		{"a_part_that_is_only_present", sdkdb.Present, "| Suite SDK | | Suite Pay |"},
	} {
		t.Run(c.name, func(t *testing.T) {
			part.Use = c.use
			r := &report.Report{SDKs: []report.SDK{found("suite", "library"), part},
				Items: []usage.Item{{Item: "android_id", Party: "suite", Strength: privacy.Read, Evidence: []evidence.Seen{{Kind: evidence.Method, Value: "x", Where: "y", Count: 1}}}}}
			var b bytes.Buffer
			if _, err := draft.SDKList(&b, r, smallDB(t), draft.Options{Lang: "en"}); err != nil {
				t.Fatal(err)
			}
			var rows []string
			for _, line := range strings.Split(b.String(), "\n") {
				if name, rest, ok := strings.Cut(strings.TrimPrefix(line, "| "), " |"); ok && strings.HasPrefix(name, "Suite") {
					rows = append(rows, "| "+name+" |")
					if reads := strings.Contains(rest, "Android ID"); reads != (name == "Suite SDK" || c.use == sdkdb.Called) {
						t.Errorf("%s names what the umbrella reads: %v", name, reads)
					}
				}
			}
			if got := strings.Join(rows, " "); got != c.want {
				t.Errorf("rows %s, want %s\n%s", got, c.want, b.String())
			}
		})
	}
}
