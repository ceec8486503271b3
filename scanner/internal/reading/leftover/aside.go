package leftover

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/permission"
	"github.com/candor-scan/candor/scanner/internal/reading/sdk"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// asides returns what the words of a folded text tell.
func asides(f *language.Folded) words.AsideKind {
	var k words.AsideKind
	l := words.Phrases().Asides
	for _, h := range l.In(f) {
		k |= l.Values[h.Value]
	}
	return k
}

// dealsWith reports whether a sentence with a name that may only be that of a
// company says that the app has to do with it: one logs in, pays or shares
// through it, or it provides something. A page of the maker there does not.
func dealsWith(v *permission.View, m mention) bool {
	k := asides(v.Folded)
	return k&words.AsideDeals != 0 && k&(words.AsideContact|words.AsidePage) == 0 && !inTitle(v, m.start)
}

// aside reports whether a mention is surely something else than what the app
// asks for or reads.
func aside(v *permission.View, m mention) bool {
	if inAddress(v, v.Folded.Offset(m.start)) || inTitle(v, m.start) || hides(v, m) || m.id == "storage" && isRemote(v, m) {
		return true
	}
	if !reaches(m) || m.kind == policy.MentionsPermission && m.name == words.NameData || v.Between(words.CuePerm, max(m.start-12, 0), min(m.end+12, len(v.Folded.Runes))) || isReadOut(v, m) {
		return false
	}
	return asides(v.Folded)&(words.AsideContact|words.AsideMessage) != 0 || holdsNumber(v.Text) || strings.Contains(v.Text, "@")
}

// isRemote reports whether the clause of a mention speaks of a place that is
// not on the device.
func isRemote(v *permission.View, m mention) bool {
	l := words.Phrases().Asides
	from, to := v.Clause(m.start)
	for _, h := range l.In(v.Folded) {
		if l.Values[h.Value]&words.AsideRemote != 0 && int(h.Start) >= from && int(h.End) <= to {
			return true
		}
	}
	return false
}

// hides reports whether a mention is part of a phrase that names nothing.
func hides(v *permission.View, m mention) bool {
	l := words.Phrases().Asides
	for _, h := range l.In(v.Folded) {
		if l.Values[h.Value]&words.AsideHides != 0 && int(h.Start) < m.end && m.start < int(h.End) {
			return true
		}
	}
	return false
}

// reachGroups and reachItems are the ways in which people reach each other,
// which lines of contact and words about messages name.
var (
	reachGroups = map[string]bool{"phone": true, "sms": true, "contacts": true, "call_log": true, "notifications": true, "notification_access": true}
	reachItems  = map[string]bool{"phone_number": true, "contact_info": true, "sms": true, "call_log": true, "call_state": true, "voicemail": true, "contacts": true, "accounts": true, "account_info": true, "notifications_read": true, "carrier": true}
)

func reaches(m mention) bool {
	return m.kind == policy.MentionsPermission && reachGroups[m.id] || m.kind == policy.MentionsItem && reachItems[m.id]
}

// isReadOut reports whether a name says that something is read: 读取短信验证码.
func isReadOut(v *permission.View, m mention) bool {
	return language.HoldsAny(string(v.Folded.Runes[max(m.start-6, 0):m.end]), readWords)
}

var readWords = words.PhraseList("access verb")

// holdsNumber reports whether a text holds what looks like the number of a
// telephone.
func holdsNumber(t string) bool {
	digits := 0
	for i := range len(t) {
		switch c := t[i]; {
		case c >= '0' && c <= '9':
			if digits++; digits >= 7 {
				return true
			}
		case c == '-' || c == ' ' || c == '(' || c == ')' || c == '+':
		default:
			digits = 0
		}
	}
	return false
}

// inAddress reports whether the byte at off stands in a web or e-mail address.
func inAddress(v *permission.View, off int) bool {
	from, to := off, off
	for from > 0 && isAddressByte(v.Text[from-1]) {
		from--
	}
	for to < len(v.Text) && isAddressByte(v.Text[to]) {
		to++
	}
	word := v.Text[from:to]
	return strings.Contains(word, "://") || strings.Contains(word, "@") || language.HasPrefixFold(word, "www.") || strings.Contains(word, "/") && sdk.IsHost(strings.TrimRight(word, "."))
}

func isAddressByte(c byte) bool {
	return c > ' ' && c < 0x7F && !strings.ContainsRune("\"<>|\\^`{}(),;", rune(c))
}

// inTitle reports whether rune i stands inside the title of a law or document.
func inTitle(v *permission.View, i int) bool {
	for k := i - 1; k >= 0 && k > i-60; k-- {
		switch v.Folded.Runes[k] {
		case '》':
			return false
		case '《':
			return true
		}
	}
	return false
}

// defines reports whether a sentence only says what a term of the law means.
func defines(v *permission.View) bool {
	return asides(v.Folded)&words.AsideDefinition != 0 && !v.Has(words.CueSubject) && !v.Has(words.CueThird)
}

func onlyIOS(f *language.Folded) bool {
	return asides(f)&(words.AsideIOS|words.AsideAndroid) == words.AsideIOS
}
