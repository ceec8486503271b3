package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/report"
)

func (c *cli) policyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy DOC [DOC ...]",
		Short: "Say what a privacy policy declares, with quotes and lines",
		Long: `policy reads one policy, which may stand in several documents, and says what it
declares: permissions with purpose, refusal and consent; personal information
by party; the rows of its SDK list; the elements of the document. Every claim
carries its quote and line. Sentences that name something and could not be
placed are counted: no rule says that it is not there.

DOC is ` + scanner.DocumentFormats() + `, or the data safety form of
Google Play as CSV; it may be an http(s) URL, or - for standard input.`,
		Example: `  candor policy privacy.html
  candor policy policy.md sdk-list.md -f json
  candor policy privacy.html --all        also what could not be placed
  candor policy privacy.html --text       the text as candor reads it
  candor policy privacy.html --why 45     how line 45 was read, and by which rules`,
		Args: someArgs("DOC"),
		RunE: func(_ *cobra.Command, args []string) error { return c.policy(args) },
	}
	cmd.Flags().StringVarP(&c.flags.format, "format", "f", "text", "output format: text or json")
	cmd.Flags().StringVar(&c.flags.lang, "lang", "en", "language of the account: en, zh or both")
	cmd.Flags().IntVar(&c.flags.why, "why", 0, "say how this `line` was read: words, clauses, rules and their claims")
	cmd.Flags().BoolVar(&c.flags.all, "all", false, "list the sentences that could not be placed")
	cmd.Flags().BoolVar(&c.flags.text, "text", false, "print the text as it was read")
	c.flags.addSDKDB(cmd)
	c.flags.addPolicyLimits(cmd)
	return cmd
}

func (c *cli) policy(paths []string) error {
	if f := c.flags.format; f != "text" && f != "json" {
		return usagef("--format %s: choose text or json", f)
	}
	if err := c.prepare(); err != nil {
		return err
	}
	docs, err := c.readPolicies(paths)
	if err != nil {
		return err
	}
	p, err := scanner.ReadPolicy(docs, c.options)
	if err != nil {
		return err
	}
	var why *policy.Explanation
	if c.flags.why != 0 {
		if why, err = c.explainLine(docs, p); err != nil {
			return err
		}
	}
	switch {
	case c.flags.text:
		return printText(c.stdout, p)
	case c.flags.format == "json":
		return report.WritePolicyJSON(c.stdout, scanner.Tool(c.options), p, why)
	case why != nil:
		return report.WriteExplanation(c.stdout, why, report.Options{Lang: c.flags.lang, Palette: c.palette()})
	}
	return report.WritePolicyText(c.stdout, p, report.Options{Lang: c.flags.lang, All: c.flags.all, Palette: c.palette()})
}

// explainLine says how the line that was asked for is read.
func (c *cli) explainLine(docs []scanner.Document, p *policy.Policy) (*policy.Explanation, error) {
	if len(docs) != 1 {
		return nil, usagef("--why explains a line of one document; give it alone")
	}
	if n := p.Documents[0].Lines; c.flags.why < 1 || c.flags.why > n {
		return nil, usagef("--why %d: %s has the lines 1 to %d", c.flags.why, docs[0].Path, n)
	}
	return scanner.ExplainPolicy(docs[0], c.flags.why, c.options)
}

// printText prints the documents as they were read.
func printText(w io.Writer, p *policy.Policy) error {
	for _, d := range p.Documents {
		if _, err := fmt.Fprintln(w, d.Text); err != nil {
			return err
		}
	}
	return nil
}
