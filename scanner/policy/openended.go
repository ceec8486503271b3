package policy

import (
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// newOpenWords returns what leaves a list open.
func newOpenWords(b *phraseBook) *lexicon[bool] {
	return wordList(b, phraseList("open list")...)
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
		f := s.fold()
		if found(phrases().open, f) && (len(findTermsFolded(s.text, f, true)) > 0 || listsOpenly(s)) {
			out = append(out, d.quotes(s.p.whole())...)
			continue
		}
		if found(phrases().main, f) && (mentionsSDK(s.text) || s.about() != aboutNothing) && (introduces(s) && d.leadsToRows(s) || refersToList(s.text)) {
			out = append(out, d.quotes(s.p.whole())...)
		}
	}
	return out
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

func found(l *lexicon[bool], f *folded) bool { return anyIn(l, f) }

// listsOpenly reports whether a sentence leads into a list of data.
func listsOpenly(s *sentence) bool {
	return introduces(s) && (strings.Contains(s.text, "信息") || strings.Contains(strings.ToLower(s.text), "information") || strings.Contains(strings.ToLower(s.text), "data") || mentionsSDK(s.text))
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
