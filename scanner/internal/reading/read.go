// Package reading reads policies: the passes of the rooms below, in their order,
// each from values to values. Claims carry their exact quote and line.
package reading

import (
	"errors"
	"slices"
	"sort"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/document/formats"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/leftover"
	"github.com/candor-scan/candor/scanner/internal/reading/permission"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sdk"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/whole"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Read reads the documents of one declaration: a policy, or a policy and the
// lists that go with it. An error is of type *[Error] and speaks of the first
// document that is no policy or cannot be read; there is no result then.
func Read(docs []document.Source, names words.SDKNames, lim document.Limits) (*policy.Policy, error) {
	if len(docs) == 0 {
		return nil, errors.New("no policy document given")
	}
	var all []*document.Document
	for i, src := range docs {
		d, err := formats.Open(src, lim)
		if err != nil {
			return nil, err
		}
		d.Index = i
		all = append(all, d)
	}
	return readAround(all, names)
}

// readOpened reads what documents declare together.
func readOpened(docs []*document.Document, names words.SDKNames) (*policy.Policy, error) {
	return readTraced(docs, names, nil, func(*sentence.Text) {})
}

// readTraced does so and records which rule made which claim; cut is handed
// each document when it is cut into sentences.
func readTraced(docs []*document.Document, names words.SDKNames, trace *rule.Trace, cut func(*sentence.Text)) (*policy.Policy, error) {
	p := newPolicy()
	for _, d := range docs {
		p.Documents = append(p.Documents, d.About)
		p.NotRead = append(p.NotRead, d.NotRead...)
	}
	var all []*sentence.Text
	for _, d := range docs {
		t := sentence.NewText(d, trace)
		readText(t, p, names)
		cut(t)
		if d.Form == nil { // a form is no prose: nothing more is to be read out of it
			all = append(all, t)
		}
	}
	finish(p, all, names)
	traceWhole(p, trace)
	if err := whole.Refuse(p, all); err != nil {
		return nil, err
	}
	return p, nil
}

// newPolicy returns a policy whose lists are all there and empty.
func newPolicy() *policy.Policy {
	return &policy.Policy{
		Documents: []policy.Document{}, Languages: []string{}, Covers: policy.Covers{Quotes: []evidence.Quote{}}, Permissions: []policy.Permission{},
		Elements: []policy.Element{}, Items: []policy.Item{}, Denials: []policy.Denial{}, SDKs: []policy.SDK{}, OpenEnded: []evidence.Quote{},
		Conflicts: []policy.Conflict{}, Pairs: []policy.LanguageMismatch{}, Leftovers: []policy.Leftover{}, NotRead: []evidence.NotRead{},
	}
}

// readText adds what one document declares.
func readText(d *sentence.Text, p *policy.Policy, names words.SDKNames) {
	for _, it := range d.Form {
		d.Claim(it.Quotes)
		p.Items = append(p.Items, it)
		for _, q := range it.Quotes {
			d.Trace.Says(rule.ItemForm, string(it.Item)+" "+it.Party+" "+it.Action, q)
		}
	}
	if d.Form != nil {
		return
	}
	d.Document = sentence.RecoverTables(d.Document, func(t string) bool { return sentence.MentionsSDK(t) || names.ResolveName(t) != "" })
	d.Outline = sentence.NewOutline(d.Document)
	if !d.Outline.Whole {
		c := *d.Document
		c.Blocks = d.Outline.Blocks
		d.Document = &c
		lose(p, d.Document, document.BeyondLimits)
	}
	d.IOS = d.OtherPlatform()
	p.SDKs = append(p.SDKs, sdk.Rows(d, names)...)
	sdk.NamesInUse(d, names)
	items, denials := clause.Read(statements(d), names, &d.Quotable, d.Trace)
	for _, it := range items {
		d.Claim(it.Quotes)
		p.Items = append(p.Items, it)
	}
	for _, dn := range denials {
		d.Claim(dn.Quotes)
		p.Denials = append(p.Denials, dn)
	}
	p.OpenEnded = append(p.OpenEnded, whole.OpenEnded(d)...)
	if d.Quotable.Spent {
		lose(p, d.Document, document.QuotedTooMuch)
	}
}

// lose says that a part of a document was not read.
func lose(p *policy.Policy, d *document.Document, why string) {
	n := evidence.NotRead{What: d.Path, Why: why}
	if !slices.Contains(p.NotRead, n) {
		p.NotRead = append(p.NotRead, n)
	}
}

// statements are the sentences outside of SDK rows.
func statements(d *sentence.Text) []*sentence.Sentence {
	var ss []*sentence.Sentence
	for _, s := range d.Outline.Sentences {
		if !d.Rows.Owns(s) {
			ss = append(ss, s)
		}
	}
	return ss
}

// finish adds what all documents say together.
func finish(p *policy.Policy, docs []*sentence.Text, names words.SDKNames) {
	whole.Languages(p, docs)
	groups := permission.Read(p, docs, names)
	whole.Elements(p, docs)
	whole.Covers(p, docs)
	sdk.Prose(p, docs, names)
	whole.Conflicts(p, docs)
	whole.Pairs(p, docs, names)
	leftover.Keep(p, docs, groups, names)
	sort.SliceStable(p.Permissions, func(i, j int) bool {
		return groupOrder(p.Permissions[i].Group) < groupOrder(p.Permissions[j].Group)
	})
}

func groupOrder(g privacy.Group) int {
	for i, x := range privacy.Groups() {
		if x == g {
			return i
		}
	}
	return len(privacy.Groups())
}
