package draft

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/scanner/usage"
)

// Columns of the section on permissions.
const (
	columnGroup   = "group"
	columnPurpose = "purpose"
	columnRefusal = "refusal"
	columnConsent = "consent"
)

var permissionColumns = []string{columnGroup, columnPurpose, columnRefusal, columnConsent}

// permissionSection makes the section on permissions.
func (m *maker) permissionSection() section {
	s := section{title: m.lang.words("permission.title"), intro: m.lang.words("permission.intro")}
	for _, c := range permissionColumns {
		s.columns = append(s.columns, m.lang.words("column."+c))
	}
	asks := m.asks()
	for _, a := range asks {
		var cells []cell
		var blanks []Note
		for _, c := range permissionColumns {
			x := m.permissionCell(a, c)
			if x.kind == fillCell {
				blanks = append(blanks, say("column."+c))
			}
			cells = append(cells, x)
		}
		s.rows = append(s.rows, cells)
		m.permissionNotes(a, blanks)
	}
	if items := m.ownItems(asks); len(items) > 0 {
		s.after = append(s.after, m.lang.of(say("item.intro", listed(itemNames(items)))))
	}
	return s
}

// ask is a disclosure group the app asks for.
type ask struct {
	group    privacy.Group
	declared []report.Permission // declared and effective
	guards   []report.Guard      // components the system calls
	policy   policy.Permission   // what the policy says of it
	findings map[string]*disclosure.Finding
}

// Rules about permissions that ask for text.
var permissionRules = map[string]bool{"permission/undisclosed": true, "permission/denied": true, "permission/broader": true,
	"permission/purpose": true, "permission/refusal": true, "permission/consent": true}

const (
	ruleBroader         = "permission/broader"
	rulePermDenied      = "permission/denied"
	rulePermUndisclosed = "permission/undisclosed"
	ruleDataUndisclosed = "data/undisclosed"
)

// asks lists the groups the section speaks of, in the order of the tables: all
// the app asks for, or those the findings ask for.
func (m *maker) asks() []ask {
	var out []ask
	for _, g := range privacy.Groups() {
		a := m.ask(g)
		if m.onlyMissing && a.findings[rulePermDenied] != nil {
			m.note("note.denied", groupName(g), m.lines(a.findings[rulePermDenied].Quotes))
			delete(a.findings, rulePermDenied)
		}
		if len(a.findings) > 0 || !m.onlyMissing && a.opened() {
			out = append(out, a)
		}
	}
	return out
}

func (m *maker) ask(g privacy.Group) ask {
	a := ask{group: g, findings: map[string]*disclosure.Finding{}}
	for _, p := range m.Report.Permissions {
		if p.Declared && p.Effective != nil && privacy.GroupOf(p.Name) == g {
			a.declared = append(a.declared, p)
		}
	}
	for _, guard := range m.App.Guards {
		if guard.Group == g && guard.Opens {
			a.guards = append(a.guards, guard)
		}
	}
	for i := range m.Findings {
		f := &m.Findings[i]
		if f.Subject.Kind == disclosure.SubjectPermission && f.Subject.ID == string(g) && f.Baseline != disclosure.Known && permissionRules[f.Rule] {
			a.findings[f.Rule] = f
		}
	}
	if m.Policy != nil {
		for _, p := range m.Policy.Permissions {
			if p.Group == g {
				a.policy = p
			}
		}
	}
	return a
}

// opened reports whether a permission or a component opens the group.
func (a ask) opened() bool {
	return len(a.guards) > 0 || slices.ContainsFunc(a.declared, func(p report.Permission) bool { return disclosure.OpensGroup(p.Name) })
}

// permissionCell is one element of a group: what the policy says, else what is
// known of the permission, else a mark to fill in.
func (m *maker) permissionCell(a ask, column string) cell {
	text := ""
	switch column {
	case columnGroup:
		return cell{text: m.permissionName(a)}
	case columnPurpose:
		if a.policy.Purpose.State == policy.Stated && a.findings[ruleBroader] == nil {
			text = m.quoted(a.policy.Purpose.Text, a.policy.Purpose.Quotes)
		}
	case columnRefusal:
		if a.policy.Refusal.State == policy.Stated {
			text = m.quoted(a.policy.Refusal.Text, a.policy.Refusal.Quotes)
		} else if a.access() == accessInstall {
			text = m.lang.words("refusal.install")
		} else if len(a.declared) == 0 {
			text = m.lang.words("refusal.settings")
		}
	case columnConsent:
		if a.policy.Consent.State == policy.Stated {
			text = m.quoted(a.policy.Consent.Text, a.policy.Consent.Quotes)
		} else {
			text = m.consent(a)
		}
	}
	if text = clean(text, maxField); text == "" {
		return m.lang.fill()
	}
	return cell{text: text}
}

// quoted is what the policy says, in the language of the draft.
func (m *maker) quoted(text string, quotes []evidence.Quote) string {
	if len(quotes) == 0 {
		return text
	}
	var all []passage
	for _, q := range quotes {
		all = append(all, passage{q.Text, q.Lang})
	}
	return m.lang.keep(all)
}

// access is how the user meets the permissions of a group.
type access int

const (
	accessInstall  access = iota // granted without a question
	accessDialog                 // asked for in a dialog
	accessSettings               // switched on in the settings
	accessBoth                   // either
)

func (a ask) access() access {
	dialog, settings := false, false
	for _, p := range a.declared {
		member, _ := privacy.Member(p.Name)
		dialog = dialog || member.Access == privacy.KindRuntime
		settings = settings || member.Access == privacy.KindSpecial
	}
	if len(a.declared) == 0 {
		// A component that only the system may bind is switched on by the user.
		settings = slices.ContainsFunc(a.guards, func(g report.Guard) bool { return g.Kind == "component-guard" })
	}
	switch {
	case dialog && settings:
		return accessBoth
	case dialog:
		return accessDialog
	case settings:
		return accessSettings
	}
	return accessInstall
}

// runtimePermissions is the first API level apps are written for on which
// Android asks for a permission when it is used, and not at the installation.
const runtimePermissions = 23

// consent says how Android obtains consent; nothing where the app is written
// for versions that ask at the installation.
func (m *maker) consent(a ask) string {
	how := a.access()
	if how == accessInstall {
		return m.lang.words("consent.install")
	}
	if how != accessSettings && m.App.TargetSDK < runtimePermissions {
		return ""
	}
	return m.lang.words(map[access]string{accessDialog: "consent.dialog", accessSettings: "consent.settings", accessBoth: "consent.both"}[how])
}

// permissionName names the group, the wider forms the app declares, and the
// permissions.
func (m *maker) permissionName(a ask) string {
	name, own := words()["permission."+string(a.group)]
	if !own {
		name = say("permission.name", groupName(a.group))
	}
	name.EN = upperFirst(name.EN)
	var wider, constants []Note
	for _, p := range a.declared {
		if member, ok := privacy.Member(p.Name); ok && member.Wider && len(member.NamesEN) > 0 && len(member.NamesZH) > 0 {
			wider = append(wider, Note{EN: member.NamesEN[0], ZH: member.NamesZH[0]})
		}
		if len(constants) < maxConstants {
			constants = append(constants, same(shortPermission(p.Name)))
		}
	}
	if len(wider) > 0 {
		name = say("permission.wider", name, listed(wider))
	}
	text := m.lang.of(name)
	if len(constants) == 0 {
		return text
	}
	list := join(m.lang, constants)
	if more := len(a.declared) - len(constants); more > 0 {
		list += " " + m.lang.of(Note{EN: fmt.Sprintf(say("permission.more").EN, more), ZH: fmt.Sprintf(say("permission.more").ZH, more)})
	}
	brackets := say("permission.constants", same(list))
	if m.lang == inEN {
		return text + brackets.EN
	}
	return text + brackets.ZH
}

// maxConstants is how many permissions of a group are named one by one.
const maxConstants = 8

func groupName(g privacy.Group) Note { return disclosure.Name("group", string(g)) }

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// ownItems lists what the app's own code reads and the policy does not name:
// under the permissions of the section, and without any.
func (m *maker) ownItems(asks []ask) []privacy.Item {
	missing := map[privacy.Item]bool{}
	for _, f := range m.Findings {
		if f.Rule == ruleDataUndisclosed && f.Party != nil && *f.Party == privacy.PartyApp && f.Baseline != disclosure.Known {
			missing[privacy.Item(f.Subject.ID)] = true
		}
	}
	wanted := func(it usage.Item) bool {
		return missing[it.Item] || m.Policy == nil || !m.stated(it.Item) && m.under(it, asks)
	}
	unknown := m.read(func(it usage.Item) bool { return it.Party == privacy.PartyUnknown && wanted(it) })
	if len(unknown) > 0 {
		m.note("note.unknown", listed(itemNames(unknown)))
	}
	items := m.read(func(it usage.Item) bool { return it.Party == privacy.PartyApp && wanted(it) })
	return slices.DeleteFunc(items, func(it privacy.Item) bool {
		quotes := m.deniedItem(it)
		if len(quotes) > 0 {
			m.note("note.denied", listed(itemNames([]privacy.Item{it})), m.lines(quotes))
		}
		return len(quotes) > 0
	})
}

// deniedItem returns where the policy says that the first party does not
// handle an item.
func (m *maker) deniedItem(item privacy.Item) []evidence.Quote {
	var quotes []evidence.Quote
	if m.Policy == nil {
		return nil
	}
	for _, d := range m.Policy.Denials {
		if d.Kind == policy.DeniesItem && (d.Party == policy.First || d.Party == "") && privacy.Covers(privacy.Item(d.ID), item) == privacy.Covered {
			quotes = append(quotes, d.Quotes...)
		}
	}
	return quotes
}

// stated reports whether the policy says that the first party handles an item.
func (m *maker) stated(item privacy.Item) bool {
	return slices.ContainsFunc(m.Policy.Items, func(it policy.Item) bool {
		return it.Party == policy.First && it.Polarity == policy.Performed && privacy.Covers(it.Item, item) == privacy.Covered
	})
}

// under reports whether an item is read under a permission of the section: of
// what is only missing, under one that the policy does not name.
func (m *maker) under(it usage.Item, asks []ask) bool {
	info, _ := privacy.LookupItem(it.Item)
	return slices.ContainsFunc(asks, func(a ask) bool {
		return slices.Contains(info.Groups, a.group) && (!m.onlyMissing || a.findings[rulePermUndisclosed] != nil)
	})
}

// permissionNotes tells what of a row is left to a person, and what the code
// shows that may help.
func (m *maker) permissionNotes(a ask, blanks []Note) {
	switch users := m.users(a); {
	case len(blanks) > 0 && users != (Note{}):
		m.note("note.used", groupName(a.group), listed(blanks), users)
	case len(blanks) > 0:
		m.note("note.fill", groupName(a.group), listed(blanks))
	}
	if f := a.findings[rulePermDenied]; f != nil {
		m.note("note.denied", groupName(a.group), m.lines(f.Quotes))
	}
	if a.policy.Purpose.State == policy.Vague {
		m.note("note.vague", groupName(a.group), same(clean(a.policy.Purpose.Text, maxName)))
	}
}

// users names whose code uses the permissions of a group.
func (m *maker) users(a ask) Note {
	var parties []Note
	for _, p := range a.declared {
		for _, u := range p.UsedBy {
			if t := m.partyName(u.Party); !slices.Contains(parties, t) {
				parties = append(parties, t)
			}
		}
	}
	return listed(parties)
}

func (m *maker) partyName(p privacy.Party) Note {
	if id := p.SDK(); id != "" {
		if s := m.match(id); s != nil {
			return same(clean(s.Name, maxName))
		}
		return same(clean(id, maxName))
	}
	if p.IsLibrary() {
		_, id, _ := strings.Cut(string(p), ":")
		return same(clean(id, maxName))
	}
	return disclosure.Name("party", string(p))
}
