package reading

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
)

// TestMarkupNestedTooDeep opens more links and bold text than may be open at
// once: the text is read whole, and the policy says what was lost.
func TestMarkupNestedTooDeep(t *testing.T) {
	const text = "<p>Privacy policy: we collect your phone number.</p>"
	tests := []struct {
		name, open string
		times      int
		lost       bool
	}{
		{"bold_as_deep_as_may_be", "<p><b>we keep it", 20, false},
		{"bold_never_closed", "<p><b>we keep it", 21, true},
		{"strong_never_closed", "<p><strong>we keep it", 21, true},
		{"links_as_deep_as_may_be", `<p><a href="https://a.example/">we keep it`, 20, false},
		{"links_never_closed", `<p><a href="https://a.example/">we keep it`, 21, true},
		{"links_nested", `<a href="https://a.example/">we keep it `, 21, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := "<!DOCTYPE html><html><body>" + text + strings.Repeat(tt.open, tt.times)
			p, err := Read([]document.Source{{Path: "page.html", Data: []byte(page)}}, noNames{}, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Count(p.Documents[0].Text, "we keep it"); got != tt.times {
				t.Errorf("%d of %d paragraphs were read", got, tt.times)
			}
			lost := []string{}
			for _, n := range p.NotRead {
				lost = append(lost, n.Why)
			}
			if slices.Contains(lost, document.NestedTooDeep) != tt.lost || len(lost) > 1 {
				t.Errorf("not read: %q", lost)
			}
		})
	}
}
