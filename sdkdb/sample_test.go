package sdkdb

import (
	"strconv"
	"strings"
	"testing"
)

// observe makes an observation of a sample.
func observe(db *DB, s Sample) *Result {
	pkg := s.Package
	if pkg == "" {
		pkg = "com.example.app"
	}
	o := db.Observe(pkg)
	for _, c := range s.Components {
		kind, name, ok := strings.Cut(c, " ")
		if !ok {
			kind, name = "activity", c
		}
		o.Component(kind, strings.Replace(name, placeholder, pkg, 1))
	}
	for _, l := range s.Libraries {
		o.Library("lib/arm64-v8a/" + l)
	}
	for _, name := range s.Metadata {
		o.Metadata(name, "x")
	}
	c := o.Code("classes.dex")
	origin := map[string]Origin{}
	class := func(name string, defined bool) Origin {
		if at, ok := origin[name]; ok && !defined {
			return at
		}
		origin[name] = c.Class(descriptor(name), defined)
		return origin[name]
	}
	for _, name := range s.Classes {
		if stem, count, ok := strings.Cut(name, "*"); ok {
			n, _ := strconv.Atoi(count)
			for i := range n {
				class(stem+"Class"+strconv.Itoa(i), true)
			}
			continue
		}
		class(name, true)
	}
	for i, text := range s.Strings {
		text, in, ok := strings.Cut(text, " @ ")
		if !ok {
			in = "a.a"
		}
		if i == 0 {
			class(in, true)
		}
		if c.WatchString([]byte(text)) {
			c.String([]byte(text), descriptor(in))
		}
	}
	for _, call := range s.Calls {
		from, target, _ := strings.Cut(call, " -> ")
		to := class(target[:strings.LastIndexByte(target, '.')], false)
		at := class(from, false)
		if c.WatchClass(to) && c.Calls(at, to) {
			c.Call(at, to, target, from+".run")
		}
	}
	return o.Match()
}

func descriptor(class string) []byte {
	return []byte("L" + strings.ReplaceAll(class, ".", "/") + ";")
}

func find(r *Result, id string) *Match {
	for i := range r.SDKs {
		if r.SDKs[i].ID == id {
			return &r.SDKs[i]
		}
	}
	for i := range r.Libraries {
		if r.Libraries[i].ID == id {
			return &r.Libraries[i]
		}
	}
	return nil
}

func TestSamples(t *testing.T) {
	db := embeddedForTest(t)
	samples := 0
	for _, s := range db.All() {
		for i, sample := range s.Matches {
			samples++
			if m := find(observe(db, sample), s.ID); m == nil || m.Confidence == Candidate {
				t.Errorf("%s: sample %d of matches does not prove it: %+v", s.ID, i+1, m)
			}
		}
		for i, sample := range s.NotMatches {
			samples++
			if sample.Because == "" {
				t.Errorf("%s: sample %d of notMatches does not say why", s.ID, i+1)
			}
			if m := find(observe(db, sample), s.ID); m != nil && m.Confidence != Candidate {
				t.Errorf("%s: sample %d of notMatches (%s) proves it: %+v", s.ID, i+1, sample.Because, m)
			}
		}
	}
	if samples < 40 {
		t.Errorf("only %d samples in the data", samples)
	}
}

// Every fact that nobody marked finds its own entry, and no other SDK besides
// a carrier, a part or an umbrella.
func TestEveryFactFindsItsEntry(t *testing.T) {
	db := embeddedForTest(t)
	for _, s := range db.All() {
		if s.Kind != KindSDK || s.Capability != nil {
			continue
		}
		check := func(what string, sample Sample) {
			m := find(observe(db, sample), s.ID)
			if m == nil || m.Confidence == Candidate {
				t.Errorf("%s: %s does not find it", s.ID, what)
			}
		}
		for _, f := range s.Classes {
			shared := len(s.Anchors) > 0 && s.sharesName(f.Value)
			if !f.unverified() && !f.weak() && !shared {
				check(f.Value, Sample{Classes: []string{f.Value + ".*8"}})
			}
		}
		for _, f := range s.Components {
			if !f.unverified() && !f.weak() && !strings.Contains(f.Value, placeholder) && (!s.sharesName(f.Value) || s.anchors("component", f.Value)) {
				name := strings.Replace(f.Value, "*", ".X", 1)
				check(f.Value, Sample{Components: []string{name}, Classes: []string{name}})
			}
		}
		for _, f := range s.Libraries {
			if !f.unverified() && !f.weak() {
				check(f.Value, Sample{Libraries: []string{strings.ReplaceAll(f.Value, "*", "1")}})
			}
		}
		for _, a := range s.Anchors {
			if a.Kind == "class" {
				check(a.Value, Sample{Classes: []string{a.Value}})
			}
		}
	}
}
