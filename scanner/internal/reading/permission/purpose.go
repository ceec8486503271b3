package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// purpose records what a sentence says a group is for. A purpose that is only
// "to provide our services" is vague.
func (r *permReader) purpose(v *view, g privacy.Group, from int, value bool) {
	all := v.Purposes(from)
	found := len(all) > 0
	for _, s := range v.PurposesOf(g, all) {
		id := rule.PurposeClause
		if s.Feature {
			id = rule.PurposeOccasion
		}
		r.addPurpose(g, id, v, s)
	}
	if value && !found && from > 1 && v.OnlyNames(from) {
		start := 0
		for start < from-1 && strings.ContainsRune("(（)）.、0123456789 ", v.Folded.Runes[start]) {
			start++
		}
		r.addPurpose(g, rule.PurposeLabel, v, sentence.PurposeSpan{Span: document.Span{Start: start, End: from - 1}, Feature: true}) // 扫码添加设备：申请相机权限
		return
	}
	if value && !found && from < len(v.Folded.Runes) {
		start, end := from, len(v.Folded.Runes)
		for start < end && !language.IsHan(v.Folded.Runes[start]) && !language.IsWord(v.Folded.Runes[start]) {
			start++
		}
		if start < end && !v.StatesRefusal() {
			r.addPurpose(g, rule.PurposeValue, v, sentence.PurposeSpan{Span: document.Span{Start: start, End: end}})
		}
	}
}

func (r *permReader) addPurpose(g privacy.Group, id rule.ID, v *view, s sentence.PurposeSpan) {
	f := r.of(g)
	q := r.claim(v.All())
	text := v.Quote(s.Start, s.End).Text
	if r.says(v, s.Start, s.End) {
		if f.purposeText == "" || f.purposeIsFeature && !s.Feature {
			f.purposeText, f.purposeIsFeature = text, s.Feature
		}
		r.put(&f.Purpose, id, g, "purpose", q)
		return
	}
	if f.vagueText == "" {
		f.vagueText = text
	}
	r.put(&f.Vague, id, g, "vague purpose", q)
}

// says reports whether a purpose says more than to provide the service, under
// whatever name.
func (r *permReader) says(v *view, start, end int) bool {
	if !words.IsSpecific(v.Folded, start, end) {
		return false
	}
	text := v.Text[v.Folded.Offset(start):v.Folded.EndOffset(v.Text, end)]
	plain := sentence.WithoutNames(text, r.d.OwnNames())
	if i, j := sentence.Spared(plain); j > i {
		plain = plain[:i] + plain[j:]
	}
	if plain == text {
		return true
	}
	f := language.Fold(plain)
	return words.IsSpecific(f, 0, len(f.Runes))
}
