package policy

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Fields of an SDK row that labels and columns name. fieldOther is a label
// that is known and of no interest here.
const (
	fieldName        = "name"
	fieldPurpose     = "purpose"
	fieldScene       = "scene"
	fieldMethod      = "method"
	fieldScope       = "scope"
	fieldPermissions = "permissions"
	fieldInstitution = "institution"
	fieldWebsite     = "website"
	fieldPrivacyURL  = "privacyUrl"
	fieldContact     = "contact"
	fieldOther       = "other"
)

// labelTables holds the label words of data/labels.csv: of SDK rows, and of
// the columns of permission tables.
type labelTables struct {
	sdk, permission map[string]string
}

var labels = sync.OnceValue(func() labelTables {
	t := labelTables{map[string]string{}, map[string]string{}}
	table(data, "labels.csv", 3, func(r []string) {
		m, field := t.sdk, r[0]
		if f, ok := strings.CutPrefix(field, "permission."); ok {
			m, field = t.permission, f
		}
		for _, label := range splitList(r[2]) {
			if k := labelKey(label); m[k] == "" {
				m[k] = field
			}
		}
	})
	return t
})

// labelKey folds a label and drops all but letters and digits.
func labelKey(label string) string {
	var b strings.Builder
	b.Grow(len(label))
	for _, r := range label {
		if r = foldRune(r); isHan(r) || isWord(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// labelParts returns the forms in which a label is looked up: whole, without
// brackets, and each language of one in two languages.
func labelParts(label string) []string {
	forms := []string{labelKey(label)}
	if i := strings.IndexAny(label, "(（[【"); i > 0 {
		forms = append(forms, labelKey(label[:i]))
	}
	if hasHan(label) && latinWords(label) > 0 {
		var han, latin strings.Builder
		for _, r := range label {
			if isHan(r) {
				han.WriteRune(r)
			} else {
				latin.WriteRune(r)
			}
		}
		forms = append(forms, labelKey(latin.String()), labelKey(han.String()))
	}
	return forms
}

// fieldOf returns the field of an SDK row that a label names, "" for none: by
// the label words, and by the words in it where the whole is not listed.
func fieldOf(label string) string {
	if label == "" || width(label) > 60 {
		return ""
	}
	parts := labelParts(label)
	for _, k := range parts {
		if f := labels().sdk[k]; f != "" {
			return f
		}
	}
	return guessField(label)
}

// guessField tells the field of a label that is not listed by words in it.
func guessField(label string) string {
	f := formOf(label)
	if utf8.RuneCountInString(f.key) > 28 {
		return ""
	}
	return f.tells("guess")
}

// headOf returns the field of a column whose label is not known as a whole by
// the words in it, "" for none.
func headOf(label string) string {
	if f := fieldOf(label); f != "" {
		return f
	}
	f := formOf(label)
	if f.key == "" || width(label) > 60 {
		return ""
	}
	return f.tells("stem")
}

// columnOf returns what a column of a permission table holds: "group",
// "purpose", "use" (a description that may hold the purpose), "refusal",
// "consent", "closable", "" for none.
func columnOf(label string) string {
	if label == "" || width(label) > 60 {
		return ""
	}
	l := formOf(label)
	for _, k := range labelParts(label) {
		// A label that is about purposes says more than a description.
		if f := labels().permission[k]; f == "use" && l.says("says purpose") {
			return "purpose"
		} else if f != "" {
			return f
		}
	}
	switch {
	case l.says("closable") && !l.says("effect"):
		return "closable"
	case l.says("refusal") || l.says("effect") && !strings.Contains(l.key, "权限"):
		return "refusal"
	case strings.Contains(l.key, "关闭"):
		return "closable"
	case l.says("says purpose") || l.says("use"):
		return "purpose"
	case l.says("ask"):
		return "consent"
	case strings.HasSuffix(l.key, "权限") || strings.HasSuffix(l.key, "权限名称") || l.endsWith("permission") || l.endsWith("permissions"):
		return "group"
	}
	return ""
}

func holdsAny(key string, words []string) bool {
	for _, w := range words {
		if strings.Contains(key, w) {
			return true
		}
	}
	return false
}

// labelled is a text of the form "label: value".
type labelled struct {
	label string
	value passage
	start int // offset of the label
	rest  int // offset behind the sign that closes it
}

// splitLabel splits "label: value", "【label】value" and "label - value".
func splitLabel(p *passage) (labelled, bool) {
	start := numberOf(p.text).length
	t := p.text[start:]
	col := 0
	inside := 0 // ends the brackets around a rune
	for i, r := range t {
		if i < inside {
			continue
		}
		switch {
		case (r == '(' || r == '（') && i > 0:
			if n := closingBracket(t, i); n < min(len(t), i+90) {
				inside = n
			}
		case r == '：' || r == ':' && !strings.HasPrefix(t[i+1:], "//"):
			return p.labelled(start, start+i, start+i+utf8.RuneLen(r)), i > 0
		case r == '】' && strings.HasPrefix(t, "【"):
			end := start + i + len("】")
			if rest := p.text[end:]; strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":") {
				end += utf8.RuneLen(firstRune(rest))
			}
			return p.labelled(start, start+i, end), true
		case (r == '-' || r == '–' || r == '—') && i > 1 && t[i-1] == ' ' && strings.HasPrefix(t[i+utf8.RuneLen(r):], " "):
			return p.labelled(start, start+i, start+i+utf8.RuneLen(r)), true
		case r == '—' && i > 0 && strings.HasPrefix(t[i:], "——") && len(t) > i+len("——"):
			return p.labelled(start, start+i, start+i+len("——")), true
		case strings.ContainsRune("。；;!?！？", r):
			return labelled{}, false
		}
		if col += 1; r >= 0x2E80 {
			col++
		}
		if col > 60 {
			return labelled{}, false
		}
	}
	return labelled{}, false
}

func (p *passage) labelled(start, end, value int) labelled {
	l := strings.Trim(p.text[start:end], " *_【】[]“”\"")
	return labelled{label: l, value: p.slice(value, len(p.text)), start: start, rest: value}
}

// fillMarks are what a draft leaves to a person. A value that is nothing else
// counts as missing.
var fillMarks = []string{"待填写", "to fill in", "to be filled in", "tbd", "待补充", "请填写", "待定", "xxx", "自行填写"}

// isFill reports whether a value is only a mark to fill in.
func isFill(v string) bool {
	k := strings.ToLower(strings.TrimSpace(v))
	k = strings.Trim(k, "()（）[]【】{}<>《》_*…. ")
	if k == "" {
		return strings.ContainsAny(v, "_【{[…")
	}
	if strings.HasPrefix(strings.TrimSpace(v), "{{") && strings.HasSuffix(strings.TrimSpace(v), "}}") {
		return true
	}
	if onlyMarks(k) {
		return true
	}
	// A note in brackets to whoever fills in the form, and nothing else.
	t := strings.TrimSpace(v)
	return strings.Contains(k, "填写") && strings.ContainsRune("(（[【", firstRune(t)) && closingBracket(t, 0)+4 > len(t)
}

// onlyMarks reports whether a text in small letters holds marks to fill in and
// nothing else: one, or one in each language.
func onlyMarks(k string) bool {
	isBracket := func(r rune) bool { return strings.ContainsRune("()（）[]【】{}<>《》/", r) }
	marks := 0
	for part := range strings.FieldsFuncSeq(k, isBracket) {
		switch part = strings.TrimSpace(part); {
		case slices.Contains(fillMarks, part):
			marks++
		case part != "":
			return false
		}
	}
	return marks > 0
}

// saysNone reports whether a value says that there is nothing.
func saysNone(v string) bool {
	switch strings.ToLower(strings.Trim(v, " 。.;；()（）")) {
	case "", "无", "/", "\\", "-", "—", "——", "--", "n/a", "na", "none", "不涉及", "不适用", "暂无", "不收集", "否", "nil", "not applicable", "无需", "没有":
		return true
	}
	return false
}

// sameAsAbove reports whether a value refers to that of the row above.
func sameAsAbove(v string) bool {
	switch strings.ToLower(strings.Trim(v, " 。.;；()（）“”\"")) {
	case "同上", "同上行", "同前", "同左", "〃", "″", "same as above", "as above", "ditto", "see above", "same", "与上同", "同上述", "同第一行", "同上一行":
		return true
	}
	return false
}

// splitFields splits a line that carries several fields: "SDK名称：X；使用目的：
// Y；…". Only labels of the table count, so that a colon inside a value is
// left alone.
func splitFields(p *passage) []lineKind {
	var out []lineKind
	t := p.text
	if len(t) > 4000 || strings.IndexByte(t, ':') < 0 && !strings.Contains(t, "：") {
		return nil
	}
	begin := numberOf(t).length // of the label that may come next
	for i, r := range t {
		if i < begin {
			continue // a number may end in a colon: "8.7：…"
		}
		switch r {
		case '；', ';', '|', '，', ',', '。', ' ', '、', '\t':
			begin = i + utf8.RuneLen(r)
			continue
		case '：', ':':
		default:
			continue
		}
		if strings.HasPrefix(t[i+1:], "//") {
			continue
		}
		f := labels().sdk[labelKey(t[begin:i])]
		if f == "" || begin == i {
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].value = p.slice(out[n-1].start, begin)
			out[n-1].value = trimEnd(&out[n-1].value)
		}
		out = append(out, lineKind{f, labelled{label: t[begin:i], start: i + utf8.RuneLen(r), rest: i + utf8.RuneLen(r)}})
		begin = i + utf8.RuneLen(r)
	}
	if n := len(out); n > 0 {
		if len(out) == 1 || out[0].start > 60 {
			return nil
		}
		v := p.slice(out[n-1].start, len(t))
		out[n-1].value = trimEnd(&v)
	}
	return out
}

// trimEnd drops the sign that closes a value on a line of several.
func trimEnd(p *passage) passage {
	return p.slice(0, len(strings.TrimRight(p.text, "；;|，,。 ")))
}
