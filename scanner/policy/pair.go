package policy

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// pairs compares the two language versions of one statement: neighbouring
// sentences of a paragraph, or neighbouring paragraphs, of which one is
// Chinese and the other English. They disagree where one names an item that
// nothing in the other covers, or gives another period of time.
func (p *Policy) pairs(docs []*docText, _ SDKNames) {
	if len(p.Languages) < 2 {
		return
	}
	for _, d := range docs {
		for i := range d.blocks {
			if d.outline.opens[i] || d.blocks[i].kind == tableBlock {
				continue
			}
			zh, en := d.versions(i)
			p.comparePair(d, zh, en)
		}
	}
}

// version is one language version of a statement.
type version struct {
	sentences []*sentence
	items     []privacy.Item
	periods   []string
}

// versions cuts a block into its Chinese and its English part; a block in one
// language is compared with the one behind it.
func (d *docText) versions(i int) (zh, en version) {
	ss := d.outline.of(i)
	if i+1 < len(d.blocks) && len(ss) > 0 && oneLanguage(ss) != "" {
		next := d.outline.of(i + 1)
		if len(next) > 0 && !d.outline.opens[i+1] && d.blocks[i+1].kind != tableBlock && oneLanguage(next) != "" && oneLanguage(next) != oneLanguage(ss) && sameShape(d, i) {
			ss = append(append([]*sentence{}, ss...), next...)
		}
	}
	for _, s := range ss {
		if d.rows.owns(s) {
			return version{}, version{}
		}
		switch s.lang {
		case privacy.Chinese:
			zh.sentences = append(zh.sentences, s)
		case privacy.English:
			en.sentences = append(en.sentences, s)
		}
	}
	return zh.read(), en.read()
}

// sameShape reports whether blocks i and i+1 can be versions of one another:
// the same number, or none, and neither much longer.
func sameShape(d *docText, i int) bool {
	a, b := &d.blocks[i], &d.blocks[i+1]
	if n := d.outline.numbers[i+1]; n.style != "" && n.number != d.outline.numbers[i].number {
		return false
	}
	wa, wb := width(a.text), width(b.text)
	return wa < 4*wb && wb < 6*wa
}

func oneLanguage(ss []*sentence) string {
	lang := ss[0].lang
	for _, s := range ss[1:] {
		if s.lang != lang {
			return ""
		}
	}
	if lang == privacy.Mixed {
		return ""
	}
	return lang
}

// read finds the items and periods of a version.
func (v version) read() version {
	for _, s := range v.sentences {
		view := view(s)
		if (view.has(cueCollect) || view.has(cueAccess)) && !view.has(cuePerm) {
			for _, t := range findTermsFolded(s.text, view.f, true) {
				if !slices.Contains(v.items, t.item) {
					v.items = append(v.items, t.item)
				}
			}
		}
		v.periods = append(v.periods, periodsOf(view.f)...)
	}
	return v
}

func (p *Policy) comparePair(d *docText, zh, en version) {
	if len(zh.sentences) == 0 || len(en.sentences) == 0 {
		return
	}
	quotes := func() []evidence.Quote {
		return d.quotes(zh.sentences[0].p.whole(), en.sentences[0].p.whole())
	}
	if len(zh.items) > 0 && len(en.items) > 0 {
		if it := uncovered(zh.items, en.items); it != "" {
			p.Pairs = append(p.Pairs, LanguageMismatch{string(it), quotes()})
			return
		}
		if it := uncovered(en.items, zh.items); it != "" {
			p.Pairs = append(p.Pairs, LanguageMismatch{string(it), quotes()})
			return
		}
	}
	if len(zh.periods) == 1 && len(en.periods) == 1 && zh.periods[0] != en.periods[0] {
		p.Pairs = append(p.Pairs, LanguageMismatch{"retention", quotes()})
	}
}

// uncovered returns the first of the items that nothing in other names, "" for
// none. What the other names more broadly is vaguer, and so disagrees, unless
// the broad name counts as naming it.
func uncovered(items, other []privacy.Item) privacy.Item {
	for _, it := range items {
		if info, ok := privacy.LookupItem(it); ok && info.Parent() {
			continue
		}
		ok := false
		for _, o := range other {
			if privacy.Covers(o, it) == privacy.Covered || privacy.Covers(it, o) == privacy.Covered {
				ok = true
				break
			}
		}
		if !ok {
			return it
		}
	}
	return ""
}

// periodUnits are the units of time in both languages.
var periodUnits = map[string]string{
	"天": "day", "日": "day", "个工作日": "workday", "工作日": "workday", "年": "year", "个月": "month", "月": "month", "小时": "hour", "周": "week", "个小时": "hour",
	"day": "day", "days": "day", "year": "year", "years": "year", "month": "month", "months": "month", "hour": "hour", "hours": "hour", "week": "week", "weeks": "week",
	"working days": "workday", "business days": "workday",
}

// periodsOf returns the periods of time in a text as "30 day".
func periodsOf(f *folded) []string {
	var out []string
	for i := 0; i < len(f.runes); i++ {
		if c := f.runes[i]; c < '0' || c > '9' || i > 0 && (isWord(f.runes[i-1]) || f.runes[i-1] == '.') {
			continue
		}
		j := i
		for j < len(f.runes) && f.runes[j] >= '0' && f.runes[j] <= '9' {
			j++
		}
		if j-i > 3 {
			i = j
			continue
		}
		rest := strings.TrimLeft(string(f.runes[j:min(j+16, len(f.runes))]), " )）")
		best, unit := 0, ""
		for u, id := range periodUnits {
			if strings.HasPrefix(rest, u) && len(u) > best && (hasHan(u) || len(rest) == len(u) || !isAlnumByte(rest[len(u)])) {
				best, unit = len(u), id
			}
		}
		if unit != "" {
			out = append(out, string(f.runes[i:j])+" "+unit)
		}
		i = j
	}
	return out
}
