package disclosure

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/rules.md anew")

// ruleOrder is the order of the model's table of rules.
var ruleOrder = []string{
	"permission/undisclosed", "permission/denied", "permission/broader", "permission/purpose", "permission/refusal", "permission/consent",
	"permission/unused", "permission/not-requested",
	"sdk/undisclosed", "sdk/denied", "sdk/purpose", "sdk/scope", "sdk/institution", "sdk/method", "sdk/website", "sdk/field",
	"sdk/scope-understated", "sdk/scope-unseen", "sdk/not-found",
	"data/undisclosed", "data/denied",
	"policy/not-for-app", "policy/contradicts-itself", "policy/open-ended", "policy/languages-disagree", "policy/element",
	"app/hidden-code", "app/not-read",
}

func TestEveryRuleIsListedInOrder(t *testing.T) {
	var ids []string
	for _, r := range Rules() {
		ids = append(ids, r.ID)
	}
	if !slices.Equal(ids, ruleOrder) {
		t.Errorf("rules %v", ids)
	}
}

// TestEveryRuleFileIsListed reads the source: a file that declares a rule must
// be named after it and stand in the list.
func TestEveryRuleFileIsListed(t *testing.T) {
	declares := regexp.MustCompile(`(?m)^\t\tID: "([^"]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declares.FindAllStringSubmatch(string(text), -1) {
			found++
			if want := strings.NewReplacer("/", "_", "-", "_").Replace(m[1]) + ".go"; file != want {
				t.Errorf("%s declares %s, which belongs into %s", file, m[1], want)
			}
			if _, ok := LookupRule(m[1]); !ok {
				t.Errorf("%s: %s is not in the list", file, m[1])
			}
		}
	}
	if found != len(Rules()) {
		t.Errorf("%d files declare a rule, %d rules are listed", found, len(Rules()))
	}
}

func TestEveryRuleDocumentsItself(t *testing.T) {
	for _, r := range Rules() {
		for what, s := range map[string]string{"title": r.Title.EN, "title zh": r.Title.ZH, "why": r.Why.EN, "why zh": r.Why.ZH, "looks at": r.LooksAt.EN,
			"looks at zh": r.LooksAt.ZH, "remedy": r.Remedy.EN, "remedy zh": r.Remedy.ZH, "before": r.Before, "after": r.After, "since": r.Since} {
			if strings.TrimSpace(s) == "" {
				t.Errorf("%s: no %s", r.ID, what)
			}
		}
		if r.check == nil || r.Severity.rank() > Off.rank() || len(r.Cites) == 0 {
			t.Errorf("%s: check, severity or citations missing", r.ID)
		}
		for _, id := range r.Cites {
			if _, ok := LookupRequirement(id); !ok {
				t.Errorf("%s cites %s, which is in no table", r.ID, id)
			}
		}
	}
}

func TestRequirements(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Requirements() {
		if seen[r.ID] || r.ID == "" {
			t.Errorf("requirement id %q occurs twice or is empty", r.ID)
		}
		seen[r.ID] = true
		for _, s := range []string{r.Source.EN, r.Source.ZH, r.Article.EN, r.Article.ZH, r.Text.EN, r.Text.ZH} {
			if strings.TrimSpace(s) == "" {
				t.Errorf("%s: a text is empty: %+v", r.ID, r)
			}
		}
		if !slices.Contains([]Status{Verified, Secondary, Unverified}, r.Status) {
			t.Errorf("%s: status %q", r.ID, r.Status)
		}
		if r.Quote != "" && r.Status != Verified {
			t.Errorf("%s is quoted and not verified", r.ID)
		}
		if len([]rune(r.Quote)) > 80 {
			t.Errorf("%s: the quote is more than a clause: %q", r.ID, r.Quote)
		}
	}
	if got := Requirements()[0].Citation(); got != (Text{EN: "PIPL art. 17(1)(1)", ZH: "个人信息保护法 第17条第一款第1项"}) {
		t.Errorf("citation %+v", got)
	}
}

func TestProfiles(t *testing.T) {
	if Profiles()[0].ID != DefaultProfile {
		t.Errorf("the first profile is %s", Profiles()[0].ID)
	}
	for _, p := range Profiles() {
		for id, s := range p.Rules {
			if _, ok := LookupRule(id); !ok || s.rank() > Off.rank() {
				t.Errorf("%s: %s %s", p.ID, id, s)
			}
		}
		for _, e := range p.Elements {
			if Name(nameElement, string(e)) == same(string(e)) {
				t.Errorf("%s: element %s has no name", p.ID, e)
			}
		}
		for _, f := range p.SDKFields {
			if Name(nameField, f) == same(f) {
				t.Errorf("%s: field %s has no name", p.ID, f)
			}
		}
		for _, s := range p.Sources {
			if !slices.ContainsFunc(Requirements(), func(r Requirement) bool { return strings.HasPrefix(r.ID, s) }) {
				t.Errorf("%s: no requirement begins with %s", p.ID, s)
			}
		}
	}
	if _, err := LookupProfile("mars"); err == nil || !strings.Contains(err.Error(), "kstar, china") {
		t.Errorf("unknown profile: %v", err)
	}
}

// TestDocsAreCurrent keeps docs/rules.md what the rules say: run with -update
// to write it.
func TestDocsAreCurrent(t *testing.T) {
	const file = "../../docs/rules.md"
	want := rulesPage()
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
		t.Errorf("docs/rules.md is not what the rules say: go test ./scanner/disclosure -run TestDocsAreCurrent -update")
	}
}

func rulesPage() []byte {
	var b bytes.Buffer
	b.WriteString("# Rules\n\n<!-- Written by `go test ./scanner/disclosure -run TestDocsAreCurrent -update`; do not edit. -->\n\n")
	b.WriteString("What `candor check` holds an app and its policy against. `candor explain RULE` prints one of these.\n")
	b.WriteString("A finding is *fail*, or *review* where a person must decide; only *fail* counts for the exit code unless `--strict` is given.\n\n")
	b.WriteString("| rule | severity | " + strings.Join(profileIDs()[1:], " | ") + " | fires when |\n|---|---|" + strings.Repeat("---|", len(Profiles())-1) + "---|\n")
	for _, r := range Rules() {
		fmt.Fprintf(&b, "| [%s](#%s) | %s |", r.ID, anchor(r.ID), r.Severity)
		for _, p := range Profiles()[1:] {
			fmt.Fprintf(&b, " %s |", p.Rules[r.ID])
		}
		fmt.Fprintf(&b, " %s |\n", r.Title.EN)
	}
	b.WriteString("\nThe columns name the severity a profile gives a rule where that differs from the rule's own (`--profile`; the default is `kstar`).\n")
	b.WriteString("\n## Profiles\n\n")
	for _, p := range Profiles() {
		fmt.Fprintf(&b, "- `%s`: %s (%s).", p.ID, p.Title.EN, p.Title.ZH)
		if len(p.Elements) > 0 {
			fmt.Fprintf(&b, " `policy/element` asks for: %s.", namesOf(nameElement, p.Elements))
		}
		if len(p.SDKFields) > 0 {
			fmt.Fprintf(&b, " `sdk/field` asks for: %s.", namesOf(nameField, p.SDKFields))
		}
		b.WriteString("\n")
	}
	for _, r := range Rules() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n%s\n\n", r.ID, r.Title.EN+".", r.Title.ZH+"。")
		fmt.Fprintf(&b, "Severity %s, since %s.\n\n", r.Severity, r.Since)
		for _, part := range []struct {
			name string
			text Text
		}{{"Why", r.Why}, {"Looks at", r.LooksAt}, {"What to do", r.Remedy}} {
			fmt.Fprintf(&b, "**%s.** %s\n\n%s\n\n", part.name, part.text.EN, part.text.ZH)
		}
		fmt.Fprintf(&b, "- before: %s\n- after: %s\n\n", r.Before, r.After)
		b.WriteString("Asked for by:\n\n")
		for _, id := range r.Cites {
			q, _ := LookupRequirement(id)
			fmt.Fprintf(&b, "- %s: %s%s\n", q.Citation().EN, q.Text.EN, caution(q.Status))
		}
	}
	return b.Bytes()
}

func namesOf[T ~string](kind string, ids []T) string {
	var names []string
	for _, id := range ids {
		names = append(names, Name(kind, string(id)).EN)
	}
	return strings.Join(names, "; ")
}

func caution(s Status) string {
	switch s {
	case Secondary:
		return " (wording known from a copy or report)"
	case Unverified:
		return " (wording not checked)"
	}
	return ""
}

func profileIDs() (ids []string) {
	for _, p := range Profiles() {
		ids = append(ids, p.ID)
	}
	return ids
}

// anchor is the id GitHub gives the heading of a rule.
func anchor(id string) string { return strings.ReplaceAll(id, "/", "") }
