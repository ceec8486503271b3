package policy

import (
	"strings"
)

// docText is a document on its way to statements: cut into sections and
// sentences, with what the SDK rows are made of.
type docText struct {
	*document
	outline *outline
	rows    *rowMarks
	names   []string        // the names the document gives its app; see ownNames
	prose   map[string]bool // ids of the SDKs that running text names

	quotable allowance // bytes of quotes
}

func newDocText(d *document) *docText {
	return &docText{document: d, prose: map[string]bool{}, quotable: allowance{left: d.lim.Quotes}}
}

// outline is a document cut into sections and sentences.
type outline struct {
	blocks    []block
	sections  []*section
	in        []*section  // section of each block; for a heading the one it opens
	opens     []bool      // blocks that are headings
	numbers   []numbering // of each block
	sentences []*sentence
	folder    folder
	first     []int // index of the first sentence of each block, and one past the last
	whole     bool  // no block was dropped for a limit
}

// stackEntry is an open section and the style of its heading.
type stackEntry struct {
	style string
	*section
}

// newOutline finds the sections of a document by its headings, their numbers
// and their look, and cuts the text into sentences.
func newOutline(d *document) *outline {
	o := &outline{blocks: d.blocks, in: make([]*section, len(d.blocks)), opens: make([]bool, len(d.blocks)), numbers: make([]numbering, len(d.blocks))}
	var stack []stackEntry
	for i := range o.blocks {
		b := &o.blocks[i]
		if b.kind != tableBlock {
			o.numbers[i] = numberOf(b.text)
		}
		if style := o.headingStyle(i); style != "" {
			if style == "look" {
				style = o.lookStyle(stack, i)
			}
			stack = o.open(stack, style, i)
		}
		if len(stack) > 0 {
			o.in[i] = stack[len(stack)-1].section
		}
	}
	o.whole = o.cut(d.index, d.lim.Sentences)
	o.leads()
	return o
}

// drop drops the blocks from one on, and the sections that they open.
func (o *outline) drop(from int) {
	for i := len(o.blocks) - 1; i >= from; i-- {
		if o.opens[i] {
			o.sections = o.sections[:len(o.sections)-1]
		}
	}
	o.blocks, o.in, o.opens, o.numbers = o.blocks[:from], o.in[:from], o.opens[:from], o.numbers[:from]
}

// open opens the section whose heading is block i.
func (o *outline) open(stack []stackEntry, style string, i int) []stackEntry {
	keep := len(stack)
	for j := range stack {
		if s := stack[j].style; s == style || outranks(style, s) {
			keep = j
			break
		}
	}
	stack = stack[:keep]
	b := &o.blocks[i]
	s := &section{number: o.numbers[i].number, title: b.text, line: b.start(), level: len(stack) + 1}
	if len(stack) > 0 {
		s.parent = stack[len(stack)-1].section
	}
	o.sections = append(o.sections, s)
	o.opens[i] = true
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
func (o *outline) headingStyle(i int) string {
	b, n := &o.blocks[i], o.numbers[i]
	if b.kind == heading {
		return "h" + string(rune('0'+b.level))
	}
	if b.kind == tableBlock || b.text == "" || i+1 == len(o.blocks) {
		return ""
	}
	t := b.text[n.length:]
	switch {
	case n.style != "" && b.kind != listItem || n.style != "" && b.level <= 1 && b.isBold():
		if o.numberedTitle(b, n, t) {
			return n.style
		}
	case b.isBold() && width(t) <= 90 && !endsClause(t) && !labelWithValue(t):
		if b.kind == paragraph {
			return "bold"
		}
	case b.kind == paragraph && o.alone(i) && looksLikeTitle(t):
		return "look"
	}
	return ""
}

// numberedTitle tells the heading of a section from a numbered sentence.
func (o *outline) numberedTitle(b *block, n numbering, t string) bool {
	if t == "" || width(t) > 120 || labelWithValue(t) || namesGroupByDash(t) {
		return false
	}
	last := lastRune(t)
	if strings.HasPrefix(n.style, "一") || strings.HasPrefix(n.style, "第") {
		return width(t) <= 100 && !strings.ContainsRune("；;。，,", last)
	}
	if strings.ContainsRune("；;。，,！!", last) {
		return false
	}
	if last == '.' {
		// "1.1 What you give us. 您提供的信息." is a title in two languages.
		return hasHan(t) && !strings.Contains(t, "我们") && !strings.Contains(strings.ToLower(t), " we ") && n.style[0] == 'd'
	}
	limit := 64
	if n.style[0] == 'd' || b.isBold() {
		limit = 110
	}
	return width(t) <= limit
}

// lookStyle tells apart two levels of headings that only their look gives
// away: a short one that follows another heading without text between opens
// the lower level, and those like it stay there.
func (o *outline) lookStyle(stack []stackEntry, i int) string {
	words := len(strings.Fields(o.blocks[i].text))
	if hasHan(o.blocks[i].text) {
		words = width(o.blocks[i].text) / 5
	}
	if words > 3 || len(stack) == 0 {
		return "look"
	}
	switch top := stack[len(stack)-1]; {
	case top.style == "look sub", i > 0 && o.opens[i-1] && top.style == "look":
		if o.headingStyle(min(i+1, len(o.blocks)-1)) == "look" {
			return "look"
		}
		return "look sub"
	}
	return "look"
}

// alone reports whether a block has an empty line around it and text after it.
func (o *outline) alone(i int) bool {
	if i > 0 && o.blocks[i-1].group == o.blocks[i].group {
		return false
	}
	if strings.HasSuffix(o.blocks[i].text, "?") || strings.HasSuffix(o.blocks[i].text, "？") {
		return true
	}
	next := &o.blocks[i+1]
	return next.kind != paragraph || width(next.text) > width(o.blocks[i].text)
}

// looksLikeTitle recognises a heading that has neither mark-up nor number:
// short, without closing punctuation, in capitals, title case or Chinese.
func looksLikeTitle(t string) bool {
	if width(t) > 70 || endsClause(t) || strings.ContainsAny(t, ",，、@:：/") {
		return false
	}
	if hasHan(t) {
		return width(t) <= 40
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

func hasHan(t string) bool {
	return strings.IndexFunc(t, isHan) >= 0
}

// endsClause reports whether a text ends with a sign that a heading does not
// end with.
func endsClause(t string) bool {
	return strings.ContainsRune("。；;，,.！!、", lastRune(t))
}

// labelWithValue reports whether a text is "label: value" or "【label】value".
func labelWithValue(t string) bool {
	if !labelLike(t) {
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
	return rest != "" && !(hasHan(t[:i]) && !hasHan(rest) && len(strings.Fields(rest)) >= 3)
}

// namesGroupByDash reports whether a text is the name of a permission with a
// text about it behind a dash: an item of a list, and no heading.
func namesGroupByDash(t string) bool {
	if !strings.ContainsAny(t, "-–—") {
		return false
	}
	l, ok := splitLabel(&passage{text: t})
	return ok && l.value.text != "" && width(l.label) <= 40 && len(labelGroups(l.label)) > 0
}
