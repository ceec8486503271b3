package why

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/internal/observe"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// traced is a trace in short: "item by party from root: path → end", a line
// for each way.
func traced(t *Trace) string {
	var lines []string
	for _, w := range t.Ways {
		var path []string
		for _, s := range w.Path {
			path = append(path, strings.TrimPrefix(s.Method, "com.example.app."))
		}
		if w.Seen.Value != "" {
			path = append(path, w.Seen.Value)
		}
		lines = append(lines, string(w.Item)+" by "+string(w.Party)+" from "+w.Root+": "+strings.Join(path, " → "))
	}
	return strings.Join(lines, "\n")
}

func title(g privacy.Group) []string { return []string{"telephony of " + string(g)} }

func TestWhy(t *testing.T) {
	const (
		deviceID = "Landroid/telephony/TelephonyManager;->getDeviceId()Ljava/lang/String;"
		payReq   = "Lcom/tencent/mm/opensdk/modelpay/PayReq;"
		send     = "Landroid/telephony/SmsManager;->sendTextMessage(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Landroid/app/PendingIntent;Landroid/app/PendingIntent;)V"
	)
	m := forge.Declares("com.example.app.Screen")
	m.MinSDK, m.TargetSDK = 23, 33
	m.Permissions = []string{"android.permission.READ_PHONE_STATE", "android.permission.RECEIVE_SMS", "android.permission.SEND_SMS"}
	m.Components = append(m.Components, forge.Component("receiver", "com.example.app.Messages", forge.Element{Name: "intent-filter",
		Children: []forge.Element{{Name: "action", Attrs: []forge.Attr{forge.String("name", "android.provider.Telephony.SMS_RECEIVED")}}}}))
	method := func(name string, code ...forge.Ins) forge.Method {
		return forge.Method{Name: name, Sig: "()V", Flags: forge.Public | forge.Static, Code: append(code, forge.ReturnVoid()), Registers: 10}
	}
	class := func(name string, methods ...forge.Method) forge.Class {
		return forge.Class{Name: name, Methods: methods}
	}
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	apk := forge.APK(m, forge.Dex{Classes: []forge.Class{
		class("com.example.app.Screen", method("open", forge.Invoke(0x6e, deviceID, 0), forge.InvokeRange(0x6e, send, 0, 6),
			forge.Invoke(0x71, "Lcom/umeng/analytics/MobclickAgent;->start()V"))),
		class("com.umeng.analytics.MobclickAgent", method("start")), class("com.umeng.commonsdk.UMConfigure", method("init")),
		class("com.tencent.mm.opensdk.openapi.WXAPIFactory", method("create")),
		class("com.tencent.mm.opensdk.openapi.IWXAPI", method("send")),
		class(payReq, method("<clinit>", forge.ConstString(0, "_wxapi_payreq_appid"))),
	}})
	a, err := observe.Read(context.Background(), app.Source{Path: "a.apk", File: bytes.NewReader(apk), Size: int64(len(apk))},
		observe.Options{DB: db, AppLimits: app.DefaultLimits(), DexLimits: dex.DefaultLimits()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	const imei = "imei by app from activity: Screen.open → android.telephony.TelephonyManager.getDeviceId()"
	for _, c := range []struct {
		name, subject string
		kind, id      string
		want          string
		part          string
		looked        string // must stand once among what was looked for
	}{
		{name: "an_item", subject: "imei", kind: "item", id: "imei", want: imei},
		{name: "an_item_by_its_name", subject: "IMEI", kind: "item", id: "imei", want: imei},
		{name: "a_broad_name_by_its_parts", subject: "device_identifier", kind: "item", id: "device_identifier", want: imei},
		{name: "a_group", subject: "phone", kind: "group", id: "phone", want: imei},
		{name: "a_group_by_its_title", subject: "Telephony of phone", kind: "group", id: "phone", want: imei},
		{name: "a_component_of_the_manifest", subject: "sms", kind: "item", id: "sms",
			want: "sms by app from receiver: Messages → android.provider.Telephony.SMS_RECEIVED"},
		{name: "a_permission_to_write", subject: "SEND_SMS", kind: "permission", id: "android.permission.SEND_SMS",
			want: " by app from activity: Screen.open → android.telephony.SmsManager.sendTextMessage()"},
		{name: "the_call_into_an_sdk", subject: "umeng-analytics", kind: "sdk", id: "umeng-analytics",
			want: " by umeng-analytics from activity: Screen.open → com.umeng.analytics.MobclickAgent.start"},
		{name: "a_part_that_nothing_calls", subject: "wechat-pay", kind: "sdk", id: "wechat-pay", part: "pay",
			looked: "call com.tencent.mm.opensdk.modelpay.PayReq.<init>"},
		{name: "a_chinese_name", subject: "微信支付", kind: "sdk", id: "wechat-pay", part: "pay", looked: "classes under com.tencent.wxpay"},
		{name: "overloads_are_one_line", subject: "camera", kind: "item", id: "camera", looked: "android.hardware.Camera.open()"},
		{name: "parts_that_are_not_there", subject: "wifi_info", kind: "item", id: "wifi_info", looked: "android.net.wifi.WifiInfo.getSSID()"},
	} {
		t.Run(c.name, func(t *testing.T) {
			subject, err := Resolve(c.subject, db, title)
			if err != nil {
				t.Fatal(err)
			}
			got := Find(a, db, subject)
			if got.Kind != c.kind || got.Subject != c.id || got.Part != c.part || traced(got) != c.want {
				t.Errorf("%s %s, part %q:\n%s\nwant %s %s, part %q:\n%s", got.Kind, got.Subject, got.Part, traced(got), c.kind, c.id, c.part, c.want)
			}
			if n := len(slices.DeleteFunc(slices.Clone(got.LookedFor), func(s string) bool { return s != c.looked })); c.looked != "" && (n != 1 || got.Found) {
				t.Errorf("found %v, looked %d times for %s: %q", got.Found, n, c.looked, got.LookedFor)
			}
		})
	}
	var unknown *UnknownSubject
	if _, err := Resolve("nonsense", db, title); !errors.As(err, &unknown) {
		t.Errorf("an unknown subject gives %v", err)
	}
}
