package scanner

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// Trace says how an item, an SDK or a permission got into an app, or what was
// looked for in vain.
type Trace struct {
	Kind    string // "item", "sdk" or "permission"
	Subject string // its id or full name
	Found   bool
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
	Party privacy.Party
	// Root says what the way starts at: the kind of component, "app code", or
	// "" where no way to the place was found.
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

// Why traces a subject: the id of an item or SDK, or a permission, whose
// "android.permission." may be left out. The error of an unknown subject is an
// [*UnknownSubject].
func Why(ctx context.Context, subject string, src App, o Options) (*Trace, error) {
	t := &Trace{Subject: subject}
	if err := t.resolve(o.DB); err != nil {
		return nil, err
	}
	a, closer, err := src.open(o.AppLimits)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	s := &scan{app: a, opt: o}
	if err := s.readCode(ctx); err != nil {
		return nil, err
	}
	t.DexFiles, t.Classes = s.dexFiles, s.classes
	t.NotRead = append(a.NotRead(), s.notRead...)
	switch t.Kind {
	case "item":
		t.whyItem(s)
	case "permission":
		t.whyPermission(s)
	default:
		t.whySDK(s)
	}
	return t, nil
}

// UnknownSubject is a subject that names nothing candor knows.
type UnknownSubject struct{ Subject string }

func (e *UnknownSubject) Error() string {
	return fmt.Sprintf("%q is no item, SDK or permission", e.Subject)
}

const permissionPrefix = "android.permission."

func (t *Trace) resolve(db *sdkdb.DB) error {
	if _, ok := privacy.LookupItem(privacy.Item(t.Subject)); ok {
		t.Kind = "item"
		return nil
	}
	if db.Lookup(t.Subject) != nil {
		t.Kind = "sdk"
		return nil
	}
	for _, name := range []string{t.Subject, permissionPrefix + strings.ToUpper(t.Subject)} {
		if _, ok := privacy.LookupPermission(name); ok || strings.Contains(name, ".permission.") && name == t.Subject {
			t.Kind, t.Subject = "permission", name
			return nil
		}
	}
	return &UnknownSubject{t.Subject}
}

func (t *Trace) whyItem(s *scan) {
	for _, it := range s.items {
		if string(it.Item) == t.Subject && it.Found() {
			t.Ways = append(t.Ways, s.way(it, it.Evidence))
		}
	}
	t.Found = len(t.Ways) > 0
	for _, sig := range usage.Signatures(privacy.Item(t.Subject)) {
		t.LookedFor = append(t.LookedFor, sig.Target)
	}
}

func (t *Trace) whyPermission(s *scan) {
	for _, p := range s.app.Permissions() {
		if p.Name != t.Subject {
			continue
		}
		t.Found = true
		how := "uses-permission"
		if !p.Declared {
			how = "implied"
			if p.ImpliedBy != nil {
				how = "implied by " + *p.ImpliedBy
			}
		}
		t.Facts = append(t.Facts, evidence.Seen{Kind: evidence.Component, Value: how + " " + p.Name, Where: "AndroidManifest.xml", Count: 1})
	}
	for _, it := range s.items {
		if it.Found() && slices.Contains(it.Permissions, t.Subject) {
			t.Ways = append(t.Ways, s.way(it, it.Evidence))
		}
	}
	t.LookedFor = []string{"uses-permission, uses-permission-sdk-23 and uses-permission-sdk-m in the manifest", "permissions that imply it"}
}

func (t *Trace) whySDK(s *scan) {
	for _, m := range slices.Concat(s.matched.SDKs, s.matched.Libraries) {
		if m.ID == t.Subject {
			t.Found, t.Facts = true, m.Evidence
		}
	}
	if t.Found {
		t.enter(s)
	}
	t.LookedFor = lookedFor(s.opt.DB.Lookup(t.Subject))
}

// enter finds the way into the SDK: to one of its classes, or to the call that
// proves it.
func (t *Trace) enter(s *scan) {
	own, proof := s.owns(t.Subject), map[string]bool{}
	for _, f := range t.Facts {
		if _, method, ok := strings.Cut(f.Where, " "); ok && f.Kind == evidence.Method {
			proof[method] = true
		}
	}
	to := func(class, method string) bool { return own(class) || proof[class+"."+method] }
	path := s.graph().Path(s.isRoot(), to)
	if path == nil {
		path = s.graph().Path(func(c string) bool { return s.matched.Owner(c) == privacy.PartyApp }, to)
	}
	if path != nil {
		w := Way{Party: privacy.Party(t.Subject)}
		s.describeRoot(&w, path)
		t.Ways = append(t.Ways, w)
	}
}

// owns reports whether a class belongs to an SDK or library.
func (s *scan) owns(id string) func(class string) bool {
	return func(class string) bool {
		p := s.matched.Owner(class)
		return p == privacy.Party(id) || p == privacy.LibraryParty(id)
	}
}

// lookedFor lists what would have shown an SDK.
func lookedFor(d *sdkdb.SDK) []string {
	var out []string
	for _, l := range []struct {
		what  string
		facts []sdkdb.Fact
	}{{"classes under ", d.Classes}, {"component ", d.Components}, {"native library ", d.Libraries}, {"string ", d.Strings}, {"entry ", d.Assets}, {"meta-data ", d.Metadata}} {
		for _, f := range l.facts {
			out = append(out, l.what+f.Value)
		}
	}
	return out
}

// way finds the shortest way to any of the places where an item is read.
func (s *scan) way(it usage.Item, places []evidence.Seen) Way {
	w := Way{Party: it.Party, Seen: places[0], UpTo: it.AvailableUpToAPI, Other: len(places) - 1}
	at := map[string]evidence.Seen{}
	for _, e := range places {
		if _, method, ok := strings.Cut(e.Where, " "); ok && at[method].Value == "" {
			at[method] = e
		}
	}
	to := func(class, method string) bool { _, ok := at[class+"."+method]; return ok }
	path := s.graph().Path(s.isRoot(), to)
	if path == nil {
		w.Root = "app code"
		path = s.graph().Path(func(c string) bool { return s.matched.Owner(c) == privacy.PartyApp }, to)
	}
	if path == nil {
		w.Root = ""
		return w
	}
	w.Seen = at[path[len(path)-1]]
	s.describeRoot(&w, path)
	return w
}

// describeRoot turns a path into steps and names the component it starts at.
func (s *scan) describeRoot(w *Way, path []string) {
	for _, method := range path {
		class := method[:strings.LastIndexByte(method, '.')]
		w.Path = append(w.Path, Step{Method: method, Party: s.matched.Owner(class)})
	}
	first := path[0][:strings.LastIndexByte(path[0], '.')]
	if c := s.app.Manifest.Component(first); c != nil {
		w.Root = string(c.Kind)
	} else if s.app.Manifest.Application.Name == first {
		w.Root = "application"
	} else {
		w.Root = "app code"
	}
}

// isRoot reports whether a class is started by the system: a component, or
// the application.
func (s *scan) isRoot() func(class string) bool {
	roots := map[string]bool{s.app.Manifest.Application.Name: true}
	for _, c := range s.app.Manifest.Components {
		roots[c.Name] = true
	}
	return func(class string) bool { return roots[class] }
}

// graph reads the DEX files once more for their calls, on first use.
func (s *scan) graph() *usage.Graph {
	if s.calls != nil {
		return s.calls
	}
	s.calls = usage.NewGraph()
	each := func(visit func(f *dex.File)) {
		var buf []byte
		for _, e := range slices.Concat(s.app.Dex, s.hidden.carried.Dex) {
			data, err := s.app.Read(e, buf)
			if err != nil {
				continue // said when the code was read
			}
			buf = data
			files, err := dex.Parse(data, s.opt.DexLimits)
			if err != nil {
				continue
			}
			for _, f := range files {
				visit(f)
			}
		}
	}
	each(s.calls.Declare)
	each(s.calls.Read)
	return s.calls
}
