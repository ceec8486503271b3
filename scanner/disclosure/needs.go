package disclosure

import (
	"slices"
	"strings"
)

// reference is one line of data/needs.csv: code that refers to all of patterns
// may need the permissions, though no row of the usage table says so.
type reference struct {
	permissions []string // "*" alone stands for all
	patterns    []string
}

// readNeed takes in one line of data/needs.csv. A line without a reference
// names a permission of which the usage table has every way known to use it.
func (t *tableSet) readNeed(r []string) {
	permissions := strings.Split(r[0], ";")
	if r[1] == "" {
		t.needs[r[0]] = true
		return
	}
	t.references = append(t.references, reference{permissions, strings.Split(r[1], "+")})
}

// References lists the patterns of references in code that [MayNeed] asks
// about, sorted.
func References() []string {
	var out []string
	for _, r := range tables().references {
		out = append(out, r.patterns...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// MayNeed reports whether code that refers to the patterns in mentioned may
// need a permission, though no call that needs it was seen.
func MayNeed(permission string, mentioned map[string]bool) bool {
	return slices.ContainsFunc(tables().references, func(r reference) bool {
		return (r.permissions[0] == anyPermission || slices.Contains(r.permissions, permission)) && r.met(mentioned)
	})
}

// RefersTo is [MayNeed] without what may hide any need at all, such as code
// loaded at run time.
func RefersTo(permission string, mentioned map[string]bool) bool {
	return slices.ContainsFunc(tables().references, func(r reference) bool {
		return slices.Contains(r.permissions, permission) && r.met(mentioned)
	})
}

const anyPermission = "*"

func (r reference) met(mentioned map[string]bool) bool {
	return !slices.ContainsFunc(r.patterns, func(p string) bool { return !mentioned[p] })
}
