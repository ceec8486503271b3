package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// htmlBuilder turns a page into what the template shows and remembers which
// lines of the policy it quotes.
type htmlBuilder struct {
	p          *page
	findings   map[[3]string]string    // fragment of a finding, by rule, kind and id of its subject
	severities map[string]string       // of findings, by fragment
	at         map[string]int          // documents, by path
	docs       []document              // cut into lines
	marks      map[int]map[int][]span  // by document and line
	quoted     map[evidence.Quote]bool // marked already; pages left out
}

// head fills in what to do and what could not be seen.
func (b *htmlBuilder) head(h *htmlPage) {
	s := b.p.Summary
	for _, c := range []struct {
		severity disclosure.Severity
		n        int
	}{{disclosure.Error, s.Errors}, {disclosure.Warning, s.Warnings}, {disclosure.Note, s.Notes}} {
		h.Counts = append(h.Counts, htmlCount{string(c.severity), c.n, words("counted."+string(c.severity), c.n)})
	}
	todo := b.p.todo()
	h.Lead, h.Todo = words("todo"), bilingual(func(l lang) string { return upperFirst(l.todoText(todo)) })
	h.Nothing, h.Commands = todo.nothing, todo.commands
	if b.p.Policy == nil && todo.nothing {
		h.Lead, h.Todo, h.Nothing = words("scanned"), bilingual(b.p.scanned), false
	}
	u := b.p.unseen()
	h.Unseen, h.Read = u.parts[:min(len(u.parts), maxPageRows)], u.read
	for i, t := range b.p.Unknown {
		if i == maxPageEvidence {
			break
		}
		h.Trees = append(h.Trees, fmt.Sprintf("%s · %d", inert(t.Root, maxValue), t.Classes))
	}
}

func (b *htmlBuilder) appFacts() []htmlFact {
	a := b.p.App
	facts := []htmlFact{
		{words("fact.label"), same(inert(a.Label, maxName))},
		{words("fact.path"), same(inert(a.Path, maxValue))},
		{words("version"), same(inert(a.VersionName, maxName) + " (" + inert(a.VersionCode, maxName) + ")")},
		{words("fact.api"), same(fmt.Sprintf("%d – %d", a.MinSDK, a.TargetSDK))},
		{words("fact.size"), same(strconv.FormatInt(a.Size, 10))},
		{same("SHA-256"), same(inert(a.SHA256, maxName))},
	}
	if a.Signer != nil {
		facts = append(facts, htmlFact{words("fact.signer"), same(inert(*a.Signer, maxName))})
	}
	return append(facts, htmlFact{words("fact.profile"), same(inert(b.p.Profile, maxName))},
		htmlFact{words("fact.sdkdb"), same(fmt.Sprintf("%s · %d", inert(b.p.Tool.SDKDB.Version, maxName), b.p.Tool.SDKDB.SDKs))})
}

// hostList lists the hosts that strings of the code name.
func hostList(hosts []string) htmlList {
	list := htmlList{Title: words("hosts"), More: max(0, len(hosts)-maxPageHosts)}
	for _, host := range hosts[:min(len(hosts), maxPageHosts)] {
		list.Items = append(list.Items, inert(host, maxValue))
	}
	return list
}

// notes are the notes below a matrix, in both languages.
func (b *htmlBuilder) notes(of func(lang) []string) []disclosure.Text {
	english, chinese := of(inEN), of(inZH)
	var notes []disclosure.Text
	for i := range english {
		notes = append(notes, disclosure.Text{EN: english[i], ZH: chinese[i]})
	}
	return notes
}

// seenList is a list of evidence.
func seenListHTML(title disclosure.Text, seen []evidence.Seen) htmlList {
	list := htmlList{Title: title, More: max(0, len(seen)-maxPageEvidence)}
	for _, e := range seen[:min(len(seen), maxPageEvidence)] {
		list.Items = append(list.Items, seenAt(e))
	}
	return list
}

func (b *htmlBuilder) cells(cells []cell) []htmlCell {
	var out []htmlCell
	for _, c := range cells {
		h := htmlCell{Label: words(c.key), Sign: string(c.sign), Class: c.sign.word(), Word: words(c.sign.word()), Line: c.line(b.p.Policy)}
		if h.Line != "" {
			h.Href = b.quote(c.quotes[0]).Href
		}
		out = append(out, h)
	}
	return out
}

// quote shows a passage and marks it in the text of the policy.
func (b *htmlBuilder) quote(q evidence.Quote) htmlQuote {
	h := htmlQuote{Text: inert(q.Text, maxSentence), Lang: htmlLang(q.Lang),
		Place: bilingual(func(l lang) string { return lineOf(l, b.p.Policy, q) })}
	if doc, ok := b.at[q.Document]; ok && q.Line >= 1 && q.Line <= min(len(b.docs[doc].lines), maxPageLines) {
		b.mark(doc, q)
		h.Href = fmt.Sprintf("d%d-l%d", doc+1, q.Line)
	}
	return h
}

// htmlLang is the language tag of a quote, "" where it holds several.
func htmlLang(l string) string {
	switch l {
	case privacy.English:
		return "en"
	case privacy.Chinese:
		return "zh-Hans"
	}
	return ""
}

func (b *htmlBuilder) quotes(cells []cell) []htmlQuotes {
	var out []htmlQuotes
	for _, c := range cells {
		if len(c.quotes) == 0 {
			continue
		}
		title := words(c.key)
		if c.forAll {
			title = bilingual(func(l lang) string { return l.say(c.key) + " (" + l.say("general") + ")" })
		}
		qs := htmlQuotes{Title: title}
		for _, q := range c.quotes[:min(len(c.quotes), maxPageEvidence)] {
			qs.Quotes = append(qs.Quotes, b.quote(q))
		}
		out = append(out, qs)
	}
	return out
}

// links lead from a row to the findings about it.
func (b *htmlBuilder) links(kind, id string, rules []string) []htmlLink {
	var links []htmlLink
	for _, rule := range rules {
		at := b.findings[[3]string{rule, kind, id}]
		links = append(links, htmlLink{at, inert(rule, maxName), b.severities[at]})
	}
	return links
}

func (b *htmlBuilder) groups() []htmlRow {
	var rows []htmlRow
	for _, r := range b.p.permissions[:min(len(b.p.permissions), maxPageRows)] {
		row := htmlRow{
			Name:  disclosure.Text{EN: inert(disclosure.Name("group", string(r.group)).EN, maxName), ZH: groupName(inZH, r.group)},
			First: bilingual(func(l lang) string { return b.p.declaredBy(l, r) }), Second: bilingual(func(l lang) string { return b.p.usedBy(l, r) }),
			Cells: b.cells(r.cells), Quotes: b.quotes(r.cells), Findings: b.links(disclosure.SubjectPermission, string(r.group), r.rules),
			Extra: bilingual(r.askedNames),
		}
		for _, perm := range r.permissions[:min(len(r.permissions), maxPageEvidence)] {
			row.Facts = append(row.Facts, htmlFact{same(inert(perm.Name, maxName)), bilingual(func(l lang) string { return permissionFact(l, perm) })})
		}
		for _, g := range r.guards[:min(len(r.guards), maxPageEvidence)] {
			row.Facts = append(row.Facts, htmlFact{words("component"), same(inert(g.Component, maxValue) + " · " + inert(g.Value, maxValue))})
		}
		for _, u := range r.usedBy {
			title := bilingual(func(l lang) string { return l.say("used.by") + ": " + b.p.party(l, u.Party) })
			row.Lists = append(row.Lists, seenListHTML(title, u.Evidence))
		}
		rows = append(rows, row)
	}
	return rows
}

// permissionFact tells how a permission came in and where it has effect, in
// the words of the manifest.
func permissionFact(l lang, perm Permission) string {
	parts := []string{inert(perm.Protection, maxName)}
	for _, d := range perm.Declarations {
		parts = append(parts, inert(d.Element, maxName))
	}
	if perm.ImpliedBy != nil {
		parts = append(parts, "← "+inert(*perm.ImpliedBy, maxName))
	}
	if e := perm.Effective; e != nil {
		until := "…"
		if e.Max != nil {
			until = strconv.Itoa(*e.Max)
		}
		parts = append(parts, fmt.Sprintf("API %d – %s", e.Min, until))
	}
	if perm.Reason != "" {
		parts = append(parts, l.remark(perm.Reason, maxValue))
	}
	return strings.Join(parts, " · ")
}

func (b *htmlBuilder) sdks() []htmlRow {
	var rows []htmlRow
	for i := range b.p.sdks[:min(len(b.p.sdks), maxPageRows)] {
		r := &b.p.sdks[i]
		row := htmlRow{
			Name: same(inert(r.Name, maxName)), Part: r.parentName != "", First: words("kinds", r.kinds()), Second: words(string(r.Use)),
			Cells: b.cells(r.cells), Quotes: b.quotes(r.cells), Findings: b.links(disclosure.SubjectSDK, r.findingOn, r.rules),
			Extra: bilingual(func(l lang) string { return itemNames(l, r.Items) }), Facts: b.sdkFacts(r),
			Lists: []htmlList{seenListHTML(words("found"), r.Evidence)},
		}
		for j, c := range r.cells {
			if note := bilingual(func(l lang) string { return scopeNote(l, r) }); c.key == "scope" && note.EN != "" {
				row.Cells[j].Note = &note
			}
		}
		for _, s := range r.scope {
			item := bilingual(func(l lang) string { return itemName(l, s.item) })
			row.Scope = append(row.Scope, htmlScope{item, s.named, s.seen})
		}
		rows = append(rows, row)
	}
	return rows
}

func (b *htmlBuilder) sdkFacts(r *sdkRow) []htmlFact {
	facts := []htmlFact{{same("ID"), same(inert(r.ID, maxName))}, {words("confidence"), words(string(r.Confidence))}}
	add := func(label disclosure.Text, value string) {
		if value != "" {
			facts = append(facts, htmlFact{label, same(value)})
		}
	}
	add(words("vendor"), inert(r.Vendor, maxName))
	add(words("website"), inert(r.Website, maxValue))
	add(words("version"), r.version())
	if r.parentName != "" {
		add(words("part.of"), inert(r.parentName, maxName))
	}
	if r.BundledIn != nil {
		add(words("bundled"), b.p.party(inEN, privacy.Party(*r.BundledIn)))
	}
	add(words("called.from"), inert(strings.Join(r.CalledFrom, ", "), maxValue))
	keys := make([]string, 0, len(r.Capabilities))
	for k := range r.Capabilities {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		add(same(inert(k, maxName)), inert(r.Capabilities[k], maxName))
	}
	return facts
}

func (b *htmlBuilder) reads() []htmlReads {
	var out []htmlReads
	for _, r := range b.p.reads[:min(len(b.p.reads), maxPageRows)] {
		party := htmlReads{Party: bilingual(func(l lang) string { return b.p.party(l, r.party) })}
		for _, it := range r.items {
			item := htmlItem{Name: bilingual(func(l lang) string { return itemName(l, it.Item) }), Where: seenListHTML(disclosure.Text{}, it.Evidence)}
			if it.AvailableUpToAPI != nil {
				item.Note = words("up.to.api", *it.AvailableUpToAPI)
			}
			party.Items = append(party.Items, item)
		}
		out = append(out, party)
	}
	return out
}

// findingList shows the findings; it runs before the matrices, which link to
// them.
func (b *htmlBuilder) findingList(h *htmlPage) []htmlFinding {
	var out []htmlFinding
	for i, f := range b.p.findings[:min(len(b.p.findings), maxPageRows)] {
		id := fmt.Sprintf("f%d", i+1)
		if key := [3]string{f.Rule, f.Subject.Kind, f.Subject.ID}; b.findings[key] == "" {
			b.findings[key], b.severities[id] = id, level(f.Severity)
		}
		one := htmlFinding{
			ID: id, Severity: level(f.Severity), Word: words(string(f.Severity)), Rule: inert(f.Rule, maxName), Subject: b.subject(f),
			Message: inertText(f.Message), Remedy: inertText(f.Remedy), Evidence: seenListHTML(words("finding.app"), f.Evidence),
			Open: f.Severity != disclosure.Note && f.Baseline != disclosure.Known,
		}
		one.Classes = one.Severity
		if f.State == disclosure.Review {
			one.Classes += " review"
			one.Marks = append(one.Marks, words("review"))
			h.Reviews++
		}
		if f.Baseline == disclosure.Known {
			one.Classes += " known"
			one.Marks = append(one.Marks, words("known"))
			h.Known++
		}
		for _, q := range f.Quotes[:min(len(f.Quotes), maxPageEvidence)] {
			one.Quotes = append(one.Quotes, b.quote(q))
		}
		for _, c := range f.Citations {
			one.Citations = append(one.Citations, citationHTML(c))
		}
		out = append(out, one)
	}
	return out
}

func (b *htmlBuilder) subject(f disclosure.Finding) disclosure.Text {
	return bilingual(func(l lang) string {
		name := subjectName(l, f.Subject)
		if f.Subject.Kind == disclosure.SubjectPermission {
			name = inert(l.of(disclosure.Name("group", f.Subject.ID)), maxName)
		}
		if f.Party != nil && string(*f.Party) != f.Subject.ID {
			name += " · " + b.p.party(l, *f.Party)
		}
		return name
	})
}

func citationHTML(id string) htmlCitation {
	if r, ok := disclosure.LookupRequirement(id); ok {
		return htmlCitation{Name: r.Citation(), Text: r.Text}
	}
	return htmlCitation{Name: same(inert(id, maxName))}
}

func inertText(t disclosure.Text) disclosure.Text {
	return disclosure.Text{EN: inert(t.EN, maxSentence), ZH: inert(t.ZH, maxSentence)}
}

func (b *htmlBuilder) elements() []htmlElement {
	if b.p.Policy == nil {
		return nil
	}
	var out []htmlElement
	for _, e := range b.p.Policy.Elements {
		el := htmlElement{Name: inertText(disclosure.Name("element", string(e.Element))),
			Cell: b.cells([]cell{{key: "element", sign: signOf(e.State), quotes: e.Quotes}})[0]}
		if e.State == policy.Stated && len(e.Quotes) > 0 {
			el.Text = inert(e.Quotes[0].Text, maxValue)
		}
		out = append(out, el)
	}
	return out
}
