package privacy

import (
	"slices"
	"strings"
	"testing"
)

// contractGroups are the group ids of the report's contract.
var contractGroups = strings.Fields(`camera storage location microphone contacts calendar sms call_log phone sensors
	activity_recognition nearby_devices notifications health installed_apps overlay accessibility usage_stats
	notification_access device_admin vpn input_method install_packages write_settings autostart`)

func TestGroupsAreThoseOfTheContract(t *testing.T) {
	var got []string
	for _, g := range Groups() {
		got = append(got, string(g))
	}
	if !slices.Equal(got, contractGroups) {
		t.Errorf("groups are %v,\nthe contract has %v", got, contractGroups)
	}
}

func TestGroupOf(t *testing.T) {
	for _, tt := range []struct {
		permission string
		want       Group
		wider      bool
	}{
		{"android.permission.CAMERA", "camera", false},
		{"android.permission.READ_MEDIA_IMAGES", "storage", false},
		{"android.permission.MANAGE_EXTERNAL_STORAGE", "storage", true},
		{"android.permission.ACCESS_BACKGROUND_LOCATION", "location", true},
		{"android.permission.READ_PHONE_STATE", "phone", false},
		{"android.permission.INTERNET", "", false},
		{"com.example.NO_SUCH", "", false},
	} {
		t.Run(tt.permission, func(t *testing.T) {
			if got := GroupOf(tt.permission); got != tt.want {
				t.Errorf("group is %q, want %q", got, tt.want)
			}
			if m, _ := Member(tt.permission); m.Wider != tt.wider {
				t.Errorf("wider is %v, want %v", m.Wider, tt.wider)
			}
		})
	}
}

func TestEveryTableEntryIsKnown(t *testing.T) {
	for _, id := range Items() {
		i, _ := LookupItem(id)
		if len(i.NamesEN) == 0 || len(i.NamesZH) == 0 {
			t.Errorf("item %s lacks a name in one language", id)
		}
		for _, g := range i.Groups {
			if LookupGroup(g) == nil {
				t.Errorf("item %s names group %q, which is not there", id, g)
			}
		}
	}
	for pair := range contains() {
		for _, id := range pair {
			if _, ok := LookupItem(id); !ok {
				t.Errorf("contains.csv names item %q, which is not there", id)
			}
		}
	}
	for _, r := range PermissionRules() {
		for _, p := range append(slices.Clone(r.Then), r.When) {
			if _, ok := LookupPermission(p); !ok && p != "*" {
				t.Errorf("rule %s names permission %q, which is not there", r.Kind, p)
			}
		}
	}
}

func TestNamesOfItemsAreClaimedOnce(t *testing.T) {
	owner := map[string]Item{}
	for _, id := range Items() {
		i, _ := LookupItem(id)
		for _, n := range append(slices.Clone(i.NamesEN), i.NamesZH...) {
			key := strings.ToLower(n)
			if other, ok := owner[key]; ok && other != id {
				t.Errorf("%q names both %s and %s", n, other, id)
			}
			owner[key] = id
		}
	}
}

func TestCovers(t *testing.T) {
	for _, tt := range []struct {
		named, read Item
		want        Coverage
	}{
		{"imei", "imei", Covered},
		{"device_identifier", "imei", Covered},
		{"device_info", "imei", Review},
		{"device_identifier", "location", NotCovered},
		{"location", "location_precise", Covered},
		{"location_coarse", "location_precise", NotCovered},
	} {
		t.Run(string(tt.named+"_for_"+tt.read), func(t *testing.T) {
			if got := Covers(tt.named, tt.read); got != tt.want {
				t.Errorf("coverage is %d, want %d", got, tt.want)
			}
		})
	}
}

func TestBound(t *testing.T) {
	for _, tt := range []struct {
		bound Bound
		api   int
		want  bool
	}{
		{"", 1, true}, {"<29", 28, true}, {"<29", 29, false}, {"<=28", 28, true}, {">=33", 33, true}, {">=33", 32, false},
	} {
		if got := tt.bound.Holds(tt.api); got != tt.want {
			t.Errorf("%q holds for %d: %v, want %v", tt.bound, tt.api, got, tt.want)
		}
	}
}

func TestParty(t *testing.T) {
	for _, tt := range []struct {
		party   Party
		sdk     string
		library bool
	}{
		{PartyApp, "", false}, {PartyUnknown, "", false}, {LibraryParty("okhttp"), "", true}, {"wechat-pay", "wechat-pay", false},
	} {
		if tt.party.SDK() != tt.sdk || tt.party.IsLibrary() != tt.library {
			t.Errorf("%s: SDK %q, library %v", tt.party, tt.party.SDK(), tt.party.IsLibrary())
		}
	}
}

func BenchmarkTables(b *testing.B) {
	for b.Loop() {
		table("permissions.csv", 8, func([]string) {})
		table("groups.csv", 10, func([]string) {})
	}
}
