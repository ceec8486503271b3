package policy

import (
	"testing"
)

// TestOddForms reads texts whose parts are empty, stand alone or are cut short,
// as texts copied from a page or a form are. Nothing of the text around them
// may be lost.
func TestOddForms(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // facts that must be read
		never      []string // beginnings of facts that must not
	}{
		{"a purpose that opens with a bare 为", "隐私说明\n\n为尽快排查闪退，我们会收集您的设备型号。",
			[]string{"item device_model for 为尽快排查闪退"}, nil},
		{"a purpose that opens with a bare 为 and ends in 时", "隐私说明\n\n为您修复闪退时，我们会收集您的设备型号。",
			[]string{"item device_model for 为您修复闪退时"}, nil},
		{"a permission's label with its text below", "隐私说明\n\n我们会收集您的手机号。\n\n相机权限：\n\n用于扫描设备上的条码。",
			[]string{"item phone_number", "camera stated", "camera purpose stated"}, nil},
		{"a permission's label with nothing below", "隐私说明\n\n我们会收集您的手机号。\n\n麦克风权限：",
			[]string{"item phone_number", "microphone stated", "microphone purpose missing"}, nil},
		{"an English label with nothing below", "Privacy notice\n\nWe collect your e-mail address.\n\nMicrophone permission:",
			[]string{"item email", "microphone stated", "microphone purpose missing"}, nil},
		{"a label behind its permission's name", "Privacy notice\n\nWe collect your e-mail address.\n\npermission microphone:",
			[]string{"item email", "microphone stated", "microphone purpose missing"}, nil},
		{"a numbered title in lenticular brackets", "二、【说明】\n\n本隐私说明适用于本应用，我们会收集您的手机号。",
			[]string{"item phone_number"}, nil},
		{"a numbered note in lenticular brackets", "二、【说明】请先阅读本隐私说明\n\n我们会收集您的手机号。",
			[]string{"item phone_number"}, nil},
		{"an empty line of a quotation", "> In this privacy notice we say that we collect\n>\n> your e-mail address. We collect your phone number.",
			[]string{"item phone_number"}, nil},
		{"a quotation of empty lines", "Privacy notice\n>\n> >\n>\nWe collect your e-mail address.",
			[]string{"item email"}, nil},
		{"a section number that ends in a colon", "隐私说明\n\n5.3：我们会收集您的手机号。",
			[]string{"item phone_number"}, nil},
		{"a Chinese number that ends in a colon", "隐私说明\n\n三：我们会收集您的手机号。",
			[]string{"item phone_number"}, nil},
		{"a number and fields of an SDK on one line", "隐私说明\n\n5.3：SDK名称：友盟；使用目的：统计；收集信息：IMEI",
			[]string{"sdk umeng-analytics imei", "sdk umeng-analytics purpose"}, nil},
		{"a letter that grows in small, before a conjunction", "Privacy notice: the Umeng SDK collects your IMEI ȺȺȺȺȺȺȺȺ And Bugly SDK collects your device model.",
			[]string{"sdk umeng-analytics", "sdk bugly"}, nil},
		{"a letter that grows in small, behind a name", "Privacy notice: we use the JPush SDK ȺȺȺȺ by Aurora Mobile to deliver messages.",
			[]string{"sdk jpush"}, nil},
		{"a letter that grows in small, between name and SDK", "Privacy notice: push messages are sent with JPushȺSDK.",
			nil, nil},
		{"labels and nothing else", "隐私说明：\n\n目的：\n\n方式：\n\nSDK名称：\n\n：\n\n：：\n\n【】\n\n（）\n\n我们会收集您的手机号。",
			[]string{"item phone_number"}, []string{"sdk"}},
		{"bullets of nothing", "Privacy notice\n\n- \n-\n* \n\u2022\n1.\n1.1\n(a)\n\nWe collect your e-mail address.",
			[]string{"item email"}, nil},
		{"a table of one cell", "Privacy notice\n\n| SDK |\n|---|\n\nWe collect your e-mail address.",
			[]string{"item email"}, []string{"sdk"}},
		{"a table with no cell", "<p>Privacy notice</p><table></table><table><tr></tr></table><table><tr><td></td></tr></table><p>We collect your e-mail address.</p>",
			[]string{"item email"}, []string{"sdk"}},
		{"brackets that never close", "隐私说明（以下简称“说明\n\n我们会收集您的手机号（用于登录\n\n【相机权限\n\n我们会收集您的设备型号。",
			[]string{"item phone_number", "item device_model"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs := []Source{{"case.md", []byte(tt.text)}}
			p, err := Read(docs, someNames, DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			checkQuotes(t, docs, p)
			checkFacts(t, append(facts(p), itemFacts(p)...), tt.want, tt.never)
		})
	}
}

// itemFacts writes the items the first party collects, and what for.
func itemFacts(p *Policy) []string {
	var out []string
	for _, it := range p.Items {
		if it.Party != First || it.Polarity != Performed {
			continue
		}
		out = append(out, "item "+string(it.Item))
		if it.Purpose != nil {
			out = append(out, "item "+string(it.Item)+" for "+*it.Purpose)
		}
	}
	return out
}
