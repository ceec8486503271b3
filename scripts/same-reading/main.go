// Same-reading holds what two candor binaries read out of a corpus against each
// other, byte for byte: the oracle for a change that is to change no reading.
//
//	same-reading [-expect FILE] [-paths N] [-deadline D] OLD NEW FOLDER...
//
// It runs "policy DOC -f json" for every document below the folders, two at a
// time, and prints for each that differs where the JSON does. Only the account
// of the tool itself (its version and that of its database) may differ. A
// refusal is compared by its exit code and its text. Exit: 0 where all are the
// same or were expected to differ, 1 on any other difference, 2 on wrong use.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/candor-scan/candor/scripts/corpus"
)

// settings are what the command line asks for.
type settings struct {
	expect   string
	paths    int
	deadline time.Duration
	old, new string
	folders  []string
}

func main() {
	s, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "same-reading:", err)
		os.Exit(2)
	}
	same, err := run(s, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "same-reading:", err)
		os.Exit(2)
	}
	if !same {
		os.Exit(1)
	}
}

// parse takes flags before, between and behind the arguments.
func parse(args []string) (s settings, err error) {
	f := flag.NewFlagSet("same-reading", flag.ContinueOnError)
	f.StringVar(&s.expect, "expect", "", "file that names the documents whose reading is to change, one a line")
	f.IntVar(&s.paths, "paths", 8, "differences shown of one document")
	f.DurationVar(&s.deadline, "deadline", time.Minute, "time one binary has for one document")
	var rest []string
	for {
		if err := f.Parse(args); err != nil {
			return s, err
		}
		if f.NArg() == 0 {
			break
		}
		rest, args = append(rest, f.Arg(0)), f.Args()[1:]
	}
	if len(rest) < 3 {
		return s, fmt.Errorf("give two binaries and a folder: same-reading OLD NEW FOLDER")
	}
	s.old, s.new, s.folders = rest[0], rest[1], rest[2:]
	return s, nil
}

func run(s settings, out io.Writer) (same bool, err error) {
	expected, err := readExpected(s.expect)
	if err != nil {
		return false, err
	}
	docs, others, err := corpus.Documents(s.folders)
	if err != nil {
		return false, err
	}
	different := compareAll(s, docs)
	kinds := map[string]int{} // of paths, to the documents that differ there
	unexpected := 0
	for i, diffs := range different {
		if len(diffs) == 0 {
			continue
		}
		mark := ""
		if expected.has(docs[i]) {
			mark = " (expected)"
		} else {
			unexpected++
		}
		fmt.Fprintf(out, "%s%s\n", docs[i], mark)
		print(out, diffs, s.paths)
		ofDoc := map[string]bool{}
		for _, d := range diffs {
			ofDoc[kind(d.path)] = true
		}
		for k := range ofDoc {
			kinds[k]++
		}
	}
	for _, line := range expected.unused() {
		fmt.Fprintf(out, "expected to differ and does not: %s\n", line)
	}
	fmt.Fprintf(out, "%d documents (%d other files), %d differ, %d of them unexpected\n", len(docs), others, count(different), unexpected)
	for _, k := range slices.SortedFunc(maps.Keys(kinds), func(a, b string) int {
		if kinds[a] != kinds[b] {
			return kinds[b] - kinds[a]
		}
		return strings.Compare(a, b)
	}) {
		fmt.Fprintf(out, "%6d  %s\n", kinds[k], k)
	}
	return unexpected == 0, nil
}

// print prints the first differences of a document.
func print(out io.Writer, diffs []difference, most int) {
	for i, d := range diffs {
		if i == most {
			fmt.Fprintf(out, "    and %d more\n", len(diffs)-most)
			return
		}
		fmt.Fprintf(out, "    %s\n        - %s\n        + %s\n", d.path, d.old, d.new)
	}
}

func count(different [][]difference) (n int) {
	for _, d := range different {
		if len(d) > 0 {
			n++
		}
	}
	return n
}

// compareAll compares the readings of every document, in the order of docs.
func compareAll(s settings, docs []string) [][]difference {
	different := make([][]difference, len(docs))
	next := make(chan int)
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			for i := range next {
				different[i] = compare(read(s.old, docs[i], s.deadline), read(s.new, docs[i], s.deadline))
			}
		})
	}
	for i := range docs {
		next <- i
	}
	close(next)
	wait.Wait()
	return different
}

// expectation is the documents that are to differ, each with whether one did.
type expectation map[string]bool

func readExpected(path string) (expectation, error) {
	e := expectation{}
	if path == "" {
		return e, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); line != "" && !strings.HasPrefix(line, "#") {
			e[line] = false
		}
	}
	return e, lines.Err()
}

// has reports whether a document is expected to differ: a line gives its path
// or the end of it, by whole names.
func (e expectation) has(doc string) bool {
	found := false
	for line := range e {
		if doc == line || strings.HasSuffix(doc, "/"+line) {
			e[line], found = true, true
		}
	}
	return found
}

func (e expectation) unused() []string {
	var out []string
	for line, used := range e {
		if !used {
			out = append(out, line)
		}
	}
	slices.Sort(out)
	return out
}
