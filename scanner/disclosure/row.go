package disclosure

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/policy"
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

// hasField reports whether a row gives a field. A privacy URL satisfies the
// website.
func hasField(r *policy.SDK, field string) bool {
	switch field {
	case fieldPurpose:
		return r.Purpose != nil
	case fieldMethod:
		return r.Method != nil
	case fieldScope:
		return r.Scope != nil
	case fieldInstitution:
		return r.Institution != nil
	case fieldWebsite:
		return r.Website != nil || r.PrivacyURL != nil
	case fieldPrivacyURL:
		return r.PrivacyURL != nil
	case fieldContact:
		return r.Contact != nil
	case fieldPermissions:
		return r.Permissions != nil
	case fieldScene:
		return r.Scene != nil
	}
	return false
}

// missingField returns a finding for every SDK whose rows lack a field.
func missingField(field string) func(x *facts) []Finding {
	return func(x *facts) []Finding {
		var out []Finding
		for _, f := range x.families {
			if f.disclosed() && !f.gives(field) {
				out = append(out, f.lacks(field))
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
	return slices.ContainsFunc(f.rows, func(r *policy.SDK) bool { return hasField(r, field) })
}

// lacks is the finding that the rows of the family do not give some fields.
func (f *family) lacks(fields ...string) Finding {
	var names []Text
	for _, field := range fields {
		names = append(names, Name(nameField, field))
	}
	name := list(names)
	return Finding{
		Subject: f.sdk(), Party: f.party(),
		Message:  say("The row of %[1]s does not give: %[2]s.", "“%[1]s”的条目缺少：%[2]s。", f.rowName(), name),
		Remedy:   say("Add to the row of %[1]s: %[2]s.", "在“%[1]s”的条目中补充：%[2]s。", f.rowName(), name),
		Evidence: appendSeen(nil, f.seen()...),
		Quotes:   f.rowQuotes(),
		key:      strings.Join(fields, ","),
	}
}
