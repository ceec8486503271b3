package reading

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/policy"
)

// smallLimits keep a fuzzed document from taking long.
func smallLimits() document.Limits {
	return document.Limits{Bytes: 1 << 16, Lines: 2000, Blocks: 2000, Cells: 2000, Sentences: 5000, Nesting: 8, Quotes: 1 << 20}
}

// FuzzRead reads any bytes: a result or an error, never both and no panic, and
// every quote stands in the text as read at its line.
func FuzzRead(f *testing.F) {
	for _, doc := range someDocuments(f) {
		f.Add(doc.Data)
	}
	f.Fuzz(readFuzzed)
}

// readFuzzed reads a fuzzed document and looks at what comes of it.
func readFuzzed(t *testing.T, data []byte) {
	p, err := Read([]document.Source{{Path: "fuzz", Data: data}}, someNames, smallLimits())
	if (p == nil) == (err == nil) {
		t.Fatalf("policy %v, error %v", p, err)
	}
	checkFault(t, p, err)
	if err != nil {
		if e := (*policy.Error)(nil); !errors.As(err, &e) {
			t.Fatalf("untyped error %v", err)
		}
		return
	}
	checkAsRead(t, p)
}

// FuzzText reads texts of the odd forms that labels, quotations, numbers and
// lists take where they were copied from a page or a form.
func FuzzText(f *testing.F) {
	for _, odd := range oddForms {
		f.Add(odd.text)
	}
	for _, text := range []string{
		"相机权限：", "【位置权限】", "【】：", "（一）：", "1、：用于登录", "8.7：\n\n一：\n\n(1)：", "为保障安全，我们会收集您的设备型号。", "为：", "时，",
		"> \n>\n> 我们收集\n>", "- \n* \n• \n1. \n", "SDK名称：\n使用目的：\n收集信息：", "SDK名称：；使用目的：；", "| |\n|-|\n| |", "|SDK|\n|", "《》“”‘’「」", "“我们（", "）】》",
		"我们会收集您的（包括但不限于", "未经您同意，我们不会", "不会收集、使用、", "第条 第章", "第一章", "由提供", "提供方：", "由SDK提供", "友盟SDK（", "友盟SDK（由）", "友盟、极光推送、",
		"Camera permission:", "- Camera:", "Camera -", "Camera — ", "For:", "to", "We use", "We collect:", "By using", "such as", "including but not limited to", "We do not", "When you", "if", "unless",
		"the Umeng SDK (", "the Umeng SDK by", "SDK name:\nPurpose:\nData:", "1.1:", "(a)", "I.", "A)", "-- --", "***", "# ", "##\n", "[](", "![]()", "[a](b", "`", "```", "<!--", "</", "&#;", "\\",
		"---\ntitle: x", "a\n===", "\t\t\t", "a\tb\tc\nd\te\tf", "中文 English 中文：English: ",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { readFuzzed(t, []byte(text)) })
}

// FuzzPage reads HTML of the odd forms that pages take.
func FuzzPage(f *testing.F) {
	for _, body := range []string{
		"<p>相机权限：</p><p>用于扫码。</p>", "<p>一、【提示】</p>", "<table><tr><td>SDK</td></tr></table>", "<table><tr><th>权限<th>目的<tr><td>相机<td></table>",
		"<table><tr><td rowspan=3>SDK名称</td><td colspan=9>友盟</td></tr><tr></tr><tr><td></table>", "<table><tr><td><table><tr><td>SDK</table>收集信息</table>",
		"<dl><dt>Camera<dd><dt><dd>to scan</dl>", "<ul><li><li><li>相机：</ul>", "<ol><li>1.<li>2、</ol>", "<h1></h1><h2>8.7：</h2><h3>【】</h3>", "<b>麦克风</b>：<b></b>", "<pre>|a|b|\n|-|-|\n> \n</pre>",
		"<p>我们会<b>收集<a href=>手机号</a>", "<div><script>x</script><nav><p>We collect your e-mail address.", "<p>We use the <a href='https://example.com/privacy'>Umeng SDK</a> (", "<title>隐私", "<td>", "</table></table>", "<!--", "&nbsp;&#x3000;&zwj;：",
	} {
		f.Add("<html><body><p>Privacy 隐私</p>" + body)
	}
	f.Fuzz(func(t *testing.T, page string) { readFuzzed(t, []byte(page)) })
}

// pieces are what the sentences of policies are made of.
var pieces = []string{
	"\n\n", "\n\n", "\n", "。", "，", "、", "：", "；", "（", "）", "【", "】", "《", "》", "“", "”", "——", ". ", ", ", ": ", "; ", "(", ")", "\"", " - ", "? ", "| ", "\n| ", "\n|---|---|\n", "\n- ", "\n  - ", "\n# ", "\n## ", "\n> ", "\n>", "**", "\t", " ",
	"1. ", "2、", "3.4 ", "5.6：", "（一）", "二、", "三：", "第三条 ", "(a) ", "①", "IV. ",
	"我们", "您", "第三方", "本应用", "儿童", "会", "不会", "可能", "不", "未", "需要", "为", "为了", "以便", "用于", "用来", "如果", "当", "时", "后", "除非", "经您同意", "拒绝", "将", "向", "由", "对", "的", "等", "和", "或", "包括", "以下", "如下", "上述", "该", "其",
	"收集", "使用", "共享", "获取", "申请", "访问", "存储", "提供", "关闭", "开启", "集成", "接入", "登录", "扫码", "推送消息", "统计",
	"相机", "麦克风", "位置", "存储", "通讯录", "权限", "相机权限", "定位权限", "手机号", "设备型号", "IMEI", "MAC地址", "IP地址", "个人信息", "这些信息", "Cookie", "SDK", "SDK名称", "使用目的", "收集信息", "所属公司", "官网", "隐私政策", "友盟", "友盟SDK", "极光推送", "微信", "北京某某有限公司", "https://example.com/privacy", "privacy@example.com", "待填写", "无", "同上",
	"we ", "you ", "our ", "third parties ", "the app ", "may ", "will ", "do not ", "never ", "no ", "to ", "for ", "in order to ", "so that ", "when ", "if ", "unless ", "without ", "with your consent ", "by ", "with ", "from ", "such as ", "including ", "the following", "this information ", "which ", "and ", "or ",
	"collect ", "use ", "share ", "receive ", "ask for ", "access ", "deny ", "allow ", "scan codes ", "send messages ", "the camera ", "the microphone ", "your location ", "your contacts ", "permission ", "permissions ", "Camera", "Camera permission", "e-mail address ", "phone number ", "device model ", "the IMEI ", "personal information ", "the Umeng SDK ", "Bugly ", "Purpose", "Data collected", "Provider", "Privacy policy", "Example, Inc. ", "N/A", "[to fill in]",
	"Ⱥ", "ﬁ", "\u00ad", "\u200b", "\u3000", "ＳＤＫ", "個人資訊", "Å", "é",
}

// FuzzPieces reads texts put together from what the sentences of policies are
// made of, which bytes turned at random hardly ever give.
func FuzzPieces(f *testing.F) {
	for i := range pieces {
		f.Add([]byte{byte(i), 6, 0, byte(i), 3, byte(i + 40), byte(i + 80), 3})
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text := []byte("隐私政策 Privacy policy\n\n")
		for _, b := range data[:min(len(data), 400)] {
			text = append(text, pieces[int(b)%len(pieces)]...)
		}
		readFuzzed(t, text)
	})
}

// someDocuments are the documents of the tests in this repository.
func someDocuments(t testing.TB) []document.Source {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	var out []document.Source
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, document.Source{Path: filepath.Base(p), Data: data})
	}
	return out
}
