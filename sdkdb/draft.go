package sdkdb

import (
	"cmp"
	"slices"
	"strings"
)

// Draft returns an entry made of one artefact: that of the SDK it is known as,
// with what the artefact tells added, or a new one for a person to complete.
func (db *DB) Draft(a *Artefact) *SDK {
	known := db.mainEntry(a)
	base := &SDK{ID: slug(a.Name), Kind: KindSDK, Name: a.Name, From: []string{learnedSource}, Categories: []string{"other"}}
	if known != nil {
		copied := *known
		base = &copied
	}
	c := NewCorpus(db)
	subject := known
	if subject == nil {
		subject = base
		for _, p := range a.prefixes(db.claims()) {
			base.Classes = addFact(base.Classes, p)
		}
	}
	c.Add(subject, a)
	learned := c.Learn(subject)
	base.Learned, base.Structure = learned.Learned, learned.Structure
	base.Versions = learned.Versions
	base.Components = withFacts(base.Components, learned.Components)
	base.Libraries = withFacts(base.Libraries, learned.Libraries)
	base.Permissions = withFacts(base.Permissions, learned.Permissions)
	base.Strings = withFacts(base.Strings, c.strings(subject))
	if known == nil {
		for _, name := range a.Components {
			if _, claimed := db.claims().claimOf(name); !claimed && !strings.Contains(name, "$") {
				base.Components = addFact(base.Components, name)
			}
		}
		base.Metadata = withFacts(base.Metadata, facts(a.Metadata, base))
		base.Actions = withFacts(base.Actions, facts(a.Actions, base))
	}
	return base
}

func withFacts(list, more []Fact) []Fact {
	list = list[:len(list):len(list)]
	for _, f := range more {
		list = addFact(list, f.Value)
	}
	return list
}

// facts keeps the names that bear the name of the SDK: others have no others.
func facts(names []string, s *SDK) (out []Fact) {
	for _, n := range names {
		if s.bears(n) && !strings.Contains(n, "$") {
			out = addFact(out, n)
		}
	}
	return out
}

// slug makes an id of a name: of "group:artifact:version" the group's last
// segment and the artifact, of a file name what stands before its version.
func slug(name string) string {
	if parts := strings.Split(name, ":"); len(parts) == 3 {
		name = parts[0][strings.LastIndexByte(parts[0], '.')+1:] + "-" + parts[1]
	}
	name = strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(name), ".aar"), ".jar")
	var b strings.Builder
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		if word[0] <= '9' && b.Len() > 0 {
			break
		}
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		b.WriteString(word)
	}
	if b.Len() == 0 {
		return "unnamed"
	}
	return b.String()
}

// tokens returns the words of the SDK's prefixes that name it.
func (s *SDK) tokens() (out []string) {
	for _, f := range s.Classes {
		for _, word := range strings.Split(f.Value, ".")[1:] {
			if word = strings.ToLower(word); len(word) >= 4 && !isOneOf(word, plainWords) {
				out = append(out, word)
			}
		}
	}
	return out
}

// plainWords stand in the packages of many.
var plainWords = []string{"android", "google", "mobile", "library", "common", "core", "tencent", "alibaba", "baidu", "apache", "github", "push", "analytics", "client"}

// bears reports whether a text holds a word that names the SDK.
func (s *SDK) bears(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(s.tokens(), func(w string) bool { return strings.Contains(text, w) })
}

// maxStrings bounds the strings an entry takes from its artefacts.
const maxStrings = 12

// strings returns string constants that only s has and that say so: a host,
// an authority, a key with its name.
func (c *Corpus) strings(s *SDK) []Fact {
	var found []*learnedPrint
	for _, p := range c.texts {
		if p.owner == s && p.also == nil && !strings.Contains(p.text, " ") && len(p.text) >= 10 && s.bears(p.text) && !c.isClass(p.text, s) {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b *learnedPrint) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.text, b.text))
	})
	var out []Fact
	for _, p := range found[:min(len(found), maxStrings)] {
		out = addFact(out, p.text)
	}
	return out
}

// isClass reports whether a text names a class of the artefacts of s.
func (c *Corpus) isClass(text string, s *SDK) bool {
	text = strings.ReplaceAll(text, "/", ".")
	return slices.ContainsFunc(c.of[s], func(a *Artefact) bool {
		return slices.ContainsFunc(a.Classes, func(k ArtefactClass) bool { return k.Name == text })
	})
}
