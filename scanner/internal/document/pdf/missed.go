package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-scan/candor/scanner/internal/document/pdf/object"
)

// pdfMissed collects what of a PDF could not be read.
type pdfMissed struct {
	pictures []int // pages without text
	cut      int   // lines that run off their page
}

const (
	fewLetters = 10 // no more than a page number
	cutLines   = 3  // that end beyond the edge of their page: not by chance
)

// page looks at the page with a number that the reader has just read.
func (m *pdfMissed) page(r *pdfReader, p object.Page, number int) {
	letters, off := 0, 0
	right := 0.0
	if len(p.Box) == 4 {
		right = max(r.Number(p.Box[0], 0), r.Number(p.Box[2], 0))
	}
	for i := range r.runs {
		u := &r.runs[i]
		letters += len(u.text)
		if right > 0 && u.turn == 0 && u.x0 < right && u.x1 > right {
			off++
		}
	}
	if letters < fewLetters && r.pictures > 0 {
		m.pictures = append(m.pictures, number)
	}
	if off >= cutLines {
		m.cut += off
	}
}

// why says what was not read and why, "" where all was.
func (m *pdfMissed) why(r *pdfReader) string {
	var out []string
	if r.Partial {
		out = append(out, "a part of the PDF is damaged or beyond the limits and was not read")
	} else if r.unknown > 0 {
		out = append(out, fmt.Sprintf("%d of %d characters of the PDF have no text", r.unknown, r.shown))
	}
	switch len(m.pictures) {
	case 0:
	case 1:
		out = append(out, fmt.Sprintf("page %d has no text, only a picture of it", m.pictures[0]))
	default:
		out = append(out, fmt.Sprintf("pages %s have no text, only pictures of it", ranges(m.pictures)))
	}
	if m.cut > 0 {
		out = append(out, fmt.Sprintf("%d lines run off the page: what would stand beyond its edge is not in the PDF", m.cut))
	}
	return strings.Join(out, "; ")
}

// ranges writes ascending numbers as "2, 5-7".
func ranges(numbers []int) string {
	var b strings.Builder
	for i := 0; i < len(numbers); {
		k := i
		for k+1 < len(numbers) && numbers[k+1] == numbers[k]+1 {
			k++
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(numbers[i]))
		if k > i {
			b.WriteString("-" + strconv.Itoa(numbers[k]))
		}
		if i = k + 1; b.Len() > 60 && i < len(numbers) {
			return b.String() + fmt.Sprintf(" and %d more", len(numbers)-slices.Index(numbers, numbers[i]))
		}
	}
	return b.String()
}
