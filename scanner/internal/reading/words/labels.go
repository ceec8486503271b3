package words

import (
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// Fields of an SDK row that labels and columns name. fieldOther is a label
// that is known and of no interest here.
const (
	FieldName        = "name"
	FieldPurpose     = "purpose"
	FieldScene       = "scene"
	FieldMethod      = "method"
	FieldScope       = "scope"
	FieldPermissions = "permissions"
	FieldInstitution = "institution"
	FieldWebsite     = "website"
	FieldPrivacyURL  = "privacyUrl"
	FieldContact     = "contact"
	FieldOther       = "other"
)

// labelTables holds the label words of data/labels.csv: of SDK rows, and of
// the columns of permission tables.
type labelTables struct {
	SDK, Permission map[string]string
}

var Labels = sync.OnceValue(func() labelTables {
	t := labelTables{map[string]string{}, map[string]string{}}
	language.Table(data, "labels.csv", 3, func(r []string) {
		m, field := t.SDK, r[0]
		if f, ok := strings.CutPrefix(field, "permission."); ok {
			m, field = t.Permission, f
		}
		for _, label := range language.SplitList(r[2]) {
			if k := LabelKey(label); m[k] == "" {
				m[k] = field
			}
		}
	})
	return t
})

// LabelKey folds a label and drops all but letters and digits.
func LabelKey(label string) string {
	var b strings.Builder
	b.Grow(len(label))
	for _, r := range label {
		if r = language.FoldRune(r); language.IsHan(r) || language.IsWord(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}
