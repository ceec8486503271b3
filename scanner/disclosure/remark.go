package disclosure

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Remark gives a sentence of the rooms that read files in both languages: a
// note on the file, why something was not read, why a permission has no
// effect, a runtime whose code is not read. Those rooms write English; the
// Chinese form stands in data/remarks.csv. A sentence the table does not have
// stays English in both.
func Remark(english string) Text {
	if chinese, ok := translated(english, maxRemarkDepth); ok {
		return Text{EN: english, ZH: chinese}
	}
	return same(english)
}

// Remarks is Remark for a list: "A, B", "A、B".
func Remarks(english []string) Text {
	var en, zh []string
	for _, s := range english {
		en, zh = append(en, s), append(zh, Remark(s).ZH)
	}
	return Text{EN: strings.Join(en, ", "), ZH: strings.Join(zh, "、")}
}

const (
	// maxRemarkDepth bounds remarks inside remarks: a file, its part, a reason.
	maxRemarkDepth = 4
	// maxRemark is the longest remark that is looked up; names in one are cut
	// long before that.
	maxRemark = 4096
	// partEnd ends the name of a part in front of a remark about it; a name at
	// a place of a pattern does not hold it.
	partEnd = ": "
)

// remark is one row of data/remarks.csv. The English pattern is cut at its
// places: {1} stands for a name or a figure, {1~} for another remark.
type remark struct {
	literals []string // one more than places
	places   []place
	chinese  string
}

type place struct {
	mark   string // as in the Chinese form, "{1}"
	remark bool
}

func newRemark(english, chinese string) remark {
	r := remark{chinese: chinese}
	for {
		before, rest, found := strings.Cut(english, "{")
		r.literals = append(r.literals, before)
		if !found {
			return r
		}
		inside, after, _ := strings.Cut(rest, "}")
		r.places = append(r.places, place{mark: "{" + inside + "}", remark: strings.HasSuffix(inside, "~")})
		english = after
	}
}

// translated looks a remark up.
func translated(english string, depth int) (string, bool) {
	if depth == 0 || len(english) > maxRemark {
		return "", false
	}
	for _, r := range tables().remarks {
		if chinese, ok := r.translate(english, depth); ok {
			return chinese, true
		}
	}
	return "", false
}

func (r remark) translate(english string, depth int) (string, bool) {
	values, ok := r.match(english)
	if !ok {
		return "", false
	}
	var fill []string
	for i, p := range r.places {
		if !p.remark && strings.Contains(values[i], partEnd) {
			return "", false
		}
		if p.remark {
			if values[i], ok = translated(values[i], depth-1); !ok {
				return "", false
			}
		}
		fill = append(fill, p.mark, values[i])
	}
	return strings.NewReplacer(fill...).Replace(r.chinese), true
}

// match returns what stands at the places of the pattern. The last place takes
// as much as it can, the others as little.
func (r remark) match(s string) ([]string, bool) {
	last := len(r.literals) - 1
	s, ok := strings.CutPrefix(s, r.literals[0])
	if !ok || last == 0 {
		return nil, ok && s == ""
	}
	if s, ok = strings.CutSuffix(s, r.literals[last]); !ok {
		return nil, false
	}
	var values []string
	for _, literal := range r.literals[1:last] {
		value, rest, found := strings.Cut(s, literal)
		if !found || value == "" {
			return nil, false
		}
		values, s = append(values, value), rest
	}
	return append(values, s), s != "" && utf8.ValidString(s)
}

// checkRemark says what is wrong with a row of data/remarks.csv, "" for
// nothing.
func checkRemark(r remark) string {
	for i, p := range r.places {
		if !strings.HasPrefix(p.mark, "{"+strconv.Itoa(i+1)) || !strings.Contains(r.chinese, p.mark) {
			return "the places of the two languages differ"
		}
	}
	if strings.Count(r.chinese, "{") != len(r.places) {
		return "the Chinese form has another number of places"
	}
	return ""
}
