package pdf

import (
	"slices"
	"strings"
	"unicode"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// Words that the end of a line breaks.

// isTight reports whether not even the first character of b had a place on
// the line of a.
func (a *pdfLine) isTight(b *pdfLine) bool {
	return a.room >= 0 && a.room < b.runs[0].first+0.08*a.size
}

// breaksWord reports whether the text a, which ends with the line before, goes
// on in l in the middle of a word: an address, a name of a package, or any word
// where the text is set so.
func (l *pdfLine) breaksWord(a string, before *pdfLine) bool {
	head, tail := lastToken(a), firstToken(l.text())
	if head == "" || tail == "" || strings.HasSuffix(string(before.runs[len(before.runs)-1].text), " ") {
		return false
	}
	if link := l.runs[0].link; link != "" && link == before.runs[len(before.runs)-1].link && strings.Contains(link, head+tail) {
		return true
	}
	tight := before.isTight(l)
	// A closing bracket takes the last letter with it to the next line.
	tight = tight || len(tail) == 1 && len(tail) < len(l.text()) && before.room >= 0 && before.room < l.runs[0].first+before.size
	if l.breaks && tight && isWordByte(head[len(head)-1]) && isWordByte(tail[0]) {
		return true
	}
	return brokenAddress(head, tail, tight, before.room >= 0)
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// lastToken is what stands behind the last space or Chinese character.
func lastToken(a string) string {
	return a[strings.LastIndexFunc(a, isBreak)+runeLen(a, strings.LastIndexFunc(a, isBreak)):]
}

// firstToken is what stands before the first space or Chinese character.
func firstToken(b string) string {
	if i := strings.IndexFunc(b, isBreak); i >= 0 {
		return b[:i]
	}
	return b
}

func isBreak(r rune) bool { return r == ' ' || r >= 0x80 }

func runeLen(s string, at int) int {
	if at < 0 {
		return 1
	}
	return len(string(language.FirstRune(s[at:])))
}

// brokenAddress reports whether head is a web address, or the name of a
// package or permission, that goes on with tail. Measured says that tight is
// known.
func brokenAddress(head, tail string, tight, measured bool) bool {
	if !isDotted(head) && !strings.Contains(head, "_") || beginsAddress(head, tail) {
		return false
	}
	switch last := language.LastRune(head); {
	case strings.ContainsRune("/-_?=&%#", last):
		return true
	case last == '.':
		return tight || strings.ContainsAny(strings.TrimRight(tail, ".,;:!?"), "/._=")
	case strings.ContainsRune(",;:!)]\"'", last):
		return false
	case measured:
		return tight || strings.ContainsRune("/?&=%#._", language.FirstRune(tail))
	}
	return strings.ContainsAny(strings.TrimRight(tail, ".,;:!?"), "/.?=&%_")
}

// isDotted reports whether a token is a web address or a name with dots.
func isDotted(head string) bool {
	if strings.Contains(head, "://") || strings.Contains(head, "www.") {
		return true
	}
	dot := strings.IndexByte(head, '.')
	return dot > 1 && dot+1 < len(head) && unicode.IsLower(rune(head[dot+1]))
}

// beginsAddress reports whether tail is an address or name of its own.
func beginsAddress(head, tail string) bool {
	if strings.Contains(tail, "://") || strings.HasPrefix(tail, "www.") {
		return true
	}
	a, _, _ := strings.Cut(head, ".")
	b, _, ok := strings.Cut(tail, ".")
	return ok && a == b
}

// countBreaks counts the ends of lines at which a word could have gone on:
// tight, where not even its next character had a place, and loose. What is too
// long for any line is broken in any case and does not count.
func countBreaks(paragraphs [][]*pdfLine, tight, loose *int) {
	for _, lines := range paragraphs {
		for i := 1; i < len(lines); i++ {
			a, b := lines[i-1], lines[i]
			text := a.text()
			end, begin := language.LastRune(text), language.FirstRune(b.text())
			switch {
			case endsInHyphen(text) && unicode.IsLower(begin):
				*loose++
			case a.room < 0 || end >= 0x80 || begin >= 0x80 || !isWordByte(byte(end)) || !isWordByte(byte(begin)):
			case isSmallWord(lastToken(text)) || isSmallWord(firstToken(b.text())):
				*loose++ // where text is spread to fill its lines all ends are tight
			case lastToken(text) == text || len(firstToken(b.text())) == 1 || isDotted(firstToken(b.text())):
			case a.isTight(b):
				*tight++
			default:
				*loose++
			}
		}
	}
}

// isSmallWord reports whether a token is one of the small words of English that
// is seldom the part of another.
func isSmallWord(token string) bool {
	return len(token) > 2 && slices.Contains(language.SmallWord(token), "English")
}
