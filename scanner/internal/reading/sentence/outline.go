package sentence

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
)

// Text is a document on its way to statements: cut into sections and
// sentences, with what the SDK rows are made of.
type Text struct {
	*document.Document
	Outline *Outline
	Trace   *rule.Trace // nil unless somebody asks
	Rows    *RowMarks
	IOS     []bool          // blocks about iOS alone
	names   []string        // the names the document gives its app; see ownNames
	Prose   map[string]bool // the SDKs that running text names, by their ids or names

	Quotable document.Allowance // bytes of quotes
}

// NewText returns a document that nothing was read of yet.
func NewText(d *document.Document, trace *rule.Trace) *Text {
	return &Text{Document: d, Trace: trace, Prose: map[string]bool{}, Quotable: document.Allowance{Left: d.Lim.Quotes}}
}

// Outline is a document cut into sections and sentences.
type Outline struct {
	Blocks    []document.Block
	Sections  []*Section
	In        []*Section           // section of each block; for a heading the one it opens
	Opens     []bool               // blocks that are headings
	Numbers   []language.Numbering // of each block
	Sentences []*Sentence
	folder    language.Folder
	first     []int // index of the first sentence of each block, and one past the last
	Whole     bool  // no block was dropped for a limit
}

// stackEntry is an open section and the style of its heading.
type stackEntry struct {
	style string
	*Section
}

// NewOutline finds the sections of a document by its headings, their numbers
// and their look, and cuts the text into sentences.
func NewOutline(d *document.Document) *Outline {
	o := &Outline{Blocks: d.Blocks, In: make([]*Section, len(d.Blocks)), Opens: make([]bool, len(d.Blocks)), Numbers: make([]language.Numbering, len(d.Blocks))}
	var stack []stackEntry
	for i := range o.Blocks {
		b := &o.Blocks[i]
		if b.Kind != document.Table {
			o.Numbers[i] = language.NumberOf(b.Text)
		}
		if style := o.headingStyle(i); style != "" {
			if style == "look" {
				style = o.lookStyle(stack, i)
			}
			stack = o.open(stack, style, i)
		}
		if len(stack) > 0 {
			o.In[i] = stack[len(stack)-1].Section
		}
	}
	o.Whole = o.cut(d.Index, d.Lim.Sentences)
	o.leads()
	return o
}

// drop drops the blocks from one on, and the sections that they open.
func (o *Outline) drop(from int) {
	for i := len(o.Blocks) - 1; i >= from; i-- {
		if o.Opens[i] {
			o.Sections = o.Sections[:len(o.Sections)-1]
		}
	}
	o.Blocks, o.In, o.Opens, o.Numbers = o.Blocks[:from], o.In[:from], o.Opens[:from], o.Numbers[:from]
}

// open opens the section whose heading is block i.
func (o *Outline) open(stack []stackEntry, style string, i int) []stackEntry {
	keep := len(stack)
	for j := range stack {
		if s := stack[j].style; s == style || outranks(style, s) {
			keep = j
			break
		}
	}
	stack = stack[:keep]
	b := &o.Blocks[i]
	s := &Section{number: o.Numbers[i].Number, Title: b.Text, line: b.Start(), level: len(stack) + 1}
	if len(stack) > 0 {
		s.Parent = stack[len(stack)-1].Section
	}
	o.Sections = append(o.Sections, s)
	o.Opens[i] = true
	return append(stack, stackEntry{style, s})
}

// outranks reports whether a heading of style a closes a section of style b:
// headings of mark-up close deeper ones and all that is told by numbers or
// look; 1.2 closes 1.2.3.
func outranks(a, b string) bool {
	switch {
	case a[0] == 'h':
		return b[0] != 'h' || a < b
	case a[0] == 'd' && b[0] == 'd':
		return a < b
	case a == "一、" || a == "第章" || a == "第部":
		return b[0] != 'h'
	}
	return false
}

// headingStyle returns the style of a block that is a heading, "" for others.
func (o *Outline) headingStyle(i int) string {
	b, n := &o.Blocks[i], o.Numbers[i]
	if b.Kind == document.Heading {
		return "h" + string(rune('0'+b.Level))
	}
	if b.Kind == document.Table || b.Text == "" || i+1 == len(o.Blocks) {
		return ""
	}
	t := b.Text[n.Length:]
	switch {
	case n.Style != "" && b.Kind != document.ListItem || n.Style != "" && b.Level <= 1 && b.IsBold():
		if o.numberedTitle(b, n, t) {
			return n.Style
		}
	case b.IsBold() && language.Width(t) <= 90 && !language.EndsClause(t) && !labelWithValue(t):
		if b.Kind == document.Paragraph {
			return "bold"
		}
	case b.Kind == document.Paragraph && o.alone(i) && looksLikeTitle(t):
		return "look"
	}
	return ""
}

// numberedTitle tells the heading of a section from a numbered sentence.
func (o *Outline) numberedTitle(b *document.Block, n language.Numbering, t string) bool {
	if t == "" || language.Width(t) > 120 || labelWithValue(t) || namesGroupByDash(t) {
		return false
	}
	if strings.Contains(t, "，") && b.Kind != document.Heading {
		return false // 1、友盟SDK，用于统计: an item of a list
	}
	last := language.LastRune(t)
	if strings.HasPrefix(n.Style, "一") || strings.HasPrefix(n.Style, "第") {
		return language.Width(t) <= 100 && !strings.ContainsRune("；;。，,", last)
	}
	if strings.ContainsRune("；;。，,！!", last) {
		return false
	}
	if last == '.' {
		// "1.1 What you give us. 您提供的信息." is a title in two languages.
		return language.HasHan(t) && !strings.Contains(t, "我们") && !strings.Contains(strings.ToLower(t), " we ") && n.Style[0] == 'd'
	}
	limit := 64
	if n.Style[0] == 'd' || b.IsBold() {
		limit = 110
	}
	return language.Width(t) <= limit
}

// lookStyle tells apart two levels of headings that only their look gives
// away: a short one that follows another heading without text between opens
// the lower level, and those like it stay there.
func (o *Outline) lookStyle(stack []stackEntry, i int) string {
	words := len(strings.Fields(o.Blocks[i].Text))
	if language.HasHan(o.Blocks[i].Text) {
		words = language.Width(o.Blocks[i].Text) / 5
	}
	if words > 3 || len(stack) == 0 {
		return "look"
	}
	switch top := stack[len(stack)-1]; {
	case top.style == "look sub", i > 0 && o.Opens[i-1] && top.style == "look":
		if o.headingStyle(min(i+1, len(o.Blocks)-1)) == "look" {
			return "look"
		}
		return "look sub"
	}
	return "look"
}

// alone reports whether a block has an empty line around it and text after it.
func (o *Outline) alone(i int) bool {
	if i > 0 && o.Blocks[i-1].Group == o.Blocks[i].Group {
		return false
	}
	if strings.HasSuffix(o.Blocks[i].Text, "?") || strings.HasSuffix(o.Blocks[i].Text, "？") {
		return true
	}
	next := &o.Blocks[i+1]
	return next.Kind != document.Paragraph || language.Width(next.Text) > language.Width(o.Blocks[i].Text)
}

// looksLikeTitle recognises a heading that has neither mark-up nor number:
// short, without closing punctuation, in capitals, title case or Chinese.
func looksLikeTitle(t string) bool {
	if language.Width(t) > 70 || language.EndsClause(t) || strings.ContainsAny(t, ",，、@:：/") {
		return false
	}
	if language.HasHan(t) {
		return language.Width(t) <= 40
	}
	words, small := 0, 0
	for _, w := range strings.Fields(t) {
		c := w[0]
		if c >= 'a' && c <= 'z' && len(w) > 3 {
			small++
		}
		if c >= '0' && c <= '9' && words == 0 {
			return false
		}
		words++
	}
	return words <= 9 && (small == 0 || strings.HasSuffix(t, "?"))
}

// labelWithValue reports whether a text is "label: value" or "【label】value".
func labelWithValue(t string) bool {
	if !language.LabelLike(t) {
		return false
	}
	i := strings.IndexAny(t, ":：")
	if strings.HasPrefix(t, "【") {
		i = strings.Index(t, "】")
	}
	if i < 0 {
		return false
	}
	rest := strings.Trim(t[i:], "】:： ")
	return rest != "" && !(language.HasHan(t[:i]) && !language.HasHan(rest) && len(strings.Fields(rest)) >= 3)
}

// namesGroupByDash reports whether a text is the name of a permission with a
// text about it behind a dash: an item of a list, and no heading.
func namesGroupByDash(t string) bool {
	if !strings.ContainsAny(t, "-–—") {
		return false
	}
	l, ok := SplitLabel(&document.Passage{Text: t})
	return ok && l.Value.Text != "" && language.Width(l.Label) <= 40 && len(LabelGroups(l.Label)) > 0
}
