package disclosure

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// android is how rows name the platform the app is for.
const android = "android"

// family is what one finding about an SDK is about: the SDKs of the app that
// the same rows of the document disclose, or that none does. An umbrella stands
// with its part, since one artefact carries both.
type family struct {
	subject *sdkdb.Match   // the deepest part
	members []*sdkdb.Match // all of them, the subject included
	rows    []*policy.SDK  // rows that cover it; empty: undisclosed
	// mentions are statements about the SDK outside any row.
	mentions []policy.Item
	// umbrellaRow is a row of the umbrella that does not name what the part
	// does, so that a person must decide whether it covers the part.
	umbrellaRow *policy.SDK
	// partRow is a row of a part that is not in the app: it neither covers the
	// umbrella nor owes fields, and a person must decide what it is about.
	partRow *policy.SDK
}

// sdkFamilies puts the SDKs of the app into families. A candidate is a hint
// and gives no finding.
func (x *facts) sdkFamilies() []*family {
	var disclosed, undisclosed []*family
	for i := range x.SDKs {
		m := &x.SDKs[i]
		if m.Confidence == sdkdb.Candidate {
			continue
		}
		f := &family{subject: m, members: []*sdkdb.Match{m}}
		x.findRows(f)
		if len(f.rows) == 0 && len(f.mentions) == 0 {
			undisclosed = append(undisclosed, f)
			continue
		}
		disclosed = append(disclosed, f)
	}
	out := slices.Concat(x.fold(disclosed), x.fold(undisclosed))
	slices.SortFunc(out, func(a, b *family) int { return cmp.Compare(a.subject.ID, b.subject.ID) })
	return out
}

// fold puts each umbrella into the family of its deepest part: among
// undisclosed ones any part, among disclosed ones a part the same row covers.
// What is surely undisclosed does not stand behind a doubt about a part of it.
func (x *facts) fold(families []*family) []*family {
	slices.SortStableFunc(families, func(a, b *family) int {
		return cmp.Or(cmp.Compare(x.depth(b.subject.ID), x.depth(a.subject.ID)), cmp.Compare(a.subject.ID, b.subject.ID))
	})
	var out []*family
	for _, f := range families {
		into := slices.IndexFunc(out, func(part *family) bool {
			return x.within(part.subject.ID, f.subject.ID) && sameRows(part, f) && (f.disclosed() || SpeaksFor(part.subject, f.subject))
		})
		if into < 0 {
			out = append(out, f)
			continue
		}
		out[into].members = append(out[into].members, f.members...)
		for _, r := range f.rows {
			if !slices.Contains(out[into].rows, r) {
				out[into].rows = append(out[into].rows, r)
			}
		}
	}
	return out
}

// SpeaksFor reports whether what is said of a part is said of its umbrella as
// well: an umbrella in use needs its own words where the part is only present.
func SpeaksFor(part, umbrella *sdkdb.Match) bool {
	return part.Use != sdkdb.Present || umbrella.Use == sdkdb.Present
}

// sameRows reports whether two families share a row, or have none both.
func sameRows(a, b *family) bool {
	if len(a.rows) == 0 || len(b.rows) == 0 {
		return len(a.rows) == len(b.rows)
	}
	return slices.ContainsFunc(a.rows, func(r *policy.SDK) bool { return slices.Contains(b.rows, r) })
}

// findRows finds the rows that cover an SDK: its own; for a bare umbrella
// those of its parts that the app carries; for a part those of its umbrella that name what the part
// does. A row of a sibling covers nothing, and neither does a company's name.
func (x *facts) findRows(f *family) {
	id := f.subject.ID
	var own, parts, umbrella []*policy.SDK
	for i := range x.Policy.SDKs {
		row := &x.Policy.SDKs[i]
		switch {
		case row.ID == nil || !forAndroid(row):
		case *row.ID == id:
			own = append(own, row)
		case x.within(*row.ID, id) && x.carries(*row.ID):
			parts = append(parts, row)
		case x.within(*row.ID, id):
			f.partRow = row
		case x.within(id, *row.ID) && x.namesPart(row, f.subject):
			umbrella = append(umbrella, row)
		case x.within(id, *row.ID):
			f.umbrellaRow = row
		}
	}
	for _, it := range x.Policy.Items {
		if (it.Party == id || x.within(it.Party, id) && x.carries(it.Party)) && it.Polarity == policy.Performed {
			f.mentions = append(f.mentions, it)
		}
	}
	switch {
	case len(own) > 0:
		f.rows = own
	case len(parts) > 0:
		f.rows = parts
	case len(f.mentions) > 0:
	default:
		f.rows = umbrella
	}
}

// carries reports whether the app carries a part of an umbrella: the part was
// found, or every copy of the umbrella's code has it.
func (x *facts) carries(part string) bool {
	if x.byID[part] != nil {
		return true
	}
	s := x.entry(part)
	return s != nil && s.Capability != nil
}

// forAndroid reports whether a row can be about an Android app.
func forAndroid(row *policy.SDK) bool {
	return len(row.Platforms) == 0 || slices.Contains(row.Platforms, android)
}

// namesPart reports whether the row of an umbrella names, in its name or
// purpose, what the part does: a word for one of its categories, or the word
// that tells the part's name from the umbrella's.
func (x *facts) namesPart(row *policy.SDK, part *sdkdb.Match) bool {
	text := row.Name
	if row.Purpose != nil {
		text += " " + row.Purpose.Text
	}
	var words []string
	for _, c := range part.Categories {
		words = append(words, tables().functions[c]...)
	}
	common := strings.ToLower(x.sdkName(x.parentOf(part.ID)) + " " + part.Vendor + " " + android)
	for _, w := range strings.Fields(strings.ToLower(part.Name)) {
		if len(w) > 3 && !containsWord(common, w) {
			words = append(words, w)
		}
	}
	return namesFunction(text, words)
}

// sdkName is the name of an SDK to print.
func (x *facts) sdkName(id string) string {
	if m := x.byID[id]; m != nil {
		return m.Name
	}
	if s := x.entry(id); s != nil {
		return s.Name
	}
	return id
}

func (f *family) party() *privacy.Party { return partyOf(privacy.Party(f.subject.ID)) }

func (f *family) sdk() Subject {
	return Subject{Kind: SubjectSDK, ID: f.subject.ID, Name: f.subject.Name}
}

func (f *family) name() Text { return same(f.subject.Name) }

func (f *family) disclosed() bool { return len(f.rows) > 0 || len(f.mentions) > 0 }

// seen is what proves the SDK, of the subject first.
func (f *family) seen() []evidence.Seen {
	var out []evidence.Seen
	for _, m := range f.members {
		out = appendSeen(out, m.Evidence[:min(len(m.Evidence), 2*maxPerUse)]...)
	}
	return out
}

// readsOf returns what the code of the family reads.
func (x *facts) readsOf(f *family) []*read {
	var out []*read
	for _, r := range x.reads {
		if slices.ContainsFunc(f.members, func(m *sdkdb.Match) bool { return string(r.Party) == m.ID }) {
			out = append(out, r)
		}
	}
	return out
}

// doubtful reports whether a person must decide: the SDK is there, and nothing
// calls or declares it.
func (f *family) doubtful() bool { return f.subject.Use == sdkdb.Present }

// state is Review where the finding rests on something doubtful.
func state(review bool) State {
	if review {
		return Review
	}
	return Fail
}

// rowQuotes are the names of the rows as they stand.
func (f *family) rowQuotes() []evidence.Quote {
	var out []evidence.Quote
	for _, r := range f.rows {
		out = appendQuotes(out, r.Quotes...)
	}
	for _, it := range f.mentions {
		out = appendQuotes(out, it.Quotes...)
	}
	return out
}

// rowName is how the document calls the SDK.
func (f *family) rowName() Text {
	if len(f.rows) > 0 {
		return same(strings.Join(strings.Fields(f.rows[0].Name), " "))
	}
	return f.name()
}

// scope is what the rows name as the SDK's scope. given is false where no row
// has a scope.
func (f *family) scope() (items []privacy.Item, quotes []evidence.Quote, given bool) {
	for _, r := range f.rows {
		if r.Scope != nil {
			given = true
			items = append(items, r.Scope.Items...)
			quotes = appendQuotes(quotes, r.Scope.Quotes...)
		}
	}
	for _, it := range f.mentions {
		given = true
		items = append(items, it.Item)
		quotes = appendQuotes(quotes, it.Quotes...)
	}
	slices.Sort(items)
	return slices.Compact(items), quotes, given
}
