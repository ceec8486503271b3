package permission

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// MaxQuotes bounds the quotes of one element: the first say it.
const MaxQuotes = 6

// Read puts together what all documents say of each disclosure group,
// and returns all that was found of them.
func Read(p *policy.Policy, docs []*sentence.Text, names words.SDKNames) map[privacy.Group]*GroupFinding {
	found := map[privacy.Group]*GroupFinding{}
	var refusal, consent []evidence.Quote
	for _, d := range docs {
		r := readPermissions(d, names, found)
		refusal = append(refusal, r.refusal...)
		consent = append(consent, r.consent...)
	}
	for _, g := range privacy.Groups() {
		f := found[g]
		if f == nil || len(f.Named)+len(f.Titled)+len(f.Denied) == 0 {
			continue
		}
		x := f.permission(g, refusal, consent)
		p.Permissions = append(p.Permissions, x)
		if x.Named.State == policy.Denied {
			deny(p, policy.DeniesPermission, string(g), x.Named.Quotes)
		}
	}
	return found
}

// deny adds a denial that is not there yet.
func deny(p *policy.Policy, kind, id string, quotes []evidence.Quote) {
	for _, d := range p.Denials {
		if d.Kind == kind && d.ID == id {
			return
		}
	}
	p.Denials = append(p.Denials, policy.Denial{Kind: kind, ID: id, Quotes: quotes})
}

// permission finishes a finding. Statements about all permissions fill what
// the group's own leave open.
func (f *GroupFinding) permission(g privacy.Group, refusal, consent []evidence.Quote) policy.Permission {
	x := policy.Permission{Group: g, Wider: []string{}, Named: f.state()}
	x.Purpose = policy.Purpose{State: policy.Missing, Quotes: []evidence.Quote{}}
	x.Refusal = policy.ScopedStatement{State: policy.Missing, Scope: "own", Quotes: []evidence.Quote{}}
	x.Consent = x.Refusal
	if x.Named.State == policy.Denied {
		return x
	}
	x.Wider = append(x.Wider, f.wider...)
	if f.narrow && !f.broad {
		x.Narrow = "approximate-only"
	}
	switch {
	case len(f.Purpose) > 0:
		x.Purpose = policy.Purpose{State: policy.Stated, Text: f.purposeText, Quotes: Few(f.Purpose)}
	case len(f.Vague) > 0:
		x.Purpose = policy.Purpose{State: policy.Vague, Text: f.vagueText, Quotes: Few(f.Vague)}
	}
	x.Refusal = scoped(f.Refusal, refusal)
	x.Refusal.Text = f.refusalText
	if x.Refusal.State == policy.Stated && x.Refusal.Text == "" {
		x.Refusal.Text = x.Refusal.Quotes[0].Text
	}
	x.Consent = scoped(f.Consent, consent)
	return x
}

// state tells whether the group is named, denied, or both.
func (f *GroupFinding) state() policy.Statement {
	switch {
	case len(f.Named) == 0 && len(f.Denied) > 0:
		return policy.Statement{State: policy.Denied, Quotes: Few(f.Denied)}
	case len(f.Named) > 0 && f.firmNamed && f.firmDenied:
		return policy.Statement{State: policy.Conflicting, Quotes: Few(append(f.Named[:1:1], f.Denied...))}
	}
	return policy.Statement{State: policy.Stated, Quotes: Few(slices.Concat(f.Named, f.Titled))}
}

func scoped(own, general []evidence.Quote) policy.ScopedStatement {
	switch {
	case len(own) > 0:
		return policy.ScopedStatement{State: policy.Stated, Scope: "own", Quotes: Few(own)}
	case len(general) > 0:
		return policy.ScopedStatement{State: policy.Stated, Scope: "general", Quotes: Few(general)}
	}
	return policy.ScopedStatement{State: policy.Missing, Scope: "own", Quotes: []evidence.Quote{}}
}

// Few returns the first quotes, each once.
func Few(qs []evidence.Quote) []evidence.Quote {
	out := []evidence.Quote{}
	seen := map[evidence.Quote]bool{}
	for _, q := range qs {
		k := q
		k.Page = nil
		if !seen[k] && len(out) < MaxQuotes {
			seen[k] = true
			out = append(out, q)
		}
	}
	return out
}
