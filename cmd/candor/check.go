package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/report"
)

func (c *cli) checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check APP [SPLIT ...] --policy DOC [--policy DOC ...]",
		Short: "Hold an app against its privacy policy",
		Long: `check reads an app and the policy that one or more documents form, and reports
what the app asks for, holds and reads that the policy does not say, and what
the policy says that is not so.

APP is an APK, a bundle (AAB), a set of splits (APKS, XAPK, APKM), several split
APKs of one app, or a folder of them. DOC is ` + scanner.DocumentFormats() + `,
in English, Chinese or both; it may be an http(s) URL. Either may be - for
standard input, not both.

Exit: 0 nothing to report at --fail-on, 1 findings, 2 wrong use, 3 an input
could not be read.`,
		Example: `  candor check app.apk --policy privacy.html
  candor check app.apk --policy policy.md --policy sdk-list.md
  candor check app.apk --policy https://example.com/privacy -f json -o report.json`,
		Args: someArgs("APP"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.configured(cmd); err != nil {
				return err
			}
			return c.check(args)
		},
	}
	cmd.Flags().StringArrayVar(&c.flags.policies, "policy", nil, "a policy document: file, - or URL; may be repeated")
	c.flags.addOutput(cmd)
	c.flags.addFailOn(cmd)
	c.flags.addRules(cmd)
	c.flags.addSDKDB(cmd)
	c.flags.addAppLimits(cmd)
	c.flags.addPolicyLimits(cmd)
	return cmd
}

func (c *cli) check(paths []string) error {
	path := paths[0]
	if len(c.flags.policies) == 0 {
		return usagef("check needs --policy DOC; 'candor scan %s' needs none", path)
	}
	if path == stdinName && slices.Contains(c.flags.policies, stdinName) {
		return usagef("only one of APP and --policy can be -")
	}
	if err := c.prepare(); err != nil {
		return err
	}
	a, closer, err := c.openApp(paths...)
	if err != nil {
		return err
	}
	defer closer.Close()
	docs, err := c.readPolicies(c.flags.policies)
	if err != nil {
		return err
	}
	if swapped(a, docs) {
		return inputError{path, "is no app, but --policy is one", "swap them: candor check " + c.flags.policies[0] + " --policy " + path}
	}
	r, err := scanner.Check(c.ctx, a, docs, c.options)
	if err != nil {
		return err
	}
	return c.deliver(r)
}

// prepare checks the flags and loads what the command needs.
func (c *cli) prepare() error {
	if err := c.flags.check(); err != nil {
		return err
	}
	return c.setup()
}

// deliver writes a report and turns its findings into the exit code.
func (c *cli) deliver(r *report.Report) error {
	if err := c.write(r); err != nil {
		return err
	}
	if c.flags.writeBaseline != "" {
		return c.writeBaseline(r.Findings, c.options.Rules.Baseline)
	}
	failOn := disclosure.Severity(c.flags.failOn)
	if c.flags.failOn == "never" {
		failOn = disclosure.Off
	}
	for _, f := range r.Findings {
		if f.Fails(failOn, c.flags.strict) {
			return errFindings
		}
	}
	return nil
}

// oneArg takes exactly one argument and names it where it is missing.
func oneArg(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return usagef("%s takes one %s, not %d; usage: candor %s", cmd.Name(), name, len(args), cmd.Use)
	}
}

// someArgs takes one argument or more and names them where they are missing.
func someArgs(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		return usagef("%s takes one %s or more; usage: candor %s", cmd.Name(), name, cmd.Use)
	}
}
