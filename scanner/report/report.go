// Package report holds the [Report] value, the JSON document candor.report/1
// it reads and writes, and one writer per further format. Writers work from
// the value alone, so that every format can be rendered from a saved report.
package report

import (
	"time"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// Schema names of the JSON documents. Keys may be added within a version,
// never renamed.
const (
	Schema       = "candor.report/1"
	PolicySchema = "candor.policy/1"
	SDKsSchema   = "candor.sdks/1"
	MatchSchema  = "candor.match/1"
)

// Report is everything candor says about one app, with or without a policy.
type Report struct {
	Schema    string     `json:"schema"`
	Tool      Tool       `json:"tool"`
	Generated *time.Time `json:"generated,omitempty"` // nil with --reproducible
	Profile   string     `json:"profile"`
	// Only says what was asked for where not everything was: "permissions",
	// "sdks" or "items". The other lists are empty and mean nothing then.
	Only        string               `json:"only,omitempty"`
	App         App                  `json:"app"`
	Permissions []Permission         `json:"permissions"`
	SDKs        []SDK                `json:"sdks"`
	Items       []usage.Item         `json:"items"`
	Unknown     []Unknown            `json:"unknown"`
	Policy      *policy.Policy       `json:"policy"`
	Findings    []disclosure.Finding `json:"findings"`
	Summary     Summary              `json:"summary"`
}

// Tool says which candor made the report, with which SDK facts.
type Tool struct {
	Name    string    `json:"name"`
	Version string    `json:"version"`
	SDKDB   SDKDBInfo `json:"sdkdb"`
}

// SDKDBInfo is the state of the SDK database.
type SDKDBInfo struct {
	Version string `json:"version"` // short hash of its contents
	SDKs    int    `json:"sdks"`    // entries, libraries left out
}

// App describes the file that was read.
type App struct {
	Path        string             `json:"path"`
	SHA256      string             `json:"sha256"`
	Size        int64              `json:"size"`
	Container   string             `json:"container"`
	Package     string             `json:"package"`
	VersionName string             `json:"versionName"`
	VersionCode string             `json:"versionCode"`
	MinSDK      int                `json:"minSdk"`
	TargetSDK   int                `json:"targetSdk"`
	Label       string             `json:"label"`
	Signer      *string            `json:"signer"` // SHA-256 of the certificate, nil where unsigned
	DexFiles    int                `json:"dexFiles"`
	Classes     int                `json:"classes"`
	Complete    bool               `json:"complete"`
	NotRead     []evidence.NotRead `json:"notRead"`
	Notes       []string           `json:"notes"`
	Packer      *disclosure.Packer `json:"packer"`
	Engines     []string           `json:"engines"` // runtimes whose code is not read
	Guards      []Guard            `json:"guards"`  // components that tell of a disclosure group
	Hosts       []string           `json:"hosts"`   // of web addresses that stand in the code
}

// Guard is a component that tells of a disclosure group without a permission
// that the app requests: a service only the system may bind, a receiver of a
// telling broadcast.
type Guard struct {
	Group     privacy.Group `json:"group"`
	Kind      string        `json:"kind"`            // "component-guard" or "receiver-action"
	Value     string        `json:"value"`           // the guarding permission or the action
	Component string        `json:"component"`       // full class name
	Part      string        `json:"split,omitempty"` // the split that declares it, none in a single APK
	// Opens is false where Android tells the component nothing: the app lacks
	// the permission that a broadcast needs, or supports no Android version
	// that delivers it.
	Opens bool `json:"opens"`
}

// Permission is a permission of the app, who uses it and where it may come from.
type Permission struct {
	app.Permission
	UsedBy      []Use    `json:"usedBy"`
	MayComeFrom []string `json:"mayComeFrom"` // SDKs whose artefact merges it
	// Referenced is true where code refers to classes that may need the
	// permission, whether or not a call that does was seen.
	Referenced bool `json:"referenced,omitempty"`
}

// Use is a party whose code uses a permission.
type Use struct {
	Party    privacy.Party   `json:"party"`
	Evidence []evidence.Seen `json:"evidence"`
}

// SDK is an SDK that was found, with the items its code reads.
type SDK struct {
	sdkdb.Match
	Items []privacy.Item `json:"items"`
}

// Unknown is a tree of classes nobody could be named for.
type Unknown struct {
	Root     string          `json:"root"`
	Classes  int             `json:"classes"`
	Items    []privacy.Item  `json:"items"`
	Evidence []evidence.Seen `json:"evidence"`
}

// Summary counts what the report holds.
type Summary struct {
	Errors      int                `json:"errors"`
	Warnings    int                `json:"warnings"`
	Notes       int                `json:"notes"`
	Permissions PermissionSummary  `json:"permissions"`
	SDKs        SDKSummary         `json:"sdks"`
	Attributed  float64            `json:"attributed"` // share of reads whose party is known
	NotRead     []evidence.NotRead `json:"notRead"`    // of app and policy
}

// PermissionSummary counts permissions.
type PermissionSummary struct {
	Declared  int `json:"declared"`
	Sensitive int `json:"sensitive"` // disclosure groups asked for
	Disclosed int `json:"disclosed"` // of these, named in the policy
}

// SDKSummary counts SDKs.
type SDKSummary struct {
	Found     int `json:"found"`
	Disclosed int `json:"disclosed"`
}
