package app

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// node is a place in the manifest that has meaning. Everything below an
// element Android does not know, or that stands in the wrong place, is nowhere.
type node uint8

const (
	nowhere node = iota
	inManifest
	inApplication
	inComponent
	inFilter
	inQueries
	inQueriesIntent
)

// manifestReader builds a Manifest from the elements of the document.
type manifestReader struct {
	m       *Manifest
	stack   []node
	sawApp  bool
	notes   []string
	resolve func(Value) (string, bool) // follows a reference to its text
}

var errNotManifest = errors.New("its root element is not <manifest>")

func (r *manifestReader) end() {
	if n := len(r.stack); n > 0 {
		r.stack = r.stack[:n-1]
	}
}

func (r *manifestReader) start(e *element) error {
	at := nowhere
	if len(r.stack) == 0 {
		if e.name != "manifest" {
			return errNotManifest
		}
		r.manifest(e)
		at = inManifest
	} else {
		switch r.stack[len(r.stack)-1] {
		case inManifest:
			at = r.inManifest(e)
		case inApplication:
			at = r.inApplication(e)
		case inComponent:
			at = r.inComponent(e)
		case inFilter, inQueriesIntent:
			r.inFilter(e, r.filter())
		case inQueries:
			at = r.inQueries(e)
		}
	}
	r.stack = append(r.stack, at)
	return nil
}

func (r *manifestReader) manifest(e *element) {
	m := r.m
	m.Package = r.text(e.named("package"))
	m.Split = r.text(e.named("split"))
	m.ConfigForSplit = r.text(e.named("configForSplit"))
	m.FeatureSplit = r.bool(e.get(attrFeatureSplit), false)
	m.VersionCode = int64(uint32(r.int(e.get(attrVersionMajor), 0)))<<32 | int64(uint32(r.int(e.get(attrVersionCode), 0)))
	m.VersionName = r.text(e.get(attrVersionName))
	m.SharedUserID = r.text(e.get(attrSharedUserID))
	m.CompileSDK = r.int(e.get(attrCompileSDK), 0)
	m.MinSDK, m.TargetSDK = 1, 1
	m.Application = Application{HasCode: true, Enabled: true, AllowBackup: true}
}

func (r *manifestReader) inManifest(e *element) node {
	m := r.m
	switch e.name {
	case "uses-permission", "uses-permission-sdk-23", "uses-permission-sdk-m":
		r.usesPermission(e)
	case "permission", "permission-tree", "permission-group":
		if name := r.text(e.get(attrName)); name != "" {
			m.Permissions = append(m.Permissions, PermissionDef{Element: e.name, Name: name,
				Level: protection(e.get(attrProtectionLevel)), Group: r.text(e.get(attrPermissionGroup))})
		}
	case "uses-sdk":
		r.usesSDK(e)
	case "uses-feature":
		f := UsesFeature{Name: r.text(e.get(attrName)), Required: r.bool(e.get(attrRequired), true)}
		if v := e.get(attrGLES); f.Name == "" && v.Kind == Int {
			f.Name = fmt.Sprintf("glEsVersion 0x%x", v.Data)
		}
		m.UsesFeatures = append(m.UsesFeatures, f)
	case "queries":
		return inQueries
	case "application":
		if r.sawApp {
			r.notes = append(r.notes, "the manifest has more than one <application>; Android reads the first alone")
			return nowhere
		}
		r.sawApp = true
		r.application(e)
		return inApplication
	}
	return nowhere
}

// usesPermission reads a request for a permission. Like Android it takes no
// reference for a name and no text for an API level.
func (r *manifestReader) usesPermission(e *element) {
	v := e.get(attrName)
	u := UsesPermission{Name: v.Text, Element: e.name}
	switch v.Kind {
	case Text:
	case Reference:
		u.Name, u.ByReference = v.String(), true
		if s, ok := r.resolve(v); ok {
			u.Name = s
		}
		r.notes = append(r.notes, fmt.Sprintf("the name of a %s is the resource %s (%s), which Android does not follow", e.name, v, show(u.Name)))
	default:
		u.Name = ""
	}
	if u.Name == "" {
		r.notes = append(r.notes, fmt.Sprintf("a %s has no name that Android can read", e.name))
		return
	}
	u.MinSDK, u.MaxSDK = level(e.get(attrMinSDK)), level(e.get(attrMaxSDK))
	if e.get(attrPermissionFlags).Data&flagNeverForLocation != 0 {
		u.Flags = append(u.Flags, "neverForLocation")
	}
	if v := e.get(attrRequired); v.Kind == Bool && v.Data == 0 {
		u.Flags = append(u.Flags, "not-required")
	}
	r.m.UsesPermissions = append(r.m.UsesPermissions, u)
}

// flagNeverForLocation is the one value of usesPermissionFlags.
const flagNeverForLocation = 0x10000

// level is an API level where the value is a number, else 0.
func level(v Value) int {
	if v.Kind != Int {
		return 0
	}
	return max(0, min(int(int32(v.Data)), Preview))
}

// usesSDK reads uses-sdk; of several the last counts.
func (r *manifestReader) usesSDK(e *element) {
	m := r.m
	m.MinSDK, m.MinSDKCodename = r.sdk(e.get(attrMinSDK), 1)
	m.TargetSDK, m.TargetSDKCodename = r.sdk(e.get(attrTargetSDK), 0)
	if m.TargetSDK == 0 {
		m.TargetSDK, m.TargetSDKCodename = m.MinSDK, m.MinSDKCodename
	}
	m.MaxSDK = level(e.get(attrMaxSDK))
}

// sdk is an API level given as a number or a codename.
func (r *manifestReader) sdk(v Value, absent int) (api int, codename string) {
	switch s := r.text(v); {
	case v.Kind == NoValue || s == "":
		return absent, ""
	case v.Kind == Int:
		return level(v), ""
	default:
		if n, err := strconv.Atoi(s); err == nil {
			return max(0, min(n, Preview)), ""
		}
		return apiOfCodename(s), s
	}
}

func (r *manifestReader) application(e *element) {
	a := &r.m.Application
	a.Name = r.class(e.get(attrName))
	a.Label = e.get(attrLabel)
	a.AppComponentFactory = r.class(e.get(attrFactory))
	a.Permission = r.text(e.get(attrPermission))
	a.Process = r.process(e.get(attrProcess))
	a.Debuggable = r.bool(e.get(attrDebuggable), false)
	a.AllowBackup = r.bool(e.get(attrAllowBackup), true)
	if v := e.get(attrCleartext); v.Kind != NoValue {
		b := r.bool(v, true)
		a.UsesCleartext = &b
	}
	a.LegacyStorage = r.bool(e.get(attrLegacyStorage), false)
	a.HasCode = r.bool(e.get(attrHasCode), true)
	a.Enabled = r.bool(e.get(attrEnabled), true)
	a.TestOnly = r.bool(e.get(attrTestOnly), false)
	a.NetworkSecurity = e.get(attrNetworkSecurity)
}

func (r *manifestReader) inApplication(e *element) node {
	switch kind := ComponentKind(e.name); kind {
	case Activity, ActivityAlias, Service, Receiver, Provider:
		r.component(kind, e)
		return inComponent
	}
	a := &r.m.Application
	switch e.name {
	case "meta-data":
		a.MetaData = append(a.MetaData, r.metaData(e))
	case "uses-library":
		a.UsesLibraries = append(a.UsesLibraries, r.text(e.get(attrName)))
	case "uses-native-library":
		a.UsesNativeLibraries = append(a.UsesNativeLibraries, r.text(e.get(attrName)))
	}
	return nowhere
}

func (r *manifestReader) component(kind ComponentKind, e *element) {
	c := Component{Kind: kind, Name: r.class(e.get(attrName)),
		Exported:   r.bool(e.get(attrExported), kind == Provider && r.m.TargetSDK < 17),
		Enabled:    r.bool(e.get(attrEnabled), true),
		Permission: r.text(e.get(attrPermission)), Process: r.process(e.get(attrProcess)),
		Target: r.class(e.get(attrTargetActivity)), FGSType: e.get(attrFGSType).Data}
	if c.Permission == "" && kind != Provider {
		c.Permission = r.m.Application.Permission
	}
	for _, id := range []uint32{attrReadPermission, attrWritePermission} {
		if s := r.text(e.get(id)); s != "" {
			c.ReadWrite = append(c.ReadWrite, s)
		}
	}
	if s := r.text(e.get(attrAuthorities)); s != "" {
		c.Authorities = strings.Split(s, ";")
	}
	c.explicit = e.get(attrExported).Kind != NoValue
	r.m.Components = append(r.m.Components, c)
}

func (r *manifestReader) inComponent(e *element) node {
	c := &r.m.Components[len(r.m.Components)-1]
	switch e.name {
	case "intent-filter":
		c.Filters = append(c.Filters, IntentFilter{})
		if !c.explicit {
			c.Exported = true
		}
		return inFilter
	case "meta-data":
		c.MetaData = append(c.MetaData, r.metaData(e))
	}
	return nowhere
}

// filter is the intent filter that was opened last.
func (r *manifestReader) filter() *IntentFilter {
	if r.stack[len(r.stack)-1] == inQueriesIntent {
		return &r.m.Queries.Intents[len(r.m.Queries.Intents)-1]
	}
	c := &r.m.Components[len(r.m.Components)-1]
	return &c.Filters[len(c.Filters)-1]
}

func (r *manifestReader) inFilter(e *element, f *IntentFilter) {
	switch e.name {
	case "action":
		f.Actions = appendText(f.Actions, r.text(e.either(attrName, "name")))
	case "category":
		f.Categories = appendText(f.Categories, r.text(e.either(attrName, "name")))
	case "data":
		d := r.text(e.get(attrScheme))
		if host := r.text(e.get(attrHost)); host != "" {
			d += "://" + host
		}
		f.Data = appendText(f.Data, d)
		f.Data = appendText(f.Data, r.text(e.get(attrMimeType)))
	}
}

func (r *manifestReader) inQueries(e *element) node {
	q := &r.m.Queries
	switch e.name {
	case "package":
		q.Packages = appendText(q.Packages, r.text(e.get(attrName)))
	case "provider":
		q.Providers = appendText(q.Providers, r.text(e.get(attrAuthorities)))
	case "intent":
		q.Intents = append(q.Intents, IntentFilter{})
		return inQueriesIntent
	}
	return nowhere
}

func (r *manifestReader) metaData(e *element) MetaData {
	return MetaData{Name: r.text(e.get(attrName)), Value: e.get(attrValue), Resource: e.get(attrResource).Data}
}

// text is the value as text; a reference is followed to the resource.
func (r *manifestReader) text(v Value) string {
	if v.Kind == Reference {
		if s, ok := r.resolve(v); ok {
			return s
		}
	}
	return v.String()
}

// class is a full class name. Like Android it puts the package before a name
// that starts with a dot or has none.
func (r *manifestReader) class(v Value) string {
	s := r.text(v)
	switch {
	case s == "":
		return ""
	case s[0] == '.':
		return r.m.Package + s
	case !strings.Contains(s, "."):
		return r.m.Package + "." + s
	}
	return s
}

// process is a full process name; one that starts with a colon is private to
// the package.
func (r *manifestReader) process(v Value) string {
	s := r.text(v)
	if strings.HasPrefix(s, ":") {
		return r.m.Package + s
	}
	return s
}

// bool is a truth value. One that only a resource knows is taken as absent:
// which resource holds depends on the device.
func (r *manifestReader) bool(v Value, absent bool) bool {
	switch v.Kind {
	case Bool, Int:
		return v.Data != 0
	case Text:
		if b, err := strconv.ParseBool(strings.ToLower(v.Text)); err == nil {
			return b
		}
	}
	return absent
}

func (r *manifestReader) int(v Value, absent int) int {
	switch v.Kind {
	case Int:
		return int(int32(v.Data))
	case Text, Reference:
		if n, err := strconv.Atoi(r.text(v)); err == nil {
			return n
		}
	}
	return absent
}

func appendText(list []string, s string) []string {
	if s == "" {
		return list
	}
	return append(list, s)
}
