package report

import (
	"cmp"
	"slices"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// page is a report arranged the way every format for people shows it: what to
// do, what could not be seen, the two matrices, the findings. It holds no
// words of its own beyond those of data/words.csv.
type page struct {
	*Report
	permissions []permissionRow
	ungrouped   []Permission   // permissions policies never speak of
	policyOnly  []privacyGroup // in the policy, not asked for by the app
	sdks        []sdkRow
	listedOnly  []policy.SDK // in the policy, not found in the app
	reads       []readRow
	findings    []disclosure.Finding // gravest first

	rules map[[2]string][]string    // rules that found something, by kind and id of the subject
	lines map[string]document       // documents of the policy, by path
	names map[string]string         // names of the SDKs of the report, by id
	items map[string][]privacy.Item // what their code reads, by id
}

// sign is what a cell of a matrix says at a glance.
type sign string

const (
	signStated   sign = "✓"
	signVague    sign = "~"
	signMissing  sign = "✗"
	signContrary sign = "≠"
	signNotAsked sign = "–"
)

// word is the key of the sign in data/words.csv.
func (s sign) word() string {
	switch s {
	case signStated:
		return "stated"
	case signVague:
		return "vague"
	case signMissing:
		return "missing"
	case signContrary:
		return "contrary"
	}
	return "notasked"
}

// cell is one element of a permission or SDK as the policy has it.
type cell struct {
	key    string // key of the column in data/words.csv
	sign   sign
	quotes []evidence.Quote
	text   string // the words of the policy, where the model keeps them
	forAll bool   // said once for all permissions
}

// line is the place of the first quote behind a sign, "" where there is none.
func (c cell) line(p *policy.Policy) string {
	if len(c.quotes) == 0 || c.sign == signMissing || c.sign == signNotAsked {
		return ""
	}
	return place(p, c.quotes[0])
}

// permissionRow is one disclosure group the app asks for.
type permissionRow struct {
	group       privacy.Group
	permissions []Permission // declared ones first
	guards      []Guard      // components that tell of the group
	declared    bool
	from        []string // SDKs a permission may come from
	usedBy      []Use    // one per party
	cells       []cell   // named, purpose, refusal, consent; none without a policy
	rules       []string // findings about the group
}

// privacyGroup is a group only the policy speaks of.
type privacyGroup struct {
	group privacy.Group
	named cell
}

// newPage arranges r, which must be cleaned.
func newPage(r *Report) *page {
	p := &page{Report: r, findings: slices.Clone(r.Findings), rules: map[[2]string][]string{}, names: map[string]string{}, items: map[string][]privacy.Item{},
		lines: documentLines(r.Policy)}
	slices.SortStableFunc(p.findings, func(a, b disclosure.Finding) int {
		return cmp.Compare(gravity(a.Severity), gravity(b.Severity))
	})
	for _, f := range p.findings {
		subject := [2]string{f.Subject.Kind, f.Subject.ID}
		if !slices.Contains(p.rules[subject], f.Rule) {
			p.rules[subject] = append(p.rules[subject], f.Rule)
		}
	}
	for _, s := range r.SDKs {
		p.names[s.ID], p.items[s.ID] = s.Name, s.Items
	}
	p.arrangePermissions()
	p.arrangeSDKs()
	p.arrangeReads()
	return p
}

// gravity orders severities, gravest first.
func gravity(s disclosure.Severity) int {
	switch s {
	case disclosure.Error:
		return 0
	case disclosure.Warning:
		return 1
	}
	return 2
}

// rulesOn lists the rules that found something about a subject, each once.
func (p *page) rulesOn(kind, id string) []string { return p.rules[[2]string{kind, id}] }

const (
	ruleNotRequested = "permission/not-requested" // finds groups that only the policy speaks of
	ruleUndisclosed  = "sdk/undisclosed"          // finds families of SDKs
)

func (p *page) arrangePermissions() {
	rows := p.groupRows()
	spoken := map[privacy.Group]policy.Permission{}
	if p.Policy != nil {
		for _, s := range p.Policy.Permissions {
			spoken[s.Group] = s
		}
	}
	for _, g := range inOrder(rows) {
		row := rows[g]
		if p.Policy != nil {
			row.cells = permissionCells(spoken[g], row.asked())
			if !row.needed() && row.cells[0].sign == signMissing {
				row.cells[0].sign = signNotAsked
			}
		}
		p.permissions = append(p.permissions, *row)
	}
	for _, g := range inOrder(spoken) {
		named := permissionCells(spoken[g], true)[0]
		if rows[g] == nil && named.sign == signStated {
			p.policyOnly = append(p.policyOnly, privacyGroup{g, named})
		}
	}
}

// groupRows puts the permissions of the app into their groups; the others are
// kept apart.
func (p *page) groupRows() map[privacy.Group]*permissionRow {
	rows := map[privacy.Group]*permissionRow{}
	for _, perm := range p.Permissions {
		group := perm.group()
		if group == "" {
			if perm.Declared {
				p.ungrouped = append(p.ungrouped, perm)
			}
			continue
		}
		row := rows[group]
		if row == nil {
			row = &permissionRow{group: group, rules: p.rulesOn(disclosure.SubjectPermission, string(group))}
			rows[group] = row
		}
		row.add(perm)
	}
	for _, g := range p.App.Guards {
		if rows[g.Group] == nil && g.Opens {
			rows[g.Group] = &permissionRow{group: g.Group, rules: p.rulesOn(disclosure.SubjectPermission, string(g.Group))}
		}
	}
	for _, g := range p.App.Guards {
		if row := rows[g.Group]; row != nil {
			row.guards = append(row.guards, g)
		}
	}
	for _, f := range p.findings { // of a report that does not list its components
		g := privacy.Group(f.Subject.ID)
		if f.Subject.Kind == disclosure.SubjectPermission && rows[g] == nil && f.Rule != ruleNotRequested {
			rows[g] = &permissionRow{group: g, rules: p.rulesOn(f.Subject.Kind, f.Subject.ID)}
		}
	}
	return rows
}

// inOrder lists the groups of m in the order of the table of groups, ids that
// are not in it last.
func inOrder[V any](m map[privacy.Group]V) []privacy.Group {
	var known, others []privacy.Group
	for _, g := range privacy.Groups() {
		if _, ok := m[g]; ok {
			known = append(known, g)
		}
	}
	for g := range m {
		if !slices.Contains(known, g) {
			others = append(others, g)
		}
	}
	slices.Sort(others)
	return append(known, others...)
}

// add puts a permission and its users into the row.
func (row *permissionRow) add(perm Permission) {
	if perm.Declared && !row.declared {
		row.permissions = append([]Permission{perm}, row.permissions...)
	} else {
		row.permissions = append(row.permissions, perm)
	}
	row.declared = row.declared || perm.Declared
	for _, id := range perm.MayComeFrom {
		if !slices.Contains(row.from, id) {
			row.from = append(row.from, id)
		}
	}
	for _, use := range perm.UsedBy {
		i := slices.IndexFunc(row.usedBy, func(u Use) bool { return u.Party == use.Party })
		if i < 0 {
			row.usedBy = append(row.usedBy, Use{Party: use.Party, Evidence: slices.Clone(use.Evidence)})
			continue
		}
		row.usedBy[i].Evidence = append(row.usedBy[i].Evidence, use.Evidence...)
	}
}

// declaredBy is the key of the words that say who asks for the group.
func (row *permissionRow) declaredBy() string {
	switch {
	case row.declared:
		return "party.app"
	case len(row.permissions) > 0:
		return "implied"
	}
	return "component"
}

// needed reports whether the policy must speak of the group: a declared
// permission of it has effect, the system calls a component for it, or a
// finding says so. What Android only adds to
// another permission needs no words of its own.
func (row *permissionRow) needed() bool {
	return len(row.rules) > 0 || slices.ContainsFunc(row.guards, func(g Guard) bool { return g.Opens }) ||
		slices.ContainsFunc(row.permissions, func(perm Permission) bool {
			return perm.Declared && perm.Effective != nil && disclosure.OpensGroup(perm.Name)
		})
}

// asked reports whether the user is asked for any permission of the row.
func (row *permissionRow) asked() bool {
	return slices.ContainsFunc(row.permissions, func(perm Permission) bool {
		return perm.Declared && perm.Effective != nil && disclosure.AsksUser(perm.Name)
	})
}

// permissionCells are the four elements of a group. Nothing more is asked of a
// group the policy never names or denies, and refusal and consent only where the user is
// asked.
func permissionCells(s policy.Permission, asked bool) []cell {
	named := cell{key: "named", sign: signOf(s.Named.State), quotes: s.Named.Quotes}
	purpose := cell{key: "purpose", sign: signOf(s.Purpose.State), quotes: s.Purpose.Quotes, text: s.Purpose.Text}
	refusal := cell{key: "refusal", sign: signOf(s.Refusal.State), quotes: s.Refusal.Quotes, text: s.Refusal.Text,
		forAll: s.Refusal.Scope == "general"}
	consent := cell{key: "consent", sign: signOf(s.Consent.State), quotes: s.Consent.Quotes, forAll: s.Consent.Scope == "general"}
	cells := []cell{named, purpose, refusal, consent}
	silent := named.sign == signMissing || s.Named.State == policy.Denied
	for i := 1; i < len(cells); i++ {
		if cells[i].sign == signMissing && (silent || i > 1 && !asked) {
			cells[i].sign = signNotAsked
		}
	}
	return cells
}

func signOf(s policy.State) sign {
	switch s {
	case policy.Stated:
		return signStated
	case policy.Vague:
		return signVague
	case policy.Denied, policy.Conflicting:
		return signContrary
	}
	return signMissing
}
