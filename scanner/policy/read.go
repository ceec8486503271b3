package policy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Source is the bytes of one document and the name to call it by.
type Source struct {
	Path string
	Data []byte
}

// Read reads the documents of one declaration: a policy, or a policy and the
// lists that go with it. An error is of type *[Error] and speaks of the first
// document that is no policy or cannot be read; there is no result then.
func Read(docs []Source, names SDKNames, lim Limits) (p *Policy, err error) {
	if len(docs) == 0 {
		return nil, errors.New("no policy document given")
	}
	defer func() {
		// Nothing below is known to panic; a document that makes it do so is
		// not to take the program down.
		if r := recover(); r != nil {
			p, err = nil, &Error{docs[0].Path, Damaged, "the policy could not be read", "please report it with the document"}
		}
	}()
	return read(docs, names, lim)
}

func read(docs []Source, names SDKNames, lim Limits) (*Policy, error) {
	p := newPolicy()
	var all []*document
	for i, src := range docs {
		d, err := open(src, lim)
		if err != nil {
			return nil, err
		}
		d.index = i
		all = append(all, d)
		p.Documents = append(p.Documents, d.about(src))
	}
	for _, d := range all {
		d.read(p, names)
		if d.quotable.spent {
			d.lose(quotedTooMuch)
		}
		for _, why := range d.notRead {
			p.NotRead = append(p.NotRead, evidence.NotRead{What: d.path, Why: why})
		}
	}
	// A form is no prose: nothing more is to be read out of it.
	all = slices.DeleteFunc(all, func(d *document) bool { return d.form != nil })
	p.finish(all, names)
	if err := p.refuse(all); err != nil {
		return nil, err
	}
	return p, nil
}

// newPolicy returns a policy whose lists are all there and empty.
func newPolicy() *Policy {
	return &Policy{
		Documents: []Document{}, Languages: []string{}, Covers: Covers{Quotes: []evidence.Quote{}}, Permissions: []Permission{},
		Elements: []Element{}, Items: []Item{}, Denials: []Denial{}, SDKs: []SDK{}, OpenEnded: []evidence.Quote{},
		Conflicts: []Conflict{}, Pairs: []LanguageMismatch{}, NotRead: []evidence.NotRead{},
	}
}

// document is one document on its way to statements.
type document struct {
	lim      Limits
	index    int
	path     string
	format   string
	lines    int
	blocks   []block
	page     *htmlReader // for HTML: what the page says as a whole
	pages    []int       // for PDF: the first line of every page
	notRead  []string    // why parts of it were lost, each once
	quotable allowance   // bytes of quotes
	outline  *outline
	rows     *rowReader
	names    []string        // the names the document gives its app; see ownNames
	prose    map[string]bool // ids of the SDKs that running text names
	form     []Item          // for a form: what its answers declare, not nil
}

// open decodes a document and cuts it into blocks.
func open(src Source, lim Limits) (*document, error) {
	if len(bytes.TrimSpace(src.Data)) == 0 {
		return nil, &Error{src.Path, Empty, "the policy is empty", "give a file or page with the text of the policy"}
	}
	if len(src.Data) > lim.Bytes {
		return nil, &Error{src.Path, TooLarge, fmt.Sprintf("the policy is larger than %d MB", lim.Bytes>>20), "give the text of the policy alone, or raise the limit"}
	}
	d := &document{path: src.Path, lim: lim, prose: map[string]bool{}, quotable: allowance{left: lim.Quotes}}
	l := newBlockList(lim)
	for _, r := range readers {
		if r.is(src.Data) {
			d.format = r.format
			if err := r.read(src, d, l); err != nil {
				return nil, err
			}
			break
		}
	}
	if l.full {
		d.lose(beyondLimits)
	}
	if l.nested {
		d.lose(nestedTooDeep)
	}
	if l.merged {
		d.lose(mergedTooFar)
	}
	d.blocks = l.blocks
	return d, nil
}

// reader reads one format. The list below is in the order in which the formats
// are tried; the last takes whatever is text.
type reader struct {
	format string
	is     func(data []byte) bool
	read   func(src Source, d *document, l *blockList) error
}

var readers = []reader{
	{"play-data-safety", isPlayForm, readPlayForm},
	{"pdf", isPDF, readPDF},
	{"docx", isDOCX, readDOCX},
	{"", isOtherFile, refuseFile},
	{"text", func([]byte) bool { return true }, readTextFile},
}

// readTextFile reads HTML, Markdown and plain text.
func readTextFile(src Source, d *document, l *blockList) error {
	text, ok := decodeText(src.Data)
	if !ok {
		return &Error{src.Path, Binary, "the policy is not a text", "give HTML, Markdown, plain text, PDF or DOCX"}
	}
	d.lines = strings.Count(strings.TrimSuffix(text, "\n"), "\n") + 1
	if d.lines > l.lim.Lines {
		text, l.full = firstLines(text, l.lim.Lines), true
	}
	full := l.full
	l.full = false
	if looksLikeHTML(text) {
		d.format = "html"
		d.page = readHTML(text, 1, l, 0)
	} else {
		d.format = "text"
		if looksLikeMarkdown(text) {
			d.format = "markdown"
		}
		readText(text, 1, l, 0)
	}
	l.full = l.full || full
	return nil
}

func firstLines(text string, n int) string {
	at := 0
	for ; n > 0; n-- {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return text
		}
		at += i + 1
	}
	return text[:at]
}

// looksLikeHTML reports whether a text is a page rather than a text with some
// HTML in it.
func looksLikeHTML(text string) bool {
	t := strings.ToLower(strings.TrimFunc(text[:min(len(text), 4096)], isBlank))
	for strings.HasPrefix(t, "<!--") {
		_, after, ok := strings.Cut(t, "-->")
		if !ok {
			return false
		}
		t = strings.TrimFunc(after, isBlank)
	}
	if strings.HasPrefix(t, "<?xml") || strings.HasPrefix(t, "<!doctype html") || strings.HasPrefix(t, "<html") {
		return true
	}
	if !strings.HasPrefix(t, "<") || strings.HasPrefix(t, "<http") {
		return false
	}
	low := strings.ToLower(text)
	return strings.Count(low, "</")*20 > strings.Count(low, "\n") && !strings.Contains(text, "\n# ") && !strings.Contains(text, "\n## ")
}

// looksLikeMarkdown reports whether a text uses the marks of Markdown.
func looksLikeMarkdown(text string) bool {
	score := 0
	for rest := text; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		rest = after
		t := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(t, "# "), strings.HasPrefix(t, "## "), strings.HasPrefix(t, "### "), strings.HasPrefix(t, "#### "), strings.HasPrefix(t, "|"):
			score += 3
		case strings.HasPrefix(t, "* "), strings.HasPrefix(t, "- "):
			score++
		}
		if strings.Contains(t, "](") || strings.Contains(t, "**") {
			score += 2
		}
	}
	return score >= 3
}

// about describes a document as it was read.
func (d *document) about(src Source) Document {
	sum := sha256.Sum256(src.Data)
	return Document{Path: src.Path, Format: d.format, SHA256: hex.EncodeToString(sum[:]), Lines: d.lines, Text: d.text()}
}

// text puts the blocks back on their lines.
func (d *document) text() string {
	type piece struct {
		line int
		text string
	}
	var pieces []piece
	size, inOrder := d.lines, true
	put := func(p *passage) {
		for i, m := range p.marks {
			end := len(p.text)
			if i+1 < len(p.marks) {
				end = p.marks[i+1].off
			}
			if m.line < 1 || m.line > d.lines || m.off >= end {
				continue
			}
			if n := len(pieces); n > 0 && m.line < pieces[n-1].line {
				inOrder = false
			}
			t := strings.TrimSpace(p.text[m.off:end])
			pieces = append(pieces, piece{m.line, t})
			size += len(t) + 1
		}
	}
	for i := range d.blocks {
		b := &d.blocks[i]
		put(&b.passage)
		for _, row := range b.rows {
			for j := range row {
				put(&row[j].passage)
			}
		}
	}
	if !inOrder {
		slices.SortStableFunc(pieces, func(a, b piece) int { return a.line - b.line })
	}
	var out strings.Builder
	out.Grow(size)
	for line := 1; line <= d.lines; line++ {
		start := out.Len()
		for len(pieces) > 0 && pieces[0].line == line {
			if out.Len() > start {
				out.WriteByte(' ')
			}
			out.WriteString(pieces[0].text)
			pieces = pieces[1:]
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// read adds what one document declares.
func (d *document) read(p *Policy, names SDKNames) {
	for _, it := range d.form {
		d.claim(it.Quotes)
		p.Items = append(p.Items, it)
	}
	if d.form != nil {
		return
	}
	d.outline = newOutline(d)
	d.rows = readRows(d, names)
	d.namesInUse(names)
	p.SDKs = append(p.SDKs, d.rows.sdks...)
	items, denials := readStatements(d.statements(), names, &d.quotable)
	for _, it := range items {
		d.claim(it.Quotes)
		p.Items = append(p.Items, it)
	}
	for _, dn := range denials {
		d.claim(dn.Quotes)
		p.Denials = append(p.Denials, dn)
	}
	p.OpenEnded = append(p.OpenEnded, d.openEnded()...)
}

// statements are the sentences outside of SDK rows.
func (d *document) statements() []*sentence {
	var ss []*sentence
	for _, s := range d.outline.sentences {
		if !d.rows.owns(s.at) {
			ss = append(ss, s)
		}
	}
	return ss
}

// claim sets the document of quotes.
func (d *document) claim(quotes []evidence.Quote) {
	for i := range quotes {
		quotes[i].Document = d.path
		if d.pages != nil {
			page := sort.SearchInts(d.pages, quotes[i].Line+1)
			quotes[i].Page = &page
		}
	}
}

// finish adds what all documents say together.
func (p *Policy) finish(docs []*document, names SDKNames) {
	p.languages(docs)
	p.permissions(docs, names)
	p.elements(docs)
	p.covers(docs)
	p.conflicts(docs)
	p.pairs(docs, names)
	p.addProse(docs, names)
	sort.SliceStable(p.Permissions, func(i, j int) bool {
		return groupOrder(p.Permissions[i].Group) < groupOrder(p.Permissions[j].Group)
	})
}

func groupOrder(g privacy.Group) int {
	for i, x := range privacy.Groups() {
		if x == g {
			return i
		}
	}
	return len(privacy.Groups())
}
