package usage

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed data/needs.csv
var needsCSV string

// reference is one line of data/needs.csv: code that refers to all of patterns
// may need the permissions, though no row of the API table says so.
type reference struct {
	permissions []string // "*" alone stands for all
	patterns    []string
}

// needTable is data/needs.csv.
type needTable struct {
	known      map[string]bool // permissions of which the API table has every way to use them
	references []reference     // what in code may need a permission beside them
}

var needs = sync.OnceValue(readNeeds)

// readNeeds decodes the table. It is part of the binary: a fault in it is a
// fault of the build, found by the tests, so it panics.
func readNeeds() *needTable {
	r := csv.NewReader(strings.NewReader(needsCSV))
	r.FieldsPerRecord = 3
	records, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("usage: data/needs.csv: %v", err))
	}
	t := &needTable{known: map[string]bool{}}
	for _, rec := range records[1:] {
		if rec[1] == "" {
			t.known[rec[0]] = true
			continue
		}
		t.references = append(t.references, reference{strings.Split(rec[0], ";"), strings.Split(rec[1], "+")})
	}
	return t
}

// KnowsUsesOf reports whether the API table has every way known to use a
// permission, so that code which needs it is seen.
func KnowsUsesOf(permission string) bool { return needs().known[permission] }

// References lists the patterns of references in code that [MayNeed] asks
// about, sorted.
func References() []string {
	var out []string
	for _, r := range needs().references {
		out = append(out, r.patterns...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// MayNeed reports whether code that refers to the patterns in mentioned may
// need a permission, though no call that needs it was seen.
func MayNeed(permission string, mentioned map[string]bool) bool {
	return slices.ContainsFunc(needs().references, func(r reference) bool {
		return (r.permissions[0] == anyPermission || slices.Contains(r.permissions, permission)) && r.met(mentioned)
	})
}

// RefersTo is [MayNeed] without what may hide any need at all, such as code
// loaded at run time.
func RefersTo(permission string, mentioned map[string]bool) bool {
	return slices.ContainsFunc(needs().references, func(r reference) bool {
		return slices.Contains(r.permissions, permission) && r.met(mentioned)
	})
}

const anyPermission = "*"

func (r reference) met(mentioned map[string]bool) bool {
	return !slices.ContainsFunc(r.patterns, func(p string) bool { return !mentioned[p] })
}
