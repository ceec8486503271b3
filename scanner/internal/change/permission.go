package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/report"
)

const permissionPrefix = "android.permission."

// permissions appends the permissions that came, went, or changed. One that
// Android adds to another is told of where the other did not come or go.
func (d *Diff) permissions(missing map[string]bool) {
	var came, went, changed []Change
	for i := range d.New.Permissions {
		n := &d.New.Permissions[i]
		o := findPermissionIn(d.Old, n.Name)
		c := Change{Kind: "permission", ID: n.Name, Name: strings.TrimPrefix(n.Name, permissionPrefix)}
		lacking := n.Declared && missing["permission "+n.Name+" "]
		switch {
		case o == nil && (n.Declared || d.bothHave(n.ImpliedBy)):
			c.Added, c.How, c.Undisclosed = true, how(n), lacking
			came = append(came, c)
		case o != nil && stateOf(d.Old, o) != stateOf(d.New, n):
			c.Was, c.Is = stateOf(d.Old, o), stateOf(d.New, n)
			if o.Declared && !n.Declared {
				c.Was = "declared, " + c.Was
			} else if n.Declared && !o.Declared {
				c.Is = "declared, " + c.Is
			}
			c.Undisclosed = lacking && (!o.Declared || reachesFurther(d.Old, o, d.New, n))
			changed = append(changed, c)
		}
	}
	for i := range d.Old.Permissions {
		o := &d.Old.Permissions[i]
		if findPermissionIn(d.New, o.Name) == nil && (o.Declared || d.bothHave(o.ImpliedBy)) {
			went = append(went, Change{Kind: "permission", ID: o.Name, Name: strings.TrimPrefix(o.Name, permissionPrefix), How: how(o)})
		}
	}
	d.Changes = slices.Concat(d.Changes, came, changed, went)
}

// findPermissionIn returns a permission of a release, declared or implied, nil
// for none.
func findPermissionIn(r *report.Report, name string) *report.Permission {
	for i := range r.Permissions {
		if r.Permissions[i].Name == name {
			return &r.Permissions[i]
		}
	}
	return nil
}

// bothHave reports whether what brings an implied permission stands in both
// releases; a targetSdkVersion always does.
func (d *Diff) bothHave(by *string) bool {
	if by == nil {
		return false
	}
	return strings.HasPrefix(*by, "targetSdkVersion") || findPermissionIn(d.Old, *by) != nil && findPermissionIn(d.New, *by) != nil
}

// how says what brings a permission that the app does not declare.
func how(p *report.Permission) string {
	if p.Declared || p.ImpliedBy == nil {
		return ""
	}
	return "implied by " + strings.TrimPrefix(*p.ImpliedBy, permissionPrefix)
}

// stateOf says how an app comes by a permission and on which of its devices it
// has effect: "up to API 28", "implied by READ_EXTERNAL_STORAGE, all devices".
// A new minSdkVersion alone changes nothing.
func stateOf(r *report.Report, p *report.Permission) string {
	text := reach(r, p.Effective)
	if by := how(p); by != "" {
		text = by + ", " + text
	}
	return text
}

func reach(r *report.Report, on *app.APIRange) string {
	switch {
	case on == nil:
		return "no device"
	case on.Max == nil && on.Min <= r.App.MinSDK:
		return "all devices"
	case on.Max == nil:
		return fmt.Sprintf("from API %d", on.Min)
	case on.Min <= r.App.MinSDK:
		return fmt.Sprintf("up to API %d", *on.Max)
	}
	return fmt.Sprintf("API %d to %d", on.Min, *on.Max)
}

// reachesFurther reports whether a permission has effect on devices of the new
// release on which it had none in the old one.
func reachesFurther(old *report.Report, was *report.Permission, new *report.Report, is *report.Permission) bool {
	if is.Effective == nil || was.Effective == nil {
		return is.Effective != nil
	}
	higher := was.Effective.Max != nil && (is.Effective.Max == nil || *is.Effective.Max > *was.Effective.Max)
	lower := was.Effective.Min > old.App.MinSDK && is.Effective.Min < was.Effective.Min
	return higher || lower
}
