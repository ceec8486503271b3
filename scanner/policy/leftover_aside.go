package policy

import "strings"

// asideKind is a set of what a word can tell of its sentence: that the things
// named in it are likely something else than what the app does.
type asideKind uint16

const (
	asideContact    asideKind = 1 << iota // how to reach the maker
	asideMessage                          // what is sent to the user
	asideIOS                              // another platform
	asideAndroid                          // this one
	asideDefinition                       // what a term means
	asideCompany                          // the form of a company
	asideMethod                           // how an SDK takes what it takes
	asideHides                            // a name in it is none
	asideRemote                           // not on the device
	asideDeals                            // what one does through a third party
	asidePage                             // a page of the maker at a third party
)

var asideNames = map[string]asideKind{"contact": asideContact, "message": asideMessage, "ios": asideIOS, "android": asideAndroid,
	"definition": asideDefinition, "company": asideCompany, "method": asideMethod, "hides": asideHides, "remote": asideRemote, "deals": asideDeals, "page": asidePage}

// newAsides returns the words of data/asides.csv.
func newAsides(b *phraseBook) *lexicon[asideKind] {
	l := newLexicon[asideKind](b)
	table(data, "asides.csv", 3, func(r []string) {
		for _, w := range splitList(r[2]) {
			l.add(w, asideNames[r[0]])
		}
	})
	return l
}

// asides returns what the words of a folded text tell.
func asides(f *folded) asideKind {
	var k asideKind
	l := phrases().asides
	for _, h := range l.in(f) {
		k |= l.values[h.value]
	}
	return k
}

// dealsWith reports whether a sentence with a name that may only be that of a
// company says that the app has to do with it: one logs in, pays or shares
// through it, or it provides something. A page of the maker there does not.
func (v *sentenceView) dealsWith(m mention) bool {
	k := asides(v.f)
	return k&asideDeals != 0 && k&(asideContact|asidePage) == 0 && !v.inTitle(m.start)
}

// aside reports whether a mention is surely something else than what the app
// asks for or reads.
func (v *sentenceView) aside(m mention) bool {
	if v.inAddress(v.f.offset(m.start)) || v.inTitle(m.start) || v.hides(m) || m.id == "storage" && v.isRemote(m) {
		return true
	}
	if !reaches(m) || m.kind == MentionsPermission && m.name == nameData || v.between(cuePerm, max(m.start-12, 0), min(m.end+12, len(v.f.runes))) || v.isReadOut(m) {
		return false
	}
	return asides(v.f)&(asideContact|asideMessage) != 0 || holdsNumber(v.text) || strings.Contains(v.text, "@")
}

// isRemote reports whether the clause of a mention speaks of a place that is
// not on the device.
func (v *sentenceView) isRemote(m mention) bool {
	l := phrases().asides
	from, to := v.clause(m.start)
	for _, h := range l.in(v.f) {
		if l.values[h.value]&asideRemote != 0 && int(h.start) >= from && int(h.end) <= to {
			return true
		}
	}
	return false
}

// hides reports whether a mention is part of a phrase that names nothing.
func (v *sentenceView) hides(m mention) bool {
	l := phrases().asides
	for _, h := range l.in(v.f) {
		if l.values[h.value]&asideHides != 0 && int(h.start) < m.end && m.start < int(h.end) {
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
	return m.kind == MentionsPermission && reachGroups[m.id] || m.kind == MentionsItem && reachItems[m.id]
}

// isReadOut reports whether a name says that something is read: 读取短信验证码.
func (v *sentenceView) isReadOut(m mention) bool {
	return holdsAny(string(v.f.runes[max(m.start-6, 0):m.end]), readWords)
}

var readWords = phraseList("access verb")

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
func (v *sentenceView) inAddress(off int) bool {
	from, to := off, off
	for from > 0 && isAddressByte(v.text[from-1]) {
		from--
	}
	for to < len(v.text) && isAddressByte(v.text[to]) {
		to++
	}
	word := v.text[from:to]
	return strings.Contains(word, "://") || strings.Contains(word, "@") || hasPrefixFold(word, "www.") || strings.Contains(word, "/") && isHost(strings.TrimRight(word, "."))
}

func isAddressByte(c byte) bool {
	return c > ' ' && c < 0x7F && !strings.ContainsRune("\"<>|\\^`{}(),;", rune(c))
}

// inTitle reports whether rune i stands inside the title of a law or document.
func (v *sentenceView) inTitle(i int) bool {
	for k := i - 1; k >= 0 && k > i-60; k-- {
		switch v.f.runes[k] {
		case '》':
			return false
		case '《':
			return true
		}
	}
	return false
}

// defines reports whether a sentence only says what a term of the law means.
func (v *sentenceView) defines() bool {
	return asides(v.f)&asideDefinition != 0 && !v.has(cueSubject) && !v.has(cueThird)
}

func onlyIOS(f *folded) bool { return asides(f)&(asideIOS|asideAndroid) == asideIOS }
