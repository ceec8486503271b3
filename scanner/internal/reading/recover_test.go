package reading

import "testing"

// TestRecoveredTables reads tables that lost their form, and tables whose labels
// stand in the first column.
func TestRecoveredTables(t *testing.T) {
	runRowCases(t, "txt", []rowCase{
		{"sdks_cell_by_cell", "隐私政策\n\n第三方SDK\n\nSDK名称\n使用目的\n收集信息\n隐私政策链接\n极光推送\n推送消息\nOAID\nhttps://www.jiguang.cn/license/privacy\n友盟\n统计\nIMEI\n无\n\n其他\n\n如有疑问请联系我们。\n",
			[]string{"sdk 极光推送 jpush purpose=推送消息 policy=https://www.jiguang.cn/license/privacy scope=[oaid]", "sdk 友盟 umeng-analytics purpose=统计 scope=[imei]"}},
		{"permissions_cell_by_cell", "隐私政策\n\n权限名称\n使用目的\n拒绝后果\n日历权限\n提醒还款\n没有提醒\n蓝牙权限\n连接灯具\n扫码连接\n",
			[]string{"calendar stated purpose=提醒还款 refusal=没有提醒", "nearby_devices stated purpose=连接灯具 refusal=扫码连接", "item bluetooth_devices performed"}},
		{"a_list_of_contents", "隐私政策\n\n个人信息\n第三方SDK\n隐私政策\n设备权限\n用途\n我们怎样工作\n如何找到我们\n", nil},
	})
	runRowCases(t, "md", []rowCase{
		{"bullets_cell_by_cell", "# Privacy\n\n## Third-party SDKs\n\n- SDK name\n- Purpose\n- Provider\n- Crashlytics\n- error reports\n- Google LLC\n- Alipay\n- payment\n- Ant Group\n",
			[]string{"sdk Crashlytics firebase-crashlytics purpose=error reports by=Google LLC", "sdk Alipay alipay purpose=payment by=Ant Group"}},
		{"permissions_on_their_side", "# 隐私\n\n| 权限名称 | 日历权限 | 蓝牙权限 |\n|---|---|---|\n| 使用目的 | 提醒还款 | 连接灯具 |\n| 拒绝后果 | 没有提醒 | 扫码连接 |\n",
			[]string{"calendar stated purpose=提醒还款 refusal=没有提醒", "nearby_devices stated purpose=连接灯具 refusal=扫码连接", "item bluetooth_devices performed"}},
		{"a_table_for_each", "# Privacy\n\n| Permission | Calendar |\n|---|---|\n| Purpose | adding deliveries |\n| If refused | no entry is made |\n\n| SDK name | Crashlytics |\n|---|---|\n| Purpose | error reports |\n",
			[]string{"sdk Crashlytics firebase-crashlytics purpose=error reports", "calendar stated purpose=adding deliveries refusal=no entry is made"}},
		{"labels_in_two_languages", "# 隐私 Privacy\n\n| 第三方SDK Name of SDK | 用途 Purpose | 公司名称 Operator |\n|---|---|---|\n| 极光推送 | 推送消息 | 和讯华谷 |\n",
			[]string{"sdk 极光推送 jpush purpose=推送消息 by=和讯华谷"}},
	})
	runRowCases(t, "html", []rowCase{
		{"title_over_the_table", "<h1>隐私</h1><table><tr><td colspan=3>合作方一览</td></tr><tr><td>SDK名称</td><td>使用目的</td><td>公司名称</td></tr><tr><td>极光推送</td><td>推送消息</td><td rowspan=2>和讯华谷</td></tr><tr><td>友盟</td><td>统计</td></tr></table>",
			[]string{"sdk 极光推送 jpush purpose=推送消息 by=和讯华谷", "sdk 友盟 umeng-analytics purpose=统计 by=和讯华谷"}},
		{"two_header_rows", "<h1>Privacy</h1><table><tr><th colspan=2>The partner</th><th colspan=2>What happens there</th></tr><tr><th>SDK name</th><th>Provider</th><th>Purpose</th><th>Data collected</th></tr><tr><td>Crashlytics</td><td>Google LLC</td><td>error reports</td><td>crash logs</td></tr></table>",
			[]string{"sdk Crashlytics firebase-crashlytics purpose=error reports by=Google LLC scope=[crash_logs]"}},
		{"permissions_with_bold_labels", "<h1>隐私</h1><h2>权限说明 App permissions</h2><p><b>权限 Permission：</b>日历权限</p><p><b>使用场景 Purpose：</b>提醒还款</p>",
			[]string{"calendar stated purpose=提醒还款"}},
	})
}
