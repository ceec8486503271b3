package sdk

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// NamesInUse finds names that stand for an SDK only because the app is said to
// use them for something ("we use Sentry to report crashes"), and makes them
// known in every sentence.
func NamesInUse(d *sentence.Text, names words.SDKNames) {
	used := usedNames{ids: map[string]string{}, lengths: map[string][]int{}}
	for _, s := range d.Outline.Sentences {
		if !d.Rows.Owns(s) {
			nameByForm(s, names)
			used.read(s.Text, names)
			used.handed(s.Text, names)
		}
	}
	if len(used.ids) == 0 {
		return
	}
	for _, s := range d.Outline.Sentences {
		used.find(s, names)
	}
}

// usedNames are the names of SDKs that a document uses, by their ids.
type usedNames struct {
	ids     map[string]string
	lengths map[string][]int // of the names that begin with a word, the longest first
}

// longestName is longer than the name of any SDK.
const longestName = 100

func (u *usedNames) add(name, id string) {
	if _, ok := u.ids[name]; !ok && len(name) <= longestName {
		first := firstWord(name)
		if n := len(name); !slices.Contains(u.lengths[first], n) {
			u.lengths[first] = append(u.lengths[first], n)
			slices.SortFunc(u.lengths[first], func(a, b int) int { return b - a })
		}
		u.ids[name] = id
	}
}

// firstWord returns the letters and digits that a text begins with.
func firstWord(t string) string {
	n := 0
	for n < len(t) && language.IsAlnumByte(t[n]) {
		n++
	}
	return t[:n]
}

// find adds the places of the names to those a sentence is known to hold.
func (u *usedNames) find(s *sentence.Sentence, names words.SDKNames) {
	var more []sentence.NamedSDK
	for i := 0; i < len(s.Text); {
		first := firstWord(s.Text[i:])
		if n := u.at(s.Text[i:], first); n > 0 {
			more = append(more, sentence.NamedSDK{Start: i, End: i + n, ID: u.ids[s.Text[i:i+n]]})
			i += n
			continue
		}
		i += max(len(first), 1)
	}
	if len(more) == 0 {
		return
	}
	var all []sentence.NamedSDK
	found := s.SDKs(names)
	for _, m := range more {
		for len(found) > 0 && found[0].End <= m.Start {
			all, found = append(all, found[0]), found[1:]
		}
		if len(found) == 0 || found[0].Start >= m.End {
			all = append(all, m) // and not inside a longer name
		}
	}
	s.Named = append(all, found...)
}

// at returns the length of the longest name that a text begins with, 0 for
// none. first is its first word.
func (u *usedNames) at(t, first string) int {
	for _, n := range u.lengths[first] {
		if n <= len(t) && (n == len(t) || !language.IsAlnumByte(t[n])) && u.ids[t[:n]] != "" {
			return n
		}
	}
	return 0
}

// read collects the capitalised names behind a verb of use that a purpose
// follows, one behind the other. A social network is used in many ways that
// put no SDK into the app.
func (u *usedNames) read(t string, names words.SDKNames) {
	verb := -1
	for _, w := range []string{" use ", " uses ", " using ", " embed ", " embeds ", " integrate ", " integrates ", " rely on ", " relies on ", " incorporate ", " incorporates "} {
		if i := strings.Index(t, w); i >= 0 && (verb < 0 || i+len(w) < verb) {
			verb = i + len(w)
		}
	}
	if verb < 0 {
		return
	}
	and, comma := 0, 0
	for at := verb; ; {
		if name, end := capitalised(t, at); name != "" {
			end += behindName(t[end:])
			id := ""
			if strings.HasPrefix(t[end:], "to ") || strings.HasPrefix(t[end:], "for ") || endsObject(t[end:]) {
				id = names.ResolveName(name)
			}
			if id != "" && !slices.Contains(names.Categories(id), "social-login") {
				u.add(name, id)
			}
		}
		and, comma = nextOf(t, " and ", at, and), nextOf(t, ", ", at, comma)
		if at = min(and, comma); at > len(t) {
			return
		}
	}
}

// endsObject reports whether nothing that a name could only be part of follows
// it: a sign, or another of its list.
func endsObject(after string) bool {
	after = strings.TrimLeft(after, " ")
	return after == "" || strings.IndexByte(".,;)", after[0]) >= 0 || strings.HasPrefix(after, "and ") || strings.HasPrefix(after, "or ")
}

// nextOf returns where a word ends that stands at or behind a place, more than
// the length of the text for nowhere. last is what it returned for a place
// before.
func nextOf(t, word string, at, last int) int {
	if last-len(word) >= at {
		return last
	}
	i := strings.Index(t[at:], word)
	if i < 0 {
		return len(t) + len(word) + 1
	}
	return at + i + len(word)
}

// capitalised returns the capitalised words at an offset and where they end.
func capitalised(t string, at int) (name string, end int) {
	end = at
	for i := at; i < len(t) && t[i] >= 'A' && t[i] <= 'Z'; {
		for i < len(t) && (language.IsAlnumByte(t[i]) || t[i] == '.' && i+1 < len(t) && language.IsAlnumByte(t[i+1])) {
			i++
		}
		end = i
		if i < len(t) && t[i] == ' ' {
			i++
		} else {
			break
		}
	}
	return t[at:end], end
}
