package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// newOtherSenses returns the phrases beside which a name of a group means
// something else than what the app has access to: 客服 beside 通话记录.
func newOtherSenses(b *phraseBook) *lexicon[[]privacy.Group] {
	groups := map[string][]privacy.Group{}
	var order []string
	table(data, "other-senses.csv", 3, func(r []string) {
		for _, w := range splitList(r[2]) {
			if groups[w] == nil {
				order = append(order, w)
			}
			groups[w] = append(groups[w], privacy.Group(r[0]))
		}
	})
	l := newLexicon[[]privacy.Group](b)
	for _, w := range order {
		l.add(w, groups[w])
	}
	return l
}

// anyGroup is how the table marks phrases that hold for all groups.
const anyGroup privacy.Group = "any"

// otherSense reports whether mention i means something else than what the app
// has access to. A word of permission in its clause makes it a permission.
func (v *sentenceView) otherSense(i int, n groupName) bool {
	m := v.mentions[i]
	if v.inMenu(m) || v.ofSupplier(m) || n.group == "nearby_devices" && v.locates(m) || n.group == "notification_access" && n.kind == nameWeak && !v.readsMessages() {
		return true
	}
	from, to := v.clause(m.start)
	if v.speaksOfPermission(from, to) {
		return false
	}
	switch {
	case v.isChannel(m) && !v.between(cueConsent|cueAccess, from, m.start) && !v.between(cuePerm, m.end, min(m.end+3, to)) && !v.startsText(m),
		n.group == "location" && (v.barePlace(m) || v.byAddress()),
		n.group == "sensors" && !v.beside(m.start, m.end, n.group) && !v.between(cueAccess, max(m.start-6, from), m.start):
		return true
	}
	if v.readsMessages() {
		return false
	}
	for _, h := range phrases().otherSenses.in(v.f) {
		if (hasGroup(phrases().otherSenses.values[h.value], n.group) || hasGroup(phrases().otherSenses.values[h.value], anyGroup)) && (int(h.end) <= m.start || int(h.start) >= m.end || int(h.end) > m.end || int(h.start) < m.start) {
			return true
		}
	}
	return false
}

// readsMessages reports whether a sentence says that something is read, and
// not only sent: 读取短信中的验证码.
func (v *sentenceView) readsMessages() bool {
	for _, c := range v.cues() {
		if c.kind&cueAccess != 0 && readingVerbs[string(v.f.runes[c.start:c.end])] {
			return true
		}
	}
	return false
}

// readsRight reports whether a verb of reading stands right before rune i.
func (v *sentenceView) readsRight(i int) bool {
	for _, c := range v.cues() {
		if c.end <= i && i-c.end <= 6 && c.kind&cueAccess != 0 && readingVerbs[string(v.f.runes[c.start:c.end])] {
			return true
		}
	}
	return false
}

var readingVerbs = phraseSet("reading verb")

// speaksOfPermission reports whether a word of permission stands between two
// runes; 授权 alone may be given to anybody for anything.
func (v *sentenceView) speaksOfPermission(from, to int) bool {
	for _, c := range v.cues() {
		if c.kind&cuePerm != 0 && c.start >= from && c.end <= to && string(v.f.runes[c.start:c.end]) != "授权" {
			return true
		}
	}
	return false
}

// ofSupplier reports whether a name only says what somebody supplies:
// 为我们提供位置数据的地图服务商.
func (v *sentenceView) ofSupplier(m groupMention) bool {
	to := min(m.end+12, len(v.f.runes))
	rest := string(v.f.runes[m.end:to])
	return strings.HasPrefix(strings.TrimPrefix(strings.TrimPrefix(rest, "信息"), "数据"), "的") && !strings.ContainsAny(rest, "，。；、") && v.between(cueThird, m.end, to)
}

// locates reports whether a name stands among the sources of a location, which
// are data of the network and not of devices nearby: WLAN接入点、蓝牙和基站.
func (v *sentenceView) locates(m groupMention) bool {
	from, to := v.clause(m.start)
	return holdsAny(string(v.f.runes[max(from, m.start-8):min(to, m.end+12)]), locatingThings)
}

var locatingThings = phraseList("source of a location")

// channelVerbs begin the names that are also ways to reach somebody: 发送短信,
// "receive SMS", 拨打电话.
var channelVerbs = phraseList("channel verb")

// isChannel reports whether a name is one of what people do with messages and
// calls: by itself it tells nothing of the app's access.
func (v *sentenceView) isChannel(m groupMention) bool {
	return hasPrefixIn(string(v.f.runes[m.start:m.end]), channelVerbs)
}

// startsText reports whether a name opens its sentence, as in a list of what
// the app may do.
func (v *sentenceView) startsText(m groupMention) bool { return m.start == 0 }

// barePlace reports whether a name is only the word 位置, and nothing beside it
// says that it is that of the user or a device.
func (v *sentenceView) barePlace(m groupMention) bool {
	if string(v.f.runes[m.start:m.end]) != "位置" {
		return false
	}
	before, after := string(v.f.runes[max(0, m.start-6):m.start]), string(v.f.runes[m.end:min(m.end+3, len(v.f.runes))])
	for _, w := range placeOwners {
		if strings.HasSuffix(before, w) {
			return false
		}
	}
	return !hasPrefixIn(after, placeHeads)
}

var (
	placeOwners = phraseList("owner of a place")
	placeHeads  = phraseList("head behind a place")
)

// byAddress reports whether a sentence says only that a location is derived
// from the IP address, which needs no permission.
func (v *sentenceView) byAddress() bool {
	t := string(v.f.runes)
	return holdsAny(t, addressWords) && holdsAny(t, derivedWords) && !holdsAny(t, preciseSources)
}

var (
	addressWords   = phraseList("network address")
	derivedWords   = phraseList("derived from an address")
	preciseSources = phraseList("source of a precise location")
)

// inOwnName reports whether a name is part of the name of the app itself.
func (r *permReader) inOwnName(v *sentenceView, m groupMention) bool {
	start, end := v.f.offset(m.start), v.f.endOffset(v.text, m.end)
	for _, n := range r.d.ownNames() {
		if len(n) <= end-start || strings.Contains(n, "权限") || hasPrefixIn(v.text[end:], placeHeads) {
			continue // no more than the name of a permission
		}
		from := max(0, end-len(n))
		if i := strings.Index(v.text[from:min(len(v.text), start+len(n))], n); i >= 0 && from+i <= start && from+i+len(n) >= end {
			return true
		}
	}
	return false
}

// inMenu reports whether a name is an entry of a path of menus: 设置-隐私-定位.
func (v *sentenceView) inMenu(m groupMention) bool {
	from, to := m.start, m.end
	for from > 0 && !strings.ContainsRune("，,。；;：:（(）)、", v.f.runes[from-1]) {
		from--
	}
	for to < len(v.f.runes) && !strings.ContainsRune("，,。；;（(）)、", v.f.runes[to]) {
		to++
	}
	path := string(v.f.runes[from:to])
	return strings.ContainsAny(path, "-—–>→›»") && holdsAny(path, menuWords) && hasMenuStep(string(v.f.runes[from:m.start]))
}

var menuWords = phraseList("menu")

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
	if holdsAny(low, collectors) {
		return false
	}
	if holdsAny(low, definitionOpenings) {
		return true
	}
	for _, w := range definedNames {
		if _, rest, ok := strings.Cut(low, w); ok && hasPrefixIn(strings.TrimLeft(rest, " ：:”\"’“‘"), definingWords) {
			return true
		}
	}
	return false
}

var (
	definedNames  = phraseList("defined data")
	definingWords = phraseList("definition of data")

	definitionOpenings = phraseList("opens a definition")
)
