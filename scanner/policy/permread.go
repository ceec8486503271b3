package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// permReader gathers what sentences say about permissions into one finding per
// disclosure group.
type permReader struct {
	d     *docText
	o     *outline
	found map[privacy.Group]*groupFinding
	// general statements hold for every group.
	refusal, consent firstQuotes

	topics map[*section][]privacy.Group
	titled map[*section][]privacy.Group // the groups a heading is the title of
	permIn map[*section]bool            // sections about permissions
	lists  map[*section]*permList       // sections whose headings name permissions
	device map[*section]bool            // those of lists that speak of a device and not of permissions
	last   topic                        // what the sentences just read were about
	asked  question                     // the question just read
	offer  offer                        // the sentence just read that lets a permission be refused
}

// topic is the groups a stretch of text is about.
type topic struct {
	groups []privacy.Group
	block  int // source block of the sentence that set it
	label  bool
	level  int // of the list item that set it, 0 for none
}

// groupFinding is what the text says about one group.
type groupFinding struct {
	named, denied    firstQuotes
	titled           firstQuotes // by a bare title: what stands below says whether the app asks
	firmDenied       bool        // the denial speaks of the permission itself
	firmNamed        bool
	purpose          firstQuotes
	purposeText      string
	purposeIsFeature bool
	vague            firstQuotes
	vagueText        string
	refusal, consent firstQuotes
	refusalText      string
	wider            []string
	narrow, broad    bool
}

// readPermissions reads all that a document says of permissions.
func readPermissions(d *docText, names SDKNames, found map[privacy.Group]*groupFinding) *permReader {
	r := &permReader{d: d, o: d.outline, found: found, topics: map[*section][]privacy.Group{}, titled: map[*section][]privacy.Group{}, permIn: map[*section]bool{}}
	r.sections()
	for i := range d.blocks {
		if d.rows.owned[i] {
			continue
		}
		if d.blocks[i].kind == tableBlock {
			r.table(i)
			continue
		}
		r.block(i)
	}
	return r
}

// sections finds what each section is about from its heading.
func (r *permReader) sections() {
	opened := map[*section]int{} // the block of each heading
	for i := range r.o.in {
		if r.o.opens[i] {
			opened[r.o.in[i]] = i
		}
	}
	r.lists = r.permLists()
	r.device = r.listsOfDevice(r.lists)
	for _, s := range r.o.sections {
		v := view(&sentence{text: s.title, p: passage{text: s.title}})
		inside := s.parent != nil && r.permIn[s.parent]
		r.permIn[s] = inside || v.ofPermissions() && !v.has(cueThird) || r.device[s]
		var groups []privacy.Group
		for _, m := range v.mentions {
			for _, n := range m.names {
				if (n.kind >= nameData || n.kind >= nameNoun && r.permIn[s] || r.permIn[s] && v.has(cuePerm) && v.nearPerm(m)) && !hasGroup(groups, n.group) {
					groups = append(groups, n.group)
				}
			}
		}
		if inside || r.permIn[s] && groups != nil || r.fieldsBelow(opened[s]) {
			r.titled[s] = titleGroups(s.title)
			if groups == nil {
				groups = r.titled[s]
			}
		}
		if groups == nil && s.parent != nil {
			groups = r.topics[s.parent]
		}
		r.topics[s] = groups
	}
}

// nearPerm reports whether a word of permission stands right beside a mention.
func (v *sentenceView) nearPerm(m groupMention) bool {
	return v.between(cuePerm, m.end, min(m.end+8, len(v.f.runes))) || v.between(cuePerm, max(m.start-8, 0), m.start)
}

// block reads the sentences of one paragraph, list item or heading.
func (r *permReader) block(i int) {
	ss := r.o.of(i)
	if len(ss) == 0 {
		return
	}
	if r.last.groups != nil && !r.goesOn(i) {
		r.last = topic{}
	}
	if r.field(i) {
		return
	}
	label := r.label(i)
	if label != nil {
		r.last = r.newTopic(label, i)
	}
	b := &r.d.blocks[i]
	for n, s := range ss {
		if r.d.rows.owns(s) {
			continue
		}
		v := view(s)
		if r.o.opens[i] {
			r.heading(v)
			continue
		}
		if label != nil && n == 0 {
			r.labelled(v, i, label)
			continue
		}
		if r.last.level > 0 && b.level > r.last.level {
			r.detail(v)
		}
		if r.ofList(v) {
			continue
		}
		r.sentence(v)
	}
	if !r.last.label {
		r.last = topic{}
	}
}

// goesOn reports whether block i still belongs to the label above it: what a
// label announces goes on to the next label or heading, through the fields and
// the deeper items below it.
func (r *permReader) goesOn(i int) bool {
	b := &r.d.blocks[i]
	if !r.last.label || i == 0 || r.o.opens[i] {
		return false
	}
	if b.kind == listItem {
		return r.last.level > 0 && b.level > r.last.level || r.last.level == 0 && r.columnAt(i) != ""
	}
	return r.columnAt(i) != "" || r.o.numbers[i].style == "" && (b.group == r.d.blocks[i-1].group || r.announced(i))
}

// announced reports whether the label right above block i has nothing behind
// its colon, so that what it announces stands below, empty line or not.
func (r *permReader) announced(i int) bool {
	l := &r.d.rows.lines[i-1]
	return r.last.block == i-1 && l.label != "" && l.value.text == ""
}

// label returns the groups named by the label of an item in a list of
// permissions ("Camera: to scan codes").
func (r *permReader) label(i int) []privacy.Group {
	line := r.d.rows.lines[i]
	b := &r.d.blocks[i]
	text := line.labelled.label
	if text == "" {
		if r.o.opens[i] {
			return nil
		}
		below := r.fieldsBelow(i)
		if b.kind != listItem && !b.isBold() && !below || width(b.text) > 40 {
			return r.title(i)
		}
		text = b.slice(r.o.numbers[i].length, len(b.text)).text
		if groups := labelGroups(text); below && len(groups) > 0 && len(groups) <= 3 {
			return groups
		}
	}
	if width(withoutBrackets(text)) > 60 {
		return r.title(i)
	}
	groups := groupsNamed(text)
	if len(groups) > 3 {
		return nil
	}
	v := view(&sentence{text: text, p: passage{text: text}})
	switch {
	case len(groups) > 0 && (v.has(cuePerm) || startsConstant(text)):
		return groups
	case r.permissionList(i) && (len(groups) > 0 || b.kind == listItem || r.o.numbers[i].style != "" || line.label != ""):
		if groups = labelGroups(text); len(groups) > 0 {
			return groups
		}
	}
	return nil
}

// title returns the groups of a numbered line that is too long for a heading
// and yet only names a permission, with the text about it below.
func (r *permReader) title(i int) []privacy.Group {
	b := &r.d.blocks[i]
	if r.o.numbers[i].style == "" || width(b.text) > 160 || endsSentence(b.text) || len(r.o.of(i)) > 1 || i+1 >= len(r.d.blocks) ||
		r.d.blocks[i+1].kind != paragraph || r.d.blocks[i+1].group != b.group || r.o.numbers[i+1].style != "" {
		return nil
	}
	v := view(&sentence{text: b.text, p: passage{text: b.text}})
	var groups []privacy.Group
	for _, m := range v.mentions {
		for _, n := range m.names {
			if n.kind == nameStrong && !hasGroup(groups, n.group) {
				groups = append(groups, n.group)
			}
		}
	}
	return groups
}

// permissionList reports whether block i stands in a list of permissions: the
// sentence that leads into it or the heading above speaks of permissions.
func (r *permReader) permissionList(i int) bool {
	if s := r.o.of(i)[0]; s.lead != nil {
		t := withoutQuoted(s.lead.text)
		v := view(&sentence{text: t, p: passage{text: t}})
		return (v.ofPermissions() || r.device[r.o.in[i]] && asksDevice(t)) && !v.has(cueNegation)
	}
	if r.o.in[i] != nil && r.permIn[r.o.in[i]] {
		return true
	}
	return r.d.rows.lines[i].label != "" && r.inRun(i)
}

// heading names the groups of a heading that speaks of a permission.
func (r *permReader) heading(v *sentenceView) {
	if r.asks(v) {
		return
	}
	named := v.mentions
	if v.has(cueRefuse | cueNegation) {
		named = nil // "if you say no to the camera"
	}
	for _, m := range named {
		for _, n := range m.names {
			if n.kind == nameStrong || n.kind >= nameNoun && (r.permIn[v.section] || v.has(cuePerm)) || v.has(cuePerm) && v.nearPerm(m) {
				r.name(v, m, n)
			}
		}
	}
	for _, g := range r.titled[v.section] {
		f, q := r.of(g), r.claim(v.all())
		if !f.named.ends(q) {
			f.titled.add(q)
			r.wider(f, v, g)
		}
	}
	if v.has(cuePermClass) && v.has(cueConsent) && len(v.mentions) == 0 {
		r.general(v)
	}
}

// labelled reads the first sentence of a labelled item: the label names the
// groups, what follows says what for.
func (r *permReader) labelled(v *sentenceView, i int, groups []privacy.Group) {
	at := 0
	value := v.tells(0) // a bare name has nothing behind it
	if l := r.d.rows.lines[i]; l.labelled.label != "" {
		at, value = runeAt(v.f, l.rest), true
	}
	denied := v.between(cueNegation, at, len(v.f.runes)) && !v.has(cueCondition) && !v.between(cueAccess, 0, max(at-1, 0)) && r.refuses(v, at)
	for _, g := range groups {
		f := r.of(g)
		if denied {
			f.denied.add(r.claim(v.all()))
			continue
		}
		end := len(v.f.runes)
		f.named.add(r.claim(v.quote(0, end)))
		f.firmNamed = true
		r.wider(f, v, g)
	}
	if !denied {
		r.elements(v, groups, at, value)
	}
}

// refuses reports whether what follows a label is only that it is not used.
func (r *permReader) refuses(v *sentenceView, at int) bool {
	if v.between(cueNegation, at, len(v.f.runes)) && v.between(cueAccess, at, len(v.f.runes)) && v.between(cueAnaphor, at, len(v.f.runes)) && len(v.f.runes)-at < 60 {
		return true // "we never request this permission"
	}
	return bareDenials[strings.Trim(string(v.f.runes[at:]), " .。")]
}

var bareDenials = phraseSet("bare denial")

func (r *permReader) claim(q evidence.Quote) evidence.Quote {
	return r.d.quotes(q)[0]
}

func (r *permReader) of(g privacy.Group) *groupFinding {
	f := r.found[g]
	if f == nil {
		f = &groupFinding{}
		r.found[g] = f
	}
	return f
}

func (f *groupFinding) refuse(q evidence.Quote) {
	f.refusal.add(q)
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
