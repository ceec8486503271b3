package policy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// draft is an SDK row while it is put together.
type draft struct {
	name   passage
	fields map[string][]passage
	source []int // blocks it is made of
	title  int   // block of its title, -1 for none
	style  string
	held   map[fieldText]bool // values, where there are many; see holds
}

// fieldText is a value of a field.
type fieldText struct{ field, text string }

func newDraft(name passage, title int) *draft {
	return &draft{name: name, fields: map[string][]passage{}, title: title}
}

// add sets a field. A second value is the other language, or a further line.
func (d *draft) add(field string, v passage) {
	if v.text == "" && len(v.links) == 0 {
		return
	}
	d.fields[field] = append(d.fields[field], v)
	if d.held != nil {
		d.held[fieldText{field, v.text}] = true
	}
}

// holds reports whether a field has a value already.
func (d *draft) holds(field, text string) bool {
	if len(d.fields[field]) <= manyQuotes {
		return slices.ContainsFunc(d.fields[field], func(p passage) bool { return p.text == text })
	}
	if d.held == nil {
		d.held = map[fieldText]bool{}
		for f, values := range d.fields {
			for i := range values {
				d.held[fieldText{f, values[i].text}] = true
			}
		}
	}
	return d.held[fieldText{field, text}]
}

// intro takes the purpose out of a paragraph that only announces a list.
func (d *draft) intro(p *passage, ss []*sentence) {
	if !d.has(fieldPurpose) {
		d.add(fieldPurpose, ss[0].p)
	}
}

func (d *draft) has(field string) bool { return len(d.fields[field]) > 0 }

// sdk finishes a row.
func (d *draft) sdk(doc *docText, names SDKNames) SDK {
	name, institution := splitName(&d.name)
	if institution.text != "" && !d.has(fieldInstitution) {
		d.add(fieldInstitution, institution)
	}
	x := SDK{
		Name: name.text, Platforms: platforms(d.name.text), Line: name.line(0),
		Quotes:  doc.quotes(name.whole()),
		Purpose: d.field(doc, fieldPurpose), Method: d.field(doc, fieldMethod), Institution: d.field(doc, fieldInstitution),
		Contact: d.field(doc, fieldContact), Scene: d.field(doc, fieldScene), Permissions: d.permissions(doc),
		Website: d.address(doc, fieldWebsite), PrivacyURL: d.address(doc, fieldPrivacyURL), Scope: d.scope(doc),
	}
	x.ID = d.resolve(name.text, names)
	return x
}

// add finishes a row. One that names several SDKs gives a row for each.
func (r *rowReader) add(d *draft) {
	parts := r.partsOfName(&d.name)
	if parts == nil {
		parts = []passage{d.name}
	}
	for _, p := range parts {
		if !r.d.quotable.take(rowOverhead + len(p.text)) {
			return
		}
		one := *d
		one.name = p
		r.sdks = append(r.sdks, one.sdk(r.d, r.names))
	}
}

// rowOverhead is what a row takes besides the texts of its fields.
const rowOverhead = 256

// partsOfName cuts a name that lists several SDKs; nil where it is one: each
// part must be the name of another SDK.
func (r *rowReader) partsOfName(p *passage) []passage {
	var parts []passage
	seen := map[string]bool{}
	start, depth := numberOf(p.text).length, 0
	cutter := newPartCutter(p)
	cut := func(end int) bool {
		part := cutter.slice(start, end)
		id := r.names.ResolveName(part.text)
		if id == "" || seen[id] {
			return false
		}
		seen[id] = true
		parts = append(parts, part)
		return true
	}
	for i, c := range p.text {
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
	if len(parts) == 0 || !cut(len(p.text)) {
		return nil
	}
	return parts
}

// resolve names the SDK: by the name of the row, else by what stands around
// it in the title.
func (d *draft) resolve(name string, names SDKNames) *string {
	for _, n := range []string{name, d.name.text} {
		if id := names.ResolveName(n); id != "" {
			return &id
		}
	}
	return nil
}

func (d *document) quotes(qs ...evidence.Quote) []evidence.Quote {
	d.claim(qs)
	return qs
}

// field returns a field of text, nil where it is missing.
func (d *draft) field(doc *docText, name string) *Field {
	f := Field{}
	var texts []string
	for _, v := range d.fields[name] {
		if saysNone(v.text) || isFill(v.text) {
			continue
		}
		if !doc.quotable.take(len(v.text) + quoteOverhead) {
			break
		}
		texts = append(texts, strings.Trim(v.text, " "))
		f.Quotes = append(f.Quotes, doc.quotes(v.whole())...)
	}
	if f.Text = strings.Join(texts, " "); f.Text == "" {
		return nil
	}
	return &f
}

// permissions keeps a value that says there are none.
func (d *draft) permissions(doc *docText) *Field {
	if f := d.field(doc, fieldPermissions); f != nil {
		return f
	}
	for _, v := range d.fields[fieldPermissions] {
		if v.text != "" && !isFill(v.text) {
			return &Field{Text: v.text, Quotes: doc.quotes(v.whole())}
		}
	}
	return nil
}

// address returns a field that is a web address: the address itself where the
// text or a link gives one.
func (d *draft) address(doc *docText, name string) *Field {
	for _, v := range d.fields[name] {
		if len(v.links) == 0 && saysNone(v.text) || v.text != "" && isFill(v.text) {
			continue
		}
		if at, n := findAddress(v.text); n > 0 {
			return &Field{Text: v.text[at : at+n], Quotes: doc.quotes(v.quote(at, at+n))}
		}
		for _, l := range v.links {
			if isWeb(l.url) {
				q := v.quote(min(l.start, len(v.text)), min(l.end, len(v.text)))
				if q.Text == "" {
					q = d.name.whole()
				}
				return &Field{Text: l.url, Quotes: doc.quotes(q)}
			}
		}
		if name == fieldWebsite && isHost(v.text) {
			return &Field{Text: v.text, Quotes: doc.quotes(v.whole())}
		}
	}
	return nil
}

// findAddress finds the first web address in a text.
func findAddress(t string) (at, n int) {
	for i := 0; i < len(t); i++ {
		if c := t[i]; c != 'h' && c != 'H' && c != 'w' && c != 'W' {
			continue
		}
		if n := addressAt(t, i); n > 0 {
			return i, n
		}
	}
	return 0, 0
}

// isHost reports whether a text is a bare host name with or without a path,
// and not the name of a package, which runs the other way round.
func isHost(t string) bool {
	host, _, _ := strings.Cut(t, "/")
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 || hasHan(t) || strings.ContainsAny(t, " @,") {
		return false
	}
	first, _, _ := strings.Cut(host, ".")
	return topDomains[strings.ToLower(host[dot+1:])] && !topDomains[strings.ToLower(first)]
}

var topDomains = setOf("com cn net org io co dev app ai cc me tv info biz top tech cloud hk tw jp kr us uk de fr eu in ru")

func isWeb(url string) bool {
	return hasPrefixFold(url, "http://") || hasPrefixFold(url, "https://") || hasPrefixFold(url, "www.")
}

// scope returns the personal information a row names, item by item.
func (d *draft) scope(doc *docText) *Scope {
	s := Scope{Items: []privacy.Item{}}
	seen := map[privacy.Item]bool{}
	none := true
	var texts []string
	for _, v := range d.fields[fieldScope] {
		if v.text == "" || isFill(v.text) {
			continue
		}
		if !doc.quotable.take(len(v.text) + quoteOverhead) {
			break
		}
		none = none && saysNone(v.text)
		texts = append(texts, v.text)
		s.Quotes = append(s.Quotes, doc.quotes(v.whole())...)
		for _, it := range scopeItems(v.text) {
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
func splitName(p *passage) (name, institution passage) {
	start := numberOf(p.text).length
	name = p.slice(start, len(p.text))
	t := name.text
	if i := strings.Index(t, "来源于"); i > 0 {
		return trimName(&name, 0, i), name.slice(i+len("来源于"), len(t))
	}
	open := strings.IndexAny(t, "（(")
	if open > 0 {
		close := strings.IndexAny(t[open:], "）)")
		if close > 0 {
			_, size := utf8.DecodeRuneInString(t[open:])
			inner := name.slice(open+size, open+close)
			if isCompany(inner.text) {
				if s := strings.TrimPrefix(inner.text, "由"); s != inner.text {
					inner = inner.slice(len("由"), len(inner.text))
				}
				if s := strings.TrimSuffix(inner.text, "提供"); s != inner.text {
					inner = inner.slice(0, len(s))
				}
				return trimName(&name, 0, open), inner
			}
		}
	}
	return trimName(&name, 0, len(t)), passage{}
}

// trimName drops punctuation and quotation marks around a name; one that is
// nothing else stays as it is.
func trimName(p *passage, start, end int) passage {
	t := p.text[start:end]
	left := len(t) - len(strings.TrimLeft(t, " ,，:：;；。.、-—“\"【"))
	name := strings.TrimRight(t[left:], " ,，:：;；。.、-—”\"】")
	if name == "" {
		return p.slice(start, end)
	}
	return p.slice(start+left, start+left+len(name))
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

// platforms reads the platforms a name is given for.
func platforms(t string) []string {
	out := []string{}
	f := strings.ToLower(t)
	for _, p := range []struct{ word, id string }{{"android", "android"}, {"安卓", "android"}, {"ios", "ios"}, {"苹果", "ios"}, {"harmony", "harmonyos"}, {"鸿蒙", "harmonyos"}, {"web", "web"}, {"小程序", "miniprogram"}} {
		i := strings.Index(f, p.word)
		if i < 0 || len(out) > 0 && out[len(out)-1] == p.id {
			continue
		}
		if j := i + len(p.word); p.word == "web" && (j < len(f) && isAlnumByte(f[j]) || i > 0 && isAlnumByte(f[i-1])) {
			continue
		}
		out = append(out, p.id)
	}
	return out
}
