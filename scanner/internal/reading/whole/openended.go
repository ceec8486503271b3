package whole

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// OpenEnded finds the lists of items or SDKs that stay open: 等,
// "including but not limited to", "the main ones are".
func OpenEnded(d *sentence.Text) []evidence.Quote {
	var out []evidence.Quote
	for _, s := range d.Outline.Sentences {
		if s.Heading {
			continue
		}
		if opensList(d, s) {
			out = append(out, d.Quotes(s.Passage.Whole())...)
			continue
		}
		if saysMain(s) && (sentence.MentionsSDK(s.Text) || s.About() != sentence.AboutNothing) && (sentence.Introduces(s) && leadsToRows(d, s) || refersToList(s.Text)) {
			out = append(out, d.Quotes(s.Passage.Whole())...)
		}
	}
	return out
}

// saysMain reports whether a sentence says that it gives only the main ones.
func saysMain(s *sentence.Sentence) bool {
	f := s.Fold()
	for _, h := range words.Phrases().Main.In(f) {
		if !pointsAtList(s.Text[:f.Offset(int(h.Start))]) {
			return true
		}
	}
	return false
}

// opensList reports whether a list in a sentence, or the one it leads into, is
// of items that are collected, used or given on, or of those who receive them,
// and stays open.
func opensList(d *sentence.Text, s *sentence.Sentence) bool {
	f := s.Fold()
	hits := words.Phrases().Open.In(f)
	if len(hits) == 0 {
		return false
	}
	if language.HoldsAny(strings.ToLower(s.Text), otherLists) {
		return false
	}
	terms := takenTerms(d, s)
	for _, h := range hits {
		start, end := f.Offset(int(h.Start)), f.EndOffset(s.Text, int(h.End))
		switch before := words.Phrases().Open.Values[h.Value]; {
		case !before && pointsAtList(s.Text[:start]) || before && listsOther(s.Text[:start]):
			// 该等信息 is "such information"; the head of a list says what it lists
		case !before && endsList(s.Text, terms, start):
			return true
		case before && beginsList(s.Text, terms, end):
			return true
		case before && (len(s.Taken) > 0 || s.Speaks) && sentence.Introduces(s) && onlyMarksBehind(s.Text[end:]):
			return true
		case before && (s.Given && namesThird(s.Text[:start]) || namesSDKBehind(s, end)):
			return true
		}
	}
	return false
}

// otherLists are words of sentences whose open lists are none of data that are
// collected: advice, rights to a work, disputes.
var otherLists = words.PhraseList("other open list")

// takenTerms returns the names of items of a sentence of which it says that
// they are collected, used or given on; in an SDK row all are.
func takenTerms(d *sentence.Text, s *sentence.Sentence) []words.Term {
	owned := d.Rows.Owns(s)
	if !owned && len(s.Taken) == 0 {
		return nil
	}
	terms := words.FindTermsFolded(s.Text, s.Fold(), true)
	if owned {
		return terms
	}
	return slices.DeleteFunc(terms, func(t words.Term) bool { return !slices.Contains(s.Taken, t.Start) })
}

// namesSDKBehind reports whether an SDK is named right behind byte i.
func namesSDKBehind(s *sentence.Sentence, i int) bool {
	for _, n := range s.SDKs(nil) {
		if n.Start >= i {
			return n.Start-i <= 12
		}
	}
	return false
}

// endsList reports whether the words before byte i end a list of items: the
// last item stands right there, or other things of the list between.
func endsList(text string, terms []words.Term, i int) bool {
	at := -1
	for _, t := range terms {
		if t.End <= i {
			at = t.End
		}
	}
	if at < 0 || i-at > 90 {
		return false
	}
	gap := strings.TrimLeft(text[at:i], " ”」\"')）信息")
	return gap == "" || strings.ContainsRune("、，,;；和及与或以/（(", language.FirstRune(gap)) && !isClauseOf(gap)
}

// beginsList reports whether the words behind byte i begin a list of items.
func beginsList(text string, terms []words.Term, i int) bool {
	n := 0
	for _, t := range terms {
		if t.Start < i {
			continue
		}
		gap := text[i:t.Start]
		if strings.ContainsAny(gap, "。；;") || isClauseOf(gap) {
			break
		}
		if n++; t.Start-i <= 36 || n > 2 {
			return true
		}
	}
	return false
}

// isClauseOf reports whether a stretch of text says what somebody does, and
// lists nothing.
func isClauseOf(gap string) bool {
	for _, c := range words.FindCues(language.Fold(gap)) {
		if c.Kind&(words.CueCollect|words.CueMove|words.CueSubject|words.CuePurpose|words.CueNegation) != 0 {
			return true
		}
	}
	return false
}

// pointsAtList reports whether the words before 等 make another word of it:
// 该等信息, 平等信息.
func pointsAtList(before string) bool {
	for _, w := range otherEtc {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// listsOther reports whether the words before "including but not limited to"
// end with the head of a list of other things: 通知方式, "for purposes".
func listsOther(before string) bool {
	before = strings.ToLower(strings.TrimRight(before, " ,，（(、"))
	for _, w := range otherHeads {
		if head, ok := strings.CutSuffix(before, w); ok && (!language.IsWord(language.FirstRune(w)) || head == "" || !language.IsWord(language.LastRune(head))) {
			return true
		}
	}
	return false
}

var otherHeads = words.PhraseList("head of another list")

// otherEtc are what makes another word of 等 behind it.
var otherEtc = words.PhraseList("makes another word of etc")

// onlyMarksBehind reports whether nothing but the marks that lead into a list
// stand in rest.
func onlyMarksBehind(rest string) bool {
	return strings.Trim(rest, " :：,，.。（(“\"") == "" || len(rest) < 24 && language.HoldsAny(strings.ToLower(rest), []string{"以下", "下列", "following", "如下"})
}

// namesThird reports whether a text ends with words for those who receive what
// is given on.
func namesThird(before string) bool {
	before = strings.TrimRight(before, " ,，（(、")
	f, third := language.Fold(before), false
	for _, c := range words.FindCues(f) {
		third = third || c.Kind&words.CueThird != 0 && len(f.Runes)-c.End <= 2
	}
	return third
}

// refersToList reports whether a sentence speaks of a list that stands nearby.
func refersToList(t string) bool {
	low := strings.ToLower(t)
	for _, w := range []string{"listed", "list below", "list above", "the following", "as follows", "如下", "以下", "上述", "列明", "清单"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// leadsToRows reports whether an SDK row follows a sentence.
func leadsToRows(d *sentence.Text, s *sentence.Sentence) bool {
	for i := s.Source; i < len(d.Blocks) && i <= s.Source+4; i++ {
		if d.Rows.Owned[i] || d.Blocks[i].Kind == document.Table {
			return true
		}
	}
	return false
}
