package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/sdkdb"
)

func (c *cli) sdkLearnCommand() *cobra.Command {
	var fromApp, root string
	cmd := &cobra.Command{
		Use:   "learn FILE.aar|FILE.jar",
		Short: "Print an SDK entry made from its published artefact",
		Long: `learn reads the JAR or AAR that an SDK is published as and prints an entry for
the SDK database: class prefixes, components, permissions, native libraries,
distinctive strings, and fingerprints of its code that survive renaming. Where
the artefact is one of a known SDK, its entry is printed with what is new.

With --from-app it makes a skeleton from a tree of classes in an app that nobody
could be named for. Put the entry into a .yaml file in a folder of your own,
complete it, and give the folder with --sdkdb.`,
		Example: `  candor sdk learn pay-sdk-3.2.1.aar > mine/pay.yaml
  candor sdk learn --from-app app.apk --root com.unknown.push
  candor scan app.apk --sdkdb mine`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case fromApp != "" && len(args) > 0, (fromApp == "") != (root == ""):
				return usagef("sdk learn: give FILE, or --from-app APP with --root PACKAGE")
			case fromApp == "" && len(args) != 1:
				return usagef("sdk learn: give one FILE.aar or FILE.jar")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if fromApp != "" {
				return c.sdkLearnTree(fromApp, root)
			}
			return c.sdkLearn(args[0])
		},
	}
	cmd.Flags().StringVar(&fromApp, "from-app", "", "app that holds the SDK")
	cmd.Flags().StringVar(&root, "root", "", "package the SDK's classes lie under")
	return cmd
}

func (c *cli) sdkLearn(path string) error {
	if err := c.prepare(); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return openError(path, err, "give the path of a JAR or AAR")
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return openError(path, err, "give the path of a JAR or AAR")
	}
	a, lost, err := scanner.ReadArtefact(path, f, info.Size())
	if err != nil {
		return inputError{path, err.Error(), "give the path of a JAR or AAR"}
	}
	c.sayLost(lost)
	return sdkdb.WriteYAML(c.stdout, c.options.DB.Draft(a))
}

func (c *cli) sdkLearnTree(path, root string) error {
	if err := c.prepare(); err != nil {
		return err
	}
	a, closer, err := c.openApp(path)
	if err != nil {
		return err
	}
	defer closer.Close()
	tree, err := scanner.ReadTree(c.ctx, a, root, c.options)
	if err != nil {
		return inputError{path, err.Error(), "'candor scan' lists the trees nobody could be named for"}
	}
	return sdkdb.WriteYAML(c.stdout, c.options.DB.Draft(tree))
}

func (c *cli) sayLost(lost []evidence.NotRead) {
	for _, l := range lost {
		fmt.Fprintf(c.stderr, "candor: not read: %s: %s\n", l.What, l.Why)
	}
}

func (c *cli) sdkMatchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "match FILE",
		Short: "Say which SDK entries an app, DEX file, JAR or AAR matches, and by what",
		Args:  oneArg("FILE"),
		RunE:  func(_ *cobra.Command, args []string) error { return c.sdkMatch(args[0]) },
	}
	cmd.Flags().StringVarP(&c.flags.format, "format", "f", "text", "output format: text or json")
	return cmd
}

func (c *cli) sdkMatch(path string) error {
	if f := c.flags.format; f != "text" && f != "json" {
		return usagef("--format %s: choose text or json", f)
	}
	if err := c.prepare(); err != nil {
		return err
	}
	a, closer, err := c.openApp(path)
	if err != nil {
		return err
	}
	defer closer.Close()
	result, lost, err := scanner.MatchFile(c.ctx, a, c.options)
	if err != nil {
		return inputError{path, err.Error(), ""}
	}
	c.sayLost(lost)
	if c.flags.format == "json" {
		return report.WriteMatchJSON(c.stdout, result, lost)
	}
	return writeMatches(c.stdout, result)
}

// shownEvidence bounds the evidence the text form lists for one entry.
const shownEvidence = 8

func writeMatches(w io.Writer, r *sdkdb.Result) error {
	for _, list := range [][]sdkdb.Match{r.SDKs, r.Libraries} {
		for _, m := range list {
			version := ""
			if m.Version != nil {
				version = " " + *m.Version
			}
			if _, err := fmt.Fprintf(w, "%s  %s%s  %s\n", m.ID, m.Name, version, m.Confidence); err != nil {
				return err
			}
			for i, e := range m.Evidence {
				if i == shownEvidence {
					fmt.Fprintf(w, "    and %d more\n", len(m.Evidence)-i)
					break
				}
				fmt.Fprintf(w, "    %s %s  (%s, %d)\n", e.Kind, printable(e.Value), printable(e.Where), e.Count)
			}
		}
	}
	for _, t := range r.Unknown {
		if _, err := fmt.Fprintf(w, "unknown  %d classes under %q\n", t.Classes, t.Root); err != nil {
			return err
		}
	}
	if len(r.SDKs)+len(r.Libraries)+len(r.Unknown) == 0 {
		_, err := fmt.Fprintln(w, "no entry matches")
		return err
	}
	return nil
}

// printable returns a text of an app as one line that does nothing to a
// terminal.
func printable(s string) string {
	if r := []rune(s); len(r) > 160 {
		s = string(r[:160]) + "…"
	}
	if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.QuoteToASCII(s)
	}
	return s
}
