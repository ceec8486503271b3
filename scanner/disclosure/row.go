package disclosure

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/sdkdb"
)

// Fields of an SDK row, as the report names them.
const (
	fieldPurpose     = "purpose"
	fieldMethod      = "method"
	fieldScope       = "scope"
	fieldInstitution = "institution"
	fieldWebsite     = "website"
	fieldPrivacyURL  = "privacyUrl"
	fieldContact     = "contact"
	fieldPermissions = "permissions"
	fieldScene       = "scene"
)

// Declared is what a document says of one SDK.
type Declared struct {
	Rows     []*policy.SDK // that cover it, in the order of the document
	Mentions []policy.Item // statements about it outside any row
}

// Disclosed reports whether the document names the SDK.
func (d Declared) Disclosed() bool { return len(d.Rows)+len(d.Mentions) > 0 }

// DeclaredSDKs tells by id what a document says of SDKs that were found, as
// the rules see it: the rows of its own; of a bare umbrella those of its parts;
// of a part those of its umbrella that name what the part does.
func DeclaredSDKs(p *policy.Policy, found []sdkdb.Match) map[string]Declared {
	x := &facts{Facts: Facts{SDKs: found, Policy: p}}
	x.index()
	out := map[string]Declared{}
	for i := range found {
		f := &family{subject: &found[i]}
		x.findRows(f)
		out[f.subject.ID] = Declared{Rows: f.rows, Mentions: f.mentions}
	}
	return out
}

// Field returns a field of a row, nil where it is missing. A privacy URL
// satisfies the website.
func Field(r *policy.SDK, field string) *policy.Field {
	switch field {
	case fieldPurpose:
		return r.Purpose
	case fieldMethod:
		return r.Method
	case fieldScope:
		if r.Scope != nil {
			return &policy.Field{Text: r.Scope.Text, Quotes: r.Scope.Quotes}
		}
	case fieldInstitution:
		return r.Institution
	case fieldWebsite:
		return cmp.Or(r.Website, r.PrivacyURL)
	case fieldPrivacyURL:
		return r.PrivacyURL
	case fieldContact:
		return r.Contact
	case fieldPermissions:
		return r.Permissions
	case fieldScene:
		return r.Scene
	}
	return nil
}

// missingField returns a finding for every SDK whose rows lack a field.
func missingField(field string) func(x *facts) []Finding {
	return func(x *facts) []Finding {
		var out []Finding
		for _, f := range x.families {
			if f.disclosed() && !f.gives(field) {
				out = append(out, f.lacks(x.rereadField(f, field), field))
			}
		}
		return out
	}
}

// gives reports whether a row of the family gives the field.
func (f *family) gives(field string) bool {
	if field == fieldScope {
		_, _, given := f.scope()
		return given
	}
	if field == fieldPurpose && slices.ContainsFunc(f.mentions, func(it policy.Item) bool { return it.Purpose != nil }) {
		return true
	}
	return slices.ContainsFunc(f.rows, func(r *policy.SDK) bool { return Field(r, field) != nil })
}

// lacks is the finding that the rows of the family do not give some fields;
// again is what was found of them beside the rows.
func (f *family) lacks(again reread, fields ...string) Finding {
	var names []Text
	for _, field := range fields {
		names = append(names, Name(nameField, field))
	}
	name := list(names)
	return again.weigh(Finding{
		Subject: f.sdk(), Party: f.party(),
		Message: again.states(say("The row of %[1]s does not give: %[2]s.", "“%[1]s”的条目缺少：%[2]s。", f.rowName(), name),
			say("In the row of %[1]s was not read: %[2]s.", "“%[1]s”的条目中未读到：%[2]s。", f.rowName(), name)),
		Remedy:   say("Add to the row of %[1]s: %[2]s.", "在“%[1]s”的条目中补充：%[2]s。", f.rowName(), name),
		Evidence: appendSeen(nil, f.seen()...),
		Quotes:   f.rowQuotes(),
		key:      strings.Join(fields, ","),
	})
}
