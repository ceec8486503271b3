package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
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
func (r *permReader) reads(v *view, i int, n words.GroupName) reading {
	if n.Kind == words.NameNone || v.elsewhere(v.Mentions[i]) || v.otherSense(i, n) || r.inOwnName(v, v.Mentions[i]) {
		return readsNothing
	}
	start, _ := v.Run(i)
	k := readName{start, n}
	said, ok := v.read[k]
	if !ok {
		if v.read == nil {
			v.read = map[readName]reading{}
		}
		said = v.readsList(i, n)
		v.read[k] = said
	}
	if said == readsNamed && n.Kind == words.NameNoun && v.IsProduct(v.Mentions[i]) {
		return readsNothing
	}
	return said
}

// readName is a name in the list that starts at a rune.
type readName struct {
	start int
	words.GroupName
}

// readsList tells the same of a name anywhere in the list that mention i stands
// in.
func (v *view) readsList(i int, n words.GroupName) reading {
	start, end := v.Run(i)
	if v.protected(i) {
		return readsNothing
	}
	if neg := v.negation(i); neg.found {
		weak := n.Kind == words.NameWeak && !v.Beside(start, end, n.Group) && !(readable[n.Group] && (v.listed(i) || v.lookedAt(start)))
		if !neg.denies() || weak || n.Wider != "" && n.Narrow == "" || v.third(start) || v.limited(start, end, n.Group) {
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

// IsProduct reports whether an English noun is part of a name ("Vine Camera")
// or speaks of several ("cameras in our stores") that are not the user's.
func (v *view) IsProduct(m words.GroupMention) bool {
	if language.IsHan(v.Folded.Runes[m.Start]) {
		return false
	}
	if v.Folded.Runes[m.End-1] == 's' && string(v.Folded.Runes[m.Start:m.End]) == "cameras" {
		return v.WordBefore(m.Start) != "your"
	}
	at := v.Folded.Offset(m.Start)
	if c := v.Text[at]; c < 'A' || c > 'Z' || at == 0 {
		return false
	}
	before := language.LastWord(strings.TrimRight(v.Text[:at], " "))
	return len(before) > 1 && before[0] >= 'A' && before[0] <= 'Z' && before[len(before)-1] >= 'a' && len(before) < at-1
}

// accepts reports whether the words around a list of names between start and
// end make it one of permissions or collected data.
func (v *view) accepts(start, end int, n words.GroupName) bool {
	from, to := v.Clause(start)
	switch n.Kind {
	case words.NameStrong:
		return true
	case words.NameData:
		return v.Between(words.CuePerm|words.CueAccess|words.CueCollect, from, to)
	case words.NameNoun:
		from, to = max(from, start-60), min(to, end+24)
		return v.Between(words.CueAccess, from, start) || v.Between(words.CueAccess, start, end) || v.Between(words.CuePerm, from, to) || v.isUsed(start, end)
	}
	if n.Group == "notifications" && v.sends(start) && v.consentedTo(start) {
		return true // "with your consent we may send notifications"
	}
	return v.Beside(start, end, n.Group) || readable[n.Group] && v.accessed(start) || n.Group == "notification_access" && v.readsRight(start)
}

// consentedTo reports whether a notice named at rune i is one the user agrees
// to get: in Chinese right before it, and not by agreeing to the text.
func (v *view) consentedTo(i int) bool {
	if !language.IsHan(v.Folded.Runes[i]) {
		return v.Has(words.CueConsent)
	}
	for _, c := range v.Cues() {
		if c.Kind&words.CueConsent != 0 && c.End <= i && i-c.End <= 40 && (c.Start == 0 || v.Folded.Runes[c.Start-1] != '并') {
			return true
		}
	}
	return false
}

// inName reports whether a word of permission is part of the name of a group.
func (v *view) inName(c words.Cue) bool {
	for _, m := range v.Mentions {
		if m.Start <= c.Start && c.End <= m.End {
			return true
		}
	}
	return false
}

// sends reports whether a word of sending stands right before a name.
func (v *view) sends(start int) bool {
	before := string(v.Folded.Runes[max(start-8, 0):start])
	return strings.Contains(before, "send") || strings.Contains(before, "发送") || strings.Contains(before, "receive ")
}

// leadsFrom reports whether the runes behind a word of permission lead to a
// name: "permission to …", "permissions: …", 权限（….
func (v *view) leadsFrom(from, to int) bool {
	switch r := v.Folded.Runes[from]; r {
	case '：', ':', '(', '（':
		return true
	}
	next := v.WordAfter(from)
	return next == "to" || next == "for"
}

// readable are the groups whose data one speaks of accessing: "access your
// photos" names them, "access the app" does not.
var readable = map[privacy.Group]bool{"storage": true, "contacts": true, "calendar": true, "sms": true, "location": true}

// Beside reports whether a word of permission, or with access one of access,
// stands right next to a list of weak names.
func (v *view) Beside(start, end int, g privacy.Group) bool {
	if readable[g] && v.isRead(start, end) {
		return true
	}
	for _, c := range v.CuesIn(start-12-sentence.LongestCue, end+4) {
		switch {
		case c.Kind&words.CuePerm != 0 && c.Start >= end && c.Start-end <= 3:
			if g != "write_settings" || v.adjoins(end, c.Start) {
				return true
			}
		case c.Kind&words.CuePerm != 0 && c.End < start && start-c.End <= 12 && v.leadsFrom(c.End, start) && !v.inName(c):
			return true
		case c.Kind&words.CuePerm != 0 && c.Start >= start && c.End <= end:
			return true // the list ends with the name of a permission
		case readable[g] && c.Kind&words.CueAccess != 0 && c.End <= start && start-c.End <= 8:
			switch string(v.Folded.Runes[c.Start:c.End]) {
			case "access", "access to", "accesses", "accessing", "read", "reads", "reading":
				next := v.WordAfter(c.End)
				if strings.HasPrefix(next, "your") || strings.HasPrefix(next, "user") || next == "the" && grantsAccess[v.WordBefore(c.Start)] {
					return true
				}
			case "访问", "读取":
				return start-c.End <= 5
			case "获取":
				return g != "storage" && start-c.End <= 5
			}
		}
	}
	return false
}

// adjoins reports whether nothing but 的 and marks stand between two runes. The
// settings are mostly a place: 在系统设置中关闭权限.
func (v *view) adjoins(from, to int) bool {
	return strings.Trim(string(v.Folded.Runes[from:to]), "的 \"”’」』") == ""
}

// isRead reports whether a list of names is the subject of being read: "your
// contacts are never accessed".
func (v *view) isRead(start, end int) bool {
	if language.IsHan(v.Folded.Runes[start]) || v.WordBefore(start) != "your" {
		return false
	}
	for _, c := range v.CuesIn(end+1, end+19) {
		if c.Kind&words.CuePassive != 0 && c.Start > end && c.Start-end <= 18 {
			w := string(v.Folded.Runes[c.Start:c.End])
			return w == "accessed" || w == "read" || w == "looked at" || w == "looked through"
		}
	}
	return false
}

// Run returns the list of names that mention i stands in.
func (v *view) Run(i int) (start, end int) {
	if v.runs == nil {
		v.runs = make([]document.Span, len(v.Mentions))
		for from := 0; from < len(v.Mentions); {
			to := from + 1
			for to < len(v.Mentions) && v.Joins(v.Mentions[to-1].End, v.Mentions[to].Start) {
				to++
			}
			for k := from; k < to; k++ {
				v.runs[k] = document.Span{Start: v.Mentions[from].Start, End: v.Mentions[to-1].End}
			}
			from = to
		}
	}
	return v.runs[i].Start, v.runs[i].End
}

// Joins reports whether the runes between two names only list them.
func (v *view) Joins(from, to int) bool {
	if to-from > 14 {
		return false
	}
	listed := from == to
	for i := from; i < to; i++ {
		switch v.Folded.Runes[i] {
		case '、', ',', '/', '和', '及', '与', '或', '(', '（':
			listed = true
		case '，':
			listed = true
		case '。', ';', '；', ':', '：':
			return false
		case 'a', 'o':
			if rest := string(v.Folded.Runes[i:to]); len(rest) >= 3 && (rest[:3] == "and" || rest[:3] == "or ") {
				listed = true
			}
		}
	}
	return listed && !v.Between(words.CueConsequence|words.CueRefuse|words.CuePurpose|words.CueNegation|words.CueBut, from, to)
}

// third reports whether somebody else than the app does what the sentence says
// of the list at start: the last party named before it that is not one the
// data go to.
func (v *view) third(start int) bool {
	third, subjectEnd := false, -1
	for _, c := range v.Cues() {
		switch {
		case c.End > start:
			return third
		case c.Kind&words.CueSubject != 0:
			third, subjectEnd = false, c.End
		case c.Kind&words.CueThird != 0 && !v.isObject(c) && (subjectEnd < 0 || c.Start-subjectEnd > 3):
			third = true
		}
	}
	return third
}

// isObject reports whether a third party is one that something goes to or
// through: "with third parties", 与第三方, 通过第三方.
func (v *view) isObject(c words.Cue) bool {
	if c.Start == 0 {
		return false
	}
	switch v.Folded.Runes[c.Start-1] {
	case '与', '向', '给', '和', '用', '过', '由', '至':
		return true
	}
	switch v.WordBefore(c.Start) {
	case "with", "to", "through", "via", "by", "from", "using", "use":
		return true
	}
	return false
}
