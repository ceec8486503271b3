package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// declaredBy says who asks for a group, and which SDKs may have brought it.
func (p *page) declaredBy(l lang, r permissionRow) string {
	by := l.say(r.declaredBy())
	if len(r.permissions) == 0 {
		by = strings.TrimSpace(by + " " + cutNames(l, r.components(), 2))
	}
	if len(r.from) == 0 {
		return by
	}
	var names []string
	for _, id := range r.from {
		names = append(names, p.party(l, privacy.Party(id)))
	}
	return by + " · " + l.single().say("may.come.from", cutNames(l, names, 2))
}

// components names the classes the system calls, without their packages.
func (r *permissionRow) components() []string {
	var names []string
	for _, g := range r.guards {
		name := inert(g.Component[strings.LastIndex(g.Component, ".")+1:], maxName)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// askedNames lists the permissions of a group, and of one that only a
// component tells of what the component is for.
func (r *permissionRow) askedNames(l lang) string {
	if len(r.permissions) > 0 {
		return shortNames(l, r.permissions)
	}
	var names []string
	for _, g := range r.guards {
		if name := shortPermission(g.Value); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return cutNames(l, names, maxNames)
}

// usedBy names the parties whose code uses a permission of a group.
func (p *page) usedBy(l lang, r permissionRow) string {
	if len(r.usedBy) == 0 {
		if p.Only == onlyPermissions {
			return l.say("not.asked")
		}
		if len(r.permissions) == 0 {
			return string(signNotAsked) // the component itself
		}
		if slices.ContainsFunc(r.permissions, func(p Permission) bool { return p.Referenced }) {
			return l.say("no.read")
		}
		return l.say("no.code")
	}
	var names []string
	for _, u := range r.usedBy {
		names = append(names, p.party(l, u.Party))
	}
	return cutNames(l, names, 3)
}

// permissionNotes tell of permissions that are in no row of the matrix.
func (p *page) permissionNotes(l lang) []string {
	var notes []string
	if n := len(p.ungrouped); n > 0 {
		notes = append(notes, l.say("permissions.other", n, shortNames(l, p.ungrouped)))
	}
	var names []string
	for _, g := range p.policyOnly {
		place := "–"
		if len(g.named.quotes) > 0 {
			place = lineOf(l, p.Policy, g.named.quotes[0])
		}
		names = append(names, fmt.Sprintf("%s (%s)", groupName(l, g.group), place))
	}
	if len(names) > 0 {
		notes = append(notes, l.say("permissions.policyonly", cutNames(l, names, maxNames)))
	}
	return notes
}

// listedNote tells of rows of the policy whose SDK is not in the app; "" for
// none.
func (p *page) listedNote(l lang) string {
	var names []string
	for _, s := range p.listedOnly {
		names = append(names, inert(s.Name, maxName)+" ("+l.say("line", s.Line)+")")
	}
	if len(names) == 0 {
		return ""
	}
	return l.say("sdks.policyonly", cutNames(l, names, maxNames))
}

// legend explains the signs of the matrices.
func (p *page) legend(l lang) string {
	var parts []string
	for _, s := range []sign{signStated, signVague, signMissing, signContrary, signNotAsked} {
		parts = append(parts, string(s)+" "+l.say(s.word()))
	}
	text := strings.Join(parts, " · ") + l.say("semicolon") + l.say("legend.line")
	if slices.ContainsFunc(p.sdks, func(r sdkRow) bool { return scopeNote(l, &r) != "" }) {
		text += l.say("semicolon") + l.say("legend.scope")
	}
	return text
}

// scopeNote says how much of the scope of an SDK was seen in code.
func scopeNote(l lang, r *sdkRow) string {
	named, seen, unnamed := r.scopeCounts()
	note := ""
	if named > 0 {
		note = l.say("scope.seen", seen, named)
	}
	if unnamed > 0 {
		if note != "" {
			note += l.say("todo.comma")
		}
		note += l.say("scope.unnamed", unnamed)
	}
	return note
}

// sdkNotes say what else there is to know of an SDK that was found.
func sdkNotes(l lang, p *page, r *sdkRow) []string {
	var notes []string
	if r.BundledIn != nil {
		notes = append(notes, l.say("bundled.in", p.party(l, privacy.Party(*r.BundledIn))))
	}
	return notes
}

// version is the version of an SDK, "" where unknown.
func (row *sdkRow) version() string {
	if row.Version == nil {
		return ""
	}
	return inert(*row.Version, maxName)
}

// ifComplete is the key that says "none" only where everything was read.
func (p *page) ifComplete(key string) string {
	if p.App.Complete {
		return key
	}
	return key + ".partial"
}
