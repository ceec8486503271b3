package report

import (
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/privacy"
)

// todo says what to do about the new errors and warnings, and which commands
// write the missing text.
type todo struct {
	sentence disclosure.Text // "name 1 permission group and add 3 SDK rows."
	judge    int             // further findings that a person must decide
	commands []string
	nothing  bool // neither of them
}

// todo counts by subject what is to be added, completed or corrected.
func (p *page) todo() todo {
	counts := map[string]int{}
	done := map[string]bool{}
	t := todo{}
	for _, f := range p.findings {
		if f.Severity == disclosure.Note || f.Baseline == disclosure.Known {
			continue
		}
		if f.State == disclosure.Review {
			t.judge++
			continue
		}
		key := todoKey(f)
		if subject := key + " " + f.Subject.ID; !done[subject] || f.Subject.Kind == disclosure.SubjectPolicy {
			done[subject] = true
			counts[key]++
		}
	}
	t.sentence = bilingual(func(l lang) string { return todoSentence(l, counts) })
	t.nothing = len(counts) == 0 && t.judge == 0
	for _, d := range []struct{ draft, kind string }{{"permissions", "permission"}, {"sdk-list", "sdk"}} {
		if counts["todo.name."+d.kind]+counts["todo.complete."+d.kind] > 0 {
			t.commands = append(t.commands, p.draftCommand(d.draft))
		}
	}
	return t
}

// todoKeys are the things to do in the order they are told.
var todoKeys = []string{
	"todo.name.permission", "todo.complete.permission", "todo.correct.permission",
	"todo.name.sdk", "todo.complete.sdk", "todo.correct.sdk",
	"todo.name.item", "todo.complete.item", "todo.correct.item",
	"todo.policy", "todo.app",
}

// todoKey says what a finding asks for, by its subject and the last word of
// its rule: a new rule needs no line here.
func todoKey(f disclosure.Finding) string {
	kind := f.Subject.Kind
	if kind == disclosure.SubjectPolicy || kind == disclosure.SubjectApp {
		return "todo." + kind
	}
	_, what, _ := strings.Cut(f.Rule, "/")
	switch what {
	case "undisclosed":
		return "todo.name." + kind
	case "denied":
		return "todo.correct." + kind
	}
	return "todo.complete." + kind
}

func todoSentence(l lang, counts map[string]int) string {
	var parts []string
	for _, key := range todoKeys {
		if n := counts[key]; n > 0 {
			parts = append(parts, l.say(key, n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return enumerate(parts, l.say("todo.comma"), l.say("todo.and")) + l.say("sentence.end")
}

// todoText is what to do, in one language.
func (l lang) todoText(t todo) string {
	if t.nothing {
		return l.say("todo.nothing")
	}
	sentence := l.of(t.sentence)
	if sentence != "" && t.judge > 0 && l != inZH {
		sentence += " "
	}
	if t.judge > 0 {
		sentence += l.say("todo.judge", t.judge)
	}
	return sentence
}

// scanned says in short what the app asks for, holds and reads: for a report
// without a policy, where there is nothing to hold it against.
func (p *page) scanned(l lang) string {
	items := map[privacy.Item]bool{}
	for _, r := range p.reads {
		for _, it := range r.items {
			if !r.party.IsLibrary() {
				items[it.Item] = true
			}
		}
	}
	parts := []string{l.say("scanned.groups", len(p.permissions)), l.say("scanned.sdks", len(p.sdks)), l.say("scanned.items", len(items))}
	return upperFirst(enumerate(parts, l.say("todo.comma"), l.say("todo.and"))) + l.say("semicolon") + l.say("scanned.nopolicy") + l.say("sentence.end")
}

// draftCommand is the command that drafts what is missing.
func (p *page) draftCommand(what string) string {
	words := []string{"candor", "draft", what, p.App.Path}
	if p.Policy != nil {
		for _, d := range p.Policy.Documents {
			words = append(words, "--policy", d.Path)
		}
	}
	words = append(words, "--only-missing")
	for i, w := range words {
		words[i] = shellWord(inert(w, maxValue))
	}
	return strings.Join(words, " ")
}

// shellWord quotes a word for a POSIX shell where it needs quoting.
func shellWord(s string) string {
	special := func(r rune) bool {
		plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= 0x80 || strings.ContainsRune("-_./:@%+=,", r)
		return !plain
	}
	if s != "" && strings.IndexFunc(s, special) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
