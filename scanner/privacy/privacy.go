// Package privacy is the vocabulary that the app side and the policy side of
// candor share: disclosure groups and the permissions behind them, items of
// personal information and what contains what, parties, document elements.
// Every id is declared here or in the tables of data/, and nowhere else. The
// package imports nothing of this module.
//
// The tables are embedded CSV, one fact per line with its source; they are
// decoded on first use and are read-only for callers.
package privacy

import "strings"

// Group is the id of a disclosure group: the unit in which policies speak of
// permissions ("camera", "storage", "location" …). The empty Group means that
// a permission belongs to none.
type Group string

// Item is the id of an item of personal information ("imei", "location").
type Item string

// Party says whose code reads an item: [PartyApp], [PartyUnknown], the id of
// an SDK, or "library:" and the id of a general library.
type Party string

// The parties that are not an SDK or a library.
const (
	PartyApp     Party = "app"
	PartyUnknown Party = "unknown"
)

const libraryPrefix = "library:"

// LibraryParty is the party of code in the general library id.
func LibraryParty(id string) Party { return Party(libraryPrefix + id) }

// IsLibrary reports whether p is a general library or shared runtime.
func (p Party) IsLibrary() bool { return strings.HasPrefix(string(p), libraryPrefix) }

// SDK returns the SDK id p stands for, or "" where p is no SDK.
func (p Party) SDK() string {
	if p == PartyApp || p == PartyUnknown || p.IsLibrary() {
		return ""
	}
	return string(p)
}

// Languages of a document or a quote.
const (
	English = "en"
	Chinese = "zh"
	Mixed   = "mixed" // one passage in both
)

// Element is an element of a policy document as a whole.
type Element string

// Elements lists the document elements in the order reports show them.
var Elements = []Element{
	"controller", "contact", "effective_date", "purposes", "sharing",
	"retention", "storage_location", "cross_border", "security", "rights",
	"account_cancellation", "children", "changes", "complaint",
}

// Strength says how much one API row of the usage table proves.
type Strength string

// Strengths, strongest first. Only Read and Listen find an item by
// themselves; Weak counts with its companion in the same method.
const (
	Read   Strength = "read"
	Listen Strength = "listen"
	Weak   Strength = "weak"
	Gate   Strength = "gate"
	Write  Strength = "write"
	Picker Strength = "picker"
	Signal Strength = "signal"
)

// Finds reports whether code of this strength reads an item.
func (s Strength) Finds() bool { return s == Read || s == Listen }

// splitList splits the semicolon lists of the tables; nil for an empty one.
func splitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}
