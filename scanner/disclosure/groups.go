package disclosure

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
)

type (
	appPermission = app.Permission
	appGuard      = app.Guard
	usageItem     = usage.Item
)

const manifestFile = "AndroidManifest.xml"

// group is a disclosure group the app asks for, with what opens it and what
// the document says of it.
type group struct {
	id       privacy.Group
	declared []appPermission // declared and effective
	joined   []appPermission // implied or split: they open no group of their own
	guards   []appGuard
	policy   policy.Permission
	denials  []policy.Denial
	// asked is true where the user meets a permission of the group, in a
	// dialog or in the settings.
	asked bool
	// mild is true where the group asks for little: see mildGroup.
	mild bool
}

// mildGroups tell little about a person, and Android itself explains them when
// it asks.
var mildGroups = []privacy.Group{"notifications", "nearby_devices", "activity_recognition"}

// askedGroups returns the groups that a declared, effective permission opens,
// or a component that the system calls.
func (x *facts) askedGroups() []*group {
	var out []*group
	for _, id := range privacy.Groups() {
		g := &group{id: id, policy: x.permissionsOf(id), denials: x.denials(policy.DeniesPermission, string(id))}
		opened := false
		for _, p := range x.App.Permissions {
			if privacy.GroupOf(p.Name) != id || p.Effective == nil {
				continue
			}
			if !p.Declared {
				g.joined = append(g.joined, p)
				continue
			}
			g.declared = append(g.declared, p)
			opened = opened || OpensGroup(p.Name)
			g.asked = g.asked || AsksUser(p.Name)
		}
		for _, guard := range x.App.Guards {
			if guard.Group == id {
				g.guards = append(g.guards, guard)
				opened = opened || x.App.Opens(guard)
			}
		}
		if opened {
			g.mild = !g.asked || slices.Contains(mildGroups, id)
			out = append(out, g)
		}
	}
	return out
}

// OpensGroup reports whether a permission opens its group by itself. A wider
// one that Android grants without a question (high sampling rates of motion
// sensors) only joins.
func OpensGroup(permission string) bool {
	m, ok := privacy.Member(permission)
	return ok && !(m.Wider && m.Access == privacy.KindInstallTime)
}

// AsksUser reports whether the user meets a permission, in a dialog or in the
// settings, so that consent and refusal must be spoken of.
func AsksUser(permission string) bool {
	m, ok := privacy.Member(permission)
	return ok && (m.Access == privacy.KindRuntime || m.Access == privacy.KindSpecial)
}

// Opens reports whether a component that answers to a broadcast, or that the
// system binds, opens its group by itself. A receiver is told nothing
// without the permission a broadcast needs, or on Android versions that no
// longer deliver it to receivers of the manifest.
func (a App) Opens(guard app.Guard) bool {
	b, ok := tables().broadcasts[guard.Value]
	return !ok || b.permission != "" && a.holds(b.permission) || b.permission == "" && b.upTo >= a.MinSDK
}

// denied reports whether the document denies the group, and whether it also
// names it, so that a person must decide.
func (g *group) denied() (denied, named bool) {
	switch g.policy.Named.State {
	case policy.Denied:
		return true, false
	case policy.Conflicting:
		return true, true
	case policy.Stated:
		return len(g.denials) > 0, true
	}
	return len(g.denials) > 0, false
}

// named reports whether the document names the group and does not deny it.
func (g *group) named() bool {
	denied, _ := g.denied()
	return !denied && g.policy.Named.State == policy.Stated
}

// unnamed reports whether the document neither names nor denies the group.
func (g *group) unnamed() bool {
	denied, named := g.denied()
	return !denied && !named
}

// isNamed says that the document names the group.
func (g *group) isNamed() Text {
	return say("The document names the “%s” permission.", "隐私政策说明了“%s”权限。", groupName(g.id))
}

func (g *group) subject() Subject {
	return Subject{Kind: SubjectPermission, ID: string(g.id), Name: groupName(g.id).EN}
}

// names lists the declared permissions of the group; of a group known from a
// component, what the component answers to.
func (g *group) names() Text {
	var names []string
	for _, p := range g.declared {
		names = append(names, p.Name)
	}
	if len(names) == 0 {
		for _, guard := range g.guards {
			if !slices.Contains(names, guard.Value) {
				names = append(names, guard.Value)
			}
		}
	}
	return permissionNames(names)
}

// asks says that the app asks for the group, and how.
func (g *group) asks() Text {
	if len(g.declared) == 0 {
		return say("The manifest declares a component for %s.", "清单文件声明了响应 %s 的组件。", g.names())
	}
	var joined []string
	for _, p := range g.joined {
		joined = append(joined, p.Name)
	}
	if len(joined) > 0 {
		return say("The app declares %s (Android adds %s).", "应用声明了 %s（系统随之授予 %s）。", g.names(), permissionNames(joined))
	}
	return say("The app declares %s.", "应用声明了 %s。", g.names())
}

// removal says what to take out of the manifest so that the app no longer asks.
func (g *group) removal() Text {
	if len(g.declared) == 0 {
		return say("remove the component for %s from the manifest", "从清单文件中移除响应 %s 的组件", g.names())
	}
	return say("remove %s from the manifest", "从清单文件中移除 %s", g.names())
}

// seen is where the app asks for the group.
func (g *group) seen() []evidence.Seen {
	var out []evidence.Seen
	for _, p := range g.declared {
		out = appendSeen(out, seenDeclared(p)...)
	}
	for _, guard := range g.guards {
		out = appendSeen(out, seenGuard(guard))
	}
	return out
}

func seenDeclared(p appPermission) []evidence.Seen {
	elements := map[string]int{}
	order := []string{}
	for _, d := range p.Declarations {
		if elements[d.Element] == 0 {
			order = append(order, d.Element)
		}
		elements[d.Element]++
	}
	if len(order) == 0 {
		order, elements["uses-permission"] = []string{"uses-permission"}, 1
	}
	var out []evidence.Seen
	for _, e := range order {
		out = append(out, evidence.Seen{Kind: evidence.Component, Value: e + " " + p.Name, Where: manifestFile, Count: elements[e]})
	}
	return out
}

func seenGuard(g appGuard) evidence.Seen {
	return evidence.Seen{Kind: evidence.Component, Value: strings.TrimSpace(g.Component + " " + g.Value), Where: manifestFile, Count: 1}
}

// maxPerUse bounds the places shown for one item of one party inside a
// finding about something wider.
const maxPerUse = 3

// used returns what code reads under the group, and where: the items that
// belong to it.
func (x *facts) used(g *group) (uses []*read, seen []evidence.Seen) {
	for _, r := range x.reads {
		if !slices.Contains(r.groups, g.id) {
			continue
		}
		uses = append(uses, r)
		seen = append(seen, r.Evidence[:min(len(r.Evidence), maxPerUse)]...)
	}
	return uses, seen
}
