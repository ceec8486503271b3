package disclosure

import (
	"slices"
	"strings"
	"testing"

	docs "github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// written reads a policy of a few sentences, with the names of all SDKs.
func written(t *testing.T, text string) *policy.Policy {
	t.Helper()
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	head := "Privacy Policy\n\nThis policy says how our app handles personal information.\n\n"
	if strings.ContainsRune(text, '的') || strings.ContainsRune(text, '。') {
		head = "隐私政策\n\n本政策说明本应用如何处理个人信息。\n\n"
	}
	p, err := reading.Read([]docs.Source{{Path: "policy.txt", Data: []byte(head + text)}}, db, docs.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// accusations are the findings of rules that say that something is not there.
func accusations(findings []Finding) []string {
	var out []string
	for _, s := range short(findings) {
		rule := strings.Fields(s)[2]
		if r, _ := LookupRule(rule); r.silence && !strings.HasPrefix(rule, "policy/") {
			out = append(out, s)
		}
	}
	return out
}

// TestReadAgain holds apps against documents as they are written. What the text
// names is never said not to be there; what it does not name is.
func TestReadAgain(t *testing.T) {
	asks := func(names ...string) func(*Facts) {
		return func(f *Facts) { declare(f, names...) }
	}
	has := func(ids ...string) func(*Facts) { return func(f *Facts) { contain(f, ids...) } }
	code := func(items ...usage.Item) func(*Facts) { return func(f *Facts) { f.Items = items } }
	for _, c := range []struct {
		name, text string
		is         func(*Facts)
		want       []string
		quote      string // in the first finding, where a person must decide
	}{
		// SDKs.
		{name: "sdk_the_document_is_silent", text: "We collect your name.", is: has("alipay"), want: []string{"error fail sdk/undisclosed alipay"}},
		{name: "sdk_named_without_a_row", text: "You can also pay with Alipay at the till.", is: has("alipay"),
			want: []string{"error review sdk/undisclosed alipay"}, quote: "You can also pay with Alipay at the till."},
		{name: "sdk_named_by_its_umbrella", text: "Crash reporting goes through Firebase as well.", is: has("firebase-core", "firebase-crashlytics"),
			want: []string{"error review sdk/undisclosed firebase-crashlytics"}, quote: "Crash reporting goes through Firebase as well."},
		{name: "sdk_a_sibling_named_is_not_it", text: "A page of Firebase Analytics tells more.", is: has("firebase-core", "firebase-analytics", "firebase-crashlytics"),
			want: []string{"error fail sdk/undisclosed firebase-crashlytics", "error review sdk/undisclosed firebase-analytics"}},
		{name: "sdk_named_for_ios_alone", text: "On iOS you can also pay with Alipay.", is: has("alipay"), want: []string{"error fail sdk/undisclosed alipay"}},
		{name: "sdk_a_page_of_the_maker", text: "关注我们的微信公众号，即可参与合作方的抽奖。", is: has("wechat-opensdk"), want: []string{"error fail sdk/undisclosed wechat-opensdk"}},
		{name: "sdk_inside_an_address", text: "Write to us at alipay@example.com.", is: has("alipay"), want: []string{"error fail sdk/undisclosed alipay"}},
		{name: "sdk_zh", text: "结账时您也可以选择支付宝付款。", is: has("alipay"),
			want: []string{"error review sdk/undisclosed alipay"}, quote: "结账时您也可以选择支付宝付款。"},

		// Permissions.
		{name: "permission_the_document_is_silent", text: "We collect your name.", is: asks("CAMERA"), want: []string{"error fail permission/undisclosed camera"}},
		{name: "permission_a_noun_anywhere", text: "Scanning relies on the phone's camera, which belongs to you.", is: asks("CAMERA"),
			want: []string{"error review permission/undisclosed camera"}, quote: "Scanning relies on the phone's camera, which belongs to you."},
		{name: "permission_of_a_third_party", text: "第三方语音服务会用到您的麦克风权限。", is: asks("RECORD_AUDIO"),
			want: []string{"error review permission/undisclosed microphone"}, quote: "第三方语音服务会用到您的麦克风权限。"},
		{name: "permission_a_number_to_call", text: "客服热线：400-123-4567，工作日可致电，手机状态须畅通。", is: asks("CALL_PHONE"), want: []string{"error fail permission/undisclosed phone"}},
		{name: "permission_a_code_by_message", text: "验证码会以短信形式送达，请授权本人手机号。", is: asks("READ_SMS"), want: []string{"error fail permission/undisclosed sms"}},
		{name: "permission_messages_refused_in_english", text: "You can refuse to receive text messages by replying STOP.", is: asks("READ_SMS"), want: []string{"error fail permission/undisclosed sms"}},
		{name: "permission_room_on_a_server", text: "服务器为每位用户分配的存储空间有限。", is: asks("READ_EXTERNAL_STORAGE"), want: []string{"error fail permission/undisclosed storage"}},
		{name: "permission_a_prominent_place", text: "修订后的条款会放在显著位置。", is: asks("ACCESS_FINE_LOCATION"), want: []string{"error fail permission/undisclosed location"}},
		{name: "permission_a_definition_of_the_law", text: "敏感个人信息包括通讯录、行踪轨迹等信息。", is: asks("READ_CONTACTS"), want: []string{"error fail permission/undisclosed contacts"}},
		{name: "permission_the_title_of_a_law", text: "本政策依据《通讯录与麦克风管理办法》制定。", is: asks("RECORD_AUDIO"), want: []string{"error fail permission/undisclosed microphone"}},
		{name: "permission_of_another_platform", text: "在 iPhone 上，扫码依靠相机。", is: asks("CAMERA"), want: []string{"error fail permission/undisclosed camera"}},
		{name: "permission_a_common_word", text: "Exercise your rights at any time.", is: asks("ACTIVITY_RECOGNITION"), want: []string{"warning fail permission/undisclosed activity_recognition"}},

		// Items.
		{name: "item_the_document_is_silent", text: "We collect your name.", is: code(reads("clipboard", "app")), want: []string{"warning fail data/undisclosed clipboard"}},
		{name: "item_named_in_passing", text: "Who needs the MAC address of a device?", is: code(reads("mac_address", "app")),
			want: []string{"error review data/undisclosed mac_address"}, quote: "Who needs the MAC address of a device?"},
		{name: "item_a_broader_name_in_passing", text: "Who needs a device identifier?", is: code(reads("android_id", "app")),
			want: []string{"error review data/undisclosed android_id"}},
		{name: "item_another_in_passing", text: "Who needs the MAC address of a device?", is: code(reads("clipboard", "app")), want: []string{"warning fail data/undisclosed clipboard"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := world(c.is)
			f.Policy = written(t, c.text)
			findings := check(t, f, Options{})
			got := accusations(findings)
			if c.want != nil && !slices.Equal(got, c.want) {
				t.Fatalf("findings\n  %s\nwant\n  %s\nleft over %+v", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "), f.Policy.Leftovers)
			}
			if c.quote != "" && (len(findings[0].Quotes) == 0 || findings[0].Quotes[0].Text != c.quote) {
				t.Errorf("quotes %+v, want %q first", findings[0].Quotes, c.quote)
			}
			for _, x := range findings {
				if doubts := strings.Contains(x.Message.EN, "could not place"); doubts && (x.State != Review || strings.Contains(x.Message.EN, "does not name")) {
					t.Errorf("%s: state %s with message %q", x.Rule, x.State, x.Message.EN)
				}
			}
			sound(t, findings)
		})
	}
}

// TestFieldsReadAgain holds apps against rows and permissions that lack
// something: it is missing only where nothing beside them could be it.
func TestFieldsReadAgain(t *testing.T) {
	for _, c := range []struct {
		name, text string
		is         func(*Facts)
		want       []string // findings about missing fields and elements
	}{
		{name: "a_scene_may_tell_the_purpose", is: func(f *Facts) { contain(f, "jpush") },
			text: "| SDK name | Scene | Data collected | Provider | Website | Method |\n|---|---|---|---|---|---|\n| JPush | when a message is pushed | device model | Jiguang Co., Ltd. | https://www.jiguang.cn/ | by the SDK |\n",
			want: []string{"warning review sdk/purpose jpush"}},
		{name: "a_column_without_a_known_label", is: func(f *Facts) { contain(f, "jpush") },
			text: "| SDK name | Category | Data collected | Provider | Website | Method |\n|---|---|---|---|---|---|\n| JPush | news for you | device model | Jiguang Co., Ltd. | https://www.jiguang.cn/ | by the SDK |\n",
			want: []string{"warning review sdk/purpose jpush"}},
		{name: "a_full_row_but_for_the_website", is: func(f *Facts) { contain(f, "jpush") },
			text: "| SDK name | Purpose | Data collected | Provider | Method |\n|---|---|---|---|---|\n| JPush | to push messages | device model | Jiguang Co., Ltd. | by the SDK |\n",
			want: []string{"note fail sdk/website jpush"}},
		{name: "the_address_stands_behind_another_field", is: func(f *Facts) { contain(f, "jpush") },
			text: "## Third-party SDKs\n\n- **JPush SDK**\n  Purpose: to push messages\n  Data collected: device model\n  Provider: Jiguang Co., Ltd.\n  Method: by the SDK\n  More at https://www.jiguang.cn/license/privacy\n",
			want: []string{"note review sdk/website jpush"}},
		{name: "what_a_sentence_says_of_another_sdk_is_not_of_this", is: func(f *Facts) { contain(f, "jpush") },
			text: "## Third-party SDKs\n\n我们接入极光推送SDK，用于推送消息。\n\n高德地图SDK收集您的位置信息，由高德软件有限公司提供，详见 https://lbs.amap.com/ 。\n",
			want: []string{"warning fail sdk/scope jpush", "warning fail sdk/institution jpush", "note fail sdk/method jpush", "note fail sdk/website jpush"}},
		{name: "the_sentence_behind_takes_it_up", is: func(f *Facts) { contain(f, "jpush") },
			text: "## 第三方SDK\n\n我们接入极光推送SDK，用于推送消息。\n\n他们会通过SDK收集您的设备型号。\n",
			want: []string{"warning review sdk/scope jpush", "warning fail sdk/institution jpush", "note review sdk/method jpush", "note fail sdk/website jpush"}},

		{name: "a_permission_without_a_purpose", is: func(f *Facts) { declare(f, "CAMERA") },
			text: "You can switch the camera permission off in the settings of the phone.\n\nWe store data for a year.\n",
			want: []string{"warning fail permission/purpose camera", "warning fail permission/refusal camera", "warning fail permission/consent camera"}},
		{name: "how_to_refuse_is_not_what_happens", is: func(f *Facts) { declare(f, "ACCESS_COARSE_LOCATION") },
			text: "我们会在征得您同意后获取位置信息权限，用于查找附近的站点。您可以在系统设置中关闭该权限。\n",
			want: []string{"warning fail permission/refusal location"}},
		{name: "a_sentence_that_takes_the_permission_up", is: func(f *Facts) { declare(f, "ACCESS_COARSE_LOCATION") },
			text: "我们会在征得您同意后获取位置信息权限，用于查找附近的站点。\n\n如您拒绝第三方登录，此权限不受影响。\n",
			want: []string{"warning fail permission/refusal location"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := world(c.is)
			f.Policy = written(t, c.text)
			var got []string
			findings := check(t, f, Options{})
			for i, s := range short(findings) {
				switch findings[i].Rule {
				case "sdk/purpose", "sdk/scope", "sdk/institution", "sdk/method", "sdk/website", "permission/purpose", "permission/refusal", "permission/consent":
					got = append(got, s)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("findings\n  %s\nwant\n  %s\nleft over %+v", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "), f.Policy.Leftovers)
			}
			sound(t, findings)
		})
	}
}

// TestPairs are situations of an app and a policy that were once accused of
// what is not so.
func TestPairs(t *testing.T) {
	for _, c := range []struct {
		name, text string
		is         func(*Facts)
		has, lacks []string // "rule subject"
	}{
		{name: "two_names_and_no_row", is: func(f *Facts) { contain(f, "firebase-core", "firebase-analytics", "firebase-crashlytics") },
			text:  "Behind the app stand others: Firebase Analytics and Crashlytics.",
			lacks: []string{"fail sdk/undisclosed firebase-analytics", "fail sdk/undisclosed firebase-crashlytics"}},
		{name: "a_row_of_a_part_that_is_not_there", is: func(f *Facts) { contain(f, "google-play-services") },
			text:  "We work with analytics providers, such as Google Analytics, which tell us how the app is used.",
			has:   []string{"fail sdk/not-found google-analytics", "review sdk/undisclosed google-play-services"},
			lacks: []string{"sdk/purpose google-play-services", "sdk/scope google-play-services", "sdk/institution google-play-services", "sdk/method google-play-services", "sdk/website google-play-services"}},
		{name: "a_row_of_another_platform_opens_nothing", is: func(f *Facts) { contain(f, "jpush") },
			text:  "| SDK name | Platform | Purpose |\n|---|---|---|\n| JPush (iOS) | iOS | push |\n| JPush (Android) | Android | to push messages |\n",
			lacks: []string{"fail sdk/undisclosed jpush", "sdk/not-found jpush"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := world(c.is)
			f.Policy = written(t, c.text)
			lines := short(check(t, f, Options{}))
			holds := func(s string) bool {
				return slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, s) })
			}
			for _, s := range c.has {
				if !holds(s) {
					t.Errorf("%q is not among\n  %s", s, strings.Join(lines, "\n  "))
				}
			}
			for _, s := range c.lacks {
				if holds(s) {
					t.Errorf("%q is among\n  %s", s, strings.Join(lines, "\n  "))
				}
			}
		})
	}
}

// TestPartOfAnUmbrella asks when the row of a part answers for its umbrella.
func TestPartOfAnUmbrella(t *testing.T) {
	rows := func(found []string, named ...string) func(*Facts) {
		return func(f *Facts) {
			contain(f, found...)
			for _, id := range named {
				f.Policy.SDKs = append(f.Policy.SDKs, row(id, nil))
			}
		}
	}
	run(t, []fires{
		{name: "a_part_in_the_app", is: rows([]string{"google-play-services", "google-analytics"}, "google-analytics")},
		{name: "a_part_that_every_copy_carries", is: rows([]string{"wechat-opensdk"}, "wechat-pay")},
		{name: "a_part_that_is_not_there", is: rows([]string{"google-play-services"}, "google-analytics"),
			want: []string{"error review sdk/undisclosed google-play-services", "note fail sdk/not-found google-analytics"}, says: []string{"a part of it that was not found in the app"}},
		{name: "both_rows", is: rows([]string{"google-play-services"}, "google-analytics", "google-play-services"),
			want: []string{"note fail sdk/not-found google-analytics"}},
	})
}
