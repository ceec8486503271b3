package sdk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// maxName bounds the columns of a name that only its form tells.
const maxName = 40

// maxCalled does so where nothing sets the name off from what stands before it.
const maxCalled = 20

// nameByForm finds the names of SDKs that no database knows, and brands that
// are one only by what is said of them: "X SDK", and what stands in quotation
// marks right behind a word for such products: 第三方SDK“甲、乙”. An unknown name
// has no id.
func nameByForm(s *sentence.Sentence, names words.SDKNames) {
	if s.Heading || s.Row >= 0 || !sentence.MentionsSDK(s.Text) {
		return
	}
	for _, n := range append(quotedNames(s.Text), calledNames(s.Text)...) {
		addName(s, names, n)
	}
}

// addName adds a name to those a sentence is known to hold. Of names that lie
// in each other the known one stays, else the longer.
func addName(s *sentence.Sentence, names words.SDKNames, n sentence.NamedSDK) {
	found := s.SDKs(names)
	for _, x := range found {
		if x.Start < n.End && n.Start < x.End {
			return
		}
	}
	n.ID = resolveAs(s.Text[n.Start:n.End], s.Text, names)
	k := 0
	for k < len(found) && found[k].End <= n.Start {
		k++
	}
	s.Named = slices.Insert(slices.Clone(found), k, n)
}

// resolveAs resolves a name, and where it is a brand alone the SDK of the brand
// for what the text around it speaks of: 小米 beside 推送.
func resolveAs(name, text string, names words.SDKNames) string {
	name = strings.Trim(name, " “”\"'「」")
	if id := names.ResolveName(name); id != "" {
		return id
	}
	low := strings.ToLower(text)
	for _, f := range functionsOfSDKs {
		if !strings.Contains(low, f) {
			continue
		}
		for _, n := range []string{name + f, name + " " + f} {
			if id := names.ResolveName(n); id != "" {
				return id
			}
		}
	}
	return ""
}

// functionsOfSDKs are the words for what an SDK does that a brand's name is
// completed with.
var functionsOfSDKs = words.PhraseList("function of SDKs")

// quotedNames returns the names that stand in quotation marks right behind a
// word for SDKs: 第三方SDK“甲、乙”, "third-party SDKs “A” and “B”".
func quotedNames(t string) []sentence.NamedSDK {
	var out []sentence.NamedSDK
	for at := 0; ; {
		open := strings.IndexAny(t[at:], "“「\"")
		if open < 0 {
			return out
		}
		open += at
		_, size := utf8.DecodeRuneInString(t[open:])
		n := strings.IndexAny(t[open+size:], "”」\"")
		if n < 0 {
			return out
		}
		start, end := open+size, open+size+n
		_, size = utf8.DecodeRuneInString(t[end:])
		at = end + size
		if !opensNames(t[:open]) {
			continue
		}
		for start < end {
			stop := end
			if k := strings.IndexAny(t[start:end], "、，,/；;"); k >= 0 {
				stop = start + k
			}
			name := t[start:stop]
			if w := language.Width(strings.TrimSpace(name)); w >= 2 && w <= maxName {
				lead := len(name) - len(strings.TrimLeft(name, " "))
				out = append(out, sentence.NamedSDK{Start: start + lead, End: start + len(strings.TrimRight(name, " "))})
			}
			_, size := utf8.DecodeRuneInString(t[stop:])
			start = stop + size
		}
	}
}

// opensNames reports whether a text ends in a word for SDKs, so that what is
// quoted behind it is a name.
func opensNames(before string) bool {
	low := strings.TrimRight(strings.ToLower(before), " :：为是")
	for _, w := range openers {
		if strings.HasSuffix(low, w) {
			return true
		}
	}
	return false
}

var openers = words.PhraseList("opens names of SDKs")

// calledNames returns the names right before the word SDK that only this word
// makes one: 云帆视频SDK, "Acme Maps SDK".
func calledNames(t string) []sentence.NamedSDK {
	var out []sentence.NamedSDK
	low := language.LowerASCII(t)
	for at := 0; ; {
		i := strings.Index(low[at:], "sdk")
		if i < 0 {
			return out
		}
		i += at
		at = i + 3
		if end := at; end < len(t) && language.IsAlnumByte(t[end]) {
			continue // SDKs, SDKName
		}
		if start := nameBefore(t, i); start >= 0 {
			out = append(out, sentence.NamedSDK{Start: start, End: at})
		}
	}
}

// nameBefore returns where the name begins that ends right before the word SDK
// at i, -1 where none does: capitalised Latin words, or Chinese characters back
// to a sign or to a word that is no part of a name.
func nameBefore(t string, i int) int {
	start := i
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(t[:start])
		if !language.IsHan(r) && !language.IsWord(r) && r != ' ' && r != '+' && r != '.' {
			break
		}
		start -= size
	}
	for _, w := range notInNames {
		if k := strings.LastIndex(t[start:i], w); k >= 0 {
			start += k + len(w)
		}
	}
	for strings.HasPrefix(t[start:i], " ") {
		start++
	}
	name := strings.TrimSpace(t[start:i])
	switch w := language.Width(name); {
	case w < 3 || w > maxCalled:
		return -1
	case !language.HasHan(name):
		return latinName(t, start, i)
	case language.HoldsAny(name, noNames) || isGenericName(name):
		return -1
	}
	return start
}

// latinName returns where the capitalised words begin that end at i.
func latinName(t string, from, i int) int {
	start := -1
	for end := len(strings.TrimRight(t[:i], " ")); end > from; {
		k := strings.LastIndexByte(t[from:end], ' ') + 1 + from
		if c := t[k]; c < 'A' || c > 'Z' {
			break
		}
		start = k
		end = len(strings.TrimRight(t[:k], " "))
	}
	if start < 0 || isGenericName(strings.TrimSpace(t[start:i])) {
		return -1
	}
	return start
}

// notInNames are the words that a name does not reach back over, noNames those
// that no name holds, genericNames what makes no name with the word SDK alone.
var (
	notInNames   = words.PhraseList("before a name of an SDK")
	noNames      = words.PhraseList("no name of an SDK")
	genericNames = words.PhraseSet("no name of an SDK alone")
)

func isGenericName(name string) bool { return genericNames[strings.ToLower(name)] }

// firstOfList returns the first name of the list that name i stands in.
func firstOfList(t string, found []sentence.NamedSDK, i int) int {
	for i > 0 && listed(t[found[i-1].End:found[i].Start]) {
		i--
	}
	return i
}

// objectOf reports whether a text ends in a verb of having something in the app
// and no more than what may stand between it and its object: "we use", 我们接入了,
// "we work with third parties such as".
func objectOf(before string) bool {
	low := strings.ToLower(before)
	if i := strings.LastIndexAny(low, ".;；。，"); i >= 0 {
		low = low[i:]
	}
	end := -1
	for _, w := range objectVerbs {
		i := strings.LastIndex(low, w)
		if i < 0 || !language.HasHan(w) && i > 0 && language.IsAlnumByte(low[i-1]) {
			continue
		}
		end = max(end, i+len(w))
	}
	if end < 0 || end < len(low) && language.IsAlnumByte(low[end]) {
		return false
	}
	between := low[end:]
	return language.Width(between) <= 60 && !language.HoldsAny(" "+between+" ", betweenObject)
}

// objectVerbs have what is in the app as their object; betweenObject are the
// words that say that the object is something else.
var (
	objectVerbs   = words.PhraseList("has in the app")
	betweenObject = words.PhraseList("another object")
)

// quotedAsSDK reports whether a name is quoted right behind a word for SDKs.
func (v *view) quotedAsSDK(n sentence.NamedSDK) bool {
	for _, q := range v.quoted.Get(func() []sentence.NamedSDK { return quotedNames(v.Text) }) {
		if q.Start <= n.Start && n.End <= q.End {
			return true
		}
	}
	return false
}

// speaksOfApp reports whether a sentence is about the app or what it does: its
// maker speaks, the app is the subject, or nobody else is.
func (v *view) speaksOfApp() bool { return v.firstPerson() || !v.Has(words.CueThird) }
