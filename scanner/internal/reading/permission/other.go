package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// everyGroup is how the table marks phrases that hold for all groups.
const everyGroup privacy.Group = "any"

// otherSense reports whether mention i means something else than what the app
// has access to. A word of permission in its clause makes it a permission.
func (v *view) otherSense(i int, n words.GroupName) bool {
	m := v.Mentions[i]
	if v.inMenu(m) || v.ofSupplier(m) || n.Group == "nearby_devices" && v.locates(m) || n.Group == "notification_access" && n.Kind == words.NameWeak && !v.readsMessages() {
		return true
	}
	from, to := v.Clause(m.Start)
	if v.speaksOfPermission(from, to) {
		return false
	}
	switch {
	case v.isChannel(m) && !v.Between(words.CueConsent|words.CueAccess, from, m.Start) && !v.Between(words.CuePerm, m.End, min(m.End+3, to)) && !v.startsText(m),
		n.Group == "location" && (v.barePlace(m) || v.byAddress()),
		n.Group == "sensors" && !v.Beside(m.Start, m.End, n.Group) && !v.Between(words.CueAccess, max(m.Start-6, from), m.Start):
		return true
	}
	if v.readsMessages() {
		return false
	}
	for _, h := range words.Phrases().OtherSenses.In(v.Folded) {
		if (words.HasGroup(words.Phrases().OtherSenses.Values[h.Value], n.Group) || words.HasGroup(words.Phrases().OtherSenses.Values[h.Value], everyGroup)) && (int(h.End) <= m.Start || int(h.Start) >= m.End || int(h.End) > m.End || int(h.Start) < m.Start) {
			return true
		}
	}
	return false
}

// readsMessages reports whether a sentence says that something is read, and
// not only sent: 读取短信中的验证码.
func (v *view) readsMessages() bool {
	for _, c := range v.Cues() {
		if c.Kind&words.CueAccess != 0 && readingVerbs[string(v.Folded.Runes[c.Start:c.End])] {
			return true
		}
	}
	return false
}

// readsRight reports whether a verb of reading stands right before rune i.
func (v *view) readsRight(i int) bool {
	for _, c := range v.Cues() {
		if c.End <= i && i-c.End <= 6 && c.Kind&words.CueAccess != 0 && readingVerbs[string(v.Folded.Runes[c.Start:c.End])] {
			return true
		}
	}
	return false
}

var readingVerbs = words.PhraseSet("reading verb")

// speaksOfPermission reports whether a word of permission stands between two
// runes; 授权 alone may be given to anybody for anything.
func (v *view) speaksOfPermission(from, to int) bool {
	for _, c := range v.Cues() {
		if c.Kind&words.CuePerm != 0 && c.Start >= from && c.End <= to && string(v.Folded.Runes[c.Start:c.End]) != "授权" {
			return true
		}
	}
	return false
}

// ofSupplier reports whether a name only says what somebody supplies:
// 为我们提供位置数据的地图服务商.
func (v *view) ofSupplier(m words.GroupMention) bool {
	to := min(m.End+12, len(v.Folded.Runes))
	rest := string(v.Folded.Runes[m.End:to])
	return strings.HasPrefix(strings.TrimPrefix(strings.TrimPrefix(rest, "信息"), "数据"), "的") && !strings.ContainsAny(rest, "，。；、") && v.Between(words.CueThird, m.End, to)
}

// locates reports whether a name stands among the sources of a location, which
// are data of the network and not of devices nearby: WLAN接入点、蓝牙和基站.
func (v *view) locates(m words.GroupMention) bool {
	from, to := v.Clause(m.Start)
	return language.HoldsAny(string(v.Folded.Runes[max(from, m.Start-8):min(to, m.End+12)]), locatingThings)
}

var locatingThings = words.PhraseList("source of a location")

// channelVerbs begin the names that are also ways to reach somebody: 发送短信,
// "receive SMS", 拨打电话.
var channelVerbs = words.PhraseList("channel verb")

// isChannel reports whether a name is one of what people do with messages and
// calls: by itself it tells nothing of the app's access.
func (v *view) isChannel(m words.GroupMention) bool {
	return language.HasPrefixIn(string(v.Folded.Runes[m.Start:m.End]), channelVerbs)
}

// startsText reports whether a name opens its sentence, as in a list of what
// the app may do.
func (v *view) startsText(m words.GroupMention) bool { return m.Start == 0 }

// barePlace reports whether a name is only the word 位置, and nothing beside it
// says that it is that of the user or a device.
func (v *view) barePlace(m words.GroupMention) bool {
	if string(v.Folded.Runes[m.Start:m.End]) != "位置" {
		return false
	}
	before, after := string(v.Folded.Runes[max(0, m.Start-6):m.Start]), string(v.Folded.Runes[m.End:min(m.End+3, len(v.Folded.Runes))])
	for _, w := range placeOwners {
		if strings.HasSuffix(before, w) {
			return false
		}
	}
	return !language.HasPrefixIn(after, placeHeads)
}

var (
	placeOwners = words.PhraseList("owner of a place")
	placeHeads  = words.PhraseList("head behind a place")
)

// byAddress reports whether a sentence says only that a location is derived
// from the IP address, which needs no permission.
func (v *view) byAddress() bool {
	t := string(v.Folded.Runes)
	return language.HoldsAny(t, addressWords) && language.HoldsAny(t, derivedWords) && !language.HoldsAny(t, preciseSources)
}

var (
	addressWords   = words.PhraseList("network address")
	derivedWords   = words.PhraseList("derived from an address")
	preciseSources = words.PhraseList("source of a precise location")
)

// inOwnName reports whether a name is part of the name of the app itself.
func (r *permReader) inOwnName(v *view, m words.GroupMention) bool {
	start, end := v.Folded.Offset(m.Start), v.Folded.EndOffset(v.Text, m.End)
	for _, n := range r.d.OwnNames() {
		if len(n) <= end-start || strings.Contains(n, "权限") || language.HasPrefixIn(v.Text[end:], placeHeads) {
			continue // no more than the name of a permission
		}
		from := max(0, end-len(n))
		if i := strings.Index(v.Text[from:min(len(v.Text), start+len(n))], n); i >= 0 && from+i <= start && from+i+len(n) >= end {
			return true
		}
	}
	return false
}

// inMenu reports whether a name is an entry of a path of menus: 设置-隐私-定位.
func (v *view) inMenu(m words.GroupMention) bool {
	from, to := m.Start, m.End
	for from > 0 && !strings.ContainsRune("，,。；;：:（(）)、", v.Folded.Runes[from-1]) {
		from--
	}
	for to < len(v.Folded.Runes) && !strings.ContainsRune("，,。；;（(）)、", v.Folded.Runes[to]) {
		to++
	}
	path := string(v.Folded.Runes[from:to])
	return strings.ContainsAny(path, "-—–>→›»") && language.HoldsAny(path, menuWords) && hasMenuStep(string(v.Folded.Runes[from:m.Start]))
}

var menuWords = words.PhraseList("menu")

// hasMenuStep reports whether a step of a path stands before an entry.
func hasMenuStep(before string) bool {
	before = strings.TrimRight(before, " “\"【「[")
	for _, w := range []string{"-", "—", "–", ">", "→", "›", "»"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// isDefinition reports whether a sentence says what personal information is.
func isDefinition(text string) bool {
	low := strings.ToLower(text)
	if language.HoldsAny(low, clause.Collectors) {
		return false
	}
	if language.HoldsAny(low, definitionOpenings) {
		return true
	}
	for _, w := range definedNames {
		if _, rest, ok := strings.Cut(low, w); ok && language.HasPrefixIn(strings.TrimLeft(rest, " ：:”\"’“‘"), definingWords) {
			return true
		}
	}
	return false
}

var (
	definedNames  = words.PhraseList("defined data")
	definingWords = words.PhraseList("definition of data")

	definitionOpenings = words.PhraseList("opens a definition")
)
