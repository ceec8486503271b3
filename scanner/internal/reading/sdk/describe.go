package sdk

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// describe reads what a list item says of an SDK behind its name: labelled
// parts, addresses, and first of all what it is for.
func (d *draft) describe(p *document.Passage) {
	for _, part := range partsOf(p) {
		if sentence.SaysNone(part.Text) {
			continue
		}
		if l, ok := sentence.SplitLabel(&part); ok {
			if f := sentence.FieldOf(l.Label); f != "" && f != words.FieldName {
				if f != words.FieldOther {
					d.add(f, l.Value)
				}
				continue
			}
		}
		at, n := FindAddress(part.Text)
		if before := strings.Trim(part.Text[:at], " .,;:：；，。（("); n > 0 && before != "" && !mentionsPolicy(before) && !d.has(words.FieldPurpose) {
			d.add(words.FieldPurpose, part.Slice(0, at))
		}
		switch {
		case n > 0 && (isPrivacyAddress(part.Text[at:at+n]) || mentionsPolicy(part.Text)):
			d.add(words.FieldPrivacyURL, part)
		case n > 0 && at == 0:
			d.add(words.FieldWebsite, part)
		case len(part.Links) > 0 && mentionsPolicy(part.Text):
			d.add(words.FieldPrivacyURL, part)
		case !d.has(words.FieldScope) && listsItems(part.Text):
			d.add(words.FieldScope, part)
		case !d.has(words.FieldPurpose) && !d.said(&part):
			d.add(words.FieldPurpose, part)
		}
	}
}

// listsItems reports whether a text behind a name is a list of personal
// information and says nothing of what for.
func listsItems(t string) bool {
	if len(clause.ScopeItems(t)) < 2 {
		return false
	}
	v := newView(&sentence.Sentence{Text: t, Passage: document.Passage{Text: t}})
	return !v.Has(words.CuePurpose) && len(words.FindTerms(t, true)) > 1
}

// introducesSDK reports whether a labelled item is about an SDK by itself: its
// label is the name of one, set off as a name, and its value says who provides
// it, what it is used for or what it collects.
func (r *rowReader) introducesSDK(i int, l *sentence.Labelled) bool {
	if r.names.ResolveName(l.Label) == "" || !r.isNameList(i) && !quoted(r.d.Blocks[i].Text[l.Start:l.Rest]) {
		return false
	}
	v := newView(&sentence.Sentence{Text: l.Value.Text, Passage: l.Value})
	return v.Has(words.CuePurpose|words.CueCollect) || v.provider(0).End > 0
}

// quoted reports whether a text holds quotation marks.
func quoted(t string) bool { return strings.ContainsAny(t, "“”\"「」") }

// saysWhat reads what running text behind a name says of the SDK: who provides
// it, what it is for and what it collects.
func (d *draft) saysWhat(p *document.Passage) {
	v := newView(&sentence.Sentence{Text: p.Text, Passage: *p})
	by := v.provider(0)
	if by.End == by.Start {
		return
	}
	if !d.has(words.FieldInstitution) {
		d.add(words.FieldInstitution, trimQuotes(p, by))
	}
	if s := v.sdkPurpose(sentence.NamedSDK{}); s.End > s.Start && !d.has(words.FieldPurpose) {
		d.add(words.FieldPurpose, trimQuotes(p, s))
	}
	for _, c := range v.Cues() {
		if c.Kind&words.CueCollect == 0 || c.Start < language.RuneAt(v.Folded, by.End)+4 || d.has(words.FieldScope) {
			continue
		}
		from := v.Folded.EndOffset(v.Text, c.End)
		if terms := words.FindTerms(v.Text[from:], true); len(terms) > 0 {
			d.add(words.FieldScope, p.Slice(from+terms[0].Start, from+terms[len(terms)-1].End))
		}
	}
}

// said reports whether a part of a description is what saysWhat takes apart.
func (d *draft) said(p *document.Passage) bool {
	v := newView(&sentence.Sentence{Text: p.Text, Passage: *p})
	by := v.provider(0)
	return by.End > by.Start
}

// trimQuotes returns a part of a passage without quotation marks around it.
func trimQuotes(p *document.Passage, s document.Span) document.Passage {
	t := p.Text[s.Start:s.End]
	start := s.Start + len(t) - len(strings.TrimLeft(t, " “”\"「"))
	end := s.Start + len(strings.TrimRight(t, " “”\"」"))
	return p.Slice(start, max(start, end))
}

// partsOf cuts the text of a list item into its sentences and the parts
// between semicolons.
func partsOf(p *document.Passage) []document.Passage {
	var out []document.Passage
	cutter := sentence.NewPartCutter(p)
	for _, s := range sentence.CutSentences(p.Text) {
		start := s.Start
		for i, r := range p.Text[s.Start:s.End] {
			if r == '；' || r == ';' {
				out = append(out, cutter.Slice(start, s.Start+i))
				start = s.Start + i + len(string(r))
			}
		}
		out = append(out, cutter.Slice(start, s.End))
	}
	return out
}

func mentionsPolicy(t string) bool {
	low := strings.ToLower(t)
	return strings.Contains(low, "privacy") || strings.Contains(t, "隐私")
}
