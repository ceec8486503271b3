package usage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Use is code of one party that calls what a permission guards.
type Use struct {
	Permission string // full name
	Party      privacy.Party
	Evidence   []evidence.Seen
}

// Uses returns who calls what the permissions guard, by permission and party:
// unlike [Collector.Items] also code that only writes, asks whether it could
// read, or lets the user hand one thing over. A row that proves something only
// beside its companion counts only there.
func (c *Collector) Uses(owner Owner, manifest []Declared) []Use {
	type key struct {
		permission string
		party      privacy.Party
	}
	places := map[key]map[evidence.Seen]int{}
	add := func(a *api, party privacy.Party, s evidence.Seen, n int) {
		for _, p := range a.guard.all {
			k := key{p, party}
			if places[k] == nil {
				places[k] = map[evidence.Seen]int{}
			}
			places[k][s] += n
		}
	}
	for k, n := range c.hits {
		a := &c.table.apis[k.api]
		if len(a.guard.all) == 0 || signals[a.item] || !c.whole(a, k, manifest, owner) {
			continue
		}
		add(a, owner.Owner(k.class), a.seen(k), n)
	}
	c.table.eachDeclared(manifest, func(a *api, d Declared, action string) { add(a, owner.Owner(d.Class), seenDeclared(d, action), 1) })
	uses := make([]Use, 0, len(places))
	for k, seen := range places {
		uses = append(uses, Use{k.permission, k.party, (&gathered{places: seen}).evidence()})
	}
	slices.SortFunc(uses, func(a, b Use) int {
		return cmp.Or(cmp.Compare(a.Permission, b.Permission), cmp.Compare(a.Party, b.Party))
	})
	return uses
}

// whole reports whether what a row asks for beside it is there: in the same
// method, in the manifest or, for a callback, where it is registered.
func (c *Collector) whole(a *api, k hitKey, manifest []Declared, owner Owner) bool {
	if k.shown != seenAlone {
		return true
	}
	if a.override {
		return c.registered(a, k, manifest, owner)
	}
	party := owner.Owner(k.class)
	return slices.ContainsFunc(manifest, func(d Declared) bool { return a.declared(d) && owner.Owner(d.Class) == party })
}

// eachDeclared calls visit for every row that a component of the manifest
// meets by an action it answers to.
func (t *table) eachDeclared(manifest []Declared, visit func(a *api, d Declared, action string)) {
	for _, d := range manifest {
		for _, action := range d.Actions {
			for _, r := range t.byString[action] {
				if a := &t.apis[r]; a.kind == kindAction && a.declared(d) {
					visit(a, d, action)
				}
			}
		}
	}
}

// seen is where and how a row was met.
func (a *api) seen(k hitKey) evidence.Seen {
	kind := evidence.Method
	switch a.kind {
	case kindField:
		kind = evidence.Field
	case kindString:
		kind = evidence.String
	case kindURI:
		kind = evidence.URI
	case kindAction:
		kind = evidence.Action
	}
	return evidence.Seen{Kind: kind, Value: a.target(), Where: k.file + " " + k.class + "." + k.method}
}

func seenDeclared(d Declared, action string) evidence.Seen {
	return evidence.Seen{Kind: evidence.Action, Value: action, Where: manifestFile + " " + d.Kind + " " + d.Class}
}

// shortForms are what the permission column of the table writes short, and
// what each stands for.
var shortForms = strings.NewReplacer(
	"ACCESS_FINE/COARSE_LOCATION", "ACCESS_FINE_LOCATION ACCESS_COARSE_LOCATION",
	"READ/WRITE_EXTERNAL_STORAGE", "READ_EXTERNAL_STORAGE WRITE_EXTERNAL_STORAGE",
	"READ_MEDIA_*", "READ_MEDIA_IMAGES READ_MEDIA_VIDEO READ_MEDIA_AUDIO",
	"BLUETOOTH_SCAN/CONNECT", "BLUETOOTH_SCAN BLUETOOTH_CONNECT",
	"location", "ACCESS_COARSE_LOCATION",
)

// guardNames reads the permission column more widely than [readGuard]:
// every permission that plays a part, also one that is needed beside another
// ("ACCESS_WIFI_STATE + location"), and the precise location wherever the
// approximate one is enough.
func guardNames(column string) []string {
	var names []string
	for _, word := range strings.FieldsFunc(shortForms.Replace(column), notInName) {
		if _, ok := privacy.LookupPermission(androidPermission + word); ok && !slices.Contains(names, androidPermission+word) {
			names = append(names, androidPermission+word)
		}
	}
	const fine, coarse = androidPermission + "ACCESS_FINE_LOCATION", androidPermission + "ACCESS_COARSE_LOCATION"
	if slices.Contains(names, coarse) && !slices.Contains(names, fine) {
		names = append(names, fine)
	}
	return names
}
