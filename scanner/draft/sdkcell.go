package draft

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// sdkCell is one field of a row: what the policy says, else what is known,
// else a mark to fill in.
func (m *maker) sdkCell(row sdkRow, field string) cell {
	if field == fieldScope {
		return m.scopeCell(row)
	}
	kind := textCell
	if field == fieldWebsite || field == fieldPrivacyURL {
		kind = linkCell
	}
	text := m.keptField(row, field)
	if text == "" {
		text = m.known(row, field)
	}
	if text = clean(text, limitOf(field)); text != "" {
		return cell{text: text, kind: kind}
	}
	if m.mayStayEmpty(row, field) {
		return cell{text: m.lang.words("none")}
	}
	return m.lang.fill()
}

func limitOf(field string) int {
	if field == fieldName {
		return maxName
	}
	return maxField
}

// mayStayEmpty reports whether nobody asks for a field that is not known: a
// privacy URL where the profile does not name it, and the website where there
// is a privacy URL.
func (m *maker) mayStayEmpty(row sdkRow, field string) bool {
	switch field {
	case fieldPrivacyURL:
		return !m.profileAsks(fieldPrivacyURL)
	case fieldWebsite:
		return m.sdkCell(row, fieldPrivacyURL).kind == linkCell
	}
	return false
}

// fieldOf returns a field of a row of the policy, nil where it is missing.
func fieldOf(p *policy.SDK, field string) *policy.Field {
	switch field {
	case fieldName:
		return &policy.Field{Text: p.Name, Quotes: p.Quotes}
	case fieldPurpose:
		return p.Purpose
	case fieldMethod:
		return p.Method
	case fieldScope:
		if p.Scope == nil {
			return nil
		}
		return &policy.Field{Text: p.Scope.Text, Quotes: p.Scope.Quotes}
	case fieldInstitution:
		return p.Institution
	case fieldWebsite:
		return p.Website
	case fieldPrivacyURL:
		return p.PrivacyURL
	case fieldContact:
		return p.Contact
	case fieldPermissions:
		return p.Permissions
	case fieldScene:
		return p.Scene
	}
	return nil
}

// keptField is what the policy says, in the language of the draft where it
// says it in that language; "" where it says nothing.
func (m *maker) keptField(row sdkRow, field string) string {
	var all []passage
	for _, p := range row.kept {
		f := fieldOf(p, field)
		if f == nil {
			continue
		}
		if field == fieldName && len(all) > 0 && m.lang != inBoth {
			break
		}
		if field == fieldWebsite || field == fieldPrivacyURL {
			return f.Text
		}
		all = append(all, passages(f.Text, f.Quotes)...)
	}
	return m.lang.keep(all)
}

// known is what the database and the app tell of a field, "" for nothing.
func (m *maker) known(row sdkRow, field string) string {
	entry := m.db.Lookup(row.id)
	switch field {
	case fieldName:
		return m.sdkTitle(row.id)
	case fieldPurpose:
		return m.purpose(row.id)
	case fieldMethod:
		return m.method(row)
	case fieldInstitution:
		return m.institution(row.id)
	case fieldPermissions:
		return m.permissionsOf(row)
	case fieldWebsite:
		if entry != nil && entry.Website != "" {
			return entry.Website
		}
		if s := m.match(row.id); s != nil {
			return s.Website
		}
	case fieldPrivacyURL:
		if entry != nil {
			return entry.PrivacyURL
		}
	}
	return ""
}

// sdkTitle is the name of an SDK in the language of the draft: one by which
// readers know it again.
func (m *maker) sdkTitle(id string) string {
	s, e := m.match(id), m.db.Lookup(id)
	name := id
	if s != nil {
		name = s.Name
	}
	if e == nil {
		return clean(name, maxName)
	}
	en := m.resolving(id, append([]string{e.Name}, e.NamesEN...))
	zh := m.resolving(id, e.NamesZH)
	if en == "" && zh == "" {
		en = m.named(e)
	}
	both := m.lang.of(Note{EN: en, ZH: zh})
	return clean(cmp.Or(m.resolving(id, []string{both, en, zh}), both), maxName)
}

// named is the name of an SDK that no name alone leads to: with the package of
// its classes, where that does.
func (m *maker) named(e *sdkdb.SDK) string {
	for _, c := range e.Classes {
		if name := e.Name + " (" + c.Value + ")"; m.db.ResolveName(name) == e.ID {
			return name
		}
	}
	return e.Name
}

// resolving is the first of some names that leads back to the SDK, "" for none.
func (m *maker) resolving(id string, names []string) string {
	i := slices.IndexFunc(names, func(n string) bool { return m.db.ResolveName(n) == id })
	if i < 0 {
		return ""
	}
	return names[i]
}

// purpose says what SDKs of the categories are for; nothing where a category
// does not tell.
func (m *maker) purpose(id string) string {
	categories := m.db.Categories(id)
	if s := m.match(id); s != nil {
		categories = s.Categories
	}
	var out []Note
	for _, c := range categories {
		if t, ok := purposes()[c]; ok {
			out = append(out, t)
		}
	}
	return join(m.lang, out)
}

func (m *maker) method(row sdkRow) string {
	switch {
	case m.match(row.id) == nil:
		return ""
	case len(m.readBy(row)) > 0:
		return m.lang.words("method.reads")
	}
	return m.lang.words("method.built")
}

func (m *maker) institution(id string) string {
	var t Note
	if e := m.db.Lookup(id); e != nil {
		t.EN, t.ZH = first(e.Vendor.EN), first(e.Vendor.ZH)
	} else if s := m.match(id); s != nil {
		t = same(s.Vendor)
	}
	return m.lang.of(t)
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// permissionsOf names the permissions the code of an SDK uses.
func (m *maker) permissionsOf(row sdkRow) string {
	var names []Note
	for _, p := range m.Permissions {
		for _, u := range p.UsedBy {
			if p.Declared && slices.Contains(m.members(row), string(u.Party)) && len(names) < maxListed {
				names = append(names, same(shortPermission(p.Name)))
				break
			}
		}
	}
	return join(m.lang, names)
}

func shortPermission(name string) string {
	return clean(strings.TrimPrefix(name, "android.permission."), maxName)
}

// scopeCell names the personal information of a row: what the policy lists,
// what the code of the SDK was seen to read, and what its provider says it
// takes, marked as such.
func (m *maker) scopeCell(row sdkRow) cell {
	var parts []string
	kept := clean(m.keptField(row, fieldScope), maxField)
	read := m.readBy(row)
	named := slices.Clone(read)
	if kept != "" {
		parts = append(parts, kept)
		for _, p := range row.kept {
			if p.Scope != nil {
				named = append(named, p.Scope.Items...)
				read = slices.DeleteFunc(read, func(it privacy.Item) bool { return covered(p.Scope.Items, it) })
			}
		}
		if row.need == nil || row.need.findings[ruleUnderstated] == nil {
			read = nil
		}
	}
	if list := join(m.lang, itemNames(read)); list != "" && kept != "" {
		parts = append(parts, m.lang.words("scope.also")+list)
	} else if list != "" {
		parts = append(parts, list)
	}
	if said, _ := m.statedItems(row.id, named); len(said) > 0 && (kept == "" || len(row.kept) == 0) {
		parts = append(parts, m.lang.words("scope.provider")+join(m.lang, itemNames(said)))
	}
	if len(parts) == 0 {
		return m.lang.fill()
	}
	separator := say("list.semicolon").ZH
	if m.lang == inEN {
		separator = say("list.semicolon").EN
	}
	return cell{text: strings.Join(parts, separator)}
}

// covered reports whether one of some named items names another.
func covered(named []privacy.Item, item privacy.Item) bool {
	return slices.ContainsFunc(named, func(n privacy.Item) bool { return privacy.Covers(n, item) == privacy.Covered })
}

// fromVendor is the source code of what a vendor's own documentation says.
const fromVendor = "hand"

// statedItems lists what is said of an SDK beyond the items already named: by
// its vendor, and by others, whose word is not taken for the vendor's.
func (m *maker) statedItems(id string, named []privacy.Item) (byVendor, byOthers []privacy.Item) {
	e := m.db.Lookup(id)
	if e == nil {
		return nil, nil
	}
	for _, f := range e.Items {
		it := privacy.Item(f.Value)
		switch {
		case covered(named, it):
		case slices.Contains(strings.Fields(f.From), fromVendor):
			byVendor = append(byVendor, it)
		default:
			byOthers = append(byOthers, it)
		}
	}
	return byVendor, byOthers
}

// sdkNotes tells what of a row is left to a person.
func (m *maker) sdkNotes(row sdkRow, blanks []Note) {
	name := same(m.sdkCell(row, fieldName).text)
	if len(blanks) > 0 {
		m.note("note.fill", name, listed(blanks))
	}
	if len(row.kept) > 0 && row.need == nil {
		return
	}
	if e := m.db.Lookup(row.id); e != nil && !e.Vendor.Confirmed && m.keptField(row, fieldInstitution) == "" && m.institution(row.id) != "" {
		m.note("note.vendor", name)
	}
	if _, others := m.statedItems(row.id, m.readBy(row)); len(others) > 0 && len(row.kept) == 0 {
		m.note("note.others", name, listed(itemNames(others)))
	}
	if row.need == nil {
		return
	}
	if f := row.need.findings[ruleUndisclosed]; f != nil && f.State == disclosure.Review {
		m.note("note.decide", name, f.Message)
	}
	if f := row.need.findings[ruleDenied]; f != nil {
		m.note("note.denied", name, m.lines(f.Quotes))
	}
}

// sdkHints tells of SDKs that may be there, and of rows for none.
func (m *maker) sdkHints() {
	for _, s := range m.SDKs {
		if s.Confidence == sdkdb.Candidate {
			m.note("note.candidate", same(m.sdkTitle(s.ID)))
		}
	}
	if m.onlyMissing {
		return
	}
	for _, f := range m.Findings {
		if f.Rule == ruleNotFound && f.Subject.Kind == disclosure.SubjectSDK {
			m.note("note.notfound", same(clean(f.Subject.Name, maxName)))
		}
	}
}
