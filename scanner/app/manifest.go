package app

// Manifest is what AndroidManifest.xml declares, read as Android reads it:
// attributes by resource id, elements only where they have effect.
type Manifest struct {
	Package      string
	VersionCode  int64 // with versionCodeMajor in the upper 32 bits
	VersionName  string
	SharedUserID string
	// MinSDK is 1 and TargetSDK is MinSDK where the manifest does not say;
	// MaxSDK is 0 then. A codename becomes its API level, an unknown one
	// [Preview].
	MinSDK, TargetSDK, MaxSDK         int
	MinSDKCodename, TargetSDKCodename string // "" where a number stands
	CompileSDK                        int    // 0 where the manifest does not say

	// Split is the name of the split, "" for a base; ConfigForSplit names the
	// split a configuration split belongs to.
	Split          string
	ConfigForSplit string
	FeatureSplit   bool

	UsesPermissions []UsesPermission // in document order, as often as they stand there
	Permissions     []PermissionDef
	UsesFeatures    []UsesFeature
	Queries         Queries
	Application     Application
	Components      []Component
}

// Preview stands for the API level of an unknown codename: newer than any.
const Preview = 10000

// UsesPermission is one uses-permission element.
type UsesPermission struct {
	Name    string
	Element string   // "uses-permission", "uses-permission-sdk-23" or "uses-permission-sdk-m"
	MinSDK  int      // 0 where the element has none
	MaxSDK  int      // 0 where the element has none
	Flags   []string // "neverForLocation", "not-required"; nil where none
	// ByReference: the name is a reference to a resource, which Android does
	// not follow there. Name is what it leads to, or the reference itself.
	ByReference bool
	Part        string // the split that holds it, "" in a single APK
}

// PermissionDef is a permission, permission-tree or permission-group the app
// defines.
type PermissionDef struct {
	Element string
	Name    string
	Level   string // "dangerous", "signature|privileged"; as the manifest has it
	Group   string
}

// UsesFeature is a hardware or software feature the app uses.
type UsesFeature struct {
	Name     string // "glEsVersion 0x20000" for a version of OpenGL ES
	Required bool
}

// Queries is what the app wants to see of other apps.
type Queries struct {
	Packages  []string
	Intents   []IntentFilter
	Providers []string // authorities
}

// Application is the application element.
type Application struct {
	Name                string // full class name, "" for none
	Label               Value  // text or reference; see [App.Label]
	AppComponentFactory string
	Permission          string
	Process             string
	Debuggable          bool
	AllowBackup         bool
	UsesCleartext       *bool // nil where the manifest does not say
	LegacyStorage       bool
	HasCode             bool
	Enabled             bool
	TestOnly            bool
	MetaData            []MetaData
	UsesLibraries       []string
	UsesNativeLibraries []string
	NetworkSecurity     Value // networkSecurityConfig
}

// ComponentKind is the element that declares a component.
type ComponentKind string

// Kinds of components.
const (
	Activity      ComponentKind = "activity"
	ActivityAlias ComponentKind = "activity-alias"
	Service       ComponentKind = "service"
	Receiver      ComponentKind = "receiver"
	Provider      ComponentKind = "provider"
)

// Component is an activity, alias, service, receiver or provider.
type Component struct {
	Kind ComponentKind
	Name string // full class name
	Part string // the split that declares it, "" in a single APK
	// Exported is what Android makes of the declaration: where the attribute
	// is absent, a component with an intent filter is exported.
	Exported    bool
	Enabled     bool // true where a resource decides
	Permission  string
	ReadWrite   []string // readPermission and writePermission of a provider
	Process     string   // full name, "" for the app's own
	Authorities []string
	Target      string // class an alias stands for
	FGSType     uint32 // foregroundServiceType bits
	Filters     []IntentFilter
	MetaData    []MetaData

	explicit bool // exported is said
}

// IntentFilter is an intent-filter, or an intent of queries.
type IntentFilter struct {
	Actions    []string
	Categories []string
	Data       []string // "scheme://host" and MIME types
}

// MetaData is a name with a value. A reference is left as it is; see
// [App.Resolve].
type MetaData struct {
	Name     string
	Value    Value
	Resource uint32 // id of android:resource, 0 where it has none
	Part     string // the split that holds it, "" in a single APK and for a component's
}

// Component finds a component by its full name.
func (m *Manifest) Component(name string) *Component {
	for i := range m.Components {
		if m.Components[i].Name == name {
			return &m.Components[i]
		}
	}
	return nil
}
