package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
)

func (c *cli) diffCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "diff OLD NEW [--policy DOC ...]",
		Short: "Say what a release adds, and what of it the policy lacks",
		Long: `diff reads two releases of an app and lists the permissions (and the
Android versions they reach), components that tell of a permission group, SDKs
(and their versions), items of personal information and hosts that came, went or
changed. With a policy it says which of the new ones the policy lacks.

Exit: 0, or 1 where the new release adds something undisclosed, 2 wrong use,
3 an input could not be read.`,
		Example: `  candor diff app-1.0.apk app-1.1.apk --policy privacy.html`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("diff takes an OLD and a NEW app; usage: candor %s", cmd.Use)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.configured(cmd); err != nil {
				return err
			}
			return c.diff(args[0], args[1])
		},
	}
	cmd.Flags().StringArrayVar(&c.flags.policies, "policy", nil, "a policy document: file, - or URL; may be repeated")
	c.flags.addRules(cmd)
	c.flags.addSDKDB(cmd)
	c.flags.addAppLimits(cmd)
	c.flags.addPolicyLimits(cmd)
	return cmd
}

func (c *cli) diff(oldPath, newPath string) error {
	if oldPath == stdinName || newPath == stdinName {
		return usagef("diff reads its two apps from files")
	}
	if err := c.prepare(); err != nil {
		return err
	}
	old, closeOld, err := c.openApp(oldPath)
	if err != nil {
		return err
	}
	defer closeOld.Close()
	new, closeNew, err := c.openApp(newPath)
	if err != nil {
		return err
	}
	defer closeNew.Close()
	docs, err := c.readPolicies(c.flags.policies)
	if err != nil {
		return err
	}
	d, err := scanner.Compare(c.ctx, old, new, docs, c.options)
	if err != nil {
		return err
	}
	var b strings.Builder
	c.printDiff(&b, d)
	if _, err := io.WriteString(c.stdout, oneLinePer(b.String())); err != nil {
		return err
	}
	if d.Undisclosed() {
		return errFindings
	}
	return nil
}

func (c *cli) printDiff(b *strings.Builder, d *scanner.Diff) {
	release := func(a string, version string) string { return strings.TrimSpace(a + " " + version) }
	fmt.Fprintf(b, "%s → %s\n", release(d.Old.App.Package, d.Old.App.VersionName), release(d.New.App.Package, d.New.App.VersionName))
	if d.Old.App.Package != d.New.App.Package {
		b.WriteString("These are two different apps.\n")
	}
	if n := slices.Concat(d.Old.App.NotRead, d.New.App.NotRead); len(n) > 0 {
		fmt.Fprintf(b, "Not all could be read; %s among others.\n", n[0].What)
	}
	if len(d.Changes) == 0 {
		b.WriteString("\nNo permission, component, SDK, item or host came or went.\n")
		return
	}
	titles := map[string]string{"permission": "PERMISSIONS", "component": "COMPONENTS", "sdk": "SDKS", "item": "ITEMS READ", "host": "HOSTS IN THE CODE"}
	kind := ""
	for _, ch := range d.Changes {
		if ch.Kind != kind {
			kind = ch.Kind
			fmt.Fprintf(b, "\n%s\n", titles[kind])
		}
		sign, more := "+", ""
		switch {
		case ch.Is != "":
			sign, more = "~", "  "+ch.Was+" → "+ch.Is
		case ch.Gone():
			sign = "-"
		}
		if ch.How != "" {
			more += "  " + ch.How
		}
		if ch.Party != "" {
			more += "  by " + c.partyName(ch.Party)
		}
		if ch.Undisclosed {
			more += "  not in the policy"
		}
		fmt.Fprintf(b, "  %s %s%s\n", sign, ch.Name, more)
	}
}
