package report

import (
	"io"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
)

// How much of a long list the text shows; the rest is counted. JSON has all.
const (
	maxRows     = 60
	maxEvidence = 5
	maxNames    = 12
)

// WriteText writes r for a person at a terminal: what to do, what could not be
// seen, the permission matrix, the SDK matrix, then the findings with the
// evidence of both sides. Without a policy the matrices show the app alone.
func WriteText(w io.Writer, r *Report, opt Options) error {
	t := newText(newPage(cleaned(r)), opt)
	if opt.Quiet {
		t.quiet()
	} else {
		t.head()
		t.todo()
		t.unseen()
		if t.p.asked(onlyPermissions) {
			t.permissionMatrix()
		}
		if t.p.asked(onlySDKs) {
			t.sdkMatrix()
		}
		t.legend()
		if t.p.Policy == nil && t.p.asked(onlyItems) {
			t.readsTable()
		}
		t.fileNotes()
		t.counts()
		t.findings()
	}
	_, err := io.WriteString(w, strings.TrimRight(t.b.String(), "\n")+"\n")
	return err
}

// text is a report being written.
type text struct {
	p    *page
	b    strings.Builder
	c    Palette
	opt  Options
	lang lang
}

func newText(p *page, opt Options) *text {
	if opt.Width == 0 {
		opt.Width = 100
	}
	c := opt.Palette
	for _, f := range []*func(string) string{&c.Title, &c.Dim, &c.Error, &c.Warning, &c.Note, &c.Good} {
		if *f == nil {
			*f = plain
		}
	}
	return &text{p: p, c: c, opt: opt, lang: opt.language()}
}

func plain(s string) string { return s }

func (t *text) line(s string) {
	t.b.WriteString(strings.TrimRight(s, " "))
	t.b.WriteByte('\n')
}

// quiet writes the findings alone; one line where there are none.
func (t *text) quiet() {
	if len(t.p.findings) > 0 {
		t.findings()
		return
	}
	u := t.p.unseen()
	for _, l := range t.lang.langs() {
		line := l.say("todo") + ": " + l.say("todo.nothing")
		if len(u.parts) > 0 {
			line += " " + l.say("unseen") + ": " + l.joined(u.parts)
		}
		t.line(line + " " + l.of(u.read))
	}
}

// joined puts statements into one sentence.
func (l lang) joined(parts []disclosure.Text) string {
	var s []string
	for _, p := range parts {
		s = append(s, l.of(p))
	}
	return strings.Join(s, l.say("semicolon")) + l.say("sentence.end")
}

func (t *text) head() {
	t.line(t.c.Title(t.p.title()) + "   " + t.p.file(t.lang.single()))
	if pol := t.p.Policy; pol != nil {
		line := t.lang.say("policy") + "  " + documents(pol)
		if len(pol.Languages) > 0 {
			line += " · " + inert(strings.Join(pol.Languages, " + "), maxName)
		}
		t.line(line + " · " + coverage(t.lang.single(), pol.Covers))
	}
	t.line("")
}

// todo writes what to do and the commands that draft it. Without a policy
// there is something to do only about the file itself.
func (t *text) todo() {
	todo := t.p.todo()
	if t.p.Policy == nil && todo.nothing {
		return
	}
	width := 0
	for _, l := range t.lang.langs() {
		label := "  " + l.say("todo") + ": "
		width = wide.StringWidth(label)
		t.hanging(label, l.todoText(todo), t.c.Title)
	}
	for _, command := range todo.commands {
		t.line(strings.Repeat(" ", width) + command)
	}
	t.line("")
}

// hanging writes a label and a sentence that wraps under itself.
func (t *text) hanging(label, sentence string, style func(string) string) {
	width := wide.StringWidth(label)
	for i, s := range wrap(sentence, t.opt.Width-width) {
		if i == 0 {
			t.line(style(label) + s)
			continue
		}
		t.line(strings.Repeat(" ", width) + s)
	}
}

func (t *text) unseen() {
	u := t.p.unseen()
	for _, l := range t.lang.langs() {
		label := "  " + l.say("unseen") + ": "
		if len(u.parts) == 0 {
			t.hanging(label, l.say("unseen.nothing")+" "+l.of(u.read), t.c.Title)
			continue
		}
		t.line(t.c.Title(strings.TrimRight(label, " ")))
		for i, part := range u.parts {
			if i == maxRows {
				t.line("    " + l.say("more", len(u.parts)-i))
				break
			}
			t.hanging("    - ", l.of(part), plain)
		}
		t.hanging("    ", l.of(u.read), plain)
	}
	t.line("")
}

// style is the colour of a sign.
func (t *text) style(s sign) func(string) string {
	switch s {
	case signStated:
		return t.c.Good
	case signVague:
		return t.c.Warning
	case signMissing, signContrary:
		return t.c.Error
	}
	return t.c.Dim
}

// severityStyle is the colour of a severity.
func (t *text) severityStyle(s disclosure.Severity) func(string) string {
	switch s {
	case disclosure.Error:
		return t.c.Error
	case disclosure.Warning:
		return t.c.Warning
	}
	return t.c.Note
}

// heads turns keys into the header of a matrix.
func (t *text) heads(title string, keys ...string) []styled {
	row := []styled{{t.lang.say(title), t.c.Title}}
	for _, k := range keys {
		label := ""
		if k != "" {
			label = t.lang.say(k)
		}
		row = append(row, styled{label, t.c.Dim})
	}
	return row
}

// mark writes a cell: its sign and the line of its first quote.
func (t *text) mark(c cell) styled {
	s := string(c.sign)
	if line := c.line(t.p.Policy); line != "" {
		s += " " + line
	}
	return styled{s, t.style(c.sign)}
}

// table writes rows under a header, at most maxRows of them.
func (t *text) table(header []styled, rows [][]styled) {
	left := len(rows) - maxRows
	if left > 0 {
		rows = rows[:maxRows]
	}
	columns(&t.b, "", slices.Concat([][]styled{header}, rows))
	t.left(left)
}

// left counts the rows that were left out.
func (t *text) left(n int) {
	if n > 0 {
		t.line(t.c.Dim(t.lang.single().say("more", n) + " · " + t.lang.single().say("more.json")))
	}
}

func (t *text) permissionMatrix() {
	keys := []string{"declared.by", "used.by"}
	if t.p.Policy != nil {
		keys = append(keys, "named", "purpose", "refusal", "consent")
	}
	var rows [][]styled
	for _, r := range t.p.permissions {
		row := []styled{{text: cutWidth(groupName(t.lang, r.group), 32)},
			{text: cutWidth(t.p.declaredBy(t.lang, r), 30)}, {text: cutWidth(t.p.usedBy(t.lang, r), 30)}}
		for _, c := range r.cells {
			row = append(row, t.mark(c))
		}
		if t.p.Policy == nil {
			row = append(row, styled{r.askedNames(t.lang.single()), t.c.Dim})
		} else {
			row = append(row, styled{inert(strings.Join(r.rules, " "), maxValue), t.c.Dim})
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		t.line(t.c.Title(t.lang.say("permissions")) + "  " + t.lang.single().say("permissions.none"))
	} else {
		t.table(t.heads("permissions", keys...), rows)
	}
	for _, note := range t.p.permissionNotes(t.lang.single()) {
		t.hanging("", note, t.c.Dim)
	}
	t.line("")
}

// legend explains the signs, where a matrix has some.
func (t *text) legend() {
	if t.p.Policy != nil && len(t.p.permissions)+len(t.p.sdks) > 0 {
		t.hanging("", t.p.legend(t.lang.single()), t.c.Dim)
		t.line("")
	}
}

// fileNotes writes what was odd about the file.
func (t *text) fileNotes() {
	if len(t.p.App.Notes) == 0 {
		return
	}
	t.line(t.c.Title(t.lang.say("notes.file")))
	for i, n := range t.p.App.Notes {
		if i == maxNames {
			t.left(len(t.p.App.Notes) - i)
			break
		}
		t.hanging("  - ", t.lang.single().remark(n, maxSentence), plain)
	}
	t.line("")
}

// counts tells how many findings there are; without a policy there can be some
// about the file alone.
func (t *text) counts() {
	s := t.p.Summary
	if t.p.Policy == nil && len(t.p.findings) == 0 {
		return
	}
	parts := []string{t.count(disclosure.Error, s.Errors), t.count(disclosure.Warning, s.Warnings), t.count(disclosure.Note, s.Notes)}
	t.line(strings.Join(parts, " · "))
}

func (t *text) count(s disclosure.Severity, n int) string {
	words := t.lang.say("count."+string(s), n)
	if n == 0 {
		return t.c.Dim(words)
	}
	return t.severityStyle(s)(words)
}
