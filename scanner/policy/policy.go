// Package policy is what a policy declares: the result types of reading one and
// their contracts, every claim with the exact quote and line. It knows nothing
// of how a policy is read.
package policy

import (
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// State is the state of one element of a permission, or of the document.
type State string

// States. Named is stated, missing, denied or conflicting; purpose is stated,
// vague or missing; refusal, consent and document elements are stated or
// missing.
const (
	Stated      State = "stated"
	Vague       State = "vague"
	Missing     State = "missing"
	Denied      State = "denied"
	Conflicting State = "conflicting"
)

// Policy is what one or more documents declare together. The JSON form is
// that of report.policy in candor.report/1.
type Policy struct {
	Documents   []Document         `json:"documents"`
	Languages   []string           `json:"languages"` // "en", "zh", sorted
	Covers      Covers             `json:"covers"`
	Permissions []Permission       `json:"permissions"` // one per group the documents speak of
	Elements    []Element          `json:"elements"`    // every document element, stated or missing
	Items       []Item             `json:"items"`
	Denials     []Denial           `json:"denials"`
	SDKs        []SDK              `json:"sdks"`
	OpenEnded   []evidence.Quote   `json:"openEnded"`   // lists of items or SDKs that stay open
	Conflicts   []Conflict         `json:"conflicts"`   // statements that exclude each other
	Pairs       []LanguageMismatch `json:"disagreeing"` // language versions that differ
	Leftovers   []Leftover         `json:"leftovers"`   // sentences that name something and could not be placed
	NotRead     []evidence.NotRead `json:"notRead"`     // parts of a document that were lost
}

// Document is one document as it was read.
type Document struct {
	Path   string `json:"path"`
	Format string `json:"format"` // "html", "markdown", "text", "pdf", "docx"
	SHA256 string `json:"sha256"` // of the bytes that were read
	Lines  int    `json:"lines"`
	Text   string `json:"text"` // as read, one line per line of the file
}

// Covers says what the document applies to; nil where it does not say.
type Covers struct {
	App     *bool `json:"app"`
	Website *bool `json:"website"`
	// General is true where the document speaks of products or services in
	// general beside a website, so that a person must decide.
	General bool             `json:"general"`
	Quotes  []evidence.Quote `json:"quotes"`
}

// Statement is one element of a permission: what the document says of it.
type Statement struct {
	State  State            `json:"state"`
	Quotes []evidence.Quote `json:"quotes"`
}

// ScopedStatement is a statement made for one group or for all at once.
type ScopedStatement struct {
	State  State            `json:"state"`
	Text   string           `json:"text,omitempty"`
	Scope  string           `json:"scope"` // "own", "general"
	Quotes []evidence.Quote `json:"quotes"`
}

// Purpose is what a permission is for.
type Purpose struct {
	State  State            `json:"state"`
	Text   string           `json:"text"`
	Quotes []evidence.Quote `json:"quotes"`
}

// Permission is what the documents say of one disclosure group.
type Permission struct {
	Group   privacy.Group   `json:"group"`
	Named   Statement       `json:"named"`
	Purpose Purpose         `json:"purpose"`
	Refusal ScopedStatement `json:"refusal"`
	Consent ScopedStatement `json:"consent"`
	// Wider lists the wider members of the group (full Android names) the
	// text names: background location, all files, sending SMS.
	Wider []string `json:"wider"`
	// Narrow is "approximate-only" or "read-only" where the text restricts
	// itself to that, "" otherwise.
	Narrow string `json:"narrow"`
}

// Element is a document element, stated with its quotes or missing.
type Element struct {
	Element privacy.Element  `json:"element"`
	State   State            `json:"state"`
	Quotes  []evidence.Quote `json:"quotes"`
}

// Party of an item: who acts.
const (
	First = "first"
	Third = "third" // anyone but the first party; an SDK is given by its id
)

// Polarity of an item.
const (
	Performed    = "performed"
	NotPerformed = "not_performed"
)

// Action of an item.
const (
	Collect = "collect"
	Use     = "use"
	Share   = "share"
	Receive = "receive"
)

// Item is one item of personal information a statement is about.
type Item struct {
	Item      privacy.Item     `json:"item"`
	Term      string           `json:"term"`  // the words that named it
	Party     string           `json:"party"` // First, Third or an SDK id
	PartyName *string          `json:"partyName"`
	Polarity  string           `json:"polarity"`
	Action    string           `json:"action"`
	Purpose   *string          `json:"purpose"`
	Condition *string          `json:"condition"`
	Quotes    []evidence.Quote `json:"quotes"`

	// Firm counts the quote whose own verb says it, from 1; 0 where the item
	// was only named, and what is done with it taken from the surroundings.
	// Taken counts the one that says with a verb of collecting that it is.
	Firm, Taken int `json:"-"`
}

// Kinds of denials.
const (
	DeniesPermission = "permission" // ID is a group
	DeniesItem       = "item"       // ID is an item
	DeniesSDK        = "sdk"        // ID is an SDK id
	DeniesCategory   = "category"   // ID is an SDK category ("ads", "analytics")
	DeniesAllSDKs    = "all-sdks"   // ID is ""
)

// Denial is an unrestricted denial. One limited by purpose, party, age,
// "without consent", "unless" or 除非 is none.
type Denial struct {
	Kind   string           `json:"kind"`
	ID     string           `json:"id"`
	Party  string           `json:"party"` // who does not do it; items only, else ""
	Quotes []evidence.Quote `json:"quotes"`
}

// Field is one field of an SDK row.
type Field struct {
	Text   string           `json:"text"`
	Quotes []evidence.Quote `json:"quotes"`
}

// Scope is the personal information an SDK row names.
type Scope struct {
	Text   string           `json:"text"`
	Items  []privacy.Item   `json:"items"`
	Quotes []evidence.Quote `json:"quotes"`
}

// SDK is one row of an SDK list, a block of label and value, or a sentence
// that names an SDK and what it does. A field the text does not give, or
// gives only as a mark to fill in, is nil.
type SDK struct {
	Name        string           `json:"name"`
	ID          *string          `json:"id"` // nil where the name is in no database entry
	Purpose     *Field           `json:"purpose"`
	Method      *Field           `json:"method"`
	Scope       *Scope           `json:"scope"`
	Institution *Field           `json:"institution"`
	Website     *Field           `json:"website"`
	PrivacyURL  *Field           `json:"privacyUrl"`
	Contact     *Field           `json:"contact"`
	Scene       *Field           `json:"scene"`
	Permissions *Field           `json:"permissions"`
	Platforms   []string         `json:"platforms"` // "android", "ios", …; empty where the row does not say
	Line        int              `json:"line"`
	Quotes      []evidence.Quote `json:"quotes"` // the name as it stands
}

// Conflict is a pair of statements that exclude each other.
type Conflict struct {
	About  string           `json:"about"` // element, item or group id
	Quotes []evidence.Quote `json:"quotes"`
}

// LanguageMismatch is a statement whose two language versions differ.
type LanguageMismatch struct {
	About  string           `json:"about"`
	Quotes []evidence.Quote `json:"quotes"`
}

// Kinds of mentions.
const (
	MentionsSDK        = "sdk"        // ID is an SDK id
	MentionsPermission = "permission" // ID is a disclosure group
	MentionsItem       = "item"       // ID is an item
	MentionsField      = "field"      // ID is a field of an SDK row, or an element of a permission; Of whose
)

// Leftover is a sentence that names something a policy is asked for and of
// which no view made a claim of that. It says neither that the thing is
// declared nor that it is not: a person has to read it.
type Leftover struct {
	evidence.Quote
	Mentions []Mention `json:"mentions"`
}

// Mention is a word of a leftover and what it can stand for.
type Mention struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	// Of is whose field or element the words could be: an SDK id or a group;
	// "" for other kinds.
	Of   string `json:"of,omitempty"`
	Text string `json:"text"`
}
