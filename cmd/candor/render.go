package main

import (
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner/report"
)

func (c *cli) renderCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "render REPORT.json",
		Short: "Write a saved report in another format",
		Long: `render reads a report that 'candor check' or 'candor scan' saved as JSON and
writes it in any format, the same bytes as the direct output would have been.`,
		Example: `  candor render report.json -f html -o report.html
  candor check app.apk --policy p.md -f json | candor render - -f markdown`,
		Args: oneArg("REPORT.json"),
		RunE: func(_ *cobra.Command, args []string) error { return c.render(args[0]) },
	}
	c.flags.addOutput(cmd)
	return cmd
}

func (c *cli) render(path string) error {
	if err := c.flags.check(); err != nil {
		return err
	}
	const do = "give a report that 'candor check -f json' wrote"
	var in io.Reader = c.stdin
	if path != stdinName {
		f, err := os.Open(path)
		if err != nil {
			return openError(path, err, do)
		}
		defer f.Close()
		in = f
	}
	r, err := report.Read(in)
	if err != nil {
		return inputError{path, err.Error(), do}
	}
	return c.write(r)
}
