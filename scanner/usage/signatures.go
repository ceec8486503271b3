package usage

import "github.com/candor-scan/candor/scanner/privacy"

// Signature is one row of the API table, for people to read.
type Signature struct {
	Target      string // "android.telephony.TelephonyManager.getDeviceId()", a URI, an action
	Strength    privacy.Strength
	Permissions []string // full names; any of them may be enough
	UpToAPI     int      // last API level that returns data; 0 where there is no end
}

// Signatures lists what in the code of an app reveals an item, in the order of
// the table.
func Signatures(item privacy.Item) []Signature {
	var out []Signature
	for i := range apiTable().apis {
		if a := &apiTable().apis[i]; a.item == item {
			out = append(out, Signature{Target: a.target(), Strength: a.strength, Permissions: a.guard.permissions, UpToAPI: a.maxAPI})
		}
	}
	return out
}
