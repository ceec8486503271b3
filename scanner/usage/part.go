package usage

import (
	"cmp"
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
)

// part is what of an item is read by calls that need the same permissions.
type part struct {
	guard      *guard
	upTo       int // last API level on which a call returns data; 0: no end
	reflective bool
	free       bool
	evidence   []evidence.Seen
}

// Under returns the item as the code of an app reads it that holds some
// permissions: with the evidence whose calls need none or one that is held. ok
// is false where nothing is left.
func (i Item) Under(holds func(permission string) bool) (it Item, ok bool) {
	if i.parts == nil {
		return i, i.Free || len(i.Permissions) == 0 || slices.ContainsFunc(i.Permissions, holds)
	}
	var kept []part
	for _, p := range i.parts {
		if p.free || len(p.guard.permissions) == 0 || slices.ContainsFunc(p.guard.permissions, holds) {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return i, false
	}
	if len(kept) < len(i.parts) {
		i.parts = kept
		i.join()
	}
	return i, true
}

// join sets what an item says from its parts.
func (i *Item) join() {
	i.AvailableUpToAPI, i.Reflective, i.Free, i.Permissions, i.Evidence = nil, true, false, nil, nil
	upTo, ends := 0, true
	for _, p := range i.parts {
		upTo, ends = max(upTo, p.upTo), ends && p.upTo > 0
		i.Reflective, i.Free = i.Reflective && p.reflective, i.Free || p.free
		i.Permissions = append(i.Permissions, p.guard.permissions...)
		i.Evidence = append(i.Evidence, p.evidence...)
	}
	if ends {
		i.AvailableUpToAPI = &upTo
	}
	slices.Sort(i.Permissions)
	i.Permissions = slices.Compact(i.Permissions)
	i.Evidence = bound(i.Evidence)
}

// bound sorts evidence, joins what is one place and keeps maxEvidence of it.
func bound(list []evidence.Seen) []evidence.Seen {
	slices.SortFunc(list, func(a, b evidence.Seen) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Where, b.Where))
	})
	out := list[:0]
	for _, s := range list {
		if n := len(out); n > 0 && (n == maxEvidence || out[n-1].Kind == s.Kind && out[n-1].Value == s.Value && out[n-1].Where == s.Where) {
			out[n-1].Count += s.Count
			continue
		}
		out = append(out, s)
	}
	return out
}
