package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// offer is a sentence that lets permissions be refused and leaves it to the
// next to say what happens then.
type offer struct {
	groups []privacy.Group
	class  bool // permissions as a class
	block  int
	at     int
	open   bool
}

// offers notes what a sentence lets the user refuse: "You may turn down any of
// these permissions. …".
func (r *permReader) offers(v *sentenceView, own, list []privacy.Group, class bool) {
	r.offer = offer{}
	if !v.has(cueRefuse) || v.statesRefusal() {
		return
	}
	o := offer{groups: own, class: class, block: v.source, at: v.at, open: true}
	switch {
	case class || len(own) > 0:
	case !v.has(cuePerm | cueAnaphor | cueConsent):
		return
	case list != nil:
		o.groups = list
	case r.last.groups != nil && (r.last.label || v.source == r.last.block):
		o.groups = r.last.groups
	case v.has(cuePerm | cueConsent):
		o.groups = r.topics[v.section]
	}
	if o.class || len(o.groups) > 0 {
		r.offer = o
	}
}

// refusedAfter records what happens after the refusal that the sentence before
// spoke of.
func (r *permReader) refusedAfter(v *sentenceView, own []privacy.Group) {
	o := r.offer
	if !o.open || len(own) > 0 || v.source != o.block || v.at != o.at+1 || !v.statesRefusal() && !v.hasConsequence() || v.isLegal() {
		return
	}
	q := r.claim(v.all())
	if o.class {
		r.refusal.add(q)
	}
	for _, g := range o.groups {
		r.of(g).refuse(q)
	}
}

// hasConsequence reports whether a sentence says that something no longer
// works, or still does.
func (v *sentenceView) hasConsequence() bool {
	return len(v.consequences.get(v.findConsequences)) > 0
}

// isLegal reports whether a sentence only says that what was done before stays
// lawful.
func (v *sentenceView) isLegal() bool {
	t := strings.ToLower(v.text)
	for _, w := range []string{"lawful", "legality", "撤回前", "撤销前", "撤回之前", "此前基于", "之前基于", "合法性"} {
		if strings.Contains(t, w) {
			return true
		}
	}
	return false
}

// speaksOfAll reports whether a sentence speaks of refusing permissions where
// no group is spoken of, so that it holds for all: 关闭权限后….
func (r *permReader) speaksOfAll(v *sentenceView) bool {
	return (v.has(cuePerm) && hasHan(v.text) || strings.Contains(strings.ToLower(v.text), "permissions")) && v.has(cueRefuse) && !v.has(cueSingle|cueThird) && !v.namesGroup() &&
		r.last.groups == nil && r.topics[v.section] == nil && v.hasConsequence()
}

// namesGroup reports whether a name stands in the sentence that is more than a
// common word.
func (v *sentenceView) namesGroup() bool {
	for _, m := range v.mentions {
		for _, n := range m.names {
			if n.kind > nameWeak {
				return true
			}
		}
	}
	return false
}

// maxList bounds how many blocks a closing sentence looks back over.
const maxList = 60

// closes returns the groups of the list of permissions that a sentence about
// refusal or consent closes, nil where it belongs to the last item or to none:
// "(1) camera … (2) album … If you refuse, the feature is not available."
func (r *permReader) closes(v *sentenceView, own []privacy.Group) []privacy.Group {
	if len(own) > 0 || v.source == r.last.block && r.last.groups != nil || v.row >= 0 || v.source == 0 || v.has(cueSingle) || r.d.blocks[v.source].kind == listItem ||
		!v.statesRefusal() && !(v.has(cueConsent) && v.has(cueWhole)) {
		return nil
	}
	var groups []privacy.Group
	items, between := 0, 0
	for j := v.source - 1; j >= 0 && j > v.source-maxList && !r.o.opens[j] && r.d.blocks[j].kind != tableBlock; j-- {
		label := r.label(j)
		switch {
		case label != nil:
			items++
			for _, g := range label {
				if !hasGroup(groups, g) {
					groups = append(groups, g)
				}
			}
		case items == 0 && r.d.blocks[j].kind != listItem:
			return nil // text of the last item stands between
		case r.d.blocks[j].kind == paragraph && introducesList(r.o.of(j)):
			j = 0
		default:
			between++
		}
	}
	if items < 2 || between > 0 && !v.has(cueWhole) {
		return nil
	}
	return groups
}

// introducesList reports whether sentences lead into a list.
func introducesList(ss []*sentence) bool {
	return len(ss) > 0 && introduces(ss[len(ss)-1])
}

// close records what a closing sentence says of all groups of its list.
func (r *permReader) close(v *sentenceView, groups []privacy.Group) {
	refused := v.statesRefusal()
	consents := v.asksConsent() && !r.refusalOnly(v)
	for _, g := range groups {
		if refused {
			r.of(g).refuse(r.claim(v.all()))
		}
		if consents {
			r.of(g).consent.add(r.claim(v.all()))
		}
	}
}
