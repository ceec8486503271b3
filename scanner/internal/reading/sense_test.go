package reading

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/policy"
)

// senseCase is a text of a few sentences with the facts that must be read and
// the beginnings of facts that must not.
type senseCase struct {
	name, text string
	want       []string
	never      []string
}

// checkSense reads each text as a policy of its own.
func checkSense(t *testing.T, tests []senseCase) {
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs := []document.Source{{Path: "case.md", Data: []byte("# Privacy policy 隐私政策\n\n" + tt.text + "\n")}}
			p, err := Read(docs, someNames, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			checkQuotes(t, docs, p)
			got := append(facts(p), moreFacts(p)...)
			checkFacts(t, got, tt.want, tt.never)
		})
	}
}

// moreFacts writes items, denials, what is covered and the texts of purposes.
func moreFacts(p *policy.Policy) []string {
	var out []string
	for _, x := range p.Permissions {
		if x.Purpose.Text != "" {
			out = append(out, string(x.Group)+" for "+x.Purpose.Text)
		}
		if x.Refusal.Scope == "own" && x.Refusal.State == policy.Stated {
			out = append(out, string(x.Group)+" own refusal")
		}
	}
	for _, it := range p.Items {
		out = append(out, "item "+string(it.Item)+" "+it.Polarity)
		if it.Party != policy.First {
			out = append(out, "third "+string(it.Item)+" "+it.Polarity)
		}
		if it.Condition != nil {
			out = append(out, "item "+string(it.Item)+" condition")
		}
	}
	for _, d := range p.Denials {
		out = append(out, strings.TrimRight("denies "+d.Kind+" "+d.ID, " "))
	}
	switch {
	case p.Covers.App == nil:
		out = append(out, "app unsaid")
	case *p.Covers.App:
		out = append(out, "app covered")
	default:
		out = append(out, "app not covered")
	}
	return out
}

// TestDeniedPermissions holds that a name under a negation never counts as
// one the app asks for, whatever verb the negation denies.
func TestDeniedPermissions(t *testing.T) {
	checkSense(t, []senseCase{
		{"a_purpose_in_front_takes_nothing", "为了注册账号，我们会收集性别。\n\n为了获取您的位置，我们会读取基站信息。", []string{"item gender performed", "item location performed"}, []string{"item account_info"}},
		{"own_phone_number_is_contact", "您可以这样联系我们。\n\n联系电话：010-12345678\n\n电子邮箱：privacy@lamp.example\n", nil, []string{"item phone_number", "item email"}},
		{"what_may_be_deleted_is_not_taken", "您可以直接清除或删除的信息，包括浏览信息、收藏信息等。", nil, []string{"item browser_history"}},
		{"a_provider_is_no_data", "An advertising ID is set by the mobile operating system provider.", nil, []string{"item device_model"}},
		{"notice_by_mail_is_no_permission", "我们会在修订后向全体用户发送电子邮件通知，以告知修改的内容。", nil, []string{"notifications"}},
		// the name of the group holds the verb
		{"verb_in_name_access", "We do not access your contacts.", []string{"contacts denied"}, []string{"contacts stated"}},
		{"verb_in_name_read", "PawTrack never reads your text messages.", []string{"sms denied"}, nil},
		{"verb_in_name_use", "The game does not use the microphone.", []string{"microphone denied"}, nil},
		{"cannot", "We can't read your SMS.", []string{"sms denied"}, nil},
		{"unable", "The app is unable to read your call log.", []string{"call_log denied"}, nil},
		{"no_access", "We have no access to your photos.", []string{"storage denied"}, nil},
		{"no_access_behind_and", "We neither read your SMS nor have access to your calendar.", []string{"sms denied", "calendar denied"}, nil},
		{"no_permission_is_requested", "No camera permission is requested.", []string{"camera denied"}, nil},
		{"needs_no_permission", "The app needs no location permission.", []string{"location denied"}, nil},
		{"passive", "Your contacts are never accessed.", []string{"contacts denied"}, nil},
		{"passive_camera", "The camera is not used.", []string{"camera denied"}, nil},
		{"zh_read", "本应用不读取短信。", []string{"sms denied"}, nil},
		{"zh_obtain", "App不获取通讯录权限。", []string{"contacts denied"}, nil},
		{"zh_use_list", "本应用不使用摄像头和麦克风。", []string{"camera denied", "microphone denied"}, nil},
		{"zh_ellipsis", "本应用不读取短信，亦不读取通话记录，只读取您选择的照片。", []string{"sms denied", "call_log denied"}, []string{"storage denied"}},
		{"zh_never_call", "本软件从不调用相机。", []string{"camera denied"}, nil},
		{"zh_not_yet_used", "当前版本未使用位置权限。", []string{"location denied"}, nil},
		{"zh_no_right", "我们没有读取您通讯录的权限。", []string{"contacts denied"}, nil},
		{"zh_cannot", "我们无法读取您的短信内容。", []string{"sms denied"}, nil},
		{"zh_passive", "您的通讯录不会被读取。", []string{"contacts denied"}, nil},
		{"zh_neither", "我们既不读取您的通讯录，也不访问您的相册。", []string{"contacts denied", "storage denied"}, nil},
		// not needed
		{"zh_needs_not", "本软件不需要存储权限。", []string{"storage denied"}, nil},
		{"zh_without_need", "本应用无需通讯录权限。", []string{"contacts denied"}, nil},
		{"zh_need_list", "本应用不需要相机权限和麦克风权限。", []string{"camera denied", "microphone denied"}, nil},
		{"zh_need_not_use", "本产品无须使用定位权限。", []string{"location denied"}, nil},
		{"zh_no_need_of_obtaining", "本应用不需要获取您的日历权限。", []string{"calendar denied"}, nil},
		{"needs_not", "We do not need the storage permission.", []string{"storage denied"}, nil},
		{"zh_user_need_not", "无需授予位置权限即可使用本应用。", nil, []string{"location denied"}},
		{"zh_user_need_not_you", "您无需开启相机权限，也可以浏览商品。", nil, []string{"camera denied"}},
		{"user_need_not", "You do not have to allow access to your camera.", nil, []string{"camera denied"}},
		// lists
		{"list", "We never ask for access to your contacts, your calendar, your text messages or your call history.",
			[]string{"contacts denied", "calendar denied", "sms denied", "call_log denied"}, nil},
		{"list_of_nouns", "The app does not require access to location, contacts or camera.", []string{"location denied", "contacts denied", "camera denied"}, nil},
		{"list_use", "The app does not use your contacts, your calendar, or your camera.", []string{"contacts denied", "calendar denied", "camera denied"}, nil},
		{"list_device", "The app does not use the camera, the microphone or the address book of your phone.", []string{"camera denied", "microphone denied", "contacts denied"}, nil},
		{"zh_list", "我们不会读取您的联系人、日历、短信和相册。", []string{"contacts denied", "calendar denied", "sms denied", "storage denied"}, nil},
		{"list_named", "We access your contacts, photos and calendar when you share a trip.", []string{"contacts stated", "storage stated", "calendar stated"}, nil},
		// held, limited or done by others
		{"without_permission", "We will not access your camera or microphone without your permission.", nil, []string{"camera denied", "microphone denied"}},
		{"otherwise", "请开启定位权限，否则我们无法获取您的位置信息。", []string{"location stated"}, []string{"location denied"}},
		{"after_refusal", "If you refuse, the app cannot access your camera.", nil, []string{"camera denied"}},
		{"but", "We do not sell your data, but we use the camera to scan codes.", []string{"camera stated"}, []string{"camera denied"}},
		{"we_again", "We do not sell your data and we access your contacts to find friends.", []string{"contacts stated"}, []string{"contacts denied"}},
		{"for_a_purpose", "The camera is not used for face recognition.", nil, []string{"camera denied"}},
		// only the passing on is denied, or the content of something
		{"zh_not_part_of", "我们收集的信息不包括您的通讯录、短信和通话记录。", []string{"denies item contacts", "denies item sms", "denies item call_log"}, []string{"contacts", "sms", "call_log"}},
		{"zh_not_contained", "我们收集的信息不包含您的日历和通讯录。", []string{"denies item contacts"}, []string{"contacts", "calendar"}},
		{"zh_not_involved", "本应用收集的数据不涉及您的短信内容。", []string{"denies item sms"}, []string{"sms"}},
		{"not_part_of", "The information we collect does not include your contacts, text messages or call log.", []string{"denies item contacts", "denies item call_log"}, []string{"contacts", "sms", "call_log"}},
		{"zh_not_uploaded", "你的通讯录信息不会被上传至服务器。", nil, []string{"contacts"}},
		{"zh_no_upload", "本应用不会上传您的通讯录和相册。", nil, []string{"contacts", "storage"}},
		{"not_uploaded", "Your contacts are never uploaded.", nil, []string{"contacts"}},
		{"zh_kept_from_others", "我们会保护您的通讯录、短信不被他人获取。", nil, []string{"contacts", "sms"}},
		{"zh_protects", "我们采取加密措施保护您的通讯录和位置信息。", nil, []string{"contacts", "location"}},
		{"prevents", "We prevent other people from reading your text messages.", nil, []string{"sms"}},
		{"zh_protects_by_asking", "为保障账号安全，我们会申请电话权限。", []string{"phone stated"}, nil},
		{"zh_unrelated", "我们承诺不会索取与服务无关的权限，例如通讯录、短信权限。", nil, []string{"contacts stated", "sms stated"}},
		{"zh_example", "我们不会申请敏感权限，例如通讯录权限。", []string{"contacts denied"}, nil},
		{"unrelated", "We do not ask for permissions that are not needed, such as the SMS permission.", nil, []string{"sms stated"}},
	})
}

// TestDeniedItems holds that a denial of an item is one, wherever its negation
// stands.
func TestDeniedItems(t *testing.T) {
	checkSense(t, []senseCase{
		{"track", "We do not track your location.", []string{"item location not_performed", "denies item location"}, []string{"item location performed"}},
		{"track_or_store", "We do not track or store your location.", []string{"item location not_performed"}, []string{"item location performed"}},
		{"track_the", "The games do not track the IP address of players.", []string{"item ip_address not_performed"}, []string{"item ip_address performed"}},
		{"track_signal", "We do not respond to Do Not Track signals and we log your IP address.", []string{"item ip_address performed"}, []string{"item ip_address not"}},
		{"track_quoted", "The service ignores \"do not track\" requests and collects your IP address.", []string{"item ip_address performed"}, []string{"item ip_address not"}},
		{"track_enabled", "If you enable Do Not Track, we still collect your IP address.", []string{"item ip_address performed"}, []string{"item ip_address not"}},
		{"neither", "The file contains neither your name nor your email address.", []string{"item name not_performed", "item email not_performed"}, []string{"item name performed", "item email performed"}},
		{"neither_statistics", "The statistics contain neither your IP address nor your Android ID.", []string{"item ip_address not_performed", "item android_id not_performed"}, []string{"item ip_address performed"}},
		{"contain_no", "The report includes no phone numbers and no names.", []string{"item phone_number not_performed"}, []string{"item phone_number performed"}},
		{"not_contained", "The report does not contain your name.", []string{"item name not_performed"}, nil},
		{"never_include", "Our logs never include IP addresses.", []string{"item ip_address not_performed"}, []string{"item ip_address performed"}},
		{"definition", "Personal information does not include your IP address.", nil, []string{"item ip_address"}},
		{"zh_both_not", "导出的文件既不包含您的姓名，也不包含您的手机号码。", []string{"item name not_performed", "item phone_number not_performed"}, []string{"item name performed"}},
		{"zh_not_holding", "导出的报告不含您的手机号码。", []string{"item phone_number not_performed"}, []string{"item phone_number performed"}},
		{"zh_no_sdk", "本应用不含任何第三方SDK。", []string{"denies all-sdks"}, nil},
		{"zh_no_ad_sdk", "本软件不含广告SDK。", []string{"denies category ads"}, nil},
		{"zh_no_sdk_integrated", "本应用未集成任何第三方SDK。", []string{"denies all-sdks"}, nil},
		{"zh_meaning", "为便于理解相关词语的含义，我们收集您的姓名。", []string{"item name performed"}, nil},
	})
}

// TestFalsePresence holds that stray words, headings and places name nothing.
func TestFalsePresence(t *testing.T) {
	checkSense(t, []senseCase{
		// what the document covers
		{"covers_header_zh", "| SDK名称 | 用途 | 官网 Website |\n|---|---|---|\n| 极光推送 | 推送 | https://www.jiguang.cn |", []string{"app unsaid"}, nil},
		{"covers_header", "| SDK | Purpose | Data collected | Website |\n|---|---|---|---|\n| Bugly | error reports | crash logs | https://bugly.qq.com |", []string{"app unsaid"}, nil},
		{"covers_official_site_zh", "我们接入了极光推送SDK（官方网站：https://www.jiguang.cn），用于推送消息。", []string{"app unsaid"}, nil},
		{"covers_provider", "For details of the data see the website of the provider.", []string{"app unsaid"}, nil},
		{"covers_browsing", "We count cookies when you browse websites.", []string{"app unsaid"}, nil},
		{"covers_where_to_read", "Changes of this policy are published on our website.", []string{"app unsaid"}, nil},
		{"covers_where_to_read_zh", "您可以访问我们的网站 https://a.example 了解详情。", []string{"app unsaid"}, nil},
		{"covers_our_site", "We use cookies on our website to count visits.", []string{"app not covered"}, nil},
		{"covers_this_site_zh", "本网站收集您的IP地址。", []string{"app not covered"}, nil},
		{"covers_scope_zh", "本隐私政策适用于 example.com 网站。", []string{"app not covered"}, nil},
		{"covers_scope", "This privacy policy applies to the website www.example.com.", []string{"app not covered"}, nil},
		{"covers_not_apps", "This notice applies only to the website www.a.example. It does not apply to our mobile apps.\n\nThe app asks for the camera permission.", []string{"app not covered"}, nil},
		{"covers_defined_site", "The Site records your IP address.", []string{"app not covered"}, nil},
		{"covers_both", "This policy covers the Acme website and the Acme mobile app.", []string{"app covered"}, nil},
		// groups
		{"title_of_use_zh", "## 应用权限申请与使用情况说明\n\n1. 相机权限：用于扫码。", []string{"camera stated"}, []string{"usage_stats"}},
		{"use_of_permissions_zh", "我们会告知您权限的使用情况。", nil, []string{"usage_stats"}},
		{"title_of_use", "## App permissions and usage\n\n- Camera: to scan codes.", []string{"camera stated"}, []string{"usage_stats"}},
		{"usage_access", "The app asks for the usage access permission to show your screen time.", []string{"usage_stats stated"}, nil},
		{"usage_zh", "我们需要查看应用使用情况的权限，用于统计屏幕时间。", []string{"usage_stats stated"}, nil},
		{"place_zh", "您可以在系统设置中关闭权限。", nil, []string{"write_settings"}},
		{"place_quoted_zh", "您可以通过“系统设置”关闭权限。", nil, []string{"write_settings"}},
		{"place_path_zh", "您可以前往手机的系统设置，关闭权限。", nil, []string{"write_settings"}},
		{"place", "You may revoke the permission through the system settings of your device.", nil, []string{"write_settings"}},
		{"settings_zh", "我们需要修改系统设置权限，用于调节亮度。", []string{"write_settings stated"}, nil},
		// items
		{"heading_zh", "## 位置信息的存储与保护\n\n本节说明隐私信息的保存期限。", nil, []string{"item location", "location"}},
		{"title_zh", "第六节 位置信息的存储与保护", nil, []string{"item location", "location"}},
		{"heading", "## Camera and microphone\n\nAsk us anything.", nil, []string{"item camera", "item microphone"}},
		{"place_of_a_button_zh", "您可以在\"我的-设置\"位置找到注销入口，也可以通过电话或短信联系客服。", nil, []string{"item location"}},
		{"calendar_of", "If the company is sold, the calendar of payments passes to the buyer.", nil, []string{"item calendar"}},
		{"contacts_with", "We keep contacts with other companies.", nil, []string{"item contacts"}},
		{"our_storage", "We share our storage contracts with the buyer.", nil, []string{"item files"}},
		{"camera_shop", "The app explains recipes and links to a camera shop.", nil, []string{"item camera"}},
		{"your_camera", "We use your camera roll to pick a picture.", []string{"item photos_videos performed"}, nil},
		{"your_calendar", "We access your calendar and your contacts.", []string{"item calendar performed", "item contacts performed"}, nil},
		// consent
		{"window_zh", "悬浮窗权限：求助时弹出窗口。", []string{"overlay stated"}, []string{"overlay consent"}},
		{"map_zh", "点击后弹出地图，需要定位权限。", []string{"location stated"}, []string{"location consent"}},
		{"dialog_zh", "相机权限：首次使用时弹窗询问。", []string{"camera consent"}, nil},
		{"prompt_zh", "首次扫码时会弹出授权对话框，请您允许使用相机权限。", []string{"camera consent"}, nil},
	})
}

// TestAnswers holds that a question asserts nothing, and that the yes or no
// right behind it does.
func TestAnswers(t *testing.T) {
	checkSense(t, []senseCase{
		{"no", "Q: Does the app read my contacts?\nA: No, it never does.", []string{"contacts denied"}, nil},
		{"no_one_line", "Does the app record audio? No.", []string{"microphone denied"}, nil},
		{"no_under_heading", "### Do you access my location?\n\nNo.", []string{"location denied"}, nil},
		{"never", "Will you ever read my SMS messages? Never.", []string{"sms denied"}, nil},
		{"we_do_not", "Is my calendar accessed? We do not need it.", nil, []string{"calendar stated"}},
		{"yes", "Does the app use my camera? Yes, to scan the code on the lamp.", []string{"camera stated", "camera purpose stated"}, nil},
		{"only_if", "Does the app use my camera? Only if you scan a code.", nil, []string{"camera denied"}},
		{"why", "Why does the app need the camera permission? To scan codes.", []string{"camera stated"}, nil},
		{"zh_no", "问：你们会读取我的通讯录吗？\n答：不会。", []string{"contacts denied"}, []string{"contacts stated"}},
		{"zh_no_one_line", "我们会向您申请相机权限吗？不会。", []string{"camera denied"}, nil},
		{"zh_whether", "App是否会读取我的短信？从不。", []string{"sms denied"}, nil},
		{"zh_needs", "本应用需要定位权限吗？不需要。", []string{"location denied"}, nil},
		{"zh_yes", "本应用会使用麦克风吗？会的，用于语音留言。", []string{"microphone stated"}, nil},
		{"zh_prompt", "您是否允许我们访问您的日历？", nil, []string{"calendar"}},
	})
}

// TestRefusalsOfPermissions holds that what happens after a refusal is found in the next
// sentence and behind a list.
func TestRefusalsOfPermissions(t *testing.T) {
	camera := "Camera permission: to scan codes.\n\n"
	xiangji := "相机权限：用于扫码。\n\n"
	checkSense(t, []senseCase{
		{"next_sentence", camera + "You may refuse any of these permissions. The corresponding feature will then be unavailable.", []string{"camera general refusal"}, nil},
		{"turn_down", camera + "You can turn down any of these permissions. The feature that needs it will then not work.", []string{"camera refusal"}, nil},
		{"next_of_group", "The app needs the camera permission to scan codes. You can say no. The code is then typed by hand.", []string{"camera own refusal"}, nil},
		{"withdraw", camera + "You can withdraw permissions at any time in the system settings; the feature concerned then stops working.", []string{"camera refusal"}, []string{"write_settings"}},
		{"zh_next_sentence", xiangji + "您可以拒绝上述任一权限。拒绝后，相应功能将无法使用。", []string{"camera refusal"}, nil},
		{"zh_then", xiangji + "您可以关闭上述权限。届时对应功能不可用。", []string{"camera refusal"}, nil},
		{"zh_settings", xiangji + "您可以在系统设置中关闭权限，关闭后将无法使用对应功能。", []string{"camera refusal"}, []string{"write_settings"}},
		{"zh_colloquial", xiangji + "您关掉权限后，对应功能用不了。", []string{"camera refusal"}, nil},
		{"only_how_to", camera + "You can turn down any of these permissions in the settings of your phone. Write to us for help.", nil, []string{"camera refusal"}},
		{"lawful", camera + "You can withdraw your consent to these permissions at any time. This does not affect the lawfulness of what was done before.", nil, []string{"camera refusal"}},
		{"zh_lawful", xiangji + "您可以撤回对上述权限的授权。撤回不影响撤回前基于您同意的处理。", nil, []string{"camera refusal"}},
		// lists
		{"zh_list", "我们会在以下场景申请权限：\n(1) 相机权限：扫码；\n(2) 相册权限：上传图片。\n如您拒绝授权，相应功能无法使用，但不影响其他功能。", []string{"camera refusal", "storage refusal"}, nil},
		{"zh_bullets", "## 应用权限\n\n- 相机权限：扫码\n- 麦克风权限：语音\n- 相册权限：上传图片\n\n如您拒绝授权，相应功能无法使用。", []string{"camera refusal", "microphone refusal", "storage refusal"}, nil},
		{"list", "The app asks for:\n\n1. Camera permission: to scan codes.\n2. Microphone permission: to talk.\n\nIf you decline, the related feature is not available.", []string{"camera refusal", "microphone refusal"}, nil},
		{"bullets", "Permissions of the app:\n\n- Camera permission: to scan codes.\n- Microphone permission: to talk.\n\nWithout them, these functions do not work.", []string{"camera refusal", "microphone refusal"}, nil},
		{"zh_own_of_each", "1. 相机权限\n用于扫码。\n如您拒绝，无法扫码。\n\n2. 位置权限\n用于搜索设备。", []string{"camera refusal"}, []string{"location refusal"}},
		{"one_of_list", "The app asks for:\n\n1. Camera permission: to scan codes.\n2. Microphone permission: to talk.\n\nIf you refuse this permission, you can type.", nil, []string{"camera refusal"}},
		// consent
		{"agreed", camera + "We use a permission only after you have agreed.", []string{"camera consent"}, nil},
		{"zh_explicit", xiangji + "我们不会默认开启上述权限，只有经过您的明示授权才会开启。", []string{"camera consent"}, nil},
	})
}

// TestPurposesOfPermissions holds that a purpose is found without a word that
// announces it, and given to the group it stands beside.
func TestPurposesOfPermissions(t *testing.T) {
	checkSense(t, []senseCase{
		{"zh_deed", "我们使用相机权限扫描二维码。", []string{"camera for 扫描二维码"}, nil},
		{"zh_deed_storage", "我们申请存储权限保存图片。", []string{"storage for 保存图片"}, nil},
		{"zh_deed_do", "我们使用麦克风权限进行语音通话。", []string{"microphone for 进行语音通话"}, nil},
		{"zh_deed_location", "本应用调用定位权限推荐附近商家。", []string{"location for 推荐附近商家"}, nil},
		{"zh_deed_contacts", "我们获取通讯录权限匹配好友。", []string{"contacts for 匹配好友"}, nil},
		{"zh_no_deed", "我们申请相机权限被拒绝后不再申请。", nil, []string{"camera for"}},
		{"zh_after", "开启还款提醒后，我们会申请日历权限。", []string{"calendar for 开启还款提醒"}, nil},
		{"zh_after_tap", "进入语音房间后，我们会申请麦克风权限。", []string{"microphone for 进入语音房间"}, nil},
		{"zh_after_consent", "您同意后，我们会申请相机权限。", []string{"camera purpose missing"}, nil},
		{"zh_label", "我们会在以下场景申请权限：\n(1) 扫码添加设备：申请相机权限；\n(2) 上传反馈图片：申请相册权限。", []string{"camera for 扫码添加设备", "storage for 上传反馈图片"}, nil},
		{"zh_each", "当您拍照时，会使用摄像头权限；当您发语音时，会使用麦克风权限。", []string{"camera for 拍照", "microphone for 发语音"}, nil},
		{"zh_each_comma", "当您记账时，会使用日历权限，当您录音时，会使用麦克风权限。", []string{"calendar for 记账", "microphone for 录音"}, nil},
		{"each", "When you take a photo we use the camera permission; when you record a note we use the microphone permission.",
			[]string{"camera for take a photo", "microphone for record a note"}, nil},
		{"shared", "To make video calls we use the camera and the microphone.", []string{"camera purpose stated", "microphone purpose stated"}, nil},
	})
}

// TestPersons holds that a denial that speaks of children carries that as its
// condition.
func TestPersons(t *testing.T) {
	checkSense(t, []senseCase{
		{"children", "We do not knowingly collect email addresses from children under 13.", []string{"item email condition"}, []string{"denies"}},
		{"minors", "We never collect the phone number of minors.", []string{"item phone_number condition"}, []string{"denies"}},
		{"zh_children", "我们不会在明知的情况下收集未满14周岁儿童的姓名和电话号码。", []string{"item name condition"}, []string{"denies"}},
		{"all", "We do not collect your email address.", []string{"denies item email"}, []string{"item email condition"}},
		{"zh_passive", "当您浏览商品时，您的IP地址会被自动记录。", []string{"item ip_address performed"}, nil},
		{"zh_user_refuses", "您不授权麦克风权限，我们就无法为您提供语音遥控。", []string{"microphone stated", "microphone refusal"}, []string{"item microphone not_performed", "denies"}},
	})
}

// TestFalseDenials holds what a negation in the neighbourhood of a name does
// not deny.
func TestFalseDenials(t *testing.T) {
	checkSense(t, []senseCase{
		{"not_including", "We access the following data: call log not including the private information.", nil, []string{"call_log denied"}},
		{"but_not_uploaded", "The app accesses your contacts, and call history, but does not upload it.", []string{"contacts stated"}, []string{"contacts denied"}},
		{"without_first", "We will not access your microphone without first getting your explicit permission.", nil, []string{"microphone denied"}},
		{"account_disabled", "If we disable your account, you will not create another account without our permission. We access your contacts.", nil, []string{"contacts refusal"}},
		{"zh_forced", "我们不会强制要求您开启定位权限。", nil, []string{"location denied"}},
		{"zh_by_itself", "我们不会默认开启您的麦克风权限。", nil, []string{"microphone denied"}},
		{"zh_in_background", "我们不会在后台使用您的麦克风。", nil, []string{"microphone denied"}},
		{"zh_minors", "未成年人请勿使用相机功能。", nil, []string{"camera denied", "camera stated"}},
		{"zh_if_unused", "若您不使用扫码功能，我们不会申请相机权限。", nil, []string{"camera denied"}},
		{"zh_unauthorised", "在您未授权通讯录权限时，我们不会读取您的通讯录。", nil, []string{"contacts denied", "contacts conflicting"}},
		{"not_required", "We do not require you to grant access to your contacts; it is optional.", nil, []string{"contacts denied"}},
		{"behind_a_colon", "No data leaves your phone: the camera is used to scan codes only.", nil, []string{"camera denied"}},
		{"not_only", "Not only do we use your camera, we also use the microphone.", []string{"camera stated", "microphone stated"}, nil},
	})
}

// TestWordings holds that common turns of phrase are read like the plain ones.
func TestWordings(t *testing.T) {
	camera := "The app asks for the camera permission to scan codes. "
	checkSense(t, []senseCase{
		// adverbs
		{"zh_covert", "我们绝不会偷偷打开您的麦克风或摄像头。", []string{"microphone denied", "camera denied"}, nil},
		{"zh_covert_read", "我们不会悄悄读取您的通讯录。", []string{"contacts denied"}, nil},
		{"covert", "The app never secretly reads your call log.", []string{"call_log denied"}, []string{"call_log stated"}},
		{"covert_but_named", camera + "We never secretly use your camera.", []string{"camera stated"}, []string{"camera conflicting"}},
		// verbs
		{"look_at_photos", "We never look at your photos.", []string{"storage denied"}, []string{"storage stated"}},
		{"look_at_calls", "The app never looks at your call log or your calendar.", []string{"call_log denied", "calendar denied"}, []string{"call_log stated", "calendar stated", "item call_log performed"}},
		{"peek", "We do not peek at your contacts.", []string{"contacts denied"}, []string{"contacts stated"}},
		{"look_through", "The app does not look through your photos.", []string{"storage denied"}, nil},
		{"switch_on", "We never switch on your microphone.", []string{"microphone denied"}, []string{"microphone stated"}},
		{"at_no_time", "At no time does the app switch on your microphone.", []string{"microphone denied"}, []string{"microphone stated"}},
		{"look_at_lens", "Look at the camera and smile.", nil, []string{"camera"}},
		{"looked_at", "Your photos are never looked at.", []string{"storage denied"}, nil},
		{"zh_asked_background", "问：App会不会在后台打开我的摄像头？\n答：不会。", nil, []string{"camera denied"}},
		{"asked_twice", "问 Q：会读取短信吗？Do you read my SMS?\n答 A：不会。No.", []string{"sms denied"}, []string{"sms stated"}},
		// the precise location restricts its own denial only
		{"zh_precise", "我们不收集您的精确位置，也不读取您的通话记录。", []string{"call_log denied"}, []string{"location denied"}},
		{"precise", "We do not collect your precise location and we do not read your call log.", []string{"call_log denied"}, []string{"location denied"}},
		// a permission that is not there
		{"without_access", "The app cannot find your inverter without access to your location.", []string{"location stated", "location refusal"}, []string{"item location not_performed", "denies"}},
		{"without_permission", "Without the microphone permission you cannot speak to the doorbell.", []string{"microphone stated", "microphone refusal"}, []string{"denies"}},
		{"zh_without", "没有位置权限，我们就不能为您推荐附近的门店。", []string{"location stated", "location refusal"}, []string{"item location not_performed", "denies"}},
		{"zh_if_without", "如果没有存储权限，照片无法保存。", []string{"storage stated", "storage refusal"}, []string{"denies"}},
		{"zh_without_camera", "没有相机权限，您将无法扫码。", []string{"camera stated", "camera refusal"}, []string{"item camera not_performed", "denies"}},
		{"zh_has_none", "本应用没有读取通话记录的权限。", []string{"call_log denied"}, nil},
		{"zh_missing", "缺少定位权限时，天气功能无法使用。", []string{"location stated", "location refusal", "location purpose missing"}, nil},
		{"zh_not_obtained", "未获得相机权限时，您可以手动输入编号。", []string{"camera stated", "camera refusal"}, []string{"item camera not_performed", "denies"}},
		// purposes
		{"zh_you_may", "您可以使用相机权限来扫描二维码。", []string{"camera for 扫描二维码"}, nil},
		{"zh_so_as_to", "我们会申请相机权限以扫描二维码。", []string{"camera for 扫描二维码"}, nil},
		{"zh_in_order_to", "我们使用麦克风权限来录制语音。", []string{"microphone for 录制语音"}, nil},
		{"zh_so_as_to_comma", "我们会申请存储权限，以保存图片。", []string{"storage for 保存图片"}, nil},
		{"passive", "The camera is used only to photograph the type plate.", []string{"camera stated", "camera for photograph the type plate."}, nil},
		{"zh_aim", "为获取Wi-Fi名称，需要定位权限。", []string{"location for 获取Wi-Fi名称"}, []string{"nearby_devices"}},
		// text messages
		{"text_messages", "We never collect your text messages.", []string{"item sms not_performed"}, []string{"item sms performed"}},
		{"text_message_sent", "We may send you a text message.", nil, []string{"item sms", "sms"}},
		// refusals
		{"should_you", camera + "Should you decline, type the code.", []string{"camera refusal"}, nil},
		{"should_you_not", camera + "Should you not allow this, the code must be typed.", []string{"camera refusal"}, nil},
		{"without_it", camera + "Without it you can type the code.", []string{"camera refusal"}, nil},
		{"grant_access", "If you do not grant access to the calendar, deliveries are not added to it.", []string{"calendar stated", "calendar refusal"}, nil},
		{"zh_when_not_allowed", "系统会询问您是否允许存储权限。您不允许时，图片仅保存在云端。", []string{"storage refusal"}, nil},
		// classes of data
		{"sensitive", "Sensitive personal information includes contacts, call logs and precise location.", nil, []string{"item", "contacts", "call_log", "location"}},
		{"sensitive_law", "Laws in some countries define contacts, call logs and precise location as sensitive data.", nil, []string{"item", "contacts", "call_log", "location"}},
		{"zh_sensitive", "根据《个人信息保护法》，敏感个人信息包括生物识别、行踪轨迹、通讯录等信息。", nil, []string{"item", "contacts", "location"}},
		{"sensitive_collected", "We collect sensitive personal information, including your contacts.", []string{"item contacts performed"}, nil},
		// gone
		{"zh_gone", "旧版本会申请电话权限，新版本已取消该权限。", nil, []string{"phone stated"}},
		{"zh_no_more", "新版本中我们已不再申请通讯录权限。", []string{"contacts denied"}, []string{"contacts stated"}},
		{"zh_gone_before", "新版本已移除电话权限。", nil, []string{"phone stated"}},
		{"gone", "The camera permission has been removed from the app.", nil, []string{"camera stated"}},
		{"zh_sdk_gone", "我们已移除百度统计SDK，目前仅使用友盟SDK进行统计分析。", []string{"sdk umeng-analytics"}, []string{"sdk baidu"}},
		{"zh_sdk_stopped", "我们已停止使用极光推送SDK。", nil, []string{"sdk jpush"}},
		// consent
		{"zh_system", "配网时，安卓系统要求开启定位权限。", []string{"location stated"}, []string{"location consent"}},
		{"zh_asks", "当您上传头像时，我们会请求访问相册，用于选取图片。", []string{"storage consent"}, nil},
		// longer words
		{"zh_camera_product", "摄像机会保存监控录像，您可以回看。", nil, []string{"item camera", "camera"}},
		{"zh_place", "Cookie存储在浏览器的指定位置，您可以在日历年内随时清除。", nil, []string{"item location", "item calendar", "location", "calendar"}},
	})
}
