// Package usage says which code reads which personal information. It runs the
// one pass over the instructions of a DEX file, looks for the calls, fields
// and strings of the table in data/apis.csv, and attributes each to the party
// that owns the calling class, as sdkdb decides it.
package usage

import (
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Item is one item of personal information that the code of one party reads,
// or could read, with every place where it does.
type Item struct {
	Item     privacy.Item     `json:"item"`
	Party    privacy.Party    `json:"party"`
	Strength privacy.Strength `json:"strength"`
	// AvailableUpToAPI is the last Android API level on which any of the
	// calls still returns data to an ordinary app; nil where there is no end.
	AvailableUpToAPI *int `json:"availableUpToApi"`
	// Reflective is true where every access goes through class and method
	// names held as strings.
	Reflective bool            `json:"reflective"`
	Evidence   []evidence.Seen `json:"evidence"`
	// Permissions are the full names of the permissions that guard the calls,
	// sorted; any of them may be enough.
	Permissions []string `json:"permissions"`
	// Free is true where one of the calls needs no permission in this app, so
	// that the item is read even if it holds none of Permissions.
	Free bool `json:"free"`

	parts []part // by what the calls need; nil in an item read from a report
}

// Found reports whether the code reads the item, as against code that could,
// that lets the user hand one thing over, or that only writes.
func (i Item) Found() bool { return i.Strength.Finds() }

// dynamicCode marks the rows that load code at run time.
const dynamicCode = privacy.Item("dynamic_code")

// signals are rows of the table that say something of the code around them and
// are no item of personal information.
var signals = map[privacy.Item]bool{"content_query": true, dynamicCode: true, "permission_request": true}
