package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/candor-scan/candor/scanner/policy"
)

// account is what became of all documents.
type account struct {
	settings
	others   int
	outcomes []outcome
}

func (a *account) ok() bool {
	return !slices.ContainsFunc(a.outcomes, func(o outcome) bool { return len(o.lost) > 0 || a.isOutlier(o) })
}

// perKB is the time a document took for each kilobyte, in nanoseconds. Less than
// a kilobyte counts as one.
func (o outcome) perKB() float64 { return float64(o.took) / max(float64(o.bytes)/1024, 1) }

// median is the time per kilobyte that half of the documents stay below. Those
// that were refused are left out: little of them was read.
func (a *account) median() float64 {
	var times []float64
	for _, o := range a.outcomes {
		if o.refused == "" {
			times = append(times, o.perKB())
		}
	}
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	return times[len(times)/2]
}

func (a *account) isOutlier(o outcome) bool {
	return o.took >= a.least && o.perKB() > a.outlier*a.median()
}

func (a *account) print(w io.Writer) {
	refused := map[policy.Reason][]outcome{}
	var lost, outliers []outcome
	faults, read := 0, 0
	for _, o := range a.outcomes {
		switch {
		case len(o.lost) > 0:
			lost = append(lost, o)
			faults += strings.Count(strings.Join(o.lost, "\n"), faultOfCandor)
		case o.refused != "":
			refused[o.refused] = append(refused[o.refused], o)
		default:
			read++
		}
		if a.isOutlier(o) {
			outliers = append(outliers, o)
		}
	}
	fmt.Fprintf(w, "documents %6d   (%d other files)\n", len(a.outcomes), a.others)
	fmt.Fprintf(w, "read      %6d\n", read)
	fmt.Fprintf(w, "refused   %6d\n", len(a.outcomes)-read-len(lost))
	for _, r := range slices.Sorted(maps.Keys(refused)) {
		fmt.Fprintf(w, "          %6d   %s\n", len(refused[r]), r)
		if a.verbose {
			for _, o := range refused[r] {
				fmt.Fprintf(w, "                     %s: %s\n", o.path, o.why)
			}
		}
	}
	fmt.Fprintf(w, "lost      %6d   (%d faults of candor)\n", len(lost), faults)
	for _, o := range lost {
		for _, l := range o.lost {
			fmt.Fprintf(w, "                     %s: %s\n", o.path, l)
		}
	}
	fmt.Fprintf(w, "outliers  %6d   (more than %g times the median of %.2f ms per kB, and %s)\n", len(outliers), a.outlier, a.median()/1e6, a.least)
	a.printTimes(w, "", outliers)
	slowest := slices.Clone(a.outcomes)
	slices.SortStableFunc(slowest, func(x, y outcome) int { return cmp.Compare(y.took, x.took) })
	a.printTimes(w, "slowest", slowest[:min(len(slowest), 5)])
}

func (a *account) printTimes(w io.Writer, title string, list []outcome) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "%-9s %8s %8s %8s\n", title, "ms", "kB", "ms/kB")
	for _, o := range list {
		fmt.Fprintf(w, "          %8d %8d %8.2f   %s\n", o.took/time.Millisecond, (o.bytes+1023)/1024, o.perKB()/1e6, o.path)
	}
}
