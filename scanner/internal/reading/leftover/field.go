package leftover

import (
	"sort"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/permission"
	"github.com/candor-scan/candor/scanner/internal/reading/sdk"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
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
	d         *sentence.Text
	sentences *sentenceIndex
	r         *mentionReader
	left      [][]policy.Mention
	looks     int // that may still be taken; see maxLooks
}

// maxLooks bounds how many sentences are looked at for what rows and permissions
// lack: in a file of one line a quote of a row stands for all sentences with
// its text.
const maxLooks = 100_000

// keep notes that a sentence could hold a field, but for one about another
// platform.
func (f *fieldReader) keep(s *sentence.Sentence, field, of, text string) {
	if f.r.ios(s) {
		return
	}
	f.left[s.At] = append(f.left[s.At], policy.Mention{Kind: policy.MentionsField, ID: field, Of: of, Text: text})
}

// rows looks beside the rows of the document, and at all sentences that name
// an SDK and were not placed, for the fields the rows lack.
func (f *fieldReader) rows(sdks []policy.SDK) {
	lacks := map[string]map[string]bool{} // fields that no row of an SDK gives
	names := map[int]bool{}               // sentences with the name of a row
	named := map[lookedAt]bool{}
	for i := range sdks {
		x := &sdks[i]
		for _, at := range f.ofNew(x.Quotes, "", named) {
			names[at] = true
		}
		if x.ID != nil {
			lacks[*x.ID] = lacking(x, lacks[*x.ID])
		}
	}
	rows, own := map[lookedAt]bool{}, map[lookedAt]bool{}
	for i := range sdks {
		x := &sdks[i]
		if x.ID == nil || len(lacks[*x.ID]) == 0 {
			continue
		}
		f.fieldsOfRow(x, lacks[*x.ID], rows)
		for _, at := range f.ofNew(x.Quotes, *x.ID, own) {
			if !f.look() {
				return
			}
			f.ownSentence(f.d.Outline.Sentences[at], *x.ID, lacks[*x.ID])
			stops := func(s *sentence.Sentence) bool { return names[s.At] || f.ofAnother(s, *x.ID) }
			for _, s := range f.beside(f.d.Outline.Sentences[at], stops) {
				if !f.look() {
					return
				}
				f.fields(s, *x.ID, lacks[*x.ID])
			}
		}
	}
	for at, mentions := range f.left {
		done := map[string]bool{}
		for _, m := range mentions {
			if m.Kind == policy.MentionsSDK && len(lacks[m.ID]) > 0 && !done[m.ID] {
				done[m.ID] = true
				f.fields(f.d.Outline.Sentences[at], m.ID, lacks[m.ID])
			}
		}
	}
}

// of returns the sentences of the document that quotes were taken from.
func (f *fieldReader) of(quotes []evidence.Quote) []int {
	var out []int
	for i := range quotes {
		if quotes[i].Document == f.d.Path {
			out = append(out, f.sentences.of(&quotes[i])...)
		}
	}
	return out
}

// look takes one of the looks, and reports whether there was one left.
func (f *fieldReader) look() bool {
	f.looks--
	return f.looks >= 0
}

// lookedAt is a quote that was looked at for an SDK.
type lookedAt struct {
	id string
	quoteKey
}

// ofNew does so for the quotes that were not looked at for an SDK before.
func (f *fieldReader) ofNew(quotes []evidence.Quote, id string, before map[lookedAt]bool) []int {
	var out []int
	for i := range quotes {
		if k := (lookedAt{id, quoteKey{quotes[i].Line, quotes[i].Text}}); !before[k] {
			before[k] = true
			out = append(out, f.of(quotes[i:i+1])...)
		}
	}
	return out
}

// ofAnother reports whether a sentence is about another SDK than id, one whose
// name is not known included.
func (f *fieldReader) ofAnother(s *sentence.Sentence, id string) bool {
	if f.d.Rows.Owned[s.Source] {
		return false // the name of the next row stands in names
	}
	for _, n := range s.SDKs(f.r.names) {
		if n.ID != id && !sameFamily(n.ID, id, f.r.names) {
			return true
		}
	}
	return sentence.MentionsSDK(s.Text) && len(s.SDKs(f.r.names)) == 0 && !permission.NewView(s).Has(words.CueAnaphor) && !language.HasPrefixIn(s.Text, backWords)
}

// backWords begin a sentence that takes up the SDK before it.
var backWords = words.PhraseList("takes up an SDK")

// lacking returns the fields that neither the row gives nor others of the same
// SDK; before holds what those lack, nil for the first.
func lacking(x *policy.SDK, before map[string]bool) map[string]bool {
	m := map[string]bool{}
	for field, given := range map[string]bool{words.FieldPurpose: x.Purpose != nil, words.FieldMethod: x.Method != nil, words.FieldScope: x.Scope != nil,
		words.FieldInstitution: x.Institution != nil, words.FieldWebsite: x.Website != nil || x.PrivacyURL != nil} {
		if !given && (before == nil || before[field]) {
			m[field] = true
		}
	}
	return m
}

// fields keeps a sentence for each field of an SDK that is lacking and that it
// could hold.
func (f *fieldReader) fields(s *sentence.Sentence, id string, lacking map[string]bool) {
	v := permission.NewView(s)
	if lacking[words.FieldPurpose] {
		if text := tellsPurpose(v); text != "" {
			f.keep(s, words.FieldPurpose, id, text)
		} else if s.Row >= 0 && mayDescribe(v) || !language.HasHan(s.Text) && sdk.IsProvider(s.Text[:min(len(s.Text), 90)]) && !s.Heading {
			f.keep(s, words.FieldPurpose, id, s.Text)
		}
	}
	if lacking[words.FieldScope] && (v.Has(words.CueCollect) || s.Row >= 0) {
		if text := firstData(v); text != "" {
			f.keep(s, words.FieldScope, id, text)
		}
	}
	if lacking[words.FieldWebsite] {
		if at, n := sdk.FindAddress(s.Text); n > 0 {
			f.keep(s, words.FieldWebsite, id, s.Text[at:at+n])
		} else if sdk.HasAddress(&s.Passage) {
			f.keep(s, words.FieldWebsite, id, s.Text)
		}
	}
	if text := asideWord(v, words.AsideCompany); text != "" && lacking[words.FieldInstitution] {
		f.keep(s, words.FieldInstitution, id, text)
	}
	if text := asideWord(v, words.AsideMethod); text != "" && lacking[words.FieldMethod] {
		f.keep(s, words.FieldMethod, id, text)
	}
}

// fieldsOfRow looks at what the row gives as another field: a scene can tell
// the purpose, a purpose name what is collected, a method hold the address.
func (f *fieldReader) fieldsOfRow(x *policy.SDK, lacking map[string]bool, before map[lookedAt]bool) {
	if x.Scene != nil && lacking[words.FieldPurpose] {
		for _, at := range f.ofNew(x.Scene.Quotes, "scene of "+*x.ID, before) {
			f.keep(f.d.Outline.Sentences[at], words.FieldPurpose, *x.ID, x.Scene.Text)
		}
	}
	for _, field := range fields(x) {
		for _, at := range f.ofNew(field.Quotes, *x.ID, before) {
			if !f.look() {
				return
			}
			if s := f.d.Outline.Sentences[at]; s.Row >= 0 || f.d.Rows.Owned[s.Source] {
				f.fields(s, *x.ID, lacking)
			}
		}
	}
}

// ownSentence keeps the sentence that names an SDK for the fields that were
// not found in it: what it is for may stand there in words no view knows.
func (f *fieldReader) ownSentence(s *sentence.Sentence, id string, lacking map[string]bool) {
	if s.Row >= 0 || s.Heading || f.d.Rows.Owned[s.Source] {
		return
	}
	f.fields(s, id, lacking)
	v := permission.NewView(s)
	if lacking[words.FieldPurpose] && tellsPurpose(v) == "" && (v.Has(words.CuePurpose|words.CueDeed) || language.HoldsAny(s.Text, aimWords)) {
		f.keep(s, words.FieldPurpose, id, s.Text)
	}
}

// aimWords say in Chinese what something is done for.
var aimWords = words.PhraseList("aim")

// mayDescribe reports whether a cell that no column claims can say what
// something is for: words, and neither an address nor a company.
func mayDescribe(v *permission.View) bool {
	n, _ := sdk.FindAddress(v.Text)
	return n == 0 && v.Han+v.Words > 0 && asideWord(v, words.AsideCompany) == "" && !sentence.SaysNone(v.Text) && !sentence.IsFill(v.Text) && !language.AllDigits(v.Text) && !sdk.HasAddress(&v.Passage)
}

// asideWord returns the first word of a kind, "" for none.
func asideWord(v *permission.View, k words.AsideKind) string {
	l := words.Phrases().Asides
	for _, h := range l.In(v.Folded) {
		if l.Values[h.Value]&k != 0 {
			return v.Quote(int(h.Start), int(h.End)).Text
		}
	}
	return ""
}

// firstData returns the first name of personal information in a sentence, ""
// where it has none but common words and cookies.
func firstData(v *permission.View) string {
	for _, t := range words.FindTermsFolded(v.Text, v.Folded, false) {
		if t.Item != "webview_cookies" {
			return v.Text[t.Start:t.End]
		}
	}
	return ""
}

// tellsPurpose returns what a sentence says something is for, "" for nothing.
func tellsPurpose(v *permission.View) string {
	for _, s := range v.Purposes(0) {
		if words.IsSpecific(v.Folded, s.Start, s.End) {
			return v.Quote(s.Start, s.End).Text
		}
	}
	return ""
}

// permissions looks beside the statements of each group for the elements that
// it lacks.
func (f *fieldReader) permissions(stated []policy.Permission, groups map[privacy.Group]*permission.GroupFinding) {
	named := map[int]bool{} // sentences that name a group, or what is no part of it
	before, own := map[lookedAt]bool{}, map[lookedAt]bool{}
	for _, g := range groups {
		for _, at := range f.ofNew(statements(g), "", before) {
			named[at] = true
		}
	}
	for i := range stated {
		x := &stated[i]
		g := groups[x.Group]
		if x.Named.State != policy.Stated || x.Purpose.State != policy.Missing && x.Refusal.State != policy.Missing && x.Consent.State != policy.Missing {
			continue
		}
		for _, at := range f.ofNew(statements(g), string(x.Group), own) {
			if !f.look() {
				return
			}
			from := f.d.Outline.Sentences[at]
			if v := permission.NewView(from); x.Purpose.State == policy.Missing && from.Row < 0 && !v.Has(words.CueRefuse) && language.HoldsAny(from.Text, aimWords) {
				f.keep(from, elementPurpose, string(x.Group), from.Text)
			}
			leads := from.Row >= 0 || f.leads(from)
			for _, s := range f.beside(from, func(s *sentence.Sentence) bool { return named[s.At] }) {
				if !f.look() {
					return
				}
				if leads || refersToPermission(permission.NewView(s)) {
					f.elements(s, x)
				}
			}
		}
	}
}

// refersToPermission reports whether a sentence takes up a permission named
// before it.
func refersToPermission(v *permission.View) bool {
	return v.Has(words.CueSingle|words.CuePermClass) || v.Has(words.CueAnaphor) && !language.HasHan(v.Text)
}

// statements are the quotes by which a group is named.
func statements(g *permission.GroupFinding) []evidence.Quote {
	return append(g.Named[:len(g.Named):len(g.Named)], g.Titled...)
}

// elements keeps a sentence for each element of a permission that is missing
// and that it could state.
func (f *fieldReader) elements(s *sentence.Sentence, x *policy.Permission) {
	v, of := permission.NewView(s), string(x.Group)
	if x.Purpose.State == policy.Missing {
		if text := tellsPurpose(v); text != "" {
			f.keep(s, elementPurpose, of, text)
		}
	}
	if x.Refusal.State == policy.Missing && mayStateRefusal(v) {
		f.keep(s, elementRefusal, of, wordOf(v, words.CueRefuse|words.CueNegation))
	}
	if x.Consent.State == policy.Missing && v.AsksConsent() && !v.Has(words.CueNegation|words.CueRefuse) {
		f.keep(s, elementConsent, of, wordOf(v, words.CueConsent))
	}
}

// wordOf returns the first word of a kind, "" for none.
func wordOf(v *permission.View, k words.CueKind) string {
	for _, c := range v.Cues() {
		if c.Kind&k != 0 {
			return v.Quote(c.Start, c.End).Text
		}
	}
	return ""
}

// mayStateRefusal reports whether a sentence says what happens when something
// is refused, or begins to: "if you refuse". How to refuse, and that then
// nothing is collected, is not that.
func mayStateRefusal(v *permission.View) bool {
	if v.StatesRefusal() {
		return true
	}
	for _, c := range v.Cues() {
		if c.Kind&words.CueRefuse != 0 && v.Between(words.CueCondition, 0, c.Start) {
			return !onlyHowTo(v) && !(v.Between(words.CueNegation, c.End, len(v.Folded.Runes)) && v.Between(words.CueCollect, c.End, len(v.Folded.Runes)) && v.Has(words.CueSubject))
		}
	}
	return false
}

// onlyHowTo reports whether a sentence says how to refuse and not what happens.
func onlyHowTo(v *permission.View) bool {
	return !v.Has(words.CueConsequence) && language.HoldsAny(string(v.Folded.Runes), permission.HowToWords)
}

// beside returns what stands beside a sentence: its row of a table, the rest
// of its paragraph, and what a title, a label or an item is followed by, up to
// the next of its kind or the sentence at which the text goes on to something
// else.
func (f *fieldReader) beside(s *sentence.Sentence, stops func(*sentence.Sentence) bool) []*sentence.Sentence {
	o := f.d.Outline
	var out []*sentence.Sentence
	if s.Row >= 0 {
		cells := o.Of(s.Source)
		for _, x := range cells[sort.Search(len(cells), func(i int) bool { return cells[i].Row >= s.Row }):] {
			if x.Row != s.Row {
				break
			}
			if x != s {
				out = append(out, x)
			}
		}
		return out
	}
	last := s.Source
	if f.leads(s) {
		last += maxBeside
	}
	for i := s.Source; i < len(o.Blocks); i++ {
		if i > s.Source && (f.closes(s.Source, i) || i > last && !language.HasPrefixIn(o.Blocks[i].Text, backWords)) {
			break
		}
		behind := o.Of(i)
		if i == s.Source {
			behind = behind[s.At+1-behind[0].At:]
		}
		for _, x := range behind {
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
func (f *fieldReader) leads(s *sentence.Sentence) bool {
	b := &f.d.Blocks[s.Source]
	return s.Heading || f.d.Rows.Owned[s.Source] || !language.Wider(b.Text, 60) && !language.EndsSentence(b.Text)
}

// closes reports whether block i closes what block from leads: a table, a
// heading, or the next of its kind.
func (f *fieldReader) closes(from, i int) bool {
	a, b := &f.d.Blocks[from], &f.d.Blocks[i]
	o := f.d.Outline
	switch {
	case b.Kind == document.Table, o.Opens[i]:
		return true
	case f.d.Rows.Owned[from]:
		return false // lines of a row may all be items
	case a.Kind == document.ListItem && b.Kind == document.ListItem && b.Level <= a.Level:
		return true
	}
	return o.Numbers[i].Style != "" && o.Numbers[i].Style == o.Numbers[from].Style
}
