package report

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestCSV(t *testing.T) {
	r := exampleReport(t)
	records, err := csv.NewReader(strings.NewReader(render(t, "csv", r, Options{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, rec := range records[1:] {
		kinds[rec[0]]++
	}
	if kinds["finding"] != len(r.Findings) || kinds["sdk"] != len(r.SDKs) || kinds["unseen"] != 2 {
		t.Errorf("rows = %v", kinds)
	}
}

func TestCSVCell(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "  =1": "'=1", "\t=1": "'=1",
		"＝1": "'＝1", "%0A": "'%0A", "a=1": "a=1", "": "",
	} {
		if got := csvCell(in); got != want {
			t.Errorf("csvCell(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMarkdownText(t *testing.T) {
	for in, want := range map[string]string{
		"plain, with (brackets)": "plain, with (brackets)",
		"<img src=x>":            `\<img src=x\>`,
		"[a](b)":                 `\[a\](b)`,
		"a|b":                    `a\|b`,
		"**bold** _it_":          `\*\*bold\*\* \_it\_`,
		"@team #12":              `\@<!-- -->team \#<!-- -->12`,
		"https://example.com":    `https\://example.com`,
		"www.example.com":        `www\.example.com`,
		"- item":                 `\- item`,
		"&lt;":                   `\&lt;`,
	} {
		if got := markdownText(in); got != want {
			t.Errorf("markdownText(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestMarkdownFitsAComment(t *testing.T) {
	r := exampleReport(t)
	for range 200 {
		r.Findings = append(r.Findings, r.Findings[0])
	}
	out := render(t, "markdown", r, Options{})
	if len(out) > 65536 {
		t.Errorf("%d bytes, GitHub takes 65,536", len(out))
	}
	if !strings.Contains(out, "more · -f json lists all") {
		t.Error("the findings that were left out are not counted")
	}
}

// TestWords holds that every key that is used has words in both languages, and
// that the columns of a phrase take the same arguments.
func TestWords(t *testing.T) {
	verbs := regexp.MustCompile(`%[^%]`)
	count := func(s string) int { return len(verbs.FindAllString(strings.ReplaceAll(s, "%%", ""), -1)) }
	for key, p := range phrases() {
		if p.many == "" || p.zh == "" {
			t.Errorf("%s lacks words", key)
		}
		if count(p.one) != count(p.many) || count(p.many) != count(p.zh) {
			t.Errorf("%s: %q, %q and %q take different arguments", key, p.one, p.many, p.zh)
		}
	}
	used := regexp.MustCompile(`(?:say|words|heads|section|passages)\(?\s*"([a-z][A-Za-z.]*)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(files, "data/page.html") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(text), -1) {
			if _, ok := phrases()[m[1]]; !ok && !strings.HasSuffix(m[1], ".") {
				t.Errorf("%s: no words for %q", path, m[1])
			}
		}
	}
	for _, list := range [][]string{todoKeys, {"error", "warning", "note", "called", "declared", "present", "certain", "likely", "candidate",
		"named", "purpose", "refusal", "consent", "name", "method", "scope", "institution", "website", "privacyUrl", "contact", "scene", "permissions.field"}} {
		for _, key := range list {
			if _, ok := phrases()[key]; !ok {
				t.Errorf("no words for %q", key)
			}
		}
	}
}
