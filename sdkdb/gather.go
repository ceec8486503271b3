package sdkdb

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// gatherClasses counts the classes under each prefix, and finds the classes
// that only one SDK has.
func (m *matcher) gatherClasses() {
	for _, c := range m.o.codes {
		for _, t := range c.trees {
			if t.claim < 0 || t.defined == 0 {
				continue
			}
			cl := &m.x.list[t.claim]
			m.claims[t.claim].classes += t.defined
			g := m.of(cl.sdk)
			if cl.fact.unverified() || cl.fact.weak() || cl.shared != nil && len(cl.sdk.Anchors) > 0 {
				g.otherClass += t.defined
			} else {
				g.classes += t.defined
			}
			g.add(evidence.Class, cl.prefix, c.file, t.defined)
		}
		for at := range c.exact {
			m.defined[m.x.exact[at]] = true
		}
	}
	for _, s := range m.db.list {
		m.findAnchors(s)
	}
}

// findAnchors looks for the classes that prove an entry: its anchors, and the
// classes of its components.
func (m *matcher) findAnchors(s *SDK) {
	prove := func(name string) {
		if !m.defined[name] {
			return
		}
		g := m.of(s)
		g.anchors++
		for _, c := range m.o.codes {
			if n := c.countExact(name); n > 0 {
				g.add(evidence.Class, name, c.file, n)
			}
		}
	}
	for _, a := range s.Anchors {
		if a.Kind == "class" || a.Kind == "component" && !s.lists(a.Value) {
			prove(a.Value)
		}
	}
	for _, f := range s.Components {
		if !f.unverified() && !f.weak() && (!s.sharesName(f.Value) || s.anchors("component", f.Value)) {
			prove(f.Value)
		}
	}
}

func (c *Code) countExact(name string) int {
	if e := c.x.names.get(hashOf(strings.ReplaceAll(name, ".", "/")), []byte(strings.ReplaceAll(name, ".", "/"))); e != nil && e.exact >= 0 {
		return c.exact[e.exact]
	}
	return 0
}

// lists reports whether the entry lists the component.
func (s *SDK) lists(component string) bool {
	for _, f := range s.Components {
		if f.Value == component {
			return true
		}
	}
	return false
}

func (s *SDK) anchors(kind, value string) bool {
	for _, a := range s.Anchors {
		if a.Kind == kind && a.Value == value {
			return true
		}
	}
	return false
}

// sharesName reports whether a name lies under a prefix that neighbours hold
// as well.
func (s *SDK) sharesName(name string) bool {
	if len(s.Anchors) == 0 {
		return false
	}
	for _, sh := range s.Shared {
		if under(name, sh.Prefix) {
			return true
		}
	}
	return false
}

// under reports whether a dotted name is a package or below it.
func under(name, pkg string) bool {
	return strings.HasPrefix(name, pkg) && (len(name) == len(pkg) || name[len(pkg)] == '.' || name[len(pkg)] == '$')
}

// placeholder stands for the application id in names of components.
const placeholder = "<package>"

// gatherComponents matches the components of the manifest: listed ones by full
// name, all others by the prefix they lie under.
func (m *matcher) gatherComponents() {
	patterns := m.componentPatterns()
	for _, c := range m.o.components {
		for _, p := range patterns {
			if p.fits(c.name, m.o.pkg) {
				m.component(p.sdk, c.name, p.weak)
			}
		}
		if m.o.pkg != "" && under(c.name, m.o.pkg) {
			continue
		}
		at, ok := m.x.claimOf(c.name)
		if !ok {
			continue
		}
		cl := &m.x.list[at]
		if s := cl.sdk; s.Kind == KindSDK && !s.sharesName(c.name) {
			m.component(s, c.name, cl.fact.unverified() || cl.fact.weak())
		}
	}
}

// componentPattern is a component an entry lists.
type componentPattern struct {
	sdk  *SDK
	name string
	weak bool
}

func (m *matcher) componentPatterns() []componentPattern {
	byName := map[string]bool{}
	for _, c := range m.o.components {
		byName[c.name] = true
	}
	var out []componentPattern
	for _, s := range m.db.list {
		if s.Kind != KindSDK {
			continue
		}
		add := func(name, from string) {
			own := strings.HasPrefix(name, placeholder)
			if !own && !strings.HasSuffix(name, "*") && !byName[name] {
				return
			}
			f := Fact{name, from}
			out = append(out, componentPattern{s, name, own || f.unverified() || f.weak() || s.sharesName(name) && !s.anchors("component", name)})
		}
		for _, f := range s.Components {
			add(f.Value, f.From)
		}
		for _, a := range s.Anchors {
			if a.Kind == "component" && !s.lists(a.Value) {
				add(a.Value, a.From)
			}
		}
	}
	return out
}

func (p componentPattern) fits(name, pkg string) bool {
	want := p.name
	if rest, ok := strings.CutPrefix(want, placeholder); ok {
		return pkg != "" && name == pkg+rest
	}
	if want, ok := strings.CutSuffix(want, "*"); ok {
		return strings.HasPrefix(name, want)
	}
	return name == want
}

// component notes a component of the manifest. A weak one supports an SDK and
// does not prove it: an app may name its own class so.
func (m *matcher) component(s *SDK, name string, weak bool) {
	g := m.of(s)
	g.declared = true
	if weak {
		g.hint |= byComponent
	} else {
		g.solid |= byComponent
	}
	g.addOnce(evidence.Component, name, manifestFile)
}

// gatherFiles matches native libraries and other entries of the archive.
func (m *matcher) gatherFiles() {
	note := func(kind evidence.Kind, p proof, owners []fileOwner, value, where string) {
		for _, o := range owners {
			g := m.of(o.sdk)
			if o.weak {
				g.hint |= p
			} else {
				g.solid |= p
			}
			g.add(kind, value, where, 1)
		}
	}
	for _, lib := range m.o.libraries {
		name := path.Base(lib)
		note(evidence.Library, byLibrary, m.x.files.find(name), name, path.Dir(lib))
	}
	for _, a := range m.o.assets {
		note(evidence.Asset, byAsset, m.x.assets.find(a), a, a)
	}
}

// gatherManifest matches meta-data and actions, which support and never prove.
func (m *matcher) gatherManifest() {
	for _, s := range m.db.list {
		for _, f := range s.Metadata {
			m.metadata(s, f.Value)
		}
		for _, a := range s.Anchors {
			if a.Kind == "metadata" {
				m.metadata(s, a.Value)
			}
		}
		for _, f := range s.Actions {
			if m.o.actions[f.Value] {
				g := m.of(s)
				g.hint |= byComponent
				g.add(evidence.Component, f.Value, manifestFile, 1)
			}
		}
	}
}

func (m *matcher) metadata(s *SDK, name string) {
	if !m.o.metadata[name] {
		return
	}
	g := m.of(s)
	g.hint |= byMetadata
	g.declared = true
	g.add(evidence.Metadata, name, manifestFile, 1)
}

// enoughStrings is how many distinct strings of one SDK, out of one class or
// one small package, prove it.
const enoughStrings = 3

// gatherStrings matches string constants.
func (m *matcher) gatherStrings() {
	clusters := map[*SDK]map[string]map[string]bool{}
	for _, c := range m.o.codes {
		for _, at := range sortedKeys(c.strings) {
			seen := c.strings[at]
			for _, owner := range m.x.strings.list[m.x.strings.factOf(at)].owners {
				g := m.of(owner.sdk)
				g.hint |= byString
				g.add(evidence.String, seen.text, c.file, seen.count)
				if owner.weak {
					continue
				}
				if clusters[owner.sdk] == nil {
					clusters[owner.sdk] = map[string]map[string]bool{}
				}
				for class := range seen.classes {
					cluster := c.file + " " + class
					if clusters[owner.sdk][cluster] == nil {
						clusters[owner.sdk][cluster] = map[string]bool{}
					}
					clusters[owner.sdk][cluster][seen.text] = true
				}
			}
		}
	}
	for s, byClass := range clusters {
		for _, texts := range byClass {
			if len(texts) >= enoughStrings {
				m.of(s).solid |= byString
			}
		}
	}
}

// factOf returns the fact of a key that [Code.String] made.
func (t *stringTable) factOf(key int32) int32 {
	if n := int32(len(t.list)); key >= n {
		return (key - n) / maxVariants
	}
	return key
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
