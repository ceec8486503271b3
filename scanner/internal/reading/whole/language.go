package whole

import (
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Languages tells in which languages the documents are written: those that
// whole sentences stand in, not names and labels.
func Languages(p *policy.Policy, docs []*sentence.Text) {
	han, words := 0, 0
	for _, d := range docs {
		for _, s := range d.Outline.Sentences {
			han += s.Han
			if s.Lang != privacy.Chinese && s.Words >= 4 && s.Words > s.Han && (words > 500 || readsEnglish(s.Text)) {
				words += s.Words
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
		for _, lang := range language.SmallWord(strings.Trim(w, signsAround)) {
			if lang == "English" {
				return true
			}
		}
	}
	return false
}
