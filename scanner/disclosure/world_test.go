package disclosure

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// Builders of facts. Tests state an app and a policy and look at findings as
// "severity state rule subject", which is what a user sees first.

func ptr[T any](v T) *T { return &v }

// permission is a declared, effective permission; short names are Android's.
func permission(name string) app.Permission {
	if !strings.Contains(name, ".") {
		name = "android.permission." + name
	}
	p := app.Permission{Name: name, Declared: true, Declarations: []app.Declaration{{Element: "uses-permission"}}, Effective: &app.APIRange{Min: 21}}
	if g := privacy.GroupOf(name); g != "" {
		p.Group = &g
	}
	return p
}

func implied(name string) app.Permission {
	p := permission(name)
	p.Declared, p.Declarations, p.ImpliedBy = false, nil, ptr("android.permission.OTHER")
	return p
}

func ineffective(name string) app.Permission {
	p := permission(name)
	p.Effective, p.Reason = nil, "maxSdkVersion lies below minSdk"
	return p
}

func guard(group privacy.Group, value, component string) app.Guard {
	m, _ := privacy.Member(value)
	return app.Guard{Group: group, Value: value, Kind: m.Kind, Component: component}
}

// reads is an item that the code of a party reads.
func reads(item privacy.Item, party privacy.Party, permissions ...string) usage.Item {
	var full []string
	for _, p := range permissions {
		full = append(full, "android.permission."+p)
	}
	return usage.Item{Item: item, Party: party, Strength: privacy.Read, Permissions: full,
		Evidence: []evidence.Seen{{Kind: evidence.Method, Value: "android." + string(item) + "()", Where: "classes.dex com.example.A.b", Count: 1}}}
}

func upTo(it usage.Item, api int) usage.Item {
	it.AvailableUpToAPI = &api
	return it
}

func strength(it usage.Item, s privacy.Strength) usage.Item {
	it.Strength = s
	return it
}

// sdk is an SDK that is called and was found by its classes.
func sdk(id string) sdkdb.Match {
	m := sdkdb.Match{ID: id, Name: "SDK " + id, Confidence: sdkdb.Certain, Use: sdkdb.Called,
		Evidence: []evidence.Seen{{Kind: evidence.Class, Value: "com." + id, Where: "classes.dex", Count: 3}}}
	db, err := sdkdb.Embedded()
	if err != nil {
		panic(err)
	}
	if s := db.Lookup(id); s != nil {
		m.Name, m.Categories, m.Vendor = s.Name, s.Categories, s.Vendor.Name()
		if s.Parent != "" {
			m.Parent = &s.Parent
		}
	}
	return m
}

func with(m sdkdb.Match, change func(*sdkdb.Match)) sdkdb.Match {
	change(&m)
	return m
}

var lines int

// quote is a quote on a line of its own.
func quote(text string) []evidence.Quote {
	lines++
	return []evidence.Quote{{Document: "policy.txt", Line: lines, Text: text, Lang: "en"}}
}

// states is a group that the document names; elements that are missing or
// vague are given as "purpose=missing".
func states(g privacy.Group, elements ...string) policy.Permission {
	p := policy.Permission{Group: g,
		Named:   policy.Statement{State: policy.Stated, Quotes: quote("the " + string(g) + " permission")},
		Purpose: policy.Purpose{State: policy.Stated, Quotes: quote("for " + string(g))},
		Refusal: policy.ScopedStatement{State: policy.Stated, Scope: "own"},
		Consent: policy.ScopedStatement{State: policy.Stated, Scope: "own"}}
	for _, e := range elements {
		name, state, _ := strings.Cut(e, "=")
		s := policy.State(state)
		switch name {
		case "named":
			p.Named.State = s
		case "purpose":
			p.Purpose.State = s
		case "refusal":
			p.Refusal.State = s
		case "consent":
			p.Consent.State = s
		case "narrow":
			p.Narrow = state
		case "wider":
			p.Wider = append(p.Wider, "android.permission."+state)
		default:
			panic(e)
		}
	}
	return p
}

// collects is a statement that a party handles an item.
func collects(party string, items ...privacy.Item) []policy.Item {
	var out []policy.Item
	for _, i := range items {
		out = append(out, policy.Item{Item: i, Term: string(i), Party: party, Polarity: policy.Performed, Action: policy.Collect, Quotes: quote("we collect " + string(i))})
	}
	return out
}

// row is a complete row of an SDK list with a scope; fields named in without
// are left out.
func row(id string, scope []privacy.Item, without ...string) policy.SDK {
	field := func(name string) *policy.Field {
		if slices.Contains(without, name) {
			return nil
		}
		return &policy.Field{Text: name + " of it", Quotes: quote(name + " of " + id)}
	}
	r := policy.SDK{Name: "Row " + id, ID: &id, Purpose: field("purpose"), Method: field("method"), Institution: field("institution"),
		Website: field("website"), Quotes: quote("Row " + id), Line: 1}
	if !slices.Contains(without, "scope") {
		r.Scope = &policy.Scope{Text: fmt.Sprint(scope), Items: scope, Quotes: quote("scope of " + id)}
	}
	return r
}

func items(ids ...privacy.Item) []privacy.Item { return ids }

func denies(kind, id, party string) policy.Denial {
	return policy.Denial{Kind: kind, ID: id, Party: party, Quotes: quote("we do not " + kind + " " + id)}
}

// world is a small app and a policy for it.
func world(change func(*Facts)) Facts {
	f := Facts{App: App{Package: "com.example.app", MinSDK: 21}, Policy: &policy.Policy{Covers: policy.Covers{App: ptr(true)}}}
	change(&f)
	return f
}

func check(t *testing.T, f Facts, opt Options) []Finding {
	t.Helper()
	findings, err := Check(f, opt)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// lines of findings as "severity state rule subject".
func short(findings []Finding) []string {
	out := []string{}
	for _, f := range findings {
		out = append(out, fmt.Sprintf("%s %s %s %s", f.Severity, f.State, f.Rule, f.Subject.ID))
	}
	return out
}

// fires is one case of a rule family: facts, and all findings they must give.
type fires struct {
	name string
	is   func(*Facts)
	want []string // "severity state rule subject", in the order of the report
	says []string // words the first message or its remedy holds
}

func run(t *testing.T, cases []fires) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			findings := check(t, world(c.is), Options{})
			if got := short(findings); !slices.Equal(got, slices.Concat([]string{}, c.want)) {
				t.Fatalf("findings\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
			for _, s := range c.says {
				if !strings.Contains(findings[0].Message.EN+" "+findings[0].Remedy.EN, s) {
					t.Errorf("message %q and remedy %q lack %q", findings[0].Message.EN, findings[0].Remedy.EN, s)
				}
			}
			sound(t, findings)
		})
	}
}

// sound holds what is true of every finding.
func sound(t *testing.T, findings []Finding) {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range findings {
		if seen[f.Fingerprint] {
			t.Errorf("%s: the fingerprint occurs twice", f.Rule)
		}
		seen[f.Fingerprint] = true
		for _, s := range []string{f.Message.EN, f.Message.ZH, f.Remedy.EN, f.Remedy.ZH} {
			if strings.TrimSpace(s) == "" || strings.Contains(s, "%!") || strings.Contains(s, "  ") {
				t.Errorf("%s: text %q", f.Rule, s)
			}
		}
		if f.Evidence == nil || f.Quotes == nil || len(f.Citations) == 0 || f.Baseline == "" {
			t.Errorf("%s: a list is nil or empty: %+v", f.Rule, f)
		}
	}
}
