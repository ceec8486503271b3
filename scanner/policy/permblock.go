package policy

import (
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/privacy"
)

// field reads a line "label: value" whose label is that of a column of a
// permission table: 权限名称：相机 opens a block, 使用目的：… below it or below
// the title of a permission tells of it.
func (r *permReader) field(i int) bool {
	line := &r.d.rows.lines[i]
	column := r.columnAt(i)
	if column == "" {
		return false
	}
	if column == "group" {
		if v := view(&sentence{text: line.label, p: passage{text: line.label}}); v.has(cueNegation | cueSubject) {
			return false // "we never ask for these permissions: …"
		}
		name, rest := firstPart(&line.value)
		groups := labelGroups(name.text)
		if len(groups) == 0 || len(groups) > 4 || width(name.text) > 60 {
			return false
		}
		r.entitle(groups, &name)
		r.last = r.newTopic(groups, i)
		r.fields(rest, groups)
		return true
	}
	groups := r.above(i)
	if groups == nil {
		return false
	}
	value, rest := firstPart(&line.value)
	if len(rest) == 0 || columnOfLabel(&rest[0]) == "" {
		value, rest = line.value, nil
	}
	r.fieldValue(value, column, groups)
	r.fields(rest, groups)
	for k := range r.d.rows.more[i] {
		x := &r.d.rows.more[i][k]
		r.fieldValue(x.value, columnOf(x.label), groups)
	}
	return true
}

// columnAt returns what the label of block i says of a permission, "" where it
// has none or names a permission itself.
func (r *permReader) columnAt(i int) string {
	if r.o.opens[i] || r.d.blocks[i].kind == tableBlock {
		return ""
	}
	label := r.d.rows.lines[i].label
	if label == "" || len(groupsNamed(label)) > 0 {
		return ""
	}
	return columnOf(label)
}

// above returns the groups that a field at block i tells of: those of the
// label or title above it.
func (r *permReader) above(i int) []privacy.Group {
	if r.last.label {
		return r.last.groups
	}
	if s := r.o.in[i]; s != nil && r.titled[s] != nil {
		return r.titled[s]
	}
	return nil
}

// newTopic is the matter of a label at block i.
func (r *permReader) newTopic(groups []privacy.Group, i int) topic {
	t := topic{groups: groups, block: i, label: true}
	if b := &r.d.blocks[i]; b.kind == listItem {
		t.level = b.level
	}
	return t
}

// entitle records that a label, title or cell names groups.
func (r *permReader) entitle(groups []privacy.Group, p *passage) {
	v := view(&sentence{text: p.text, p: *p})
	for _, g := range groups {
		f := r.of(g)
		f.named.add(r.claim(p.whole()))
		f.firmNamed = true
		r.wider(f, v, g)
	}
}

// fields reads further parts of a line, each "label: value" or a remark.
func (r *permReader) fields(parts []passage, groups []privacy.Group) {
	for k := range parts {
		column, value := columnOfLabel(&parts[k]), parts[k]
		if column != "" {
			l, _ := splitLabel(&parts[k])
			value = l.value
		}
		r.fieldValue(value, column, groups)
	}
}

func (r *permReader) fieldValue(v passage, column string, groups []privacy.Group) {
	if v.text == "" || saysNone(v.text) || isFill(v.text) {
		return
	}
	if column == "purpose" {
		column = "use"
	}
	r.tableCell(&cell{passage: v}, column, groups)
}

func columnOfLabel(p *passage) string {
	if l, ok := splitLabel(p); ok {
		return columnOf(l.label)
	}
	return ""
}

// firstPart cuts a value at semicolons and bars.
func firstPart(p *passage) (first passage, rest []passage) {
	start, cutter := 0, newPartCutter(p)
	var parts []passage
	for i, c := range p.text {
		if c == '；' || c == ';' || c == '|' {
			parts = append(parts, cutter.slice(start, i))
			start = i + len(string(c))
		}
	}
	if start < len(p.text) {
		parts = append(parts, cutter.slice(start, len(p.text)))
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
		b := &r.d.blocks[k]
		if b.kind == tableBlock || r.o.opens[k] || r.d.rows.owned[k] {
			return false
		}
		if l := &r.d.rows.lines[k]; l.label != "" && l.value.text != "" {
			continue
		}
		ss := r.o.of(k)
		if len(ss) == 0 || !introduces(ss[len(ss)-1]) {
			return false
		}
		t := withoutQuoted(ss[len(ss)-1].text)
		v := view(&sentence{text: t, p: passage{text: t}})
		return v.ofPermissions() && !v.has(cueNegation|cueThird)
	}
	return false
}

// fieldsBelow reports whether the lines below block i are fields that only the
// description of a permission has: what happens without it, how it is asked.
func (r *permReader) fieldsBelow(i int) bool {
	for k := i + 1; k < len(r.d.blocks) && k <= i+5; k++ {
		switch column := r.columnAt(k); {
		case r.d.rows.owned[k] || r.d.rows.lines[k].label == "":
			return false
		case column == "refusal" || column == "consent" || column == "closable":
			return true
		case column == "" && fieldOf(r.d.rows.lines[k].label) == "":
			return false
		}
	}
	return false
}

// opensBody reports whether a sentence is the first below the title of a
// permission, and says more than that it is asked for.
func (r *permReader) opensBody(v *sentenceView) bool {
	if v.section == nil || r.titled[v.section] == nil || v.at == 0 || !r.o.sentences[v.at-1].heading {
		return false
	}
	return !v.has(cueNegation|cueConsent) && v.tells(0)
}

// detail reads a list item below the label of a permission: what it is for, or
// what happens without it.
func (r *permReader) detail(v *sentenceView) {
	r.elements(v, r.last.groups, 0, !v.has(cueNegation|cueConsent))
}

// titleGroups returns the groups that a short title inside a section about
// permissions names, nil where it says more than that.
func titleGroups(title string) []privacy.Group {
	t := title[numberOf(title).length:]
	if width(t) > 60 {
		return nil
	}
	groups := labelGroups(t)
	if len(groups) == 0 || len(groups) > 4 {
		return nil
	}
	core := withoutBrackets(t)
	v := view(&sentence{text: core, p: passage{text: core}})
	if v.has(cueRefuse|cueCondition|cueNegation|cueConsequence|cueThird) || v.tells(0) && len(loneGroup(core)) == 0 {
		return nil
	}
	return groups
}

// labelGroups returns the groups that a label of a permission names. Standing
// alone, a word that is too common in running text ("phone") names one too.
func labelGroups(text string) []privacy.Group {
	if groups := groupsNamed(text); len(groups) > 0 {
		return groups
	}
	return loneGroup(withoutBrackets(text))
}

func loneGroup(text string) []privacy.Group {
	if g, ok := loneNames()[labelKey(text)]; ok {
		return []privacy.Group{g}
	}
	return nil
}

// loneNames are the weak names of all groups, and the names of permissions
// without that word, as whole labels.
var loneNames = sync.OnceValue(func() map[string]privacy.Group {
	names := map[string]privacy.Group{}
	for _, id := range privacy.Groups() {
		for _, n := range privacy.LookupGroup(id).Weak {
			if k := labelKey(n); names[k] == "" {
				names[k] = id
			}
		}
	}
	for _, id := range privacy.Groups() {
		for _, m := range privacy.LookupGroup(id).Members {
			for _, n := range append(m.NamesEN[:len(m.NamesEN):len(m.NamesEN)], m.NamesZH...) {
				core, en := strings.CutSuffix(n, " permission")
				core, zh := strings.CutSuffix(core, "权限")
				if k := labelKey(core); (en || zh) && k != "" && names[k] == "" {
					names[k] = id
				}
			}
		}
	}
	return names
})

// withoutBrackets drops what stands in brackets.
func withoutBrackets(t string) string {
	var b strings.Builder
	depth := 0
	for _, c := range t {
		switch c {
		case '(', '（', '[', '【':
			depth++
		case ')', '）', ']', '】':
			depth = max(depth-1, 0)
			continue
		}
		if depth == 0 {
			b.WriteRune(c)
		}
	}
	return strings.TrimSpace(b.String())
}

// ofPermissions reports whether a title or lead speaks of permissions, one by
// one or as a class.
func (v *sentenceView) ofPermissions() bool {
	for _, c := range v.cues() {
		if c.kind&cuePerm != 0 {
			return true
		}
		if c.kind&cuePermClass != 0 {
			if t := string(v.f.runes[c.start:c.end]); strings.Contains(t, "permission") || strings.Contains(t, "权限") {
				return true
			}
		}
	}
	return false
}

// tells reports whether the runes from one on say more than the names of
// permissions and the words of asking for them.
func (v *sentenceView) tells(from int) bool {
	rest := append([]rune(nil), v.f.runes...)
	blank := func(start, end int) {
		for j := start; j < end; j++ {
			rest[j] = '，'
		}
	}
	for _, m := range v.mentions {
		blank(m.start, m.end)
	}
	for _, c := range v.cues() {
		if c.kind&(cuePerm|cueAccess|cueSubject|cueConsent|cueAnaphor) != 0 {
			blank(c.start, c.end)
		}
	}
	han, words, word := 0, 0, 0
	for _, c := range append(rest[min(from, len(rest)):], ' ') {
		switch {
		case isHan(c):
			han++
		case isWord(c):
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
