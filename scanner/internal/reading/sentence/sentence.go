// Package sentence cuts a document into sections and sentences and answers what
// any reader asks of them: labels and the heads of tables, clause borders, cues,
// purposes. It makes no claim.
package sentence

import (
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// Section is a heading and what stands under it up to the next heading of the
// same or a higher level.
type Section struct {
	number string // "1.2.2", "九", "" where the heading has none
	Title  string // the heading as it stands, with its number
	line   int
	level  int // 1 for the outermost
	Parent *Section

	matter matter
}

// matter is what a text is about, found out once.
type matter struct {
	about About
	told  bool
}

func (m *matter) of(text string) About {
	if !m.told {
		m.about, m.told = aboutOf(text), true
	}
	return m.about
}

// About tells what the title is about.
func (s *Section) About() About { return s.matter.of(s.Title) }

// About tells what the sentence is about.
func (s *Sentence) About() About { return s.matter.of(s.Text) }

// Sentence is one sentence, list item or table cell of a document, in one
// language where the text allows it to be cut that way.
type Sentence struct {
	Text    string // white space folded; a substring of the document as read
	Line    int    // 1-based line on which it starts
	Lang    string // privacy.English, privacy.Chinese or privacy.Mixed
	Section *Section
	// lead is the sentence that introduces the list or table this one stands
	// in ("we collect the following:"), nil elsewhere.
	Lead *Sentence
	// heading marks the text of a heading.
	Heading bool
	// block counts paragraphs, so that neighbours can be told from strangers.
	Block int
	Doc   int // index into Policy.Documents

	Passage document.Passage // text with its lines: p.quote(start, end) quotes a part of it
	At      int              // position among the sentences of the document
	Source  int              // index of the block it stands in
	Row     int              // of a table, -1 elsewhere
	column  int              // of a table, -1 elsewhere
	item    bool             // stands in a list or table

	Han, Words int // Chinese characters and Latin words in it

	Folded *language.Folded // text prepared for look-ups; see (*sentence).fold
	Named  []NamedSDK
	Looked bool // for named; see (*sentence).sdks
	matter matter
}

// SDKs returns the SDKs named in the sentence, found once for all that look.
func (s *Sentence) SDKs(names words.SDKNames) []NamedSDK {
	if !s.Looked && names != nil {
		names.FindNames(s.Text, func(start, end int, id string) { s.Named = append(s.Named, NamedSDK{start, end, id}) })
	}
	s.Looked = true
	return s.Named
}

// Fold returns the text prepared for look-ups, once for all that look.
func (s *Sentence) Fold() *language.Folded {
	if s.Folded == nil {
		s.Folded = language.Fold(s.Text)
	}
	return s.Folded
}

// NamedSDK is an SDK name in a sentence.
type NamedSDK struct {
	Start, End int
	ID         string
}
