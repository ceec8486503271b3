package sdkdb

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// owners says whose each class is.
//
// A class is the app's if it lies under the application id; it is that of the
// entry with the longest prefix it lies under, or of whoever that entry's
// prefix is shared with; and it is the app's if its package can be read and
// belongs to the app's own components. Everything else is unknown: packages of
// short names, the root package, and readable packages that nobody claims and
// that may be a library nobody has described.
type owners struct {
	x        *claimIndex
	pkg      string
	claims   []privacy.Party          // by claim
	classes  map[string]privacy.Party // classes under renaming, proved one by one
	packages map[string]privacy.Party // packages under renaming
	roots    []string                 // packages of the app besides its id

	trees map[string]*Tree // packages nobody claims, by name
}

func (m *matcher) newOwners() *owners {
	w := &owners{x: m.x, pkg: m.o.pkg, claims: make([]privacy.Party, len(m.x.list)), classes: map[string]privacy.Party{}, packages: map[string]privacy.Party{}, trees: map[string]*Tree{}}
	for at := range m.x.list {
		w.claims[at] = m.claimOwner(&m.x.list[at])
	}
	w.roots = m.appRoots()
	m.ownByStructure(w)
	m.ownByName(w)
	m.ownByStrings(w)
	for _, c := range m.o.codes {
		for i := range c.trees {
			if t := &c.trees[i]; t.claim < 0 && t.defined > 0 && Origin(i) != own {
				w.addTree(decodeMUTF8([]byte(strings.ReplaceAll(t.pkg, "/", "."))), c.file, t.defined)
			}
		}
	}
	return w
}

// claimOwner returns whose the classes under a claimed prefix are.
func (m *matcher) claimOwner(cl *claim) privacy.Party {
	s := cl.sdk
	if s.Kind == KindLibrary {
		return privacy.LibraryParty(s.ID)
	}
	if !m.sure(s) {
		if n := m.neighbour(cl); n != nil {
			if s = n; s.Kind == KindLibrary {
				return privacy.LibraryParty(s.ID)
			}
		} else if g := m.found[s]; g == nil || g.confidence == "" {
			return privacy.PartyUnknown
		}
	}
	return privacy.Party(s.ID)
}

func (w *owners) of(class string) privacy.Party {
	if w.pkg != "" && under(class, w.pkg) {
		return privacy.PartyApp
	}
	if len(w.classes) > 0 {
		if p, ok := w.classes[outermost(class)]; ok {
			return p
		}
	}
	if at, ok := w.x.claimOf(class); ok {
		return w.claims[at]
	}
	pkg := ""
	if i := strings.LastIndexByte(class, '.'); i >= 0 {
		pkg = class[:i]
	}
	return w.ofPackage(pkg)
}

// outermost returns the class that a class stands inside of.
func outermost(class string) string {
	if i := strings.IndexByte(class, '$'); i > 0 {
		return class[:i]
	}
	return class
}

// ofPackage returns whose a package is that nobody claims.
func (w *owners) ofPackage(pkg string) privacy.Party {
	if p, ok := w.packages[pkg]; ok {
		return p
	}
	if readable(pkg) && slices.ContainsFunc(w.roots, func(r string) bool { return under(pkg, r) }) {
		return privacy.PartyApp
	}
	return privacy.PartyUnknown
}

// readable reports whether a package bears names that a person gave: two or
// more segments, one of them of three letters or more behind the first.
func readable(pkg string) bool {
	_, rest, ok := strings.Cut(pkg, ".")
	if !ok {
		return false
	}
	for _, seg := range strings.Split(rest, ".") {
		if len(seg) >= 3 && isASCII(seg) {
			return true
		}
	}
	return false
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// appRoots returns the packages that are the app's besides its id.
//
// Components prove it: those of an SDK nobody has described stand in the
// manifest as well, so one counts as the app's own only if it shares two
// segments with the application id, is the Application class or the activity
// the app starts with, or lies in the package that most of the activities lie
// in that no entry claims. Then all that shares its first two segments is the
// app's. A package of a vendor whose SDKs are known never is, unless the
// application id lies there: a packer's Application class proves nothing.
func (m *matcher) appRoots() []string {
	var roots []string
	if root := rootOf(m.o.pkg); root != "" {
		roots = append(roots, root)
	}
	add := func(root string) {
		if root != "" && !slices.Contains(roots, root) && !m.x.claimsBelow(root) {
			roots = append(roots, root)
		}
	}
	count, activities := map[string]int{}, 0
	for _, c := range m.o.components {
		if _, claimed := m.x.claimOf(c.name); claimed {
			continue
		}
		root := rootOf(c.name[:max(0, strings.LastIndexByte(c.name, '.'))])
		if c.kind == kindApplication || c.name == m.o.launcher {
			add(root)
		}
		if c.kind == "activity" {
			activities++
			count[root]++
		}
	}
	for _, root := range sortedKeys(count) {
		if 2*count[root] > activities {
			add(root)
		}
	}
	return roots
}

// sharedRoots are first segments under which many people publish, so that
// three segments make a name of one's own.
var sharedRoots = []string{"com.github", "io.github", "com.gitlab", "com.example", "org.apache", "cn.com", "com.cn", "co.uk", "com.google", "com.android"}

// rootOf returns the segments of a package that name its owner: two, or three
// where the first two are used by many. It is "" for a package too short or
// not readable.
func rootOf(pkg string) string {
	segs := strings.SplitN(pkg, ".", 4)
	n := 2
	if len(segs) >= 2 && isOneOf(segs[0]+"."+segs[1], sharedRoots) {
		n = 3
	}
	if len(segs) < n || !readable(pkg) {
		return ""
	}
	return strings.Join(segs[:n], ".")
}

// ownByName gives the classes that an entry lists one by one, under no prefix
// of anybody, to that entry.
func (m *matcher) ownByName(w *owners) {
	for _, s := range m.db.list {
		if !m.sure(s) {
			continue
		}
		for _, f := range s.Components {
			if _, claimed := m.x.claimOf(f.Value); !claimed && m.defined[f.Value] && !f.unverified() && !f.weak() {
				w.classes[outermost(f.Value)] = privacy.Party(s.ID)
			}
		}
	}
}

// ownByStrings gives renamed classes to the SDK whose strings they hold: a
// class with enough of them, where no other SDK's are.
func (m *matcher) ownByStrings(w *owners) {
	type holder struct {
		sdk   *SDK
		texts int
		mixed bool
	}
	classes := map[string]*holder{}
	for _, c := range m.o.codes {
		for at, seen := range c.strings {
			for _, owner := range m.x.strings.list[m.x.strings.factOf(at)].owners {
				if owner.weak || !m.sure(owner.sdk) {
					continue
				}
				for class := range seen.classes {
					h := classes[class]
					if h == nil {
						h = &holder{sdk: owner.sdk}
						classes[class] = h
					}
					h.texts++
					h.mixed = h.mixed || m.db.common(h.sdk, owner.sdk) == nil
				}
			}
		}
	}
	for class, h := range classes {
		if len(class) < 3 || h.mixed || h.texts < enoughStrings {
			continue
		}
		name := decodeMUTF8([]byte(strings.ReplaceAll(class[1:len(class)-1], "/", ".")))
		if _, claimed := m.x.claimOf(name); !claimed {
			w.classes[outermost(name)] = privacy.Party(h.sdk.ID)
		}
	}
}

// addTree counts the classes of a package nobody could be named for.
func (w *owners) addTree(pkg, file string, classes int) {
	if w.ofPackage(pkg) != privacy.PartyUnknown {
		return
	}
	root := treeRoot(pkg)
	t := w.trees[root]
	if t == nil {
		t = &Tree{Root: root}
		w.trees[root] = t
	}
	t.Classes += classes
	for i := range t.Evidence {
		if t.Evidence[i].Where == file {
			t.Evidence[i].Count += classes
			return
		}
	}
	t.Evidence = append(t.Evidence, evidence.Seen{Kind: evidence.Class, Value: root, Where: file, Count: classes})
}

// treeRoot returns the tree a package is listed under: its owner's segments
// where they can be read, else its first segment, or two behind a top level
// that everybody uses.
func treeRoot(pkg string) string {
	if root := rootOf(pkg); root != "" {
		return root
	}
	first, rest, _ := strings.Cut(pkg, ".")
	if second, _, _ := strings.Cut(rest, "."); second != "" && isOneOf(first, topLevels) {
		return first + "." + second
	}
	return first
}

// unknown lists the trees, largest first.
func (w *owners) unknown() []Tree {
	out := make([]Tree, 0, len(w.trees))
	for _, t := range w.trees {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Tree) int {
		return cmp.Or(cmp.Compare(b.Classes, a.Classes), cmp.Compare(a.Root, b.Root))
	})
	return out
}

// gatherUse says what the app does with each SDK.
func (m *matcher) gatherUse(w *owners) {
	for _, c := range m.o.codes {
		for key := range c.calls {
			from, to := c.trees[key>>32], c.trees[uint32(key)]
			if to.claim < 0 {
				continue
			}
			callee := m.db.byID[string(w.claims[to.claim])]
			if callee == nil || m.found[callee] == nil {
				continue
			}
			if caller := m.callerOf(w, from, Origin(key>>32), callee); caller != "" {
				m.of(callee).calledFrom[caller] = true
			}
		}
		m.gatherPartUse(w, c)
	}
	m.gatherOwnComponents(w)
	for _, g := range m.found {
		switch {
		case len(g.calledFrom) > 0 || g.capability != nil && g.sdk.Capability != nil && g.has(evidence.Method):
			g.use = Called
		case g.declared:
			g.use = Declared
		default:
			g.use = Present
		}
	}
}

// gatherOwnComponents notes the components whose class an SDK owns that is
// surely inside. By themselves they need not prove it: neighbours may share
// the prefix of their names.
func (m *matcher) gatherOwnComponents(w *owners) {
	for _, c := range m.o.components {
		s := m.db.byID[string(w.of(c.name))]
		if s == nil || s.Kind != KindSDK || !m.sure(s) {
			continue
		}
		g := m.of(s)
		g.declared = true
		g.addOnce(evidence.Component, c.name, manifestFile)
	}
}

// gatherPartUse finds who calls the parts that an umbrella always carries.
func (m *matcher) gatherPartUse(w *owners, c *Code) {
	for key, seen := range c.targets {
		for _, s := range m.db.list {
			if s.Capability == nil || !m.sure(s) || !isCallOf(s.Capability.Called, seen.target) {
				continue
			}
			if caller := m.callerOf(w, c.trees[key.from], key.from, s); caller != "" {
				m.of(s).calledFrom[caller] = true
			}
		}
	}
}

func (g *gathered) has(k evidence.Kind) bool {
	return slices.ContainsFunc(g.seen, func(e evidence.Seen) bool { return e.Kind == k })
}

// callerOf names the party of a calling tree, "" where the call says nothing:
// from the SDK's own family, from what ships with it, from a library, and from code nobody could be
// named for that may be the SDK's own, because it is renamed or bears the name
// of its vendor.
func (m *matcher) callerOf(w *owners, from tree, o Origin, callee *SDK) string {
	var p privacy.Party
	switch {
	case o == own:
		p = privacy.PartyApp
	case from.claim >= 0:
		p = w.claims[from.claim]
	default:
		pkg := decodeMUTF8([]byte(strings.ReplaceAll(from.pkg, "/", ".")))
		if p = w.ofPackage(pkg); p == privacy.PartyUnknown && (!readable(pkg) || w.hasRoot(callee, rootOf(pkg))) {
			return ""
		}
	}
	if p.IsLibrary() || from.claim >= 0 && p == privacy.PartyUnknown {
		return ""
	}
	if s := m.db.byID[p.SDK()]; s != nil && (m.db.common(s, callee) != nil || s.shipsIn(callee.ID) || callee.shipsIn(s.ID)) {
		return ""
	}
	return string(p)
}

// hasRoot reports whether a prefix that turned out to be the SDK's begins with
// the root.
func (w *owners) hasRoot(s *SDK, root string) bool {
	for at, p := range w.claims {
		if string(p) == s.ID && root != "" && under(w.x.list[at].prefix, root) {
			return true
		}
	}
	return false
}
