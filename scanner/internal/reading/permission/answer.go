package permission

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// question is a question about groups that yes or no answers.
type question struct {
	view   *view
	groups []privacy.Group
}

// asks takes in a question that yes or no answers: it asserts nothing itself.
func (r *permReader) asks(v *view) bool {
	if !clause.IsQuestion(v.Text) || !v.isPolar() {
		return false
	}
	r.asked = question{view: v}
	for i, m := range v.Mentions {
		start, end := v.Run(i)
		for _, n := range m.Names {
			if n.Kind != words.NameNone && (n.Kind == words.NameStrong || v.accepts(start, end, n) || v.spokenOf(start, end)) && !words.HasGroup(r.asked.groups, n.Group) {
				r.asked.groups = append(r.asked.groups, n.Group)
			}
		}
	}
	return true
}

// spokenOf reports whether a verb of access stands before a list of names that
// are the user's: "does the app read my contacts?".
func (v *view) spokenOf(start, end int) bool {
	switch v.WordBefore(start) {
	case "my", "your", "the":
		return v.Between(words.CueAccess, max(start-30, 0), start)
	}
	return language.IsHan(v.Folded.Runes[start]) && v.Between(words.CueAccess, max(start-12, 0), end)
}

// isPolar reports whether a question is one that yes or no answers.
func (v *view) isPolar() bool {
	for _, w := range []string{"吗", "是否", "会不会", "是不是", "有没有", "能不能", "需不需要"} {
		if strings.Contains(v.Text, w) {
			return true
		}
	}
	t := strings.TrimLeft(unlabelled(v.Text), "\"“' ")
	return polarWords[strings.ToLower(t[:len(t)-len(strings.TrimLeftFunc(t, func(r rune) bool { return r < 0x80 && language.IsWord(r) }))])]
}

var polarWords = words.PhraseSet("polar question")

// unlabelled drops the mark of a question or an answer: "Q:", 答：.
func unlabelled(t string) string {
	for _, w := range []string{"Q:", "Q.", "A:", "A.", "Question:", "Answer:", "问：", "问:", "答：", "答:", "问题：", "回答：", "Q：", "A：", "问 Q：", "答 A：", "Q 问：", "A 答："} {
		if rest, ok := strings.CutPrefix(t, w); ok {
			return strings.TrimSpace(rest)
		}
	}
	return t
}

// answers takes in the answer to the question right before and reports
// whether it says no more than yes or no.
func (r *permReader) answers(v *view) bool {
	q := r.asked
	r.asked = question{}
	if q.view == nil || v.At > q.view.At+2 || v.Doc != q.view.Doc {
		return false
	}
	said := unlabelled(v.Text)
	if said == "" || isAnswerMark(v.Text) {
		r.asked = q // "A:" on a line of its own
		return true
	}
	yes, no := answer(said)
	switch {
	case no && q.view.Has(words.CueLimit):
		return false // not in the background, but otherwise
	case no && !v.Has(words.CueCondition|words.CueLimit) && !strings.Contains(said, "only"):
		for _, g := range q.groups {
			f := r.of(g)
			r.put(&f.Denied, rule.GroupAnswerNo, g, "denied", r.claim(q.view.All()), r.claim(v.All()))
			f.firmDenied = true
		}
	case yes:
		for _, g := range q.groups {
			f := r.of(g)
			r.put(&f.Named, rule.GroupAnswerYes, g, "named", r.claim(q.view.All()), r.claim(v.All()))
		}
		r.elements(v, q.groups, 0, false)
	default:
		return false
	}
	r.last = topic{groups: q.groups, block: v.Source}
	return len(v.Mentions) == 0
}

// isAnswerMark reports whether a text is only the mark of an answer.
func isAnswerMark(t string) bool {
	switch strings.Trim(t, ".:： ") {
	case "A", "Q", "答", "Answer":
		return true
	}
	return false
}

// answer reports whether a text begins with a yes or a no.
func answer(t string) (yes, no bool) {
	low := strings.ToLower(t)
	for _, w := range []string{"不会", "不需要", "不用", "没有", "不是", "从不", "绝不", "否", "不，", "不。", "不,", "无需", "我们不会", "no,", "no.", "no:", "no -", "no –", "no —", "no!", "never", "not at all", "it does not", "we do not", "we don't", "it doesn't"} {
		if strings.HasPrefix(low, w) {
			return false, true
		}
	}
	for _, w := range []string{"会的", "会，", "会。", "会,", "是的", "是，", "是。", "需要", "yes"} {
		if strings.HasPrefix(low, w) {
			return true, false
		}
	}
	return low == "no" || low == "yes", low == "no"
}
