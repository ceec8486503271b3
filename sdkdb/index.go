package sdkdb

import (
	_ "embed"
	"strings"
)

//go:embed words.yaml
var wordsYAML string

// function is a set of words for what an SDK does.
type function struct {
	categories []string
	token      int32 // stands for any of the words
}

// Values of the words trie; numbers from firstFunction on are functions.
const (
	fillerWord = iota
	companyWord
	firstFunction
)

// buildNames indexes the names of all entries.
func (db *DB) buildNames() *nameIndex {
	x := &nameIndex{vocabulary: vocabulary{latin: make(map[string]int32, 2048), runes: make(map[rune]int32, 1024)}}
	x.exact, x.loose, x.words = newTrie(10000), newTrie(8000), newTrie(1000)
	x.sdkToken = x.add("sdk", 0)
	x.readWords()
	for _, s := range db.list {
		for use, names := range [][]string{anywhere: append(s.NamesEN[:len(s.NamesEN):len(s.NamesEN)], s.NamesZH...), sdkNear: s.NamesWeak, sdkFollows: s.NamesWord} {
			for _, n := range names {
				x.addName(name{sdk: s, text: n, use: nameUse(use)})
			}
		}
	}
	return x
}

func (x *nameIndex) add(word string, r rune) int32 {
	id := x.size
	x.size++
	if word != "" {
		x.latin[word] = id
	} else if r != 0 {
		x.runes[r] = id
	}
	return id
}

// readWords reads the embedded words file, which the tests hold to its shape.
func (x *nameIndex) readWords() {
	root, err := readSimple(wordsYAML)
	if err != nil {
		panic("sdkdb: words.yaml: " + err.Error())
	}
	for _, section := range root.items {
		for _, item := range section.items {
			switch section.key {
			case "fillers":
				x.words.put(x.ids(item.value), fillerWord)
			case "companies":
				x.words.put(x.ids(item.value), companyWord)
			case "others":
				x.loose.put(x.ids(item.value), int32(len(x.list)))
				x.list = append(x.list, name{text: item.value})
			case "functions":
				f := function{token: x.add("", 0)}
				for _, w := range item.items[0].items {
					x.words.put(x.ids(w.value), firstFunction+int32(len(x.functions)))
				}
				for _, c := range item.items[1].items {
					f.categories = append(f.categories, c.value)
				}
				x.functions = append(x.functions, f)
			}
		}
	}
}

// ids returns the tokens of a name or word that becomes part of the index.
func (x *nameIndex) ids(text string) []int32 {
	return tokenIDs(x.tokens(text, x.add))
}

func tokenIDs(tokens []token) []int32 {
	out := make([]int32, len(tokens))
	for i, t := range tokens {
		out[i] = t.id
	}
	return out
}

func (x *nameIndex) addName(n name) {
	at := int32(len(x.list))
	x.list = append(x.list, n)
	tokens := x.tokens(n.text, x.add)
	x.exact.put(tokenIDs(tokens), at)
	if joined := joinLatin(n.text); joined != "" {
		x.exact.put([]int32{x.ids(joined)[0]}, at)
		x.loose.put([]int32{x.ids(joined)[0]}, at)
	}
	if row := x.row(tokens, n.text); len(row) > 0 && !isFunctionOnly(row) {
		x.loose.put(rowIDs(row), at)
	}
}

// joinLatin returns a Latin name of several words written as one ("ML Kit",
// "MLKit"), "" where that is not worth an entry.
func joinLatin(s string) string {
	if !strings.ContainsAny(s, " -") {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c == '-':
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9':
			b.WriteByte(c)
		default:
			return ""
		}
	}
	if b.Len() < 5 {
		return ""
	}
	return b.String()
}

// rowToken is a token of a row's name, with the words around names resolved.
type rowToken struct {
	token
	kind wordKind
	fn   int // index of the function
}

type wordKind uint8

const (
	wordOther wordKind = iota
	wordFiller
	wordFunction
)

// simplify marks fillers, numbers of versions and functions. A function word
// becomes the token of its function.
func (x *nameIndex) simplify(tokens []token) []rowToken {
	out := make([]rowToken, 0, len(tokens))
	for i := 0; i < len(tokens); {
		n, what := x.words.longest(tokens[i:])
		switch {
		case n > 0 && what == fillerWord:
			out = append(out, rowToken{token: tokens[i], kind: wordFiller})
		case n > 0 && what >= firstFunction:
			fn := int(what - firstFunction)
			out = append(out, rowToken{token: token{x.functions[fn].token, tokens[i].start, tokens[i+n-1].end}, kind: wordFunction, fn: fn})
		default:
			n = 1
			out = append(out, rowToken{token: tokens[i]})
		}
		i += n
	}
	return out
}

func isFunctionOnly(tokens []rowToken) bool {
	for _, t := range tokens {
		if t.kind != wordFunction {
			return false
		}
	}
	return true
}

func rowIDs(tokens []rowToken) []int32 {
	out := make([]int32, len(tokens))
	for i, t := range tokens {
		out[i] = t.id
	}
	return out
}
