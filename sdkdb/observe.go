package sdkdb

import (
	"strings"
	"sync"
)

// Observation collects what was seen in one app. Manifest and archive are told
// to it by one goroutine; the code of several DEX files may be told in
// parallel, each through its own [Code].
type Observation struct {
	db  *DB
	x   *claimIndex
	pkg string // application id

	components  []component
	metadata    map[string]bool
	libraries   []string // archive paths
	assets      []string
	permissions map[string]bool
	actions     map[string]bool
	launcher    string

	mu       sync.Mutex
	codes    []*Code
	versions map[*SDK]map[string]bool
}

type component struct{ kind, name string }

// Kinds of components.
const kindApplication = "application"

const manifestFile = "AndroidManifest.xml"

// Observe begins an observation of the app with the given application id.
func (db *DB) Observe(appPackage string) *Observation {
	return &Observation{db: db, x: db.claims(), pkg: appPackage,
		metadata: map[string]bool{}, permissions: map[string]bool{}, actions: map[string]bool{},
		versions: map[*SDK]map[string]bool{}}
}

// Component notes a component of the manifest by its full class name. kind is
// activity, activity-alias, service, receiver, provider or application.
func (o *Observation) Component(kind, name string) {
	o.components = append(o.components, component{kind, name})
}

// Launcher notes the activity that the app starts with, which is its own.
func (o *Observation) Launcher(activity string) { o.launcher = activity }

// Metadata notes a meta-data element of the manifest.
func (o *Observation) Metadata(name, value string) { o.metadata[name] = true }

// Library notes a native library by its path in the archive.
func (o *Observation) Library(path string) { o.libraries = append(o.libraries, path) }

// Asset notes an entry of the archive.
func (o *Observation) Asset(path string) {
	if o.x.watchesAsset(path) {
		o.assets = append(o.assets, path)
	}
}

// Permission notes a permission the manifest uses.
func (o *Observation) Permission(name string) { o.permissions[name] = true }

// Action notes an action of an intent filter.
func (o *Observation) Action(name string) { o.actions[name] = true }

// Code returns where to tell of one DEX file of the app. A Code is used by one
// goroutine; several may be in use at once.
func (o *Observation) Code(file string) *Code {
	c := newCode(o, file)
	o.mu.Lock()
	o.codes = append(o.codes, c)
	o.mu.Unlock()
	return c
}

// Origin identifies, within one [Code], the tree a class belongs to: a class
// prefix that an entry claims, or the package of a class that nobody claims.
type Origin int32

// own is the tree of the app itself: all classes under its application id.
const own Origin = 0

// Code collects what was seen in one DEX file.
type Code struct {
	o    *Observation
	x    *claimIndex
	file string
	own  string // application id with slashes, and a slash behind

	trees   []tree
	byClaim []Origin          // by claim, 0 where not met
	byPkg   map[string]Origin // slashed packages nobody claims, as MUTF-8

	exact   map[int32]int // names of the database met as a defined class
	strings map[int32]*stringSeen
	calls   map[uint64]*callSeen
	targets map[targetKey]*callSeen

	prints    []printSeen
	lastClass string
}

// tree is what was seen of one tree.
type tree struct {
	claim   int32 // index of the claim, -1 for none
	pkg     string
	defined int
}

// stringSeen is a string of the database met as a constant.
type stringSeen struct {
	count   int
	text    string
	classes map[string]bool // descriptors of the classes that hold it
}

// maxStringClasses bounds the classes kept for one string.
const maxStringClasses = 256

// callSeen counts calls from one tree into another.
type callSeen struct {
	count  int
	caller string // the first one that was named
	target string
}

type targetKey struct {
	from   Origin
	target int32
}

func newCode(o *Observation, file string) *Code {
	c := &Code{o: o, x: o.x, file: file, byClaim: make([]Origin, len(o.x.list)), byPkg: map[string]Origin{},
		exact: map[int32]int{}, strings: map[int32]*stringSeen{}, calls: map[uint64]*callSeen{}, targets: map[targetKey]*callSeen{}}
	if o.pkg != "" {
		c.own = strings.ReplaceAll(o.pkg, ".", "/") + "/"
	}
	c.trees = append(c.trees, tree{claim: -1, pkg: strings.TrimSuffix(c.own, "/")})
	return c
}

// Class notes a class of the file by its descriptor ("Lcom/foo/Bar;", MUTF-8)
// and returns the tree it belongs to. defined says that the file holds the
// class and does not only refer to it. The descriptor is not kept.
func (c *Code) Class(descriptor []byte, defined bool) Origin {
	if len(descriptor) < 3 || descriptor[0] != 'L' || descriptor[len(descriptor)-1] != ';' {
		return own
	}
	name := descriptor[1 : len(descriptor)-1]
	if len(name) > len(c.own) && c.own != "" && string(name[:len(c.own)]) == c.own {
		c.note(own, defined)
		return own
	}
	claim, exact, pkg := c.x.find(name)
	if exact >= 0 && defined {
		c.exact[exact]++
	}
	o := c.origin(claim, name[:pkg])
	c.note(o, defined)
	return o
}

func (c *Code) note(o Origin, defined bool) {
	if defined {
		c.trees[o].defined++
	}
}

func (c *Code) origin(claim int32, pkg []byte) Origin {
	if claim >= 0 {
		if o := c.byClaim[claim]; o != own {
			return o
		}
		c.byClaim[claim] = Origin(len(c.trees))
		c.trees = append(c.trees, tree{claim: claim})
		return c.byClaim[claim]
	}
	if o, ok := c.byPkg[string(pkg)]; ok {
		return o
	}
	o := Origin(len(c.trees))
	c.byPkg[string(pkg)] = o
	c.trees = append(c.trees, tree{claim: -1, pkg: string(pkg)})
	return o
}

// WatchClass reports whether calls into this tree are of interest: it is that
// of an SDK, and not of a library.
func (c *Code) WatchClass(o Origin) bool {
	t := &c.trees[o]
	return t.claim >= 0 && c.x.list[t.claim].sdk.Kind == KindSDK
}

// WatchString reports whether some entry lists the string.
func (c *Code) WatchString(mutf8 []byte) bool { return c.x.strings.find(mutf8) >= 0 }

// String notes a string constant that [Code.WatchString] wants, in a method of
// the class with the given descriptor. Neither is kept.
func (c *Code) String(mutf8, inClass []byte) {
	at := c.x.strings.find(mutf8)
	if at < 0 {
		return
	}
	// A pattern counts once for each string that it fits.
	key := at
	if c.x.strings.list[at].prefix {
		key = c.variant(at, mutf8)
	}
	s := c.strings[key]
	if s == nil {
		s = &stringSeen{text: decodeMUTF8(mutf8), classes: map[string]bool{}}
		c.strings[key] = s
	}
	s.count++
	if len(s.classes) < maxStringClasses && !s.classes[string(inClass)] {
		s.classes[string(inClass)] = true
	}
}

// maxVariants bounds the strings kept for one pattern.
const maxVariants = 64

// variant returns the key of one of the strings that fit a pattern.
func (c *Code) variant(pattern int32, mutf8 []byte) int32 {
	text := decodeMUTF8(mutf8)
	base := int32(len(c.x.strings.list)) + pattern*maxVariants
	for k := base; k < base+maxVariants-1; k++ {
		if s := c.strings[k]; s == nil || s.text == text {
			return k
		}
	}
	return base + maxVariants - 1
}

// Calls counts a call from one tree into another, and reports whether
// [Code.Call] should be told the names as well. It is made for use on every
// call: names are wanted for the first call between two trees, and for all
// calls into an SDK that is told by calls.
func (c *Code) Calls(from, to Origin) bool {
	key := uint64(from)<<32 | uint64(uint32(to))
	if s := c.calls[key]; s != nil && s.caller != "" {
		if claim := c.trees[to].claim; claim < 0 || !c.x.list[claim].told {
			s.count++
			return false
		}
	}
	return true
}

// Call notes a call into the tree of an SDK from another tree. target is
// "com.x.Y.z" and caller the method that calls it.
func (c *Code) Call(from, to Origin, target string, caller string) {
	key := uint64(from)<<32 | uint64(uint32(to))
	s := c.calls[key]
	if s == nil {
		s = &callSeen{caller: caller, target: target}
		c.calls[key] = s
	}
	s.count++
	if caller < s.caller {
		s.caller, s.target = caller, target
	}
	claim := c.trees[to].claim
	if claim < 0 || !c.x.list[claim].told {
		return
	}
	if at, ok := c.x.targets[target]; ok {
		t := c.targets[targetKey{from, at}]
		if t == nil {
			t = &callSeen{caller: caller, target: target}
			c.targets[targetKey{from, at}] = t
		}
		t.count++
	}
}

// decodeMUTF8 returns the text of a MUTF-8 string: C0 80 is U+0000 and two
// three-byte surrogates are one character; anything else that is no UTF-8
// becomes U+FFFD.
func decodeMUTF8(s []byte) string {
	for _, b := range s {
		if b >= 0x80 {
			return decodeRunes(s)
		}
	}
	return string(s)
}
