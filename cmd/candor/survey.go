package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/report"
)

// surveyFlags are those of the survey command alone.
type surveyFlags struct {
	from, policies, format, output string
	workers                        int
}

func (c *cli) surveyCommand() *cobra.Command {
	var f surveyFlags
	cmd := &cobra.Command{
		Use:   "survey APP|FOLDER ...",
		Short: "Scan many apps and write one table",
		Long: `survey scans many apps, several at once, and writes one table (CSV, one claim a
row) or one report a line (JSON Lines), in the order the apps were given. Each
file is an app of its own; of a folder, every ` + strings.Join(appEndings, ", ") + ` below it is.

With --policies, an app is held against the documents of the same name in that
folder: app.apk against app.html, app.md, app.txt, app.pdf or app.docx. An app
without one is only scanned.

Reports carry no time: equal inputs give equal bytes. An app that cannot be read
gets a row of its own and does not end the survey; one whose policy cannot be
read is scanned without it, and a row says so.

Exit: 0, or 1 where an app could not be read in full, 2 wrong use, 3 the folder
or list of apps could not be read.`,
		Example: `  candor survey apps/ -o apps.csv
  candor survey apps/ --policies policies/ -f jsonl -o apps.jsonl
  find . -name '*.apk' | candor survey --from - --only sdks`,
		RunE: func(_ *cobra.Command, args []string) error { return c.survey(args, f) },
	}
	fs := cmd.Flags()
	fs.StringVarP(&f.format, "format", "f", "csv", "output format: csv or jsonl")
	fs.StringVarP(&f.output, "output", "o", "", "write to FILE instead of the terminal")
	fs.StringVar(&f.from, "from", "", "file with the path of an app on each line, - for standard input")
	fs.StringVar(&f.policies, "policies", "", "folder with the policies, named as the apps are")
	fs.IntVar(&f.workers, "workers", 0, "apps that are read at once (default: one per core)")
	fs.BoolVar(&c.flags.all, "all", false, "show weak evidence and general libraries as well")
	fs.StringVar(&c.flags.only, "only", "", "answer one question: permissions, sdks or items")
	fs.StringVar(&c.flags.profile, "profile", "", "requirements that apply: "+strings.Join(profileNames(), ", "))
	c.flags.addSDKDB(cmd)
	c.flags.addAppLimits(cmd)
	c.flags.addPolicyLimits(cmd)
	return cmd
}

func (c *cli) survey(args []string, f surveyFlags) error {
	switch {
	case f.format != "csv" && f.format != "jsonl":
		return usagef("--format %s: choose csv or jsonl", f.format)
	case len(args) == 0 && f.from == "":
		return usagef("survey takes apps, a folder of them or --from LIST; usage: candor survey APP|FOLDER ...")
	case f.workers < 0:
		return usagef("--workers %d: choose 1 or more", f.workers)
	case f.policies != "" && c.flags.only != "":
		return usagef("--policies needs the whole scan: leave out --only")
	}
	c.flags.reproducible = true
	if err := c.prepare(); err != nil {
		return err
	}
	c.options.Workers = f.workers
	policies, err := documentsByName(f.policies)
	if err != nil {
		return err
	}
	paths := &appPaths{args: args, from: f.from, stdin: c.stdin}
	out, closeOut, err := c.surveyOutput(f)
	if err != nil {
		return err
	}
	progress := newProgress(c.stderr)
	partial := false
	open := func(path string) (scanner.Subject, error) { return c.openSubject(path, policies) }
	err = scanner.Survey(c.ctx, paths.all(), open, c.options, func(s scanner.Surveyed) error {
		partial = partial || s.Err != nil || s.Policy != nil || !s.Report.App.Complete
		progress.step()
		return out(s)
	})
	progress.end()
	if closed := closeOut(); err == nil {
		err = closed
	}
	switch {
	case err != nil:
		return err
	case paths.err != nil:
		return paths.err
	case partial:
		return errFindings
	}
	return nil
}

// surveyOutput returns what writes one app, and what ends the output.
func (c *cli) surveyOutput(f surveyFlags) (write func(scanner.Surveyed) error, end func() error, err error) {
	var w io.Writer = c.stdout
	end = func() error { return nil }
	if f.output != "" && f.output != stdinName {
		file, err := os.Create(f.output)
		if err != nil {
			return nil, nil, usagef("%w", openError(f.output, err, "choose another file for -o"))
		}
		w, end = file, file.Close
	}
	if f.format == "jsonl" {
		lines := json.NewEncoder(w)
		return func(s scanner.Surveyed) error {
			if s.Err != nil {
				return lines.Encode(report.NewUnread(s.Path, s.Err))
			}
			if err := lines.Encode(s.Report); err != nil || s.Policy == nil {
				return err
			}
			return lines.Encode(report.NewUnread(s.Policy.Path, s.Policy))
		}, end, nil
	}
	table, err := report.NewTable(w)
	if err != nil {
		return nil, nil, err
	}
	return func(s scanner.Surveyed) error {
		if s.Err != nil {
			return table.AddUnread(s.Path, s.Err)
		}
		if err := table.Add(s.Report); err != nil || s.Policy == nil {
			return err
		}
		return table.AddUnreadPolicy(s.Policy.Path, s.Policy)
	}, end, nil
}

func (c *cli) openSubject(path string, policies map[string][]string) (scanner.Subject, error) {
	a, closer, err := c.openApp(path)
	if err != nil {
		return scanner.Subject{}, err
	}
	s := scanner.Subject{App: a, Close: closer}
	for _, doc := range policies[nameWithoutEnding(path)] {
		data, err := c.readDocument(doc)
		if err != nil {
			closer.Close()
			return scanner.Subject{}, err
		}
		s.Docs = append(s.Docs, scanner.Document{Path: doc, Data: data})
	}
	return s, nil
}

// appEndings are the file names that are taken for apps in a folder,
// documentEndings those that are taken for policies.
var (
	appEndings      = []string{".apk", ".aab", ".apks", ".xapk", ".apkm"}
	documentEndings = scanner.DocumentEndings()
)

// documentsByName lists the documents of a folder by their name without its
// ending, in the order of their names.
func documentsByName(folder string) (map[string][]string, error) {
	if folder == "" {
		return nil, nil
	}
	const do = "give the folder of the policies"
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, openError(folder, err, do)
	}
	byName := map[string][]string{}
	for _, e := range entries {
		if !e.IsDir() && slices.Contains(documentEndings, strings.ToLower(filepath.Ext(e.Name()))) {
			name := nameWithoutEnding(e.Name())
			byName[name] = append(byName[name], filepath.Join(folder, e.Name()))
		}
	}
	if len(byName) == 0 {
		return nil, inputError{folder, "holds no document", do}
	}
	return byName, nil
}

func nameWithoutEnding(path string) string {
	name := filepath.Base(path)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// appPaths lists the apps of a survey. err says, after the list has ended, why
// it ended early.
type appPaths struct {
	args  []string
	from  string
	stdin io.Reader
	err   error
}

func (p *appPaths) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, arg := range p.args {
			if !p.below(arg, yield) {
				return
			}
		}
		if p.from != "" {
			p.listed(yield)
		}
	}
}

// below yields a file, or the apps below a folder in the order of their names.
func (p *appPaths) below(path string, yield func(string) bool) bool {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return yield(path) // the error is that of the app
	}
	found := false
	err = filepath.WalkDir(path, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() || !slices.Contains(appEndings, strings.ToLower(filepath.Ext(at))) {
			return nil
		}
		found = true
		if !yield(at) {
			return fs.SkipAll
		}
		return nil
	})
	switch {
	case err != nil:
		p.err = openError(path, err, "give a folder of apps")
	case !found:
		p.err = inputError{path, "holds no app", "survey looks for " + strings.Join(appEndings, ", ")}
	}
	return p.err == nil
}

// listed yields the lines of the list.
func (p *appPaths) listed(yield func(string) bool) {
	const do = "give a file with the path of an app on each line"
	in := p.stdin
	if p.from != stdinName {
		f, err := os.Open(p.from)
		if err != nil {
			p.err = openError(p.from, err, do)
			return
		}
		defer f.Close()
		in = f
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if line := strings.TrimSuffix(lines.Text(), "\r"); line != "" && !yield(line) {
			return
		}
	}
	if err := lines.Err(); err != nil {
		p.err = inputError{p.from, err.Error(), do}
	}
}

// progress counts apps on a terminal, and is silent elsewhere.
type progress struct {
	to   io.Writer
	done int
}

func newProgress(stderr io.Writer) *progress {
	if f, ok := stderr.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		return &progress{to: f}
	}
	return &progress{to: io.Discard}
}

func (p *progress) step() {
	p.done++
	fmt.Fprintf(p.to, "\r%d apps", p.done)
}

func (p *progress) end() {
	if p.done > 0 {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
