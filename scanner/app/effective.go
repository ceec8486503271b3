package app

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// span is a range of API levels, both ends included.
type span struct{ min, max int }

// open is the upper end of a span that never ends.
const open = Preview

// spans is a set of API levels: sorted, apart from each other.
type spans []span

// grants works out on which devices an app's permissions have effect.
type grants struct {
	m         *Manifest
	order     []string                    // names, declared ones first
	declared  map[string][]UsesPermission // by name, in document order
	implied   map[string]spans
	impliedBy map[string]string // what brought it first
	// meant is the part of implied that a rule brings to old apps in the place
	// of another permission; that they gain nothing by declaring it themselves
	// does not matter there.
	meant map[string]spans
}

// apiSDK23 is the first API level that knows uses-permission-sdk-23.
const apiSDK23 = 23

func newGrants(m *Manifest) *grants {
	g := &grants{m: m, declared: map[string][]UsesPermission{}, implied: map[string]spans{}, impliedBy: map[string]string{}, meant: map[string]spans{}}
	for _, u := range m.UsesPermissions {
		if g.declared[u.Name] == nil {
			g.order = append(g.order, u.Name)
		}
		g.declared[u.Name] = append(g.declared[u.Name], u)
	}
	g.imply()
	return g
}

// imply applies the rules in Android's order: first what every old enough app
// gets, then one walk over the splits, in which what one rule brings can bring
// more by a later one.
func (g *grants) imply() {
	for _, r := range g.rules(privacy.RuleCompat) {
		on := spans{{max(1, g.m.MinSDK), open}}.within(r.Device.Range())
		g.addImplied(r.Then, "targetSdkVersion "+fmt.Sprint(g.m.TargetSDK), on)
	}
	for _, r := range g.rules(privacy.RuleSplit) {
		on := union(g.requested(r.When), g.implied[r.When]).within(r.Device.Range())
		g.addImplied(r.Then, r.When, on)
		for _, name := range r.Then {
			if r.Target != "" {
				g.meant[name] = union(g.meant[name], on)
			}
		}
	}
}

// rules are the rules of a kind that hold for the app's targetSdkVersion.
func (g *grants) rules(kind privacy.RuleKind) (out []privacy.PermissionRule) {
	for _, r := range privacy.PermissionRules() {
		if r.Kind == kind && r.Target.Holds(g.m.TargetSDK) {
			out = append(out, r)
		}
	}
	return out
}

func (g *grants) addImplied(names []string, by string, on spans) {
	for _, name := range names {
		on := on
		if p, ok := privacy.LookupPermission(name); ok {
			on = on.within(existsFrom(p), open)
		}
		if len(on) == 0 {
			continue
		}
		if g.declared[name] == nil && g.implied[name] == nil {
			g.order = append(g.order, name)
		}
		if g.impliedBy[name] == "" {
			g.impliedBy[name] = by
		}
		g.implied[name] = union(g.implied[name], on)
	}
}

// existsFrom is the first API level with the permission; 0 where the tables
// start later than it.
func existsFrom(p privacy.Permission) int {
	if p.AddedAPI <= oldestTable {
		return 0
	}
	return p.AddedAPI
}

// oldestTable is the API level of the oldest platform the tables know.
const oldestTable = 4

// requested is where the declarations of a permission reach, whatever the
// platform makes of it.
func (g *grants) requested(name string) (out spans) {
	for _, u := range g.declared[name] {
		if !u.ByReference {
			out = union(out, g.reach(u))
		}
	}
	return out
}

// reach is the range of devices that read one declaration.
func (g *grants) reach(u UsesPermission) spans {
	first, last := max(1, g.m.MinSDK, u.MinSDK), open
	if u.Element != usesPermission {
		first = max(first, apiSDK23)
	}
	if u.MaxSDK > 0 {
		last = u.MaxSDK
	}
	return spans{{first, last}}.within(first, last)
}

const usesPermission = "uses-permission"

// effective is where the declarations of a permission have effect; where they
// have none, reason says why.
func (g *grants) effective(name string) (on spans, reason string) {
	on = g.requested(name)
	if len(on) == 0 {
		return nil, g.whyNotRequested(name)
	}
	if p, ok := privacy.LookupPermission(name); ok {
		from := existsFrom(p)
		if on = on.within(from, open); len(on) == 0 {
			return nil, fmt.Sprintf("%s does not exist below API %d, and the declaration ends at %d", name, from, g.lastRequested(name))
		}
	}
	return g.cut(name, on, privacy.RuleNoEffect, privacy.RuleNeedsOther)
}

// cut takes the levels out of on at which a permission gives nothing by rules
// of these kinds; where none is left, reason says why.
func (g *grants) cut(name string, on spans, kinds ...privacy.RuleKind) (left spans, reason string) {
	for _, r := range privacy.PermissionRules() {
		if r.When != name || !r.Target.Holds(g.m.TargetSDK) || !slices.Contains(kinds, r.Kind) {
			continue
		}
		if r.Kind == privacy.RuleNoEffect {
			left = on.without(r.Device.Range())
		} else {
			left = on.needing(r.Device, g.held(r.Then))
		}
		if len(left) == 0 {
			return nil, whyRule(g.m, r)
		}
		on = left
	}
	return on, ""
}

// impliedEffect is where a permission that others bring has effect.
func (g *grants) impliedEffect(name string) (on spans, reason string) {
	on, reason = g.cut(name, g.implied[name], privacy.RuleNoEffect)
	if meant := g.meant[name]; len(meant) > 0 {
		return union(on, meant), ""
	}
	return on, reason
}

// held is where at least one of the permissions is asked for or implied.
func (g *grants) held(names []string) (on spans) {
	for _, n := range names {
		on = union(on, union(g.requested(n), g.implied[n]))
	}
	return on
}

func (g *grants) lastRequested(name string) int {
	on := g.requested(name)
	return on[len(on)-1].max
}

// whyNotRequested explains declarations that no device the app runs on reads.
func (g *grants) whyNotRequested(name string) string {
	u := g.declared[name][0]
	switch {
	case u.ByReference:
		return "the name is a reference to a resource, which Android does not follow"
	case u.MaxSDK < g.m.MinSDK:
		return fmt.Sprintf("maxSdkVersion %d is below minSdkVersion %d", u.MaxSDK, g.m.MinSDK)
	case u.Element != usesPermission && u.MaxSDK < apiSDK23:
		return fmt.Sprintf("%s is read from API %d on, maxSdkVersion is %d", u.Element, apiSDK23, u.MaxSDK)
	}
	return fmt.Sprintf("maxSdkVersion %d is below its minSdkVersion %d", u.MaxSDK, u.MinSDK)
}

// whyRule explains why a rule leaves nothing.
func whyRule(m *Manifest, r privacy.PermissionRule) string {
	others := strings.Join(r.Then, " or ")
	if r.Kind == privacy.RuleNeedsOther {
		return "gives nothing alone, needs " + others
	}
	s := "has no effect"
	if first, last := r.Device.Range(); last < open {
		s += fmt.Sprintf(" up to API %d", last)
	} else if first > 0 {
		s += fmt.Sprintf(" from API %d on", first)
	}
	if r.Target != "" {
		s += fmt.Sprintf(" with targetSdkVersion %d", m.TargetSDK)
	}
	if others != "" {
		return s + ", needs " + others
	}
	return s
}

// within cuts s to the levels from first to last.
func (s spans) within(first, last int) (out spans) {
	for _, x := range s {
		if x.min, x.max = max(x.min, first), min(x.max, last); x.min <= x.max {
			out = append(out, x)
		}
	}
	return out
}

// without takes the levels from first to last out of s.
func (s spans) without(first, last int) spans {
	return union(s.within(0, first-1), s.within(last+1, open))
}

// needing keeps the levels outside device, and those inside on which other
// holds too.
func (s spans) needing(device privacy.Bound, other spans) spans {
	first, last := device.Range()
	out := s.without(first, last)
	for _, x := range other {
		out = union(out, s.within(max(first, x.min), min(last, x.max)))
	}
	return out
}

func union(a, b spans) spans {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y span) int { return x.min - y.min })
	var out spans
	for _, x := range all {
		if n := len(out); n > 0 && x.min <= out[n-1].max+1 {
			out[n-1].max = max(out[n-1].max, x.max)
			continue
		}
		out = append(out, x)
	}
	return out
}

// contains reports whether every level of b lies in s.
func (s spans) contains(b spans) bool {
	return slices.Equal(union(s, b), s)
}

// hull is the range from the first to the last level, nil for none.
func (s spans) hull() *APIRange {
	if len(s) == 0 {
		return nil
	}
	r := &APIRange{Min: s[0].min}
	if last := s[len(s)-1].max; last < open {
		r.Max = &last
	}
	return r
}
