package privacy

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"sync"
)

//go:embed data/*.csv
var data embed.FS

// table decodes data/name and hands each record, without the header, to row.
// The tables are part of the binary: a fault in one is a fault of the build,
// found by the tests, so it panics.
// r is reused.
func table(name string, columns int, row func(r []string)) {
	text, err := data.ReadFile("data/" + name)
	if err == nil {
		err = eachRecord(string(text), columns, row)
	}
	if err != nil {
		panic(fmt.Sprintf("privacy: data/%s: %v", name, err))
	}
}

func eachRecord(text string, columns int, row func(r []string)) error {
	if !strings.Contains(text, `"`) {
		return eachLine(text, columns, row)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.ReuseRecord = columns, true
	for header := true; ; header = false {
		rec, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if !header {
			row(rec)
		}
	}
}

// eachLine reads a table in which nothing is quoted; it is fast, since every
// run of candor waits for the largest table.
func eachLine(text string, columns int, row func(r []string)) error {
	rec := make([]string, columns)
	_, text, _ = strings.Cut(text, "\n")
	for n := 2; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if strings.Count(line, ",") != columns-1 {
			return fmt.Errorf("line %d: not %d columns", n, columns)
		}
		for i := range rec {
			rec[i], line, _ = strings.Cut(line, ",")
		}
		row(rec)
	}
	return nil
}

// once wraps a table decoder so that it runs on first use only.
func once[T any](decode func() T) func() T { return sync.OnceValue(decode) }
