package sdkdb

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// How many classes prove what. One class under a prefix may be a stub.
const (
	classesLikely  = 2
	classesCertain = 5
	anchorsCertain = 3 // classes in all, one of them an anchor
)

// decide says of every entry with evidence how sure it is.
func (m *matcher) decide() {
	for _, g := range m.found {
		g.confidence = g.judge(len(m.o.codes) > 0)
	}
	for _, s := range m.db.list {
		if s.Capability != nil {
			m.judgePart(s)
		}
	}
	m.promoteUmbrellas()
	for _, s := range m.db.list {
		if g := m.found[s]; g != nil && g.confidence != "" {
			m.findCarrier(g)
		}
	}
	for _, g := range m.found {
		if g.confidence == "" && g.otherClass >= classesLikely && !m.explained(g) {
			g.confidence = Candidate
		}
	}
}

// judge decides by an entry's own evidence; "" is no match at all.
func (g *gathered) judge(codeRead bool) Confidence {
	all := g.classes + g.otherClass
	if g.anchors > 0 || g.classes >= classesLikely {
		g.solid |= byClass
	} else if g.classes > 0 || g.otherClass > 0 && len(g.sdk.Anchors) == 0 {
		g.hint |= byClass
	}
	kinds := g.solid | g.hint
	switch {
	case g.solid&byComponent != 0 && (all > 0 || !codeRead):
		return Certain
	case g.classes >= classesCertain || g.anchors > 0 && max(all, g.anchors) >= anchorsCertain:
		return Certain
	case g.solid != 0 && kinds&(kinds-1) != 0:
		return Certain
	case g.solid != 0:
		return Likely
	case kinds != 0 && (kinds != byComponent || !g.onlyPlaceholders()):
		return Candidate
	}
	return ""
}

// onlyPlaceholders reports whether all that was seen are classes of the app
// itself that bear the name an SDK asks for.
func (g *gathered) onlyPlaceholders() bool {
	for _, e := range g.seen {
		if e.Kind != evidence.Component || !g.sdk.placeholderFor(e.Value) {
			return false
		}
	}
	return true
}

func (s *SDK) placeholderFor(name string) bool {
	for _, f := range s.Components {
		if rest, ok := strings.CutPrefix(f.Value, placeholder); ok && strings.HasSuffix(name, rest) {
			return true
		}
	}
	return false
}

// sure reports whether an entry was found for certain or likely.
func (m *matcher) sure(s *SDK) bool {
	g := m.found[s]
	return g != nil && (g.confidence == Certain || g.confidence == Likely)
}

// Values of a capability.
const (
	capabilityNone   = "none"
	capabilityCode   = "code"
	capabilityWired  = "wired"
	capabilityCalled = "called"
)

// judgePart decides on a part that its umbrella always carries: it is there
// where the umbrella is, and the app wires or calls it.
func (m *matcher) judgePart(part *SDK) {
	whole := m.db.byID[part.Parent]
	g := m.of(part)
	g.confidence = ""
	if whole == nil || !m.sure(whole) {
		return
	}
	c := part.Capability
	state := capabilityNone
	for _, a := range c.Code {
		if m.hasCode(a) {
			state = capabilityCode
		}
	}
	for _, a := range c.Wired {
		if m.hasComponent(a.Value) {
			state = capabilityWired
			// The component is a second kind of evidence for the whole.
			m.of(whole).confidence = Certain
		}
	}
	if m.partCalled(part, whole, g) {
		state = capabilityCalled
	}
	caps := map[string]string{c.Name: state}
	m.of(whole).capability = caps
	if state == capabilityWired || state == capabilityCalled {
		g.confidence, g.capability = m.of(whole).confidence, caps
	}
}

func (m *matcher) hasCode(a Anchor) bool {
	if a.Kind == "class" {
		return m.defined[a.Value]
	}
	for _, c := range m.o.codes {
		for _, s := range c.strings {
			if bare, prefix := strings.CutSuffix(a.Value, "*"); s.text == bare || prefix && strings.HasPrefix(s.text, bare) {
				return true
			}
		}
	}
	return false
}

func (m *matcher) hasComponent(pattern string) bool {
	p := componentPattern{name: pattern}
	return slices.ContainsFunc(m.o.components, func(c component) bool { return p.fits(c.name, m.o.pkg) })
}

// partCalled looks for calls of the part from outside the whole, and keeps
// them as evidence.
func (m *matcher) partCalled(part, whole *SDK, g *gathered) bool {
	called := false
	for _, c := range m.o.codes {
		for k, seen := range c.targets {
			if !isCallOf(part.Capability.Called, seen.target) || m.inFamily(c.trees[k.from], whole) {
				continue
			}
			called = true
			g.add(evidence.Method, seen.target, c.file+" "+seen.caller, seen.count)
		}
	}
	return called
}

func isCallOf(anchors []Anchor, target string) bool {
	return slices.ContainsFunc(anchors, func(a Anchor) bool { return a.Kind == "call" && a.Value == target })
}

// inFamily reports whether a tree is that of an entry, of a part of it or of
// its umbrella.
func (m *matcher) inFamily(t tree, s *SDK) bool {
	if t.claim < 0 {
		return false
	}
	return m.db.common(m.x.list[t.claim].sdk, s) != nil
}

// gatherCalls finds the entries that are told by calls into their prefix from
// code that is neither theirs nor a carrier's.
func (m *matcher) gatherCalls() {
	for _, s := range m.db.list {
		for _, a := range s.Anchors {
			if a.Kind != "call" || s.Capability != nil {
				continue
			}
			for _, c := range m.o.codes {
				for k, seen := range c.targets {
					if seen.target == a.Value && m.hasClasses(a.Value) && !m.inFamily(c.trees[k.from], s) && !m.carries(c.trees[k.from], s) {
						g := m.of(s)
						g.solid |= byCall
						g.add(evidence.Method, seen.target, c.file+" "+seen.caller, seen.count)
					}
				}
			}
		}
	}
}

// hasClasses reports whether the app holds code under the prefix of a call's
// target, and does not only refer to it.
func (m *matcher) hasClasses(target string) bool {
	at, ok := m.x.claimOf(target)
	return ok && m.claims[at].classes > 0
}

// carries reports whether a tree is that of an SDK that ships s inside.
func (m *matcher) carries(t tree, s *SDK) bool {
	if t.claim < 0 {
		return false
	}
	return s.shipsIn(m.x.list[t.claim].sdk.ID)
}

// shipsIn reports whether the artefact of the entry id may hold s.
func (s *SDK) shipsIn(id string) bool {
	return slices.ContainsFunc(s.BundledIn, func(b Bundled) bool { return b.In == id })
}

// promoteUmbrellas lists the umbrella of parts that were found where it has
// code that none of them explains: under a prefix that is not shared with the
// part, or that several parts share.
func (m *matcher) promoteUmbrellas() {
	for _, whole := range m.db.list {
		g := m.found[whole]
		if g == nil || whole.Kind != KindSDK || m.sure(whole) {
			continue
		}
		for at := range m.claims {
			if cl := &m.x.list[at]; cl.sdk == whole && m.claims[at].classes > 0 && m.needsUmbrella(cl) {
				g.confidence = Likely
			}
		}
	}
}

// needsUmbrella reports whether parts of the claim's entry were found, and not
// one of them alone explains its classes.
func (m *matcher) needsUmbrella(cl *claim) bool {
	parts, sharing := 0, 0
	for _, s := range m.db.list {
		if s.Parent == cl.sdk.ID && s.Kind == KindSDK && m.sure(s) {
			parts++
			if cl.shared != nil && isOneOf(s.ID, cl.shared.By) {
				sharing++
			}
		}
	}
	return parts > 0 && sharing != 1
}

// findCarrier finds the SDK whose artefact holds all that was seen of another.
func (m *matcher) findCarrier(g *gathered) {
	if g.solid&(byComponent|byLibrary|byCall) != 0 || g.sdk.Kind != KindSDK {
		return
	}
	for _, b := range g.sdk.BundledIn {
		carrier := m.db.byID[b.In]
		if carrier.Kind != KindSDK || !m.sure(carrier) {
			continue
		}
		outside := slices.ContainsFunc(g.seen, func(e evidence.Seen) bool {
			return e.Kind == evidence.Class && !slices.ContainsFunc(b.Classes, func(p string) bool { return under(e.Value, p) })
		})
		if !outside {
			g.bundledIn = b.In
			return
		}
	}
}

// explained reports whether the classes under the prefixes of an entry may be
// those of a neighbour that was found, or of a library.
func (m *matcher) explained(g *gathered) bool {
	for at := range m.claims {
		cl := &m.x.list[at]
		if cl.sdk == g.sdk && m.claims[at].classes > 0 && m.neighbour(cl) == nil {
			return false
		}
	}
	return true
}

// neighbour returns who holds the classes of a claim whose entry was not
// found: an SDK that was found and shares or carries the prefix, an umbrella
// that was found, or a library that shares it; nil for nobody.
func (m *matcher) neighbour(cl *claim) *SDK {
	var ids []string
	if cl.shared != nil {
		ids = append(ids, cl.shared.By...)
	}
	for _, b := range cl.sdk.BundledIn {
		if slices.ContainsFunc(b.Classes, func(p string) bool { return under(cl.prefix, p) || under(p, cl.prefix) }) {
			ids = append(ids, b.In)
		}
	}
	for _, id := range ids {
		if s := m.db.byID[id]; s != nil && s.Kind == KindSDK && m.sure(s) {
			return s
		}
	}
	for s := m.db.byID[cl.sdk.Parent]; s != nil; s = m.db.byID[s.Parent] {
		if m.sure(s) {
			return s
		}
	}
	for _, id := range ids {
		if s := m.db.byID[id]; s != nil && s.Kind == KindLibrary {
			return s
		}
	}
	return nil
}

// maxEvidence bounds the evidence of one entry.
const maxEvidence = 60

// result puts the matches in order.
func (m *matcher) result(own *owners) *Result {
	r := &Result{SDKs: []Match{}, Libraries: []Match{}, Unknown: own.unknown(), owners: own, merges: map[string][]string{}}
	for _, s := range m.db.list {
		g := m.found[s]
		switch {
		case g == nil || g.confidence == "":
		case s.Kind == KindLibrary:
			r.Libraries = append(r.Libraries, g.match(m.o))
		default:
			r.SDKs = append(r.SDKs, g.match(m.o))
			for _, f := range s.Permissions {
				if g.confidence != Candidate {
					r.merges[f.Value] = append(r.merges[f.Value], s.ID)
				}
			}
		}
	}
	return r
}

func (g *gathered) match(o *Observation) Match {
	s := g.sdk
	out := Match{ID: s.ID, Name: s.Name, Vendor: s.Vendor.Name(), Website: s.Website, Categories: append([]string{}, s.Categories...),
		Confidence: g.confidence, Use: g.use, CalledFrom: append([]string{}, sortedKeys(g.calledFrom)...), Capabilities: map[string]string{}}
	if s.Parent != "" {
		out.Parent = &s.Parent
	}
	if g.confidence != Candidate {
		out.Version = o.versionOf(s)
	}
	if g.bundledIn != "" {
		out.BundledIn = &g.bundledIn
	}
	for k, v := range g.capability {
		out.Capabilities[k] = v
	}
	out.Evidence = append([]evidence.Seen{}, g.seen...)
	slices.SortFunc(out.Evidence, func(a, b evidence.Seen) int {
		return cmp.Or(cmp.Compare(kindRank(a.Kind), kindRank(b.Kind)), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Where, b.Where))
	})
	if len(out.Evidence) > maxEvidence {
		out.Evidence = out.Evidence[:maxEvidence]
	}
	return out
}

// kindRank is the order in which evidence is shown.
func kindRank(k evidence.Kind) int {
	return slices.Index([]evidence.Kind{evidence.Component, evidence.Class, evidence.Library, evidence.Method, evidence.Structure, evidence.String, evidence.Asset, evidence.Metadata}, k)
}
