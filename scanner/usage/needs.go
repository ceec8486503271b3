package usage

import (
	"slices"
	"strconv"
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// Target is what of an app decides which permissions its calls need.
type Target struct {
	MinSDK, TargetSDK int  // 0 where it is not known
	Queries           bool // the manifest asks to see other apps with <queries>
}

// lastLevel is an Android API level above all that rows speak of.
const lastLevel = 50

// guard is what an API asks of an app that calls it.
type guard struct {
	column      string   // as the table says it
	permissions []string // full names; any of them may be enough
	all         []string // wider than permissions, see guardNames
	needs       []need
}

// need is one part of a guard: a permission, or, without one, what no manifest
// gives, such as privileges and the consent of the user.
type need struct {
	from, to int // the API levels of devices that ask for it, both included
	// beside is set for what only some uses or some devices ask for.
	beside bool
	// target is set where apps that target an older version than from are let
	// through on newer devices too, older where only they are asked beyond to.
	target, older bool
	queries       bool // <queries> serves as well
}

// readGuard reads the permission column, which is written for people:
// "READ_PHONE_STATE (<=28); privileged (>=29)", "ACCESS_FINE/COARSE_LOCATION",
// "QUERY_ALL_PACKAGES or <queries> (target>=30); GET_INSTALLED_APPS on CN ROMs".
func readGuard(column string) *guard {
	g := &guard{column: column, all: guardNames(column)}
	s := column
	if s == "location" {
		s = "ACCESS_FINE/COARSE_LOCATION"
	}
	s = strings.ReplaceAll(s, "ACCESS_FINE/COARSE_LOCATION", "ACCESS_FINE_LOCATION/ACCESS_COARSE_LOCATION")
	if s == "" {
		return g
	}
	for _, part := range guardParts(s) {
		for _, word := range strings.FieldsFunc(part, notInName) {
			if _, ok := privacy.LookupPermission(androidPermission + word); ok && !slices.Contains(g.permissions, androidPermission+word) {
				g.permissions = append(g.permissions, androidPermission+word)
			}
		}
		g.needs = append(g.needs, readNeed(part))
	}
	return g
}

func notInName(r rune) bool {
	return !(r >= 'A' && r <= 'Z' || r == '_' || r >= '0' && r <= '9')
}

// separators stand between the parts of a guard. What " or " joins has one
// condition, which stands at its end.
var separators = []string{";", " / ", "+", ") or "}

// guardParts cuts a permission column where it is not in parentheses.
func guardParts(s string) []string {
	var parts []string
	start, depth := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth > 0 {
			continue
		}
		for _, sep := range separators {
			if strings.HasPrefix(s[i:], sep) {
				parts = append(parts, s[start:i])
				start = i + len(sep)
				i = start - 1
				break
			}
		}
	}
	return append(parts, s[start:])
}

func readNeed(part string) need {
	outside, inside, _ := strings.Cut(part, "(")
	n := need{from: 1, to: lastLevel, queries: strings.Contains(part, "<queries>"),
		beside: strings.Contains(outside, " above ") || strings.Contains(outside, " on ")}
	condition, target := strings.CutPrefix(inside, "target")
	switch {
	case strings.HasPrefix(condition, ">="):
		n.from, n.target = leadingNumber(condition[2:]), target
	case strings.HasPrefix(condition, "<="):
		n.to, n.older = leadingNumber(condition[2:]), target
	case strings.HasPrefix(condition, "<"):
		n.to, n.older = leadingNumber(condition[1:])-1, target
	}
	return n
}

// leadingNumber reads the digits that s begins with, which some text may follow.
func leadingNumber(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(s)
	}
	n, _ := strconv.Atoi(s[:end])
	return n
}

// applies reports whether a device of some API level asks the app for it.
func (n *need) applies(level int, t Target) bool {
	switch {
	case n.beside:
		return false
	case n.older && t.TargetSDK <= n.to:
		return true
	case n.target && t.TargetSDK < n.from:
		return false
	}
	return level >= n.from && level <= n.to
}

// free reports whether an app can make the call without any permission, on some
// Android version that it runs on and on which the call still returns data.
//
// What the column says of older versions tells nothing of newer ones, so that a
// call is free only before something is asked for.
func (g *guard) free(t Target, maxAPI int) bool {
	if g.column == "" || strings.HasPrefix(g.column, "none") {
		return true
	}
	if len(g.permissions) == 0 {
		return false
	}
	starts := 0 // the last level from which on something is asked for
	for i := range g.needs {
		switch n := &g.needs[i]; {
		case n.queries && t.Queries:
			return true
		case n.beside:
		case n.target && t.TargetSDK > 0 && t.TargetSDK < n.from:
			starts = lastLevel + 1
		default:
			starts = max(starts, n.from)
		}
	}
	if starts == 0 {
		return true
	}
	if t.MinSDK == 0 || t.TargetSDK == 0 {
		return false
	}
	if maxAPI == 0 {
		maxAPI = lastLevel
	}
	for level := t.MinSDK; level < starts && level <= maxAPI; level++ {
		if !slices.ContainsFunc(g.needs, func(n need) bool { return n.applies(level, t) }) {
			return true
		}
	}
	return false
}
