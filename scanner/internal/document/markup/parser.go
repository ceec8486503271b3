package markup

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// markdown is the parser of Markdown as policies use it. It leaves out what
// takes text away or gives it another look: indented code, which is a paragraph
// set in, and fences, which stand around text.
var markdown = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(underline{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(container{extension.NewDefinitionListParser(), ":"}, 110),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 120),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(container{parser.NewListParser(), "-+*0123456789"}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(drawn{}, 500),
			util.Prioritized(numberSign{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(container{parser.NewBlockquoteParser(), ">"}, 700),
			util.Prioritized(markup{}, 800),
			util.Prioritized(indented{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(bounded{parser.NewCodeSpanParser()}, 100),
			util.Prioritized(bounded{parser.NewLinkParser()}, 200),
			util.Prioritized(bounded{parser.NewAutoLinkParser()}, 300),
			util.Prioritized(bounded{parser.NewRawHTMLParser()}, 400),
			util.Prioritized(bounded{looseTag{}}, 450),
			util.Prioritized(bounded{emphasis{}}, 500),
			util.Prioritized(bounded{struck{extension.NewStrikethroughParser()}}, 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(linkLabels{}, 100),
			util.Prioritized(tables{}, 200),
		),
	)
})

// Bounds that keep the work in proportion to the text. The marks of the
// longest policies in use stay under a tenth of them.
const (
	maxOpenBlocks   = 20       // inside each other
	maxMarks        = 200_000  // signs of a document that may be a mark
	maxBlockMarks   = 1000     // the same of one block
	maxBlockWork    = 32 << 20 // bytes of a block times its marks
	maxLabelLines   = 1000     // of a paragraph that is looked at for labels of links
	maxTableColumns = 500
)

// parseMarkdown returns the tree of a text, and how many of its blocks hold
// mark-up too dense or too deep to be read as such. goldmark is not known to
// panic or to stop early; where it does, the text is lost, and why says so.
func parseMarkdown(source []byte, lim document.Limits) (root ast.Node, beyond int, why string) {
	pc := parser.NewContext()
	s := &parseState{lim: lim, searchable: 8*len(source) + 1<<16}
	pc.Set(stateKey, s)
	reader := text.NewReader(source)
	why = document.Fault(func() {
		root = markdown().Parse(reader, parser.WithContext(pc))
		if rest, _ := reader.PeekLine(); rest != nil {
			panic("goldmark stopped before the end")
		}
	})
	return root, s.beyond, why
}

// parseState is what the parsers keep of one document.
type parseState struct {
	lim        document.Limits
	containers int      // lists and quotes so far
	cells      int      // of tables so far
	marks      int      // signs so far
	block      ast.Node // that is being read
	left       int      // signs it may still hold
	beyond     int      // blocks that hold more than the bounds allow
	markupEnd  int      // offset behind the open block of HTML
	searchable int      // bytes that may still be searched for end tags
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *parseState { return pc.Get(stateKey).(*parseState) }

// container bounds how deep lists and quotes stand in each other, and how many
// there are. It also names the signs that open one.
type container struct {
	parser.BlockParser
	signs string
}

func (c container) Trigger() []byte { return []byte(c.signs) }

func (c container) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	s := stateOf(pc)
	if len(pc.OpenedBlocks()) >= min(maxOpenBlocks, 2*s.lim.Nesting) || s.containers >= s.lim.Blocks {
		s.beyond++
		return nil, parser.NoChildren
	}
	if line, _ := reader.PeekLine(); isLoneSign(parent, line) {
		return nil, parser.NoChildren
	}
	n, state := c.BlockParser.Open(parent, reader, pc)
	if n != nil {
		s.containers++
	}
	return n, state
}

// isLoneSign reports whether a line is a sign that would open a list and is all
// there is of a list item: it stands for a cell without text, as "- -".
func isLoneSign(parent ast.Node, line []byte) bool {
	_, inItem := parent.(*ast.ListItem)
	t := bytes.TrimSpace(line)
	return inItem && !parent.HasChildren() && len(t) == 1 && strings.IndexByte("-+*", t[0]) >= 0
}

// indented reads paragraphs that are set in, however far.
type indented struct{ parser.BlockParser }

func (indented) CanAcceptIndentedLine() bool { return true }

// underline takes a line of = or - as the mark of a heading above it only
// where one line stands there that may be a title.
type underline struct{ parser.BlockParser }

func (u underline) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	p, ok := pc.LastOpenedBlock().Node.(*ast.Paragraph)
	if !ok || p.Lines().Len() != 1 || !isRule(strings.TrimSpace(string(line))) {
		return nil, parser.NoChildren
	}
	s := p.Lines().At(0)
	t := strings.TrimFunc(string(s.Value(reader.Source())), language.IsBlank)
	above := strings.TrimFunc(lineAbove(reader.Source(), s.Start), language.IsBlank)
	if language.Width(t) > 80 || language.EndsSentence(t) || above != "" && !isRule(above) {
		return nil, parser.NoChildren
	}
	return u.BlockParser.Open(parent, reader, pc)
}

// lineAbove returns the line above the one that holds an offset.
func lineAbove(source []byte, off int) string {
	end := bytes.LastIndexByte(source[:off], '\n')
	if end < 0 {
		return ""
	}
	return string(source[bytes.LastIndexByte(source[:end], '\n')+1 : end])
}

// numberSign reads headings. Chinese texts leave out the space behind the
// signs, and pages that were copied set headings in.
type numberSign struct{ parser.BlockParser }

func (numberSign) CanAcceptIndentedLine() bool { return true }

func (h numberSign) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if n, state := h.BlockParser.Open(parent, reader, pc); n != nil {
		return n, state
	}
	line, segment := reader.PeekLine()
	t := strings.TrimLeft(string(line), " \t")
	title := strings.TrimLeft(t, "#")
	level := len(t) - len(title)
	if level == 0 || level > 6 || !language.IsHan(language.FirstRune(title)) {
		return nil, parser.NoChildren
	}
	n := ast.NewHeading(level)
	segment.Padding = 0
	segment.Start = segment.Stop - len(title)
	title = strings.TrimRight(strings.TrimRight(title, " \t\n"), "#")
	segment.Stop = segment.Start + len(strings.TrimRight(title, " \t"))
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// drawn leaves out lines without text: those of =, and those around fenced
// text, which in a policy is text like any other.
type drawn struct{}

func (drawn) Trigger() []byte { return []byte("`~=") }

func (drawn) CanInterruptParagraph() bool { return true }

func (drawn) CanAcceptIndentedLine() bool { return true }

func (drawn) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	t := strings.TrimSpace(string(line))
	if t[0] == '=' && !isRule(t) || t[0] != '=' && !isFence(t) {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return ast.NewThematicBreak(), parser.NoChildren
}

func (drawn) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }

func (drawn) Close(ast.Node, text.Reader, parser.Context) {}

// isFence reports whether a line is ``` or ~~~, with no more behind it than
// the name of a language.
func isFence(t string) bool {
	name := strings.TrimLeft(t, t[:1])
	word := func(r rune) bool { return r > 0x7F || !language.IsAlnumByte(byte(r)) }
	return len(t)-len(name) >= 3 && strings.IndexFunc(strings.TrimSpace(name), word) < 0
}

// linkLabels reads "[label]: address". goldmark takes a time that grows with
// the square of the lines.
type linkLabels struct{}

func (linkLabels) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if p.Lines().Len() <= maxLabelLines {
		parser.LinkReferenceParagraphTransformer.Transform(p, reader, pc)
	}
}

// bounded bounds the signs of a block that may be marks: goldmark looks for
// the other half of each. What is beyond the bounds is text.
type bounded struct{ parser.InlineParser }

func (b bounded) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := stateOf(pc)
	if s.block != parent {
		s.block, s.left = parent, min(maxBlockMarks, maxBlockWork/blockSize(parent))
	}
	if s.left <= 0 || s.marks >= maxMarks {
		if s.left == 0 {
			s.beyond++
			s.left--
		}
		return nil
	}
	s.left--
	s.marks++
	return b.InlineParser.Parse(parent, block, pc)
}

func blockSize(n ast.Node) int {
	lines := n.Lines()
	return 1 + lines.At(lines.Len()-1).Stop - lines.At(0).Start
}

func (b bounded) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := b.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// looseTag reads tags that are not as HTML has them, but are meant as such.
type looseTag struct{}

func (looseTag) Trigger() []byte { return []byte{'<'} }

func (looseTag) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	end := bytes.IndexByte(line, '>')
	if end < 2 || bytes.LastIndexByte(line[:end], '<') > 0 || !isTag(string(line[1:end])) {
		return nil
	}
	n := ast.NewRawHTML()
	n.Segments.Append(segment.WithStop(segment.Start + end + 1))
	block.Advance(end + 1)
	return n
}

// isTag reports whether what stands between angle brackets is a tag.
func isTag(s string) bool {
	s = strings.TrimPrefix(s, "/")
	n := 0
	for n < len(s) && (language.IsAlnumByte(s[n]) || n > 0 && (s[n] == ':' || s[n] == '-')) {
		n++
	}
	return n > 0 && !(s[0] >= '0' && s[0] <= '9') && (n == len(s) || s[n] == ' ' || s[n] == '/' || s[n] == '\t')
}

// struck reads text that is struck out, by two signs: one alone stands for
// "from … to" in Chinese.
type struck struct{ parser.InlineParser }

func (s struck) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); len(line) < 2 || line[1] != '~' {
		return nil
	}
	return s.InlineParser.Parse(parent, block, pc)
}

// emphasis reads * and _ as goldmark does, but for text beside them that is
// not Latin: there, no space tells where a word ends, so that a mark behind a
// colon would close nothing. Two and more * are marks with spaces around them
// too, as hands write them.
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte("*_") }

func (emphasis) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasis) CanOpenCloser(open, close *parser.Delimiter) bool { return open.Char == close.Char }

func (emphasis) OnMatch(n int) ast.Node { return ast.NewEmphasis(n) }

func (e emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, e)
	if d == nil {
		return nil
	}
	after := ' '
	if d.OriginalLength < len(line) {
		after, _ = utf8.DecodeRune(line[d.OriginalLength:])
	}
	if d.OriginalLength > 2 && language.IsWord(before) && language.IsWord(after) {
		// Digits of a number are hidden: 138****0000.
		block.Advance(d.OriginalLength)
		return ast.NewTextSegment(segment.WithStop(segment.Start + d.OriginalLength))
	}
	if line[0] == '*' && (d.OriginalLength > 1 || before >= 0x2000 || after >= 0x2000) {
		start, end := unicode.IsSpace(before), unicode.IsSpace(after)
		d.CanOpen, d.CanClose = !end || start && d.OriginalLength > 1, !start || end && d.OriginalLength > 1
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}
