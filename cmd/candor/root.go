package main

import (
	"context"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
)

// cli is one run of the command: its streams, and what flags set.
type cli struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	options        scanner.Options
	flags          flags
}

// run is the whole program: arguments and streams in, exit code out.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := &cli{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr}
	root := c.command()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return exitCode(root.ExecuteContext(ctx), stderr)
}

func (c *cli) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "candor",
		Short: "Holds a mobile app against its privacy policy",
		Long: `candor holds a mobile app against its privacy policy, offline.

It reads what an APK asks for, which third-party SDKs are inside and which
personal information each party's code reads; it reads the policy, in English,
Chinese or both; and it reports what is undisclosed, contradicted or stale,
with the evidence of both sides.`,
		Example: `  candor check app.apk --policy privacy.html     hold the app against its policy
  candor scan app.apk                            what the app asks for, holds and reads
  candor policy privacy.html                     what the policy declares
  candor check app.apk --policy p.md -f json     the same as JSON, for other programs`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return usagef("unknown command %q", args[0])
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%s: %w", strings.TrimPrefix(cmd.CommandPath(), "candor "), err)
	})
	root.PersistentFlags().StringVar(&c.flags.color, "color", "auto", "colour in the terminal: auto, always or never (NO_COLOR is honoured)")
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(c.checkCommand(), c.scanCommand(), c.surveyCommand(), c.diffCommand(), c.policyCommand(), c.whyCommand(), c.explainCommand(), c.sdkCommand(), c.renderCommand(), c.draftCommand(), c.versionCommand())
	return root
}

// setup loads what every reading command needs.
func (c *cli) setup() error {
	o, err := scanner.BareOptions(), error(nil)
	if c.flags.only != string(scanner.OnlyPermissions) {
		if o, err = scanner.DefaultOptions(); err != nil {
			return err
		}
	}
	o.Version = version()
	o.All, o.Only, o.Reproducible = c.flags.all, scanner.Only(c.flags.only), c.flags.reproducible
	if c.flags.sdkdb != "" && o.DB != nil {
		if o.DB, err = o.DB.With(os.DirFS(c.flags.sdkdb), c.flags.sdkdb); err != nil {
			return inputError{c.flags.sdkdb, err.Error(), "see sdkdb/data/README.md for how entries are written"}
		}
	}
	o.Rules.Profile, o.Rules.Severities = c.flags.profile, c.flags.severities
	if o.Rules.Baseline, err = c.readBaseline(); err != nil {
		return err
	}
	c.options = o
	return c.flags.applyLimits(&c.options)
}
