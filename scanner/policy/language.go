package policy

import (
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// languages tells in which languages the documents are written: those that
// whole sentences stand in, not names and labels.
func (p *Policy) languages(docs []*docText) {
	han, words := 0, 0
	for _, d := range docs {
		for _, s := range d.outline.sentences {
			han += s.han
			if s.lang != privacy.Chinese && s.words >= 4 && s.words > s.han && (words > 500 || readsEnglish(s.text)) {
				words += s.words
			}
		}
	}
	if words >= 5 && words*12 >= han {
		p.Languages = append(p.Languages, privacy.English)
	}
	if han >= 4 && han*12 >= words {
		p.Languages = append(p.Languages, privacy.Chinese)
	}
	sort.Strings(p.Languages)
}

// readsEnglish reports whether a text has one of the small words of English,
// which lists of names and constants lack.
func readsEnglish(text string) bool {
	for w := range strings.FieldsSeq(text) {
		for _, lang := range smallWord(strings.Trim(w, signsAround)) {
			if lang == "English" {
				return true
			}
		}
	}
	return false
}
