package policy

import (
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// Elements of a permission, as a mention of kind [MentionsField] has them
// beside the fields of an SDK row.
const (
	elementPurpose = "purpose"
	elementRefusal = "refusal"
	elementConsent = "consent"
)

// maxBeside bounds how many blocks behind a row or a statement are looked
// through for what it does not say.
const maxBeside = 6

// fieldReader finds what stands beside a row or a permission, was not read as
// part of it, and could be the field it lacks.
type fieldReader struct {
	d         *docText
	sentences *sentenceIndex
	r         *mentionReader
	left      [][]Mention
}

// keep notes that a sentence could hold a field, but for one about another
// platform.
func (f *fieldReader) keep(s *sentence, field, of, text string) {
	if f.r.ios(s) {
		return
	}
	f.left[s.at] = append(f.left[s.at], Mention{Kind: MentionsField, ID: field, Of: of, Text: text})
}

// rows looks beside the rows of the document, and at all sentences that name
// an SDK and were not placed, for the fields the rows lack.
func (f *fieldReader) rows(sdks []SDK) {
	lacks := map[string]map[string]bool{} // fields that no row of an SDK gives
	names := map[int]bool{}               // sentences with the name of a row
	for i := range sdks {
		x := &sdks[i]
		for _, at := range f.of(x.Quotes) {
			names[at] = true
		}
		if x.ID != nil {
			lacks[*x.ID] = x.lacking(lacks[*x.ID])
		}
	}
	for i := range sdks {
		x := &sdks[i]
		if x.ID == nil || len(lacks[*x.ID]) == 0 {
			continue
		}
		f.fieldsOfRow(x, lacks[*x.ID])
		for _, at := range f.of(x.Quotes) {
			f.ownSentence(f.d.outline.sentences[at], *x.ID, lacks[*x.ID])
			stops := func(s *sentence) bool { return names[s.at] || f.ofAnother(s, *x.ID) }
			for _, s := range f.beside(f.d.outline.sentences[at], stops) {
				f.fields(s, *x.ID, lacks[*x.ID])
			}
		}
	}
	for at, mentions := range f.left {
		for _, m := range mentions {
			if m.Kind == MentionsSDK && len(lacks[m.ID]) > 0 {
				f.fields(f.d.outline.sentences[at], m.ID, lacks[m.ID])
			}
		}
	}
}

// of returns the sentences of the document that quotes were taken from.
func (f *fieldReader) of(quotes []evidence.Quote) []int {
	var out []int
	for i := range quotes {
		if quotes[i].Document == f.d.path {
			out = append(out, f.sentences.of(&quotes[i])...)
		}
	}
	return out
}

// ofAnother reports whether a sentence is about another SDK than id, one whose
// name is not known included.
func (f *fieldReader) ofAnother(s *sentence, id string) bool {
	if f.d.rows.owned[s.source] {
		return false // the name of the next row stands in names
	}
	for _, n := range s.sdks(f.r.names) {
		if n.id != id && !sameFamily(n.id, id, f.r.names) {
			return true
		}
	}
	return mentionsSDK(s.text) && len(s.sdks(f.r.names)) == 0 && !view(s).has(cueAnaphor) && !hasPrefixIn(s.text, backWords)
}

// backWords begin a sentence that takes up the SDK before it.
var backWords = phraseList("takes up an SDK")

// lacking returns the fields that neither the row gives nor others of the same
// SDK; before holds what those lack, nil for the first.
func (x *SDK) lacking(before map[string]bool) map[string]bool {
	m := map[string]bool{}
	for field, given := range map[string]bool{fieldPurpose: x.Purpose != nil, fieldMethod: x.Method != nil, fieldScope: x.Scope != nil,
		fieldInstitution: x.Institution != nil, fieldWebsite: x.Website != nil || x.PrivacyURL != nil} {
		if !given && (before == nil || before[field]) {
			m[field] = true
		}
	}
	return m
}

// fields keeps a sentence for each field of an SDK that is lacking and that it
// could hold.
func (f *fieldReader) fields(s *sentence, id string, lacking map[string]bool) {
	v := view(s)
	if lacking[fieldPurpose] {
		if text := v.tellsPurpose(); text != "" {
			f.keep(s, fieldPurpose, id, text)
		} else if s.row >= 0 && v.mayDescribe() || !hasHan(s.text) && isProvider(s.text[:min(len(s.text), 90)]) && !s.heading {
			f.keep(s, fieldPurpose, id, s.text)
		}
	}
	if lacking[fieldScope] && (v.has(cueCollect) || s.row >= 0) {
		if text := v.namesData(); text != "" {
			f.keep(s, fieldScope, id, text)
		}
	}
	if lacking[fieldWebsite] {
		if at, n := findAddress(s.text); n > 0 {
			f.keep(s, fieldWebsite, id, s.text[at:at+n])
		} else if hasAddress(&s.p) {
			f.keep(s, fieldWebsite, id, s.text)
		}
	}
	if text := v.asideWord(asideCompany); text != "" && lacking[fieldInstitution] {
		f.keep(s, fieldInstitution, id, text)
	}
	if text := v.asideWord(asideMethod); text != "" && lacking[fieldMethod] {
		f.keep(s, fieldMethod, id, text)
	}
}

// fieldsOfRow looks at what the row gives as another field: a scene can tell
// the purpose, a purpose name what is collected, a method hold the address.
func (f *fieldReader) fieldsOfRow(x *SDK, lacking map[string]bool) {
	if x.Scene != nil && lacking[fieldPurpose] {
		for _, at := range f.of(x.Scene.Quotes) {
			f.keep(f.d.outline.sentences[at], fieldPurpose, *x.ID, x.Scene.Text)
		}
	}
	for _, field := range x.fields() {
		for _, at := range f.of(field.Quotes) {
			if s := f.d.outline.sentences[at]; s.row >= 0 || f.d.rows.owned[s.source] {
				f.fields(s, *x.ID, lacking)
			}
		}
	}
}

// ownSentence keeps the sentence that names an SDK for the fields that were
// not found in it: what it is for may stand there in words no view knows.
func (f *fieldReader) ownSentence(s *sentence, id string, lacking map[string]bool) {
	if s.row >= 0 || s.heading || f.d.rows.owned[s.source] {
		return
	}
	f.fields(s, id, lacking)
	v := view(s)
	if lacking[fieldPurpose] && v.tellsPurpose() == "" && (v.has(cuePurpose|cueDeed) || holdsAny(s.text, aimWords)) {
		f.keep(s, fieldPurpose, id, s.text)
	}
}

// aimWords say in Chinese what something is done for.
var aimWords = phraseList("aim")

// mayDescribe reports whether a cell that no column claims can say what
// something is for: words, and neither an address nor a company.
func (v *sentenceView) mayDescribe() bool {
	n, _ := findAddress(v.text)
	return n == 0 && v.han+v.words > 0 && v.asideWord(asideCompany) == "" && !saysNone(v.text) && !isFill(v.text) && !allDigits(v.text) && !hasAddress(&v.p)
}

// asideWord returns the first word of a kind, "" for none.
func (v *sentenceView) asideWord(k asideKind) string {
	l := phrases().asides
	for _, h := range l.in(v.f) {
		if l.values[h.value]&k != 0 {
			return v.quote(int(h.start), int(h.end)).Text
		}
	}
	return ""
}

// namesData returns the first name of personal information in a sentence, ""
// where it has none but common words and cookies.
func (v *sentenceView) namesData() string {
	for _, t := range findTermsFolded(v.text, v.f, false) {
		if t.item != "webview_cookies" {
			return v.text[t.start:t.end]
		}
	}
	return ""
}

// tellsPurpose returns what a sentence says something is for, "" for nothing.
func (v *sentenceView) tellsPurpose() string {
	for _, s := range v.purposes(0) {
		if isSpecific(v.f, s.start, s.end) {
			return v.quote(s.start, s.end).Text
		}
	}
	return ""
}

// permissions looks beside the statements of each group for the elements that
// it lacks.
func (f *fieldReader) permissions(stated []Permission, groups map[privacy.Group]*groupFinding) {
	named := map[int]bool{} // sentences that name a group, or what is no part of it
	for _, g := range groups {
		for _, at := range f.of(g.statements()) {
			named[at] = true
		}
	}
	for i := range stated {
		x := &stated[i]
		g := groups[x.Group]
		if x.Named.State != Stated || x.Purpose.State != Missing && x.Refusal.State != Missing && x.Consent.State != Missing {
			continue
		}
		for _, at := range f.of(g.statements()) {
			from := f.d.outline.sentences[at]
			if v := view(from); x.Purpose.State == Missing && from.row < 0 && !v.has(cueRefuse) && holdsAny(from.text, aimWords) {
				f.keep(from, elementPurpose, string(x.Group), from.text)
			}
			leads := from.row >= 0 || f.leads(from)
			for _, s := range f.beside(from, func(s *sentence) bool { return named[s.at] }) {
				if leads || view(s).refersToPermission() {
					f.elements(s, x)
				}
			}
		}
	}
}

// refersToPermission reports whether a sentence takes up a permission named
// before it.
func (v *sentenceView) refersToPermission() bool {
	return v.has(cueSingle|cuePermClass) || v.has(cueAnaphor) && !hasHan(v.text)
}

// statements are the quotes by which a group is named.
func (g *groupFinding) statements() []evidence.Quote {
	return append(g.named[:len(g.named):len(g.named)], g.titled...)
}

// elements keeps a sentence for each element of a permission that is missing
// and that it could state.
func (f *fieldReader) elements(s *sentence, x *Permission) {
	v, of := view(s), string(x.Group)
	if x.Purpose.State == Missing {
		if text := v.tellsPurpose(); text != "" {
			f.keep(s, elementPurpose, of, text)
		}
	}
	if x.Refusal.State == Missing && v.mayStateRefusal() {
		f.keep(s, elementRefusal, of, v.wordOf(cueRefuse|cueNegation))
	}
	if x.Consent.State == Missing && v.asksConsent() && !v.has(cueNegation|cueRefuse) {
		f.keep(s, elementConsent, of, v.wordOf(cueConsent))
	}
}

// wordOf returns the first word of a kind, "" for none.
func (v *sentenceView) wordOf(k cueKind) string {
	for _, c := range v.cues() {
		if c.kind&k != 0 {
			return v.quote(c.start, c.end).Text
		}
	}
	return ""
}

// mayStateRefusal reports whether a sentence says what happens when something
// is refused, or begins to: "if you refuse". How to refuse, and that then
// nothing is collected, is not that.
func (v *sentenceView) mayStateRefusal() bool {
	if v.statesRefusal() {
		return true
	}
	for _, c := range v.cues() {
		if c.kind&cueRefuse != 0 && v.between(cueCondition, 0, c.start) {
			return !v.onlyHowTo() && !(v.between(cueNegation, c.end, len(v.f.runes)) && v.between(cueCollect, c.end, len(v.f.runes)) && v.has(cueSubject))
		}
	}
	return false
}

// onlyHowTo reports whether a sentence says how to refuse and not what happens.
func (v *sentenceView) onlyHowTo() bool {
	return !v.has(cueConsequence) && holdsAny(string(v.f.runes), howToWords)
}

// beside returns what stands beside a sentence: its row of a table, the rest
// of its paragraph, and what a title, a label or an item is followed by, up to
// the next of its kind or the sentence at which the text goes on to something
// else.
func (f *fieldReader) beside(s *sentence, stops func(*sentence) bool) []*sentence {
	o := f.d.outline
	var out []*sentence
	if s.row >= 0 {
		for _, x := range o.of(s.source) {
			if x.row == s.row && x != s {
				out = append(out, x)
			}
		}
		return out
	}
	last := s.source
	if f.leads(s) {
		last += maxBeside
	}
	for i := s.source; i < len(o.blocks); i++ {
		if i > s.source && (f.closes(s.source, i) || i > last && !hasPrefixIn(o.blocks[i].text, backWords)) {
			break
		}
		for _, x := range o.of(i) {
			if x.at <= s.at {
				continue
			}
			if stops(x) || len(out) == maxBeside {
				return out
			}
			out = append(out, x)
		}
	}
	return out
}

// leads reports whether the text behind a sentence is about what it names: a
// heading, a line of a row, or a short line that is no sentence.
func (f *fieldReader) leads(s *sentence) bool {
	b := &f.d.blocks[s.source]
	return s.heading || f.d.rows.owned[s.source] || width(b.text) <= 60 && !endsSentence(b.text)
}

// closes reports whether block i closes what block from leads: a table, a
// heading, or the next of its kind.
func (f *fieldReader) closes(from, i int) bool {
	a, b := &f.d.blocks[from], &f.d.blocks[i]
	o := f.d.outline
	switch {
	case b.kind == tableBlock, o.opens[i]:
		return true
	case f.d.rows.owned[from]:
		return false // lines of a row may all be items
	case a.kind == listItem && b.kind == listItem && b.level <= a.level:
		return true
	}
	return o.numbers[i].style != "" && o.numbers[i].style == o.numbers[from].style
}
