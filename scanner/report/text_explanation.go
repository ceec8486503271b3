package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/candor-scan/candor/scanner/policy"
)

// WriteExplanation writes how one line of a document was read: each sentence
// on it, what its words can mean, who does what in it, and what each rule made
// of it.
func WriteExplanation(w io.Writer, e *policy.Explanation, opt Options) error {
	t := newText(newPage(&Report{}), opt)
	if len(e.Sentences) == 0 {
		t.line(fmt.Sprintf("line %d  no text stands on it", e.Line))
	}
	for _, s := range e.Sentences {
		t.explained(&s)
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

func (t *text) explained(s *policy.Explained) {
	t.hanging(fmt.Sprintf("line %d  ", s.Line), inert(s.Text, maxValue), t.c.Title)
	place := "  " + inert(s.Lang, maxName)
	switch {
	case s.Heading:
		place += " · a heading"
	case s.Section != "":
		place += " · under “" + inert(s.Section, maxValue) + "”"
	}
	if s.Lead != "" {
		place += " · in the list of “" + inert(s.Lead, maxValue) + "”"
	}
	if s.Row {
		place += " · part of an SDK row, read there alone"
	}
	t.line(place)
	var words []string
	for _, x := range s.Words {
		words = append(words, inert(x.Text, maxName)+" "+strings.Join(x.Means, "+"))
	}
	t.told("words", strings.Join(words, " · "), "none that is known")
	var clauses []string
	for _, c := range s.Clauses {
		clauses = append(clauses, clauseLine(c))
	}
	t.told("clauses", strings.Join(clauses, " · "), "nobody acts, no item is named")
	for _, c := range s.Claims {
		said := fmt.Sprintf("%-28s %s", inert(c.Claim, maxValue), c.Rule)
		if c.Quote.Text != s.Text {
			said += "   “" + inert(c.Quote.Text, maxValue) + "”"
		}
		t.hanging("  + ", said, t.c.Good)
	}
	if len(s.Claims) == 0 {
		t.line("  – no rule made a claim of it")
	}
	t.line("")
}

func (t *text) told(what, said, nothing string) {
	if said == "" {
		said = nothing
	}
	t.hanging(fmt.Sprintf("  %-8s ", what), said, t.c.Dim)
}

// clauseLine writes a clause: first collects [收集]: imei, not: denied.
func clauseLine(c policy.Clause) string {
	if c.Verb == "" {
		return "no verb: " + strings.Join(c.Items, ", ")
	}
	who := strings.Join(c.Who, " and ")
	if who == "" {
		who = "nobody named"
	}
	s := who + " " + c.Action + " [" + inert(c.Verb, maxName) + "]"
	switch {
	case c.Denied && c.Limited:
		s += " denied under a condition"
	case c.Denied:
		s += " denied"
	}
	if c.Conditional {
		s += " if"
	}
	if len(c.Items) > 0 {
		s += ": " + strings.Join(c.Items, ", ")
	}
	return s
}
