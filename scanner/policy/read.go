package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
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
func Read(docs []Source, names SDKNames, lim Limits) (*Policy, error) {
	if len(docs) == 0 {
		return nil, errors.New("no policy document given")
	}
	var all []*document
	for i, src := range docs {
		d, err := openDocument(src, lim)
		if err != nil {
			return nil, err
		}
		d.index = i
		all = append(all, d)
	}
	return readAround(all, names)
}

// readOpened reads what documents declare together.
func readOpened(docs []*document, names SDKNames) (*Policy, error) {
	p := newPolicy()
	for _, d := range docs {
		p.Documents = append(p.Documents, d.about)
		p.NotRead = append(p.NotRead, d.notRead...)
	}
	var all []*docText
	for _, d := range docs {
		t := newDocText(d)
		t.read(p, names)
		if d.form == nil { // a form is no prose: nothing more is to be read out of it
			all = append(all, t)
		}
	}
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

// document is one document, decoded and cut into blocks.
type document struct {
	lim     Limits
	index   int
	path    string
	format  string
	lines   int
	blocks  []block
	page    pageFacts // for HTML: what the page says as a whole
	pages   []int     // for PDF: the first line of every page
	about   Document
	notRead []evidence.NotRead
	form    []Item // for a form: what its answers declare, not nil
}

// readTextFile reads HTML, Markdown and plain text.
func readTextFile(src Source, d *document, l *blockList) error {
	text, ok := decodeText(src.Data)
	if !ok {
		return &Error{Path: src.Path, Reason: Binary, What: "the policy is not a text"}
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

// describe describes a document as it was read.
func (d *document) describe(src Source) Document {
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
func (d *docText) read(p *Policy, names SDKNames) {
	for _, it := range d.form {
		d.claim(it.Quotes)
		p.Items = append(p.Items, it)
	}
	if d.form != nil {
		return
	}
	d.outline = newOutline(d.document)
	if !d.outline.whole {
		c := *d.document
		c.blocks = d.outline.blocks
		d.document = &c
		p.lose(d.document, beyondLimits)
	}
	p.SDKs = append(p.SDKs, readRows(d, names)...)
	d.namesInUse(names)
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
	if d.quotable.spent {
		p.lose(d.document, quotedTooMuch)
	}
}

// lose says that a part of a document was not read.
func (p *Policy) lose(d *document, why string) {
	n := evidence.NotRead{What: d.path, Why: why}
	if !slices.Contains(p.NotRead, n) {
		p.NotRead = append(p.NotRead, n)
	}
}

// statements are the sentences outside of SDK rows.
func (d *docText) statements() []*sentence {
	var ss []*sentence
	for _, s := range d.outline.sentences {
		if !d.rows.owns(s) {
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
func (p *Policy) finish(docs []*docText, names SDKNames) {
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
