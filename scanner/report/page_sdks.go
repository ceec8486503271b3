package report

import (
	"cmp"
	"slices"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// sdkRow is one SDK that was found, beside its row in the policy.
type sdkRow struct {
	SDK
	parentName string
	disclosed  bool   // the policy has a row for it, or speaks of it
	cells      []cell // name, purpose, method, scope, institution, website; none without a policy
	scope      []scopeItem
	rules      []string
	findingOn  string // the member of its family its findings stand on
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

func (p *page) arrangeSDKs() {
	var declared map[string]disclosure.Declared
	if p.Policy != nil {
		found := make([]sdkdb.Match, len(p.SDKs))
		for i, sdk := range p.SDKs {
			found[i] = sdk.Match
		}
		declared = disclosure.DeclaredSDKs(p.Policy, found)
	}
	used := map[*policy.SDK]bool{} // rows of the policy that belong to an SDK found
	for _, sdk := range p.SDKs {
		row := sdkRow{SDK: sdk, rules: p.rulesOn(disclosure.SubjectSDK, sdk.ID), findingOn: sdk.ID}
		if sdk.Parent != nil {
			row.parentName = p.names[*sdk.Parent]
		}
		if p.Policy != nil {
			d := declared[sdk.ID]
			for _, r := range d.Rows {
				used[r] = true
			}
			row.disclosed = d.Disclosed()
			row.cells = sdkCells(d)
			row.scope = p.scopeOf(sdk, d)
		}
		p.sdks = append(p.sdks, row)
	}
	p.sdks = familiesTogether(p.sdks)
	p.shareFindings()
	if p.Policy == nil {
		return
	}
	for i := range p.Policy.SDKs {
		if s := &p.Policy.SDKs[i]; !used[s] {
			p.listedOnly = append(p.listedOnly, *s)
		}
	}
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

// shareFindings gives an SDK that the policy does not name the finding of its
// family, which stands on one member alone.
func (p *page) shareFindings() {
	of := map[string][]string{} // undisclosed ones with a finding, by id of the umbrella
	for _, r := range p.sdks {
		if r.Parent != nil && slices.Contains(r.rules, ruleUndisclosed) {
			of[*r.Parent] = append(of[*r.Parent], r.ID)
		}
	}
	for i := range p.sdks {
		r := &p.sdks[i]
		if r.disclosed || len(r.rules) > 0 || r.Confidence == sdkdb.Candidate || p.Policy == nil {
			continue
		}
		if r.Parent != nil && slices.Contains(p.rulesOn(disclosure.SubjectSDK, *r.Parent), ruleUndisclosed) {
			r.rules, r.findingOn = []string{ruleUndisclosed}, *r.Parent
		} else if parts := of[r.ID]; len(parts) > 0 {
			r.rules, r.findingOn = []string{ruleUndisclosed}, parts[0]
		}
	}
}

// sdkFields are the columns of the SDK matrix, as the disclosure room names
// them.
var sdkFields = []string{"name", "purpose", "method", "scope", "institution", "website"}

// sdkCells are the six fields an SDK has in the policy, each from the first
// row or statement that gives it.
func sdkCells(d disclosure.Declared) []cell {
	var cells []cell
	for _, row := range d.Rows {
		cells = mergeCells(cells, rowCells(row))
	}
	for _, it := range d.Mentions {
		cells = mergeCells(cells, mentionCells(it))
	}
	if len(cells) == 0 {
		for _, field := range sdkFields {
			cells = append(cells, cell{key: field, sign: signNotAsked})
		}
		cells[0].sign = signMissing
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
			a[i] = b[i]
		}
	}
	return a
}

// rowCells are the six fields of one row.
func rowCells(row *policy.SDK) []cell {
	var cells []cell
	for _, field := range sdkFields {
		c := cell{key: field, sign: signMissing}
		if f := disclosure.Field(row, field); f != nil {
			c = cell{key: field, sign: signStated, quotes: f.Quotes, text: f.Text}
		}
		cells = append(cells, c)
	}
	cells[0] = cell{key: sdkFields[0], sign: signStated, quotes: row.Quotes, text: row.Name}
	if len(row.Quotes) == 0 {
		cells[0].quotes = []evidence.Quote{{Line: row.Line, Text: row.Name}}
	}
	return cells
}

// mentionCells are the fields that a statement outside any row gives: it names
// the SDK and an item, and may say what for.
func mentionCells(it policy.Item) []cell {
	var cells []cell
	for _, field := range sdkFields {
		c := cell{key: field, sign: signMissing}
		if field == "name" || field == "scope" || field == "purpose" && it.Purpose != nil {
			c.sign, c.quotes = signStated, it.Quotes
		}
		cells = append(cells, c)
	}
	return cells
}

// scopeOf holds the items the policy names for an SDK against what code of the
// SDK's family reads.
func (p *page) scopeOf(sdk SDK, d disclosure.Declared) []scopeItem {
	var named []privacy.Item
	given := len(d.Mentions) > 0
	for _, row := range d.Rows {
		if row.Scope != nil {
			given = true
			named = append(named, row.Scope.Items...)
		}
	}
	for _, it := range d.Mentions {
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
