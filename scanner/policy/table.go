package policy

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"
)

//go:embed data/*.csv
var data embed.FS

// table decodes data/name and hands each record, without the header, to row.
// The tables are part of the binary: a fault in one is a fault of the build,
// found by the tests, so it panics.
func table(name string, columns int, row func(r []string)) {
	f, err := data.Open("data/" + name)
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

// splitList splits the semicolon lists of the tables; nil for an empty one.
func splitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}
