package pdf

import (
	"bytes"
	"math"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// pdfString decodes the text of a dictionary.
func pdfString(b []byte) string {
	if bytes.HasPrefix(b, []byte("\xFE\xFF")) {
		return fromUTF16(b[2:], 0)
	}
	if bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")) {
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD")
	}
	return decodeLatin(b)
}

func decodeLatin(b []byte) string {
	out := make([]rune, len(b))
	for i, c := range b {
		out[i] = rune(c)
	}
	return string(out)
}

// show shows a string at its place.
func (r *pdfReader) show(v any) {
	s, ok := v.([]byte)
	if !ok || r.font == nil || len(s) > r.glyphs {
		r.Partial = r.Partial || len(s) > r.glyphs
		return
	}
	var mark pdfMark
	if n := len(r.marked); n > 0 {
		mark = r.marked[n-1]
	}
	r.font.show(s, func(text string, width float64, space, known bool) {
		r.glyphs--
		if mark.actual != nil {
			text, *mark.actual, known = plainGlyph(*mark.actual), "", true
		}
		r.shown++
		if !known {
			r.unknown++
		}
		at := matrix{r.size * r.scale, 0, 0, r.size, 0, r.rise}.mul(r.text).mul(r.ctm)
		w := width * r.size
		end := matrix{1, 0, 0, 1, w * r.scale, r.rise}.mul(r.text).mul(r.ctm)
		if !mark.outside {
			r.place(text, at, end[4], end[5])
		}
		w += r.charSpace
		if space {
			w += r.wordSpace
		}
		r.text = matrix{1, 0, 0, 1, w * r.scale, 0}.mul(r.text)
	})
}

// place adds a glyph to the open run or opens the next.
func (r *pdfReader) place(text string, m matrix, endX, endY float64) {
	size := math.Hypot(m[2], m[3])
	turn, straight := quarter(m[0], m[1])
	if !(size > 0.5 && size < 2000) || !straight || outOfPage(m[4]) || outOfPage(m[5]) || outOfPage(endX) || outOfPage(endY) {
		return // a watermark across the page, or nonsense
	}
	x, y := turned(m[4], m[5], turn)
	x1, _ := turned(endX, endY, turn)
	bold := r.font.bold || r.stroke
	link := r.linkAt((m[4]+endX)/2, m[5]+size*0.3)
	reach := 0.45 * size
	switch {
	case r.moved:
		reach = 0.3 * size // else it may stand in the next cell
	case isWide(language.FirstRune(text)):
		reach = 0.25 * size // a sign of another font may come to stand between
	}
	r.moved = false
	if n := len(r.runs); n > 0 {
		last := &r.runs[n-1]
		gap := x - last.x1
		if last.turn == turn && math.Abs(last.y-y) < 0.15*size && math.Abs(last.size-size) < 0.05*size && last.bold == bold && last.link == link && gap > -0.5*size && gap < reach {
			if wordEnds(last.text, text, gap/size) {
				last.text = append(last.text, ' ')
			}
			last.text = append(last.text, text...)
			last.x1 = max(last.x1, x1)
			return
		}
	}
	spaced := false
	if trimmed := strings.TrimLeftFunc(text, language.IsBlank); trimmed != text {
		r.spaceX, r.spaceY = x1, y
		if text = trimmed; text == "" {
			return
		}
		spaced = true
	}
	if len(r.runs) >= maxPDFRuns || r.allRuns >= maxAllRuns {
		r.Partial = true
		return
	}
	r.allRuns++
	r.runs = append(r.runs, pdfRun{text: []byte(text), x0: x, x1: x1, first: x1 - x, y: y, size: size, turn: turn, bold: bold, link: link, space: math.Abs(r.spaceY-y) < 0.2*size && math.Abs(r.spaceX-x) < 0.6*size || spaced})
}

// wordEnds reports whether a gap, in parts of the size, is one between words.
// Chinese is stretched without meaning any.
func wordEnds(before []byte, text string, gap float64) bool {
	a, b := language.LastRune(string(before[max(0, len(before)-4):])), language.FirstRune(text)
	switch {
	case a == ' ' || b == ' ':
		return false
	case isWide(a) && isWide(b):
		return gap > 1.2
	case isWide(a) || isWide(b):
		return gap > 0.2
	}
	return gap > 0.16
}

func (r *pdfReader) linkAt(x, y float64) string {
	if r.linkWork += len(r.links); r.linkWork > maxLinkWork {
		return ""
	}
	for i := range r.links {
		if l := &r.links[i]; x >= l.x0 && x <= l.x1 && y >= l.y0 && y <= l.y1 {
			return l.url
		}
	}
	return ""
}

// outOfPage reports whether a coordinate is none a page can have.
func outOfPage(v float64) bool { return !(math.Abs(v) < maxPlace) }

const maxPlace = 20_000

// quarter tells by how many quarters a direction is turned; straight is false
// for text that runs aslant.
func quarter(a, b float64) (turn int, straight bool) {
	angle := math.Atan2(b, a) / (math.Pi / 2)
	near := math.Round(angle)
	return (int(near) + 4) % 4, math.Abs(angle-near) < 0.08
}

// turned gives the coordinates of a page that is turned back by quarters.
func turned(x, y float64, turn int) (float64, float64) {
	switch turn {
	case 1:
		return y, -x
	case 2:
		return -x, -y
	case 3:
		return -y, x
	}
	return x, y
}
