package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
)

// maxComment bounds the findings of a comment, in bytes: GitHub takes 65,536
// characters.
const maxComment = 60000

// WriteMarkdown writes r for a comment on a pull request: the same parts in
// the same order as the text, the findings folded. Foreign text can form no
// markup, link or mention.
func WriteMarkdown(w io.Writer, r *Report, opt Options) error {
	m := markdown{p: newPage(cleaned(r)), l: opt.language()}
	m.head()
	m.todo()
	m.unseen()
	if m.p.asked(onlyPermissions) {
		m.permissionMatrix()
	}
	if m.p.asked(onlySDKs) {
		m.sdkMatrix()
	}
	if m.p.Policy != nil && len(m.p.permissions)+len(m.p.sdks) > 0 {
		m.printf("<sub>%s</sub>\n\n", htmlText(m.p.legend(m.l.single())))
	}
	if m.p.Policy == nil && m.p.asked(onlyItems) {
		m.reads()
	}
	m.findings()
	m.printf("<sub>%s %s</sub>\n", htmlText(m.p.toolName()), htmlText(inert(m.p.Tool.Version, maxName)))
	_, err := io.WriteString(w, m.b.String())
	return err
}

type markdown struct {
	p *page
	l lang
	b strings.Builder
}

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(&m.b, format, args...) }

func (m *markdown) head() {
	m.printf("## candor: %s\n\n%s", markdownText(m.p.title()), markdownText(m.p.file(m.l.single())))
	if pol := m.p.Policy; pol != nil {
		m.printf("  \n%s: %s · %s", m.l.say("policy"), markdownText(documents(pol)), coverage(m.l.single(), pol.Covers))
	}
	m.printf("\n\n")
}

func (m *markdown) todo() {
	todo := m.p.todo()
	if m.p.Policy == nil && todo.nothing {
		for _, l := range m.l.langs() {
			m.printf("%s\n\n", m.p.scanned(l))
		}
		return
	}
	for _, l := range m.l.langs() {
		m.printf("**%s:** %s\n\n", l.say("todo"), markdownText(l.todoText(todo)))
	}
	if len(todo.commands) > 0 {
		m.printf("%s\n", markdownBlock(strings.Join(todo.commands, "\n")))
	}
}

func (m *markdown) unseen() {
	u := m.p.unseen()
	for _, l := range m.l.langs() {
		if len(u.parts) == 0 {
			m.printf("**%s:** %s %s\n\n", l.say("unseen"), l.say("unseen.nothing"), l.of(u.read))
			continue
		}
		m.printf("**%s:**\n\n", l.say("unseen"))
		for i, part := range u.parts {
			if i == maxRows {
				m.printf("- %s\n", l.say("more", len(u.parts)-i))
				break
			}
			m.printf("- %s\n", markdownText(l.of(part)))
		}
		m.printf("\n%s\n\n", l.of(u.read))
	}
}

// row writes one row of a table; cells are Markdown already.
func (m *markdown) row(cells ...string) {
	m.printf("| %s |\n", strings.Join(cells, " | "))
}

func (m *markdown) tableHead(keys ...string) {
	rule, heads := make([]string, len(keys)), make([]string, len(keys))
	for i, k := range keys {
		if k != "" {
			heads[i] = m.l.say(k)
		}
		rule[i] = "---"
	}
	m.row(heads...)
	m.row(rule...)
}

// more counts what was left out.
func (m *markdown) more(left int) {
	if left > 0 {
		m.printf("\n%s · %s\n", m.l.single().say("more", left), m.l.single().say("more.json"))
	}
}

// mark is a cell of a matrix: its sign and line.
func (m *markdown) mark(c cell) string {
	return strings.TrimSpace(markdownText(string(c.sign)) + " " + c.line(m.p.Policy))
}

func (m *markdown) permissionMatrix() {
	m.printf("### %s\n\n", m.l.say("permissions"))
	if len(m.p.permissions) == 0 {
		m.printf("%s\n", m.l.single().say("permissions.none"))
	} else {
		keys := []string{"", "declared.by", "used.by"}
		if m.p.Policy != nil {
			keys = append(keys, "named", "purpose", "refusal", "consent")
		}
		m.tableHead(keys...)
		for _, r := range m.p.permissions[:min(len(m.p.permissions), maxRows)] {
			cells := []string{markdownText(groupName(m.l, r.group)), markdownText(m.p.declaredBy(m.l, r)), markdownText(m.p.usedBy(m.l, r))}
			for _, c := range r.cells {
				cells = append(cells, m.mark(c))
			}
			m.row(cells...)
		}
		m.more(len(m.p.permissions) - maxRows)
	}
	m.printf("\n")
	for _, note := range m.p.permissionNotes(m.l.single()) {
		m.printf("%s\n\n", markdownText(note))
	}
}

func (m *markdown) sdkMatrix() {
	m.printf("### %s\n\n", m.l.say("sdks"))
	if len(m.p.sdks) == 0 {
		m.printf("%s\n", m.l.single().say(m.p.ifComplete("sdks.none")))
	} else {
		keys := []string{"", "found", "use"}
		if m.p.Policy != nil {
			keys = append(keys, "name", "purpose", "method", "scope", "institution", "website")
		} else {
			keys = append(keys, "confidence", "version", "reads")
		}
		m.tableHead(keys...)
		for i := range m.p.sdks[:min(len(m.p.sdks), maxRows)] {
			m.sdkRow(&m.p.sdks[i])
		}
		m.more(len(m.p.sdks) - maxRows)
	}
	m.printf("\n")
	if note := m.p.listedNote(m.l.single()); note != "" {
		m.printf("%s\n\n", markdownText(note))
	}
}

func (m *markdown) sdkRow(r *sdkRow) {
	l := m.l.single()
	name := markdownText(inert(r.Name, maxName))
	if r.parentName != "" {
		name = "· " + name
	}
	cells := []string{name, l.say("kinds", r.kinds()), m.l.say(string(r.Use))}
	if m.p.Policy == nil {
		cells = append(cells, m.l.say(string(r.Confidence)), markdownText(r.version()), markdownText(itemNames(l, r.Items)))
	}
	for _, c := range r.cells {
		mark := m.mark(c)
		if c.key == "scope" {
			mark = strings.TrimSpace(mark + " " + scopeNote(l, r))
		}
		cells = append(cells, mark)
	}
	m.row(cells...)
}

// reads lists what each party reads, for a scan without a policy.
func (m *markdown) reads() {
	l := m.l.single()
	m.printf("### %s\n\n", m.l.say("items"))
	n := 0
	for _, r := range m.p.reads {
		if r.party.IsLibrary() {
			continue
		}
		var names []string
		for _, it := range r.items {
			names = append(names, itemName(l, it.Item))
		}
		m.printf("- **%s**: %s\n", markdownText(m.p.party(m.l, r.party)), markdownText(cutNames(l, names, maxRows)))
		n++
	}
	if n == 0 {
		m.printf("%s\n", l.say(m.p.ifComplete("items.none")))
	}
	m.printf("\n")
}

// findings writes each finding under its title; those beyond what a comment
// can hold are counted.
func (m *markdown) findings() {
	s := m.p.Summary
	l := m.l.single()
	m.printf("### %s · %s · %s\n\n", l.say("count.error", s.Errors), l.say("count.warning", s.Warnings), l.say("count.note", s.Notes))
	for i, f := range m.p.findings {
		one := markdown{p: m.p, l: m.l}
		one.finding(f)
		if m.b.Len()+one.b.Len() > maxComment {
			m.more(len(m.p.findings) - i)
			m.printf("\n")
			break
		}
		m.b.WriteString(one.b.String())
	}
}

func (m *markdown) finding(f disclosure.Finding) {
	marks := ""
	for _, mark := range findingMarks(m.l, f) {
		marks += " · " + mark
	}
	m.printf("<details><summary><b>%s</b> %s%s</summary>\n\n", m.l.say(string(f.Severity)), htmlText(findingTitle(m.p, m.l, f)), marks)
	for _, l := range m.l.langs() {
		m.printf("%s\n\n", markdownText(inert(l.of(f.Message), maxSentence)))
	}
	l := m.l.single()
	for i, e := range f.Evidence {
		if i == maxEvidence {
			m.printf("- %s\n", l.say("more", len(f.Evidence)-i))
			break
		}
		m.printf("- %s: %s\n", l.say("finding.app"), markdownCode(seenAt(e)))
	}
	for i, q := range f.Quotes {
		if i == maxEvidence {
			m.printf("- %s\n", l.say("more", len(f.Quotes)-i))
			break
		}
		m.printf("- %s %s: “%s”\n", l.say("finding.policy"), markdownText(lineOf(l, m.p.Policy, q)), markdownText(inert(q.Text, maxValue)))
	}
	for _, l := range m.l.langs() {
		if remedy := inert(l.of(f.Remedy), maxSentence); remedy != "" {
			m.printf("- **%s**: %s\n", l.say("finding.do"), markdownText(remedy))
		}
	}
	m.printf("- %s: %s\n\n</details>\n\n", l.say("finding.why"), markdownText(why(l, f)))
}
