package sdkdb

import (
	"cmp"
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Confidence says how sure it is that an SDK is in an app.
type Confidence string

// Confidences. Certain needs two kinds of evidence, a component that only this
// vendor has, or a tree of classes; a candidate is a hint and no finding.
const (
	Certain   Confidence = "certain"
	Likely    Confidence = "likely"
	Candidate Confidence = "candidate"
)

// Use says what an app does with an SDK.
type Use string

// Uses: called from code of the app or of another SDK; declared, a component
// or initialiser of it stands in the manifest; present, nothing more is seen.
const (
	Called   Use = "called"
	Declared Use = "declared"
	Present  Use = "present"
)

// Match is an SDK or library that was found in an app. The JSON form is that
// of sdks[] in candor.report/1.
type Match struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Parent     *string    `json:"parent"`
	Vendor     string     `json:"vendor"`
	Website    string     `json:"website"`
	Categories []string   `json:"categories"`
	Version    *string    `json:"version"`
	Confidence Confidence `json:"confidence"`
	Use        Use        `json:"use"`
	// CalledFrom lists the parties whose code calls it: "app", SDK ids,
	// "unknown".
	CalledFrom []string `json:"calledFrom"`
	// BundledIn is the SDK whose artefact it ships in, where nothing of it was
	// seen outside of that.
	BundledIn    *string           `json:"bundledIn"`
	Capabilities map[string]string `json:"capabilities"`
	Evidence     []evidence.Seen   `json:"evidence"`
}

// Tree is a tree of classes that nobody could be named for.
type Tree struct {
	Root     string          `json:"root"` // package with dots; "" is the root package
	Classes  int             `json:"classes"`
	Evidence []evidence.Seen `json:"evidence"`
}

// Result says which SDKs an app holds and whose each class is.
type Result struct {
	SDKs      []Match // by id; candidates included
	Libraries []Match // by id
	Unknown   []Tree  // largest first

	owners *owners
	merges map[string][]string // permission → ids
}

// Owner returns the party whose code a class is, by its full name with dots.
func (r *Result) Owner(class string) privacy.Party { return r.owners.of(class) }

// Match holds everything that was seen against the database. It is called
// once, after all code has been told.
func (o *Observation) Match() *Result {
	slices.SortFunc(o.codes, func(a, b *Code) int { return cmp.Compare(a.file, b.file) })
	m := &matcher{o: o, db: o.db, x: o.x, found: map[*SDK]*gathered{}, claims: make([]seenClaim, len(o.x.list)), defined: map[string]bool{}}
	m.gatherClasses()
	m.gatherComponents()
	m.gatherFiles()
	m.gatherStrings()
	m.gatherManifest()
	m.gatherCalls()
	m.gatherStructure()
	m.decide()
	own := m.newOwners()
	m.gatherUse(own)
	return m.result(own)
}

// matcher holds what is known of each entry while an app is matched.
type matcher struct {
	o  *Observation
	db *DB
	x  *claimIndex

	found   map[*SDK]*gathered
	claims  []seenClaim     // by claim
	defined map[string]bool // listed class names that some DEX file defines
	// structure is what proves entries under renaming.
	structure map[*SDK]*structured
}

// seenClaim is a claimed prefix as it was met.
type seenClaim struct{ classes int }

// proof is a kind of evidence, as a bit.
type proof uint16

const (
	byComponent proof = 1 << iota
	byClass
	byLibrary
	byString
	byAsset
	byCall
	byMetadata
	byStructure
)

// gathered is the evidence for one entry.
type gathered struct {
	sdk  *SDK
	seen []evidence.Seen

	solid proof // kinds that prove it
	hint  proof // kinds that support it and prove nothing by themselves

	classes    int // under verified prefixes that no neighbour shares
	otherClass int // under all other prefixes
	anchors    int // classes only it has
	byShape    int // classes that hold fingerprints

	declared   bool
	confidence Confidence
	use        Use
	calledFrom map[string]bool
	bundledIn  string
	capability map[string]string
}

func (m *matcher) of(s *SDK) *gathered {
	g := m.found[s]
	if g == nil {
		g = &gathered{sdk: s, calledFrom: map[string]bool{}}
		m.found[s] = g
	}
	return g
}

func (g *gathered) add(kind evidence.Kind, value, where string, count int) {
	for i := range g.seen {
		if e := &g.seen[i]; e.Kind == kind && e.Value == value && e.Where == where {
			e.Count += count
			return
		}
	}
	g.seen = append(g.seen, evidence.Seen{Kind: kind, Value: value, Where: where, Count: count})
}

// addOnce adds a piece of evidence where it is not there yet.
func (g *gathered) addOnce(kind evidence.Kind, value, where string) {
	if !slices.ContainsFunc(g.seen, func(e evidence.Seen) bool { return e.Kind == kind && e.Value == value }) {
		g.add(kind, value, where, 1)
	}
}

// MayComeFrom returns the SDKs that were found and whose artefact merges a
// permission into the app, by id.
func (r *Result) MayComeFrom(permission string) []string { return r.merges[permission] }
