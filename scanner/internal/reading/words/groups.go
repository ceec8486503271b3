package words

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/privacy"
)

// NameKind says when a name of a disclosure group counts.
type NameKind int

const (
	NameNone   NameKind = iota // hides the names inside it
	NameWeak                   // only next to a word of permission or access
	NameNoun                   // where the clause speaks of permission or access
	NameData                   // also where it says that the data are collected
	NameStrong                 // by itself: it holds a word of permission or access
)

// GroupName is what a phrase names.
type GroupName struct {
	Group  privacy.Group
	Kind   NameKind
	Wider  string // the wider member of the group it names, "" for the group
	Narrow string // "approximate-only" where the phrase restricts itself
}

// GroupMention is a group named in a sentence, by rune offsets of its folded text.
type GroupMention struct {
	Names      []GroupName
	Start, End int
}

// dataGroups are the groups whose data policies name instead of the
// permission: to say that the location is collected names the location.
var dataGroups = map[privacy.Group]bool{
	"location": true, "contacts": true, "calendar": true, "sms": true, "call_log": true, "installed_apps": true, "health": true, "activity_recognition": true,
}

// accessWords mark a name of the shared table as one that counts by itself.
var accessWords = []string{"permission", "access", "read ", "write ", "权限", "授权", "访问", "调用", "使用", "读取", "获取", "写入", "开启", "读写", "接收", "拨打", "发送"}

// newGroupNames returns the names of disclosure groups.
func newGroupNames(b *language.PhraseBook) *language.Lexicon[*[]GroupName] {
	g := groupNames{names: map[string]*[]GroupName{}}
	language.Table(data, "group-names.csv", 4, func(r []string) {
		kind := map[string]NameKind{"strong": NameStrong, "noun": NameNoun, "data": NameData, "weak": NameWeak, "none": NameNone}[r[2]]
		for _, n := range language.SplitList(r[3]) {
			g.put(n, GroupName{Group: privacy.Group(r[0]), Kind: kind, Narrow: narrowOf(n)})
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
			g.put(n, GroupName{Group: id, Kind: NameWeak})
		}
	}
	l := language.NewLexicon[*[]GroupName](b)
	for _, n := range g.order {
		l.Add(n, g.names[n])
	}
	return l
}

type groupNames struct {
	names  map[string]*[]GroupName
	order  []string
	folder language.Folder
}

// put adds a meaning of a name. One group has one meaning of it, the first,
// and a name that is hidden stays so.
func (b *groupNames) put(name string, g GroupName) {
	k := string(b.folder.Fold(name).Runes)
	have := b.names[k]
	if have == nil {
		have = &[]GroupName{}
		b.names[k] = have
		b.order = append(b.order, k)
	}
	for i := range *have {
		x := &(*have)[i]
		if x.Kind == NameNone || x.Group == g.Group && (x.Wider == g.Wider || g.Wider == "") {
			return
		}
		if x.Group == g.Group && x.Wider == "" {
			x.Wider = g.Wider
			return
		}
	}
	*have = append(*have, g)
}

// usage adds a name of usage statistics with the words that make it one: every
// policy speaks of the use of permissions, and of how its service is used.
func (b *groupNames) usage(name string) {
	around := [][2]string{{"", " permission"}, {"", " access"}, {"app ", ""}}
	if language.HasHan(name) {
		around = [][2]string{{"", "权限"}, {"", "访问权限"}, {"访问", ""}, {"查看", ""}, {"应用", ""}, {"应用程序", ""}, {"读取", ""}}
	}
	for _, a := range around {
		b.put(a[0]+name+a[1], GroupName{Group: "usage_stats", Kind: NameWeak})
	}
}

func (b *groupNames) member(id privacy.Group, m privacy.GroupMember) {
	wider := ""
	if m.Wider {
		wider = m.Value
	}
	for _, names := range [][]string{m.NamesEN, m.NamesZH} {
		for _, n := range names {
			b.put(n, GroupName{Group: id, Kind: nameKindOf(id, n), Wider: wider, Narrow: narrowOf(n)})
		}
	}
	if m.Kind == "permission" {
		if c := m.Value[strings.LastIndexByte(m.Value, '.')+1:]; strings.Contains(c, "_") {
			b.put(c, GroupName{Group: id, Kind: NameStrong, Wider: wider})
		}
	}
}

func nameKindOf(id privacy.Group, name string) NameKind {
	low := strings.ToLower(name)
	for _, w := range accessWords {
		if strings.Contains(low, w) {
			return NameStrong
		}
	}
	if !strings.Contains(low, " ") && !language.HasHan(low) && id == "health" {
		// "weight", "speed", "distance" are common words.
		return NameWeak
	}
	if dataGroups[id] {
		return NameData
	}
	return NameNoun
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

// FindGroups finds the group names in a folded text.
func FindGroups(f *language.Folded) []GroupMention {
	var out []GroupMention
	Phrases().Groups.Scan(f, func(start, end int, names *[]GroupName) {
		if len(*names) > 0 && (*names)[0].Kind != NameNone {
			out = append(out, GroupMention{*names, start, end})
		}
	})
	return out
}

// GroupsNamed returns the groups that a short text (a label, a heading, a cell
// of a permission table) names; weak names count too.
func GroupsNamed(text string) []privacy.Group {
	var out []privacy.Group
	mentions := FindGroups(language.Fold(text))
	add := func(least NameKind) {
		for _, m := range mentions {
			for i, n := range m.Names {
				if n.Kind >= least && (n.Kind > NameWeak || i == 0) && !HasGroup(out, n.Group) {
					out = append(out, n.Group)
				}
			}
		}
	}
	if add(NameNoun); len(out) == 0 {
		add(NameWeak)
	}
	return out
}

// HasGroup reports whether g is among the groups.
func HasGroup(gs []privacy.Group, g privacy.Group) bool {
	for _, x := range gs {
		if x == g {
			return true
		}
	}
	return false
}
