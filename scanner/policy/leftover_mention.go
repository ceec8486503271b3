package policy

import (
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/privacy"
)

// mention is a [Mention] with its place in the sentence.
type mention struct {
	kind, id   string
	start, end int      // runes of the folded text
	name       nameKind // how sure the name is; of an item weak or strong
}

// in returns the mention with its words.
func (m *mention) in(s *sentence) Mention {
	f := s.fold()
	return Mention{Kind: m.kind, ID: m.id, Text: s.text[f.offset(m.start):f.endOffset(s.text, m.end)]}
}

// isThing reports whether a mention names a thing of the phone or a
// permission, and not data.
func (m *mention) isThing() bool { return m.name == nameStrong || m.name == nameNoun }

// mentionReader finds what the sentences of a document name and no view placed.
type mentionReader struct {
	d        *docText
	names    SDKNames
	made     *claims
	headings map[*section]headingSense
	open     []mention // of one sentence
}

// headingSense is what the headings above a sentence say of all below them.
type headingSense struct {
	ios         bool // another platform
	site        bool // a site and not the app
	permissions bool
}

// mentions returns what a sentence names and was not read from it: SDKs,
// groups and items that a rule may ask for, but for what is surely something
// else. Most sentences have none, so what is cheap is asked first.
func (r *mentionReader) mentions(s *sentence) []Mention {
	open := r.unplaced(s)
	if len(open) == 0 || s.heading && !r.hasContent(s) || r.ios(s) {
		return nil
	}
	v := view(s)
	var out []Mention
	for _, m := range open {
		if m.kind == MentionsSDK && r.sdkCounts(v, m) || m.kind != MentionsSDK && r.thingCounts(v, m) {
			out = append(out, m.in(s))
		}
	}
	return out
}

// sdkCounts reports whether the name of an SDK can mean it where it stands.
func (r *mentionReader) sdkCounts(v *sentenceView, m mention) bool {
	return (m.name != nameWeak || v.dealsWith(m)) && !v.inAddress(v.f.offset(m.start))
}

// thingCounts reports the same of a group or an item.
func (r *mentionReader) thingCounts(v *sentenceView, m mention) bool {
	switch {
	case m.kind == MentionsPermission && !r.groupCounts(v, m), m.kind == MentionsItem && m.name == nameWeak && !v.listedItem(m):
		return false
	}
	return !v.aside(m) && !r.heading(v.section).site && !v.defines() && !isClassification(v.text)
}

// unplaced returns the names in a sentence of which no claim was made from it.
func (r *mentionReader) unplaced(s *sentence) []mention {
	f := s.fold()
	r.open = r.open[:0]
	add := func(m mention) {
		if !r.made.placed(s, m, r.names) {
			r.open = append(r.open, m)
		}
	}
	for _, n := range s.sdks(r.names) {
		add(mention{kind: MentionsSDK, id: n.id, start: runeAt(f, n.start), end: runeAt(f, n.end), name: nameStrong})
	}
	for _, n := range s.hinted {
		add(mention{kind: MentionsSDK, id: n.id, start: runeAt(f, n.start), end: runeAt(f, n.end), name: nameWeak})
	}
	phrases().groups.scan(f, func(start, end int, names *[]groupName) {
		for _, n := range *names {
			if n.kind != nameNone {
				add(mention{kind: MentionsPermission, id: string(n.group), start: start, end: end, name: n.kind})
			}
		}
	})
	phrases().terms.scan(f, func(start, end int, t termName) {
		if asked()[t.item] {
			add(mention{kind: MentionsItem, id: string(t.item), start: start, end: end, name: t.kind()})
		}
	})
	return r.open
}

// kind says how sure a name of an item is, in the terms of groups.
func (t termName) kind() nameKind {
	if t.weak {
		return nameWeak
	}
	return nameStrong
}

// groupCounts reports whether the name of a group can mean it where it stands:
// the name of a thing or a permission anywhere, that of data where something is
// asked for or collected, a common word as [mentionReader.commonCounts] says.
func (r *mentionReader) groupCounts(v *sentenceView, m mention) bool {
	for i, x := range v.mentions {
		if x.start != m.start {
			continue
		}
		switch m.name {
		case nameNoun:
			return !v.isProduct(x)
		case nameData:
			return v.speaksOfUse()
		case nameWeak:
			return r.commonCounts(v, i, privacy.Group(m.id))
		}
	}
	return m.name == nameStrong
}

// commonCounts reports whether a common word, mention i, can name group g:
// words of permission or access stand beside it, it is a label in a list of
// permissions, or it names data that are collected ("location").
func (r *mentionReader) commonCounts(v *sentenceView, i int, g privacy.Group) bool {
	m := v.mentions[i]
	start, end := v.run(i)
	if strings.ContainsRune(string(v.f.runes[start:end]), '，') {
		start, end = m.start, m.end // a Chinese comma parts clauses
	}
	if v.beside(start, end, g) || r.isLabel(v, m) {
		return true
	}
	from, to := v.clause(m.start)
	return namesData[g] && v.between(cueCollect, from, to) && dataAt(v.f, m, g)
}

// namesData are the groups of which a common word also names the data.
var namesData = map[privacy.Group]bool{"location": true, "contacts": true, "calendar": true, "sms": true, "call_log": true}

// dataAt reports whether the words that name a group also name data of it.
func dataAt(f *folded, m groupMention, g privacy.Group) bool {
	terms := phrases().terms
	for _, h := range terms.in(f) {
		if int(h.start) == m.start && int(h.end) == m.end && belongsTo(terms.values[h.value].item, g) {
			return true
		}
	}
	return false
}

// speaksOfUse reports whether a sentence holds a word of permission, access or
// collection, or stands in a list, where such words stand in the lead.
func (v *sentenceView) speaksOfUse() bool {
	return v.item || v.row >= 0 || v.heading || v.has(cuePerm|cueAccess|cueCollect)
}

// isLabel reports whether a mention is all of a short cell or item, or its
// label, in a list of permissions.
func (r *mentionReader) isLabel(v *sentenceView, m groupMention) bool {
	if !v.item && v.row < 0 || m.start > 8 {
		return false
	}
	if !r.heading(v.section).permissions && (v.lead == nil || !view(v.lead).ofPermissions()) {
		return false
	}
	rest := string(v.f.runes[m.end:min(m.end+3, len(v.f.runes))])
	return rest == "" || strings.ContainsAny(rest, ":：-—(（")
}

// asked are the items that a rule may ask for: those code can show, and the
// names that contain one or are contained in one.
var asked = sync.OnceValue(func() map[privacy.Item]bool {
	m := map[privacy.Item]bool{}
	for _, id := range privacy.Items() {
		info, _ := privacy.LookupItem(id)
		if m[id] = info.Checkable(); m[id] {
			m[id] = info.Sensitivity != "no" // no rule asks for what is no personal information
			continue
		}
		for _, other := range privacy.Items() {
			x, _ := privacy.LookupItem(other)
			if x.Checkable() && (privacy.Covers(id, other) != privacy.NotCovered || privacy.Covers(other, id) != privacy.NotCovered) {
				m[id] = true
				break
			}
		}
	}
	return m
})

// listedItem reports whether a common word stands in a list right beside the
// name of an item that is none.
func (v *sentenceView) listedItem(m mention) bool {
	terms := phrases().terms
	before, after := -1, -1 // the hits beside it
	hits := terms.in(v.f)
	for i, h := range hits {
		if int(h.end) <= m.start {
			before = i
		} else if int(h.start) >= m.end {
			after = i
			break
		}
	}
	named := func(i int) bool {
		return i >= 0 && !terms.values[hits[i].value].weak && terms.values[hits[i].value].item != ""
	}
	return named(before) && v.lists(int(hits[before].end), m.start) || named(after) && v.lists(m.end, int(hits[after].start))
}

// lists reports whether what stands between two names only lists them; in
// Chinese a comma parts clauses.
func (v *sentenceView) lists(from, to int) bool {
	return v.joins(from, to) && !(isHan(v.f.runes[from-1]) && strings.ContainsAny(string(v.f.runes[from:to]), "，,"))
}

// hasContent reports whether text stands below a heading.
func (r *mentionReader) hasContent(s *sentence) bool {
	next := s.at + 1
	for next < len(r.d.outline.sentences) && r.d.outline.sentences[next].source == s.source {
		next++
	}
	return next < len(r.d.outline.sentences) && !r.d.outline.sentences[next].heading
}

// ios reports whether a sentence, its lead or the headings above it speak of
// another platform alone.
func (r *mentionReader) ios(s *sentence) bool {
	if onlyIOS(s.fold()) || s.lead != nil && onlyIOS(s.lead.fold()) {
		return true
	}
	return r.heading(s.section).ios && asides(s.fold())&asideAndroid == 0
}

// heading returns what a heading and those above it say.
func (r *mentionReader) heading(s *section) headingSense {
	if s == nil {
		return headingSense{}
	}
	if h, ok := r.headings[s]; ok {
		return h
	}
	h := r.heading(s.parent)
	title := &sentence{text: s.title, p: passage{text: s.title}}
	v := view(title)
	h.ios = h.ios && asides(v.f)&asideAndroid == 0 || onlyIOS(v.f)
	h.site = h.site || coverOf(title)&(coverSite|coverApp|coverGeneral) == coverSite
	h.permissions = h.permissions || v.ofPermissions()
	r.headings[s] = h
	return h
}
