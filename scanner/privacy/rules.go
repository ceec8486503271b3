package privacy

import (
	"strconv"
	"strings"
)

// RuleKind says what a permission rule does.
type RuleKind string

// Kinds of permission rules. Sources: the platform's data/etc/platform.xml,
// CompatibilityPermissionInfo and the javadoc of the platform manifest.
const (
	RuleSplit      RuleKind = "split"       // holding When also grants Then
	RuleCompat     RuleKind = "compat"      // Then is requested for every old enough app
	RuleNoEffect   RuleKind = "no-effect"   // When gives nothing on these devices
	RuleNeedsOther RuleKind = "needs-other" // When gives nothing without one of Then
)

// PermissionRule is one rule by which a permission implies, splits into or
// cancels another.
type PermissionRule struct {
	Kind   RuleKind
	When   string   // permission the rule is about; "*" for every app
	Target Bound    // which targetSdk the rule holds for
	Device Bound    // which device API levels it holds on
	Then   []string // permissions it brings (split, compat) or needs (needs-other)
	Note   string
	Source string
}

// Bound is a one-sided range of API levels: "<29", "<=32", ">=33", "" for all.
type Bound string

// Holds reports whether the API level lies within the bound.
func (b Bound) Holds(api int) bool {
	min, max := b.Range()
	return api >= min && api <= max
}

// maxAPI is beyond any API level an app can name.
const maxAPI = 10000

// Range returns the first and last API level within the bound; the last is a
// very large number where the bound is open above.
func (b Bound) Range() (first, last int) {
	s := string(b)
	num := func(p string) int { n, _ := strconv.Atoi(strings.TrimPrefix(s, p)); return n }
	switch {
	case s == "":
		return 0, maxAPI
	case strings.HasPrefix(s, ">="):
		return num(">="), maxAPI
	case strings.HasPrefix(s, "<="):
		return 0, num("<=")
	case strings.HasPrefix(s, "<"):
		return 0, num("<") - 1
	}
	return 0, maxAPI
}

var permissionRules = once(func() (rules []PermissionRule) {
	table("implied-rules.csv", 7, func(r []string) {
		rules = append(rules, PermissionRule{Kind: RuleKind(r[0]), When: r[1], Target: Bound(r[2]), Device: Bound(r[3]),
			Then: splitList(r[4]), Note: r[5], Source: r[6]})
	})
	return rules
})

// PermissionRules lists the rules in the order of the table.
func PermissionRules() []PermissionRule { return permissionRules() }
