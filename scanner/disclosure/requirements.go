package disclosure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Status says how sure the wording of a requirement is.
type Status string

// Statuses of a requirement. Only a verified one is quoted.
const (
	Verified   Status = "verified"   // read in the text itself, or on the publisher's page
	Secondary  Status = "secondary"  // read in a copy, a draft or a report about it
	Unverified Status = "unverified" // known to exist, wording not read
)

// Requirement is one duty of a law, a standard or a store that a finding can
// cite. Text is candor's own wording, Quote at most a clause of the original.
type Requirement struct {
	ID      string `json:"id"`
	Source  Text   `json:"source"`
	Article Text   `json:"article"`
	Text    Text   `json:"text"`
	Status  Status `json:"status"`
	Quote   string `json:"quote"` // "" where none may be given
}

// Citation is the short form: "GB/T 35273-2020 5.5 a) 6)".
func (r Requirement) Citation() Text {
	return Text{EN: strings.TrimSpace(r.Source.EN + " " + r.Article.EN), ZH: strings.TrimSpace(r.Source.ZH + " " + r.Article.ZH)}
}

var requirements = sync.OnceValue(func() []Requirement { return decodeData[Requirement]("requirements.json") })

// Requirements lists all requirements in the order of the table.
func Requirements() []Requirement { return slices.Clone(requirements()) }

// LookupRequirement finds a requirement by its id.
func LookupRequirement(id string) (Requirement, bool) {
	i := slices.IndexFunc(requirements(), func(r Requirement) bool { return r.ID == id })
	if i < 0 {
		return Requirement{}, false
	}
	return requirements()[i], true
}

// decodeData reads an embedded list. A fault in one is a fault of the build,
// found by the tests, so it panics.
func decodeData[T any](name string) []T {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err)
	}
	var list []T
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&list); err != nil {
		panic(fmt.Sprintf("disclosure: data/%s: %v", name, err))
	}
	return list
}
