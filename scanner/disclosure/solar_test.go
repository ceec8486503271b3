package disclosure

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// solar is an app in the manner of a solar inverter's companion: it scans,
// stores photos, locates, and pays with WeChat, whose code reads the IMEI.
func solar(p *policy.Policy) Facts {
	return Facts{
		App: App{Package: "com.example.solar", MinSDK: 21, Permissions: []app.Permission{permission("INTERNET"), permission("CAMERA"),
			permission("ACCESS_FINE_LOCATION"), permission("READ_EXTERNAL_STORAGE"), permission("READ_PHONE_STATE"), implied("ACCESS_COARSE_LOCATION")}},
		SDKs: []sdkdb.Match{with(sdk("wechat-opensdk"), func(m *sdkdb.Match) { m.Use = sdkdb.Present }), sdk("wechat-pay")},
		Items: []usage.Item{reads("location_precise", privacy.PartyApp, "ACCESS_FINE_LOCATION"),
			upTo(reads("imei", "wechat-pay", "READ_PHONE_STATE"), 28)},
		Policy: p,
	}
}

// inTheKSTARManner declares what the KSTAR document declares.
func inTheKSTARManner() *policy.Policy {
	wechat := row("wechat-pay", items("imei", "android_id", "serial_number", "mac_address", "wifi_connection", "installed_apps"))
	wechat.Name = "微信支付 WeChat Payment"
	return &policy.Policy{
		Covers: policy.Covers{App: ptr(true)},
		Permissions: []policy.Permission{states("camera"), states("storage"),
			states("location", "purpose=vague", "refusal=missing")},
		Items:     collects(policy.First, "location", "ip_address", "phone_number", "postal_address"),
		SDKs:      []policy.SDK{wechat},
		OpenEnded: quote("the main third-party service providers we access"),
		Conflicts: []policy.Conflict{{About: "cross_border", Quotes: slices.Concat(quote("stored in domestic area"), quote("may process your data in other country"))}},
	}
}

func TestSolarAgainstTheKnownPolicies(t *testing.T) {
	silent := &policy.Policy{Covers: policy.Covers{Website: ptr(true), General: true}}
	optOut := &policy.Policy{Covers: policy.Covers{App: ptr(false), General: true}, Permissions: []policy.Permission{states("location")},
		Items: collects(policy.First, "location")}
	complete := &policy.Policy{Covers: policy.Covers{App: ptr(true)},
		Permissions: []policy.Permission{states("camera"), states("storage"), states("location"), states("phone")},
		Items:       collects(policy.First, "phone_number", "photos_videos", "location"),
		SDKs:        []policy.SDK{row("wechat-pay", items("imei", "payment_order"))}}
	for _, c := range []struct {
		name   string
		policy *policy.Policy
		want   []string
		fails  bool
	}{
		{"kstar", inTheKSTARManner(), []string{
			"error fail permission/undisclosed phone",
			"warning fail permission/refusal location",
			"warning review policy/contradicts-itself document",
			"note fail permission/purpose location",
			"note fail sdk/scope-unseen wechat-pay",
			"note fail policy/open-ended document",
		}, true},
		{"a_website_that_speaks_of_location", optOut, []string{
			"error fail permission/undisclosed camera",
			"error fail permission/undisclosed phone",
			"error fail permission/undisclosed storage",
			"error fail sdk/undisclosed wechat-pay",
			"error review policy/not-for-app document",
		}, true},
		{"a_website_that_names_nothing", silent, []string{
			"error fail permission/undisclosed camera",
			"error fail permission/undisclosed location",
			"error fail permission/undisclosed phone",
			"error fail permission/undisclosed storage",
			"error fail sdk/undisclosed wechat-pay",
			"error review policy/not-for-app document",
		}, true},
		{"complete", complete, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			findings := check(t, solar(c.policy), Options{})
			if got := short(findings); !slices.Equal(got, slices.Concat([]string{}, c.want)) {
				t.Errorf("findings\n  %s", strings.Join(got, "\n  "))
			}
			sound(t, findings)
			if got := slices.ContainsFunc(findings, func(f Finding) bool { return f.Fails(Error, false) }); got != c.fails {
				t.Errorf("fails: %v", got)
			}
		})
	}
}

func TestThePhoneFindingShowsBothSides(t *testing.T) {
	f := check(t, solar(inTheKSTARManner()), Options{})[0]
	for _, want := range []string{"The app declares READ_PHONE_STATE.", "does not name the “phone” permission",
		"The code of WeChat Pay SDK references IMEI.", "up to API level 28", "speaks of IMEI only in the row of 微信支付 WeChat Payment"} {
		if !strings.Contains(f.Message.EN, want) {
			t.Errorf("message %q lacks %q", f.Message.EN, want)
		}
	}
	if !slices.Contains(f.Evidence, evidence.Seen{Kind: evidence.Component, Value: "uses-permission android.permission.READ_PHONE_STATE", Where: "AndroidManifest.xml", Count: 1}) {
		t.Errorf("the declaration is no evidence: %+v", f.Evidence)
	}
	if !slices.ContainsFunc(f.Evidence, func(s evidence.Seen) bool { return s.Kind == evidence.Method }) {
		t.Errorf("the call is no evidence: %+v", f.Evidence)
	}
	if len(f.Quotes) != 1 || f.Quotes[0].Text != "scope of wechat-pay" {
		t.Errorf("quotes %+v", f.Quotes)
	}
}

func TestWithoutAPolicyOnlyTheAppIsLookedAt(t *testing.T) {
	f := solar(nil)
	if got := check(t, f, Options{}); len(got) != 0 {
		t.Errorf("findings %v", short(got))
	}
	f.App.NotRead = []evidence.NotRead{{What: "classes2.dex", Why: "it ends early"}}
	if got := short(check(t, f, Options{})); !slices.Equal(got, []string{"error fail app/not-read app"}) {
		t.Errorf("findings %v", got)
	}
}
