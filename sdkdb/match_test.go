package sdkdb

import (
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/candor-scan/candor/scanner/privacy"
)

func TestOwner(t *testing.T) {
	db := embeddedForTest(t)
	for name, c := range map[string]struct {
		sample Sample
		owners map[string]privacy.Party
	}{
		"longest_prefix_owns": {
			Sample{Classes: []string{"com.facebook.FacebookSdk", "com.facebook.login.LoginManager", "com.facebook.internal.*40", "com.facebook.react.*100"}},
			map[string]privacy.Party{"com.facebook.login.LoginManager$Result": "facebook-login", "com.facebook.FacebookSdk": "facebook-sdk",
				"com.facebook.react.bridge.X": "library:react-native", "com.facebook.loginfake.X": privacy.PartyUnknown}},
		"the_app_itself": {
			Sample{Package: "com.mob.demo.shop", Classes: []string{"com.mob.demo.shop.Main", "com.mob.tools.*20", "cn.sharesdk.framework.ShareSDK"}},
			map[string]privacy.Party{"com.mob.demo.shop.Main": privacy.PartyApp, "com.mob.demo.shop.ui.A": privacy.PartyApp, "com.mob.demo.shopping.A": "mob-sharesdk", "com.mob.tools.A": "mob-sharesdk"}},
		"packages_of_own_components": {
			Sample{Package: "com.acme.app.free", Components: []string{"com.acme.shop.MainActivity", "service org.other.sdk.PushService", "activity org.other.sdk.AdActivity", "com.acme.shop.Second"},
				Classes: []string{"com.acme.shop.MainActivity", "com.acme.data.Db", "org.other.sdk.PushService", "a.a.b"}},
			map[string]privacy.Party{"com.acme.data.Db": privacy.PartyApp, "org.other.sdk.PushService": privacy.PartyUnknown, "a.a.b": privacy.PartyUnknown, "X": privacy.PartyUnknown}},
		"most_activities_lie_in_another_package": {
			Sample{Package: "io.test.apis", Components: []string{"com.example.android.A", "com.example.android.B", "com.example.android.sub.C", "org.other.sdk.AdActivity"}, Classes: []string{"com.example.android.A"}},
			map[string]privacy.Party{"com.example.android.x.Y": privacy.PartyApp, "com.example.other.Z": privacy.PartyUnknown, "org.other.sdk.A": privacy.PartyUnknown}},
		"the_application_class": {
			Sample{Package: "io.test.apis", Components: []string{"application net.makers.core.App", "org.other.sdk.A", "org.third.sdk.A", "org.fourth.sdk.A"}},
			map[string]privacy.Party{"net.makers.util.X": privacy.PartyApp, "org.other.sdk.A": privacy.PartyUnknown}},
		"the_application_class_of_a_packer": {
			Sample{Components: []string{"application com.tencent.StubShell.TxAppEntry", "org.other.sdk.A", "org.third.sdk.A"}},
			map[string]privacy.Party{"com.tencent.StubShell.TxAppEntry": privacy.PartyUnknown, "com.tencent.nobody.A": privacy.PartyUnknown, "org.other.sdk.A": privacy.PartyUnknown}},
		"a_claimed_component_makes_no_package_the_apps": {
			Sample{Components: []string{"com.stripe.android.view.CardActivity"}, Classes: []string{"com.stripe.android.*30", "com.stripe.hcaptcha.*5"}},
			map[string]privacy.Party{"com.stripe.android.Stripe": "stripe", "com.stripe.hcaptcha.A": privacy.PartyUnknown}},
		"shared_with_an_sdk_that_was_found": {
			Sample{Classes: []string{"com.umeng.message.PushAgent", "com.umeng.message.*100", "com.taobao.accs.*30", "com.umeng.common.*5", "com.ut.device.*4"}},
			map[string]privacy.Party{"com.taobao.accs.ACCSManager": "umeng-push", "com.umeng.common.Log": "umeng-push", "com.ut.device.UTDevice": "library:utdid"}},
		"exceptions_in_a_runtime": {
			Sample{Classes: []string{"com.google.android.gms.common.*100", "com.google.firebase.FirebaseException"}},
			map[string]privacy.Party{"com.google.firebase.FirebaseException": "library:play-services-runtime", "com.google.android.gms.common.A": "library:play-services-runtime"}},
		"framework_and_libraries": {
			Sample{Classes: []string{"androidx.core.*10"}},
			map[string]privacy.Party{"androidx.core.A": "library:androidx", "java.lang.String": "library:framework", "kotlin.Unit": "library:kotlin", "okhttp3.Call": "library:okhttp"}},
		"renamed_class_with_strings_of_one_sdk": {
			Sample{Strings: []string{"_wxapi_payreq_appid @ a.b", "_wxapi_payreq_sign @ a.b", "_wxapi_payreq_prepayid @ a.b"}, Classes: []string{"a.c"}},
			map[string]privacy.Party{"a.b": "wechat-opensdk", "a.b$1": "wechat-opensdk", "a.c": privacy.PartyUnknown}},
		"a_component_listed_by_name": {
			Sample{Classes: []string{"cn.jpush.android.api.JPushInterface", "cn.jpush.android.*40", "com.dcloud.android.permissioncontrol.CrossProcessSharedPreferencesProvider", "io.dcloud.PandoraEntry"}},
			map[string]privacy.Party{"com.dcloud.android.permissioncontrol.CrossProcessSharedPreferencesProvider": "dcloud", "com.dcloud.other.A": privacy.PartyUnknown}},
	} {
		t.Run(name, func(t *testing.T) {
			r := observe(db, c.sample)
			for class, want := range c.owners {
				if got := r.Owner(class); got != want {
					t.Errorf("%s is of %s, want %s", class, got, want)
				}
			}
		})
	}
}

func TestMatch(t *testing.T) {
	db := embeddedForTest(t)
	type want struct {
		confidence Confidence
		use        Use
		from       string
		bundledIn  string
		pay        string
	}
	wechat := []string{"com.tencent.mm.opensdk.*60", "com.tencent.mm.opensdk.modelpay.PayReq"}
	for name, c := range map[string]struct {
		sample Sample
		want   map[string]want
	}{
		"wechat_code_only": {Sample{Classes: []string{"com.tencent.mm.opensdk.*60"}},
			map[string]want{"wechat-opensdk": {Certain, Present, "[]", "", "none"}, "wechat-pay": {}}},
		"pay_code":  {Sample{Classes: wechat}, map[string]want{"wechat-opensdk": {Certain, Present, "[]", "", "code"}, "wechat-pay": {}}},
		"pay_wired": {Sample{Classes: wechat, Components: []string{"<package>.wxapi.WXPayEntryActivity"}}, map[string]want{"wechat-opensdk": {Certain, Present, "[]", "", "wired"}, "wechat-pay": {Certain, Declared, "[]", "", "wired"}}},
		"pay_called": {Sample{Classes: wechat, Calls: []string{"com.example.app.Pay -> com.tencent.mm.opensdk.modelpay.PayReq.<init>"}},
			map[string]want{"wechat-opensdk": {Certain, Called, "[app]", "", "called"}, "wechat-pay": {Certain, Called, "[app]", "", "called"}}},
		"pay_called_by_another_sdk": {Sample{Classes: append([]string{"com.pingplusplus.*9"}, wechat...), Calls: []string{"com.pingplusplus.Pay -> com.tencent.mm.opensdk.modelpay.PayReq.<init>"}},
			map[string]want{"wechat-opensdk": {Certain, Called, "[pingpp]", "", "called"}, "wechat-pay": {Certain, Called, "[pingpp]", "", "called"}}},
		"pay_strings_only": {Sample{Strings: []string{"_wxapi_payreq_appid @ a.b", "_wxapi_payreq_sign @ a.b", "_wxapi_payreq_prepayid @ a.b"}},
			map[string]want{"wechat-opensdk": {Likely, Present, "[]", "", "code"}, "wechat-pay": {}}},
		"strings_of_different_classes": {Sample{Strings: []string{"_wxapi_payreq_appid @ a.b", "_wxapi_payreq_sign @ a.c", "_wxapi_payreq_prepayid @ a.d"}},
			map[string]want{"wechat-opensdk": {Candidate, Present, "[]", "", ""}}},
		"renamed_and_wired": {Sample{Strings: []string{"_wxapi_payreq_appid @ a.b", "_wxapi_payreq_sign @ a.b", "_wxapi_payreq_prepayid @ a.b"}, Components: []string{"<package>.wxapi.WXPayEntryActivity"}},
			map[string]want{"wechat-opensdk": {Certain, Present, "[]", "", "wired"}, "wechat-pay": {Certain, Declared, "[]", "", "wired"}}},
		"component_under_a_shared_prefix": {Sample{Classes: []string{"cn.jpush.android.api.JPushInterface", "cn.jpush.android.*40"}, Components: []string{"service cn.jpush.android.service.BrandNewService"}},
			map[string]want{"jpush": {Certain, Declared, "[]", "", ""}}},
		"component_of_a_neighbour": {Sample{Classes: []string{"com.umeng.message.PushAgent", "com.umeng.message.*100", "com.umeng.common.*5"}, Components: []string{"service com.umeng.common.NewService"}},
			map[string]want{"umeng-push": {Certain, Declared, "[]", "", ""}, "umeng-analytics": {}}},
		"a_few_classes":    {Sample{Classes: []string{"com.appsflyer.*2"}}, map[string]want{"appsflyer": {Likely, Present, "[]", "", ""}}},
		"one_class":        {Sample{Classes: []string{"com.appsflyer.Stub"}}, map[string]want{"appsflyer": {Candidate, Present, "[]", "", ""}}},
		"a_tree":           {Sample{Classes: []string{"com.appsflyer.*5"}}, map[string]want{"appsflyer": {Certain, Present, "[]", "", ""}}},
		"a_library":        {Sample{Libraries: []string{"libBugly.so"}}, map[string]want{"bugly": {Likely, Present, "[]", "", ""}}},
		"two_kinds":        {Sample{Libraries: []string{"libBugly.so"}, Classes: []string{"com.tencent.bugly.A"}}, map[string]want{"bugly": {Certain, Present, "[]", "", ""}}},
		"unverified_only":  {Sample{Classes: []string{"com.tiktok.x.*50"}}, map[string]want{"tiktok-business": {Candidate, Present, "[]", "", ""}}},
		"no_app_id_prefix": {Sample{Package: "com.appsflyer.sample", Classes: []string{"com.appsflyer.sample.*50"}}, map[string]want{"appsflyer": {}}},
		"inside_a_carrier": {Sample{Classes: []string{"cn.jpush.android.api.JPushInterface", "cn.jpush.android.*400", "cn.jiguang.union.*24"}},
			map[string]want{"jpush": {Certain, Present, "[]", "", ""}, "jiguang-ads": {Certain, Present, "[]", "jpush", ""}}},
		"called_by_the_app_inside_a_carrier": {Sample{Classes: []string{"cn.jpush.android.api.JPushInterface", "cn.jpush.android.*400", "cn.jiguang.union.*24"}, Calls: []string{"com.example.app.A -> cn.jiguang.union.ads.api.JUnionAdApi.loadFeedAd"}},
			map[string]want{"jiguang-ads": {Certain, Called, "[app]", "", ""}}},
		"called_from_a_library_or_its_own_code": {Sample{Classes: []string{"com.appsflyer.*9", "com.appsflyer.A"}, Calls: []string{"okhttp3.Call -> com.appsflyer.A.go", "a.b -> com.appsflyer.A.go", "com.appsflyer.B -> com.appsflyer.A.go"}},
			map[string]want{"appsflyer": {Certain, Present, "[]", "", ""}}},
		"called_from_code_nobody_claims": {Sample{Classes: []string{"com.appsflyer.*9", "com.appsflyer.A"}, Calls: []string{"net.makers.core.B -> com.appsflyer.A.go"}},
			map[string]want{"appsflyer": {Certain, Called, "[unknown]", "", ""}}},
		"two_parts_and_their_umbrella": {Sample{Classes: []string{"com.google.android.gms.location.LocationServices", "com.google.android.gms.maps.MapView", "com.google.android.gms.internal.*90"}},
			map[string]want{"google-location": {Likely, Present, "[]", "", ""}, "google-maps": {Likely, Present, "[]", "", ""}, "google-play-services": {Likely, Present, "[]", "", ""}}},
		"a_called_name_without_the_code": {Sample{Calls: []string{"com.example.app.A -> com.umeng.analytics.MobclickAgent.onEvent"}}, map[string]want{"umeng-analytics": {}}},
	} {
		t.Run(name, func(t *testing.T) {
			r := observe(db, c.sample)
			for id, w := range c.want {
				m := find(r, id)
				if m == nil {
					if w.confidence != "" {
						t.Errorf("%s is not found", id)
					}
					continue
				}
				got := want{m.Confidence, m.Use, fmt.Sprint(m.CalledFrom), "", m.Capabilities["pay"]}
				if m.BundledIn != nil {
					got.bundledIn = *m.BundledIn
				}
				if got != w {
					t.Errorf("%s: got %+v, want %+v", id, got, w)
				}
				if len(m.Evidence) == 0 {
					t.Errorf("%s: no evidence", id)
				}
			}
		})
	}
}

func TestUnknownTreesLargestFirst(t *testing.T) {
	r := observe(embeddedForTest(t), Sample{Classes: []string{"a.a.*30", "a.b.*20", "org.makers.one.*7", "org.makers.two.*4", "Root1", "com.github.someone.lib.*3", "com.example.app.*5", "androidx.core.*9", "com.a.b.*2"}})
	got := map[string]int{}
	last := 1 << 30
	for _, u := range r.Unknown {
		got[u.Root] = u.Classes
		if u.Classes > last {
			t.Errorf("%s with %d classes stands behind a smaller tree", u.Root, u.Classes)
		}
		last = u.Classes
		if len(u.Evidence) == 0 {
			t.Errorf("%s: no evidence", u.Root)
		}
	}
	want := map[string]int{"a": 50, "org.makers": 11, "": 1, "com.github.someone": 3, "com.a": 2}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Several files may be told in parallel; the result does not depend on it.
func TestFilesInParallel(t *testing.T) {
	db := embeddedForTest(t)
	var first *Result
	for range 4 {
		o := db.Observe("com.example.app")
		var wg sync.WaitGroup
		for f := range 8 {
			wg.Go(func() {
				c := o.Code(fmt.Sprintf("classes%d.dex", f))
				for i := range 200 {
					at := c.Class(descriptor(fmt.Sprintf("com.appsflyer.p%d.C%d", f, i)), true)
					from := c.Class(descriptor("com.example.app.Main"), f == 0)
					if c.WatchClass(at) && c.Calls(from, at) {
						c.Call(from, at, "com.appsflyer.A.b", fmt.Sprintf("com.example.app.Main%d.c", i))
					}
					c.Class(descriptor(fmt.Sprintf("q.p%d.C%d", f, i)), true)
				}
			})
		}
		wg.Wait()
		r := o.Match()
		if first == nil {
			first = r
		}
		if !reflect.DeepEqual(r.SDKs, first.SDKs) || !reflect.DeepEqual(r.Unknown, first.Unknown) {
			t.Fatalf("results differ:\n%+v\n%+v", r, first)
		}
	}
	if m := find(first, "appsflyer"); m == nil || m.Evidence[0].Count != 200 || len(m.Evidence) != 8 {
		t.Errorf("got %+v", m)
	}
}

func TestOddInput(t *testing.T) {
	o := embeddedForTest(t).Observe("")
	o.Component("activity", "")
	o.Library("")
	o.Asset("")
	c := o.Code("classes.dex")
	for _, d := range []string{"", "L", "L;", "La;", "[I", "I", "L/;", "L//;", "Lcom/;", "L\xed\xa0\xbd\xed\xb8\x80/\xc0\x80;", "Lcom/facebook/;", "L$;"} {
		c.Class([]byte(d), true)
		c.String([]byte(d), []byte(d))
		c.WatchString([]byte(d))
	}
	r := o.Match()
	for _, class := range []string{"", ".", "..", "a..b", "$", "\xff"} {
		r.Owner(class)
	}
}

func BenchmarkClass(b *testing.B) {
	o := embeddedForTest(b).Observe("com.example.app")
	var names [][]byte
	for i := range 10000 {
		names = append(names, descriptor([]string{"com.tencent.mm.opensdk.modelmsg.Send%d", "androidx.fragment.app.Fragment%d", "net.makers.core.deep.tree.Class%d", "a.b.c%d"}[i%4]))
		names[i] = []byte(fmt.Sprintf(string(names[i]), i))
	}
	for b.Loop() {
		c := o.Code("classes.dex")
		for _, n := range names {
			c.Class(n, true)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10000, "ns/class")
}

func BenchmarkWatchString(b *testing.B) {
	c := embeddedForTest(b).Observe("com.example.app").Code("classes.dex")
	texts := [][]byte{[]byte("com.tencent.mm"), []byte("onCreate"), []byte("_wxapi_sendmessagetowx_req_media_type"), []byte("the quick brown fox jumps"), []byte("mcp")}
	for b.Loop() {
		for _, t := range texts {
			c.WatchString(t)
		}
	}
}

func BenchmarkBuildClaims(b *testing.B) {
	db := embeddedForTest(b)
	for b.Loop() {
		db.buildClaims()
	}
}

func BenchmarkMatch(b *testing.B) {
	db := embeddedForTest(b)
	var classes []string
	for _, s := range db.All() {
		if len(s.Classes) > 0 && len(s.ID)%4 == 0 {
			classes = append(classes, s.Classes[0].Value+".*40")
		}
	}
	for b.Loop() {
		b.StopTimer()
		o := db.Observe("com.example.app")
		c := o.Code("classes.dex")
		for _, name := range classes {
			for i := range 40 {
				c.Class(descriptor(fmt.Sprintf("%sC%d", name[:len(name)-3], i)), true)
			}
		}
		b.StartTimer()
		o.Match()
	}
}
