package policy

import (
	"github.com/candor-scan/candor/scanner/privacy"
)

// sentence reads one sentence of running text.
func (r *permReader) sentence(v *sentenceView) {
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
				f.denied = append(f.denied, r.claim(v.p.whole()))
				f.firmDenied = f.firmDenied || n.kind == nameStrong || v.has(cuePerm)
			}
		}
	}
	if v.has(cuePermClass) && len(own) == 0 {
		r.general(v)
	}
	switch {
	case len(own) > 0:
		r.elements(v, own, 0, false)
		if !r.last.label {
			r.last = topic{groups: own, block: v.source}
		}
	case r.last.label:
		r.elements(v, r.last.groups, 0, false)
	case r.topics[v.section] != nil:
		r.elements(v, r.topics[v.section], 0, false)
	case r.last.groups != nil && (v.source == r.last.block || v.has(cueAnaphor)):
		r.follow(v, r.last.groups)
	}
}

// reading is how a sentence speaks of a group.
type reading int

const (
	readsNothing reading = iota
	readsNamed
	readsDenied
)

// reads tells whether mention i names its group as one the app asks for,
// denies that, or means something else.
func (r *permReader) reads(v *sentenceView, i int, n groupName) reading {
	if n.kind == nameNone {
		return readsNothing
	}
	start, end := v.run(i)
	neg, verb := v.negated(start)
	if neg && !v.between(cueCondition, 0, start) {
		if verb&cueAccess == 0 || v.limited(start, end) || n.wider != "" && n.narrow == "" || v.third(start) || n.kind == nameWeak && !v.beside(start, end) {
			return readsNothing
		}
		return readsDenied
	}
	if neg && n.kind != nameStrong || v.third(start) {
		return readsNothing
	}
	if v.accepts(start, end, n.kind) {
		return readsNamed
	}
	return readsNothing
}

// accepts reports whether the words around a list of names between start and
// end make it one of permissions or collected data.
func (v *sentenceView) accepts(start, end int, kind nameKind) bool {
	if kind == nameStrong {
		return true
	}
	from, to := v.clause(start)
	from, to = max(from, start-60), min(to, end+24)
	switch kind {
	case nameData:
		return v.between(cuePerm|cueAccess|cueCollect, from, to)
	case nameNoun:
		return v.between(cueAccess, from, start) || v.between(cuePerm, from, to)
	}
	return v.beside(start, end)
}

// beside reports whether a word of permission or access stands right next to a
// list of weak names.
func (v *sentenceView) beside(start, end int) bool {
	for _, c := range v.cues {
		switch {
		case c.kind&cuePerm != 0 && c.start >= end && c.start-end <= 3:
			return true
		case c.kind&cuePerm != 0 && c.end <= start && start-c.end <= 3 && v.f.runes[c.end] != '，':
			return true
		case c.kind&cueAccess != 0 && c.end <= start && start-c.end <= 6:
			switch string(v.f.runes[c.start:c.end]) {
			case "access", "access to", "accessing", "read", "访问", "读取":
				return true
			}
		}
	}
	return false
}

// run returns the list of names that mention i stands in.
func (v *sentenceView) run(i int) (start, end int) {
	start, end = v.mentions[i].start, v.mentions[i].end
	for j := i - 1; j >= 0 && v.joins(v.mentions[j].end, v.mentions[j+1].start); j-- {
		start = v.mentions[j].start
	}
	for j := i + 1; j < len(v.mentions) && v.joins(v.mentions[j-1].end, v.mentions[j].start); j++ {
		end = v.mentions[j].end
	}
	return start, end
}

// joins reports whether the runes between two names only list them.
func (v *sentenceView) joins(from, to int) bool {
	if to-from > 14 {
		return false
	}
	listed := from == to
	for i := from; i < to; i++ {
		switch v.f.runes[i] {
		case '、', ',', '/', '和', '及', '与', '或', '(', '（':
			listed = true
		case '，':
			listed = true
		case '。', ';', '；', ':', '：':
			return false
		case 'a', 'o':
			if rest := string(v.f.runes[i:to]); len(rest) > 3 && (rest[:3] == "and" || rest[:3] == "or ") {
				listed = true
			}
		}
	}
	return listed && !v.between(cueConsequence|cueRefuse|cuePurpose|cueNegation, from, to)
}

// negated reports whether the list that starts at rune start is what a
// negation is about, and the kinds of the verbs between the two.
func (v *sentenceView) negated(start int) (neg bool, verb cueKind) {
	from, _ := v.clause(start)
	at := -1
	for _, c := range v.cues {
		if c.kind&cueNegation != 0 && c.kind&cueRefuse == 0 && c.start >= from && c.end <= start {
			at = c.end
		}
	}
	if at < 0 {
		return false, 0
	}
	for _, c := range v.cues {
		if c.start >= at && c.end <= start {
			verb |= c.kind
		}
	}
	return verb&(cueAccess|cueCollect|cuePerm) != 0, verb
}

// limited reports whether a denial holds for part of the matter only.
func (v *sentenceView) limited(start, end int) bool {
	_, to := v.clause(end)
	return v.between(cueLimit, 0, to) || v.between(cueCondition, end, len(v.f.runes)) || v.between(cuePurpose, end, to)
}

// third reports whether somebody else than the app does what the sentence says
// of the list at start.
func (v *sentenceView) third(start int) bool {
	third := false
	for _, c := range v.cues {
		if c.end > start {
			break
		}
		switch {
		case c.kind&cueSubject != 0:
			return false
		case c.kind&cueThird != 0:
			third = true
		}
	}
	return third
}

// name records that a sentence names a group.
func (r *permReader) name(v *sentenceView, m groupMention, n groupName) {
	f := r.of(n.group)
	q := r.claim(v.p.whole())
	if k := len(f.named); k == 0 || f.named[k-1] != q {
		f.named = append(f.named, q)
	}
	f.firmNamed = f.firmNamed || n.kind == nameStrong || v.has(cuePerm)
	f.widen(n)
}

// wider records the wider and narrower forms that a label or cell names.
func (r *permReader) wider(f *groupFinding, v *sentenceView, g privacy.Group) {
	for _, m := range v.mentions {
		for _, n := range m.names {
			if n.group == g {
				f.widen(n)
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
	consents := v.has(cueConsent) && !r.refusalOnly(v)
	for _, g := range groups {
		f := r.of(g)
		if refused {
			f.refuse(r.claim(v.p.whole()))
		}
		if consents {
			f.consent = append(f.consent, r.claim(v.p.whole()))
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
			f.refuse(r.claim(v.p.whole()))
		}
		if v.has(cueAnaphor) {
			if v.has(cueConsent) && !r.refusalOnly(v) {
				f.consent = append(f.consent, r.claim(v.p.whole()))
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
	for _, c := range v.cues {
		if c.kind&cueConsent == 0 || c.kind&cueRefuse != 0 {
			continue
		}
		if !v.between(cueRefuse, max(c.start-12, 0), c.end+6) && !v.between(cueNegation, max(c.start-8, 0), c.start) {
			return false
		}
	}
	return true
}

// statesRefusal reports whether a sentence says what happens when a permission
// is refused. How to switch it off is not enough.
func (v *sentenceView) statesRefusal() bool {
	for _, c := range v.cues {
		if c.kind&cueRefuse == 0 {
			continue
		}
		for _, x := range v.cues {
			if x.kind&cueConsequence != 0 && x.kind&cueRefuse == 0 && (x.start >= c.end || x.end <= c.start) && !v.ours(x) {
				return true
			}
		}
	}
	return false
}

// ours reports whether a consequence is only that the app does not collect
// what it was refused.
func (v *sentenceView) ours(x cue) bool {
	from, _ := v.clause(x.start)
	_, to := v.clause(x.end - 1)
	return v.between(cueSubject, from, x.start) && v.between(cueCollect, x.end, min(x.end+8, to)) && !v.between(cueConsequence, x.end, to)
}

// general records a statement about permissions as a class.
func (r *permReader) general(v *sentenceView) {
	if v.statesRefusal() {
		r.refusal = append(r.refusal, r.claim(v.p.whole()))
	}
	if v.has(cueConsent) && !r.refusalOnly(v) {
		r.consent = append(r.consent, r.claim(v.p.whole()))
	}
}
