package draft

import (
	"slices"
	"strconv"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/sdkdb"
)

// Fields of an SDK row, as reports name them.
const (
	fieldName        = "name"
	fieldPurpose     = "purpose"
	fieldMethod      = "method"
	fieldScope       = "scope"
	fieldInstitution = "institution"
	fieldWebsite     = "website"
	fieldPrivacyURL  = "privacyUrl"
	fieldPermissions = "permissions"
	fieldContact     = "contact"
	fieldScene       = "scene"
)

// sdkSection makes the list of third-party SDKs.
func (m *maker) sdkSection() section {
	s := section{title: m.lang.words("sdk.title"), intro: m.lang.words("sdk.intro")}
	fields := m.sdkFields()
	for _, f := range fields {
		s.columns = append(s.columns, m.lang.words("field."+f))
	}
	for _, row := range m.sdkRows() {
		var cells []cell
		var blanks []Note
		for _, f := range fields {
			c := m.sdkCell(row, f)
			if c.kind == fillCell {
				blanks = append(blanks, say("field."+f))
			}
			cells = append(cells, c)
		}
		s.rows = append(s.rows, cells)
		m.sdkNotes(row, blanks)
	}
	m.sdkHints()
	return s
}

// sdkFields are the columns of the list: the six of the model, the link to the
// privacy policy, and what the profile asks for beyond.
func (m *maker) sdkFields() []string {
	fields := []string{fieldName, fieldPurpose, fieldMethod, fieldScope, fieldInstitution, fieldWebsite, fieldPrivacyURL}
	for _, f := range []string{fieldContact, fieldPermissions, fieldScene} {
		if m.profileAsks(f) {
			fields = append(fields, f)
		}
	}
	return fields
}

func (m *maker) profileAsks(field string) bool {
	p, err := disclosure.LookupProfile(m.Profile)
	return err == nil && slices.Contains(p.SDKFields, field)
}

// sdkRow is one row of the list: what the policy says of an SDK, and what is
// known of it.
type sdkRow struct {
	id   string        // "" for a row of the policy whose name nobody knows
	kept []*policy.SDK // rows of the policy for it, none for a new row
	need *sdkNeed      // what the findings ask for, nil for nothing
}

// sdkNeed is what the findings say about one SDK.
type sdkNeed struct {
	id       string
	findings map[string]*disclosure.Finding // by rule
}

// Rules that this package acts on, beside those of missing fields.
const (
	ruleUndisclosed = "sdk/undisclosed"
	ruleDenied      = "sdk/denied"
	ruleUnderstated = "sdk/scope-understated"
	ruleNotFound    = "sdk/not-found"
)

// completes lists the rules that ask for more in a row that is there.
var completes = map[string]bool{"sdk/purpose": true, "sdk/method": true, "sdk/scope": true, "sdk/institution": true, "sdk/website": true,
	"sdk/field": true, ruleUnderstated: true}

// sdkNeeds gathers the new findings about SDKs in the order of the ids.
func (m *maker) sdkNeeds() []*sdkNeed {
	byID := map[string]*sdkNeed{}
	var ids []string
	for i := range m.Findings {
		f := &m.Findings[i]
		if f.Subject.Kind != disclosure.SubjectSDK || f.Baseline == disclosure.Known || !completes[f.Rule] && f.Rule != ruleUndisclosed && f.Rule != ruleDenied {
			continue
		}
		if byID[f.Subject.ID] == nil {
			byID[f.Subject.ID] = &sdkNeed{id: f.Subject.ID, findings: map[string]*disclosure.Finding{}}
			ids = append(ids, f.Subject.ID)
		}
		byID[f.Subject.ID].findings[f.Rule] = f
	}
	slices.Sort(ids)
	var out []*sdkNeed
	for _, id := range ids {
		out = append(out, byID[id])
	}
	return out
}

// sdkRows decides which rows the list has: without a policy one for every SDK,
// with one the rows it has and those the findings ask for.
func (m *maker) sdkRows() []sdkRow {
	var rows []sdkRow
	if m.Policy == nil {
		for _, id := range m.foundSDKs() {
			rows = append(rows, sdkRow{id: id})
		}
		return rows
	}
	needs := m.sdkNeeds()
	if !m.onlyMissing {
		rows = m.keptRows(needs)
	}
	for _, n := range needs {
		isKept := slices.ContainsFunc(rows, func(r sdkRow) bool { return r.need == n })
		switch {
		case isKept:
		case n.findings[ruleDenied] != nil && m.onlyMissing:
			m.note("note.denied", same(m.sdkTitle(n.id)), m.lines(n.findings[ruleDenied].Quotes))
		default:
			rows = append(rows, sdkRow{id: n.id, kept: m.rowsFor(n), need: n})
		}
	}
	return rows
}

// keptRows are the rows of the policy, those of one SDK together, in the order
// in which they stand there.
func (m *maker) keptRows(needs []*sdkNeed) []sdkRow {
	var rows []sdkRow
	for i := range m.Policy.SDKs {
		p := &m.Policy.SDKs[i]
		row := sdkRow{kept: []*policy.SDK{p}}
		if p.ID != nil {
			row.id = *p.ID
		}
		if n := slices.IndexFunc(needs, func(n *sdkNeed) bool { return slices.Contains(m.rowsFor(n), p) }); n >= 0 {
			row.id, row.need = needs[n].id, needs[n]
		}
		same := slices.IndexFunc(rows, func(r sdkRow) bool { return r.id == row.id && r.id != "" })
		if same >= 0 {
			rows[same].kept = append(rows[same].kept, p)
			continue
		}
		rows = append(rows, row)
	}
	return rows
}

// rowsFor are the rows of the policy that lack what the findings ask for. An
// SDK that no row discloses has none.
func (m *maker) rowsFor(n *sdkNeed) []*policy.SDK {
	var out []*policy.SDK
	for i := range m.Policy.SDKs {
		p := &m.Policy.SDKs[i]
		for rule, f := range n.findings {
			if completes[rule] && !slices.Contains(out, p) && quotesMeet(p.Quotes, f.Quotes) {
				out = append(out, p)
			}
		}
	}
	return out
}

func quotesMeet(a, b []evidence.Quote) bool {
	return slices.ContainsFunc(a, func(x evidence.Quote) bool {
		return slices.ContainsFunc(b, func(y evidence.Quote) bool { return x.Document == y.Document && x.Line == y.Line && x.Text == y.Text })
	})
}

// foundSDKs lists the SDKs of the app that get a row of their own: not the
// candidates, and no umbrella that a part speaks for.
func (m *maker) foundSDKs() []string {
	var ids []string
	for i := range m.SDKs {
		s := &m.SDKs[i]
		covered := slices.ContainsFunc(m.SDKs, func(o report.SDK) bool {
			return o.Confidence != sdkdb.Candidate && slices.Contains(m.umbrellas(o.ID), s.ID) && disclosure.SpeaksFor(&o.Match, &s.Match)
		})
		if s.Confidence != sdkdb.Candidate && !covered {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// match is what was found of an SDK, nil for nothing.
func (m *maker) match(id string) *report.SDK {
	for i := range m.SDKs {
		if m.SDKs[i].ID == id {
			return &m.SDKs[i]
		}
	}
	return nil
}

// maxDepth bounds the walk from a part to its umbrellas.
const maxDepth = 8

// umbrellas lists what an SDK is a part of, nearest first.
func (m *maker) umbrellas(id string) []string {
	var out []string
	for range maxDepth {
		parent := ""
		if s := m.match(id); s != nil && s.Parent != nil {
			parent = *s.Parent
		} else if e := m.db.Lookup(id); e != nil {
			parent = e.Parent
		}
		if parent == "" {
			break
		}
		out, id = append(out, parent), parent
	}
	return out
}

// lines names the lines of quotes: "12, 14".
func (m *maker) lines(quotes []evidence.Quote) Note {
	var out []Note
	for _, q := range quotes {
		if t := same(strconv.Itoa(q.Line)); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return listed(out)
}
