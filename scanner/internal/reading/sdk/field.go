package sdk

import (
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// partyNames takes a line whose label may stand for the company or for its
// product (第三方名称：X) as the name of the row where X is an SDK, or where
// another line of the row has the company, and the row has no other name.
func (r *rowReader) partyNames() {
	for i := range r.Lines {
		l := &r.Lines[i]
		if l.Field != words.FieldInstitution || l.Value.Text == "" || isCompany(l.Value.Text) || r.namedAbove(i) {
			continue
		}
		known := sentence.MentionsSDK(l.Value.Text) || r.names.ResolveName(l.Value.Text) != ""
		if known && (namesParty(l.Label) || r.companyBelow(i)) || namesParty(l.Label) && r.companyBelow(i) && r.context(i) != sentence.AboutNothing {
			l.Field = words.FieldName
		}
	}
}

// namesParty reports whether a label names a third party without saying that
// it is a company.
func namesParty(label string) bool {
	l := words.FormOf(label)
	return !l.Says("names a company") && l.Says("names a party")
}

// namedAbove reports whether the lines right above line i already name the row
// it belongs to.
func (r *rowReader) namedAbove(i int) bool {
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		l := &r.Lines[k]
		switch {
		case l.Field != "" && l.Label == r.Lines[i].Label:
			return false
		case l.Field == words.FieldName && l.Value.Text != "":
			return true
		case l.Field == "":
			return r.isTitle(k) && r.names.ResolveName(r.d.Blocks[k].Text) != ""
		}
	}
	return false
}

// companyBelow reports whether a line of the same row below line i has the
// company.
func (r *rowReader) companyBelow(i int) bool {
	for k := i + 1; k < len(r.Lines) && k <= i+8; k++ {
		l := &r.Lines[k]
		if l.Field == "" || l.Field == words.FieldName || l.Label == r.Lines[i].Label {
			return false
		}
		if l.Field == words.FieldInstitution {
			return true
		}
	}
	return false
}

// looseField tells the field of a line whose label is not known by the stems in
// it, where the line above is one of the same row.
func (r *rowReader) looseField(d *draft, j int) string {
	l := &r.Lines[j]
	if l.Label == "" || l.Value.Text == "" || !d.has(words.FieldPurpose) && !d.has(words.FieldInstitution) && !d.has(words.FieldScope) ||
		d.source[len(d.source)-1] != j-1 || r.d.Blocks[j].Group != r.d.Blocks[j-1].Group || r.names.ResolveName(l.Label) != "" {
		return ""
	}
	if f := sentence.HeadOf(l.Label); f != words.FieldName && !d.has(f) {
		return f
	}
	return ""
}

// openingNames takes a line with an unknown label as the name of a row where
// its value is an SDK and the line right below is a field of one.
func (r *rowReader) openingNames() {
	for i := range r.Lines[:max(len(r.Lines)-1, 0)] {
		l, next := &r.Lines[i], &r.Lines[i+1]
		if l.Field != "" || l.Label == "" || language.Width(l.Label) > 24 || next.Label == "" || !r.startsRow(i+1) || next.Field == words.FieldName || r.d.Blocks[i+1].Group != r.d.Blocks[i].Group {
			continue
		}
		if t := l.Value.Text; t != "" && language.Width(t) <= 60 && !language.EndsClause(t) && !r.isSDK(l.Label) && r.isSDK(t) && !r.namedAbove(i) {
			l.Field = words.FieldName
		}
	}
}

// isSDK reports whether a short text is called an SDK or the name of a known
// one.
func (r *rowReader) isSDK(t string) bool {
	return sentence.MentionsSDK(t) || r.names.ResolveName(t) != ""
}

// freeLabels tells the fields of the lines below a heading that is only the
// name of a known SDK by the stems of their labels, where at least two are
// told so.
func (r *rowReader) freeLabels() {
	for i := range r.Lines {
		if t := r.d.Blocks[i].Text; !r.o.Opens[i] || language.Width(t) > 40 || r.names.ResolveName(t[r.o.Numbers[i].Length:]) == "" {
			continue
		}
		end, known := i+1, 0
		for ; end < len(r.Lines) && end <= i+10 && !r.o.Opens[end]; end++ {
			l := &r.Lines[end]
			if l.Label == "" || l.Value.Text == "" && len(l.Value.Links) == 0 {
				break
			}
			if f := sentence.HeadOf(l.Label); f != "" && f != words.FieldName {
				known++
			}
		}
		for k := i + 1; k < end && known > 1; k++ {
			if l := &r.Lines[k]; l.Field == "" {
				if f := sentence.HeadOf(l.Label); f != words.FieldName {
					l.Field = f
				}
			}
		}
	}
}
