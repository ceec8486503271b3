package sdkdb

import (
	"strings"
	"unicode/utf8"
)

// nameIndex finds names in text. Text and names are cut into tokens: a run of
// Latin letters and digits is one, every other character is one by itself.
// White space, hyphens and middle dots between tokens are left out. So Latin
// names are found at word borders and Chinese ones anywhere.
type nameIndex struct {
	vocabulary
	exact     trie // names as they are written, for running text
	loose     trie // names without fillers, for the name of a row
	words     trie // fillers, companies, functions
	list      []name
	functions []function
}

// name is one name of one SDK; without an SDK, of something that is none.
type name struct {
	sdk  *SDK
	text string
	use  nameUse
}

// nameUse says where a name counts; in a row's name all do.
type nameUse uint8

const (
	anywhere   nameUse = iota
	sdkNear            // in a sentence that speaks of SDKs
	sdkFollows         // with "SDK" right behind
)

// FindNames calls found for every SDK name in text, in order and with byte
// offsets. Matches do not overlap; the longest name wins. An "SDK" right
// behind a name belongs to the match.
func (db *DB) FindNames(text string, found func(start, end int, id string)) {
	db.FindAliases(text, func(start, end int, id string, sure bool) {
		if sure {
			found(start, end, id)
		}
	})
}

// FindAliases does the same, and also calls found for names that do not count
// where they stand, since the sentence does not speak of SDKs (sure is false):
// such a name may mean the SDK or only the company, and can overlap others.
func (db *DB) FindAliases(text string, found func(start, end int, id string, sure bool)) {
	x := db.names()
	tokens := x.tokens(text, nil)
	for i := 0; i < len(tokens); {
		end, at := x.exact.longest(tokens[i:])
		if end == 0 {
			i++
			continue
		}
		n := &x.list[at]
		last := tokens[i+end-1]
		follows := i+end < len(tokens) && tokens[i+end].id == x.sdkToken
		start := tokens[i].start
		if !x.counts(n, text, start, last.end, follows) {
			if n.use == sdkNear && hasUpper(text[start:last.end]) == hasUpper(n.text) {
				found(start, last.end, n.sdk.ID, false)
			}
			i++
			continue
		}
		i += end
		if follows {
			last = tokens[i]
			i++
		}
		found(start, last.end, n.sdk.ID, true)
	}
}

// counts reports whether a name counts at its place in running text.
func (x *nameIndex) counts(n *name, text string, start, end int, sdkFollowing bool) bool {
	switch n.use {
	case sdkNear:
		return sdkFollowing || speaksOfSDK(sentence(text, start, end))
	case sdkFollows:
		return sdkFollowing && hasUpper(text[start:end]) == hasUpper(n.text)
	}
	return true
}

func hasUpper(s string) bool {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			return true
		}
	}
	return false
}

// maxSentence is how far, in bytes, a name's sentence is looked at each side.
const maxSentence = 600

// sentence returns the sentence of text around a place.
func sentence(text string, start, end int) string {
	from, to := max(0, start-maxSentence), min(len(text), end+maxSentence)
	if i := strings.LastIndexAny(text[from:start], "。！？\n"); i >= 0 {
		from += i
	}
	if i := strings.LastIndex(text[from:start], ". "); i >= 0 {
		from += i
	}
	if i := strings.IndexAny(text[end:to], "。！？\n"); i >= 0 {
		to = end + i
	}
	if i := strings.Index(text[end:to], ". "); i >= 0 {
		to = end + i
	}
	return text[from:to]
}

func speaksOfSDK(s string) bool {
	for i := 0; i+3 <= len(s); i++ {
		if s[i]|0x20 == 's' && s[i+1]|0x20 == 'd' && s[i+2]|0x20 == 'k' {
			return true
		}
	}
	return strings.Contains(s, "软件开发工具包") || strings.Contains(s, "开发包")
}

// vocabulary numbers the tokens that names and words consist of.
type vocabulary struct {
	latin    map[string]int32
	runes    map[rune]int32
	size     int32
	sdkToken int32
}

// noToken is a token that occurs in no name.
const noToken = -1

type token struct {
	id         int32
	start, end int
}

// tokens cuts text. New tokens are numbered by add, if it is not nil.
func (v *vocabulary) tokens(text string, add func(word string, r rune) int32) []token {
	out := make([]token, 0, len(text)/3+1)
	var buf [64]byte
	broken := 0 // line ends seen since the last token
	for i := 0; i < len(text); {
		r, size := foldRune(text[i:])
		if !isWord(r) {
			if r == '\n' {
				broken++
			}
			if !isGap(r) {
				out = append(out, token{v.rune(r, add), i, i + size})
				broken = 0
			}
			i += size
			continue
		}
		start, word := i, buf[:0]
		for i < len(text) {
			r, size = foldRune(text[i:])
			if !isWord(r) {
				break
			}
			word = utf8.AppendRune(word, r)
			i += size
		}
		if broken > 1 {
			out = append(out, token{noToken, start, start})
		}
		broken = 0
		id, ok := v.latin[string(word)]
		if !ok {
			id = noToken
			if add != nil {
				id = add(string(word), 0)
			}
		}
		out = append(out, token{id, start, i})
	}
	return out
}

func (v *vocabulary) rune(r rune, add func(string, rune) int32) int32 {
	if id, ok := v.runes[r]; ok {
		return id
	}
	if add != nil {
		return add("", r)
	}
	return noToken
}

// foldRune returns the first character of s in lower case and half width.
func foldRune(s string) (rune, int) {
	if c := s[0]; c < utf8.RuneSelf {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		return rune(c), 1
	}
	r, size := utf8.DecodeRuneInString(s)
	if 0xFF01 <= r && r <= 0xFF5E {
		r -= 0xFEE0
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
	}
	return r, size
}

// isWord reports whether r continues a Latin word.
func isWord(r rune) bool {
	return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 0xC0 <= r && r <= 0x24F && r != 0xD7 && r != 0xF7
}

// isGap reports whether r may stand between the tokens of a name.
func isGap(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', '-', '_', '·', '・', '•', '\'', '’', 0xA0, 0x3000, 0x200B, 0x200C, 0x200D, 0xFEFF, 0xAD, '®', '™', '‑', '–':
		return true
	}
	return false
}

// trie maps sequences of tokens to numbers.
type trie struct {
	next  map[uint64]int32
	value []int32 // per node, -1 where no sequence ends
}

func newTrie(size int) trie {
	return trie{next: make(map[uint64]int32, size), value: []int32{-1}}
}

func edge(node, tok int32) uint64 { return uint64(node)<<32 | uint64(uint32(tok)) }

// put stores a sequence and returns what it was stored for before, -1 for
// nothing. The first value of a sequence stays.
func (t *trie) put(tokens []int32, value int32) int32 {
	at := int32(0)
	for _, tok := range tokens {
		n, ok := t.next[edge(at, tok)]
		if !ok {
			n = int32(len(t.value))
			t.value = append(t.value, -1)
			t.next[edge(at, tok)] = n
		}
		at = n
	}
	if t.value[at] < 0 {
		t.value[at] = value
		return -1
	}
	return t.value[at]
}

// longest returns the length and value of the longest sequence that tokens
// start with; length 0 for none.
func (t *trie) longest(tokens []token) (length int, value int32) {
	at := int32(0)
	for i := range tokens {
		if tokens[i].id < 0 {
			break
		}
		n, ok := t.next[edge(at, tokens[i].id)]
		if !ok {
			break
		}
		at = n
		if t.value[at] >= 0 {
			length, value = i+1, t.value[at]
		}
	}
	return length, value
}

// all returns the lengths and values of all sequences that tokens start with,
// shortest first.
func (t *trie) all(tokens []token) (lengths []int, values []int32) {
	at := int32(0)
	for i := range tokens {
		n, ok := t.next[edge(at, tokens[i].id)]
		if !ok || tokens[i].id < 0 {
			break
		}
		at = n
		if t.value[at] >= 0 {
			lengths, values = append(lengths, i+1), append(values, t.value[at])
		}
	}
	return lengths, values
}
