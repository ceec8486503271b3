package reading

import (
	"strings"
	"testing"
)

// TestSDKProse reads sentences that speak of several SDKs, each with what is
// its own.
func TestSDKProse(t *testing.T) {
	runRowCases(t, "txt", []rowCase{
		{"numbers_inside_a_line", "隐私政策\n\n我们的App使用了以下第三方SDK：1、极光推送：用于消息推送，收集OAID；2、高德地图：用于显示门店，收集位置信息；3、微信支付：用于付款，收集IP地址。\n",
			[]string{"sdk 极光推送 jpush purpose=消息推送 scope=[oaid]", "sdk 高德地图 amap purpose=显示门店 scope=[location]", "sdk 微信支付 wechat-pay purpose=付款 scope=[ip_address]"}},
		{"one_behind_the_other", "隐私政策\n\n本应用使用友盟统计SDK进行统计，使用腾讯Bugly收集崩溃日志。\n",
			[]string{"sdk 友盟统计SDK umeng-analytics purpose=进行统计", "sdk Bugly bugly scope=[crash_logs]"}},
		{"verb_phrase_behind_the_name", "隐私政策\n\n我们使用极光推送SDK推送消息，使用高德地图SDK显示地图。\n",
			[]string{"sdk 极光推送SDK jpush purpose=推送消息", "sdk 高德地图SDK amap purpose=显示地图"}},
		{"companies_in_brackets", "隐私政策\n\n我们的App使用了以下第三方服务：极光推送（深圳市和讯华谷信息技术有限公司），用于推送消息；高德地图（高德软件有限公司），用于显示地图。\n",
			[]string{"sdk 极光推送 jpush purpose=推送消息 by=深圳市和讯华谷信息技术有限公司", "sdk 高德地图 amap purpose=显示地图 by=高德软件有限公司"}},
		{"companies_in_brackets_and_scope", "隐私政策\n\n我们使用的第三方SDK有：①极光推送SDK（深圳市和讯华谷信息技术有限公司），用于推送移动侦测告警和其他的消息，收集OAID；②友盟SDK（友盟同欣（北京）科技有限公司），用于统计，收集IMEI。\n",
			[]string{"sdk 极光推送SDK jpush purpose=推送移动侦测告警和其他的消息 by=深圳市和讯华谷信息技术有限公司 scope=[oaid]", "sdk 友盟SDK umeng-analytics purpose=统计 by=友盟同欣（北京）科技有限公司 scope=[imei]"}},
		{"provider_and_policy", "隐私政策\n\n为保障支付安全，我们在付款环节使用微信支付SDK，提供方为财付通支付科技有限公司，该SDK会收集IP地址。隐私政策链接：https://www.tenpay.com/privacy\n",
			[]string{"sdk 微信支付SDK wechat-pay purpose=保障支付安全 by=财付通支付科技有限公司 policy=https://www.tenpay.com/privacy scope=[ip_address]"}},
		{"list_shares_what_follows", "隐私政策\n\n我们集成了极光推送、友盟和高德地图SDK，用于向您提供服务。\n",
			[]string{"sdk 极光推送 jpush purpose=向您提供服务", "sdk 友盟 umeng-analytics purpose=向您提供服务", "sdk 高德地图SDK amap purpose=向您提供服务"}},
		{"companies_en", "Privacy Policy\n\nWe use Crashlytics (Google LLC) to report crashes and Alipay to take payments. Crashlytics receives crash logs; Alipay receives your name.\n",
			[]string{"sdk Crashlytics firebase-crashlytics purpose=report crashes by=Google LLC scope=[crash_logs]", "sdk Alipay alipay purpose=take payments. scope=[name]"}},
		{"provided_by", "Privacy Policy\n\nWe use the JPush SDK, provided by Aurora Mobile, to deliver messages, and the Umeng SDK for statistics.\n",
			[]string{"sdk JPush SDK jpush purpose=deliver messages by=Aurora Mobile", "sdk Umeng SDK umeng-analytics purpose=statistics."}},
		{"enumeration_en", "Privacy Policy\n\nOur app includes the following SDKs: 1) Alipay: collects your name; 2) AdMob: collects your location.\n",
			[]string{"sdk Alipay alipay scope=[name]", "sdk AdMob google-admob scope=[location]"}},
		{"handled_by", "Privacy Policy\n\nCrash reports are handled by Crashlytics, which receives the device model. Payments are taken in our shop.\n", []string{"sdk Crashlytics firebase-crashlytics scope=[device_model]"}},
		{"handled_by_a_service_of", "Privacy Policy\n\nCrash reports are handled by Crashlytics, a service of Functional Software, Inc., which receives crash logs. Bills come from Alipay, Inc.; the Alipay SDK receives your name.\n",
			[]string{"sdk Crashlytics firebase-crashlytics by=Functional Software, Inc. scope=[crash_logs]", "sdk Alipay SDK alipay by=Alipay, Inc. scope=[name]"}},
		{"handled_by_nobody_that_receives", "Privacy Policy\n\nOrders are handled by Alipay as a courier, and parcels are sent by post.\n", nil},
		{"denied_in_the_second_half", "隐私政策\n\n本应用使用了友盟SDK，但不使用微信支付。\n", []string{"sdk 友盟SDK umeng-analytics"}},
		{"quoted_behind_the_word", "隐私政策\n\n本应用需要接入以下服务。\n\n第三方SDK“极光推送、星河海图SDK”为提醒订单，需要读取网络状态。\n",
			[]string{"sdk 极光推送 jpush purpose=提醒订单 scope=[network_state]", "sdk 星河海图SDK - purpose=提醒订单 scope=[network_state]"}},
		{"object_of_a_verb_of_use", "Privacy Policy\n\nWe use Crashlytics and AdMob. Our lessons use Fridays.\n", []string{"sdk Crashlytics firebase-crashlytics", "sdk AdMob google-admob"}},
		{"managed_by_the_product_of_a_company", "Privacy Policy\n\nOur games show banners managed by Google's AdMob network.\n", []string{"sdk AdMob google-admob"}},
		{"partners_such_as", "Privacy Policy\n\nWe work with partners such as AdMob.\n", []string{"sdk AdMob google-admob"}},
		{"unknown_in_a_list_of_sdks", "隐私政策\n\n我们集成了极光推送SDK、星河海图SDK。\n", []string{"sdk 极光推送SDK jpush", "sdk 星河海图SDK -"}},
		{"the_word_names_nobody", "隐私政策\n\n我们会确保这些SDK安全可靠，并评估第三方SDK。厂商SDK会更新。\n", nil},
		{"not_used", "Privacy Policy\n\nWe do not use Crashlytics. We use your name to greet you on Alipay.\n", []string{"item name performed"}},
		{"list_below_a_line_without_colon", "Privacy Policy\n\nLinks to the policies of service providers used by the app\n\n* [AdMob](https://a.example/privacy)\n* [Crashlytics](https://b.example/privacy)\n",
			[]string{"sdk AdMob google-admob policy=https://a.example/privacy", "sdk Crashlytics firebase-crashlytics policy=https://b.example/privacy"}},
		{"items_that_say_who_provides", "隐私政策\n\n1.2 为改进功能，我们使用第三方SDK。\n\n1.2.1 “极光推送”：由“和讯华谷公司”提供，用于推送消息。需要收集OAID。\n\n1.2.2 “友盟”：由“友盟同欣公司”提供，用于统计启动次数。\n",
			[]string{"sdk 极光推送 jpush purpose=推送消息 by=和讯华谷公司 scope=[oaid]", "sdk 友盟 umeng-analytics purpose=统计启动次数 by=友盟同欣公司"}},
		{"words_in_capitals", "Privacy Policy\n\nWe use Cookies to keep you signed in. We use Monday to plan.\n", []string{"item webview_cookies performed"}},
	})
}

// TestDeniedSDKs: an SDK that a sentence says is in the app excludes a sentence
// that says the app has none, as a row of a list does.
func TestDeniedSDKs(t *testing.T) {
	for _, tt := range []struct{ name, text, about string }{
		{"of_all", "隐私政策\n\n本应用使用友盟SDK统计骑行次数。\n\n本应用不接入第三方SDK。\n", "sharing"},
		{"of_that_one", "Privacy Policy\n\nWe use the Umeng SDK to count visits.\n\nThe app does not include Umeng.\n", "umeng-analytics"},
		{"of_another", "Privacy Policy\n\nWe use the Umeng SDK to count visits.\n\nThe app does not include Bugly.\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var about []string
			for _, c := range readOne(t, "p.txt", []byte(tt.text)).Conflicts {
				about = append(about, c.About)
			}
			if got := strings.Join(about, " "); got != tt.about {
				t.Errorf("conflicts %q, want %q", got, tt.about)
			}
		})
	}
}
