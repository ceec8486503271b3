package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/sdkdb"
)

func (c *cli) sdkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sdk",
		Short: "Look into the SDK database",
	}
	list := &cobra.Command{
		Use:   "list",
		Short: "List every SDK and library candor knows",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return c.sdkList() },
	}
	list.Flags().StringVarP(&c.flags.format, "format", "f", "text", "output format: text or json")
	show := &cobra.Command{
		Use:     "show ID",
		Short:   "Show what is known of an SDK",
		Example: "  candor sdk show wechat-pay",
		Args:    oneArg("ID"),
		RunE:    func(_ *cobra.Command, args []string) error { return c.sdkShow(args[0]) },
	}
	cmd.AddCommand(list, show, c.sdkLearnCommand(), c.sdkMatchCommand())
	cmd.PersistentFlags().StringVar(&c.flags.sdkdb, "sdkdb", "", "folder with SDK entries that add to the built-in ones or replace them")
	return cmd
}

func (c *cli) sdkList() error {
	if f := c.flags.format; f != "text" && f != "json" {
		return usagef("--format %s: choose text or json", f)
	}
	if err := c.prepare(); err != nil {
		return err
	}
	if c.flags.format == "json" {
		var records []report.SDKRecord
		for _, s := range c.options.DB.All() {
			records = append(records, sdkRecord(s))
		}
		return report.WriteSDKsJSON(c.stdout, records)
	}
	for _, s := range c.options.DB.All() {
		if _, err := fmt.Fprintf(c.stdout, "%-32s %-8s %s\n", s.ID, s.Kind, s.Name); err != nil {
			return err
		}
	}
	return nil
}

func sdkRecord(s *sdkdb.SDK) report.SDKRecord {
	r := report.SDKRecord{ID: s.ID, Kind: s.Kind, Names: []string{s.Name}, Vendor: s.Vendor.Name(), Website: s.Website}
	if s.Parent != "" {
		r.Parent = &s.Parent
	}
	for _, names := range [][]string{s.NamesEN, s.NamesZH, s.NamesWeak, s.NamesWord} {
		r.Aliases = append(r.Aliases, names...)
	}
	for _, l := range s.Learned {
		r.Sources = append(r.Sources, report.SDKSource{Coordinates: l.Artefact, SHA256: &l.SHA256})
	}
	if s.Website != "" {
		r.Sources = append(r.Sources, report.SDKSource{URL: s.Website})
	}
	return r
}

func (c *cli) sdkShow(id string) error {
	if err := c.prepare(); err != nil {
		return err
	}
	s := c.options.DB.Lookup(id)
	if s == nil {
		return usagef("sdk show: no entry %q; 'candor sdk list' has them all", id)
	}
	var b strings.Builder
	explainSDK(&b, s)
	_, err := io.WriteString(c.stdout, b.String())
	return err
}
