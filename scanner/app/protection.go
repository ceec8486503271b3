package app

import "strings"

// protection writes a protectionLevel as the documentation does: the base
// level and its flags, "signature|privileged". An absent one is "normal".
func protection(v Value) string {
	switch v.Kind {
	case NoValue:
		return protectionBase[0]
	case Text:
		return v.Text
	case Int:
	default:
		return v.String()
	}
	base := v.Data & 0xf
	if int(base) >= len(protectionBase) {
		return Value{Kind: Other, Data: v.Data}.String()
	}
	out := []string{protectionBase[base]}
	for i, flag := range protectionFlags {
		if v.Data&(1<<(4+i)) != 0 {
			out = append(out, flag)
		}
	}
	return strings.Join(out, "|")
}

// Values of PermissionInfo: the base level, and the flags from bit 4 up.
var (
	protectionBase  = [...]string{"normal", "dangerous", "signature", "signatureOrSystem", "internal"}
	protectionFlags = [...]string{"privileged", "development", "appop", "pre23", "installer", "verifier", "preinstalled",
		"setup", "instant", "runtime", "oem", "vendorPrivileged", "textClassifier", "wellbeing", "documenter",
		"configurator", "incidentReportApprover", "appPredictor", "module", "companion", "retailDemo", "recents", "role", "knownSigner"}
)
