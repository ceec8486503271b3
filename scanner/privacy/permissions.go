package privacy

import (
	"strconv"
	"strings"
)

// Permission is what is known of an Android permission, from the platform
// manifests of API 4–37 and the vendors' own documentation.
type Permission struct {
	Name      string // "android.permission.CAMERA"
	DefinedBy string // "platform", or the vendor
	Level     string // protectionLevel as the newest platform that has it states it, "dangerous|instant"
	Kind      string // one of the Kind constants below
	AddedAPI  int    // first API level that defines it; 4 where it is older than the oldest table
	Source    string
}

// How the user meets a permission.
const (
	KindRuntime     = "runtime"        // asked for in a dialog
	KindSpecial     = "special-access" // switched on in the settings
	KindInstallTime = "install-time"   // granted without a question
)

var permissions = once(func() map[string]Permission {
	m := make(map[string]Permission, 1400)
	table("permissions.csv", 8, func(r []string) {
		m[r[0]] = Permission{Name: r[0], DefinedBy: r[1], Level: r[2], Kind: r[3], AddedAPI: apiLevel(r[4]), Source: r[7]}
	})
	return m
})

// LookupPermission finds a permission by its full name.
func LookupPermission(name string) (Permission, bool) {
	p, ok := permissions()[name]
	return p, ok
}

// apiLevel reads "<=4", "33", "37 (36.1 possible)"; 0 where the cell is empty.
func apiLevel(s string) int {
	s = strings.TrimPrefix(s, "<=")
	s, _, _ = strings.Cut(s, " ")
	n, _ := strconv.Atoi(s)
	return n
}

// GroupMember is one permission, component guard or receiver action behind a
// disclosure group.
type GroupMember struct {
	Group Group
	Kind  string // "permission", "component-guard" or "receiver-action"
	Value string // the full name
	// Wider marks a member that goes beyond what the bare group name tells a
	// reader: background location, writing contacts, sending SMS.
	Wider bool
	// NotCoveredBy says what a policy may state without covering a wider
	// member: "plain" (the bare group), "read-only", "approximate-only".
	NotCoveredBy string
	Access       string // "runtime", "special-access", "install-time", "manifest component" …
	NamesEN      []string
	NamesZH      []string
}

// GroupInfo is a disclosure group with everything behind it.
type GroupInfo struct {
	ID      Group
	Members []GroupMember
	NamesEN []string // names that open the group, those of the plain members
	NamesZH []string
	Weak    []string // words that name the group only beside a word of permission
}

// ungrouped is how the table marks a permission that policies never speak of.
const ungrouped = "ungrouped"

type groupTable struct {
	order  []Group
	groups map[Group]*GroupInfo
	member map[string]GroupMember
}

var groups = once(func() *groupTable {
	t := &groupTable{groups: map[Group]*GroupInfo{}, member: map[string]GroupMember{}}
	table("groups.csv", 10, func(r []string) {
		m := GroupMember{Group: Group(r[0]), Kind: r[1], Value: r[2], Wider: r[3] == "yes", NotCoveredBy: r[4],
			Access: r[5], NamesEN: splitList(r[6]), NamesZH: splitList(r[7])}
		if r[0] == ungrouped {
			m.Group = ""
			t.member[m.Value] = m
			return
		}
		t.member[m.Value] = m
		g := t.groups[m.Group]
		if g == nil {
			g = &GroupInfo{ID: m.Group}
			t.groups[m.Group] = g
			t.order = append(t.order, m.Group)
		}
		g.Members = append(g.Members, m)
		g.Weak = append(g.Weak, splitList(r[8])...)
		if !m.Wider {
			g.NamesEN = append(g.NamesEN, m.NamesEN...)
			g.NamesZH = append(g.NamesZH, m.NamesZH...)
		}
	})
	return t
})

// Groups lists the disclosure groups in the order of the table, which is the
// order reports show them in.
func Groups() []Group { return groups().order }

// LookupGroup returns a disclosure group; nil where there is none of that id.
func LookupGroup(id Group) *GroupInfo { return groups().groups[id] }

// Member finds the group member of a permission, guard or receiver action by
// its full name. ok is false where the tables do not list it; a listed member
// without a group has the empty Group.
func Member(name string) (m GroupMember, ok bool) {
	m, ok = groups().member[name]
	return m, ok
}

// GroupOf returns the disclosure group of a permission, "" where it has none.
func GroupOf(permission string) Group { return groups().member[permission].Group }
