package language

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

// Table decodes data/name of files and hands each record, without the header, to row.
// The tables are part of the binary: a fault in one is a fault of the build,
// found by the tests, so it panics.
func Table(files embed.FS, name string, columns int, row func(r []string)) {
	f, err := files.Open("data/" + name)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = columns
	records, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("data/%s: %v", name, err))
	}
	for _, rec := range records[1:] {
		row(rec)
	}
}

// HasPrefixIn reports whether a text begins with one of the prefixes.
func HasPrefixIn(s string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

// SplitList splits the semicolon lists of the tables; nil for an empty one.
func SplitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}
