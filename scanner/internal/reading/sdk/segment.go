package sdk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// segment is the part of a sentence that speaks of one SDK, or of a list of
// SDKs that share what is said.
type segment struct {
	*view
	found []sentence.NamedSDK // by offsets into its own text
	opens bool                // a name stands at its start, as in an enumeration
}

// segments cuts a sentence that speaks of several SDKs one after the other:
// where names stand apart, at the strongest sign between them.
func segments(v *view, found []sentence.NamedSDK) []segment {
	start, first := 0, 0
	var out []segment
	for i := 1; i <= len(found); i++ {
		cut := len(v.Text)
		if i < len(found) {
			if listed(v.Text[found[i-1].End:found[i].Start]) || found[i].ID == found[i-1].ID && !strings.ContainsAny(v.Text[found[i-1].End:found[i].Start], ";；") {
				continue
			}
			cut = cutBetween(v.Text, found[i-1].End, found[i].Start)
		}
		out = append(out, v.segment(start, cut, found[first:i]))
		start, first = cut, i
	}
	if len(out) == 1 {
		out[0].view = v
	}
	return out
}

// listed reports whether the text between two names only lists them.
func listed(between string) bool {
	t := strings.ToLower(between)
	if strings.ContainsAny(t, "；;。") || len(t) > 24 {
		return false
	}
	for _, w := range []string{"sdk", "and", "or", "as well as", "和", "及", "与", "以", "或", "、", ",", "，", "/", "(", ")", "（", "）", "“", "”", "\"", "the ", "'s"} {
		t = strings.ReplaceAll(t, w, "")
	}
	return strings.TrimSpace(t) == ""
}

// cutBetween returns where to cut a text between two names: behind the last
// sign of the strongest kind.
func cutBetween(t string, from, to int) int {
	between := maskBrackets(t[from:to])
	for _, signs := range []string{"；;", "，,。", "、"} {
		if i := strings.LastIndexAny(between, signs); i >= 0 {
			_, size := utf8.DecodeRuneInString(between[i:])
			return from + i + size
		}
	}
	for _, w := range []string{" and ", "并", "及"} {
		if i := strings.LastIndex(language.LowerASCII(between), w); i >= 0 {
			return from + i + len(w)
		}
	}
	return to
}

// maskBrackets writes blanks over what stands in brackets, byte by byte.
func maskBrackets(t string) string {
	if !strings.ContainsAny(t, "(（") {
		return t
	}
	b := []byte(t)
	pairs := sentence.PairBrackets(t)
	for k, at := range pairs.Opens {
		if t[at] != '(' && !strings.HasPrefix(t[at:], "（") || b[at] == ' ' || int(pairs.Closes[k]) == len(t) {
			continue
		}
		for i := at; i < pairs.Closes[k]; i++ {
			b[i] = ' '
		}
	}
	return string(b)
}

func (v *view) segment(start, end int, found []sentence.NamedSDK) segment {
	p := v.Passage.Slice(start, end)
	at := start + strings.Index(v.Text[start:end], p.Text)
	s := *v.Sentence
	s.Text, s.Passage, s.Folded, s.Named, s.Looked = p.Text, p, nil, nil, true
	g := segment{view: newView(&s)}
	for _, n := range found {
		g.found = append(g.found, sentence.NamedSDK{Start: n.Start - at, End: n.End - at, ID: n.ID})
	}
	before := p.Text[:g.found[0].Start]
	g.opens = strings.TrimFunc(before[language.NumberOf(before).Length:], func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsDigit(r) }) == ""
	return g
}

// carries reports whether text behind a name is a verb phrase that says what
// the SDK is used to do: 使用X SDK推送消息.
func (v *view) carries(n sentence.NamedSDK) document.Span {
	if !usedBefore(v.Text[:n.Start]) {
		return document.Span{}
	}
	at := n.End + behindName(v.Text[n.End:])
	start := language.RuneAt(v.Folded, at)
	if start >= len(v.Folded.Runes) || !language.IsHan(v.Folded.Runes[start]) {
		return document.Span{}
	}
	end := start
	for end < len(v.Folded.Runes) && !strings.ContainsRune("，,。；;（(：:、", v.Folded.Runes[end]) {
		end++
	}
	t := string(v.Folded.Runes[start:end])
	for _, w := range []string{"来", "进行", "以", "用于"} {
		if s := strings.TrimPrefix(t, w); s != t && w != "进行" {
			start += utf8.RuneCountInString(w)
			t = s
		}
	}
	if utf8.RuneCountInString(t) < 3 || strings.ContainsRune("的和与及等会将可由向并或是为在后时不未", v.Folded.Runes[start]) || v.Between(words.CueCollect|words.CueNegation, start, min(start+2, end)) {
		return document.Span{}
	}
	return document.Span{Start: v.Folded.Offset(start), End: v.Folded.EndOffset(v.Text, end)}
}

// usedBefore reports whether a verb of use stands right before a name.
func usedBefore(before string) bool {
	t := strings.TrimRight(language.Tail(before, 24), " “\"第三方的了")
	for _, w := range []string{"使用", "通过", "借助", "采用", "利用", "接入", "集成", "调用", "引入"} {
		if strings.HasSuffix(t, w) {
			return true
		}
	}
	return false
}

// nameTail returns the length of the few characters up to the word SDK that
// finish a name (友盟 + 统计SDK), 0 where there are none.
func nameTail(t string) int {
	n := 0
	for i, r := range t {
		if language.HasPrefixFold(t[i:], "sdk") && n > 0 {
			return i + len("sdk")
		}
		if n++; !language.IsHan(r) || n > 4 || r == '的' || r == '和' || r == '与' {
			break
		}
	}
	return 0
}

// behindName returns the length of what still belongs to a name: the word SDK
// and a company in brackets.
func behindName(t string) int {
	n := 0
	for {
		rest := t[n:]
		switch {
		case strings.HasPrefix(rest, " "):
			n++
		case language.HasPrefixFold(rest, "sdk"):
			n += 3
		case n == 0 && nameTail(rest) > 0:
			n += nameTail(rest)
		case strings.HasPrefix(rest, "（") || strings.HasPrefix(rest, "("):
			short := rest[:min(len(rest), 120+utf8.UTFMax)]
			i := language.ClosingBracket(short, 0)
			if i >= len(short) || i > 120 {
				return n
			}
			_, size := utf8.DecodeRuneInString(rest[i:])
			n += i + size
		default:
			return n
		}
	}
}

// providerNamed finds the company in brackets right behind a name, and behind
// 提供方为.
func (v *view) providerNamed(from int) document.Span {
	rest := v.Text[from:]
	for _, w := range []string{"提供方为", "提供方是", "提供方：", "开发者为", "开发商为", "运营方为", "服务商为", "所属公司为"} {
		if i := strings.Index(rest[:min(len(rest), 89+len(w))], w); i >= 0 {
			start := from + i + len(w)
			if end := strings.IndexAny(v.Text[start:min(len(v.Text), start+120+utf8.UTFMax)], "，,。；;"); end > 0 && end < 120 {
				return document.Span{Start: start, End: start + end}
			}
		}
	}
	at := 0
	for strings.HasPrefix(rest[at:], " ") || language.HasPrefixFold(rest[at:], "sdk") {
		if at++; rest[at-1] != ' ' {
			at += 2
		}
	}
	if !strings.HasPrefix(rest[at:], "(") && !strings.HasPrefix(rest[at:], "（") {
		return document.Span{}
	}
	end := language.ClosingBracket(rest, at)
	_, size := utf8.DecodeRuneInString(rest[at:])
	if end >= len(rest) || !isCompany(rest[at+size:end]) {
		return document.Span{}
	}
	inner := rest[at+size : end]
	start := from + at + size
	for _, w := range []string{"由", "provided by ", "by "} {
		if strings.HasPrefix(inner, w) {
			inner, start = inner[len(w):], start+len(w)
		}
	}
	inner = strings.TrimSuffix(inner, "提供")
	return document.Span{Start: start, End: start + len(inner)}
}
