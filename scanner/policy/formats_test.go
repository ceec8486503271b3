package policy

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/candor-scan/candor/fixtures/forge"
)

const cameraZH = "示例相册隐私政策\n\n一、权限\n\n1. 相机权限：用于扫描设备上的二维码。如您拒绝，可以手动输入编号。我们会在征得您的同意后使用相机。\n\n二、联系我们\n\n邮箱：privacy@album.example\n"

// wantCamera fails the test where the policy does not state everything about
// the camera.
func wantCamera(t *testing.T, p *Policy) {
	t.Helper()
	for _, x := range p.Permissions {
		if x.Group == "camera" {
			if x.Named.State != Stated || x.Purpose.State != Stated || x.Refusal.State != Stated || x.Consent.State != Stated {
				t.Errorf("camera: named %s, purpose %s, refusal %s, consent %s", x.Named.State, x.Purpose.State, x.Refusal.State, x.Consent.State)
			}
			return
		}
	}
	t.Error("camera is missing")
}

func TestEncodings(t *testing.T) {
	traditional := strings.NewReplacer("示例相册隐私政策", "示例相簿隱私政策", "权限", "權限", "相机", "相機", "扫描设备上的二维码", "掃描設備上的二維碼",
		"绝", "絕", "手动输入编号", "手動輸入編號", "我们会在征得您的同意后", "我們會在徵得您的同意後", "联系我们", "聯繫我們", "邮箱", "郵箱").Replace(cameraZH)
	tests := []struct {
		name string
		text string
		enc  encoding.Encoding
		mark string
	}{
		{"utf8", cameraZH, encoding.Nop, ""},
		{"utf8_with_mark", cameraZH, encoding.Nop, "\xEF\xBB\xBF"},
		{"utf16le_with_mark", cameraZH, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "\xFF\xFE"},
		{"utf16be_with_mark", cameraZH, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "\xFE\xFF"},
		{"gb18030", cameraZH, simplifiedchinese.GB18030, ""},
		{"big5", traditional, traditionalchinese.Big5, ""},
		{"carriage_returns", strings.ReplaceAll(cameraZH, "\n", "\r"), encoding.Nop, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data, err := tt.enc.NewEncoder().Bytes([]byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			wantCamera(t, readOne(t, "p.txt", append([]byte(tt.mark), data...)))
		})
	}
}

func TestDOCX(t *testing.T) {
	cell := func(s string) string { return `<w:tc>` + forge.DOCXParagraph("", s) + `</w:tc>` }
	body := forge.DOCXParagraph("Heading1", "隐私政策") + forge.DOCXParagraph("Heading2", "一、相机权限") +
		forge.DOCXParagraph("", "当您扫码添加设备时，我们会申请相机权限，用于识别设备编号。") + forge.DOCXParagraph("", "若您拒绝相机权限，您仍可手动输入编号。") + forge.DOCXParagraph("", "我们会在征得您的同意后使用相机。") +
		forge.DOCXParagraph("Heading2", "二、第三方SDK") +
		`<w:tbl><w:tr>` + cell("SDK名称") + cell("使用目的") + cell("收集个人信息类型") + cell("所属公司") + cell("隐私政策链接") + `</w:tr>` +
		`<w:tr>` + cell("微信支付SDK") + cell("支付") + cell("IMEI、订单信息") + `<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + forge.DOCXParagraph("", "深圳市腾讯计算机系统有限公司") + `</w:tc>` +
		`<w:tc><w:p><w:hyperlink r:id="rId1"><w:r><w:t>隐私政策</w:t></w:r></w:hyperlink></w:p></w:tc></w:tr>` +
		`<w:tr>` + cell("Bugly") + cell("崩溃分析") + cell("设备型号") + `<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>` + cell("") + `</w:tr></w:tbl>`
	data := forge.DOCX(body, map[string]string{
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="rId1" Target="https://pay.weixin.qq.com/privacy"/></Relationships>`,
	})
	p := readOne(t, "p.docx", data)
	wantCamera(t, p)
	if p.Documents[0].Format != "docx" {
		t.Errorf("format %q", p.Documents[0].Format)
	}
	if len(p.SDKs) != 2 {
		t.Fatalf("%d rows", len(p.SDKs))
	}
	for i, want := range []string{"微信支付SDK", "Bugly"} {
		x := p.SDKs[i]
		if x.Name != want || x.Institution == nil || x.Institution.Text != "深圳市腾讯计算机系统有限公司" {
			t.Errorf("row %d: %q, institution %v", i, x.Name, x.Institution)
		}
	}
	if u := p.SDKs[0].PrivacyURL; u == nil || u.Text != "https://pay.weixin.qq.com/privacy" {
		t.Errorf("privacy address %v", u)
	}
}

func TestPDF(t *testing.T) {
	lines := []string{"Privacy policy", "", "1. Camera permission", "We use the camera permission to scan the code of a meter. If", "you decline, you can type its number. We ask for your consent before the", "camera is used."}
	var b strings.Builder
	b.WriteString("BT /F1 12 Tf 14 TL 50 700 Td\n")
	for _, l := range lines {
		if l == "" {
			b.WriteString("0 -20 Td\n")
			continue
		}
		fmt.Fprintf(&b, "(%s) Tj T*\n", l)
	}
	b.WriteString("ET")
	p := readOne(t, "p.pdf", forge.PDF(b.String()))
	wantCamera(t, p)
	q := p.Permissions[0].Named.Quotes[0]
	if q.Page == nil || *q.Page != 1 {
		t.Errorf("page %v", q.Page)
	}
}

func TestRefusals(t *testing.T) {
	long := func(s string) string { return strings.Repeat(s+" ", 40) }
	tests := []struct {
		name, text string
		want       Reason
	}{
		{"empty", " \n\t ", Empty},
		{"binary", "\x00\x01\x02\x03\x04\x05\xFF\xFE\x00\x00\x01", Binary},
		{"an_app", "PK\x03\x04\x14\x00\x00\x00\x08\x00AndroidManifest.xml", Binary},
		{"a_picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", Binary},
		{"no_word_of_privacy", long("Stir the flour into the milk, then bake the pancake on both sides until brown."), NotPolicy},
		{"login", "<html><body><h1>Sign in</h1><label>Password</label><a>Forgot password?</a><a>Create account</a><a>Privacy</a></body></html>", NeedsLogin},
		{"script_shell", "<!doctype html><html><head><title>Privacy policy</title></head><body><noscript>Please enable JavaScript.</noscript><div id=app></div><script>" + long("window.x = 1;") + "</script></body></html>", NeedsBrowser},
		{"german", long("Wir verarbeiten Ihre personenbezogenen Daten und geben sie nicht weiter, wenn Sie die App auf dem Gerät verwenden."), OtherLanguage},
		{"japanese", strings.Repeat("当社は、お客様の個人情報を適切に取り扱います。カメラへのアクセスを許可してください。", 20), OtherLanguage},
		{"russian", strings.Repeat("Мы обрабатываем ваши персональные данные только с вашего согласия. ", 20), OtherLanguage},
		{"pdf_of_pictures", string(forge.PDF("q 100 0 0 100 0 0 cm /Im1 Do Q")), Scanned},
		{"encrypted_pdf", strings.Replace(string(forge.PDF("BT ET")), "/Root", "/Encrypt<</V 1>>/Root", 1), Damaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Read([]Source{{"some.file", []byte(tt.text)}}, someNames, DefaultLimits())
			var e *Error
			if !errors.As(err, &e) || p != nil {
				t.Fatalf("policy %v, error %v", p != nil, err)
			}
			if e.Reason != tt.want {
				t.Errorf("reason %q, want %q (%v)", e.Reason, tt.want, err)
			}
			if s := err.Error(); !strings.HasPrefix(s, "some.file: ") || strings.Contains(s, "\n") || e.Do == "" {
				t.Errorf("message %q", s)
			}
		})
	}
}

// TestForeignMenus: a page with a menu in another language is still read.
func TestForeignMenus(t *testing.T) {
	text := "メニューを閉じる。会社情報とお知らせをご覧ください。" + "\n\n" +
		strings.Repeat("We collect your email address to answer your questions, and we keep it for one year. ", 12)
	p, err := Read([]Source{{"menu.txt", []byte(text)}}, someNames, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Items) == 0 {
		t.Error("the English text was not read")
	}
}
