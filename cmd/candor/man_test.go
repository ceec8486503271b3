package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

const manPage = "../../docs/candor.1"

// TestManPage holds docs/candor.1 against the commands; -update rewrites it.
func TestManPage(t *testing.T) {
	c := &cli{}
	root := c.command()
	root.DisableAutoGenTag = true
	date := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	var page bytes.Buffer
	for i, cmd := range append([]*cobra.Command{root}, root.Commands()...) {
		var b bytes.Buffer
		if cmd.Hidden || cmd.Name() == "help" || cmd.Name() == "completion" {
			continue
		}
		header := &doc.GenManHeader{Title: "CANDOR", Section: "1", Date: &date, Source: "candor", Manual: "candor"}
		if err := doc.GenMan(cmd, header, &b); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if i > 0 { // one page: later commands leave out the header
			if _, after, ok := strings.Cut(text, ".SH NAME\n"); ok {
				text = ".SH " + strings.ToUpper(cmd.CommandPath()) + "\n" + strings.ReplaceAll(after, ".SH ", ".SS ")
			}
		}
		page.WriteString(text)
	}
	have, _ := os.ReadFile(manPage)
	if bytes.Equal(have, page.Bytes()) {
		return
	}
	if !*update {
		t.Fatal("docs/candor.1 is out of date; run go test ./cmd/candor -update")
	}
	if err := os.WriteFile(manPage, page.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
