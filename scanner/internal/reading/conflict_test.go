package reading

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
)

func TestConflicts(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		// storage
		{"stored_here_and_there", "All data of users is stored in the country.\n\nWe may process your data in other countries.", "storage_location"},
		{"zh_stored_here_and_there", "我们将所有个人信息存储于中国境内。\n\n我们会将您的个人信息传输至新加坡的机房。", "storage_location"},
		{"in_principle", "In principle your data is stored in the country.\n\nWe may process your data in other countries.", ""},
		{"zh_in_principle", "原则上我们将个人信息存储于中国境内。\n\n我们会将您的个人信息传输至新加坡的机房。", ""},
		{"zh_with_consent", "我们将个人信息存储于中国境内。\n\n在征得您同意后，我们会将个人信息传输至新加坡。", ""},
		{"with_consent", "Your data is stored in the country.\n\nWith your consent we may transfer your data to other countries.", ""},
		{"where_needed", "Your data is stored in the country.\n\nWhere necessary we may transfer your data to other countries.", ""},
		{"zh_where_needed", "我们将个人信息存储于中国境内。\n\n确需出境的，我们会将个人信息传输至海外。", ""},
		{"by_another_party", "Your data is stored in the country.\n\nOur service providers may process data in other countries.", ""},
		{"zh_by_another_party", "我们将个人信息存储于中国境内。\n\n我们会将信息传输给海外的合作伙伴。", ""},
		{"backups", "Your data is stored in the country.\n\nWe may store a backup of the data overseas.", ""},
		{"country_of_somebody_else", "Your data is stored in the country where our landlord lives.\n\nWe may process your data in other countries.", ""},
		{"entry_of_a_list", "Your data is stored in the country.\n\nChapters:\n\n- Transfer of information to other countries", ""},
		{"no_data", "我们将个人信息存储于中国境内。\n\n下载安装包时可以访问海外的商店。", ""},
		// items
		{"item", "We collect your phone number.\n\nWe do not collect your phone number.", "phone_number"},
		{"zh_item", "我们收集您的手机号。\n\n我们不会收集您的手机号。", "phone_number"},
		{"on_request", "We collect your phone number with your consent.\n\nWe do not collect your phone number.", ""},
		{"zh_on_an_occasion", "下单时，我们收集您的手机号。\n\n我们不会收集您的手机号。", ""},
		{"only_named", "Phone number\n\nWe do not collect your phone number.", ""},
		{"given_by_the_user", "You can tell other players your phone number.\n\nWe do not collect your phone number.", ""},
		{"zh_another_thing", "我们采集您的人脸信息。\n\n我们不会采集您的指纹信息。", ""},
		{"denied_in_part", "We do not collect your phone number for ads. We collect your phone number.", ""},
		// SDKs
		{"zh_no_sdk_and_a_list", "本应用不集成任何第三方SDK。\n\nSDK名称：友盟\n使用目的：统计\n收集信息：IMEI", "sharing"},
		{"zh_no_sdk_for_a_purpose", "本应用不会出于营销目的集成第三方SDK。\n\nSDK名称：友盟\n使用目的：统计\n收集信息：IMEI", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Read([]document.Source{{Path: "case.md", Data: []byte("# Privacy policy 隐私政策\n\n" + tt.text + "\n")}}, someNames, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range p.Conflicts {
				got = append(got, c.About)
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got  %q\nwant %q", s, tt.want)
			}
		})
	}
}
