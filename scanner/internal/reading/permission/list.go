package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// permList is a section whose headings or labels are the names of permissions.
type permList struct {
	groups []privacy.Group   // in the order of the text
	names  int               // headings and labels that are nothing but a name
	last   *sentence.Section // the last of its headings
}

// permLists finds the sections below which permissions are listed by headings
// and labels that are nothing but their names.
func (r *permReader) permLists() map[*sentence.Section]*permList {
	lists := map[*sentence.Section]*permList{}
	known := map[string][]privacy.Group{} // labels come again and again
	named := func(name string) []privacy.Group {
		groups, ok := known[name]
		if !ok {
			groups = titleGroups(name)
			known[name] = groups
		}
		return groups
	}
	add := func(s *sentence.Section, groups []privacy.Group) *permList {
		l := lists[s]
		if l == nil {
			l = &permList{}
			lists[s] = l
		}
		l.names++
		for _, g := range groups {
			if !words.HasGroup(l.groups, g) {
				l.groups = append(l.groups, g)
			}
		}
		return l
	}
	for _, s := range r.o.Sections {
		if s.Parent != nil && language.Width(s.Title) <= 60 {
			if groups := named(s.Title); len(groups) > 0 {
				add(s.Parent, groups).last = s
			}
		}
	}
	for i := range r.d.Blocks {
		if s := r.o.In[i]; s != nil && !r.o.Opens[i] && !r.d.Rows.Owned[i] && !r.d.IOS[i] {
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
	b := &r.d.Blocks[i]
	if b.Kind == document.Table || len(b.Text) > 400 {
		return ""
	}
	if t := r.d.Rows.Lines[i].Labelled.Label; t != "" {
		return t
	}
	if (b.Kind == document.ListItem || b.IsBold()) && language.Width(b.Text) <= 60 && !language.EndsSentence(b.Text) {
		return b.Text
	}
	return ""
}

// listsOfDevice keeps the lists that stand under a heading, or below a first
// sentence, that speaks of what the device is asked for.
func (r *permReader) listsOfDevice(lists map[*sentence.Section]*permList) map[*sentence.Section]bool {
	found := map[*sentence.Section]bool{}
	for _, s := range r.o.Sections {
		if l := lists[s]; l != nil && l.names > 1 && asksDevice(s.Title) {
			found[s] = true
		}
	}
	first := map[*sentence.Section]bool{}
	for _, x := range r.o.Sentences {
		s := x.Section
		if s == nil || x.Heading || first[s] {
			continue
		}
		first[s] = true
		if l := lists[s]; l != nil && l.names > 1 && asksDevice(x.Text) && !language.HoldsAny(" "+strings.ToLower(s.Title), dataWords) {
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
	v := newView(&sentence.Sentence{Text: t, Passage: document.Passage{Text: t}})
	if v.Has(words.CueThird) || isHeld(v) {
		return false
	}
	low := " " + strings.ToLower(t)
	return !language.HoldsAny(low, dataWords) && (v.OfPermissions() || language.HoldsAny(low, deviceWords) && language.HoldsAny(low, grantWords))
}

// isHeld reports whether a sentence denies: nothing is asked for then. One
// with a condition ("nothing unless you agree") does not.
func isHeld(v *view) bool {
	return v.Has(words.CueNegation) && !v.Has(words.CueCondition|words.CueConsent)
}

// ofList takes in a sentence about all permissions of a list of headings: one
// above the first of them, or one in the text of the last that speaks of each.
// It reports whether the sentence is one.
func (r *permReader) ofList(v *view) bool {
	l := r.listAround(v)
	if l == nil || v.namesGroup() || language.AnyIn(words.Phrases().PermClass, v.Folded) || r.speaksOfAll(v) {
		return false
	}
	if !v.StatesRefusal() && !v.Has(words.CueRefuse|words.CueConsent) {
		return false
	}
	r.asked = question{}
	r.close(v, l.groups)
	r.offer = offer{groups: l.groups, block: v.Source, at: v.At, open: v.Has(words.CueRefuse) && !v.StatesRefusal()}
	return true
}

// listAround returns the list of headings that a sentence stands above or
// closes, nil for none.
func (r *permReader) listAround(v *view) *permList {
	s := v.Section
	if s == nil || v.Heading || v.Row >= 0 {
		return nil
	}
	if l := r.lists[s]; l != nil && l.last != nil && r.permIn[s] && l.names > 1 {
		return l
	}
	if s.Parent == nil || r.titled[s] == nil || !v.Has(words.CueWhole) || v.Has(words.CueSingle) {
		return nil
	}
	if l := r.lists[s.Parent]; l != nil && l.last == s && r.permIn[s.Parent] && l.names > 1 {
		return l
	}
	return nil
}
