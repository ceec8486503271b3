// Package permission reads what a document says of each disclosure group: that it
// is named or denied, what for, what refusal means and that consent is asked.
package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// permReader gathers what sentences say about permissions into one finding per
// disclosure group.
type permReader struct {
	d     *sentence.Text
	o     *sentence.Outline
	found map[privacy.Group]*GroupFinding
	// general statements hold for every group.
	refusal, consent []evidence.Quote

	topics map[*sentence.Section][]privacy.Group
	titled map[*sentence.Section][]privacy.Group // the groups a heading is the title of
	permIn map[*sentence.Section]bool            // sections about permissions
	lists  map[*sentence.Section]*permList       // sections whose headings name permissions
	device map[*sentence.Section]bool            // those of lists that speak of a device and not of permissions
	last   topic                                 // what the sentences just read were about
	asked  question                              // the question just read
	offer  offer                                 // the sentence just read that lets a permission be refused
}

// topic is the groups a stretch of text is about.
type topic struct {
	groups []privacy.Group
	block  int // source block of the sentence that set it
	label  bool
	level  int // of the list item that set it, 0 for none
}

// GroupFinding is what the text says about one group.
type GroupFinding struct {
	Named, Denied    []evidence.Quote
	Titled           []evidence.Quote // by a bare title: what stands below says whether the app asks
	firmDenied       bool             // the denial speaks of the permission itself
	firmNamed        bool
	Purpose          []evidence.Quote
	purposeText      string
	purposeIsFeature bool
	Vague            []evidence.Quote
	vagueText        string
	Refusal, Consent []evidence.Quote
	refusalText      string
	wider            []string
	narrow, broad    bool
}

// readPermissions reads all that a document says of permissions.
func readPermissions(d *sentence.Text, names words.SDKNames, found map[privacy.Group]*GroupFinding) *permReader {
	r := &permReader{d: d, o: d.Outline, found: found, topics: map[*sentence.Section][]privacy.Group{}, titled: map[*sentence.Section][]privacy.Group{}, permIn: map[*sentence.Section]bool{}}
	r.sections()
	for i := range d.Blocks {
		if d.Rows.Owned[i] || d.IOS[i] {
			continue
		}
		if d.Blocks[i].Kind == document.Table {
			r.table(i)
			continue
		}
		r.block(i)
	}
	return r
}

// sections finds what each section is about from its heading.
func (r *permReader) sections() {
	opened := map[*sentence.Section]int{} // the block of each heading
	for i := range r.o.In {
		if r.o.Opens[i] {
			opened[r.o.In[i]] = i
		}
	}
	r.lists = r.permLists()
	r.device = r.listsOfDevice(r.lists)
	for _, s := range r.o.Sections {
		v := newView(&sentence.Sentence{Text: s.Title, Passage: document.Passage{Text: s.Title}})
		inside := s.Parent != nil && r.permIn[s.Parent]
		r.permIn[s] = inside || v.OfPermissions() && !v.Has(words.CueThird) || r.device[s]
		var groups []privacy.Group
		for _, m := range v.Mentions {
			for _, n := range m.Names {
				if (n.Kind >= words.NameData || n.Kind >= words.NameNoun && r.permIn[s] || r.permIn[s] && v.Has(words.CuePerm) && v.nearPerm(m)) && !words.HasGroup(groups, n.Group) {
					groups = append(groups, n.Group)
				}
			}
		}
		if inside || r.permIn[s] && groups != nil || r.fieldsBelow(opened[s]) {
			r.titled[s] = titleGroups(s.Title)
			if groups == nil {
				groups = r.titled[s]
			}
		}
		if groups == nil && s.Parent != nil {
			groups = r.topics[s.Parent]
		}
		r.topics[s] = groups
	}
}

// nearPerm reports whether a word of permission stands right beside a mention.
func (v *view) nearPerm(m words.GroupMention) bool {
	return v.Between(words.CuePerm, m.End, min(m.End+8, len(v.Folded.Runes))) || v.Between(words.CuePerm, max(m.Start-8, 0), m.Start)
}

// block reads the sentences of one paragraph, list item or heading.
func (r *permReader) block(i int) {
	ss := r.o.Of(i)
	if len(ss) == 0 {
		return
	}
	if r.last.groups != nil && !r.goesOn(i) {
		r.last = topic{}
	}
	if r.field(i) || r.iosLabel(i) || r.blockOfRuns(i) {
		return
	}
	label := r.label(i)
	if label != nil {
		r.last = r.newTopic(label, i)
	}
	b := &r.d.Blocks[i]
	for n, s := range ss {
		if r.d.Rows.Owns(s) {
			continue
		}
		v := newView(s)
		if r.o.Opens[i] {
			r.heading(v)
			continue
		}
		if label != nil && n == 0 {
			r.labelled(v, i, label)
			continue
		}
		if r.last.level > 0 && b.Level > r.last.level {
			r.detail(v)
		}
		if r.ofList(v) {
			continue
		}
		if label == nil && r.last.level > 0 && b.Level == r.last.level {
			r.purposeLine(v)
			continue
		}
		r.sentence(v)
	}
	if !r.last.label {
		r.last = topic{}
	}
}

// blockOfRuns reads a paragraph in which several permissions are labelled one
// behind the other, and reports whether block i is one.
func (r *permReader) blockOfRuns(i int) bool {
	b := &r.d.Blocks[i]
	if r.o.Opens[i] || r.d.Rows.Owned[i] {
		return false
	}
	runs := sentence.SplitRuns(&b.Passage, func(label string) bool {
		return len(words.GroupsNamed(label)) > 0 && newView(&sentence.Sentence{Text: label, Passage: document.Passage{Text: label}}).Has(words.CuePerm)
	})
	if len(runs) < 2 || runs[0].Start > 12 {
		return false
	}
	r.runs(runs)
	r.last = topic{}
	return true
}

// iosLabel reports whether block i is the row of a list that is for iOS alone.
func (r *permReader) iosLabel(i int) bool {
	b := &r.d.Blocks[i]
	if l := r.d.Rows.Lines[i].Labelled.Label; l != "" {
		return sentence.ForIOS(l) && language.Width(l) <= 60
	}
	return (b.Kind == document.ListItem || b.IsBold()) && language.Width(b.Text) <= 40 && sentence.ForIOS(b.Text)
}

// goesOn reports whether block i still belongs to the label above it: what a
// label announces goes on to the next label or heading, through the fields and
// the deeper items below it.
func (r *permReader) goesOn(i int) bool {
	b := &r.d.Blocks[i]
	if !r.last.label || i == 0 || r.o.Opens[i] {
		return false
	}
	if b.Kind == document.ListItem {
		return r.last.level > 0 && (b.Level > r.last.level || language.HasPrefixIn(b.Text, purposeOpeners)) || r.last.level == 0 && r.columnAt(i) != ""
	}
	return r.columnAt(i) != "" || r.o.Numbers[i].Style == "" && (b.Group == r.d.Blocks[i-1].Group || r.announced(i))
}

// announced reports whether the label right above block i has nothing behind
// its colon, so that what it announces stands below, empty line or not.
func (r *permReader) announced(i int) bool {
	l := &r.d.Rows.Lines[i-1]
	return r.last.block == i-1 && l.Label != "" && l.Value.Text == ""
}

// label returns the groups named by the label of an item in a list of
// permissions ("Camera: to scan codes").
func (r *permReader) label(i int) []privacy.Group {
	line := r.d.Rows.Lines[i]
	b := &r.d.Blocks[i]
	text := line.Labelled.Label
	if text == "" {
		if r.o.Opens[i] {
			return nil
		}
		below := r.fieldsBelow(i)
		if b.Kind != document.ListItem && !b.IsBold() && !below || language.Width(b.Text) > 40 {
			return r.title(i)
		}
		text = b.Slice(r.o.Numbers[i].Length, len(b.Text)).Text
		if groups := sentence.LabelGroups(text); below && len(groups) > 0 && len(groups) <= 3 {
			return groups
		}
	}
	if language.Width(language.WithoutBrackets(text)) > 60 {
		return r.title(i)
	}
	if language.HasPrefixIn(text, purposeOpeners) {
		return nil // 用于客服通话: what the permission above is for
	}
	groups := words.GroupsNamed(text)
	if len(groups) > 3 {
		return nil
	}
	v := newView(&sentence.Sentence{Text: text, Passage: document.Passage{Text: text}})
	switch {
	case len(groups) > 0 && (v.Has(words.CuePerm) || language.StartsConstant(text)):
		return groups
	case r.permissionList(i) && (len(groups) > 0 || b.Kind == document.ListItem || r.o.Numbers[i].Style != "" || line.Label != ""):
		if groups = sentence.LabelGroups(text); len(groups) > 0 {
			return groups
		}
	}
	return nil
}

// purposeLine reads a line that tells what the permission of the line above, in
// the same list, is for.
func (r *permReader) purposeLine(v *view) {
	for _, g := range r.last.groups {
		r.purpose(v, g, 0, true)
	}
}

// purposeOpeners open a line that tells a purpose and names nothing.
var purposeOpeners = words.PhraseList("line of a purpose")

// title returns the groups of a numbered line that is too long for a heading
// and yet only names a permission, with the text about it below.
func (r *permReader) title(i int) []privacy.Group {
	b := &r.d.Blocks[i]
	if r.o.Numbers[i].Style == "" || language.Width(b.Text) > 160 || language.EndsSentence(b.Text) || len(r.o.Of(i)) > 1 || i+1 >= len(r.d.Blocks) ||
		r.d.Blocks[i+1].Kind != document.Paragraph || r.d.Blocks[i+1].Group != b.Group || r.o.Numbers[i+1].Style != "" {
		return nil
	}
	v := newView(&sentence.Sentence{Text: b.Text, Passage: document.Passage{Text: b.Text}})
	var groups []privacy.Group
	for _, m := range v.Mentions {
		for _, n := range m.Names {
			if n.Kind == words.NameStrong && !words.HasGroup(groups, n.Group) {
				groups = append(groups, n.Group)
			}
		}
	}
	return groups
}

// permissionList reports whether block i stands in a list of permissions: the
// sentence that leads into it or the heading above speaks of permissions.
func (r *permReader) permissionList(i int) bool {
	if s := r.o.Of(i)[0]; s.Lead != nil {
		t := withoutQuoted(s.Lead.Text)
		v := newView(&sentence.Sentence{Text: t, Passage: document.Passage{Text: t}})
		return (v.OfPermissions() || r.device[r.o.In[i]] && asksDevice(t)) && !v.Has(words.CueNegation)
	}
	if r.o.In[i] != nil && r.permIn[r.o.In[i]] {
		return true
	}
	return r.d.Rows.Lines[i].Label != "" && r.inRun(i)
}

// heading names the groups of a heading that speaks of a permission.
func (r *permReader) heading(v *view) {
	if r.asks(v) {
		return
	}
	named := v.Mentions
	if v.Has(words.CueRefuse | words.CueNegation) {
		named = nil // "if you say no to the camera"
	}
	for _, m := range named {
		for _, n := range m.Names {
			if n.Kind == words.NameStrong || n.Kind >= words.NameNoun && (r.permIn[v.Section] || v.Has(words.CuePerm)) || v.Has(words.CuePerm) && v.nearPerm(m) {
				r.name(rule.GroupHeading, v, n)
			}
		}
	}
	for _, g := range r.titled[v.Section] {
		f, q := r.of(g), r.claim(v.All())
		if len(f.Named) == 0 || f.Named[len(f.Named)-1] != q {
			r.put(&f.Titled, rule.GroupTitle, g, "named", q)
			r.wider(f, v, g)
		}
	}
	if v.Has(words.CuePermClass) && v.saysConsent() && len(v.Mentions) == 0 {
		r.general(v)
	}
}

// saysConsent reports whether a title speaks of consent and not only of asking
// for a permission: "Permissions the app asks for" is the title of a list.
func (v *view) saysConsent() bool {
	for _, c := range v.Cues() {
		if c.Kind&words.CueConsent != 0 && c.Kind&words.CueAccess == 0 {
			return true
		}
	}
	return false
}

// labelled reads the first sentence of a labelled item: the label names the
// groups, what follows says what for.
func (r *permReader) labelled(v *view, i int, groups []privacy.Group) {
	at := 0
	value := v.tells(0) // a bare name has nothing behind it
	if l := r.d.Rows.Lines[i]; l.Labelled.Label != "" {
		at, value = language.RuneAt(v.Folded, l.Rest), true
	}
	denied := v.Between(words.CueNegation, at, len(v.Folded.Runes)) && !v.Has(words.CueCondition) && !v.Between(words.CueAccess, 0, max(at-1, 0)) && r.refuses(v, at)
	for _, g := range groups {
		f := r.of(g)
		if denied {
			r.put(&f.Denied, rule.GroupLabelNo, g, "denied", r.claim(v.All()))
			continue
		}
		end := len(v.Folded.Runes)
		r.put(&f.Named, rule.GroupLabel, g, "named", r.claim(v.Quote(0, end)))
		f.firmNamed = true
		r.wider(f, v, g)
	}
	if !denied {
		r.elements(v, groups, at, value)
	}
}

// refuses reports whether what follows a label is only that it is not used.
func (r *permReader) refuses(v *view, at int) bool {
	if v.Between(words.CueNegation, at, len(v.Folded.Runes)) && v.Between(words.CueAccess, at, len(v.Folded.Runes)) && v.Between(words.CueAnaphor, at, len(v.Folded.Runes)) && len(v.Folded.Runes)-at < 60 {
		return true // "we never request this permission"
	}
	return bareDenials[strings.Trim(string(v.Folded.Runes[at:]), " .。")]
}

var bareDenials = words.PhraseSet("bare denial")

func (r *permReader) claim(q evidence.Quote) evidence.Quote {
	return r.d.Quotes(q)[0]
}

func (r *permReader) of(g privacy.Group) *GroupFinding {
	f := r.found[g]
	if f == nil {
		f = &GroupFinding{}
		r.found[g] = f
	}
	return f
}

// anyGroup stands in a trace for all groups at once.
const anyGroup privacy.Group = "any permission"

// put adds quotes that a rule reads a claim about a group out of.
func (r *permReader) put(list *[]evidence.Quote, id rule.ID, g privacy.Group, claim string, quotes ...evidence.Quote) {
	for _, q := range quotes {
		if n := len(*list); n == 0 || !sameQuote((*list)[n-1], q) {
			*list = append(*list, q)
		}
	}
	if r.d.Trace == nil {
		return
	}
	for _, q := range quotes {
		r.d.Trace.Says(id, string(g)+" "+claim, q)
	}
}

// sameQuote reports whether two quotes are the same, whatever they know of the
// page.
func sameQuote(a, b evidence.Quote) bool {
	a.Page, b.Page = nil, nil
	return a == b
}

// refuse records what happens when a permission is refused.
func (r *permReader) refuse(g privacy.Group, id rule.ID, q evidence.Quote) {
	f := r.of(g)
	r.put(&f.Refusal, id, g, "refusal", q)
	if f.refusalText == "" {
		f.refusalText = q.Text
	}
}

// withoutQuoted drops what stands in quotation marks: the names of sections
// and documents.
func withoutQuoted(t string) string {
	var b strings.Builder
	depth := 0
	for _, r := range t {
		switch r {
		case '“', '《', '「':
			depth++
		case '”', '》', '」':
			depth = max(depth-1, 0)
			continue
		}
		if depth == 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}
