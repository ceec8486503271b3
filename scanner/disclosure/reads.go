package disclosure

import (
	"slices"
	"strconv"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// read is one item that the code of one party reads under a permission the app
// holds.
type read struct {
	usage.Item
	info privacy.ItemInfo
	// groups are the disclosure groups the read belongs to: of those that guard
	// the item the ones whose permission the calls need, else all of them.
	groups []privacy.Group
}

// heldReads keeps the items that count, with the evidence that counts: read or
// listened to, not inside a general library, not without the permission the
// call needs, and personal information at all.
func (x *facts) heldReads() []*read {
	var out []*read
	for _, it := range x.Items {
		info, ok := privacy.LookupItem(it.Item)
		if !ok || !it.Found() || it.Party.IsLibrary() || info.Sensitivity == "no" {
			continue
		}
		if it, ok = it.Under(x.App.holds); !ok {
			continue
		}
		r := &read{Item: it, info: info}
		for _, p := range it.Permissions {
			if g := privacy.GroupOf(p); slices.Contains(info.Groups, g) && x.App.holds(p) {
				r.groups = append(r.groups, g)
			}
		}
		if len(r.groups) == 0 {
			r.groups = info.Groups
		}
		out = append(out, r)
	}
	return out
}

// available reports whether the calls return anything on an Android version
// the app supports.
func (x *facts) available(r *read) bool {
	return r.AvailableUpToAPI == nil || *r.AvailableUpToAPI >= x.App.MinSDK
}

// grave reports whether the item identifies someone or is sensitive.
func (r *read) grave() bool { return r.info.Identifier() || r.info.Sensitive() }

// weigh returns the severity of findings about items: error for identifiers
// and sensitive ones, else warning; note, and lowered, where none of the calls
// returns anything on an Android version of the app.
func (x *facts) weigh(reads []*read) (s Severity, lowered bool) {
	s, lowered = Note, true
	for _, r := range reads {
		switch {
		case !x.available(r):
		case r.grave():
			return Error, false
		default:
			s, lowered = Warning, false
		}
	}
	return s, lowered
}

// onlyReflective reports whether every access goes through names held as
// strings, so that a person should look.
func onlyReflective(reads []*read) bool {
	return !slices.ContainsFunc(reads, func(r *read) bool { return !r.Reflective })
}

func itemsOf(reads []*read) []privacy.Item {
	var ids []privacy.Item
	for _, r := range reads {
		if !slices.Contains(ids, r.Item.Item) {
			ids = append(ids, r.Item.Item)
		}
	}
	slices.Sort(ids)
	return ids
}

func seenOf(reads []*read) []evidence.Seen {
	var out []evidence.Seen
	for _, r := range reads {
		out = appendSeen(out, r.Evidence[:min(len(r.Evidence), maxPerUse)]...)
	}
	return out
}

// availability says up to which Android version the calls return data, where
// they stop; empty where they do not.
func (x *facts) availability(reads []*read) Text {
	last := 0
	for _, r := range reads {
		if r.AvailableUpToAPI == nil {
			return Text{}
		}
		last = max(last, *r.AvailableUpToAPI)
	}
	if last == 0 {
		return Text{}
	}
	api := same(strconv.Itoa(last))
	if last < x.App.MinSDK {
		return say("The calls return nothing above API level %s, and the app runs on %s and above.", "这些调用在 API %s 以上的系统上不返回数据，而应用只支持 API %s 及以上。",
			api, same(strconv.Itoa(x.App.MinSDK)))
	}
	return say("The calls return data up to API level %s.", "这些调用在 API %s 及以下的系统上返回数据。", api)
}

// partyName names whose code it is, in both languages.
func (x *facts) partyName(p privacy.Party) Text {
	if id := p.SDK(); id != "" {
		return same(x.sdkName(id))
	}
	return Name(nameParty, string(p))
}

// coverage says how far the first party is said to handle an item: by naming
// it, by naming something that contains it, or by naming the permission whose
// very content it is. The quotes are those of the statement that goes farthest.
func (x *facts) coverage(item privacy.Item) (best privacy.Coverage, by privacy.Item, quotes []evidence.Quote) {
	consider := func(named privacy.Item, q []evidence.Quote) {
		if c := privacy.Covers(named, item); c > best {
			best, by, quotes = c, named, q
		}
	}
	for _, it := range x.Policy.Items {
		if it.Party == policy.First && it.Polarity == policy.Performed {
			consider(it.Item, it.Quotes)
		}
	}
	for _, p := range x.Policy.Permissions {
		if p.Named.State != policy.Stated {
			continue
		}
		for _, content := range tables().groupItems[p.Group] {
			consider(content, p.Named.Quotes)
		}
	}
	return best, by, quotes
}

// guessed reports whether a party is an SDK that is only a candidate, so that
// its code is of unknown origin as far as findings go.
func (x *facts) guessed(p privacy.Party) bool {
	m := x.byID[string(p)]
	return m != nil && m.Confidence == sdkdb.Candidate
}

// named says how far the document names an item for the party that reads it.
func (x *facts) named(r *read) (best privacy.Coverage, by privacy.Item, quotes []evidence.Quote) {
	if x.guessed(r.Party) {
		for i := range x.Policy.SDKs {
			row := &x.Policy.SDKs[i]
			if row.ID != nil && *row.ID == string(r.Party) && row.Scope != nil && covers(row.Scope.Items, r.Item.Item) == privacy.Covered {
				return privacy.Covered, r.Item.Item, row.Scope.Quotes
			}
		}
	}
	return x.coverage(r.Item.Item)
}

// evidenceOfGroup reports whether the item only adds evidence to a finding
// that the document never names, or denies, the permission behind it.
func (x *facts) evidenceOfGroup(r *read) bool {
	return slices.ContainsFunc(x.groups, func(g *group) bool { return !g.named() && slices.Contains(r.groups, g.id) })
}

// deniedFor returns the denials that say the party does not handle the item:
// of the item itself, or of a broad name it falls under.
func (x *facts) deniedFor(r *read) []policy.Denial {
	var out []policy.Denial
	for _, d := range x.Policy.Denials {
		if d.Kind != policy.DeniesItem || !concerns(d.Party, r.Party) {
			continue
		}
		named := privacy.Item(d.ID)
		info, _ := privacy.LookupItem(named)
		if named == r.Item.Item || info.Parent() && privacy.Covers(named, r.Item.Item) == privacy.Covered {
			out = append(out, d)
		}
	}
	return out
}

// concerns reports whether a statement about one party of the document is
// about a party of the code. Code of unknown origin may be the app's own.
func concerns(stated string, p privacy.Party) bool {
	if id := p.SDK(); id != "" {
		return stated == id || stated == policy.Third
	}
	return stated == policy.First || stated == ""
}

// inRow returns the names and quotes of SDK rows that name an item which the
// document does not name for the first party.
func (x *facts) inRow(item privacy.Item) (Text, []evidence.Quote) {
	var names []Text
	var quotes []evidence.Quote
	for i := range x.Policy.SDKs {
		row := &x.Policy.SDKs[i]
		if row.Scope != nil && covers(row.Scope.Items, item) == privacy.Covered {
			names = append(names, same(row.Name))
			quotes = appendQuotes(quotes, row.Scope.Quotes...)
		}
	}
	return list(names), quotes
}
