package markup

import (
	"strings"

	"github.com/yuin/goldmark/text"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// paragraphLines are the lines of a paragraph. For Markdown they are one
// paragraph; policies that were copied from a page have one paragraph a line.
type paragraphLines struct {
	segments *text.Segments
	source   []byte
	i        int  // line that was asked for last
	numbered bool // the first line has a number, which stands outside of it
}

// at returns the line that holds an offset and the one below it, or -1. The
// offsets that are asked for ascend.
func (p *paragraphLines) at(off int) (line, below int) {
	for p.i+1 < p.segments.Len() && p.segments.At(p.i+1).Start <= off {
		p.i++
	}
	if p.i+1 == p.segments.Len() {
		return p.i, -1
	}
	return p.i, p.i + 1
}

func (p *paragraphLines) text(i int) string {
	s := p.segments.At(i)
	return strings.TrimFunc(string(p.source[s.Start:s.Stop]), language.IsBlank)
}

// startLine starts a block with a line of a paragraph: a drawn line is left
// out, the mark of a list item that is none of Markdown's is taken off.
func (r *markdownReader) startLine(i int) {
	s := r.lines.segments.At(i)
	t := r.lines.text(i)
	if isRule(t) {
		r.skipTo = s.Stop
		r.sink().Gap()
		return
	}
	lead := strings.Index(string(r.source[s.Start:s.Stop]), t)
	if rest := strings.TrimLeft(t, "> "); rest != "" && t[0] == '>' {
		lead += len(t) - len(rest) // quotes too deep to be told
		r.skipTo, t = s.Start+lead, rest
	}
	n := bullet(t)
	if n == 0 {
		return
	}
	r.skipTo = s.Start + lead + n
	if !r.item {
		r.kind, r.level = document.ListItem, r.lists+1
		if r.lists == 0 {
			r.level += r.indent(s.Start) / 2
		}
	}
}

// continues reports whether line t goes on with the sentence of line p: the
// text was wrapped by hand.
func (r *markdownReader) continues(p, t string) bool {
	if t == "" || bullet(t) > 0 || isRule(t) || language.StartsItem(t) || language.StartsConstant(t) || language.EndsSentence(p) || language.LabelLike(t) {
		return false
	}
	if t == "/" || t == "-" || language.IsWeb(t) && language.Width(p) < 40 && !language.EndsClause(p) {
		return false // the cells of a table, one below the other
	}
	if c := t[0]; c >= 'a' && c <= 'z' || strings.ContainsRune("，。；、）,;)等", language.FirstRune(t)) {
		return true
	}
	w := language.Width(p)
	item := language.StartsItem(p) || r.lines.numbered && r.lines.i == 0
	return r.wrapped && w >= 40 && (w >= 64 || !item)
}

// bullet returns the length of the mark of a list item that starts a line.
func bullet(t string) int {
	if len(t) > 1 && strings.IndexByte("*-+", t[0]) >= 0 && (t[1] == ' ' || t[1] == '\t') {
		return 2
	}
	if c := language.FirstRune(t); c != 0 && strings.ContainsRune("•●○■□◆◇▪▫‣⁃◦·", c) {
		return len(string(c))
	}
	return 0
}

// isRule reports whether a line is only drawn: ---, ***, ====.
func isRule(t string) bool {
	if len(t) < 3 || strings.IndexByte("-=*_", t[0]) < 0 {
		return false
	}
	n := 0
	for i := 0; i < len(t); i++ {
		switch {
		case t[i] == t[0]:
			n++
		case t[i] != ' ':
			return false
		}
	}
	return n >= 3
}

// isWrapped reports whether a text seems to be wrapped by hand: hardly any
// line is long.
func isWrapped(text string) bool {
	long, n := 0, 0
	for rest := text; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if strings.HasPrefix(strings.TrimSpace(line), "|") || len(line) < 40 {
			continue
		}
		n++
		if language.Width(line) > 130 {
			long++
		}
	}
	return long*10 <= n
}
