package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// facts is what the checks look at: the facts as given, and what follows from
// them, worked out once.
type facts struct {
	Facts
	profile *Profile

	byID     map[string]*sdkdb.Match // SDKs of the app
	entries  *sdkdb.DB               // nil where none can be had
	groups   []*group                // disclosure groups the app asks for, in the order of the tables
	families []*family
	reads    []*read // what code reads under a permission the app holds

	// appRead is true where everything of the app was read, so that what was
	// not found is not there.
	appRead bool
}

func prepare(f Facts, p *Profile) *facts {
	x := &facts{Facts: f, profile: p}
	x.appRead = len(f.App.NotRead) == 0 && f.App.Packer == nil
	if f.Policy == nil {
		return x
	}
	x.index()
	x.groups = x.askedGroups()
	x.families = x.sdkFamilies()
	x.reads = x.heldReads()
	return x
}

// index makes the SDKs of the app and of the database known by their ids.
func (x *facts) index() {
	x.byID = map[string]*sdkdb.Match{}
	for i := range x.SDKs {
		x.byID[x.SDKs[i].ID] = &x.SDKs[i]
	}
	if x.entries = x.DB; x.entries == nil {
		x.entries, _ = sdkdb.Embedded() // a fault of the build, which sdkdb's own tests find
	}
}

// parentOf is the umbrella of an SDK, "" for none. What the scan says comes
// first, since it knows entries the database does not.
func (x *facts) parentOf(id string) string {
	if m := x.byID[id]; m != nil && m.Parent != nil {
		return *m.Parent
	}
	if s := x.entry(id); s != nil {
		return s.Parent
	}
	return ""
}

// entry is what the database knows of an SDK, nil for nothing.
func (x *facts) entry(id string) *sdkdb.SDK {
	if x.entries == nil {
		return nil
	}
	return x.entries.Lookup(id)
}

// maxDepth bounds the walk from a part to its umbrellas.
const maxDepth = 8

// within reports whether part is a part of umbrella, at any depth.
func (x *facts) within(part, umbrella string) bool {
	for range maxDepth {
		if part = x.parentOf(part); part == "" {
			return false
		}
		if part == umbrella {
			return true
		}
	}
	return false
}

func (x *facts) depth(id string) int {
	n := 0
	for id = x.parentOf(id); id != "" && n < maxDepth; id = x.parentOf(id) {
		n++
	}
	return n
}

// holds reports whether the app holds a permission on any Android version,
// declared or implied.
func (a App) holds(permission string) bool {
	return slices.ContainsFunc(a.Permissions, func(p appPermission) bool {
		return p.Name == permission && p.Effective != nil
	})
}

// denials returns the denials of one kind and id.
func (x *facts) denials(kind, id string) []policy.Denial {
	var out []policy.Denial
	for _, d := range x.Policy.Denials {
		if d.Kind == kind && d.ID == id {
			out = append(out, d)
		}
	}
	return out
}

func quotesOf(denials []policy.Denial) []evidence.Quote {
	var out []evidence.Quote
	for _, d := range denials {
		out = appendQuotes(out, d.Quotes...)
	}
	return out
}

// permissionsOf is what the document says of a group; a group it does not
// speak of is missing in every element.
func (x *facts) permissionsOf(g privacy.Group) policy.Permission {
	for _, p := range x.Policy.Permissions {
		if p.Group == g {
			return p
		}
	}
	return policy.Permission{Group: g, Named: policy.Statement{State: policy.Missing}, Purpose: policy.Purpose{State: policy.Missing},
		Refusal: policy.ScopedStatement{State: policy.Missing}, Consent: policy.ScopedStatement{State: policy.Missing}}
}
