package report

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// wide measures text in terminal columns: Chinese characters take two,
// characters of ambiguous width one.
var wide = runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

// cutWidth shortens s to width columns, marking the cut.
func cutWidth(s string, width int) string { return wide.Truncate(s, width, "…") }

// wrap breaks s into lines of at most width columns, at blanks and between
// wide characters; a word longer than a line is broken. width below 20 means
// no limit.
func wrap(s string, width int) []string {
	if width < 20 || wide.StringWidth(s) <= width {
		return []string{s}
	}
	var lines []string
	line, used := "", 0
	flush := func() {
		lines = append(lines, strings.TrimRight(line, " "))
		line, used = "", 0
	}
	for _, p := range pieces(s) {
		w := wide.StringWidth(p)
		if used > 0 && used+wide.StringWidth(strings.TrimRight(p, " ")) > width {
			flush()
		}
		for w > width {
			head := wide.Truncate(p, width, "")
			lines = append(lines, head)
			p = p[len(head):]
			w = wide.StringWidth(p)
		}
		line, used = line+p, used+w
	}
	if strings.TrimSpace(line) != "" {
		flush()
	}
	return lines
}

// pieces cuts s where a line may break: after blanks and around wide
// characters, but never before closing punctuation.
func pieces(s string) []string {
	var out []string
	start := 0
	var before rune
	for i, r := range s {
		if i > start && breakable(before, r) {
			out = append(out, s[start:i])
			start = i
		}
		before = r
	}
	return append(out, s[start:])
}

func breakable(before, r rune) bool {
	if r == ' ' {
		return false
	}
	if before == ' ' {
		return true
	}
	if strings.ContainsRune("，。、；：！？）》”’」』】…", r) || strings.ContainsRune("（《“‘「『【", before) {
		return false
	}
	return wide.RuneWidth(before) == 2 || wide.RuneWidth(r) == 2
}

// column is one column of a table: its text is padded to the widest cell.
type styled struct {
	text  string
	style func(string) string // nil for plain
}

// columns lays rows out under each other, two blanks apart. The last cell of
// a row is not padded. indent goes before each line.
func columns(b *strings.Builder, indent string, rows [][]styled) {
	var width []int
	for _, row := range rows {
		for i, c := range row {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], wide.StringWidth(c.text))
		}
	}
	for _, row := range rows {
		for len(row) > 0 && row[len(row)-1].text == "" {
			row = row[:len(row)-1]
		}
		b.WriteString(indent)
		for i, c := range row {
			text := c.text
			if c.style != nil && text != "" {
				text = c.style(text)
			}
			b.WriteString(text)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", width[i]-wide.StringWidth(c.text)+2))
			}
		}
		b.WriteByte('\n')
	}
}
