package reading

import (
	"testing"
)

// TestPermissionTables reads tables of permissions whose headers are worded
// freely, and leaves alone those that only look alike.
func TestPermissionTables(t *testing.T) {
	runRowCases(t, "md", []rowCase{
		{"one_known_header", "## 隐私：权限说明\n\n| 权限名称 | 作用 | 必要性 | 不授权会怎样 |\n|---|---|---|---|\n| 相机 | 扫码 | 可选 | 手动输入编号 |\n| 存储 | 保存报告 | 可选 | 报告不保存 |\n",
			[]string{"camera stated purpose=扫码 refusal=手动输入编号", "storage stated purpose=保存报告 refusal=报告不保存", "item camera performed"}},
		{"what_happens_without", "## Privacy\n\n| Permission | What it's for | What happens without it |\n|---|---|---|\n| Phone | calling the shop | you dial yourself |\n| Calendar | adding deliveries | no entry is made |\n",
			[]string{"calendar stated purpose=adding deliveries refusal=no entry is made", "phone stated purpose=calling the shop refusal=you dial yourself"}},
		{"told_by_the_cells", "## Privacy: permissions on your phone\n\n| What | Why | If you don't allow it |\n|---|---|---|\n| Location | shops nearby | you type your town |\n| Notifications | tell you of a delivery | look into the app |\n",
			[]string{"location stated purpose=shops nearby refusal=you type your town", "notifications stated purpose=tell you of a delivery refusal=look into the app"}},
		{"told_by_the_cells_zh", "## 隐私：应用需要的权限\n\n| 名字 | 拿来做什么 | 关掉后的影响 |\n|---|---|---|\n| 日历 | 提醒还款 | 没有提醒 |\n| 蓝牙 | 连接灯具 | 扫码连接 |\n",
			[]string{"calendar stated purpose=提醒还款 refusal=没有提醒", "nearby_devices stated purpose=连接灯具 refusal=扫码连接"}},
		{"unmarked_header", "<h1>隐私</h1><h2>应用权限</h2><table><tr><td>序号</td><td>权限</td><td>使用场景及说明</td><td>关闭之后</td></tr><tr><td>1</td><td>日历</td><td>提醒还款</td><td>没有提醒</td></tr></table>",
			[]string{"calendar stated purpose=提醒还款 refusal=没有提醒"}},
		{"no_header", "## 隐私：权限列表\n\n| 日历权限 | 提醒还款 |\n|---|---|\n| 位置权限 | 附近门店 |\n",
			[]string{"location stated purpose=附近门店", "calendar stated purpose=提醒还款"}},
		{"asked_for", "# Privacy\n\n## Phone features we ask for\n\n| You want to... | We ask for | Because | And if you decline |\n|---|---|---|---|\n| Order | Location | shops nearby are listed | you type your town |\n| Plan | Calendar | a delivery is added | no entry is made |\n| Walk | Physical activity | steps are counted | no steps |\n",
			[]string{"location stated purpose=shops nearby are listed refusal=you type your town", "calendar stated purpose=a delivery is added refusal=no entry is made", "activity_recognition stated purpose=steps are counted refusal=no steps", "item physical_activity performed"}},
		{"access_needed", "# Privacy\n\n## Access on your phone\n\n| Feature | Access needed | Why | If you decline |\n|---|---|---|---|\n| Orders | Location | shops nearby | you type your town |\n| Plans | Calendar | adding deliveries | no entry is made |\n",
			[]string{"location stated purpose=shops nearby refusal=you type your town", "calendar stated purpose=adding deliveries refusal=no entry is made"}},
		{"data_that_may_be_withheld", "## Privacy: what we collect\n\n| Personal data | Purpose | If you do not provide it |\n|---|---|---|\n| Location | shops nearby | no list |\n| Storage | invitations | no list |\n", nil},
		{"retention", "## 隐私：信息保存期限\n\n| 信息 | 保存期限 | 目的 |\n|---|---|---|\n| 位置 | 30天 | 推荐门店 |\n| 日历 | 30天 | 提醒 |\n", nil},
		{"own_information", "## Privacy: what we collect\n\n| Data | Purpose | Legal basis |\n|---|---|---|\n| Location | shops nearby | consent |\n| Storage | invitations | consent |\n", nil},
		{"rights", "## Privacy: your rights\n\n| Right | How | Deadline |\n|---|---|---|\n| Access | by letter | one month |\n| Location of data | by letter | one month |\n", nil},
		{"contact", "## Privacy: contact\n\n| Contacts | Phone |\n|---|---|\n| Controller | +49 30 1 |\n| Officer | +49 30 2 |\n", nil},
	})
}

// TestPermissionBlocks reads permissions told by headings, by lines of label
// and value, and by lists in lists.
func TestPermissionBlocks(t *testing.T) {
	runRowCases(t, "md", []rowCase{
		{"headings", "# Privacy\n\n## Permissions\n\n### Phone\n\nStarts a call to the shop.\n\n### Calendar\n\nAdds a delivery.\n\n### If you say no to the camera\n\nOpen the settings.\n",
			[]string{"calendar stated purpose=Adds a delivery.", "phone stated purpose=Starts a call to the shop."}},
		{"headings_below_a_class", "<h1>Privacy</h1><h2>Permissions we request on your phone</h2><h3>Location (including in the background)</h3><p>Records your way.</p><h3>Phone</h3><p>Starts a call</p>",
			[]string{"location stated purpose=Records your way.", "phone stated purpose=Starts a call"}},
		{"a_title_over_a_denial", "# Privacy\n\n## Permissions\n\n### Calendar\n\nAdds a delivery.\n\n### Location\n\nWe do not access your location permission.\n",
			[]string{"location denied", "calendar stated purpose=Adds a delivery.", "item location not_performed"}},
		{"headings_in_other_words", "# Privacy\n\n## What your phone lets us use\n\nAndroid shows a dialog before each of these is used, and nothing is read unless you agree.\n\n### Calendar\n\nAdds a delivery.\n\n### Location\n\nFinds the shops nearby.\n\nYou can say no to any of them. Whatever needs it will not work.\n",
			[]string{"location stated purpose=Finds the shops nearby. refusal=Whatever needs it will not work. consent", "calendar stated purpose=Adds a delivery. refusal=Whatever needs it will not work. consent"}},
		{"labels_in_other_words", "# 隐私\n\n## 手机上需要开启的功能\n\n- 日历：提醒还款\n- 蓝牙：连接灯具\n", []string{"calendar stated purpose=提醒还款", "nearby_devices stated purpose=连接灯具"}},
		{"dashes", "# 隐私\n\n三、我们申请的设备权限\n\n（一）日历——提醒还款\n（二）蓝牙——连接灯具\n（三）电话——拨打客服热线\n\n四、信息的保存\n\n保存三年。\n",
			[]string{"calendar stated purpose=提醒还款", "phone stated purpose=拨打客服热线", "nearby_devices stated purpose=连接灯具"}},
		{"dashes_behind_numbers", "# 隐私\n\n三、我们申请的设备权限\n\n1. 日历 - 提醒还款\n2. 蓝牙 - 连接灯具\n", []string{"calendar stated purpose=提醒还款", "nearby_devices stated purpose=连接灯具"}},
		{"labels_run_together", "# 隐私\n\n## 权限\n\n日历权限：提醒还款；蓝牙权限：连接灯具。\n", []string{"calendar stated purpose=提醒还款", "nearby_devices stated purpose=连接灯具", "item bluetooth_devices performed"}},
		{"labels_run_together_in_a_cell", "# 隐私\n\n| 功能 | 内容 | 说明 |\n|---|---|---|\n| 其他 | 日历、蓝牙、相机 | 日历：提醒还款<br>蓝牙：连接灯具<br>相机：扫描编号<br>上述功能在使用时才会询问，拒绝不影响其他功能 |\n",
			[]string{"camera stated purpose=扫描编号 refusal=上述功能在使用时才会询问，拒绝不影响其他功能 consent", "calendar stated purpose=提醒还款 refusal=上述功能在使用时才会询问，拒绝不影响其他功能 consent", "nearby_devices stated purpose=连接灯具 refusal=上述功能在使用时才会询问，拒绝不影响其他功能 consent", "item calendar performed", "item bluetooth_devices performed", "item camera performed"}},
		{"labels_of_data_run_together", "# 隐私\n\n姓名：用于称呼；地址：用于送货。\n", nil},
		{"headings_of_information", "# Privacy\n\n## What we collect\n\nYour phone asks you to allow it.\n\n### Storage\n\nBoxes.\n\n### Calendar\n\nYour visits.\n", nil},
		{"headings_of_a_shop", "# Privacy\n\n## About the shop\n\n### Location\n\nMain Street 1.\n\n### Phone\n\nRing the bell.\n", nil},
		{"headings_zh", "# 隐私\n\n## 我们申请的权限\n\n### 定位\n\n查找附近的充电桩。\n\n### 蓝牙\n\n连接充电桩。如不授权，只能扫码启动。\n\n### 电话\n\n拨打客服热线。\n",
			[]string{"location stated purpose=查找附近的充电桩。", "phone stated purpose=拨打客服热线。", "nearby_devices stated purpose=连接充电桩。 refusal=如不授权，只能扫码启动。"}},
		{"fields", "# 隐私\n\n权限名称：日历\n使用目的：提醒还款\n是否必须：否\n拒绝影响：没有提醒\n\n权限名称：蓝牙\n使用目的：连接灯具\n拒绝影响：扫码连接\n",
			[]string{"calendar stated purpose=提醒还款 refusal=没有提醒", "nearby_devices stated purpose=连接灯具 refusal=扫码连接"}},
		{"fields_on_a_line", "# 隐私\n\n权限名称：日历；使用目的：提醒还款；拒绝后果：没有提醒\n", []string{"calendar stated purpose=提醒还款 refusal=没有提醒"}},
		{"fields_on_a_line_of_known_labels", "# Privacy\n\nPermission: Calendar; Purpose: adding deliveries; If refused: no entry is made\n", []string{"calendar stated purpose=adding deliveries refusal=no entry is made"}},
		{"a_title_that_asks", "# Privacy\n\n## Permissions the app asks for\n\nCalendar permission: adding deliveries.\n", []string{"calendar stated purpose=adding deliveries."}},
		{"title_and_fields", "# Privacy\n\n**Calendar**\nPurpose: adding deliveries\nIf refused: no entry is made\n\n**Location**\nPurpose: shops nearby\nIf refused: type your town\n",
			[]string{"location stated purpose=shops nearby refusal=type your town", "calendar stated purpose=adding deliveries refusal=no entry is made"}},
		{"whole_value_is_the_purpose", "# 隐私\n\n日历权限\n用途：统计孩子每天使用时的时长\n拒绝后：没有报告\n", []string{"calendar stated purpose=统计孩子每天使用时的时长 refusal=没有报告"}},
		{"number_and_fields", "# 隐私\n\n（1）日历权限\n使用目的：提醒还款\n拒绝后果：没有提醒\n\n（2）位置权限\n使用目的：附近门店\n拒绝后果：手动选择\n",
			[]string{"location stated purpose=附近门店 refusal=手动选择", "calendar stated purpose=提醒还款 refusal=没有提醒"}},
		{"nested_list", "# 隐私\n\n- 日历权限\n  - 使用目的：提醒还款\n  - 拒绝后果：没有提醒\n- 位置权限\n  - 使用目的：附近门店\n  - 拒绝后果：手动选择\n",
			[]string{"location stated purpose=附近门店 refusal=手动选择", "calendar stated purpose=提醒还款 refusal=没有提醒"}},
		{"nested_list_without_labels", "<h2>Privacy</h2><h3>App permissions</h3><ul><li>Calendar<ul><li>add deliveries</li><li>If you say no: no entry is made</li></ul></li><li>Bluetooth<ul><li>open the lock</li></ul></li></ul>",
			[]string{"calendar stated purpose=add deliveries refusal=no entry is made", "nearby_devices stated purpose=open the lock"}},
		{"constants", "# Privacy\n\nandroid.permission.READ_CALENDAR (iOS: NSCalendarsUsageDescription) - suggest the date\nandroid.permission.BLUETOOTH_CONNECT (iOS: NSBluetoothAlwaysUsageDescription) - open the lock\nandroid.permission.INTERNET - send the report\n",
			[]string{"calendar stated purpose=suggest the date", "nearby_devices stated purpose=open the lock"}},
		{"lines_below_a_lead", "# 隐私\n\n权限列表：\n\n电话：一键拨打客服热线\n日历：提醒还款\n通知：提醒发货\n",
			[]string{"calendar stated purpose=提醒还款", "phone stated purpose=一键拨打客服热线", "notifications stated purpose=提醒发货"}},
		{"denied_list_is_no_field", "# 隐私\n\n四、我们不会申请以下权限：日历、蓝牙。\n", []string{"calendar denied", "nearby_devices denied", "item calendar not_performed", "item bluetooth_devices not_performed"}},
		{"information_with_a_period", "# Privacy\n\n**Location**\nPurpose: shops nearby\nRetention: 30 days\n\n**Calendar**\nPurpose: deliveries\nRetention: 30 days\n", nil},
		{"contact_lines", "# Privacy\n\nHow to reach us:\n\nPhone: +49 30 1\nCalendar: by appointment\n", nil},
	})
}
