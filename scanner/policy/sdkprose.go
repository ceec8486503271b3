package policy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/evidence"
)

// addProse adds the SDKs that running text names as part of the app, and that
// no list holds: "we use the JPush SDK to …", 支付宝SDK会获取您的IMEI….
func (p *Policy) addProse(docs []*docText, names SDKNames) {
	have := map[string]int{}
	for i, s := range p.SDKs {
		if s.ID != nil {
			have[*s.ID] = i
		}
	}
	for _, d := range docs {
		last, block := -1, -1 // the row the sentence before spoke of
		for _, s := range d.outline.sentences {
			if d.rows.owns(s) {
				continue
			}
			rows := d.proseRows(s, names, func(id string) bool {
				i, ok := have[id]
				return ok && p.SDKs[i].Scope != nil
			})
			if len(rows) == 0 && last >= 0 && s.block == block {
				d.goesOn(&p.SDKs[last], s)
			}
			if s.block != block || len(rows) > 0 {
				last, block = -1, s.block
			}
			for _, x := range rows {
				if i, ok := have[*x.ID]; !ok {
					have[*x.ID] = len(p.SDKs)
					last = len(p.SDKs)
					p.SDKs = append(p.SDKs, x)
				} else if d.inProse(&p.SDKs[i]) {
					p.SDKs[i].complete(x)
				}
			}
		}
	}
}

// goesOn adds what a sentence says that takes the SDK of the one before up by
// a pronoun: "The SDK collects …", 其隐私政策见 ….
func (d *docText) goesOn(x *SDK, s *sentence) {
	low := strings.ToLower(s.text)
	taken := strings.Contains(low, " its privacy") || strings.Contains(low, "其隐私")
	for _, w := range []string{"该sdk", "此sdk", "该服务", "其", "该第三方", "it ", "its ", "the sdk", "this sdk", "the service", "this service", "they "} {
		taken = taken || strings.HasPrefix(low, w)
	}
	for _, w := range []string{"隐私政策", "隐私权政策", "隐私协议", "隐私声明", "privacy policy", "privacy notice"} {
		taken = taken || strings.HasPrefix(low, w) && len(low) < 200
	}
	if !taken {
		return
	}
	v := view(s)
	if x.Scope == nil && v.has(cueCollect) && !v.has(cueNegation) {
		x.Scope = d.proseScope(v, 0)
	}
	if at, n := findAddress(s.text); n > 0 && x.PrivacyURL == nil && (isPrivacyAddress(s.text[at:at+n]) || strings.Contains(low, "privacy") || strings.Contains(low, "隐私")) {
		x.PrivacyURL = &Field{Text: s.text[at : at+n], Quotes: d.quotes(s.p.quote(at, at+n))}
	}
}

// inProse reports whether a row came from running text, so that another
// sentence may add to it. A row of a list is complete as it stands.
func (d *docText) inProse(x *SDK) bool { return d.isProse(*x.ID) }

func (d *docText) isProse(id string) bool { return d.prose[id] }

// complete fills the fields of x that are still empty.
func (x *SDK) complete(y SDK) {
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

// namedSDK is an SDK name in a sentence.
type namedSDK struct {
	start, end int
	id         string
}

// proseRows reads the SDKs a sentence says are in the app. What they collect is
// read of those that have no scope yet.
func (d *docText) proseRows(s *sentence, names SDKNames, scoped func(id string) bool) []SDK {
	if s.heading {
		return nil
	}
	found := s.sdks(names)
	if len(found) == 0 {
		return nil
	}
	v := view(s)
	var out []SDK
	before := false // the part before is about an SDK of the app
	parts := segments(v, found)
	at := 0                          // names before the part
	done := map[string]bool{}        // SDKs whose scope the sentence gave
	companies := map[string]*Field{} // beside an SDK; see companyBeside
	for _, g := range parts {
		any := false
		for i, n := range g.found {
			taken := d.integrates(v, found, at+i) || before && g.opens && !g.has(cueNegation) || d.isProse(n.id) && d.acts(g.sentenceView, n)
			if !taken {
				continue
			}
			any = true
			x := d.proseRow(g.sentenceView, g.found, i, done[n.id] || scoped(n.id))
			done[n.id] = done[n.id] || x.Scope != nil
			if x.Institution == nil {
				beside, ok := companies[n.id]
				if !ok {
					beside = d.companyBeside(v, found, n.id)
					companies[n.id] = beside
				}
				x.Institution = beside
			}
			d.prose[n.id] = true
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
func (d *docText) integrates(v *sentenceView, found []namedSDK, i int) bool {
	n := found[i]
	start := runeAt(v.f, n.start)
	from, _ := v.clause(start)
	if v.goneSDK(n) || v.between(cueNegation, from, start) || v.has(cueCondition) && v.between(cueNegation, 0, len(v.f.runes)) {
		return false
	}
	sdk := d.calledSDK(v.text, found, i)
	verb := leadsTo(v.text[:n.start])
	if sdk {
		return verb && v.firstPerson() || d.acts(v, n) || aboutSection(v.section) == aboutSDKs
	}
	if handedTo(v.text[:n.start]) && goesOnToReceive(v.text[n.end:]) && d.acts(v, n) {
		return true
	}
	return verb && v.firstPerson() && (d.acts(v, n) || aboutSection(v.section) != aboutNothing || d.servesPurpose(v, n) || isProvider(v.text[:n.start]))
}

// isProvider reports whether the words before a name say what kind of service
// it is: "analytics providers such as", "the advertising network".
func isProvider(before string) bool {
	low := strings.ToLower(tail(before, 80))
	for _, w := range []string{"analytics", "advertis", "third-party", "third party", "provider", "sdk", "librar", "ad network", "tracking", "crash report", "统计", "广告", "分析服务", "第三方"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// firstPerson reports whether a sentence speaks of the app or its maker.
func (v *sentenceView) firstPerson() bool {
	return v.ofUs.get(func() bool {
		if v.has(cueSubject) || strings.Contains(v.text, "我们") {
			return true
		}
		low := " " + strings.ToLower(v.text)
		return strings.Contains(low, " our ") || strings.Contains(low, " my ")
	})
}

// calledSDK reports whether the word SDK stands in or behind the name, or
// behind the list the name is in.
func (d *docText) calledSDK(text string, found []namedSDK, i int) bool {
	if mentionsSDK(text[found[i].start:found[i].end]) {
		return true
	}
	end := found[i].end
	for j := i + 1; j < len(found) && found[j].start-end <= 12; j++ {
		end = found[j].end
	}
	after := text[end:min(len(text), end+8)]
	start := found[i].start
	for j := i - 1; j >= 0 && start-found[j].end <= 12; j-- {
		start = found[j].start
	}
	before := tail(text[:start], 60)
	if k := strings.LastIndexAny(before, "。；;.，"); k >= 0 {
		before = before[k:]
	}
	return mentionsSDK(after) || mentionsSDK(before)
}

// leadsTo reports whether a verb of integration stands in the clause before a
// name.
func leadsTo(before string) bool {
	before = tail(before, 120)
	if i := strings.LastIndexAny(before, ".;；。"); i >= 0 {
		before = before[i:]
	}
	low := strings.ToLower(before)
	for _, w := range integrationWords {
		i := strings.LastIndex(low, w)
		if i < 0 {
			continue
		}
		if hasHan(w) || (i == 0 || !isAlnumByte(low[i-1])) && (i+len(w) == len(low) || !isAlnumByte(low[i+len(w)])) {
			return true
		}
	}
	return false
}

// acts reports whether the SDK is what collects in the sentence.
func (d *docText) acts(v *sentenceView, n namedSDK) bool {
	end := runeAt(v.f, n.end)
	if by := v.providerNamed(n.end); by.end > by.start {
		end = runeAt(v.f, by.end) // the company beside the name
	}
	to := min(end+30, len(v.f.runes))
	for j := end; j < to; j++ {
		if strings.ContainsRune("。；;", v.f.runes[j]) {
			to = j
		}
	}
	if v.between(cueCollect, end, to) {
		return true
	}
	// "…; the SDK collects": taken up in the same sentence.
	for _, places := range v.takenUp.get(v.findTakenUp) {
		if k, _ := slices.BinarySearch(places, int32(end)); k < len(places) {
			at := int(places[k])
			return v.between(cueCollect, at, min(at+40, len(v.f.runes)))
		}
	}
	return false
}

// findTakenUp returns where each of the words stands that take an SDK up again.
func (v *sentenceView) findTakenUp() [][]int32 {
	words := []string{"; the sdk ", "; it ", "; this sdk ", ", which ", ",该sdk", "，该sdk", ";该sdk", "；该sdk", "，其", ",其"}
	out := make([][]int32, len(words))
	t := string(v.f.runes)
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
func (d *docText) servesPurpose(v *sentenceView, n namedSDK) bool {
	return len(v.purposes(runeAt(v.f, n.end))) > 0
}

func aboutSection(s *section) about {
	best := aboutNothing
	for ; s != nil; s = s.parent {
		best = max(best, s.about())
	}
	return best
}

// runeAt returns the rune of a folded text that stands at a byte offset.
func runeAt(f *folded, off int) int {
	lo, hi := 0, len(f.at)
	for lo < hi {
		if mid := (lo + hi) / 2; int(f.at[mid]) < off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// proseRow makes a row of what the sentence says of one SDK.
func (d *docText) proseRow(v *sentenceView, found []namedSDK, i int, scoped bool) SDK {
	n := found[i]
	end := n.end
	if rest := v.text[end:]; mentionsSDK(rest[:min(len(rest), 5)]) {
		end += indexFold(rest, "sdk") + len("sdk")
	} else {
		end += nameTail(rest)
	}
	id := n.id
	x := SDK{Name: strings.TrimSpace(v.text[n.start:end]), ID: &id, Line: v.p.line(n.start), Platforms: []string{}, Quotes: d.quotes(v.p.quote(n.start, end))}
	if s := v.sdkPurpose(n); s.end > s.start {
		q := v.p.quote(s.start, s.end)
		x.Purpose = &Field{Text: q.Text, Quotes: d.quotes(q)}
	}
	by := v.providerNamed(n.end)
	if by.end == by.start {
		by = v.provider(n.end)
	}
	if s := by; s.end > s.start {
		q := v.p.quote(s.start, s.end)
		x.Institution = &Field{Text: q.Text, Quotes: d.quotes(q)}
	}
	if !scoped && d.acts(v, n) {
		x.Scope = d.proseScope(v, n.end)
	}
	for _, l := range v.p.links {
		if isWeb(l.url) && isPrivacyAddress(l.url) && len(found) == 1 {
			x.PrivacyURL = &Field{Text: l.url, Quotes: d.quotes(v.p.quote(l.start, l.end))}
		}
	}
	return x
}

// sdkPurpose finds what an SDK is for: behind it, else before it (为保障支付安全).
func (v *sentenceView) sdkPurpose(n namedSDK) span {
	start, end := runeAt(v.f, n.start), runeAt(v.f, n.end)
	if s := v.carries(n); s.end > s.start {
		return s
	}
	best := span{}
	for _, s := range v.purposes(0) {
		if s.start >= end {
			best = s.span
			break
		}
		if s.end <= start {
			best = s.span
		}
	}
	if best.end == best.start {
		best = v.leadingPurpose(start)
	}
	if best = v.beforeCollecting(best); best.end == best.start {
		return span{}
	}
	return span{v.f.offset(best.start), v.f.endOffset(v.text, best.end)}
}

// beforeCollecting cuts a purpose where the sentence goes on to what the SDK
// collects, and drops what only led on to the next one.
func (v *sentenceView) beforeCollecting(s span) span {
	for j := s.start + 2; j < s.end; j++ {
		if c := v.f.runes[j]; (c == '，' || c == ',') && isHan(v.f.runes[j-1]) && v.between(cueCollect, j+1, min(j+8, s.end)) {
			s.end = j
			break
		}
	}
	for s.end > s.start && strings.ContainsRune(" ,，、;；", v.f.runes[s.end-1]) {
		s.end--
	}
	if n := s.end - 4; n > s.start && string(v.f.runes[n:s.end]) == " and" {
		s.end = n
	}
	return s
}

// leadingPurpose finds 为 … before the first comma.
func (v *sentenceView) leadingPurpose(before int) span {
	for i, r := range v.f.runes[:min(before, len(v.f.runes))] {
		if r != '为' || i > 0 && isHan(v.f.runes[i-1]) {
			continue
		}
		for j := i + 1; j < before; j++ {
			if c := v.f.runes[j]; c == '，' || c == ',' {
				return span{i + 1, j}
			}
		}
		break // no comma stands behind the others either
	}
	return span{}
}

// provider finds "by X" and "provided by X" behind a name.
func (v *sentenceView) provider(from int) span {
	rest := v.text[from:min(len(v.text), from+60)]
	if i := strings.Index(v.text[from:], "由"); i >= 0 {
		start := from + i + len("由")
		if j := strings.Index(v.text[start:], "提供"); j > 0 && j < 90 && !strings.ContainsAny(v.text[start:start+j], "，。；") {
			return span{start, start + j}
		}
	}
	i := indexFold(rest, " by ")
	if i < 0 || i > 24 {
		return span{}
	}
	start := from + i + 4
	end := start
	for end < len(v.text) {
		w := v.text[end:]
		if j := strings.IndexAny(w, " ,;("); j > 0 {
			w = w[:j]
		}
		if w == "" || w[0] < 'A' || w[0] > 'Z' {
			break
		}
		end += len(w)
		if end < len(v.text) && v.text[end] == ' ' {
			end++
		} else {
			break
		}
	}
	return span{start, start + len(strings.TrimRight(v.text[start:end], " "))}
}

// proseScope reads the items the SDK is said to collect.
func (d *docText) proseScope(v *sentenceView, from int) *Scope {
	if k := v.cueFrom(cueCollect, len(v.cues())-len(v.cuesFrom(runeAt(v.f, from)))); k < len(v.found) {
		from = v.f.endOffset(v.text, v.found[k].end)
	}
	start, end := termsBehind(v.text, v.f, runeAt(v.f, from))
	if end == 0 {
		return nil
	}
	text := v.p.slice(start, end)
	s := &Scope{Text: text.text, Items: scopeItems(text.text), Quotes: []evidence.Quote{}}
	s.Quotes = d.quotes(text.whole())
	return s
}
