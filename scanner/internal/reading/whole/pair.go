package whole

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Pairs compares the two language versions of one statement: neighbouring
// sentences of a paragraph, or neighbouring paragraphs, of which one is
// Chinese and the other English. They disagree where one names an item that
// nothing in the other covers, or gives another period of time.
func Pairs(p *policy.Policy, docs []*sentence.Text, _ words.SDKNames) {
	if len(p.Languages) < 2 {
		return
	}
	for _, d := range docs {
		for i := range d.Blocks {
			if d.Outline.Opens[i] || d.Blocks[i].Kind == document.Table {
				continue
			}
			zh, en := versions(d, i)
			comparePair(p, d, zh, en)
		}
	}
}

// version is one language version of a statement.
type version struct {
	sentences []*sentence.Sentence
	items     []privacy.Item
	periods   []string
}

// versions cuts a block into its Chinese and its English part; a block in one
// language is compared with the one behind it.
func versions(d *sentence.Text, i int) (zh, en version) {
	ss := d.Outline.Of(i)
	if i+1 < len(d.Blocks) && len(ss) > 0 && oneLanguage(ss) != "" {
		next := d.Outline.Of(i + 1)
		if len(next) > 0 && !d.Outline.Opens[i+1] && d.Blocks[i+1].Kind != document.Table && oneLanguage(next) != "" && oneLanguage(next) != oneLanguage(ss) && sameShape(d, i) {
			ss = append(append([]*sentence.Sentence{}, ss...), next...)
		}
	}
	for _, s := range ss {
		if d.Rows.Owns(s) {
			return version{}, version{}
		}
		switch s.Lang {
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
func sameShape(d *sentence.Text, i int) bool {
	a, b := &d.Blocks[i], &d.Blocks[i+1]
	if n := d.Outline.Numbers[i+1]; n.Style != "" && n.Number != d.Outline.Numbers[i].Number {
		return false
	}
	wa, wb := language.Width(a.Text), language.Width(b.Text)
	return wa < 4*wb && wb < 6*wa
}

func oneLanguage(ss []*sentence.Sentence) string {
	lang := ss[0].Lang
	for _, s := range ss[1:] {
		if s.Lang != lang {
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
		view := sentence.NewView(s)
		if (view.Has(words.CueCollect) || view.Has(words.CueAccess)) && !view.Has(words.CuePerm) {
			for _, t := range words.FindTermsFolded(s.Text, view.Folded, true) {
				if !slices.Contains(v.items, t.Item) {
					v.items = append(v.items, t.Item)
				}
			}
		}
		v.periods = append(v.periods, periodsOf(view.Folded)...)
	}
	return v
}

func comparePair(p *policy.Policy, d *sentence.Text, zh, en version) {
	if len(zh.sentences) == 0 || len(en.sentences) == 0 {
		return
	}
	quotes := func() []evidence.Quote {
		return d.Quotes(zh.sentences[0].Passage.Whole(), en.sentences[0].Passage.Whole())
	}
	if len(zh.items) > 0 && len(en.items) > 0 {
		if it := uncovered(zh.items, en.items); it != "" {
			p.Pairs = append(p.Pairs, policy.LanguageMismatch{About: string(it), Quotes: quotes()})
			return
		}
		if it := uncovered(en.items, zh.items); it != "" {
			p.Pairs = append(p.Pairs, policy.LanguageMismatch{About: string(it), Quotes: quotes()})
			return
		}
	}
	if len(zh.periods) == 1 && len(en.periods) == 1 && zh.periods[0] != en.periods[0] {
		p.Pairs = append(p.Pairs, policy.LanguageMismatch{About: "retention", Quotes: quotes()})
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
func periodsOf(f *language.Folded) []string {
	var out []string
	for i := 0; i < len(f.Runes); i++ {
		if c := f.Runes[i]; c < '0' || c > '9' || i > 0 && (language.IsWord(f.Runes[i-1]) || f.Runes[i-1] == '.') {
			continue
		}
		j := i
		for j < len(f.Runes) && f.Runes[j] >= '0' && f.Runes[j] <= '9' {
			j++
		}
		if j-i > 3 {
			i = j
			continue
		}
		rest := strings.TrimLeft(string(f.Runes[j:min(j+16, len(f.Runes))]), " )）")
		best, unit := 0, ""
		for u, id := range periodUnits {
			if strings.HasPrefix(rest, u) && len(u) > best && (language.HasHan(u) || len(rest) == len(u) || !language.IsAlnumByte(rest[len(u)])) {
				best, unit = len(u), id
			}
		}
		if unit != "" {
			out = append(out, string(f.Runes[i:j])+" "+unit)
		}
		i = j
	}
	return out
}
