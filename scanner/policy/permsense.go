package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// reading is how a sentence speaks of a group.
type reading int

const (
	readsNothing reading = iota
	readsNamed
	readsDenied
)

// reads tells whether mention i names its group as one the app asks for,
// denies that, or means something else.
func (r *permReader) reads(v *sentenceView, i int, n groupName) reading {
	if n.kind == nameNone || v.elsewhere(v.mentions[i]) {
		return readsNothing
	}
	start, _ := v.run(i)
	k := readName{start, n}
	said, ok := v.read[k]
	if !ok {
		if v.read == nil {
			v.read = map[readName]reading{}
		}
		said = v.readsList(i, n)
		v.read[k] = said
	}
	if said == readsNamed && n.kind == nameNoun && v.isProduct(v.mentions[i]) {
		return readsNothing
	}
	return said
}

// readName is a name in the list that starts at a rune.
type readName struct {
	start int
	groupName
}

// readsList tells the same of a name anywhere in the list that mention i stands
// in.
func (v *sentenceView) readsList(i int, n groupName) reading {
	start, end := v.run(i)
	if v.protected(i) {
		return readsNothing
	}
	if neg := v.negation(i); neg.found {
		weak := n.kind == nameWeak && !v.beside(start, end, n.group) && !(readable[n.group] && (v.listed(i) || v.lookedAt(start)))
		if !neg.denies() || weak || n.wider != "" && n.narrow == "" || v.third(start) || v.limited(start, end, n.group) {
			return readsNothing
		}
		return readsDenied
	}
	if v.third(start) {
		return readsNothing
	}
	if v.accepts(start, end, n) && !v.deniedOtherwise(start) {
		return readsNamed
	}
	return readsNothing
}

// isProduct reports whether an English noun is part of a name ("Vine Camera")
// or speaks of several ("cameras in our stores") that are not the user's.
func (v *sentenceView) isProduct(m groupMention) bool {
	if isHan(v.f.runes[m.start]) {
		return false
	}
	if v.f.runes[m.end-1] == 's' && string(v.f.runes[m.start:m.end]) == "cameras" {
		return v.wordBefore(m.start) != "your"
	}
	at := v.f.offset(m.start)
	if c := v.text[at]; c < 'A' || c > 'Z' || at == 0 {
		return false
	}
	before := lastWord(strings.TrimRight(v.text[:at], " "))
	return len(before) > 1 && before[0] >= 'A' && before[0] <= 'Z' && before[len(before)-1] >= 'a' && len(before) < at-1
}

// accepts reports whether the words around a list of names between start and
// end make it one of permissions or collected data.
func (v *sentenceView) accepts(start, end int, n groupName) bool {
	from, to := v.clause(start)
	switch n.kind {
	case nameStrong:
		return true
	case nameData:
		return v.between(cuePerm|cueAccess|cueCollect, from, to)
	case nameNoun:
		from, to = max(from, start-60), min(to, end+24)
		return v.between(cueAccess, from, start) || v.between(cueAccess, start, end) || v.between(cuePerm, from, to) || v.isUsed(start, end)
	}
	if n.group == "notifications" && v.has(cueConsent) && v.sends(start) {
		return true // "with your consent we may send notifications"
	}
	return v.beside(start, end, n.group) || readable[n.group] && v.accessed(start)
}

// inName reports whether a word of permission is part of the name of a group.
func (v *sentenceView) inName(c cue) bool {
	for _, m := range v.mentions {
		if m.start <= c.start && c.end <= m.end {
			return true
		}
	}
	return false
}

// sends reports whether a word of sending stands right before a name.
func (v *sentenceView) sends(start int) bool {
	before := string(v.f.runes[max(start-8, 0):start])
	return strings.Contains(before, "send") || strings.Contains(before, "发送") || strings.Contains(before, "receive ")
}

// leadsFrom reports whether the runes behind a word of permission lead to a
// name: "permission to …", "permissions: …", 权限（….
func (v *sentenceView) leadsFrom(from, to int) bool {
	switch r := v.f.runes[from]; r {
	case '：', ':', '(', '（':
		return true
	}
	next := v.wordAfter(from)
	return next == "to" || next == "for"
}

// readable are the groups whose data one speaks of accessing: "access your
// photos" names them, "access the app" does not.
var readable = map[privacy.Group]bool{"storage": true, "contacts": true, "calendar": true, "sms": true, "location": true}

// beside reports whether a word of permission, or with access one of access,
// stands right next to a list of weak names.
func (v *sentenceView) beside(start, end int, g privacy.Group) bool {
	if readable[g] && v.isRead(start, end) {
		return true
	}
	for _, c := range v.cuesIn(start-12-longestCue, end+4) {
		switch {
		case c.kind&cuePerm != 0 && c.start >= end && c.start-end <= 3:
			if g != "write_settings" || v.adjoins(end, c.start) {
				return true
			}
		case c.kind&cuePerm != 0 && c.end < start && start-c.end <= 12 && v.leadsFrom(c.end, start) && !v.inName(c):
			return true
		case c.kind&cuePerm != 0 && c.start >= start && c.end <= end:
			return true // the list ends with the name of a permission
		case readable[g] && c.kind&cueAccess != 0 && c.end <= start && start-c.end <= 8:
			switch string(v.f.runes[c.start:c.end]) {
			case "access", "access to", "accesses", "accessing", "read", "reads", "reading":
				next := v.wordAfter(c.end)
				if strings.HasPrefix(next, "your") || strings.HasPrefix(next, "user") || next == "the" && grantsAccess[v.wordBefore(c.start)] {
					return true
				}
			case "访问", "读取":
				return start-c.end <= 5
			case "获取":
				return g != "storage" && start-c.end <= 5
			}
		}
	}
	return false
}

// adjoins reports whether nothing but 的 and marks stand between two runes. The
// settings are mostly a place: 在系统设置中关闭权限.
func (v *sentenceView) adjoins(from, to int) bool {
	return strings.Trim(string(v.f.runes[from:to]), "的 \"”’」』") == ""
}

// isRead reports whether a list of names is the subject of being read: "your
// contacts are never accessed".
func (v *sentenceView) isRead(start, end int) bool {
	if isHan(v.f.runes[start]) || v.wordBefore(start) != "your" {
		return false
	}
	for _, c := range v.cuesIn(end+1, end+19) {
		if c.kind&cuePassive != 0 && c.start > end && c.start-end <= 18 {
			w := string(v.f.runes[c.start:c.end])
			return w == "accessed" || w == "read" || w == "looked at" || w == "looked through"
		}
	}
	return false
}

// run returns the list of names that mention i stands in.
func (v *sentenceView) run(i int) (start, end int) {
	if v.runs == nil {
		v.runs = make([]span, len(v.mentions))
		for from := 0; from < len(v.mentions); {
			to := from + 1
			for to < len(v.mentions) && v.joins(v.mentions[to-1].end, v.mentions[to].start) {
				to++
			}
			for k := from; k < to; k++ {
				v.runs[k] = span{v.mentions[from].start, v.mentions[to-1].end}
			}
			from = to
		}
	}
	return v.runs[i].start, v.runs[i].end
}

// joins reports whether the runes between two names only list them.
func (v *sentenceView) joins(from, to int) bool {
	if to-from > 14 {
		return false
	}
	listed := from == to
	for i := from; i < to; i++ {
		switch v.f.runes[i] {
		case '、', ',', '/', '和', '及', '与', '或', '(', '（':
			listed = true
		case '，':
			listed = true
		case '。', ';', '；', ':', '：':
			return false
		case 'a', 'o':
			if rest := string(v.f.runes[i:to]); len(rest) >= 3 && (rest[:3] == "and" || rest[:3] == "or ") {
				listed = true
			}
		}
	}
	return listed && !v.between(cueConsequence|cueRefuse|cuePurpose|cueNegation|cueBut, from, to)
}

// third reports whether somebody else than the app does what the sentence says
// of the list at start: the last party named before it that is not one the
// data go to.
func (v *sentenceView) third(start int) bool {
	third, subjectEnd := false, -1
	for _, c := range v.cues() {
		switch {
		case c.end > start:
			return third
		case c.kind&cueSubject != 0:
			third, subjectEnd = false, c.end
		case c.kind&cueThird != 0 && !v.isObject(c) && (subjectEnd < 0 || c.start-subjectEnd > 3):
			third = true
		}
	}
	return third
}

// isObject reports whether a third party is one that something goes to or
// through: "with third parties", 与第三方, 通过第三方.
func (v *sentenceView) isObject(c cue) bool {
	if c.start == 0 {
		return false
	}
	switch v.f.runes[c.start-1] {
	case '与', '向', '给', '和', '用', '过', '由', '至':
		return true
	}
	switch v.wordBefore(c.start) {
	case "with", "to", "through", "via", "by", "from", "using", "use":
		return true
	}
	return false
}
