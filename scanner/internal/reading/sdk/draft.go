package sdk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/clause"
	"github.com/candor-scan/candor/scanner/internal/reading/rule"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// draft is an SDK row while it is put together.
type draft struct {
	name   document.Passage
	fields map[string][]document.Passage
	source []int // blocks it is made of
	title  int   // block of its title, -1 for none
	label  int   // block of the label read last
	style  string

	platforms []string           // that a cell of the row names
	held      map[fieldText]bool // values, where there are many; see holds
}

// fieldText is a value of a field.
type fieldText struct{ field, text string }

func newDraft(name document.Passage, title int) *draft {
	return &draft{name: name, fields: map[string][]document.Passage{}, title: title}
}

// add sets a field. A second value is the other language, or a further line.
func (d *draft) add(field string, v document.Passage) {
	if v.Text == "" && len(v.Links) == 0 {
		return
	}
	d.fields[field] = append(d.fields[field], v)
	if d.held != nil {
		d.held[fieldText{field, v.Text}] = true
	}
}

// holds reports whether a field has a value already.
func (d *draft) holds(field, text string) bool {
	if len(d.fields[field]) <= clause.ManyQuotes {
		return slices.ContainsFunc(d.fields[field], func(p document.Passage) bool { return p.Text == text })
	}
	if d.held == nil {
		d.held = map[fieldText]bool{}
		for f, values := range d.fields {
			for i := range values {
				d.held[fieldText{f, values[i].Text}] = true
			}
		}
	}
	return d.held[fieldText{field, text}]
}

// intro takes the purpose out of a paragraph that only announces a list.
func (d *draft) intro(p *document.Passage, ss []*sentence.Sentence) {
	if !d.has(words.FieldPurpose) {
		d.add(words.FieldPurpose, ss[0].Passage)
	}
}

func (d *draft) has(field string) bool { return len(d.fields[field]) > 0 }

// sdk finishes a row.
func (d *draft) sdk(doc *sentence.Text, names words.SDKNames) policy.SDK {
	name, institution := splitName(&d.name)
	if institution.Text != "" && !d.has(words.FieldInstitution) {
		d.add(words.FieldInstitution, institution)
	}
	x := policy.SDK{
		Name: name.Text, Platforms: sentence.Platforms(d.name.Text), Line: name.Line(0),
		Quotes:  doc.Quotes(name.Whole()),
		Purpose: d.field(doc, words.FieldPurpose), Method: d.field(doc, words.FieldMethod), Institution: d.field(doc, words.FieldInstitution),
		Contact: d.field(doc, words.FieldContact), Scene: d.field(doc, words.FieldScene), Permissions: d.permissions(doc),
		Website: d.address(doc, words.FieldWebsite), PrivacyURL: d.address(doc, words.FieldPrivacyURL), Scope: d.scope(doc),
	}
	x.ID = d.resolve(name.Text, names)
	if len(x.Platforms) == 0 {
		x.Platforms = append(x.Platforms, d.platforms...)
	}
	return x
}

// add finishes a row. One that names several SDKs gives a row for each.
func (r *rowReader) add(id rule.ID, d *draft) {
	if len(d.platforms) == 0 && r.d.IOSLine(d.name.Line(0)) {
		d.platforms = []string{sentence.PlatformIOS}
	}
	parts := r.partsOfName(&d.name)
	if parts == nil {
		parts = []document.Passage{d.name}
	}
	for _, p := range parts {
		if !r.d.Quotable.Take(rowOverhead + len(p.Text)) {
			return
		}
		one := *d
		one.name = p
		r.put(id, one.sdk(r.d, r.names))
	}
}

func (r *rowReader) put(id rule.ID, x policy.SDK) {
	r.sdks = append(r.sdks, x)
	traceRow(r.d, id, &x)
}

// traceRow says of all quotes of a row which rule made it.
func traceRow(d *sentence.Text, id rule.ID, x *policy.SDK) {
	if d.Trace == nil {
		return
	}
	say := func(field string, quotes []evidence.Quote) {
		for _, q := range quotes {
			d.Trace.Says(id, "row "+x.Name+field, q)
		}
	}
	say("", x.Quotes)
	if x.Scope != nil {
		say(": scope", x.Scope.Quotes)
	}
	for _, f := range []struct {
		name  string
		field *policy.Field
	}{{"purpose", x.Purpose}, {"method", x.Method}, {"institution", x.Institution}, {"website", x.Website},
		{"privacyUrl", x.PrivacyURL}, {"contact", x.Contact}, {"scene", x.Scene}, {"permissions", x.Permissions}} {
		if f.field != nil {
			say(": "+f.name, f.field.Quotes)
		}
	}
}

// rowOverhead is what a row takes besides the texts of its fields.
const rowOverhead = 256

// partsOfName cuts a name that lists several SDKs; nil where it is one: each
// part must be the name of another SDK.
func (r *rowReader) partsOfName(p *document.Passage) []document.Passage {
	var parts []document.Passage
	seen := map[string]bool{}
	start, depth := language.NumberOf(p.Text).Length, 0
	cutter := sentence.NewPartCutter(p)
	cut := func(end int) bool {
		part := cutter.Slice(start, end)
		id := r.names.ResolveName(part.Text)
		if id == "" || seen[id] {
			return false
		}
		seen[id] = true
		parts = append(parts, part)
		return true
	}
	for i, c := range p.Text {
		switch c {
		case '(', '（', '[', '【':
			depth++
		case ')', '）', ']', '】':
			depth--
		case '、', '/', '，', ',', '；', ';', '&', '和', '与', '及':
			if depth != 0 || i < start {
				continue
			}
			if !cut(i) {
				return nil
			}
			start = i + utf8.RuneLen(c)
		}
	}
	if len(parts) == 0 || !cut(len(p.Text)) {
		return nil
	}
	return parts
}

// resolve names the SDK: by the name of the row, else by what stands around
// it in the title.
func (d *draft) resolve(name string, names words.SDKNames) *string {
	for _, n := range []string{name, d.name.Text} {
		if id := names.ResolveName(n); id != "" {
			return &id
		}
	}
	return nil
}

// field returns a field of text, nil where it is missing.
func (d *draft) field(doc *sentence.Text, name string) *policy.Field {
	f := policy.Field{}
	var texts []string
	for _, v := range d.fields[name] {
		if sentence.SaysNone(v.Text) || sentence.IsFill(v.Text) {
			continue
		}
		if !doc.Quotable.Take(len(v.Text) + clause.QuoteOverhead) {
			break
		}
		texts = append(texts, strings.Trim(v.Text, " "))
		f.Quotes = append(f.Quotes, doc.Quotes(v.Whole())...)
	}
	if f.Text = strings.Join(texts, " "); f.Text == "" {
		return nil
	}
	return &f
}

// permissions keeps a value that says there are none.
func (d *draft) permissions(doc *sentence.Text) *policy.Field {
	if f := d.field(doc, words.FieldPermissions); f != nil {
		return f
	}
	for _, v := range d.fields[words.FieldPermissions] {
		if v.Text != "" && !sentence.IsFill(v.Text) {
			return &policy.Field{Text: v.Text, Quotes: doc.Quotes(v.Whole())}
		}
	}
	return nil
}

// address returns a field that is a web address: the address itself where the
// text or a link gives one.
func (d *draft) address(doc *sentence.Text, name string) *policy.Field {
	for _, v := range d.fields[name] {
		if len(v.Links) == 0 && sentence.SaysNone(v.Text) || v.Text != "" && sentence.IsFill(v.Text) {
			continue
		}
		if at, n := FindAddress(v.Text); n > 0 {
			return &policy.Field{Text: v.Text[at : at+n], Quotes: doc.Quotes(v.Quote(at, at+n))}
		}
		for _, l := range v.Links {
			if language.IsWeb(l.URL) {
				q := v.Quote(min(l.Start, len(v.Text)), min(l.End, len(v.Text)))
				if q.Text == "" {
					q = d.name.Whole()
				}
				return &policy.Field{Text: l.URL, Quotes: doc.Quotes(q)}
			}
		}
		if name == words.FieldWebsite && IsHost(v.Text) {
			return &policy.Field{Text: v.Text, Quotes: doc.Quotes(v.Whole())}
		}
	}
	return nil
}

// FindAddress finds the first web address in a text.
func FindAddress(t string) (at, n int) {
	for i := 0; i < len(t); i++ {
		if c := t[i]; c != 'h' && c != 'H' && c != 'w' && c != 'W' {
			continue
		}
		if n := sentence.AddressAt(t, i); n > 0 {
			return i, n
		}
	}
	return 0, 0
}

// IsHost reports whether a text is a bare host name with or without a path,
// and not the name of a package, which runs the other way round.
func IsHost(t string) bool {
	host, _, _ := strings.Cut(t, "/")
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 || language.HasHan(t) || strings.ContainsAny(t, " @,") {
		return false
	}
	first, _, _ := strings.Cut(host, ".")
	return topDomains[strings.ToLower(host[dot+1:])] && !topDomains[strings.ToLower(first)]
}

var topDomains = language.SetOf("com cn net org io co dev app ai cc me tv info biz top tech cloud hk tw jp kr us uk de fr eu in ru")

// scope returns the personal information a row names, item by item.
func (d *draft) scope(doc *sentence.Text) *policy.Scope {
	s := policy.Scope{Items: []privacy.Item{}}
	seen := map[privacy.Item]bool{}
	none := true
	var texts []string
	for _, v := range d.fields[words.FieldScope] {
		if v.Text == "" || sentence.IsFill(v.Text) {
			continue
		}
		if !doc.Quotable.Take(len(v.Text) + clause.QuoteOverhead) {
			break
		}
		none = none && sentence.SaysNone(v.Text)
		texts = append(texts, v.Text)
		s.Quotes = append(s.Quotes, doc.Quotes(v.Whole())...)
		for _, it := range clause.ScopeItems(v.Text) {
			if !seen[it] {
				seen[it] = true
				s.Items = append(s.Items, it)
			}
		}
	}
	if s.Text = strings.Join(texts, " "); s.Text == "" {
		return nil
	}
	if none {
		s.Items = []privacy.Item{}
	}
	return &s
}

// splitName takes the company and the package out of a title: "X SDK,来源于Y",
// "X SDK（由Y提供）", "X SDK (Y Co., Ltd.)".
func splitName(p *document.Passage) (name, institution document.Passage) {
	start := language.NumberOf(p.Text).Length
	name = p.Slice(start, len(p.Text))
	t := name.Text
	if i := strings.Index(t, "来源于"); i > 0 {
		return trimName(&name, 0, i), name.Slice(i+len("来源于"), len(t))
	}
	open := strings.IndexAny(t, "（(")
	if open > 0 {
		close := strings.IndexAny(t[open:], "）)")
		if close > 0 {
			_, size := utf8.DecodeRuneInString(t[open:])
			inner := name.Slice(open+size, open+close)
			if isCompany(inner.Text) {
				if s := strings.TrimPrefix(inner.Text, "由"); s != inner.Text {
					inner = inner.Slice(len("由"), len(inner.Text))
				}
				if s := strings.TrimSuffix(inner.Text, "提供"); s != inner.Text {
					inner = inner.Slice(0, len(s))
				}
				return trimName(&name, 0, open), inner
			}
		}
	}
	return trimName(&name, 0, len(t)), document.Passage{}
}

// trimName drops punctuation and quotation marks around a name; one that is
// nothing else stays as it is.
func trimName(p *document.Passage, start, end int) document.Passage {
	t := p.Text[start:end]
	left := len(t) - len(strings.TrimLeft(t, " ,，:：;；。.、-—“\"【「"))
	name := strings.TrimRight(t[left:], " ,，:：;；。.、-—”\"】」")
	if name == "" {
		return p.Slice(start, end)
	}
	return p.Slice(start+left, start+left+len(name))
}

// isCompany reports whether a text is the name of a company.
func isCompany(t string) bool {
	low := strings.ToLower(t)
	if strings.HasSuffix(t, "公司") || strings.HasPrefix(t, "由") && strings.HasSuffix(t, "提供") {
		return true
	}
	for _, w := range []string{"co., ltd", "co.,ltd", " inc", " llc", " ltd", " gmbh", "limited", " corp"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
