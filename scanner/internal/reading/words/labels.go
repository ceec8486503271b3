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

// Labels are the labels of data/labels.csv by their keys; see [LabelKey].
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
func LabelKey(label string) string { return language.Key(label) }
