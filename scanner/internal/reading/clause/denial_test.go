package clause

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/policy"
)

func denied(denials []policy.Denial) string {
	var out []string
	for _, d := range denials {
		out = append(out, strings.TrimRight(d.Kind+":"+d.ID+":"+d.Party, ":"))
	}
	return strings.Join(out, " ")
}

func TestDenials(t *testing.T) {
	tests := []struct {
		name string
		text []string
		want string
	}{
		{"items", []string{"We do not collect your IP address or device ID."}, "item:ip_address:first item:device_identifier:first"},
		{"of_a_third_party", []string{"Ad networks do not collect your IP address."}, "item:ip_address:third"},
		{"of_an_sdk", []string{"Acme Push does not read the MAC address."}, "item:mac_address:acme-push"},
		{"list", []string{"We do not collect:", "- IP address"}, "item:ip_address:first"},
		{"definition", []string{"\"Shop Data\" means a phone number.", "We do not collect Shop Data."}, "item:phone_number:first"},
		{"zh_items", []string{"我们不会读取您的通讯录。"}, "item:contacts:first"},
		// no denial of collection
		{"sharing_only", []string{"We do not sell your IP address."}, ""},
		{"storing_only", []string{"We do not store your IP address."}, ""},
		{"asking_for_the_permission", []string{"We do not request the location permission."}, ""},
		{"zh_asking_for_the_permission", []string{"我们不会申请位置权限。"}, ""},
		{"quality", []string{"Data that is not identifiable, such as an IP address, is kept for a year."}, ""},
		// restricted
		{"purpose", []string{"We do not use your IP address for advertising."}, ""},
		{"infinitive", []string{"We do not use your IP address to identify you."}, ""},
		{"age", []string{"We do not knowingly collect an email address from children."}, ""},
		{"circumstance", []string{"We do not collect your location when the app is closed."}, ""},
		{"unless", []string{"We do not collect your location unless you agree."}, ""},
		{"without_consent", []string{"We do not collect your location without your consent."}, ""},
		{"other", []string{"We do not collect any other data such as an IP address."}, ""},
		{"restricted_lead", []string{"When you browse as a guest we do not collect:", "- IP address"}, ""},
		{"zh_background", []string{"我们不会在后台收集您的位置信息。"}, ""},
		{"zh_unless", []string{"除非您同意，我们不会收集您的位置信息。"}, ""},
		{"zh_purpose", []string{"我们不会使用您的位置信息用于广告。"}, ""},
		{"zh_minors", []string{"我们不会收集儿童的位置信息。"}, ""},
		{"zh_quality", []string{"我们仅提供不能识别您身份的设备型号给广告商。"}, ""},
		// limited by a time or an occasion
		{"in_such_cases", []string{"In such cases we do not read your IP address."}, ""},
		{"as_a_guest", []string{"As a guest you stay unknown and we do not record your IP address."}, ""},
		{"zh_after", []string{"退出登录后，我们不会读取您的通讯录。"}, ""},
		{"zh_while_not", []string{"在您未登录时，我们不会收集您的手机号。"}, ""},
		{"zh_time_inside", []string{"我们在屏幕关闭期间不会读取您的位置信息。"}, ""},
		{"zh_at_any_time", []string{"任何情况下我们不会读取您的通讯录。"}, "item:contacts:first"},
		{"zh_at_present", []string{"目前我们不会读取您的通讯录。"}, "item:contacts:first"},
		{"zh_real_time_is_part_of_the_name", []string{"我们不会收集您的实时位置。"}, "item:location_precise:first"},
		// by a function, a version, a platform
		{"this_feature", []string{"This feature does not collect your email address."}, ""},
		{"zh_this_permission", []string{"开启该权限并不会让我们收集您的手机号。"}, ""},
		{"zh_in_the_process", []string{"我们在此过程中不会收集您的手机号。"}, ""},
		{"website", []string{"Our website does not use cookies."}, ""},
		{"zh_mini_program", []string{"小程序不会收集您的手机号。"}, ""},
		{"free_version", []string{"The free version does not collect your email address."}, ""},
		// by a purpose, a manner, a person
		{"zh_for_bad_ends", []string{"我们不会出于其他目的读取您的通讯录。"}, ""},
		{"zh_used_to", []string{"Cookie不能用来运行程序。"}, ""},
		{"zh_to_do", []string{"我们不会使用您的照片来训练模型。"}, ""},
		{"manner", []string{"We do not collect your email address in a manner that breaks the law."}, ""},
		{"zh_secretly", []string{"我们不会私自读取您的通讯录。"}, ""},
		{"effort", []string{"We try to work without names and aim to not collect your email address."}, ""},
		{"zh_age", []string{"我们不会收集未满十四周岁用户的手机号。"}, ""},
		// a part of the matter
		{"unrelated_of_a_definition", []string{"\"Shop Data\" means a phone number.", "We do not collect unrelated Shop Data."}, ""},
		{"zh_unrelated", []string{"我们不会收集与服务无关的手机号。"}, ""},
		{"zh_all_of_it", []string{"我们不会读取您的全部通讯录。"}, ""},
		{"zh_of_the_kind", []string{"我们不会收集姓名、手机号和其他信息。"}, "item:name:first item:phone_number:first"},
		{"kinds_of", []string{"\"Shop Data\" means a phone number.", "We do not collect special sorts of Shop Data."}, ""},
		{"of_others", []string{"We do not have access to cookies set by advertisers."}, ""},
		{"upload", []string{"We do not read or upload your contact list to our servers."}, ""},
		{"collect_or_share", []string{"We do not collect or share your phone number."}, "item:phone_number:first"},
		{"zh_collect_and_upload", []string{"我们不会获取并上传通讯录到服务器。"}, ""},
		// rules and advice
		{"users_rule", []string{"No email address may be used as a nickname."}, ""},
		{"request_to_the_reader", []string{"Please do not use your real name."}, ""},
		{"zh_rule", []string{"头像不得使用他人照片。"}, ""},
		{"zh_request", []string{"请勿使用他人的手机号。"}, ""},
		{"zh_choice", []string{"您可以选择不再接收营销短信。"}, ""},
		{"zh_be_assured", []string{"请您放心，我们不会读取您的通讯录。"}, "item:contacts:first"},
		// another clause or another subject
		{"no_as_subject", []string{"No server is safe, so please guard your email address."}, ""},
		{"but", []string{"We do not know your name, yet your IP address is in the log."}, "item:name:first"},
		{"cookies_act", []string{"Cookies cannot read the files on your phone."}, ""},
		{"zh_cookies_act", []string{"Cookie不会读取您的文件。"}, ""},
		{"without", []string{"You can use the forum without cookies."}, ""},
		{"with_a_camera", []string{"We do not take any photos using your camera."}, ""},
		{"policy_covers_not", []string{"This notice is about our use of cookies and not the use of cookies by advertisers."}, ""},
		{"nor_does_it_include", []string{"The log holds no names nor does it include files you share (such as photos)."}, ""},
		{"identify_by", []string{"We do not identify you by your name."}, ""},
		{"ask_to_be", []string{"We do not require your nickname to be your name."}, ""},
		{"zh_cache_to", []string{"我们不会缓存到文件。"}, ""},
		{"zh_of_which", []string{"请使用尚未被封禁的手机号码注册。"}, ""},
		{"zh_other_verb", []string{"我们不会把收集的日志与设备型号关联。"}, ""},
		{"zh_word_over_a_border", []string{"没有措施能使用户的昵称绝对安全。"}, ""},
		{"zh_another_information", []string{"日志信息是指IP地址、浏览器类型。", "我们不收集软件列表信息。"}, "item:installed_apps:first"},
		{"another_data", []string{"Profile Data includes your password.", "We do not collect biometric data."}, "item:biometric:first"},
		{"definition_outweighed", []string{"\"Shop Data\" means a phone number and an IP address.", "We do not collect Shop Data.", "We log your IP address."}, "item:phone_number:first"},
		{"zh_lead_of_rules", []string{"不得利用本服务从事：", "- 上传他人照片"}, ""},
		// true ones
		{"not_received", []string{"We do not receive your payment details."}, "item:bank_account:first"},
		{"zh_cannot_obtain", []string{"支付由银行完成，我们无法获取您的银行卡号。"}, "item:bank_account:first"},
		{"zh_cannot_obtain_after_refusal", []string{"拒绝授权后，我们无法获取您的手机号。"}, ""},
		{"only_does", []string{"The report holds no email address and only sends the IP address."}, ""},
		// SDKs
		{"personalised_ads_only", []string{"We do not show personalised ads."}, ""},
		{"paid_version", []string{"The paid version does not contain ads."}, ""},
		{"ads_on_an_occasion", []string{"Our limits: not showing ads on a level that you play."}, ""},
		{"zh_third_services", []string{"本应用不使用任何第三方服务。"}, "all-sdks"},
		{"an_sdk", []string{"The app does not use Acme Push."}, "sdk:acme-push"},
		{"categories", []string{"This app contains no advertising SDKs and no analytics."}, "category:ads category:analytics"},
		{"all", []string{"The game does not embed any third-party SDK."}, "all-sdks"},
		{"zh_category", []string{"本应用未接入任何广告SDK。"}, "category:ads"},
		{"zh_all", []string{"本应用不集成第三方SDK。"}, "all-sdks"},
		{"sdk_for_a_purpose", []string{"We do not use analytics to identify you."}, ""},
		{"advertising_as_a_purpose", []string{"We do not use your photos for advertising."}, ""},
		{"zh_shared_without_ads", []string{"我们不会共享您的姓名，仅用于提升广告效果。"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, denials := Read(sentences(tt.text...), fakeNames{}, plenty(), nil)
			if got := denied(denials); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
