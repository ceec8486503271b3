// Command doubt counts what the second reading of documents does to findings:
// it holds every app against every document and prints, rule by rule, how many
// findings are sure, how many a person must decide, and how many of these are
// there only because a sentence could not be placed.
//
//	go run ./scripts/doubt [--draw N] [--seed N] APP... -- DOC|FOLDER...
//
// --draw prints N findings of each kind, drawn at random, to be read by hand.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/policy"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "doubt:", err)
		os.Exit(1)
	}
}

func run(args []string, w io.Writer) error {
	flags := flag.NewFlagSet("doubt", flag.ContinueOnError)
	draw := flags.Int("draw", 0, "findings of each kind to print")
	seed := flags.Uint64("seed", 1, "of the draw")
	// flag ends at "--", which here parts apps from documents.
	cut := slices.Index(args, "--")
	if cut < 0 {
		return errors.New("call it as doubt [--draw N] [--seed N] APP… -- DOC|FOLDER")
	}
	if err := flags.Parse(args[:cut]); err != nil {
		return err
	}
	opt, err := scanner.DefaultOptions()
	if err != nil {
		return err
	}
	docs, err := readPolicies(args[cut+1:], opt)
	if err != nil {
		return err
	}
	t := newTally()
	for _, path := range flags.Args() {
		if err := t.hold(path, docs, opt); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	fmt.Fprintf(w, "%d apps, %d documents\n\n", flags.NArg(), len(docs))
	t.write(w)
	t.draw(w, *draw, *seed)
	return nil
}

// readPolicies reads the documents and those of folders, each once; a file that
// is no policy is left out.
func readPolicies(roots []string, opt scanner.Options) ([]*policy.Policy, error) {
	var out []*policy.Policy
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			p, err := scanner.ReadPolicy([]scanner.Document{{Path: path, Data: data}}, opt)
			if no := (*policy.Error)(nil); errors.As(err, &no) {
				return nil
			} else if err != nil {
				return err
			}
			p.Documents[0].Text = "" // not asked for, and most of the memory
			out = append(out, p)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// counts are the findings of one rule.
type counts struct{ fail, review, moved int }

// one is a finding with the app and the document it is about.
type one struct {
	app, document string
	disclosure.Finding
}

// tally counts findings, and keeps those a draw is made from.
type tally struct {
	rules       map[string]*counts
	moved, kept []one
}

func newTally() *tally { return &tally{rules: map[string]*counts{}} }

// hold holds an app against all documents: as they are, and with nothing left
// over, which is what the rules said before they read again.
func (t *tally) hold(path string, docs []*policy.Policy, opt scanner.Options) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	app := scanner.App{Path: path, File: bytes.NewReader(data), Size: int64(len(data))}
	var once []disclosure.Finding // of the document with nothing left over
	return scanner.CheckEach(context.Background(), app, pairs(docs), opt, func(p *policy.Policy, found []disclosure.Finding) error {
		if p.Leftovers == nil {
			once = found
			return nil
		}
		t.add(filepath.Base(path), p.Documents[0].Path, once, found)
		return nil
	})
}

// pairs yields each document twice, first with nothing left over.
func pairs(docs []*policy.Policy) iter.Seq[*policy.Policy] {
	return func(yield func(*policy.Policy) bool) {
		for _, p := range docs {
			bare := *p
			bare.Leftovers = nil
			if !yield(&bare) || !yield(p) {
				return
			}
		}
	}
}

func (t *tally) add(app, document string, once, again []disclosure.Finding) {
	before := map[string]disclosure.State{}
	for _, f := range once {
		before[f.Fingerprint] = f.State
	}
	for _, f := range again {
		c := t.rules[f.Rule]
		if c == nil {
			c = &counts{}
			t.rules[f.Rule] = c
		}
		if f.State == disclosure.Fail {
			c.fail++
			t.kept = append(t.kept, one{app, document, f})
			continue
		}
		c.review++
		if before[f.Fingerprint] == disclosure.Fail {
			c.moved++
			t.moved = append(t.moved, one{app, document, f})
		}
	}
}

func (t *tally) write(w io.Writer) {
	fmt.Fprintf(w, "%-28s %7s %7s %7s %7s\n", "rule", "fail", "review", "moved", "stay")
	for _, r := range disclosure.Rules() {
		if c := t.rules[r.ID]; c != nil {
			stay := "–"
			if c.moved > 0 {
				stay = fmt.Sprintf("%.3f", float64(c.fail)/float64(c.fail+c.moved))
			}
			fmt.Fprintf(w, "%-28s %7d %7d %7d %7s\n", r.ID, c.fail, c.review, c.moved, stay)
		}
	}
}

// draw prints findings to be read by hand: of those that moved, and of those
// that stayed under the same rules.
func (t *tally) draw(w io.Writer, n int, seed uint64) {
	if n == 0 {
		return
	}
	rules := map[string]bool{}
	for _, f := range t.moved {
		rules[f.Rule] = true
	}
	kept := slices.DeleteFunc(t.kept, func(f one) bool { return !rules[f.Rule] })
	random := rand.New(rand.NewPCG(seed, seed))
	for _, kind := range []struct {
		title string
		from  []one
	}{{"moved", t.moved}, {"stayed", kept}} {
		fmt.Fprintf(w, "\n%s\n", kind.title)
		for _, i := range random.Perm(len(kind.from))[:min(n, len(kind.from))] {
			f := kind.from[i]
			fmt.Fprintf(w, "- %s %s · %s · %s\n  %s\n", f.Rule, f.Subject.ID, f.app, f.document, f.Message.EN)
			for _, q := range f.Quotes {
				fmt.Fprintf(w, "  line %d: %s\n", q.Line, strings.TrimSpace(q.Text))
			}
		}
	}
}
