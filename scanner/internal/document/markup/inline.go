package markup

import (
	"html"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// inline writes the text of one line of Markdown without its marks: emphasis,
// code, links (the text stays), escapes, entities and HTML tags.
type inline struct {
	*document.Scribe
	boldFrom int // where bold text began, -1 outside of it
}

func newInline(w *document.Scribe) *inline { return &inline{Scribe: w, boldFrom: -1} }

// line writes one source line.
func (w *inline) line(s string, line int) {
	for i := 0; i < len(s); {
		j := strings.IndexAny(s[i:], "\\*_`[!<&")
		if j < 0 {
			w.Write(s[i:], line)
			break
		}
		w.Write(s[i:i+j], line)
		i += j
		i += w.sign(s, i, line)
	}
}

// sign handles the sign at s[i] and returns how many bytes it took.
func (w *inline) sign(s string, i, line int) int {
	switch s[i] {
	case '\\':
		if i+1 < len(s) && language.IsASCIIPunct(s[i+1]) {
			w.Write(s[i+1:i+2], line)
			return 2
		}
	case '*', '_':
		return w.emphasis(s, i, line)
	case '`':
		return 1
	case '!':
		if i+1 < len(s) && s[i+1] == '[' {
			if _, _, n := linkAt(s, i+1); n > 0 {
				w.Write(" ", line)
				return n + 1
			}
		}
	case '[':
		if text, url, n := linkAt(s, i); n > 0 {
			start := w.Here()
			w.line(text, line)
			w.Linked(start, html.UnescapeString(url))
			return n
		}
	case '<':
		return w.tag(s, i, line)
	case '&':
		if n := entityAt(s, i); n > 0 {
			w.Write(html.UnescapeString(s[i:i+n]), line)
			return n
		}
	}
	w.Write(s[i:i+1], line)
	return 1
}

// emphasis drops a run of * or _ that sets off text, and keeps one that is
// part of a word or stands alone.
func (w *inline) emphasis(s string, i, line int) int {
	n := 1
	for i+n < len(s) && s[i+n] == s[i] {
		n++
	}
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = s[i-1]
	}
	if i+n < len(s) {
		after = s[i+n]
	}
	alone := language.IsSpaceByte(before) && language.IsSpaceByte(after)
	inWord := s[i] == '_' && language.IsAlnumByte(before) && language.IsAlnumByte(after)
	if n > 3 || alone || inWord {
		w.Write(s[i:i+n], line)
		return n
	}
	if n >= 2 {
		if w.boldFrom < 0 {
			w.boldFrom = w.Here()
		} else {
			w.Bolded(w.boldFrom)
			w.boldFrom = -1
		}
	}
	return n
}

// tag drops an HTML tag; one that is not inline separates words.
func (w *inline) tag(s string, i, line int) int {
	end := strings.IndexByte(s[i:], '>')
	if end < 2 || !isTagStart(s[i+1]) || strings.IndexByte(s[i+1:i+end], '<') >= 0 {
		w.Write("<", line)
		return 1
	}
	name := tagName(s[i+1 : i+end])
	if inner := s[i+1 : i+end]; language.IsWeb(inner) || strings.Contains(inner, "@") && !strings.Contains(inner, " ") {
		// An address in angle brackets is a link without text.
		w.Links = append(w.Links, document.Link{Span: document.Span{Start: w.Here(), End: w.Here()}, URL: inner})
		w.Write(" ", line)
		return end + 1
	}
	if !inlineTags[strings.TrimPrefix(name, "/")] {
		w.Write(" ", line)
	}
	return end + 1
}

// close ends bold text that was left open.
func (w *inline) close() {
	if w.boldFrom >= 0 {
		w.Bolded(w.boldFrom)
		w.boldFrom = -1
	}
}

// linkAt reads [text](url "title") at s[i]; n is its length, 0 for none.
func linkAt(s string, i int) (text, url string, n int) {
	depth, j := 0, i
	for ; j < len(s); j++ {
		switch s[j] {
		case '\\':
			j++
			continue
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth == 0 || j-i > maxInlineLink {
			break
		}
	}
	if depth != 0 || j+1 >= len(s) || s[j+1] != '(' {
		return "", "", 0
	}
	text = s[i+1 : j]
	depth = 0
	for k := j + 1; k < len(s) && k-j <= maxInlineLink; k++ {
		switch s[k] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			url, _, _ = strings.Cut(strings.TrimSpace(s[j+2:k]), " ")
			return text, strings.Trim(url, "<>"), k + 1 - i
		}
	}
	return "", "", 0
}

// maxInlineLink bounds the search for the end of a link.
const maxInlineLink = 2000

// entityAt returns the length of the entity at s[i], 0 where there is none.
func entityAt(s string, i int) int {
	for j := i + 1; j < len(s) && j < i+34; j++ {
		switch c := s[j]; {
		case c == ';':
			if j > i+1 {
				return j + 1 - i
			}
			return 0
		case !language.IsAlnumByte(c) && c != '#':
			return 0
		}
	}
	return 0
}

// tagName returns the name of a tag given without its angle brackets, lower
// case, with the slash of a closing tag.
func tagName(s string) string {
	if i := strings.IndexAny(s[1:], " \t\n\r\f/"); i >= 0 {
		s = s[:i+1]
	}
	return strings.ToLower(strings.TrimSuffix(s, "/"))
}

func isTagStart(c byte) bool {
	return c == '/' || c == '!' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
