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

// writer writes one kind of draft; draft.SDKList is one.
type writer func(w io.Writer, r *report.Report, db *sdkdb.DB, o draft.Options) ([]draft.Note, error)

// sectionCommand drafts a section of a policy, which has a language and a form.
func (c *cli) sectionCommand(name, short string, write writer) *cobra.Command {
	cmd, f := c.oneDraft(name, short, write)
	cmd.Flags().StringVar(&f.lang, "lang", "", "language of the draft: en, zh or both (default: that of the policy)")
	cmd.Flags().StringVarP(&f.format, "format", "f", "", "form of the draft: "+strings.Join(draft.Formats(), " or ")+" (default: what fits the policy)")
	return cmd
}

func (c *cli) dataSafetyCommand() *cobra.Command {
	cmd, _ := c.oneDraft("data-safety", "Fill Google Play's data safety form (CSV)", draft.DataSafety)
	return cmd
}

func (c *cli) oneDraft(name, short string, write writer) (*cobra.Command, *draftFlags) {
	f := &draftFlags{}
	cmd := &cobra.Command{
		Use:   name + " APP [SPLIT ...] [--policy DOC ...] [--only-missing]",
		Short: short,
		Args:  someArgs("APP"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.configured(cmd); err != nil {
				return err
			}
			return c.draft(args, *f, write)
		},
	}
	fs := cmd.Flags()
	fs.StringArrayVar(&c.flags.policies, "policy", nil, "a policy document: file, - or URL; may be repeated")
	fs.BoolVar(&f.onlyMissing, "only-missing", false, "write only what the policy lacks")
	fs.StringVarP(&f.output, "output", "o", "", "write to FILE instead of the terminal")
	c.flags.addRules(cmd)
	c.flags.addSDKDB(cmd)
	c.flags.addAppLimits(cmd)
	c.flags.addPolicyLimits(cmd)
	return cmd, f
}

// draft scans the app, holds it against the policy where there is one, and
// writes a draft. Notes for the person who completes it go to standard error.
func (c *cli) draft(paths []string, f draftFlags, write writer) error {
	if err := c.checkDraft(paths, f); err != nil {
		return err
	}
	r, err := c.draftReport(paths)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	notes, err := write(&text, r, c.options.DB, draft.Options{Lang: f.lang, Format: f.format, OnlyMissing: f.onlyMissing})
	if err != nil {
		return err
	}
	if text.Len() == 0 {
		fmt.Fprintln(c.stderr, "candor: there is nothing to write")
	}
	if err := c.deliverDraft(f.output, text.Bytes()); err != nil {
		return err
	}
	c.printNotes(notes, f.lang)
	return nil
}

func (c *cli) checkDraft(paths []string, f draftFlags) error {
	switch {
	case f.onlyMissing && len(c.flags.policies) == 0:
		return usagef("--only-missing needs --policy DOC: without it nothing is known to be there")
	case slices.Contains(paths, stdinName) && slices.Contains(c.flags.policies, stdinName):
		return usagef("only one of APP and --policy can be -")
	case f.lang != "" && f.lang != "en" && f.lang != "zh" && f.lang != "both":
		return usagef("--lang %s: choose one of en, zh, both", f.lang)
	case f.format != "" && !slices.Contains(draft.Formats(), f.format):
		return usagef("--format %s: choose one of %s", f.format, strings.Join(draft.Formats(), ", "))
	}
	return nil
}

// draftReport scans an app, against a policy where one is given.
func (c *cli) draftReport(paths []string) (*report.Report, error) {
	if err := c.prepare(); err != nil {
		return nil, err
	}
	a, closer, err := c.openApp(paths...)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	if len(c.flags.policies) == 0 {
		return scanner.Scan(c.ctx, a, c.options)
	}
	docs, err := c.readPolicies(c.flags.policies)
	if err != nil {
		return nil, err
	}
	if swapped(a, docs) {
		return nil, inputError{paths[0], "is no app, but --policy is one", "give the app first and the policy behind --policy"}
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

// printNotes lists what is left to a person, in the language of the draft.
func (c *cli) printNotes(notes []draft.Note, lang string) {
	if len(notes) == 0 {
		return
	}
	head := draft.Note{EN: "Left to you:", ZH: "留待填写或判断："}
	for i, n := range append([]draft.Note{head}, notes...) {
		line := n.EN
		if lang == "zh" {
			line = n.ZH
		}
		if i > 0 {
			line = "  " + line
		}
		fmt.Fprintln(c.stderr, oneLine(errors.New(line)))
	}
}
