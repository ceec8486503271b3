package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// field reads a line "label: value" whose label is that of a column of a
// permission table: 权限名称：相机 opens a block, 使用目的：… below it or below
// the title of a permission tells of it.
func (r *permReader) field(i int) bool {
	line := &r.d.Rows.Lines[i]
	column := r.columnAt(i)
	if column == "" {
		return false
	}
	if column == "group" {
		if v := newView(&sentence.Sentence{Text: line.Label, Passage: document.Passage{Text: line.Label}}); v.Has(words.CueNegation | words.CueSubject) {
			return false // "we never ask for these permissions: …"
		}
		name, rest := firstPart(&line.Value)
		groups := sentence.LabelGroups(name.Text)
		if len(groups) == 0 || len(groups) > 4 || language.Width(name.Text) > 60 {
			return false
		}
		r.entitle(groups, &name)
		r.last = r.newTopic(groups, i)
		r.fields(rest, groups)
		r.more(i, groups)
		return true
	}
	groups := r.above(i)
	if groups == nil {
		return false
	}
	value, rest := firstPart(&line.Value)
	if len(rest) == 0 || columnOfLabel(&rest[0]) == "" {
		value, rest = line.Value, nil
	}
	r.fieldValue(value, column, groups)
	r.fields(rest, groups)
	r.more(i, groups)
	return true
}

// more reads the further fields on the line of block i.
func (r *permReader) more(i int, groups []privacy.Group) {
	for k := range r.d.Rows.More[i] {
		x := &r.d.Rows.More[i][k]
		value, rest := firstPart(&x.Value)
		r.fieldValue(value, sentence.ColumnOf(x.Label), groups)
		r.fields(rest, groups)
	}
}

// columnAt returns what the label of block i says of a permission, "" where it
// has none or names a permission itself.
func (r *permReader) columnAt(i int) string {
	if r.o.Opens[i] || r.d.Blocks[i].Kind == document.Table {
		return ""
	}
	label := r.d.Rows.Lines[i].Label
	if label == "" || len(words.GroupsNamed(label)) > 0 {
		return ""
	}
	return sentence.ColumnOf(label)
}

// above returns the groups that a field at block i tells of: those of the
// label or title above it.
func (r *permReader) above(i int) []privacy.Group {
	if r.last.label {
		return r.last.groups
	}
	if s := r.o.In[i]; s != nil && r.titled[s] != nil {
		return r.titled[s]
	}
	return nil
}

// newTopic is the matter of a label at block i.
func (r *permReader) newTopic(groups []privacy.Group, i int) topic {
	t := topic{groups: groups, block: i, label: true}
	if b := &r.d.Blocks[i]; b.Kind == document.ListItem {
		t.level = b.Level
	}
	return t
}

// entitle records that a label, title or cell names groups.
func (r *permReader) entitle(groups []privacy.Group, p *document.Passage) {
	v := newView(&sentence.Sentence{Text: p.Text, Passage: *p})
	for _, g := range groups {
		f := r.of(g)
		r.put(&f.Named, rule.GroupEntry, g, "named", r.claim(p.Whole()))
		f.firmNamed = true
		r.wider(f, v, g)
	}
}

// fields reads further parts of a line, each "label: value" or a remark.
func (r *permReader) fields(parts []document.Passage, groups []privacy.Group) {
	for k := range parts {
		column, value := columnOfLabel(&parts[k]), parts[k]
		if column != "" {
			l, _ := sentence.SplitLabel(&parts[k])
			value = l.Value
		}
		r.fieldValue(value, column, groups)
	}
}

func (r *permReader) fieldValue(v document.Passage, column string, groups []privacy.Group) {
	if v.Text == "" || sentence.SaysNone(v.Text) || sentence.IsFill(v.Text) {
		return
	}
	if column == "purpose" {
		column = "use"
	}
	r.tableCell(&document.Cell{Passage: v}, column, groups)
}

func columnOfLabel(p *document.Passage) string {
	if l, ok := sentence.SplitLabel(p); ok {
		return sentence.ColumnOf(l.Label)
	}
	return ""
}

// firstPart cuts a value at semicolons and bars.
func firstPart(p *document.Passage) (first document.Passage, rest []document.Passage) {
	start, cutter := 0, sentence.NewPartCutter(p)
	var parts []document.Passage
	for i, c := range p.Text {
		if c == '；' || c == ';' || c == '|' {
			parts = append(parts, cutter.Slice(start, i))
			start = i + len(string(c))
		}
	}
	if start < len(p.Text) {
		parts = append(parts, cutter.Slice(start, len(p.Text)))
	}
	if len(parts) == 0 {
		return *p, nil
	}
	return parts[0], parts[1:]
}

// inRun reports whether a paragraph stands in a run of lines "label: value"
// that a sentence about permissions leads into.
func (r *permReader) inRun(i int) bool {
	for k := i - 1; k >= 0 && k > i-20; k-- {
		b := &r.d.Blocks[k]
		if b.Kind == document.Table || r.o.Opens[k] || r.d.Rows.Owned[k] {
			return false
		}
		if l := &r.d.Rows.Lines[k]; l.Label != "" && l.Value.Text != "" {
			continue
		}
		ss := r.o.Of(k)
		if len(ss) == 0 || !sentence.Introduces(ss[len(ss)-1]) {
			return false
		}
		t := withoutQuoted(ss[len(ss)-1].Text)
		v := newView(&sentence.Sentence{Text: t, Passage: document.Passage{Text: t}})
		return v.OfPermissions() && !v.Has(words.CueNegation|words.CueThird)
	}
	return false
}

// fieldsBelow reports whether the lines below block i are fields that only the
// description of a permission has: what happens without it, how it is asked.
func (r *permReader) fieldsBelow(i int) bool {
	for k := i + 1; k < len(r.d.Blocks) && k <= i+5; k++ {
		switch column := r.columnAt(k); {
		case r.d.Rows.Owned[k] || r.d.Rows.Lines[k].Label == "":
			return false
		case column == "refusal" || column == "consent" || column == "closable":
			return true
		case column == "" && sentence.FieldOf(r.d.Rows.Lines[k].Label) == "":
			return false
		}
	}
	return false
}

// opensBody reports whether a sentence is the first below the title of a
// permission, and says more than that it is asked for.
func (r *permReader) opensBody(v *view) bool {
	if v.Section == nil || r.titled[v.Section] == nil || v.At == 0 || !r.o.Sentences[v.At-1].Heading {
		return false
	}
	return !v.Has(words.CueNegation|words.CueConsent) && v.tells(0)
}

// detail reads a list item below the label of a permission: what it is for, or
// what happens without it.
func (r *permReader) detail(v *view) {
	r.elements(v, r.last.groups, 0, !v.Has(words.CueNegation|words.CueConsent))
}

// titleGroups returns the groups that a short title inside a section about
// permissions names, nil where it says more than that.
func titleGroups(title string) []privacy.Group {
	t := title[language.NumberOf(title).Length:]
	if language.Width(t) > 60 {
		return nil
	}
	groups := sentence.LabelGroups(t)
	if len(groups) == 0 || len(groups) > 4 {
		return nil
	}
	core := language.WithoutBrackets(t)
	v := newView(&sentence.Sentence{Text: core, Passage: document.Passage{Text: core}})
	if v.Has(words.CueRefuse|words.CueCondition|words.CueNegation|words.CueConsequence|words.CueThird) || v.tells(0) && len(sentence.LoneGroup(core)) == 0 {
		return nil
	}
	return groups
}

// OfPermissions reports whether a title or lead speaks of permissions, one by
// one or as a class.
func (v *view) OfPermissions() bool {
	for _, c := range v.Cues() {
		if c.Kind&words.CuePerm != 0 {
			return true
		}
		if c.Kind&words.CuePermClass != 0 {
			if t := string(v.Folded.Runes[c.Start:c.End]); strings.Contains(t, "permission") || strings.Contains(t, "权限") {
				return true
			}
		}
	}
	return false
}

// tells reports whether the runes from one on say more than the names of
// permissions and the words of asking for them.
func (v *view) tells(from int) bool {
	rest := append([]rune(nil), v.Folded.Runes...)
	blank := func(start, end int) {
		for j := start; j < end; j++ {
			rest[j] = '，'
		}
	}
	for _, m := range v.Mentions {
		blank(m.Start, m.End)
	}
	for _, c := range v.Cues() {
		if c.Kind&(words.CuePerm|words.CueAccess|words.CueSubject|words.CueConsent|words.CueAnaphor) != 0 {
			blank(c.Start, c.End)
		}
	}
	han, words, word := 0, 0, 0
	for _, c := range append(rest[min(from, len(rest)):], ' ') {
		switch {
		case language.IsHan(c):
			han++
		case language.IsWord(c):
			word++
			continue
		}
		if word > 3 {
			words++
		}
		word = 0
	}
	return han >= 3 || words >= 2
}
