package why

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/observe"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
)

// search finds ways through the code of one app.
type search struct {
	app   *observe.App
	calls *usage.Graph // read on demand
}

// way finds the shortest way to any of the places where something is read.
func (s *search) way(party privacy.Party, places []evidence.Seen) Way {
	w := Way{Party: party, Seen: places[0], Other: len(places) - 1}
	at := map[string]evidence.Seen{}
	for _, e := range places {
		if component, ok := strings.CutPrefix(e.Where, manifestName+" "); ok {
			w.Seen = e
			s.begin(&w, component)
			return w
		}
		if _, method, ok := strings.Cut(e.Where, " "); ok && at[method].Value == "" {
			at[method] = e
		}
	}
	to := func(class, method string) bool { _, ok := at[class+"."+method]; return ok }
	path := s.graph().Path(s.isRoot(), to)
	if path == nil {
		w.Root = "app code"
		path = s.graph().Path(func(c string) bool { return s.app.Matched.Owner(c) == privacy.PartyApp }, to)
	}
	if path == nil {
		w.Root = ""
		return w
	}
	w.Seen = at[path[len(path)-1]]
	s.describeRoot(&w, path)
	return w
}

// begin makes a component of the manifest, "receiver com.example.Foo", the whole
// of a way: the system calls it.
func (s *search) begin(w *Way, component string) {
	kind, class, _ := strings.Cut(component, " ")
	w.Root, w.Path = kind, []Step{{Method: class, Party: s.app.Matched.Owner(class)}}
}

// describeRoot turns a path into steps and names the component it starts at.
func (s *search) describeRoot(w *Way, path []string) {
	for _, method := range path {
		class := method[:strings.LastIndexByte(method, '.')]
		w.Path = append(w.Path, Step{Method: method, Party: s.app.Matched.Owner(class)})
	}
	first := path[0][:strings.LastIndexByte(path[0], '.')]
	if c := s.app.File.Manifest.Component(first); c != nil {
		w.Root = string(c.Kind)
	} else if s.app.File.Manifest.Application.Name == first {
		w.Root = "application"
	} else {
		w.Root = "app code"
	}
}

// isRoot reports whether a class is started by the system: a component, or
// the application.
func (s *search) isRoot() func(class string) bool {
	roots := map[string]bool{s.app.File.Manifest.Application.Name: true}
	for _, c := range s.app.File.Manifest.Components {
		roots[c.Name] = true
	}
	return func(class string) bool { return roots[class] }
}

// graph reads the DEX files once more for their calls, on first use.
func (s *search) graph() *usage.Graph {
	if s.calls == nil {
		s.calls = usage.NewGraph()
		s.app.EachDex(s.calls.Declare)
		s.app.EachDex(s.calls.Read)
	}
	return s.calls
}

// owns reports whether a class belongs to an SDK or library.
func (s *search) owns(id string) func(class string) bool {
	return func(class string) bool {
		p := s.app.Matched.Owner(class)
		return p == privacy.Party(id) || p == privacy.LibraryParty(id)
	}
}

// availability is the last API level on which what stands at the end of a way
// returns data; nil where there is no end.
func (s *search) availability(w Way) *int {
	for _, it := range s.app.Items {
		if it.Party == w.Party && slices.ContainsFunc(it.Evidence, func(e evidence.Seen) bool { return e.Value == w.Seen.Value && e.Where == w.Seen.Where }) {
			return it.AvailableUpToAPI
		}
	}
	return nil
}
