package sdkdb

import (
	_ "embed"
	"regexp"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/privacy"
)

//go:embed sources.yaml
var sourcesYAML string

// flags may stand among the sources of a fact.
var flags = map[string]bool{"unverified": true, "weak": true}

func TestEveryFactNamesItsSource(t *testing.T) {
	root, err := readSimple(sourcesYAML)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, s := range root.items {
		known[s.key] = true
	}
	for _, s := range embeddedForTest(t).All() {
		check := func(what, from string) {
			for _, code := range strings.Fields(from) {
				if !known[code] && !flags[code] {
					t.Errorf("%s: %s: %q stands for no source", s.ID, what, code)
				}
			}
		}
		for _, code := range s.From {
			check("from", code)
		}
		for _, list := range s.factLists() {
			for _, f := range list {
				check(f.Value, f.From)
			}
		}
		for _, a := range s.Anchors {
			check(a.Value, a.From)
		}
		for _, b := range s.BundledIn {
			check(b.In, b.From)
		}
	}
}

func (s *SDK) factLists() [][]Fact {
	return [][]Fact{s.Classes, s.Components, s.Libraries, s.Assets, s.Metadata, s.Strings, s.Actions, s.Permissions, s.Items}
}

var (
	idForm     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	prefixForm = regexp.MustCompile(`^[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*)*$`)
)

func TestFactsHaveTheirForm(t *testing.T) {
	for _, s := range embeddedForTest(t).All() {
		if !idForm.MatchString(s.ID) {
			t.Errorf("%s: not kebab-case", s.ID)
		}
		if len(s.Categories) == 0 {
			t.Errorf("%s: no category", s.ID)
		}
		for _, f := range s.Classes {
			if !prefixForm.MatchString(f.Value) {
				t.Errorf("%s: %q is no class prefix", s.ID, f.Value)
			}
		}
		for _, f := range s.Items {
			if _, ok := privacy.LookupItem(privacy.Item(f.Value)); !ok {
				t.Errorf("%s: there is no item %q", s.ID, f.Value)
			}
		}
		for _, list := range s.factLists() {
			seen := map[string]bool{}
			for _, f := range list {
				if seen[f.Value] {
					t.Errorf("%s: %q stands twice", s.ID, f.Value)
				}
				seen[f.Value] = true
			}
		}
		for _, f := range s.Strings {
			if bare := strings.TrimSuffix(f.Value, "*"); len(bare) < headLength || len(bare) > 120 {
				t.Errorf("%s: the string %q is too short or too long to be looked for", s.ID, f.Value)
			}
		}
		for _, sh := range s.Shared {
			for _, id := range sh.By {
				if embeddedForTest(t).Lookup(id) == nil {
					t.Errorf("%s: %s is shared by %s, which is no entry", s.ID, sh.Prefix, id)
				}
			}
		}
	}
}

// A trace belongs to one entry. Where several leave it, each says "weak".
func TestNothingIsClaimedTwice(t *testing.T) {
	db := embeddedForTest(t)
	claimed := map[string]string{}
	claim := func(s *SDK, kind string, f Fact) {
		if f.weak() || f.unverified() || strings.HasPrefix(f.Value, placeholder) {
			return
		}
		key := kind + " " + f.Value
		if old := claimed[key]; old != "" && old != s.ID {
			t.Errorf("%s is claimed by %s and by %s", key, old, s.ID)
		}
		claimed[key] = s.ID
	}
	prefix := map[string]string{}
	for _, s := range db.All() {
		for _, f := range s.Classes {
			if old := prefix[f.Value]; old != "" {
				t.Errorf("the prefix %s is claimed by %s and by %s", f.Value, old, s.ID)
			}
			prefix[f.Value] = s.ID
		}
		for _, f := range s.Components {
			claim(s, "component", f)
		}
		for _, f := range s.Libraries {
			claim(s, "library", f)
		}
		for _, f := range s.Strings {
			claim(s, "string", f)
		}
	}
}
