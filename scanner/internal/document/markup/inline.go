package markup

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// inlines writes the text of a block without its marks.
func (r *markdownReader) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.inline(c)
	}
}

func (r *markdownReader) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.text(n.Segment, n.IsRaw())
		if n.SoftLineBreak() || n.HardLineBreak() {
			r.lineEnd(n)
		}
	case *ast.Emphasis:
		if n.Level >= 2 {
			r.bold = append(r.bold, boldTag{"strong", r.w.Here()})
			defer r.endBold("strong")
		}
		r.inlines(n)
	case *ast.Link:
		r.links = append(r.links, openLink{r.w.Here(), address(n.Destination)})
		r.inlines(n)
		r.endLink()
	case *ast.AutoLink:
		// An address in angle brackets is a link without text.
		at := r.w.Here()
		r.w.Links = append(r.w.Links, document.Link{Span: document.Span{Start: at, End: at}, URL: string(n.URL(r.source))})
		r.w.Gap = true
	case *ast.Image:
		r.w.Gap = true
	case *ast.RawHTML:
		var tag strings.Builder
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			tag.Write(s.Value(r.source))
		}
		if n.Segments.Len() > 0 {
			r.tokens(tag.String(), r.first+r.lineIn(n.Segments.At(0).Start))
		}
	default:
		r.inlines(n)
	}
}

// address is where a link leads, without the escapes of Markdown and HTML, up
// to the first space.
func address(destination []byte) string {
	destination, _, _ = bytes.Cut(destination, []byte{heldSpace})
	var b strings.Builder
	for i := 0; i < len(destination); i++ {
		if destination[i] == '\\' && i+1 < len(destination) && language.IsASCIIPunct(destination[i+1]) {
			i++
		}
		b.WriteByte(destination[i])
	}
	return html.UnescapeString(b.String())
}

// text writes a piece of text. Where it is not raw, escapes and entities are
// resolved, and marks of emphasis that were left without their other half are
// dropped: what is set in them is the same text.
func (r *markdownReader) text(s text.Segment, raw bool) {
	start := max(s.Start, min(r.skipTo, s.Stop))
	line := r.first + r.lineIn(start)
	if raw {
		r.plain(strings.ReplaceAll(string(r.source[start:s.Stop]), `\|`, "|"), line)
		return
	}
	for i := start; i < s.Stop; {
		n := 1
		switch c := r.source[i]; {
		case c == '\\' && i+1 < s.Stop && language.IsASCIIPunct(r.source[i+1]):
			r.plain(string(r.source[i+1:i+2]), line)
			i += 2
			continue
		case c == '*' || c == '_':
			if n = r.run(i, s.Stop); r.isStray(i, n) {
				i += n
				continue
			}
		case c == '&':
			if n = entityAt(string(r.source[i:min(i+34, s.Stop)]), 0); n > 0 {
				r.plain(html.UnescapeString(string(r.source[i:i+n])), line)
				i += n
				continue
			}
			n = 1
		default:
			for i+n < s.Stop && strings.IndexByte(`\*_&`, r.source[i+n]) < 0 {
				n++
			}
		}
		r.plain(string(r.source[i:i+n]), line)
		i += n
	}
}

// run returns how often the byte at i stands there in a row.
func (r *markdownReader) run(i, stop int) int {
	n := 1
	for i+n < stop && r.source[i+n] == r.source[i] {
		n++
	}
	return n
}

// isStray reports whether a run of * or _ that sets off nothing is a mark all
// the same: it stands at a word and is no part of one.
func (r *markdownReader) isStray(i, n int) bool {
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = r.source[i-1]
	}
	if i+n < len(r.source) {
		after = r.source[i+n]
	}
	alone := before <= ' ' && after <= ' '
	inWord := (r.source[i] == '_' || n > 2) && language.IsAlnumByte(before) && language.IsAlnumByte(after)
	return n <= 3 && !alone && !inWord
}

// lineEnd ends a line inside a paragraph. It ends the block too, unless the
// text was only wrapped there: a link is never cut in two.
func (r *markdownReader) lineEnd(n *ast.Text) {
	r.w.Gap = true
	if r.lines == nil || r.pre > 0 || len(r.links) > 0 {
		return
	}
	prev, next := r.lines.at(n.Segment.Stop)
	if next < 0 {
		return
	}
	if r.w.Empty() || n.HardLineBreak() || !r.continues(r.lines.text(prev), r.lines.text(next)) {
		r.flush()
		r.kind, r.level = document.Paragraph, 0
		r.startLine(next)
	}
}
