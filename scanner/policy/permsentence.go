package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/privacy"
)

// sentence reads one sentence of running text.
func (r *permReader) sentence(v *sentenceView) {
	if r.asks(v) || r.answers(v) {
		return
	}
	var own []privacy.Group
	for i, m := range v.mentions {
		for _, n := range m.names {
			switch r.reads(v, i, n) {
			case readsNamed:
				r.name(v, m, n)
				if !hasGroup(own, n.group) {
					own = append(own, n.group)
				}
			case readsDenied:
				f := r.of(n.group)
				f.denied.add(r.claim(v.all()))
				f.firmDenied = f.firmDenied || (n.kind == nameStrong || v.has(cuePerm)) && !v.has(cueCovert)
			}
		}
	}
	class := len(own) == 0 && (anyIn(phrases().permClass, v.f) || r.speaksOfAll(v))
	if class {
		r.general(v)
	}
	var list []privacy.Group
	if !class {
		list = r.closes(v, own)
	}
	r.refusedAfter(v, own)
	r.offers(v, own, list, class)
	switch {
	case list != nil:
		r.close(v, list)
	case len(own) > 0:
		r.elements(v, own, 0, false)
		if !r.last.label {
			r.last = topic{groups: own, block: v.source}
		}
	case r.last.label:
		r.elements(v, r.last.groups, 0, false)
	case r.topics[v.section] != nil:
		r.elements(v, r.topics[v.section], 0, r.opensBody(v))
	case r.last.groups != nil && (v.source == r.last.block || v.has(cueAnaphor)):
		r.follow(v, r.last.groups)
	}
}

// name records that a sentence names a group.
func (r *permReader) name(v *sentenceView, m groupMention, n groupName) {
	f := r.of(n.group)
	q := r.claim(v.all())
	if !f.named.ends(q) {
		f.named.add(q)
	}
	f.firmNamed = f.firmNamed || n.kind == nameStrong || v.has(cuePerm)
	f.widen(v.narrowed(n))
	if n.group == "location" && anyIn(phrases().background, v.f) && !v.has(cueNegation) {
		f.widen(groupName{wider: "android.permission.ACCESS_BACKGROUND_LOCATION"})
	}
}

func newBackgroundWords(b *phraseBook) *lexicon[bool] {
	return wordList(b, phraseList("background")...)
}

// narrowed marks a name of the location that its sentence restricts to the
// approximate one.
func (v *sentenceView) narrowed(n groupName) groupName {
	if n.group == "location" && n.wider == "" && n.narrow == "" && anyIn(phrases().rough, v.f) && !anyIn(phrases().precise, v.f) {
		n.narrow = "approximate-only"
	}
	return n
}

func newRoughWords(b *phraseBook) *lexicon[bool] {
	return wordList(b, phraseList("rough location")...)
}

func newPreciseWords(b *phraseBook) *lexicon[bool] {
	return wordList(b, phraseList("precise location")...)
}

// wider records the wider and narrower forms that a label or cell names.
func (r *permReader) wider(f *groupFinding, v *sentenceView, g privacy.Group) {
	for _, m := range v.mentions {
		for _, n := range m.names {
			if n.group == g {
				f.widen(v.narrowed(n))
			}
		}
	}
}

// widen keeps the wider member a name stands for, and whether the text ever
// speaks of the group without restriction.
func (f *groupFinding) widen(n groupName) {
	if n.narrow != "" {
		f.narrow = true
	} else {
		f.broad = true
	}
	if n.wider == "" {
		return
	}
	for _, w := range f.wider {
		if w == n.wider {
			return
		}
	}
	f.wider = append(f.wider, n.wider)
}

// elements records what a sentence says of the groups it is about: what for,
// what happens without, that consent is asked. from is the rune at which the
// text behind a label begins; value says that this text is there to give the
// purpose.
func (r *permReader) elements(v *sentenceView, groups []privacy.Group, from int, value bool) {
	refused := v.statesRefusal()
	consents := v.asksConsent() && !r.refusalOnly(v)
	for _, g := range groups {
		f := r.of(g)
		if refused {
			f.refuse(r.claim(v.all()))
		}
		if consents {
			f.consent.add(r.claim(v.all()))
		}
		r.purpose(f, v, g, from, value)
	}
}

// follow records what a sentence adds to the groups of the one before it: not
// what for, unless it takes up the matter by a pronoun.
func (r *permReader) follow(v *sentenceView, groups []privacy.Group) {
	refused := v.statesRefusal()
	for _, g := range groups {
		f := r.of(g)
		if refused {
			f.refuse(r.claim(v.all()))
		}
		if v.has(cueAnaphor) {
			if v.asksConsent() && !r.refusalOnly(v) {
				f.consent.add(r.claim(v.all()))
			}
			r.purpose(f, v, g, 0, false)
		}
	}
}

// refusalOnly reports whether the words of consent in a sentence only say that
// it is refused.
func (r *permReader) refusalOnly(v *sentenceView) bool {
	if !v.has(cueRefuse) {
		return false
	}
	for _, c := range v.cues() {
		if c.kind&cueConsent == 0 || c.kind&cueRefuse != 0 {
			continue
		}
		from, to := v.clause(c.start)
		if !v.between(cueRefuse, max(c.start-12, from), min(c.end+6, to)) && !v.between(cueNegation, max(c.start-8, from), c.start) {
			return false
		}
	}
	return true
}

// statesRefusal reports whether a sentence says what happens when a permission
// is refused. How to switch it off is not enough.
func (v *sentenceView) statesRefusal() bool { return v.refused.get(v.findRefusal) }

func (v *sentenceView) findRefusal() bool {
	for _, c := range v.cues() {
		if c.kind&cueNegation != 0 && v.isLack(c) {
			return true
		}
		if c.kind&cueRefuse == 0 {
			continue
		}
		if v.conditionalRefusal(c) || v.withoutIt(c) {
			return true
		}
		for _, x := range v.consequences.get(v.findConsequences) {
			if x.start >= c.end || x.end <= c.start {
				return true
			}
		}
	}
	return false
}

// conditionalRefusal reports whether a sentence has the form "if you refuse, …"
// where what follows is neither how to refuse nor that nothing is collected.
func (v *sentenceView) conditionalRefusal(c cue) bool {
	from, to := v.clause(c.start)
	r := v.f.runes
	if !isHan(r[c.start]) {
		// In English the clause ends with a comma.
		for j := c.end; j < to; j++ {
			if r[j] == ',' {
				to = j
				break
			}
		}
	}
	after := to > from && isHan(r[c.start]) && strings.ContainsRune("时后", r[to-1]) // 您不允许时，
	without := c.start == from && strings.HasPrefix(string(r[c.start:c.end]), "without")
	if to >= len(r)-4 || r[to] != ',' && r[to] != '，' || !without && !after && !v.between(cueCondition, from, c.start) {
		return false
	}
	if strings.Contains(string(r[from:c.start]), "unless") || strings.Contains(string(r[from:c.start]), "除非") || v.tellsHow(to) {
		return false
	}
	next := to + 1
	return !(v.between(cueSubject, next, next+6) && v.between(cueNegation, next, next+14) && v.between(cueCollect, next, len(r)))
}

// withoutIt reports whether a sentence begins like "Without it you can …".
func (v *sentenceView) withoutIt(c cue) bool {
	from, _ := v.clause(c.start)
	switch {
	case isHan(v.f.runes[c.start]), !onlyOf(v.f.runes[from:c.start], " "), !strings.HasPrefix(string(v.f.runes[c.start:c.end]), "without"):
		return false
	}
	rest := string(v.f.runes[c.end:min(c.end+longestCue, len(v.f.runes))])
	if !strings.HasPrefix(rest, " you can ") && !strings.HasPrefix(rest, " you must ") && !strings.HasPrefix(rest, " you need to ") {
		return false
	}
	return !v.tellsHow(c.end)
}

// tellsHow reports whether what stands behind a rune tells how to refuse.
func (v *sentenceView) tellsHow(from int) bool {
	return v.howTo.get(v.findHowTo) >= from
}

// findHowTo returns where the last words of that kind stand, -1 for nowhere.
func (v *sentenceView) findHowTo() int {
	last, t := -1, string(v.f.runes)
	for _, w := range howToWords {
		last = max(last, strings.LastIndex(t, w))
	}
	if last < 0 {
		return -1
	}
	return utf8.RuneCountInString(t[:last])
}

// findConsequences returns what is said no longer to work, or still to, and not
// only that the app does not collect.
func (v *sentenceView) findConsequences() (out []cue) {
	for _, x := range v.cues() {
		if x.kind&cueConsequence != 0 && x.kind&cueRefuse == 0 && !v.ours(x) {
			out = append(out, x)
		}
	}
	return out
}

// asksConsent reports whether a sentence says that the user is asked. What the
// system requires to be switched on is not that.
func (v *sentenceView) asksConsent() bool {
	for _, c := range v.cues() {
		if c.kind&cueConsent == 0 {
			continue
		}
		from, _ := v.clause(c.start)
		if before := string(v.f.runes[max(from, c.start-longestCue):c.start]); !strings.HasSuffix(before, "系统要求") && !strings.HasSuffix(before, "android要求") {
			return true
		}
	}
	return false
}

// howToWords tell how to refuse rather than what happens then.
var howToWords = []string{"turn off", "turn it off", "switch off", "disable", "settings", "contact us", "opt out", "opt-out", "revoke", "uninstall", "delete your", "please do not", "do not use", "stop using", "discontinue", "请停止", "请不要", "请勿", "设置", "关闭", "卸载", "联系我们", "停止使用", "取消授权", "撤回"}

// ours reports whether a consequence is only that the app does not collect
// what it was refused.
func (v *sentenceView) ours(x cue) bool {
	from, _ := v.clause(x.start)
	_, to := v.clause(x.end - 1)
	if strings.HasPrefix(string(v.f.runes[x.end:min(x.end+4, to)]), "为您提供") {
		return false
	}
	return v.between(cueSubject, from, x.start) && v.between(cueCollect, x.end, min(x.end+8, to)) && !v.between(cueConsequence, x.end, to)
}

// general records a statement about permissions as a class.
func (r *permReader) general(v *sentenceView) {
	if v.statesRefusal() {
		r.refusal.add(r.claim(v.all()))
	}
	if v.asksConsent() && !r.refusalOnly(v) {
		r.consent.add(r.claim(v.all()))
	}
}
