package reading_test

import (
	"fmt"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// shape is a document that repeats one thing without end, as no policy does and
// a hostile one may.
type shape struct {
	name string
	ext  string
	of   func(n int) string // about n bytes of it
}

func (s *shape) source(n int) document.Source {
	return document.Source{Path: "shape." + s.ext, Data: []byte(s.of(n))}
}

// again repeats a unit between a head and a tail.
func again(head, unit, tail string) func(int) string {
	return func(n int) string {
		return head + strings.Repeat(unit, n/len(unit)+1) + tail
	}
}

// numbered repeats a unit with a number in it, so that no two are equal.
func numbered(head, unit, tail string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(head)
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, unit, i)
		}
		return b.String() + tail
	}
}

// nested opens elements, half of the document, and closes them again.
func nested(open, in, close string) func(int) string {
	return func(n int) string {
		k := n/(len(open)+len(close)) + 1
		return page + strings.Repeat(open, k) + in + strings.Repeat(close, k)
	}
}

// page and statements begin with sentences of a policy, so that no shape is
// refused before it is read.
const (
	page       = "<!DOCTYPE html><html><body><h1>Privacy policy</h1><p>We collect your phone number and your e-mail address to create your account.</p><p>隐私政策：我们收集您的手机号，用于注册账号。</p>"
	statements = "# Privacy policy\n\nWe collect your phone number and your e-mail address to create your account.\n\n隐私政策：我们收集您的手机号，用于注册账号。\n\n"
)

var shapes = []shape{
	// Mark-up.
	{"b nested", "html", nested("<b>x ", "y", "</b>")},
	{"b never closed", "html", again(page, "<p><b>we collect x", "")},
	{"b around nothing", "html", again(page, "<b>", "")},
	{"span bold", "html", again(page, `<p><span style="font-weight:bold">x`, "")},
	{"a nested", "html", nested(`<a href="https://a.example/">x `, "y", "</a>")},
	{"a never closed", "html", again(page, `<p><a href="https://a.example/">x`, "")},
	{"a closed", "html", again(page, `<a href="https://a.example/">x</a> `, "")},
	{"b closed", "html", again(page, `<b>x</b> y `, "")},
	{"bold sentences", "html", again(page+"<p>", `<b>我们收集您的手机号。</b>`, "")},
	{"linked sentences", "html", again(page+"<p>", `<a href="https://a.example/">We collect your phone number.</a> `, "")},
	{"href endless", "html", again(page+`<p>隐私政策 <a href="https://a.example/`, "0123456789", `">x</a>`)},
	{"div nested", "html", nested("<div>x", "y", "</div>")},
	{"blockquote nested", "html", nested("<blockquote>", "y", "</blockquote>")},
	{"ul nested", "html", nested("<ul><li>我们收集手机号：", "y", "</ul>")},
	{"table nested", "html", nested("<table><tr><td>x<td>", "y", "</table>")},
	{"table never closed", "html", again(page, "<table><tr><td>x", "")},
	{"table row of cells", "html", again(page+"<table><tr><th>名称<th>用途<tr>", "<td>x", "</table>")},
	{"table of rows", "html", again(page+"<table><tr><th>权限<th>用途", "<tr><td>相机<td>扫码", "</table>")},
	{"table of sdk rows", "html", numbered(page+"<table><tr><th>SDK名称<th>使用目的<th>收集的个人信息", "<tr><td>某某%d SDK<td>推送<td>设备标识", "</table>")},
	{"table same sdk", "html", again(page+"<table><tr><th>SDK名称<th>使用目的<th>收集的个人信息", "<tr><td>友盟SDK<td>统计<td>IMEI", "</table>")},
	{"table same as above", "html", again(page+"<table><tr><th>SDK名称<th>使用目的<tr><td>友盟SDK<td>统计", "<tr><td>极光SDK<td>同上", "</table>")},
	{"table sideways", "html", again(page+"<table><tr><td>SDK名称", "<td>友盟SDK", "<tr><td>使用目的<td>x<tr><td>收集的个人信息<td>IMEI<tr><td>官网<td>x</table>")},
	{"table spans", "html", again(page+"<table>", `<tr><td rowspan=65000 colspan=65000>x<td rowspan=500>y`, "</table>")},
	{"table colspans", "html", again(page+"<table><tr>", `<td colspan=500>x`, "</table>")},
	{"table cell of text", "html", again(page+"<table><tr><th>SDK名称<th>使用目的<tr><td>友盟SDK<td>", "我们收集您的手机号。", "</table>")},
	{"table cell of blocks", "html", again(page+"<table><tr><th>SDK名称<th>使用目的<tr><td>友盟SDK<td>", "<p>统计 IMEI</p>", "</table>")},
	{"tables", "html", again(page, "<table><tr><td>相机权限<td>扫码<tr><td>SDK<td>x</table>", "")},
	{"dl", "html", again(page+"<dl>", "<dt>相机权限<dd>用于扫码", "</dl>")},
	{"dl nested", "html", nested("<dl><dt>x<dd>", "y", "</dl>")},
	{"br", "html", again(page, "我们收集手机号<br>", "")},
	{"br alone", "html", again(page+"隐私政策", "<br>", "")},
	{"p empty", "html", again(page+"隐私政策", "<p></p>", "")},
	{"pre", "html", again(page+"<pre>", "We collect your phone number. ", "")},
	{"pre lines", "html", again(page+"<pre>", "We collect your phone number\n\n", "")},
	{"pre html", "html", again(page+"<pre>", "&lt;div&gt;x\n", "")},
	{"nav never closed", "html", again(page+"<nav>", "<p>我们收集手机号</p>", "")},
	{"title", "html", again("<!DOCTYPE html><title>", "Privacy <b>", "</title>"+page)},
	{"scripts", "html", again(page+"隐私政策", "<script>x</script>", "")},
	{"comments", "html", again(page+"隐私政策", "<!-- x -->", "")},
	{"lt", "html", again(page+"隐私政策", "<", "")},
	{"lt a", "html", again(page+"隐私政策", "<a", "")},
	{"attributes", "html", again(page+"隐私政策<p", " a=b", ">x")},
	{"entities", "html", again(page+"隐私政策<p>", "&amp;", "")},
	{"entities nbsp", "html", again(page+"隐私政策<p>", "&nbsp;", "")},
	{"headings html", "html", again(page, "<h2>我们收集手机号</h2>", "")},
	{"h nested", "html", again(page, "<h1>相机权限<h2>x<h3>y<h4>z", "")},

	// Markdown and text marks.
	{"brackets open", "txt", again(statements, "[", "")},
	{"brackets and text", "txt", again(statements, "[x", "")},
	{"links md", "txt", again(statements, "[x](https://a.example/) ", "")},
	{"links open", "txt", again(statements, "[x](", "")},
	{"images open", "txt", again(statements, "![", "")},
	{"stars", "txt", again(statements, "**x", "")},
	{"quotes gt", "txt", again(statements, "> ", "x")},
	{"bullets nested", "txt", func(n int) string {
		var b strings.Builder
		b.WriteString(statements)
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat(" ", i) + "- 我们收集：\n")
		}
		return b.String()
	}},
	{"headings md", "txt", numbered(statements, "## 我们收集手机号 %d\n", "")},
	{"headings long", "txt", numbered(statements, "# 一、相机权限 %d\n\nx\n\n", "")},
	{"div lines", "txt", again(statements, "<div>\nx\n\n", "")},
	{"pipes", "txt", again(statements+"|权限|用途|\n|--|--|\n", "|相机|扫码|\n", "")},
	{"pipes one row", "txt", again(statements+"|权限|用途|\n|--|--|\n", "|x", "|\n")},
	{"pipes ticks", "txt", again(statements, "|`", "")},
	{"tabs", "txt", again(statements, "相机\t扫码\tx\n", "")},

	// Text without structure.
	{"han one line", "txt", again(statements, "隐私政策的内容很长没有标点", "")},
	{"latin one line", "txt", again(statements, "words that never come to an end ", "")},
	{"letters", "txt", again(statements, "a", "")},
	{"digits", "txt", again(statements, "1", "")},
	{"white space", "txt", again(statements, " ", "x")},
	{"lines empty", "txt", again(statements, "\n", "x")},
	{"dots", "txt", again(statements, ".", "")},
	{"commas", "txt", again(statements, ",", "")},
	{"commas han", "txt", again(statements, "，", "")},
	{"semicolons", "txt", again(statements, "；", "")},
	{"colons", "txt", again(statements, "：", "")},
	{"quotes open", "txt", again(statements, "“", "")},
	{"brackets han", "txt", again(statements, "（", "")},
	{"brackets han and text", "txt", again(statements, "（手机号", "")},
	{"brackets latin", "txt", again(statements, "(phone number ", "")},
	{"brackets closed", "txt", again(statements, "）", "")},
	{"brackets sentences", "txt", again(statements, "（我们收集手机号。", "")},
	{"book titles", "txt", again(statements, "《隐私政策》", "")},
	{"addresses", "txt", again(statements, "https://a.example/", "")},
	{"address endless", "txt", again(statements+"https://", "a.b", "")},
	{"address brackets", "txt", again(statements+"https://", "()", "")},
	{"address closing", "txt", again(statements+"https://", ")", "")},
	{"www", "txt", again(statements, "www.", "")},
	{"at", "txt", again(statements, "a@", "")},
	{"numbers dotted", "txt", again(statements, "1.", "")},
	{"han numerals", "txt", again(statements, "一", "")},

	// Things said again and again.
	{"same statement", "txt", again(statements, "我们收集您的手机号。", "")},
	{"same statement en", "txt", again(statements, "We collect your phone number. ", "")},
	{"same statement lines", "txt", again(statements, "我们收集您的手机号\n\n", "")},
	{"statements numbered", "txt", numbered(statements, "我们收集您的手机号%d。", "")},
	{"statements numbered en", "txt", numbered(statements, "We collect your phone number %d. ", "")},
	{"statements wide", "txt", numbered(statements, "我们会收集%d您的手机号、姓名、身份证号、位置信息、通讯录、设备型号、IMEI、MAC地址、邮箱、照片。\n", "")},
	{"statement endless", "txt", again(statements+"我们收集您的", "手机号、", "")},
	{"statement clauses", "txt", again(statements, "我们收集您的手机号，", "")},
	{"statement clauses en", "txt", again(statements, "we collect your phone number, ", "")},
	{"statement and", "txt", again(statements+"We collect your ", "phone number and ", "")},
	{"verbs", "txt", again(statements, "收集使用共享", "")},
	{"verbs en", "txt", again(statements, "we collect use share ", "")},
	{"denials", "txt", numbered(statements, "我们不收集您的手机号%d。", "")},
	{"denials en", "txt", numbered(statements, "We do not collect your phone number %d. ", "")},
	{"denials of sdks", "txt", numbered(statements, "本应用%d不包含任何广告SDK。", "")},
	{"denials of one sdk", "txt", numbered(statements+"我们接入友盟SDK进行统计。", "本应用%d不包含友盟SDK。", "")},
	{"conflicts", "txt", numbered(statements, "我们收集您的位置%d。我们不收集您的位置%[1]d。", "")},
	{"conflicts abroad", "txt", numbered(statements, "您的信息存储在中国境内%d。我们会将信息传输至境外%[1]d。", "")},
	{"permissions", "txt", numbered(statements, "我们申请相机权限用于扫码%d。", "")},
	{"permissions list", "txt", again(statements+"我们申请", "相机权限、", "")},
	{"permissions denied", "txt", numbered(statements, "我们不会申请相机权限%d。", "")},
	{"permission lines", "txt", numbered(statements, "相机权限：用于扫码%d\n\n", "")},
	{"refusals", "txt", numbered(statements, "如您拒绝相机权限，将无法扫码%d。", "")},
	{"refusals one sentence", "txt", again(statements, "如您拒绝相机权限，将无法扫码，", "")},
	{"refusals en", "txt", again(statements, "if you refuse the camera permission, you cannot scan codes, ", "")},
	{"questions", "txt", numbered(statements, "问：你们会读取我的通讯录吗%d？\n答：不会。\n", "")},
	{"definitions", "txt", numbered(statements, "“个人信息%d”是指手机号、姓名。我们收集个人信息%[1]d。", "")},
	{"definitions same", "txt", again(statements, "“个人信息”是指手机号、姓名。我们收集个人信息。", "")},
	{"definitions en", "txt", numbered(statements, "\"Personal Data %d\" means your name. We collect Personal Data %[1]d. ", "")},
	{"retention pairs", "txt", again(statements, "我们保存您的手机号30天。We keep your phone number for 60 days.\n\n", "")},
	{"language pairs", "txt", again(statements, "我们收集您的手机号。We collect your e-mail address.\n\n", "")},
	{"language blocks", "txt", again(statements, "我们收集您的手机号。\nWe collect your e-mail address.\n", "")},
	{"elements", "txt", numbered(statements, "您可以注销账号%d。联系我们：x%[1]d@a.example。我们会保存30天。", "")},
	{"elements headings", "txt", again(statements, "# 如何联系我们\n\n# 未成年人保护\n\n", "")},
	{"open ended", "txt", numbered(statements, "我们收集手机号%d等信息。", "")},
	{"covers", "txt", numbered(statements, "本政策适用于我们的应用和网站%d。", "")},
	{"own names", "txt", numbered(statements, "“应用%d”是一款软件，本隐私政策适用于“应用%[1]d”。", "")},

	// Lists.
	{"labels", "txt", again(statements, "x：\n", "")},
	{"labels one line", "txt", again(statements, "x：", "")},
	{"labels known", "txt", again(statements, "使用目的：x；", "")},
	{"labels values", "txt", numbered(statements, "使用目的：推送%d\n", "")},
	{"sdk blocks", "txt", numbered(statements, "SDK名称：某某%d SDK\n使用目的：推送\n收集的个人信息：IMEI\n\n", "")},
	{"sdk short rows", "txt", again(statements+"第三方SDK列表\n\n", "SDK名称：友盟SDK\n用途：x\n", "")},
	{"sdk one row endless", "txt", again(statements+"SDK名称：友盟SDK\n", "使用目的：x\n", "")},
	{"sdk value list", "txt", again(statements+"SDK名称：友盟SDK\n收集的个人信息：\n", "- IMEI\n", "")},
	{"sdk lines", "txt", again(statements, "SDK名称：友盟SDK；使用目的：x；收集的个人信息：IMEI\n", "")},
	{"sdk list", "txt", again(statements+"第三方SDK列表\n\n", "- 友盟SDK：统计\n", "")},
	{"sdk list numbered", "txt", again(statements+"第三方SDK列表\n\n", "1. 友盟SDK\n", "")},
	{"sdk names in prose", "txt", again(statements+"我们接入了", "友盟、极光、微信、支付宝、", "")},
	{"sdk names sdk", "txt", again(statements+"我们接入了", "友盟SDK、极光SDK、", "等SDK收集您的IMEI。")},
	{"sdk sentences", "txt", numbered(statements, "我们接入友盟SDK，用于统计%d，收集IMEI。", "")},
	{"names in use", "txt", again(statements+"We use ", "Sentry to report and Firebase to send, ", "")},
	{"names in use sentences", "txt", numbered(statements, "We use Sentry to report crashes %d. ", "")},
	{"names letters", "txt", again(statements+"We use ", "A, B, C, D, ", "")},
	{"clauses numbered", "txt", numbered(statements, "%d. 我们收集手机号。\n", "")},
	{"clauses deep", "txt", again(statements, "1.1.1.1.1.1.1 我们收集手机号\n", "")},
	{"clauses one line", "txt", numbered(statements, "（%d）我们收集手机号", "")},
	{"items led", "txt", again(statements+"我们收集以下信息：\n", "- 手机号\n", "")},
	{"items each leading", "txt", again(statements, "- 我们收集以下信息：\n", "")},
	{"mixed languages", "txt", again(statements, "我们collect您的phone number以及name用于account", "")},

	// Sentences made of what the readers look for from every side.
	{"sentence refusals and ours", "txt", again(statements, "如您拒绝我们不会收集无法使用", "")},
	{"sentence refusals and ours en", "txt", again(statements, "if you refuse we will not collect it and you cannot use the camera ", "")},
	{"sentence negated permissions", "txt", again(statements, "我们不申请相机权限、", "")},
	{"sentence negated permissions en", "txt", again(statements, "we do not access your camera permission, your contacts, ", "")},
	{"sentence purposes", "txt", again(statements, "为了使用相机权限用于扫码以便", "")},
	{"sentence purposes en", "txt", again(statements, "to use the camera permission to scan for access to ", "")},
	{"sentence features", "txt", again(statements, "当您使用相机时", "")},
	{"sentence lacks", "txt", again(statements, "没有相机权限未获取", "")},
	{"sentence without", "txt", again(statements, "without the camera permission ", "")},
	{"sentence deeds", "txt", again(statements, "使用相机权限扫描", "")},
	{"sentence consent", "txt", again(statements, "经您同意开启相机权限", "")},
	{"sentence dropped", "txt", again(statements, "已移除相机权限", "")},
	{"sentence third parties", "txt", again(statements, "第三方访问相机，", "")},
	{"sentence aims", "txt", again(statements, "为获取相机，", "")},
	{"sentence classification", "txt", again(statements, "敏感个人信息包括相机权限，", "")},
	{"sentence passives", "txt", again(statements, "name, phone number, ", "")},
	{"sentence joined passives", "txt", func(n int) string {
		return statements + strings.Repeat("Your "+strings.Repeat("name, phone number, ", 60)+"are collected"+strings.Repeat(", used, shared", 100)+" ", n/2800+1)
	}},
	{"sentence shared objects", "txt", func(n int) string {
		return statements + strings.Repeat("We collect"+strings.Repeat(", use, share", 100)+" your name"+strings.Repeat(", phone number", 100)+" ", n/2500+1)
	}},
	{"sentence recalled", "txt", func(n int) string {
		return statements + strings.Repeat("We collect your name"+strings.Repeat(", phone number", 150)+". We share this information"+strings.Repeat(" and this information", 100)+". ", n/4200+1)
	}},
	{"sentence denied items", "txt", again(statements+"我们不收集", "您的手机号、", "")},
	{"sentence denied verbs", "txt", again(statements, "不收集您的手机号", "")},
	{"sentence denied sdks", "txt", again(statements, "不包含广告SDK", "")},
	{"sentence denied sdks en", "txt", again(statements, "ads sdk is not included and ", "")},
	{"sentence ellipses", "txt", again(statements, "others collect it; we do not; ", "")},
	{"sentence unless", "txt", again(statements, "we do not share unless you agree ", "")},
	{"sentence locations", "txt", again(statements, "location ip address via ", "")},
	{"sentence logins", "txt", again(statements, "you log in with Facebook ", "")},
	{"sentence quoted menus", "txt", again(statements, "“我-收集”", "")},
	{"sentence everything", "txt", again(statements, "如您拒绝授权相机权限用于扫码，我们不会收集您的手机号，友盟SDK会收集IMEI但", "")},
	{"sentence sdks acting", "txt", again(statements, "友盟SDK收集IMEI，", "")},
	{"sentence sdks bracketed", "txt", again(statements, "友盟SDK（", "")},
	{"sentence sdk sections", "txt", again(statements+"# 第三方SDK\n\n", "友盟、极光、", "")},

	// Long headings, labels, cells and paragraphs.
	{"heading endless", "html", again(page+"<h2>", "申请相机权限，", "</h2><p>x</p>")},
	{"heading endless md", "txt", again(statements+"# ", "相机权限 ", "\n\nx\n")},
	{"headings of paragraphs", "html", again(page, "<h2>"+strings.Repeat("相机权限", 300)+"</h2>", "")},
	{"cells endless", "html", func(n int) string {
		return page + "<table><tr><th>权限<th>用途<tr><td>" + strings.Repeat("相机权限、", n/30) + "<td>" + strings.Repeat("扫码、", n/18) + "</table>"
	}},
	{"cell merged", "html", func(n int) string {
		return page + "<table><tr><th>SDK名称<th>使用目的<tr><td>友盟SDK<td rowspan=500>" + strings.Repeat("我们收集您的手机号。", n/30) + strings.Repeat("<tr><td>极光SDK", 499) + "</table>"
	}},
	{"cell merged short", "html", again(page+"<table><tr><th>SDK名称<th>使用目的", "<tr><td>友盟SDK<td rowspan=500>统计", "</table>")},
	{"name of many sdks", "html", func(n int) string {
		return page + "<table><tr><th>SDK名称<th>使用目的<tr><td>友盟SDK、极光SDK、微信SDK、支付宝SDK<td>" + strings.Repeat("我们收集您的手机号。", n/30) + "</table>"
	}},
	{"names of many sdks", "html", again(page+"<table><tr><th>SDK名称<th>使用目的", "<tr><td>友盟SDK、极光推送SDK、微信SDK、支付宝SDK、高德地图SDK、Bugly<td>x", "</table>")},
	{"scope introduced", "html", again(page+"<table><tr><th>SDK名称<th>收集的个人信息<tr><td>友盟SDK<td>", "设备信息（IMEI、", "</table>")},
	{"scope introduced again", "html", again(page+"<table><tr><th>SDK名称<th>收集的个人信息<tr><td>友盟SDK<td>", "设备信息：", "</table>")},
	{"links in a list", "html", again(page+"<h2>第三方SDK</h2><ul>", `<li><a href="https://a.example/">友盟SDK</a>`, "</ul>")},
	{"bare table", "html", again(page+"<p>第三方SDK列表：</p><table>", `<tr><td>友盟SDK<td>https://a.example/`, "</table>")},
	{"bare table below a long text", "html", func(n int) string {
		return page + "<p>" + strings.Repeat("我们收集您的手机号。", n/60) + "第三方SDK列表：</p><table>" + strings.Repeat("<tr><td>友盟SDK<td>https://a.example/", n/80) + "</table>"
	}},
	{"header of cells", "html", func(n int) string {
		return page + "<table><tr><th>SDK名称" + strings.Repeat("<th>使用目的", n/34) + "<tr><td>友盟SDK" + numbered("", "<td>统计%d", "")(n/2) + "</table>"
	}},
	{"definitions that multiply", "txt", func(n int) string {
		return statements + numbered("", "“个人信息”是指手机号%d、姓名。\n", "")(n/2) + numbered("", "我们不收集个人信息%d。\n", "")(n/2)
	}},
	{"definitions that multiply en", "txt", func(n int) string {
		return statements + numbered("", "Personal information means your name %d.\n", "")(n/2) + numbered("", "We do not collect personal information %d.\n", "")(n/2)
	}},
	{"pair of many items", "txt", func(n int) string {
		return statements + strings.Repeat("我们收集您的手机号。", n/60) + strings.Repeat("We collect your e-mail address. ", n/64) + "\n"
	}},
	{"items with purposes", "txt", numbered(statements, "为了处理%d，我们收集您的手机号、姓名、身份证号、位置信息、通讯录、设备型号、IMEI、MAC地址、邮箱、照片。\n", "")},
	{"own names many", "txt", func(n int) string {
		return statements + numbered("", "“名%d”", "")(min(n, 100_000)) + again("", "为了让名1正常运行，我们申请相机权限。", "")(n)
	}},
	{"names in use many", "txt", func(n int) string {
		return statements + numbered("", "We use Sentry SDK %d to report crashes. ", "")(n/2) + again("", "We use Sentry SDK Android SDK to report crashes. ", "")(n/2)
	}},
	{"lines of labels", "txt", again(statements, strings.Repeat("x：", 900)+"\n", "")},
	{"short sentences", "txt", again(statements, "手。", "")},
	{"short sentences en", "txt", again(statements, "It is. ", "")},
	{"marks of questions", "txt", again(statements, "手？", "")},
	{"gb18030", "txt", func(n int) string {
		s, _ := simplifiedchinese.GB18030.NewEncoder().String(again(statements, "我们收集您的手机号。", "")(n * 3 / 2))
		return s
	}},
	{"closings", "txt", again(statements, "- 相机权限\n\n如您拒绝每项权限，将无法使用。\n\n", "")},
	{"closings of labels", "txt", again(statements+"我们申请以下权限：\n\n", "- 相机权限：扫码\n- 麦克风权限：说话\n\n如您拒绝以上各项权限，将无法使用。\n\n", "")},
	{"titles of permissions", "txt", again(statements+"# 权限\n\n", "（1）相机权限\n用于扫码\n\n", "")},
	{"fields of permissions", "txt", again(statements+"# 权限\n\n", "权限名称：相机\n使用目的：扫码；拒绝后果：无法扫码\n\n", "")},
	{"sections nested", "txt", again(statements, "# 一、x\n\n## （一）x\n\n1. x\n\n1.1 x\n\n1.1.1 x\n\n(a) x\n\n", "")},
	{"short lines", "txt", again(statements, "- 手\n", "")},
	{"rows of permissions", "html", again(page+"<table><tr><th>权限<th>用途<th>拒绝后果", "<tr><td>相机<td>扫码。拍照。<td>无法扫码", "</table>")},
	{"rows of permissions in prose", "html", again(page, "<table><tr><td>相机权限<td>如您拒绝，将无法使用相机权限扫码。</table>", "")},
}
