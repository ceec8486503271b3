// Package why finds the way an item, an SDK or a permission got into an app:
// the shortest path of calls from a component of it to the place that proves
// it, or what was looked for in vain. It knows nothing of policies, rules and
// reports.
package why

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/observe"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// Trace says how an item, an SDK or a permission got into an app, or what was
// looked for in vain.
type Trace struct {
	Kind    string // "item", "group", "sdk" or "permission"
	Subject string // its id or full name
	Found   bool
	// Part says that code of a part which every copy of its SDK carries is
	// there and that nothing calls it: "pay"; "" where there is no such code.
	Part string
	// Ways lead to the reads, one per party; for an SDK, the way into it.
	Ways []Way
	// Facts are what else proves the subject: declarations of a permission,
	// evidence of an SDK.
	Facts []evidence.Seen
	// LookedFor lists what was searched for where nothing was found.
	LookedFor []string
	DexFiles  int
	Classes   int
	NotRead   []evidence.NotRead
}

// Way is the shortest way from the app's own components to a place.
type Way struct {
	Item  privacy.Item // what is read at its end; "" for the way into an SDK
	Party privacy.Party
	// Root says what the way starts at: the kind of component, "app code", or
	// "" where no way to the place was found. A component that answers to a
	// broadcast is a way by itself.
	Root  string
	Path  []Step
	Seen  evidence.Seen // what is done at its end
	UpTo  *int          // last API level on which that returns data
	Other int           // further places of the same party
}

// Step is one method on a way.
type Step struct {
	Method string // "com.example.Foo.bar"
	Party  privacy.Party
}

// Find traces a subject in an app whose code was read with a database.
func Find(a *observe.App, db *sdkdb.DB, s Subject) *Trace {
	t := &Trace{Kind: s.Kind, Subject: s.ID, DexFiles: a.DexFiles, Classes: a.Classes, NotRead: a.NotRead()}
	in := &search{app: a}
	switch t.Kind {
	case "item":
		t.items(in, parts(privacy.Item(t.Subject)))
	case "group":
		t.group(in)
	case "permission":
		t.permission(in)
	default:
		t.sdk(in, db.Lookup(t.Subject))
	}
	return t
}

// items finds the ways to what is read of the items.
func (t *Trace) items(s *search, items []privacy.Item) {
	for _, it := range s.app.Items {
		if slices.Contains(items, it.Item) && it.Found() {
			w := s.way(it.Party, it.Evidence)
			w.Item, w.UpTo = it.Item, it.AvailableUpToAPI
			t.Ways = append(t.Ways, w)
		}
	}
	t.Found = t.Found || len(t.Ways) > 0
	for _, item := range items {
		for _, sig := range usage.Signatures(item) {
			t.lookFor(sig.Target)
		}
	}
}

// lookFor adds a line to LookedFor; overloads of a method are one.
func (t *Trace) lookFor(what string) {
	if !slices.Contains(t.LookedFor, what) {
		t.LookedFor = append(t.LookedFor, what)
	}
}

// parts lists an item and, where it is a broad name, the items it may stand
// for.
func parts(item privacy.Item) []privacy.Item {
	out := []privacy.Item{item}
	if info, _ := privacy.LookupItem(item); !info.Parent() {
		return out
	}
	for _, part := range privacy.Items() {
		if part != item && privacy.Covers(item, part) != privacy.NotCovered {
			out = append(out, part)
		}
	}
	return out
}

// group tells of the permissions and components of a disclosure group and
// of what code reads under it.
func (t *Trace) group(s *search) {
	g := privacy.Group(t.Subject)
	for _, p := range s.app.Permissions {
		if privacy.GroupOf(p.Name) == g {
			t.Found = true
			t.Facts = append(t.Facts, seenPermission(p))
		}
	}
	for _, guard := range s.app.File.Guards() {
		if guard.Group == g {
			t.Found = true
			t.Facts = append(t.Facts, evidence.Seen{Kind: evidence.Component, Value: strings.TrimSpace(guard.Component + " " + guard.Value), Where: manifestName, Count: 1})
		}
	}
	var items []privacy.Item
	for _, item := range privacy.Items() {
		if info, _ := privacy.LookupItem(item); !info.Parent() && slices.Contains(info.Groups, g) {
			items = append(items, item)
		}
	}
	for _, m := range privacy.LookupGroup(g).Members {
		t.lookFor(m.Value)
	}
	t.items(s, items)
}

const manifestName = "AndroidManifest.xml"

// seenPermission says how the app asks for a permission.
func seenPermission(p app.Permission) evidence.Seen {
	how := "uses-permission"
	if !p.Declared {
		how = "implied"
		if p.ImpliedBy != nil {
			how = "implied by " + *p.ImpliedBy
		}
	}
	return evidence.Seen{Kind: evidence.Component, Value: how + " " + p.Name, Where: manifestName, Count: 1}
}

func (t *Trace) permission(s *search) {
	for _, p := range s.app.Permissions {
		if p.Name != t.Subject {
			continue
		}
		t.Found = true
		t.Facts = append(t.Facts, seenPermission(p))
	}
	for _, u := range s.app.Uses {
		if u.Permission == t.Subject {
			w := s.way(u.Party, u.Evidence)
			w.UpTo = s.availability(w)
			t.Ways = append(t.Ways, w)
		}
	}
	t.LookedFor = []string{"uses-permission, uses-permission-sdk-23 and uses-permission-sdk-m in the manifest", "permissions that imply it"}
}

func (t *Trace) sdk(s *search, d *sdkdb.SDK) {
	for _, m := range slices.Concat(s.app.Matched.SDKs, s.app.Matched.Libraries) {
		if m.ID == t.Subject {
			t.Found, t.Facts = true, m.Evidence
		}
		if c := d.Capability; c != nil && m.ID == d.Parent && m.Capabilities[c.Name] == "code" {
			t.Part = c.Name
		}
	}
	if t.Found {
		t.enter(s)
	}
	lookedFor(d, t.Part == "", t.lookFor)
}

// enter finds the way into the SDK: to one of its classes, or to the call that
// proves it.
func (t *Trace) enter(s *search) {
	own, proof := s.owns(t.Subject), map[string]evidence.Seen{}
	for _, f := range t.Facts {
		if _, method, ok := strings.Cut(f.Where, " "); ok && f.Kind == evidence.Method && proof[method].Value == "" {
			proof[method] = f
		}
	}
	to := func(class, method string) bool { return own(class) || proof[class+"."+method].Value != "" }
	path := s.graph().Path(s.isRoot(), to)
	if path == nil {
		path = s.graph().Path(func(c string) bool { return s.app.Matched.Owner(c) == privacy.PartyApp }, to)
	}
	if path != nil {
		w := Way{Party: privacy.Party(t.Subject)}
		if last := path[len(path)-1]; !own(last[:strings.LastIndexByte(last, '.')]) {
			w.Seen = proof[last] // the call that enters the SDK
		}
		s.describeRoot(&w, path)
		t.Ways = append(t.Ways, w)
	}
}

// lookedFor tells add of what would have shown an SDK; with code, also of the
// code that every copy of its umbrella carries.
func lookedFor(d *sdkdb.SDK, code bool, add func(what string)) {
	for _, l := range []struct {
		what  string
		facts []sdkdb.Fact
	}{{"classes under ", d.Classes}, {"component ", d.Components}, {"native library ", d.Libraries}, {"string ", d.Strings}, {"entry ", d.Assets}, {"meta-data ", d.Metadata}} {
		for _, f := range l.facts {
			add(l.what + f.Value)
		}
	}
	anchors, c := d.Anchors, d.Capability
	if c != nil {
		anchors = slices.Concat(anchors, c.Wired, c.Called)
	}
	if c != nil && code {
		anchors = slices.Concat(anchors, c.Code)
	}
	for _, a := range anchors {
		add(a.Kind + " " + a.Value)
	}
	if c == nil || !code {
		return
	}
	for _, text := range c.Renamed {
		add("string " + text)
	}
}
