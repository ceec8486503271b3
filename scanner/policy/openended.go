package policy

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// newOpenWords returns what leaves a list open; true for the words that stand
// before the list.
func newOpenWords(b *phraseBook) *lexicon[bool] {
	l := newLexicon[bool](b)
	for _, w := range phraseList("open list before") {
		l.add(w, true)
	}
	for _, w := range phraseList("open list behind") {
		l.add(w, false)
	}
	return l
}

// newMainWords returns what says that a list of SDKs gives only the main ones.
func newMainWords(b *phraseBook) *lexicon[bool] {
	return wordList(b, phraseList("main ones")...)
}

// openEnded finds the lists of items or SDKs that stay open: 等,
// "including but not limited to", "the main ones are".
func (d *docText) openEnded() []evidence.Quote {
	var out []evidence.Quote
	for _, s := range d.outline.sentences {
		if s.heading {
			continue
		}
		if d.opensList(s) {
			out = append(out, d.quotes(s.p.whole())...)
			continue
		}
		if saysMain(s) && (mentionsSDK(s.text) || s.about() != aboutNothing) && (introduces(s) && d.leadsToRows(s) || refersToList(s.text)) {
			out = append(out, d.quotes(s.p.whole())...)
		}
	}
	return out
}

// saysMain reports whether a sentence says that it gives only the main ones.
func saysMain(s *sentence) bool {
	f := s.fold()
	for _, h := range phrases().main.in(f) {
		if !pointsAtList(s.text[:f.offset(int(h.start))]) {
			return true
		}
	}
	return false
}

// opensList reports whether a list in a sentence, or the one it leads into, is
// of items that are collected, used or given on, or of those who receive them,
// and stays open.
func (d *docText) opensList(s *sentence) bool {
	f := s.fold()
	hits := phrases().open.in(f)
	if len(hits) == 0 {
		return false
	}
	if holdsAny(strings.ToLower(s.text), otherLists) {
		return false
	}
	terms := d.takenTerms(s)
	for _, h := range hits {
		start, end := f.offset(int(h.start)), f.endOffset(s.text, int(h.end))
		switch before := phrases().open.values[h.value]; {
		case !before && pointsAtList(s.text[:start]) || before && listsOther(s.text[:start]):
			// 该等信息 is "such information"; the head of a list says what it lists
		case !before && endsList(s.text, terms, start):
			return true
		case before && beginsList(s.text, terms, end):
			return true
		case before && (len(s.taken) > 0 || s.speaks) && introduces(s) && onlyMarksBehind(s.text[end:]):
			return true
		case before && (s.given && namesThird(s.text[:start]) || namesSDKBehind(s, end)):
			return true
		}
	}
	return false
}

// otherLists are words of sentences whose open lists are none of data that are
// collected: advice, rights to a work, disputes.
var otherLists = phraseList("other open list")

// takenTerms returns the names of items of a sentence of which it says that
// they are collected, used or given on; in an SDK row all are.
func (d *docText) takenTerms(s *sentence) []term {
	owned := d.rows.owns(s)
	if !owned && len(s.taken) == 0 {
		return nil
	}
	terms := findTermsFolded(s.text, s.fold(), true)
	if owned {
		return terms
	}
	return slices.DeleteFunc(terms, func(t term) bool { return !slices.Contains(s.taken, t.start) })
}

// namesSDKBehind reports whether an SDK is named right behind byte i.
func namesSDKBehind(s *sentence, i int) bool {
	for _, n := range s.sdks(nil) {
		if n.start >= i {
			return n.start-i <= 12
		}
	}
	return false
}

// endsList reports whether the words before byte i end a list of items: the
// last item stands right there, or other things of the list between.
func endsList(text string, terms []term, i int) bool {
	at := -1
	for _, t := range terms {
		if t.end <= i {
			at = t.end
		}
	}
	if at < 0 || i-at > 90 {
		return false
	}
	gap := strings.TrimLeft(text[at:i], " ”」\"')）信息")
	return gap == "" || strings.ContainsRune("、，,;；和及与或以/（(", firstRune(gap)) && !isClauseOf(gap)
}

// beginsList reports whether the words behind byte i begin a list of items.
func beginsList(text string, terms []term, i int) bool {
	n := 0
	for _, t := range terms {
		if t.start < i {
			continue
		}
		gap := text[i:t.start]
		if strings.ContainsAny(gap, "。；;") || isClauseOf(gap) {
			break
		}
		if n++; t.start-i <= 36 || n > 2 {
			return true
		}
	}
	return false
}

// isClauseOf reports whether a stretch of text says what somebody does, and
// lists nothing.
func isClauseOf(gap string) bool {
	for _, c := range findCues(fold(gap)) {
		if c.kind&(cueCollect|cueMove|cueSubject|cuePurpose|cueNegation) != 0 {
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
		if head, ok := strings.CutSuffix(before, w); ok && (!isWord(firstRune(w)) || head == "" || !isWord(lastRune(head))) {
			return true
		}
	}
	return false
}

var otherHeads = phraseList("head of another list")

// otherEtc are what makes another word of 等 behind it.
var otherEtc = phraseList("makes another word of etc")

// onlyMarksBehind reports whether nothing but the marks that lead into a list
// stand in rest.
func onlyMarksBehind(rest string) bool {
	return strings.Trim(rest, " :：,，.。（(“\"") == "" || len(rest) < 24 && holdsAny(strings.ToLower(rest), []string{"以下", "下列", "following", "如下"})
}

// namesThird reports whether a text ends with words for those who receive what
// is given on.
func namesThird(before string) bool {
	before = strings.TrimRight(before, " ,，（(、")
	f, third := fold(before), false
	for _, c := range findCues(f) {
		third = third || c.kind&cueThird != 0 && len(f.runes)-c.end <= 2
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
func (d *docText) leadsToRows(s *sentence) bool {
	for i := s.source; i < len(d.blocks) && i <= s.source+4; i++ {
		if d.rows.owned[i] || d.blocks[i].kind == tableBlock {
			return true
		}
	}
	return false
}
