package whole

import (
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
		f := s.Fold()
		if found(words.Phrases().Open, f) && (len(words.FindTermsFolded(s.Text, f, true)) > 0 || listsOpenly(s)) {
			out = append(out, d.Quotes(s.Passage.Whole())...)
			continue
		}
		if found(words.Phrases().Main, f) && (sentence.MentionsSDK(s.Text) || s.About() != sentence.AboutNothing) && (sentence.Introduces(s) && leadsToRows(d, s) || refersToList(s.Text)) {
			out = append(out, d.Quotes(s.Passage.Whole())...)
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

func found(l *language.Lexicon[bool], f *language.Folded) bool { return language.AnyIn(l, f) }

// listsOpenly reports whether a sentence leads into a list of data.
func listsOpenly(s *sentence.Sentence) bool {
	return sentence.Introduces(s) && (strings.Contains(s.Text, "信息") || strings.Contains(strings.ToLower(s.Text), "information") || strings.Contains(strings.ToLower(s.Text), "data") || sentence.MentionsSDK(s.Text))
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
