package reading

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
)

// TestMarkdownBounds: what is too dense or too deep is text, and told.
func TestMarkdownBounds(t *testing.T) {
	const policy = "# Privacy policy\n\nWe collect your email address to answer your questions.\n\n"
	few := document.DefaultLimits()
	few.Cells = 8
	tests := []struct {
		name, text string
		lim        document.Limits
		want       string // stands in the text as read
		told       bool
	}{
		{"nothing_out_of_bounds", "**a** [b](c)\n", document.DefaultLimits(), "a b", false},
		{"quotes_in_quotes", strings.Repeat("> ", 400) + "deep\n", document.DefaultLimits(), "deep", true},
		{"lists_in_lists", strings.Repeat("- ", 400) + "deep\n", document.DefaultLimits(), "deep", true},
		{"brackets", strings.Repeat("[a", 2000) + "](b) end\n", document.DefaultLimits(), "end", true},
		{"stars", strings.Repeat("*a _b ", 2000) + "end\n", document.DefaultLimits(), "end", true},
		{"signs_without_end", strings.Repeat("![](", 20_000) + "\n\nend\n", document.DefaultLimits(), "end", true},
		{"cells", "| a | b |\n|---|---|\n" + strings.Repeat("| c | d |\n", 20) + "end\n", few, "| c | d |", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Read([]document.Source{{Path: "p.md", Data: []byte(policy + tt.text)}}, someNames, tt.lim)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(p.Documents[0].Text, tt.want) {
				t.Errorf("%q was not read", tt.want)
			}
			told := len(p.NotRead) == 1 && p.NotRead[0].What == "p.md" && strings.Contains(p.NotRead[0].Why, "plain text")
			if told != tt.told {
				t.Errorf("not read: %v", p.NotRead)
			}
		})
	}
}
