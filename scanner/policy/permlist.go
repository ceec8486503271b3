package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// permList is a section whose headings or labels are the names of permissions.
type permList struct {
	groups []privacy.Group // in the order of the text
	names  int             // headings and labels that are nothing but a name
	last   *section        // the last of its headings
}

// permLists finds the sections below which permissions are listed by headings
// and labels that are nothing but their names.
func (r *permReader) permLists() map[*section]*permList {
	lists := map[*section]*permList{}
	known := map[string][]privacy.Group{} // labels come again and again
	named := func(name string) []privacy.Group {
		groups, ok := known[name]
		if !ok {
			groups = titleGroups(name)
			known[name] = groups
		}
		return groups
	}
	add := func(s *section, groups []privacy.Group) *permList {
		l := lists[s]
		if l == nil {
			l = &permList{}
			lists[s] = l
		}
		l.names++
		for _, g := range groups {
			if !hasGroup(l.groups, g) {
				l.groups = append(l.groups, g)
			}
		}
		return l
	}
	for _, s := range r.o.sections {
		if s.parent != nil && width(s.title) <= 60 {
			if groups := named(s.title); len(groups) > 0 {
				add(s.parent, groups).last = s
			}
		}
	}
	for i := range r.d.blocks {
		if s := r.o.in[i]; s != nil && !r.o.opens[i] && !r.d.rows.owned[i] && !r.d.ios[i] {
			if groups := named(r.nameAt(i)); len(groups) > 0 {
				add(s, groups)
			}
		}
	}
	return lists
}

// nameAt returns the label of block i, or the text of a short item or line in
// bold, "" where it has none.
func (r *permReader) nameAt(i int) string {
	b := &r.d.blocks[i]
	if b.kind == tableBlock || len(b.text) > 400 {
		return ""
	}
	if t := r.d.rows.lines[i].labelled.label; t != "" {
		return t
	}
	if (b.kind == listItem || b.isBold()) && width(b.text) <= 60 && !endsSentence(b.text) {
		return b.text
	}
	return ""
}

// listsOfDevice keeps the lists that stand under a heading, or below a first
// sentence, that speaks of what the device is asked for.
func (r *permReader) listsOfDevice(lists map[*section]*permList) map[*section]bool {
	found := map[*section]bool{}
	for _, s := range r.o.sections {
		if l := lists[s]; l != nil && l.names > 1 && asksDevice(s.title) {
			found[s] = true
		}
	}
	first := map[*section]bool{}
	for _, x := range r.o.sentences {
		s := x.section
		if s == nil || x.heading || first[s] {
			continue
		}
		first[s] = true
		if l := lists[s]; l != nil && l.names > 1 && asksDevice(x.text) && !holdsAny(" "+strings.ToLower(s.title), dataWords) {
			found[s] = true
		}
	}
	return found
}

// Words that together speak of a permission without calling it one: a device,
// something that is asked for, and nothing of information that is collected.
var (
	deviceWords = []string{" phone", " smartphone", " handset", " device", " android", "手机", "设备", "安卓", "终端"}
	grantWords  = []string{" access", " allow", " ask", " let us", " lets us", " permit", " grant", " approve", " dialog", "授权", "访问", "调用", "开启", "允许", "申请", "弹窗", "用到"}
	dataWords   = []string{"information", " data", "collect", " share", "identifier", "信息", "数据", "收集", "共享", "标识"}
)

// asksDevice reports whether a heading or sentence speaks of permissions, or
// of what a phone or device is asked for.
func asksDevice(text string) bool {
	t := withoutQuoted(text)
	v := view(&sentence{text: t, p: passage{text: t}})
	if v.has(cueThird) || isHeld(v) {
		return false
	}
	low := " " + strings.ToLower(t)
	return !holdsAny(low, dataWords) && (v.ofPermissions() || holdsAny(low, deviceWords) && holdsAny(low, grantWords))
}

// isHeld reports whether a sentence denies: nothing is asked for then. One
// with a condition ("nothing unless you agree") does not.
func isHeld(v *sentenceView) bool { return v.has(cueNegation) && !v.has(cueCondition|cueConsent) }

// ofList takes in a sentence about all permissions of a list of headings: one
// above the first of them, or one in the text of the last that speaks of each.
// It reports whether the sentence is one.
func (r *permReader) ofList(v *sentenceView) bool {
	l := r.listAround(v)
	if l == nil || v.namesGroup() || anyIn(phrases().permClass, v.f) || r.speaksOfAll(v) {
		return false
	}
	if !v.statesRefusal() && !v.has(cueRefuse|cueConsent) {
		return false
	}
	r.asked = question{}
	r.close(v, l.groups)
	r.offer = offer{groups: l.groups, block: v.source, at: v.at, open: v.has(cueRefuse) && !v.statesRefusal()}
	return true
}

// listAround returns the list of headings that a sentence stands above or
// closes, nil for none.
func (r *permReader) listAround(v *sentenceView) *permList {
	s := v.section
	if s == nil || v.heading || v.row >= 0 {
		return nil
	}
	if l := r.lists[s]; l != nil && l.last != nil && r.permIn[s] && l.names > 1 {
		return l
	}
	if s.parent == nil || r.titled[s] == nil || !v.has(cueWhole) || v.has(cueSingle) {
		return nil
	}
	if l := r.lists[s.parent]; l != nil && l.last == s && r.permIn[s.parent] && l.names > 1 {
		return l
	}
	return nil
}
