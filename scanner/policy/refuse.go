package policy

import (
	"strings"
	"sync"
)

// refuse returns an error for a document that is no policy: a page that only a
// browser can fill, a login, a text in another language, or one without any
// word of privacy.
func (p *Policy) refuse(docs []*docText) error {
	for _, d := range docs {
		if err := d.refuse(p); err != nil {
			return err
		}
	}
	return nil
}

func (d *docText) refuse(p *Policy) error {
	words, privacyWords := d.count()
	if words < 60 && (d.page.scripts > 400 || d.page.shell) && privacyWords == 0 {
		return &Error{d.path, NeedsBrowser, "the page has no text without JavaScript", "open it in a browser and save the text it shows"}
	}
	if words < 60 && privacyWords <= 1 && d.wantsScript() {
		return &Error{d.path, NeedsBrowser, "the page asks for JavaScript and has no other text", "open it in a browser and save the text it shows"}
	}
	if lang := d.foreign(); lang != "" {
		return &Error{d.path, OtherLanguage, "the document is in " + lang, "candor reads policies in English and Chinese"}
	}
	if words == 0 {
		return &Error{d.path, Empty, "the document has no text", "give a file or page with the text of the policy"}
	}
	if words < 300 && privacyWords <= 3 && len(p.SDKs)+len(p.Permissions) == 0 && d.asksLogin() {
		return &Error{d.path, NeedsLogin, "the page asks to log in or to prove that one is human", "save the policy from a browser and give that file"}
	}
	if privacyWords > 0 || (words < 200 || d.titlesPrivacy()) && d.speaks(p) {
		return nil
	}
	return &Error{d.path, NotPolicy, "the document holds no word of privacy", "give the privacy policy of the app"}
}

// wantsScript reports whether the text asks to switch JavaScript on.
func (d *docText) wantsScript() bool {
	for _, s := range d.outline.sentences {
		low := strings.ToLower(s.text)
		if strings.Contains(low, "javascript") && (strings.Contains(low, "enable") || strings.Contains(low, "启用") || strings.Contains(low, "开启") || strings.Contains(low, "requires") || strings.Contains(low, "turn on")) {
			return true
		}
	}
	return false
}

// speaks reports whether anything was read out of a short text.
func (d *docText) speaks(p *Policy) bool {
	return len(p.Permissions)+len(p.SDKs)+len(p.Items)+len(p.Denials) > 0
}

// titlesPrivacy reports whether a page is about privacy by its title, which is
// no part of its text. It takes more to be a policy: empty pages have such
// titles, too.
func (d *docText) titlesPrivacy() bool {
	return found(phrases().privacy, fold(d.page.title))
}

// count counts the words of a document, and those that speak of privacy.
func (d *docText) count() (words, ofPrivacy int) {
	t := phrases().privacy
	for _, s := range d.outline.sentences {
		words += s.han/2 + s.words
		if words > 400 && ofPrivacy > 3 {
			break
		}
		if ofPrivacy < 20 {
			t.scan(s.fold(), func(int, int, bool) { ofPrivacy++ })
		}
	}
	return words, ofPrivacy
}

func newPrivacyWords(b *phraseBook) *lexicon[bool] {
	return wordList(b, phraseList("privacy")...)
}

func wordList(b *phraseBook, words ...string) *lexicon[bool] {
	l := newLexicon[bool](b)
	for _, w := range words {
		l.add(w, true)
	}
	return l
}

func newLoginWords(b *phraseBook) *lexicon[bool] {
	return wordList(b, phraseList("login page")...)
}

// asksLogin reports whether a page is made of little but the words of a login
// or a captcha.
func (d *docText) asksLogin() bool {
	words := 0
	seen := map[string]bool{}
	for _, s := range d.outline.sentences {
		words += s.han/2 + s.words
		if saysUse(s.text) {
			continue
		}
		f := s.fold()
		phrases().login.scan(f, func(start, end int, _ bool) { seen[string(f.runes[start:end])] = true })
	}
	return len(seen) >= 2 && len(seen)*25 >= words
}

// saysUse reports whether a sentence tells what something is used for, as a
// statement does and the words of a login do not: "the code is used to log in".
func saysUse(t string) bool {
	low := strings.ToLower(t)
	for _, w := range []string{"用于", "用来", "used for", "used to", "is needed to", "use it to"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// foreign names the language of a text that is neither English nor Chinese.
func (d *docText) foreign() string {
	var letters, han, kana int
	scripts := map[string]int{}
	stop := map[string]int{}
	words := 0
	for _, s := range d.outline.sentences {
		if words > 1500 {
			break
		}
		for _, r := range s.text {
			if r < 0x80 {
				if isWord(r) {
					letters++
				}
				continue
			}
			switch name := scriptOf(r); {
			case isHan(r):
				han++
			case name == "Japanese":
				kana++
			case name != "":
				scripts[name]++
			case isWord(r):
				letters++
			}
		}
		for w := range strings.FieldsSeq(s.text) {
			words++
			if w = strings.Trim(w, signsAround); quotedWord(w) {
				w = strings.Trim(w, signsAround+"«»")
			}
			for _, lang := range smallWord(w) {
				stop[lang]++
			}
		}
	}
	// A character of Japanese says as much as two letters or more: a page in
	// English with a menu in Japanese stays English.
	if kana*8 > han+kana && kana > 20 && 2*(kana+han) > letters {
		return "Japanese"
	}
	for name, n := range scripts {
		if n > 20 && n > letters && n > 2*han {
			return name
		}
	}
	if han*2 > letters || words < 30 {
		return ""
	}
	best := "English"
	for _, lang := range stopLanguages() {
		if stop[lang] > stop[best] {
			best = lang
		}
	}
	if best == "English" || stop["English"]*20 >= words || stop[best]*12 < words {
		return ""
	}
	return best
}

// signsAround are the signs that may stand before and behind a word.
const signsAround = ".,;:!?()\"'"

// quotedWord reports whether a word begins or ends with an angle quote.
func quotedWord(w string) bool {
	return strings.HasPrefix(w, "«") || strings.HasPrefix(w, "»") || strings.HasSuffix(w, "«") || strings.HasSuffix(w, "»")
}

// smallWord returns the languages that a word is a small word of.
func smallWord(w string) []string {
	var low [24]byte // no small word is longer
	if len(w) > len(low) {
		return nil
	}
	for i := range len(w) {
		c := w[i]
		if c >= 0x80 {
			return stopwords()[strings.ToLower(w)]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return stopwords()[string(low[:len(w)])]
}

// scriptOf names the language of scripts other than Latin and Chinese.
func scriptOf(r rune) string {
	switch {
	case r < 0x370:
		return ""
	case r < 0x400:
		return "Greek"
	case r < 0x530:
		return "a language in Cyrillic script"
	case r >= 0x590 && r < 0x600:
		return "Hebrew"
	case r >= 0x600 && r < 0x780:
		return "a language in Arabic script"
	case r >= 0x900 && r < 0xE00:
		return "an Indian language"
	case r >= 0xE00 && r < 0xE80:
		return "Thai"
	case r >= 0x3041 && r < 0x3100:
		return "Japanese"
	case r >= 0xAC00 && r < 0xD7B0, r >= 0x1100 && r < 0x1200:
		return "Korean"
	}
	return ""
}

// stopwords lists the small words of data/languages.csv with the languages
// they belong to.
var stopwords = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	table(data, "languages.csv", 2, func(r []string) {
		for _, w := range splitList(r[1]) {
			m[w] = append(m[w], r[0])
		}
	})
	return m
})

var stopLanguages = sync.OnceValue(func() []string {
	var out []string
	table(data, "languages.csv", 2, func(r []string) { out = append(out, r[0]) })
	return out
})
