package report

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// title names the app: package, version and API levels.
func (p *page) title() string {
	t := inert(cmp.Or(p.App.Package, path.Base(p.App.Path)), maxName)
	if v := cmp.Or(p.App.VersionName, p.App.VersionCode); v != "" {
		t += " " + inert(v, maxName)
	}
	return t + fmt.Sprintf(" (minSdk %d, targetSdk %d)", p.App.MinSDK, p.App.TargetSDK)
}

// file names the app file and its size in classes.
func (p *page) file(l lang) string {
	return fmt.Sprintf("%s · %s · %s", inert(path.Base(p.App.Path), maxName), l.say("dexfiles", p.App.DexFiles), l.say("classes", p.App.Classes))
}

// coverage says what a policy applies to.
func coverage(l lang, c policy.Covers) string {
	is := func(b *bool) bool { return b != nil && *b }
	key := "covers.unknown"
	switch {
	case is(c.App) && is(c.Website):
		key = "covers.both"
	case is(c.App):
		key = "covers.app"
	case is(c.Website):
		key = "covers.website"
	case c.App != nil:
		key = "covers.notapp"
	}
	s := l.say(key)
	if c.General && !is(c.App) {
		s += " · " + l.say("covers.general")
	}
	return s
}

// documents names the documents of a policy, numbered where there are several.
func documents(p *policy.Policy) string {
	var names []string
	for i, d := range p.Documents {
		name := inert(path.Base(d.Path), maxName)
		if len(p.Documents) > 1 {
			name = fmt.Sprintf("[%d] %s", i+1, name)
		}
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// place is the line of a quote: "95", or "2:95" in the second of several
// documents.
func place(p *policy.Policy, q evidence.Quote) string {
	line := strconv.Itoa(q.Line)
	if p == nil || len(p.Documents) < 2 {
		return line
	}
	return strconv.Itoa(1+documentIndex(p, q.Document)) + ":" + line
}

func documentIndex(p *policy.Policy, path string) int {
	return max(0, slices.IndexFunc(p.Documents, func(d policy.Document) bool { return d.Path == path }))
}

// lineOf names the place of a quote: the line, before it the document where
// there are several, and the page of a paged one.
func lineOf(l lang, p *policy.Policy, q evidence.Quote) string {
	s := l.say("line", q.Line)
	if q.Page != nil {
		s = l.say("page", *q.Page) + ", " + s
	}
	if p != nil && len(p.Documents) > 1 {
		s = inert(path.Base(q.Document), maxName) + " " + s
	}
	return s
}

// party names whose code it is.
func (p *page) party(l lang, party privacy.Party) string {
	switch {
	case party == privacy.PartyApp:
		return l.say("party.app")
	case party == privacy.PartyUnknown:
		return l.say("party.unknown")
	case party.IsLibrary():
		_, id, _ := strings.Cut(string(party), ":")
		return l.say("party.library", inert(id, maxName))
	}
	return inert(cmp.Or(p.names[string(party)], string(party)), maxName)
}

// itemName is the name of an item to print.
func itemName(l lang, id privacy.Item) string {
	info, ok := privacy.LookupItem(id)
	if !ok || len(info.NamesEN) == 0 || len(info.NamesZH) == 0 {
		return inert(string(id), maxName)
	}
	return l.pick(info.NamesEN[0], info.NamesZH[0])
}

// itemNames lists a few items.
func itemNames(l lang, items []privacy.Item) string {
	var names []string
	for _, i := range items {
		names = append(names, itemName(l, i))
	}
	return cutNames(l, names, 6)
}

// groupName is the name of a disclosure group to print: its id in English,
// which is what commands take.
func groupName(l lang, g privacy.Group) string {
	id, chinese := inert(string(g), maxName), inert(disclosure.Name("group", string(g)).ZH, maxName)
	if l == inBoth && id != chinese {
		return id + " " + chinese
	}
	return l.pick(id, chinese)
}

// seenAt writes one piece of evidence: place, then what was seen there.
func seenAt(e evidence.Seen) string {
	arrow := "  "
	switch e.Kind {
	case evidence.Method, evidence.Field, evidence.URI, evidence.Action, evidence.String:
		arrow = " → "
	}
	return inert(e.Where, maxValue) + arrow + inert(e.Value, maxValue) + times(e.Count)
}

// times is " ×3", nothing for once.
func times(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(" ×%d", n)
}

// seenShort is seenAt for a table: of code the method, without the name of its
// DEX file, and the last two names of what it calls.
func seenShort(e evidence.Seen) string {
	_, method, inCode := strings.Cut(e.Where, ".dex ")
	if !inCode {
		return seenAt(e)
	}
	value := e.Value
	if parts := strings.Split(value, "."); len(parts) > 2 && (e.Kind == evidence.Method || e.Kind == evidence.Field) {
		value = strings.Join(parts[len(parts)-2:], ".")
	}
	return inert(method, maxValue) + " → " + inert(value, maxValue) + times(e.Count)
}

// shortPermission leaves out the prefix all of Android's permissions share.
func shortPermission(name string) string {
	return inert(strings.TrimPrefix(name, "android.permission."), maxName)
}

// shortNames lists permissions without their common prefix, with the Android
// versions they hold on where that is not all.
func shortNames(l lang, permissions []Permission) string {
	var names []string
	for _, perm := range permissions {
		names = append(names, shortPermission(perm.Name)+perm.rangeNote(l))
	}
	return cutNames(l, names, maxNames)
}

// group is the disclosure group of a permission, "" for none.
func (p Permission) group() privacy.Group {
	if p.Group == nil {
		return ""
	}
	return *p.Group
}

// rangeNote says on which Android versions a permission holds, where that is
// not all the app runs on: " (up to API 28)".
func (p Permission) rangeNote(l lang) string {
	switch {
	case p.Effective == nil:
		return " (" + l.say("nothing.effective", l.single().remark(p.Reason, maxValue)) + ")"
	case p.Effective.Max != nil:
		return " (" + l.say("up.to.api", *p.Effective.Max) + ")"
	}
	return ""
}

// citation names the requirement behind a citation id.
func (l lang) citation(id string) string {
	if r, ok := disclosure.LookupRequirement(id); ok {
		return l.of(r.Citation())
	}
	return inert(id, maxName)
}

// findingTitle is "permission/refusal · location", with the party where it is
// not the subject.
func findingTitle(p *page, l lang, f disclosure.Finding) string {
	title := inert(f.Rule, maxName) + " · " + subjectName(l, f.Subject)
	if f.Party != nil && string(*f.Party) != f.Subject.ID {
		title += " · " + p.party(l, *f.Party)
	}
	return title
}

// subjectName names what a finding is about.
func subjectName(l lang, s disclosure.Subject) string {
	switch s.Kind {
	case disclosure.SubjectPermission:
		return groupName(l, privacy.Group(s.ID))
	case disclosure.SubjectItem:
		return itemName(l, privacy.Item(s.ID))
	case disclosure.SubjectPolicy, disclosure.SubjectApp:
		if key := "subject." + s.ID; phrases()[key].many != "" {
			return l.say(key)
		}
		return inert(l.of(disclosure.Name("element", s.ID)), maxName)
	}
	return inert(cmp.Or(s.Name, s.ID), maxName)
}

// findingMarks are the words behind the title.
func findingMarks(l lang, f disclosure.Finding) []string {
	var marks []string
	if f.State == disclosure.Review {
		marks = append(marks, l.say("review"))
	}
	if f.Baseline == disclosure.Known {
		marks = append(marks, l.say("known"))
	}
	return marks
}

// maxCitations is how many requirements one line cites; candor explain has all.
const maxCitations = 3

// why cites the requirements behind a finding.
func why(l lang, f disclosure.Finding) string {
	var parts []string
	for _, id := range f.Citations[:min(len(f.Citations), maxCitations)] {
		parts = append(parts, l.citation(id))
	}
	return strings.Join(append(parts, l.say("explain", inert(f.Rule, maxName))), " · ")
}
