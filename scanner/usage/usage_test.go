package usage

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

const (
	getDeviceID = "Landroid/telephony/TelephonyManager;->getDeviceId()Ljava/lang/String;"
	secureGet   = "Landroid/provider/Settings$Secure;->getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String;"
	query       = "Landroid/content/ContentResolver;->query(Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;"
	forName     = "Ljava/lang/Class;->forName(Ljava/lang/String;)Ljava/lang/Class;"
	smsManager  = "Landroid/telephony/SmsManager;->getDefault()Landroid/telephony/SmsManager;"
	sendText    = "Landroid/telephony/SmsManager;->sendTextMessage(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Landroid/app/PendingIntent;Landroid/app/PendingIntent;)V"
	getMethod   = "Ljava/lang/Class;->getMethod(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;"
)

const (
	virtual = 0x6e
	static  = 0x71
)

// method is one static method of a test class that holds the instructions.
func method(name string, code ...forge.Ins) forge.Method {
	return forge.Method{Name: name, Sig: "()V", Flags: forge.Public | forge.Static, Code: append(code, forge.ReturnVoid()), Registers: 8}
}

// class is a class of the app under test.
func class(name string, methods ...forge.Method) forge.Class {
	return forge.Class{Name: name, Methods: methods}
}

// extends is a class of the app with a super class.
func extends(name, super string, methods ...forge.Method) forge.Class {
	return forge.Class{Name: name, Super: super, Methods: methods}
}

// read collects what the classes read, in an app with the id com.example.app.
func read(t *testing.T, manifest []Declared, classes ...forge.Class) []Item {
	t.Helper()
	return readFor(t, Target{}, manifest, classes...)
}

func readFor(t *testing.T, target Target, manifest []Declared, classes ...forge.Class) []Item {
	t.Helper()
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	obs := db.Observe("com.example.app")
	for _, d := range manifest {
		obs.Component(d.Kind, d.Class)
	}
	c := NewCollector(obs)
	c.For(target)
	files, err := dex.Parse(forge.Dex{Classes: classes}.Bytes(), dex.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if stats := c.Read("classes.dex", f); len(stats.Damage) > 0 {
			t.Fatal(stats.Damage)
		}
	}
	return c.Items(obs.Match(), manifest)
}

// summary writes items as "item party strength", one a line.
func summary(items []Item) string {
	var b strings.Builder
	for _, it := range items {
		b.WriteString(string(it.Item) + " " + string(it.Party) + " " + string(it.Strength))
		if it.Reflective {
			b.WriteString(" reflective")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestItems(t *testing.T) {
	for _, tt := range []struct {
		name     string
		manifest []Declared
		classes  []forge.Class
		want     string
	}{
		{
			name:    "a_call_of_a_reading_method",
			classes: []forge.Class{class("com.example.app.A", method("m", forge.Invoke(virtual, getDeviceID, 0)))},
			want:    "imei app read\n",
		},
		{
			name: "the_same_name_with_another_signature_is_another_method",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.Invoke(virtual, "Landroid/telephony/TelephonyManager;->getDeviceId(Z)Ljava/lang/String;", 0)))},
		},
		{
			name:    "a_method_that_is_named_but_never_called_reads_nothing",
			classes: []forge.Class{class("com.example.app.A", method("m", forge.ConstString(0, "getDeviceId")))},
		},
		{
			name: "a_string_with_its_call_in_one_method",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.ConstString(1, "android_id"), forge.Invoke(static, secureGet, 0, 1)))},
			want: "android_id app read\n",
		},
		{
			name: "a_string_and_its_call_in_two_methods_prove_nothing",
			classes: []forge.Class{class("com.example.app.A",
				method("m", forge.ConstString(1, "android_id")), method("n", forge.Invoke(static, secureGet, 0, 1)))},
			want: "android_id app weak\n",
		},
		{
			name: "a_static_field",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.SGet(0, "Landroid/os/Build;->SERIAL:Ljava/lang/String;")))},
			want: "serial_number app read\n",
		},
		{
			name: "a_content_uri_below_a_known_one_with_a_query",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.ConstString(1, "content://telephony/siminfo/1"), forge.InvokeRange(virtual, query, 0, 6)))},
			want: "iccid app read\n",
		},
		{
			name: "by_class_and_method_name",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.ConstString(0, "android.telephony.TelephonyManager"), forge.Invoke(static, forName, 0),
				forge.ConstString(1, "getDeviceId"), forge.Invoke(virtual, getMethod, 0, 1, 2)))},
			want: "imei app read reflective\n",
		},
		{
			name: "by_class_object_and_method_name",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.ConstClass(0, "android.telephony.TelephonyManager"),
				forge.ConstString(1, "getDeviceId"), forge.Invoke(virtual, getMethod, 0, 1, 2)))},
			want: "imei app read reflective\n",
		},
		{
			name: "by_cast_and_method_name",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.CheckCast(0, "android.telephony.TelephonyManager"),
				forge.ConstString(1, "getSubscriberId"), forge.Invoke(virtual, getMethod, 0, 1, 2)))},
			want: "imsi app read reflective\n",
		},
		{
			name: "by_call_and_method_name",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.Invoke(virtual, getCallState, 0),
				forge.ConstString(1, "getSubscriberId"), forge.Invoke(virtual, getMethod, 0, 1, 2)))},
			want: "call_state app read\nimsi app read reflective\n",
		},
		{
			name: "by_argument_and_method_name",
			classes: []forge.Class{class("com.example.app.A", forge.Method{Name: "m", Sig: "(Landroid/telephony/TelephonyManager;)V",
				Flags: forge.Public | forge.Static, Registers: 8, Code: []forge.Ins{
					forge.ConstString(1, "getSubscriberId"), forge.Invoke(virtual, getMethod, 0, 1, 2), forge.ReturnVoid()}})},
			want: "imsi app read reflective\n",
		},
		{
			name: "by_service_and_method_name",
			classes: []forge.Class{class("com.example.app.A", method("m", forge.ConstString(0, "phone"),
				forge.ConstString(1, "getSubscriberId"), forge.Invoke(virtual, getMethod, 0, 1, 2)))},
			want: "imsi app read reflective\n",
		},
		{
			name: "a_method_name_of_another_class",
			classes: []forge.Class{class("com.example.app.A", method("m", forge.ConstClass(0, "android.os.Build"),
				forge.ConstString(1, "getSubscriberId"), forge.Invoke(virtual, getMethod, 0, 1, 2)))},
		},
		{
			name: "a_method_name_after_another_was_looked_up",
			classes: []forge.Class{class("com.example.app.A", method("m", forge.ConstClass(0, "android.telephony.TelephonyManager"),
				forge.ConstString(1, "toString"), forge.Invoke(virtual, getMethod, 0, 1, 2), forge.ConstString(1, "getDeviceId")))},
		},
		{
			name: "names_that_are_only_compared",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.ConstString(0, "android.telephony.TelephonyManager"), forge.ConstString(1, "getDeviceId"),
				forge.Invoke(virtual, "Ljava/lang/reflect/Method;->invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;", 0, 1, 2)))},
		},
		{
			name: "code_of_an_sdk_is_its_own_party",
			classes: []forge.Class{
				class("com.tencent.mm.opensdk.openapi.WXAPIFactory", method("m", forge.Invoke(virtual, getDeviceID, 0))),
				class("com.tencent.mm.opensdk.openapi.IWXAPI"),
			},
			want: "imei wechat-opensdk read\n",
		},
		{
			name:    "code_in_an_unrecognised_tree_is_unknown",
			classes: []forge.Class{class("a.b.c", method("d", forge.Invoke(virtual, getDeviceID, 0)))},
			want:    "imei unknown read\n",
		},
		{
			name:    "a_general_library_is_named_as_one",
			classes: []forge.Class{class("androidx.core.telephony.TelephonyManagerCompat", method("d", forge.Invoke(virtual, getDeviceID, 0)))},
			want:    "imei library:androidx read\n",
		},
		{
			name: "a_callback_counts_where_the_manifest_declares_the_service",
			manifest: []Declared{{Kind: "service", Class: "com.example.app.Listener",
				Permission: "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE"}},
			classes: []forge.Class{{Name: "com.example.app.Listener", Super: "android.service.notification.NotificationListenerService",
				Methods: []forge.Method{{Name: "onNotificationPosted", Sig: "(Landroid/service/notification/StatusBarNotification;)V",
					Flags: forge.Public, Code: []forge.Ins{forge.ReturnVoid()}, Registers: 2}}}},
			want: "notifications_read app listen\n",
		},
		{
			name: "and_where_it_declares_a_class_below",
			manifest: []Declared{{Kind: "service", Class: "com.example.app.Below",
				Permission: "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE"}},
			classes: []forge.Class{{Name: "com.example.app.Listener", Super: "android.service.notification.NotificationListenerService",
				Methods: []forge.Method{{Name: "onNotificationPosted", Sig: "(Landroid/service/notification/StatusBarNotification;)V",
					Flags: forge.Public, Code: []forge.Ins{forge.ReturnVoid()}, Registers: 2}}},
				extends("com.example.app.Below", "com.example.app.Listener")},
			want: "notifications_read app listen\n",
		},
		{
			name: "and_not_where_it_does_not",
			classes: []forge.Class{{Name: "com.example.app.Listener", Super: "android.service.notification.NotificationListenerService",
				Methods: []forge.Method{{Name: "onNotificationPosted", Sig: "(Landroid/service/notification/StatusBarNotification;)V",
					Flags: forge.Public, Code: []forge.Ins{forge.ReturnVoid()}, Registers: 2}}}},
		},
		{
			name:     "an_action_a_receiver_is_declared_for",
			manifest: []Declared{{Kind: "receiver", Class: "com.example.app.R", Actions: []string{"android.provider.Telephony.SMS_RECEIVED"}}},
			classes:  []forge.Class{class("com.example.app.R")},
			want:     "sms app listen\n",
		},
		{
			name: "an_action_registered_through_a_subclass_of_context",
			classes: []forge.Class{class("com.example.app.A", method("m",
				forge.ConstString(1, "android.intent.action.PHONE_STATE"),
				forge.Invoke(virtual, "Lcom/example/app/A;->registerReceiver(Landroid/content/BroadcastReceiver;Landroid/content/IntentFilter;)Landroid/content/Intent;", 0, 1, 2)))},
			want: "call_state app listen\n",
		},
		{
			name: "a_call_through_an_own_class",
			classes: []forge.Class{extends("com.example.app.V", "android.media.MediaRecorder", method("x",
				forge.Invoke(virtual, "Lcom/example/app/V;->setAudioSource(I)V", 0, 1)))},
			want: "microphone app read\n",
		},
		{
			name: "a_call_through_two_own_classes",
			classes: []forge.Class{extends("com.example.app.V", "com.example.app.W"), extends("com.example.app.W", "android.media.MediaRecorder"),
				class("com.example.app.A", method("x", forge.Invoke(virtual, "Lcom/example/app/V;->setAudioSource(I)V", 0, 1)))},
			want: "microphone app read\n",
		},
		{
			name: "a_call_of_an_own_method_with_its_name",
			classes: []forge.Class{extends("com.example.app.V", "com.example.app.W"),
				extends("com.example.app.W", "android.media.MediaRecorder", forge.Method{Name: "setAudioSource", Sig: "(I)V", Flags: forge.Public,
					Code: []forge.Ins{forge.ReturnVoid()}, Registers: 2}),
				class("com.example.app.A", method("x", forge.Invoke(virtual, "Lcom/example/app/V;->setAudioSource(I)V", 0, 1)))},
		},
		{
			name: "a_callback_of_a_class_two_above",
			classes: []forge.Class{extends("com.example.app.A", "android.telephony.PhoneStateListener"),
				extends("com.example.app.B", "com.example.app.A", forge.Method{Name: "onCallStateChanged", Sig: "(ILjava/lang/String;)V", Flags: forge.Public,
					Code: []forge.Ins{forge.ReturnVoid()}, Registers: 3}),
				class("com.example.app.M", method("m", forge.Invoke(virtual, "Landroid/telephony/TelephonyManager;->listen(Landroid/telephony/PhoneStateListener;I)V", 0, 1, 2)))},
			want: "call_state app listen\ncell_tower app weak\n",
		},
		{
			name: "classes_in_a_ring",
			classes: []forge.Class{extends("com.example.app.A", "com.example.app.B"), extends("com.example.app.B", "com.example.app.A", method("m",
				forge.Invoke(virtual, "Lcom/example/app/A;->setAudioSource(I)V", 0, 1), forge.Invoke(virtual, getDeviceID, 0)))},
			want: "imei app read\n",
		},
		{
			name: "a_write_is_no_read",
			classes: []forge.Class{class("com.example.app.A", method("m", forge.Invoke(static, smsManager),
				forge.InvokeRange(virtual, sendText, 0, 6)))},
			want: "sms app write\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := summary(read(t, tt.manifest, tt.classes...)); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestEvidenceNamesClassMethodAndTarget(t *testing.T) {
	call := forge.Invoke(virtual, getDeviceID, 0)
	items := read(t, nil, class("com.example.app.A", method("m", call, call)), class("com.example.app.B", method("n", call)))
	if len(items) != 1 {
		t.Fatalf("%d items", len(items))
	}
	it := items[0]
	if it.AvailableUpToAPI == nil || *it.AvailableUpToAPI != 28 {
		t.Errorf("available up to %v, want 28", it.AvailableUpToAPI)
	}
	if got := strings.Join(it.Permissions, " "); !strings.Contains(got, "android.permission.READ_PHONE_STATE") {
		t.Errorf("permissions %q", got)
	}
	want := []string{"classes.dex com.example.app.A.m 2", "classes.dex com.example.app.B.n 1"}
	for i, e := range it.Evidence {
		if e.Value != "android.telephony.TelephonyManager.getDeviceId()" || e.Where+" "+string(rune('0'+e.Count)) != want[i] {
			t.Errorf("evidence %d is %+v, want %s", i, e, want[i])
		}
	}
}

// TestTable proves that every row can be met and speaks the vocabulary.
func TestTable(t *testing.T) {
	for i, a := range apiTable().apis {
		if _, ok := privacy.LookupItem(a.item); !ok && !signals[a.item] {
			t.Errorf("row %d: item %q is not in the vocabulary", i+2, a.item)
		}
		if a.kind == kindMethod && !strings.HasPrefix(a.descriptor, "(") {
			t.Errorf("row %d: method %s has the descriptor %q", i+2, a.name, a.descriptor)
		}
		for _, n := range a.needs {
			if n.call == "" && len(n.strings) == 0 && n.manifest == "" && n.packages == 0 {
				t.Errorf("row %d: a companion of %s means nothing", i+2, a.target())
			}
		}
	}
}

// BenchmarkRead is the pass over one DEX file, without inflate.
func BenchmarkRead(b *testing.B) {
	db, err := sdkdb.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	var classes []forge.Class
	for i := range 500 {
		name := "com.example.app.C" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + string(rune('a'+i/26))
		classes = append(classes, class(name, method("m", forge.ConstString(1, "android_id"), forge.Invoke(static, secureGet, 0, 1), forge.Invoke(virtual, getDeviceID, 0))))
	}
	data := forge.Dex{Classes: classes}.Bytes()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		files, err := dex.Parse(data, dex.DefaultLimits())
		if err != nil {
			b.Fatal(err)
		}
		NewCollector(db.Observe("com.example.app")).Read("classes.dex", files[0])
	}
}
