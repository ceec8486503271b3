package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How much of a foreign text the formats for people show, in characters. JSON
// holds every text whole.
const (
	maxName     = 80   // names, ids, labels
	maxValue    = 240  // classes, strings, places, paths
	maxSentence = 2000 // messages, quotes, fields of a row
)

// inert makes text from an app or a document safe to show: white space is
// folded into single blanks, characters that steer a terminal or the direction
// of writing become visible escapes such as \x1b or \u202e, and whatever goes
// beyond limit characters is cut and marked with "…".
func inert(s string, limit int) string {
	var b strings.Builder
	n, blank := 0, false
	for _, r := range s {
		if unicode.IsSpace(r) {
			blank = true
			continue
		}
		if blank && n > 0 {
			b.WriteByte(' ')
			n++
		}
		blank = false
		if n >= limit {
			b.WriteRune('…')
			return b.String()
		}
		shown := visible(r)
		b.WriteString(shown)
		n += utf8.RuneCountInString(shown)
	}
	return b.String()
}

// inertLine is inert for one line of a document, which keeps its white space
// and its length.
func inertLine(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\t' {
			b.WriteByte('\t')
			continue
		}
		b.WriteString(visible(r))
	}
	return b.String()
}

// visible returns r, or an escape where r cannot be seen or acts on what
// stands around it.
func visible(r rune) string {
	if !hidden(r) {
		return string(r)
	}
	switch {
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// hidden reports control and format characters (bidi marks, zero width
// characters, tags), line and paragraph separators, private use, and letters
// that are drawn as nothing.
func hidden(r rune) bool {
	if r >= ' ' && r < 0x7f || r >= '一' && r <= '鿿' {
		return false // nearly all text
	}
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}
