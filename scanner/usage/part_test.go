package usage

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
)

const (
	newFileReader = "Ljava/io/FileReader;-><init>(Ljava/lang/String;)V"
	getMAC        = "Landroid/net/wifi/WifiInfo;->getMacAddress()Ljava/lang/String;"
	getName       = "Landroid/bluetooth/BluetoothAdapter;->getName()Ljava/lang/String;"
	getSerial     = "Landroid/os/Build;->getSerial()Ljava/lang/String;"
	getPackages   = "Landroid/content/pm/PackageManager;->getInstalledPackages(I)Ljava/util/List;"
	getCallState  = "Landroid/telephony/TelephonyManager;->getCallState()I"
	getLine1      = "Landroid/telephony/TelephonyManager;->getLine1Number()Ljava/lang/String;"
)

func readsFile(path string) []forge.Ins {
	return []forge.Ins{forge.ConstString(1, path), forge.Invoke(forge.Direct, newFileReader, 0, 1)}
}

func holds(permissions ...string) func(string) bool {
	return func(p string) bool { return slices.Contains(permissions, strings.TrimPrefix(p, androidPermission)) }
}

// TestUnder shows that a call which needs a permission hides no other.
func TestUnder(t *testing.T) {
	byFile := readsFile("/sys/class/net/wlan0/address")
	byCall := []forge.Ins{forge.Invoke(virtual, getMAC, 0)}
	byName := []forge.Ins{forge.ConstString(1, "bluetooth_name"), forge.Invoke(static, secureGet, 0, 1)}
	for _, tt := range []struct {
		name string
		code []forge.Ins
		held []string
		want string // targets of the evidence that counts, "" for none
	}{
		{"a_file_needs_no_permission", byFile, nil, "/sys/class/net/wlan0/address"},
		{"a_call_without_its_permission_reads_nothing", byCall, nil, ""},
		{"a_call_with_its_permission", byCall, []string{"ACCESS_WIFI_STATE"}, "android.net.wifi.WifiInfo.getMacAddress()"},
		{"a_useless_call_hides_no_file", slices.Concat(byFile, byCall), nil, "/sys/class/net/wlan0/address"},
		{"both_count_under_the_permission", slices.Concat(byFile, byCall), []string{"ACCESS_WIFI_STATE"}, "android.net.wifi.WifiInfo.getMacAddress() /sys/class/net/wlan0/address"},
		{"a_useless_call_hides_no_setting", slices.Concat(byName, []forge.Ins{forge.Invoke(virtual, getName, 0)}), nil, "bluetooth_name"},
		{"a_field_that_says_it_is_free", []forge.Ins{forge.SGet(0, "Landroid/os/Build;->SERIAL:Ljava/lang/String;"), forge.Invoke(static, getSerial)}, nil, "android.os.Build.SERIAL"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			items := slices.DeleteFunc(read(t, nil, class("com.example.app.A", method("m", tt.code...))), func(it Item) bool { return !it.Found() })
			if len(items) != 1 {
				t.Fatalf("%d items: %s", len(items), summary(items))
			}
			got := ""
			if it, ok := items[0].Under(holds(tt.held...)); ok {
				var targets []string
				for _, e := range it.Evidence {
					targets = append(targets, e.Value)
				}
				got = strings.Join(targets, " ")
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUnderNarrowsWhatTheItemSays(t *testing.T) {
	items := read(t, nil, class("com.example.app.A", method("m",
		forge.SGet(0, "Landroid/os/Build;->SERIAL:Ljava/lang/String;"), forge.Invoke(static, getSerial))))
	whole := items[0]
	if !whole.Free || len(whole.Permissions) == 0 || len(whole.Evidence) != 2 {
		t.Errorf("the item says %+v", whole)
	}
	it, _ := whole.Under(holds())
	if !it.Free || len(it.Permissions) != 0 || it.AvailableUpToAPI == nil || *it.AvailableUpToAPI != 27 {
		t.Errorf("without permissions it says %+v", it)
	}
}

// TestConditions shows which permissions count for which app.
func TestConditions(t *testing.T) {
	for _, tt := range []struct {
		name   string
		target Target
		call   string
		held   string
		want   bool
	}{
		{"list_of_apps_before_it_was_guarded", Target{MinSDK: 21, TargetSDK: 29}, getPackages, "", true},
		{"list_of_apps_on_older_devices", Target{MinSDK: 21, TargetSDK: 33}, getPackages, "", true},
		{"list_of_apps_on_new_devices_only", Target{MinSDK: 30, TargetSDK: 33}, getPackages, "", false},
		{"list_of_apps_by_queries", Target{MinSDK: 30, TargetSDK: 33, Queries: true}, getPackages, "", true},
		{"list_of_apps_under_its_permission", Target{MinSDK: 30, TargetSDK: 33}, getPackages, "QUERY_ALL_PACKAGES", true},
		{"list_of_apps_in_an_unknown_app", Target{}, getPackages, "", false},
		{"call_state_before_it_was_guarded", Target{MinSDK: 21, TargetSDK: 33}, getCallState, "", true},
		{"call_state_on_new_devices_only", Target{MinSDK: 31, TargetSDK: 33}, getCallState, "", false},
		{"number_guarded_in_two_ways", Target{MinSDK: 21, TargetSDK: 33}, getLine1, "", false},
		{"number_under_one_of_them", Target{MinSDK: 21, TargetSDK: 33}, getLine1, "READ_PHONE_NUMBERS", true},
		{"an_upper_bound_frees_nothing", Target{MinSDK: 29, TargetSDK: 33}, getDeviceID, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			items := readFor(t, tt.target, nil, class("com.example.app.A", method("m", forge.Invoke(virtual, tt.call, 0))))
			if len(items) != 1 {
				t.Fatalf("%d items", len(items))
			}
			if _, ok := items[0].Under(holds(tt.held)); ok != tt.want {
				t.Errorf("counts: %v, want %v (%v)", ok, tt.want, items[0].Permissions)
			}
		})
	}
}

func TestGuards(t *testing.T) {
	for _, tt := range []struct {
		column string
		target Target
		want   bool // free
	}{
		{"", Target{}, true},
		{"none (user picker)", Target{}, true},
		{"privileged/carrier", Target{MinSDK: 21, TargetSDK: 30}, false},
		{"HIGH_SAMPLING_RATE_SENSORS above 200 Hz (target>=31)", Target{}, true},
		{"ACTIVITY_RECOGNITION (>=29)", Target{MinSDK: 21, TargetSDK: 33}, true},
		{"ACTIVITY_RECOGNITION (>=29)", Target{MinSDK: 29, TargetSDK: 33}, false},
		{"GET_ACCOUNTS (<=25); own/visible accounts only >=26", Target{MinSDK: 26, TargetSDK: 33}, false},
		{"BLUETOOTH (<=30) / BLUETOOTH_CONNECT (>=31)", Target{MinSDK: 21, TargetSDK: 33}, false},
		{"READ_PHONE_STATE; number needs READ_CALL_LOG (>=28)", Target{MinSDK: 21, TargetSDK: 33}, false},
		{"ACCESS_WIFI_STATE (+LOCAL_MAC_ADDRESS)", Target{MinSDK: 21, TargetSDK: 33}, false},
	} {
		t.Run(tt.column, func(t *testing.T) {
			if got := readGuard(tt.column).free(tt.target, 0); got != tt.want {
				t.Errorf("free for %+v: %v, want %v", tt.target, got, tt.want)
			}
		})
	}
}
