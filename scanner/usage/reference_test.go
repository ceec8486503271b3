package usage

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/privacy"
)

func TestMayNeed(t *testing.T) {
	const p = "android.permission."
	for _, c := range []struct {
		name, permission string
		mentioned        []string
		may, refersTo    bool
	}{
		{name: "nothing_is_mentioned", permission: p + "CAMERA"},
		{name: "a_class_of_the_group", permission: p + "READ_PHONE_STATE", mentioned: []string{"android.telephony.TelephonyManager"}, may: true, refersTo: true},
		{name: "a_class_of_another_group", permission: p + "CAMERA", mentioned: []string{"android.telephony.TelephonyManager"}},
		{name: "what_may_hide_anything", permission: p + "CAMERA", mentioned: []string{"java.lang.Class->getMethod"}, may: true},
		{name: "all_parts_of_a_pair", permission: p + "READ_CONTACTS", mentioned: []string{"android.content.ContentResolver->query", "android.content.Intent->getData"}, may: true, refersTo: true},
		{name: "one_part_of_a_pair", permission: p + "READ_CONTACTS", mentioned: []string{"android.content.Intent->getData"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			mentioned := map[string]bool{}
			for _, m := range c.mentioned {
				if !slices.Contains(References(), m) {
					t.Errorf("%s is not looked for", m)
				}
				mentioned[m] = true
			}
			if got := MayNeed(c.permission, mentioned); got != c.may {
				t.Errorf("may need: %v", got)
			}
			if got := RefersTo(c.permission, mentioned); got != c.refersTo {
				t.Errorf("refers to: %v", got)
			}
		})
	}
}

func TestReferencesNamePermissions(t *testing.T) {
	for _, r := range needs().references {
		for _, p := range r.permissions {
			if _, ok := privacy.LookupPermission(p); !ok && p != anyPermission {
				t.Errorf("%s: no such permission: %s", strings.Join(r.patterns, "+"), p)
			}
		}
	}
}

// TestKnownUsesAreRows: what is said to be unused must at least be
// looked for.
func TestKnownUsesAreRows(t *testing.T) {
	guards := map[string]bool{}
	for _, row := range apiTable().apis {
		for _, p := range row.guard.permissions {
			guards[p] = true
		}
	}
	for p := range needs().known {
		if !guards[p] {
			t.Errorf("%s guards no API of the table", p)
		}
	}
}
