package sentence

import (
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// Aim returns the purpose that a clause like 为获取Wi-Fi名称， gives to a
// permission named behind it; 0, 0 for none.
func (v *View) Aim() (start, end int) {
	s := v.aims.Get(v.findAim)
	return s.Start, s.End
}

func (v *View) findAim() document.Span {
	r := v.Folded.Runes
	for i, c := range r {
		if c != '为' || i > 0 && language.IsHan(r[i-1]) && r[i-1] != '时' {
			continue
		}
		_, to := v.Clause(i)
		if to >= len(r) || to-i > 30 || r[to] != '，' && r[to] != ',' {
			continue
		}
		if v.Between(words.CuePerm, to, len(r)) && !v.Between(words.CuePerm, i, to) && v.doesAt(i+1) {
			return document.Span{Start: i + 1, End: to}
		}
	}
	return document.Span{}
}

// doesAt reports whether a plain verb begins at rune i.
func (v *View) doesAt(i int) bool {
	for _, c := range v.CuesIn(i, i+1) {
		if c.Kind&(words.CueAccess|words.CueDeed) != 0 && c.Kind&words.CuePurpose == 0 {
			return true
		}
	}
	return false
}

// Lacks reports whether the names at rune start stand in a clause like
// 没有…权限 that only says on what condition something else fails.
func (v *View) Lacks(start int) bool {
	from, _ := v.Clause(start)
	for _, c := range v.CuesIn(max(from, start-24-LongestCue), start) {
		if c.End <= start && start-c.End <= 24 && v.IsLack(c) {
			return true
		}
	}
	return false
}

// lacksBetween reports whether such a clause stands between two runes.
func (v *View) lacksBetween(from, to int) bool {
	for _, c := range v.CuesIn(from, to) {
		if c.Kind&words.CueNegation != 0 && c.End <= to && v.IsLack(c) {
			return true
		}
	}
	return false
}

// IsLack reports whether the clause of a negation only says that a permission
// is not there, and its sentence what fails then: "without the microphone
// permission you cannot speak", 没有相机权限，您将无法扫码.
func (v *View) IsLack(c words.Cue) bool {
	from, to := v.Clause(c.Start)
	r := v.Folded.Runes
	switch w := string(r[c.Start:c.End]); {
	case lackVerbs[w] || w == "未" && language.HasPrefixIn(string(r[c.End:min(to, c.End+LongestCue)]), ObtainVerbs):
		return language.OnlyOf(r[from:c.Start], " 如果若倘假当一旦在您你用户") && v.Between(words.CuePerm, c.End, to) && to < len(r) && (r[to] == '，' || r[to] == ',') && v.failing(to, len(r))
	case strings.HasPrefix(w, "without"):
		if !v.Between(words.CuePerm|words.CueAccess, c.Start, min(c.End+40, to)) && !strings.Contains(w, " ") {
			return false
		}
		return v.failing(from, c.Start) || language.OnlyOf(r[from:c.Start], " ") && v.failing(c.End, to)
	}
	return false
}

var (
	lackVerbs   = words.PhraseSet("lack verb")
	ObtainVerbs = words.PhraseList("obtaining verb")
)

// failing reports whether something is said not to work between two runes.
func (v *View) failing(from, to int) bool {
	failing := v.failed.Get(func() (out []words.Cue) {
		for _, x := range v.Cues() {
			if x.Kind&(words.CueConsequence|words.CueUnable) != 0 && x.Kind&words.CueRefuse == 0 && !v.Ours(x) {
				out = append(out, x)
			}
		}
		return out
	})
	i := sort.Search(len(failing), func(i int) bool { return failing[i].Start >= from })
	for ; i < len(failing) && failing[i].Start < to; i++ {
		if failing[i].End <= to {
			return true
		}
	}
	return false
}

// Ours reports whether a consequence is only that the app does not collect
// what it was refused.
func (v *View) Ours(x words.Cue) bool {
	from, _ := v.Clause(x.Start)
	_, to := v.Clause(x.End - 1)
	if strings.HasPrefix(string(v.Folded.Runes[x.End:min(x.End+4, to)]), "为您提供") {
		return false
	}
	return v.Between(words.CueSubject, from, x.Start) && v.Between(words.CueCollect, x.End, min(x.End+8, to)) && !v.Between(words.CueConsequence, x.End, to)
}
