package pdf

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/language"
)

// pdfLine is a line of text: runs on one baseline, from left to right.
type pdfLine struct {
	runs   []pdfRun
	x0, x1 float64
	y      float64
	size   float64 // of most of its text
	page   int
	room   float64 // left at its end, where the next line goes on; below 0 where not known
	breaks bool    // words of its text are broken wherever a line ends
}

// linesOf puts runs together to lines, in the order in which they were drawn.
func linesOf(runs []pdfRun, page int) []*pdfLine {
	var lines []*pdfLine
	for _, r := range runs {
		if !slices.ContainsFunc(r.text, func(b byte) bool { return b != ' ' }) {
			continue
		}
		if l := lineFor(lines, &r); l != nil {
			l.add(r)
			continue
		}
		lines = append(lines, &pdfLine{runs: []pdfRun{r}, x0: r.x0, x1: r.x1, y: r.y, size: r.size, page: page, room: -1})
	}
	lines = mergeLines(lines)
	for _, l := range lines {
		l.settle()
	}
	return lines
}

// mergeLines joins pieces of a line that came to touch once all was drawn.
func mergeLines(lines []*pdfLine) []*pdfLine {
	out := lines[:0]
next:
	for _, l := range lines {
		for i := len(out) - 1; i >= 0 && i >= len(out)-lookBack; i-- {
			o := out[i]
			size := max(l.size, o.size)
			if gap := max(l.x0-o.x1, o.x0-l.x1); math.Abs(l.y-o.y) < 0.42*size && gap > -0.3*size && gap < 0.9*size {
				for _, r := range l.runs {
					o.add(r)
				}
				continue next
			}
		}
		out = append(out, l)
	}
	return out
}

// lookBack is how many lines back a run may belong: bold words and those with
// a link are drawn after the others by some programs.
const lookBack = 30

// lineFor finds the line a run goes on with, nil where it opens one.
func lineFor(lines []*pdfLine, r *pdfRun) *pdfLine {
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-lookBack; i-- {
		l := lines[i]
		size := max(l.size, r.size)
		gap := max(r.x0-l.x1, l.x0-r.x1)
		if math.Abs(l.y-r.y) > 0.42*size || gap > 2.5*size {
			continue
		}
		if gap > -0.5*size || gap > -0.75*size && r.x1 > l.x1 || l.covers(r) {
			return l
		}
	}
	return nil
}

// covers reports whether a run is drawn over one of the line once more, as
// some programs do for bold text, or into a gap that is left for it.
func (l *pdfLine) covers(r *pdfRun) bool {
	for i := range l.runs {
		o := &l.runs[i]
		if bytes.Equal(o.text, r.text) && math.Abs(o.x0-r.x0) < 0.2*r.size {
			return true
		}
		if min(o.x1, r.x1)-max(o.x0, r.x0) > 0.3*r.size {
			return false
		}
	}
	return true
}

func (l *pdfLine) add(r pdfRun) {
	for i := range l.runs {
		if o := &l.runs[i]; bytes.Equal(o.text, r.text) && math.Abs(o.x0-r.x0) < 0.2*r.size {
			o.bold = true
			return
		}
	}
	l.x0, l.x1 = min(l.x0, r.x0), max(l.x1, r.x1)
	l.runs = append(l.runs, r)
}

// settle sorts the runs of a line and finds the size of most of its text.
func (l *pdfLine) settle() {
	slices.SortStableFunc(l.runs, func(a, b pdfRun) int {
		switch {
		case a.x0 < b.x0:
			return -1
		case a.x0 > b.x0:
			return 1
		}
		return 0
	})
	most := 0
	for i := range l.runs {
		if r := &l.runs[i]; len(r.text) > most {
			most, l.size, l.y = len(r.text), r.size, r.y
		}
	}
}

// text is the text of the line, words apart.
func (l *pdfLine) text() string {
	var w document.Scribe
	l.write(&w, 1)
	return string(w.Text)
}

// write appends the line.
func (l *pdfLine) write(w *document.Scribe, line int) {
	for i := range l.runs {
		r := &l.runs[i]
		if i > 0 {
			prev := &l.runs[i-1]
			if r.space || wordEnds(prev.text, string(r.text), (r.x0-prev.x1)/r.size) {
				w.Gap = true
			}
		}
		at := w.Here()
		w.Write(document.Lineless.Replace(string(r.text)), line)
		if r.bold {
			w.Bolded(at)
		}
		w.Linked(at, r.link)
	}
}

// isBold reports whether all of the line is bold.
func (l *pdfLine) isBold() bool {
	return !slices.ContainsFunc(l.runs, func(r pdfRun) bool { return !r.bold })
}

// isWide reports whether Chinese stands in the line.
func (l *pdfLine) isWide() bool {
	return slices.ContainsFunc(l.runs, func(r pdfRun) bool { return bytes.ContainsFunc(r.text, isWide) })
}

// firstWord is how wide the first word of the line is: what would have had to
// fit on the line before.
func (l *pdfLine) firstWord() float64 {
	r := &l.runs[0]
	text := bytes.TrimLeft(r.text, " ")
	first, _ := utf8.DecodeRune(text)
	if isWide(first) {
		return 1.2 * r.size
	}
	n := 0
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRune(text[i:])
		if c == ' ' || isWide(c) {
			break
		}
		i += size
		n++
	}
	return (r.x1 - r.x0) * float64(n) / float64(max(utf8.RuneCount(r.text), 1))
}

// isWide reports whether a character is one of Chinese text, which is set
// without spaces.
func isWide(r rune) bool {
	return r >= 0x2E80 && r < 0xFFEF && (r < 0xD800 || r > 0xF8FF) || r == '“' || r == '”'
}

const hyphen = '\u2010'

// joinLines says how the second of two lines of a paragraph goes on: behind a
// space or not, and without the hyphen of the first or with it.
func joinLines(a, b string, v pdfVocabulary) (space, dropHyphen bool) {
	last, first := language.LastRune(a), language.FirstRune(b)
	switch {
	case last == 0xAD:
		return false, true
	case (last == '-' || last == hyphen) && unicode.IsLetter(first):
		a = strings.TrimSuffix(a, string(last))
		head, tail := a[strings.LastIndexByte(a, ' ')+1:], b
		if i := strings.IndexFunc(b, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
			tail = b[:i]
		}
		// Nobody types the other hyphen: programs put it where they break a word.
		return false, unicode.IsLower(first) && v.breaks(strings.ToLower(head), strings.ToLower(tail), last == hyphen)
	case isWide(last) || isWide(first):
		return false, false
	}
	return true, false
}

// pdfVocabulary are the words of a document, to tell a hyphen that belongs to a
// word from one that only breaks it.
type pdfVocabulary struct {
	words      map[string]bool
	hyphenates bool // so many lines end in a hyphen that a program put it there
}

// breaks reports whether the hyphen between two parts breaks a word; sure says
// that it would unless the document has the word with a hyphen.
func (v pdfVocabulary) breaks(head, tail string, sure bool) bool {
	switch {
	case v.words[head+"-"+tail], v.words[head+string(hyphen)+tail]:
		return false
	case sure, v.words[head+tail]:
		return true
	}
	return v.hyphenates && !(v.words[head] && v.words[tail])
}

func pdfWords(lines []*pdfLine) pdfVocabulary {
	v := pdfVocabulary{words: map[string]bool{}}
	broken, before := 0, ""
	for _, l := range lines {
		text := l.text()
		fields := strings.Fields(text)
		if endsInHyphen(before) && unicode.IsLower(language.FirstRune(text)) {
			broken++
			fields = fields[min(1, len(fields)):] // which is no word of its own
		}
		before = text
		for _, w := range fields {
			if w = strings.ToLower(strings.Trim(w, ".,;:!?()\"'“”’")); len(w) < 40 && !endsInHyphen(w) && len(v.words) < 200_000 {
				v.words[w] = true
			}
		}
	}
	v.hyphenates = broken >= 3 && broken*33 >= len(lines)
	return v
}

// endsInHyphen reports whether a text ends with a word that may go on on the next
// line.
func endsInHyphen(text string) bool {
	last := language.LastRune(text)
	return last == '-' || last == hyphen || last == 0xAD
}
