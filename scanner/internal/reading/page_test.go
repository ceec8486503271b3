package reading

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/report"
)

// TestDocsAreCurrent keeps docs/reading.md what the rules say: run with -update
// to write it.
func TestDocsAreCurrent(t *testing.T) {
	const file = "../../../docs/reading.md"
	want := rulesPage(t)
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("docs/reading.md is not what the rules say: go test ./scanner/internal/reading -run TestDocsAreCurrent -update")
	}
}

// kindTitles says what the claims of each kind are.
var kindTitles = map[string]string{
	"row": "An SDK the document lists", "item": "Who does what with an item of personal information", "denial": "What the document says is not done",
	"group": "A permission that is named or denied", "purpose": "What a permission is for", "refusal": "What a refusal means",
	"consent": "That the user is asked", "element": "What a policy must tell", "covers": "What the document is about",
	"conflict": "Statements that exclude each other", "open-list": "Lists that stay open", "versions": "Language versions that differ",
}

func rulesPage(t *testing.T) []byte {
	const line = 37
	var b bytes.Buffer
	fmt.Fprintf(&b, `# How a policy is read

<!-- Written by %[1]sgo test ./scanner/internal/reading -run TestDocsAreCurrent -update%[1]s; do not edit. -->

Every claim that candor reads out of a document was made by a rule: one way of recognising one kind of claim. A line
that was read wrongly names its rule, and so does a line that was read rightly:

%[1]s%[1]s%[1]s
$ candor policy fixtures/policies/complete.md --why %[2]d
%[3]s
%[1]s%[1]s%[1]s

“words” are what the tables of words know, “clauses” who does what; each “+” is a claim and the rule that made it.

The rules stand in %[1]sscanner/internal/reading/rule/data/rules.yaml%[1]s, each with samples. To add a sample, put the text (a
line or several, in Markdown) and the claim, worded as above, under %[1]sholds%[1]s; where the rule must not make that claim,
under %[1]snot%[1]s, and without a claim where it must make none. %[1]sgo test ./scanner/internal/reading%[1]s reads them all. Write
samples in words of your own. [CONTRIBUTING](../CONTRIBUTING.md) says how to add a rule.
`, "`", line, transcript(t, line))
	for _, kind := range rule.Kinds {
		fmt.Fprintf(&b, "\n## %s\n\n| rule | recognises | sample | claim |\n|---|---|---|---|\n", kindTitles[kind])
		for _, r := range rule.All() {
			if r.Says == kind {
				fmt.Fprintf(&b, "| `%s` | %s | %s | `%s` |\n", r.ID, r.Reads, cell(shown(r).Text), shown(r).Claim)
			}
		}
	}
	return b.Bytes()
}

// transcript is what "candor policy" says of a line of the complete policy.
func transcript(t *testing.T, line int) string {
	t.Helper()
	const path = "../../../fixtures/policies/complete.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	e, err := Explain(document.Source{Path: path, Data: data}, someNames, document.DefaultLimits(), line)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := report.WriteExplanation(&out, e, report.Options{Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	return strings.TrimRight(out.String(), "\n")
}

// shown is the sample that the page shows of a rule: the first in English,
// else the first.
func shown(r rule.Rule) rule.Sample {
	for _, s := range r.Holds {
		if !language.HasHan(s.Text) {
			return s
		}
	}
	return r.Holds[0]
}

// cell writes a text into a cell of a table, line by line.
func cell(text string) string {
	var lines []string
	for l := range strings.SplitSeq(text, "\n") {
		if l != "" {
			lines = append(lines, "`"+strings.ReplaceAll(l, "|", `\|`)+"`")
		}
	}
	return strings.Join(lines, "<br>")
}
