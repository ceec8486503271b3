package sdkdb

import "strings"

// Artefact is what the published file of an SDK holds, as told by whoever read
// it. Names of classes have dots.
type Artefact struct {
	Name    string // Maven "group:artifact:version", or the name of the file
	SHA256  string // of the file, "" where it is not known
	Version string // "" where nothing says it

	Classes []ArtefactClass
	// What the manifest of an AAR merges into an app.
	Components, Permissions, Metadata, Actions []string
	// Files an app takes over: names of native libraries and paths of assets.
	Libraries, Assets []string
	// VersionEntries are entries that speak of a version, by their path.
	VersionEntries []Constant
}

// ArtefactClass is one class and what its code does.
type ArtefactClass struct {
	Name      string
	Methods   []ArtefactMethod
	Constants []Constant // static final strings
}

// ArtefactMethod is one method with its traces (see [MemberTrace]).
type ArtefactMethod struct {
	Name   string
	Native bool
	Traces []Trace
}

// Constant is a static final field, or an entry, with a string for its value.
type Constant struct{ Field, Value string }

// main returns the entry that claims most classes of an artefact, nil where
// nobody claims any or libraries have them all.
func (db *DB) mainEntry(a *Artefact) *SDK {
	x, count := db.claims(), map[*SDK]int{}
	var best *SDK
	for i := range a.Classes {
		if at, ok := x.claimOf(a.Classes[i].Name); ok {
			s := x.list[at].sdk
			if count[s]++; s.Kind == KindSDK && (best == nil || count[s] > count[best]) {
				best = s
			}
		}
	}
	return best
}

// entryOf returns the entry that claims a class, or else that of the artefact.
func (x *claimIndex) entryOf(class string, of *SDK) *SDK {
	if at, ok := x.claimOf(class); ok {
		return x.list[at].sdk
	}
	return of
}

// prefixes returns the package prefixes that the classes nobody claims lie
// under: the deepest package that holds all below an owner's root, where it
// can be read.
func (a *Artefact) prefixes(x *claimIndex) []string {
	common, count := map[string]string{}, map[string]int{}
	for i := range a.Classes {
		name := a.Classes[i].Name
		if _, claimed := x.claimOf(name); claimed {
			continue
		}
		pkg := packageOf(name)
		root := rootOf(pkg)
		if root == "" {
			continue
		}
		if count[root]++; count[root] == 1 {
			common[root] = pkg
		} else {
			common[root] = commonPackage(common[root], pkg)
		}
	}
	var out []string
	for _, root := range sortedKeys(common) {
		if count[root] >= classesLikely {
			out = append(out, common[root])
		}
	}
	return out
}

func commonPackage(a, b string) string {
	for !under(b, a) {
		a = packageOf(a)
	}
	return a
}

// versions returns the constants that hold the artefact's version, and the
// entries that do.
func (a *Artefact) versions(x *claimIndex, s *SDK) (out []string) {
	for i := range a.Classes {
		c := &a.Classes[i]
		if a.Version == "" || x.entryOf(c.Name, s) != s {
			continue
		}
		for _, k := range c.Constants {
			if k.Value == a.Version && len(out) < maxVersions {
				out = append(out, c.Name+"."+k.Field)
			}
		}
	}
	for _, e := range a.VersionEntries {
		if e.Value == a.Version && len(out) < 2*maxVersions && !strings.HasSuffix(e.Field, ".MF") {
			out = append(out, e.Field)
		}
	}
	return out
}

// maxVersions bounds the places an entry names for its version.
const maxVersions = 2
