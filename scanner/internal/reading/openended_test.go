package reading

import (
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
)

func TestOpenEnded(t *testing.T) {
	tests := []struct {
		name, text string
		open       bool
	}{
		// lists of items that stay open
		{"zh_etc", "我们会收集您的手机号、电子邮箱等信息。", true},
		{"zh_other_things_between", "我们会收集您的手机号、收藏的菜谱等信息。", true},
		{"zh_including", "我们收集的信息包括但不限于手机号、电子邮箱。", true},
		{"zh_lead", "我们收集的信息包括但不限于：\n\n- 手机号\n- 电子邮箱", true},
		{"zh_given", "您可以填写昵称、生日等信息。", true},
		{"zh_given_on", "我们会将手机号、收货地址等信息提供给配送公司。", true},
		{"zh_entry", "设备信息：设备型号、操作系统版本等信息", true},
		{"zh_row", "SDK名称：友盟\n使用目的：统计\n收集信息：IMEI、MAC地址等信息", true},
		{"including", "We collect data including but not limited to your email address and phone number.", true},
		{"and_other_information", "We collect your email address, your phone number and other information.", true},
		{"lead", "Personal data we ask for may include, but is not limited to:\n\n- Email address", true},
		{"main_sdks", "The main third-party SDKs are listed below.", true},
		// lists of receivers
		{"zh_receivers", "我们会向第三方合作伙伴（包括但不限于：支付宝、友盟）共享您的手机号。", true},
		{"zh_sdks", "应用中的统计工具包括但不限于友盟、极光推送。", true},
		// other words
		{"zh_such", "我们会收集您的手机号，并将该等信息用于登录。", false},
		{"zh_such_third_parties", "我们与上述第三方共享手机号，该等第三方须保密。", false},
		{"zh_equal", "我们平等信息对待，收集您的手机号。", false},
		{"zh_closed", "我们会收集您的手机号和电子邮箱。", false},
		// other lists
		{"zh_ways_of_notice", "我们会以包括但不限于短信、邮件的方式通知您。", false},
		{"zh_forms", "活动的形式包括但不限于短信、邮件和电话。", false},
		{"zh_services", "我们提供的服务包括但不限于照片冲印、视频剪辑。", false},
		{"zh_measures", "我们采取包括但不限于加密存储、权限控制的措施。", false},
		{"zh_advice", "请妥善保管您的账号、密码等信息。", false},
		{"zh_rights_to_a_work", "应用中的图片、视频等内容的著作权归我们所有。", false},
		{"zh_what_the_user_manages", "您可以在设置中修改昵称、头像等信息。", false},
		{"zh_denied", "我们不会收集您的手机号、身份证号等信息。", false},
		{"zh_definition", "个人信息是指能够识别个人的信息，包括但不限于姓名、住址。", false},
		{"disputes", "We are not liable for damage, including without limitation the loss of your photos.", false},
		{"purposes", "We use your email address for purposes including but not limited to email newsletters.", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Read([]document.Source{{Path: "case.md", Data: []byte("# Privacy policy 隐私政策\n\n" + tt.text + "\n")}}, someNames, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if got := len(p.OpenEnded) > 0; got != tt.open {
				t.Errorf("open %v, want %v: %v", got, tt.open, p.OpenEnded)
			}
		})
	}
}
