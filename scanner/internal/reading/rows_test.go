package reading

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/policy"
)

// rowCase is a small document and what must be read of it: a line for each
// SDK row, permission and item of the first party, in order.
type rowCase struct {
	name, text string
	want       []string
}

// runRowCases holds what is read of each case against all that it wants.
func runRowCases(t *testing.T, format string, tests []rowCase) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs := []document.Source{{Path: "case." + format, Data: []byte(tt.text + "\n")}}
			p, err := Read(docs, someNames, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			checkQuotes(t, docs, p)
			if got := rowFacts(p); !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
		})
	}
}

// rowFacts writes the SDK rows, the permissions and the first party's items.
func rowFacts(p *policy.Policy) []string {
	var out []string
	for _, x := range p.SDKs {
		id := "-"
		if x.ID != nil {
			id = *x.ID
		}
		line := fmt.Sprintf("sdk %s %s", x.Name, id)
		for _, f := range []struct {
			name string
			*policy.Field
		}{{"purpose", x.Purpose}, {"method", x.Method}, {"by", x.Institution}, {"site", x.Website}, {"policy", x.PrivacyURL}} {
			if f.Field != nil {
				line += fmt.Sprintf(" %s=%s", f.name, f.Text)
			}
		}
		if x.Scope != nil {
			line += fmt.Sprintf(" scope=%v", x.Scope.Items)
		}
		out = append(out, line)
	}
	for _, x := range p.Permissions {
		line := fmt.Sprintf("%s %s", x.Group, x.Named.State)
		if x.Purpose.State != policy.Missing {
			line += fmt.Sprintf(" purpose=%s", x.Purpose.Text)
		}
		if x.Refusal.State == policy.Stated {
			line += fmt.Sprintf(" refusal=%s", x.Refusal.Quotes[0].Text)
		}
		if x.Consent.State == policy.Stated {
			line += " consent"
		}
		out = append(out, line)
	}
	for _, x := range p.Items {
		if line := fmt.Sprintf("item %s %s", x.Item, x.Polarity); x.Party == policy.First && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}
