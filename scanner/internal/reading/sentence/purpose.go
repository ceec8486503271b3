package sentence

import (
	"slices"
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// PurposeSpan is a purpose in a sentence, by runes; a feature ("when you scan")
// says it less directly.
type PurposeSpan struct {
	document.Span
	Feature bool
}

// Spared finds what the user need not do, which is no purpose: 无需…即可.
func Spared(t string) (start, end int) {
	for _, w := range []string{"不需要", "无需", "不必", "无须"} {
		i := strings.Index(t, w)
		if i < 0 {
			continue
		}
		for _, x := range []string{"就可", "即可", "便可", "就能", "便能"} {
			if j := strings.Index(t[i:], x); j > 0 {
				return i, i + j + len(x)
			}
		}
	}
	return 0, 0
}

// WithoutNames drops the names the document gives itself and its app, and in
// English all words in capitals behind the first.
func WithoutNames(t string, names []string) string {
	for _, n := range names {
		t = strings.ReplaceAll(t, n, "")
	}
	if language.HasHan(t) {
		return t
	}
	words := strings.Fields(t)
	kept := words[:0]
	for i, w := range words {
		if i > 0 && w[0] >= 'A' && w[0] <= 'Z' && len(w) > 1 {
			continue
		}
		kept = append(kept, w)
	}
	return strings.Join(kept, " ")
}

// Purposes returns the parts of a sentence that say what something is for, by
// runes: behind "to", "for", 用于, 以便 …, and the feature in "when you use …".
func (v *View) Purposes(from int) []PurposeSpan {
	var out []PurposeSpan
	last := -1
	if end := v.openingFeature(from); end > from {
		out = append(out, PurposeSpan{document.Span{Start: from, End: end}, true})
		last = end
	}
	if start, end := v.Aim(); start >= from && end > max(start, last) {
		out = append(out, PurposeSpan{document.Span{Start: start, End: end}, false})
		last = end
	}
	cues := v.CuesFrom(from)
	at := v.purposeCues.Get(v.findPurposes)[len(v.Cues())-len(cues):]
	for i, c := range cues {
		if c.Start >= last && at[i].End > 0 {
			out = append(out, at[i])
			last = at[i].End
		}
	}
	return out
}

// findPurposes returns the purpose that each cue leads to, an empty one for
// those that lead to none.
func (v *View) findPurposes() []PurposeSpan {
	out := make([]PurposeSpan, len(v.Cues()))
	for i, c := range v.Cues() {
		out[i] = v.purposeAt(c)
	}
	return out
}

func (v *View) purposeAt(c words.Cue) PurposeSpan {
	if c.Kind&words.CueDeed != 0 && v.deedOf(c) {
		return PurposeSpan{document.Span{Start: c.Start, End: v.purposeEnd(c)}, false}
	}
	if c.Kind&(words.CuePurpose|words.CueFeature) == 0 || c.Kind&words.CueRefuse != 0 || v.inRefusal(c) || v.may(c) {
		return PurposeSpan{}
	}
	start, end := c.End, v.purposeEnd(c)
	if !language.IsHan(v.Folded.Runes[c.Start]) && c.Kind&words.CuePurpose != 0 && v.IsPreposition(c) {
		return PurposeSpan{}
	}
	if end <= start || c.Kind&words.CuePurpose == 0 && !v.isFeature(start, end) {
		return PurposeSpan{}
	}
	return PurposeSpan{document.Span{Start: start, End: end}, c.Kind&words.CuePurpose == 0}
}

// PurposesOf returns the purposes that stand in the same part of a sentence as
// group g, all where a part has none: 当您拍照时，会使用相机；当您录音时，会使用麦克风.
func (v *View) PurposesOf(g privacy.Group, all []PurposeSpan) []PurposeSpan {
	if len(all) < 2 {
		return all
	}
	var own []PurposeSpan
	last := -1 // the part of the mention before
	for _, m := range v.Mentions {
		if !means(m, g) {
			continue
		}
		from, to := v.part(m.Start)
		if from == last {
			continue
		}
		last = from
		first := sort.Search(len(all), func(k int) bool { return all[k].Start >= from })
		for _, s := range all[first:] {
			if s.Start >= to {
				break
			}
			if s.End <= to {
				own = append(own, s)
			}
		}
	}
	if len(own) == 0 {
		return all
	}
	return own
}

// means reports whether a mention can name group g.
func means(m words.GroupMention, g privacy.Group) bool {
	for _, n := range m.Names {
		if n.Group == g {
			return true
		}
	}
	return false
}

// part returns the part of a sentence around rune i, between semicolons and
// clauses that name a new occasion.
func (v *View) part(i int) (from, to int) {
	ends := v.partEnds.Get(v.findPartEnds)
	k, _ := slices.BinarySearch(ends, int32(i))
	if k > 0 {
		from = int(ends[k-1]) + 1
	}
	return from, int(ends[k])
}

// findPartEnds returns the runes that end a part, and one past the last rune.
func (v *View) findPartEnds() (ends []int32) {
	r := v.Folded.Runes
	for j := range r {
		switch r[j] {
		case ',', '，':
			if j+1 == len(r) || !language.IsHan(r[j+1]) || !v.Between(words.CueFeature, j+1, min(j+6, len(r))) {
				continue
			}
		case ';', '；':
		default:
			continue
		}
		ends = append(ends, int32(j))
	}
	return append(ends, int32(len(r)))
}

// OnlyNames reports whether the text behind rune from only says that
// permissions are asked for: 申请相机权限、麦克风权限. No text says nothing.
func (v *View) OnlyNames(from int) bool {
	if from >= len(v.Folded.Runes) || v.Has(words.CueNegation) || !language.IsHan(v.Folded.Runes[from]) && from+1 < len(v.Folded.Runes) && !language.IsHan(v.Folded.Runes[from+1]) {
		return false
	}
	covered := make([]bool, len(v.Folded.Runes))
	named := false
	for _, m := range v.Mentions {
		for j := m.Start; j < m.End; j++ {
			covered[j] = true
		}
		named = named || m.Start >= from
	}
	for _, c := range v.Cues() {
		if c.Kind&(words.CueAccess|words.CuePerm) != 0 {
			for j := c.Start; j < c.End; j++ {
				covered[j] = true
			}
		}
	}
	for j := from; j < len(covered); j++ {
		if r := v.Folded.Runes[j]; !covered[j] && (language.IsHan(r) && !strings.ContainsRune("和及与或您的", r) || language.IsWord(r)) {
			return false
		}
	}
	return named
}

// may reports whether a cue is 您可以 with a plainer word of purpose behind it:
// 您可以开启相机权限以便扫码.
func (v *View) may(c words.Cue) bool {
	switch string(v.Folded.Runes[c.Start:c.End]) {
	case "以使":
		return c.Start > 0 && v.Folded.Runes[c.Start-1] == '可' // 可以使用
	case "您可以":
	default:
		return false
	}
	for _, x := range v.CuesIn(c.End, c.End+30) {
		if x.Kind&words.CuePurpose != 0 && string(v.Folded.Runes[x.Start:x.End]) != "您可以" || x.Kind&words.CueDeed != 0 && v.deedOf(x) {
			return true
		}
	}
	return false
}

// deedOf reports whether a verb stands right behind a permission that is asked
// for, so that it says what for: 使用相机权限扫描二维码.
func (v *View) deedOf(c words.Cue) bool {
	at, linked := v.deedLink(c.Start)
	from, _ := v.Clause(at)
	if v.Between(words.CueNegation|words.CueUnable|words.CueRefuse|words.CueThird, from, c.Start) {
		return false
	}
	for _, x := range v.CuesIn(at-LongestCue, at) {
		if x.Kind&words.CuePerm != 0 && x.End == at {
			return v.Between(words.CueAccess, from, x.Start)
		}
	}
	for _, m := range v.MentionsIn(at-LongestCue, at) {
		if m.End == at && (m.Names[0].Kind == words.NameStrong || linked && m.Names[0].Kind >= words.NameNoun) {
			return v.Between(words.CueAccess, from, m.End)
		}
	}
	return false
}

// deedLink returns where the words end to which 以 or 来 joins the verb at rune
// i: 申请相机权限以扫描二维码; i itself where there is no such word.
func (v *View) deedLink(i int) (at int, linked bool) {
	r := v.Folded.Runes
	if i < 2 || r[i-1] != '以' && r[i-1] != '来' {
		return i, false
	}
	if at = i - 1; r[at-1] == '，' || r[at-1] == ',' {
		at--
	}
	return at, true
}

// openingFeature returns where 时 or 后 ends a clause with which the sentence
// opens and which says on what occasion: 扫码添加设备时，….
func (v *View) openingFeature(from int) int {
	r := v.Folded.Runes
	for j := from; j < min(from+32, len(r)); j++ {
		if (r[j] == '，' || r[j] == ',') && j > from+2 {
			if r[j-1] == '时' && !v.Between(words.CueRefuse|words.CueConsent|words.CueFeature, from, j) && !v.lacksBetween(from, j) {
				return j - 1
			}
			if r[j-1] == '后' && v.isStep(from, j-1) {
				return j - 1
			}
			return from
		}
	}
	return from
}

// isStep reports whether the clause before 后 says what the user did, and not
// that he agreed or refused: 开启还款提醒后，….
func (v *View) isStep(from, to int) bool {
	if to < from+4 || v.Between(words.CueRefuse|words.CuePerm|words.CueAnaphor|words.CueFeature|words.CueCondition, from, to) {
		return false
	}
	for _, c := range v.CuesIn(from, to) {
		if c.Kind&words.CueConsent != 0 && c.End <= to {
			switch string(v.Folded.Runes[c.Start:c.End]) {
			case "开启", "打开", "开通":
			default:
				return false
			}
		}
	}
	for _, m := range v.MentionsIn(from, to) {
		if m.End <= to && m.Names[0].Kind > words.NameWeak {
			return false
		}
	}
	return true
}

// purposeEnd returns where a purpose ends that begins at a cue.
func (v *View) purposeEnd(c words.Cue) int {
	r := v.Folded.Runes
	for j := c.End; j < len(r); j++ {
		switch r[j] {
		case '。', ';', '；', '!', '！', '?', '？':
			return j
		case '时':
			if c.Kind&words.CuePurpose == 0 && j > c.End && (j+1 == len(r) || !language.IsHan(r[j+1])) {
				return j
			}
		case ' ':
			if c.Kind&words.CuePurpose == 0 && !language.IsHan(r[c.Start]) && j > c.End+4 && v.WordAfter(j+1) == "we" {
				return j // "when you take a photo we use …"
			}
		case '，', ',':
			if c.Kind&words.CuePurpose == 0 || v.WordAfter(j+1) == "please" || j+1 < len(r) && strings.ContainsRune("该其此", r[j+1]) {
				return j
			}
			if c.Start == 0 && !language.IsHan(r[0]) {
				return j // "To find shops, we use …"
			}
			if r[c.Start] == '为' && (c.Start == 0 || !language.IsHan(r[c.Start-1])) {
				return j // 为了…，we do something else
			}
			if v.Between(words.CueRefuse|words.CueCondition, j, min(j+8, len(r))) {
				return j
			}
		}
		if j-c.End > 160 {
			return j
		}
	}
	return len(r)
}

// inRefusal reports whether a cue stands in a clause about refusing.
func (v *View) inRefusal(c words.Cue) bool {
	from, to := v.Clause(c.Start)
	return v.Between(words.CueRefuse, from, to) || v.Between(words.CueConsequence, from, c.Start) || v.onceRefused(c.Start)
}

// onceRefused reports whether what stands at rune i only happens after a
// refusal that its sentence opens with: 若您拒绝相机权限，您可以手动输入.
func (v *View) onceRefused(i int) bool {
	for _, c := range v.Cues() {
		if c.Kind&words.CueRefuse == 0 || c.End > i {
			continue
		}
		from, to := v.Clause(c.Start)
		if to <= i && (v.Between(words.CueCondition, from, c.End) || to > 0 && strings.ContainsRune("时后", v.Folded.Runes[to-1])) {
			return true
		}
	}
	return false
}
