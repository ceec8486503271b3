package disclosure

import (
	"testing"

	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
)

func TestDataUndisclosed(t *testing.T) {
	code := func(change func(*Facts), code ...usage.Item) func(*Facts) {
		return func(f *Facts) { f.Items = code; change(f) }
	}
	nothing := func(*Facts) {}
	says := func(items ...privacy.Item) func(*Facts) {
		return func(f *Facts) { f.Policy.Items = collects(policy.First, items...) }
	}
	run(t, []fires{
		{name: "an_identifier", is: code(nothing, reads("android_id", privacy.PartyApp)), want: []string{"error fail data/undisclosed android_id"},
			says: []string{"The app's own code references Android ID.", "The document does not name it."}},
		{name: "a_sensitive_item", is: code(nothing, reads("screen_capture", privacy.PartyApp)), want: []string{"error fail data/undisclosed screen_capture"}},
		{name: "another_item", is: code(nothing, reads("clipboard", privacy.PartyApp)), want: []string{"warning fail data/undisclosed clipboard"}},
		{name: "code_of_unknown_origin_is_for_review", is: code(nothing, reads("android_id", privacy.PartyUnknown)), want: []string{"error review data/undisclosed android_id"}},
		{name: "app_and_unknown_are_two_findings", is: code(nothing, reads("android_id", privacy.PartyUnknown), reads("android_id", privacy.PartyApp)),
			want: []string{"error fail data/undisclosed android_id", "error review data/undisclosed android_id"}},
		{name: "named", is: code(says("android_id"), reads("android_id", privacy.PartyApp))},
		{name: "named_by_a_broader_name", is: code(says("device_identifier"), reads("android_id", privacy.PartyApp))},
		{name: "perhaps_contained_is_for_review", is: code(says("device_info"), reads("android_id", privacy.PartyApp)), want: []string{"error review data/undisclosed android_id"},
			says: []string{"The document names device information; whether"}},
		{name: "named_for_third_parties_only", is: code(func(f *Facts) { f.Policy.Items = collects(policy.Third, "android_id") }, reads("android_id", privacy.PartyApp)),
			want: []string{"error fail data/undisclosed android_id"}},
		{name: "named_in_the_row_of_an_sdk_only", is: code(func(f *Facts) { f.Policy.SDKs = []policy.SDK{row("alipay", items("android_id"))}; contain(f, "alipay") },
			reads("android_id", privacy.PartyApp), reads("android_id", "alipay")),
			want: []string{"error fail data/undisclosed android_id"}, says: []string{"only in the row of Row alipay"}},
		{name: "named_as_the_content_of_a_permission", is: code(func(f *Facts) {
			declare(f, "CAMERA")
			f.Policy.Permissions = []policy.Permission{states("camera")}
		}, reads("camera", privacy.PartyApp, "CAMERA"))},
		{name: "the_phone_permission_does_not_name_the_imei", is: code(func(f *Facts) {
			declare(f, "READ_PHONE_STATE")
			f.Policy.Permissions = []policy.Permission{states("phone")}
		}, reads("imei", privacy.PartyApp, "READ_PHONE_STATE")), want: []string{"error fail data/undisclosed imei"}},
		{name: "an_item_of_no_group_stays_a_finding_beside_an_undisclosed_permission", is: code(func(f *Facts) { declare(f, "READ_PHONE_STATE") },
			reads("network_state", privacy.PartyApp, "READ_PHONE_STATE")),
			want: []string{"error fail permission/undisclosed phone", "warning fail data/undisclosed network_state"}},
		{name: "inside_a_library", is: code(nothing, reads("android_id", privacy.LibraryParty("okhttp")))},
		{name: "without_the_permission", is: code(nothing, reads("imei", privacy.PartyApp, "READ_PHONE_STATE"))},
		{name: "one_of_the_permissions_is_enough", is: code(func(f *Facts) {
			declare(f, "ACCESS_COARSE_LOCATION")
			f.Policy.Permissions = []policy.Permission{states("location")}
		}, reads("wifi_saved", privacy.PartyApp, "ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION")), want: []string{"warning fail data/undisclosed wifi_saved"}},
		{name: "a_picker_hands_over_one_thing", is: code(nothing, strength(reads("contacts", privacy.PartyApp), privacy.Picker))},
		{name: "no_longer_readable_is_a_note", is: code(func(f *Facts) { f.App.MinSDK = 29 }, upTo(reads("serial_number", privacy.PartyApp), 25)),
			want: []string{"note fail data/undisclosed serial_number"}},
		{name: "no_personal_information_at_all", is: code(nothing, reads("overlay", privacy.PartyApp), reads("autostart", privacy.PartyApp))},
	})
}

func TestDataDenied(t *testing.T) {
	code := func(party privacy.Party, denials ...policy.Denial) func(*Facts) {
		return func(f *Facts) {
			f.Items = []usage.Item{reads("android_id", party)}
			f.Policy.Denials = denials
		}
	}
	denied := "data/denied android_id"
	run(t, []fires{
		{name: "the_item", is: code(privacy.PartyApp, denies(policy.DeniesItem, "android_id", policy.First)), want: []string{"error fail " + denied}},
		{name: "a_broad_name", is: code(privacy.PartyApp, denies(policy.DeniesItem, "device_identifier", policy.First)), want: []string{"error fail " + denied}},
		{name: "for_third_parties", is: code(privacy.PartyApp, denies(policy.DeniesItem, "android_id", policy.Third)), want: []string{"error fail data/undisclosed android_id"}},
		{name: "unknown_origin_is_for_review", is: code(privacy.PartyUnknown, denies(policy.DeniesItem, "android_id", policy.First)), want: []string{"error review " + denied}},
		{name: "named_elsewhere_is_for_review", is: func(f *Facts) {
			code(privacy.PartyApp, denies(policy.DeniesItem, "android_id", policy.First))(f)
			f.Policy.Items = collects(policy.First, "android_id")
		}, want: []string{"error review " + denied}},
		{name: "for_an_sdk_that_is_listed", is: func(f *Facts) {
			code("alipay", denies(policy.DeniesItem, "android_id", policy.Third))(f)
			contain(f, "alipay")
			f.Policy.SDKs = []policy.SDK{row("alipay", nil)}
		}, want: []string{"error review " + denied}},
		{name: "for_an_sdk_that_is_not_listed", is: func(f *Facts) {
			code("alipay", denies(policy.DeniesItem, "android_id", policy.Third))(f)
			contain(f, "alipay")
		}, want: []string{"error fail sdk/undisclosed alipay"}},
		{name: "precise_is_denied_and_approximate_is_read", is: func(f *Facts) {
			declare(f, "ACCESS_COARSE_LOCATION")
			f.Policy.Permissions = []policy.Permission{states("location")}
			f.Items = []usage.Item{reads("location_coarse", privacy.PartyApp, "ACCESS_COARSE_LOCATION")}
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesItem, "location_precise", policy.First)}
		}},
		{name: "the_passage_that_denies_the_permission_is_one_finding", is: func(f *Facts) {
			declare(f, "ACCESS_FINE_LOCATION")
			f.Items = []usage.Item{reads("location_precise", privacy.PartyApp, "ACCESS_FINE_LOCATION")}
			group, item := states("location", "named=denied"), denies(policy.DeniesItem, "location", policy.First)
			item.Quotes = group.Named.Quotes
			f.Policy.Permissions, f.Policy.Denials = []policy.Permission{group}, []policy.Denial{item}
		}, want: []string{"error fail permission/denied location"}},
		{name: "beside_an_undisclosed_permission", is: func(f *Facts) {
			declare(f, "ACCESS_FINE_LOCATION")
			f.Items = []usage.Item{reads("location_precise", privacy.PartyApp, "ACCESS_FINE_LOCATION")}
			f.Policy.Denials = []policy.Denial{denies(policy.DeniesItem, "location", policy.First)}
		}, want: []string{"error fail permission/undisclosed location", "error fail data/denied location_precise"}},
	})
}
