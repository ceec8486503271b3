package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/fatih/color"
	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/report"
)

// flags holds what the command line sets. Each command declares the ones it
// takes.
type flags struct {
	policies     []string
	format       string
	outputs      []string
	lang         string
	failOn       string
	strict       bool
	quiet        bool
	color        string
	all          bool
	only         string
	text         bool
	reproducible bool
	limits       []chosenLimit

	config, profile, sdkdb  string
	baseline, writeBaseline string
	severities              map[string]disclosure.Severity // from the configuration
}

// limit is one limit a user can change: a flag, what it bounds, and where it
// stands, an *int or *int64. A flag that ends in "-mb" gives a size.
type limit struct {
	flag, what string
	at         func(o *scanner.Options) any
}

func appLimits() []limit {
	return []limit{
		{"max-entries", "entries an app may have", func(o *scanner.Options) any { return &o.AppLimits.Entries }},
		{"max-parts", "APKs an app may be split into", func(o *scanner.Options) any { return &o.AppLimits.Parts }},
		{"max-nesting", "archives inside archives", func(o *scanner.Options) any { return &o.AppLimits.Nesting }},
		{"max-name-bytes", "bytes of one entry name", func(o *scanner.Options) any { return &o.AppLimits.NameBytes }},
		{"max-xml-depth", "nesting of elements in the manifest", func(o *scanner.Options) any { return &o.AppLimits.XMLDepth }},
		{"max-xml-elements", "elements of the manifest", func(o *scanner.Options) any { return &o.AppLimits.XMLElements }},
		{"max-xml-attributes", "attributes of the manifest", func(o *scanner.Options) any { return &o.AppLimits.XMLAttributes }},
		{"max-directory-mb", "size of the central directory", func(o *scanner.Options) any { return &o.AppLimits.DirectoryBytes }},
		{"max-manifest-mb", "size of the manifest", func(o *scanner.Options) any { return &o.AppLimits.ManifestBytes }},
		{"max-resources-mb", "size of the resource tables", func(o *scanner.Options) any { return &o.AppLimits.ResourceBytes }},
		{"max-dex-mb", "size of one DEX file", func(o *scanner.Options) any { return &o.AppLimits.DexBytes }},
		{"max-entry-mb", "size of any other entry", func(o *scanner.Options) any { return &o.AppLimits.EntryBytes }},
		{"max-nested-mb", "size of APKs inside an archive", func(o *scanner.Options) any { return &o.AppLimits.NestedBytes }},
		{"max-inflated-mb", "size of all that is inflated", func(o *scanner.Options) any { return &o.AppLimits.TotalBytes }},
	}
}

func policyLimits() []limit {
	return []limit{
		{"max-policy-mb", "size of one policy document", func(o *scanner.Options) any { return &o.PolicyLimits.Bytes }},
	}
}

const sizeSuffix = "-mb"

// get returns the limit as the flag gives it: a count, or MB.
func (l limit) get(o *scanner.Options) int64 {
	var v int64
	switch at := l.at(o).(type) {
	case *int:
		v = int64(*at)
	case *int64:
		v = *at
	}
	if strings.HasSuffix(l.flag, sizeSuffix) {
		v >>= 20
	}
	return v
}

func (l limit) set(o *scanner.Options, v int64) {
	if strings.HasSuffix(l.flag, sizeSuffix) {
		v <<= 20
	}
	switch at := l.at(o).(type) {
	case *int:
		*at = int(v)
	case *int64:
		*at = v
	}
}

// maxLimit is the largest figure a limit can be set to.
const maxLimit = 1 << 20

func (f *flags) addOutput(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVarP(&f.format, "format", "f", "text", "output format: "+strings.Join(report.Formats(), ", "))
	fs.StringArrayVarP(&f.outputs, "output", "o", nil, "write to FILE instead of the terminal, or FORMAT=FILE; may be repeated")
	fs.StringVar(&f.lang, "lang", "en", "language of the report: en, zh or both")
	fs.BoolVar(&f.reproducible, "reproducible", false, "leave out the time, so that equal inputs give equal bytes")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "print only the findings")
}

func (f *flags) addFailOn(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.failOn, "fail-on", "error", "exit with 1 from this severity on: error, warning, note or never")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "count findings a person must review as well")
}

// addRules adds the flags of a command that runs rules.
func (f *flags) addRules(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.config, "config", "", "configuration file (default "+configName+" where there is one)")
	fs.StringVar(&f.profile, "profile", "", "requirements that apply: "+strings.Join(profileNames(), ", ")+" (default "+disclosure.DefaultProfile+")")
	fs.StringVar(&f.baseline, "baseline", "", "file of known findings, which are shown and do not fail")
	fs.StringVar(&f.writeBaseline, "write-baseline", "", "save all findings as known to this file")
}

func (f *flags) addSDKDB(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.sdkdb, "sdkdb", "", "folder with SDK entries that add to the built-in ones or replace them")
}

func (f *flags) addAppLimits(cmd *cobra.Command)    { f.addLimits(cmd, appLimits()) }
func (f *flags) addPolicyLimits(cmd *cobra.Command) { f.addLimits(cmd, policyLimits()) }

func (f *flags) addLimits(cmd *cobra.Command, limits []limit) {
	defaults := scanner.BareOptions()
	for _, l := range limits {
		v := cmd.Flags().Int64(l.flag, l.get(&defaults), "limit: "+l.what)
		f.limits = append(f.limits, chosenLimit{l, cmd, v})
	}
}

// chosenLimit is a limit of one command, with the figure in force.
type chosenLimit struct {
	limit
	cmd   *cobra.Command
	value *int64
}

// applyLimits puts the limits a user set over the defaults.
func (f *flags) applyLimits(o *scanner.Options) error {
	for _, l := range f.limits {
		if !l.cmd.Flags().Changed(l.flag) {
			continue
		}
		if v := *l.value; v < 1 || v > maxLimit {
			return usagef("--%s %d: choose a figure from 1 to %d", l.flag, v, maxLimit)
		}
		l.set(o, *l.value)
	}
	return nil
}

// check reports a flag value that no command takes.
func (f *flags) check() error {
	one := func(flag, value string, allowed ...string) error {
		if value == "" || slices.Contains(allowed, value) {
			return nil
		}
		return usagef("--%s %s: choose one of %s", flag, value, strings.Join(allowed, ", "))
	}
	for _, err := range []error{
		one("format", f.format, report.Formats()...),
		one("lang", f.lang, "en", "zh", "both"),
		one("fail-on", f.failOn, "error", "warning", "note", "never"),
		one("color", f.color, "auto", "always", "never"),
		one("profile", f.profile, profileNames()...),
		one("only", f.only, string(scanner.OnlyPermissions), string(scanner.OnlySDKs), string(scanner.OnlyItems)),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// palette returns the colours of the terminal, or none.
func (c *cli) palette() report.Palette {
	on := c.flags.color == "always"
	if f, ok := c.stdout.(*os.File); ok && c.flags.color == "auto" {
		on = isatty.IsTerminal(f.Fd()) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	if !on {
		return report.Palette{}
	}
	paint := func(a ...color.Attribute) func(string) string {
		p := color.New(a...)
		p.EnableColor()
		return func(s string) string { return p.Sprint(s) }
	}
	return report.Palette{Title: paint(color.Bold), Dim: paint(color.Faint), Good: paint(color.FgGreen),
		Error: paint(color.FgRed), Warning: paint(color.FgYellow), Note: paint(color.FgCyan)}
}

// target is one place a report is written to.
type target struct{ format, path string }

// targets reads -o: FILE takes the format of -f, FORMAT=FILE its own. Without
// any, the report goes to standard output.
func (f *flags) targets() ([]target, error) {
	if len(f.outputs) == 0 {
		return []target{{format: f.format}}, nil
	}
	var list []target
	for _, o := range f.outputs {
		t := target{f.format, o}
		if format, path, ok := strings.Cut(o, "="); ok && slices.Contains(report.Formats(), format) {
			t = target{format, path}
		}
		if t.path == "" {
			return nil, usagef("-o %s names no file", o)
		}
		list = append(list, t)
	}
	return list, nil
}

// write renders a report to every target.
func (c *cli) write(r *report.Report) error {
	targets, err := c.flags.targets()
	if err != nil {
		return err
	}
	for _, t := range targets {
		o := report.Options{Lang: c.flags.lang, Quiet: c.flags.quiet}
		if t.path == "" || t.path == stdinName {
			o.Palette = c.palette()
			if err := report.Render(c.stdout, t.format, r, o); err != nil {
				return err
			}
			continue
		}
		f, err := os.Create(t.path)
		if err != nil {
			return usagef("%w", openError(t.path, err, "choose another file for -o"))
		}
		if err := report.Render(f, t.format, r, o); err != nil {
			f.Close()
			return fmt.Errorf("%s: %w", t.path, err)
		}
		if err := f.Close(); err != nil {
			return fmt.Errorf("%s: %w", t.path, err)
		}
	}
	return nil
}
