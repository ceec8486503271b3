package reading

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/document/formats"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// Explain reads one document and says how a line of it was read: the sentences
// on it, what their words mean, who does what in them, and which rule made
// which claim of them. Lines are counted from 1 as the quotes of a policy count
// them.
func Explain(src document.Source, names words.SDKNames, lim document.Limits, line int) (*policy.Explanation, error) {
	d, err := formats.Open(src, lim)
	if err != nil {
		return nil, err
	}
	trace := &rule.Trace{}
	var text *sentence.Text
	if _, err := readTraced([]*document.Document{d}, names, trace, func(t *sentence.Text) { text = t }); err != nil {
		return nil, err
	}
	e := &policy.Explanation{Line: line, Sentences: []policy.Explained{}}
	if text == nil || text.Outline == nil {
		return e, nil
	}
	for _, s := range text.Outline.Sentences {
		if s.Line <= line && line <= s.Passage.Line(len(s.Passage.Text)) {
			e.Sentences = append(e.Sentences, explain(text, s, names, trace))
		}
	}
	return e, nil
}

func explain(d *sentence.Text, s *sentence.Sentence, names words.SDKNames, trace *rule.Trace) policy.Explained {
	x := policy.Explained{Text: s.Text, Line: s.Line, Lang: s.Lang, Heading: s.Heading, Row: d.Rows.Owns(s),
		Words: words.Tell(s.Fold(), s.Text), Clauses: clause.Tell(s, names), Claims: []policy.Claim{}}
	if s.Section != nil && !s.Heading {
		x.Section = s.Section.Title
	}
	if s.Lead != nil {
		x.Lead = s.Lead.Text
	}
	for _, m := range trace.Made {
		if within(m.Quote, s) {
			x.Claims = append(x.Claims, m)
		}
	}
	return x
}

// within reports whether a quote is of a sentence, of a part of it or of
// something that holds it.
func within(q evidence.Quote, s *sentence.Sentence) bool {
	last := s.Passage.Line(len(s.Passage.Text))
	if q.Line < s.Line || q.Line > last {
		return q.Line < s.Line && holds(q.Text, s.Text)
	}
	return holds(q.Text, s.Text) || holds(s.Text, q.Text)
}

// holds reports whether one text holds the other.
func holds(text, part string) bool { return part != "" && strings.Contains(text, part) }

// traceWhole says of what the document as a whole claims which rule made it.
func traceWhole(p *policy.Policy, trace *rule.Trace) {
	if trace == nil {
		return
	}
	say := func(id rule.ID, claim string, quotes []evidence.Quote) {
		for _, q := range quotes {
			trace.Says(id, claim, q)
		}
	}
	covers := "covers"
	for _, x := range []struct {
		what string
		says *bool
	}{{"app", p.Covers.App}, {"website", p.Covers.Website}} {
		if x.says != nil && *x.says {
			covers += " " + x.what
		} else if x.says != nil {
			covers += " no " + x.what
		}
	}
	say(rule.CoversScope, covers, p.Covers.Quotes)
	for _, c := range p.Conflicts {
		say(rule.Conflict, "conflict about "+c.About, c.Quotes)
	}
	say(rule.OpenList, "open list", p.OpenEnded)
	for _, m := range p.Pairs {
		say(rule.Versions, "versions differ in "+m.About, m.Quotes)
	}
}
