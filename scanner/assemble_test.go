package scanner

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/report"
)

// TestGuards follows the components that tell of a disclosure group from the
// manifest into the report and the permission matrix.
func TestGuards(t *testing.T) {
	service := forge.Component("service", "com.example.app.ReadAloud")
	service.Attrs = append(service.Attrs, forge.String("permission", "android.permission.BIND_ACCESSIBILITY_SERVICE"))
	receiver := func(class, action string) forge.Element {
		return forge.Component("receiver", class, forge.Element{Name: "intent-filter",
			Children: []forge.Element{{Name: "action", Attrs: []forge.Attr{forge.String("name", action)}}}})
	}
	m := forge.Declares("com.example.app.Screen")
	m.Components = append(m.Components, service, receiver("com.example.app.Boot", "android.intent.action.BOOT_COMPLETED"),
		receiver("com.example.app.Sms", "android.provider.Telephony.SMS_RECEIVED"))
	dex := forge.Defines("com.example.app.Screen", "com.example.app.ReadAloud", "com.example.app.Boot", "com.example.app.Sms")
	r, err := Scan(context.Background(), bytesApp("test.apk", forge.APK(m, dex)), options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []report.Guard{
		{Group: "accessibility", Kind: "component-guard", Value: "android.permission.BIND_ACCESSIBILITY_SERVICE", Component: "com.example.app.ReadAloud", Opens: true},
		{Group: "autostart", Kind: "receiver-action", Value: "android.intent.action.BOOT_COMPLETED", Component: "com.example.app.Boot", Opens: true},
		{Group: "sms", Kind: "receiver-action", Value: "android.provider.Telephony.SMS_RECEIVED", Component: "com.example.app.Sms"}, // without the permission
	}
	if !slices.Equal(r.App.Guards, want) {
		t.Errorf("guards are %+v,\nwant %+v", r.App.Guards, want)
	}
	for _, format := range []string{"text", "markdown", "html"} {
		var b bytes.Buffer
		if err := report.Render(&b, format, r, report.Options{}); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"accessibility", "component ReadAloud", "component Boot"} {
			if !strings.Contains(b.String(), name) {
				t.Errorf("%s does not show %s", format, name)
			}
		}
		if strings.Contains(b.String(), "component Sms") {
			t.Errorf("%s shows a receiver that is told nothing:\n%s", format, b.String())
		}
	}
}

// TestHiddenCodeIsTold: a scan says in every place that code of the app is
// hidden; one of the permissions alone does not look for it.
func TestHiddenCodeIsTold(t *testing.T) {
	stub := forge.Entry{Name: "classes.dex", Data: forge.Defines("com.example.app.A").Bytes()}
	sealed := forge.Entry{Name: "assets/a.jar", Data: bytes.Repeat([]byte{0xee}, 100_000)}
	for _, c := range []struct {
		name   string
		only   Only
		more   []forge.Entry
		hidden bool
	}{
		{name: "nothing_hidden"},
		{name: "sealed_code", more: []forge.Entry{sealed}, hidden: true},
		{name: "sdks_alone", only: OnlySDKs, more: []forge.Entry{sealed}, hidden: true},
		{name: "permissions_alone", only: OnlyPermissions, more: []forge.Entry{sealed}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := forge.Archive{Entries: append([]forge.Entry{{Name: "AndroidManifest.xml", Data: forge.Declares().XML().Bytes()}, stub}, c.more...)}
			o := options(t)
			o.Only = c.only
			r, err := Scan(context.Background(), bytesApp("test.apk", a.Bytes()), o)
			if err != nil {
				t.Fatal(err)
			}
			fired := slices.ContainsFunc(r.Findings, func(f disclosure.Finding) bool { return f.Rule == "app/hidden-code" })
			if (r.App.Packer != nil) != c.hidden || (len(r.App.NotRead) > 0) != c.hidden || r.App.Complete == c.hidden || fired != c.hidden {
				t.Errorf("packer %v, not read %v, complete %v, rule fired: %v", r.App.Packer, r.App.NotRead, r.App.Complete, fired)
			}
		})
	}
}
