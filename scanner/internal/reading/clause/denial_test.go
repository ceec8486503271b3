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
		// SDKs
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
			_, denials := Read(sentences(tt.text...), fakeNames{}, plenty())
			if got := denied(denials); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
