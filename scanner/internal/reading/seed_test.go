package reading

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/policy"
)

// shared finds a file beside the repository that is not part of it.
func shared(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../../../shared", path))
	if err != nil {
		t.Skipf("needs ../shared/%s, which is not here", path)
	}
	return data
}

func readOne(t testing.TB, name string, data []byte) *policy.Policy {
	t.Helper()
	docs := []document.Source{{Path: name, Data: data}}
	p, err := Read(docs, someNames, document.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	checkQuotes(t, docs, p)
	return p
}

// TestAnnotatedDocuments reads the annotated documents for what holds of every
// document: each quote stands at its line.
func TestAnnotatedDocuments(t *testing.T) {
	paths, _ := filepath.Glob("../../../../shared/eval/tables/docs/*")
	if len(paths) == 0 {
		t.Skip("needs ../shared/eval/tables, which is not here")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			readOne(t, path, data)
		})
	}
}

func permissionOf(p *policy.Policy, g string) policy.Permission {
	for _, x := range p.Permissions {
		if string(x.Group) == g {
			return x
		}
	}
	return policy.Permission{Named: policy.Statement{State: policy.Missing}, Purpose: policy.Purpose{State: policy.Missing}, Refusal: policy.ScopedStatement{State: policy.Missing}, Consent: policy.ScopedStatement{State: policy.Missing}}
}

// statesOf writes the states of a group: named, purpose, refusal, consent.
func statesOf(p *policy.Policy, g string) string {
	x := permissionOf(p, g)
	return string(x.Named.State) + " " + string(x.Purpose.State) + " " + string(x.Refusal.State) + " " + string(x.Consent.State)
}

// TestSeedPolicies holds the three policies the project began with against
// what is known of them.
func TestSeedPolicies(t *testing.T) {
	tests := []struct {
		file   string
		groups map[string]string // all that may be named
		sdks   []string
		app    string
		site   string
		langs  int
	}{
		{"004_b64ac9c194473278.txt", map[string]string{"camera": "stated stated stated stated", "storage": "stated stated stated stated", "location": "stated vague missing stated"},
			[]string{"wechat-pay"}, "true", "unsaid", 2},
		{"003_2d2b8148d794120e.txt", map[string]string{"location": "stated missing stated missing"}, nil, "false", "true", 1},
		{"000_2311c13dc7504634.txt", nil, nil, "false", "true", 1},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			p := readOne(t, tt.file, shared(t, "policies/"+tt.file))
			for _, x := range p.Permissions {
				if tt.groups[string(x.Group)] == "" {
					t.Errorf("%s is %s: %q", x.Group, x.Named.State, x.Named.Quotes[0].Text)
				}
			}
			for g, want := range tt.groups {
				if got := statesOf(p, g); got != want {
					t.Errorf("%s: %s, want %s", g, got, want)
				}
			}
			if len(p.SDKs) != len(tt.sdks) {
				t.Errorf("%d SDK rows", len(p.SDKs))
			}
			for i := range tt.sdks {
				if x := p.SDKs[i]; x.ID == nil || *x.ID != tt.sdks[i] || x.Purpose == nil || x.Method == nil || x.Scope == nil || x.Institution == nil || x.Website == nil {
					t.Errorf("row %+v", x)
				}
			}
			if a, s := tri(p.Covers.App), tri(p.Covers.Website); a != tt.app || s != tt.site {
				t.Errorf("covers app %s, website %s", a, s)
			}
			if len(p.Languages) != tt.langs {
				t.Errorf("languages %v", p.Languages)
			}
		})
	}
}

// TestSeedConflict: KSTAR stores domestic data in the country and may process
// data in another one.
func TestSeedConflict(t *testing.T) {
	p := readOne(t, "kstar.txt", shared(t, "policies/004_b64ac9c194473278.txt"))
	for _, c := range p.Conflicts {
		if c.About == "storage_location" && len(c.Quotes) == 2 && c.Quotes[0].Line == 160 && c.Quotes[1].Line == 251 {
			return
		}
	}
	t.Errorf("conflicts %+v", p.Conflicts)
}
