package disclosure

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Options say how findings are weighed. The zero value is the default profile
// with nothing changed.
type Options struct {
	// Profile names the set of requirements, "" for the default.
	Profile string
	// Severities overrides the severity of rules by id, [Off] switches one
	// off. What a rule itself marks down (a vague purpose, an API that returns
	// nothing on the Android versions of the app) stays down.
	Severities map[string]Severity
	// Baseline lists the findings that are known; nil for none.
	Baseline *Baseline
	// Now is the time at which entries of the baseline expire; the zero value
	// is today.
	Now time.Time
}

// Baseline states of a finding.
const (
	New   = "new"
	Known = "known"
)

// Check runs all rules and returns their findings: gravest first, then in the
// order of [Rules], what is sure first, then by subject. Facts without a policy
// give findings of the rules about the app alone. The error names an unknown
// profile or rule.
func Check(f Facts, opt Options) ([]Finding, error) {
	profile, err := opt.profile()
	if err != nil {
		return nil, err
	}
	facts := prepare(f, profile)
	findings := []Finding{}
	for _, r := range Rules() {
		severity, chosen := opt.severity(r, profile)
		if severity == Off || f.Policy == nil && !strings.HasPrefix(r.ID, "app/") {
			continue
		}
		for _, found := range r.check(facts) {
			if r.silence && len(f.Policy.NotRead) > 0 {
				found.State = Review
			}
			findings = append(findings, found.complete(r, severity, chosen, f.App.Package, profile))
		}
	}
	findings = unique(findings)
	opt.mark(findings)
	rank := ranks()
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Severity.rank(), b.Severity.rank()), cmp.Compare(rank[a.Rule], rank[b.Rule]), cmp.Compare(a.State.rank(), b.State.rank()),
			cmp.Compare(a.Subject.ID, b.Subject.ID), cmp.Compare(a.party(), b.party()), cmp.Compare(a.key, b.key))
	})
	return findings, nil
}

// Fails reports whether a finding counts for the exit code at the severity
// failOn: new, sure (or for review where strict), and as grave as failOn.
func (f Finding) Fails(failOn Severity, strict bool) bool {
	return failOn.rank() < Off.rank() && f.Severity.rank() <= failOn.rank() && f.Baseline != Known && (strict || f.State == Fail)
}

func (opt Options) profile() (*Profile, error) {
	for id, s := range opt.Severities {
		if _, ok := LookupRule(id); !ok {
			return nil, fmt.Errorf("severities: there is no rule %q", id)
		}
		if s.rank() > Off.rank() {
			return nil, fmt.Errorf("severities: %s: %q is not error, warning, note or off", id, s)
		}
	}
	return LookupProfile(opt.Profile)
}

// severity is the severity of a rule: from the configuration, else from the
// profile, else its own; chosen is false for its own.
func (opt Options) severity(r Rule, p *Profile) (s Severity, chosen bool) {
	if s, ok := opt.Severities[r.ID]; ok {
		return s, true
	}
	if s, ok := p.Rules[r.ID]; ok {
		return s, true
	}
	return r.Severity, false
}

// mark says of each finding whether the baseline knows it.
func (opt Options) mark(findings []Finding) {
	now := opt.Now
	if now.IsZero() {
		now = time.Now()
	}
	for i := range findings {
		findings[i].Baseline = New
		if opt.Baseline.Knows(findings[i].Fingerprint, now) {
			findings[i].Baseline = Known
		}
	}
}

// complete fills in what a check leaves to the rule.
func (f Finding) complete(r Rule, severity Severity, chosen bool, pkg string, p *Profile) Finding {
	f.Rule = r.ID
	if f.Severity == "" || chosen && !f.lowered || severity.rank() > f.Severity.rank() {
		f.Severity = severity
	}
	if f.State == "" {
		f.State = Fail
	}
	if f.Remedy == (Text{}) {
		f.Remedy = r.Remedy
	}
	if f.Evidence == nil {
		f.Evidence = []evidence.Seen{}
	}
	if f.Quotes == nil {
		f.Quotes = []evidence.Quote{}
	}
	f.Citations = p.citations(r)
	f.Fingerprint = f.fingerprint(pkg)
	return f
}

// fieldSeparator stands between the parts of a fingerprint: a control
// character none of them contains.
const fieldSeparator = "\x1f"

// fingerprint names a finding across versions of app and document: it holds
// nothing that an edit elsewhere, or a new release, would change.
func (f Finding) fingerprint(pkg string) string {
	parts := []string{f.Rule, pkg, f.Subject.Kind, f.Subject.ID, f.party(), f.key}
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(p, fieldSeparator, " ")
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, fieldSeparator)))
	return hex.EncodeToString(sum[:])
}

func (f Finding) party() string {
	if f.Party == nil {
		return ""
	}
	return string(*f.Party)
}

// unique merges findings of one fingerprint: the first stays and takes over
// the quotes and the evidence of the others.
func unique(findings []Finding) []Finding {
	at := map[string]int{}
	kept := findings[:0]
	for _, f := range findings {
		i, seen := at[f.Fingerprint]
		if !seen {
			at[f.Fingerprint] = len(kept)
			kept = append(kept, f)
			continue
		}
		kept[i].Quotes = appendQuotes(kept[i].Quotes, f.Quotes...)
		kept[i].Evidence = appendSeen(kept[i].Evidence, f.Evidence...)
	}
	return kept
}

func ranks() map[string]int {
	m := map[string]int{}
	for i, r := range Rules() {
		m[r.ID] = i
	}
	return m
}

// rank puts what is sure before what a person must judge.
func (s State) rank() int {
	if s == Review {
		return 1
	}
	return 0
}

// rank orders severities, gravest first; an unknown word comes last.
func (s Severity) rank() int {
	if i := slices.Index([]Severity{Error, Warning, Note, Off}, s); i >= 0 {
		return i
	}
	return 4
}

// maxEvidence bounds the places one finding shows; the report's own lists of
// permissions, SDKs and items have them all.
const maxEvidence = 12

// appendSeen adds places that are not there yet, up to [maxEvidence]. It does
// not write into the list it is given.
func appendSeen(have []evidence.Seen, more ...evidence.Seen) []evidence.Seen {
	have = slices.Clip(have)
	for _, s := range more {
		if len(have) < maxEvidence && !slices.Contains(have, s) {
			have = append(have, s)
		}
	}
	return have
}

// appendQuotes adds quotes that are not there yet. It does not write into the
// list it is given.
func appendQuotes(have []evidence.Quote, more ...evidence.Quote) []evidence.Quote {
	have = slices.Clip(have)
	for _, q := range more {
		if !slices.ContainsFunc(have, func(h evidence.Quote) bool {
			return h.Document == q.Document && h.Line == q.Line && h.Text == q.Text
		}) {
			have = append(have, q)
		}
	}
	return have
}

func partyOf(p privacy.Party) *privacy.Party { return &p }

// itemKey is the key of a finding about several items.
func itemKey(items []privacy.Item) string {
	var ids []string
	for _, i := range items {
		ids = append(ids, string(i))
	}
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), ",")
}

// quoteKey is the key of a finding about a passage: its words, so that it
// survives a passage that moves.
func quoteKey(quotes []evidence.Quote) string {
	var texts []string
	for _, q := range quotes {
		texts = append(texts, strings.ToLower(strings.Join(strings.Fields(q.Text), " ")))
	}
	return strings.Join(texts, "\n")
}
