package sdk

import "github.com/candor-scan/candor/scanner/internal/reading/sentence"

// view is a sentence as this room looks at it.
type view struct {
	*sentence.View
	answers
}

func newView(s *sentence.Sentence) *view { return &view{View: sentence.NewView(s)} }
