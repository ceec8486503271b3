// Round-trip reads policies that fixtures/policygen writes, and says how much
// of what went into them comes back.
//
//	round-trip [-n N] [-seed S] [-fails N] [-layout NAME] [-field F] [-o FOLDER]
//
// It prints recall and precision per field, then per layout and language the fields that
// fall below -floor, and the first failures. With -o it writes the documents,
// so that candor policy DOC --why LINE can say how a line was read. -layout
// keeps the documents of one layout, -field the failures of one field. Exit: 0,
// 1 where a field falls below the floor, 2 on wrong use.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/candor-scan/candor/fixtures/policygen"
	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/policy"
)

type settings struct {
	n, fails      int
	seed          uint64
	floor         float64
	layout, field string
	out           string
}

func main() {
	var s settings
	flag.IntVar(&s.n, "n", 500, "how many documents")
	flag.Uint64Var(&s.seed, "seed", 1, "seed of the first")
	flag.IntVar(&s.fails, "fails", 20, "how many failures to print")
	flag.Float64Var(&s.floor, "floor", 0.97, "share below which a field fails")
	flag.StringVar(&s.layout, "layout", "", "only documents with a part in this layout")
	flag.StringVar(&s.field, "field", "", "print failures of this field only")
	flag.StringVar(&s.out, "o", "", "folder to write the documents to")
	flag.Parse()
	ok, err := run(s)
	if err != nil {
		fmt.Fprintln(os.Stderr, "round-trip:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// tally is what was counted, by layout and field.
type tally map[string]map[string]policygen.Count

func (t tally) add(layout, field string, c policygen.Count) {
	if t[layout] == nil {
		t[layout] = map[string]policygen.Count{}
	}
	x := t[layout][field]
	t[layout][field] = policygen.Count{Want: x.Want + c.Want, Got: x.Got + c.Got, Both: x.Both + c.Both}
}

func run(s settings) (ok bool, err error) {
	o, err := scanner.DefaultOptions()
	if err != nil {
		return false, err
	}
	if s.out != "" {
		if err := os.MkdirAll(s.out, 0o755); err != nil {
			return false, err
		}
	}
	all := tally{}
	var fails []string
	for i := range s.n {
		doc := policygen.Generate(s.seed + uint64(i))
		if s.layout != "" && !slices.ContainsFunc(doc.Layouts(), func(x string) bool { return x == s.layout }) {
			continue
		}
		if s.out != "" {
			if err := os.WriteFile(filepath.Join(s.out, doc.Name), doc.Data, 0o644); err != nil {
				return false, err
			}
		}
		p, err := scanner.ReadPolicy([]scanner.Document{{Path: doc.Name, Data: doc.Data}}, o)
		if err != nil {
			fails = append(fails, fmt.Sprintf("%s: %v", doc.Name, err))
			p = &policy.Policy{}
		}
		score := policygen.Compare(&doc, p)
		for field, c := range score.Counts {
			all.add("", field, c)
			all.add(doc.LayoutOf(field), field, c)
			all.add("language "+doc.Facts.Lang, field, c)
		}
		for _, m := range score.Misses {
			if s.field == "" || strings.HasPrefix(m, s.field+" of") {
				fails = append(fails, doc.Name+" ("+strings.Join(doc.Layouts(), "; ")+"): "+m)
			}
		}
	}
	ok = report(all, s.floor)
	fmt.Printf("\n%d failures\n", len(fails))
	for _, f := range fails[:min(len(fails), s.fails)] {
		fmt.Println("  " + f)
	}
	return ok, nil
}

// report prints the fields over all documents, and below them the fields of
// single layouts that fall short, the worst first.
func report(all tally, floor float64) (ok bool) {
	ok = true
	fmt.Printf("%-20s %6s %9s %6s\n", "field", "recall", "precision", "of")
	for _, f := range policygen.Fields {
		c := all[""][f]
		mark := ""
		if c.Recall() < floor || c.Precision() < floor {
			mark, ok = "  *", false
		}
		fmt.Printf("%-20s %6.3f %9.3f %6d%s\n", f, c.Recall(), c.Precision(), c.Want, mark)
	}
	type cell struct {
		layout, field string
		policygen.Count
		lost int
	}
	var cells []cell
	for layout, fields := range all {
		for f, c := range fields {
			if layout != "" && (c.Recall() < floor || c.Precision() < floor) {
				cells = append(cells, cell{layout, f, c, c.Want + c.Got - 2*c.Both})
			}
		}
	}
	slices.SortFunc(cells, func(a, b cell) int {
		return 4*(b.lost-a.lost) + 2*strings.Compare(a.layout, b.layout) + strings.Compare(a.field, b.field)
	})
	fmt.Printf("\n%-44s %-20s %6s %9s %5s\n", "layout or language below the floor", "field", "recall", "precision", "lost")
	for _, c := range cells {
		fmt.Printf("%-44s %-20s %6.3f %9.3f %5d\n", c.layout, c.field, c.Recall(), c.Precision(), c.lost)
	}
	return ok
}
