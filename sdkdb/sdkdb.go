// Package sdkdb knows SDKs: their names as policies write them, their vendors,
// and what each leaves in an app. It finds SDK names in text, and matches what
// was seen in an app against its facts: for each SDK the evidence and the
// classes it owns. It does not know how things were seen or read.
//
// The facts are YAML files in data/, one per vendor; the fields are those of
// [SDK], and data/README.md describes them. Sources are named by short codes,
// which sources.yaml spells out.
package sdkdb

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"sort"
	"sync"
)

// Kinds of entries. A library is known, and not reported as an SDK.
const (
	KindSDK     = "sdk"
	KindLibrary = "library"
)

// SDK is one entry of the database: an SDK that a policy discloses, or a
// general library. It is read-only.
type SDK struct {
	ID   string
	Kind string // KindSDK or KindLibrary
	Name string // the name reports print
	// Formerly lists ids that were merged into this entry.
	Formerly []string
	// Names in English and Chinese count wherever they stand. Weak ones count
	// in a row's name and in a sentence that speaks of SDKs; Words are common
	// words as well and count in a row's name and with "SDK" right behind.
	NamesEN, NamesZH, NamesWeak, NamesWord []string
	Vendor                                 Vendor
	Website                                string
	PrivacyURL                             string
	Categories                             []string
	Parent                                 string   // id of the umbrella, ""
	From                                   []string // source codes of the entry as a whole

	// Classes are the package or class prefixes the SDK's code lies under,
	// matched at segment borders; the longest match owns a class.
	Classes []Fact
	// Anchors prove the SDK where its prefixes are shared with others: where
	// an entry has anchors, a prefix alone proves nothing.
	Anchors []Anchor
	// Shared lists prefixes that neighbours' artefacts hold as well.
	Shared []Shared
	// Components are full names of manifest components; "<package>" stands
	// for the application id, a trailing "*" for any ending.
	Components  []Fact
	Libraries   []Fact // file names of native libraries, "*" for any run of characters
	Assets      []Fact // paths of archive entries, "*" as above
	Metadata    []Fact // names of meta-data elements
	Strings     []Fact // string constants, exact or with a trailing "*"
	Actions     []Fact // intent actions of its components
	Permissions []Fact // permissions its artefact merges into the app
	Items       []Fact // personal information its vendor says it takes
	BundledIn   []Bundled
	// Versions name what holds the SDK's version: "class.FIELD", a static final
	// string, or the archive entry of a properties or .version file.
	Versions []Fact
	// Learned names the published artefacts the facts were taken from.
	Learned []Learned
	// Structure tells the SDK by its code under renaming.
	Structure Structure
	// Capability says how a part of an SDK is told apart from the whole, nil
	// for nearly all.
	Capability *Capability
	// Matches and NotMatches are samples that must and must not prove it.
	Matches, NotMatches []Sample
	// File is the data file the entry stands in.
	File string
}

// Vendor is the legal entity behind an SDK, in the languages known.
type Vendor struct {
	EN, ZH    []string
	Confirmed bool // checked against the vendor's own pages
}

// Name returns the vendor's name to print: English first, "" where unknown.
func (v Vendor) Name() string {
	for _, names := range [][]string{v.EN, v.ZH} {
		if len(names) > 0 {
			return names[0]
		}
	}
	return ""
}

// Fact is one thing known of an SDK, with its sources.
type Fact struct {
	Value string
	// From lists source codes, separated by spaces. "unverified" marks a fact
	// that nobody has checked and "weak" one that others have as well: by
	// itself either makes no more than a candidate.
	From string
}

// Learned is a published file that facts of an entry were taken from.
type Learned struct {
	Artefact string // Maven "group:artifact:version", or "npm:package@version:file"
	SHA256   string // of the file, 64 hex digits
}

// Anchor is a thing that only this SDK leaves in an app.
type Anchor struct {
	Kind  string // "class", "component", "call", "string", "library" or "metadata"
	Value string // a call is "class.method"
	From  string
}

// Shared says that a prefix is also found in the artefacts of other entries.
type Shared struct {
	Prefix string
	By     []string
}

// Bundled says that an SDK ships inside the artefact of another one, which may
// disclose it.
type Bundled struct {
	In      string   // id of the carrier
	Classes []string // the prefixes it ships
	Note    string
	From    string
}

// Capability describes a part that its umbrella's code always carries, so that
// carrying it proves nothing (WeChat Pay inside the WeChat SDK).
type Capability struct {
	Name    string // "pay"
	Code    []Anchor
	Wired   []Anchor // components that the app declares to receive its results
	Called  []Anchor // calls from outside the umbrella's own classes
	Renamed []string // strings that show the code under renaming, with a trailing "*"
}

// Sample is an observation in short: what an app holds.
type Sample struct {
	Package    string
	Classes    []string // dotted; a trailing "*N" stands for N classes
	Components []string
	Libraries  []string
	Strings    []string
	Calls      []string // "caller class -> target class.method"
	Metadata   []string
	Because    string
}

// DB is a set of entries. It is immutable and safe for concurrent use.
type DB struct {
	list  []*SDK // by id
	byID  map[string]*SDK
	files []file

	version func() string
	names   func() *nameIndex
	claims  func() *claimIndex
}

type file struct{ name, text string }

//go:embed data/*.yaml
var embedded embed.FS

var embeddedDB = sync.OnceValues(func() (*DB, error) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	return (&DB{}).With(sub, "data")
})

// Embedded returns the database that ships with candor.
func Embedded() (*DB, error) { return embeddedDB() }

// With returns a database that also holds the entries of the *.yaml files in
// fsys, of which name is the path to print in errors. An entry with an id that
// is already there takes its place.
func (db *DB) With(fsys fs.FS, name string) (*DB, error) {
	paths, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 && len(db.list) > 0 {
		return nil, fmt.Errorf("%s: no *.yaml file there", name)
	}
	out := &DB{byID: make(map[string]*SDK, len(db.list)+512), files: append([]file(nil), db.files...)}
	for _, s := range db.list {
		out.byID[s.ID] = s
	}
	for _, p := range parseAll(fsys, name, paths) {
		if p.err != nil {
			return nil, p.err
		}
		for i := range p.entries {
			s := &p.entries[i]
			if old := out.byID[s.ID]; old != nil && db.byID[s.ID] != old {
				return nil, fmt.Errorf("%s: the id %s is already used in %s", p.file.name, s.ID, old.File)
			}
			out.byID[s.ID] = s
		}
		out.files = append(out.files, p.file)
	}
	return out.finish()
}

// parsed is one data file and its entries, or why it has none.
type parsed struct {
	file    file
	entries []SDK
	err     error
}

// parseAll reads data files on all cores and returns them in the order of
// paths.
func parseAll(fsys fs.FS, name string, paths []string) []parsed {
	out := make([]parsed, len(paths))
	n := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range n {
		wg.Go(func() {
			d := &decoder{}
			for i := w; i < len(paths); i += n {
				out[i] = d.open(fsys, paths[i], path.Join(name, paths[i]))
			}
		})
	}
	wg.Wait()
	return out
}

func (d *decoder) open(fsys fs.FS, p, name string) parsed {
	text, err := fs.ReadFile(fsys, p)
	if err != nil {
		return parsed{err: fmt.Errorf("%s: %w", name, err)}
	}
	f := file{name, string(text)}
	entries, err := d.parse(f)
	return parsed{f, entries, err}
}

// finish sorts the entries, resolves former ids and checks that ids an entry
// points to exist.
func (db *DB) finish() (*DB, error) {
	db.list = make([]*SDK, 0, len(db.byID))
	for _, s := range db.byID {
		db.list = append(db.list, s)
	}
	sort.Slice(db.list, func(i, j int) bool { return db.list[i].ID < db.list[j].ID })
	for _, s := range db.list {
		if s.Parent != "" && db.byID[s.Parent] == nil {
			return nil, fmt.Errorf("%s: %s: there is no entry %s to be its parent", s.File, s.ID, s.Parent)
		}
		for _, b := range s.BundledIn {
			if db.byID[b.In] == nil {
				return nil, fmt.Errorf("%s: %s: there is no entry %s to bundle it", s.File, s.ID, b.In)
			}
		}
	}
	for _, s := range db.list {
		for _, id := range s.Formerly {
			if db.byID[id] == nil {
				db.byID[id] = s
			}
		}
	}
	db.version = sync.OnceValue(db.hash)
	db.names = sync.OnceValue(db.buildNames)
	db.claims = sync.OnceValue(db.buildClaims)
	return db, nil
}

// Lookup returns the entry of an id, or of an id that was merged into it; nil
// where there is none.
func (db *DB) Lookup(id string) *SDK { return db.byID[id] }

// All lists the entries by id, libraries included.
func (db *DB) All() []*SDK { return db.list }

// Count returns how many SDKs there are, libraries left out.
func (db *DB) Count() int { n, _ := db.Counts(); return n }

// Counts returns how many SDKs and how many libraries there are.
func (db *DB) Counts() (sdks, libraries int) {
	for _, s := range db.list {
		if s.Kind == KindLibrary {
			libraries++
		} else {
			sdks++
		}
	}
	return sdks, libraries
}

// Version returns a short hash of the content: 12 hex digits.
func (db *DB) Version() string { return db.version() }

func (db *DB) hash() string {
	h := sha256.New()
	for _, f := range db.files {
		fmt.Fprintf(h, "%s\x1f%d\x1f%s", path.Base(f.name), len(f.text), f.text)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Categories returns the categories of an SDK, nil for an unknown id.
func (db *DB) Categories(id string) []string {
	if s := db.byID[id]; s != nil {
		return s.Categories
	}
	return nil
}

// Parent returns the umbrella an SDK is a part of, "" for none.
func (db *DB) Parent(id string) string {
	if s := db.byID[id]; s != nil {
		return s.Parent
	}
	return ""
}
