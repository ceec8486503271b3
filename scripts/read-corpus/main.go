// Read-corpus reads every document below a folder as a policy and says which
// were read, refused and lost, and which took long: nothing may be lost.
//
//	read-corpus [-deadline D] [-outlier N] [-least D] [-v] FOLDER...
//
// A document is refused where candor says that it is no policy it can read: the
// reasons are those of policy.Reason. It is lost where candor failed on it or on
// a part of it, was not done in time, or names a part that was not read.
//
// An outlier takes more than -outlier times the median time per kilobyte, and at
// least -least. Exit: 0, 1 where a document is lost or an outlier, 2 on wrong use.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scripts/corpus"
)

func main() {
	var s settings
	flag.DurationVar(&s.deadline, "deadline", 20*time.Second, "time a document has")
	flag.Float64Var(&s.outlier, "outlier", 20, "times the median time per kilobyte that make an outlier")
	flag.DurationVar(&s.least, "least", 300*time.Millisecond, "time below which a document is no outlier")
	flag.BoolVar(&s.verbose, "v", false, "name each document that was refused")
	flag.Parse()
	ok, err := run(s, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "read-corpus:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

type settings struct {
	deadline, least time.Duration
	outlier         float64
	verbose         bool
}

func run(s settings, folders []string) (ok bool, err error) {
	if len(folders) == 0 {
		return false, errors.New("give a folder of documents")
	}
	docs, others, err := corpus.Documents(folders)
	if err != nil {
		return false, err
	}
	options, err := scanner.DefaultOptions()
	if err != nil {
		return false, err
	}
	read := func(docs []scanner.Document) (*policy.Policy, error) { return scanner.ReadPolicy(docs, options) }
	// What is made once, and by whoever comes first, is no time of a document.
	if _, err := read([]scanner.Document{{Path: "warm-up", Data: []byte("This privacy policy warms up.")}}); err != nil {
		return false, err
	}
	a := account{settings: s, others: others}
	for _, path := range docs {
		data, err := os.ReadFile(path)
		if err != nil {
			return false, err
		}
		a.outcomes = append(a.outcomes, readOne(read, scanner.Document{Path: path, Data: data}, s.deadline))
	}
	a.print(os.Stdout)
	return a.ok(), nil
}

// outcome is what became of a document.
type outcome struct {
	path    string
	bytes   int
	took    time.Duration
	refused policy.Reason
	why     string   // it was refused
	lost    []string // what of it was lost, and why
}

// faultOfCandor stands in whatever candor says of what it failed on.
const faultOfCandor = "fault of candor"

func readOne(read func([]scanner.Document) (*policy.Policy, error), src scanner.Document, deadline time.Duration) outcome {
	o := outcome{path: src.Path, bytes: len(src.Data)}
	start := time.Now()
	done := make(chan outcome, 1)
	go func() {
		o := o
		o.judge(read, src)
		done <- o
	}()
	select {
	case o = <-done:
	case <-time.After(deadline):
		o.lost = []string{fmt.Sprintf("not done after %s", deadline)}
	}
	o.took = time.Since(start)
	return o
}

func (o *outcome) judge(read func([]scanner.Document) (*policy.Policy, error), src scanner.Document) {
	defer func() {
		if r := recover(); r != nil {
			o.lost = []string{fmt.Sprintf("panic in front of the wall: %v", r)}
		}
	}()
	p, err := read([]scanner.Document{src})
	var refusal *policy.Error
	switch {
	case errors.As(err, &refusal) && refusal.Reason != policy.Failed:
		o.refused, o.why = refusal.Reason, refusal.What
	case err != nil:
		o.lost = []string{strings.TrimPrefix(err.Error(), src.Path+": ")}
	case p == nil || len(p.Documents) != 1:
		o.lost = []string{"no error and no result"}
	default:
		for _, n := range p.NotRead {
			o.lost = append(o.lost, strings.TrimPrefix(n.What+": ", src.Path+": ")+n.Why)
		}
	}
}
