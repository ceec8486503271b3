package reading

import (
	"testing"
)

// TestSDKBlocks reads rows that are told by lines of label and value.
func TestSDKBlocks(t *testing.T) {
	runRowCases(t, "txt", []rowCase{
		{"third_party_name_is_the_sdk", "隐私政策\n\n我们使用的第三方SDK如下：\n\n第三方名称：友盟统计SDK\n所属公司：友盟同欣（北京）科技有限公司\n使用目的：统计分析\n收集个人信息：OAID\n\n第三方名称：穿山甲SDK\n所属公司：北京巨量引擎网络技术有限公司\n使用目的：广告\n收集个人信息：IP地址\n",
			[]string{"sdk 友盟统计SDK umeng-analytics purpose=统计分析 by=友盟同欣（北京）科技有限公司 scope=[oaid]", "sdk 穿山甲SDK pangle purpose=广告 by=北京巨量引擎网络技术有限公司 scope=[ip_address]"}},
		{"third_party_name_en", "Privacy Policy\n\nPartners\n\nThird-party name: Umeng\nCompany: Umeng Tongxin\nPurpose: statistics\nData collected: device model\n\nThird-party name: Alipay\nCompany: Ant Group\nPurpose: payment\nData collected: name\n",
			[]string{"sdk Umeng umeng-analytics purpose=statistics by=Umeng Tongxin scope=[device_model]", "sdk Alipay alipay purpose=payment by=Ant Group scope=[name]"}},
		{"third_party_name_is_the_company", "隐私政策\n\nSDK名称：极光推送\n第三方名称：深圳市和讯华谷信息技术有限公司\n使用目的：推送\n收集信息：OAID\n",
			[]string{"sdk 极光推送 jpush purpose=推送 by=深圳市和讯华谷信息技术有限公司 scope=[oaid]"}},
		{"company_below_a_title", "隐私政策\n\n第三方SDK\n\n1. 极光推送\n第三方名称：和讯华谷\n使用目的：推送\n2. 友盟\n第三方名称：友盟同欣\n使用目的：统计\n",
			[]string{"sdk 极光推送 jpush purpose=推送 by=和讯华谷", "sdk 友盟 umeng-analytics purpose=统计 by=友盟同欣"}},
		{"unknown_label_inside_a_row", "隐私政策\n\n合作伙伴\n\n合作方：高德地图\n公司名称：高德软件有限公司\n目的：地图\n会用到的信息：位置信息\n",
			[]string{"sdk 高德地图 amap purpose=地图 by=高德软件有限公司 scope=[location]"}},
		{"several_in_a_name", "隐私政策\n\nSDK名称：微信支付SDK、支付宝SDK\n使用目的：支付\n收集信息：Wi-Fi名称、Wi-Fi密码、Wi-Fi 列表\n",
			[]string{"sdk 微信支付SDK wechat-pay purpose=支付 scope=[wifi_connection wifi_saved wifi_scan]", "sdk 支付宝SDK alipay purpose=支付 scope=[wifi_connection wifi_saved wifi_scan]"}},
		{"one_name_with_a_slash", "隐私政策\n\nSDK名称：友盟/U-App统计\n使用目的：统计\n收集信息：OAID\n", []string{"sdk 友盟/U-App统计 umeng-analytics purpose=统计 scope=[oaid]"}},
		{"unknown_label_opens_a_row", "隐私政策\n\n附录 第三方SDK\n\n接入方：极光推送SDK\n服务商：和讯华谷\n接入目的：推送消息\n获取的信息：OAID\n\n接入方：友盟SDK\n服务商：友盟同欣\n接入目的：统计\n获取的信息：OAID\n",
			[]string{"sdk 极光推送SDK jpush purpose=推送消息 by=和讯华谷 scope=[oaid]", "sdk 友盟SDK umeng-analytics purpose=统计 by=友盟同欣 scope=[oaid]"}},
		{"names_before_a_comma", "隐私政策\n\n第三方SDK说明\n\n1、友盟统计SDK，用于统计启动次数\n\n2、微信支付SDK，用于购买会员\n",
			[]string{"sdk 友盟统计SDK umeng-analytics purpose=用于统计启动次数", "sdk 微信支付SDK wechat-pay purpose=用于购买会员"}},
		{"cell_of_labels", "隐私政策\n\n第三方SDK\n\n| SDK | 公司 | 说明 |\n|---|---|---|\n| 极光推送 | 和讯华谷 | 收集个人信息类型：OAID；使用目的：推送消息 |\n| 友盟 | 友盟同欣 | 收集个人信息类型：IMEI；使用目的：统计 |\n",
			[]string{"sdk 极光推送 jpush purpose=推送消息 by=和讯华谷 scope=[oaid]", "sdk 友盟 umeng-analytics purpose=统计 by=友盟同欣 scope=[imei]"}},
		{"label_and_enumeration", "隐私政策\n\n接入的第三方SDK：友盟、极光推送、微信支付。\n", []string{"sdk 友盟 umeng-analytics", "sdk 极光推送 jpush", "sdk 微信支付 wechat-pay"}},
		{"label_and_enumeration_en", "Privacy Policy\n\nThird parties we use: Crashlytics and AdMob.\n", []string{"sdk Crashlytics firebase-crashlytics", "sdk AdMob google-admob"}},
		{"items_clause_by_clause", "隐私政策\n\n我们接入的第三方SDK如下：\n\n1. “极光推送SDK”：由和讯华谷公司提供，用于推送消息，收集OAID、IMEI，隐私政策：https://www.jiguang.cn/license/privacy。\n\n2. “友盟SDK”：统计启动次数，会收集您的OAID。\n",
			[]string{"sdk 极光推送SDK jpush purpose=推送消息 by=和讯华谷公司 policy=https://www.jiguang.cn/license/privacy scope=[oaid imei]", "sdk 友盟SDK umeng-analytics purpose=统计启动次数 scope=[oaid]"}},
		{"items_clause_by_clause_en", "Privacy Policy\n\nThe app contains the following third-party SDKs:\n\n1. Crashlytics, provided by Google LLC, is used to report errors and collects crash logs, device model.\n\n2. AdMob is used to show ads and collects IP address.\n",
			[]string{"sdk Crashlytics firebase-crashlytics purpose=report errors by=Google LLC scope=[crash_logs device_model]", "sdk AdMob google-admob purpose=show ads scope=[ip_address]"}},
		{"a_sentence_that_names_it_again", "隐私政策\n\n我们接入的第三方SDK如下：\n\n1、友盟SDK：为了统计启动次数，我们使用友盟SDK，该SDK会收集OAID。\n",
			[]string{"sdk 友盟SDK umeng-analytics purpose=统计启动次数 scope=[oaid]"}},
		{"what_somebody_does_is_no_name", "隐私政策\n\n第三方SDK\n\n- 您选择友盟SDK，需要告知用户其收集OAID。\n\n- 您集成的版本请以官网为准。\n", []string{"sdk 友盟SDK umeng-analytics scope=[oaid]"}},
		{"labels_on_a_line_in_two_languages", "隐私政策 Privacy\n\n第三方SDK\n\nSDK名称 SDK name：极光推送；使用目的 Purpose of use：推送消息；收集信息 Data collected：OAID\n",
			[]string{"sdk 极光推送 jpush purpose=推送消息 scope=[oaid]"}},
		{"a_line_about_a_permission_ends_a_row", "Privacy Policy\n\nThird-party SDKs\n\nSDK name: Crashlytics\nPurpose: error reports\n\nPermission: Calendar; Purpose: adding deliveries\n",
			[]string{"sdk Crashlytics firebase-crashlytics purpose=error reports", "calendar stated purpose=adding deliveries"}},
		{"the_purpose_ends_where_it_collects", "隐私政策\n\n本应用集成了极光推送SDK，用于推送消息，极光推送SDK会收集OAID。\n", []string{"sdk 极光推送SDK jpush purpose=推送消息 scope=[oaid]"}},
		{"companies_beside_the_name", "隐私政策\n\n我们使用和讯华谷公司提供的极光推送SDK，用于推送消息。\n", []string{"sdk 极光推送SDK jpush purpose=推送消息 by=和讯华谷公司"}},
		{"companies_beside_the_name_en", "Privacy Policy\n\nThe app integrates the Crashlytics SDK of Larkfield Software, Inc. to report errors.\n", []string{"sdk Crashlytics SDK firebase-crashlytics purpose=report errors. by=Larkfield Software, Inc."}},
		{"couriers_are_no_sdk", "隐私政策\n\n合作伙伴\n\n合作方：物流公司\n目的：送货\n方式：接口传输\n", nil},
	})
}

// TestDefinitionLists reads lists of terms that say several things of each.
func TestDefinitionLists(t *testing.T) {
	runRowCases(t, "html", []rowCase{
		{"sdks", "<h1>Privacy</h1><h2>Third-party SDKs</h2><dl><dt>Crashlytics</dt><dd>Purpose: error reports</dd><dd>Data: crash logs</dd><dd>Provider: Google LLC</dd><dt>Alipay</dt><dd>Purpose: payment</dd><dd>Data: name</dd></dl>",
			[]string{"sdk Crashlytics firebase-crashlytics purpose=error reports by=Google LLC scope=[crash_logs]", "sdk Alipay alipay purpose=payment scope=[name]"}},
		{"sdks_zh", "<h1>隐私政策</h1><h2>第三方SDK</h2><dl><dt>极光推送</dt><dd>使用目的：推送消息</dd><dd>收集信息：OAID</dd><dt>高德地图</dt><dd>使用目的：地图</dd><dd>收集信息：位置信息</dd></dl>",
			[]string{"sdk 极光推送 jpush purpose=推送消息 scope=[oaid]", "sdk 高德地图 amap purpose=地图 scope=[location]"}},
		{"headings_and_free_labels", "<h1>Software partners</h1><p>Privacy of the kits in the app.</p><h3>Crashlytics</h3><ul><li>Operated by: Google LLC</li><li>Why it is there: error reports</li><li>Data it handles: crash logs</li><li>Their policy: https://firebase.google.com/privacy</li></ul><h3>Alipay</h3><ul><li>Operated by: Ant Group</li><li>Why it is there: payment</li><li>Data it handles: your name</li></ul>",
			[]string{"sdk Crashlytics firebase-crashlytics purpose=error reports by=Google LLC policy=https://firebase.google.com/privacy scope=[crash_logs]", "sdk Alipay alipay purpose=payment by=Ant Group scope=[name]"}},
		{"headings_of_rooms", "<h1>Privacy</h1><h3>Kitchen</h3><ul><li>Operated by: the house</li><li>Why it is there: meals</li><li>Data it handles: none</li></ul>", nil},
		{"permissions", "<h1>Privacy</h1><h2>App permissions</h2><dl><dt>Calendar</dt><dd>Purpose: adding deliveries</dd><dd>If refused: no entry is made</dd><dt>Location</dt><dd>Purpose: shops nearby</dd><dd>If refused: type your town</dd></dl>",
			[]string{"location stated purpose=shops nearby refusal=type your town", "calendar stated purpose=adding deliveries refusal=no entry is made"}},
		{"one_description_each", "<h1>Privacy</h1><h2>App permissions</h2><dl><dt>Calendar</dt><dd>to add deliveries</dd><dt>Location</dt><dd>to find shops</dd></dl>",
			[]string{"location stated purpose=find shops", "calendar stated purpose=add deliveries"}},
		{"retention", "<h1>Privacy</h1><h2>Retention</h2><dl><dt>Location</dt><dd>Purpose: shops</dd><dd>Kept: 30 days</dd><dt>Calendar</dt><dd>Purpose: deliveries</dd><dd>Kept: 30 days</dd></dl>", nil},
	})
}
