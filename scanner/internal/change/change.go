// Package change says what a new release of an app adds and drops, and what
// of it the policy lacks, from the reports of two releases. It knows nothing
// of files, code and of how the reports were made.
package change

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/scanner/usage"
)

// Diff says what a new release of an app adds and drops.
type Diff struct {
	Old, New *report.Report
	Changes  []Change // permissions, components, SDKs, items, hosts, in this order
}

// Change is one thing that came or went.
type Change struct {
	Kind  string // "permission", "component", "sdk", "item" or "host"
	ID    string // full permission name, what a component answers to, SDK id, item id or host
	Name  string // for people
	Party privacy.Party
	Added bool
	// Was and Is are what differs of something that both releases hold: the
	// versions of an SDK, the devices on which a permission has effect, how the
	// app comes by it. Added is false and Gone is false then.
	Was, Is string
	// How says what brings a permission that the app does not declare.
	How string
	// Undisclosed is true for what was added, or now reaches further, and the
	// policy lacks.
	Undisclosed bool
}

// Gone reports whether the new release no longer has it.
func (c Change) Gone() bool { return !c.Added && c.Was == "" }

// Undisclosed reports whether the new release adds something the policy lacks.
func (d *Diff) Undisclosed() bool {
	return slices.ContainsFunc(d.Changes, func(c Change) bool { return c.Undisclosed })
}

// Between lists the changes between two reports.
func Between(old, new *report.Report) *Diff {
	d := &Diff{Old: old, New: new}
	missing := undisclosed(new)
	d.permissions(missing)
	d.add("component", keysOf(old.App.Guards, guardKey), keysOf(new.App.Guards, guardKey), missing)
	d.add("sdk", keysOf(old.SDKs, sdkKey), keysOf(new.SDKs, sdkKey), missing)
	d.versions()
	d.add("item", keysOf(old.Items, itemKey), keysOf(new.Items, itemKey), missing)
	d.add("host", keysOf(old.App.Hosts, hostKey), keysOf(new.App.Hosts, hostKey), missing)
	return d
}

// undisclosed finds what the policy lacks of a report, as "kind id party".
func undisclosed(r *report.Report) map[string]bool {
	missing := map[string]bool{}
	if r.Policy == nil {
		return missing
	}
	for _, f := range r.Findings {
		switch f.Rule {
		case "permission/undisclosed", "permission/denied", "permission/broader":
			for _, p := range r.Permissions {
				if string(privacy.GroupOf(p.Name)) == f.Subject.ID {
					missing["permission "+p.Name+" "] = true
				}
			}
			for _, g := range r.App.Guards {
				if string(g.Group) == f.Subject.ID {
					missing["component "+g.Value+" "] = true
				}
			}
			if f.Rule != "permission/broader" {
				markGroup(missing, r, privacy.Group(f.Subject.ID))
			}
		case "sdk/undisclosed", "sdk/denied":
			missing["sdk "+f.Subject.ID+" "] = true
			markItems(missing, r, f.Subject.ID, nil)
		case "sdk/scope-understated":
			markItems(missing, r, f.Subject.ID, r.Policy.SDKs)
		case "data/undisclosed", "data/denied":
			if f.Party != nil {
				missing["item "+f.Subject.ID+" "+string(*f.Party)] = true
			}
		}
	}
	return missing
}

// markItems marks the items an SDK reads that no row of it names.
func markItems(missing map[string]bool, r *report.Report, id string, rows []policy.SDK) {
	named := func(item privacy.Item) bool {
		return slices.ContainsFunc(rows, func(row policy.SDK) bool {
			return row.ID != nil && *row.ID == id && row.Scope != nil &&
				slices.ContainsFunc(row.Scope.Items, func(n privacy.Item) bool { return privacy.Covers(n, item) == privacy.Covered })
		})
	}
	for _, it := range r.Items {
		if string(it.Party) == id && !named(it.Item) {
			missing["item "+string(it.Item)+" "+id] = true
		}
	}
}

// markGroup marks the items that code of the app, or of unknown origin, reads
// under a group the policy lacks: they are part of the finding on the group and
// have none of their own.
func markGroup(missing map[string]bool, r *report.Report, group privacy.Group) {
	for _, it := range r.Items {
		info, _ := privacy.LookupItem(it.Item)
		first := it.Party == privacy.PartyApp || it.Party == privacy.PartyUnknown
		named := slices.ContainsFunc(r.Policy.Items, func(n policy.Item) bool {
			return n.Party == policy.First && n.Polarity == policy.Performed && privacy.Covers(n.Item, it.Item) == privacy.Covered
		})
		if first && !named && slices.Contains(info.Groups, group) {
			missing["item "+string(it.Item)+" "+string(it.Party)] = true
		}
	}
}

// key identifies one thing in a report.
type key struct {
	id, name string
	party    privacy.Party
}

func guardKey(g report.Guard) (key, bool) {
	return key{id: g.Value, name: strings.TrimPrefix(g.Value, permissionPrefix)}, g.Opens
}

func sdkKey(s report.SDK) (key, bool) {
	return key{id: s.ID, name: s.Name}, s.Confidence != "candidate"
}

func itemKey(it usage.Item) (key, bool) {
	name := string(it.Item)
	if info, ok := privacy.LookupItem(it.Item); ok {
		name = info.NamesEN[0]
	}
	return key{id: string(it.Item), name: name, party: it.Party}, it.Found() && !it.Party.IsLibrary()
}

func hostKey(host string) (key, bool) { return key{id: host, name: host}, true }

// keysOf lists the things of a report that count.
func keysOf[T any](list []T, of func(T) (key, bool)) []key {
	var keys []key
	for _, x := range list {
		if k, ok := of(x); ok && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// add appends what only one of two lists has: first what came, then what went.
func (d *Diff) add(kind string, old, new []key, missing map[string]bool) {
	only := func(a, b []key, added bool) {
		for _, k := range a {
			if !slices.Contains(b, k) {
				d.Changes = append(d.Changes, Change{Kind: kind, ID: k.id, Name: k.name, Party: k.party, Added: added,
					Undisclosed: added && missing[kind+" "+k.id+" "+string(k.party)]})
			}
		}
	}
	only(new, old, true)
	only(old, new, false)
}

// versions appends the SDKs of which both releases hold a different version.
func (d *Diff) versions() {
	for _, n := range d.New.SDKs {
		i := slices.IndexFunc(d.Old.SDKs, func(s report.SDK) bool { return s.ID == n.ID })
		if i < 0 || n.Version == nil || d.Old.SDKs[i].Version == nil || *n.Version == *d.Old.SDKs[i].Version {
			continue
		}
		d.Changes = append(d.Changes, Change{Kind: "sdk", ID: n.ID, Name: n.Name, Was: *d.Old.SDKs[i].Version, Is: *n.Version})
	}
}
