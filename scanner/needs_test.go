package scanner

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/report"
)

// needy is an app that declares permissions and whose one activity holds code.
func needy(permissions []string, code ...forge.Ins) App {
	m := forge.Declares("com.example.app.Screen")
	m.MinSDK, m.TargetSDK = 23, 33
	for _, p := range permissions {
		m.Permissions = append(m.Permissions, "android.permission."+p)
	}
	main := forge.Class{Name: "com.example.app.Screen", Super: "android.app.Activity",
		Methods: []forge.Method{{Name: "onResume", Sig: "()V", Flags: forge.Public, Code: append(code, forge.ReturnVoid()), Registers: 10}}}
	return bytesApp("a.apk", forge.APK(m, forge.Dex{Classes: []forge.Class{main}}))
}

func call(ref string) forge.Ins { return forge.InvokeRange(0x6e, ref, 0, 1+strings.Count(ref, ";")%4) }

// TestUnusedPermission follows what quiets the rule from the code to the
// finding.
func TestUnusedPermission(t *testing.T) {
	const manager = "Landroid/telephony/TelephonyManager;->"
	resolve := call("Landroid/content/ContentResolver;->query(Landroid/net/Uri;)Landroid/database/Cursor;")
	for _, c := range []struct {
		name, permission string
		code             []forge.Ins
		fires            bool
	}{
		{"no_code", "CAMERA", nil, true},
		{"code_for_something_else", "CAMERA", []forge.Ins{call(manager + "getVoiceNetworkType()I")}, true},
		{"phone_listener", "READ_PHONE_STATE", []forge.Ins{call(manager + "listen(Landroid/telephony/PhoneStateListener;I)V")}, false},
		{"phone_network_type", "READ_PHONE_STATE", []forge.Ins{call(manager + "getVoiceNetworkType()I")}, false},
		{"phone_accounts", "READ_PHONE_STATE", []forge.Ins{call("Landroid/telecom/TelecomManager;->getCallCapablePhoneAccounts()Ljava/util/List;")}, false},
		{"subscriptions", "READ_PHONE_STATE", []forge.Ins{call("Landroid/telephony/SubscriptionManager;->addOnSubscriptionsChangedListener(Ljava/lang/Object;)V")}, false},
		{"service_state_under_precise_location", "ACCESS_FINE_LOCATION", []forge.Ins{call(manager + "getServiceState()Landroid/telephony/ServiceState;")}, false},
		{"satellites", "ACCESS_FINE_LOCATION", []forge.Ins{call("Landroid/location/LocationManager;->getGpsStatus(Landroid/location/GpsStatus;)Landroid/location/GpsStatus;")}, false},
		{"hotspot", "ACCESS_FINE_LOCATION", []forge.Ins{call("Landroid/net/wifi/WifiManager;->startLocalOnlyHotspot()V")}, false},
		{"map_of_google", "ACCESS_FINE_LOCATION", []forge.Ins{call("Lcom/google/android/gms/maps/GoogleMap;->setMyLocationEnabled(Z)V")}, false},
		{"contacts_by_a_filter", "READ_CONTACTS", []forge.Ins{forge.SGet(0, "Landroid/provider/ContactsContract$CommonDataKinds$Phone;->CONTENT_FILTER_URI:Landroid/net/Uri;")}, false},
		{"sms_by_its_authority", "READ_SMS", []forge.Ins{forge.ConstString(0, "sms")}, false},
		{"an_address_put_together", "READ_SMS", []forge.Ins{forge.ConstString(0, "content://")}, false},
		{"an_address_handed_over", "READ_CONTACTS", []forge.Ins{call("Landroid/content/Intent;->getData()Landroid/net/Uri;"), resolve}, false},
		{"a_query_of_something_else", "READ_CONTACTS", []forge.Ins{resolve}, true},
		{"network_statistics", "PACKAGE_USAGE_STATS", []forge.Ins{call("Landroid/app/usage/NetworkStatsManager;->queryDetails()V")}, false},
		{"account_tokens", "GET_ACCOUNTS", []forge.Ins{call("Landroid/accounts/AccountManager;->getAuthTokenByFeatures()V")}, false},
		{"a_recorder_of_its_own", "RECORD_AUDIO", []forge.Ins{call("Landroid/media/MediaRecorder;-><init>()V")}, false},
		{"reflection", "CAMERA", []forge.Ins{call("Ljava/lang/Class;->getMethod(Ljava/lang/String;)Ljava/lang/reflect/Method;")}, false},
		{"code_of_another_package", "CAMERA", []forge.Ins{call("Lcom/example/app/Screen;->createPackageContext()Landroid/content/Context;")}, false},
		{"a_loader_by_name", "CAMERA", []forge.Ins{forge.ConstString(0, "dalvik.system.InMemoryDexClassLoader")}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := Document{Path: "p.md", Data: []byte("# Privacy Policy\n\nThis policy is about the app Example. We collect your phone number to sign you in.\n")}
			r, err := Check(context.Background(), needy([]string{c.permission}, c.code...), []Document{doc}, options(t))
			if err != nil {
				t.Fatal(err)
			}
			fires := false
			for _, f := range r.Findings {
				fires = fires || f.Rule == "permission/unused"
			}
			if fires != c.fires {
				t.Errorf("fires: %v", fires)
			}
		})
	}
}

func TestUsedBy(t *testing.T) {
	for _, c := range []struct {
		name, permission string
		code             []forge.Ins
		want             string // in the matrix
	}{
		{"no_code", "CAMERA", nil, "no code found"},
		{"only_referred_to", "BLUETOOTH_CONNECT", []forge.Ins{call("Landroid/bluetooth/BluetoothDevice;->connectGatt()V")}, "no read found"},
		{"written", "SEND_SMS", []forge.Ins{forge.InvokeRange(0x6e, "Landroid/telephony/SmsManager;->sendTextMessage(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Landroid/app/PendingIntent;Landroid/app/PendingIntent;)V", 0, 6)}, "app"},
		{"needed_beside_another", "ACCESS_FINE_LOCATION", []forge.Ins{call("Landroid/net/wifi/WifiManager;->getScanResults()Ljava/util/List;")}, "app"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Scan(context.Background(), needy([]string{c.permission}, c.code...), options(t))
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range []string{"text", "markdown", "html"} {
				var b bytes.Buffer
				if err := report.Render(&b, format, r, report.Options{}); err != nil {
					t.Fatal(err)
				}
				for _, words := range []string{"no code found", "no read found"} {
					if strings.Contains(b.String(), words) != (words == c.want) {
						t.Errorf("%s: %q, want %q", format, words, c.want)
					}
				}
			}
			users := slices.ContainsFunc(r.Permissions, func(p report.Permission) bool { return len(p.UsedBy) > 0 })
			if users != (c.want == "app") {
				t.Errorf("used: %v, want %s", users, c.want)
			}
		})
	}
}
