package policy

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/privacy"
)

// token is one word, phrase, item name or mark of a sentence.
type token struct {
	role       wordRole
	word       *word     // entry of the word table, nil for others
	term       *term     // item name, nil for others
	listed     bool      // an item name that counts in lists only
	sdk        *namedSDK // the SDK the token names, nil for none
	start, end int       // byte offsets
}

// statementName is what a name in data/statement-terms.csv stands for.
type statementName struct {
	item   privacy.Item // empty for a phrase that names none and hides names inside it
	weak   bool         // names the item in a collecting context only
	listed bool         // names the item only beside others in a list
}

// newStatementTerms returns the names of items that only running text uses, beside
// those findTerms knows.
func newStatementTerms(b *phraseBook) *lexicon[statementName] {
	l := newLexicon[statementName](b)
	table(data, "statement-terms.csv", 4, func(r []string) {
		item := privacy.Item(r[0])
		if item == "none" {
			item = ""
		}
		for _, name := range splitList(r[3]) {
			l.add(name, statementName{item, r[2] != "", r[2] == "list"})
		}
	})
	return l
}

// tokenize cuts a sentence into tokens. Item names win over words inside
// them, and longer phrases over shorter ones.
func (r *clauseReader) tokenize(s *sentence) []token {
	f := s.fold()
	text := s.text
	terms, sdks := r.mergeTerms(text, f), s.sdks(r.names)
	tokens := r.scratch[:0]
	items := r.terms.room(len(terms)) // tokens point into it
	table, next := phrases().words, 0
	words := table.in(f)
	for i := 0; i < len(f.runes); {
		at := f.offset(i)
		for next < len(terms) && terms[next].start < at {
			next++
		}
		for len(sdks) > 0 && sdks[0].start < at {
			sdks = sdks[1:]
		}
		for len(words) > 0 && int(words[0].start) < i {
			words = words[1:]
		}
		var w *word
		end, ok := 0, false
		if len(words) > 0 && int(words[0].start) == i {
			w, end = table.values[words[0].value], int(words[0].end)
			ok = f.runes[end-1] == w.last || w.takesPlural() // "notes" is no plural of "not"
		}
		named := next < len(terms) && terms[next].start == at && len(sdks) > 0 && terms[next].end > sdks[0].end
		if len(sdks) > 0 && sdks[0].start == at && !named && (!ok || f.endOffset(text, end) <= sdks[0].end) {
			t := token{role: roleThird, word: thirdName, start: at, end: sdks[0].end, sdk: &sdks[0]}
			if ok && w.role == roleThird {
				t.word = w
			}
			tokens = append(tokens, t)
			for i < len(f.runes) && f.offset(i) < t.end {
				i++
			}
			continue
		}
		if next < len(terms) && terms[next].start == at && (!ok || f.endOffset(text, end) <= terms[next].end && !verbFirst(tokens, w, &terms[next], f.endOffset(text, end))) {
			t := &terms[next]
			items = append(items, t.term)
			tokens = append(tokens, token{role: roleTerm, term: &items[len(items)-1], listed: t.listed, start: t.start, end: t.end})
			for i < len(f.runes) && f.offset(i) < t.end {
				i++
			}
			continue
		}
		if ok {
			tokens = append(tokens, token{role: w.role, word: w, start: at, end: f.endOffset(text, end)})
			i = end
			continue
		}
		i = addOther(&tokens, text, f, i)
	}
	dropFalseNames(tokens, text)
	dropSignals(tokens, text)
	dropQuoted(tokens, text)
	r.scratch = tokens
	r.terms.keep(items)
	return r.tokens.copy(tokens)
}

// thirdName is the word of an SDK name that is in no table.
var thirdName = &word{role: roleThird, action: "company"}

// verbFirst reports whether w is a verb and not the first word of an item
// name: "we log information".
func verbFirst(tokens []token, w *word, t *foundTerm, end int) bool {
	if w.role == roleVerb && w.zh {
		return t.weak && t.end == end // 存储 as a verb
	}
	if len(tokens) == 0 || w.role != roleVerb || w.form != formBase {
		return false
	}
	switch tokens[len(tokens)-1].role {
	case roleFirst, roleThird, roleThey, roleUser, roleModal:
		return true
	case roleTo:
		return w.action == verbNone // "to address"
	}
	return false
}

// addOther adds the word or mark at rune i, which is in no table, and returns
// the rune behind it.
func addOther(tokens *[]token, text string, f *folded, i int) int {
	start, r := f.offset(i), f.runes[i]
	end := i + 1
	role := roleOther
	switch {
	case isWord(r):
		for end < len(f.runes) && isWord(f.runes[end]) {
			end++
		}
	case r == ' ' || r == '\'' || r == '"' || r == '“' || r == '”':
		return end
	case r == ',' || r == '、':
		role = roleComma
	case r == '.' && end < len(f.runes) && f.runes[end] != ' ':
		return end // an abbreviation, a number, an address
	case r == ';' || r == '。' || r == '.' || r == '!' || r == '?':
		role = roleSemicolon
	case r == ':':
		role = roleColon
	case r == '(' || r == '[':
		role = roleOpen
	case r == ')' || r == ']':
		role = roleClose
	}
	*tokens = append(*tokens, token{role: role, start: start, end: f.endOffset(text, end)})
	return end
}

// dropFalseNames makes common words of the names that name nothing where they
// stand.
func dropFalseNames(tokens []token, text string) {
	for i := range tokens {
		t := &tokens[i]
		if t.role != roleTerm {
			continue
		}
		if falseName(tokens, i, text) {
			t.role, t.term = roleOther, nil
		}
	}
}

// dropSignals makes common words of "do not track" where it is the signal of a
// browser and not what somebody does: no object stands behind it.
func dropSignals(tokens []token, text string) {
	for i := 1; i+1 < len(tokens); i++ {
		if tokens[i-1].role != roleModal || tokens[i].role != roleNeg || tokens[i+1].role != roleVerb ||
			!strings.EqualFold(text[tokens[i-1].start:tokens[i+1].end], "do not track") || hasObject(tokens, i+1, text) {
			continue
		}
		for k := i - 1; k <= i+1; k++ {
			tokens[k].role, tokens[k].word = roleOther, nil
		}
	}
}

// hasObject reports whether what stands behind the verb at i is an object, or
// another verb that may have one.
func hasObject(tokens []token, i int, text string) bool {
	if i+1 == len(tokens) || strings.ContainsAny(text[tokens[i].end:tokens[i+1].start], "\"”’'") {
		return false
	}
	switch tokens[i+1].role {
	case rolePossessive, roleDeterminer, roleTerm, roleUser, roleInfo, roleDevice, rolePlace, roleSource:
		return true
	case roleAnd, roleComma:
		return i+2 < len(tokens) && tokens[i+2].role == roleVerb && text[tokens[i].start] != 'T'
	}
	return false
}

// dropQuoted makes common words of the Chinese verbs in a path of menus, which
// nobody does: 在“我的-设置”中.
func dropQuoted(tokens []token, text string) {
	for at := 0; ; {
		i := strings.IndexAny(text[at:], "“\"【「")
		if i < 0 {
			return
		}
		i += at
		n := strings.IndexAny(text[i+1:], "”\"】」")
		if n < 0 {
			return
		}
		at = i + 1 + n + 1
		if n > 60 || !strings.ContainsAny(text[i+1:i+1+n], "-—>→/") {
			continue
		}
		for k := range tokens {
			if t := &tokens[k]; t.role == roleVerb && t.word.zh && t.start > i && t.end < at {
				t.role, t.word = roleOther, nil
			}
		}
	}
}

// falseName reports whether the item name at i names none where it stands.
func falseName(tokens []token, i int, text string) bool {
	t := &tokens[i]
	name := text[t.start:t.end]
	if t.listed && (!endsPhrase(tokens, i) || !termBeyond(tokens, i, -1) && !termBeyond(tokens, i, 1)) {
		return true
	}
	before := roleSemicolon
	for k := i - 1; k >= 0 && before == roleSemicolon; k-- {
		if r := tokens[k].role; r != rolePossessive {
			before = r
		}
	}
	if privateThings[t.term.item] && isCommon(tokens, i, text) {
		return true
	}
	switch t.term.item {
	case "postal_address":
		return strings.EqualFold(name, "address") && !isAddress(tokens, i)
	case "carrier":
		next := i+1 < len(tokens) && tokens[i+1].role == roleOther
		return name[len(name)-1] == 's' || before == roleFrom || before == roleVia || before == roleBy || next || name == "isp"
	case "contacts":
		return before == roleWith && strings.EqualFold(name, "contacts")
	case "mac_address":
		return strings.EqualFold(name, "mac") && name != "MAC"
	case "email":
		return !strings.ContainsAny(strings.ToLower(name), "ad") && isMessage(tokens, i, text)
	}
	return false
}

// privateThings are items whose English names are common words: somebody's own
// only where nothing says that it is another's.
var privateThings = map[privacy.Item]bool{
	"camera": true, "microphone": true, "calendar": true, "contacts": true, "files": true, "photos_videos": true, "photos_media": true, "sms": true, "audio": true,
}

// isCommon reports whether the name at i is not that of the user's own thing:
// "our storage contracts", "contacts with suppliers", "the calendar of
// payments", "a camera shop".
func isCommon(tokens []token, i int, text string) bool {
	if isHan([]rune(text[tokens[i].start:tokens[i].end])[0]) || i == 0 {
		return false
	}
	before := strings.ToLower(text[tokens[i-1].start:tokens[i-1].end])
	next := roleSemicolon
	word := ""
	if i+1 < len(tokens) {
		next, word = tokens[i+1].role, strings.ToLower(text[tokens[i+1].start:tokens[i+1].end])
	}
	name := strings.ToLower(text[tokens[i].start:tokens[i].end])
	switch {
	case before == "our":
		return next != roleComma && next != roleAnd || name == "calendar"
	case before == "your":
		return false
	case name == "contacts" && word == "with", name == "calendar" && word == "of":
		return true
	}
	return (before == "a" || before == "an") && next == roleOther && len(word) > 2 && !thingWords[word]
}

// thingWords are the nouns that stand behind the name of a user's thing
// without making it another.
var thingWords = phraseSet("thing")

// isMessage reports whether "email" at i is one that is sent and no address.
func isMessage(tokens []token, i int, text string) bool {
	if i > 0 {
		switch t := &tokens[i-1]; strings.ToLower(text[t.start:t.end]) {
		case "an", "this", "our", "by", "via", "through", "in", "the", "promotional", "us", "per":
			return true
		}
	}
	return i+1 < len(tokens) && (tokens[i+1].role == roleTo || tokens[i+1].role == roleOther || strings.EqualFold(text[tokens[i+1].start:tokens[i+1].end], "at"))
}

// endsPhrase reports whether nothing that "mobile" could qualify follows i.
func endsPhrase(tokens []token, i int) bool {
	if i+1 == len(tokens) {
		return true
	}
	switch tokens[i+1].role {
	case roleComma, roleAnd, roleSemicolon, roleClose, roleOpen, roleColon:
		return true
	}
	return false
}

// isAddress reports whether "address" at i is a postal one: no verb ("address
// fraud"), and no end of `IP ("Internet Protocol") address`.
func isAddress(tokens []token, i int) bool {
	if i > 0 && tokens[i-1].role == roleClose {
		return false
	}
	if i > 0 && tokens[i-1].role == roleTerm {
		return false
	}
	if i+1 == len(tokens) {
		return true
	}
	switch tokens[i+1].role {
	case roleOther, roleDeterminer, rolePossessive, roleThird, roleTerm, roleUser, roleColon:
		return false
	}
	return true
}

// termBeyond reports whether an item name follows token i in direction step
// behind a comma or "and".
func termBeyond(tokens []token, i, step int) bool {
	joined, others := false, 0
	for i += step; i >= 0 && i < len(tokens); i += step {
		switch tokens[i].role {
		case roleComma, roleAnd:
			joined = true
		case roleTerm:
			return joined
		case rolePossessive, roleDeterminer:
		case roleOther:
			if others++; others > 5 {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// foundTerm is an item name and whether it counts in lists only.
type foundTerm struct {
	term
	listed bool
}

// mergeTerms finds the item names of both tables in order; where two overlap
// the longer one stays, and names that stand for no item hide what they hold.
func (r *clauseReader) mergeTerms(text string, f *folded) []foundTerm {
	a, b := r.own[:0], r.named[:0]
	phrases().terms.scan(f, func(start, end int, t termName) {
		a = append(a, foundTerm{term{item: t.item, start: f.offset(start), end: f.endOffset(text, end), weak: t.weak}, false})
	})
	phrases().statementTerms.scan(f, func(start, end int, t statementName) {
		b = append(b, foundTerm{term{item: t.item, start: f.offset(start), end: f.endOffset(text, end), weak: t.weak}, t.listed})
	})
	r.own, r.named = a, b
	merged := r.merged[:0]
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
	r.merged = merged
	return slices.DeleteFunc(merged, func(t foundTerm) bool { return t.item == "" })
}
