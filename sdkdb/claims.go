package sdkdb

import (
	"sort"
	"strings"
)

// claimIndex holds what the entries know classes, strings, calls and files by,
// ready to be looked up.
type claimIndex struct {
	list   []claim          // by dotted prefix
	prefix map[string]int32 // dotted prefix → claim
	names  nameTable        // slashed prefixes and class names

	exact    []string         // class and component names of the database, dotted
	strings  stringTable      // string constants
	targets  map[string]int32 // call targets, numbered
	files    fileTable        // native libraries
	assets   fileTable
	methods  printTable // fingerprints of methods
	texts    printTable // and of string constants
	versions versionIndex
}

// claim is one entry's claim to a class prefix.
type claim struct {
	prefix string
	sdk    *SDK
	fact   Fact
	// shared is set where neighbours' artefacts hold the prefix as well.
	shared *Shared
	// told says that calls into the prefix prove something.
	told bool
}

func (db *DB) buildClaims() *claimIndex {
	x := &claimIndex{prefix: make(map[string]int32, 4*len(db.list)), targets: map[string]int32{},
		versions: versionIndex{map[string]map[string]*SDK{}, map[string]*SDK{}}}
	for _, s := range db.list {
		for _, f := range s.Classes {
			x.claim(s, f)
		}
	}
	sort.Slice(x.list, func(i, j int) bool { return x.list[i].prefix < x.list[j].prefix })
	x.names.init(4 * len(x.list))
	for i := range x.list {
		x.prefix[x.list[i].prefix] = int32(i)
		x.names.add(x.list[i].prefix).claim = int32(i)
	}
	told := map[*SDK]bool{}
	for _, s := range db.list {
		x.addExact(s)
		x.addCalls(s, told)
		x.addStrings(s)
		x.addFiles(s)
		x.addVersions(s)
	}
	for i := range x.list {
		s := x.list[i].sdk
		x.list[i].told = told[s]
		for j := range s.Shared {
			if s.Shared[j].Prefix == x.list[i].prefix {
				x.list[i].shared = &s.Shared[j]
			}
		}
	}
	x.strings.finish()
	x.addStructure(db.list)
	return x
}

// claim adds a prefix. Where two entries claim one, the first that is verified
// has it; the tests see to it that no two do.
func (x *claimIndex) claim(s *SDK, f Fact) {
	at, taken := x.prefix[f.Value]
	if !taken {
		x.prefix[f.Value] = int32(len(x.list))
		x.list = append(x.list, claim{prefix: f.Value, sdk: s, fact: f})
	} else if x.list[at].fact.unverified() && !f.unverified() {
		x.list[at].sdk, x.list[at].fact = s, f
	}
}

// addExact adds the names of classes and components an entry lists.
func (x *claimIndex) addExact(s *SDK) {
	add := func(name string) {
		if name == "" || strings.ContainsAny(name, "<*") {
			return
		}
		if e := x.names.add(name); e.exact < 0 {
			e.exact = int32(len(x.exact))
			x.exact = append(x.exact, name)
		}
	}
	for _, f := range s.Components {
		add(f.Value)
	}
	anchors := s.Anchors
	if s.Capability != nil {
		anchors = append(anchors[:len(anchors):len(anchors)], s.Capability.Code...)
	}
	for _, a := range anchors {
		if a.Kind == "class" || a.Kind == "component" {
			add(a.Value)
		}
	}
}

// addCalls adds call targets. Calls into a prefix matter to the entry that is
// told by them and to the one that claims the class.
func (x *claimIndex) addCalls(s *SDK, told map[*SDK]bool) {
	add := func(anchors []Anchor) {
		for _, a := range anchors {
			if a.Kind != "call" {
				continue
			}
			if _, ok := x.targets[a.Value]; !ok {
				x.targets[a.Value] = int32(len(x.targets))
			}
			if at, ok := x.claimOf(a.Value); ok {
				told[x.list[at].sdk] = true
			}
		}
	}
	add(s.Anchors)
	if s.Capability != nil {
		add(s.Capability.Called)
	}
}

func (x *claimIndex) addStrings(s *SDK) {
	for _, f := range s.Strings {
		x.strings.add(f.Value, s, f.unverified() || f.weak())
	}
	for _, a := range s.Anchors {
		if a.Kind == "string" {
			x.strings.add(a.Value, s, false)
		}
	}
	if s.Capability != nil {
		for _, r := range s.Capability.Renamed {
			x.strings.add(r, s, true)
		}
	}
}

func (x *claimIndex) addFiles(s *SDK) {
	for _, f := range s.Libraries {
		x.files.add(f.Value, s, f.unverified() || f.weak())
	}
	for _, a := range s.Anchors {
		if a.Kind == "library" {
			x.files.add(a.Value, s, false)
		}
	}
	for _, f := range s.Assets {
		x.assets.add(f.Value, s, f.unverified() || f.weak())
	}
}

func (x *claimIndex) watchesAsset(path string) bool { return len(x.assets.find(path)) > 0 }

// unverified reports whether nobody has checked the fact.
func (f Fact) unverified() bool { return strings.Contains(f.From, "unverified") }

// weak reports whether others have the same.
func (f Fact) weak() bool { return strings.Contains(f.From, "weak") }

// claimOf returns the claim with the longest prefix of a dotted name.
func (x *claimIndex) claimOf(name string) (int32, bool) {
	for p := name; ; {
		if at, ok := x.prefix[p]; ok {
			return at, true
		}
		i := strings.LastIndexAny(p, ".$")
		if i < 0 {
			return -1, false
		}
		p = p[:i]
	}
}

// claimsBelow reports whether a claimed prefix is the package or lies below.
func (x *claimIndex) claimsBelow(pkg string) bool {
	i := sort.Search(len(x.list), func(i int) bool { return x.list[i].prefix >= pkg })
	return i < len(x.list) && under(x.list[i].prefix, pkg)
}

// find returns the claim with the longest prefix of a slashed class name, the
// number of the name if the database lists it (-1 for none), and the length of
// its package.
func (x *claimIndex) find(name []byte) (claim, exact int32, pkg int) {
	claim, exact = -1, -1
	h := uint64(hashStart)
	for i, b := range name {
		if b == '/' || b == '$' {
			if e := x.names.get(h, name[:i]); e != nil && e.claim >= 0 {
				claim = e.claim
			}
			if b == '/' {
				pkg = i
			}
		}
		h = (h ^ uint64(b)) * hashPrime
	}
	if e := x.names.get(h, name); e != nil {
		if e.claim >= 0 {
			claim = e.claim
		}
		exact = e.exact
	}
	return claim, exact, pkg
}

// under returns the entry of the longest prefix a package lies under. Where a
// package stands above prefixes of one entry or one family, it is that entry
// or the umbrella; nil where the prefixes below it belong to several.
func (x *claimIndex) under(db *DB, pkg string) *SDK {
	if at, ok := x.claimOf(pkg); ok {
		return x.list[at].sdk
	}
	var below *SDK
	from := sort.Search(len(x.list), func(i int) bool { return x.list[i].prefix > pkg+"." })
	for _, cl := range x.list[from:] {
		if !strings.HasPrefix(cl.prefix, pkg+".") {
			break
		}
		if below == nil {
			below = cl.sdk
		} else if below = db.common(below, cl.sdk); below == nil {
			return nil
		}
	}
	return below
}

// common returns the entry itself or the umbrella that two entries share, nil
// for none.
func (db *DB) common(a, b *SDK) *SDK {
	for s, depth := a, 0; s != nil && depth < 8; s, depth = db.byID[s.Parent], depth+1 {
		if s == b || db.isPart(b, s) {
			return s
		}
	}
	return nil
}
