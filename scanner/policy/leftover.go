package policy

import (
	"fmt"
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Kinds of mentions.
const (
	MentionsSDK        = "sdk"        // ID is an SDK id
	MentionsPermission = "permission" // ID is a disclosure group
	MentionsItem       = "item"       // ID is an item
	MentionsField      = "field"      // ID is a field of an SDK row, or an element of a permission; Of whose
)

// Leftover is a sentence that names something a policy is asked for and of
// which no view made a claim of that. It says neither that the thing is
// declared nor that it is not: a person has to read it.
type Leftover struct {
	evidence.Quote
	Mentions []Mention `json:"mentions"`
}

// Mention is a word of a leftover and what it can stand for.
type Mention struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	// Of is whose field or element the words could be: an SDK id or a group;
	// "" for other kinds.
	Of   string `json:"of,omitempty"`
	Text string `json:"text"`
}

// maxLeftovers bounds the leftovers of a policy. No policy in use comes near;
// those beyond are counted in Policy.NotRead.
const maxLeftovers = 2000

// leftOver keeps the sentences that name something and of which no view made a
// claim of it. It runs when all views have read.
func (p *Policy) leftOver(docs []*docText, groups map[privacy.Group]*groupFinding, names SDKNames) {
	for _, d := range docs {
		sentences := newSentenceIndex(d.outline)
		r := &mentionReader{d: d, names: names, made: claimsOf(p, d, groups, sentences), headings: map[*section]headingSense{}}
		left := make([][]Mention, len(d.outline.sentences))
		for _, s := range d.outline.sentences {
			left[s.at] = r.mentions(s)
		}
		f := &fieldReader{d: d, sentences: sentences, r: r, left: left}
		f.rows(p.SDKs)
		f.permissions(p.Permissions, groups)
		p.keepLeftovers(d, left)
	}
}

// keepLeftovers adds the sentences of a document that have mentions left.
func (p *Policy) keepLeftovers(d *docText, left [][]Mention) {
	cut := 0
	for at, mentions := range left {
		switch {
		case len(mentions) == 0:
		case len(p.Leftovers) >= maxLeftovers:
			cut++
		default:
			s := d.outline.sentences[at]
			p.Leftovers = append(p.Leftovers, Leftover{d.quotes(s.p.whole())[0], distinct(mentions)})
		}
	}
	if cut > 0 {
		p.NotRead = append(p.NotRead, evidence.NotRead{What: d.path, Why: fmt.Sprintf("%d further sentences that could not be placed are not listed", cut)})
	}
}

// distinct returns the mentions, each thing once.
func distinct(mentions []Mention) []Mention {
	var out []Mention
	for _, m := range mentions {
		if !slices.ContainsFunc(out, func(x Mention) bool { return x.Kind == m.Kind && x.ID == m.ID && x.Of == m.Of }) {
			out = append(out, m)
		}
	}
	return out
}
