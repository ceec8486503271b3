package policy

// partyNames takes a line whose label may stand for the company or for its
// product (第三方名称：X) as the name of the row where X is an SDK, or where
// another line of the row has the company, and the row has no other name.
func (r *rowReader) partyNames() {
	for i := range r.lines {
		l := &r.lines[i]
		if l.field != fieldInstitution || l.value.text == "" || isCompany(l.value.text) || r.namedAbove(i) {
			continue
		}
		known := mentionsSDK(l.value.text) || r.names.ResolveName(l.value.text) != ""
		if known && (namesParty(l.label) || r.companyBelow(i)) || namesParty(l.label) && r.companyBelow(i) && r.context(i) != aboutNothing {
			l.field = fieldName
		}
	}
}

// namesParty reports whether a label names a third party without saying that
// it is a company.
func namesParty(label string) bool {
	l := formOf(label)
	return !l.says("names a company") && l.says("names a party")
}

// namedAbove reports whether the lines right above line i already name the row
// it belongs to.
func (r *rowReader) namedAbove(i int) bool {
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		l := &r.lines[k]
		switch {
		case l.field != "" && l.label == r.lines[i].label:
			return false
		case l.field == fieldName && l.value.text != "":
			return true
		case l.field == "":
			return r.isTitle(k) && r.names.ResolveName(r.d.blocks[k].text) != ""
		}
	}
	return false
}

// companyBelow reports whether a line of the same row below line i has the
// company.
func (r *rowReader) companyBelow(i int) bool {
	for k := i + 1; k < len(r.lines) && k <= i+8; k++ {
		l := &r.lines[k]
		if l.field == "" || l.field == fieldName || l.label == r.lines[i].label {
			return false
		}
		if l.field == fieldInstitution {
			return true
		}
	}
	return false
}

// looseField tells the field of a line whose label is not known by the stems in
// it, where the line above is one of the same row.
func (r *rowReader) looseField(d *draft, j int) string {
	l := &r.lines[j]
	if l.label == "" || l.value.text == "" || !d.has(fieldPurpose) && !d.has(fieldInstitution) && !d.has(fieldScope) ||
		d.source[len(d.source)-1] != j-1 || r.d.blocks[j].group != r.d.blocks[j-1].group || r.names.ResolveName(l.label) != "" {
		return ""
	}
	if f := headOf(l.label); f != fieldName && !d.has(f) {
		return f
	}
	return ""
}

// openingNames takes a line with an unknown label as the name of a row where
// its value is an SDK and the line right below is a field of one.
func (r *rowReader) openingNames() {
	for i := range r.lines[:max(len(r.lines)-1, 0)] {
		l, next := &r.lines[i], &r.lines[i+1]
		if l.field != "" || l.label == "" || width(l.label) > 24 || next.label == "" || !r.startsRow(i+1) || next.field == fieldName || r.d.blocks[i+1].group != r.d.blocks[i].group {
			continue
		}
		if t := l.value.text; t != "" && width(t) <= 60 && !endsClause(t) && !r.isSDK(l.label) && r.isSDK(t) && !r.namedAbove(i) {
			l.field = fieldName
		}
	}
}

// isSDK reports whether a short text is called an SDK or the name of a known
// one.
func (r *rowReader) isSDK(t string) bool { return mentionsSDK(t) || r.names.ResolveName(t) != "" }

// freeLabels tells the fields of the lines below a heading that is only the
// name of a known SDK by the stems of their labels, where at least two are
// told so.
func (r *rowReader) freeLabels() {
	for i := range r.lines {
		if t := r.d.blocks[i].text; !r.o.opens[i] || width(t) > 40 || r.names.ResolveName(t[r.o.numbers[i].length:]) == "" {
			continue
		}
		end, known := i+1, 0
		for ; end < len(r.lines) && end <= i+10 && !r.o.opens[end]; end++ {
			l := &r.lines[end]
			if l.label == "" || l.value.text == "" && len(l.value.links) == 0 {
				break
			}
			if f := headOf(l.label); f != "" && f != fieldName {
				known++
			}
		}
		for k := i + 1; k < end && known > 1; k++ {
			if l := &r.lines[k]; l.field == "" {
				if f := headOf(l.label); f != fieldName {
					l.field = f
				}
			}
		}
	}
}
