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
)

// Prose adds the SDKs that running text names as part of the app, and that
// no list holds: "we use the JPush SDK to …", 支付宝SDK会获取您的IMEI….
func Prose(p *policy.Policy, docs []*sentence.Text, names words.SDKNames) {
	have := map[string]int{}
	for i := range p.SDKs {
		have[rowKey(&p.SDKs[i])] = i
	}
	for _, d := range docs {
		last, block := -1, -1 // the row the sentence before spoke of
		for _, s := range d.Outline.Sentences {
			if d.Rows.Owns(s) {
				continue
			}
			rows := proseRows(d, s, names, func(key string) bool {
				i, ok := have[key]
				return ok && p.SDKs[i].Scope != nil
			})
			if len(rows) == 0 && last >= 0 && s.Block == block {
				goesOn(d, &p.SDKs[last], s)
			}
			if s.Block != block || len(rows) > 0 {
				last, block = -1, s.Block
			}
			for _, x := range rows {
				if i, ok := have[rowKey(&x)]; !ok {
					have[rowKey(&x)] = len(p.SDKs)
					last = len(p.SDKs)
					p.SDKs = append(p.SDKs, x)
					traceRow(d, rule.RowSentence, &x)
				} else if inProse(d, &p.SDKs[i]) {
					complete(&p.SDKs[i], x)
					traceRow(d, rule.RowSentence, &x)
				}
			}
		}
	}
}

// goesOn adds what a sentence says that takes the SDK of the one before up by
// a pronoun: "The SDK collects …", 其隐私政策见 ….
func goesOn(d *sentence.Text, x *policy.SDK, s *sentence.Sentence) {
	low := strings.ToLower(s.Text)
	taken := strings.Contains(low, " its privacy") || strings.Contains(low, "其隐私")
	for _, w := range []string{"该sdk", "此sdk", "该服务", "其", "该第三方", "it ", "its ", "the sdk", "this sdk", "the service", "this service", "they "} {
		taken = taken || strings.HasPrefix(low, w)
	}
	for _, w := range []string{"隐私政策", "隐私权政策", "隐私协议", "隐私声明", "privacy policy", "privacy notice"} {
		taken = taken || strings.HasPrefix(low, w) && len(low) < 200
	}
	v := newView(s)
	if by := v.provider(0); by.End > by.Start && strings.HasPrefix(s.Text, "由") && x.Institution == nil {
		q := s.Passage.Quote(by.Start, by.End)
		x.Institution = &policy.Field{Text: q.Text, Quotes: d.Quotes(q)}
		d.Trace.Says(rule.RowGoesOn, "row "+x.Name+": institution", s.Passage.Whole())
	}
	if !taken {
		return
	}
	if x.Scope == nil && v.Has(words.CueCollect) && !v.Has(words.CueNegation) {
		x.Scope = proseScope(d, v, 0)
		d.Trace.Says(rule.RowGoesOn, "row "+x.Name+": scope", s.Passage.Whole())
	}
	if at, n := FindAddress(s.Text); n > 0 && x.PrivacyURL == nil && (isPrivacyAddress(s.Text[at:at+n]) || strings.Contains(low, "privacy") || strings.Contains(low, "隐私")) {
		x.PrivacyURL = &policy.Field{Text: s.Text[at : at+n], Quotes: d.Quotes(s.Passage.Quote(at, at+n))}
		d.Trace.Says(rule.RowGoesOn, "row "+x.Name+": privacyUrl", s.Passage.Whole())
	}
}

// inProse reports whether a row came from running text, so that another
// sentence may add to it. A row of a list is complete as it stands.
func inProse(d *sentence.Text, x *policy.SDK) bool { return d.Prose[rowKey(x)] }

// rowKey tells rows apart: by their id, else by their name.
func rowKey(x *policy.SDK) string {
	if x.ID != nil {
		return *x.ID
	}
	return nameKey(x.Name)
}

// nameKey is the key of a name that no database knows.
func nameKey(name string) string {
	return "name " + strings.TrimSuffix(language.FoldedText(strings.ReplaceAll(name, " ", "")), "sdk")
}

// keyOf is the key of the row a name would make.
func keyOf(text string, n sentence.NamedSDK) string {
	if n.ID != "" {
		return n.ID
	}
	return nameKey(text[n.Start:n.End])
}

// complete fills the fields of x that are still empty.
func complete(x *policy.SDK, y policy.SDK) {
	if x.Purpose == nil {
		x.Purpose = y.Purpose
	}
	if x.Institution == nil {
		x.Institution = y.Institution
	}
	if x.PrivacyURL == nil {
		x.PrivacyURL = y.PrivacyURL
	}
	if x.Scope == nil {
		x.Scope = y.Scope
	}
}

// proseRows reads the SDKs a sentence says are in the app. What they collect is
// read of those that have no scope yet.
func proseRows(d *sentence.Text, s *sentence.Sentence, names words.SDKNames, scoped func(key string) bool) []policy.SDK {
	if s.Heading {
		return nil
	}
	found := s.SDKs(names)
	if len(found) == 0 {
		return nil
	}
	v := newView(s)
	var out []policy.SDK
	before := false // the part before is about an SDK of the app
	parts := segments(v, found)
	at := 0                                 // names before the part
	done := map[string]bool{}               // SDKs whose scope the sentence gave
	companies := map[string]*policy.Field{} // beside an SDK; see companyBeside
	for _, g := range parts {
		any := false
		for i, n := range g.found {
			taken := integrates(d, v, found, at+i, names) || before && g.opens && !g.Has(words.CueNegation) || d.Prose[keyOf(g.Text, n)] && acts(d, g.view, n)
			if !taken {
				continue
			}
			any = true
			x := proseRow(d, g.view, g.found, i, func(key string) bool { return done[key] || scoped(key) })
			key := rowKey(&x)
			done[key] = done[key] || x.Scope != nil
			if x.Institution == nil {
				beside, ok := companies[n.ID]
				if !ok {
					beside = companyBeside(d, v, found, n.ID)
					companies[n.ID] = beside
				}
				x.Institution = beside
			}
			d.Prose[key] = true
			out = append(out, x)
		}
		before = any
		at += len(g.found)
	}
	return out
}

// integrationWords say that something is part of the app.
var integrationWords = []string{"集成", "接入", "嵌入", "内置", "引入", "采用", "使用了", "使用", "合作", "integrate", "integrates", "integrated", "embed", "embeds", "embedded", "include", "includes", "included", "use", "uses", "using", "utilize", "utilizes", "incorporate", "incorporates", "employ", "powered by", "rely on", "work with", "through", "via", "contains", "bundle"}

// integrates reports whether a sentence says that the app holds the SDK: it is
// called one, and the sentence denies nothing; or a verb of integration leads
// to it.
func integrates(d *sentence.Text, v *view, found []sentence.NamedSDK, i int, names words.SDKNames) bool {
	n := found[i]
	start := language.RuneAt(v.Folded, n.Start)
	from, _ := v.Clause(start)
	if v.goneSDK(n) || v.Between(words.CueNegation, from, start) || v.Has(words.CueCondition) && v.Between(words.CueNegation, 0, len(v.Folded.Runes)) {
		return false
	}
	sdk := calledSDK(d, v.Text, found, i)
	verb := leadsTo(v.Text[:n.Start])
	if sdk {
		return verb && v.firstPerson() || acts(d, v, n) || aboutSection(v.Section) == sentence.AboutSDKs || v.quotedAsSDK(n)
	}
	if first := found[firstOfList(v.Text, found, i)]; (objectOf(v.Text[:first.Start]) && v.speaksOfApp() || handedTo(v.Text[:first.Start]) && v.firstPerson()) && !slices.Contains(names.Categories(n.ID), "social-login") {
		return true
	}
	if handedTo(v.Text[:n.Start]) && goesOnToReceive(v.Text[n.End:]) && acts(d, v, n) {
		return true
	}
	return verb && v.firstPerson() && (acts(d, v, n) || aboutSection(v.Section) != sentence.AboutNothing || servesPurpose(d, v, n) || IsProvider(v.Text[:n.Start]))
}

// IsProvider reports whether the words before a name say what kind of service
// it is: "analytics providers such as", "the advertising network".
func IsProvider(before string) bool {
	low := strings.ToLower(language.Tail(before, 80))
	for _, w := range []string{"analytics", "advertis", "third-party", "third party", "provider", "sdk", "librar", "ad network", "tracking", "crash report", "统计", "广告", "分析服务", "第三方"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// firstPerson reports whether a sentence speaks of the app or its maker.
func (v *view) firstPerson() bool {
	return v.ofUs.Get(func() bool {
		if v.Has(words.CueSubject) || strings.Contains(v.Text, "我们") {
			return true
		}
		low := " " + strings.ToLower(v.Text)
		return strings.Contains(low, " our ") || strings.Contains(low, " my ")
	})
}

// calledSDK reports whether the word SDK stands in or behind the name, or
// behind the list the name is in.
func calledSDK(d *sentence.Text, text string, found []sentence.NamedSDK, i int) bool {
	if sentence.MentionsSDK(text[found[i].Start:found[i].End]) {
		return true
	}
	end := found[i].End
	for j := i + 1; j < len(found) && found[j].Start-end <= 12; j++ {
		end = found[j].End
	}
	after := text[end:min(len(text), end+8)]
	start := found[i].Start
	for j := i - 1; j >= 0 && start-found[j].End <= 12; j-- {
		start = found[j].Start
	}
	before := language.Tail(text[:start], 60)
	if k := strings.LastIndexAny(before, "。；;.，"); k >= 0 {
		before = before[k:]
	}
	return sentence.MentionsSDK(after) || sentence.MentionsSDK(before)
}

// leadsTo reports whether a verb of integration stands in the clause before a
// name.
func leadsTo(before string) bool {
	before = language.Tail(before, 120)
	if i := strings.LastIndexAny(before, ".;；。"); i >= 0 {
		before = before[i:]
	}
	low := strings.ToLower(before)
	for _, w := range integrationWords {
		i := strings.LastIndex(low, w)
		if i < 0 {
			continue
		}
		if language.HasHan(w) || (i == 0 || !language.IsAlnumByte(low[i-1])) && (i+len(w) == len(low) || !language.IsAlnumByte(low[i+len(w)])) {
			return true
		}
	}
	return false
}

// acts reports whether the SDK is what collects in the sentence.
func acts(d *sentence.Text, v *view, n sentence.NamedSDK) bool {
	end := language.RuneAt(v.Folded, n.End)
	if by := v.providerNamed(n.End); by.End > by.Start {
		end = language.RuneAt(v.Folded, by.End) // the company beside the name
	}
	to := min(end+30, len(v.Folded.Runes))
	for j := end; j < to; j++ {
		if strings.ContainsRune("。；;", v.Folded.Runes[j]) {
			to = j
		}
	}
	if v.Between(words.CueCollect, end, to) {
		return true
	}
	// "…; the SDK collects": taken up in the same sentence.
	for _, places := range v.takenUp.Get(v.findTakenUp) {
		if k, _ := slices.BinarySearch(places, int32(end)); k < len(places) {
			at := int(places[k])
			return v.Between(words.CueCollect, at, min(at+40, len(v.Folded.Runes)))
		}
	}
	return false
}

// findTakenUp returns where each of the words stands that take an SDK up again.
func (v *view) findTakenUp() [][]int32 {
	words := []string{"; the sdk ", "; it ", "; this sdk ", ", which ", ",该sdk", "，该sdk", ";该sdk", "；该sdk", "，其", ",其"}
	out := make([][]int32, len(words))
	t := string(v.Folded.Runes)
	for k, w := range words {
		runes := 0
		for at := 0; ; {
			i := strings.Index(t[at:], w)
			if i < 0 {
				break
			}
			runes += utf8.RuneCountInString(t[at : at+i])
			out[k] = append(out[k], int32(runes))
			runes += utf8.RuneCountInString(w)
			at += i + len(w)
		}
	}
	return out
}

// servesPurpose reports whether the sentence says what the SDK is for.
func servesPurpose(d *sentence.Text, v *view, n sentence.NamedSDK) bool {
	return len(v.Purposes(language.RuneAt(v.Folded, n.End))) > 0
}

func aboutSection(s *sentence.Section) sentence.About {
	best := sentence.AboutNothing
	for ; s != nil; s = s.Parent {
		best = max(best, s.About())
	}
	return best
}

// proseRow makes a row of what the sentence says of one SDK.
func proseRow(d *sentence.Text, v *view, found []sentence.NamedSDK, i int, scoped func(key string) bool) policy.SDK {
	n := found[i]
	end := n.End
	if rest := v.Text[end:]; sentence.MentionsSDK(rest[:min(len(rest), 5)]) {
		end += language.IndexFold(rest, "sdk") + len("sdk")
	} else {
		end += nameTail(rest)
	}
	x := policy.SDK{Name: strings.TrimSpace(v.Text[n.Start:end]), ID: orNil(n.ID), Line: v.Passage.Line(n.Start), Platforms: []string{}, Quotes: d.Quotes(v.Passage.Quote(n.Start, end))}
	if s := v.sdkPurpose(n); s.End > s.Start {
		q := v.Passage.Quote(s.Start, s.End)
		x.Purpose = &policy.Field{Text: q.Text, Quotes: d.Quotes(q)}
	}
	by := v.maker(n)
	if by.End == by.Start {
		by = v.providerNamed(n.End)
	}
	if by.End == by.Start {
		by = v.provider(n.End)
	}
	if s := by; s.End > s.Start {
		q := v.Passage.Quote(s.Start, s.End)
		x.Institution = &policy.Field{Text: q.Text, Quotes: d.Quotes(q)}
	}
	if !scoped(rowKey(&x)) && acts(d, v, n) {
		x.Scope = proseScope(d, v, n.End)
	}
	for _, l := range v.Passage.Links {
		if language.IsWeb(l.URL) && isPrivacyAddress(l.URL) && len(found) == 1 {
			x.PrivacyURL = &policy.Field{Text: l.URL, Quotes: d.Quotes(v.Passage.Quote(l.Start, l.End))}
		}
	}
	if at, n := FindAddress(v.Text); n > 0 && x.PrivacyURL == nil && oneSDK(found) && mentionsPolicy(v.Text[:at]) {
		x.PrivacyURL = &policy.Field{Text: v.Text[at : at+n], Quotes: d.Quotes(v.Passage.Quote(at, at+n))}
	}
	return x
}

// oneSDK reports whether all names stand for the same SDK.
func oneSDK(found []sentence.NamedSDK) bool {
	for _, n := range found {
		if n.ID != found[0].ID {
			return false
		}
	}
	return true
}

// sdkPurpose finds what an SDK is for: behind it, else before it (为保障支付安全).
func (v *view) sdkPurpose(n sentence.NamedSDK) document.Span {
	start, end := language.RuneAt(v.Folded, n.Start), language.RuneAt(v.Folded, n.End)
	if s := v.carries(n); s.End > s.Start {
		return s
	}
	if s := v.forBehind(n); s.End > s.Start {
		return s
	}
	best := document.Span{}
	for _, s := range v.Purposes(0) {
		if s.Start >= end {
			best = s.Span
			break
		}
		if s.End <= start {
			best = s.Span
		}
	}
	if best.End == best.Start {
		best = v.leadingPurpose(start)
	}
	if best = v.beforeCollecting(best); best.End == best.Start {
		return document.Span{}
	}
	return document.Span{Start: v.Folded.Offset(best.Start), End: v.Folded.EndOffset(v.Text, best.End)}
}

// forBehind finds the purpose of 为…， right behind a name, or behind the
// quotation marks it stands in with others.
func (v *view) forBehind(n sentence.NamedSDK) document.Span {
	at := n.End
	if at == 0 {
		return document.Span{}
	}
	if i := strings.IndexAny(v.Text[at:], "”」"); i >= 0 && i < 200 && !strings.ContainsAny(v.Text[at:at+i], "“「。；;") {
		_, size := utf8.DecodeRuneInString(v.Text[at+i:])
		at += i + size
	}
	if !strings.HasPrefix(v.Text[at:], "为") {
		return document.Span{}
	}
	start := at + len("为")
	end := strings.IndexAny(v.Text[start:], "，,。；;")
	if end <= 0 || strings.HasPrefix(v.Text[start:], "了") && end <= len("了") {
		return document.Span{}
	}
	return document.Span{Start: start, End: start + end}
}

// beforeCollecting cuts a purpose where the sentence goes on to what the SDK
// collects, and drops what only led on to the next one.
func (v *view) beforeCollecting(s document.Span) document.Span {
	for j := s.Start + 2; j < s.End; j++ {
		if c := v.Folded.Runes[j]; (c == '，' || c == ',') && language.IsHan(v.Folded.Runes[j-1]) && v.Between(words.CueCollect, j+1, min(v.subjectEnd(j+1)+8, s.End)) {
			s.End = j
			break
		}
	}
	for s.End > s.Start && strings.ContainsRune(" ,，、;；", v.Folded.Runes[s.End-1]) {
		s.End--
	}
	if n := s.End - 4; n > s.Start && string(v.Folded.Runes[n:s.End]) == " and" {
		s.End = n
	}
	return s
}

// subjectEnd returns where the name of an SDK ends that a clause begins with,
// from itself where it begins with none: ，友盟SDK会收集….
func (v *view) subjectEnd(from int) int {
	end := min(from+maxName, len(v.Folded.Runes))
	if i := strings.IndexAny(string(v.Folded.Runes[from:end]), "，,；;。"); i >= 0 {
		end = from + utf8.RuneCountInString(string(v.Folded.Runes[from:end])[:i])
	}
	if i := strings.Index(string(v.Folded.Runes[from:end]), "sdk"); i >= 0 {
		return from + utf8.RuneCountInString(string(v.Folded.Runes[from:end])[:i+len("sdk")])
	}
	return from
}

// leadingPurpose finds 为 … before the first comma.
func (v *view) leadingPurpose(before int) document.Span {
	for i, r := range v.Folded.Runes[:min(before, len(v.Folded.Runes))] {
		if r != '为' || i > 0 && language.IsHan(v.Folded.Runes[i-1]) {
			continue
		}
		for j := i + 1; j < before; j++ {
			if c := v.Folded.Runes[j]; c == '，' || c == ',' {
				return document.Span{Start: i + 1, End: j}
			}
		}
		break // no comma stands behind the others either
	}
	return document.Span{}
}

// provider finds "by X" and "provided by X" behind a name.
func (v *view) provider(from int) document.Span {
	rest := v.Text[from:min(len(v.Text), from+60)]
	if i := strings.Index(v.Text[from:], "由"); i >= 0 {
		start := from + i + len("由")
		if j := strings.Index(v.Text[start:], "提供"); j > 0 && j < 90 && !strings.ContainsAny(v.Text[start:start+j], "，。；") {
			return document.Span{Start: start, End: start + j}
		}
	}
	i := language.IndexFold(rest, " by ")
	if i < 0 || i > 24 {
		return document.Span{}
	}
	start := from + i + 4
	end := start
	for end < len(v.Text) {
		w := v.Text[end:]
		if j := strings.IndexAny(w, " ,;("); j > 0 {
			w = w[:j]
		}
		if w == "" || w[0] < 'A' || w[0] > 'Z' {
			break
		}
		end += len(w)
		if end < len(v.Text) && v.Text[end] == ' ' {
			end++
		} else {
			break
		}
	}
	end = start + len(strings.TrimRight(v.Text[start:end], " "))
	if end > start {
		end += companyTail(v.Text[end:])
	}
	return document.Span{Start: start, End: end}
}

// proseScope reads the items the SDK is said to collect.
func proseScope(d *sentence.Text, v *view, from int) *policy.Scope {
	if k := v.CueFrom(words.CueCollect, len(v.Cues())-len(v.CuesFrom(language.RuneAt(v.Folded, from)))); k < len(v.Found) {
		from = v.Folded.EndOffset(v.Text, v.Found[k].End)
	}
	start, end := words.TermsBehind(v.Text, v.Folded, language.RuneAt(v.Folded, from))
	if end == 0 {
		return nil
	}
	text := v.Passage.Slice(start, end)
	s := &policy.Scope{Text: text.Text, Items: clause.ScopeItems(text.Text), Quotes: []evidence.Quote{}}
	s.Quotes = d.Quotes(text.Whole())
	return s
}

// goneSDK reports whether an SDK is no longer part of the app: 已移除某SDK.
func (v *view) goneSDK(n sentence.NamedSDK) bool {
	start, end := language.RuneAt(v.Folded, n.Start), language.RuneAt(v.Folded, n.End)
	for _, c := range v.CuesIn(start-5-sentence.LongestCue, end+6) {
		if c.Kind&words.CueDropped != 0 && (c.End <= start && start-c.End <= 5 || c.Start >= end && c.Start-end <= 5) {
			return true
		}
	}
	return false
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
