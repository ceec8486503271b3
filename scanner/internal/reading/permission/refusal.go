package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
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
func (r *permReader) offers(v *view, own, list []privacy.Group, class bool) {
	r.offer = offer{}
	if !v.Has(words.CueRefuse) || v.StatesRefusal() {
		return
	}
	o := offer{groups: own, class: class, block: v.Source, at: v.At, open: true}
	switch {
	case class || len(own) > 0:
	case !v.Has(words.CuePerm | words.CueAnaphor | words.CueConsent):
		return
	case list != nil:
		o.groups = list
	case r.last.groups != nil && (r.last.label || v.Source == r.last.block):
		o.groups = r.last.groups
	case v.Has(words.CuePerm | words.CueConsent):
		o.groups = r.topics[v.Section]
	}
	if o.class || len(o.groups) > 0 {
		r.offer = o
	}
}

// refusedAfter records what happens after the refusal that the sentence before
// spoke of.
func (r *permReader) refusedAfter(v *view, own []privacy.Group) {
	o := r.offer
	if !o.open || len(own) > 0 || v.Source != o.block || v.At != o.at+1 || !v.StatesRefusal() && !v.hasConsequence() || v.isLegal() {
		return
	}
	q := r.claim(v.All())
	if o.class {
		r.put(&r.refusal, rule.RefusalAfterOffer, anyGroup, "refusal", q)
	}
	for _, g := range o.groups {
		r.refuse(g, rule.RefusalAfterOffer, q)
	}
}

// hasConsequence reports whether a sentence says that something no longer
// works, or still does.
func (v *view) hasConsequence() bool {
	return len(v.consequences.Get(v.findConsequences)) > 0
}

// isLegal reports whether a sentence only says that what was done before stays
// lawful.
func (v *view) isLegal() bool {
	t := strings.ToLower(v.Text)
	for _, w := range []string{"lawful", "legality", "撤回前", "撤销前", "撤回之前", "此前基于", "之前基于", "合法性"} {
		if strings.Contains(t, w) {
			return true
		}
	}
	return false
}

// speaksOfAll reports whether a sentence speaks of refusing permissions where
// no group is spoken of, so that it holds for all: 关闭权限后….
func (r *permReader) speaksOfAll(v *view) bool {
	return (v.Has(words.CuePerm) && language.HasHan(v.Text) || strings.Contains(strings.ToLower(v.Text), "permissions")) && v.Has(words.CueRefuse) && !v.Has(words.CueSingle|words.CueThird) && !v.namesGroup() &&
		r.last.groups == nil && r.topics[v.Section] == nil && v.hasConsequence()
}

// namesGroup reports whether a name stands in the sentence that is more than a
// common word.
func (v *view) namesGroup() bool {
	for _, m := range v.Mentions {
		for _, n := range m.Names {
			if n.Kind > words.NameWeak {
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
func (r *permReader) closes(v *view, own []privacy.Group) []privacy.Group {
	if len(own) > 0 || v.Source == r.last.block && r.last.groups != nil || v.Row >= 0 || v.Source == 0 || v.Has(words.CueSingle) || r.d.Blocks[v.Source].Kind == document.ListItem ||
		!v.StatesRefusal() && !(v.Has(words.CueConsent) && v.Has(words.CueWhole)) {
		return nil
	}
	var groups []privacy.Group
	items, between := 0, 0
	for j := v.Source - 1; j >= 0 && j > v.Source-maxList && !r.o.Opens[j] && r.d.Blocks[j].Kind != document.Table; j-- {
		label := r.label(j)
		switch {
		case label != nil:
			items++
			for _, g := range label {
				if !words.HasGroup(groups, g) {
					groups = append(groups, g)
				}
			}
		case items == 0 && r.d.Blocks[j].Kind != document.ListItem:
			return nil // text of the last item stands between
		case r.d.Blocks[j].Kind == document.Paragraph && introducesList(r.o.Of(j)):
			j = 0
		default:
			between++
		}
	}
	if items < 2 || between > 0 && !v.Has(words.CueWhole) {
		return nil
	}
	return groups
}

// introducesList reports whether sentences lead into a list.
func introducesList(ss []*sentence.Sentence) bool {
	return len(ss) > 0 && sentence.Introduces(ss[len(ss)-1])
}

// close records what a closing sentence says of all groups of its list.
func (r *permReader) close(v *view, groups []privacy.Group) {
	refused := v.StatesRefusal()
	consents := v.AsksConsent() && !r.refusalOnly(v)
	for _, g := range groups {
		if refused {
			r.refuse(g, rule.RefusalOfList, r.claim(v.All()))
		}
		if consents {
			r.put(&r.of(g).Consent, rule.ConsentOfList, g, "consent", r.claim(v.All()))
		}
	}
}
