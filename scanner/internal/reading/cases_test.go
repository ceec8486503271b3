package reading

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/policy"
)

// TestCases reads single sentences and small tables that are easily read the
// wrong way.
func TestCases(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // facts that must be read
		never      []string // beginnings of facts that must not
	}{
		{"denied_list", "We never access your photos, your phone book or your microphone.", []string{"microphone denied", "contacts denied"}, []string{"microphone stated", "contacts stated"}},
		{"denied_list_zh", "本应用不会读取您的日历、短信和通话记录。", []string{"calendar denied", "sms denied", "call_log denied"}, []string{"calendar stated"}},
		{"only_when", "Microphone access is requested only when you press \"Record\"; if you decline it, you can still type.", []string{"microphone stated", "microphone refusal", "microphone consent"}, nil},
		{"purpose_first_and_approximate", "To list repair shops near you we need, with your consent, your approximate location; without it the list stays empty.",
			[]string{"location stated", "location purpose stated", "location refusal", "location consent", "location approximate-only"}, nil},
		{"other_senses", "Our warehouse is located in Lyon; the storage costs are low and security cameras watch it. This privacy policy says so.", nil, []string{"storage", "location", "camera"}},
		{"other_senses_zh", "摄像头型号、存储容量等商品参数由卖家提供，隐私政策另行说明。", nil, []string{"camera", "storage"}},
		{"place_of_storage_zh", "您的个人信息存储于新加坡，存储地点为当地机房。", nil, []string{"storage", "location"}},
		{"permission_but_no_data", "为了搜索附近的蓝牙打印机，Android 11及以下系统要求我们申请定位权限，但我们不会收集您的位置信息。", []string{"location stated", "location purpose stated"}, []string{"location denied"}},
		{"may_ask_zh", "我们可能会向您申请“读取应用列表”权限，用于判断您是否安装了支付宝；该权限默认关闭。", []string{"installed_apps stated", "installed_apps purpose stated"}, nil},
		{"unless", "除非您主动分享，我们不会访问您的通讯录。", nil, []string{"contacts denied", "contacts stated"}},
		{"without_consent", "Without your consent we do not use your camera.", nil, []string{"camera denied"}},
		{"purpose_limited", "We do not use your location for advertising.", nil, []string{"location denied"}},
		{"how_is_not_what", "如您不想分享位置，您可以关闭手机的GPS。我们会收集您的位置信息，以便为您提供相关服务。", []string{"location stated", "location purpose vague"}, []string{"location refusal"}},
		{"permission_as_consent", "With your permission we share your personal information with couriers, and we ask for your permission before we transfer data abroad.", nil, []string{"storage", "location", "phone", "contacts"}},
		{"channels_are_no_permissions", "We may send you email, text messages and push notifications about our privacy policy.", nil, []string{"sms", "notifications"}},
		{"bilingual_glued", "1.2.1麦克风权限。Microphone permission\n当您使用语音留言时,我们会申请麦克风权限。若您拒绝,不影响文字留言。When you leave a voice message we ask for the microphone. If you refuse, text messages are not affected.",
			[]string{"microphone stated", "microphone refusal", "microphone consent", "microphone purpose stated"}, []string{"sms"}},
		{"sdk_as_subject_zh", "为统计使用情况，友盟SDK会收集您的IMEI、MAC地址及已安装应用列表。", []string{"sdk umeng-analytics purpose", "sdk umeng-analytics imei,mac_address,installed_apps"}, nil},
		{"sdk_by_company", "We use the JPush SDK by Aurora Mobile to deliver messages, as this privacy policy says.", []string{"sdk jpush purpose", "sdk jpush institution"}, nil},
		{"sdk_denied", "This app contains no analytics SDKs and no Umeng.", nil, []string{"sdk"}},
		{"sdk_names_only", "我们接入的第三方SDK包括但不限于：支付宝、高德地图、友盟等，清单见《第三方清单》。", []string{"sdk alipay", "sdk amap", "sdk umeng-analytics", "open-ended"}, []string{"sdk alipay purpose", "sdk alipay institution"}},
		{"sdk_table_escaped_pipe", "| SDK | Purpose | Data | Provider |\n|:--|:--|:--|--|\n| Bugly | Crash reports | Crash logs, device model | Tencent, Inc. |\n| Alipay | Payment | Name, e-mail \\| IMEI | Ant Group Co., Ltd. |\n",
			[]string{"sdk bugly crash_logs,device_model", "sdk alipay name,email,imei", "sdk alipay institution"}, nil},
		{"sdk_block_one_language", "3.4 高德地图 AMap\n\nPurpose of use: maps\n\nMethod: AMap SDK\n\n个人信息范围:位置信息、IP地址\n\nAffiliated institution: AutoNavi Software Co., Ltd\n\nOfficial website: https://lbs.amap.com/",
			[]string{"sdk amap purpose", "sdk amap method", "sdk amap location,ip_address", "sdk amap institution", "sdk amap website"}, nil},
		{"notification_access", "We ask for the notification access permission to mirror alerts on your watch.", []string{"notification_access stated"}, []string{"notifications stated"}},
		{"fill_marks_in_two_languages", "SDK名称：友盟\n使用目的：【待填写】[to fill in]\n收集信息：IMEI\n", []string{"sdk umeng-analytics imei"}, []string{"sdk umeng-analytics purpose"}},
		{"fill_marks", "SDK名称：友盟\n使用目的：【待填写】\n收集信息：IMEI\n所属公司：[to fill in]\n", []string{"sdk umeng-analytics imei"}, []string{"sdk umeng-analytics purpose", "sdk umeng-analytics institution"}},
		{"introducer", "SDK名称：友盟\n收集信息：设备标识符（如IMEI、Android ID）、设备信息\n", []string{"sdk umeng-analytics imei,android_id,device_info"}, nil},
		{"each_permission", "Camera: to scan codes. Privacy.\n\nThe app asks for these permissions:\n\n- Microphone: to record\n- Storage: to save files\n\nEach permission above is granted by you when you first use it; if you refuse one, the feature it serves does not work.",
			[]string{"microphone general refusal", "microphone consent", "storage general refusal"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs := []document.Source{{Path: "case.md", Data: []byte(tt.text + "\n")}}
			p, err := Read(docs, someNames, document.DefaultLimits())
			if err != nil {
				if len(tt.want) > 0 {
					t.Fatal(err)
				}
				return // a lone sentence may hold no word of privacy
			}
			checkQuotes(t, docs, p)
			got := facts(p)
			checkFacts(t, got, tt.want, tt.never)
		})
	}
}

// checkFacts wants each of want among the facts, and none that begins with one
// of never.
func checkFacts(t *testing.T, got, want, never []string) {
	t.Helper()
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("lost %q of\n%s", w, strings.Join(got, "\n"))
		}
	}
	for _, n := range never {
		for _, f := range got {
			if strings.HasPrefix(f, n) {
				t.Errorf("read %q", f)
			}
		}
	}
}

// facts writes what was read as short phrases.
func facts(p *policy.Policy) []string {
	var out []string
	for _, x := range p.Permissions {
		g := string(x.Group)
		out = append(out, g+" "+string(x.Named.State), g+" purpose "+string(x.Purpose.State))
		if x.Refusal.State == policy.Stated {
			out = append(out, g+" refusal")
			if x.Refusal.Scope == "general" {
				out = append(out, g+" general refusal")
			}
		}
		if x.Consent.State == policy.Stated {
			out = append(out, g+" consent")
		}
		if x.Narrow != "" {
			out = append(out, g+" "+x.Narrow)
		}
	}
	for _, x := range p.SDKs {
		id := "-"
		if x.ID != nil {
			id = *x.ID
		}
		out = append(out, "sdk "+id)
		for name, f := range map[string]*policy.Field{"purpose": x.Purpose, "method": x.Method, "institution": x.Institution, "website": x.Website} {
			if f != nil {
				out = append(out, "sdk "+id+" "+name)
			}
		}
		if x.Scope != nil {
			var items []string
			for _, it := range x.Scope.Items {
				items = append(items, fmt.Sprint(it))
			}
			out = append(out, "sdk "+id+" "+strings.Join(items, ","))
		}
	}
	if len(p.OpenEnded) > 0 {
		out = append(out, "open-ended")
	}
	return out
}
