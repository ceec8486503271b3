package policy

// isPreposition reports whether "to", "for" or "as" at a cue leads to a thing
// rather than a purpose: "access to your camera", "ask for permission".
func (v *sentenceView) isPreposition(c cue) bool {
	word := string(v.f.runes[c.start:c.end])
	if word != "to" && word != "for" && word != "as" && word != "used to" {
		return false
	}
	if word == "as" {
		return true
	}
	next := v.wordAfter(c.end)
	if notPurposeAfter[next] {
		return true
	}
	if word == "to" && v.capital(c.end+1) {
		return true // "upload it to Acme"
	}
	before := v.wordBefore(c.start)
	named := c.start - 1
	if before == "permission" || before == "permissions" || before == "access" {
		named -= len(before) + 1
	}
	for _, m := range v.mentionsIn(named-longestCue, c.start) {
		if (m.end == named || m.end == c.start-1) && !takesData[next] {
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
var notPurposeFor = phraseSet("no purpose before for")

// capital reports whether the word at rune i is a name.
func (v *sentenceView) capital(i int) bool {
	if i+1 >= len(v.f.runes) {
		return false
	}
	at := v.f.offset(i)
	c, d := v.text[at], v.text[min(at+1, len(v.text)-1)]
	return c >= 'A' && c <= 'Z' && d >= 'a' && d <= 'z'
}

// notPurposeAfter are words that do not follow a "to" or "for" of purpose.
var notPurposeAfter = phraseSet("no purpose behind to")

// notPurposeBefore are words whose "to" belongs to them.
var notPurposeBefore = phraseSet("no purpose before to")

// takesData are verbs that say that data are taken, not what for.
var takesData = phraseSet("takes data")

func (v *sentenceView) wordAfter(i int) string {
	r := v.f.runes
	for i < len(r) && r[i] == ' ' {
		i++
	}
	j := i
	for j < len(r) && isWord(r[j]) {
		j++
	}
	return string(r[i:j])
}

func (v *sentenceView) wordBefore(i int) string {
	r := v.f.runes
	for i > 0 && r[i-1] == ' ' {
		i--
	}
	j := i
	for j > 0 && isWord(r[j-1]) {
		j--
	}
	return string(r[j:i])
}

// isFeature reports whether the text behind "when you use" names a feature: in
// Chinese up to 时 or 功能.
func (v *sentenceView) isFeature(start, end int) bool {
	if end-start < 2 {
		return false
	}
	for i := start; i < end; i++ {
		if isHan(v.f.runes[i]) {
			return v.featureMark(start, end)
		}
	}
	return true
}

// featureMark reports whether 时, 功能 or 服务 closes the clause of a feature.
func (v *sentenceView) featureMark(start, end int) bool {
	for i := start; i < min(end+1, len(v.f.runes)); i++ {
		switch v.f.runes[i] {
		case '时', '功', '服', '后', '场':
			return true
		}
	}
	return false
}
