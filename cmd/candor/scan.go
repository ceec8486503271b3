package main

import (
	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
)

func (c *cli) scanCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "scan APP [SPLIT ...]",
		Short: "Say what an app asks for, holds and reads",
		Long: `scan reads an app without a policy: its permissions and where they hold, the
third-party SDKs inside with the evidence for each, and which personal
information the code of each party reads.

Exit: 0, or 1 where part of the app could not be read, 2 wrong use, 3 the app
could not be read at all.`,
		Example: `  candor scan app.apk
  candor scan app.apk --only permissions
  candor scan app.apk --all -f json`,
		Args: someArgs("APP"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.configured(cmd); err != nil {
				return err
			}
			return c.scan(args)
		},
	}
	cmd.Flags().BoolVar(&c.flags.all, "all", false, "show weak evidence and general libraries as well")
	cmd.Flags().StringVar(&c.flags.only, "only", "", "answer one question: permissions, sdks or items")
	c.flags.addOutput(cmd)
	c.flags.addFailOn(cmd)
	c.flags.addRules(cmd)
	c.flags.addSDKDB(cmd)
	c.flags.addAppLimits(cmd)
	return cmd
}

func (c *cli) scan(paths []string) error {
	if c.flags.only != "" && c.flags.format != "text" && c.flags.format != "json" {
		return usagef("--only goes with -f text or json")
	}
	if err := c.prepare(); err != nil {
		return err
	}
	a, closer, err := c.openApp(paths...)
	if err != nil {
		return err
	}
	defer closer.Close()
	r, err := scanner.Scan(c.ctx, a, c.options)
	if err != nil {
		return err
	}
	return c.deliver(r)
}
