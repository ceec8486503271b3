// Package leftover keeps the sentences that name something a policy is asked for
// and of which no view made a claim of it: what a rule reads again before it
// accuses.
package leftover

import (
	"fmt"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/permission"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// MaxLeftovers bounds the leftovers of a policy. No policy in use comes near;
// those beyond are counted in Policy.NotRead.
const MaxLeftovers = 2000

// Keep keeps the sentences that name something and of which no view made a
// claim of it. It runs when all views have read.
func Keep(p *policy.Policy, docs []*sentence.Text, groups map[privacy.Group]*permission.GroupFinding, names words.SDKNames) {
	for _, d := range docs {
		sentences := newSentenceIndex(d.Outline)
		r := &mentionReader{d: d, names: names, made: claimsOf(p, d, groups, sentences), headings: map[*sentence.Section]headingSense{}}
		left := make([][]policy.Mention, len(d.Outline.Sentences))
		for _, s := range d.Outline.Sentences {
			left[s.At] = r.mentions(s)
		}
		f := &fieldReader{d: d, sentences: sentences, r: r, left: left, looks: maxLooks}
		f.rows(p.SDKs)
		f.permissions(p.Permissions, groups)
		keepLeftovers(p, d, left)
		if f.looks < 0 || r.made.cut {
			p.NotRead = append(p.NotRead, evidence.NotRead{What: d.Path, Why: document.QuotedTooMuch})
		}
	}
}

// keepLeftovers adds the sentences of a document that have mentions left.
func keepLeftovers(p *policy.Policy, d *sentence.Text, left [][]policy.Mention) {
	cut := 0
	for at, mentions := range left {
		switch {
		case len(mentions) == 0:
		case len(p.Leftovers) >= MaxLeftovers:
			cut++
		default:
			s := d.Outline.Sentences[at]
			p.Leftovers = append(p.Leftovers, policy.Leftover{Quote: d.Quotes(s.Passage.Whole())[0], Mentions: distinct(mentions)})
		}
	}
	if cut > 0 {
		p.NotRead = append(p.NotRead, evidence.NotRead{What: d.Path, Why: fmt.Sprintf("%d further sentences that could not be placed are not listed", cut)})
	}
}

// distinct returns the mentions, each thing once.
func distinct(mentions []policy.Mention) []policy.Mention {
	var out []policy.Mention
	seen := map[policy.Mention]bool{}
	for _, m := range mentions {
		k := policy.Mention{Kind: m.Kind, ID: m.ID, Of: m.Of}
		if !seen[k] {
			seen[k] = true
			out = append(out, m)
		}
	}
	return out
}
