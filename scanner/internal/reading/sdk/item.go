package sdk

import (
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// Words that begin what is said of an SDK behind its name: who provides it,
// what it is for, what it collects. Each counts at the start of a clause.
var (
	providerOpeners = words.PhraseList("opens a provider")
	providerClosers = words.PhraseList("closes a provider")
	scopeOpeners    = words.PhraseList("opens what an SDK collects")
	clauseLinks     = words.PhraseList("opens no part of its own")
	// nameEnds end a name in English without a comma: "X SDK is used to …".
	nameEnds = words.PhraseList("ends the name of an SDK")
)

// part is a clause that says one thing of an SDK, with the words that open it.
type part struct {
	field string
	value document.Passage // behind the opening words
	whole document.Passage
	label bool // a label opens it
}

// takeApart reads what a text behind the name of an SDK says of it clause by
// clause: "由X提供，用于Y，收集A、B". It reports whether it is such a text: verbs,
// and not labels alone, say who provides it or what it collects.
func (d *draft) takeApart(p *document.Passage) bool {
	parts := partsBehindName(p)
	said := map[string]bool{}
	for _, x := range parts {
		if !x.label {
			said[x.field] = true
		}
	}
	if !said[words.FieldScope] && !said[words.FieldInstitution] {
		return false
	}
	for _, x := range parts {
		v := x.value
		switch {
		case x.field == words.FieldOther || x.field == words.FieldName:
			continue
		case x.field == words.FieldInstitution:
			v = trimQuotes(&v, document.Span{Start: 0, End: len(v.Text)})
		default:
			v = trimmed(&v)
		}
		if !d.has(x.field) {
			d.add(x.field, v)
		}
	}
	return true
}

// partsBehindName cuts a text at the clauses that open a new part. What stands
// before the first is what the SDK is for, where it is all of a clause.
func partsBehindName(p *document.Passage) []part {
	var out []part
	start := 0
	put := func(end int) {
		c := p.Slice(start, end)
		if c = trimmed(&c); c.Text == "" {
			return
		}
		field, at, label := opens(&c)
		switch {
		case field == "":
			out = append(out, part{words.FieldPurpose, c, c, false})
		default:
			v := c.Slice(at, len(c.Text))
			if field == words.FieldInstitution {
				v = withoutCloser(&v)
			}
			out = append(out, part{field, v, c, label})
		}
	}
	for _, at := range clauseStarts(p.Text) {
		c := p.Slice(at, len(p.Text))
		if f, _, _ := opens(&c); f != "" {
			put(at)
			start = at
		}
	}
	put(len(p.Text))
	return out
}

// clauseStarts returns where clauses begin: behind a comma, semicolon or full
// stop, and at "and" before a verb.
func clauseStarts(t string) []int {
	var out []int
	depth := 0
	for i, r := range t {
		switch r {
		case '(', '（':
			depth++
		case ')', '）':
			depth--
		}
		if depth != 0 {
			continue
		}
		switch r {
		case '，', '；', '。':
			out = append(out, i+utf8.RuneLen(r))
		case ',', ';', '.':
			if strings.HasPrefix(t[i+1:], " ") {
				out = append(out, i+2)
			}
		case ' ':
			if strings.HasPrefix(t[i:], " and ") {
				out = append(out, i+1)
			}
		}
	}
	return out
}

// opens returns the field that the first words of a clause open, where what they
// open begins, and whether they are a label; "" for none.
func opens(c *document.Passage) (field string, at int, label bool) {
	if l, ok := sentence.SplitLabel(c); ok {
		if f := sentence.FieldOf(l.Label); f != "" {
			return f, l.Rest, true
		}
	}
	f := language.Fold(c.Text)
	t := string(f.Runes)
	skipped := 0
	skip := func(list []string) bool {
		for _, w := range list {
			if strings.HasPrefix(t[skipped:], w) {
				skipped += len(w)
				return true
			}
		}
		return false
	}
	for skip(clauseLinks) {
	}
	place := func() int {
		n := utf8.RuneCountInString(t[:skipped])
		return f.Offset(n)
	}
	switch {
	case skip(scopeOpeners):
		return words.FieldScope, place(), false
	case skip(providerOpeners):
		if language.HasHan(t[:skipped]) && !closed(t[skipped:]) {
			return "", 0, false
		}
		return words.FieldInstitution, place(), false
	case skip(purposeOpeners):
		return words.FieldPurpose, place(), false
	}
	return "", 0, false
}

// closed reports whether a text goes on to the word that closes a provider in
// Chinese: 由…提供.
func closed(t string) bool {
	if i := strings.IndexAny(t, "，；。,;"); i >= 0 {
		t = t[:i]
	}
	return language.HoldsAny(t, providerClosers)
}

// withoutCloser drops the word behind the name of a company: X公司提供.
func withoutCloser(p *document.Passage) document.Passage {
	t := trimmed(p)
	for _, w := range providerClosers {
		if i := strings.Index(t.Text, w); i > 0 {
			t = t.Slice(0, i)
		}
	}
	return t
}

// trimmed drops the signs around a passage.
func trimmed(p *document.Passage) document.Passage {
	const signs = " ，,；;。"
	left := len(p.Text) - len(strings.TrimLeft(p.Text, signs))
	right := len(strings.TrimRight(p.Text, signs))
	if t := p.Text[left:max(left, right)]; hasCompanyDot(p.Text[right:], t) {
		right++
	}
	return p.Slice(left, max(left, right))
}

// hasCompanyDot reports whether the full stop behind a text belongs to a legal
// form: Co., Ltd.
func hasCompanyDot(after, t string) bool {
	if !strings.HasPrefix(after, ".") {
		return false
	}
	for _, w := range legalForms {
		if strings.HasSuffix(t, " "+w) {
			return true
		}
	}
	return false
}

// nameBeforeVerb returns the length of the name of an SDK that an English item
// begins with, right before what is said of it; 0 for none.
func (r *rowReader) nameBeforeVerb(p *document.Passage) int {
	for _, w := range nameEnds {
		if i := language.IndexFold(p.Text, w); i > 0 && language.Width(p.Text[:i]) <= maxName && r.isSDK(p.Text[:i]) {
			return i
		}
	}
	return 0
}

// listed reads a list item "Name: what it does", or a name alone, in a list of
// SDKs or services.
func (r *rowReader) listed(i int) {
	b := &r.d.Blocks[i]
	if b.Kind != document.ListItem && r.o.Numbers[i].Style == "" && !r.bareName(i) || b.Text == "" || r.o.Opens[i] || len(r.o.Of(i)) == 0 {
		return
	}
	l, ok := sentence.SplitLabel(&b.Passage)
	about := r.context(i)
	if about == sentence.AboutNothing && !(ok && r.introducesSDK(i, &l)) || i+1 < len(r.Lines) && r.startsRow(i+1) {
		return
	}
	name := b.Slice(r.o.Numbers[i].Length, len(b.Text))
	if ok && (strings.ContainsAny(l.Label, "，。") || namesAgain(&l)) {
		ok = false // a sentence
	}
	if ok {
		at := strings.Index(b.Text[l.Start:], l.Label)
		name = b.Slice(l.Start+at, l.Start+at+len(l.Label))
	}
	if l2, cut := r.nameFirst(&name); !ok && cut {
		ok, l = true, l2
		name = name.Slice(0, len(l.Label))
	}
	if language.Width(name.Text) > 60 || language.EndsClause(name.Text) || len(quotedNames(name.Text)) > 0 || len(r.o.Of(i)) > 1 && !ok {
		return
	}
	id := r.names.ResolveName(name.Text)
	// A list of dependencies names every library; elsewhere the name tells.
	if id == "" && !sentence.MentionsSDK(name.Text) && !(about == sentence.AboutSDKs && ok && r.isNameList(i)) {
		return
	}
	d := newDraft(name, i)
	d.source = []int{i}
	if ok && !d.takeApart(&l.Value) {
		d.saysWhat(&l.Value)
		d.describe(&l.Value)
	}
	if len(b.Links) > 0 && !ok {
		if isPrivacyAddress(b.Links[0].URL) || r.leadsToPolicies(i) {
			d.add(words.FieldPrivacyURL, b.Slice(b.Links[0].Start, b.Links[0].End))
		} else {
			d.add(words.FieldWebsite, b.Slice(b.Links[0].Start, b.Links[0].End))
		}
	}
	r.keep(rule.RowListItem, d)
}

// namesAgain reports whether the value behind a name names it again, as a
// sentence by itself does: 友盟SDK：我们使用友盟SDK统计….
func namesAgain(l *sentence.Labelled) bool {
	return sentence.MentionsSDK(l.Label) && strings.Contains(l.Value.Text, strings.TrimSpace(language.WithoutBrackets(l.Label)))
}

// nameFirst cuts an item after the name of an SDK that it begins with, where
// what is said of it follows without a colon.
func (r *rowReader) nameFirst(p *document.Passage) (sentence.Labelled, bool) {
	cut := r.nameBeforeComma(p)
	if cut == 0 {
		cut = r.nameBeforeVerb(p)
	}
	if cut == 0 || holdsCue(p.Slice(0, cut), words.CueFeature|words.CueNegation|words.CueCondition) {
		return sentence.Labelled{}, false // what somebody does with one
	}
	return sentence.Labelled{Label: p.Text[:cut], Value: p.Slice(cut+language.CommaLength(p.Text[cut:]), len(p.Text))}, true
}

// nameBeforeComma returns the length of the name of an SDK that a text begins
// with, where what it is for follows behind a comma: 友盟SDK，用于统计; 0 for none.
func (r *rowReader) nameBeforeComma(p *document.Passage) int {
	i := strings.IndexAny(p.Text, "，,")
	if i <= 0 || language.Width(p.Text[:i]) > maxName || !r.isSDK(p.Text[:i]) {
		return 0
	}
	rest := p.Slice(i+language.CommaLength(p.Text[i:]), len(p.Text))
	if f, _, _ := opens(&rest); f == "" {
		return 0
	}
	return i
}

// purposeOpeners begin what says what an SDK is for.
var purposeOpeners = words.PhraseList("opens a purpose")

// holdsCue reports whether a passage by itself holds a cue of one of the kinds.
func holdsCue(p document.Passage, kinds words.CueKind) bool {
	return newView(&sentence.Sentence{Text: p.Text, Passage: p}).Has(kinds)
}
