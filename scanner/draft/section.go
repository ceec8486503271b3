package draft

import (
	"fmt"
	"html"
	"io"
	"strings"
)

// section is what a draft consists of: a heading, an introduction, a table and
// paragraphs behind it.
type section struct {
	title   string
	intro   string
	columns []string
	rows    [][]cell
	after   []string
}

func (s section) empty() bool { return len(s.rows) == 0 && len(s.after) == 0 }

// cell is one cell of the table.
type cell struct {
	text string
	kind cellKind
}

type cellKind int

const (
	textCell cellKind = iota
	fillCell          // a mark for what a person must fill in
	linkCell          // a web address
)

func (s section) writeMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n", markdown(s.title))
	if len(s.rows) > 0 {
		fmt.Fprintf(&b, "\n%s\n\n|", markdown(s.intro))
		for _, c := range s.columns {
			b.WriteString(" " + markdown(c) + " |")
		}
		b.WriteString("\n|" + strings.Repeat(" --- |", len(s.columns)) + "\n")
		for _, row := range s.rows {
			b.WriteString("|")
			for _, c := range row {
				b.WriteString(" " + c.markdown() + " |")
			}
			b.WriteString("\n")
		}
	}
	for _, p := range s.after {
		fmt.Fprintf(&b, "\n%s\n", markdown(p))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c cell) markdown() string {
	switch {
	case c.kind == fillCell:
		return c.text
	case c.kind == linkCell && isLink(c.text):
		return "<" + strings.ReplaceAll(c.text, "|", "%7C") + ">"
	}
	return markdown(c.text)
}

func (s section) writeHTML(w io.Writer, l lang) error {
	var b strings.Builder
	b.WriteString("<section" + htmlLang(l) + ">\n<h2>" + html.EscapeString(s.title) + "</h2>\n")
	if len(s.rows) > 0 {
		b.WriteString("<p>" + html.EscapeString(s.intro) + "</p>\n<table>\n<thead>\n<tr>")
		for _, c := range s.columns {
			b.WriteString(`<th scope="col">` + html.EscapeString(c) + "</th>")
		}
		b.WriteString("</tr>\n</thead>\n<tbody>\n")
		for _, row := range s.rows {
			b.WriteString("<tr>")
			for _, c := range row {
				b.WriteString("<td>" + c.html() + "</td>")
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</tbody>\n</table>\n")
	}
	for _, p := range s.after {
		b.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
	}
	b.WriteString("</section>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (c cell) html() string {
	text := html.EscapeString(c.text)
	if c.kind == linkCell && isLink(c.text) {
		return `<a href="` + text + `">` + text + "</a>"
	}
	return text
}

// htmlLang is the attribute that names the language of a section. One in both
// languages has none.
func htmlLang(l lang) string {
	switch l {
	case inEN:
		return ` lang="en"`
	case inZH:
		return ` lang="zh-CN"`
	}
	return ""
}
