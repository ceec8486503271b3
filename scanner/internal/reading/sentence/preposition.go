package sentence

import (
	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// IsPreposition reports whether "to", "for" or "as" at a cue leads to a thing
// rather than a purpose: "access to your camera", "ask for permission".
func (v *View) IsPreposition(c words.Cue) bool {
	word := string(v.Folded.Runes[c.Start:c.End])
	if word != "to" && word != "for" && word != "as" && word != "used to" {
		return false
	}
	if word == "as" {
		return true
	}
	next := v.WordAfter(c.End)
	if notPurposeAfter[next] {
		return true
	}
	if word == "to" && v.capital(c.End+1) {
		return true // "upload it to Acme"
	}
	before := v.WordBefore(c.Start)
	named := c.Start - 1
	if before == "permission" || before == "permissions" || before == "access" {
		named -= len(before) + 1
	}
	for _, m := range v.MentionsIn(named-LongestCue, c.Start) {
		if (m.End == named || m.End == c.Start-1) && !takesData[next] {
			return false // "uses the camera permission to scan"
		}
	}
	if word == "to" && takesData[next] {
		return true // "use GPS to collect …" says how, not what for
	}
	if word == "to" {
		return notPurposeBefore[before]
	}
	return notPurposeFor[before]
}

// notPurposeFor are words whose "for" belongs to them.
var notPurposeFor = words.PhraseSet("no purpose before for")

// capital reports whether the word at rune i is a name.
func (v *View) capital(i int) bool {
	if i+1 >= len(v.Folded.Runes) {
		return false
	}
	at := v.Folded.Offset(i)
	c, d := v.Text[at], v.Text[min(at+1, len(v.Text)-1)]
	return c >= 'A' && c <= 'Z' && d >= 'a' && d <= 'z'
}

// notPurposeAfter are words that do not follow a "to" or "for" of purpose.
var notPurposeAfter = words.PhraseSet("no purpose behind to")

// notPurposeBefore are words whose "to" belongs to them.
var notPurposeBefore = words.PhraseSet("no purpose before to")

// takesData are verbs that say that data are taken, not what for.
var takesData = words.PhraseSet("takes data")

// WordAfter returns the Latin word behind rune i.
func (v *View) WordAfter(i int) string {
	r := v.Folded.Runes
	for i < len(r) && r[i] == ' ' {
		i++
	}
	j := i
	for j < len(r) && language.IsWord(r[j]) {
		j++
	}
	return string(r[i:j])
}

// WordBefore returns the Latin word before rune i.
func (v *View) WordBefore(i int) string {
	r := v.Folded.Runes
	for i > 0 && r[i-1] == ' ' {
		i--
	}
	j := i
	for j > 0 && language.IsWord(r[j-1]) {
		j--
	}
	return string(r[j:i])
}

// isFeature reports whether the text behind "when you use" names a feature: in
// Chinese up to 时 or 功能.
func (v *View) isFeature(start, end int) bool {
	if end-start < 2 {
		return false
	}
	for i := start; i < end; i++ {
		if language.IsHan(v.Folded.Runes[i]) {
			return v.featureMark(start, end)
		}
	}
	return true
}

// featureMark reports whether 时, 功能 or 服务 closes the clause of a feature.
func (v *View) featureMark(start, end int) bool {
	for i := start; i < min(end+1, len(v.Folded.Runes)); i++ {
		switch v.Folded.Runes[i] {
		case '时', '功', '服', '后', '场':
			return true
		}
	}
	return false
}
