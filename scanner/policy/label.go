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
	return guessField(parts[0])
}

// guesses are the words that tell the field of a label which is not listed, in
// the order in which they are tried.
var guesses = []struct {
	field string
	words []string
}{
	{fieldPrivacyURL, []string{"隐私政策", "隐私协议", "隐私条款", "隐私声明", "隐私权", "隐私链接", "隐私说明", "隐私保护", "协议地址", "服务协议", "协议链接", "privacypolicy", "privacylink", "privacynotice", "合规"}},
	{fieldWebsite, []string{"官网", "官方网站", "官方链接", "网址", "officialwebsite", "websiteurl"}},
	{fieldMethod, []string{"收集方式", "共享方式", "处理方式", "获取方式", "采集方式", "传输方式", "collectionmethod"}},
	{fieldPurpose, []string{"目的", "用途", "purpose"}},
	{fieldScene, []string{"场景", "scenario"}},
	{fieldPermissions, []string{"权限", "permission"}},
	{fieldInstitution, []string{"公司", "机构", "主体", "厂商", "提供方", "提供商", "服务商", "运营方", "开发者", "接收方", "供应商", "companyname", "providername"}},
	{fieldScope, []string{"信息类型", "信息范围", "信息字段", "信息种类", "信息类别", "信息内容", "数据类型", "数据范围", "收集信息", "收集的信息", "收集数据", "收集个人信息", "收集的个人信息", "获取信息", "获取的信息", "获取的个人信息", "共享信息", "共享的信息", "处理的个人信息", "涉及的个人信息", "datacollected", "informationcollected", "datatypes", "typesofdata", "personaldata", "personalinformation"}},
	{fieldName, []string{"sdk名称", "sdkname", "插件名称"}},
}

func guessField(key string) string {
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
	{fieldOther, []string{"retention", "howlong", "keep", "kept", "period", "expir", "legalbasis", "country", "region", "transfer", "category", "categories", "necess", "optional", "保存", "存储", "期限", "时长", "频率", "必要", "必须", "是否", "备注", "版本", "包名", "类别", "分类", "出境"}},
	{fieldPrivacyURL, []string{"policy", "policies", "privacy", "terms", "readmore", "learnmore", "moreinfo", "moredetails", "findout", "规则", "政策", "协议", "条款", "了解更多", "更多信息", "详情", "隐私"}},
	{fieldPurpose, []string{"howweuse", "howitisused", "why", "reason", "purpose", "whatfor", "itdoes", "theydo", "doesitdo", "wedo", "itfor", "themfor", "usedfor", "usedto", "role", "task", "function", "做什么", "干什么", "用来", "拿来", "为什么", "为何", "用处", "作用", "用途", "功能", "用于", "理由", "原因", "目的"}},
	{fieldMethod, []string{"how", "方式", "怎么", "如何", "怎样"}},
	{fieldScope, []string{"data", "information", "collect", "receive", "process", "gets", "sees", "数据", "信息", "字段", "收集", "采集", "获取", "拿到", "得到", "取得"}},
	{fieldWebsite, []string{"website", "link", "url", "网址", "链接", "官网", "网站"}},
	{fieldInstitution, []string{"company", "provider", "vendor", "owner", "behind", "developer", "operator", "operatedby", "runby", "publisher", "who", "maker", "madeby", "所属", "归属", "提供", "公司", "企业", "厂家", "服务方", "开发", "谁"}},
	{fieldName, []string{"sdk", "library", "libraries", "tool", "software", "product", "partner", "thirdpart", "service", "component", "产品", "插件", "组件", "工具", "软件", "服务", "第三方"}},
}

// headOf returns the field of a column whose label is not known as a whole by
// the words in it, "" for none.
func headOf(label string) string {
	if f := fieldOf(label); f != "" {
		return f
	}
	key := labelKey(label)
	if key == "" || width(label) > 60 {
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

// columnOf returns what a column of a permission table holds: "group",
// "purpose", "use" (a description that may hold the purpose), "refusal",
// "consent", "closable", "" for none.
func columnOf(label string) string {
	if label == "" || width(label) > 60 {
		return ""
	}
	key := labelKey(label)
	for _, k := range labelParts(label) {
		if f := labels().permission[k]; f == "use" && saysPurpose(k) {
			return "purpose"
		} else if f != "" {
			return f
		}
	}
	switch {
	case holdsAny(key, closableWords) && !holdsAny(key, effectWords):
		return "closable"
	case holdsAny(key, refusalWords) || holdsAny(key, effectWords) && !strings.Contains(key, "权限"):
		return "refusal"
	case strings.Contains(key, "关闭"):
		return "closable"
	case saysPurpose(key) || holdsAny(key, useWords):
		return "purpose"
	case holdsAny(key, askWords):
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

// longLabel is longer than any label of the table with the signs around it.
const longLabel = 240

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
		if i-begin > longLabel {
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
