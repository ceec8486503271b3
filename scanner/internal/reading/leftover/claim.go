package leftover

import (
	"slices"
	"sort"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/reading/permission"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

// sentenceIndex finds the sentences that a quote was taken from.
type sentenceIndex struct {
	sentences []*sentence.Sentence
	byLine    []int // the sentences by the line on which they start
	found     map[quoteKey][]int
	budget    int
}

// quoteKey is what tells quotes of one document apart.
type quoteKey struct {
	line int
	text string
}

const (
	// maxCompared bounds how many sentences are compared with quotes: a file
	// of one long line has all of them on it. A quote beyond is not found, so
	// that its sentence stays left over.
	maxCompared = 2_000_000
	// maxLinesBack is how many lines before the line of a quote its sentence
	// may start.
	maxLinesBack = 40
)

func newSentenceIndex(o *sentence.Outline) *sentenceIndex {
	x := &sentenceIndex{sentences: o.Sentences, byLine: make([]int, len(o.Sentences)), found: map[quoteKey][]int{}, budget: maxCompared}
	for i := range x.byLine {
		x.byLine[i] = i
	}
	slices.SortStableFunc(x.byLine, func(a, b int) int { return o.Sentences[a].Line - o.Sentences[b].Line })
	return x
}

// startingOn returns the sentences that start on a line.
func (x *sentenceIndex) startingOn(line int) []int {
	from := func(line int) int {
		return sort.Search(len(x.byLine), func(i int) bool { return x.sentences[x.byLine[i]].Line >= line })
	}
	return x.byLine[from(line):from(line+1)]
}

// of returns the sentences a quote of the document holds, or is a part of.
func (x *sentenceIndex) of(q *evidence.Quote) []int {
	k := quoteKey{q.Line, q.Text}
	found, ok := x.found[k]
	if !ok {
		found = x.look(q)
		x.found[k] = found
	}
	return found
}

func (x *sentenceIndex) look(q *evidence.Quote) []int {
	var found []int
	for line := q.Line; line > max(q.Line-maxLinesBack, 0) && len(found) == 0; line-- {
		starting := x.startingOn(line)
		if line < q.Line && len(starting) > 0 {
			starting = starting[len(starting)-1:] // only the last can reach the line of the quote
		}
		for _, at := range starting {
			if x.budget--; x.budget < 0 {
				return nil
			}
			if x.overlap(at, q.Text) {
				found = append(found, at)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	// A quote of a whole cell or paragraph goes on with the sentences behind, as
	// far as its text reaches.
	at := found[len(found)-1]
	for left := len(q.Text) - len(x.sentences[at].Text); at+1 < len(x.sentences); left -= len(x.sentences[at].Text) {
		if at++; len(x.sentences[at].Text) > left || !strings.Contains(q.Text, x.sentences[at].Text) {
			break
		}
		found = append(found, at)
	}
	return found
}

// overlap reports whether a sentence and a quote are the same, or one holds
// the other.
func (x *sentenceIndex) overlap(at int, quote string) bool {
	text := x.sentences[at].Text
	switch {
	case quote == "":
		return false
	case len(text) <= len(quote):
		return strings.Contains(quote, text)
	}
	return strings.Contains(text, quote)
}

// claims are the claims that were made of each sentence.
type claims struct {
	bySentence [][]claimed
	cut        bool // there were more than maxPlaced
}

// claimed is what a claim is about, in the terms of a [Mention].
type claimed struct {
	kind, id string
}

// placedClaim is a claim with a quote of it.
type placedClaim struct {
	claimed
	quoteKey
}

// maxPlaced bounds how often a claim is noted for a sentence. A sentence beyond
// stays left over, and the document is reported as not read to the end.
const maxPlaced = 2_000_000

// ownItem is the kind of an item that the first party is said to handle. To
// say so of what only a permission opens names the permission, so the words
// are not done with where no view read it.
const ownItem = "own"

// claimsOf collects what was claimed of the sentences of a document.
func claimsOf(p *policy.Policy, d *sentence.Text, groups map[privacy.Group]*permission.GroupFinding, sentences *sentenceIndex) *claims {
	c := &claims{bySentence: make([][]claimed, len(d.Outline.Sentences))}
	done := map[placedClaim]bool{}
	left := maxPlaced
	put := func(kind, id string, quotes []evidence.Quote) {
		for i := range quotes {
			q := &quotes[i]
			k := placedClaim{claimed{kind, id}, quoteKey{q.Line, q.Text}}
			if q.Document != d.Path || id == "" || done[k] {
				continue
			}
			if left < 0 {
				c.cut = true
				return
			}
			done[k] = true
			found := sentences.of(q)
			left -= len(found)
			for _, at := range found {
				c.bySentence[at] = append(c.bySentence[at], k.claimed)
			}
		}
	}
	for i := range p.Items {
		it := &p.Items[i]
		put(policy.MentionsItem, string(it.Item), it.Quotes)
		if it.Party == policy.First && it.Polarity == policy.Performed {
			put(ownItem, string(it.Item), it.Quotes)
		}
		if it.Party != policy.First && it.Party != policy.Third {
			put(policy.MentionsSDK, it.Party, it.Quotes)
		}
	}
	for i := range p.Denials {
		put(p.Denials[i].Kind, p.Denials[i].ID, p.Denials[i].Quotes)
	}
	for i := range p.SDKs {
		claimsOfRow(&p.SDKs[i], put)
	}
	for g, f := range groups {
		claimsOfGroup(f, g, put)
	}
	return c
}

// claimsOfRow hands over what a row claims, with the quotes it claims it by.
func claimsOfRow(x *policy.SDK, put func(kind, id string, quotes []evidence.Quote)) {
	if x.ID != nil {
		put(policy.MentionsSDK, *x.ID, x.Quotes)
		for _, f := range fields(x) {
			put(policy.MentionsSDK, *x.ID, f.Quotes)
		}
	}
	if x.Scope != nil {
		for _, it := range x.Scope.Items {
			put(policy.MentionsItem, string(it), x.Scope.Quotes)
		}
	}
}

// fields returns the fields of a row that it gives.
func fields(x *policy.SDK) []*policy.Field {
	all := []*policy.Field{x.Purpose, x.Method, x.Institution, x.Website, x.PrivacyURL, x.Contact, x.Scene, x.Permissions}
	if x.Scope != nil {
		all = append(all, &policy.Field{Text: x.Scope.Text, Quotes: x.Scope.Quotes})
	}
	return slices.DeleteFunc(all, func(f *policy.Field) bool { return f == nil })
}

// claimsOfGroup hands over what was read of a group.
func claimsOfGroup(f *permission.GroupFinding, g privacy.Group, put func(kind, id string, quotes []evidence.Quote)) {
	for _, quotes := range [][]evidence.Quote{f.Named, f.Titled, f.Denied, f.Purpose, f.Vague, f.Refusal, f.Consent} {
		put(policy.MentionsPermission, string(g), quotes)
	}
}

// placed reports whether a claim of what a mention stands for was made of its
// sentence.
func (c *claims) placed(s *sentence.Sentence, m mention, names words.SDKNames) bool {
	placed := false
	for _, x := range c.bySentence[s.At] {
		switch {
		case x.kind == ownItem:
			if m.kind == policy.MentionsPermission && m.name == words.NameData && belongsTo(privacy.Item(x.id), privacy.Group(m.id)) {
				return c.names(s, m.id)
			}
		case m.kind == policy.MentionsItem:
			a, b := privacy.Item(x.id), privacy.Item(m.id)
			placed = placed || x.kind == policy.MentionsPermission && belongsTo(b, privacy.Group(x.id)) ||
				x.kind == policy.MentionsItem && (privacy.Covers(a, b) != privacy.NotCovered || privacy.Covers(b, a) != privacy.NotCovered)
		case m.kind == policy.MentionsPermission && x.kind == policy.MentionsItem:
			// The words were read as data: "we collect your contacts".
			placed = placed || !m.isThing() && belongsTo(privacy.Item(x.id), privacy.Group(m.id))
		case x.kind == m.kind:
			placed = placed || x.id == m.id || m.kind == policy.MentionsSDK && sameFamily(x.id, m.id, names)
		}
	}
	return placed
}

// names reports whether a sentence was read as naming a group, or denying it.
func (c *claims) names(s *sentence.Sentence, group string) bool {
	return slices.Contains(c.bySentence[s.At], claimed{policy.MentionsPermission, group})
}

// belongsTo reports whether a group guards an item.
func belongsTo(item privacy.Item, g privacy.Group) bool {
	info, _ := privacy.LookupItem(item)
	return slices.Contains(info.Groups, g)
}

// sdkFamilies is what [SDKNames] may know beside names: the umbrella an SDK is
// a part of, "" for none.
type sdkFamilies interface {
	Parent(id string) string
}

// sameFamily reports whether one of two SDKs is a part of the other.
func sameFamily(a, b string, names words.SDKNames) bool {
	f, ok := names.(sdkFamilies)
	return ok && (f.Parent(a) == b || f.Parent(b) == a)
}
