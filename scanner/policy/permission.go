package policy

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// maxQuotes bounds the quotes of one element: the first say it.
const maxQuotes = 6

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
	if len(l.list) < maxQuotes && !slices.ContainsFunc(l.list, same) {
		l.list = append(l.list, q)
	}
}

// ends reports whether a quote is the one given last.
func (l *firstQuotes) ends(q evidence.Quote) bool { return len(l.list) > 0 && l.last == q }

// permissions puts together what all documents say of each disclosure group.
func (p *Policy) permissions(docs []*docText, names SDKNames) {
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
		if x.Named.State == Denied {
			p.deny(DeniesPermission, string(g), x.Named.Quotes)
		}
	}
}

// deny adds a denial that is not there yet.
func (p *Policy) deny(kind, id string, quotes []evidence.Quote) {
	for _, d := range p.Denials {
		if d.Kind == kind && d.ID == id {
			return
		}
	}
	p.Denials = append(p.Denials, Denial{Kind: kind, ID: id, Quotes: quotes})
}

// permission finishes a finding. Statements about all permissions fill what
// the group's own leave open.
func (f *groupFinding) permission(g privacy.Group, refusal, consent []evidence.Quote) Permission {
	x := Permission{Group: g, Wider: []string{}, Named: f.state()}
	x.Purpose = Purpose{State: Missing, Quotes: []evidence.Quote{}}
	x.Refusal = ScopedStatement{State: Missing, Scope: "own", Quotes: []evidence.Quote{}}
	x.Consent = x.Refusal
	if x.Named.State == Denied {
		return x
	}
	x.Wider = append(x.Wider, f.wider...)
	if f.narrow && !f.broad {
		x.Narrow = "approximate-only"
	}
	switch {
	case len(f.purpose.list) > 0:
		x.Purpose = Purpose{Stated, f.purposeText, few(f.purpose.list)}
	case len(f.vague.list) > 0:
		x.Purpose = Purpose{Vague, f.vagueText, few(f.vague.list)}
	}
	x.Refusal = scoped(f.refusal.list, refusal)
	x.Refusal.Text = f.refusalText
	if x.Refusal.State == Stated && x.Refusal.Text == "" {
		x.Refusal.Text = x.Refusal.Quotes[0].Text
	}
	x.Consent = scoped(f.consent.list, consent)
	return x
}

// state tells whether the group is named, denied, or both.
func (f *groupFinding) state() Statement {
	switch {
	case len(f.named.list) == 0 && len(f.denied.list) > 0:
		return Statement{Denied, few(f.denied.list)}
	case len(f.named.list) > 0 && f.firmNamed && f.firmDenied:
		return Statement{Conflicting, few(append(f.named.list[:1:1], f.denied.list...))}
	}
	return Statement{Stated, few(slices.Concat(f.named.list, f.titled.list))}
}

func scoped(own, general []evidence.Quote) ScopedStatement {
	switch {
	case len(own) > 0:
		return ScopedStatement{State: Stated, Scope: "own", Quotes: few(own)}
	case len(general) > 0:
		return ScopedStatement{State: Stated, Scope: "general", Quotes: few(general)}
	}
	return ScopedStatement{State: Missing, Scope: "own", Quotes: []evidence.Quote{}}
}

// few returns the first quotes, each once.
func few(qs []evidence.Quote) []evidence.Quote {
	out := []evidence.Quote{}
	seen := map[evidence.Quote]bool{}
	for _, q := range qs {
		k := q
		k.Page = nil
		if !seen[k] && len(out) < maxQuotes {
			seen[k] = true
			out = append(out, q)
		}
	}
	return out
}
