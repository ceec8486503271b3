package scanner

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
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
	r := scanOf(t, m.XML(), &dex)
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
