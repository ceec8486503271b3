package words

import (
	"strings"
	"sync"
	"unicode"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// labelWords is a list of data/label-words.csv: words that tell what a label is
// about where it is not known as a whole. Chinese words count anywhere in it,
// Latin ones as whole words, with a plural s; a star at the end stands for any
// ending.
type labelWords struct {
	fields []labelField // with the field they tell, in the order in which they are tried
}

// labelField is the words that tell one field.
type labelField struct {
	field string
	words []string
}

var labelLists = sync.OnceValue(func() map[string]*labelWords {
	lists := map[string]*labelWords{}
	language.Table(data, "label-words.csv", 4, func(r []string) {
		l := lists[r[0]]
		if l == nil {
			l = &labelWords{}
			lists[r[0]] = l
		}
		list := language.SplitList(r[3])
		for i := range l.fields {
			if l.fields[i].field == r[1] {
				l.fields[i].words = append(l.fields[i].words, list...)
				return
			}
		}
		l.fields = append(l.fields, labelField{r[1], list})
	})
	return lists
})

// labelForm is a label prepared for its words: without anything but letters
// for Chinese ones, and word by word for Latin ones.
type labelForm struct {
	Key, words string
}

func FormOf(label string) labelForm {
	var b strings.Builder
	b.WriteByte(' ')
	last := ' '
	for _, r := range label {
		f := language.FoldRune(r)
		switch {
		case r == '\'' || r == '’':
			continue // "don't"
		case f >= 0 && language.IsWord(f):
			if unicode.IsUpper(r) && unicode.IsLower(last) {
				b.WriteByte(' ') // privacyPolicy
			}
			b.WriteRune(f)
		case last != ' ':
			b.WriteByte(' ')
			r = ' '
		default:
			r = ' '
		}
		last = r
	}
	b.WriteByte(' ')
	return labelForm{LabelKey(label), b.String()}
}

// Says reports whether a word of a list stands in a label.
func (l labelForm) Says(list string) bool { return l.field(list, true) != "" }

// Tells returns the field whose words of a list stand in a label, "" for none.
func (l labelForm) Tells(list string) string { return l.field(list, false) }

func (l labelForm) field(list string, any bool) string {
	for _, f := range labelLists()[list].fields {
		for _, w := range f.words {
			if l.holds(w) {
				if any {
					return w
				}
				return f.field
			}
		}
	}
	return ""
}

// holds reports whether a word stands in a label.
func (l labelForm) holds(w string) bool {
	if language.HasHan(w) {
		return strings.Contains(l.Key, w)
	}
	w, open := strings.CutSuffix(w, "*")
	for at := 0; ; {
		i := strings.Index(l.words[at:], " "+w)
		if i < 0 {
			return false
		}
		at += i + 1 + len(w)
		rest := l.words[at:]
		if open || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "s ") || strings.HasPrefix(rest, "es ") {
			return true
		}
	}
}

// EndsWith reports whether a label ends with a word.
func (l labelForm) EndsWith(word string) bool {
	return strings.HasSuffix(strings.TrimRight(l.words, " ")+" ", " "+word+" ")
}
