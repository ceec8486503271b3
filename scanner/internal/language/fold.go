// Package language has what is true of any text in English or Chinese:
// characters and their folding, scripts, the phrase book that finds many phrases
// in one pass, numbering, width. It knows nothing of privacy.
package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Folded is a text prepared for look-ups: lower case, full-width forms made
// ASCII, traditional characters made simplified, runs of white space and
// hyphens one space, and no space beside a Chinese character.
type Folded struct {
	Runes  []rune
	at     []int32 // byte offset of each rune in the text it came from
	end    int32   // length of that text
	hits   []Hit   // phrases in it, by lexicon and place; see look
	tables []int32 // where those of each lexicon start, and the end; nil before look
}

// Offset returns the byte offset at which rune i starts; i may be one past
// the last rune.
func (f *Folded) Offset(i int) int {
	if i < len(f.at) {
		return int(f.at[i])
	}
	return int(f.end)
}

// EndOffset returns the byte offset behind rune i-1, so that a match of the
// runes before i carries no trailing white space.
func (f *Folded) EndOffset(text string, i int) int {
	start := int(f.at[i-1])
	for j := start + 1; j <= len(text); j++ {
		if j == len(text) || text[j]&0xC0 != 0x80 {
			return j
		}
	}
	return len(text)
}

// Fold prepares text for look-ups.
// Fold folds a text into memory it shares with others; see [Fold].
func Fold(text string) *Folded {
	return (&Folder{}).Fold(text)
}

// Folder folds many texts, in few arrays.
type Folder struct {
	runes  Arena[rune]
	at     Arena[int32]
	hits   Arena[Hit]
	tables Arena[int32]
	found  []tableHit // of one text
}

func (a *Folder) Fold(text string) *Folded {
	f := &Folded{Runes: a.runes.Room(len(text)), at: a.at.Room(len(text)), end: int32(len(text))}
	traditional := -1 // where the last traditional character stands
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r < 0x80 {
			if r = asciiFold[r]; r != ' ' {
				f.Runes, f.at = append(f.Runes, r), append(f.at, int32(i))
				i++
				continue
			}
		} else {
			var c rune
			c, size = utf8.DecodeRuneInString(text[i:])
			if r = FoldRune(c); r != c && IsHan(r) {
				traditional = len(f.Runes)
			}
		}
		f.add(r, int32(i))
		if r >= firstHan {
			f.translate(&traditional)
		}
		i += size
	}
	f.Runes, f.at = a.runes.Keep(f.Runes), a.at.Keep(f.at)
	return f
}

// look finds the phrases of all lexicons, once.
func (f *Folded) look(b *PhraseBook) {
	if f.tables == nil {
		(&Folder{}).Look(f, b)
	}
}

// Look finds the phrases of all lexicons in f.
func (a *Folder) Look(f *Folded, b *PhraseBook) {
	a.found = b.find(f.Runes, a.found[:0])
	f.tables = a.tables.Keep(a.tables.Room(maxTables + 1)[:maxTables+1])
	f.hits = a.hits.Keep(a.hits.Room(len(a.found))[:len(a.found)])
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
		f.hits[next[x.table]] = x.Hit
		next[x.table]++
	}
}

func (f *Folded) add(r rune, at int32) {
	last := rune(' ')
	if n := len(f.Runes); n > 0 {
		last = f.Runes[n-1]
	}
	switch {
	case r < 0:
		return
	case r == ' ':
		if last == ' ' || IsHan(last) {
			return
		}
	case IsHan(r) && last == ' ' && len(f.Runes) > 0:
		f.Runes, f.at = f.Runes[:len(f.Runes)-1], f.at[:len(f.at)-1]
	}
	f.Runes, f.at = append(f.Runes, r), append(f.at, at)
}

// translate puts the word that the tables have for a word of Taiwan in its
// place. The last character keeps the place of the last, so that both end alike.
func (f *Folded) translate(traditional *int) {
	w := regional(f.Runes, *traditional)
	if w == nil {
		return
	}
	from := len(f.Runes) - len(w.word)
	places := slices.Clone(f.at[from:])
	f.Runes, f.at = f.Runes[:from], f.at[:from]
	for k, r := range w.means {
		p := places[min(k, len(places)-1)]
		if k == len(w.means)-1 {
			p = places[len(places)-1]
		}
		f.Runes, f.at = append(f.Runes, r), append(f.at, p)
	}
	*traditional = -1
}

// asciiFold is foldRune for the characters of ASCII.
var asciiFold = func() (t [0x80]rune) {
	for r := range t {
		t[r] = FoldRune(rune(r))
	}
	return t
}()

// FoldRune folds one character; it returns ' ' for what separates words and a
// negative value for what has no width.
func FoldRune(r rune) rune {
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
		return FoldRune(r - 0xFEE0)
	case r == 0x00AD, r >= 0x200B && r <= 0x200D, r == 0x2060, r == 0xFEFF:
		return -1
	case r == 0x2010, r == 0x2011, r == 0x3000:
		return ' '
	case r == '’', r == '‘', r == '`':
		return '\''
	case IsHan(r):
		return simplified(r)
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(r)
}

// IsHan reports whether r is a Chinese character (not punctuation).
func IsHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3134F
}

// IsWord reports whether r is a letter or digit of a script that separates
// words.
func IsWord(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return !IsHan(r) && isOtherWord(r)
}

func isOtherWord(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '（', '）', '“', '”', '《', '》', '’', '‘', '【', '】', '！', '？', '—', '–', '•', '·':
		return false // what mostly stands in a text, before the tables are asked
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// LowerASCII returns a text with the capitals of ASCII made small. All other
// bytes stay, so that a place in it is the same place in the text, which
// strings.ToLower does not promise: Ⱥ grows and İ shrinks.
func LowerASCII(t string) string {
	b := []byte(t)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// ContainsFold reports whether a text holds a word of small ASCII letters, in
// capitals or not.
func ContainsFold(t, word string) bool { return IndexFold(t, word) >= 0 }

// IndexFold returns where a word of small ASCII letters first stands in a
// text, in capitals or not; -1 for nowhere.
func IndexFold(t, word string) int {
	for i := 0; i+len(word) <= len(t); i++ {
		if t[i]|0x20 == word[0]|0x20 && strings.EqualFold(t[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}

// RuneAt returns the rune of a folded text that stands at a byte offset.
func RuneAt(f *Folded, off int) int {
	lo, hi := 0, len(f.at)
	for lo < hi {
		if mid := (lo + hi) / 2; int(f.at[mid]) < off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// FoldedText returns the folded characters of a text.
func FoldedText(s string) string { return string(Fold(s).Runes) }
