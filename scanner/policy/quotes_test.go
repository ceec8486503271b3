package policy

import (
	"html"
	"regexp"
	"sort"
	"strings"
	"testing"
	"unicode"

	"github.com/candor-scan/candor/scanner/evidence"
)

// textView is a document as a quote is compared with it: white space folded,
// each byte with its line.
type textView struct {
	text  string
	lines []int
}

type viewPiece struct {
	text  string
	line  int
	fixed bool // line feeds in the piece count for nothing
}

func newView(pieces []viewPiece) textView {
	var v textView
	var b strings.Builder
	gap := true
	for _, p := range pieces {
		line := p.line
		for _, r := range p.text {
			if unicode.IsSpace(r) || strings.ContainsRune("\u200b\u200c\u200d\u2060\ufeff\x1c\x1d\x1e\x1f", r) {
				if !gap {
					b.WriteByte(' ')
					v.lines = append(v.lines, line)
					gap = true
				}
			} else {
				b.WriteRune(r)
				for range len(string(r)) {
					v.lines = append(v.lines, line)
				}
				gap = false
			}
			if r == '\n' && !p.fixed {
				line++
			}
		}
	}
	v.text = b.String()
	return v
}

// stands returns the lines on which a quote starts in the view.
func (v textView) stands(q string) []int {
	var out []int
	for from := 0; q != ""; {
		i := strings.Index(v.text[from:], q)
		if i < 0 || len(out) > 500 {
			break
		}
		out = append(out, v.lines[from+i])
		from += i + 1
	}
	return out
}

var (
	tokenRE  = regexp.MustCompile(`(?s)<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<noscript\b.*?</noscript\s*>|</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|em|font|i|kbd|label|mark|o:p|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?/?>|</?[A-Za-z!][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);|[^<&]+|.`)
	inlineRE = regexp.MustCompile(`^</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|em|font|i|kbd|label|mark|o:p|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?/?>$`)
	marksRE  = regexp.MustCompile("\\]\\([^)\\s]*\\)|[\\[\\]*_`\\\\#>|]")
)

// viewsOf makes the three views in which a quote may stand: as it is, with
// HTML taken away, with the marks of Markdown taken away too.
func viewsOf(text string) []textView {
	raw := newView([]viewPiece{{text, 1, false}})
	var pieces []viewPiece
	line := 1
	for _, t := range tokenRE.FindAllString(text, -1) {
		switch {
		case strings.HasPrefix(t, "&") && strings.HasSuffix(t, ";"):
			pieces = append(pieces, viewPiece{html.UnescapeString(t), line, true})
		case inlineRE.MatchString(t):
		case t[0] == '<' && len(t) > 1:
			pieces = append(pieces, viewPiece{" ", line, true})
		default:
			pieces = append(pieces, viewPiece{t, line, false})
		}
		line += strings.Count(t, "\n")
	}
	plain := newView(pieces)
	var bare []viewPiece
	at := 0
	cut := func(end int) {
		for i := at; i < end; {
			r := firstRune(plain.text[i:])
			n := max(len(string(r)), 1)
			bare = append(bare, viewPiece{plain.text[i:min(i+n, end)], plain.lines[i], true})
			i += n
		}
	}
	for _, m := range marksRE.FindAllStringIndex(plain.text, -1) {
		cut(m[0])
		at = m[1]
	}
	cut(len(plain.text))
	return []textView{raw, plain, newView(bare)}
}

// checkFault wants that nothing made candor fail behind the wall.
func checkFault(t testing.TB, p *Policy, err error) {
	t.Helper()
	if err != nil && strings.Contains(err.Error(), faultWords) {
		t.Error(err)
	}
	if p == nil {
		return
	}
	for _, n := range p.NotRead {
		if strings.Contains(n.Why, faultWords) {
			t.Errorf("%s: %s", n.What, n.Why)
		}
	}
}

// checkQuotes fails the test for every quote of a policy that does not stand
// in its document at its line.
func checkQuotes(t testing.TB, docs []Source, p *Policy) {
	t.Helper()
	checkFault(t, p, nil)
	views := map[string][]textView{}
	for i, d := range docs {
		text := p.Documents[i].Text
		if f := p.Documents[i].Format; f != "pdf" && f != "docx" {
			text, _ = decodeText(d.Data)
		}
		views[d.Path] = viewsOf(text)
	}
	for _, q := range quotesOf(p) {
		vs, ok := views[q.Document]
		if !ok {
			t.Errorf("quote of unknown document %q: %q", q.Document, q.Text)
			continue
		}
		checkQuote(t, vs, q)
	}
}

func checkQuote(t testing.TB, vs []textView, q evidence.Quote) {
	t.Helper()
	folded := strings.Join(strings.FieldsFunc(q.Text, func(r rune) bool { return isBlank(r) }), " ")
	bare := strings.Join(strings.Fields(marksRE.ReplaceAllString(folded, "")), " ")
	var lines []int
	for i, v := range vs {
		needle := folded
		if i == 2 {
			needle = bare
		}
		if needle == "" {
			t.Errorf("empty quote at line %d", q.Line)
			return
		}
		if lines = v.stands(needle); len(lines) > 0 {
			break
		}
	}
	if len(lines) == 0 {
		t.Errorf("line %d: %q stands nowhere in the document", q.Line, q.Text)
		return
	}
	i := sort.SearchInts(lines, q.Line-1)
	if i == len(lines) || lines[i] > q.Line+1 {
		t.Errorf("%q is quoted at line %d, stands on %v", q.Text, q.Line, lines)
	}
}

// quotesOf returns every quote of a policy.
func quotesOf(p *Policy) []evidence.Quote {
	var out []evidence.Quote
	add := func(qs []evidence.Quote) { out = append(out, qs...) }
	add(p.Covers.Quotes)
	for _, x := range p.Permissions {
		add(x.Named.Quotes)
		add(x.Purpose.Quotes)
		add(x.Refusal.Quotes)
		add(x.Consent.Quotes)
	}
	for _, x := range p.Elements {
		add(x.Quotes)
	}
	for _, x := range p.Items {
		add(x.Quotes)
	}
	for _, x := range p.Denials {
		add(x.Quotes)
	}
	for _, x := range p.SDKs {
		add(x.Quotes)
		for _, f := range []*Field{x.Purpose, x.Method, x.Institution, x.Website, x.PrivacyURL, x.Contact, x.Scene, x.Permissions} {
			if f != nil {
				add(f.Quotes)
			}
		}
		if x.Scope != nil {
			add(x.Scope.Quotes)
		}
	}
	add(p.OpenEnded)
	for _, x := range p.Conflicts {
		add(x.Quotes)
	}
	for _, x := range p.Pairs {
		add(x.Quotes)
	}
	return out
}

// checkAsRead fails the test for every quote that does not stand in the text as
// read at its line. It holds for any bytes, where what is mark-up and what is
// text may be told in more than one way.
func checkAsRead(t testing.TB, p *Policy) {
	t.Helper()
	checkFault(t, p, nil)
	lines := map[string][]string{}
	for _, d := range p.Documents {
		lines[d.Path] = strings.Split(d.Text, "\n")
	}
	for _, q := range quotesOf(p) {
		ls := lines[q.Document]
		if q.Line < 1 || q.Line > len(ls) {
			t.Errorf("%q is quoted at line %d of %d", q.Text, q.Line, len(ls))
			continue
		}
		var below strings.Builder
		want := squeeze(q.Text)
		for _, l := range ls[q.Line-1:] {
			below.WriteString(squeeze(l))
			if below.Len() > 4*len(want)+1<<14 {
				break
			}
		}
		if i := strings.Index(below.String(), want); want == "" || i < 0 || i > len(squeeze(ls[q.Line-1])) {
			t.Errorf("%q does not stand at line %d of the text as read", q.Text, q.Line)
		}
	}
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if isBlank(r) {
			return -1
		}
		return r
	}, s)
}
