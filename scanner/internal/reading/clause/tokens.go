package clause

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// token is one word, phrase, item name or mark of a sentence.
type token struct {
	role       words.WordRole
	word       *words.Word        // entry of the word table, nil for others
	term       *words.Term        // item name, nil for others
	listed     bool               // an item name that counts in lists only
	sdk        *sentence.NamedSDK // the SDK the token names, nil for none
	start, end int                // byte offsets
}

// tokenize cuts a sentence into tokens. Item names win over words inside
// them, and longer phrases over shorter ones.
func (r *clauseReader) tokenize(s *sentence.Sentence) []token {
	f := s.Fold()
	text := s.Text
	terms, sdks := r.mergeTerms(text, f), s.SDKs(r.names)
	tokens := r.scratch[:0]
	items := r.terms.Room(len(terms)) // tokens point into it
	table, next := words.Phrases().Words, 0
	verbs := table.In(f)
	for i := 0; i < len(f.Runes); {
		at := f.Offset(i)
		for next < len(terms) && terms[next].Start < at {
			next++
		}
		for len(sdks) > 0 && sdks[0].Start < at {
			sdks = sdks[1:]
		}
		for len(verbs) > 0 && int(verbs[0].Start) < i {
			verbs = verbs[1:]
		}
		var w *words.Word
		end, ok := 0, false
		if len(verbs) > 0 && int(verbs[0].Start) == i {
			w, end = table.Values[verbs[0].Value], int(verbs[0].End)
			ok = f.Runes[end-1] == w.Last || w.TakesPlural() // "notes" is no plural of "not"
		}
		named := next < len(terms) && terms[next].Start == at && len(sdks) > 0 && terms[next].End > sdks[0].End
		if len(sdks) > 0 && sdks[0].Start == at && !named && (!ok || f.EndOffset(text, end) <= sdks[0].End) {
			t := token{role: words.RoleThird, word: thirdName, start: at, end: sdks[0].End, sdk: &sdks[0]}
			if ok && w.Role == words.RoleThird {
				t.word = w
			}
			tokens = append(tokens, t)
			for i < len(f.Runes) && f.Offset(i) < t.end {
				i++
			}
			continue
		}
		if next < len(terms) && terms[next].Start == at && (!ok || f.EndOffset(text, end) <= terms[next].End && !verbFirst(tokens, w, &terms[next], f.EndOffset(text, end))) {
			t := &terms[next]
			items = append(items, t.Term)
			tokens = append(tokens, token{role: words.RoleTerm, term: &items[len(items)-1], listed: t.listed, start: t.Start, end: t.End})
			for i < len(f.Runes) && f.Offset(i) < t.End {
				i++
			}
			continue
		}
		if ok {
			tokens = append(tokens, token{role: w.Role, word: w, start: at, end: f.EndOffset(text, end)})
			i = end
			continue
		}
		i = addOther(&tokens, text, f, i)
	}
	dropFalseNames(tokens, text)
	dropSignals(tokens, text)
	dropQuoted(tokens, text)
	r.scratch = tokens
	r.terms.Keep(items)
	return r.tokens.Copy(tokens)
}

// thirdName is the word of an SDK name that is in no table.
var thirdName = &words.Word{Role: words.RoleThird, Action: "company"}

// verbFirst reports whether w is a verb and not the first word of an item
// name: "we log information".
func verbFirst(tokens []token, w *words.Word, t *foundTerm, end int) bool {
	if w.Role == words.RoleVerb && w.Zh {
		return t.Weak && t.End == end // 存储 as a verb
	}
	if len(tokens) == 0 || w.Role != words.RoleVerb || w.Form != words.FormBase {
		return false
	}
	switch tokens[len(tokens)-1].role {
	case words.RoleFirst, words.RoleThird, words.RoleThey, words.RoleUser, words.RoleModal:
		return true
	case words.RoleTo:
		return w.Action == words.VerbNone // "to address"
	}
	return false
}

// addOther adds the word or mark at rune i, which is in no table, and returns
// the rune behind it.
func addOther(tokens *[]token, text string, f *language.Folded, i int) int {
	start, r := f.Offset(i), f.Runes[i]
	end := i + 1
	role := words.RoleOther
	switch {
	case language.IsWord(r):
		for end < len(f.Runes) && language.IsWord(f.Runes[end]) {
			end++
		}
	case r == ' ' || r == '\'' || r == '"' || r == '“' || r == '”':
		return end
	case r == ',' || r == '、':
		role = words.RoleComma
	case r == '.' && end < len(f.Runes) && f.Runes[end] != ' ':
		return end // an abbreviation, a number, an address
	case r == ';' || r == '。' || r == '.' || r == '!' || r == '?':
		role = words.RoleSemicolon
	case r == ':':
		role = words.RoleColon
	case r == '(' || r == '[':
		role = words.RoleOpen
	case r == ')' || r == ']':
		role = words.RoleClose
	}
	*tokens = append(*tokens, token{role: role, start: start, end: f.EndOffset(text, end)})
	return end
}

// dropFalseNames makes common words of the names that name nothing where they
// stand.
func dropFalseNames(tokens []token, text string) {
	for i := range tokens {
		t := &tokens[i]
		if t.role != words.RoleTerm {
			continue
		}
		if falseName(tokens, i, text) {
			t.role, t.term = words.RoleOther, nil
		}
	}
}

// dropSignals makes common words of "do not track" where it is the signal of a
// browser and not what somebody does: no object stands behind it.
func dropSignals(tokens []token, text string) {
	for i := 1; i+1 < len(tokens); i++ {
		if tokens[i-1].role != words.RoleModal || tokens[i].role != words.RoleNeg || tokens[i+1].role != words.RoleVerb ||
			!strings.EqualFold(text[tokens[i-1].start:tokens[i+1].end], "do not track") || hasObject(tokens, i+1, text) {
			continue
		}
		for k := i - 1; k <= i+1; k++ {
			tokens[k].role, tokens[k].word = words.RoleOther, nil
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
	case words.RolePossessive, words.RoleDeterminer, words.RoleTerm, words.RoleUser, words.RoleInfo, words.RoleDevice, words.RolePlace, words.RoleSource:
		return true
	case words.RoleAnd, words.RoleComma:
		return i+2 < len(tokens) && tokens[i+2].role == words.RoleVerb && text[tokens[i].start] != 'T'
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
			if t := &tokens[k]; t.role == words.RoleVerb && t.word.Zh && t.start > i && t.end < at {
				t.role, t.word = words.RoleOther, nil
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
	before := words.RoleSemicolon
	for k := i - 1; k >= 0 && before == words.RoleSemicolon; k-- {
		if r := tokens[k].role; r != words.RolePossessive {
			before = r
		}
	}
	if privateThings[t.term.Item] && isCommon(tokens, i, text) {
		return true
	}
	switch t.term.Item {
	case "postal_address":
		return strings.EqualFold(name, "address") && !isAddress(tokens, i)
	case "carrier":
		next := i+1 < len(tokens) && tokens[i+1].role == words.RoleOther
		return name[len(name)-1] == 's' || before == words.RoleFrom || before == words.RoleVia || before == words.RoleBy || next || name == "isp"
	case "contacts":
		return before == words.RoleWith && strings.EqualFold(name, "contacts")
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
	if language.IsHan([]rune(text[tokens[i].start:tokens[i].end])[0]) || i == 0 {
		return false
	}
	before := strings.ToLower(text[tokens[i-1].start:tokens[i-1].end])
	next := words.RoleSemicolon
	word := ""
	if i+1 < len(tokens) {
		next, word = tokens[i+1].role, strings.ToLower(text[tokens[i+1].start:tokens[i+1].end])
	}
	name := strings.ToLower(text[tokens[i].start:tokens[i].end])
	switch {
	case before == "our":
		return next != words.RoleComma && next != words.RoleAnd || name == "calendar"
	case before == "your":
		return false
	case name == "contacts" && word == "with", name == "calendar" && word == "of":
		return true
	}
	return (before == "a" || before == "an") && next == words.RoleOther && len(word) > 2 && !thingWords[word]
}

// thingWords are the nouns that stand behind the name of a user's thing
// without making it another.
var thingWords = words.PhraseSet("thing")

// isMessage reports whether "email" at i is one that is sent and no address.
func isMessage(tokens []token, i int, text string) bool {
	if i > 0 {
		switch t := &tokens[i-1]; strings.ToLower(text[t.start:t.end]) {
		case "an", "this", "our", "by", "via", "through", "in", "the", "promotional", "us", "per":
			return true
		}
	}
	return i+1 < len(tokens) && (tokens[i+1].role == words.RoleTo || tokens[i+1].role == words.RoleOther || strings.EqualFold(text[tokens[i+1].start:tokens[i+1].end], "at"))
}

// endsPhrase reports whether nothing that "mobile" could qualify follows i.
func endsPhrase(tokens []token, i int) bool {
	if i+1 == len(tokens) {
		return true
	}
	switch tokens[i+1].role {
	case words.RoleComma, words.RoleAnd, words.RoleSemicolon, words.RoleClose, words.RoleOpen, words.RoleColon:
		return true
	}
	return false
}

// isAddress reports whether "address" at i is a postal one: no verb ("address
// fraud"), and no end of `IP ("Internet Protocol") address`.
func isAddress(tokens []token, i int) bool {
	if i > 0 && tokens[i-1].role == words.RoleClose {
		return false
	}
	if i > 0 && tokens[i-1].role == words.RoleTerm {
		return false
	}
	if i+1 == len(tokens) {
		return true
	}
	switch tokens[i+1].role {
	case words.RoleOther, words.RoleDeterminer, words.RolePossessive, words.RoleThird, words.RoleTerm, words.RoleUser, words.RoleColon:
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
		case words.RoleComma, words.RoleAnd:
			joined = true
		case words.RoleTerm:
			return joined
		case words.RolePossessive, words.RoleDeterminer:
		case words.RoleOther:
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
	words.Term
	listed bool
}

// mergeTerms finds the item names of both tables in order; where two overlap
// the longer one stays, and names that stand for no item hide what they hold.
func (r *clauseReader) mergeTerms(text string, f *language.Folded) []foundTerm {
	a, b := r.own[:0], r.named[:0]
	words.Phrases().Terms.Scan(f, func(start, end int, t words.TermName) {
		a = append(a, foundTerm{words.Term{Item: t.Item, Start: f.Offset(start), End: f.EndOffset(text, end), Weak: t.Weak}, false})
	})
	words.Phrases().StatementTerms.Scan(f, func(start, end int, t words.StatementName) {
		b = append(b, foundTerm{words.Term{Item: t.Item, Start: f.Offset(start), End: f.EndOffset(text, end), Weak: t.Weak}, t.Listed})
	})
	r.own, r.named = a, b
	merged := r.merged[:0]
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].End <= b[0].Start:
			merged, a = append(merged, a[0]), a[1:]
		case len(a) == 0 || b[0].End <= a[0].Start:
			merged, b = append(merged, b[0]), b[1:]
		case b[0].End-b[0].Start >= a[0].End-a[0].Start:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	r.merged = merged
	return slices.DeleteFunc(merged, func(t foundTerm) bool { return t.Item == "" })
}
