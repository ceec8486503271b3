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

// firstQuotes are the first quotes of an element, each once, and the last that
// was given.
type firstQuotes struct {
	list []evidence.Quote
	last evidence.Quote
}

func (l *firstQuotes) add(q evidence.Quote) {
	l.last = q
	same := func(x evidence.Quote) bool {
		x.Page = q.Page // a page is known by its number
		return x == q
	}
	if len(l.list) < MaxQuotes && !slices.ContainsFunc(l.list, same) {
		l.list = append(l.list, q)
	}
}

// ends reports whether a quote is the one given last.
func (l *firstQuotes) ends(q evidence.Quote) bool { return len(l.list) > 0 && l.last == q }

// Read puts together what all documents say of each disclosure group.
func Read(p *policy.Policy, docs []*sentence.Text, names words.SDKNames) {
	found := map[privacy.Group]*groupFinding{}
	var refusal, consent []evidence.Quote
	for _, d := range docs {
		r := readPermissions(d, names, found)
		refusal = append(refusal, r.refusal.list...)
		consent = append(consent, r.consent.list...)
	}
	for _, g := range privacy.Groups() {
		f := found[g]
		if f == nil || len(f.named.list)+len(f.titled.list)+len(f.denied.list) == 0 {
			continue
		}
		x := f.permission(g, refusal, consent)
		p.Permissions = append(p.Permissions, x)
		if x.Named.State == policy.Denied {
			deny(p, policy.DeniesPermission, string(g), x.Named.Quotes)
		}
	}
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
func (f *groupFinding) permission(g privacy.Group, refusal, consent []evidence.Quote) policy.Permission {
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
	case len(f.purpose.list) > 0:
		x.Purpose = policy.Purpose{State: policy.Stated, Text: f.purposeText, Quotes: Few(f.purpose.list)}
	case len(f.vague.list) > 0:
		x.Purpose = policy.Purpose{State: policy.Vague, Text: f.vagueText, Quotes: Few(f.vague.list)}
	}
	x.Refusal = scoped(f.refusal.list, refusal)
	x.Refusal.Text = f.refusalText
	if x.Refusal.State == policy.Stated && x.Refusal.Text == "" {
		x.Refusal.Text = x.Refusal.Quotes[0].Text
	}
	x.Consent = scoped(f.consent.list, consent)
	return x
}

// state tells whether the group is named, denied, or both.
func (f *groupFinding) state() policy.Statement {
	switch {
	case len(f.named.list) == 0 && len(f.denied.list) > 0:
		return policy.Statement{State: policy.Denied, Quotes: Few(f.denied.list)}
	case len(f.named.list) > 0 && f.firmNamed && f.firmDenied:
		return policy.Statement{State: policy.Conflicting, Quotes: Few(append(f.named.list[:1:1], f.denied.list...))}
	}
	return policy.Statement{State: policy.Stated, Quotes: Few(slices.Concat(f.named.list, f.titled.list))}
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
