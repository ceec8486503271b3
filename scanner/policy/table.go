package policy

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

//go:embed data/*.csv
var data embed.FS

// table decodes data/name of files and hands each record, without the header, to row.
// The tables are part of the binary: a fault in one is a fault of the build,
// found by the tests, so it panics.
func table(files embed.FS, name string, columns int, row func(r []string)) {
	f, err := files.Open("data/" + name)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = columns
	records, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("policy: data/%s: %v", name, err))
	}
	for _, rec := range records[1:] {
		row(rec)
	}
}

// phraseTable holds the lists of data/phrases.csv, which need no more than
// their phrases.
var phraseTable = func() map[string][]string {
	lists := map[string][]string{}
	table(data, "phrases.csv", 3, func(r []string) { lists[r[0]] = splitList(r[2]) })
	return lists
}()

// phraseList returns a list of data/phrases.csv, which must be there.
func phraseList(name string) []string {
	if len(phraseTable[name]) == 0 {
		panic("policy: data/phrases.csv: no list " + name)
	}
	return phraseTable[name]
}

// phraseSet returns the same as a set.
func phraseSet(name string) map[string]bool {
	m := map[string]bool{}
	for _, p := range phraseList(name) {
		m[p] = true
	}
	return m
}

func hasPrefixIn(s string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

// splitList splits the semicolon lists of the tables; nil for an empty one.
func splitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}
