package clause

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/privacy"
)

// A name of an item counts as one only where it is the head of its phrase: the
// noun that comes last decides what is meant. 资产 is an item, 资产转让 is none.

// isModifier reports whether the name at i only qualifies the noun behind it,
// which is no data: 操作系统的权限, 视频播放, "location settings page".
func isModifier(tokens []token, i int, text string) bool {
	end := tokens[i].end
	if i+1 < len(tokens) && tokens[i+1].role == words.RoleTerm && tokens[i+1].start == end {
		return false
	}
	rest := text[end:]
	if r := language.FirstRune(text[tokens[i].start:]); language.IsHan(r) {
		rest = strings.TrimPrefix(rest, "的")
		return language.HasPrefixIn(rest, headsZH) || isSystem(tokens[i].term.Item) && language.HasPrefixIn(rest, permissionsZH)
	}
	return language.HasPrefixIn(strings.ToLower(rest), headsEN)
}

// isSystem reports whether an item is the phone and what runs on it: a
// permission of the system is no datum, one to read an identifier tells of it.
func isSystem(item privacy.Item) bool {
	return item == "device_model" || item == "device_info" || item == "app_info"
}

var (
	permissionsZH = words.PhraseList("permission, behind a name")
	headsZH       = words.PhraseList("head noun that is no data")
	headsEN       = spaced(words.PhraseList("head noun that is no data, English"))
)

// spaced puts a blank before each word.
func spaced(list []string) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = " " + w
	}
	return out
}

// places are the names of the location that are common words for any place.
var places = words.PhraseSet("any place")

// isAnyPlace reports whether a bare word for a place at i means one that is
// nobody's whereabouts: 适当的位置, "the location chosen by the parties". It means
// those of the user where something says whose or which it is, where a verb of
// processing takes it up right before, or among other items.
func isAnyPlace(tokens []token, i int, text string) bool {
	t := &tokens[i]
	if !isLocation(t.term.Item) || !places[strings.ToLower(text[t.start:t.end])] {
		return false
	}
	if termBeyond(tokens, i, -1) || termBeyond(tokens, i, 1) {
		return false
	}
	before := strings.ToLower(language.Tail(text[:t.start], 36))
	if language.IsHan(language.FirstRune(text[t.start:])) {
		if language.HoldsAny(before, ownersOfPlacesZH) || strings.HasSuffix(before, "进行") {
			return false
		}
		return i == 0 || !takesUp(&tokens[i-1]) && !(tokens[i-1].role == words.RoleDe && i > 1 && tokens[i-2].role == words.RoleUser)
	}
	if i == 0 || language.HoldsAny(" "+before, ownersOfPlacesEN) {
		return false
	}
	switch tokens[i-1].role {
	case words.RoleDeterminer, words.RoleOther:
		return i+1 < len(tokens) && tokens[i+1].role != words.RoleComma && tokens[i+1].role != words.RoleAnd && tokens[i+1].role != words.RoleSemicolon
	}
	return false
}

func isLocation(item privacy.Item) bool {
	return item == "location" || item == "location_precise" || item == "location_coarse"
}

// takesUp reports whether a token is a verb that says what is done with data.
func takesUp(t *token) bool { return t.role == words.RoleVerb && dataAction(t.word.Action) }

var (
	ownersOfPlacesZH = words.PhraseList("whose place")
	ownersOfPlacesEN = words.PhraseList("whose place, English")
)
