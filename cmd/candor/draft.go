package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/draft"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/sdkdb"
)

// draftFlags are what the draft commands take beside the common flags.
type draftFlags struct {
	policies    []string
	onlyMissing bool
	format      string
	lang        string
	output      string
}

func (c *cli) draftCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "draft permissions | sdk-list | data-safety APP",
		Short: "Draft the text a policy lacks",
		Long: `draft writes text for a privacy policy from what it finds in an app: the section
on permissions, the list of third-party SDKs, or Google Play's data safety form.
What a person must fill in is marked [to fill in] or 【待填写】, and listed on
standard error.`,
		Example: `  candor draft sdk-list app.apk --policy privacy.html --only-missing
  candor draft permissions app.apk --lang zh -o permissions.md
  candor draft data-safety app.apk --policy privacy.html -o data-safety.csv`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return usagef("draft %s: choose permissions, sdk-list or data-safety", args[0])
		},
	}
	cmd.AddCommand(
		c.sectionCommand("permissions", "Draft the section on permissions", draft.Permissions),
		c.sectionCommand("sdk-list", "Draft the list of third-party SDKs", draft.SDKList),
		c.dataSafetyCommand(),
	)
	return cmd
}

// writeSection writes one kind of section; draft.SDKList is one.
type writeSection func(w io.Writer, r *report.Report, db *sdkdb.DB, o draft.Options) ([]draft.Note, error)

func (c *cli) sectionCommand(name, short string, write writeSection) *cobra.Command {
	var f draftFlags
	cmd := &cobra.Command{
		Use:   name + " APP [--policy DOC] [--only-missing]",
		Short: short,
		Args:  oneArg("APP"),
		RunE: func(_ *cobra.Command, args []string) error {
			return c.draft(args[0], f, func(w io.Writer, r *report.Report) ([]draft.Note, error) {
				return write(w, r, c.options.DB, draft.Options{Lang: f.lang, Format: f.format, OnlyMissing: f.onlyMissing})
			})
		},
	}
	c.addDraftFlags(cmd, &f)
	fs := cmd.Flags()
	fs.BoolVar(&f.onlyMissing, "only-missing", false, "write only what the policy lacks")
	fs.StringVar(&f.lang, "lang", "", "language of the draft: en, zh or both (default: that of the policy)")
	fs.StringVarP(&f.format, "format", "f", "", "form of the draft: "+strings.Join(draft.Formats(), " or ")+" (default: what fits the policy)")
	return cmd
}

func (c *cli) dataSafetyCommand() *cobra.Command {
	var f draftFlags
	cmd := &cobra.Command{
		Use:   "data-safety APP [--policy DOC]",
		Short: "Fill Google Play's data safety form (CSV)",
		Args:  oneArg("APP"),
		RunE: func(_ *cobra.Command, args []string) error {
			return c.draft(args[0], f, func(w io.Writer, r *report.Report) ([]draft.Note, error) {
				return draft.DataSafety(w, r, c.options.DB)
			})
		},
	}
	c.addDraftFlags(cmd, &f)
	return cmd
}

func (c *cli) addDraftFlags(cmd *cobra.Command, f *draftFlags) {
	cmd.Flags().StringArrayVar(&f.policies, "policy", nil, "a policy document: file, - or URL; may be repeated")
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to FILE instead of the terminal")
	c.flags.addAppLimits(cmd)
	c.flags.addPolicyLimits(cmd)
}

// draft scans the app, holds it against the policy where there is one, and
// writes a draft. Notes for the person who completes it go to standard error.
func (c *cli) draft(path string, f draftFlags, write func(io.Writer, *report.Report) ([]draft.Note, error)) error {
	if err := f.check(path); err != nil {
		return err
	}
	r, err := c.draftReport(path, f.policies)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	notes, err := write(&text, r)
	if err != nil {
		return err
	}
	if text.Len() == 0 {
		fmt.Fprintln(c.stderr, "candor: there is nothing to write")
	}
	if err := c.deliverDraft(f.output, text.Bytes()); err != nil {
		return err
	}
	if len(notes) > 0 {
		fmt.Fprintln(c.stderr, "Left to you:")
	}
	for _, n := range notes {
		line := n.EN
		if f.lang == "zh" {
			line = n.ZH
		}
		fmt.Fprintln(c.stderr, "  "+oneLine(errors.New(line)))
	}
	return nil
}

func (f draftFlags) check(path string) error {
	switch {
	case f.onlyMissing && len(f.policies) == 0:
		return usagef("--only-missing needs --policy DOC: without it nothing is known to be there")
	case path == stdinName && slices.Contains(f.policies, stdinName):
		return usagef("only one of APP and --policy can be -")
	case f.lang != "" && f.lang != "en" && f.lang != "zh" && f.lang != "both":
		return usagef("--lang %s: choose one of en, zh, both", f.lang)
	case f.format != "" && !slices.Contains(draft.Formats(), f.format):
		return usagef("--format %s: choose one of %s", f.format, strings.Join(draft.Formats(), ", "))
	}
	return nil
}

// draftReport scans an app, against a policy where one is given.
func (c *cli) draftReport(path string, policies []string) (*report.Report, error) {
	if err := c.prepare(); err != nil {
		return nil, err
	}
	a, closer, err := c.openApp(path)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	if len(policies) == 0 {
		return scanner.Scan(c.ctx, a, c.options)
	}
	docs, err := c.readPolicies(policies)
	if err != nil {
		return nil, err
	}
	if swapped(a, docs) {
		return nil, inputError{path, "is no app, but --policy is one", "give the app first and the policy behind --policy"}
	}
	return scanner.Check(c.ctx, a, docs, c.options)
}

func (c *cli) deliverDraft(path string, text []byte) error {
	if path == "" || path == stdinName {
		_, err := c.stdout.Write(text)
		return err
	}
	if err := os.WriteFile(path, text, 0o666); err != nil {
		return usagef("%w", openError(path, err, "choose another file for -o"))
	}
	return nil
}
