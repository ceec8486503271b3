package clause

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// definition is what a term of the document ("Personal Information") stands
// for.
type definition struct {
	terms     []definedTerm
	said      []saying
	performed map[claim]bool // of what was said
	deniedBy  parties        // who is said not to collect it
}

type definedTerm struct {
	term     words.Term
	sentence *sentence.Sentence
}

// saying is what a sentence states of a defined term.
type saying struct {
	claim
	by                 *sentence.Sentence
	purpose, condition string
}

// say notes what a sentence states of the term; what is performed counts once.
func (d *definition) say(x saying) {
	switch {
	case x.denied:
		if x.action == policy.Collect {
			d.deniedBy |= x.party
		}
	case d.performed[x.claim]:
		return
	default:
		d.performed[x.claim] = true
	}
	d.said = append(d.said, x)
}

// state adds the items of all defined terms with what is said of the terms. A
// denial outweighs what other sentences say in passing of the same party. Each
// pair of a term and what is said of it is paid for, for they multiply.
func (d *definitions) state(found *itemList, denials *denialList) {
	performed := found.performed()
	for _, name := range d.names {
		def := d.terms[name]
		distinct := def.distinct()
		repeated := map[saying]bool{} // by nobody
		for _, s := range def.said {
			if !s.denied && s.verb != words.VerbCollect && def.deniedBy&s.party != 0 {
				continue
			}
			s.claim.rule = rule.ItemDefined
			terms := def.terms
			if k := (saying{claim: s.claim, purpose: s.purpose, condition: s.condition}); repeated[k] {
				terms = distinct // the others only prove the same items again
			} else {
				repeated[k] = true
			}
			for _, t := range terms {
				if !found.proofs.left.Take(QuoteOverhead) {
					return
				}
				x := statement{named: t.sentence, by: s.by, term: &t.term, claim: s.claim, purpose: s.purpose, condition: s.condition}
				found.add(x)
				// What the text says of the item itself, outside of the
				// definition, outweighs what it says of the term.
				if deniesCollection(s.claim) && !saysElsewhere(performed[t.term.Item], t.sentence.Text) {
					denials.item(x)
				}
			}
		}
	}
}

// saysElsewhere reports whether one of some passages is not that of a definition.
func saysElsewhere(passages []string, definition string) bool {
	return slices.ContainsFunc(passages, func(p string) bool { return p != definition })
}

// distinct returns the first of the terms that name an item in the same words.
func (d *definition) distinct() []definedTerm {
	type named struct {
		item privacy.Item
		text string
	}
	var out []definedTerm
	seen := map[named]bool{}
	for _, t := range d.terms {
		if k := (named{t.term.Item, t.sentence.Text[t.term.Start:t.term.End]}); !seen[k] {
			seen[k] = true
			out = append(out, t)
		}
	}
	return out
}

// definitions are the terms a document defines, by their folded words.
type definitions struct {
	terms     map[string]*definition
	names     []string // of terms, in the order of the document
	sentences map[*sentence.Sentence]bool
}

// at reports whether s is a definition.
func (d *definitions) at(s *sentence.Sentence) bool { return d.sentences[s] }

// readDefinitions collects the terms a document defines, in the forms "X
// means …", "X includes …" and "… (X)".
func readDefinitions(ss []*sentence.Sentence, parsed func(*sentence.Sentence) *clauses) *definitions {
	d := &definitions{terms: map[string]*definition{}, sentences: map[*sentence.Sentence]bool{}}
	var open *definition // of the sentence before, which a list or "it includes" may continue
	var lead *sentence.Sentence
	for _, s := range ss {
		c := parsed(s)
		switch {
		case open != nil && sameSentence(s.Lead, lead) && (c.bare || strings.ContainsRune(":：", language.LastRune(lead.Text))):
			open.addTerms(s, c, 0)
			d.sentences[s] = true
			continue
		case open != nil && continues(c, s.Text):
			open.addTerms(s, c, 0)
			d.sentences[s] = true
			continue
		}
		open, lead = nil, nil
		if name, from := definedName(s, c); name != "" {
			open, lead = d.terms[name], s
			if open == nil {
				open = d.open(name)
			}
			open.addTerms(s, c, from)
			d.sentences[s] = true
		} else if name := bracketedName(s, c); name != "" && d.terms[name] == nil {
			d.open(name).addTerms(s, c, 0)
		}
	}
	return d
}

// sameSentence reports whether two sentences stand at the same place.
func sameSentence(a, b *sentence.Sentence) bool {
	return a != nil && b != nil && a.Line == b.Line && a.Text == b.Text
}

func (d *definitions) open(name string) *definition {
	def := &definition{performed: map[claim]bool{}}
	d.terms[name], d.names = def, append(d.names, name)
	return def
}

func (d *definition) addTerms(s *sentence.Sentence, c *clauses, from int) {
	for _, m := range c.mentions {
		if !m.info && !m.excepted && m.token >= from {
			d.terms = append(d.terms, definedTerm{m.term, s})
		}
	}
}

// continues reports whether a sentence goes on with the one before: "This
// includes …".
func continues(c *clauses, text string) bool {
	if len(c.tokens) == 0 || !pointsBack(text[c.tokens[0].start:c.tokens[0].end]) {
		return false
	}
	for i, t := range c.tokens[1:] {
		switch t.role {
		case words.RoleVerb:
			return t.word.Action == words.VerbInclude
		case words.RoleDeterminer, words.RoleAdverb, words.RoleModal, words.RoleInfo, words.RoleOther:
			if i > 4 {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// pointsBack reports whether a word means what the sentence before spoke of.
func pointsBack(s string) bool {
	switch strings.ToLower(s) {
	case "this", "these", "such", "that", "those", "the", "it", "said":
		return true
	}
	return false
}

// definedName returns the folded name a sentence defines, and the token its
// meaning starts at; "" where it defines none.
func definedName(s *sentence.Sentence, c *clauses) (name string, from int) {
	for _, m := range c.mentions {
		if m.token > 8 {
			break
		}
		if !m.info || startsWithDeterminer(c, m.token) {
			continue
		}
		for k := m.token + 1; k < len(c.tokens); k++ {
			switch t := &c.tokens[k]; t.role {
			case words.RoleDefine:
				return nameOf(s, c, &m), k
			case words.RoleVerb:
				if t.word.Action == words.VerbInclude && !c.hasVerbBefore(m.token) && c.negationBefore(m.token) < 0 { // not "nor does it include …"
					return nameOf(s, c, &m), k
				}
				return "", 0
			case words.RoleAdverb, words.RoleModal, words.RoleOpen, words.RoleClose, words.RoleOther, words.RoleInfo, words.RoleTerm, words.RoleAnd, words.RoleComma:
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
	return i > 0 && c.tokens[i-1].role == words.RoleDeterminer
}

// bracketedName returns the folded name that a sentence gives what it lists:
// `(collectively, "Personal Information")`.
func bracketedName(s *sentence.Sentence, c *clauses) string {
	for _, m := range c.mentions {
		if !m.info {
			continue
		}
		i := m.token
		for i > 0 && c.tokens[i].role != words.RoleOpen && m.token-i < 6 {
			i--
		}
		if c.tokens[i].role != words.RoleOpen || m.token+1 >= len(c.tokens) || c.tokens[m.token+1].role != words.RoleClose {
			continue
		}
		if strings.ContainsAny(s.Text[c.tokens[i].start:c.tokens[m.token].end], "\"“”") {
			return nameOf(s, c, &m)
		}
	}
	return ""
}

// nameOf returns the folded words of a term: those of m and what qualifies it.
func nameOf(s *sentence.Sentence, c *clauses, m *itemMention) string {
	start := m.token
	for start > 0 && m.token-start < 4 && c.namesKind(start, s.Text) {
		start--
	}
	return language.FoldedText(s.Text[c.tokens[start].start:c.tokens[m.token].end])
}

// namesKind reports whether the word right before the one at i is part of its
// name: 日志信息 is not the 信息 a document defines.
func (c *clauses) namesKind(i int, text string) bool {
	t, next := &c.tokens[i-1], &c.tokens[i]
	return t.role == words.RoleOther || t.role == words.RoleTerm && t.end == next.start && language.IsHan(language.FirstRune(text[next.start:]))
}

// find returns the definition of the term at m: the longest that fits, but
// "personal information" is not meant by "non-personal information".
func (d *definitions) find(s *sentence.Sentence, c *clauses, m *itemMention) *definition {
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
