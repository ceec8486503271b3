package permission

import (
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// sentence reads one sentence of running text.
func (r *permReader) sentence(v *view) {
	if r.asks(v) || r.answers(v) {
		return
	}
	var own []privacy.Group
	for i, m := range v.Mentions {
		for _, n := range m.Names {
			switch r.reads(v, i, n) {
			case readsNamed:
				r.name(rule.GroupSentence, v, n)
				if !words.HasGroup(own, n.Group) {
					own = append(own, n.Group)
				}
			case readsDenied:
				f := r.of(n.Group)
				r.put(&f.Denied, rule.GroupDenied, n.Group, "denied", r.claim(v.All()))
				f.firmDenied = f.firmDenied || (n.Kind == words.NameStrong || v.Has(words.CuePerm)) && !v.Has(words.CueCovert)
			}
		}
	}
	class := len(own) == 0 && (language.AnyIn(words.Phrases().PermClass, v.Folded) || r.speaksOfAll(v))
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
			r.last = topic{groups: own, block: v.Source}
		}
	case r.last.label:
		r.elements(v, r.last.groups, 0, false)
	case r.topics[v.Section] != nil:
		r.elements(v, r.topics[v.Section], 0, r.opensBody(v))
	case r.last.groups != nil && (v.Source == r.last.block || v.Has(words.CueAnaphor)):
		r.follow(v, r.last.groups)
	}
}

// name records that a sentence names a group.
func (r *permReader) name(id rule.ID, v *view, n words.GroupName) {
	f := r.of(n.Group)
	q := r.claim(v.All())
	if k := len(f.Named); k == 0 || f.Named[k-1] != q {
		r.put(&f.Named, id, n.Group, "named", q)
	}
	f.firmNamed = f.firmNamed || n.Kind == words.NameStrong || v.Has(words.CuePerm)
	f.widen(v.narrowed(n))
	if n.Group == "location" && language.AnyIn(words.Phrases().Background, v.Folded) && !v.Has(words.CueNegation) {
		f.widen(words.GroupName{Wider: "android.permission.ACCESS_BACKGROUND_LOCATION"})
	}
}

// narrowed marks a name of the location that its sentence restricts to the
// approximate one.
func (v *view) narrowed(n words.GroupName) words.GroupName {
	if n.Group == "location" && n.Wider == "" && n.Narrow == "" && language.AnyIn(words.Phrases().Rough, v.Folded) && !language.AnyIn(words.Phrases().Precise, v.Folded) {
		n.Narrow = "approximate-only"
	}
	return n
}

// wider records the wider and narrower forms that a label or cell names.
func (r *permReader) wider(f *GroupFinding, v *view, g privacy.Group) {
	for _, m := range v.Mentions {
		for _, n := range m.Names {
			if n.Group == g {
				f.widen(v.narrowed(n))
			}
		}
	}
}

// widen keeps the wider member a name stands for, and whether the text ever
// speaks of the group without restriction.
func (f *GroupFinding) widen(n words.GroupName) {
	if n.Narrow != "" {
		f.narrow = true
	} else {
		f.broad = true
	}
	if n.Wider == "" {
		return
	}
	for _, w := range f.wider {
		if w == n.Wider {
			return
		}
	}
	f.wider = append(f.wider, n.Wider)
}

// elements records what a sentence says of the groups it is about: what for,
// what happens without, that consent is asked. from is the rune at which the
// text behind a label begins; value says that this text is there to give the
// purpose.
func (r *permReader) elements(v *view, groups []privacy.Group, from int, value bool) {
	refused := v.refusal()
	consents := v.AsksConsent() && !r.refusalOnly(v)
	for _, g := range groups {
		if refused != "" {
			r.refuse(g, refused, r.claim(v.All()))
		}
		if consents {
			r.put(&r.of(g).Consent, rule.ConsentAsked, g, "consent", r.claim(v.All()))
		}
		r.purpose(v, g, from, value)
	}
}

// follow records what a sentence adds to the groups of the one before it: not
// what for, unless it takes up the matter by a pronoun.
func (r *permReader) follow(v *view, groups []privacy.Group) {
	refused := v.refusal()
	for _, g := range groups {
		if refused != "" {
			r.refuse(g, refused, r.claim(v.All()))
		}
		if v.Has(words.CueAnaphor) {
			if v.AsksConsent() && !r.refusalOnly(v) {
				r.put(&r.of(g).Consent, rule.ConsentAsked, g, "consent", r.claim(v.All()))
			}
			r.purpose(v, g, 0, false)
		}
	}
}

// refusalOnly reports whether the words of consent in a sentence only say that
// it is refused.
func (r *permReader) refusalOnly(v *view) bool {
	if !v.Has(words.CueRefuse) {
		return false
	}
	for _, c := range v.Cues() {
		if c.Kind&words.CueConsent == 0 || c.Kind&words.CueRefuse != 0 {
			continue
		}
		from, to := v.Clause(c.Start)
		if !v.Between(words.CueRefuse, max(c.Start-12, from), min(c.End+6, to)) && !v.Between(words.CueNegation, max(c.Start-8, from), c.Start) {
			return false
		}
	}
	return true
}

// StatesRefusal reports whether a sentence says what happens when a permission
// is refused.
func (v *view) StatesRefusal() bool { return v.refusal() != "" }

// refusal returns the rule by which a sentence says what happens when a
// permission is refused, "" where it does not. How to switch it off is not
// enough.
func (v *view) refusal() rule.ID { return v.refused.Get(v.findRefusal) }

func (v *view) findRefusal() rule.ID {
	for _, c := range v.Cues() {
		if c.Kind&words.CueNegation != 0 && v.IsLack(c) {
			return rule.RefusalLack
		}
		if c.Kind&words.CueRefuse == 0 {
			continue
		}
		if v.conditionalRefusal(c) {
			return rule.RefusalIfRefused
		}
		if v.withoutIt(c) {
			return rule.RefusalWithoutIt
		}
		for _, x := range v.consequences.Get(v.findConsequences) {
			if x.Start >= c.End || x.End <= c.Start {
				return rule.RefusalConsequence
			}
		}
	}
	return ""
}

// conditionalRefusal reports whether a sentence has the form "if you refuse, …"
// where what follows is neither how to refuse nor that nothing is collected.
func (v *view) conditionalRefusal(c words.Cue) bool {
	from, to := v.Clause(c.Start)
	r := v.Folded.Runes
	if !language.IsHan(r[c.Start]) {
		// In English the clause ends with a comma.
		for j := c.End; j < to; j++ {
			if r[j] == ',' {
				to = j
				break
			}
		}
	}
	after := to > from && language.IsHan(r[c.Start]) && strings.ContainsRune("时后", r[to-1]) // 您不允许时，
	without := c.Start == from && strings.HasPrefix(string(r[c.Start:c.End]), "without")
	if to >= len(r)-4 || r[to] != ',' && r[to] != '，' || !without && !after && !v.Between(words.CueCondition, from, c.Start) {
		return false
	}
	if strings.Contains(string(r[from:c.Start]), "unless") || strings.Contains(string(r[from:c.Start]), "除非") || v.tellsHow(to) {
		return false
	}
	next := to + 1
	return !(v.Between(words.CueSubject, next, next+6) && v.Between(words.CueNegation, next, next+14) && v.Between(words.CueCollect, next, len(r)))
}

// withoutIt reports whether a sentence begins like "Without it you can …".
func (v *view) withoutIt(c words.Cue) bool {
	from, _ := v.Clause(c.Start)
	switch {
	case language.IsHan(v.Folded.Runes[c.Start]), !language.OnlyOf(v.Folded.Runes[from:c.Start], " "), !strings.HasPrefix(string(v.Folded.Runes[c.Start:c.End]), "without"):
		return false
	}
	rest := string(v.Folded.Runes[c.End:min(c.End+sentence.LongestCue, len(v.Folded.Runes))])
	if !strings.HasPrefix(rest, " you can ") && !strings.HasPrefix(rest, " you must ") && !strings.HasPrefix(rest, " you need to ") {
		return false
	}
	return !v.tellsHow(c.End)
}

// tellsHow reports whether what stands behind a rune tells how to refuse.
func (v *view) tellsHow(from int) bool {
	return v.howTo.Get(v.findHowTo) >= from
}

// findHowTo returns where the last words of that kind stand, -1 for nowhere.
func (v *view) findHowTo() int {
	last, t := -1, string(v.Folded.Runes)
	for _, w := range HowToWords {
		last = max(last, strings.LastIndex(t, w))
	}
	if last < 0 {
		return -1
	}
	return utf8.RuneCountInString(t[:last])
}

// findConsequences returns what is said no longer to work, or still to, and not
// only that the app does not collect.
func (v *view) findConsequences() (out []words.Cue) {
	for _, x := range v.Cues() {
		if x.Kind&words.CueConsequence != 0 && x.Kind&words.CueRefuse == 0 && !v.Ours(x) {
			out = append(out, x)
		}
	}
	return out
}

// AsksConsent reports whether a sentence says that the user is asked. What the
// system requires to be switched on is not that.
func (v *view) AsksConsent() bool {
	for _, c := range v.Cues() {
		if c.Kind&words.CueConsent == 0 {
			continue
		}
		from, _ := v.Clause(c.Start)
		if before := string(v.Folded.Runes[max(from, c.Start-sentence.LongestCue):c.Start]); !strings.HasSuffix(before, "系统要求") && !strings.HasSuffix(before, "android要求") {
			return true
		}
	}
	return false
}

// HowToWords tell how to refuse rather than what happens then.
var HowToWords = []string{"turn off", "turn it off", "switch off", "disable", "settings", "contact us", "opt out", "opt-out", "revoke", "uninstall", "delete your", "please do not", "do not use", "stop using", "discontinue", "请停止", "请不要", "请勿", "设置", "关闭", "卸载", "联系我们", "停止使用", "取消授权", "撤回"}

// general records a statement about permissions as a class.
func (r *permReader) general(v *view) {
	if v.StatesRefusal() {
		r.put(&r.refusal, rule.RefusalOfClass, anyGroup, "refusal", r.claim(v.All()))
	}
	if v.AsksConsent() && !r.refusalOnly(v) {
		r.put(&r.consent, rule.ConsentOfClass, anyGroup, "consent", r.claim(v.All()))
	}
}
