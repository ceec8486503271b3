// Package whole reads what only the document as a whole says: its elements, what
// it covers, statements that exclude each other, language versions that differ,
// lists left open, and whether it is a policy at all.
package whole

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/permission"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Elements finds the elements of the document as a whole: stated where a
// sentence says it, or a section under a heading of that name has text.
func Elements(p *policy.Policy, docs []*sentence.Text) {
	quotes := map[privacy.Element][]evidence.Quote{}
	weak := map[privacy.Element][]evidence.Quote{}
	for _, d := range docs {
		findElements(d, quotes, weak)
	}
	for _, e := range privacy.Elements {
		qs := quotes[e]
		if len(qs) == 0 {
			qs = weak[e]
		}
		x := policy.Element{Element: e, State: policy.Missing, Quotes: []evidence.Quote{}}
		if len(qs) > 0 {
			x.State, x.Quotes = policy.Stated, permission.Few(qs[:min(len(qs), 3)])
		}
		p.Elements = append(p.Elements, x)
	}
}

// findElements collects the quotes for each element: of sentences, and weaker
// the first sentence below a heading.
func findElements(d *sentence.Text, quotes, weak map[privacy.Element][]evidence.Quote) {
	t := words.Phrases().Elements
	var below []privacy.Element // elements the last heading named
	for _, s := range d.Outline.Sentences {
		if d.Rows.Owns(s) {
			continue
		}
		f := s.Fold()
		found := t.Phrases(f)
		if s.Heading {
			below = below[:0]
		} else if len(below) > 0 && len(f.Runes) > 12 {
			for _, e := range below {
				weak[e] = append(weak[e], d.Quotes(s.Passage.Whole())...)
			}
			below = nil
		}
		for _, n := range found {
			for _, pi := range t.Of[n] {
				p := &t.Patterns[pi]
				switch {
				case p.Heading && s.Heading && hasAll(found, p.All):
					below = append(below, p.Element)
				case !p.Heading && !s.Heading && len(quotes[p.Element]) < permission.MaxQuotes && hasAll(found, p.All) && proves(d, p.Element, s, f):
					quotes[p.Element] = append(quotes[p.Element], d.Quotes(s.Passage.Whole())...)
				}
			}
		}
		datesAndAddresses(d, s, quotes)
	}
}

func hasAll(found, all []int32) bool {
	for _, n := range all {
		ok := false
		for _, x := range found {
			ok = ok || x == n
		}
		if !ok {
			return false
		}
	}
	return true
}

// proves asks for more than words where an element is a value: a date needs
// digits, and a mark to fill in is none.
func proves(d *sentence.Text, e privacy.Element, s *sentence.Sentence, f *language.Folded) bool {
	if hasFillMark(s.Text) {
		return false
	}
	switch e {
	case "effective_date":
		return strings.ContainsAny(s.Text, "0123456789") || strings.ContainsAny(s.Text, "〇一二三四五六七八九") && strings.Contains(s.Text, "年")
	case "controller":
		return len(f.Runes) > 6 && !sentence.MentionsSDK(s.Text)
	}
	return true
}

// datesAndAddresses finds what needs no words around it: an e-mail address is
// a contact, a company that speaks of itself the controller.
func datesAndAddresses(d *sentence.Text, s *sentence.Sentence, quotes map[privacy.Element][]evidence.Quote) {
	if len(quotes["contact"]) < permission.MaxQuotes {
		_, n := findEmail(s.Text)
		for _, l := range s.Passage.Links {
			if strings.Contains(l.URL, "@") {
				n = 1
			}
		}
		if n > 0 {
			quotes["contact"] = append(quotes["contact"], d.Quotes(s.Passage.Whole())...)
		}
	}
	if len(quotes["controller"]) == 0 && !s.Heading && !hasFillMark(s.Text) {
		if start, end := findCompany(s.Text); end > start && !sentence.MentionsSDK(s.Text) {
			quotes["controller"] = append(quotes["controller"], d.Quotes(s.Passage.Whole())...)
		}
	}
}

// hasFillMark reports whether a text holds a mark that a person is to fill in.
func hasFillMark(t string) bool {
	if strings.Contains(t, "{{") && strings.Contains(t, "}}") {
		return true
	}
	if strings.IndexByte(t, '[') >= 0 && (language.ContainsFold(t, "[to fill in]") || language.ContainsFold(t, "[insert ")) {
		return true
	}
	return strings.Contains(t, "【待填写】") || strings.Contains(t, "【请填写")
}

// findEmail finds an e-mail address.
func findEmail(t string) (at, n int) {
	for from := 0; ; {
		i := strings.IndexByte(t[from:], '@')
		if i < 0 {
			return 0, 0
		}
		i += from
		start, end := i, i+1
		for start > 0 && (language.IsAlnumByte(t[start-1]) || strings.IndexByte("._+-", t[start-1]) >= 0) {
			start--
		}
		for end < len(t) && (language.IsAlnumByte(t[end]) || t[end] == '.' || t[end] == '-') {
			end++
		}
		if start < i && strings.Contains(strings.Trim(t[i+1:end], "."), ".") {
			return start, end - start
		}
		from = i + 1
	}
}

// findCompany finds the name of a company by the form it is registered in.
func findCompany(t string) (start, end int) {
	for _, w := range []string{"有限公司", "有限责任公司", "股份公司", "Co., Ltd", "Co.,Ltd", "Co. Ltd", "Co., Limited", " Inc.", " Inc", " LLC", " GmbH", " Ltd", " Limited", " Corporation"} {
		i := strings.Index(t, w)
		if i <= 0 {
			continue
		}
		if after := i + len(w); after < len(t) && language.IsAlnumByte(t[after]) {
			continue
		}
		return i, i + len(w)
	}
	return 0, 0
}
