package sdkdb

import (
	"slices"
	"strings"
)

// Learned facts have this source; the artefacts stand in the entry.
const learnedSource = "learned"

// Entries lists the entries that artefacts of the corpus hold classes of, by
// id.
func (c *Corpus) Entries() []*SDK {
	seen := map[*SDK]bool{}
	for _, p := range c.methods {
		seen[p.owner] = true
	}
	for s := range c.of {
		seen[s] = true
	}
	var out []*SDK
	for _, s := range c.db.list {
		if seen[s] {
			out = append(out, s)
		}
	}
	return out
}

// Learn returns what the artefacts of the corpus tell of an entry, with its id
// and nothing else of what was known before.
func (c *Corpus) Learn(s *SDK) *SDK {
	x := c.db.claims()
	out := &SDK{ID: s.ID, Kind: s.Kind, Structure: c.Structure(s)}
	for _, a := range c.of[s] {
		if a.SHA256 != "" { // not of a tree inside an app
			out.Learned = append(out.Learned, Learned{a.Name, a.SHA256})
		}
		for _, v := range a.versions(x, s) {
			out.Versions = addFact(out.Versions, v)
		}
		for _, name := range a.Components {
			if x.entryOf(name, nil) == s && !s.sharesName(name) && !strings.Contains(name, "$") {
				out.Components = addFact(out.Components, name)
			}
		}
		for _, lib := range a.Libraries {
			if !c.known(lib, s) {
				out.Libraries = addFact(out.Libraries, lib)
			}
		}
		for _, p := range a.Permissions {
			if s.Kind == KindSDK && !strings.Contains(p, "$") {
				out.Permissions = addFact(out.Permissions, p)
			}
		}
	}
	for _, list := range [][]Fact{out.Components, out.Libraries, out.Permissions} {
		slices.SortFunc(list, func(a, b Fact) int { return strings.Compare(a.Value, b.Value) })
	}
	if len(out.Learned) == 0 {
		out.Learned = c.carriers(s)
	}
	return out
}

func addFact(list []Fact, value string) []Fact {
	if slices.ContainsFunc(list, func(f Fact) bool { return f.Value == value }) {
		return list
	}
	return append(list, Fact{value, learnedSource})
}

// known reports whether a native library is another entry's as well, or one
// that many builds carry.
func (c *Corpus) known(lib string, s *SDK) bool {
	for _, o := range c.db.claims().files.find(lib) {
		if o.sdk != s {
			return true
		}
	}
	for other, list := range c.of {
		if other != s && slices.ContainsFunc(list, func(a *Artefact) bool { return slices.Contains(a.Libraries, lib) }) {
			return true
		}
	}
	return slices.Contains(commonLibraries, lib)
}

// commonLibraries are runtimes and widely used code that many SDKs carry.
var commonLibraries = []string{"libc++_shared.so", "libgnustl_shared.so", "libstlport_shared.so", "libcrypto.so", "libssl.so", "libffmpeg.so",
	"libsqlite.so", "libopencv_java3.so", "libopencv_java4.so", "libyuv.so", "libijkffmpeg.so", "libcurl.so", "libjpeg.so", "libpng.so"}

// carriers lists the artefacts of other entries that hold classes of s.
func (c *Corpus) carriers(s *SDK) (out []Learned) {
	x := c.db.claims()
	for _, list := range c.of {
		for _, a := range list {
			if a.SHA256 != "" && slices.ContainsFunc(a.Classes, func(k ArtefactClass) bool { return x.entryOf(k.Name, nil) == s }) {
				out = append(out, Learned{a.Name, a.SHA256})
			}
		}
	}
	slices.SortFunc(out, func(a, b Learned) int { return strings.Compare(a.Artefact, b.Artefact) })
	return out
}
