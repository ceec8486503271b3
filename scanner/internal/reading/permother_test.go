package reading

import (
	"testing"
)

// TestOtherSenses holds that a word names a permission only where the text
// speaks of what the app has access to.
func TestOtherSenses(t *testing.T) {
	list := "我们会申请以下权限：\n\n"
	checkSense(t, []senseCase{
		// calls and messages as a way to reach somebody
		{"zh_call_us", "您可以拨打电话021-0000与店长联系。", nil, []string{"phone"}},
		{"zh_code_is_sent", "注册时我们会向您的手机号发送短信验证码。", nil, []string{"sms"}},
		{"zh_refuse_messages", "您可以拒绝接收短信广告。", nil, []string{"sms"}},
		{"zh_sms_permission", "我们会申请发送短信权限，用于分享。", []string{"sms stated"}, nil},
		{"zh_code_is_read", "我们会读取短信中的验证码并自动填入。", []string{"sms stated"}, nil},
		{"zh_sent_and_read", "我们会向您发送短信，并读取短信中的验证码。", []string{"sms stated"}, nil},
		{"messages_sent", "We may send you text messages about your order.", nil, []string{"sms"}},
		{"call_us", "You can make phone calls to our shop.", nil, []string{"phone"}},
		{"zh_talks_with_support", "您致电客服时，我们会保存您的通话记录。", nil, []string{"call_log"}},
		{"zh_call_log", "我们会读取您的通话记录，用于识别骚扰电话。", []string{"call_log stated"}, nil},
		{"zh_records_of_the_carrier", "您授权运营商提供您的通话记录和短信记录。", nil, []string{"call_log", "sms"}},
		{"phone_log", "The app may access your phone log and SMS to block calls.", []string{"call_log stated", "sms stated"}, nil},
		// notices
		{"zh_notice_among_permissions", "请在设置中打开相册、通知等权限。", []string{"storage stated"}, []string{"notification_access"}},
		{"zh_notices_are_read", "我们会读取您的通知，用于同步到手表。", []string{"notification_access stated"}, nil},
		{"zh_licensor", "如有异常，请通知许可人并说明隐私问题。", nil, []string{"notifications", "notification_access"}},
		{"zh_agreed_to_notices", "您知悉并同意，就您留下的邮箱地址而言，本店在经营中可能会向该邮箱不定期发送通知。", nil, []string{"notifications"}},
		{"zh_reminder", "您可以在手机中管理麦克风、提醒等权限。", []string{"microphone stated"}, []string{"calendar"}},
		// places
		{"zh_depends_on_a_place", "适用哪份条款取决于您所在的位置。", nil, []string{"location"}},
		{"depends_on_a_place", "Which company processes your data depends on your location.", nil, []string{"location"}},
		{"zh_place_on_a_page", "我们会收集反馈，并在网页的适当位置公布。", nil, []string{"location"}},
		{"zh_place_of_data", "本节说明我们处理和获取数据的位置。", nil, []string{"location"}},
		{"zh_own_place", "我们会收集您的位置，用于推荐门店。", []string{"location stated"}, nil},
		{"by_ip_address", "We estimate your approximate location based on your IP address.", nil, []string{"location"}},
		{"by_gps_too", "We determine your location based on your IP address or GPS.", []string{"location stated"}, nil},
		// data and not devices
		{"zh_sources_of_a_location", "我们会收集WLAN接入点、蓝牙和基站等传感器信息。", nil, []string{"sensors", "nearby_devices"}},
		{"zh_sensor_permission", "我们会申请身体传感器权限，用于测量心率。", []string{"sensors stated"}, nil},
		// definitions and what is yet to come
		{"zh_definition", "个人信息是指能够识别自然人的信息，包括姓名、通讯录、行踪轨迹。", nil, []string{"contacts", "location"}},
		{"zh_definition_by_colon", "敏感个人信息：指一旦泄露会造成危害的信息，包括通讯录、通话记录。", nil, []string{"contacts", "call_log"}},
		{"definition", "Personal information means data such as your contact list and precise location.", nil, []string{"contacts", "location"}},
		{"zh_after_an_update", "如果更新的内容需要收集通讯录、地理位置，我们会再次询问。", nil, []string{"contacts", "location"}},
		{"zh_which_data", "本政策中涉及的个人信息包括姓名、通讯录和行踪轨迹。", nil, []string{"contacts", "location"}},
		{"zh_name_of_the_app", "“定位小队”由蓝天公司运营。请同意将“定位小队”更新，否则定位小队无法使用。“定位小队”感谢您。", nil, []string{"location"}},
		// menus, suppliers, servers
		{"zh_menu", "请依次点击“设置-隐私-定位服务”查看个人信息。", nil, []string{"location"}},
		{"menu", "Open Settings > Privacy > Location services to see your data.", nil, []string{"location"}},
		{"zh_supplier", "我们与为我们提供位置数据的地图服务商合作。", nil, []string{"location"}},
		{"zh_space_on_a_server", "我们会在服务器上为用户分配存储空间，需要授权。", nil, []string{"storage"}},
		// labels of Android, other spellings
		{"startup_label", "Run at startup\n\nThis permission starts the alarm after a reboot.", []string{"autostart stated"}, nil},
		{"zh_card", list + "- 读取储存卡：保存图片", []string{"storage stated"}, nil},
		{"zh_purpose_line_names_nothing", list + "- RECORD_AUDIO录音\n- 使用麦克风录制音频\n- 用于客服通话", []string{"microphone stated"}, []string{"call_log"}},
	})
}
