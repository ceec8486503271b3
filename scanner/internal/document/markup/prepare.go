package markup

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// prepared returns the text as goldmark is to see it, byte for byte at the
// same place: without its head, and with plain spaces where lines start or
// are empty with others, which goldmark takes for text.
func prepared(text []byte, head int) []byte {
	source := bytes.Clone(text)
	start := true // no text on the line so far
	for i, size := 0, 0; i < len(text); i += size {
		var c rune
		c, size = utf8.DecodeRune(text[i:])
		switch {
		case c == '\n':
			start = true
		case i < head, start && c >= 0x80 && language.IsBlank(c):
			for k := range size {
				source[i+k] = ' '
			}
		default:
			start = start && language.IsBlank(c)
		}
	}
	holdSpaces(source)
	return source
}

// frontMatter returns the length of the YAML head of a Markdown file.
func frontMatter(text string, first int) int {
	line, rest, _ := strings.Cut(text, "\n")
	if first != 1 || strings.TrimRight(line, " \r") != "---" {
		return 0
	}
	for i := 1; i < 60 && rest != ""; i++ {
		line, rest, _ = strings.Cut(rest, "\n")
		if strings.TrimRight(line, " \r") == "---" {
			return len(text) - len(rest)
		}
		if t := strings.TrimSpace(line); t != "" && !strings.Contains(t, ":") && !strings.HasPrefix(t, "-") {
			return 0
		}
	}
	return 0
}

// maxSigns is how many signs without a letter or digit between them are read.
// The line below the head of the widest table in use has a tenth of it.
const maxSigns = 1 << 14

// blankSigns puts spaces for longer runs of signs, which nobody wrote as text
// and in which each might be a mark, and returns how many runs there were.
func blankSigns(source []byte) int {
	runs, start := 0, 0
	for i := 0; i <= len(source); i++ {
		if i < len(source) && (language.IsASCIIPunct(source[i]) || source[i] == ' ') {
			continue
		}
		if i-start > maxSigns {
			runs++
			for k := start; k < i; k++ {
				source[k] = ' '
			}
		}
		start = i + 1
	}
	return runs
}

// heldSpace stands in an address for a space while goldmark reads it.
const heldSpace = 0x01

// holdSpaces holds the spaces inside of addresses: goldmark takes a link with
// one for no link. A space before the title of a link stays.
func holdSpaces(source []byte) {
	for at := 0; ; {
		i := bytes.Index(source[at:], []byte("]("))
		if i < 0 {
			return
		}
		at += i + 2
		end := addressEnd(source, at)
		for k := at; k < end; k++ {
			if source[k] != ' ' || len(bytes.TrimSpace(source[at:k])) == 0 {
				continue
			}
			if rest := bytes.TrimSpace(source[k:end]); len(rest) == 0 || strings.IndexByte(`"'(`, rest[0]) >= 0 {
				break
			}
			source[k] = heldSpace
		}
	}
}

// addressEnd returns where the bracket closes that an address stands in, or
// the offset itself where it does not close on the line.
func addressEnd(source []byte, at int) int {
	depth := 1
	for i := at; i < len(source) && i-at < maxAddress && source[i] != '\n' && source[i] != ']'; i++ {
		switch source[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return at
}

// maxAddress bounds the search for the end of an address.
const maxAddress = 2000
