package disclosure

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

func contain(f *Facts, ids ...string) {
	for _, id := range ids {
		f.SDKs = append(f.SDKs, sdk(id))
	}
}

// leftOver is an SDK of which only a component of the manifest was seen.
func leftOver(id string) sdkdb.Match {
	return with(sdk(id), func(m *sdkdb.Match) {
		m.Use = sdkdb.Declared
		m.Evidence = []evidence.Seen{{Kind: evidence.Component, Value: "com.example.Left", Where: "AndroidManifest.xml", Count: 1}}
	})
}

func candidate(id string) sdkdb.Match {
	return with(sdk(id), func(m *sdkdb.Match) { m.Confidence = sdkdb.Candidate })
}

func TestSDKUndisclosed(t *testing.T) {
	run(t, []fires{
		{name: "not_in_the_document", is: func(f *Facts) { contain(f, "alipay") }, want: []string{"error fail sdk/undisclosed alipay"}},
		{name: "left_over_in_the_manifest",
			is:   func(f *Facts) { f.SDKs = []sdkdb.Match{leftOver("alipay")} },
			want: []string{"error review sdk/undisclosed alipay"}, says: []string{"Only the manifest names it; none of its code was found."}},
		{name: "in_the_manifest_of_an_app_whose_code_is_hidden",
			is: func(f *Facts) {
				f.SDKs = []sdkdb.Match{leftOver("alipay")}
				f.App.Packer = &Packer{Name: "some packer"}
			},
			want: []string{"error fail sdk/undisclosed alipay", "error fail app/hidden-code app"}},
		{name: "disclosed", is: func(f *Facts) { contain(f, "alipay"); f.Policy.SDKs = []policy.SDK{row("alipay", nil)} }},
		{name: "its_items_stand_inside_the_finding",
			is: func(f *Facts) {
				contain(f, "alipay")
				f.Items = []usage.Item{reads("android_id", "alipay")}
			},
			want: []string{"error fail sdk/undisclosed alipay"}, says: []string{"Its code references Android ID."}},
		{name: "only_present_is_for_review",
			is: func(f *Facts) {
				f.SDKs = []sdkdb.Match{with(sdk("alipay"), func(m *sdkdb.Match) { m.Use = sdkdb.Present })}
			},
			want: []string{"error review sdk/undisclosed alipay"}, says: []string{"No code was found that calls it."}},
		{name: "a_candidate_is_no_finding",
			is: func(f *Facts) { f.SDKs = []sdkdb.Match{candidate("alipay")} }},
		{name: "what_the_code_of_a_candidate_reads_is_for_review",
			is: func(f *Facts) {
				f.SDKs = []sdkdb.Match{candidate("alipay")}
				f.Items = []usage.Item{reads("android_id", "alipay")}
			},
			want: []string{"error review data/undisclosed android_id"}, says: []string{"Code that may be that of Alipay"}},
		{name: "a_row_of_a_candidate_names_what_its_code_reads",
			is: func(f *Facts) {
				f.SDKs = []sdkdb.Match{candidate("alipay")}
				f.Items = []usage.Item{reads("android_id", "alipay")}
				f.Policy.SDKs = []policy.SDK{row("alipay", items("android_id"))}
			}},
		{name: "a_row_for_ios_does_not_cover_it",
			is: func(f *Facts) {
				contain(f, "alipay")
				r := row("alipay", nil)
				r.Platforms = []string{"ios"}
				f.Policy.SDKs = []policy.SDK{r}
			},
			want: []string{"error fail sdk/undisclosed alipay"}},
		{name: "a_company_name_covers_nothing",
			is: func(f *Facts) {
				contain(f, "alipay")
				f.Policy.Items = []policy.Item{{Item: "android_id", Party: policy.Third, PartyName: ptr("Alipay (China)"), Polarity: policy.Performed}}
			},
			want: []string{"error fail sdk/undisclosed alipay"}},
		{name: "a_row_with_an_unknown_name_that_links_its_site_is_for_review",
			is: func(f *Facts) {
				f.SDKs = []sdkdb.Match{with(sdk("alipay"), func(m *sdkdb.Match) { m.Website = "https://www.open.alipay.com/" })}
				r := row("alipay", nil)
				r.ID, r.Name, r.Website.Text = nil, "the purse", "see https://OPEN.alipay.com/docs"
				f.Policy.SDKs = []policy.SDK{r}
			},
			want: []string{"error review sdk/undisclosed alipay"}, says: []string{"The row of the purse links the provider's site"}},
		{name: "bundled_in_a_disclosed_one_is_for_review",
			is: func(f *Facts) {
				f.SDKs = []sdkdb.Match{sdk("alipay"), with(sdk("utdid"), func(m *sdkdb.Match) { m.BundledIn = ptr("alipay") })}
				f.Policy.SDKs = []policy.SDK{row("alipay", nil)}
			},
			want: []string{"error review sdk/undisclosed utdid"}, says: []string{"It ships inside"}},
	})
}

func TestUmbrellaAndPart(t *testing.T) {
	wechat := func(f *Facts) { contain(f, "wechat-opensdk", "wechat-pay") }
	firebase := func(f *Facts) { contain(f, "firebase-core", "firebase-analytics", "firebase-crashlytics") }
	run(t, []fires{
		{name: "one_finding_per_family_on_the_deepest_part", is: wechat, want: []string{"error fail sdk/undisclosed wechat-pay"}, says: []string{"(with WeChat Open SDK)"}},
		{name: "the_bare_umbrella", is: func(f *Facts) { contain(f, "wechat-opensdk") }, want: []string{"error fail sdk/undisclosed wechat-opensdk"}},
		{name: "a_row_of_the_part_covers_part_and_umbrella", is: func(f *Facts) { wechat(f); f.Policy.SDKs = []policy.SDK{row("wechat-pay", nil)} }},
		{name: "a_row_of_the_part_covers_the_bare_umbrella", is: func(f *Facts) { contain(f, "wechat-opensdk"); f.Policy.SDKs = []policy.SDK{row("wechat-pay", nil)} }},
		{name: "a_sentence_beside_the_row_of_the_part_opens_no_row_of_the_umbrella", is: func(f *Facts) {
			wechat(f)
			f.Policy.SDKs = []policy.SDK{row("wechat-pay", nil)}
			f.Policy.Items = collects("wechat-pay", "user_id")
		}},
		{name: "a_row_of_a_sibling_covers_nothing_but_the_umbrella", is: func(f *Facts) { firebase(f); f.Policy.SDKs = []policy.SDK{row("firebase-analytics", nil)} },
			want: []string{"error fail sdk/undisclosed firebase-crashlytics"}},
		{name: "a_row_of_the_umbrella_that_names_the_function", is: func(f *Facts) {
			wechat(f)
			r := row("wechat-opensdk", nil)
			r.Purpose.Text = "用于登录、分享和支付"
			f.Policy.SDKs = []policy.SDK{r}
		}},
		{name: "a_row_of_the_umbrella_that_does_not", is: func(f *Facts) {
			wechat(f)
			r := row("wechat-opensdk", nil)
			r.Purpose.Text = "to share what you see with friends"
			f.Policy.SDKs = []policy.SDK{r}
		}, want: []string{"error review sdk/undisclosed wechat-pay"}, says: []string{"does not name what this part does"}},
		{name: "items_of_the_umbrella_are_held_against_the_row_of_the_part", is: func(f *Facts) {
			wechat(f)
			declare(f, "READ_PHONE_STATE")
			f.Policy.Permissions = []policy.Permission{states("phone")}
			f.Items = []usage.Item{reads("imei", "wechat-opensdk", "READ_PHONE_STATE"), reads("android_id", "wechat-pay")}
			f.Policy.SDKs = []policy.SDK{row("wechat-pay", items("android_id"))}
		}, want: []string{"error fail sdk/scope-understated wechat-pay"}, says: []string{"references IMEI, which"}},
		{name: "an_umbrella_in_use_stands_beside_a_part_that_is_only_present", is: func(f *Facts) {
			present := with(sdk("jiguang-ads"), func(m *sdkdb.Match) { m.Use, m.BundledIn = sdkdb.Present, ptr("jpush") })
			f.SDKs = []sdkdb.Match{sdk("jpush"), present}
		}, want: []string{"error fail sdk/undisclosed jpush", "error review sdk/undisclosed jiguang-ads"}, says: []string{"contains JPush (JiGuang Push);"}},
		{name: "two_parts_each_with_a_row", is: func(f *Facts) {
			firebase(f)
			f.Policy.SDKs = []policy.SDK{row("firebase-analytics", nil), row("firebase-crashlytics", nil)}
		}},
		{name: "a_sentence_that_names_the_sdk_discloses_it_without_its_fields", is: func(f *Facts) {
			contain(f, "alipay")
			f.Policy.Items = collects("alipay", "user_id")
		}, want: []string{"warning fail sdk/purpose alipay", "warning fail sdk/institution alipay", "note fail sdk/method alipay", "note fail sdk/website alipay"}},
	})
}

// TestDeclaredSDKs asks what the matrices show: the rows the rules hold an SDK
// against, the bare umbrella included.
func TestDeclaredSDKs(t *testing.T) {
	found := []sdkdb.Match{sdk("wechat-opensdk"), sdk("wechat-pay"), sdk("alipay"), candidate("qq-connect")}
	rows := func(rs ...policy.SDK) *policy.Policy { return &policy.Policy{SDKs: rs} }
	ios := row("alipay", nil)
	ios.Platforms = []string{"ios"}
	umbrella := row("wechat-opensdk", nil)
	umbrella.Purpose.Text = "to share what you see with friends"
	for _, c := range []struct {
		name   string
		policy *policy.Policy
		want   string // id and names of its rows, mentions as "+"
	}{
		{"a_part_and_its_umbrella", rows(row("wechat-pay", nil)), "wechat-opensdk:Row wechat-pay wechat-pay:Row wechat-pay"},
		{"an_umbrella_that_does_not_name_the_part", rows(umbrella), "wechat-opensdk:Row wechat-opensdk"},
		{"another_platform", rows(ios), ""},
		{"a_candidate", rows(row("qq-connect", nil)), "qq-connect:Row qq-connect"},
		{"a_sentence", &policy.Policy{Items: collects("alipay", "user_id")}, "alipay:+"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			declared := DeclaredSDKs(c.policy, found)
			for _, m := range found {
				d := declared[m.ID]
				names := strings.Repeat("+", len(d.Mentions))
				for _, r := range d.Rows {
					names += r.Name
				}
				if d.Disclosed() {
					got = append(got, m.ID+":"+names)
				}
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

func TestSDKDenied(t *testing.T) {
	run(t, []fires{
		{name: "any_sdk", is: func(f *Facts) {
			contain(f, "alipay")
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesAllSDKs, "", "")}
		},
			want: []string{"error fail sdk/denied alipay"}},
		{name: "its_category", is: func(f *Facts) {
			contain(f, "alipay")
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesCategory, "payment", "")}
		},
			want: []string{"error fail sdk/denied alipay"}, says: []string{"no SDK for payment"}},
		{name: "itself", is: func(f *Facts) {
			contain(f, "alipay")
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesSDK, "alipay", "")}
		},
			want: []string{"error fail sdk/denied alipay"}},
		{name: "another_category", is: func(f *Facts) {
			contain(f, "alipay")
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesCategory, "ads", "")}
		},
			want: []string{"error fail sdk/undisclosed alipay"}},
		{name: "listed_all_the_same_is_for_review", is: func(f *Facts) {
			contain(f, "alipay")
			f.Policy.SDKs = []policy.SDK{row("alipay", nil)}
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesSDK, "alipay", "")}
		}, want: []string{"error review sdk/denied alipay"}},
		{name: "apart_from_those_listed", is: func(f *Facts) {
			contain(f, "alipay")
			f.Policy.SDKs = []policy.SDK{row("alipay", nil)}
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesAllSDKs, "", "")}
		}},
		{name: "only_present_is_for_review", is: func(f *Facts) {
			f.SDKs = []sdkdb.Match{with(sdk("alipay"), func(m *sdkdb.Match) { m.Use = sdkdb.Present })}
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesAllSDKs, "", "")}
		}, want: []string{"error review sdk/denied alipay"}},
	})
}

func TestRowFields(t *testing.T) {
	lacks := func(fields ...string) func(*Facts) {
		return func(f *Facts) { contain(f, "alipay"); f.Policy.SDKs = []policy.SDK{row("alipay", nil, fields...)} }
	}
	run(t, []fires{
		{name: "purpose", is: lacks("purpose"), want: []string{"warning fail sdk/purpose alipay"}},
		{name: "scope", is: lacks("scope"), want: []string{"warning fail sdk/scope alipay"}},
		{name: "institution", is: lacks("institution"), want: []string{"warning fail sdk/institution alipay"}},
		{name: "method", is: lacks("method"), want: []string{"note fail sdk/method alipay"}},
		{name: "website", is: lacks("website"), want: []string{"note fail sdk/website alipay"}},
		{name: "a_privacy_url_satisfies_the_website", is: func(f *Facts) {
			lacks("website")(f)
			f.Policy.SDKs[0].PrivacyURL = &policy.Field{Text: "https://example.com/privacy"}
		}},
		{name: "without_a_scope_nothing_is_held_against_it", is: func(f *Facts) {
			lacks("scope")(f)
			f.Items = []usage.Item{reads("android_id", "alipay")}
		}, want: []string{"warning fail sdk/scope alipay"}},
		{name: "two_rows_complete_each_other", is: func(f *Facts) {
			contain(f, "alipay")
			f.Policy.SDKs = []policy.SDK{row("alipay", nil, "purpose"), row("alipay", nil, "website")}
		}},
	})
}

func TestScopeUnderstated(t *testing.T) {
	says := func(scope []privacy.Item, code ...usage.Item) func(*Facts) {
		return func(f *Facts) {
			contain(f, "alipay")
			f.Policy.SDKs = []policy.SDK{row("alipay", scope)}
			f.Items = code
		}
	}
	understated := "fail sdk/scope-understated alipay"
	run(t, []fires{
		{name: "an_identifier", is: says(nil, reads("android_id", "alipay")), want: []string{"error " + understated}},
		{name: "another_item", is: says(nil, reads("battery", "alipay")), want: []string{"warning " + understated}},
		{name: "one_finding_lists_all", is: says(nil, reads("battery", "alipay"), reads("android_id", "alipay")), want: []string{"error " + understated},
			says: []string{"Android ID and battery level"}},
		{name: "named", is: says(items("android_id"), reads("android_id", "alipay"))},
		{name: "contained_in_what_is_named", is: says(items("device_identifier"), reads("android_id", "alipay"))},
		{name: "perhaps_contained_is_for_review", is: says(items("device_info"), reads("android_id", "alipay")), want: []string{"error review sdk/scope-understated alipay"}},
		{name: "no_longer_readable_is_a_note", is: func(f *Facts) {
			says(nil, upTo(reads("serial_number", "alipay"), 25))(f)
			f.App.MinSDK = 26
		}, want: []string{"note " + understated}, says: []string{"return nothing above API level 25, and the app runs on 26"}},
		{name: "readable_on_old_devices_is_not", is: says(nil, upTo(reads("serial_number", "alipay"), 25)), want: []string{"error " + understated}},
		{name: "without_the_permission_it_is_no_finding", is: says(nil, reads("imei", "alipay", "READ_PHONE_STATE"))},
		{name: "what_could_be_read_is_no_finding", is: says(nil, strength(reads("android_id", "alipay"), privacy.Weak), strength(reads("contacts", "alipay"), privacy.Picker))},
		{name: "only_by_reflection_is_for_review", is: says(nil, func() usage.Item { it := reads("android_id", "alipay"); it.Reflective = true; return it }()),
			want: []string{"error review sdk/scope-understated alipay"}},
		{name: "denied_for_the_sdk_is_that_finding_alone", is: func(f *Facts) {
			says(nil, reads("android_id", "alipay"))(f)
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesItem, "android_id", "alipay")}
		}, want: []string{"error fail data/denied android_id"}},
	})
}

func TestScopeUnseen(t *testing.T) {
	names := func(scope []privacy.Item, code ...usage.Item) func(*Facts) {
		return func(f *Facts) {
			contain(f, "alipay")
			f.Policy.SDKs = []policy.SDK{row("alipay", scope)}
			f.Items = code
		}
	}
	unseen := []string{"note fail sdk/scope-unseen alipay"}
	run(t, []fires{
		{name: "nothing_references_it", is: names(items("android_id")), want: unseen},
		{name: "weak_evidence_is_enough", is: names(items("android_id"), strength(reads("android_id", "alipay"), privacy.Weak))},
		{name: "a_broad_name_is_seen_through_a_part_of_it", is: names(items("device_identifier"), reads("android_id", "alipay"))},
		{name: "what_users_type_is_never_stale", is: names(items("name", "postal_address", "payment_order"))},
		{name: "code_of_others_is_not_its_code", is: names(items("android_id"), reads("android_id", "umeng-analytics")), want: unseen},
		{name: "silent_where_no_class_of_it_was_seen", is: func(f *Facts) {
			names(items("android_id"))(f)
			f.SDKs[0].Evidence = []evidence.Seen{{Kind: evidence.Library, Value: "libalipay.so", Where: "lib/arm64-v8a", Count: 1}}
		}},
		{name: "with_code_of_unknown_origin_a_person_decides", is: func(f *Facts) {
			names(items("android_id"))(f)
			f.Unknown = []sdkdb.Tree{{Root: "a.a", Classes: 10}}
		}, want: []string{"note review sdk/scope-unseen alipay"}},
		{name: "with_native_code_a_person_decides", is: func(f *Facts) {
			names(items("android_id"))(f)
			f.SDKs[0].Evidence = append(f.SDKs[0].Evidence, evidence.Seen{Kind: evidence.Library, Value: "libalipay.so", Where: "lib/arm64-v8a", Count: 1})
		}, want: []string{"note review sdk/scope-unseen alipay"}},
		{name: "silent_where_something_was_not_read", is: func(f *Facts) {
			names(items("android_id"))(f)
			f.App.NotRead = []evidence.NotRead{{What: "classes2.dex", Why: "cut"}}
		}, want: []string{"error fail app/not-read app"}},
	})
}

func TestSDKNotFound(t *testing.T) {
	lists := func(ids ...string) func(*Facts) {
		return func(f *Facts) {
			for _, id := range ids {
				f.Policy.SDKs = append(f.Policy.SDKs, row(id, nil))
			}
		}
	}
	run(t, []fires{
		{name: "one", is: lists("alipay"), want: []string{"note fail sdk/not-found alipay"}},
		{name: "one_finding_lists_all", is: lists("umeng-analytics", "alipay"), want: []string{"note fail sdk/not-found document"}},
		{name: "with_code_of_unknown_origin_a_person_decides", is: func(f *Facts) { lists("alipay")(f); f.Unknown = []sdkdb.Tree{{Root: "a.b", Classes: 3}} },
			want: []string{"note review sdk/not-found alipay"}},
		{name: "of_another_platform", is: func(f *Facts) { lists("alipay")(f); f.Policy.SDKs[0].Platforms = []string{"ios", "harmony"} }},
		{name: "of_several_platforms", is: func(f *Facts) { lists("alipay")(f); f.Policy.SDKs[0].Platforms = []string{"ios", "android"} },
			want: []string{"note fail sdk/not-found alipay"}},
		{name: "a_name_the_database_does_not_know", is: func(f *Facts) { lists("alipay")(f); f.Policy.SDKs[0].ID = nil }},
		{name: "only_the_umbrella_is_there", is: func(f *Facts) { lists("wechat-pay")(f); contain(f, "wechat-opensdk") }},
		{name: "the_code_is_packed", is: func(f *Facts) { lists("alipay")(f); f.App.Packer = &Packer{Name: "Jiagu"} },
			want: []string{"error fail app/hidden-code app"}},
	})
}
