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
		var han, latin strings.Builder
		for _, r := range label {
			if language.IsHan(r) {
				han.WriteRune(r)
			} else {
				latin.WriteRune(r)
			}
		}
		forms = append(forms, words.LabelKey(latin.String()), words.LabelKey(han.String()))
	}
	return forms
}

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
	return GuessField(parts[0])
}

// guesses are the words that tell the field of a label which is not listed, in
// the order in which they are tried.
var guesses = []struct {
	field string
	words []string
}{
	{words.FieldPrivacyURL, []string{"隐私政策", "隐私协议", "隐私条款", "隐私声明", "隐私权", "隐私链接", "隐私说明", "隐私保护", "协议地址", "服务协议", "协议链接", "privacypolicy", "privacylink", "privacynotice", "合规"}},
	{words.FieldWebsite, []string{"官网", "官方网站", "官方链接", "网址", "officialwebsite", "websiteurl"}},
	{words.FieldMethod, []string{"收集方式", "共享方式", "处理方式", "获取方式", "采集方式", "传输方式", "collectionmethod"}},
	{words.FieldPurpose, []string{"目的", "用途", "purpose"}},
	{words.FieldScene, []string{"场景", "scenario"}},
	{words.FieldPermissions, []string{"权限", "permission"}},
	{words.FieldInstitution, []string{"公司", "机构", "主体", "厂商", "提供方", "提供商", "服务商", "运营方", "开发者", "接收方", "供应商", "companyname", "providername"}},
	{words.FieldScope, []string{"信息类型", "信息范围", "信息字段", "信息种类", "信息类别", "信息内容", "数据类型", "数据范围", "收集信息", "收集的信息", "收集数据", "收集个人信息", "收集的个人信息", "获取信息", "获取的信息", "获取的个人信息", "共享信息", "共享的信息", "处理的个人信息", "涉及的个人信息", "datacollected", "informationcollected", "datatypes", "typesofdata", "personaldata", "personalinformation"}},
	{words.FieldName, []string{"sdk名称", "sdkname", "插件名称"}},
}

func GuessField(key string) string {
	if utf8.RuneCountInString(key) > 28 {
		return ""
	}
	for _, g := range guesses {
		for _, w := range g.words {
			if strings.Contains(key, w) {
				return g.field
			}
		}
	}
	return ""
}

// stems are the words that tell what a column of a table of SDKs holds where
// the label as a whole is not known, in the order in which they are tried.
var stems = []struct {
	field string
	words []string
}{
	{words.FieldOther, []string{"retention", "howlong", "keep", "kept", "period", "expir", "legalbasis", "country", "region", "transfer", "category", "categories", "necess", "optional", "保存", "存储", "期限", "时长", "频率", "必要", "必须", "是否", "备注", "版本", "包名", "类别", "分类", "出境"}},
	{words.FieldPrivacyURL, []string{"policy", "policies", "privacy", "terms", "readmore", "learnmore", "moreinfo", "moredetails", "findout", "规则", "政策", "协议", "条款", "了解更多", "更多信息", "详情", "隐私"}},
	{words.FieldPurpose, []string{"howweuse", "howitisused", "why", "reason", "purpose", "whatfor", "itdoes", "theydo", "doesitdo", "wedo", "itfor", "themfor", "usedfor", "usedto", "role", "task", "function", "做什么", "干什么", "用来", "拿来", "为什么", "为何", "用处", "作用", "用途", "功能", "用于", "理由", "原因", "目的"}},
	{words.FieldMethod, []string{"how", "方式", "怎么", "如何", "怎样"}},
	{words.FieldScope, []string{"data", "information", "collect", "receive", "process", "gets", "sees", "数据", "信息", "字段", "收集", "采集", "获取", "拿到", "得到", "取得"}},
	{words.FieldWebsite, []string{"website", "link", "url", "网址", "链接", "官网", "网站"}},
	{words.FieldInstitution, []string{"company", "provider", "vendor", "owner", "behind", "developer", "operator", "operatedby", "runby", "publisher", "who", "maker", "madeby", "所属", "归属", "提供", "公司", "企业", "厂家", "服务方", "开发", "谁"}},
	{words.FieldName, []string{"sdk", "library", "libraries", "tool", "software", "product", "partner", "thirdpart", "service", "component", "产品", "插件", "组件", "工具", "软件", "服务", "第三方"}},
}

// HeadOf returns the field of a column whose label is not known as a whole by
// the words in it, "" for none.
func HeadOf(label string) string {
	if f := FieldOf(label); f != "" {
		return f
	}
	key := words.LabelKey(label)
	if key == "" || language.Width(label) > 60 {
		return ""
	}
	for _, s := range stems {
		for _, w := range s.words {
			if strings.Contains(key, w) {
				return s.field
			}
		}
	}
	return ""
}

// saysPurpose reports whether the label of a column is about purposes rather
// than a description.
func saysPurpose(key string) bool {
	for _, w := range []string{"目的", "用途", "场景", "业务功能", "purpose", "why", "reason", "usedfor", "rationale", "理由", "原因"} {
		if strings.Contains(key, w) {
			return true
		}
	}
	return false
}

// ColumnOf returns what a column of a permission table holds: "group",
// "purpose", "use" (a description that may hold the purpose), "refusal",
// "consent", "closable", "" for none.
func ColumnOf(label string) string {
	if label == "" || language.Width(label) > 60 {
		return ""
	}
	key := words.LabelKey(label)
	for _, k := range labelParts(label) {
		if f := words.Labels().Permission[k]; f == "use" && saysPurpose(k) {
			return "purpose"
		} else if f != "" {
			return f
		}
	}
	switch {
	case language.HoldsAny(key, closableWords) && !language.HoldsAny(key, effectWords):
		return "closable"
	case language.HoldsAny(key, refusalWords) || language.HoldsAny(key, effectWords) && !strings.Contains(key, "权限"):
		return "refusal"
	case strings.Contains(key, "关闭"):
		return "closable"
	case saysPurpose(key) || language.HoldsAny(key, useWords):
		return "purpose"
	case language.HoldsAny(key, askWords):
		return "consent"
	case strings.HasSuffix(key, "权限") || strings.HasSuffix(key, "权限名称") || strings.HasSuffix(key, "permission") || strings.HasSuffix(key, "permissions"):
		return "group"
	}
	return ""
}

// Stems that tell what a column or line about a permission holds: whether and
// how it can be refused, what happens then, what it is for, how it is asked.
var (
	closableWords = []string{"是否可", "可否", "能否", "能不能", "是否支持", "如何", "怎么关", "怎么拒", "怎样关", "cani", "canyou", "howto", "canbe", "canit"}
	refusalWords  = []string{"拒绝", "不授权", "不开启", "不开通", "不允许", "不同意", "不打开", "不给", "不提供", "未授权", "未开启", "未允许", "没有授权", "没授权", "没开", "关闭后", "关闭之后", "关掉", "关了",
		"refus", "denied", "deny", "declin", "sayno", "ifnot", "ifno", "youdont", "youdonot", "yousaidno", "notgranted", "notallowed", "withoutit", "without", "turnedoff", "ifoff", "otherwise", "disallow"}
	effectWords = []string{"后果", "会怎样", "会怎么", "怎么样", "影响", "consequence", "whathappens", "impact", "effect"}
	useWords    = []string{"作用", "功能", "为什么", "为何", "做什么", "干什么", "用来", "用处", "用于", "何时", "什么时候", "情形", "解释", "neededfor", "itsfor", "itisfor", "usefor", "useitfor", "whatweuse", "whatitdoes", "whenused", "whenweuse", "whenwe", "because", "feature", "function", "todowhat"}
	askWords    = []string{"询问", "弹窗", "征得", "授权方式", "howweask", "asked", "prompt", "consent"}
)

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
	begin := language.NumberOf(t).Length // of the label that may come next
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
		if i-begin > longLabel {
			continue
		}
		f := words.Labels().SDK[words.LabelKey(t[begin:i])]
		if f == "" || begin == i {
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].Value = p.Slice(out[n-1].Start, begin)
			out[n-1].Value = trimEnd(&out[n-1].Value)
		}
		out = append(out, LineKind{f, Labelled{Label: t[begin:i], Start: i + utf8.RuneLen(r), Rest: i + utf8.RuneLen(r)}})
		begin = i + utf8.RuneLen(r)
	}
	if n := len(out); n > 0 {
		if len(out) == 1 || out[0].Start > 60 {
			return nil
		}
		v := p.Slice(out[n-1].Start, len(t))
		out[n-1].Value = trimEnd(&v)
	}
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
