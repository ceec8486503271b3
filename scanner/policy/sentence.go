package policy

// section is a heading and what stands under it up to the next heading of the
// same or a higher level.
type section struct {
	number string // "1.2.2", "九", "" where the heading has none
	title  string // the heading as it stands, with its number
	line   int
	level  int // 1 for the outermost
	parent *section

	matter matter
}

// matter is what a text is about, found out once.
type matter struct {
	about about
	told  bool
}

func (m *matter) of(text string) about {
	if !m.told {
		m.about, m.told = aboutOf(text), true
	}
	return m.about
}

// about tells what the title is about.
func (s *section) about() about { return s.matter.of(s.title) }

// about tells what the sentence is about.
func (s *sentence) about() about { return s.matter.of(s.text) }

// sentence is one sentence, list item or table cell of a document, in one
// language where the text allows it to be cut that way.
type sentence struct {
	text    string // white space folded; a substring of the document as read
	line    int    // 1-based line on which it starts
	lang    string // privacy.English, privacy.Chinese or privacy.Mixed
	section *section
	// lead is the sentence that introduces the list or table this one stands
	// in ("we collect the following:"), nil elsewhere.
	lead *sentence
	// heading marks the text of a heading.
	heading bool
	// block counts paragraphs, so that neighbours can be told from strangers.
	block int
	doc   int // index into Policy.Documents

	p      passage // text with its lines: p.quote(start, end) quotes a part of it
	at     int     // position among the sentences of the document
	source int     // index of the block it stands in
	row    int     // of a table, -1 elsewhere
	column int     // of a table, -1 elsewhere
	item   bool    // stands in a list or table

	han, words int // Chinese characters and Latin words in it

	folded *folded // text prepared for look-ups; see (*sentence).fold
	named  []namedSDK
	hinted []namedSDK // names that count only where a sentence speaks of SDKs
	looked bool       // for both; see (*sentence).sdks
	matter matter
}

// sdks returns the SDKs named in the sentence, found once for all that look.
func (s *sentence) sdks(names SDKNames) []namedSDK {
	if all, ok := names.(sdkAliases); !s.looked && ok {
		all.FindAliases(s.text, func(start, end int, id string, sure bool) {
			if sure {
				s.named = append(s.named, namedSDK{start, end, id})
			} else {
				s.hinted = append(s.hinted, namedSDK{start, end, id})
			}
		})
	} else if !s.looked && names != nil {
		names.FindNames(s.text, func(start, end int, id string) { s.named = append(s.named, namedSDK{start, end, id}) })
	}
	s.looked = true
	return s.named
}

// fold returns the text prepared for look-ups, once for all that look.
func (s *sentence) fold() *folded {
	if s.folded == nil {
		s.folded = fold(s.text)
	}
	return s.folded
}
