package report

import (
	"strings"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
)

// findings writes every finding: the message, what was seen in the app, what
// the policy says, what to do, and why.
func (t *text) findings() {
	for i, f := range t.p.findings {
		if i > 0 || !t.opt.Quiet {
			t.line("")
		}
		t.finding(f)
	}
}

func (t *text) finding(f disclosure.Finding) {
	severity := t.lang.say(string(f.Severity))
	gap := max(9, wide.StringWidth(severity)+2)
	head := t.severityStyle(f.Severity)(severity) + strings.Repeat(" ", gap-wide.StringWidth(severity)) + t.c.Title(findingTitle(t.p, t.lang, f))
	for _, mark := range findingMarks(t.lang, f) {
		head += t.c.Dim(" · " + mark)
	}
	t.line(head)
	indent := strings.Repeat(" ", gap)
	for _, l := range t.lang.langs() {
		t.hanging(indent, inert(l.of(f.Message), maxSentence), plain)
	}
	t.labelled(indent, "finding.app", t.seenLines(f.Evidence))
	t.labelled(indent, "finding.policy", t.quoteLines(f.Quotes))
	var do []string
	for _, l := range t.lang.langs() {
		if remedy := inert(l.of(f.Remedy), maxSentence); remedy != "" {
			do = append(do, remedy)
		}
	}
	t.labelled(indent, "finding.do", do)
	t.labelled(indent, "finding.why", []string{why(t.lang.single(), f)})
}

// labelled writes lines behind a label, which stands before the first only.
func (t *text) labelled(indent, key string, lines []string) {
	width := 0
	for _, k := range []string{"finding.app", "finding.policy", "finding.do", "finding.why"} {
		width = max(width, wide.StringWidth(t.lang.say(k)))
	}
	label := t.lang.say(key)
	for _, line := range lines {
		t.hanging(indent+pad(label, width), line, t.c.Dim)
		label = ""
	}
}

// pad fills s with blanks to width columns and two more.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(width-wide.StringWidth(s), 0)+2)
}

// seenLines writes evidence, at most maxEvidence pieces.
func (t *text) seenLines(seen []evidence.Seen) []string {
	var lines []string
	for i, e := range seen {
		if i == maxEvidence {
			lines = append(lines, t.lang.single().say("more", len(seen)-i))
			break
		}
		lines = append(lines, seenAt(e))
	}
	return lines
}

// quoteLines writes quotes: "line 95 “相机权限”".
func (t *text) quoteLines(quotes []evidence.Quote) []string {
	var lines []string
	for i, q := range quotes {
		if i == maxEvidence {
			lines = append(lines, t.lang.single().say("more", len(quotes)-i))
			break
		}
		lines = append(lines, lineOf(t.lang.single(), t.p.Policy, q)+"  “"+inert(q.Text, maxValue)+"”")
	}
	return lines
}
