package clause

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/policy"
)

// fakeNames knows two SDKs, as the database would.
type fakeNames struct{}

func (fakeNames) FindNames(text string, found func(start, end int, id string)) {
	for at := 0; at < len(text); {
		next, name, id := len(text), "", ""
		for n, i := range map[string]string{"Acme Push": "acme-push", "极光推送": "jpush"} {
			if k := strings.Index(text[at:], n); k >= 0 && at+k < next {
				next, name, id = at+k, n, i
			}
		}
		if name != "" {
			found(next, next+len(name), id)
		}
		at = next + len(name) + 1
	}
}

func (fakeNames) ResolveName(string) string { return "" }

func (fakeNames) Categories(string) []string { return nil }

// sentences makes the sentences of one paragraph; those behind a line that
// ends with a colon stand in the list it leads.
func sentences(lines ...string) []*sentence.Sentence {
	ss := make([]*sentence.Sentence, len(lines))
	var lead *sentence.Sentence
	for i, l := range lines {
		ss[i] = &sentence.Sentence{Text: strings.TrimPrefix(l, "- "), Line: i + 1, Lang: "en", Block: 1}
		if strings.HasPrefix(l, "- ") {
			ss[i].Lead = lead
		}
		if strings.HasSuffix(l, ":") || strings.HasSuffix(l, "：") {
			lead = ss[i]
		}
	}
	return ss
}

// stated writes the items a text states, "-" in front of what is denied.
func stated(items []policy.Item) string {
	var out []string
	for _, it := range items {
		s := fmt.Sprintf("%s/%s/%s", it.Item, it.Party, it.Action)
		if it.Polarity == policy.NotPerformed {
			s = "-" + s
		}
		if k := strings.Join(out, " "); !strings.Contains(" "+k+" ", " "+s+" ") {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

func TestStatements(t *testing.T) {
	tests := []struct {
		name string
		text []string
		want string
	}{
		// who acts
		{"first_party", []string{"Our app records your IP address."}, "ip_address/first/collect"},
		{"a_company_by_its_name", []string{"Borealis Labs gathers email addresses at sign-up."}, "email/first/collect"},
		{"passive", []string{"Your phone number is stored on our servers."}, "phone_number/first/use"},
		{"third_party", []string{"Ad networks may gather your IP address."}, "ip_address/third/collect"},
		{"both", []string{"We and our analytics providers log the IP address."}, "ip_address/first/collect ip_address/third/collect"},
		{"they_are_those_before", []string{"Advertisers place banners in the game.", "They read your advertising ID."}, "advertising_id/third/collect"},
		{"agent_of_a_passive", []string{"Your IP address may be processed by our vendors."}, "ip_address/third/use"},
		{"own_code_of_others", []string{"We let advertisers collect your device ID."}, "device_identifier/third/collect"},
		{"an_sdk_by_its_name", []string{"Acme Push reads the MAC address."}, "mac_address/acme-push/collect"},
		{"user_gives", []string{"To open a shop you provide a postal address and an email address."}, "postal_address/first/collect email/first/collect"},
		{"asked_to_give", []string{"You will be asked to enter your date of birth."}, "birth_date/first/collect"},
		{"the_device_sends", []string{"Your browser sends an IP address with each request."}, "ip_address/first/collect"},
		{"from_others", []string{"We obtain your email address from our partners."}, "email/first/receive"},
		{"cookies_of_others", []string{"Google cookies remember visits."}, "webview_cookies/third/collect"},
		// actions
		{"sharing", []string{"We pass your phone number to couriers and other companies."}, "phone_number/first/share phone_number/third/receive"},
		{"joined_verbs_share_the_object", []string{"We collect, store and sell your phone number."},
			"phone_number/first/share phone_number/third/receive phone_number/first/use phone_number/first/collect"},
		{"one_subject_several_verbs", []string{"Your location data may be logged, and shared with advertisers."},
			"location/first/collect location/first/share location/third/receive"},
		// negation
		{"negated_list", []string{"We never read your phone number, IP address or email address."},
			"-phone_number/first/collect -ip_address/first/collect -email/first/collect"},
		{"no_before_the_noun", []string{"No email addresses are gathered."}, "-email/first/collect"},
		{"neither_nor", []string{"Neither the app nor its partners track your IP address."}, "-ip_address/first/collect -ip_address/third/collect"},
		{"not_selling", []string{"We do not sell your phone number."}, "-phone_number/first/share -phone_number/third/receive"},
		{"unless", []string{"We do not share your phone number unless you agree."}, "phone_number/first/share phone_number/third/receive"},
		{"unless_first", []string{"Unless you switch on sync, contact lists never leave your phone."}, "contacts/first/share"},
		{"without_consent", []string{"We will not disclose your phone number without your consent."}, "phone_number/first/share phone_number/third/receive"},
		{"other_than", []string{"Other than your email address, we collect no personal data."}, "email/first/collect"},
		{"ellipsis", []string{"Other vendors commonly log the IP address; ours does not."}, "-ip_address/first/collect"},
		{"not_only", []string{"We not only collect your email address."}, "email/first/collect"},
		{"not_limited_to", []string{"We collect data including but not limited to the IP address."}, "ip_address/first/collect"},
		{"if_not", []string{"If you do not enter your email address, the forum stays closed."}, "-email/first/collect"},
		{"but_turns", []string{"We do not collect your email address, but we log your IP address."}, "-email/first/collect ip_address/first/collect"},
		{"never_ask_that", []string{"We never ask that you provide your bank account."}, "-bank_account/first/collect"},
		// lists
		{"lead", []string{"We collect the following:", "- email address", "- IP address"}, "email/first/collect ip_address/first/collect"},
		{"negated_lead", []string{"We do not collect:", "- IP address"}, "-ip_address/first/collect"},
		{"third_party_lead", []string{"Our advertisers receive:", "- IP address"}, "ip_address/third/collect"},
		{"semicolons", []string{"We log: pages you visit; your IP address; and your device ID."}, "ip_address/first/collect device_identifier/first/collect"},
		{"embedded_clause", []string{"We collect the browser you use, your IP address and your device ID."}, "ip_address/first/collect device_identifier/first/collect"},
		{"it_includes", []string{"We share some data with advertisers.", "This includes your device ID."}, "device_identifier/first/share device_identifier/third/receive"},
		{"this_information", []string{"We log your IP address.", "We may share this information with ad networks."},
			"ip_address/first/collect ip_address/first/share ip_address/third/receive"},
		// terms of the document
		{"definition_alone", []string{"Personal data means any information such as a phone number."}, ""},
		{"definition_used", []string{"\"Shop Data\" means a phone number and an email address.", "We gather Shop Data."},
			"phone_number/first/collect email/first/collect"},
		{"definition_denied", []string{"\"Shop Data\" means a phone number.", "We do not collect Shop Data."}, "-phone_number/first/collect"},
		{"another_term", []string{"\"Shop Data\" means a phone number.", "We gather non-Shop Data."}, ""},
		// other senses
		{"our_own_address", []string{"Write to us at the address below or send an email to our desk."}, ""},
		{"verb_address", []string{"We address fraud and other abuse."}, ""},
		{"rights", []string{"You may access and correct your email address at any time."}, ""},
		{"security", []string{"You must keep your password secret."}, ""},
		{"notice_channel", []string{"We will notify you by email of any change."}, ""},
		{"has_to_be", []string{"The processing of an email address shall follow the law."}, ""},
		{"age_of_users", []string{"We do not serve anyone under the age of 13."}, ""},
		{"question", []string{"Do we collect your IP address?"}, ""},
		{"carrier_as_a_company", []string{"Your mobile carrier may charge you."}, "carrier/first/collect"},
		// names made of several words
		{"identifier_of_a_device", []string{"We read the unique identifier of your device."}, "device_identifier/first/collect"},
		{"location_from_the_ip_address", []string{"We derive your general location from your IP address."}, "location_coarse/first/collect ip_address/first/collect"},
		{"log_in_elsewhere", []string{"You can log in with your Facebook account."}, "account_info/first/collect"},
		{"log_in_there", []string{"You may be logged in on Facebook."}, ""},
		// Chinese
		{"zh_collects", []string{"我们会记录您的手机号码和电子邮箱。"}, "phone_number/first/collect email/first/collect"},
		{"zh_user_gives", []string{"注册时您需填写手机号和密码。"}, "phone_number/first/collect password/first/collect"},
		{"zh_relative_clause", []string{"您提交的手机号用于核对订单。"}, "phone_number/first/collect"},
		{"zh_negated_list", []string{"我们从不读取您的通讯录、短信及通话记录。"}, "-contacts/first/collect -sms/first/collect -call_log/first/collect"},
		{"zh_unless", []string{"除非您另行同意，我们不会对外提供您的手机号。"}, "phone_number/first/share phone_number/third/receive"},
		{"zh_without_consent", []string{"未经您同意，我们不会向合作伙伴提供您的手机号。"}, "phone_number/first/share phone_number/third/receive"},
		{"zh_except", []string{"除手机号外，我们不收集别的个人信息。"}, "phone_number/first/collect"},
		{"zh_ellipsis", []string{"其他厂商会收集IP地址，我们不会。"}, "-ip_address/first/collect"},
		{"zh_object_before_the_verb", []string{"我们会将您的手机号提供给合作伙伴。"}, "phone_number/first/share phone_number/third/receive"},
		{"zh_from_others", []string{"我们从合作方获取您的手机号。"}, "phone_number/first/receive"},
		{"zh_third_party", []string{"广告商会读取您的IMEI。"}, "imei/third/collect"},
		{"zh_sdk", []string{"极光推送会读取您的IMEI。"}, "imei/jpush/collect"},
		{"zh_given_when_applying", []string{"我们会收集您在申请账号时提供的手机号。"}, "phone_number/first/collect"},
		{"zh_given_when_applying_without_at", []string{"我们会收集您申请账号时提供的手机号和电子邮箱。"}, "phone_number/first/collect email/first/collect"},
		{"zh_only_given", []string{"您在申请账号时向我们提供的手机号。"}, "phone_number/first/collect"},
		{"zh_given_and_not_collected", []string{"我们不会收集您在申请账号时提供的手机号。"}, "-phone_number/first/collect"},
		{"zh_given_and_used", []string{"我们会使用您在申请售后服务时提供的手机号。"}, "phone_number/first/use"},
		{"zh_given_and_others_collect", []string{"合作伙伴会收集您在申请账号时提供的手机号。"}, "phone_number/third/collect"},
		{"zh_given_and_passed_on", []string{"我们会将您在申请账号时提供的手机号提供给合作伙伴。"}, "phone_number/first/share phone_number/third/receive"},
		{"zh_given_to_others", []string{"您在申请账号时向合作伙伴提供的手机号。"}, "phone_number/third/collect"},
		{"zh_used_when_visiting", []string{"我们会收集您访问网站时使用的设备型号。"}, "device_model/first/collect"},
		{"zh_user_asks_to_get", []string{"我们会记录您请求获取验证码时使用的手机号。"}, "phone_number/first/collect"},
		{"zh_head_noun", []string{"我们仅提供不能识别您身份的设备型号给广告商。"}, "device_model/first/share device_model/third/receive"},
		{"zh_while_using", []string{"我们仅在您使用扫一扫时调用摄像头。"}, "camera/first/collect"},
		{"zh_stored", []string{"您的手机号会被加密存储。"}, "phone_number/first/use"},
		{"zh_storing_is_no_file", []string{"信息存储在境内。"}, ""},
		{"zh_rights", []string{"您可以更正您的手机号。"}, ""},
		{"zh_notice_channel", []string{"我们会通过短信通知您。"}, ""},
		{"zh_any_place", []string{"我们会在显眼的位置公布新版本。"}, ""},
		{"zh_place_of_the_user", []string{"我们会收集您的位置。"}, "location/first/collect"},
		{"zh_locating", []string{"我们会使用卫星信号进行定位。"}, "location/first/use"},
		{"zh_finding_a_fault", []string{"我们会分析、定位并修复问题。"}, ""},
		{"zh_head_of_a_compound", []string{"我们可能会进行资产转让。"}, ""},
		{"zh_permission_of_the_system", []string{"我们会申请操作系统的权限。"}, ""},
		{"any_place", []string{"We publish changes in the location given below."}, ""},
		{"place_of_the_user", []string{"We collect the location of your device."}, "location/first/collect"},
		{"page_of_settings", []string{"We show the location settings page."}, ""},
		{"zh_contact", []string{"如有疑问，请通过邮箱联系我们。"}, ""},
		{"zh_definition", []string{"个人信息包括姓名、住址、电话号码等。"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			items, _ := Read(sentences(tt.text...), fakeNames{}, plenty(), nil)
			if got := stated(items); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			for _, it := range items {
				if len(it.Quotes) == 0 || it.Quotes[0].Line == 0 || !holdsTerm(it) {
					t.Errorf("%s: no quote holds %q: %v", it.Item, it.Term, it.Quotes)
				}
			}
		})
	}
}

// holdsTerm reports whether a quote of the item holds its term.
func holdsTerm(it policy.Item) bool {
	for _, q := range it.Quotes {
		if strings.Contains(q.Text, it.Term) {
			return true
		}
	}
	return false
}

func TestPurposeAndCondition(t *testing.T) {
	tests := []struct{ name, text, purpose, condition string }{
		{"infinitive", "We use your IP address to prevent abuse.", "to prevent abuse", ""},
		{"infinitive_in_front", "To list shops nearby we read your approximate location.", "To list shops nearby", ""},
		{"for", "We keep your IP address for security.", "for security", ""},
		{"not_what_is_asked_for", "We ask you for your email address.", "", ""},
		{"when", "When you rate a recipe, we log your IP address.", "", "When you rate a recipe"},
		{"unless", "We do not share your IP address unless you agree.", "", "unless you agree"},
		{"zh_purpose", "为了核对订单，我们会记录您的手机号。", "为了核对订单", ""},
		{"zh_use_and_purpose", "您的手机号将用于核对订单。", "用于核对订单", ""},
		{"zh_condition", "当您下单时，我们会记录您的手机号。", "", "当您下单时"},
		{"zh_only_if", "我们仅在您扫码时使用摄像头。", "", "在您扫码时"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			items, _ := Read(sentences(tt.text), nil, plenty(), nil)
			if len(items) == 0 {
				t.Fatal("nothing was read")
			}
			if got := orEmpty(items[0].Purpose); got != tt.purpose {
				t.Errorf("purpose %q, want %q", got, tt.purpose)
			}
			if got := orEmpty(items[0].Condition); got != tt.condition {
				t.Errorf("condition %q, want %q", got, tt.condition)
			}
		})
	}
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func TestItemsOfAnSDKCarryItsName(t *testing.T) {
	items, _ := Read(sentences("Acme Push reads the MAC address."), fakeNames{}, plenty(), nil)
	if len(items) != 1 || items[0].Party != "acme-push" || orEmpty(items[0].PartyName) != "Acme Push" {
		t.Errorf("got %+v", items)
	}
}

func TestQuotesOfEqualItemsAreOne(t *testing.T) {
	items, _ := Read(sentences("We log your IP address.", "At night we log your IP address.", "We log your IP address."), nil, plenty(), nil)
	if len(items) != 1 || len(items[0].Quotes) != 3 {
		t.Errorf("got %+v", items)
	}
}

func FuzzStatements(f *testing.F) {
	f.Add("We do not collect (unless you agree: a; b) your email address.", "- IP address")
	f.Add("除非您同意，我们不会将手机号提供给第三方，其会收集IMEI。", "- 的的的，不不不")
	f.Fuzz(func(t *testing.T, a, b string) {
		items, denials := Read(sentences(a+":", b), fakeNames{}, plenty(), nil)
		for _, it := range items {
			if it.Term == "" || len(it.Quotes) == 0 {
				t.Errorf("an item without words or quotes: %+v", it)
			}
		}
		for _, d := range denials {
			if len(d.Quotes) == 0 {
				t.Errorf("a denial without a quote: %+v", d)
			}
		}
	})
}

// BenchmarkStatements reads 5,000 words.
func BenchmarkStatements(b *testing.B) {
	var lines []string
	for n := 0; n < 5000; n += 50 {
		lines = append(lines, "When you open the map, we and our partners may read your approximate location, the IP address and the device ID to show shops nearby.",
			"We do not sell your phone number, and we never share your contact list unless you agree.",
			"Cookies help us to remember what you looked at.")
	}
	ss := sentences(lines...)
	b.ResetTimer()
	for b.Loop() {
		Read(ss, nil, plenty(), nil)
	}
}

// plenty is an allowance no test uses up.
func plenty() *document.Allowance { return &document.Allowance{Left: document.DefaultLimits().Quotes} }
