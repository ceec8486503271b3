package leftover

import (
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/permission"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/whole"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// mention is a [Mention] with its place in the sentence.
type mention struct {
	kind, id   string
	start, end int            // runes of the folded text
	name       words.NameKind // how sure the name is; of an item weak or strong
}

// in returns the mention with its words.
func (m *mention) in(s *sentence.Sentence) policy.Mention {
	f := s.Fold()
	return policy.Mention{Kind: m.kind, ID: m.id, Text: s.Text[f.Offset(m.start):f.EndOffset(s.Text, m.end)]}
}

// isThing reports whether a mention names a thing of the phone or a
// permission, and not data.
func (m *mention) isThing() bool { return m.name == words.NameStrong || m.name == words.NameNoun }

// mentionReader finds what the sentences of a document name and no view placed.
type mentionReader struct {
	d        *sentence.Text
	names    words.SDKNames
	made     *claims
	headings map[*sentence.Section]headingSense
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
func (r *mentionReader) mentions(s *sentence.Sentence) []policy.Mention {
	open := r.unplaced(s)
	if len(open) == 0 || s.Heading && !r.hasContent(s) || r.ios(s) {
		return nil
	}
	v := permission.NewView(s)
	var out []policy.Mention
	for _, m := range open {
		if m.kind == policy.MentionsSDK && r.sdkCounts(v, m) || m.kind != policy.MentionsSDK && r.thingCounts(v, m) {
			out = append(out, m.in(s))
		}
	}
	return out
}

// sdkCounts reports whether the name of an SDK can mean it where it stands.
func (r *mentionReader) sdkCounts(v *permission.View, m mention) bool {
	return (m.name != words.NameWeak || dealsWith(v, m)) && !inAddress(v, v.Folded.Offset(m.start))
}

// thingCounts reports the same of a group or an item.
func (r *mentionReader) thingCounts(v *permission.View, m mention) bool {
	switch {
	case m.kind == policy.MentionsPermission && !r.groupCounts(v, m), m.kind == policy.MentionsItem && m.name == words.NameWeak && !listedItem(v, m):
		return false
	}
	return !aside(v, m) && !r.heading(v.Section).site && !defines(v) && !clause.IsClassification(v.Text)
}

// unplaced returns the names in a sentence of which no claim was made from it.
func (r *mentionReader) unplaced(s *sentence.Sentence) []mention {
	f := s.Fold()
	r.open = r.open[:0]
	add := func(m mention) {
		if !r.made.placed(s, m, r.names) {
			r.open = append(r.open, m)
		}
	}
	for _, n := range s.SDKs(r.names) {
		add(mention{kind: policy.MentionsSDK, id: n.ID, start: language.RuneAt(f, n.Start), end: language.RuneAt(f, n.End), name: words.NameStrong})
	}
	for _, n := range s.Hinted {
		add(mention{kind: policy.MentionsSDK, id: n.ID, start: language.RuneAt(f, n.Start), end: language.RuneAt(f, n.End), name: words.NameWeak})
	}
	words.Phrases().Groups.Scan(f, func(start, end int, names *[]words.GroupName) {
		for _, n := range *names {
			if n.Kind != words.NameNone {
				add(mention{kind: policy.MentionsPermission, id: string(n.Group), start: start, end: end, name: n.Kind})
			}
		}
	})
	words.Phrases().Terms.Scan(f, func(start, end int, t words.TermName) {
		if asked()[t.Item] {
			add(mention{kind: policy.MentionsItem, id: string(t.Item), start: start, end: end, name: kind(t)})
		}
	})
	return r.open
}

// kind says how sure a name of an item is, in the terms of groups.
func kind(t words.TermName) words.NameKind {
	if t.Weak {
		return words.NameWeak
	}
	return words.NameStrong
}

// groupCounts reports whether the name of a group can mean it where it stands:
// the name of a thing or a permission anywhere, that of data where something is
// asked for or collected, a common word as [mentionReader.commonCounts] says.
func (r *mentionReader) groupCounts(v *permission.View, m mention) bool {
	for i, x := range v.Mentions {
		if x.Start != m.start {
			continue
		}
		switch m.name {
		case words.NameNoun:
			return !v.IsProduct(x)
		case words.NameData:
			return speaksOfUse(v)
		case words.NameWeak:
			return r.commonCounts(v, i, privacy.Group(m.id))
		}
	}
	return m.name == words.NameStrong
}

// commonCounts reports whether a common word, mention i, can name group g:
// words of permission or access stand beside it, it is a label in a list of
// permissions, or it names data that are collected ("location").
func (r *mentionReader) commonCounts(v *permission.View, i int, g privacy.Group) bool {
	m := v.Mentions[i]
	start, end := v.Run(i)
	if strings.ContainsRune(string(v.Folded.Runes[start:end]), '，') {
		start, end = m.Start, m.End // a Chinese comma parts clauses
	}
	if v.Beside(start, end, g) || r.isLabel(v, m) {
		return true
	}
	from, to := v.Clause(m.Start)
	return namesData[g] && v.Between(words.CueCollect, from, to) && dataAt(v.Folded, m, g)
}

// namesData are the groups of which a common word also names the data.
var namesData = map[privacy.Group]bool{"location": true, "contacts": true, "calendar": true, "sms": true, "call_log": true}

// dataAt reports whether the words that name a group also name data of it.
func dataAt(f *language.Folded, m words.GroupMention, g privacy.Group) bool {
	terms := words.Phrases().Terms
	for _, h := range terms.In(f) {
		if int(h.Start) == m.Start && int(h.End) == m.End && belongsTo(terms.Values[h.Value].Item, g) {
			return true
		}
	}
	return false
}

// speaksOfUse reports whether a sentence holds a word of permission, access or
// collection, or stands in a list, where such words stand in the lead.
func speaksOfUse(v *permission.View) bool {
	return v.Item || v.Row >= 0 || v.Heading || v.Has(words.CuePerm|words.CueAccess|words.CueCollect)
}

// isLabel reports whether a mention is all of a short cell or item, or its
// label, in a list of permissions.
func (r *mentionReader) isLabel(v *permission.View, m words.GroupMention) bool {
	if !v.Item && v.Row < 0 || m.Start > 8 {
		return false
	}
	if !r.heading(v.Section).permissions && (v.Lead == nil || !permission.NewView(v.Lead).OfPermissions()) {
		return false
	}
	rest := string(v.Folded.Runes[m.End:min(m.End+3, len(v.Folded.Runes))])
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
func listedItem(v *permission.View, m mention) bool {
	terms := words.Phrases().Terms
	before, after := -1, -1 // the hits beside it
	hits := terms.In(v.Folded)
	for i, h := range hits {
		if int(h.End) <= m.start {
			before = i
		} else if int(h.Start) >= m.end {
			after = i
			break
		}
	}
	named := func(i int) bool {
		return i >= 0 && !terms.Values[hits[i].Value].Weak && terms.Values[hits[i].Value].Item != ""
	}
	return named(before) && lists(v, int(hits[before].End), m.start) || named(after) && lists(v, m.end, int(hits[after].Start))
}

// lists reports whether what stands between two names only lists them; in
// Chinese a comma parts clauses.
func lists(v *permission.View, from, to int) bool {
	return v.Joins(from, to) && !(language.IsHan(v.Folded.Runes[from-1]) && strings.ContainsAny(string(v.Folded.Runes[from:to]), "，,"))
}

// hasContent reports whether text stands below a heading.
func (r *mentionReader) hasContent(s *sentence.Sentence) bool {
	next := s.At + 1
	for next < len(r.d.Outline.Sentences) && r.d.Outline.Sentences[next].Source == s.Source {
		next++
	}
	return next < len(r.d.Outline.Sentences) && !r.d.Outline.Sentences[next].Heading
}

// ios reports whether a sentence, its lead or the headings above it speak of
// another platform alone.
func (r *mentionReader) ios(s *sentence.Sentence) bool {
	if onlyIOS(s.Fold()) || s.Lead != nil && onlyIOS(s.Lead.Fold()) {
		return true
	}
	return r.heading(s.Section).ios && asides(s.Fold())&words.AsideAndroid == 0
}

// heading returns what a heading and those above it say.
func (r *mentionReader) heading(s *sentence.Section) headingSense {
	if s == nil {
		return headingSense{}
	}
	if h, ok := r.headings[s]; ok {
		return h
	}
	h := r.heading(s.Parent)
	title := &sentence.Sentence{Text: s.Title, Passage: document.Passage{Text: s.Title}}
	v := permission.NewView(title)
	h.ios = h.ios && asides(v.Folded)&words.AsideAndroid == 0 || onlyIOS(v.Folded)
	h.site = h.site || whole.CoverOf(title)&(words.CoverSite|words.CoverApp|words.CoverGeneral) == words.CoverSite
	h.permissions = h.permissions || v.OfPermissions()
	r.headings[s] = h
	return h
}
