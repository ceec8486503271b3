package report

import (
	"io"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// WritePolicyText writes what a policy declares, for a person at a terminal:
// what it covers, the permissions with their four elements, the personal
// information by party, the rows of SDKs with their fields, the document
// elements, denials, and what was not read; each with its line and quote.
func WritePolicyText(w io.Writer, p *policy.Policy, opt Options) error {
	t := newText(newPage(cleaned(&Report{Policy: p})), opt)
	pol := t.p.Policy
	t.policyHead()
	t.declaredPermissions()
	t.declaredItems()
	t.declaredSDKs()
	t.elements()
	t.denials()
	var conflicts, pairs [][]evidence.Quote
	for _, c := range pol.Conflicts {
		conflicts = append(conflicts, c.Quotes)
	}
	for _, c := range pol.Pairs {
		pairs = append(pairs, c.Quotes)
	}
	t.passages("conflicts", conflicts)
	t.passages("disagreeing", pairs)
	t.passages("openended", [][]evidence.Quote{pol.OpenEnded})
	t.leftovers(opt.All)
	t.policyNotRead()
	_, err := io.WriteString(w, strings.TrimRight(t.b.String(), "\n")+"\n")
	return err
}

func (t *text) policyHead() {
	pol, l := t.p.Policy, t.lang.single()
	for _, d := range pol.Documents {
		t.line(t.c.Title(inert(d.Path, maxValue)) + "   " + inert(d.Format, maxName) + " · " + l.say("lines", d.Lines))
	}
	covers := coverage(l, pol.Covers)
	if len(pol.Languages) > 0 {
		covers = inert(strings.Join(pol.Languages, " + "), maxName) + " · " + covers
	}
	t.line(covers)
	for _, q := range t.quoteLines(pol.Covers.Quotes) {
		t.hanging("  ", q, t.c.Dim)
	}
	t.line("")
}

// section writes the title of a part, with one line where there is nothing.
func (t *text) section(title, none string, empty bool) {
	s := t.c.Title(t.lang.say(title))
	if empty {
		s += "  " + t.lang.single().say(none)
	}
	t.line(s)
}

// declaredPermissions writes the matrix, then the quotes behind its signs.
func (t *text) declaredPermissions() {
	spoken := t.p.Policy.Permissions
	if len(spoken) == 0 {
		t.section("permissions", "declared.nopermissions", true)
		t.line("")
		return
	}
	var rows [][]styled
	for _, s := range spoken {
		row := []styled{{text: cutWidth(groupName(t.lang, s.Group), 32)}}
		for _, c := range permissionCells(s, true) {
			row = append(row, t.mark(c))
		}
		rows = append(rows, append(row, styled{t.permissionExtras(s), t.c.Dim}))
	}
	t.table(t.heads("permissions", "named", "purpose", "refusal", "consent"), rows)
	for _, s := range spoken {
		t.line("")
		t.line("  " + t.c.Title(groupName(t.lang, s.Group)))
		for _, c := range permissionCells(s, true) {
			label := t.lang.say(c.key)
			if c.forAll {
				label += " (" + t.lang.say("general") + ")"
			}
			t.cellQuotes(label, c)
		}
	}
	t.line("")
}

// permissionExtras tells what else the text says of a group: wider members it
// names, or that it restricts itself.
func (t *text) permissionExtras(s policy.Permission) string {
	var notes []string
	if len(s.Wider) > 0 {
		var names []string
		for _, w := range s.Wider {
			names = append(names, shortPermission(w))
		}
		notes = append(notes, t.lang.single().say("wider", cutNames(t.lang, names, maxNames)))
	}
	if s.Narrow != "" {
		notes = append(notes, t.lang.single().say("narrow."+s.Narrow))
	}
	return strings.Join(notes, " · ")
}

// cellQuotes writes the quotes behind a cell; nothing where there are none.
func (t *text) cellQuotes(label string, c cell) {
	for _, q := range t.quoteLines(c.quotes) {
		t.hanging("    "+pad(label, 20), q, t.c.Dim)
		label = ""
	}
}

// declaredItems lists the items by party, in the order the document names them.
func (t *text) declaredItems() {
	items := t.p.Policy.Items
	t.section("declared.items", "declared.noitems", len(items) == 0)
	parties, by := policyParties(items)
	for _, party := range parties {
		t.line("  " + t.c.Title(t.policyParty(party, by[party])))
		var rows [][]styled
		for _, it := range by[party] {
			rows = append(rows, t.itemLine(it))
		}
		columns(&t.b, "    ", rows[:min(len(rows), maxRows)])
		t.left(len(rows) - maxRows)
	}
	t.line("")
}

// policyParties groups items by party: the first party, third parties, then
// SDKs as they appear.
func policyParties(items []policy.Item) (parties []string, by map[string][]policy.Item) {
	by = map[string][]policy.Item{}
	var sdks []string
	for _, it := range items {
		if len(by[it.Party]) == 0 && it.Party != policy.First && it.Party != policy.Third {
			sdks = append(sdks, it.Party)
		}
		by[it.Party] = append(by[it.Party], it)
	}
	for _, p := range []string{policy.First, policy.Third} {
		if len(by[p]) > 0 {
			parties = append(parties, p)
		}
	}
	return append(parties, sdks...), by
}

func (t *text) policyParty(party string, items []policy.Item) string {
	switch {
	case party == policy.First || party == policy.Third:
		return t.lang.say("party." + party)
	case items[0].PartyName != nil:
		return inert(*items[0].PartyName, maxName) + " (" + inert(party, maxName) + ")"
	}
	return inert(party, maxName)
}

// itemLine is one item of a statement: what is done with it, line and quote.
func (t *text) itemLine(it policy.Item) []styled {
	l := t.lang.single()
	mark, action := styled{string(signStated), t.c.Good}, l.say("action."+it.Action)
	if it.Polarity == policy.NotPerformed {
		mark, action = styled{string(signContrary), t.c.Error}, l.say("action.not."+it.Action)
	}
	line, quote := "", ""
	if len(it.Quotes) > 0 {
		line, quote = lineOf(l, t.p.Policy, it.Quotes[0]), "“"+inert(it.Quotes[0].Text, 90)+"”"
	}
	return []styled{mark, {text: cutWidth(itemName(t.lang, it.Item), 36)}, {text: action}, {line, t.c.Dim}, {quote, t.c.Dim}}
}

// declaredSDKs writes every row with its fields.
func (t *text) declaredSDKs() {
	sdks := t.p.Policy.SDKs
	t.section("declared.sdks", "declared.nosdks", len(sdks) == 0)
	for i := range sdks[:min(len(sdks), maxRows)] {
		t.sdkBlock(&sdks[i])
	}
	t.left(len(sdks) - maxRows)
	t.line("")
}

func (t *text) sdkBlock(s *policy.SDK) {
	l := t.lang.single()
	head := "  " + t.c.Title(inert(s.Name, maxName)) + "  " + l.say("line", s.Line)
	if s.ID != nil {
		head += " · " + inert(*s.ID, maxName)
	}
	if len(s.Platforms) > 0 {
		head += " · " + inert(strings.Join(s.Platforms, ", "), maxName)
	}
	t.line(head)
	for _, c := range append(rowCells(s)[1:], furtherCells(s)...) {
		value := l.say("missing")
		if c.sign == signStated {
			value = inert(c.text, maxValue)
			if len(c.quotes) > 0 {
				value = lineOf(l, t.p.Policy, c.quotes[0]) + "  " + value
			}
		}
		t.hanging("    "+pad(string(c.sign)+" "+l.say(c.key), 16), value, t.style(c.sign))
		if c.key == "scope" && s.Scope != nil && len(s.Scope.Items) > 0 {
			t.hanging("    "+pad("", 16), "= "+itemNames(l, s.Scope.Items), plain)
		}
	}
}

// furtherCells are the fields beyond the six, where the row has them.
func furtherCells(s *policy.SDK) []cell {
	var cells []cell
	for _, f := range []struct {
		key   string
		field *policy.Field
	}{{"privacyUrl", s.PrivacyURL}, {"contact", s.Contact}, {"scene", s.Scene}, {"permissions.field", s.Permissions}} {
		if f.field != nil {
			cells = append(cells, cell{key: f.key, sign: signStated, text: f.field.Text, quotes: f.field.Quotes})
		}
	}
	return cells
}

func (t *text) elements() {
	var rows [][]styled
	for _, e := range t.p.Policy.Elements {
		c := cell{sign: signOf(e.State), quotes: e.Quotes}
		quote := ""
		if len(e.Quotes) > 0 {
			quote = "“" + inert(e.Quotes[0].Text, 90) + "”"
		}
		name := t.lang.of(disclosure.Name("element", string(e.Element)))
		rows = append(rows, []styled{{text: inert(name, maxName)}, t.mark(c), {quote, t.c.Dim}})
	}
	if len(rows) > 0 {
		t.section("elements", "", false)
		columns(&t.b, "  ", rows)
		t.line("")
	}
}

func (t *text) denials() {
	if len(t.p.Policy.Denials) == 0 {
		return
	}
	t.section("denials", "", false)
	for _, d := range t.p.Policy.Denials {
		label := strings.TrimSpace(t.lang.single().say("denial."+d.Kind) + " " + t.denied(d))
		for _, q := range t.quoteLines(d.Quotes) {
			t.hanging("  "+pad(label, 24), q, plain)
			label = ""
		}
	}
	t.line("")
}

// denied names what a denial is about.
func (t *text) denied(d policy.Denial) string {
	switch d.Kind {
	case policy.DeniesItem:
		return itemName(t.lang.single(), privacy.Item(d.ID))
	case policy.DeniesPermission:
		return groupName(t.lang.single(), privacy.Group(d.ID))
	case policy.DeniesCategory:
		return inert(t.lang.of(disclosure.Name("category", d.ID)), maxName)
	}
	return inert(d.ID, maxName)
}

// leftovers counts the sentences that could not be placed, and lists them with
// what each mentions where all is asked for.
func (t *text) leftovers(all bool) {
	left := t.p.Policy.Leftovers
	if len(left) == 0 {
		return
	}
	l := t.lang.single()
	t.line(t.c.Title(t.lang.say("leftovers")) + "  " + l.say("leftovers.count", len(left)))
	for i := range left {
		if !all {
			break
		}
		var mentions []string
		for _, m := range left[i].Mentions {
			if name := t.mention(m); !slices.Contains(mentions, name) {
				mentions = append(mentions, name)
			}
		}
		bullet := "  - "
		for _, q := range t.quoteLines([]evidence.Quote{left[i].Quote}) {
			t.hanging(bullet, q, plain)
			bullet = "    "
		}
		t.hanging("    ", cutNames(l, mentions, maxNames), t.c.Dim)
	}
	if !all {
		t.line("  " + t.c.Dim(l.say("leftovers.all")))
	}
	t.line("")
}

// mention names what a word of a leftover can stand for.
func (t *text) mention(m policy.Mention) string {
	l := t.lang.single()
	switch m.Kind {
	case policy.MentionsPermission:
		return groupName(l, privacy.Group(m.ID))
	case policy.MentionsItem:
		return itemName(l, privacy.Item(m.ID))
	case policy.MentionsField:
		return l.of(disclosure.Name("field", m.ID)) + " (" + inert(m.Of, maxName) + ")"
	}
	return inert(m.ID, maxName)
}

// passages writes groups of quotes under a title, nothing where there are
// none.
func (t *text) passages(title string, groups [][]evidence.Quote) {
	written := false
	for _, quotes := range groups {
		if len(quotes) == 0 {
			continue
		}
		if !written {
			t.section(title, "", false)
			written = true
		}
		bullet := "  - "
		for _, q := range t.quoteLines(quotes) {
			t.hanging(bullet, q, plain)
			bullet = "    "
		}
	}
	if written {
		t.line("")
	}
}

func (t *text) policyNotRead() {
	if len(t.p.Policy.NotRead) == 0 {
		return
	}
	t.section("notread", "", false)
	for _, n := range t.p.Policy.NotRead {
		t.hanging("  - ", t.lang.single().notRead(n), plain)
	}
}
