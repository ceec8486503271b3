// Package sdk reads the SDKs a document declares: rows of tables, blocks of labels
// and values, list items and sentences.
package sdk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
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
	if language.Width(name.Text) > 60 || len(words.GroupsNamed(name.Text)) > 0 || holdsCue(name, words.CuePerm|words.CuePermClass) {
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
