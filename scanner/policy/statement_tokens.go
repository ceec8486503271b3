package policy

import (
	"slices"
	"sync"

	"github.com/candor-scan/candor/scanner/privacy"
)

// token is one word, phrase, item name or mark of a sentence.
type token struct {
	kind       wordKind
	word       *word // entry of the word table, nil for others
	term       *term // item name, nil for others
	start, end int   // byte offsets
}

// statementTerms holds names of items that only running text uses, beside
// those findTerms knows: data/statement-terms.csv.
var statementTerms = sync.OnceValue(func() *lexicon[termName] {
	l := newLexicon[termName]()
	table("statement-terms.csv", 4, func(r []string) {
		item := privacy.Item(r[0])
		if item == "none" {
			item = ""
		}
		for _, name := range splitList(r[3]) {
			l.add(name, termName{item, r[2] == "weak"})
		}
	})
	return l
})

// tokenize cuts a sentence into tokens. Item names win over words inside
// them, and longer phrases over shorter ones.
func tokenize(text string) []token {
	f := fold(text)
	terms := mergeTerms(text, f)
	tokens := make([]token, 0, len(f.runes)/4+8)
	words, next := statementWords(), 0
	for i := 0; i < len(f.runes); {
		at := f.offset(i)
		for next < len(terms) && terms[next].start < at {
			next++
		}
		w, end, ok := words.at(f, i)
		if ok && f.runes[end-1] != w.last && !w.takesPlural() {
			ok = false // "notes" is no plural of "not"
		}
		if next < len(terms) && terms[next].start == at && (!ok || f.endOffset(text, end) <= terms[next].end && !verbFirst(tokens, w)) {
			t := &terms[next]
			tokens = append(tokens, token{kind: kindTerm, term: t, start: t.start, end: t.end})
			for i < len(f.runes) && f.offset(i) < t.end {
				i++
			}
			continue
		}
		if ok {
			tokens = append(tokens, token{kind: w.kind, word: w, start: at, end: f.endOffset(text, end)})
			i = end
			continue
		}
		i = addOther(&tokens, text, f, i)
	}
	return tokens
}

// verbFirst reports whether w is a verb and not the first word of an item
// name: "we log information".
func verbFirst(tokens []token, w *word) bool {
	if len(tokens) == 0 || w.kind != kindVerb || w.zh || w.form != formBase {
		return false
	}
	switch tokens[len(tokens)-1].kind {
	case kindFirst, kindThird, kindThey, kindUser, kindModal:
		return true
	}
	return false
}

// addOther adds the word or mark at rune i, which is in no table, and returns
// the rune behind it.
func addOther(tokens *[]token, text string, f *folded, i int) int {
	start, r := f.offset(i), f.runes[i]
	end := i + 1
	kind := kindOther
	switch {
	case isWord(r):
		for end < len(f.runes) && isWord(f.runes[end]) {
			end++
		}
	case r == ' ' || r == '\'' || r == '"' || r == '“' || r == '”':
		return end
	case r == ',' || r == '、':
		kind = kindComma
	case r == '.' && end < len(f.runes) && f.runes[end] != ' ':
		return end // an abbreviation, a number, an address
	case r == ';' || r == '。' || r == '.' || r == '!' || r == '?':
		kind = kindSemicolon
	case r == ':':
		kind = kindColon
	case r == '(' || r == '[':
		kind = kindOpen
	case r == ')' || r == ']':
		kind = kindClose
	}
	*tokens = append(*tokens, token{kind: kind, start: start, end: f.endOffset(text, end)})
	return end
}

// mergeTerms finds the item names of both tables in order; where two overlap
// the longer one stays, and names that stand for no item hide what they hold.
func mergeTerms(text string, f *folded) []term {
	a, b := scanTerms(text, f, termTable()), scanTerms(text, f, statementTerms())
	merged := make([]term, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].end <= b[0].start:
			merged, a = append(merged, a[0]), a[1:]
		case len(a) == 0 || b[0].end <= a[0].start:
			merged, b = append(merged, b[0]), b[1:]
		case b[0].end-b[0].start >= a[0].end-a[0].start:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return slices.DeleteFunc(merged, func(t term) bool { return t.item == "" })
}

func scanTerms(text string, f *folded, l *lexicon[termName]) (found []term) {
	l.scan(f, func(start, end int, t termName) {
		found = append(found, term{item: t.item, start: f.offset(start), end: f.endOffset(text, end), weak: t.weak})
	})
	return found
}
