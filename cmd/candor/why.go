package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/privacy"
)

func (c *cli) whyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "why SUBJECT APP",
		Short: "Show how an item, an SDK or a permission got into an app",
		Long: `why shows the shortest way from a component of the app, through SDK code, to the
call that reads an item, into an SDK, or to what a permission guards. The
subject may be an id, a disclosure group, or a name as policies write it. For
something that is not there it says what was looked for, and where.`,
		Example: `  candor why imei app.apk
  candor why wechat-pay app.apk
  candor why 微信支付 app.apk
  candor why READ_PHONE_STATE app.apk`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("why takes a SUBJECT and an APP; usage: candor %s", cmd.Use)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return c.why(args[0], args[1]) },
	}
	c.flags.addSDKDB(cmd)
	c.flags.addAppLimits(cmd)
	return cmd
}

func (c *cli) why(subject, path string) error {
	if err := c.prepare(); err != nil {
		return err
	}
	a, closer, err := c.openApp(path)
	if err != nil {
		return err
	}
	defer closer.Close()
	t, err := scanner.Why(c.ctx, subject, a, c.options)
	var unknown *scanner.UnknownSubject
	if errors.As(err, &unknown) {
		return usagef("why: %w; see 'candor explain' and 'candor sdk list'", err)
	}
	if err != nil {
		return err
	}
	var b strings.Builder
	c.printTrace(&b, t)
	_, err = io.WriteString(c.stdout, oneLinePer(b.String()))
	return err
}

func (c *cli) printTrace(b *strings.Builder, t *scanner.Trace) {
	if !t.Found {
		printMissing(b, t)
	}
	for _, f := range t.Facts {
		fmt.Fprintf(b, "%-10s %s  (%s)\n", f.Kind, f.Value, f.Where)
	}
	for _, w := range t.Ways {
		c.printWay(b, t, w)
	}
	fmt.Fprintf(b, "\nRead: %d DEX files with %d classes", t.DexFiles, t.Classes)
	if len(t.NotRead) == 0 {
		b.WriteString(", all of them.\n")
		return
	}
	b.WriteString("; not read, so that there may be more:\n")
	for _, n := range t.NotRead {
		fmt.Fprintf(b, "  %s: %s\n", n.What, n.Why)
	}
}

func printMissing(b *strings.Builder, t *scanner.Trace) {
	if len(t.LookedFor) == 0 {
		fmt.Fprintf(b, "%s was not found: code cannot show it, only a policy speaks of it.\n", t.Subject)
		return
	}
	fmt.Fprintf(b, "%s was not found.", t.Subject)
	if t.Part != "" {
		fmt.Fprintf(b, " The %s code that every copy of its SDK carries is there; nothing calls it.", t.Part)
	}
	b.WriteString(" Looked for:\n")
	for _, l := range t.LookedFor {
		fmt.Fprintf(b, "  %s\n", l)
	}
}

func (c *cli) printWay(b *strings.Builder, t *scanner.Trace, w scanner.Way) {
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	fmt.Fprintf(b, "%s, by %s", cmp.Or(string(w.Item), t.Subject), c.partyName(w.Party))
	switch {
	case len(w.Path) == 0:
		fmt.Fprintf(b, ": no way to it from the app's components was found\n  %s\n", w.Seen.Where)
	default:
		fmt.Fprintf(b, ", from %s\n", w.Root)
		for i, s := range w.Path {
			arrow := "→ "
			if i == 0 {
				arrow = "  "
			}
			fmt.Fprintf(b, "  %s%s  [%s]\n", arrow, s.Method, c.partyName(s.Party))
		}
	}
	if w.Seen.Value != "" {
		fmt.Fprintf(b, "  → %s", w.Seen.Value)
		if w.UpTo != nil {
			fmt.Fprintf(b, "  (returns data up to API %d)", *w.UpTo)
		}
		b.WriteString("\n")
	}
	if w.Other > 0 {
		fmt.Fprintf(b, "  and %d more places\n", w.Other)
	}
}

// partyName is the name of a party for people.
func (c *cli) partyName(p privacy.Party) string {
	switch {
	case p == privacy.PartyApp:
		return "the app"
	case p == privacy.PartyUnknown:
		return "code of unknown origin"
	case p.IsLibrary():
		return strings.Replace(string(p), "library:", "library ", 1)
	}
	if s := c.options.DB.Lookup(string(p)); s != nil {
		return s.Name
	}
	return string(p)
}

// oneLinePer makes the foreign names in a text inert and keeps its lines.
func oneLinePer(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = oneLine(errors.New(l))
	}
	return strings.Join(lines, "\n")
}
