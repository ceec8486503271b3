package report

import (
	"cmp"
	"slices"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
)

// sdkRow is one SDK that was found, beside its row in the policy.
type sdkRow struct {
	SDK
	parentName string
	disclosed  bool   // the policy has a row for it, or speaks of it
	cells      []cell // name, purpose, method, scope, institution, website; none without a policy
	scope      []scopeItem
	rules      []string
}

// scopeItem is one item of the scope of an SDK: named in its row, seen in its
// code, or both.
type scopeItem struct {
	item  privacy.Item
	named bool
	seen  bool
}

// readRow is what one party reads.
type readRow struct {
	party privacy.Party
	items []usage.Item
}

// kinds counts the kinds of evidence that found the SDK.
func (row *sdkRow) kinds() int {
	seen := map[evidence.Kind]bool{}
	for _, e := range row.Evidence {
		seen[e.Kind] = true
	}
	return len(seen)
}

// scopeCounts returns how many items the row names, how many of them were seen
// in code, and how many were seen and are not named.
func (row *sdkRow) scopeCounts() (named, seen, unnamed int) {
	for _, s := range row.scope {
		switch {
		case s.named && s.seen:
			named, seen = named+1, seen+1
		case s.named:
			named++
		default:
			unnamed++
		}
	}
	return named, seen, unnamed
}

// declaration is what the policy says of one SDK: rows of SDK lists, and
// statements outside of them.
type declaration struct {
	rows     []int // in Policy.SDKs
	mentions []policy.Item
}

func (p *page) arrangeSDKs() {
	declared := p.declarations()
	parts := map[string][]string{} // by umbrella
	for _, s := range p.SDKs {
		if s.Parent != nil {
			parts[*s.Parent] = append(parts[*s.Parent], s.ID)
		}
	}
	used := map[int]bool{} // rows of the policy that belong to an SDK found
	for _, sdk := range p.SDKs {
		row := sdkRow{SDK: sdk, rules: p.rulesOn(disclosure.SubjectSDK, sdk.ID)}
		if sdk.Parent != nil {
			row.parentName = p.names[*sdk.Parent]
		}
		if p.Policy != nil {
			d := coveredBy(sdk, parts[sdk.ID], declared, row.rules)
			for _, i := range d.rows {
				used[i] = true
			}
			row.disclosed = len(d.rows)+len(d.mentions) > 0
			row.cells = p.sdkCells(d)
			row.scope = p.scopeOf(sdk, d)
		}
		p.sdks = append(p.sdks, row)
	}
	p.sdks = familiesTogether(p.sdks)
	if p.Policy == nil {
		return
	}
	for i, s := range p.Policy.SDKs {
		if !used[i] {
			p.listedOnly = append(p.listedOnly, s)
		}
	}
}

// declarations collects by SDK id what the policy says.
func (p *page) declarations() map[string]declaration {
	declared := map[string]declaration{}
	if p.Policy == nil {
		return declared
	}
	for i, s := range p.Policy.SDKs {
		if s.ID != nil {
			d := declared[*s.ID]
			d.rows = append(d.rows, i)
			declared[*s.ID] = d
		}
	}
	for _, it := range p.Policy.Items {
		if it.Polarity == policy.Performed && privacy.Party(it.Party).SDK() != "" && p.names[it.Party] != "" {
			d := declared[it.Party]
			d.mentions = append(d.mentions, it)
			declared[it.Party] = d
		}
	}
	return declared
}

// coveredBy is what the policy says of an SDK: of itself, of its parts for the
// bare umbrella, of the umbrella where the rules took that.
func coveredBy(sdk SDK, parts []string, declared map[string]declaration, rules []string) declaration {
	if slices.Contains(rules, "sdk/undisclosed") {
		return declaration{}
	}
	if d, ok := declared[sdk.ID]; ok {
		return d
	}
	var ofParts declaration
	for _, id := range parts {
		ofParts.rows = append(ofParts.rows, declared[id].rows...)
		ofParts.mentions = append(ofParts.mentions, declared[id].mentions...)
	}
	if len(ofParts.rows) > 0 || sdk.Parent == nil {
		return ofParts
	}
	return declared[*sdk.Parent]
}

// familiesTogether puts every part right after its umbrella.
func familiesTogether(rows []sdkRow) []sdkRow {
	parts := map[string][]int{} // by umbrella
	var open []int              // still to be placed, the next one last
	for i, row := range slices.Backward(rows) {
		if row.parentName == "" {
			open = append(open, i)
		} else {
			parts[*row.Parent] = append(parts[*row.Parent], i)
		}
	}
	placed := make([]bool, len(rows))
	sorted := make([]sdkRow, 0, len(rows))
	for len(open) > 0 {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		if !placed[i] {
			placed[i] = true
			sorted = append(sorted, rows[i])
			open = append(open, parts[rows[i].ID]...)
		}
	}
	for i, row := range rows {
		if !placed[i] { // a circle of parents
			sorted = append(sorted, row)
		}
	}
	return sorted
}

// sdkCells are the six fields an SDK has in the policy, each from the first
// row that gives it.
func (p *page) sdkCells(d declaration) []cell {
	var cells []cell
	for _, i := range d.rows {
		cells = mergeCells(cells, rowCells(&p.Policy.SDKs[i]))
	}
	if len(cells) == 0 {
		cells = rowCells(&policy.SDK{})
		for i := range cells {
			cells[i].sign = signNotAsked
		}
		cells[0] = cell{key: "name", sign: signMissing}
	}
	for _, it := range d.mentions {
		mention := cell{sign: signStated, quotes: it.Quotes}
		cells = mergeCells(cells, []cell{mention, {}, {}, mention, {}, {}})
	}
	return cells
}

// mergeCells fills what a lacks from b.
func mergeCells(a, b []cell) []cell {
	if a == nil {
		return b
	}
	for i := range a {
		if a[i].sign != signStated && b[i].sign == signStated {
			b[i].key = a[i].key
			a[i] = b[i]
		}
	}
	return a
}

// rowCells are the six fields of one row.
func rowCells(row *policy.SDK) []cell {
	field := func(key string, f *policy.Field) cell {
		if f == nil {
			return cell{key: key, sign: signMissing}
		}
		return cell{key: key, sign: signStated, quotes: f.Quotes, text: f.Text}
	}
	name := cell{key: "name", sign: signStated, quotes: row.Quotes, text: row.Name}
	if len(row.Quotes) == 0 {
		name.quotes = []evidence.Quote{{Line: row.Line, Text: row.Name}}
	}
	scope := cell{key: "scope", sign: signMissing}
	if row.Scope != nil {
		scope = cell{key: "scope", sign: signStated, quotes: row.Scope.Quotes, text: row.Scope.Text}
	}
	website := row.Website
	if website == nil {
		website = row.PrivacyURL // a privacy page satisfies the field
	}
	return []cell{name, field("purpose", row.Purpose), field("method", row.Method), scope,
		field("institution", row.Institution), field("website", website)}
}

// scopeOf holds the items the policy names for an SDK against what code of the
// SDK's family reads.
func (p *page) scopeOf(sdk SDK, d declaration) []scopeItem {
	var named []privacy.Item
	given := len(d.mentions) > 0
	for _, i := range d.rows {
		if s := p.Policy.SDKs[i].Scope; s != nil {
			given = true
			named = append(named, s.Items...)
		}
	}
	for _, it := range d.mentions {
		named = append(named, it.Item)
	}
	if !given {
		return nil
	}
	named = once(named)
	family := slices.Clone(sdk.Items)
	if sdk.Parent != nil {
		family = append(family, p.items[*sdk.Parent]...)
	}
	var scope []scopeItem
	for _, n := range named {
		seen := slices.ContainsFunc(family, func(read privacy.Item) bool { return privacy.Covers(n, read) != privacy.NotCovered })
		scope = append(scope, scopeItem{item: n, named: true, seen: seen})
	}
	for _, read := range sdk.Items {
		if !slices.ContainsFunc(named, func(n privacy.Item) bool { return privacy.Covers(n, read) != privacy.NotCovered }) {
			scope = append(scope, scopeItem{item: read, seen: true})
		}
	}
	return scope
}

// once keeps the first of equal items.
func once(items []privacy.Item) []privacy.Item {
	seen := map[privacy.Item]bool{}
	return slices.DeleteFunc(items, func(i privacy.Item) bool {
		again := seen[i]
		seen[i] = true
		return again
	})
}

// arrangeReads groups by party what code was seen to read: the app first,
// then SDKs, then code of unknown origin, then general libraries.
func (p *page) arrangeReads() {
	at := map[privacy.Party]int{}
	for _, it := range p.Items {
		if !it.Found() {
			continue
		}
		i, ok := at[it.Party]
		if !ok {
			i = len(p.reads)
			at[it.Party] = i
			p.reads = append(p.reads, readRow{party: it.Party})
		}
		p.reads[i].items = append(p.reads[i].items, it)
	}
	slices.SortStableFunc(p.reads, func(a, b readRow) int {
		return cmp.Or(cmp.Compare(partyOrder(a.party), partyOrder(b.party)), cmp.Compare(a.party, b.party))
	})
}

func partyOrder(party privacy.Party) int {
	switch {
	case party == privacy.PartyApp:
		return 0
	case party == privacy.PartyUnknown:
		return 2
	case party.IsLibrary():
		return 3
	}
	return 1
}
