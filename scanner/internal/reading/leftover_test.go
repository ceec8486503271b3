package reading

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/leftover"
	"github.com/candor-scan/candor/scanner/policy"
)

// withFamilies knows the umbrella of one of the SDKs of the tests.
type withFamilies struct{ testNames }

func (withFamilies) Parent(id string) string {
	return map[string]string{"wechat-pay": "wechat-opensdk"}[id]
}

// FindAliases takes the bare names of companies for hints.
func (n withFamilies) FindAliases(text string, found func(start, end int, id string, sure bool)) {
	n.FindNames(text, func(start, end int, id string) {
		name := text[start:end]
		found(start, end, id, name != "微信" && name != "Alipay")
	})
}

// leftoversOf writes the mentions of what could not be placed, one line each:
// "kind id [words]", of a field "field id of [words]".
func leftoversOf(p *policy.Policy) []string {
	out := []string{}
	for _, l := range p.Leftovers {
		for _, m := range l.Mentions {
			if m.Kind == policy.MentionsField {
				m.ID += " " + m.Of
			}
			out = append(out, fmt.Sprintf("%s %s [%s]", m.Kind, m.ID, m.Text))
		}
	}
	return out
}

func TestLeftovers(t *testing.T) {
	zh := "隐私政策\n\n本政策说明我们如何处理您的个人信息。\n\n"
	en := "Privacy Policy\n\nThis policy says how our app handles your personal information.\n\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"what_is_claimed_is_placed", en + "We collect your IP address and access your camera to scan codes.", nil},
		{"denied_is_placed", en + "We do not access your camera.", nil},
		{"a_question", en + "Who needs the MAC address of a device?", []string{"item mac_address [MAC address]"}},
		{"a_noun_in_passing", zh + "扫码离不开手机的相机。", []string{"permission camera [相机]"}},
		{"the_permission_of_somebody_else", zh + "第三方语音服务会用到您的麦克风权限。", []string{"permission microphone [麦克风权限]"}},
		{"a_common_word_alone_names_nothing", zh + "我们把照片放在首页的相框里。", nil},
		{"a_cell_that_no_column_claims", zh + "| 版本 | 备注 |\n|---|---|\n| 2.0 | 蓝牙扫描的声音更轻 |\n", []string{"permission nearby_devices [蓝牙扫描]"}},
		{"a_heading_with_text_below", en + "## About the microphone\n\nIt is a small part.", []string{"permission microphone [microphone]"}},
		{"a_heading_alone", en + "Thank you.\n\n## About the microphone\n\n## The end\n", nil},
		{"an_sdk_outside_of_rows", en + "Mondays are for JPush.", []string{"sdk jpush [JPush]"}},
		{"a_company_one_pays_through", zh + "结账时可以用微信付款。", []string{"sdk wechat-opensdk [微信]"}},
		{"a_company_named_for_no_reason", zh + "微信是一个常见的词。", nil},
		{"a_page_of_the_maker", zh + "关注微信公众号可参与第三方抽奖。", nil},
		{"inside_an_address", en + "See https://example.com/jpush/camera for the rest.", nil},
		{"inside_the_title_of_a_law", zh + "依据《麦克风与通讯录管理办法》制定。", nil},
		{"a_class_of_the_law", zh + "敏感个人信息包括通讯录、行踪轨迹等。", nil},
		{"a_term_of_the_law", zh + "通讯录是指手机中保存的号码。", nil},
		{"another_platform", zh + "在 iPhone 上，扫码离不开相机。", nil},
		{"below_a_heading_of_another_platform", zh + "## iOS 版\n\n扫码离不开手机的相机。", nil},
		{"below_it_and_yet_this_one", zh + "## iOS 版\n\n安卓手机扫码离不开相机。", []string{"permission camera [相机]"}},
		{"below_a_heading_of_the_site", en + "## Visitors of our website\n\nThe microphone stands on the table.", nil},
		{"a_line_of_contact", zh + "客服热线 400-123-4567，手机状态须畅通。", nil},
		{"what_we_send", zh + "验证码以短信形式送达。", nil},
		{"what_is_read_all_the_same", zh + "第三方会读取短信验证码。", []string{"permission sms [读取短信验证码]"}},
		{"room_on_a_server", zh + "服务器的存储空间有限。", nil},
		{"a_prominent_place", zh + "修订会在显著位置公布，供您读取。", nil},
		{"a_common_word_in_a_list_of_data", zh + "品牌、操作系统、IMEI？", []string{"item device_model [品牌]", "item imei [IMEI]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs := []document.Source{{Path: "policy.md", Data: []byte(c.text)}}
			p, err := Read(docs, withFamilies{someNames}, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if got := leftoversOf(p); !slices.Equal(got, append([]string{}, c.want...)) {
				t.Errorf("left over\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
			checkQuotes(t, docs, p)
		})
	}
}

// TestLeftoversAreBounded gives a document more sentences that could not be
// placed than are kept: those beyond are counted.
func TestLeftoversAreBounded(t *testing.T) {
	text := "Privacy Policy\n\nWe collect your name.\n\n" + strings.Repeat("Mondays are for JPush.\n\n", leftover.MaxLeftovers+5)
	for name, text := range map[string]string{"many_lines": text, "one_line": strings.ReplaceAll(text, "\n\n", " ")} {
		t.Run(name, func(t *testing.T) {
			p, err := Read([]document.Source{{Path: "policy.txt", Data: []byte(text)}}, someNames, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Leftovers) != leftover.MaxLeftovers || len(p.NotRead) != 1 || !strings.HasPrefix(p.NotRead[0].Why, "5 further sentences") {
				t.Errorf("%d left over, not read %+v", len(p.Leftovers), p.NotRead)
			}
		})
	}
}
