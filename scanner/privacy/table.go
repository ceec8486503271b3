package privacy

import (
	"embed"
	"encoding/csv"
	"fmt"
	"sync"
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
		panic(fmt.Sprintf("privacy: data/%s: %v", name, err))
	}
	for _, rec := range records[1:] {
		row(rec)
	}
}

// once wraps a table decoder so that it runs on first use only.
func once[T any](decode func() T) func() T { return sync.OnceValue(decode) }
