package app

import "github.com/candor-scan/candor/scanner/privacy"

// Guard is a component that tells of a disclosure group without a permission
// request: a service only the system may bind, a receiver of a telling event.
type Guard struct {
	Group     privacy.Group
	Value     string // the guarding permission or the action
	Kind      string // "component-guard" or "receiver-action", as in the group table
	Component string // full class name
	Part      string // the split that declares it, "" in a single APK
}

// Kinds of group members that components show.
const (
	guardPermission = "component-guard"
	guardAction     = "receiver-action"
)

// Guards lists the components that tell of a disclosure group, in the order of
// the manifest.
func (a *App) Guards() []Guard {
	var out []Guard
	add := func(c *Component, kind, value string) {
		if m, ok := privacy.Member(value); ok && m.Kind == kind && m.Group != "" {
			out = append(out, Guard{Group: m.Group, Value: value, Kind: kind, Component: c.Name, Part: c.Part})
		}
	}
	for i := range a.Manifest.Components {
		c := &a.Manifest.Components[i]
		add(c, guardPermission, c.Permission)
		if c.Kind != Receiver {
			continue
		}
		for _, f := range c.Filters {
			for _, action := range f.Actions {
				add(c, guardAction, action)
			}
		}
	}
	return out
}
