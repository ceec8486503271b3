// Package draft writes the text that a policy lacks: the list of third-party
// SDKs, the section on permissions and Google Play's data safety form, from
// what a report found. Nothing is invented: what no evidence and no fact
// supports is marked for a person to fill in, and readers of policies count
// such a mark as missing.
package draft

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/sdkdb"
)

// Formats of a draft.
const (
	Markdown = "markdown"
	HTML     = "html"
)

// Formats lists the formats of a section, the default first.
func Formats() []string { return []string{Markdown, HTML} }

// Options say what a draft looks like.
type Options struct {
	// Lang is "en", "zh" or "both"; "" takes the language of the policy, and
	// English where the report has none.
	Lang string
	// Format is one of Formats(); "" takes that of the policy where it is HTML,
	// else Markdown.
	Format string
	// OnlyMissing writes just the rows the findings ask for. The report must
	// hold a policy.
	OnlyMissing bool
}

// Note is one line about what a draft leaves to a person.
type Note = disclosure.Text

// ErrNoPolicy says that a report without a policy cannot tell what is missing.
var ErrNoPolicy = errors.New("what is missing can only be told with a policy")

// SDKList writes the section on third-party SDKs: the rows the policy has, in
// its own words and completed, and a row for every other SDK that was found.
// Nothing is written where there is no row. The notes say what a person must
// fill in or decide.
func SDKList(w io.Writer, r *report.Report, db *sdkdb.DB, o Options) ([]Note, error) {
	m, err := newMaker(r, db, o)
	if err != nil {
		return nil, err
	}
	s := m.sdkSection()
	m.unseen()
	return m.notes, m.write(w, s)
}

// Permissions writes the section on permissions: what each disclosure group is
// for, what happens when it is refused and how consent is obtained, and what
// the app's own code reads. Nothing is written where there is no row.
func Permissions(w io.Writer, r *report.Report, db *sdkdb.DB, o Options) ([]Note, error) {
	m, err := newMaker(r, db, o)
	if err != nil {
		return nil, err
	}
	s := m.permissionSection()
	m.unseen()
	return m.notes, m.write(w, s)
}

// maker makes one draft.
type maker struct {
	*report.Report
	db          *sdkdb.DB
	lang        lang
	format      string
	onlyMissing bool
	held        map[string]bool // permissions the app holds on some Android version
	notes       []Note
}

func newMaker(r *report.Report, db *sdkdb.DB, o Options) (*maker, error) {
	if o.OnlyMissing && r.Policy == nil {
		return nil, ErrNoPolicy
	}
	m := &maker{Report: r, db: db, lang: lang(o.Lang), format: o.Format, onlyMissing: o.OnlyMissing, held: map[string]bool{}}
	if m.lang == "" {
		m.lang = policyLang(r)
	}
	if m.format == "" {
		m.format = policyFormat(r)
	}
	if !slices.Contains([]lang{inEN, inZH, inBoth}, m.lang) {
		return nil, fmt.Errorf("there is no draft in the language %q", o.Lang)
	}
	if !slices.Contains(Formats(), m.format) {
		return nil, fmt.Errorf("there is no draft in the format %q", o.Format)
	}
	for _, p := range r.Permissions {
		if p.Effective != nil {
			m.held[p.Name] = true
		}
	}
	return m, nil
}

// policyFormat is the format in which a draft fits the policy.
func policyFormat(r *report.Report) string {
	if r.Policy != nil && len(r.Policy.Documents) > 0 && r.Policy.Documents[0].Format == "html" {
		return HTML
	}
	return Markdown
}

func (m *maker) write(w io.Writer, s section) error {
	if s.empty() {
		return nil
	}
	if m.format == HTML {
		return s.writeHTML(w, m.lang)
	}
	return s.writeMarkdown(w)
}

// note adds a line for the person who completes the draft.
func (m *maker) note(key string, args ...Note) {
	m.notes = append(m.notes, say(key, args...))
}

// unseen notes why there may be more than the draft holds.
func (m *maker) unseen() {
	for _, n := range m.App.NotRead {
		m.note("note.notread", same(clean(n.What, maxName)), remark(n.Why, maxField))
	}
	if m.App.Packer != nil {
		m.note("note.packed", remark(m.App.Packer.Name, maxName))
	}
}

// remark is a sentence of the rooms that read files, in both languages.
func remark(english string, limit int) Note {
	t := disclosure.Remark(english)
	return Note{EN: clean(t.EN, limit), ZH: clean(t.ZH, limit)}
}
