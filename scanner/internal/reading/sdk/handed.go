package sdk

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// handWords lead to the name of a party that does something for the app.
var handWords = []string{" handled by ", " handled through ", " delivered by ", " delivered through ", " delivered via ", " sent by ", " sent through ", " sent via ", " collected by ", " collected through ", " processed by ", " processed through ",
	" powered by ", " measured by ", " measured with ", " provided by ", " served by ", " shown by ", " displayed by ", " managed by ", " managed through "}

// handedTo reports whether a text ends in words that hand something to the
// name behind it: "crash reports are handled by".
func handedTo(before string) bool {
	t := strings.TrimRight(strings.ToLower(language.Tail(before, 60)), "\"“ ") + " "
	if i := strings.LastIndexByte(strings.TrimRight(t, " "), ' '); i >= 0 && strings.HasSuffix(strings.TrimRight(t, " "), "'s") {
		t = t[:i+1] // "managed by Google's AdMob"
	}
	for _, w := range handWords {
		if strings.HasSuffix(t, w) || strings.HasSuffix(t, w+"the ") {
			return true
		}
	}
	return false
}

// goesOnToReceive reports whether the text behind a name says what the party
// gets: "…, which receives the device model".
func goesOnToReceive(after string) bool {
	low := strings.ToLower(after[:min(len(after), 160)])
	if i := strings.Index(low, ". "); i >= 0 && !strings.HasSuffix(low[:i], "inc") && !strings.HasSuffix(low[:i], "ltd") {
		low = low[:i]
	}
	for _, lead := range []string{", which ", "; it ", ". it "} {
		i := strings.Index(low, lead)
		if i < 0 {
			continue
		}
		rest := low[i+len(lead):]
		for _, w := range []string{"receives ", "collects ", "gets ", "obtains ", "processes ", "may receive ", "may collect ", "then receives ", "also receives "} {
			if strings.HasPrefix(rest, w) {
				return true
			}
		}
	}
	return false
}

// handed collects the names of SDKs that something is handed to and that
// receive information for it.
func (u *usedNames) handed(t string, names words.SDKNames) {
	if !strings.Contains(t, "by ") && !strings.Contains(t, "through ") && !strings.Contains(t, "via ") && !strings.Contains(t, "with ") {
		return
	}
	for _, w := range handWords {
		i := strings.Index(t, w)
		if i < 0 {
			continue
		}
		name, end := capitalised(t, i+len(w))
		if name == "" || !goesOnToReceive(t[end:]) {
			continue
		}
		if id := names.ResolveName(name); id != "" && !slices.Contains(names.Categories(id), "social-login") {
			u.add(name, id)
		}
	}
}

// companyBeside returns the company that a sentence names with an SDK:
// "X, Inc.", "X, a service of Y, Inc.".
func companyBeside(d *sentence.Text, v *view, found []sentence.NamedSDK, id string) *policy.Field {
	for _, n := range found {
		if n.ID != id {
			continue
		}
		s := document.Span{Start: n.Start, End: n.End + companyTail(v.Text[n.End:])}
		if s.End == n.End {
			s = ownerBehind(v.Text, n.End)
		}
		if s.End > s.Start {
			q := v.Passage.Quote(s.Start, s.End)
			return &policy.Field{Text: q.Text, Quotes: d.Quotes(q)}
		}
	}
	return nil
}

// ownerBehind returns the company behind "a service of" that follows a name.
func ownerBehind(t string, from int) document.Span {
	for _, w := range []string{", a service of ", ", a product of ", ", a subsidiary of ", ", a brand of ", ", a service by ", ", a company of ", ", part of "} {
		if !strings.HasPrefix(t[from:], w) {
			continue
		}
		start := from + len(w)
		if _, end := capitalised(t, start); end > start {
			end = start + len(strings.TrimRight(t[start:end], " ,"))
			return document.Span{Start: start, End: end + companyTail(t[end:])}
		}
	}
	return document.Span{}
}

// legalForms are the English ones, the longer of two first.
var legalForms = words.PhraseList("legal form, English")

// companyTail returns the length of the legal form that a text begins with.
func companyTail(t string) int {
	rest := strings.TrimPrefix(t, ",")
	for _, w := range legalForms {
		behind, ok := strings.CutPrefix(rest, " "+w)
		if !ok || behind != "" && language.IsAlnumByte(behind[0]) {
			continue
		}
		return len(t) - len(strings.TrimPrefix(behind, "."))
	}
	return 0
}

// maker returns the company that a sentence names right beside the name of an
// SDK: X公司提供的 before it, "of X, Inc." behind it.
func (v *view) maker(n sentence.NamedSDK) document.Span {
	before := v.Text[:n.Start]
	for _, w := range makerBefore {
		t, ok := strings.CutSuffix(before, w)
		if !ok {
			continue
		}
		start := 0
		for _, verb := range slices.Concat(notInNames, []string{"，", "。", "；"}) {
			if i := strings.LastIndex(t, verb); i >= 0 {
				start = max(start, i+len(verb))
			}
		}
		if p := strings.TrimSpace(t[start:]); isCompany(p) {
			start += strings.Index(t[start:], p)
			return document.Span{Start: start, End: start + len(p)}
		}
	}
	for _, w := range []string{" of ", " from ", " by "} {
		at := n.End
		if rest := v.Text[at:]; language.IndexFold(rest, " sdk") == 0 {
			at += len(" sdk")
		}
		if !strings.HasPrefix(v.Text[at:], w) {
			continue
		}
		start := at + len(w)
		if _, end := capitalised(v.Text, start); end > start {
			end = start + len(strings.TrimRight(v.Text[start:end], " "))
			if tail := companyTail(v.Text[end:]); tail > 0 || isCompany(v.Text[start:end]) {
				return document.Span{Start: start, End: end + tail}
			}
		}
	}
	return document.Span{}
}

// makerBefore stand between a company and the SDK it makes.
var makerBefore = words.PhraseList("between a company and its SDK")
