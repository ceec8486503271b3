package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// negation is the denial a list of names stands under.
type negation struct {
	found bool
	verb  cueKind // of the verbs that are denied
	held  bool    // under a condition, or by the user: nothing is denied for good
}

// denies reports whether the negation says that the app does not ask for what
// is named. Not to share or to upload is not enough.
func (n negation) denies() bool { return !n.held && n.verb&cueAccess != 0 }

// negation finds the denial that mention i stands under, with the list it is
// part of: before the names ("we do not read …"), as part of the verb that
// begins the first (不读取短信), or behind them ("… are never read").
func (v *sentenceView) negation(i int) negation {
	start, end := v.run(i)
	if v.lacks(start) {
		return negation{}
	}
	first := start
	for _, m := range v.mentionsIn(start, start+1) {
		first = m.end
	}
	n := v.deniedBefore(start, first)
	if !n.found {
		n = v.deniedBehind(end)
	}
	n.held = n.held || v.between(cueCondition, 0, start) || v.onceRefused(start)
	return n
}

// deniedBefore finds a negation before the name between start and end and the
// verbs from there to the end of the name.
func (v *sentenceView) deniedBefore(start, end int) negation {
	from, _ := v.clause(start)
	if from > 1 && start-from <= 6 && (v.f.runes[from-1] == ':' || v.f.runes[from-1] == '：') {
		from, _ = v.clause(from - 2) // "we do not ask for these permissions: …"
	} else if from > 1 && v.between(cueExample, from, start) {
		from, _ = v.clause(from - 2) // 不会申请敏感权限，例如短信权限
	}
	not := v.lastNegation(from, start)
	if not.end == 0 {
		return negation{}
	}
	verb, determiner := not.kind&cueAccess, v.isDeterminer(not)
	for _, c := range v.cuesIn(from, end) {
		before := determiner && c.start >= from && c.end <= not.start && not.start-c.end <= 3 // "needs no"
		switch {
		case c.start < not.end && !before, c.end > end:
		case c.kind&cueBut != 0 && c.start < start, c.kind&cueSubject != 0 && verb != 0 && c.start < start:
			return negation{} // "we do not sell data, but we use the camera"
		case c.start-not.end < 30 || c.end > start-14:
			verb |= c.kind & deniable
		}
	}
	if verb&cueLook != 0 {
		verb |= cueAccess
	}
	_, to := v.clause(end)
	switch {
	case verb&cuePerm != 0 && determiner && v.between(cueSubject, from, not.start), // "we have no camera permission"
		verb&cueInclude != 0 && v.between(cuePerm, start, to), // 不涉及短信等权限
		determiner && v.between(cuePassive, end, min(to, end+40)):
		verb |= cueAccess // "no camera permission is requested"
	case verb == 0:
		return negation{}
	}
	return negation{found: true, verb: verb, held: v.userActs(not) || v.needless(not, end)}
}

// deniable are the kinds of words that a negation before a name can be about.
const deniable = cueAccess | cueCollect | cuePerm | cueInclude | cueMove | cueLook

// lastNegation returns the last cue that denies between two runes; a "nor"
// goes on with the one before it.
func (v *sentenceView) lastNegation(from, to int) (not cue) {
	for _, c := range v.cuesIn(from, to) {
		if c.end > to || !v.negates(c) {
			continue
		}
		if not.end > 0 && string(v.f.runes[c.start:c.end]) == "nor" && !v.between(deniable, c.end, to) {
			continue
		}
		not = c
	}
	return not
}

// negates reports whether a cue denies what follows. That something cannot be
// done is no denial where the sentence says what happens after a refusal.
func (v *sentenceView) negates(c cue) bool {
	if c.kind&cueRefuse != 0 || c.kind&(cueNegation|cueUnable) == 0 {
		return false
	}
	return c.kind&cueUnable == 0 || !v.has(cueRefuse|cueCondition)
}

// isDeterminer reports whether a negation belongs to the noun behind it, so
// that its verb may stand before: "needs no camera permission", 没有相机权限.
func (v *sentenceView) isDeterminer(c cue) bool {
	return determiners[string(v.f.runes[c.start:c.end])]
}

var determiners = phraseSet("determiner")

// userActs reports whether the user is the subject of a negation: "you do not
// have to allow …", 请勿….
func (v *sentenceView) userActs(not cue) bool {
	i := not.start
	if v.f.runes[not.end-1] == '勿' {
		return true
	}
	from, _ := v.clause(max(i-1, 0))
	before := string(v.f.runes[from:i])
	ours := -1
	for _, c := range v.cuesIn(from, i) {
		if c.kind&cueSubject != 0 && c.end <= i {
			ours = c.end
		}
	}
	if ours >= 0 {
		ours = len(string(v.f.runes[from:ours]))
	}
	user := -1
	for _, w := range []string{"you ", "users ", "user ", "您", "用户", "你"} {
		for k := 0; ; {
			j := strings.Index(before[k:], w)
			if j < 0 {
				break
			}
			k += j + len(w)
			if !strings.HasPrefix(before[k:], "的") && !strings.HasPrefix(before[k:], "们") {
				user = max(user, k)
			}
		}
	}
	return user > ours
}

// needless reports whether a negation says that the user need not grant
// something: 无需授权相机权限即可使用.
func (v *sentenceView) needless(not cue, end int) bool {
	if not.kind&cueAccess == 0 {
		return false
	}
	rest := v.f.runes[end:min(end+16, len(v.f.runes))]
	for i, r := range rest {
		if i > 0 && strings.ContainsRune("可能", r) && strings.ContainsRune("即也就便仍都才均还亦", rest[i-1]) {
			return true
		}
	}
	return false
}

// deniedBehind finds a negation of the verb whose subject or object the list
// of names before rune end is: "… are never read", …不会被读取.
func (v *sentenceView) deniedBehind(end int) negation {
	_, to := v.clause(end)
	if end == to {
		return negation{}
	}
	for _, c := range v.cuesIn(end, to) {
		if c.end > to {
			continue
		}
		if c.start-end > 12 || c.kind&cueBut != 0 {
			return negation{}
		}
		if v.negates(c) {
			return v.deniedVerb(c, to)
		}
		if c.kind&(cueAccess|cueCollect|cuePurpose|cueRefuse|cueConsent|cueFeature|cueConsequence) != 0 {
			return negation{}
		}
	}
	return negation{}
}

// deniedVerb finds the verb right behind a negation that follows its object.
func (v *sentenceView) deniedVerb(not cue, to int) negation {
	for _, c := range v.cuesIn(not.end, to) {
		if c.end > to || c.kind&(cueAccess|cueCollect|cuePassive|cueMove) == 0 {
			continue
		}
		if link := strings.TrimSpace(string(v.f.runes[not.end:c.start])); link != "" && !deniedLinks[link] {
			return negation{}
		}
		if c.kind&cueInclude != 0 {
			return negation{} // "the call log, not including …"
		}
		verb := c.kind
		if verb&cuePassive != 0 {
			verb |= cueAccess
		}
		if verb&cueMove != 0 {
			verb &^= cueAccess
		}
		return negation{found: verb&cueConsent == 0, verb: verb}
	}
	return negation{}
}

var deniedLinks = phraseSet("denied link")

// onceRefused reports whether what is said at rune i holds after a refusal
// only: 未授权时，….
func (v *sentenceView) onceRefused(i int) bool {
	return v.onRefusal.get(v.findOnRefusal) < i
}

// findOnRefusal returns where the first word stands that says what holds after
// a refusal, past the end for nowhere.
func (v *sentenceView) findOnRefusal() int {
	first := len(v.f.runes)
	for _, c := range v.cues() {
		if c.kind&cueRefuse != 0 {
			first = min(first, c.end)
		}
	}
	for first < len(v.f.runes) && !strings.ContainsRune("时后则前", v.f.runes[first]) {
		first++
	}
	return first
}

// limited reports whether a denial holds for part of the matter only.
func (v *sentenceView) limited(start, end int, g privacy.Group) bool {
	_, to := v.clause(end)
	if g == "location" && v.between(cueExact, 0, to) || v.between(cueLimit, 0, to) || v.between(cueCondition, end, len(v.f.runes)) {
		return true
	}
	for _, c := range v.cuesFrom(end) {
		if c.kind&cueNegation != 0 && string(v.f.runes[c.start:c.end]) == "without" {
			return true
		}
		if c.kind&cuePurpose != 0 && c.end <= to && (isHan(v.f.runes[c.start]) || !v.isPreposition(c)) {
			return true
		}
	}
	return false
}

// listed reports whether a name that counts by itself, or next to a word of
// access, stands in the list of mention i, so that its other members are
// names of the same kind.
func (v *sentenceView) listed(i int) bool {
	start, end := v.run(i)
	for _, m := range v.mentions {
		if m.start < start || m.end > end {
			continue
		}
		for _, n := range m.names {
			if n.kind > nameWeak || v.beside(start, end, n.group) {
				return true
			}
		}
	}
	return false
}

// accessed reports whether the list of names at start, which holds one that
// counts by itself, is the object of a verb of access, so that its other
// members are what is accessed as well.
func (v *sentenceView) accessed(start int) bool {
	for _, m := range v.mentionsIn(start, start+1) {
		if m.names[0].kind != nameStrong {
			continue
		}
		for _, c := range v.cuesIn(start, start+1) {
			if c.kind&cueAccess != 0 {
				if accessVerbs[string(v.f.runes[c.start:c.end])] {
					return true
				}
			}
		}
	}
	return false
}

// protected reports whether mention i is what somebody protects, or what is
// kept from others.
func (v *sentenceView) protected(i int) bool {
	start, _ := v.run(i)
	from, _ := v.clause(start)
	guarded, prevented := false, false
	for _, c := range v.cuesIn(from, start) {
		switch {
		case c.end > start:
		case c.kind&cuePrevent != 0:
			prevented = true
		case c.kind&cueProtect != 0:
			guarded = true
		case c.kind&cueSubject != 0:
			guarded, prevented = false, false
		case c.kind&(cueAccess|cueCollect) != 0:
			guarded = false
		}
	}
	return guarded || prevented
}

var accessVerbs = phraseSet("access verb")
