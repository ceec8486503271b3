package policy

import (
	"slices"
	"sort"
	"strings"
	"sync"
)

// Platforms whose rows and lists are told apart.
const (
	platformAndroid = "android"
	platformIOS     = "ios"
)

// platformWord is a word for a platform, see data/platforms.csv.
type platformWord struct{ id, word string }

var platformWords = sync.OnceValue(func() []platformWord {
	var words []platformWord
	table(data, "platforms.csv", 2, func(r []string) {
		for _, w := range splitList(r[1]) {
			words = append(words, platformWord{r[0], w})
		}
	})
	return words
})

// platforms reads the platforms that a name, a title or a cell is given for.
func platforms(t string) []string {
	out := []string{}
	f := strings.ToLower(t)
	for _, p := range platformWords() {
		if holdsPlatform(f, p.word) && !slices.Contains(out, p.id) {
			out = append(out, p.id)
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
		if hasHan(word) || (at == len(f) || !isLetter(f[at])) && (at == len(word) || !isLetter(f[at-len(word)-1])) {
			return true
		}
	}
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

// onlyPlatforms returns the platforms that a text names where it says nothing
// else: "iOS", Android端/iOS端.
func onlyPlatforms(t string) []string {
	if width(t) > 40 {
		return nil
	}
	found := platforms(t)
	if len(found) == 0 {
		return nil
	}
	rest := strings.ToLower(t)
	for _, p := range platformWords() {
		rest = strings.ReplaceAll(rest, p.word, "")
	}
	for _, w := range platformFillers {
		rest = strings.ReplaceAll(rest, w, "")
	}
	if strings.Trim(rest, " /、,，&+()（）|;；.0123456789") != "" {
		return nil
	}
	return found
}

var platformFillers = phraseList("beside the name of a platform")

// forIOS reports whether a short text is about the platform iOS and not about
// Android: a title, a label, the name of a row.
func forIOS(t string) bool {
	if isIOSKey(t) {
		return true
	}
	found := platforms(t)
	return slices.Contains(found, platformIOS) && !slices.Contains(found, platformAndroid) && !slices.Contains(found, "harmonyos")
}

// isIOSKey reports whether a text holds the key of an iOS permission and none of
// Android: NSCameraUsageDescription.
func isIOSKey(t string) bool {
	i := strings.Index(t, "UsageDescription")
	return i > 0 && strings.Contains(t[:i], "NS") && !slices.Contains(platforms(t), platformAndroid)
}

// otherPlatform tells which blocks of a document speak of iOS alone: those in
// a section or under a caption that says so, and the lines below an iOS key.
func (d *docText) otherPlatform() []bool {
	ios := make([]bool, len(d.blocks))
	sections := map[*section]bool{nil: false}
	for _, s := range d.outline.sections { // parents come first
		sections[s] = sections[s.parent]
		if len(platforms(s.title)) > 0 {
			sections[s] = forIOS(s.title) && width(s.title) <= 60
		}
	}
	caption, key, group := false, false, 0
	for i := range d.blocks {
		b := &d.blocks[i]
		switch {
		case d.outline.opens[i]:
			caption, key = false, false
		case b.kind == paragraph && isCaption(b.text):
			caption, key = forIOS(b.text), false
		case b.kind == paragraph && width(b.text) > 90:
			caption = false
		}
		if key && (b.group != group || startsConstant(b.text)) {
			key = false
		}
		key, group = key || isIOSKey(b.text), b.group
		ios[i] = caption || key || sections[d.outline.in[i]]
	}
	return ios
}

// iosLine reports whether a line of the document stands in such a block.
func (d *docText) iosLine(line int) bool {
	i := sort.Search(len(d.blocks), func(i int) bool { return d.blocks[i].start() > line }) - 1
	return i >= 0 && i < len(d.ios) && d.ios[i]
}

// isCaption reports whether a line is one above a list or table of one platform.
func isCaption(t string) bool {
	return width(t) <= 60 && !strings.ContainsRune("。.!！?？;；", lastRune(t)) && len(platforms(t)) > 0 && holdsAny(strings.ToLower(t), captionWords)
}

var captionWords = phraseList("caption of a list")
