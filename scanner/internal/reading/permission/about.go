package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// elsewhere reports whether a name stands where it says nothing of what the app asks for now: in the definition of a class of data,
// in a clause of purpose, or with a permission that is gone.
func (v *view) elsewhere(m words.GroupMention) bool {
	classing := v.classing.Get(func() bool { return clause.IsClassification(v.Text) || isDefinition(v.Text) })
	return classing || v.inAim(m.Start) || v.dropped(m.Start, m.End)
}

// inAim reports whether rune i stands in such a clause.
func (v *view) inAim(i int) bool {
	start, end := v.Aim()
	return start <= i && i < end
}

// dropped reports whether a permission named between two runes is gone:
// 电话权限已取消, 已移除电话权限, "the camera permission has been removed".
func (v *view) dropped(start, end int) bool {
	if !v.Has(words.CueDropped) || v.Has(words.CueCondition) || !v.Has(words.CuePerm) {
		return false
	}
	for _, c := range v.CuesIn(start-6-sentence.LongestCue, end+13) {
		switch {
		case !v.drops(c):
		case c.End <= start && start-c.End <= 6,
			c.Start >= end && c.Start-end <= 12 && !strings.ContainsAny(string(v.Folded.Runes[end:c.Start]), "，,"):
			return true
		}
	}
	return v.droppedBack.Get(v.findDroppedBack) >= end
}

// drops reports whether a cue says that something is gone, by itself and not by
// what the user did.
func (v *view) drops(c words.Cue) bool {
	before := string(v.Folded.Runes[max(c.Start-len("用户"), 0):c.Start])
	return c.Kind&words.CueDropped != 0 && !strings.HasSuffix(before, "您") && !strings.HasSuffix(before, "用户")
}

// findDroppedBack returns where the last word stands that says of something
// named before it that it is gone, -1 for none.
func (v *view) findDroppedBack() int {
	cues := v.Cues()
	for i := len(cues) - 1; i >= 0; i-- {
		if c := cues[i]; v.drops(c) && v.Between(words.CueAnaphor, c.End, min(c.End+6, len(v.Folded.Runes))) {
			return c.Start
		}
	}
	return -1
}

// lookedAt reports whether "look at your" stands right before a list of names.
func (v *view) lookedAt(start int) bool {
	for _, c := range v.CuesIn(start-8-sentence.LongestCue, start) {
		if c.Kind&words.CueLook != 0 && c.End <= start && start-c.End <= 8 {
			next := v.WordAfter(c.End)
			return strings.HasPrefix(next, "your") || strings.HasPrefix(next, "user")
		}
	}
	return false
}

// deniedOtherwise reports whether a verb that is in no table is denied of the names at
// rune start: "never peruses your call log" asks for nothing.
func (v *view) deniedOtherwise(start int) bool {
	if language.IsHan(v.Folded.Runes[start]) || v.Lacks(start) || v.Between(words.CueCondition, 0, start) {
		return false
	}
	from, _ := v.Clause(start)
	not := v.lastNegation(from, start)
	if not.End == 0 || strings.ContainsRune(string(v.Folded.Runes[not.End:start]), ',') || v.Between(words.CueBut|words.CueSubject|words.CueThird|words.CueCondition|words.CuePurpose|words.CueRefuse|words.CueFeature, not.End, start) {
		return false
	}
	words := strings.Fields(string(v.Folded.Runes[not.End:start]))
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
var grantsAccess = words.PhraseSet("grants access")

// isUsed reports whether an English name is said to be used: "the camera is
// used only to scan codes".
func (v *view) isUsed(start, end int) bool {
	rest := strings.TrimPrefix(string(v.Folded.Runes[end:min(end+24, len(v.Folded.Runes))]), " ")
	return usedOwners[v.WordBefore(start)] && language.HasPrefixIn(rest, usedVerbs)
}

var (
	usedOwners = words.PhraseSet("owner of what is used")
	usedVerbs  = words.PhraseList("is used")
)
