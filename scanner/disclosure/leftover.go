package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// What rules say of their second reading.
var (
	namedUnplaced  = Text{EN: "Where a sentence that could not be placed names it, a person must decide.", ZH: "未能归类的语句提到它的，须由人判断。"}
	statedUnplaced = Text{EN: "Where a sentence beside it that could not be placed may say so, a person must decide.", ZH: "其旁未能归类的语句可能已有说明的，须由人判断。"}
)

// maxReread bounds the sentences that one finding quotes.
const maxReread = 4

// reread is what the document holds of something that no view of it declares:
// sentences that mention it and could not be placed. Before a rule says that
// something is not there it reads again, so that "not read" is never taken for
// "not there".
type reread struct {
	quotes []evidence.Quote
}

// rereadFor looks through the sentences that could not be placed.
func (x *facts) rereadFor(wanted func(policy.Mention) bool) reread {
	var r reread
	for i := range x.Policy.Leftovers {
		if l := &x.Policy.Leftovers[i]; len(r.quotes) < maxReread && slices.ContainsFunc(l.Mentions, wanted) {
			r.quotes = append(r.quotes, l.Quote)
		}
	}
	return r
}

// found reports whether a person has to decide.
func (r reread) found() bool { return len(r.quotes) > 0 }

// names is the claim that the document does not name something, or where a
// sentence mentions it what is known of that.
func (r reread) names(absent Text) Text {
	if !r.found() {
		return absent
	}
	return say("It is named here, in a sentence candor could not place.", "隐私政策在所引原文中提到，但该语句未能归类。")
}

// states is the claim that the document names something without saying what it
// must say of it, or where a sentence could say so what is named.
func (r reread) states(absent, named Text) Text {
	if !r.found() {
		return absent
	}
	return join(named, say("What is asked for may stand here, in a sentence candor could not place.", "所要求的内容可能写在所引原文中，但该语句未能归类。"))
}

// weigh leaves a finding to a person where sentences were found, and shows
// them first.
func (r reread) weigh(f Finding) Finding {
	if r.found() {
		f.State, f.Quotes = Review, appendQuotes(r.quotes, f.Quotes...)
	}
	return f
}

// rereadSDK looks for an SDK of a family, by any name of a member, of the
// umbrella or of a part of one.
func (x *facts) rereadSDK(f *family) reread {
	return x.rereadFor(func(m policy.Mention) bool {
		return m.Kind == policy.MentionsSDK && f.has(func(id string) bool { return m.ID == id || x.within(id, m.ID) || x.within(m.ID, id) })
	})
}

// rereadGroup looks for a disclosure group.
func (x *facts) rereadGroup(g *group) reread {
	return x.rereadFor(func(m policy.Mention) bool { return m.Kind == policy.MentionsPermission && m.ID == string(g.id) })
}

// rereadItem looks for an item, for what contains it or is contained in it,
// and for the permission whose content it is.
func (x *facts) rereadItem(id privacy.Item) reread {
	return x.rereadFor(func(m policy.Mention) bool {
		switch m.Kind {
		case policy.MentionsItem:
			named := privacy.Item(m.ID)
			return privacy.Covers(named, id) != privacy.NotCovered || privacy.Covers(id, named) == privacy.Covered
		case policy.MentionsPermission:
			return slices.Contains(tables().groupItems[privacy.Group(m.ID)], id)
		}
		return false
	})
}

// rereadElement looks beside what names a group for an element of it.
func (x *facts) rereadElement(g *group, element string) reread {
	return x.rereadFor(func(m policy.Mention) bool {
		return m.Kind == policy.MentionsField && m.ID == element && m.Of == string(g.id)
	})
}

// rereadField looks beside the rows of a family, and where its SDKs are named,
// for a field.
func (x *facts) rereadField(f *family, field string) reread {
	return x.rereadFor(func(m policy.Mention) bool {
		if m.Kind != policy.MentionsField || m.ID != field {
			return false
		}
		return f.has(func(id string) bool { return m.Of == id }) ||
			slices.ContainsFunc(f.rows, func(r *policy.SDK) bool { return r.ID != nil && m.Of == *r.ID })
	})
}

// has reports whether the id of a member is wanted.
func (f *family) has(wanted func(id string) bool) bool {
	for _, m := range f.members {
		if wanted(m.ID) {
			return true
		}
	}
	return false
}
