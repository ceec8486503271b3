package sentence

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// labelParts returns the forms in which a label is looked up: whole, without
// brackets, and each language of one in two languages.
func labelParts(label string) []string {
	forms := []string{words.LabelKey(label)}
	if i := strings.IndexAny(label, "(（[【"); i > 0 {
		forms = append(forms, words.LabelKey(label[:i]))
	}
	if language.HasHan(label) && language.LatinWords(label) > 0 {
		if i := language.TurnsLatin(label); i > 0 {
			forms = append(forms, words.LabelKey(label[:i]), words.LabelKey(label[i:]))
		}
		var han, latin strings.Builder
		for _, r := range label {
			if language.IsHan(r) {
				han.WriteRune(r)
			} else {
				latin.WriteRune(r)
			}
		}
		// 合作SDK is a label and 友盟SDK the name of one.
		if k := words.LabelKey(latin.String()); k != "sdk" || isGeneric(words.LabelKey(han.String())) {
			forms = append(forms, k)
		}
		forms = append(forms, words.LabelKey(han.String()))
	}
	return forms
}

// isGeneric reports whether a text holds nothing but words that stand beside the
// word SDK in a label.
func isGeneric(t string) bool {
	for t != "" {
		k := slices.IndexFunc(besideSDK, func(w string) bool { return strings.HasPrefix(t, w) })
		if k < 0 {
			return false
		}
		t = t[len(besideSDK[k]):]
	}
	return true
}

var besideSDK = words.PhraseList("beside SDK in a label")

// FieldOf returns the field of an SDK row that a label names, "" for none: by
// the label words, and by the words in it where the whole is not listed.
func FieldOf(label string) string {
	if label == "" || language.Width(label) > 60 {
		return ""
	}
	parts := labelParts(label)
	for _, k := range parts {
		if f := words.Labels().SDK[k]; f != "" {
			return f
		}
	}
	if holdsCompany(label) {
		return "" // the name of an SDK with that of its maker
	}
	if f := GuessField(label); f != "" {
		return f
	}
	if i := language.TurnsLatin(label); i > 0 {
		if f := GuessField(label[:i]); f != "" {
			return f
		}
		return GuessField(label[i:])
	}
	return ""
}

// GuessField tells the field of a label that is not listed by words in it.
func GuessField(label string) string {
	f := words.FormOf(label)
	if utf8.RuneCountInString(f.Key) > 28 {
		return ""
	}
	return f.Tells("guess")
}

// HeadOf returns the field of a column whose label is not known as a whole by
// the words in it, "" for none.
func HeadOf(label string) string {
	if f := FieldOf(label); f != "" {
		return f
	}
	f := words.FormOf(label)
	if f.Key == "" || language.Width(label) > 60 {
		return ""
	}
	return f.Tells("stem")
}

// ColumnOf returns what a column of a permission table holds: "group",
// "purpose", "use" (a description that may hold the purpose), "refusal",
// "consent", "closable", "" for none.
func ColumnOf(label string) string {
	if label == "" || language.Width(label) > 60 {
		return ""
	}
	l := words.FormOf(label)
	for _, k := range labelParts(label) {
		// A label that is about purposes says more than a description.
		if f := words.Labels().Permission[k]; f == "use" && l.Says("says purpose") {
			return "purpose"
		} else if f != "" {
			return f
		}
	}
	switch {
	case l.Says("closable") && !l.Says("effect"):
		return "closable"
	case l.Says("refusal") || l.Says("effect") && !strings.Contains(l.Key, "权限"):
		return "refusal"
	case strings.Contains(l.Key, "关闭"):
		return "closable"
	case l.Says("says purpose") || l.Says("use"):
		return "purpose"
	case l.Says("ask"):
		return "consent"
	case strings.HasSuffix(l.Key, "权限") || strings.HasSuffix(l.Key, "权限名称") || l.EndsWith("permission") || l.EndsWith("permissions"):
		return "group"
	}
	return ""
}

// Labelled is a text of the form "label: value".
type Labelled struct {
	Label string
	Value document.Passage
	Start int // offset of the label
	Rest  int // offset behind the sign that closes it
}

// SplitLabel splits "label: value", "【label】value" and "label - value".
func SplitLabel(p *document.Passage) (Labelled, bool) {
	start := language.NumberOf(p.Text).Length
	t := p.Text[start:]
	col := 0
	inside := 0 // ends the brackets around a rune
	for i, r := range t {
		if i < inside {
			continue
		}
		switch {
		case (r == '(' || r == '（') && i > 0:
			if n := language.ClosingBracket(t, i); n < min(len(t), i+90) {
				inside = n
			}
		case r == '：' || r == ':' && !strings.HasPrefix(t[i+1:], "//"):
			return labelOf(p, start, start+i, start+i+utf8.RuneLen(r)), i > 0
		case r == '】' && strings.HasPrefix(t, "【"):
			end := start + i + len("】")
			if rest := p.Text[end:]; strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":") {
				end += utf8.RuneLen(language.FirstRune(rest))
			}
			return labelOf(p, start, start+i, end), true
		case (r == '-' || r == '–' || r == '—') && i > 1 && t[i-1] == ' ' && strings.HasPrefix(t[i+utf8.RuneLen(r):], " "):
			return labelOf(p, start, start+i, start+i+utf8.RuneLen(r)), true
		case r == '—' && i > 0 && strings.HasPrefix(t[i:], "——") && len(t) > i+len("——"):
			return labelOf(p, start, start+i, start+i+len("——")), true
		case strings.ContainsRune("。；;!?！？", r):
			return Labelled{}, false
		}
		if col += 1; r >= 0x2E80 {
			col++
		}
		if col > 60 {
			return Labelled{}, false
		}
	}
	return Labelled{}, false
}

func labelOf(p *document.Passage, start, end, value int) Labelled {
	l := strings.Trim(p.Text[start:end], " *_【】[]“”\"")
	return Labelled{Label: l, Value: p.Slice(value, len(p.Text)), Start: start, Rest: value}
}

// fillMarks are what a draft leaves to a person. A value that is nothing else
// counts as missing.
var fillMarks = []string{"待填写", "to fill in", "to be filled in", "tbd", "待补充", "请填写", "待定", "xxx", "自行填写"}

// IsFill reports whether a value is only a mark to fill in.
func IsFill(v string) bool {
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
	return strings.Contains(k, "填写") && strings.ContainsRune("(（[【", language.FirstRune(t)) && language.ClosingBracket(t, 0)+4 > len(t)
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

// SaysNone reports whether a value says that there is nothing.
func SaysNone(v string) bool {
	switch strings.ToLower(strings.Trim(v, " 。.;；()（）")) {
	case "", "无", "/", "\\", "-", "—", "——", "--", "n/a", "na", "none", "不涉及", "不适用", "暂无", "不收集", "否", "nil", "not applicable", "无需", "没有":
		return true
	}
	return false
}

// SameAsAbove reports whether a value refers to that of the row above.
func SameAsAbove(v string) bool {
	switch strings.ToLower(strings.Trim(v, " 。.;；()（）“”\"")) {
	case "同上", "同上行", "同前", "同左", "〃", "″", "same as above", "as above", "ditto", "see above", "same", "与上同", "同上述", "同第一行", "同上一行":
		return true
	}
	return false
}

// longLabel is longer than any label of the table with the signs around it.
const longLabel = 240

// SplitFields splits a line that carries several fields: "SDK名称：X；使用目的：
// Y；…". Only labels of the table count, so that a colon inside a value is
// left alone.
func SplitFields(p *document.Passage) []LineKind {
	var out []LineKind
	t := p.Text
	if len(t) > 4000 || strings.IndexByte(t, ':') < 0 && !strings.Contains(t, "：") {
		return nil
	}
	number := language.NumberOf(t).Length
	first := 0                                  // where the first label begins
	begin := starts{sign: number, word: number} // of the label that may come next
	for i, r := range t {
		if i < begin.word {
			continue // a number may end in a colon: "8.7：…"
		}
		switch r {
		case '；', ';', '|', '，', ',', '。', '、', '\t':
			end := i + utf8.RuneLen(r)
			begin = starts{sign: end, word: end}
			continue
		case ' ':
			begin.word = i + 1
			continue
		case '：', ':':
		default:
			continue
		}
		if strings.HasPrefix(t[i+1:], "//") {
			continue
		}
		from, f := begin.label(t, i)
		if f == "" {
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].Value = p.Slice(out[n-1].Start, from)
			out[n-1].Value = trimEnd(&out[n-1].Value)
		}
		if len(out) == 0 {
			first = from
		}
		end := i + utf8.RuneLen(r)
		out = append(out, LineKind{f, Labelled{Label: strings.TrimSpace(t[from:i]), Start: end, Rest: end}})
		begin = starts{end, end, true}
	}
	if n := len(out); n > 0 {
		if len(out) == 1 || out[0].Start > 60 || first > number && strings.ContainsAny(t[number:first], ":：") {
			return nil
		}
		v := p.Slice(out[n-1].Start, len(t))
		out[n-1].Value = trimEnd(&v)
	}
	return out
}

// starts are the places behind the last sign and the last blank, where a label
// may begin.
type starts struct {
	sign, word int
	behind     bool // the label before stands right there: a value comes first
}

// label returns where the label that ends at a colon begins, and its field: all
// behind the last sign, else the last word. "" for no label of the table.
func (s starts) label(t string, colon int) (from int, field string) {
	known := words.Labels().SDK
	for _, from := range []int{s.sign, s.word} {
		if from >= colon || colon-from > longLabel || language.Width(t[from:colon]) > 60 {
			continue
		}
		// "X SDK：" ends in a label and is the name of an SDK.
		if f := known[words.LabelKey(t[from:colon])]; f != "" && (f != words.FieldName || from == s.sign || s.behind) {
			return from, f
		}
		if from == s.sign && s.behind {
			continue // "X 使用目的：" is a value and a label
		}
		if f := inTwoLanguages(t[from:colon], known); f != "" {
			return from, f
		}
	}
	return 0, ""
}

// inTwoLanguages returns the field of a label that says the same in both
// languages, "" for none: 用途 Purpose, and not "某SDK 用途".
func inTwoLanguages(label string, known map[string]string) string {
	if !language.HasHan(label) || language.LatinWords(label) == 0 {
		return ""
	}
	field := ""
	for _, k := range labelParts(label) {
		switch f := known[k]; {
		case f == "":
		case field == "":
			field = f
		case field == f:
			return f
		}
	}
	return ""
}

// SplitRuns splits a text in which labels and their values follow each other
// without more than a blank or a sign between them: 相机：扫码 相册：保存图片. A
// label counts where known says so; nil where fewer than two do.
func SplitRuns(p *document.Passage, known func(label string) bool) []Labelled {
	var out []Labelled
	t := p.Text
	if len(t) > 4000 || strings.IndexByte(t, ':') < 0 && !strings.Contains(t, "：") {
		return nil
	}
	begin := 0
	for i, r := range t {
		switch r {
		case '；', ';', '|', '，', ',', '。', ' ', '、':
			begin = i + utf8.RuneLen(r)
			continue
		case '：', ':':
		default:
			continue
		}
		if begin >= i || strings.HasPrefix(t[i+1:], "//") {
			continue
		}
		from := begin + language.NumberOf(t[begin:i]).Length
		label := strings.Trim(t[from:i], "*【】[]“”\"-•·")
		if from >= i || language.Width(label) > 40 || !known(label) {
			continue
		}
		if n := len(out); n > 0 {
			v := p.Slice(out[n-1].Rest, begin)
			out[n-1].Value = trimEnd(&v)
		}
		rest := i + utf8.RuneLen(r)
		out = append(out, Labelled{Label: label, Start: from, Rest: rest})
		begin = rest
	}
	if len(out) < 2 {
		return nil
	}
	v := p.Slice(out[len(out)-1].Rest, len(t))
	out[len(out)-1].Value = trimEnd(&v)
	return out
}

// trimEnd drops the sign that closes a value on a line of several.
func trimEnd(p *document.Passage) document.Passage {
	return p.Slice(0, len(strings.TrimRight(p.Text, "；;|，,。 ")))
}

// LabelGroups returns the groups that a label of a permission names. Standing
// alone, a word that is too common in running text ("phone") names one too.
func LabelGroups(text string) []privacy.Group {
	if groups := words.GroupsNamed(text); len(groups) > 0 {
		return groups
	}
	return LoneGroup(language.WithoutBrackets(text))
}

// LoneGroup returns the group that a text is nothing but a weak name of, nil for
// none.
func LoneGroup(text string) []privacy.Group {
	if g, ok := loneNames()[words.LabelKey(text)]; ok {
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
			if k := words.LabelKey(n); names[k] == "" {
				names[k] = id
			}
		}
	}
	for _, id := range privacy.Groups() {
		for _, m := range privacy.LookupGroup(id).Members {
			for _, n := range append(m.NamesEN[:len(m.NamesEN):len(m.NamesEN)], m.NamesZH...) {
				core, en := strings.CutSuffix(n, " permission")
				core, zh := strings.CutSuffix(core, "权限")
				if k := words.LabelKey(core); (en || zh) && k != "" && names[k] == "" {
					names[k] = id
				}
			}
		}
	}
	return names
})
