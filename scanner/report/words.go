package report

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/disclosure"
)

// lang is the language of a report. inBoth prints every sentence in English
// and in Chinese.
type lang string

const (
	inEN   lang = "en"
	inZH   lang = "zh"
	inBoth lang = "both"
)

// language is the language an option names; English for none.
func (opt Options) language() lang {
	switch l := lang(opt.Lang); l {
	case inZH, inBoth:
		return l
	}
	return inEN
}

//go:embed data/words.csv
var wordsCSV []byte

// phrase is one row of data/words.csv: English for one and for any other
// count, and Chinese.
type phrase struct{ one, many, zh string }

var phrases = sync.OnceValue(func() map[string]phrase {
	rows, err := csv.NewReader(bytes.NewReader(wordsCSV)).ReadAll()
	if err != nil {
		panic("report: data/words.csv: " + err.Error()) // embedded: a broken build
	}
	m := make(map[string]phrase, len(rows))
	for _, r := range rows[1:] {
		p := phrase{one: r[1], many: r[2], zh: r[3]}
		if p.one == "" {
			p.one = p.many
		}
		m[r[0]] = p
	}
	return m
})

// langs lists the single languages of l, English first.
func (l lang) langs() []lang {
	if l == inBoth {
		return []lang{inEN, inZH}
	}
	return []lang{l.single()}
}

// single is l where it is one language, English otherwise.
func (l lang) single() lang {
	if l == inZH {
		return inZH
	}
	return inEN
}

// say returns the words of a key, the key itself where there are none. A count
// as first argument picks singular or plural. In both languages the words
// stand side by side, which suits labels but not sentences.
func (l lang) say(key string, args ...any) string {
	p, ok := phrases()[key]
	if !ok {
		return inert(key, maxName)
	}
	english := p.many
	if len(args) > 0 && args[0] == 1 {
		english = p.one
	}
	english, chinese := filled(english, args), filled(p.zh, args)
	if l == inBoth && english != chinese {
		return english + " " + chinese
	}
	return l.pick(english, chinese)
}

func filled(format string, args []any) string {
	if !strings.Contains(format, "%") {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// pick returns the text of the language; of both, English.
func (l lang) pick(english, chinese string) string {
	if (l == inZH && chinese != "") || english == "" {
		return chinese
	}
	return english
}

// of returns the text of the language; of both, English.
func (l lang) of(t disclosure.Text) string { return l.pick(t.EN, t.ZH) }

// bilingual writes a text in both languages.
func bilingual(write func(l lang) string) disclosure.Text {
	return disclosure.Text{EN: write(inEN), ZH: write(inZH)}
}

// enumerate joins names: "A, B and C".
func enumerate(names []string, comma, and string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], comma) + and + names[last]
}

// cutNames joins names and counts those beyond limit.
func cutNames(l lang, names []string, limit int) string {
	comma := l.single().say("list.comma")
	if len(names) <= limit {
		return strings.Join(names, comma)
	}
	return strings.Join(names[:limit], comma) + " " + l.single().say("more", len(names)-limit)
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
