package usage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Declared is one component of the manifest, with the actions of its intent
// filters: what the system tells an app without a call in its code.
type Declared struct {
	Kind       string // "activity", "activity-alias", "service", "receiver", "provider"
	Class      string // full name, with dots
	Permission string // the permission that guards it, "" for none
	Actions    []string
}

// manifestFile is where evidence from the manifest stands.
const manifestFile = "AndroidManifest.xml"

// maxEvidence bounds the places kept for one item of one party. The counts
// are complete all the same: those of places left out are added to the last.
const maxEvidence = 100

// Owner decides whose code a class is. *sdkdb.Result is one.
type Owner interface {
	Owner(class string) privacy.Party
}

// Items returns what the code that was read reads, by party, sorted by item
// and party. Weak evidence without its companion, and code that could but does
// not read (gates, pickers, writes), is there with its own strength.
func (c *Collector) Items(owner Owner, manifest []Declared) []Item {
	g := gathering{table: c.table, target: c.target, items: map[itemKey]map[*guard]*gathered{}}
	for k, n := range c.hits {
		a, party := &c.table.apis[k.api], owner.Owner(k.class)
		if signals[a.item] {
			continue
		}
		whole := c.whole(a, k, manifest, owner)
		if !whole && a.override {
			continue
		}
		g.add(k, n, a, party, whole)
	}
	g.addManifest(manifest, owner)
	return g.sorted()
}

// LoadsCode reports whether code of the app or an SDK loads further code at run
// time from outside the general libraries: what that code reads is not seen.
func (c *Collector) LoadsCode(owner Owner) bool {
	for k := range c.hits {
		if a := &c.table.apis[k.api]; a.item == dynamicCode && strings.HasSuffix(a.owner, "ClassLoader;") && !owner.Owner(k.class).IsLibrary() {
			return true
		}
	}
	return false
}

// webChrome is the class whose callbacks let web pages ask for camera,
// microphone, location and files.
const webChrome = "Landroid/webkit/WebChromeClient;"

// AnswersWebPages reports whether code overrides the callbacks by which web
// pages ask for permissions: what the pages do is not seen.
func (c *Collector) AnswersWebPages() bool {
	for k := range c.hits {
		if a := &c.table.apis[k.api]; a.override && a.owner == webChrome {
			return true
		}
	}
	return false
}

// registered reports whether the callback a class overrides is ever called:
// a component of the manifest carries it, or code of the same party registers
// it.
func (c *Collector) registered(a *api, k hitKey, manifest []Declared, owner Owner) bool {
	for i := range a.needs {
		n := &a.needs[i]
		for _, d := range manifest {
			if n.manifest != "" && c.inherits(d.Class, k.class) && (n.guard == "" || d.Permission == n.guard) {
				return true
			}
		}
	}
	party := owner.Owner(k.class)
	for other := range c.hits {
		o := &c.table.apis[other.api]
		for i := range a.needs {
			if call := a.needs[i].call; call != "" && o.kind == kindMethod && o.call() == call && owner.Owner(other.class) == party {
				return true
			}
		}
	}
	return len(a.needs) == 0
}

// inherits reports whether a class is another or has the callbacks of it.
func (c *Collector) inherits(class, from string) bool {
	for range maxDepth {
		if class == from {
			return true
		}
		above, ok := c.above[class]
		if !ok {
			return false
		}
		class = above
	}
	return false
}

type itemKey struct {
	item     privacy.Item
	party    privacy.Party
	strength privacy.Strength
}

// gathered is the part of an item under construction whose calls need the same.
type gathered struct {
	places map[evidence.Seen]int
	upTo   int // last API level over all rows; 0 once one has no end
	rows   int
	direct bool
	free   bool
}

type gathering struct {
	table  *table
	target Target
	items  map[itemKey]map[*guard]*gathered
}

// strengthOf says what a hit proves: a weak row with its companion does what the
// companion does, which is to read unless the table says that it only writes.
func strengthOf(a *api, shown int8, whole bool) privacy.Strength {
	if a.strength == privacy.Weak && whole {
		if shown == seenWritten {
			return privacy.Write
		}
		return privacy.Read
	}
	if a.strength.Finds() && !whole {
		return privacy.Weak
	}
	return a.strength
}

func (g *gathering) add(k hitKey, n int, a *api, party privacy.Party, whole bool) {
	e := g.note(itemKey{a.item, party, strengthOf(a, k.shown, whole)}, a, k.shown != seenReflected)
	e.places[a.seen(k)] += n
}

// addManifest adds what components are told through their intent filters.
func (g *gathering) addManifest(manifest []Declared, owner Owner) {
	g.table.eachDeclared(manifest, func(a *api, d Declared, action string) {
		e := g.note(itemKey{a.item, owner.Owner(d.Class), a.strength}, a, true)
		e.places[seenDeclared(d, action)]++
	})
}

// declared reports whether a component is a declaration the row asks for.
func (a *api) declared(d Declared) bool {
	return slices.ContainsFunc(a.needs, func(n companion) bool { return n.fits(d) })
}

// fits reports whether a component is the declaration a companion asks for.
func (n companion) fits(d Declared) bool {
	if n.manifest == "" || n.guard != "" && d.Permission != n.guard {
		return false
	}
	return n.manifest == "component" || n.manifest == strings.TrimSuffix(d.Kind, "-alias")
}

// note returns the part of an item that a row belongs to, with what the row
// says.
func (g *gathering) note(k itemKey, a *api, direct bool) *gathered {
	parts := g.items[k]
	if parts == nil {
		parts = map[*guard]*gathered{}
		g.items[k] = parts
	}
	e := parts[a.guard]
	if e == nil {
		e = &gathered{places: map[evidence.Seen]int{}}
		parts[a.guard] = e
	}
	if e.rows == 0 || e.upTo != 0 && a.maxAPI > e.upTo {
		e.upTo = a.maxAPI
	}
	if a.maxAPI == 0 {
		e.upTo = 0
	}
	e.rows++
	e.direct = e.direct || direct
	e.free = e.free || a.guard.free(g.target, a.maxAPI)
	return e
}

func (g *gathering) sorted() []Item {
	items := make([]Item, 0, len(g.items))
	for k, gathered := range g.items {
		// An item that is read needs no second entry that could read it.
		if !k.strength.Finds() && (g.items[itemKey{k.item, k.party, privacy.Read}] != nil || g.items[itemKey{k.item, k.party, privacy.Listen}] != nil) {
			continue
		}
		it := Item{Item: k.item, Party: k.party, Strength: k.strength}
		for need, e := range gathered {
			it.parts = append(it.parts, part{guard: need, upTo: e.upTo, reflective: !e.direct, free: e.free, evidence: e.evidence()})
		}
		it.join()
		items = append(items, it)
	}
	slices.SortFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Party, b.Party), cmp.Compare(a.Strength, b.Strength))
	})
	return mergeReads(items)
}

// mergeReads joins the read and listen entries of one item and party.
func mergeReads(items []Item) []Item {
	out := items[:0]
	for _, it := range items {
		if n := len(out); n > 0 && out[n-1].Item == it.Item && out[n-1].Party == it.Party && out[n-1].Found() && it.Found() {
			last := &out[n-1]
			last.Strength = privacy.Read
			last.parts = append(last.parts, it.parts...)
			last.join()
			continue
		}
		out = append(out, it)
	}
	return out
}

func (e *gathered) evidence() []evidence.Seen {
	list := make([]evidence.Seen, 0, len(e.places))
	for s, n := range e.places {
		s.Count = n
		list = append(list, s)
	}
	return bound(list)
}
