package policy

import "strings"

// rowReader finds the SDK rows of a document and remembers what they are made
// of, so that nothing of it is read again as a statement of the first party.
type rowReader struct {
	*rowMarks
	d     *docText
	o     *outline
	names SDKNames
	sdks  []SDK

	list struct { // that of the list item asked for last
		item     int
		policies bool // it is one of links to policies
	}
}

// rowMarks say what the blocks of a document are for its SDK rows.
type rowMarks struct {
	owned map[int]bool       // blocks that rows are made of
	cells map[[2]int]bool    // rows of tables that are SDK rows: block and row
	lines []lineKind         // of each block
	more  map[int][]lineKind // further fields on the line of a block
}

// owns reports whether a sentence belongs to an SDK row.
func (m *rowMarks) owns(s *sentence) bool {
	return m.owned[s.source] || s.row >= 0 && m.cells[[2]int{s.source, s.row}]
}

// lineKind says what a block can be in a list of labels and values.
type lineKind struct {
	field string // the field of an SDK row its label names, "" for none
	labelled
}

// readRows reads the SDK rows of a document, and marks in d what they are made
// of.
func readRows(d *docText, names SDKNames) []SDK {
	d.rows = &rowMarks{owned: map[int]bool{}, cells: map[[2]int]bool{}, more: map[int][]lineKind{}}
	r := &rowReader{rowMarks: d.rows, d: d, o: d.outline, names: names}
	r.list.item = -1
	r.list.item = -1
	r.lines = make([]lineKind, len(d.blocks))
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.kind == tableBlock {
			continue
		}
		if all := splitFields(&b.passage); len(all) > 1 {
			r.lines[i] = all[0]
			r.more[i] = all[1:]
		} else if l, ok := splitLabel(&b.passage); ok {
			r.lines[i] = lineKind{fieldOf(l.label), l}
		} else if f := r.announces(i); f != "" {
			r.lines[i].field = f
		}
	}
	r.partyNames()
	r.openingNames()
	r.freeLabels()
	for i := 0; i < len(d.blocks); {
		switch {
		case d.blocks[i].kind == tableBlock:
			r.table(i)
			i++
		case r.startsRow(i):
			i = r.block(i)
		default:
			r.listed(i)
			i++
		}
	}
	return r.sdks
}

// announces returns the field that the last sentence of a paragraph announces
// with a colon and nothing behind it: "X SDK收集使用的个人信息包括：".
func (r *rowReader) announces(i int) string {
	ss := r.o.of(i)
	if len(ss) < 2 || r.o.opens[i] {
		return ""
	}
	last := ss[len(ss)-1].text
	if !strings.HasSuffix(last, "：") && !strings.HasSuffix(last, ":") || width(last) > 80 || !mentionsSDK(last) {
		return ""
	}
	return guessField(labelKey(last))
}

// keep adds a finished row.
func (r *rowReader) keep(d *draft) {
	r.add(d)
	for _, i := range d.source {
		r.owned[i] = true
	}
}

// startsRow reports whether block i carries a field of an SDK row, so that a
// row may begin there or at the title above it.
func (r *rowReader) startsRow(i int) bool {
	f := r.lines[i].field
	return f != "" && f != fieldOther
}

// block reads the run of labelled lines that starts at i: one row or several.
// It returns the block behind the run.
func (r *rowReader) block(i int) int {
	var d *draft
	field := ""
	finish := func() {
		if d != nil && r.accept(d) {
			r.keep(d)
		}
		d, field = nil, ""
	}
	floor := i // blocks before it are not looked at again for a title
	for floor > 0 && floor > i-4 && !r.owned[floor-1] {
		floor--
	}
	j := i
	for ; j < len(r.d.blocks); j++ {
		line := r.lines[j]
		if line.field == "" && d != nil && !r.continues(d, field, j) {
			line.field = r.looseField(d, j)
		}
		switch {
		case r.d.blocks[j].kind == tableBlock:
			finish()
			return j
		case line.field == fieldName && line.value.text != "":
			finish()
			d = newDraft(line.value, j)
			d.source = append(d.source, j)
			r.addMore(d, j)
			floor = j + 1
		case line.field == fieldOther && d != nil:
			d.source = append(d.source, j)
			field = ""
		case line.field != "" && line.field != fieldOther:
			if d == nil || r.titleBetween(d, j) {
				finish()
				if d = r.titled(j, floor); d == nil {
					return max(j, i) + 1
				}
			}
			field = line.field
			if line.label == "" {
				// The paragraph that announces a list says what the SDK does.
				d.intro(&r.d.blocks[j].passage, r.o.of(j))
			}
			d.add(field, line.value)
			r.addMore(d, j)
			d.source = append(d.source, j)
			floor = j + 1
		case d != nil && !r.isTitle(j) && r.continues(d, field, j):
			d.add(field, r.d.blocks[j].passage)
			d.source = append(d.source, j)
			floor = j + 1
		default:
			if !r.fieldAhead(j) {
				finish()
				return j
			}
			if r.isTitle(j) {
				finish()
			}
		}
	}
	finish()
	return j
}

// addMore adds the further fields on the line of block j.
func (r *rowReader) addMore(d *draft, j int) {
	for _, x := range r.more[j] {
		if x.field != fieldOther && x.field != fieldName {
			d.add(x.field, x.value)
		}
	}
}

// fieldAhead reports whether a labelled line stands within the next blocks,
// before the text goes on to something else.
func (r *rowReader) fieldAhead(j int) bool {
	for k := j + 1; k < len(r.lines) && k <= j+3; k++ {
		if r.d.blocks[k].kind == tableBlock {
			return false
		}
		if r.startsRow(k) {
			return true
		}
	}
	return false
}

// titleBetween reports whether a title stands between the last line of a row
// and block j, or j repeats a field in the same language so that another row
// must have begun.
func (r *rowReader) titleBetween(d *draft, j int) bool {
	last := d.source[len(d.source)-1]
	for k := last + 1; k < j; k++ {
		if r.isTitle(k) {
			return true
		}
	}
	return false
}

// titled starts a row whose name is the nearest title above block j.
func (r *rowReader) titled(j, floor int) *draft {
	for k := j - 1; k >= floor && k >= j-4; k-- {
		if r.d.blocks[k].kind == tableBlock {
			return nil
		}
		if r.isTitle(k) {
			d := newDraft(r.d.blocks[k].passage, k)
			for b := k; b < j; b++ {
				d.source = append(d.source, b)
			}
			return d
		}
	}
	return nil
}

// isTitle reports whether a block can be the name of an SDK that stands above
// its fields.
func (r *rowReader) isTitle(k int) bool {
	b := &r.d.blocks[k]
	if b.kind == tableBlock || b.text == "" || width(b.text) > 90 || r.lines[k].field != "" {
		return false
	}
	if r.o.opens[k] {
		return true
	}
	t := b.text[r.o.numbers[k].length:]
	if endsClause(t) || endsSentence(t) || strings.Contains(t, "。") {
		return false
	}
	return b.isBold() || b.kind == listItem && width(t) <= 60 || r.o.numbers[k].style != "" || mentionsSDK(t) || r.names.ResolveName(t) != ""
}

// continues reports whether block j goes on with the value of the last field:
// the value was announced with nothing behind the colon, or it is a list.
func (r *rowReader) continues(d *draft, field string, j int) bool {
	if field == "" {
		return false
	}
	b := &r.d.blocks[j]
	last := d.source[len(d.source)-1]
	if last != j-1 {
		return false
	}
	prev := &r.d.blocks[last]
	switch {
	case !d.has(field):
		return true
	case r.o.numbers[j].style != "" && (r.o.numbers[j].style == d.style || d.style == ""):
		d.style = r.o.numbers[j].style
		return true
	case b.kind == listItem && prev.kind == listItem && b.level > 1:
		return true
	}
	return b.group == prev.group && !endsSentence(prev.text) && width(prev.text) > 40
}

// accept reports whether a draft is an SDK row and not a list of permissions,
// functions or kinds of data that is laid out like one.
func (r *rowReader) accept(d *draft) bool {
	fields := 0
	for f := range d.fields {
		if f != fieldOther && f != fieldContact {
			fields++
		}
	}
	if fields == 0 || d.name.text == "" || isFill(d.name.text) {
		return false
	}
	name, _ := splitName(&d.name)
	if r.names.ResolveName(name.text) != "" || mentionsSDK(name.text) {
		return true
	}
	if d.title >= 0 && r.lines[d.title].field == fieldName && namesSDK(r.lines[d.title].label) {
		return true
	}
	if width(name.text) > 60 || len(groupsNamed(name.text)) > 0 {
		return false
	}
	about := r.context(d.title)
	strong := d.has(fieldInstitution) || d.has(fieldWebsite) || d.has(fieldPrivacyURL) || d.has(fieldMethod)
	return about == aboutSDKs && (strong || fields >= 2) || about == aboutPartners && (strong && fields >= 2 || d.has(fieldPrivacyURL))
}

// listed reads a list item "Name: what it does", or a name alone, in a list of
// SDKs or services.
func (r *rowReader) listed(i int) {
	b := &r.d.blocks[i]
	if b.kind != listItem && r.o.numbers[i].style == "" || b.text == "" || r.o.opens[i] || len(r.o.of(i)) == 0 {
		return
	}
	about := r.context(i)
	if about == aboutNothing || i+1 < len(r.lines) && r.startsRow(i+1) {
		return
	}
	l, ok := splitLabel(&b.passage)
	name := b.slice(r.o.numbers[i].length, len(b.text))
	if ok {
		at := strings.Index(b.text[l.start:], l.label)
		name = b.slice(l.start+at, l.start+at+len(l.label))
	}
	if width(name.text) > 60 || endsClause(name.text) || len(r.o.of(i)) > 1 && !ok {
		return
	}
	id := r.names.ResolveName(name.text)
	// A list of dependencies names every library; elsewhere the name tells.
	if id == "" && !mentionsSDK(name.text) && !(about == aboutSDKs && ok && r.isNameList(i)) {
		return
	}
	d := newDraft(name, i)
	d.source = []int{i}
	if ok {
		d.describe(&l.value)
	}
	if len(b.links) > 0 && !ok {
		if isPrivacyAddress(b.links[0].url) || r.leadsToPolicies(i) {
			d.add(fieldPrivacyURL, b.slice(b.links[0].start, b.links[0].end))
		} else {
			d.add(fieldWebsite, b.slice(b.links[0].start, b.links[0].end))
		}
	}
	r.keep(d)
}

// describe reads what a list item says of an SDK behind its name: labelled
// parts, addresses, and first of all what it is for.
func (d *draft) describe(p *passage) {
	for _, part := range partsOf(p) {
		if saysNone(part.text) {
			continue
		}
		if l, ok := splitLabel(&part); ok {
			if f := fieldOf(l.label); f != "" && f != fieldName {
				if f != fieldOther {
					d.add(f, l.value)
				}
				continue
			}
		}
		at, n := findAddress(part.text)
		if before := strings.Trim(part.text[:at], " .,;:：；，。（("); n > 0 && before != "" && !mentionsPolicy(before) && !d.has(fieldPurpose) {
			d.add(fieldPurpose, part.slice(0, at))
		}
		switch {
		case n > 0 && (isPrivacyAddress(part.text[at:at+n]) || mentionsPolicy(part.text)):
			d.add(fieldPrivacyURL, part)
		case n > 0 && at == 0:
			d.add(fieldWebsite, part)
		case len(part.links) > 0 && mentionsPolicy(part.text):
			d.add(fieldPrivacyURL, part)
		case !d.has(fieldPurpose):
			d.add(fieldPurpose, part)
		}
	}
}

// partsOf cuts the text of a list item into its sentences and the parts
// between semicolons.
func partsOf(p *passage) []passage {
	var out []passage
	cutter := newPartCutter(p)
	for _, s := range cutSentences(p.text) {
		start := s.start
		for i, r := range p.text[s.start:s.end] {
			if r == '；' || r == ';' {
				out = append(out, cutter.slice(start, s.start+i))
				start = s.start + i + len(string(r))
			}
		}
		out = append(out, cutter.slice(start, s.end))
	}
	return out
}

func mentionsPolicy(t string) bool {
	low := strings.ToLower(t)
	return strings.Contains(low, "privacy") || strings.Contains(t, "隐私")
}

// isNameList reports whether the label of list item i is set off as a name.
func (r *rowReader) isNameList(i int) bool {
	b := &r.d.blocks[i]
	return len(b.bold) > 0 && b.bold[0].start <= r.o.numbers[i].length+1
}

// leadsToPolicies reports whether the list that item i stands in is one of
// links to privacy policies.
func (r *rowReader) leadsToPolicies(i int) bool {
	if s := r.o.of(i)[0]; s.lead != nil {
		return mentionsPolicy(s.lead.text)
	}
	for k := i - 1; ; k-- {
		switch {
		case k == r.list.item: // goes on with the list of the item asked for before
		case k >= 0 && r.d.blocks[k].kind == listItem:
			continue
		default:
			r.list.policies = k >= 0 && mentionsPolicy(r.d.blocks[k].text)
		}
		r.list.item = i
		return r.list.policies
	}
}

func isPrivacyAddress(url string) bool {
	u := strings.ToLower(url)
	return strings.Contains(u, "privacy") || strings.Contains(u, "policy") || strings.Contains(u, "policies") || strings.Contains(u, "legal") || strings.Contains(u, "agreement") || strings.Contains(u, "terms")
}
