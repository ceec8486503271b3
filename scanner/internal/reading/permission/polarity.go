package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// negation is the denial a list of names stands under.
type negation struct {
	found bool
	verb  words.CueKind // of the verbs that are denied
	held  bool          // under a condition, or by the user: nothing is denied for good
}

// denies reports whether the negation says that the app does not ask for what
// is named. Not to share or to upload is not enough.
func (n negation) denies() bool { return !n.held && n.verb&words.CueAccess != 0 }

// negation finds the denial that mention i stands under, with the list it is
// part of: before the names ("we do not read …"), as part of the verb that
// begins the first (不读取短信), or behind them ("… are never read").
func (v *view) negation(i int) negation {
	start, end := v.Run(i)
	if v.Lacks(start) {
		return negation{}
	}
	first := start
	for _, m := range v.MentionsIn(start, start+1) {
		first = m.End
	}
	n := v.deniedBefore(start, first)
	if !n.found {
		n = v.deniedBehind(end)
	}
	n.held = n.held || v.Between(words.CueCondition, 0, start) || v.onceRefused(start)
	return n
}

// deniedBefore finds a negation before the name between start and end and the
// verbs from there to the end of the name.
func (v *view) deniedBefore(start, end int) negation {
	from, _ := v.Clause(start)
	if from > 1 && start-from <= 6 && (v.Folded.Runes[from-1] == ':' || v.Folded.Runes[from-1] == '：') {
		from, _ = v.Clause(from - 2) // "we do not ask for these permissions: …"
	} else if from > 1 && v.Between(words.CueExample, from, start) {
		from, _ = v.Clause(from - 2) // 不会申请敏感权限，例如短信权限
	}
	not := v.lastNegation(from, start)
	if not.End == 0 {
		return negation{}
	}
	verb, determiner := not.Kind&words.CueAccess, v.isDeterminer(not)
	for _, c := range v.CuesIn(from, end) {
		before := determiner && c.Start >= from && c.End <= not.Start && not.Start-c.End <= 3 // "needs no"
		switch {
		case c.Start < not.End && !before, c.End > end:
		case c.Kind&words.CueBut != 0 && c.Start < start, c.Kind&words.CueSubject != 0 && verb != 0 && c.Start < start:
			return negation{} // "we do not sell data, but we use the camera"
		case c.Start-not.End < 30 || c.End > start-14:
			verb |= c.Kind & deniable
		}
	}
	if verb&words.CueLook != 0 {
		verb |= words.CueAccess
	}
	_, to := v.Clause(end)
	switch {
	case verb&words.CuePerm != 0 && determiner && v.Between(words.CueSubject, from, not.Start), // "we have no camera permission"
		verb&words.CueInclude != 0 && v.Between(words.CuePerm, start, to), // 不涉及短信等权限
		determiner && v.Between(words.CuePassive, end, min(to, end+40)):
		verb |= words.CueAccess // "no camera permission is requested"
	case verb == 0:
		return negation{}
	}
	return negation{found: true, verb: verb, held: v.userActs(not) || v.needless(not, end)}
}

// deniable are the kinds of words that a negation before a name can be about.
const deniable = words.CueAccess | words.CueCollect | words.CuePerm | words.CueInclude | words.CueMove | words.CueLook

// lastNegation returns the last cue that denies between two runes; a "nor"
// goes on with the one before it.
func (v *view) lastNegation(from, to int) (not words.Cue) {
	for _, c := range v.CuesIn(from, to) {
		if c.End > to || !v.negates(c) {
			continue
		}
		if not.End > 0 && string(v.Folded.Runes[c.Start:c.End]) == "nor" && !v.Between(deniable, c.End, to) {
			continue
		}
		not = c
	}
	return not
}

// negates reports whether a cue denies what follows. That something cannot be
// done is no denial where the sentence says what happens after a refusal.
func (v *view) negates(c words.Cue) bool {
	if c.Kind&words.CueRefuse != 0 || c.Kind&(words.CueNegation|words.CueUnable) == 0 {
		return false
	}
	return c.Kind&words.CueUnable == 0 || !v.Has(words.CueRefuse|words.CueCondition)
}

// isDeterminer reports whether a negation belongs to the noun behind it, so
// that its verb may stand before: "needs no camera permission", 没有相机权限.
func (v *view) isDeterminer(c words.Cue) bool {
	return determiners[string(v.Folded.Runes[c.Start:c.End])]
}

var determiners = words.PhraseSet("determiner")

// userActs reports whether the user is the subject of a negation: "you do not
// have to allow …", 请勿….
func (v *view) userActs(not words.Cue) bool {
	i := not.Start
	if v.Folded.Runes[not.End-1] == '勿' {
		return true
	}
	from, _ := v.Clause(max(i-1, 0))
	before := string(v.Folded.Runes[from:i])
	ours := -1
	for _, c := range v.CuesIn(from, i) {
		if c.Kind&words.CueSubject != 0 && c.End <= i {
			ours = c.End
		}
	}
	if ours >= 0 {
		ours = len(string(v.Folded.Runes[from:ours]))
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
func (v *view) needless(not words.Cue, end int) bool {
	if not.Kind&words.CueAccess == 0 {
		return false
	}
	rest := v.Folded.Runes[end:min(end+16, len(v.Folded.Runes))]
	for i, r := range rest {
		if i > 0 && strings.ContainsRune("可能", r) && strings.ContainsRune("即也就便仍都才均还亦", rest[i-1]) {
			return true
		}
	}
	return false
}

// deniedBehind finds a negation of the verb whose subject or object the list
// of names before rune end is: "… are never read", …不会被读取.
func (v *view) deniedBehind(end int) negation {
	_, to := v.Clause(end)
	if end == to {
		return negation{}
	}
	for _, c := range v.CuesIn(end, to) {
		if c.End > to {
			continue
		}
		if c.Start-end > 12 || c.Kind&words.CueBut != 0 {
			return negation{}
		}
		if v.negates(c) {
			return v.deniedVerb(c, to)
		}
		if c.Kind&(words.CueAccess|words.CueCollect|words.CuePurpose|words.CueRefuse|words.CueConsent|words.CueFeature|words.CueConsequence) != 0 {
			return negation{}
		}
	}
	return negation{}
}

// deniedVerb finds the verb right behind a negation that follows its object.
func (v *view) deniedVerb(not words.Cue, to int) negation {
	for _, c := range v.CuesIn(not.End, to) {
		if c.End > to || c.Kind&(words.CueAccess|words.CueCollect|words.CuePassive|words.CueMove) == 0 {
			continue
		}
		if link := strings.TrimSpace(string(v.Folded.Runes[not.End:c.Start])); link != "" && !deniedLinks[link] {
			return negation{}
		}
		if c.Kind&words.CueInclude != 0 {
			return negation{} // "the call log, not including …"
		}
		verb := c.Kind
		if verb&words.CuePassive != 0 {
			verb |= words.CueAccess
		}
		if verb&words.CueMove != 0 {
			verb &^= words.CueAccess
		}
		return negation{found: verb&words.CueConsent == 0, verb: verb}
	}
	return negation{}
}

var deniedLinks = words.PhraseSet("denied link")

// onceRefused reports whether what is said at rune i holds after a refusal
// only: 未授权时，….
func (v *view) onceRefused(i int) bool {
	return v.onRefusal.Get(v.findOnRefusal) < i
}

// findOnRefusal returns where the first word stands that says what holds after
// a refusal, past the end for nowhere.
func (v *view) findOnRefusal() int {
	first := len(v.Folded.Runes)
	for _, c := range v.Cues() {
		if c.Kind&words.CueRefuse != 0 {
			first = min(first, c.End)
		}
	}
	for first < len(v.Folded.Runes) && !strings.ContainsRune("时后则前", v.Folded.Runes[first]) {
		first++
	}
	return first
}

// limited reports whether a denial holds for part of the matter only.
func (v *view) limited(start, end int, g privacy.Group) bool {
	_, to := v.Clause(end)
	if g == "location" && v.Between(words.CueExact, 0, to) || v.Between(words.CueLimit, 0, to) || v.Between(words.CueCondition, end, len(v.Folded.Runes)) || v.deniesPart(start, end) {
		return true
	}
	for _, c := range v.CuesFrom(end) {
		if c.Kind&words.CueNegation != 0 && string(v.Folded.Runes[c.Start:c.End]) == "without" {
			return true
		}
		if c.Kind&words.CuePurpose != 0 && c.End <= to && (language.IsHan(v.Folded.Runes[c.Start]) || !v.IsPreposition(c)) {
			return true
		}
	}
	return false
}

// listed reports whether a name that counts by itself, or next to a word of
// access, stands in the list of mention i, so that its other members are
// names of the same kind.
func (v *view) listed(i int) bool {
	start, end := v.Run(i)
	for _, m := range v.Mentions {
		if m.Start < start || m.End > end {
			continue
		}
		for _, n := range m.Names {
			if n.Kind > words.NameWeak || v.Beside(start, end, n.Group) {
				return true
			}
		}
	}
	return false
}

// accessed reports whether the list of names at start, which holds one that
// counts by itself, is the object of a verb of access, so that its other
// members are what is accessed as well.
func (v *view) accessed(start int) bool {
	for _, m := range v.MentionsIn(start, start+1) {
		if m.Names[0].Kind != words.NameStrong {
			continue
		}
		for _, c := range v.CuesIn(start, start+1) {
			if c.Kind&words.CueAccess != 0 {
				if accessVerbs[string(v.Folded.Runes[c.Start:c.End])] {
					return true
				}
			}
		}
	}
	return false
}

// protected reports whether mention i is what somebody protects, or what is
// kept from others.
func (v *view) protected(i int) bool {
	start, _ := v.Run(i)
	from, _ := v.Clause(start)
	guarded, prevented := false, false
	for _, c := range v.CuesIn(from, start) {
		switch {
		case c.End > start:
		case c.Kind&words.CuePrevent != 0:
			prevented = true
		case c.Kind&words.CueProtect != 0:
			guarded = true
		case c.Kind&words.CueSubject != 0:
			guarded, prevented = false, false
		case c.Kind&(words.CueAccess|words.CueCollect) != 0:
			guarded = false
		}
	}
	return guarded || prevented
}

var accessVerbs = words.PhraseSet("access verb")
