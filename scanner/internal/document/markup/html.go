package markup

import (
	"bytes"
	"html"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// htmlReader turns HTML into blocks. It works on tokens, not on a tree: the
// tokens keep the source lines, and pages that close their tags wrongly are
// read as they look.
type htmlReader struct {
	*document.Builder
	w      document.Scribe
	line   int // source line of the next token
	kind   document.BlockKind
	level  int // of the open heading
	depth  int // nesting of text and HTML in each other
	lists  int // open lists
	item   bool
	bold   []boldTag
	links  []openLink
	tables []*tableState
	pre    int // open <pre> elements
	preBuf strings.Builder
	preAt  int // line on which the text in preBuf starts
	preTo  int // and on which it ends

	skip      string // element whose content is left out
	skipDepth int
	chrome    bool // leave out navigation and footers

	document.Page
	inTitle bool
}

// longestTitle bounds the title of a page, which may be written in many parts.
const longestTitle = 1000

type boldTag struct {
	name string
	from int
}

type openLink struct {
	from int
	url  string
}

// inlineTags are the elements that do not break a word.
var inlineTags = language.SetOf("a abbr acronym b bdi bdo big cite code em font i kbd label mark o:p q s samp small span strike strong sub sup tt u var wbr")

// blockTags are the elements that end a paragraph.
var blockTags = language.SetOf("p div section article main header body html ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre table thead tbody tfoot tr td th caption hr address fieldset figure figcaption details summary center form legend footer nav aside title head")

// skippedTags are the elements without readable text.
var skippedTags = language.SetOf("script style noscript template svg head select button iframe textarea object video audio canvas")

// chromeTags are the parts of a page around the text.
var chromeTags = language.SetOf("nav footer")

// readHTML appends the blocks of an HTML text whose first line is source line
// first. It returns what it says about the page as a whole.
func readHTML(text string, first int, l *document.Builder, depth int) document.Page {
	restore := l.Keep()
	r := &htmlReader{Builder: l, line: first, depth: depth, chrome: true}
	r.read(text)
	if r.skip != "" && chromeTags[r.skip] {
		// Navigation that never ends is the page itself.
		restore()
		r = &htmlReader{Builder: l, line: first, depth: depth}
		r.read(text)
	}
	return r.Page
}

func (r *htmlReader) read(text string) {
	z := xhtml.NewTokenizer(strings.NewReader(text))
	ended := false
	r.UntilDone(func() {
		if !ended {
			r.rest(z)
			ended = true
		}
		r.closeAll()
	}, func() document.LostPart {
		line := r.drop()
		if ended && len(r.tables) > 0 {
			r.tables = r.tables[:len(r.tables)-1] // it is what does not end
		}
		return document.LostPart{Line: line}
	})
}

// drop gives up the open block and returns the line on which it starts.
func (r *htmlReader) drop() (line int) {
	line = r.line
	if len(r.w.Marks) > 0 {
		line = r.w.Marks[0].Line
	}
	r.w.Take()
	r.bold, r.links = nil, nil
	r.preBuf.Reset()
	return line
}

// tokens reads a piece of HTML that starts on a line. What it leaves open
// stays open.
func (r *htmlReader) tokens(text string, line int) {
	r.line = line
	r.rest(xhtml.NewTokenizer(strings.NewReader(text)))
}

// rest reads what is left of a piece of HTML.
func (r *htmlReader) rest(z *xhtml.Tokenizer) {
	for !r.Full {
		t := z.Next()
		if t == xhtml.ErrorToken {
			return
		}
		raw := z.Raw()
		at := r.line
		r.line += bytes.Count(raw, []byte("\n"))
		if t != xhtml.TextToken && bytes.LastIndexByte(raw, '<') > 0 && r.skip == "" {
			r.flush() // a tag inside a tag: what is text here is anybody's guess
		}
		switch t {
		case xhtml.TextToken:
			r.textToken(string(raw), at)
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			multi := r.line != at
			name, more := z.TagName()
			attr := attributes(z, more)
			r.startTag(string(name), attr, at, multi)
		case xhtml.EndTagToken:
			name, _ := z.TagName()
			r.endTag(string(name), r.line != at)
		default:
			r.w.Gap = true
		}
	}
}

func (r *htmlReader) closeAll() {
	for len(r.tables) > 0 {
		r.endTable()
	}
	r.flushPre()
	r.flush()
}

// attributes reads those attributes the reader looks at.
func attributes(z *xhtml.Tokenizer, more bool) map[string]string {
	var m map[string]string
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		switch string(k) {
		case "href", "style", "rowspan", "colspan":
			if m == nil {
				m = map[string]string{}
			}
			m[string(k)] = string(v)
		}
	}
	return m
}

func (r *htmlReader) textToken(s string, at int) {
	if r.skip != "" {
		switch {
		case r.inTitle && len(r.Title) < longestTitle:
			r.Title += html.UnescapeString(s)
		case r.skip == "script":
			r.Scripts += len(s)
		case r.skip == "noscript":
			r.Shell = r.Shell || strings.Contains(strings.ToLower(s), "javascript")
		}
		return
	}
	if r.pre > 0 {
		r.plain(unescape(s), at)
		return
	}
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '&')
		if j < 0 {
			r.w.Write(s[i:], at)
			return
		}
		at = r.w.Write(s[i:i+j], at)
		i += j
		n := max(entityAt(s, i), 1)
		r.w.Write(html.UnescapeString(s[i:i+n]), at)
		i += n
	}
}

// plain writes text without mark-up or entities.
func (r *htmlReader) plain(s string, at int) {
	switch {
	case r.skip != "":
	case r.pre > 0:
		if r.preBuf.Len() == 0 {
			r.preAt, r.preTo = at, at
		}
		for ; r.preTo < at; r.preTo++ {
			r.preBuf.WriteByte('\n') // Markdown hands its lines out one by one
		}
		r.preTo += strings.Count(s, "\n")
		r.preBuf.WriteString(s)
	default:
		r.w.Write(s, at)
	}
}

// unescape resolves entities; a line feed written as one stays a space, so
// that lines can be counted.
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '&')
		if j < 0 {
			b.WriteString(s[i:])
			break
		}
		b.WriteString(s[i : i+j])
		i += j
		n := max(entityAt(s, i), 1)
		b.WriteString(strings.ReplaceAll(html.UnescapeString(s[i:i+n]), "\n", " "))
		i += n
	}
	return b.String()
}

func (r *htmlReader) startTag(name string, attr map[string]string, at int, multi bool) {
	if r.skip != "" {
		r.inTitle = name == "title"
		switch {
		case name == "body":
			r.skip, r.skipDepth = "", 0
		case name == r.skip:
			r.skipDepth++
		}
		return
	}
	if skippedTags[name] || r.chrome && chromeTags[name] {
		r.breakAt(name)
		r.skip, r.skipDepth = name, 1
		return
	}
	if r.pre > 0 {
		r.tagInPre(name, multi)
		return
	}
	switch {
	case name == "a":
		r.startLink(attr["href"])
	case name == "b" || name == "strong" || name == "span" && boldStyle(attr["style"]):
		r.startBold(name)
	case name == "br":
		r.lineBreak()
	case name == "table" || name == "dl":
		r.flush()
		r.startTable(name)
	case name == "tr" || name == "td" || name == "th" || name == "dt" || name == "dd":
		r.flush()
		r.startCell(name, attr)
	case blockTags[name]:
		r.startBlock(name, at)
	case !inlineTags[name]:
		r.w.Gap = true
	}
}

func (r *htmlReader) startBlock(name string, at int) {
	r.flush()
	r.kind, r.level = document.Paragraph, 0
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.kind, r.level = document.Heading, int(name[1]-'0')
		r.sink().Gap()
	case "ul", "ol":
		r.lists++
	case "li":
		r.item = true
	case "hr":
		r.sink().Gap()
	case "pre":
		r.pre++
	}
}

func (r *htmlReader) endTag(name string, multi bool) {
	if r.skip != "" {
		r.inTitle = false
		if name == r.skip {
			if r.skipDepth--; r.skipDepth == 0 {
				r.skip = ""
			}
		}
		return
	}
	if r.pre > 0 {
		if name != "pre" {
			r.tagInPre("/"+name, multi)
			return
		}
		if r.pre--; r.pre == 0 {
			r.flushPre()
		}
		return
	}
	switch {
	case name == "a":
		r.endLink()
	case name == "b" || name == "strong" || name == "span":
		r.endBold(name)
	case name == "table" || name == "dl":
		r.flush()
		r.endTable()
	case name == "tr" || name == "td" || name == "th" || name == "dt" || name == "dd":
		r.flush()
		r.endCell(name)
	case blockTags[name]:
		empty := r.w.Empty()
		r.flush()
		r.kind, r.level = document.Paragraph, 0
		switch name {
		case "ul", "ol":
			r.lists = max(r.lists-1, 0)
			r.sink().Gap()
		case "li":
			r.item = false
		case "p":
			if empty {
				r.sink().Gap()
			}
		}
	case !inlineTags[name]:
		r.w.Gap = true
	}
}

func (r *htmlReader) breakAt(name string) {
	if name == "footer" || name == "nav" {
		r.flush()
	} else {
		r.w.Gap = true
	}
}

// lineBreak ends a line; inside a heading it is a space.
func (r *htmlReader) lineBreak() {
	if r.kind == document.Heading || r.w.Empty() {
		if r.w.Empty() && r.kind != document.Heading {
			r.sink().Gap()
		}
		r.w.Gap = true
		return
	}
	r.flush()
}

// startLink opens a link. Where more are open than may be, the outermost ends
// here, so that no paragraph carries more than those.
func (r *htmlReader) startLink(url string) {
	if n := len(r.links); n > 0 && n >= r.Lim.Nesting {
		r.w.Linked(min(r.links[0].from, len(r.w.Text)), r.links[0].url)
		r.links = slices.Delete(r.links, 0, 1)
		r.Nested = true
	}
	r.links = append(r.links, openLink{r.w.Here(), url})
}

// startBold opens bold text, as startLink opens a link.
func (r *htmlReader) startBold(name string) {
	if n := len(r.bold); n > 0 && n >= r.Lim.Nesting {
		r.w.Bolded(r.bold[0].from)
		r.bold = slices.Delete(r.bold, 0, 1)
		r.Nested = true
	}
	r.bold = append(r.bold, boldTag{name, r.w.Here()})
}

func (r *htmlReader) endLink() {
	if n := len(r.links); n > 0 {
		l := r.links[n-1]
		r.links = r.links[:n-1]
		r.w.Linked(min(l.from, len(r.w.Text)), l.url)
	}
}

func (r *htmlReader) endBold(name string) {
	if n := len(r.bold); n > 0 && r.bold[n-1].name == name {
		r.w.Bolded(r.bold[n-1].from)
		r.bold = r.bold[:n-1]
	}
}

// flush ends the open paragraph. Links and bold text that are still open go on
// in the next one.
func (r *htmlReader) flush() {
	for i := range r.links {
		r.w.Linked(min(r.links[i].from, len(r.w.Text)), r.links[i].url)
		r.links[i].from = 0
	}
	for i := range r.bold {
		r.w.Bolded(r.bold[i].from)
		r.bold[i].from = 0
	}
	if r.w.Empty() && len(r.w.Links) == 0 {
		r.w.Gap = false
		return
	}
	kind, level := r.kind, r.level
	if r.item && kind == document.Paragraph {
		kind, level = document.ListItem, max(r.lists, 1)
		r.item = false
	}
	r.sink().Add(kind, level, r.w.Take())
}

func (r *htmlReader) tagInPre(name string, multi bool) {
	if multi || name == "br" || blockTags[strings.TrimPrefix(name, "/")] {
		r.flushPre()
	} else if !inlineTags[strings.TrimPrefix(name, "/")] && r.preBuf.Len() > 0 {
		r.preBuf.WriteByte(' ')
	}
}

// flushPre reads what stood in a <pre> as text.
func (r *htmlReader) flushPre() {
	if r.preBuf.Len() == 0 {
		return
	}
	text := r.preBuf.String()
	r.preBuf.Reset()
	readText(text, r.preAt, r.sink(), r.depth+1)
}

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

func boldStyle(style string) bool {
	_, w, ok := strings.Cut(strings.ToLower(style), "font-weight")
	if !ok {
		return false
	}
	w = strings.TrimLeft(w, ": ")
	return strings.HasPrefix(w, "bold") || len(w) > 2 && w[0] >= '6' && w[0] <= '9' && w[1] == '0'
}
