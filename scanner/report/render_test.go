package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
)

var update = flag.Bool("update", false, "write the golden files anew")

func render(t testing.TB, format string, r *Report, opt Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, format, r, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden holds output against a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got, "%!") {
		t.Errorf("%s shows a verb that met another kind of value", path)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update writes it anew); first difference:\n%s", path, firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + strings.Join(w[min(i, len(w)):min(i+1, len(w))], "")
		}
	}
	return "want has more lines"
}

// scanned is the example without a policy.
func scanned(t testing.TB) *Report {
	r := exampleReport(t)
	r.Policy, r.Findings = nil, nil
	r.Summary = Summary{Permissions: PermissionSummary{Declared: 5, Sensitive: 4}, SDKs: SDKSummary{Found: 3}, Attributed: 1}
	return r
}

// settled is the example with nothing left to do or unseen.
func settled(t testing.TB) *Report {
	r := exampleReport(t)
	r.Findings, r.Unknown, r.App.Engines = nil, nil, nil
	r.Summary = Summary{Attributed: 1}
	return r
}

// withoutRuleTexts is the example with rules that no table describes, so that
// the golden file does not hold the words of the rules.
func withoutRuleTexts(t testing.TB) *Report {
	r := exampleReport(t)
	for i := range r.Findings {
		r.Findings[i].Rule = "example-" + r.Findings[i].Rule
	}
	return r
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		file, format string
		report       *Report
		opt          Options
	}{
		{"check.txt", "text", exampleReport(t), Options{}},
		{"check.zh.txt", "text", exampleReport(t), Options{Lang: "zh"}},
		{"check.both.txt", "text", exampleReport(t), Options{Lang: "both"}},
		{"check.quiet.txt", "text", exampleReport(t), Options{Quiet: true}},
		{"scan.txt", "text", scanned(t), Options{}},
		{"scan.all.txt", "text", scanned(t), Options{All: true}},
		{"settled.txt", "text", settled(t), Options{}},
		{"settled.quiet.txt", "text", settled(t), Options{Quiet: true}},
		{"check.json", "json", exampleReport(t), Options{}},
		{"check.sarif", "sarif", withoutRuleTexts(t), Options{}},
		{"check.md", "markdown", exampleReport(t), Options{}},
		{"scan.md", "markdown", scanned(t), Options{Lang: "both"}},
		{"check.csv", "csv", exampleReport(t), Options{}},
		{"check.html", "html", exampleReport(t), Options{}},
		{"scan.html", "html", scanned(t), Options{Lang: "zh"}},
	} {
		t.Run(c.file, func(t *testing.T) { golden(t, c.file, render(t, c.format, c.report, c.opt)) })
	}
	for file, opt := range map[string]Options{"policy.txt": {}, "policy.all.txt": {All: true}} {
		t.Run(file, func(t *testing.T) {
			var b bytes.Buffer
			if err := WritePolicyText(&b, fullPolicy(t), opt); err != nil {
				t.Fatal(err)
			}
			golden(t, file, b.String())
		})
	}
}

// fullPolicy is the example policy with everything else a policy can hold.
func fullPolicy(t testing.TB) *policy.Policy {
	p := examplePolicy(t)
	p.Permissions[2].Wider, p.Permissions[2].Narrow = []string{"android.permission.ACCESS_BACKGROUND_LOCATION"}, "approximate-only"
	p.Items = append(p.Items, policy.Item{Item: "location", Term: "location", Party: policy.First, Polarity: policy.NotPerformed, Action: policy.Collect, Quotes: on(t, "Location permission")})
	p.Denials = []policy.Denial{{Kind: policy.DeniesItem, ID: "location", Party: policy.First, Quotes: on(t, "Location permission")},
		{Kind: policy.DeniesAllSDKs, Quotes: on(t, "Third-party SDKs")}}
	p.Conflicts = []policy.Conflict{{About: "location", Quotes: append(on(t, "Location permission"), on(t, "To serve you better.")...)}}
	p.OpenEnded = on(t, "IMEI")
	p.Leftovers = []policy.Leftover{{Quote: on(t, "To serve you better.")[0], Mentions: []policy.Mention{
		{Kind: policy.MentionsSDK, ID: "alipay", Text: "serve"}, {Kind: policy.MentionsPermission, ID: "camera", Text: "serve"}, {Kind: policy.MentionsItem, ID: "imei", Text: "you"},
		{Kind: policy.MentionsField, ID: "purpose", Of: "alipay", Text: "To serve you better"}, {Kind: policy.MentionsField, ID: "refusal", Of: "camera", Text: "better"}}}}
	p.NotRead = []evidence.NotRead{{What: "docs/policy.txt lines 30–40", Why: "too long"}}
	p.SDKs[0].PrivacyURL = &policy.Field{Text: "https://www.tencent.com/privacy", Quotes: on(t, "https://open.weixin.qq.com/")}
	p.SDKs[0].Platforms = []string{"android"}
	return p
}

func TestSavedReportRendersTheSame(t *testing.T) {
	for name, r := range map[string]*Report{"check": exampleReport(t), "scan": scanned(t), "hostile": hostileReport(t), "empty": {}} {
		saved, err := Read(bytes.NewReader(writeJSON(t, r)))
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range Formats() {
			for _, lang := range []string{"en", "zh", "both"} {
				t.Run(name+"/"+format+"/"+lang, func(t *testing.T) {
					direct, again := render(t, format, r, Options{Lang: lang}), render(t, format, saved, Options{Lang: lang})
					if direct != again {
						t.Errorf("a saved report renders otherwise: %s", firstDifference(direct, again))
					}
				})
			}
		}
	}
}

// hostile is a name that would act on every format if it could.
const hostile = "<script>alert(1)</script>\x1b[2J\u202egnp=\"' onload='x' ](javascript:x) @everyone #1 |`${{7*7}} =cmd|' /C calc'!A0 \u0085\u2028\x00"

// hostileReport is the example with hostile text in every place that comes
// from the app or the document.
func hostileReport(t testing.TB) *Report {
	r := exampleReport(t)
	huge := strings.Repeat("好\u202e", 1<<13)   // 48 KB
	label := strings.Repeat("\u202e", 350_000) // 1 MB
	r.App.Label, r.App.Package, r.App.Path, r.App.VersionName = label, hostile, "dir/"+hostile+".apk", hostile
	r.App.Notes = []string{hostile, huge}
	r.App.Engines = []string{hostile}
	r.App.Packer = &disclosure.Packer{Name: hostile}
	r.App.NotRead = []evidence.NotRead{{What: hostile, Why: hostile}}
	r.Summary.NotRead = r.App.NotRead
	r.Permissions[0].Name, r.Permissions[1].Name, r.Permissions[1].Reason = hostile, huge, hostile
	r.Permissions[2].UsedBy = []Use{{Party: hostile, Evidence: []evidence.Seen{{Kind: evidence.Method, Value: huge, Where: hostile, Count: 3}}}}
	r.SDKs[2].Name, r.SDKs[2].Vendor, r.SDKs[2].Website, r.SDKs[2].Version = hostile, huge, "javascript:alert(1)", ptr(hostile)
	r.SDKs[2].Evidence[0].Value = hostile
	r.Unknown[0].Root = hostile
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Subject.Name, f.Message = hostile, disclosure.Text{EN: "The app names " + hostile, ZH: huge}
	}
	r.Findings[0].Evidence[0].Where = huge
	r.Findings[1].Subject.ID = hostile
	r.Findings[4].Rule = hostile
	r.Policy.Documents[0].Text = hostile + "\n" + policyText
	r.Policy.SDKs[1].Name = hostile
	r.Findings[3].Quotes = append(r.Findings[3].Quotes, evidence.Quote{Document: hostile, Line: 1 << 30, Text: hostile, Lang: "en"},
		evidence.Quote{Document: "docs/policy.txt", Line: 1, Text: "<script>alert(1)</script>", Lang: "en"})
	return r
}

func TestHostileNamesAreInert(t *testing.T) {
	r := hostileReport(t)
	for _, format := range Formats() {
		for _, lang := range []string{"en", "zh", "both"} {
			t.Run(format+"/"+lang, func(t *testing.T) {
				out := render(t, format, r, Options{Lang: lang})
				if i := strings.IndexFunc(out, func(c rune) bool { return c != '\n' && c != '\t' && hidden(c) || c == unicode.ReplacementChar }); i >= 0 {
					t.Errorf("a hidden character stands at byte %d: %q", i, out[i:min(len(out), i+20)])
				}
				if format != "text" && format != "csv" && strings.Contains(out, "<script>alert") {
					t.Error("<script> stands there raw")
				}
				if limit := 400 << 10; format != "json" && len(out) > limit {
					t.Errorf("%d bytes, want names cut so that it stays under %d", len(out), limit)
				}
			})
		}
	}
}

func TestRenderNamesTheFormats(t *testing.T) {
	err := Render(&bytes.Buffer{}, "pdf", &Report{}, Options{})
	if err == nil || !strings.Contains(err.Error(), "text, json, sarif, html, markdown, csv") {
		t.Errorf("Render = %v, want an error that lists the formats", err)
	}
}

func TestEveryFormatTellsWhatCouldNotBeSeen(t *testing.T) {
	r := exampleReport(t)
	r.Summary.NotRead = []evidence.NotRead{{What: "classes2.dex", Why: "cut off"}}
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			out := render(t, format, r, Options{})
			wants := []string{"classes2.dex", "7 classes stand in trees nobody is known for"}
			if format == "json" {
				wants = []string{"classes2.dex", `"unknown"`}
			}
			for _, want := range wants {
				if !strings.Contains(out, want) {
					t.Errorf("%q is not told", want)
				}
			}
		})
	}
}

func TestColourOnlyRepeats(t *testing.T) {
	mark := func(s string) string { return "\x1b[1m" + s + "\x1b[0m" }
	colours := Palette{Title: mark, Dim: mark, Error: mark, Warning: mark, Note: mark, Good: mark}
	coloured := render(t, "text", exampleReport(t), Options{Palette: colours})
	if stripped := strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "").Replace(coloured); stripped != render(t, "text", exampleReport(t), Options{}) {
		t.Error("without its colours the text is another")
	}
}

func TestTodo(t *testing.T) {
	find := func(rule, kind, id string, s disclosure.Severity, state disclosure.State, baseline string) disclosure.Finding {
		return disclosure.Finding{Rule: rule, Severity: s, State: state, Baseline: baseline, Subject: disclosure.Subject{Kind: kind, ID: id}}
	}
	for name, c := range map[string]struct {
		findings []disclosure.Finding
		want     string
		commands int
	}{
		"nothing": {nil, "nothing.", 0},
		"notes_and_known_findings_are_no_task": {[]disclosure.Finding{
			find("permission/purpose", "permission", "camera", disclosure.Note, disclosure.Fail, "new"),
			find("permission/undisclosed", "permission", "camera", disclosure.Error, disclosure.Fail, "known")}, "nothing.", 0},
		"one_paragraph_counts_once": {[]disclosure.Finding{
			find("permission/purpose", "permission", "camera", disclosure.Warning, disclosure.Fail, "new"),
			find("permission/refusal", "permission", "camera", disclosure.Warning, disclosure.Fail, "new")}, "complete 1 permission paragraph.", 1},
		"three_kinds": {[]disclosure.Finding{
			find("permission/undisclosed", "permission", "camera", disclosure.Error, disclosure.Fail, "new"),
			find("sdk/undisclosed", "sdk", "a", disclosure.Error, disclosure.Fail, "new"),
			find("sdk/undisclosed", "sdk", "b", disclosure.Error, disclosure.Fail, "new"),
			find("data/denied", "item", "imei", disclosure.Error, disclosure.Fail, "new")},
			"name 1 permission group, add 2 SDK rows and correct what is said of 1 item of personal information.", 2},
		"for_a_person": {[]disclosure.Finding{find("sdk/undisclosed", "sdk", "a", disclosure.Error, disclosure.Review, "new")},
			"1 finding is for a person to judge.", 0},
	} {
		t.Run(name, func(t *testing.T) {
			todo := newPage(&Report{Findings: c.findings}).todo()
			if got := inEN.todoText(todo); got != c.want || len(todo.commands) != c.commands {
				t.Errorf("todo = %q with %d commands, want %q with %d", got, len(todo.commands), c.want, c.commands)
			}
		})
	}
}

func TestShellWord(t *testing.T) {
	for in, want := range map[string]string{"solar.apk": "solar.apk", "my app.apk": "'my app.apk'", "a'b": `'a'\''b'`, "$(x)": "'$(x)'", "": "''", "政策.txt": "政策.txt"} {
		if got := shellWord(in); got != want {
			t.Errorf("shellWord(%q) = %s, want %s", in, got, want)
		}
	}
}
