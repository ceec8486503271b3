package app

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/evidence"
)

// Packer is a product that was found by what it leaves in an app.
type Packer struct {
	ID   string
	Name string
	// Hides is true where the product takes code of the app out of sight, all
	// or part of it.
	Hides    bool
	Evidence []evidence.Seen
}

// PackerClasses lists the names of classes by which packers are known, as
// [App.Packers] wants to be told of them. One that ends in "*" stands for all
// names that begin so.
func PackerClasses() []string {
	var names []string
	for _, in := range packers().list {
		if in.kind == packerClass {
			names = append(names, in.value)
		}
	}
	return names
}

// Packers lists the packers the app shows traces of, the one with the most
// first: names of entries, of the application class and of the component
// factory, and defined, the names of [PackerClasses] that some DEX file of the
// app defines, with where. Generic names prove a packer in pairs only.
func (a *App) Packers(defined map[string]evidence.Seen) []Packer {
	t := packers()
	f := finding{table: t, hits: map[int][]evidence.Seen{}}
	for i := range a.entries {
		f.entry(&a.entries[i])
	}
	app := &a.Manifest.Application
	for at, in := range t.list {
		if in.kind != packerClass {
			continue
		}
		for _, name := range []string{app.Name, app.AppComponentFactory} {
			if in.fitsClass(name) {
				f.add(at, evidence.Seen{Kind: evidence.Component, Value: name, Where: manifestName, Count: 1})
			}
		}
		if seen, ok := defined[in.value]; ok {
			f.add(at, seen)
		}
	}
	return f.packers()
}

// Kinds of indicators in data/packers.csv.
const (
	packerClass = "class" // a class: defined, or named by the application element
	packerName  = "name"  // the last part of an entry's name
	packerPath  = "path"  // the whole name of an entry, or a folder with "/" behind
)

// indicator is a line of data/packers.csv.
type indicator struct {
	vendor, name string
	kind, value  string
	strong       bool // proves the packer; two weak ones are needed to
	hides        bool
}

// fitsClass reports whether the indicator means a class.
func (in *indicator) fitsClass(name string) bool {
	if prefix, ok := strings.CutSuffix(in.value, "*"); ok {
		return strings.HasPrefix(name, prefix)
	}
	return name == in.value
}

// packerTable is data/packers.csv, prepared for a look at many entries.
type packerTable struct {
	list     []indicator
	names    map[string]int // exact names → index in list
	paths    map[string]int
	patterns []packerPattern
}

// packerPattern is an indicator that is a folder or has a "*" or "?" in it.
type packerPattern struct {
	at     int
	prefix string // what every match begins with
	whole  bool   // is held against the whole name
	folder bool
}

//go:embed data/packers.csv
var packersCSV string

var packers = sync.OnceValue(readPackers)

// readPackers decodes the table. It is part of the binary: a fault in it is a
// fault of the build, found by the tests, so it panics.
func readPackers() *packerTable {
	r := csv.NewReader(strings.NewReader(packersCSV))
	r.FieldsPerRecord = 8
	records, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("app: data/packers.csv: %v", err))
	}
	t := &packerTable{names: map[string]int{}, paths: map[string]int{}}
	for _, rec := range records[1:] {
		in := indicator{vendor: rec[0], name: rec[1], kind: rec[2], value: rec[3], strong: rec[4] == "strong", hides: rec[5] != "no"}
		t.add(len(t.list), in)
		t.list = append(t.list, in)
	}
	return t
}

func (t *packerTable) add(at int, in indicator) {
	if in.kind == packerClass {
		return
	}
	p := packerPattern{at: at, whole: in.kind == packerPath, folder: strings.HasSuffix(in.value, "/")}
	star := strings.IndexAny(in.value, "*?")
	switch {
	case p.folder:
		p.prefix = in.value
		t.patterns = append(t.patterns, p)
	case star >= 0:
		p.prefix = in.value[:star]
		t.patterns = append(t.patterns, p)
	case p.whole:
		t.paths[in.value] = at
	default:
		t.names[in.value] = at
	}
}

// finding collects the indicators that an app shows.
type finding struct {
	table *packerTable
	hits  map[int][]evidence.Seen // by index of the indicator
}

// maxPlaces is how many places of one indicator are kept: a library lies in a
// folder for each instruction set.
const maxPlaces = 8

func (f *finding) add(at int, seen evidence.Seen) {
	if len(f.hits[at]) < maxPlaces {
		f.hits[at] = append(f.hits[at], seen)
	}
}

// entry holds the name of an entry against the table.
func (f *finding) entry(e *Entry) {
	base := e.Name[strings.LastIndexByte(e.Name, '/')+1:]
	if at, ok := f.table.names[base]; ok {
		f.add(at, seenEntry(e, base))
	}
	if at, ok := f.table.paths[e.Name]; ok {
		f.add(at, seenEntry(e, base))
	}
	for i := range f.table.patterns {
		p := &f.table.patterns[i]
		name := base
		if p.whole {
			name = e.Name
		}
		if !strings.HasPrefix(name, p.prefix) {
			continue
		}
		if ok, _ := path.Match(f.table.list[p.at].value, name); ok || p.folder {
			f.add(p.at, seenEntry(e, base))
		}
	}
}

func seenEntry(e *Entry, base string) evidence.Seen {
	kind := evidence.Asset
	if strings.HasSuffix(base, ".so") {
		kind = evidence.Library
	}
	return evidence.Seen{Kind: kind, Value: base, Where: e.Where(), Count: 1}
}

// packers sums up what was found by vendor.
func (f *finding) packers() []Packer {
	type sum struct {
		Packer
		strong, weak int
	}
	var found []*sum
	for at := range f.table.list {
		seen := f.hits[at]
		if len(seen) == 0 {
			continue
		}
		in := &f.table.list[at]
		i := slices.IndexFunc(found, func(s *sum) bool { return s.ID == in.vendor })
		if i < 0 {
			i = len(found)
			found = append(found, &sum{Packer: Packer{ID: in.vendor, Name: in.name}})
		}
		s := found[i]
		s.Evidence = append(s.Evidence, seen...)
		s.Hides = s.Hides || in.hides
		if in.strong {
			s.strong++
		} else {
			s.weak++
		}
	}
	slices.SortStableFunc(found, func(x, y *sum) int { return cmp.Compare(2*y.strong+y.weak, 2*x.strong+x.weak) })
	var out []Packer
	for _, s := range found {
		if s.strong > 0 || s.weak > 1 {
			out = append(out, s.Packer)
		}
	}
	return out
}
