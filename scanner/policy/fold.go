package policy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// folded is a text prepared for look-ups: lower case, full-width forms made
// ASCII, traditional characters made simplified, runs of white space and
// hyphens one space, and no space beside a Chinese character.
type folded struct {
	runes  []rune
	at     []int32 // byte offset of each rune in the text it came from
	end    int32   // length of that text
	hits   []hit   // phrases in it, by lexicon and place; see look
	tables []int32 // where those of each lexicon start, and the end; nil before look
}

// offset returns the byte offset at which rune i starts; i may be one past
// the last rune.
func (f *folded) offset(i int) int {
	if i < len(f.at) {
		return int(f.at[i])
	}
	return int(f.end)
}

// endOffset returns the byte offset behind rune i-1, so that a match of the
// runes before i carries no trailing white space.
func (f *folded) endOffset(text string, i int) int {
	start := int(f.at[i-1])
	for j := start + 1; j <= len(text); j++ {
		if j == len(text) || text[j]&0xC0 != 0x80 {
			return j
		}
	}
	return len(text)
}

// fold prepares text for look-ups.
func fold(text string) *folded {
	return (&folder{}).fold(text)
}

// folder folds many texts, in few arrays.
type folder struct {
	runes  arena[rune]
	at     arena[int32]
	hits   arena[hit]
	tables arena[int32]
	found  []tableHit // of one text
}

func (a *folder) fold(text string) *folded {
	f := &folded{runes: a.runes.room(len(text)), at: a.at.room(len(text)), end: int32(len(text))}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r < 0x80 {
			if r = asciiFold[r]; r != ' ' {
				f.runes, f.at = append(f.runes, r), append(f.at, int32(i))
				i++
				continue
			}
		} else {
			r, size = utf8.DecodeRuneInString(text[i:])
			r = foldRune(r)
		}
		f.add(r, int32(i))
		i += size
	}
	f.runes, f.at = a.runes.keep(f.runes), a.at.keep(f.at)
	return f
}

// look finds the phrases of all lexicons, once.
func (f *folded) look(b *phraseBook) {
	if f.tables == nil {
		(&folder{}).look(f, b)
	}
}

// look finds the phrases of all lexicons in f.
func (a *folder) look(f *folded, b *phraseBook) {
	a.found = b.find(f.runes, a.found[:0])
	f.tables = a.tables.keep(a.tables.room(maxTables + 1)[:maxTables+1])
	f.hits = a.hits.keep(a.hits.room(len(a.found))[:len(a.found)])
	for i := range a.found {
		f.tables[a.found[i].table+1]++
	}
	for t := range maxTables {
		f.tables[t+1] += f.tables[t]
	}
	var next [maxTables]int32
	copy(next[:], f.tables)
	for i := range a.found {
		x := &a.found[i]
		f.hits[next[x.table]] = x.hit
		next[x.table]++
	}
}

func (f *folded) add(r rune, at int32) {
	last := rune(' ')
	if n := len(f.runes); n > 0 {
		last = f.runes[n-1]
	}
	switch {
	case r < 0:
		return
	case r == ' ':
		if last == ' ' || isHan(last) {
			return
		}
	case isHan(r) && last == ' ' && len(f.runes) > 0:
		f.runes, f.at = f.runes[:len(f.runes)-1], f.at[:len(f.at)-1]
	}
	f.runes, f.at = append(f.runes, r), append(f.at, at)
}

// asciiFold is foldRune for the characters of ASCII.
var asciiFold = func() (t [0x80]rune) {
	for r := range t {
		t[r] = foldRune(rune(r))
	}
	return t
}()

// foldRune folds one character; it returns ' ' for what separates words and a
// negative value for what has no width.
func foldRune(r rune) rune {
	switch {
	case r < 0x80:
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r <= ' ', r == '-', r == '_':
			return ' '
		}
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return foldRune(r - 0xFEE0)
	case r == 0x00AD, r >= 0x200B && r <= 0x200D, r == 0x2060, r == 0xFEFF:
		return -1
	case r == 0x2010, r == 0x2011, r == 0x3000:
		return ' '
	case r == '’', r == '‘', r == '`':
		return '\''
	case isHan(r):
		return simplified(r)
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(r)
}

// isHan reports whether r is a Chinese character (not punctuation).
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3134F
}

// isWord reports whether r is a letter or digit of a script that separates
// words.
func isWord(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return !isHan(r) && isOtherWord(r)
}

func isOtherWord(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '（', '）', '“', '”', '《', '》', '’', '‘', '【', '】', '！', '？', '—', '–', '•', '·':
		return false // what mostly stands in a text, before the tables are asked
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// lowerASCII returns a text with the capitals of ASCII made small. All other
// bytes stay, so that a place in it is the same place in the text, which
// strings.ToLower does not promise: Ⱥ grows and İ shrinks.
func lowerASCII(t string) string {
	b := []byte(t)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// containsFold reports whether a text holds a word of small ASCII letters, in
// capitals or not.
func containsFold(t, word string) bool { return indexFold(t, word) >= 0 }

// indexFold returns where a word of small ASCII letters first stands in a
// text, in capitals or not; -1 for nowhere.
func indexFold(t, word string) int {
	for i := 0; i+len(word) <= len(t); i++ {
		if t[i]|0x20 == word[0]|0x20 && strings.EqualFold(t[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}
