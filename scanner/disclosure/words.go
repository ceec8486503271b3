package disclosure

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/privacy"
)

//go:embed data/*.csv data/*.json
var data embed.FS

// say writes one sentence in both languages. The arguments are put in for
// their language, by %s or %[1]s.
func say(en, zh string, args ...Text) Text {
	var inEN, inZH []any
	for _, a := range args {
		inEN, inZH = append(inEN, a.EN), append(inZH, border+a.ZH+border)
	}
	return Text{EN: fmt.Sprintf(en, inEN...), ZH: spaced(fmt.Sprintf(zh, inZH...))}
}

// border marks where an argument begins and ends in a sentence.
const border = "\x00"

// spaced turns each border between a Chinese character and a Latin letter or
// digit into a space, as Chinese is set, and takes out the others.
func spaced(s string) string {
	parts := strings.Split(s, border)
	var b strings.Builder
	last := rune(0)
	for _, p := range parts {
		first, _ := utf8.DecodeRuneInString(p)
		if p == "" {
			continue
		}
		if unicode.Is(unicode.Han, last) && alphanumeric(first) || alphanumeric(last) && unicode.Is(unicode.Han, first) {
			b.WriteByte(' ')
		}
		b.WriteString(p)
		last, _ = utf8.DecodeLastRuneInString(p)
	}
	return b.String()
}

func alphanumeric(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// join puts sentences behind one another; empty ones are left out.
func join(parts ...Text) Text {
	var en, zh []string
	for _, p := range parts {
		if p != (Text{}) {
			en, zh = append(en, p.EN), append(zh, p.ZH)
		}
	}
	return Text{EN: strings.Join(en, " "), ZH: strings.Join(zh, "")}
}

// same is a name that is one in both languages.
func same(s string) Text { return Text{EN: s, ZH: s} }

// list names several things: "A, B and C", "A、B和C".
func list(names []Text) Text {
	var en, zh []string
	for _, n := range names {
		en, zh = append(en, n.EN), append(zh, border+n.ZH+border)
	}
	return Text{EN: enumerate(en, ", ", " and "), ZH: spaced(enumerate(zh, "、", "和"))}
}

func enumerate(names []string, comma, and string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], comma) + and + names[last]
}

// Kinds of names in data/names.csv.
const (
	nameGroup    = "group"
	nameElement  = "element"
	nameField    = "field"
	nameCategory = "category"
	nameParty    = "party"
)

// Name returns the name of a disclosure group, a document element or a field
// of an SDK row ("group", "element", "field") in both languages; the id itself
// where the table has none.
func Name(kind, id string) Text {
	if t, ok := tables().names[[2]string{kind, id}]; ok {
		return t
	}
	return same(id)
}

func groupName(g privacy.Group) Text { return Name(nameGroup, string(g)) }

// itemName is the name reports print for an item.
func itemName(id privacy.Item) Text {
	info, ok := privacy.LookupItem(id)
	if !ok || len(info.NamesEN) == 0 || len(info.NamesZH) == 0 {
		return same(string(id))
	}
	return Text{EN: info.NamesEN[0], ZH: info.NamesZH[0]}
}

func itemNames(ids []privacy.Item) Text {
	var names []Text
	for _, id := range ids {
		names = append(names, itemName(id))
	}
	return list(names)
}

// permissionNames lists permissions without the prefix all of Android's share.
func permissionNames(names []string) Text {
	var short []Text
	for _, n := range names {
		short = append(short, same(strings.TrimPrefix(n, "android.permission.")))
	}
	return list(short)
}

type tableSet struct {
	names      map[[2]string]Text
	groupItems map[privacy.Group][]privacy.Item
	functions  map[string][]string // words that name what SDKs of a category do, by category
	broadcasts map[string]broadcast
	remarks    []remark
}

// tables are decoded on first use. They are part of the binary: a fault in one
// is a fault of the build, found by the tests, so it panics.
var tables = sync.OnceValue(func() *tableSet {
	t := &tableSet{names: map[[2]string]Text{}, groupItems: map[privacy.Group][]privacy.Item{}, functions: map[string][]string{}, broadcasts: map[string]broadcast{}}
	readTable("names.csv", 4, func(r []string) { t.names[[2]string{r[0], r[1]}] = Text{EN: r[2], ZH: r[3]} })
	readTable("group_items.csv", 2, func(r []string) {
		g := privacy.Group(r[0])
		t.groupItems[g] = append(t.groupItems[g], privacy.Item(r[1]))
	})
	readTable("functions.csv", 2, func(r []string) { t.functions[r[0]] = strings.Split(r[1], ";") })
	readTable("remarks.csv", 2, func(r []string) { t.remarks = append(t.remarks, newRemark(r[0], r[1])) })
	readTable("broadcasts.csv", 4, func(r []string) {
		upTo, _ := strconv.Atoi(r[1])
		t.broadcasts[r[0]] = broadcast{upTo: upTo, permission: r[2]}
	})
	return t
})

// broadcast says when a receiver in the manifest is told of an event: up to an
// API level, or only with a permission.
type broadcast struct {
	upTo       int
	permission string
}

func readTable(name string, columns int, row func(r []string)) {
	f, err := data.Open("data/" + name)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = columns
	records, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("disclosure: data/%s: %v", name, err))
	}
	for _, rec := range records[1:] {
		row(rec)
	}
}

// namesFunction reports whether text names one of the functions: Latin words
// at word borders, Chinese ones anywhere.
func namesFunction(text string, words []string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(words, func(w string) bool { return containsWord(text, strings.ToLower(w)) })
}

func containsWord(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 || word == "" {
			return false
		}
		start, end := from+i, from+i+len(word)
		if word[0] >= 0x80 || !latin(text, start-1) && !latin(text, end) {
			return true
		}
		from = start + 1
	}
}

// latin reports whether text has an ASCII letter at i.
func latin(text string, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	return text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z'
}
