package reading

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
)

var update = flag.Bool("update", false, "write what was read as what is wanted")

// TestDocuments reads the documents of testdata and holds what was read, line
// by line, against the account beside each (NAME.want).
func TestDocuments(t *testing.T) {
	for _, d := range someDocuments(t) {
		if strings.HasSuffix(d.Path, ".want") {
			continue
		}
		t.Run(d.Path, func(t *testing.T) {
			got := account(readOne(t, d.Path, d.Data))
			file := filepath.Join("testdata", d.Path+".want")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// account writes what a policy declares about permissions, SDKs and itself.
func account(p *policy.Policy) string {
	var b strings.Builder
	fmt.Fprintf(&b, "languages %s · app %s · website %s · general %v\n", strings.Join(p.Languages, " "), tri(p.Covers.App), tri(p.Covers.Website), p.Covers.General)
	for _, x := range p.Permissions {
		fmt.Fprintf(&b, "permission %s: named %s %s · purpose %s %q · refusal %s %s · consent %s %s", x.Group, x.Named.State, at(x.Named.Quotes), x.Purpose.State, x.Purpose.Text,
			x.Refusal.State, told(x.Refusal), x.Consent.State, told(x.Consent))
		if len(x.Wider) > 0 || x.Narrow != "" {
			fmt.Fprintf(&b, " · wider %s narrow %q", strings.Join(x.Wider, " "), x.Narrow)
		}
		b.WriteByte('\n')
	}
	for _, x := range p.SDKs {
		id := "-"
		if x.ID != nil {
			id = *x.ID
		}
		fmt.Fprintf(&b, "sdk %d %q %s %v\n", x.Line, x.Name, id, x.Platforms)
		for _, f := range []struct {
			name string
			*policy.Field
		}{{"purpose", x.Purpose}, {"scene", x.Scene}, {"method", x.Method}, {"institution", x.Institution}, {"website", x.Website}, {"privacy", x.PrivacyURL}, {"permissions", x.Permissions}, {"contact", x.Contact}} {
			if f.Field != nil {
				fmt.Fprintf(&b, "    %s %s: %s\n", f.name, at(f.Quotes), f.Text)
			}
		}
		if x.Scope != nil {
			fmt.Fprintf(&b, "    scope %s: %s %v\n", at(x.Scope.Quotes), x.Scope.Text, x.Scope.Items)
		}
	}
	for _, x := range p.Denials {
		if x.Kind == policy.DeniesPermission {
			fmt.Fprintf(&b, "denial %s %s %s\n", x.Kind, x.ID, at(x.Quotes))
		}
	}
	for _, x := range p.Elements {
		if x.State == policy.Stated {
			fmt.Fprintf(&b, "element %s %s\n", x.Element, at(x.Quotes))
		}
	}
	for _, x := range p.Conflicts {
		fmt.Fprintf(&b, "conflict %s %s\n", x.About, at(x.Quotes))
	}
	for _, x := range p.Pairs {
		fmt.Fprintf(&b, "versions differ %s %s\n", x.About, at(x.Quotes))
	}
	if len(p.OpenEnded) > 0 {
		fmt.Fprintf(&b, "open-ended %s\n", at(p.OpenEnded))
	}
	return b.String()
}

func tri(b *bool) string {
	if b == nil {
		return "unsaid"
	}
	return fmt.Sprint(*b)
}

func told(s policy.ScopedStatement) string {
	if s.State == policy.Missing {
		return "-"
	}
	return s.Scope + " " + at(s.Quotes)
}

// at names the lines of quotes.
func at(qs []evidence.Quote) string {
	var out []string
	for _, q := range qs {
		out = append(out, fmt.Sprint(q.Line))
	}
	return "@" + strings.Join(out, ",")
}
