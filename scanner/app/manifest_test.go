package app

import (
	"reflect"
	"testing"
)

func uses(permission string, attrs ...at) el {
	return el{"uses-permission", append([]at{name(permission)}, attrs...), nil}
}

func sdk(min, target any) el {
	var attrs []at
	if min != nil {
		attrs = append(attrs, android(attrMinSDK, "minSdkVersion", min))
	}
	if target != nil {
		attrs = append(attrs, android(attrTargetSDK, "targetSdkVersion", target))
	}
	return el{"uses-sdk", attrs, nil}
}

func TestSDKLevels(t *testing.T) {
	for _, c := range []struct {
		name        string
		el          el
		min, target int
		codename    string
	}{
		{"both", sdk(21, 34), 21, 34, ""},
		{"target_absent_is_min", sdk(19, nil), 19, 19, ""},
		{"min_absent_is_1", sdk(nil, 30), 1, 30, ""},
		{"no_uses_sdk", el{name: "uses-feature"}, 1, 1, ""},
		{"codename", sdk(21, "Tiramisu"), 21, 33, "Tiramisu"},
		{"codename_with_fingerprint", sdk(21, "UpsideDownCake.abc"), 21, 34, "UpsideDownCake.abc"},
		{"unknown_codename", sdk(21, "Zabaglione"), 21, Preview, "Zabaglione"},
		{"number_as_text", sdk("16", raw("28")), 16, 28, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := readManifestEl(t, manifestEl("a.b", c.el), axmlOptions{})
			if m.MinSDK != c.min || m.TargetSDK != c.target || m.TargetSDKCodename != c.codename {
				t.Errorf("got min %d target %d %q", m.MinSDK, m.TargetSDK, m.TargetSDKCodename)
			}
		})
	}
}

// sample has something of everything a manifest can hold.
func sample() el {
	filter := el{"intent-filter", nil, []el{
		{"action", []at{name("android.intent.action.VIEW")}, nil},
		{"category", []at{name("android.intent.category.BROWSABLE")}, nil},
		{"data", []at{android(attrScheme, "scheme", "https"), android(attrHost, "host", "example.com")}, nil},
	}}
	return manifestEl("com.example.app",
		sdk(21, 30),
		uses("android.permission.CAMERA", android(attrMaxSDK, "maxSdkVersion", 28)),
		uses("android.permission.BLUETOOTH_SCAN", android(attrPermissionFlags, "usesPermissionFlags", 0x10000), android(attrRequired, "required", false)),
		el{"uses-permission-sdk-23", []at{name("android.permission.RECORD_AUDIO")}, nil},
		el{"permission", []at{name("com.example.app.P"), android(attrProtectionLevel, "protectionLevel", 0x12)}, nil},
		el{"uses-feature", []at{name("android.hardware.camera"), android(attrRequired, "required", false)}, nil},
		el{"uses-feature", []at{android(attrGLES, "glEsVersion", 0x20000)}, nil},
		el{"queries", nil, []el{
			{"package", []at{name("com.tencent.mm")}, nil},
			{"intent", nil, []el{{"action", []at{name("android.intent.action.SEND")}, nil}}},
			{"provider", []at{android(attrAuthorities, "authorities", "x.y")}, nil},
		}},
		el{"application", []at{name("App"), android(attrLabel, "label", "Solar"), android(attrDebuggable, "debuggable", true),
			android(attrPermission, "permission", "com.example.app.P")}, []el{
			{"uses-permission", []at{name("android.permission.READ_SMS")}, nil},
			{"meta-data", []at{name("KEY"), android(attrValue, "value", 42)}, nil},
			{"activity", []at{name(".Main")}, []el{filter, {"meta-data", []at{name("in"), android(attrResource, "resource", ref(0x7f010001))}, nil}}},
			{"activity-alias", []at{name("com.other.Alias"), android(attrTargetActivity, "targetActivity", ".Main"), android(attrExported, "exported", false)}, []el{filter}},
			{"service", []at{name("Sync"), android(attrPermission, "permission", "android.permission.BIND_ACCESSIBILITY_SERVICE"), android(attrProcess, "process", ":bg"), android(attrEnabled, "enabled", false)}, nil},
			{"receiver", []at{name(".Boot")}, []el{{"intent-filter", nil, []el{{"action", []at{name("android.intent.action.BOOT_COMPLETED")}, nil}}}}},
			{"provider", []at{name(".P"), android(attrAuthorities, "authorities", "a.b;c.d"), android(attrReadPermission, "readPermission", "r")}, nil},
			{"activity", []at{name(".Second")}, nil},
		}},
		el{"application", nil, []el{{"activity", []at{name(".Ghost")}, nil}}},
	)
}

func TestManifest(t *testing.T) {
	for _, c := range []struct {
		name string
		opt  axmlOptions
	}{
		{"plain", axmlOptions{}},
		{"utf8_strings", axmlOptions{utf8: true}},
		{"attributes_further_apart", axmlOptions{stride: 28}},
		{"attribute_names_changed", axmlOptions{rename: map[string]string{"name": "", "maxSdkVersion": "x", "label": "name", "permission": "name"}}},
		{"no_namespaces", axmlOptions{noNS: true}},
		{"unknown_chunk", axmlOptions{junkChunk: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := readManifestEl(t, sample(), c.opt)
			checkSample(t, m)
		})
	}
}

func checkSample(t *testing.T, m *Manifest) {
	t.Helper()
	filter := IntentFilter{Actions: []string{"android.intent.action.VIEW"}, Categories: []string{"android.intent.category.BROWSABLE"}, Data: []string{"https://example.com"}}
	const pkg, perm = "com.example.app", "com.example.app.P"
	want := []Component{
		{Kind: Activity, Name: pkg + ".Main", Exported: true, Enabled: true, Permission: perm, Filters: []IntentFilter{filter},
			MetaData: []MetaData{{Name: "in", Resource: 0x7f010001}}},
		{Kind: ActivityAlias, Name: "com.other.Alias", Target: pkg + ".Main", Enabled: true, Permission: perm, Filters: []IntentFilter{filter}, explicit: true},
		{Kind: Service, Name: pkg + ".Sync", Permission: "android.permission.BIND_ACCESSIBILITY_SERVICE", Process: pkg + ":bg"},
		{Kind: Receiver, Name: pkg + ".Boot", Exported: true, Enabled: true, Permission: perm, Filters: []IntentFilter{{Actions: []string{"android.intent.action.BOOT_COMPLETED"}}}},
		{Kind: Provider, Name: pkg + ".P", Enabled: true, Authorities: []string{"a.b", "c.d"}, ReadWrite: []string{"r"}},
		{Kind: Activity, Name: pkg + ".Second", Enabled: true, Permission: perm},
	}
	if !reflect.DeepEqual(m.Components, want) {
		t.Errorf("components\n got %+v\nwant %+v", m.Components, want)
	}
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"package", m.Package, pkg},
		{"version", m.VersionCode, int64(7)},
		{"permissions", m.UsesPermissions, []UsesPermission{
			{Name: "android.permission.CAMERA", Element: "uses-permission", MaxSDK: 28},
			{Name: "android.permission.BLUETOOTH_SCAN", Element: "uses-permission", Flags: []string{"neverForLocation", "not-required"}},
			{Name: "android.permission.RECORD_AUDIO", Element: "uses-permission-sdk-23"}}},
		{"definitions", m.Permissions, []PermissionDef{{Element: "permission", Name: perm, Level: "signature|privileged"}}},
		{"features", m.UsesFeatures, []UsesFeature{{"android.hardware.camera", false}, {"glEsVersion 0x20000", true}}},
		{"queries", m.Queries, Queries{Packages: []string{"com.tencent.mm"}, Intents: []IntentFilter{{Actions: []string{"android.intent.action.SEND"}}}, Providers: []string{"x.y"}}},
		{"application", m.Application.Name, pkg + ".App"},
		{"debuggable", m.Application.Debuggable, true},
		{"meta-data", m.Application.MetaData, []MetaData{{Name: "KEY", Value: Value{Kind: Int, Data: 42}}}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.what, c.got, c.want)
		}
	}
}

func TestGuards(t *testing.T) {
	a := mustOpen(t, apkOf(t, sample()))
	want := []Guard{
		{Group: "accessibility", Value: "android.permission.BIND_ACCESSIBILITY_SERVICE", Kind: "component-guard", Component: "com.example.app.Sync"},
		{Group: "autostart", Value: "android.intent.action.BOOT_COMPLETED", Kind: "receiver-action", Component: "com.example.app.Boot"},
	}
	if got := a.Guards(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestProtectionLevel(t *testing.T) {
	for _, c := range []struct {
		val  Value
		want string
	}{
		{Value{}, "normal"},
		{Value{Kind: Int, Data: 1}, "dangerous"},
		{Value{Kind: Int, Data: 0x1001}, "dangerous|instant"},
		{Value{Kind: Int, Data: 0x4000004}, "internal|role"},
		{Value{Kind: Int, Data: 0xf}, "0xf"},
		{Value{Kind: Text, Text: "dangerous"}, "dangerous"},
	} {
		if got := protection(c.val); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.val, got, c.want)
		}
	}
}
