package reading

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
)

// TestTablesBeyondLimits reads tables that hold or merge more than they may:
// what is lost is named, and what stands before it is read.
func TestTablesBeyondLimits(t *testing.T) {
	const text = "<p>Privacy policy: we collect your phone number.</p>"
	lim := document.DefaultLimits()
	lim.Cells, lim.Blocks, lim.Bytes = 200, 100, 1<<16
	tests := []struct{ name, table, lost string }{
		{"as_many_cells_as_may_be", strings.Repeat("<tr><td>a<td>b", 100), ""},
		{"one_cell_more", strings.Repeat("<tr><td>a<td>b", 100) + "<td>c", document.BeyondLimits},
		{"one_row", strings.Repeat("<td>a", 201), document.BeyondLimits},
		{"terms_and_descriptions", strings.Repeat("<dl><dt>a<dd>b</dl>", 99) + "<dl>" + strings.Repeat("<dt>a<dd>b", 200), document.BeyondLimits},
		{"rows_without_cells", strings.Repeat("<tr>", 5000) + "<td>a<td>b", ""},
		{"merged", `<tr><td colspan=2>a<tr><td rowspan=2>b<td>c<tr><td>d`, ""},
		{"merged_over_columns", strings.Repeat("<tr>"+strings.Repeat("<td colspan=500>a", 20), 5), document.MergedTooFar},
		{"merged_over_rows_far_to_the_right", strings.Repeat("<td>a", 100) + "<td rowspan=500>b" + strings.Repeat("<tr><td>c<td>d", 40), ""},
		{"long_text_merged", "<tr><td rowspan=90>" + strings.Repeat("a long text ", 100) + "<td>b" + strings.Repeat("<tr><td>c", 90), document.MergedTooFar},
		{"layout_inside_layout", strings.Repeat("<table><tr><td>a<table><tr><td>b</table>", 10) + strings.Repeat("<p>c", 400), document.BeyondLimits},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := "<!DOCTYPE html><html><body>" + text + "<table>" + tt.table
			p, err := Read([]document.Source{{Path: "page.html", Data: []byte(page)}}, noNames{}, lim)
			if err != nil {
				t.Fatal(err)
			}
			lost := ""
			if len(p.NotRead) > 0 {
				lost = p.NotRead[0].Why
			}
			if lost != tt.lost || len(p.NotRead) > 1 {
				t.Errorf("not read: %q", p.NotRead)
			}
			if !strings.Contains(p.Documents[0].Text, "a") || len(p.Items) == 0 {
				t.Errorf("read %q, items %+v", p.Documents[0].Text, p.Items)
			}
		})
	}
}
