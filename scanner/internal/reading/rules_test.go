package reading

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/document/formats"
	"github.com/candor-scan/candor/scanner/internal/document/playform"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/policy"
)

// TestRules reads the samples of each rule the way a policy is read: those it
// holds give the claim by that rule, those it does not hold give none.
func TestRules(t *testing.T) {
	for _, r := range rule.All() {
		t.Run(string(r.ID), func(t *testing.T) {
			for _, s := range r.Holds {
				if made := claimsOf(t, s.Text); !slices.ContainsFunc(made, func(c policy.Claim) bool { return c.Rule == string(r.ID) && c.Claim == s.Claim }) {
					t.Errorf("no %q of\n%s\nbut\n%s", s.Claim, s.Text, listed(made))
				}
			}
			for _, s := range r.Not {
				made := claimsOf(t, s.Text)
				if slices.ContainsFunc(made, func(c policy.Claim) bool { return c.Rule == string(r.ID) && (s.Claim == "" || c.Claim == s.Claim) }) {
					t.Errorf("%q of\n%s\nall:\n%s", s.Claim, s.Text, listed(made))
				}
			}
		})
	}
}

// claimsOf reads a sample as a policy in Markdown, or as the form it is, and
// returns what its rules claim.
func claimsOf(t *testing.T, text string) []policy.Claim {
	t.Helper()
	if !playform.Is([]byte(text)) {
		title := "# Privacy policy\n\n"
		if language.HasHan(text) {
			title = "# 隐私政策\n\n"
		}
		text = title + text
	}
	d, err := formats.Open(document.Source{Path: "sample.md", Data: []byte(text + "\n")}, document.DefaultLimits())
	if err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	trace := &rule.Trace{}
	if _, err := readTraced([]*document.Document{d}, someNames, trace, func(*sentence.Text) {}); err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	return trace.Made
}

func listed(made []policy.Claim) string {
	var b strings.Builder
	for _, c := range made {
		b.WriteString("  " + c.Claim + "  " + c.Rule + "  " + quoted(c.Quote) + "\n")
	}
	return b.String()
}

func quoted(q evidence.Quote) string { return "“" + q.Text + "”" }
