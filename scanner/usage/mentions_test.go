package usage

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/sdkdb"
)

const (
	listen   = "Landroid/telephony/TelephonyManager;->listen(Landroid/telephony/PhoneStateListener;I)V"
	scanWifi = "Landroid/net/wifi/WifiManager;->startScan()Z"
)

func TestMentioned(t *testing.T) {
	patterns := []string{"android.telephony.TelephonyManager", "android.telephony.TelephonyManager->listen", "android.net.wifi.*",
		"*->createPackageContext", `"sms"`, `"content://sms*"`, `"content://"`}
	app := func(code ...forge.Ins) []forge.Class {
		return []forge.Class{class("com.example.app.A", method("m", code...))}
	}
	for _, tt := range []struct {
		name    string
		classes []forge.Class
		want    string
	}{
		{name: "nothing", classes: app()},
		{name: "a_method_that_is_named", classes: app(forge.Invoke(virtual, listen, 0, 1, 2)),
			want: "android.telephony.TelephonyManager android.telephony.TelephonyManager->listen"},
		{name: "another_method_of_the_class", classes: app(forge.Invoke(virtual, getDeviceID, 0)), want: "android.telephony.TelephonyManager"},
		{name: "a_class_whose_name_begins_alike", classes: app(forge.Invoke(virtual, "Landroid/telephony/TelephonyManagerX;->listen()V", 0))},
		{name: "a_class_of_a_family", classes: app(forge.Invoke(virtual, scanWifi, 0)), want: "android.net.wifi.*"},
		{name: "a_field_of_a_family", classes: app(forge.SGet(0, "Landroid/net/wifi/WifiInfo;->X:I")), want: "android.net.wifi.*"},
		{name: "a_member_of_any_class", want: "*->createPackageContext",
			classes: app(forge.Invoke(virtual, "Lcom/example/app/Main;->createPackageContext(Ljava/lang/String;I)Landroid/content/Context;", 0, 1, 2))},
		{name: "a_member_name_as_a_string", classes: app(forge.ConstString(0, "createPackageContext"))},
		{name: "a_string", classes: app(forge.ConstString(0, "sms")), want: `"sms"`},
		{name: "the_start_of_a_string", classes: app(forge.ConstString(0, "content://sms/inbox")), want: `"content://sms*"`},
		{name: "a_bare_scheme", classes: app(forge.ConstString(0, "content://")), want: `"content://"`},
		{name: "in_the_table_of_the_file_only", classes: nil},
		{name: "in_a_general_library", classes: []forge.Class{class("androidx.core.A", method("m", forge.Invoke(virtual, scanWifi, 0)))}},
		{name: "in_code_of_an_sdk", classes: []forge.Class{class("com.umeng.commonsdk.A", method("m", forge.Invoke(virtual, scanWifi, 0)))}, want: "android.net.wifi.*"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, owner := collect(t, patterns, forge.Dex{Classes: tt.classes, Methods: []string{scanWifi, listen}, Strings: []string{"sms"}})
			var got []string
			for p := range c.Mentioned(owner) {
				got = append(got, p)
			}
			if slices.Sort(got); strings.Join(got, " ") != tt.want {
				t.Errorf("mentioned %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUses(t *testing.T) {
	const send = "Landroid/telephony/SmsManager;->sendTextMessage(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Landroid/app/PendingIntent;Landroid/app/PendingIntent;)V"
	contacts := forge.SGet(0, "Landroid/provider/ContactsContract$Contacts;->CONTENT_URI:Landroid/net/Uri;")
	for _, tt := range []struct {
		name string
		code []forge.Ins
		want string
	}{
		{name: "a_read", code: []forge.Ins{forge.Invoke(virtual, getDeviceID, 0)}, want: "READ_PHONE_STATE app, READ_PRIVILEGED_PHONE_STATE app"},
		{name: "a_write", code: []forge.Ins{forge.InvokeRange(virtual, send, 0, 6)}, want: "SEND_SMS app"},
		{name: "a_permission_needed_beside_another", want: "ACCESS_COARSE_LOCATION app, ACCESS_FINE_LOCATION app, ACCESS_WIFI_STATE app, CHANGE_WIFI_STATE app, NEARBY_WIFI_DEVICES app",
			code: []forge.Ins{forge.Invoke(virtual, scanWifi, 0),
				forge.Invoke(virtual, "Landroid/net/wifi/WifiManager;->getScanResults()Ljava/util/List;", 0)}},
		{name: "with_its_companion", code: []forge.Ins{contacts, forge.InvokeRange(virtual, query, 0, 6)}, want: "READ_CONTACTS app, WRITE_CONTACTS app"},
		{name: "without_its_companion", code: []forge.Ins{contacts}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, owner := collect(t, nil, forge.Dex{Classes: []forge.Class{class("com.example.app.A", method("m", tt.code...))}})
			var got []string
			for _, u := range c.Uses(owner, nil) {
				got = append(got, strings.TrimPrefix(u.Permission, "android.permission.")+" "+string(u.Party))
				if len(u.Evidence) == 0 || u.Evidence[0].Where != "classes.dex com.example.app.A.m" {
					t.Errorf("evidence %v", u.Evidence)
				}
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("uses %q, want %q", got, tt.want)
			}
		})
	}
}

func TestGuardNames(t *testing.T) {
	const location = "ACCESS_COARSE_LOCATION ACCESS_FINE_LOCATION"
	for column, want := range map[string]string{
		"location":                             location,
		"ACCESS_WIFI_STATE + location":         "ACCESS_WIFI_STATE " + location,
		"ACCESS_COARSE_LOCATION":               location,
		"ACCESS_FINE_LOCATION":                 "ACCESS_FINE_LOCATION",
		"READ/WRITE_EXTERNAL_STORAGE":          "READ_EXTERNAL_STORAGE WRITE_EXTERNAL_STORAGE",
		"READ_EXTERNAL_STORAGE / READ_MEDIA_*": "READ_EXTERNAL_STORAGE READ_MEDIA_IMAGES READ_MEDIA_VIDEO READ_MEDIA_AUDIO",
		"none (picker)":                        "",
	} {
		if got := strings.ReplaceAll(strings.Join(guardNames(column), " "), androidPermission, ""); got != want {
			t.Errorf("%q names %q, want %q", column, got, want)
		}
	}
}

// collect reads one DEX file of an app with the id com.example.app.
func collect(t *testing.T, patterns []string, d forge.Dex) (*Collector, Owner) {
	t.Helper()
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	obs := db.Observe("com.example.app")
	c := NewCollector(obs)
	c.LookOut(patterns)
	files, err := dex.Parse(d.Bytes(), dex.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		c.Read("classes.dex", f)
	}
	return c, obs.Match()
}
