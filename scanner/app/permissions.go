package app

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// Permission is one permission the app asks for, or gets because of another.
type Permission struct {
	Name  string         `json:"name"`
	Group *privacy.Group `json:"group"` // nil where policies do not speak of it
	// Protection is the level as Android's table or the app's own definition
	// has it, "unknown" where neither does.
	Protection string `json:"protection"`
	// Declared: the manifest asks for it. Otherwise ImpliedBy says what brings
	// it. A declared permission can have an ImpliedBy too, where that brings it
	// to devices its own declarations do not cover.
	Declared     bool          `json:"declared"`
	ImpliedBy    *string       `json:"impliedBy"`
	Declarations []Declaration `json:"declarations"`
	// Effective is the range of API levels on which the permission has effect:
	// through its own declarations if declared, else where it is implied. nil
	// means nowhere; Reason says why then.
	Effective *APIRange `json:"effective"`
	Reason    string    `json:"reason"`
}

// Declaration is one element of the manifest that asks for a permission.
type Declaration struct {
	Element string   `json:"element"`
	MinSDK  *int     `json:"minSdk"`
	MaxSDK  *int     `json:"maxSdk"`
	Flags   []string `json:"flags"`
	Part    string   `json:"part,omitempty"` // the split that holds it, "" in a single APK
}

// APIRange is a range of API levels, both ends included; Max is nil where it
// is open.
type APIRange struct {
	Min int  `json:"min"`
	Max *int `json:"max"`
}

// Permissions lists every permission once, sorted by name, those declared and
// those that come with them.
func (a *App) Permissions() []Permission { return a.Manifest.permissions() }

func (m *Manifest) permissions() []Permission {
	g := newGrants(m)
	out := make([]Permission, 0, len(g.order))
	for _, name := range g.order {
		out = append(out, g.permission(name))
	}
	slices.SortFunc(out, func(a, b Permission) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// permission writes down what is known of one permission.
func (g *grants) permission(name string) Permission {
	p := Permission{Name: name, Protection: g.protection(name), Declarations: []Declaration{}}
	if group := privacy.GroupOf(name); group != "" {
		p.Group = &group
	}
	for _, u := range g.declared[name] {
		p.Declared = true
		p.Declarations = append(p.Declarations, declaration(u))
	}
	by := g.impliedBy[name]
	implied, impliedReason := g.impliedEffect(name)
	if !p.Declared {
		p.ImpliedBy = &by
		p.Effective, p.Reason = implied.hull(), impliedReason
		return p
	}
	own, reason := g.effective(name)
	p.Effective, p.Reason = own.hull(), reason
	if !own.contains(implied) {
		p.ImpliedBy = &by
		if p.Effective == nil {
			p.Reason += "; it still comes with " + by
		}
	}
	return p
}

func declaration(u UsesPermission) Declaration {
	d := Declaration{Element: u.Element, Flags: []string{}, Part: u.Part}
	if u.MinSDK > 0 {
		d.MinSDK = &u.MinSDK
	}
	if u.MaxSDK > 0 {
		d.MaxSDK = &u.MaxSDK
	}
	d.Flags = append(d.Flags, u.Flags...)
	return d
}

func (g *grants) protection(name string) string {
	if p, ok := privacy.LookupPermission(name); ok && p.Level != "" {
		return p.Level
	}
	for _, d := range g.m.Permissions {
		if d.Name == name && d.Element == "permission" {
			return d.Level
		}
	}
	return "unknown"
}
