package policy

import (
	"slices"
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// purpose records what a sentence says a group is for. A purpose that is only
// "to provide our services" is vague.
func (r *permReader) purpose(f *groupFinding, v *sentenceView, g privacy.Group, from int, value bool) {
	all := v.purposes(from)
	found := len(all) > 0
	for _, s := range v.purposesOf(g, all) {
		r.addPurpose(f, v, s)
	}
	if value && !found && from > 1 && v.onlyNames(from) {
		start := 0
		for start < from-1 && strings.ContainsRune("(（)）.、0123456789 ", v.f.runes[start]) {
			start++
		}
		r.addPurpose(f, v, purposeSpan{span{start, from - 1}, true}) // 扫码添加设备：申请相机权限
		return
	}
	if value && !found && from < len(v.f.runes) {
		start, end := from, len(v.f.runes)
		for start < end && !isHan(v.f.runes[start]) && !isWord(v.f.runes[start]) {
			start++
		}
		if start < end && !v.statesRefusal() {
			r.addPurpose(f, v, purposeSpan{span: span{start, end}})
		}
	}
}

// purposeSpan is a purpose in a sentence, by runes; a feature ("when you scan")
// says it less directly.
type purposeSpan struct {
	span
	feature bool
}

func (r *permReader) addPurpose(f *groupFinding, v *sentenceView, s purposeSpan) {
	q := r.claim(v.all())
	text := v.quote(s.start, s.end).Text
	if r.says(v, s.start, s.end) {
		if f.purposeText == "" || f.purposeIsFeature && !s.feature {
			f.purposeText, f.purposeIsFeature = text, s.feature
		}
		f.purpose.add(q)
		return
	}
	if f.vagueText == "" {
		f.vagueText = text
	}
	f.vague.add(q)
}

// says reports whether a purpose says more than to provide the service, under
// whatever name.
func (r *permReader) says(v *sentenceView, start, end int) bool {
	if !isSpecific(v.f, start, end) {
		return false
	}
	text := v.text[v.f.offset(start):v.f.endOffset(v.text, end)]
	plain := withoutNames(text, r.d.ownNames())
	if i, j := spared(plain); j > i {
		plain = plain[:i] + plain[j:]
	}
	if plain == text {
		return true
	}
	f := fold(plain)
	return isSpecific(f, 0, len(f.runes))
}

// spared finds what the user need not do, which is no purpose: 无需…即可.
func spared(t string) (start, end int) {
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

// withoutNames drops the names the document gives itself and its app, and in
// English all words in capitals behind the first.
func withoutNames(t string, names []string) string {
	for _, n := range names {
		t = strings.ReplaceAll(t, n, "")
	}
	if hasHan(t) {
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

// purposes returns the parts of a sentence that say what something is for, by
// runes: behind "to", "for", 用于, 以便 …, and the feature in "when you use …".
func (v *sentenceView) purposes(from int) []purposeSpan {
	var out []purposeSpan
	last := -1
	if end := v.openingFeature(from); end > from {
		out = append(out, purposeSpan{span{from, end}, true})
		last = end
	}
	if start, end := v.aim(); start >= from && end > max(start, last) {
		out = append(out, purposeSpan{span{start, end}, false})
		last = end
	}
	cues := v.cuesFrom(from)
	at := v.purposeCues.get(v.findPurposes)[len(v.cues())-len(cues):]
	for i, c := range cues {
		if c.start >= last && at[i].end > 0 {
			out = append(out, at[i])
			last = at[i].end
		}
	}
	return out
}

// findPurposes returns the purpose that each cue leads to, an empty one for
// those that lead to none.
func (v *sentenceView) findPurposes() []purposeSpan {
	out := make([]purposeSpan, len(v.cues()))
	for i, c := range v.cues() {
		out[i] = v.purposeAt(c)
	}
	return out
}

func (v *sentenceView) purposeAt(c cue) purposeSpan {
	if c.kind&cueDeed != 0 && v.deedOf(c) {
		return purposeSpan{span{c.start, v.purposeEnd(c)}, false}
	}
	if c.kind&(cuePurpose|cueFeature) == 0 || c.kind&cueRefuse != 0 || v.inRefusal(c) || v.may(c) {
		return purposeSpan{}
	}
	start, end := c.end, v.purposeEnd(c)
	if !isHan(v.f.runes[c.start]) && c.kind&cuePurpose != 0 && v.isPreposition(c) {
		return purposeSpan{}
	}
	if end <= start || c.kind&cuePurpose == 0 && !v.isFeature(start, end) {
		return purposeSpan{}
	}
	return purposeSpan{span{start, end}, c.kind&cuePurpose == 0}
}

// purposesOf returns the purposes that stand in the same part of a sentence as
// group g, all where a part has none: 当您拍照时，会使用相机；当您录音时，会使用麦克风.
func (v *sentenceView) purposesOf(g privacy.Group, all []purposeSpan) []purposeSpan {
	if len(all) < 2 {
		return all
	}
	var own []purposeSpan
	last := -1 // the part of the mention before
	for _, m := range v.mentions {
		if !m.means(g) {
			continue
		}
		from, to := v.part(m.start)
		if from == last {
			continue
		}
		last = from
		first := sort.Search(len(all), func(k int) bool { return all[k].start >= from })
		for _, s := range all[first:] {
			if s.start >= to {
				break
			}
			if s.end <= to {
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
func (m groupMention) means(g privacy.Group) bool {
	for _, n := range m.names {
		if n.group == g {
			return true
		}
	}
	return false
}

// part returns the part of a sentence around rune i, between semicolons and
// clauses that name a new occasion.
func (v *sentenceView) part(i int) (from, to int) {
	ends := v.partEnds.get(v.findPartEnds)
	k, _ := slices.BinarySearch(ends, int32(i))
	if k > 0 {
		from = int(ends[k-1]) + 1
	}
	return from, int(ends[k])
}

// findPartEnds returns the runes that end a part, and one past the last rune.
func (v *sentenceView) findPartEnds() (ends []int32) {
	r := v.f.runes
	for j := range r {
		switch r[j] {
		case ',', '，':
			if j+1 == len(r) || !isHan(r[j+1]) || !v.between(cueFeature, j+1, min(j+6, len(r))) {
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

// onlyNames reports whether the text behind rune from only says that
// permissions are asked for: 申请相机权限、麦克风权限. No text says nothing.
func (v *sentenceView) onlyNames(from int) bool {
	if from >= len(v.f.runes) || v.has(cueNegation) || !isHan(v.f.runes[from]) && from+1 < len(v.f.runes) && !isHan(v.f.runes[from+1]) {
		return false
	}
	covered := make([]bool, len(v.f.runes))
	named := false
	for _, m := range v.mentions {
		for j := m.start; j < m.end; j++ {
			covered[j] = true
		}
		named = named || m.start >= from
	}
	for _, c := range v.cues() {
		if c.kind&(cueAccess|cuePerm) != 0 {
			for j := c.start; j < c.end; j++ {
				covered[j] = true
			}
		}
	}
	for j := from; j < len(covered); j++ {
		if r := v.f.runes[j]; !covered[j] && (isHan(r) && !strings.ContainsRune("和及与或您的", r) || isWord(r)) {
			return false
		}
	}
	return named
}

// may reports whether a cue is 您可以 with a plainer word of purpose behind it:
// 您可以开启相机权限以便扫码.
func (v *sentenceView) may(c cue) bool {
	switch string(v.f.runes[c.start:c.end]) {
	case "以使":
		return c.start > 0 && v.f.runes[c.start-1] == '可' // 可以使用
	case "您可以":
	default:
		return false
	}
	for _, x := range v.cuesIn(c.end, c.end+30) {
		if x.kind&cuePurpose != 0 && string(v.f.runes[x.start:x.end]) != "您可以" || x.kind&cueDeed != 0 && v.deedOf(x) {
			return true
		}
	}
	return false
}

// deedOf reports whether a verb stands right behind a permission that is asked
// for, so that it says what for: 使用相机权限扫描二维码.
func (v *sentenceView) deedOf(c cue) bool {
	at, linked := v.deedLink(c.start)
	from, _ := v.clause(at)
	if v.between(cueNegation|cueUnable|cueRefuse|cueThird, from, c.start) {
		return false
	}
	for _, x := range v.cuesIn(at-longestCue, at) {
		if x.kind&cuePerm != 0 && x.end == at {
			return v.between(cueAccess, from, x.start)
		}
	}
	for _, m := range v.mentionsIn(at-longestCue, at) {
		if m.end == at && (m.names[0].kind == nameStrong || linked && m.names[0].kind >= nameNoun) {
			return v.between(cueAccess, from, m.end)
		}
	}
	return false
}

// deedLink returns where the words end to which 以 or 来 joins the verb at rune
// i: 申请相机权限以扫描二维码; i itself where there is no such word.
func (v *sentenceView) deedLink(i int) (at int, linked bool) {
	r := v.f.runes
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
func (v *sentenceView) openingFeature(from int) int {
	r := v.f.runes
	for j := from; j < min(from+32, len(r)); j++ {
		if (r[j] == '，' || r[j] == ',') && j > from+2 {
			if r[j-1] == '时' && !v.between(cueRefuse|cueConsent|cueFeature, from, j) && !v.lacksBetween(from, j) {
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
func (v *sentenceView) isStep(from, to int) bool {
	if to < from+4 || v.between(cueRefuse|cuePerm|cueAnaphor|cueFeature|cueCondition, from, to) {
		return false
	}
	for _, c := range v.cuesIn(from, to) {
		if c.kind&cueConsent != 0 && c.end <= to {
			switch string(v.f.runes[c.start:c.end]) {
			case "开启", "打开", "开通":
			default:
				return false
			}
		}
	}
	for _, m := range v.mentionsIn(from, to) {
		if m.end <= to && m.names[0].kind > nameWeak {
			return false
		}
	}
	return true
}

// purposeEnd returns where a purpose ends that begins at a cue.
func (v *sentenceView) purposeEnd(c cue) int {
	r := v.f.runes
	for j := c.end; j < len(r); j++ {
		switch r[j] {
		case '。', ';', '；', '!', '！', '?', '？':
			return j
		case '时':
			if c.kind&cuePurpose == 0 && j > c.end && (j+1 == len(r) || !isHan(r[j+1])) {
				return j
			}
		case ' ':
			if c.kind&cuePurpose == 0 && !isHan(r[c.start]) && j > c.end+4 && v.wordAfter(j+1) == "we" {
				return j // "when you take a photo we use …"
			}
		case '，', ',':
			if c.kind&cuePurpose == 0 || v.wordAfter(j+1) == "please" || j+1 < len(r) && strings.ContainsRune("该其此", r[j+1]) {
				return j
			}
			if c.start == 0 && !isHan(r[0]) {
				return j // "To find shops, we use …"
			}
			if r[c.start] == '为' && (c.start == 0 || !isHan(r[c.start-1])) {
				return j // 为了…，we do something else
			}
			if v.between(cueRefuse|cueCondition, j, min(j+8, len(r))) {
				return j
			}
		}
		if j-c.end > 160 {
			return j
		}
	}
	return len(r)
}

// inRefusal reports whether a cue stands in a clause about refusing.
func (v *sentenceView) inRefusal(c cue) bool {
	from, to := v.clause(c.start)
	return v.between(cueRefuse, from, to) || v.between(cueConsequence, from, c.start)
}
