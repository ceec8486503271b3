package report

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// policyText is the document of the example report.
const policyText = `Solar 隐私政策 Solar Privacy Policy
生效日期 Effective date: 2026-03-01

一、权限 Permissions
相机权限 Camera permission
用于扫描设备条形码 Scan the bar code of a device to add it.
拒绝后无法扫码，可手动添加 If you refuse, scanning is unavailable; you can add devices by hand.
存储权限 Storage permission
用于保存报表 Save reports.
拒绝后无法保存报表 If you refuse, reports cannot be saved.
位置权限 Location permission
为您提供更好的服务 To serve you better.
以上权限均在征得您同意后获取 Each permission above is obtained after asking you.

二、第三方 SDK Third-party SDKs
1. 微信支付 WeChat Pay
目的 Purpose: 应用内支付 to pay within the app
方式 Method: WeChat Pay SDK
信息范围 Scope: 设备标识符(IMEI、Android ID)、MAC 地址 device identifiers (IMEI, Android ID), MAC address
机构 Institution: Shenzhen Tencent Computer System Co., Ltd.
官网 Website: https://open.weixin.qq.com/
2. 阳光统计 Sunny Analytics
目的 Purpose: 统计 usage statistics
`

func ptr[T any](v T) *T { return &v }

// on quotes the first line of the example policy that holds text.
func on(t testing.TB, text string) []evidence.Quote {
	t.Helper()
	for i, line := range strings.Split(policyText, "\n") {
		if strings.Contains(line, text) {
			return []evidence.Quote{{Document: "docs/policy.txt", Line: i + 1, Text: text, Lang: "mixed"}}
		}
	}
	t.Fatalf("the example policy does not say %q", text)
	return nil
}

func permission(name string, group privacy.Group, declared bool, users ...Use) Permission {
	p := Permission{UsedBy: users}
	p.Name, p.Declared, p.Protection = name, declared, "dangerous"
	p.Declarations = []app.Declaration{{Element: "uses-permission"}}
	p.Effective = &app.APIRange{Min: 21}
	if group != "" {
		p.Group = &group
	}
	return p
}

func usedBy(party privacy.Party, where, value string) Use {
	return Use{Party: party, Evidence: []evidence.Seen{{Kind: evidence.Method, Value: value, Where: where, Count: 1}}}
}

// examplePolicy is what the example document declares.
func examplePolicy(t testing.TB) *policy.Policy {
	stated := func(text string) policy.Statement { return policy.Statement{State: policy.Stated, Quotes: on(t, text)} }
	consent := policy.ScopedStatement{State: policy.Stated, Scope: "general", Quotes: on(t, "Each permission above is obtained after asking you.")}
	refusal := func(text string) policy.ScopedStatement {
		return policy.ScopedStatement{State: policy.Stated, Scope: "own", Text: text, Quotes: on(t, text)}
	}
	field := func(text string) *policy.Field { return &policy.Field{Text: text, Quotes: on(t, text)} }
	p := &policy.Policy{
		Documents: []policy.Document{{Path: "docs/policy.txt", Format: "text", SHA256: strings.Repeat("ab", 32),
			Lines: strings.Count(policyText, "\n"), Text: policyText}},
		Languages: []string{"en", "zh"},
		Covers:    policy.Covers{App: ptr(true)},
	}
	p.Permissions = []policy.Permission{
		{Group: "camera", Named: stated("Camera permission"), Consent: consent,
			Purpose: policy.Purpose{State: policy.Stated, Text: "Scan the bar code of a device to add it.", Quotes: on(t, "Scan the bar code of a device to add it.")},
			Refusal: refusal("scanning is unavailable")},
		{Group: "storage", Named: stated("Storage permission"), Consent: consent,
			Purpose: policy.Purpose{State: policy.Stated, Text: "Save reports.", Quotes: on(t, "Save reports.")},
			Refusal: refusal("reports cannot be saved")},
		{Group: "location", Named: stated("Location permission"), Consent: consent,
			Purpose: policy.Purpose{State: policy.Vague, Text: "To serve you better.", Quotes: on(t, "To serve you better.")},
			Refusal: policy.ScopedStatement{State: policy.Missing, Scope: "own"}},
	}
	for _, e := range privacy.Elements {
		p.Elements = append(p.Elements, policy.Element{Element: e, State: policy.Missing})
	}
	p.Elements[2] = policy.Element{Element: "effective_date", State: policy.Stated, Quotes: on(t, "Effective date: 2026-03-01")}
	p.Items = []policy.Item{{Item: "imei", Term: "IMEI", Party: "wechat-pay", Polarity: policy.Performed, Action: policy.Collect, Quotes: on(t, "IMEI")}}
	p.SDKs = []policy.SDK{
		{Name: "微信支付 WeChat Pay", ID: ptr("wechat-pay"), Purpose: field("to pay within the app"), Method: field("WeChat Pay SDK"),
			Scope: &policy.Scope{Text: "device identifiers (IMEI, Android ID), MAC address", Items: []privacy.Item{"imei", "android_id", "mac_address"},
				Quotes: on(t, "device identifiers (IMEI, Android ID), MAC address")},
			Institution: field("Shenzhen Tencent Computer System Co., Ltd."), Website: field("https://open.weixin.qq.com/"),
			Line: 16, Quotes: on(t, "WeChat Pay")},
		{Name: "阳光统计 Sunny Analytics", Purpose: field("usage statistics"), Line: 22, Quotes: on(t, "Sunny Analytics")},
	}
	return p
}

// exampleReport is a report in which every part of every format has something
// to show.
func exampleReport(t testing.TB) *Report {
	imei := evidence.Seen{Kind: evidence.Method, Value: "android.telephony.TelephonyManager.getDeviceId", Where: "classes.dex com.tencent.mm.opensdk.utils.Device.id", Count: 2}
	location := evidence.Seen{Kind: evidence.Method, Value: "android.location.LocationManager.getLastKnownLocation", Where: "classes.dex com.example.solar.MainActivity.locate", Count: 1}
	phone := evidence.Seen{Kind: evidence.Component, Value: "uses-permission android.permission.READ_PHONE_STATE", Where: "AndroidManifest.xml", Count: 1}
	r := &Report{
		Schema:    Schema,
		Tool:      Tool{Name: "candor", Version: "0.1.0", SDKDB: SDKDBInfo{Version: "0123456789ab", SDKs: 345}},
		Generated: ptr(time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)),
		Profile:   "kstar",
		App: App{Path: "build/solar.apk", SHA256: strings.Repeat("0f", 32), Size: 48213, Container: "apk", Package: "com.example.solar",
			VersionName: "3.2.1", VersionCode: "321", MinSDK: 21, TargetSDK: 30, Label: "Solar 阳光", Signer: ptr(strings.Repeat("c4", 32)),
			DexFiles: 1, Classes: 212, Complete: true, Engines: []string{"webview"}, Hosts: []string{"api.example.com"},
			Guards: []Guard{{Group: "accessibility", Kind: "component-guard", Value: "android.permission.BIND_ACCESSIBILITY_SERVICE", Component: "com.example.solar.ReadAloud", Opens: true},
				{Group: "autostart", Kind: "receiver-action", Value: "android.intent.action.BOOT_COMPLETED", Component: "com.example.solar.Boot"}}},
	}
	r.Permissions = []Permission{
		permission("android.permission.INTERNET", "", true),
		permission("android.permission.CAMERA", "camera", true, usedBy(privacy.PartyApp, "classes.dex com.example.solar.Scan.open", "android.hardware.Camera.open")),
		permission("android.permission.ACCESS_FINE_LOCATION", "location", true, Use{Party: privacy.PartyApp, Evidence: []evidence.Seen{location}}),
		permission("android.permission.READ_EXTERNAL_STORAGE", "storage", true),
		permission("android.permission.READ_PHONE_STATE", "phone", true, Use{Party: "wechat-pay", Evidence: []evidence.Seen{imei}}),
	}
	r.Permissions[3].Effective.Max = ptr(32)
	r.Permissions[4].MayComeFrom = []string{"wechat-pay"}
	r.SDKs = exampleSDKs()
	r.SDKs[1].Evidence = append(r.SDKs[1].Evidence, imei)
	r.Items = []usage.Item{
		{Item: "location_precise", Party: privacy.PartyApp, Strength: privacy.Read, Evidence: []evidence.Seen{location}},
		{Item: "imei", Party: "wechat-pay", Strength: privacy.Read, AvailableUpToAPI: ptr(28), Evidence: []evidence.Seen{imei}},
		{Item: "installed_apps", Party: "library:okhttp", Strength: privacy.Gate, Evidence: []evidence.Seen{location}},
	}
	r.Unknown = []Unknown{{Root: "a.b", Classes: 7, Items: []privacy.Item{}}}
	r.Policy = examplePolicy(t)
	r.Findings = exampleFindings(t, phone, imei)
	r.Summary = Summary{Errors: 1, Warnings: 2, Notes: 2, Permissions: PermissionSummary{Declared: 5, Sensitive: 4, Disclosed: 3},
		SDKs: SDKSummary{Found: 3, Disclosed: 2}, Attributed: 1}
	return r
}

func exampleSDKs() []SDK {
	found := func(id, name string, use sdkdb.Use, seen ...evidence.Seen) SDK {
		s := SDK{}
		s.ID, s.Name, s.Use, s.Confidence, s.Evidence = id, name, use, "certain", seen
		return s
	}
	class := func(v string, n int) evidence.Seen {
		return evidence.Seen{Kind: evidence.Class, Value: v, Where: "classes.dex", Count: n}
	}
	wechat := found("wechat-opensdk", "WeChat SDK", "present", class("com.tencent.mm.opensdk", 61))
	wechat.Vendor, wechat.Website = "Shenzhen Tencent Computer System Co., Ltd.", "https://open.weixin.qq.com/"
	wechat.Capabilities = map[string]string{"pay": "called"}
	pay := found("wechat-pay", "WeChat Pay", "called", class("com.tencent.mm.opensdk.modelpay", 4),
		evidence.Seen{Kind: evidence.Component, Value: "com.example.solar.wxapi.WXPayEntryActivity", Where: "AndroidManifest.xml", Count: 1})
	pay.Parent, pay.Items, pay.CalledFrom = ptr("wechat-opensdk"), []privacy.Item{"imei"}, []string{"com.example.solar.Pay.start"}
	push := found("moon-push", "Moon Push", "present", class("com.moon.push", 12))
	push.Vendor = "Moon"
	return []SDK{wechat, pay, push}
}

func exampleFindings(t testing.TB, phone, imei evidence.Seen) []disclosure.Finding {
	return []disclosure.Finding{
		{Rule: "permission/undisclosed", Severity: disclosure.Error, State: disclosure.Fail,
			Subject: disclosure.Subject{Kind: disclosure.SubjectPermission, ID: "phone", Name: "phone"},
			Message: disclosure.Text{EN: "The app declares READ_PHONE_STATE; the policy never names the phone permission.",
				ZH: "应用声明了 READ_PHONE_STATE，政策从未提及电话权限。"},
			Evidence: []evidence.Seen{phone, imei}, Quotes: on(t, "IMEI"),
			Remedy: disclosure.Text{EN: "Name the permission, what it is for, what happens without it and that consent is asked.",
				ZH: "写明该权限、用途、拒绝后果以及征得同意。"},
			Citations: []string{"EXAMPLE-1"}, Fingerprint: strings.Repeat("1", 64), Baseline: "new"},
		{Rule: "permission/refusal", Severity: disclosure.Warning, State: disclosure.Fail,
			Subject:  disclosure.Subject{Kind: disclosure.SubjectPermission, ID: "location", Name: "location"},
			Message:  disclosure.Text{EN: "The policy names the location permission and does not say what happens if it is refused.", ZH: "政策提及位置权限，但未说明拒绝后的影响。"},
			Quotes:   on(t, "Location permission"),
			Remedy:   disclosure.Text{EN: "Say what no longer works without the permission.", ZH: "说明拒绝后哪些功能不可用。"},
			Baseline: "new", Fingerprint: strings.Repeat("2", 64)},
		{Rule: "sdk/undisclosed", Severity: disclosure.Warning, State: disclosure.Review,
			Subject:  disclosure.Subject{Kind: disclosure.SubjectSDK, ID: "moon-push", Name: "Moon Push"},
			Message:  disclosure.Text{EN: "Moon Push is in the app; the policy does not list it.", ZH: "应用内含 Moon Push，政策未列出。"},
			Evidence: []evidence.Seen{{Kind: evidence.Class, Value: "com.moon.push", Where: "classes.dex", Count: 12}},
			Remedy:   disclosure.Text{EN: "Add a row for the SDK.", ZH: "增加一行 SDK 信息。"},
			Baseline: "new", Fingerprint: strings.Repeat("3", 64)},
		{Rule: "permission/purpose", Severity: disclosure.Note, State: disclosure.Fail,
			Subject: disclosure.Subject{Kind: disclosure.SubjectPermission, ID: "location", Name: "location"},
			Message: disclosure.Text{EN: "The purpose of the location permission stays vague.", ZH: "位置权限的目的含糊。"},
			Quotes:  on(t, "To serve you better."), Baseline: "known", Fingerprint: strings.Repeat("4", 64)},
		{Rule: "sdk/not-found", Severity: disclosure.Note, State: disclosure.Fail,
			Subject: disclosure.Subject{Kind: disclosure.SubjectPolicy, ID: "document", Name: "document"},
			Message: disclosure.Text{EN: "The policy lists 1 SDK that is not in the app: Sunny Analytics.", ZH: "政策列出但应用中未发现：阳光统计。"},
			Quotes:  on(t, "Sunny Analytics"), Baseline: "new", Fingerprint: strings.Repeat("5", 64)},
	}
}
