package disclosure

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/privacy"
)

// DefaultProfile is the profile used where none is named.
const DefaultProfile = "kstar"

// Profile is a set of requirements: how grave each rule is, and what it asks
// for beyond the six fields and four elements of the model.
type Profile struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
	// Sources are beginnings of requirement ids; findings cite those first
	// that belong to the profile. Empty: all alike.
	Sources []string `json:"sources"`
	// Rules holds severities that differ from the rules' own.
	Rules map[string]Severity `json:"rules"`
	// Elements are the document elements policy/element asks for.
	Elements []privacy.Element `json:"elements"`
	// SDKFields are the fields sdk/field asks for beyond the six.
	SDKFields []string `json:"sdkFields"`
}

var profiles = sync.OnceValue(func() []Profile { return decodeData[Profile]("profiles.json") })

// Profiles lists the profiles, the default first.
func Profiles() []Profile { return slices.Clone(profiles()) }

// LookupProfile finds a profile by its id, the default for "".
func LookupProfile(id string) (*Profile, error) {
	if id == "" {
		id = DefaultProfile
	}
	var known []string
	for i, p := range profiles() {
		if p.ID == id {
			return &profiles()[i], nil
		}
		known = append(known, p.ID)
	}
	return nil, fmt.Errorf("there is no profile %q; known are %s", id, strings.Join(known, ", "))
}

// citations are the requirements a finding of the rule cites: those of the
// profile where it has any, else all.
func (p *Profile) citations(r Rule) []string {
	var own []string
	for _, id := range r.Cites {
		if slices.ContainsFunc(p.Sources, func(s string) bool { return strings.HasPrefix(id, s) }) {
			own = append(own, id)
		}
	}
	if len(own) > 0 {
		return own
	}
	return slices.Clone(r.Cites)
}
