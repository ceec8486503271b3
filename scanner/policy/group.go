package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// nameKind says when a name of a disclosure group counts.
type nameKind int

const (
	nameNone   nameKind = iota // hides the names inside it
	nameWeak                   // only next to a word of permission or access
	nameNoun                   // where the clause speaks of permission or access
	nameData                   // also where it says that the data are collected
	nameStrong                 // by itself: it holds a word of permission or access
)

// groupName is what a phrase names.
type groupName struct {
	group  privacy.Group
	kind   nameKind
	wider  string // the wider member of the group it names, "" for the group
	narrow string // "approximate-only" where the phrase restricts itself
}

// groupMention is a group named in a sentence, by rune offsets of its folded text.
type groupMention struct {
	names      []groupName
	start, end int
}

// dataGroups are the groups whose data policies name instead of the
// permission: to say that the location is collected names the location.
var dataGroups = map[privacy.Group]bool{
	"location": true, "contacts": true, "calendar": true, "sms": true, "call_log": true, "installed_apps": true, "health": true, "activity_recognition": true,
}

// accessWords mark a name of the shared table as one that counts by itself.
var accessWords = []string{"permission", "access", "read ", "write ", "权限", "授权", "访问", "调用", "使用", "读取", "获取", "写入", "开启", "读写", "接收", "拨打", "发送"}

// newGroupNames returns the names of disclosure groups.
func newGroupNames(b *phraseBook) *lexicon[*[]groupName] {
	g := groupNames{names: map[string]*[]groupName{}}
	table(data, "group-names.csv", 4, func(r []string) {
		kind := map[string]nameKind{"strong": nameStrong, "noun": nameNoun, "data": nameData, "weak": nameWeak, "none": nameNone}[r[2]]
		for _, n := range splitList(r[3]) {
			g.put(n, groupName{group: privacy.Group(r[0]), kind: kind, narrow: narrowOf(n)})
		}
	})
	for _, id := range privacy.Groups() {
		group := privacy.LookupGroup(id)
		for _, m := range group.Members {
			g.member(id, m)
		}
		for _, n := range group.Weak {
			if id == "phone" && !hasIdentifier(n) {
				continue // every policy speaks of phones and their numbers
			}
			if id == "usage_stats" {
				g.usage(n)
				continue
			}
			g.put(n, groupName{group: id, kind: nameWeak})
		}
	}
	l := newLexicon[*[]groupName](b)
	for _, n := range g.order {
		l.add(n, g.names[n])
	}
	return l
}

type groupNames struct {
	names  map[string]*[]groupName
	order  []string
	folder folder
}

// put adds a meaning of a name. One group has one meaning of it, the first,
// and a name that is hidden stays so.
func (b *groupNames) put(name string, g groupName) {
	k := string(b.folder.fold(name).runes)
	have := b.names[k]
	if have == nil {
		have = &[]groupName{}
		b.names[k] = have
		b.order = append(b.order, k)
	}
	for i := range *have {
		x := &(*have)[i]
		if x.kind == nameNone || x.group == g.group && (x.wider == g.wider || g.wider == "") {
			return
		}
		if x.group == g.group && x.wider == "" {
			x.wider = g.wider
			return
		}
	}
	*have = append(*have, g)
}

// usage adds a name of usage statistics with the words that make it one: every
// policy speaks of the use of permissions, and of how its service is used.
func (b *groupNames) usage(name string) {
	around := [][2]string{{"", " permission"}, {"", " access"}, {"app ", ""}}
	if hasHan(name) {
		around = [][2]string{{"", "权限"}, {"", "访问权限"}, {"访问", ""}, {"查看", ""}, {"应用", ""}, {"应用程序", ""}, {"读取", ""}}
	}
	for _, a := range around {
		b.put(a[0]+name+a[1], groupName{group: "usage_stats", kind: nameWeak})
	}
}

func (b *groupNames) member(id privacy.Group, m privacy.GroupMember) {
	wider := ""
	if m.Wider {
		wider = m.Value
	}
	for _, names := range [][]string{m.NamesEN, m.NamesZH} {
		for _, n := range names {
			b.put(n, groupName{group: id, kind: nameKindOf(id, n), wider: wider, narrow: narrowOf(n)})
		}
	}
	if m.Kind == "permission" {
		if c := m.Value[strings.LastIndexByte(m.Value, '.')+1:]; strings.Contains(c, "_") {
			b.put(c, groupName{group: id, kind: nameStrong, wider: wider})
		}
	}
}

func nameKindOf(id privacy.Group, name string) nameKind {
	low := strings.ToLower(name)
	for _, w := range accessWords {
		if strings.Contains(low, w) {
			return nameStrong
		}
	}
	if !strings.Contains(low, " ") && !hasHan(low) && id == "health" {
		// "weight", "speed", "distance" are common words.
		return nameWeak
	}
	if dataGroups[id] {
		return nameData
	}
	return nameNoun
}

// hasIdentifier reports whether a weak name of the phone group is that of an
// identifier it guards.
func hasIdentifier(name string) bool {
	low := strings.ToLower(name)
	return strings.Contains(low, "imei") || strings.Contains(low, "identifier") || strings.Contains(low, "标识")
}

func narrowOf(name string) string {
	low := strings.ToLower(name)
	for _, w := range []string{"approximate", "coarse", "粗略", "大致", "大概", "模糊"} {
		if strings.Contains(low, w) {
			return "approximate-only"
		}
	}
	return ""
}

// findGroups finds the group names in a folded text.
func findGroups(f *folded) []groupMention {
	var out []groupMention
	phrases().groups.scan(f, func(start, end int, names *[]groupName) {
		if len(*names) > 0 && (*names)[0].kind != nameNone {
			out = append(out, groupMention{*names, start, end})
		}
	})
	return out
}

// groupsNamed returns the groups that a short text (a label, a heading, a cell
// of a permission table) names; weak names count too.
func groupsNamed(text string) []privacy.Group {
	var out []privacy.Group
	mentions := findGroups(fold(text))
	add := func(least nameKind) {
		for _, m := range mentions {
			for i, n := range m.names {
				if n.kind >= least && (n.kind > nameWeak || i == 0) && !hasGroup(out, n.group) {
					out = append(out, n.group)
				}
			}
		}
	}
	if add(nameNoun); len(out) == 0 {
		add(nameWeak)
	}
	return out
}

func hasGroup(gs []privacy.Group, g privacy.Group) bool {
	for _, x := range gs {
		if x == g {
			return true
		}
	}
	return false
}
