package draft

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How much of a foreign text a draft takes over, in characters.
const (
	maxName  = 120  // names and labels
	maxField = 2000 // fields of a row, sentences of a policy
)

// clean makes text from an app, a policy or a database fit for one line of a
// document: white space is folded, characters that cannot be seen or that
// steer what stands around them are dropped, and what goes beyond limit
// characters is cut and marked with "…".
func clean(s string, limit int) string {
	var b strings.Builder
	n, blank := 0, false
	for _, r := range s {
		if unicode.IsSpace(r) {
			blank = true
			continue
		}
		if unseen(r) {
			continue
		}
		if n >= limit {
			b.WriteRune('…')
			break
		}
		if blank && n > 0 {
			b.WriteByte(' ')
			n++
		}
		blank = false
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// unseen reports control and format characters (bidi marks, zero width
// characters, tags), private use, bytes that are no text, and letters that are
// drawn as nothing.
func unseen(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800', utf8.RuneError:
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}

// markdown makes text stand as itself in Markdown: no mark-up, no HTML, no
// cell border, no link. Signs that cannot act where they stand are left alone,
// since people go on editing the draft.
func markdown(s string) string {
	var b strings.Builder
	var before rune
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		after, _ := utf8.DecodeRuneInString(s[i+size:])
		switch {
		case r == '<':
			b.WriteString("&lt;") // inert in a page of HTML as well
		case r == '>':
			b.WriteString("&gt;")
		case marksUp(before, r, after, s[i:]), i == 0 && strings.ContainsRune("#+-=", r):
			b.WriteString(`\` + string(r))
		default:
			b.WriteRune(r)
		}
		before = r
		i += size
	}
	return b.String()
}

// marksUp reports whether Markdown takes sign r as mark-up between two others.
func marksUp(before, r, after rune, rest string) bool {
	switch r {
	case '\\', '`', '*', '[', ']', '|', '~', '$':
		return true
	case '_':
		return !alphanumeric(before) || !alphanumeric(after)
	case '&':
		return alphanumeric(after) || after == '#'
	case ':':
		return strings.HasPrefix(rest, "://")
	case '.':
		return before|0x20 == 'w' && alphanumeric(after)
	}
	return false
}

func alphanumeric(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// isLink reports whether an address may stand in a draft as a link: http or
// https, without signs that could end it early.
func isLink(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(s, "<>\"'`\\ \t\n")
}
