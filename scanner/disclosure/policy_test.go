package disclosure

import (
	"slices"
	"testing"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
)

func TestPolicyRules(t *testing.T) {
	run(t, []fires{
		{name: "not_for_the_app", is: func(f *Facts) { f.Policy.Covers = policy.Covers{App: ptr(false), Website: ptr(true)} },
			want: []string{"error fail policy/not-for-app document"}},
		{name: "products_in_general_are_for_review", is: func(f *Facts) { f.Policy.Covers = policy.Covers{App: ptr(false), Website: ptr(true), General: true} },
			want: []string{"error review policy/not-for-app document"}},
		{name: "a_site_and_no_word_of_the_app_is_for_review", is: func(f *Facts) { f.Policy.Covers = policy.Covers{Website: ptr(true)} },
			want: []string{"error review policy/not-for-app document"}},
		{name: "says_nothing_of_what_it_covers", is: func(f *Facts) { f.Policy.Covers = policy.Covers{} }},
		{name: "app_and_site", is: func(f *Facts) { f.Policy.Covers = policy.Covers{App: ptr(true), Website: ptr(true)} }},
		{name: "contradictions", is: func(f *Facts) {
			f.Policy.Conflicts = []policy.Conflict{{About: "cross_border", Quotes: quote("stored here")}, {About: "retention", Quotes: quote("kept for a day")}}
		}, want: []string{"warning review policy/contradicts-itself document", "warning review policy/contradicts-itself document"}},
		{name: "contradictions_name_what_they_are_about", is: func(f *Facts) {
			f.Policy.Conflicts = []policy.Conflict{{About: "wechat-pay", Quotes: quote("we use no SDK")}}
		},
			want: []string{"warning review policy/contradicts-itself document"}, says: []string{"two statements about WeChat Pay SDK"}},
		{name: "open_lists", is: func(f *Facts) { f.Policy.OpenEnded = slices.Concat(quote("and so on"), quote("等信息")) },
			want: []string{"note fail policy/open-ended document", "note fail policy/open-ended document"}},
		{name: "a_list_in_two_languages_on_one_line_is_one_finding", is: func(f *Facts) {
			en, zh := quote("and so on"), quote("等信息")
			en[0].Line, zh[0].Line = 46, 46
			f.Policy.OpenEnded = slices.Concat(en, zh)
		}, want: []string{"note fail policy/open-ended document"}},
		{name: "the_same_open_list_twice_is_one_finding", is: func(f *Facts) { f.Policy.OpenEnded = slices.Concat(quote("and  so on"), quote("and so on")) },
			want: []string{"note fail policy/open-ended document"}},
		{name: "languages_that_differ", is: func(f *Facts) {
			f.Policy.Pairs = []policy.LanguageMismatch{{About: "location", Quotes: quote("收集")}}
		},
			want: []string{"warning fail policy/languages-disagree document"}},
		{name: "elements_are_off_by_default", is: func(f *Facts) { f.Policy.Elements = []policy.Element{{Element: "retention", State: policy.Missing}} }},
		{name: "a_part_of_the_document_was_lost", is: func(f *Facts) { f.Policy.NotRead = []evidence.NotRead{{What: "policy.pdf page 3", Why: "no text"}} },
			want: []string{"error fail app/not-read app"}, says: []string{"policy.pdf page 3 was not read completely: no text."}},
		{name: "each_lost_part_is_named", is: func(f *Facts) {
			f.App.NotRead = []evidence.NotRead{{What: "classes2.dex", Why: "cut"}, {What: "classes3.dex", Why: "cut"}}
		}, want: []string{"error fail app/not-read app", "error fail app/not-read app"}},
		{name: "hidden_code", is: func(f *Facts) { f.App.Packer = &Packer{Name: "Jiagu"} }, want: []string{"error fail app/hidden-code app"}, says: []string{"Jiagu"}},
	})
}

func TestProfilesAskForTheirElements(t *testing.T) {
	f := world(func(f *Facts) {
		contain(f, "alipay")
		f.Policy.SDKs = []policy.SDK{row("alipay", nil)}
		f.Policy.Elements = append(f.Policy.Elements, policy.Element{Element: "retention", State: policy.Missing},
			policy.Element{Element: "account_cancellation", State: policy.Missing}, policy.Element{Element: "contact", State: policy.Stated})
	})
	for _, c := range []struct {
		profile string
		want    []string
	}{
		{"", []string{}},
		{"kstar", []string{}},
		{"china", []string{"warning fail sdk/field alipay",
			"warning fail policy/element account_cancellation", "warning fail policy/element retention"}},
		{"gdpr", []string{"warning fail policy/element retention"}},
		{"google-play", []string{"warning fail policy/element retention"}},
	} {
		t.Run("profile_"+c.profile, func(t *testing.T) {
			findings := check(t, f, Options{Profile: c.profile})
			if got := short(findings); !slices.Equal(got, c.want) {
				t.Errorf("findings %v", got)
			}
			sound(t, findings)
		})
	}
}
