package policy

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

// playHeader is the first line of the form on data safety that Google Play
// exports and imports, as of August 2026.
const playHeader = "Question ID (machine readable),Response ID (machine readable),Response value,Answer requirement,Human-friendly question label"

// Columns and ids of the form.
const (
	playQuestion, playResponse, playValue = 0, 1, 2
	playColumns                           = 5

	playTypes     = "PSL_DATA_TYPES_"
	playUsage     = "PSL_DATA_USAGE_RESPONSES:"
	playHandling  = ":PSL_DATA_USAGE_COLLECTION_AND_SHARING"
	playCollected = "PSL_DATA_USAGE_ONLY_COLLECTED"
	playShared    = "PSL_DATA_USAGE_ONLY_SHARED"
)

func isPlayForm(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), []byte(playHeader))
}

// readPlayForm reads a filled form on data safety. A data type that is
// answered "true" declares that the first party collects, or shares, every
// item of that type; see [privacy.ItemInfo]. A row without an answer says
// nothing.
func readPlayForm(src Source, d *document, l *blockList) error {
	text := newlines(string(bytes.TrimPrefix(src.Data, []byte("\xEF\xBB\xBF"))))
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	d.lines, d.form = len(lines), []Item{}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.ReuseRecord = playColumns, true
	f := playForm{answers: map[string]*playAnswer{}}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := r.FieldPos(0)
		if err != nil || line > l.lim.Lines {
			return &Error{src.Path, Damaged, "the data safety form has a row that is not as Google Play writes it", "export the form again from the Play Console"}
		}
		f.take(row, line)
	}
	for i, text := range lines {
		var w scribe
		w.write(text, i+1)
		l.add(paragraph, 0, w.take())
	}
	d.form = f.items(lines)
	return nil
}

// playForm is what a form answers of each data type.
type playForm struct {
	order   []string
	answers map[string]*playAnswer
}

// playAnswer holds the lines of the rows that are answered, 0 for none.
type playAnswer struct{ selected, collected, shared int }

func (f *playForm) of(response string) *playAnswer {
	if f.answers[response] == nil {
		f.answers[response] = &playAnswer{}
		f.order = append(f.order, response)
	}
	return f.answers[response]
}

// take reads one row.
func (f *playForm) take(row []string, line int) {
	question, response := row[playQuestion], row[playResponse]
	if !strings.EqualFold(strings.TrimSpace(row[playValue]), "true") {
		return
	}
	if strings.HasPrefix(question, playTypes) {
		f.of(response).selected = line
		return
	}
	dataType, ok := strings.CutPrefix(question, playUsage)
	if !ok {
		return
	}
	if dataType, ok = strings.CutSuffix(dataType, playHandling); !ok {
		return
	}
	switch response {
	case playCollected:
		f.of(dataType).collected = line
	case playShared:
		f.of(dataType).shared = line
	}
}

// items are the items that the answers declare. A type that is selected and
// not said to be collected or shared is taken to be collected.
func (f *playForm) items(lines []string) []Item {
	out := []Item{}
	for _, response := range f.order {
		a := f.answers[response]
		if a.collected == 0 && a.shared == 0 {
			a.collected = a.selected
		}
		for _, how := range []struct {
			line   int
			action string
		}{{a.collected, Collect}, {a.shared, Share}} {
			if how.line == 0 {
				continue
			}
			quotes := []evidence.Quote{}
			for _, n := range slices.Compact([]int{how.line, a.selected}) {
				if n > 0 {
					var w scribe
					w.write(lines[n-1], n)
					p := w.take()
					quotes = append(quotes, p.whole())
				}
			}
			t := playDataTypes()[response]
			for _, item := range t.items {
				out = append(out, Item{Item: item, Term: t.name, Party: First, Polarity: Performed, Action: how.action, Quotes: slices.Clone(quotes)})
			}
		}
	}
	return out
}

// playType is a data type of the form and the items it takes in.
type playType struct {
	name  string
	items []privacy.Item
}

var playDataTypes = sync.OnceValue(func() map[string]playType {
	byName := map[string][]privacy.Item{}
	for _, id := range privacy.Items() {
		info, _ := privacy.LookupItem(id)
		for _, name := range strings.Split(info.PlayType, ";") {
			byName[name] = append(byName[name], id)
		}
	}
	m := map[string]playType{}
	table(data, "play-types.csv", 2, func(r []string) { m[r[0]] = playType{r[1], byName[r[1]]} })
	return m
})
