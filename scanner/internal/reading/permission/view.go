package permission

import "github.com/candor-scan/candor/scanner/internal/reading/sentence"

// view is a sentence as this room looks at it.
type view struct {
	*sentence.View
	answers
}

func newView(s *sentence.Sentence) *view { return &view{View: sentence.NewView(s)} }

// View is what this room finds in a sentence, for the rooms above.
type View = view

// NewView looks a sentence through.
func NewView(s *sentence.Sentence) *View { return newView(s) }
