package policy

import (
	"sort"
	"strings"
)

// elsewhere reports whether a name stands where it says nothing of what the app asks for now: in the definition of a class of data,
// in a clause of purpose, or with a permission that is gone.
func (v *sentenceView) elsewhere(m groupMention) bool {
	classing := v.classing.get(func() bool { return isClassification(v.text) })
	return classing || v.inAim(m.start) || v.dropped(m.start, m.end)
}

// isClassification reports whether a sentence only says which data count as
// sensitive: "sensitive information includes contacts", 敏感个人信息包括通讯录.
func isClassification(text string) bool {
	if hasHan(text) {
		_, rest, ok := strings.Cut(text, "敏感")
		return ok && !holdsAny(text, collectors) && classifies(rest)
	}
	low := " " + strings.ToLower(text)
	before, rest, ok := strings.Cut(low, "sensitive ")
	if !ok || holdsAny(low, collectors) {
		return false
	}
	return holdsAny(before, classifiers) || classifies(rest) // "laws define … as sensitive data"
}

// classifies reports whether what stands behind "sensitive" is a word for data
// and a verb that says what it is.
func classifies(rest string) bool {
	for _, w := range classified {
		if r, ok := strings.CutPrefix(rest, w); ok {
			r = strings.TrimLeft(r, " ")
			for _, w := range mostly {
				r = strings.TrimPrefix(r, w)
			}
			return hasPrefixIn(strings.TrimLeft(r, " "), defines)
		}
	}
	return false
}

var (
	collectors  = phraseList("collector")
	classifiers = phraseList("classifier")
	classified  = phraseList("classified data")
	mostly      = phraseList("mostly")
	defines     = phraseList("defining verb")
)

// aim returns the purpose that a clause like 为获取Wi-Fi名称， gives to a
// permission named behind it; 0, 0 for none.
func (v *sentenceView) aim() (start, end int) {
	s := v.aims.get(v.findAim)
	return s.start, s.end
}

func (v *sentenceView) findAim() span {
	r := v.f.runes
	for i, c := range r {
		if c != '为' || i > 0 && isHan(r[i-1]) && r[i-1] != '时' {
			continue
		}
		_, to := v.clause(i)
		if to >= len(r) || to-i > 30 || r[to] != '，' && r[to] != ',' {
			continue
		}
		if v.between(cuePerm, to, len(r)) && !v.between(cuePerm, i, to) && v.doesAt(i+1) {
			return span{i + 1, to}
		}
	}
	return span{}
}

// doesAt reports whether a plain verb begins at rune i.
func (v *sentenceView) doesAt(i int) bool {
	for _, c := range v.cuesIn(i, i+1) {
		if c.kind&(cueAccess|cueDeed) != 0 && c.kind&cuePurpose == 0 {
			return true
		}
	}
	return false
}

// inAim reports whether rune i stands in such a clause.
func (v *sentenceView) inAim(i int) bool {
	start, end := v.aim()
	return start <= i && i < end
}

// dropped reports whether a permission named between two runes is gone:
// 电话权限已取消, 已移除电话权限, "the camera permission has been removed".
func (v *sentenceView) dropped(start, end int) bool {
	if !v.has(cueDropped) || v.has(cueCondition) || !v.has(cuePerm) {
		return false
	}
	for _, c := range v.cuesIn(start-6-longestCue, end+13) {
		switch {
		case !v.drops(c):
		case c.end <= start && start-c.end <= 6,
			c.start >= end && c.start-end <= 12 && !strings.ContainsAny(string(v.f.runes[end:c.start]), "，,"):
			return true
		}
	}
	return v.droppedBack.get(v.findDroppedBack) >= end
}

// drops reports whether a cue says that something is gone, by itself and not by
// what the user did.
func (v *sentenceView) drops(c cue) bool {
	before := string(v.f.runes[max(c.start-len("用户"), 0):c.start])
	return c.kind&cueDropped != 0 && !strings.HasSuffix(before, "您") && !strings.HasSuffix(before, "用户")
}

// findDroppedBack returns where the last word stands that says of something
// named before it that it is gone, -1 for none.
func (v *sentenceView) findDroppedBack() int {
	cues := v.cues()
	for i := len(cues) - 1; i >= 0; i-- {
		if c := cues[i]; v.drops(c) && v.between(cueAnaphor, c.end, min(c.end+6, len(v.f.runes))) {
			return c.start
		}
	}
	return -1
}

// lookedAt reports whether "look at your" stands right before a list of names.
func (v *sentenceView) lookedAt(start int) bool {
	for _, c := range v.cuesIn(start-8-longestCue, start) {
		if c.kind&cueLook != 0 && c.end <= start && start-c.end <= 8 {
			next := v.wordAfter(c.end)
			return strings.HasPrefix(next, "your") || strings.HasPrefix(next, "user")
		}
	}
	return false
}

// deniedOtherwise reports whether a verb that is in no table is denied of the names at
// rune start: "never peruses your call log" asks for nothing.
func (v *sentenceView) deniedOtherwise(start int) bool {
	if isHan(v.f.runes[start]) || v.lacks(start) || v.between(cueCondition, 0, start) {
		return false
	}
	from, _ := v.clause(start)
	not := v.lastNegation(from, start)
	if not.end == 0 || strings.ContainsRune(string(v.f.runes[not.end:start]), ',') || v.between(cueBut|cueSubject|cueThird|cueCondition|cuePurpose|cueRefuse|cueFeature, not.end, start) {
		return false
	}
	words := strings.Fields(string(v.f.runes[not.end:start]))
	if len(words) < 2 || len(words) > 4 || words[len(words)-1] != "your" {
		return false
	}
	switch words[0] {
	case "just", "only", "merely", "limited", "even":
		return false
	}
	return true
}

// grantsAccess are words before "access to the …" that make it a permission.
var grantsAccess = phraseSet("grants access")

// isUsed reports whether an English name is said to be used: "the camera is
// used only to scan codes".
func (v *sentenceView) isUsed(start, end int) bool {
	rest := strings.TrimPrefix(string(v.f.runes[end:min(end+24, len(v.f.runes))]), " ")
	return usedOwners[v.wordBefore(start)] && hasPrefixIn(rest, usedVerbs)
}

var (
	usedOwners = phraseSet("owner of what is used")
	usedVerbs  = phraseList("is used")
)

// lacks reports whether the names at rune start stand in a clause like
// 没有…权限 that only says on what condition something else fails.
func (v *sentenceView) lacks(start int) bool {
	from, _ := v.clause(start)
	for _, c := range v.cuesIn(max(from, start-24-longestCue), start) {
		if c.end <= start && start-c.end <= 24 && v.isLack(c) {
			return true
		}
	}
	return false
}

// lacksBetween reports whether such a clause stands between two runes.
func (v *sentenceView) lacksBetween(from, to int) bool {
	for _, c := range v.cuesIn(from, to) {
		if c.kind&cueNegation != 0 && c.end <= to && v.isLack(c) {
			return true
		}
	}
	return false
}

// isLack reports whether the clause of a negation only says that a permission
// is not there, and its sentence what fails then: "without the microphone
// permission you cannot speak", 没有相机权限，您将无法扫码.
func (v *sentenceView) isLack(c cue) bool {
	from, to := v.clause(c.start)
	r := v.f.runes
	switch w := string(r[c.start:c.end]); {
	case lackVerbs[w] || w == "未" && hasPrefixIn(string(r[c.end:min(to, c.end+longestCue)]), obtainVerbs):
		return onlyOf(r[from:c.start], " 如果若倘假当一旦在您你用户") && v.between(cuePerm, c.end, to) && to < len(r) && (r[to] == '，' || r[to] == ',') && v.failing(to, len(r))
	case strings.HasPrefix(w, "without"):
		if !v.between(cuePerm|cueAccess, c.start, min(c.end+40, to)) && !strings.Contains(w, " ") {
			return false
		}
		return v.failing(from, c.start) || onlyOf(r[from:c.start], " ") && v.failing(c.end, to)
	}
	return false
}

var (
	lackVerbs   = phraseSet("lack verb")
	obtainVerbs = phraseList("obtaining verb")
)

// failing reports whether something is said not to work between two runes.
func (v *sentenceView) failing(from, to int) bool {
	failing := v.failed.get(func() (out []cue) {
		for _, x := range v.cues() {
			if x.kind&(cueConsequence|cueUnable) != 0 && x.kind&cueRefuse == 0 && !v.ours(x) {
				out = append(out, x)
			}
		}
		return out
	})
	i := sort.Search(len(failing), func(i int) bool { return failing[i].start >= from })
	for ; i < len(failing) && failing[i].start < to; i++ {
		if failing[i].end <= to {
			return true
		}
	}
	return false
}

// onlyOf reports whether all runes are of a set.
func onlyOf(runes []rune, set string) bool {
	for i := len(runes) - 1; i >= 0; i-- {
		if !strings.ContainsRune(set, runes[i]) {
			return false
		}
	}
	return true
}

// goneSDK reports whether an SDK is no longer part of the app: 已移除某SDK.
func (v *sentenceView) goneSDK(n namedSDK) bool {
	start, end := runeAt(v.f, n.start), runeAt(v.f, n.end)
	for _, c := range v.cuesIn(start-5-longestCue, end+6) {
		if c.kind&cueDropped != 0 && (c.end <= start && start-c.end <= 5 || c.start >= end && c.start-end <= 5) {
			return true
		}
	}
	return false
}
