package reading

import (
	"testing"
)

// TestSDKTables reads tables whose headers are worded freely: the columns are
// told by stems of the label and by what the cells look like.
func TestSDKTables(t *testing.T) {
	runRowCases(t, "md", []rowCase{
		{"free_words_en", "## Third-party SDKs\n\n| Provider | Why we use it | What data it receives | Learn more |\n|---|---|---|---|\n| Crashlytics | error reports | crash logs | https://firebase.google.com/privacy |\n",
			[]string{"sdk Crashlytics firebase-crashlytics purpose=error reports by=Crashlytics policy=https://firebase.google.com/privacy scope=[crash_logs]"}},
		{"head_row_is_no_data", "## Third-party SDKs\n\n| Third-party provider | Reason for use | Information it may collect | Their privacy policy |\n|---|---|---|---|\n| Alipay | payment | IP address | https://render.alipay.com/privacy |\n",
			[]string{"sdk Alipay alipay purpose=payment policy=https://render.alipay.com/privacy scope=[ip_address]"}},
		{"names_in_a_column_with_an_unknown_label", "## Privacy: partners whose code is in the app\n\n| Product | Who makes it | What we need it for | What it gets to see | Read more |\n|---|---|---|---|---|\n| Bugly | Tencent | crash analysis | crash logs, device model | https://privacy.qq.com/policy |\n",
			[]string{"sdk Bugly bugly purpose=crash analysis by=Tencent policy=https://privacy.qq.com/policy scope=[crash_logs device_model]"}},
		{"free_words_zh", "## 隐私：第三方SDK\n\n| 类别 | SDK | 所属方 | 用来做什么 | 会收集什么 | 规则链接 |\n|---|---|---|---|---|---|\n| 推送 | 极光推送 | 和讯华谷 | 推送消息 | OAID | https://www.jiguang.cn/license/privacy |\n",
			[]string{"sdk 极光推送 jpush purpose=推送消息 by=和讯华谷 policy=https://www.jiguang.cn/license/privacy scope=[oaid]"}},
		{"spoken_words_zh", "## 隐私：我们接入的第三方\n\n| 谁家的 | 名字 | 干什么用 | 会拿到什么 | 看规则 |\n|---|---|---|---|---|\n| 腾讯 | Bugly | 查崩溃 | 崩溃日志 | https://bugly.qq.com/privacy |\n| 极光 | 极光推送 | 发通知 | OAID | https://www.jiguang.cn/license/privacy |\n",
			[]string{"sdk Bugly bugly purpose=查崩溃 by=腾讯 policy=https://bugly.qq.com/privacy scope=[crash_logs]", "sdk 极光推送 jpush purpose=发通知 by=极光 policy=https://www.jiguang.cn/license/privacy scope=[oaid]"}},
		{"company_before_product", "## 隐私：第三方SDK\n\n| 第三方 | 集成的产品 | 具体用途 | 可能收集的字段 | 了解更多 |\n|---|---|---|---|---|\n| 腾讯公司 | 腾讯Bugly | 崩溃上报 | 崩溃日志 | https://bugly.qq.com/privacy |\n",
			[]string{"sdk 腾讯Bugly bugly purpose=崩溃上报 by=腾讯公司 policy=https://bugly.qq.com/privacy scope=[crash_logs]"}},
		{"child_under_parent", "# 隐私：第三方SDK\n\n<table><tr><th rowspan=\"2\">SDK</th><th colspan=\"2\">个人信息处理</th><th colspan=\"2\">第三方</th></tr><tr><th>种类</th><th>目的</th><th>名称</th><th>链接</th></tr>\n<tr><td>友盟</td><td>IP地址、OAID</td><td>统计</td><td>友盟同欣（北京）科技有限公司</td><td>https://www.umeng.com</td></tr></table>\n",
			[]string{"sdk 友盟 umeng-analytics purpose=统计 by=友盟同欣（北京）科技有限公司 site=https://www.umeng.com scope=[ip_address oaid]"}},
		{"sideways_with_empty_corner", "# Privacy annex: SDKs\n\n| | AdMob | Alipay |\n|---|---|---|\n| What for | ads | payment |\n| Data collected | device model | IP address |\n| Company | Google LLC | Ant Group |\n",
			[]string{"sdk AdMob google-admob purpose=ads by=Google LLC scope=[device_model]", "sdk Alipay alipay purpose=payment by=Ant Group scope=[ip_address]"}},
		{"sideways_below_a_label_of_names", "## 隐私：第三方SDK\n\n| SDK名称 | 高德地图 |\n|---|---|\n| 使用目的 | 显示充电桩 |\n| 收集信息 | 位置信息 |\n| 所属公司 | 高德软件有限公司 |\n",
			[]string{"sdk 高德地图 amap purpose=显示充电桩 by=高德软件有限公司 scope=[location]"}},
		{"bare_names_and_links", "<h1>隐私</h1><h2>广告</h2><table><tr><td>穿山甲</td><td>广告</td><td>https://www.csjplatform.com/privacy</td></tr><tr><td>友盟</td><td>统计</td><td>https://www.umeng.com/privacy</td></tr></table>",
			[]string{"sdk 穿山甲 pangle purpose=广告 policy=https://www.csjplatform.com/privacy", "sdk 友盟 umeng-analytics purpose=统计 policy=https://www.umeng.com/privacy"}},
		{"labels_with_the_word_company_and_categories", "<h1>第三方组件目录</h1><table><tr><td>组件</td><td>合作公司</td><td>干什么用</td><td>可能拿到的个人信息</td><td>怎么拿到</td><td>对方的隐私声明</td></tr><tr><td colspan=6>推送类</td></tr><tr><td>小米推送</td><td>北京小米移动软件有限公司</td><td>推送提醒</td><td>OAID、设备型号</td><td>组件自行收集</td><td>https://dev.mi.com/doc?p=1</td></tr><tr><td colspan=6>支付类</td></tr><tr><td>支付宝</td><td>支付宝（中国）网络技术有限公司</td><td>付款</td><td>IMEI</td><td>由我们传送</td><td>https://render.alipay.com/p</td></tr></table>",
			[]string{"sdk 小米推送 mipush purpose=推送提醒 method=组件自行收集 by=北京小米移动软件有限公司 policy=https://dev.mi.com/doc?p=1 scope=[oaid device_model]", "sdk 支付宝 alipay purpose=付款 method=由我们传送 by=支付宝（中国）网络技术有限公司 policy=https://render.alipay.com/p scope=[imei]"}},
		{"shared_with_couriers", "## 隐私：我们如何共享信息\n\n| 接收方 | 信息 | 目的 |\n|---|---|---|\n| 快递公司 | 姓名 | 送货 |\n| 银行 | 姓名 | 付款 |\n", nil},
		{"retention_is_no_list", "## Privacy: retention of third-party data\n\n| Data | Kept for | Why |\n|---|---|---|\n| Papers of payment (Alipay) | 5 years | tax law |\n| Other papers | 90 days | repair |\n", nil},
		{"cookies_are_no_list", "## Privacy: third parties\n\n| Cookie | Provider | What for | Expires |\n|---|---|---|---|\n| _ga | Google Analytics | counts visits | 2 years |\n| fr | Facebook Login | stays | 90 days |\n",
			[]string{"item webview_cookies performed", "item account_info performed"}},
		{"rights_are_no_list", "## Privacy: your rights and third parties\n\n| Right | What you can do | How |\n|---|---|---|\n| Access | see what is held | write to us |\n| Erasure | have it removed | write to us |\n", nil},
		{"own_information_is_no_list", "## 隐私：我们收集的个人信息\n\n| 功能 | 收集的信息 | 目的 | 方式 |\n|---|---|---|---|\n| 微信登录 | 微信昵称、头像 | 登录 | 您主动授权 |\n| 支付宝支付 | 订单号 | 付款 | 支付机构返回 |\n",
			[]string{"item nickname_avatar performed", "item payment_order performed"}},
		{"legal_bases_are_no_list", "## Privacy: partners\n\n| Partner type | Legal basis | Country |\n|---|---|---|\n| Couriers | contract | Germany |\n| Banks | law | France |\n", nil},
	})
}
