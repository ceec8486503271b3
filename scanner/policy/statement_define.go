package policy

import "strings"

// definition is what a term of the document ("Personal Information") stands
// for.
type definition struct {
	terms []definedTerm
	said  []claim // what was stated of it so far
}

type definedTerm struct {
	term     term
	sentence *sentence
}

// first reports whether cl is stated of the term for the first time.
func (d *definition) first(cl claim) bool {
	for _, s := range d.said {
		if s == cl {
			return false
		}
	}
	d.said = append(d.said, cl)
	return true
}

// definitions are the terms a document defines, by their folded words.
type definitions struct {
	terms     map[string]*definition
	sentences map[*sentence]bool
}

// at reports whether s is a definition.
func (d *definitions) at(s *sentence) bool { return d.sentences[s] }

// readDefinitions collects the terms a document defines, in the forms "X
// means …", "X includes …" and "… (X)".
func readDefinitions(ss []sentence, parsed map[*sentence]*clauses) *definitions {
	d := &definitions{terms: map[string]*definition{}, sentences: map[*sentence]bool{}}
	var open *definition // of the sentence before, which a list or "it includes" may continue
	var lead *sentence
	for i := range ss {
		s := &ss[i]
		c := parsed[s]
		switch {
		case s.lead != nil && s.lead == lead && open != nil:
			open.addTerms(s, c, 0)
			d.sentences[s] = true
			continue
		case open != nil && continues(c):
			open.addTerms(s, c, 0)
			d.sentences[s] = true
			continue
		}
		open, lead = nil, nil
		if name, from := definedName(s, c); name != "" {
			open, lead = d.terms[name], s
			if open == nil {
				open = &definition{}
				d.terms[name] = open
			}
			open.addTerms(s, c, from)
			d.sentences[s] = true
		} else if name := bracketedName(s, c); name != "" && d.terms[name] == nil {
			def := &definition{}
			def.addTerms(s, c, 0)
			d.terms[name] = def
		}
	}
	return d
}

func (d *definition) addTerms(s *sentence, c *clauses, from int) {
	for _, m := range c.mentions {
		if !m.info && !m.excepted && m.token >= from {
			d.terms = append(d.terms, definedTerm{m.term, s})
		}
	}
}

// continues reports whether a sentence goes on with the one before: "This
// includes …".
func continues(c *clauses) bool {
	for i, t := range c.tokens {
		switch t.kind {
		case kindVerb:
			return t.word.action == verbInclude
		case kindDeterminer, kindAdverb, kindModal, kindInfo, kindOther:
			if i > 4 {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// definedName returns the folded name a sentence defines, and the token its
// meaning starts at; "" where it defines none.
func definedName(s *sentence, c *clauses) (name string, from int) {
	for _, m := range c.mentions {
		if m.token > 8 {
			break
		}
		if !m.info || startsWithDeterminer(c, m.token) {
			continue
		}
		for k := m.token + 1; k < len(c.tokens); k++ {
			switch t := &c.tokens[k]; t.kind {
			case kindDefine:
				return nameOf(s, c, &m), k
			case kindVerb:
				if t.word.action == verbInclude {
					return nameOf(s, c, &m), k
				}
				return "", 0
			case kindAdverb, kindModal, kindOpen, kindClose, kindOther, kindInfo, kindTerm, kindAnd, kindComma:
				if k > m.token+8 {
					return "", 0
				}
				continue
			}
			break
		}
	}
	return "", 0
}

// startsWithDeterminer reports whether the words at i speak of "this" or
// "such" information and not of a term.
func startsWithDeterminer(c *clauses, i int) bool {
	return i > 0 && c.tokens[i-1].kind == kindDeterminer
}

// bracketedName returns the folded name that a sentence gives what it lists:
// `(collectively, "Personal Information")`.
func bracketedName(s *sentence, c *clauses) string {
	for _, m := range c.mentions {
		if !m.info {
			continue
		}
		i := m.token
		for i > 0 && c.tokens[i].kind != kindOpen && m.token-i < 6 {
			i--
		}
		if c.tokens[i].kind != kindOpen || m.token+1 >= len(c.tokens) || c.tokens[m.token+1].kind != kindClose {
			continue
		}
		if strings.ContainsAny(s.text[c.tokens[i].start:c.tokens[m.token].end], "\"“”") {
			return nameOf(s, c, &m)
		}
	}
	return ""
}

// nameOf returns the folded words of a term: those of m and what qualifies it.
func nameOf(s *sentence, c *clauses, m *mention) string {
	start := m.token
	for start > 0 && m.token-start < 4 && c.tokens[start-1].kind == kindOther {
		start--
	}
	return foldedText(s.text[c.tokens[start].start:c.tokens[m.token].end])
}

func foldedText(s string) string { return string(fold(s).runes) }

// find returns the definition of the term at m: the longest that fits, but
// "personal information" is not meant by "non-personal information".
func (d *definitions) find(s *sentence, c *clauses, m *mention) *definition {
	if len(d.terms) == 0 {
		return nil
	}
	name := nameOf(s, c, m)
	for {
		if def := d.terms[name]; def != nil {
			return def
		}
		word, rest, ok := strings.Cut(name, " ")
		if !ok || word == "non" || word == "anonymous" || word == "aggregated" || word == "aggregate" {
			return nil
		}
		name = rest
	}
}
