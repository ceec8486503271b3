package draft

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
)

// lang is the language of a draft. A draft in both has every text in Chinese
// and behind it in English, as bilingual policies do.
type lang string

const (
	inEN   lang = "en"
	inZH   lang = "zh"
	inBoth lang = "both"
)

// policyLang is the language of the policy, English without one.
func policyLang(r *report.Report) lang {
	if r.Policy == nil {
		return inEN
	}
	has := map[string]bool{}
	for _, l := range r.Policy.Languages {
		has[l] = true
	}
	switch {
	case has[privacy.Chinese] && has[privacy.English]:
		return inBoth
	case has[privacy.Chinese]:
		return inZH
	}
	return inEN
}

//go:embed data
var data embed.FS

// table decodes data/name and hands each record but the header to row. The
// tables are part of the binary: a fault in one is a fault of the build.
func table(name string, row func(r []string)) {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		panic("draft: " + err.Error())
	}
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		panic("draft: data/" + name + ": " + err.Error())
	}
	for _, r := range records[1:] {
		row(r)
	}
}

// texts reads a table of id, English, Chinese.
func texts(name string) func() map[string]Note {
	return sync.OnceValue(func() map[string]Note {
		m := map[string]Note{}
		table(name, func(r []string) { m[r[0]] = Note{EN: r[1], ZH: r[2]} })
		return m
	})
}

var (
	words    = texts("words.csv")
	purposes = texts("purposes.csv")
)

// say fills the words of a key with texts, each in its language.
func say(key string, args ...Note) Note {
	t, ok := words()[key]
	if !ok {
		panic("draft: no words for " + key) // a test asks for every key
	}
	if len(args) == 0 {
		return t
	}
	var en, zh []any
	for _, a := range args {
		en, zh = append(en, a.EN), append(zh, a.ZH)
	}
	return Note{EN: fmt.Sprintf(t.EN, en...), ZH: fmt.Sprintf(t.ZH, zh...)}
}

// same is a text that is one in both languages.
func same(s string) Note { return Note{EN: s, ZH: s} }

// of returns a text in the language of the draft; in both, once where the two
// are the same, and in the language that has it where only one does.
func (l lang) of(t Note) string {
	switch {
	case t.EN == "" || l == inZH && t.ZH != "":
		return t.ZH
	case t.ZH == "" || l == inEN || t.EN == t.ZH:
		return t.EN
	}
	return t.ZH + " " + t.EN
}

// words returns the words of a key in the language of the draft.
func (l lang) words(key string) string { return l.of(say(key)) }

// fill is the mark for what a person must fill in. Readers know either mark
// alone, so a draft in both languages has the English one.
func (l lang) fill() cell {
	if l == inZH {
		return cell{text: say("fill").ZH, kind: fillCell}
	}
	return cell{text: say("fill").EN, kind: fillCell}
}

// join lists texts: "A, B", "A、B"; in both languages each text in both.
func join(l lang, texts []Note) string {
	var parts []string
	for _, t := range texts {
		parts = append(parts, l.of(t))
	}
	comma := say("list.comma")
	if l == inEN {
		return strings.Join(parts, comma.EN)
	}
	return strings.Join(parts, comma.ZH)
}

// listed is a list of texts as one text in both languages.
func listed(texts []Note) Note { return Note{EN: join(inEN, texts), ZH: join(inZH, texts)} }

// itemNames are the names policies use for items.
func itemNames(items []privacy.Item) []Note {
	var out []Note
	for _, id := range items {
		t := same(string(id))
		if info, ok := privacy.LookupItem(id); ok && len(info.NamesEN) > 0 && len(info.NamesZH) > 0 {
			t = Note{EN: info.NamesEN[0], ZH: info.NamesZH[0]}
		}
		out = append(out, t)
	}
	return out
}
