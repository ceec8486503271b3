package draft

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"sync"
)

// Columns of Google Play's data safety form, as Play exports and imports it.
const (
	playQuestion = iota
	playResponse
	playValue
	_ // whether an answer is required
	playLabel
)

// Ids of the form.
const (
	playCollects   = "PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA"
	playTypes      = "PSL_DATA_TYPES_"
	playUsage      = "PSL_DATA_USAGE_RESPONSES:"
	playHandling   = ":PSL_DATA_USAGE_COLLECTION_AND_SHARING"
	playCollected  = "PSL_DATA_USAGE_ONLY_COLLECTED"
	playShared     = "PSL_DATA_USAGE_ONLY_SHARED"
	playSharedFor  = ":DATA_USAGE_SHARING_PURPOSE"
	playYes        = "true"
	playFormFile   = "data/play_form.csv"
	playItemsFile  = "play_items.csv"
	playPurposeCSV = "play_purposes.csv"
)

// playForm is the form with the answers given so far.
type playForm struct {
	rows [][]string        // the header first
	at   map[[2]string]int // row by question and response
	of   map[string]string // the question a data type belongs to
	name map[string]string // what people call a data type
}

func newPlayForm() (*playForm, error) {
	text, err := data.ReadFile(playFormFile)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	f := &playForm{rows: rows, at: map[[2]string]int{}, of: map[string]string{}, name: map[string]string{}}
	for i, r := range rows[1:] {
		f.at[[2]string{r[playQuestion], r[playResponse]}] = i + 1
		if strings.HasPrefix(r[playQuestion], playTypes) {
			f.of[r[playResponse]] = r[playQuestion]
			_, f.name[r[playResponse]], _ = strings.Cut(r[playLabel], "/")
		}
	}
	return f, nil
}

// answer fills one row; a row the form does not have is passed over.
func (f *playForm) answer(question, response string) {
	if i, ok := f.at[[2]string{question, response}]; ok {
		f.rows[i][playValue] = playYes
	}
}

// open lists the general questions that have no answer, as people read them.
func (f *playForm) open() []string {
	var out []string
	last := ""
	for _, r := range f.rows[1:] {
		if q := r[playQuestion]; strings.HasPrefix(q, playTypes) || strings.HasPrefix(q, playUsage) || q == last || r[playValue] != "" {
			continue
		}
		last = r[playQuestion]
		label := r[playLabel]
		if r[playResponse] != "" {
			label, _, _ = strings.Cut(label, "/")
		}
		out = append(out, strings.TrimSpace(label))
	}
	return out
}

func (f *playForm) write(w io.Writer) error { return csv.NewWriter(w).WriteAll(f.rows) }

// pairs reads a table of two columns; the first column may stand on several
// rows.
func pairs(name string) func() map[string][]string {
	return sync.OnceValue(func() map[string][]string {
		m := map[string][]string{}
		table(name, func(r []string) { m[r[0]] = append(m[r[0]], r[1]) })
		return m
	})
}

var (
	playItems    = pairs(playItemsFile)
	playPurposes = pairs(playPurposeCSV)
)
