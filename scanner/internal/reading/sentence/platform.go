package sentence

import (
	"slices"
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// Platforms whose rows and lists are told apart.
const (
	platformAndroid = "android"
	PlatformIOS     = "ios"
)

// Platforms reads the platforms that a name, a title or a cell is given for.
func Platforms(t string) []string {
	out := []string{}
	f := strings.ToLower(t)
	for _, p := range words.PlatformWords() {
		if holdsPlatform(f, p.Word) && !slices.Contains(out, p.Id) {
			out = append(out, p.Id)
		}
	}
	return out
}

// holdsPlatform reports whether a word for a platform stands in a text, a Latin
// one without letters around it: "studios" is no iOS.
func holdsPlatform(f, word string) bool {
	for at := 0; ; {
		i := strings.Index(f[at:], word)
		if i < 0 {
			return false
		}
		at += i + len(word)
		if language.HasHan(word) || (at == len(f) || !isLetter(f[at])) && (at == len(word) || !isLetter(f[at-len(word)-1])) {
			return true
		}
	}
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

// OnlyPlatforms returns the platforms that a text names where it says nothing
// else: "iOS", Android端/iOS端.
func OnlyPlatforms(t string) []string {
	if language.Width(t) > 40 {
		return nil
	}
	found := Platforms(t)
	if len(found) == 0 {
		return nil
	}
	rest := strings.ToLower(t)
	for _, p := range words.PlatformWords() {
		rest = strings.ReplaceAll(rest, p.Word, "")
	}
	for _, w := range platformFillers {
		rest = strings.ReplaceAll(rest, w, "")
	}
	if strings.Trim(rest, " /、,，&+()（）|;；.0123456789") != "" {
		return nil
	}
	return found
}

var platformFillers = words.PhraseList("beside the name of a platform")

// ForIOS reports whether a short text is about the platform iOS and not about
// Android: a title, a label, the name of a row.
func ForIOS(t string) bool {
	if isIOSKey(t) {
		return true
	}
	found := Platforms(t)
	return slices.Contains(found, PlatformIOS) && !slices.Contains(found, platformAndroid) && !slices.Contains(found, "harmonyos")
}

// isIOSKey reports whether a text holds the key of an iOS permission and none of
// Android: NSCameraUsageDescription.
func isIOSKey(t string) bool {
	i := strings.Index(t, "UsageDescription")
	return i > 0 && strings.Contains(t[:i], "NS") && !slices.Contains(Platforms(t), platformAndroid)
}

// OtherPlatform tells which blocks of a document speak of iOS alone: those in
// a section or under a caption that says so, and the lines below an iOS key.
func (d *Text) OtherPlatform() []bool {
	ios := make([]bool, len(d.Blocks))
	sections := map[*Section]bool{nil: false}
	for _, s := range d.Outline.Sections { // parents come first
		sections[s] = sections[s.Parent]
		if len(Platforms(s.Title)) > 0 {
			sections[s] = ForIOS(s.Title) && language.Width(s.Title) <= 60
		}
	}
	caption, key, group := false, false, 0
	for i := range d.Blocks {
		b := &d.Blocks[i]
		switch {
		case d.Outline.Opens[i]:
			caption, key = false, false
		case b.Kind == document.Paragraph && isCaption(b.Text):
			caption, key = ForIOS(b.Text), false
		case b.Kind == document.Paragraph && language.Width(b.Text) > 90:
			caption = false
		}
		if key && (b.Group != group || language.StartsConstant(b.Text)) {
			key = false
		}
		key, group = key || isIOSKey(b.Text), b.Group
		ios[i] = caption || key || sections[d.Outline.In[i]]
	}
	return ios
}

// IOSLine reports whether a line of the document stands in such a block.
func (d *Text) IOSLine(line int) bool {
	i := sort.Search(len(d.Blocks), func(i int) bool { return d.Blocks[i].Start() > line }) - 1
	return i >= 0 && i < len(d.IOS) && d.IOS[i]
}

// isCaption reports whether a line is one above a list or table of one platform.
func isCaption(t string) bool {
	return language.Width(t) <= 60 && !strings.ContainsRune("。.!！?？;；", language.LastRune(t)) && len(Platforms(t)) > 0 && language.HoldsAny(strings.ToLower(t), captionWords)
}

var captionWords = words.PhraseList("caption of a list")
