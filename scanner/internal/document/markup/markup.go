package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// markup reads the blocks of HTML in Markdown. goldmark ends one at the next
// empty line or takes all that follows; tables and lists on real pages hold
// empty lines, and text stands right below a </p>.
type markup struct{}

func (markup) Trigger() []byte { return []byte{'<'} }

func (markup) CanInterruptParagraph() bool { return true }

func (markup) CanAcceptIndentedLine() bool { return true }

func (markup) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	name := markupName(string(bytes.TrimSpace(line)))
	if name == "" {
		return nil, parser.NoChildren
	}
	s := stateOf(pc)
	s.markupEnd = segment.Stop
	if name[0] != '/' {
		s.markupEnd = s.endOf(reader.Source(), segment.Start, name)
	}
	n := ast.NewHTMLBlock(ast.HTMLBlockType6)
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (markup) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	_, segment := reader.PeekLine()
	if segment.Start >= stateOf(pc).markupEnd {
		return parser.Close
	}
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (markup) Close(ast.Node, text.Reader, parser.Context) {}

// markupName returns the name of the element of HTML that starts a line, with
// a slash where it ends it; "" where the line is text.
func markupName(t string) string {
	if strings.HasPrefix(t, "<!--") {
		return "!--"
	}
	if end := strings.IndexAny(t, " \t\n>"); end > 0 {
		t = t[:end]
	}
	if len(t) < 2 {
		return ""
	}
	t = strings.ToLower(strings.TrimSuffix(t[1:], "/"))
	if name := strings.TrimPrefix(t, "/"); blockTags[name] || skippedTags[name] || name == "!doctype" {
		return t
	}
	return ""
}

// wrappers are the elements around parts of a page. Markdown goes on inside of
// one after an empty line.
var wrappers = language.SetOf("div section article main center details blockquote aside figure")

// endOf returns where the element that starts at an offset ends: behind the
// line of its end tag, or at the next empty line where it has none.
func (s *parseState) endOf(source []byte, start int, name string) int {
	if name == "html" || name == "!doctype" || name == "body" {
		return len(source)
	}
	open, end := "<"+name, "</"+name
	if name == "!--" {
		open, end = "<!--", "-->"
	}
	depth, blank := 0, 0
	for at := start; at < len(source); {
		stop := len(source)
		if n := bytes.IndexByte(source[at:], '\n'); n >= 0 {
			stop = at + n + 1
		}
		line := source[at:stop]
		if s.searchable -= len(line); s.searchable < 0 {
			// Many elements without an end: take them line by line.
			return start + 1
		}
		if blank == 0 && len(bytes.TrimSpace(line)) == 0 {
			if blank = at; wrappers[name] {
				return blank
			}
		}
		low := strings.ToLower(string(line))
		depth += countTags(low, open) - countTags(low, end)
		if depth <= 0 {
			return stop
		}
		at = stop
	}
	if blank > 0 {
		return blank
	}
	return len(source)
}

// countTags counts how often a tag stands in a text in lower case: "<p", but
// not the start of "<pre".
func countTags(low, tag string) int {
	n := 0
	for {
		i := strings.Index(low, tag)
		if i < 0 {
			return n
		}
		low = low[i+len(tag):]
		if low == "" || !language.IsAlnumByte(low[0]) || tag[len(tag)-1] == '-' || tag[len(tag)-1] == '>' {
			n++
		}
	}
}

// htmlBlock reads a block of HTML.
func (r *markdownReader) htmlBlock(n ast.Node) {
	if !r.startLeaf(n) {
		return
	}
	var text strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		s := lines.At(i)
		text.Write(s.Value(r.source))
	}
	at := lines.At(0).Start
	r.chrome = r.endsLater("nav", at) || r.endsLater("footer", at)
	r.writeNumber()
	r.tokens(text.String(), r.first+r.lineIn(at))
	r.endLeaf()
}

// closeUnended closes the elements of HTML that have no end tag from an offset
// on: they must not take in the rest of the document.
func (r *markdownReader) closeUnended(at int) {
	if r.skip != "" && !r.endsLater(r.skip, at) {
		r.skip, r.skipDepth = "", 0
	}
	if r.pre > 0 && !r.endsLater("pre", at) {
		r.pre = 0
		r.flushPre()
	}
	for r.own == 0 && len(r.tables) > 0 && !r.endsLater(r.tables[len(r.tables)-1].name, at) {
		r.endTable()
	}
}

func (r *markdownReader) endsLater(name string, at int) bool {
	end, known := r.ends[name]
	if !known {
		end = lastTag(r.source, "</"+name)
		r.ends[name] = end
	}
	return end >= at
}

// lastTag returns where a tag stands last, in any case of letters, or -1.
func lastTag(source []byte, tag string) int {
	for i := len(source) - len(tag); i >= 0; i-- {
		if source[i] == '<' && strings.EqualFold(string(source[i:i+len(tag)]), tag) {
			return i
		}
	}
	return -1
}
