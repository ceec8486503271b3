// Package sdk reads the SDKs a document declares: rows of tables, blocks of labels
// and values, list items and sentences.
package sdk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// rowReader finds the SDK rows of a document and remembers what they are made
// of, so that nothing of it is read again as a statement of the first party.
type rowReader struct {
	*sentence.RowMarks
	d     *sentence.Text
	o     *sentence.Outline
	names words.SDKNames
	sdks  []policy.SDK

	list struct { // that of the list item asked for last
		item     int
		policies bool // it is one of links to policies
	}
}

// Rows reads the SDK rows of a document, and marks in d what they are made
// of.
func Rows(d *sentence.Text, names words.SDKNames) []policy.SDK {
	d.Rows = &sentence.RowMarks{Owned: map[int]bool{}, Cells: map[[2]int]bool{}, More: map[int][]sentence.LineKind{}}
	r := &rowReader{RowMarks: d.Rows, d: d, o: d.Outline, names: names}
	r.list.item = -1
	r.Lines = make([]sentence.LineKind, len(d.Blocks))
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == document.Table {
			continue
		}
		if all := sentence.SplitFields(&b.Passage); len(all) > 1 {
			r.Lines[i] = all[0]
			r.More[i] = all[1:]
		} else if l, ok := sentence.SplitLabel(&b.Passage); ok {
			r.Lines[i] = sentence.LineKind{Field: sentence.FieldOf(l.Label), Labelled: l}
		} else if f := r.announces(i); f != "" {
			r.Lines[i].Field = f
		}
	}
	r.partyNames()
	r.openingNames()
	r.freeLabels()
	for i := 0; i < len(d.Blocks); {
		switch {
		case d.Blocks[i].Kind == document.Table:
			r.table(i)
			i++
		case r.enumerated(i):
			i++
		case r.startsRow(i):
			i = r.block(i)
		default:
			r.listed(i)
			i++
		}
	}
	return withoutMentions(r.sdks)
}

// withoutMentions drops rows that are a name alone where another row tells of
// the same SDK.
func withoutMentions(rows []policy.SDK) []policy.SDK {
	told := map[string]bool{}
	for i := range rows {
		if !isMention(&rows[i]) {
			told[rowKey(&rows[i])] = true
		}
	}
	return slices.DeleteFunc(rows, func(x policy.SDK) bool { return isMention(&x) && told[rowKey(&x)] })
}

// isMention reports whether a row has no field.
func isMention(x *policy.SDK) bool {
	return x.Purpose == nil && x.Method == nil && x.Scope == nil && x.Institution == nil && x.Website == nil && x.PrivacyURL == nil && x.Contact == nil && x.Scene == nil && x.Permissions == nil
}

// announces returns the field that the last sentence of a paragraph announces
// with a colon and nothing behind it: "X SDK收集使用的个人信息包括：".
func (r *rowReader) announces(i int) string {
	ss := r.o.Of(i)
	if len(ss) < 2 || r.o.Opens[i] {
		return ""
	}
	last := ss[len(ss)-1].Text
	if !strings.HasSuffix(last, "：") && !strings.HasSuffix(last, ":") || language.Width(last) > 80 || !sentence.MentionsSDK(last) {
		return ""
	}
	return sentence.GuessField(last)
}

// keep adds a finished row.
func (r *rowReader) keep(id rule.ID, d *draft) {
	r.add(id, d)
	for _, i := range d.source {
		r.Owned[i] = true
	}
}

// startsRow reports whether block i carries a field of an SDK row, so that a
// row may begin there or at the title above it.
func (r *rowReader) startsRow(i int) bool {
	f := r.Lines[i].Field
	return f != "" && f != words.FieldOther
}

// block reads the run of labelled lines that starts at i: one row or several.
// It returns the block behind the run.
func (r *rowReader) block(i int) int {
	var d *draft
	field := ""
	finish := func() {
		if d != nil && r.accept(d) {
			r.keep(rule.RowLabels, d)
		}
		d, field = nil, ""
	}
	floor := i // blocks before it are not looked at again for a title
	for floor > 0 && floor > i-4 && !r.Owned[floor-1] {
		floor--
	}
	j := i
	for ; j < len(r.d.Blocks); j++ {
		line := r.Lines[j]
		if line.Field == "" && d != nil && !r.continues(d, field, j) {
			line.Field = r.looseField(d, j)
		}
		switch {
		case r.d.Blocks[j].Kind == document.Table, d != nil && d.has(words.FieldPurpose) && r.tellsOfPermission(j):
			finish()
			return j
		case line.Field == words.FieldName && line.Value.Text != "":
			finish()
			d = newDraft(line.Value, j)
			d.source = append(d.source, j)
			r.addMore(d, j)
			floor = j + 1
		case line.Field == words.FieldOther && d != nil:
			d.platformOf(&line)
			r.addMore(d, j)
			d.source = append(d.source, j)
			field = ""
		case line.Field != "" && line.Field != words.FieldOther:
			if d == nil || r.titleBetween(d, j) {
				finish()
				if d = r.titled(j, floor); d == nil {
					return max(j, i) + 1
				}
			}
			field, d.label = line.Field, j
			if line.Label == "" {
				// The paragraph that announces a list says what the SDK does.
				d.intro(&r.d.Blocks[j].Passage, r.o.Of(j))
			}
			d.add(field, line.Value)
			r.addMore(d, j)
			d.source = append(d.source, j)
			floor = j + 1
		case d != nil && field != "" && r.below(d, j):
			d.add(field, r.d.Blocks[j].Passage)
			d.source = append(d.source, j)
			floor = j + 1
		case d != nil && !r.isTitle(j) && r.continues(d, field, j):
			d.add(field, r.d.Blocks[j].Passage)
			d.source = append(d.source, j)
			floor = j + 1
		default:
			if !r.fieldAhead(j) {
				finish()
				return j
			}
			if r.isTitle(j) {
				finish()
			}
		}
	}
	finish()
	return j
}

// tellsOfPermission reports whether block j is a line about a permission by
// itself: its name and what it is for.
func (r *rowReader) tellsOfPermission(j int) bool {
	l := &r.Lines[j]
	return l.Field == words.FieldPermissions && len(sentence.LabelGroups(l.Value.Text)) > 0 &&
		slices.ContainsFunc(r.More[j], func(x sentence.LineKind) bool { return x.Field == words.FieldPurpose })
}

// addMore adds the further fields on the line of block j.
func (r *rowReader) addMore(d *draft, j int) {
	for _, x := range r.More[j] {
		if x.Field != words.FieldOther && x.Field != words.FieldName {
			d.add(x.Field, x.Value)
		}
		d.platformOf(&x)
	}
}

// platformOf takes the platforms that a line says a row is for.
func (d *draft) platformOf(l *sentence.LineKind) {
	if l.Field == words.FieldOther && len(d.platforms) == 0 {
		d.platforms = sentence.OnlyPlatforms(l.Value.Text)
	}
}

// fieldAhead reports whether a labelled line stands within the next blocks,
// before the text goes on to something else.
func (r *rowReader) fieldAhead(j int) bool {
	for k := j + 1; k < len(r.Lines) && k <= j+3; k++ {
		if r.d.Blocks[k].Kind == document.Table {
			return false
		}
		if r.startsRow(k) {
			return true
		}
	}
	return false
}

// titleBetween reports whether a title stands between the last line of a row
// and block j, or j repeats a field in the same language so that another row
// must have begun.
func (r *rowReader) titleBetween(d *draft, j int) bool {
	last := d.source[len(d.source)-1]
	for k := last + 1; k < j; k++ {
		if r.isTitle(k) {
			return true
		}
	}
	return false
}

// titled starts a row whose name is the nearest title above block j.
func (r *rowReader) titled(j, floor int) *draft {
	for k := j - 1; k >= floor && k >= j-4; k-- {
		if r.d.Blocks[k].Kind == document.Table {
			return nil
		}
		if r.isTitle(k) {
			d := newDraft(r.d.Blocks[k].Passage, k)
			for b := k; b < j; b++ {
				d.source = append(d.source, b)
				d.platformOf(&r.Lines[b])
			}
			return d
		}
	}
	return nil
}

// isTitle reports whether a block can be the name of an SDK that stands above
// its fields.
func (r *rowReader) isTitle(k int) bool {
	b := &r.d.Blocks[k]
	if b.Kind == document.Table || b.Text == "" || language.Width(b.Text) > 90 || r.Lines[k].Field != "" {
		return false
	}
	if r.o.Opens[k] {
		return true
	}
	t := b.Text[r.o.Numbers[k].Length:]
	if language.EndsClause(t) || language.EndsSentence(t) || strings.Contains(t, "。") {
		return false
	}
	return b.IsBold() || b.Kind == document.ListItem && language.Width(t) <= 60 || r.o.Numbers[k].Style != "" || sentence.MentionsSDK(t) || r.names.ResolveName(t) != ""
}

// continues reports whether block j goes on with the value of the last field:
// the value was announced with nothing behind the colon, or it is a list.
func (r *rowReader) continues(d *draft, field string, j int) bool {
	if field == "" {
		return false
	}
	b := &r.d.Blocks[j]
	last := d.source[len(d.source)-1]
	if last != j-1 {
		return false
	}
	prev := &r.d.Blocks[last]
	switch {
	case !d.has(field):
		return true
	case r.o.Numbers[j].Style != "" && (r.o.Numbers[j].Style == d.style || d.style == ""):
		d.style = r.o.Numbers[j].Style
		return true
	case b.Kind == document.ListItem && prev.Kind == document.ListItem && b.Level > 1:
		return true
	}
	return b.Group == prev.Group && !language.EndsSentence(prev.Text) && language.Width(prev.Text) > 40
}

// below reports whether block j is an item of the list that stands below the
// label read last.
func (r *rowReader) below(d *draft, j int) bool {
	label, b := &r.d.Blocks[d.label], &r.d.Blocks[j]
	return b.Kind == document.ListItem && label.Kind == document.ListItem && b.Level > label.Level && d.source[len(d.source)-1] == j-1
}

// accept reports whether a draft is an SDK row and not a list of permissions,
// functions or kinds of data that is laid out like one.
func (r *rowReader) accept(d *draft) bool {
	fields := 0
	for f := range d.fields {
		if f != words.FieldOther && f != words.FieldContact {
			fields++
		}
	}
	if fields == 0 || d.name.Text == "" || sentence.IsFill(d.name.Text) {
		return false
	}
	name, _ := splitName(&d.name)
	if r.names.ResolveName(name.Text) != "" || sentence.MentionsSDK(name.Text) {
		return true
	}
	if d.title >= 0 && r.Lines[d.title].Field == words.FieldName && namesSDK(r.Lines[d.title].Label) {
		return true
	}
	if language.Width(name.Text) > 60 || len(words.GroupsNamed(name.Text)) > 0 || newView(&sentence.Sentence{Text: name.Text, Passage: name}).Has(words.CuePerm|words.CuePermClass) {
		return false // the title of a list of permissions
	}
	about := r.context(d.title)
	strong := d.has(words.FieldInstitution) || d.has(words.FieldWebsite) || d.has(words.FieldPrivacyURL) || d.has(words.FieldMethod)
	return about == sentence.AboutSDKs && (strong || fields >= 2) || about == sentence.AboutPartners && (strong && fields >= 2 || d.has(words.FieldPrivacyURL))
}

// enumerated reads a line whose label speaks of SDKs and whose value is nothing
// but their names: 接入的第三方SDK：友盟、极光推送. It reports whether block i is one.
func (r *rowReader) enumerated(i int) bool {
	l := &r.Lines[i]
	b := &r.d.Blocks[i]
	if l.Label == "" || l.Value.Text == "" || r.o.Opens[i] || !sentence.SpeaksOfSDKs(l.Label) || l.Field == words.FieldInstitution {
		return false
	}
	if i+1 < len(r.Lines) && r.startsRow(i+1) && r.Lines[i+1].Field != words.FieldName {
		return false // the name of a row that tells more of it
	}
	if v := newView(&sentence.Sentence{Text: l.Value.Text, Passage: l.Value}); v.Has(words.CueCollect | words.CueAccess | words.CueSubject | words.CuePurpose) {
		return false // a sentence, not names
	}
	parts := cutNames(&l.Value)
	known := 0
	for k := range parts {
		if language.Width(parts[k].Text) > maxName {
			return false
		}
		if r.isSDK(parts[k].Text) {
			known++
		}
	}
	if len(parts) < 2 || known*2 < len(parts) || r.isSDK(l.Label) && r.names.ResolveName(l.Label) != "" {
		return false
	}
	for k := range parts {
		d := newDraft(parts[k], i)
		r.put(rule.RowEnumeration, d.sdk(r.d, r.names))
	}
	r.Owned[i] = b.Kind != document.Table
	return true
}

// cutNames cuts an enumeration into its members.
func cutNames(p *document.Passage) []document.Passage {
	var out []document.Passage
	start, depth := 0, 0
	put := func(end int) {
		part := p.Slice(start, end)
		if t := strings.Trim(part.Text, " 。.;；“”\""); t != "" {
			at := strings.Index(part.Text, t)
			out = append(out, part.Slice(at, at+len(t)))
		}
	}
	for i, c := range p.Text {
		size := utf8.RuneLen(c)
		switch c {
		case '(', '（':
			depth++
		case ')', '）':
			depth--
		case '、', '，', ',', '；', ';', '和', '及':
			if depth == 0 && i >= start {
				put(i)
				start = i + size
			}
		case ' ':
			for _, w := range []string{" and ", " or "} {
				if depth == 0 && i >= start && strings.HasPrefix(p.Text[i:], w) {
					put(i)
					start = i + len(w)
				}
			}
		}
	}
	put(len(p.Text))
	return out
}

// listed reads a list item "Name: what it does", or a name alone, in a list of
// SDKs or services.
func (r *rowReader) listed(i int) {
	b := &r.d.Blocks[i]
	if b.Kind != document.ListItem && r.o.Numbers[i].Style == "" && !r.bareName(i) || b.Text == "" || r.o.Opens[i] || len(r.o.Of(i)) == 0 {
		return
	}
	l, ok := sentence.SplitLabel(&b.Passage)
	about := r.context(i)
	if about == sentence.AboutNothing && !(ok && r.introducesSDK(i, &l)) || i+1 < len(r.Lines) && r.startsRow(i+1) {
		return
	}
	name := b.Slice(r.o.Numbers[i].Length, len(b.Text))
	if ok && (strings.ContainsAny(l.Label, "，。") || namesAgain(&l)) {
		ok = false // a sentence
	}
	if ok {
		at := strings.Index(b.Text[l.Start:], l.Label)
		name = b.Slice(l.Start+at, l.Start+at+len(l.Label))
	}
	if l2, cut := r.nameFirst(&name); !ok && cut {
		ok, l = true, l2
		name = name.Slice(0, len(l.Label))
	}
	if language.Width(name.Text) > 60 || language.EndsClause(name.Text) || len(quotedNames(name.Text)) > 0 || len(r.o.Of(i)) > 1 && !ok {
		return
	}
	id := r.names.ResolveName(name.Text)
	// A list of dependencies names every library; elsewhere the name tells.
	if id == "" && !sentence.MentionsSDK(name.Text) && !(about == sentence.AboutSDKs && ok && r.isNameList(i)) {
		return
	}
	d := newDraft(name, i)
	d.source = []int{i}
	if ok && !d.takeApart(&l.Value) {
		d.saysWhat(&l.Value)
		d.describe(&l.Value)
	}
	if len(b.Links) > 0 && !ok {
		if isPrivacyAddress(b.Links[0].URL) || r.leadsToPolicies(i) {
			d.add(words.FieldPrivacyURL, b.Slice(b.Links[0].Start, b.Links[0].End))
		} else {
			d.add(words.FieldWebsite, b.Slice(b.Links[0].Start, b.Links[0].End))
		}
	}
	r.keep(rule.RowListItem, d)
}

// namesAgain reports whether the value behind a name names it again, as a
// sentence by itself does: 友盟SDK：我们使用友盟SDK统计….
func namesAgain(l *sentence.Labelled) bool {
	return sentence.MentionsSDK(l.Label) && strings.Contains(l.Value.Text, strings.TrimSpace(language.WithoutBrackets(l.Label)))
}

// nameFirst cuts an item after the name of an SDK that it begins with, where
// what is said of it follows without a colon.
func (r *rowReader) nameFirst(p *document.Passage) (sentence.Labelled, bool) {
	cut := r.nameBeforeComma(p)
	if cut == 0 {
		cut = r.nameBeforeVerb(p)
	}
	if cut == 0 || newView(&sentence.Sentence{Text: p.Text[:cut], Passage: p.Slice(0, cut)}).Has(words.CueFeature|words.CueNegation|words.CueCondition) {
		return sentence.Labelled{}, false // what somebody does with one
	}
	return sentence.Labelled{Label: p.Text[:cut], Value: p.Slice(cut+language.CommaLength(p.Text[cut:]), len(p.Text))}, true
}

// nameBeforeComma returns the length of the name of an SDK that a text begins
// with, where what it is for follows behind a comma: 友盟SDK，用于统计; 0 for none.
func (r *rowReader) nameBeforeComma(p *document.Passage) int {
	i := strings.IndexAny(p.Text, "，,")
	if i <= 0 || language.Width(p.Text[:i]) > maxName || !r.isSDK(p.Text[:i]) {
		return 0
	}
	rest := p.Slice(i+language.CommaLength(p.Text[i:]), len(p.Text))
	if f, _, _ := opens(&rest); f == "" {
		return 0
	}
	return i
}

// purposeOpeners begin what says what an SDK is for.
var purposeOpeners = words.PhraseList("opens a purpose")

// describe reads what a list item says of an SDK behind its name: labelled
// parts, addresses, and first of all what it is for.
func (d *draft) describe(p *document.Passage) {
	for _, part := range partsOf(p) {
		if sentence.SaysNone(part.Text) {
			continue
		}
		if l, ok := sentence.SplitLabel(&part); ok {
			if f := sentence.FieldOf(l.Label); f != "" && f != words.FieldName {
				if f != words.FieldOther {
					d.add(f, l.Value)
				}
				continue
			}
		}
		at, n := FindAddress(part.Text)
		if before := strings.Trim(part.Text[:at], " .,;:：；，。（("); n > 0 && before != "" && !mentionsPolicy(before) && !d.has(words.FieldPurpose) {
			d.add(words.FieldPurpose, part.Slice(0, at))
		}
		switch {
		case n > 0 && (isPrivacyAddress(part.Text[at:at+n]) || mentionsPolicy(part.Text)):
			d.add(words.FieldPrivacyURL, part)
		case n > 0 && at == 0:
			d.add(words.FieldWebsite, part)
		case len(part.Links) > 0 && mentionsPolicy(part.Text):
			d.add(words.FieldPrivacyURL, part)
		case !d.has(words.FieldScope) && listsItems(part.Text):
			d.add(words.FieldScope, part)
		case !d.has(words.FieldPurpose) && !d.said(&part):
			d.add(words.FieldPurpose, part)
		}
	}
}

// listsItems reports whether a text behind a name is a list of personal
// information and says nothing of what for.
func listsItems(t string) bool {
	if len(clause.ScopeItems(t)) < 2 {
		return false
	}
	v := newView(&sentence.Sentence{Text: t, Passage: document.Passage{Text: t}})
	return !v.Has(words.CuePurpose) && len(words.FindTerms(t, true)) > 1
}

// introducesSDK reports whether a labelled item is about an SDK by itself: its
// label is the name of one, set off as a name, and its value says who provides
// it, what it is used for or what it collects.
func (r *rowReader) introducesSDK(i int, l *sentence.Labelled) bool {
	if r.names.ResolveName(l.Label) == "" || !r.isNameList(i) && !quoted(r.d.Blocks[i].Text[l.Start:l.Rest]) {
		return false
	}
	v := newView(&sentence.Sentence{Text: l.Value.Text, Passage: l.Value})
	return v.Has(words.CuePurpose|words.CueCollect) || v.provider(0).End > 0
}

// quoted reports whether a text holds quotation marks.
func quoted(t string) bool { return strings.ContainsAny(t, "“”\"「」") }

// saysWhat reads what running text behind a name says of the SDK: who provides
// it, what it is for and what it collects.
func (d *draft) saysWhat(p *document.Passage) {
	v := newView(&sentence.Sentence{Text: p.Text, Passage: *p})
	by := v.provider(0)
	if by.End == by.Start {
		return
	}
	if !d.has(words.FieldInstitution) {
		d.add(words.FieldInstitution, trimQuotes(p, by))
	}
	if s := v.sdkPurpose(sentence.NamedSDK{}); s.End > s.Start && !d.has(words.FieldPurpose) {
		d.add(words.FieldPurpose, trimQuotes(p, s))
	}
	for _, c := range v.Cues() {
		if c.Kind&words.CueCollect == 0 || c.Start < language.RuneAt(v.Folded, by.End)+4 || d.has(words.FieldScope) {
			continue
		}
		from := v.Folded.EndOffset(v.Text, c.End)
		if terms := words.FindTerms(v.Text[from:], true); len(terms) > 0 {
			d.add(words.FieldScope, p.Slice(from+terms[0].Start, from+terms[len(terms)-1].End))
		}
	}
}

// said reports whether a part of a description is what saysWhat takes apart.
func (d *draft) said(p *document.Passage) bool {
	v := newView(&sentence.Sentence{Text: p.Text, Passage: *p})
	by := v.provider(0)
	return by.End > by.Start
}

// trimQuotes returns a part of a passage without quotation marks around it.
func trimQuotes(p *document.Passage, s document.Span) document.Passage {
	t := p.Text[s.Start:s.End]
	start := s.Start + len(t) - len(strings.TrimLeft(t, " “”\"「"))
	end := s.Start + len(strings.TrimRight(t, " “”\"」"))
	return p.Slice(start, max(start, end))
}

// partsOf cuts the text of a list item into its sentences and the parts
// between semicolons.
func partsOf(p *document.Passage) []document.Passage {
	var out []document.Passage
	cutter := sentence.NewPartCutter(p)
	for _, s := range sentence.CutSentences(p.Text) {
		start := s.Start
		for i, r := range p.Text[s.Start:s.End] {
			if r == '；' || r == ';' {
				out = append(out, cutter.Slice(start, s.Start+i))
				start = s.Start + i + len(string(r))
			}
		}
		out = append(out, cutter.Slice(start, s.End))
	}
	return out
}

func mentionsPolicy(t string) bool {
	low := strings.ToLower(t)
	return strings.Contains(low, "privacy") || strings.Contains(t, "隐私")
}

// isNameList reports whether the label of list item i is set off as a name.
func (r *rowReader) isNameList(i int) bool {
	b := &r.d.Blocks[i]
	return len(b.Bold) > 0 && b.Bold[0].Start <= r.o.Numbers[i].Length+1
}

// leadsToPolicies reports whether the list that item i stands in is one of
// links to privacy policies.
func (r *rowReader) leadsToPolicies(i int) bool {
	if s := r.o.Of(i)[0]; s.Lead != nil {
		return mentionsPolicy(s.Lead.Text)
	}
	for k := i - 1; ; k-- {
		switch {
		case k == r.list.item: // goes on with the list of the item asked for before
		case k >= 0 && r.d.Blocks[k].Kind == document.ListItem:
			continue
		default:
			r.list.policies = k >= 0 && mentionsPolicy(r.d.Blocks[k].Text)
		}
		r.list.item = i
		return r.list.policies
	}
}

func isPrivacyAddress(url string) bool {
	u := strings.ToLower(url)
	return strings.Contains(u, "privacy") || strings.Contains(u, "policy") || strings.Contains(u, "policies") || strings.Contains(u, "legal") || strings.Contains(u, "agreement") || strings.Contains(u, "terms")
}
