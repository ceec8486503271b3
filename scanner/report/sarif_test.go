package report

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
)

func sarifRunOf(t *testing.T, r *Report) sarifRun {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal([]byte(render(t, "sarif", r, Options{})), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0]
}

func TestSARIF(t *testing.T) {
	r := exampleReport(t)
	run := sarifRunOf(t, r)
	t.Run("rules_carry_their_texts", func(t *testing.T) {
		for _, rule := range run.Tool.Driver.Rules {
			known, ok := disclosure.LookupRule(rule.ID)
			if !ok {
				t.Errorf("%s is no rule", rule.ID)
				continue
			}
			if rule.ShortDescription.Text != known.Title.EN || rule.FullDescription.Text != known.Why.EN || !strings.Contains(rule.Help.Text, known.Remedy.EN) {
				t.Errorf("%s: %+v", rule.ID, rule)
			}
		}
	})
	t.Run("results_point_to_their_rule", func(t *testing.T) {
		for _, res := range run.Results {
			if got := run.Tool.Driver.Rules[res.RuleIndex].ID; got != res.RuleID {
				t.Errorf("%s points to %s", res.RuleID, got)
			}
		}
	})
	t.Run("the_policy_speaks", func(t *testing.T) {
		at := run.Results[1].Locations[0].PhysicalLocation
		if at.ArtifactLocation.URI != "docs/policy.txt" || at.Region != (sarifRegion{11, 6, 11, 25}) {
			t.Errorf("location = %+v", at)
		}
	})
	t.Run("the_policy_is_silent", func(t *testing.T) {
		if at := run.Results[2].Locations[0].PhysicalLocation.ArtifactLocation.URI; at != "build/solar.apk/AndroidManifest.xml" {
			t.Errorf("location = %s, want the manifest", at)
		}
	})
	t.Run("for_review", func(t *testing.T) {
		if res := run.Results[2]; res.Kind != "review" || res.Level != "none" || res.Properties.Severity != "warning" {
			t.Errorf("kind %s, level %s, severity %s", res.Kind, res.Level, res.Properties.Severity)
		}
	})
	t.Run("known_ones_are_suppressed", func(t *testing.T) {
		for i, res := range run.Results {
			if known := r.Findings[i].Baseline == "known"; known != (len(res.Suppressions) == 1) {
				t.Errorf("%s: %d suppressions", res.RuleID, len(res.Suppressions))
			}
		}
	})
	t.Run("fingerprints_are_those_of_the_report", func(t *testing.T) {
		for i, res := range run.Results {
			if res.PartialFingerprints["primaryLocationLineHash"] != r.Findings[i].Fingerprint+":1" {
				t.Errorf("%s: %v", res.RuleID, res.PartialFingerprints)
			}
		}
	})
	t.Run("a_rule_of_another_version_is_named", func(t *testing.T) {
		r := exampleReport(t)
		r.Findings[0].Rule = "permission/of-tomorrow"
		run := sarifRunOf(t, r)
		if !slices.ContainsFunc(run.Tool.Driver.Rules, func(r sarifRule) bool { return r.ID == "permission/of-tomorrow" && r.Help.Text != "" }) {
			t.Error("the rule is not listed")
		}
	})
}

func TestRegions(t *testing.T) {
	text := "One line.\n相机😀权限  用于\n扫码。 End\n<p>An  HTML&nbsp;line</p>"
	for name, c := range map[string]struct {
		format string
		quote  evidence.Quote
		want   sarifRegion
	}{
		"a_whole_line":           {"text", evidence.Quote{Line: 1, Text: "One line."}, sarifRegion{1, 1, 1, 10}},
		"within_a_line":          {"text", evidence.Quote{Line: 1, Text: "line"}, sarifRegion{1, 5, 1, 9}},
		"utf16_and_folding":      {"text", evidence.Quote{Line: 2, Text: "权限 用于"}, sarifRegion{2, 5, 2, 11}},
		"over_two_lines":         {"text", evidence.Quote{Line: 2, Text: "用于 扫码。"}, sarifRegion{2, 9, 3, 4}},
		"in_the_next_line":       {"text", evidence.Quote{Line: 1, Text: "权限"}, sarifRegion{1, 1, 1, 10}},
		"not_found":              {"text", evidence.Quote{Line: 3, Text: "nowhere"}, sarifRegion{3, 1, 3, 8}},
		"html_marks_lines":       {"html", evidence.Quote{Line: 1, Text: "line"}, sarifRegion{1, 1, 1, 10}},
		"beyond_the_document":    {"text", evidence.Quote{Line: 99, Text: "line"}, sarifRegion{99, 1, 99, 1}},
		"no_line":                {"text", evidence.Quote{Line: -3, Text: "One"}, sarifRegion{1, 1, 1, 4}},
		"of_an_unknown_document": {"text", evidence.Quote{Line: 2, Document: "other", Text: "x"}, sarifRegion{2, 1, 2, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			r := &Report{Policy: &policy.Policy{Documents: []policy.Document{{Path: "", Format: c.format, Text: text}}}}
			s := sarifWriter{page: newPage(cleaned(r))}
			if got := s.regionOf(c.quote); got != c.want {
				t.Errorf("region = %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestArtifactURI(t *testing.T) {
	for in, want := range map[string]string{
		"docs/policy.txt":             "docs/policy.txt",
		"my app.apk":                  "my%20app.apk",
		"/srv/app.apk":                "file:///srv/app.apk",
		`C:\apps\a.apk`:               "file:///C:/apps/a.apk",
		"https://example.com/privacy": "https://example.com/privacy",
		"政策.txt":                      "%E6%94%BF%E7%AD%96.txt",
		"javascript:alert(1)":         "./javascript:alert%281%29",
		"-":                           "-",
	} {
		if got := artifactURI(in); got != want {
			t.Errorf("artifactURI(%q) = %s, want %s", in, got, want)
		}
	}
}
