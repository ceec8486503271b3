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
	limits       limitFlags

	config, profile, sdkdb  string
	baseline, writeBaseline string
	severities              map[string]disclosure.Severity // from the configuration
}

// limitFlags are the limits a user can change, one flag each; 0 leaves the
// default.
type limitFlags struct {
	entries              int
	manifest, dex, total int64
	policy               int64
}

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

func (f *flags) addAppLimits(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.IntVar(&f.limits.entries, "max-entries", 0, "entries an archive may have")
	fs.Int64Var(&f.limits.manifest, "max-manifest-mb", 0, "size of the manifest, in MB")
	fs.Int64Var(&f.limits.dex, "max-dex-mb", 0, "size of one DEX file, in MB")
	fs.Int64Var(&f.limits.total, "max-inflated-mb", 0, "size of all that is inflated, in MB")
}

func (f *flags) addPolicyLimits(cmd *cobra.Command) {
	cmd.Flags().Int64Var(&f.limits.policy, "max-policy-mb", 0, "size of one policy document, in MB")
}

// applyLimits puts the limits a user set over the defaults.
func (f *flags) applyLimits(o *scanner.Options) error {
	for _, l := range []int64{int64(f.limits.entries), f.limits.manifest, f.limits.dex, f.limits.total, f.limits.policy} {
		if l < 0 || l > 1<<20 {
			return usagef("a limit of %d is out of range", l)
		}
	}
	set := func(to *int64, mb int64) {
		if mb > 0 {
			*to = mb << 20
		}
	}
	if f.limits.entries > 0 {
		o.AppLimits.Entries = f.limits.entries
	}
	set(&o.AppLimits.ManifestBytes, f.limits.manifest)
	set(&o.AppLimits.DexBytes, f.limits.dex)
	set(&o.AppLimits.TotalBytes, f.limits.total)
	if f.limits.policy > 0 {
		o.PolicyLimits.Bytes = int(f.limits.policy << 20)
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
