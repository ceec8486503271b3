// Package disclosure holds an app against what its policy declares. Each rule
// is one file that documents itself; [Check] runs them all, in the precedence
// that keeps one fact from being reported twice.
package disclosure

import (
	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// Severity of a finding.
type Severity string

// Severities, gravest first. Off is for the configuration and for rules that
// only a profile switches on.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
	Off     Severity = "off"
)

// State says whether the tool is sure or a person must decide.
type State string

// Fail counts for the exit code; Review only under --strict.
const (
	Fail   State = "fail"
	Review State = "review"
)

// Text is one sentence in both report languages.
type Text struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// Kinds of subjects.
const (
	SubjectPermission = "permission" // id: the disclosure group
	SubjectSDK        = "sdk"        // id: the SDK id
	SubjectItem       = "item"       // id: the item id
	SubjectPolicy     = "policy"     // id: "document", or the element for policy/element; several SDKs of a list
	SubjectApp        = "app"        // id: "app"
)

// Subject is what a finding is about.
type Subject struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Finding is one difference between app and policy, with the evidence of both
// sides.
type Finding struct {
	Rule        string           `json:"rule"`
	Severity    Severity         `json:"severity"`
	State       State            `json:"state"`
	Subject     Subject          `json:"subject"`
	Party       *privacy.Party   `json:"party"`
	Message     Text             `json:"message"`
	Evidence    []evidence.Seen  `json:"evidence"`
	Quotes      []evidence.Quote `json:"quotes"`
	Remedy      Text             `json:"remedy"`
	Citations   []string         `json:"citations"`
	Fingerprint string           `json:"fingerprint"`
	Baseline    string           `json:"baseline"` // "new" or "known"

	// key tells findings of one rule and subject apart: sorted item ids, an
	// element, an entry name, or the normalised quote for policy/*.
	key string
	// lowered marks a finding the rule itself ranks below its severity; a
	// configured severity does not raise it again.
	lowered bool
}

// Facts is all a rule may look at.
type Facts struct {
	App     App
	SDKs    []sdkdb.Match
	Items   []usage.Item
	Unknown []sdkdb.Tree
	// Policy is nil where an app was scanned without one; only app/* rules
	// look at such facts.
	Policy *policy.Policy
	// DB tells the umbrella of an SDK that only the policy names; nil for the
	// database that ships with candor.
	DB *sdkdb.DB
}

// App is what the rules look at of the app itself.
type App struct {
	Package     string
	MinSDK      int
	Permissions []app.Permission
	Guards      []app.Guard
	// Engines are runtimes whose code candor does not read and in which the
	// need of a permission could hide: "webview", "native", "flutter" ….
	Engines []string
	NotRead []evidence.NotRead
	Packer  *Packer
	// NeedsTraced is true where whatever could hide the need of a permission
	// stands in Engines, web views included. Otherwise that nothing needs a
	// permission is never said.
	NeedsTraced bool
	// Needs has the permissions that code of any party needs, or may need as
	// [usage.MayNeed] says.
	Needs map[string]bool
}

// Packer names what hides the code of an app.
type Packer struct {
	Name     string          `json:"name"`
	Evidence []evidence.Seen `json:"evidence"`
}
