package whole

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
)

// Refuse returns an error for a document that is no policy: a page that only a
// browser can fill, a login, a text in another language, or one without any
// word of privacy.
func Refuse(p *policy.Policy, docs []*sentence.Text) error {
	for _, d := range docs {
		if err := refuseText(d, p); err != nil {
			return err
		}
	}
	return nil
}

func refuseText(d *sentence.Text, p *policy.Policy) error {
	words, privacyWords := count(d)
	if words < 60 && (d.Page.Scripts > 400 || d.Page.Shell) && privacyWords == 0 {
		return &policy.Error{Path: d.Path, Reason: policy.NeedsBrowser, What: "the page has no text without JavaScript", Do: "open it in a browser and save the text it shows"}
	}
	if words < 60 && privacyWords <= 1 && wantsScript(d) {
		return &policy.Error{Path: d.Path, Reason: policy.NeedsBrowser, What: "the page asks for JavaScript and has no other text", Do: "open it in a browser and save the text it shows"}
	}
	if lang := foreign(d); lang != "" {
		return &policy.Error{Path: d.Path, Reason: policy.OtherLanguage, What: "the document is in " + lang, Do: "candor reads policies in English and Chinese"}
	}
	if words == 0 {
		return &policy.Error{Path: d.Path, Reason: policy.Empty, What: "the document has no text", Do: "give a file or page with the text of the policy"}
	}
	if words < 300 && privacyWords <= 3 && len(p.SDKs)+len(p.Permissions) == 0 && asksLogin(d) {
		return &policy.Error{Path: d.Path, Reason: policy.NeedsLogin, What: "the page asks to log in or to prove that one is human", Do: "save the policy from a browser and give that file"}
	}
	if privacyWords > 0 || (words < 200 || titlesPrivacy(d)) && speaks(d, p) {
		return nil
	}
	return &policy.Error{Path: d.Path, Reason: policy.NotPolicy, What: "the document holds no word of privacy", Do: "give the privacy policy of the app"}
}

// wantsScript reports whether the text asks to switch JavaScript on.
func wantsScript(d *sentence.Text) bool {
	for _, s := range d.Outline.Sentences {
		low := strings.ToLower(s.Text)
		if strings.Contains(low, "javascript") && (strings.Contains(low, "enable") || strings.Contains(low, "启用") || strings.Contains(low, "开启") || strings.Contains(low, "requires") || strings.Contains(low, "turn on")) {
			return true
		}
	}
	return false
}

// speaks reports whether anything was read out of a short text.
func speaks(d *sentence.Text, p *policy.Policy) bool {
	return len(p.Permissions)+len(p.SDKs)+len(p.Items)+len(p.Denials) > 0
}

// titlesPrivacy reports whether a page is about privacy by its title, which is
// no part of its text. It takes more to be a policy: empty pages have such
// titles, too.
func titlesPrivacy(d *sentence.Text) bool {
	return found(words.Phrases().Privacy, language.Fold(d.Page.Title))
}

// count counts the words of a document, and those that speak of privacy.
func count(d *sentence.Text) (all, ofPrivacy int) {
	t := words.Phrases().Privacy
	for _, s := range d.Outline.Sentences {
		all += s.Han/2 + s.Words
		if all > 400 && ofPrivacy > 3 {
			break
		}
		if ofPrivacy < 20 {
			t.Scan(s.Fold(), func(int, int, bool) { ofPrivacy++ })
		}
	}
	return all, ofPrivacy
}

// asksLogin reports whether a page is made of little but the words of a login
// or a captcha.
func asksLogin(d *sentence.Text) bool {
	all := 0
	seen := map[string]bool{}
	for _, s := range d.Outline.Sentences {
		all += s.Han/2 + s.Words
		if saysUse(s.Text) {
			continue
		}
		f := s.Fold()
		words.Phrases().Login.Scan(f, func(start, end int, _ bool) { seen[string(f.Runes[start:end])] = true })
	}
	return len(seen) >= 2 && len(seen)*25 >= all
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
func foreign(d *sentence.Text) string {
	var letters, han, kana int
	scripts := map[string]int{}
	stop := map[string]int{}
	words := 0
	for _, s := range d.Outline.Sentences {
		if words > 1500 {
			break
		}
		for _, r := range s.Text {
			if r < 0x80 {
				if language.IsWord(r) {
					letters++
				}
				continue
			}
			switch name := scriptOf(r); {
			case language.IsHan(r):
				han++
			case name == "Japanese":
				kana++
			case name != "":
				scripts[name]++
			case language.IsWord(r):
				letters++
			}
		}
		for w := range strings.FieldsSeq(s.Text) {
			words++
			if w = strings.Trim(w, signsAround); quotedWord(w) {
				w = strings.Trim(w, signsAround+"«»")
			}
			for _, lang := range language.SmallWord(w) {
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
	for _, lang := range language.StopLanguages() {
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
