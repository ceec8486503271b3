package report

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/disclosure"
)

// WriteHTML writes one page that needs nothing else: both languages, the
// matrices with evidence and quotes one click away, the findings, and the text
// of the policy with the quoted passages marked. It reads, filters and
// switches language without JavaScript; a strict Content-Security-Policy lets
// nothing run or load but the page's own style and script.
func WriteHTML(w io.Writer, r *Report, opt Options) error {
	h := newHTMLPage(newPage(cleaned(r)), opt)
	if err := pageTemplate().Execute(w, h); err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	return nil
}

//go:embed data/page.html data/page.css data/page.js
var pageFiles embed.FS

// pageFile returns an embedded part of the page.
func pageFile(name string) string {
	text, err := pageFiles.ReadFile("data/" + name)
	if err != nil {
		panic(err) // embedded: a broken build
	}
	return string(text)
}

var pageTemplate = sync.OnceValue(func() *template.Template {
	funcs := template.FuncMap{
		"say": func(key string, args ...any) disclosure.Text {
			return bilingual(func(l lang) string { return l.say(key, args...) })
		},
	}
	return template.Must(template.New("page").Funcs(funcs).Parse(pageFile("page.html")))
})

// contentPolicy allows the page's own style and script, by their hashes, and
// nothing else.
func contentPolicy(style, script string) string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", sourceHash(style), sourceHash(script))
}

func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// htmlPage is what the template shows. Its strings are inert already; the
// template escapes them.
type htmlPage struct {
	Lang       string
	Policy     string // of the content
	Style      template.CSS
	Script     template.JS
	App        string
	Version    string
	File       disclosure.Text
	Facts      []htmlFact
	Counts     []htmlCount
	Covers     *disclosure.Text // nil without a policy
	Languages  string
	Lead       disclosure.Text // title of the first section
	Todo       disclosure.Text
	Nothing    bool
	Commands   []string
	Unseen     []disclosure.Text
	Read       disclosure.Text
	Trees      []string
	Asked      htmlAsked
	Groups     []htmlRow
	GroupNotes []disclosure.Text
	SDKs       []htmlRow
	SDKNone    disclosure.Text
	SDKNote    *disclosure.Text
	Reads      []htmlReads
	ReadsNone  disclosure.Text
	Findings   []htmlFinding
	Reviews    int
	Known      int
	Elements   []htmlElement
	Documents  []htmlDocument
	FileNotes  []disclosure.Text
	Hosts      htmlList
	Tool       string
	Generated  string
}

// htmlAsked says which parts were asked for; the others are left out.
type htmlAsked struct{ Permissions, SDKs, Reads bool }

// htmlFact is one fact about the app.
type htmlFact struct {
	Label disclosure.Text
	Value disclosure.Text
}

// htmlCount is how many findings of one severity there are.
type htmlCount struct {
	Severity string
	N        int
	Words    disclosure.Text
}

// htmlRow is one row of a matrix, with all that stands behind it.
type htmlRow struct {
	Name     disclosure.Text
	Part     bool // of the SDK above
	First    disclosure.Text
	Second   disclosure.Text
	Cells    []htmlCell
	Extra    disclosure.Text // last column where there is no policy
	Findings []htmlLink
	Facts    []htmlFact
	Lists    []htmlList
	Scope    []htmlScope
	Quotes   []htmlQuotes
}

// htmlCell is one element of a row: a sign, in words too, and a line.
type htmlCell struct {
	Label disclosure.Text
	Sign  string
	Class string
	Word  disclosure.Text
	Line  string
	Href  string // fragment of the line, "" where it is not on the page
	Note  *disclosure.Text
}

// htmlLink leads to a place on the page.
type htmlLink struct{ Href, Text, Class string }

// htmlList is a titled list of evidence.
type htmlList struct {
	Title disclosure.Text
	Items []string
	More  int
}

// htmlScope is one item of the scope of an SDK.
type htmlScope struct {
	Item        disclosure.Text
	Named, Seen bool
}

// htmlQuotes are the passages behind one element.
type htmlQuotes struct {
	Title  disclosure.Text
	Quotes []htmlQuote
}

type htmlQuote struct {
	Place disclosure.Text
	Href  string
	Text  string
	Lang  string
}

// htmlReads is what one party reads.
type htmlReads struct {
	Party disclosure.Text
	Items []htmlItem
}

type htmlItem struct {
	Name  disclosure.Text
	Note  disclosure.Text
	Where htmlList
}

type htmlFinding struct {
	ID        string
	Severity  string
	Word      disclosure.Text
	Rule      string
	Subject   disclosure.Text
	Marks     []disclosure.Text
	Classes   string
	Message   disclosure.Text
	Evidence  htmlList
	Quotes    []htmlQuote
	Remedy    disclosure.Text
	Citations []htmlCitation
	Open      bool
}

// htmlCitation is a requirement a finding rests on.
type htmlCitation struct {
	Name disclosure.Text
	Text disclosure.Text
}

type htmlElement struct {
	Name disclosure.Text
	Cell htmlCell
	Text string
}

// How much of a long list the page shows.
const (
	maxPageEvidence = 30
	maxPageRows     = 2000
	maxPageHosts    = 200
)

func newHTMLPage(p *page, opt Options) *htmlPage {
	style, script := pageFile("page.css"), pageFile("page.js")
	b := htmlBuilder{p: p, findings: map[[3]string]string{}, severities: map[string]string{}, marks: map[int]map[int][]span{}, at: map[string]int{}}
	h := &htmlPage{
		Lang: string(opt.language()), Style: template.CSS(style), Script: template.JS(script), Policy: contentPolicy(style, script),
		App:  inert(cmp.Or(p.App.Package, p.App.Path), maxName),
		File: bilingual(p.file), Version: inert(cmp.Or(p.App.VersionName, p.App.VersionCode), maxName),
		Tool: p.toolName() + " " + inert(p.Tool.Version, maxName),
	}
	if p.Generated != nil {
		h.Generated = p.Generated.UTC().Format("2006-01-02 15:04 UTC")
	}
	h.Facts = b.appFacts()
	h.Asked = htmlAsked{p.asked(onlyPermissions), p.asked(onlySDKs), p.asked(onlyItems)}
	b.head(h)
	if p.Policy != nil {
		b.openDocuments()
		covers := bilingual(func(l lang) string { return coverage(l, p.Policy.Covers) })
		h.Covers, h.Languages = &covers, inert(strings.Join(p.Policy.Languages, " + "), maxName)
	}
	h.Findings = b.findingList(h)
	h.Groups, h.GroupNotes = b.groups(), b.notes(p.permissionNotes)
	h.SDKs = b.sdks()
	h.SDKNone, h.ReadsNone = words(p.ifComplete("sdks.none")), words(p.ifComplete("items.none"))
	if note := bilingual(p.listedNote); note.EN != "" {
		h.SDKNote = &note
	}
	h.Reads = b.reads()
	h.Elements = b.elements()
	h.Documents = b.documents()
	h.Hosts = hostList(p.App.Hosts)
	for _, n := range p.App.Notes {
		h.FileNotes = append(h.FileNotes, bilingual(func(l lang) string { return l.remark(n, maxSentence) }))
	}
	return h
}

// words is a phrase in both languages.
func words(key string, args ...any) disclosure.Text {
	return bilingual(func(l lang) string { return l.say(key, args...) })
}

// same is a text that is one in both languages.
func same(s string) disclosure.Text { return disclosure.Text{EN: s, ZH: s} }
