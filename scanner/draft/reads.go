package draft

import (
	"slices"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
)

// maxListed bounds lists of names.
const maxListed = 40

// members are the SDKs whose code a row covers: its own and those it is a part
// of, unless the policy has a row for them or the draft writes one.
func (m *maker) members(row sdkRow) []string {
	out := []string{row.id}
	for _, id := range m.umbrellas(row.id) {
		part, umbrella := m.match(row.id), m.match(id)
		if part != nil && umbrella != nil && !disclosure.SpeaksFor(&part.Match, &umbrella.Match) {
			continue
		}
		own := m.Policy != nil && slices.ContainsFunc(m.Policy.SDKs, func(p policy.SDK) bool { return p.ID != nil && *p.ID == id })
		if !own {
			out = append(out, id)
		}
	}
	return out
}

// readBy lists the items the code behind a row reads.
func (m *maker) readBy(row sdkRow) []privacy.Item {
	members := m.members(row)
	return m.read(func(it usage.Item) bool { return slices.Contains(members, string(it.Party)) })
}

// read lists the items of which a read counts, in the order of the tables.
func (m *maker) read(wanted func(usage.Item) bool) []privacy.Item {
	seen := map[privacy.Item]bool{}
	for _, it := range m.Items {
		if m.counts(it) && wanted(it) {
			seen[it.Item] = true
		}
	}
	return ordered(seen)
}

// ordered lists items in the order of the tables.
func ordered(set map[privacy.Item]bool) []privacy.Item {
	var out []privacy.Item
	for _, id := range privacy.Items() {
		if set[id] {
			out = append(out, id)
		}
	}
	return out
}

// counts reports whether code reads an item of personal information under a
// permission the app holds, as the rules see it.
func (m *maker) counts(it usage.Item) bool {
	info, ok := privacy.LookupItem(it.Item)
	if !ok || !it.Found() || info.Sensitivity == "no" {
		return false
	}
	return len(it.Permissions) == 0 || it.Free || slices.ContainsFunc(it.Permissions, func(p string) bool { return m.held[p] })
}

// passage is a piece of a policy and its language.
type passage struct{ text, lang string }

// passages cuts a text of the policy into its pieces, each in one language.
func passages(text string, quotes []evidence.Quote) []passage {
	if len(quotes) < 2 {
		p := passage{text: text, lang: privacy.Mixed}
		if len(quotes) == 1 {
			p.lang = quotes[0].Lang
		}
		return []passage{p}
	}
	var out []passage
	for _, q := range quotes {
		out = append(out, passage{q.Text, q.Lang})
	}
	return out
}

// keep joins the pieces in the language of the draft; all of them where none
// is, and in a draft in both languages.
func (l lang) keep(all []passage) string {
	var own, any []string
	for _, p := range all {
		if slices.Contains(any, p.text) {
			continue
		}
		any = append(any, p.text)
		if p.lang == string(l) || p.lang == privacy.Mixed {
			own = append(own, p.text)
		}
	}
	if len(own) == 0 || l == inBoth {
		own = any
	}
	text := ""
	for _, s := range own {
		if text != "" {
			text += " "
		}
		text += s
		if len(text) > 4*maxField {
			break
		}
	}
	return text
}
