package scanner

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/observe"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/scanner/usage"
)

// assemble puts together what was learned of the app.
func assemble(a *observe.App, o Options) *report.Report {
	r := &report.Report{Schema: report.Schema, Tool: Tool(o), App: describe(a, o)}
	for _, p := range a.Permissions {
		r.Permissions = append(r.Permissions, report.Permission{Permission: p, UsedBy: usedBy(a, p.Name), MayComeFrom: mayComeFrom(a, p.Name),
			Referenced: usage.RefersTo(p.Name, a.Mentioned)})
	}
	for _, it := range a.Items {
		if it.Found() || o.All {
			r.Items = append(r.Items, it)
		}
	}
	if a.Matched != nil {
		for _, m := range a.Matched.SDKs {
			r.SDKs = append(r.SDKs, report.SDK{Match: m, Items: itemsOf(a.Items, privacy.Party(m.ID))})
		}
		for _, t := range a.Matched.Unknown {
			r.Unknown = append(r.Unknown, report.Unknown{Root: t.Root, Classes: t.Classes, Items: itemsUnder(a.Items, t.Root), Evidence: t.Evidence})
		}
	}
	return r
}

// restrict leaves out what --only does not ask for, and says so.
func restrict(r *report.Report, only Only) {
	if only == Everything {
		return
	}
	r.Only = string(only)
	if only != OnlyPermissions {
		r.Permissions, r.App.Guards = nil, nil
	}
	if only != OnlySDKs {
		r.SDKs = nil
	}
	if only != OnlyItems {
		r.Items, r.Unknown = nil, nil
	}
}

// Tool names the candor and the SDK facts that make a report; the facts are
// left empty where none were used.
func Tool(o Options) report.Tool {
	t := report.Tool{Name: "candor", Version: o.Version}
	if o.DB != nil {
		t.SDKDB = report.SDKDBInfo{Version: o.DB.Version(), SDKs: o.DB.Count()}
	}
	return t
}

func describe(a *observe.App, o Options) report.App {
	f, m := a.File, a.File.Manifest
	d := report.App{Path: f.Path, Size: f.Size, Container: f.Container, Package: m.Package, VersionName: m.VersionName,
		VersionCode: strconv.FormatInt(m.VersionCode, 10), MinSDK: m.MinSDK, TargetSDK: m.TargetSDK, DexFiles: a.DexFiles, Classes: a.Classes, Hosts: a.Hosts}
	if o.Only != OnlyPermissions {
		d.Label = f.Label("")
		if signer := f.Signer(); signer != nil {
			d.Signer = &signer.SHA256
		}
	}
	d.Engines = a.Engines
	d.Notes, d.NotRead = a.Notes(), a.NotRead()
	d.Packer = (*disclosure.Packer)(a.Packer)
	d.Complete = len(d.NotRead) == 0 && d.Packer == nil
	d.Guards = guards(a)
	return d
}

// guards lists the components that tell of a disclosure group.
func guards(a *observe.App) []report.Guard {
	held := disclosure.App{MinSDK: a.File.Manifest.MinSDK, Permissions: a.Permissions}
	var out []report.Guard
	for _, g := range a.File.Guards() {
		out = append(out, report.Guard{Group: g.Group, Kind: g.Kind, Value: g.Value, Component: g.Component, Part: g.Part, Opens: held.Opens(g)})
	}
	return out
}

// mayComeFrom lists the SDKs in the app whose artefact merges a permission.
func mayComeFrom(a *observe.App, permission string) []string {
	if a.Matched == nil {
		return nil
	}
	return a.Matched.MayComeFrom(permission)
}

// usedBy lists the parties whose code calls what a permission guards.
func usedBy(a *observe.App, permission string) []report.Use {
	var uses []report.Use
	for _, u := range a.Uses {
		if u.Permission == permission {
			uses = append(uses, report.Use{Party: u.Party, Evidence: u.Evidence})
		}
	}
	return uses
}

// needs lists the permissions of the app that code of any party needs, or may
// need.
func needs(a *observe.App) map[string]bool {
	out := map[string]bool{}
	for _, p := range a.Permissions {
		out[p.Name] = usage.MayNeed(p.Name, a.Mentioned)
	}
	for _, u := range a.Uses {
		out[u.Permission] = true
	}
	return out
}

// itemsOf lists the items the code of a party reads.
func itemsOf(items []usage.Item, party privacy.Party) []privacy.Item {
	var ids []privacy.Item
	for _, it := range items {
		if it.Party == party && it.Found() {
			ids = append(ids, it.Item)
		}
	}
	return ids
}

// itemsUnder lists the items read by unknown code below a package.
func itemsUnder(items []usage.Item, root string) []privacy.Item {
	var ids []privacy.Item
	for _, it := range items {
		if it.Party == privacy.PartyUnknown && it.Found() && slices.ContainsFunc(it.Evidence, func(e evidence.Seen) bool { return inTree(e.Where, root) }) {
			ids = append(ids, it.Item)
		}
	}
	return ids
}

// inTree reports whether "classes.dex com.example.Foo.bar" lies below root.
func inTree(where, root string) bool {
	_, class, _ := strings.Cut(where, " ")
	return strings.HasPrefix(class, root+".") || root == ""
}

// facts hands the report's contents to the rules.
func facts(a *observe.App, r *report.Report, o Options) disclosure.Facts {
	f := disclosure.Facts{DB: o.DB, Items: a.Items, Policy: r.Policy, App: disclosure.App{Package: r.App.Package, MinSDK: r.App.MinSDK,
		Permissions: a.Permissions, Guards: a.File.Guards(), Engines: r.App.Engines, NotRead: r.App.NotRead, Packer: r.App.Packer,
		NeedsTraced: o.Only == Everything, Needs: needs(a)}}
	if a.Matched != nil {
		f.SDKs, f.Unknown = a.Matched.SDKs, a.Matched.Unknown
	}
	return f
}

// summarize counts what the report holds. It runs last.
func summarize(r *report.Report) {
	s := report.Summary{NotRead: r.App.NotRead}
	if r.Policy != nil {
		s.NotRead = slices.Concat(s.NotRead, r.Policy.NotRead)
	}
	for _, f := range r.Findings {
		switch f.Severity {
		case disclosure.Error:
			s.Errors++
		case disclosure.Warning:
			s.Warnings++
		case disclosure.Note:
			s.Notes++
		}
	}
	groups := map[privacy.Group]bool{}
	for _, p := range r.Permissions {
		if !p.Declared {
			continue
		}
		s.Permissions.Declared++
		if g := privacy.GroupOf(p.Name); g != "" && p.Effective != nil {
			groups[g] = true
		}
	}
	s.Permissions.Sensitive = len(groups)
	s.SDKs.Found = len(r.SDKs)
	if r.Policy != nil {
		for _, p := range r.Policy.Permissions {
			if groups[p.Group] && p.Named.State == policy.Stated {
				s.Permissions.Disclosed++
			}
		}
		for _, d := range r.SDKs {
			if slices.ContainsFunc(r.Policy.SDKs, func(row policy.SDK) bool { return row.ID != nil && *row.ID == d.ID }) {
				s.SDKs.Disclosed++
			}
		}
	}
	s.Attributed = attributed(r.Items)
	r.Summary = s
}

// attributed is the share of the places where an item is read whose party is
// known; 1 where nothing is read.
func attributed(items []usage.Item) float64 {
	known, all := 0, 0
	for _, it := range items {
		if !it.Found() {
			continue
		}
		all += len(it.Evidence)
		if it.Party != privacy.PartyUnknown {
			known += len(it.Evidence)
		}
	}
	if all == 0 {
		return 1
	}
	return math.Round(1000*float64(known)/float64(all)) / 1000
}
