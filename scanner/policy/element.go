package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// elementPattern is a set of phrases that together state a document element.
type elementPattern struct {
	element privacy.Element
	heading bool // counts in headings, where one phrase is enough
	all     []int32
}

// elementTables finds the phrases of data/elements.csv and says which patterns
// each is part of.
type elementTables struct {
	words    *lexicon[int32]
	patterns []elementPattern
	of       [][]int32 // patterns by the number of their first phrase
}

func newElements(b *phraseBook) *elementTables {
	t := &elementTables{words: newLexicon[int32](b)}
	ids := map[string]int32{}
	id := func(phrase string) int32 {
		n, ok := ids[phrase]
		if !ok {
			n = int32(len(ids))
			ids[phrase] = n
			t.words.add(phrase, n)
			t.of = append(t.of, nil)
		}
		return n
	}
	table(data, "elements.csv", 4, func(r []string) {
		for column, cell := range r[2:] {
			for _, pattern := range splitList(cell) {
				p := elementPattern{element: privacy.Element(r[0]), heading: column == 0}
				for _, phrase := range strings.Split(pattern, "+") {
					p.all = append(p.all, id(string(fold(phrase).runes)))
				}
				t.of[p.all[0]] = append(t.of[p.all[0]], int32(len(t.patterns)))
				t.patterns = append(t.patterns, p)
			}
		}
	})
	return t
}

// phrases returns the numbers of all phrases in a folded text.
func (t *elementTables) phrases(f *folded) []int32 {
	var out []int32
	for _, h := range t.words.in(f) {
		out = append(out, t.words.values[h.value])
	}
	return out
}

// elements finds the elements of the document as a whole: stated where a
// sentence says it, or a section under a heading of that name has text.
func (p *Policy) elements(docs []*docText) {
	quotes := map[privacy.Element][]evidence.Quote{}
	weak := map[privacy.Element][]evidence.Quote{}
	for _, d := range docs {
		d.findElements(quotes, weak)
	}
	for _, e := range privacy.Elements {
		qs := quotes[e]
		if len(qs) == 0 {
			qs = weak[e]
		}
		x := Element{Element: e, State: Missing, Quotes: []evidence.Quote{}}
		if len(qs) > 0 {
			x.State, x.Quotes = Stated, few(qs[:min(len(qs), 3)])
		}
		p.Elements = append(p.Elements, x)
	}
}

// findElements collects the quotes for each element: of sentences, and weaker
// the first sentence below a heading.
func (d *docText) findElements(quotes, weak map[privacy.Element][]evidence.Quote) {
	t := phrases().elements
	var below []privacy.Element // elements the last heading named
	for _, s := range d.outline.sentences {
		if d.rows.owns(s) {
			continue
		}
		f := s.fold()
		found := t.phrases(f)
		if s.heading {
			below = below[:0]
		} else if len(below) > 0 && len(f.runes) > 12 {
			for _, e := range below {
				weak[e] = append(weak[e], d.quotes(s.p.whole())...)
			}
			below = nil
		}
		for _, n := range found {
			for _, pi := range t.of[n] {
				p := &t.patterns[pi]
				switch {
				case p.heading && s.heading && hasAll(found, p.all):
					below = append(below, p.element)
				case !p.heading && !s.heading && len(quotes[p.element]) < maxQuotes && hasAll(found, p.all) && d.proves(p.element, s, f):
					quotes[p.element] = append(quotes[p.element], d.quotes(s.p.whole())...)
				}
			}
		}
		d.datesAndAddresses(s, quotes)
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
func (d *docText) proves(e privacy.Element, s *sentence, f *folded) bool {
	if hasFillMark(s.text) {
		return false
	}
	switch e {
	case "effective_date":
		return strings.ContainsAny(s.text, "0123456789") || strings.ContainsAny(s.text, "〇一二三四五六七八九") && strings.Contains(s.text, "年")
	case "controller":
		return len(f.runes) > 6 && !mentionsSDK(s.text)
	}
	return true
}

// datesAndAddresses finds what needs no words around it: an e-mail address is
// a contact, a company that speaks of itself the controller.
func (d *docText) datesAndAddresses(s *sentence, quotes map[privacy.Element][]evidence.Quote) {
	if len(quotes["contact"]) < maxQuotes {
		_, n := findEmail(s.text)
		for _, l := range s.p.links {
			if strings.Contains(l.url, "@") {
				n = 1
			}
		}
		if n > 0 {
			quotes["contact"] = append(quotes["contact"], d.quotes(s.p.whole())...)
		}
	}
	if len(quotes["controller"]) == 0 && !s.heading && !hasFillMark(s.text) {
		if start, end := findCompany(s.text); end > start && !mentionsSDK(s.text) {
			quotes["controller"] = append(quotes["controller"], d.quotes(s.p.whole())...)
		}
	}
}

// hasFillMark reports whether a text holds a mark that a person is to fill in.
func hasFillMark(t string) bool {
	if strings.Contains(t, "{{") && strings.Contains(t, "}}") {
		return true
	}
	if strings.IndexByte(t, '[') >= 0 && (containsFold(t, "[to fill in]") || containsFold(t, "[insert ")) {
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
		for start > 0 && (isAlnumByte(t[start-1]) || strings.IndexByte("._+-", t[start-1]) >= 0) {
			start--
		}
		for end < len(t) && (isAlnumByte(t[end]) || t[end] == '.' || t[end] == '-') {
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
		if after := i + len(w); after < len(t) && isAlnumByte(t[after]) {
			continue
		}
		return i, i + len(w)
	}
	return 0, 0
}
