package report

import (
	"strings"

	"github.com/candor-scan/candor/scanner/usage"
)

func (t *text) sdkMatrix() {
	header := []string{"found", "use"}
	if t.p.Policy != nil {
		header = append(header, "name", "purpose", "method", "scope", "institution", "website")
	} else {
		header = append(header, "confidence", "version", "reads")
	}
	var rows [][]styled
	for i := range t.p.sdks {
		rows = append(rows, t.sdkLine(&t.p.sdks[i]))
	}
	if len(rows) == 0 {
		t.line(t.c.Title(t.lang.say("sdks")) + "  " + t.lang.single().say(t.p.ifComplete("sdks.none")))
	} else {
		t.table(t.heads("sdks", header...), rows)
	}
	if note := t.p.listedNote(t.lang.single()); note != "" {
		t.hanging("", note, t.c.Dim)
	}
	t.line("")
}

func (t *text) sdkLine(r *sdkRow) []styled {
	l := t.lang.single()
	name := cutWidth(inert(r.Name, maxName), 32)
	if r.parentName != "" {
		name = "· " + name
	}
	row := []styled{{text: name}, {text: l.say("kinds", r.kinds())}, {text: t.lang.say(string(r.Use))}}
	if t.p.Policy == nil {
		return append(row, styled{text: t.lang.say(string(r.Confidence))}, styled{text: cutWidth(r.version(), 16)}, styled{text: itemNames(l, r.Items)})
	}
	for _, c := range r.cells {
		mark := t.mark(c)
		if note := scopeNote(l, r); c.key == "scope" && note != "" {
			mark.text += " " + note
		}
		row = append(row, mark)
	}
	return append(row, styled{inert(strings.Join(append(sdkNotes(l, t.p, r), r.rules...), " "), maxValue), t.c.Dim})
}

// readsTable lists by party the personal information that code was seen to
// read: for a scan, where no policy says what it should be held against.
func (t *text) readsTable() {
	var rows [][]styled
	for _, r := range t.p.reads {
		if r.party.IsLibrary() && !t.opt.All {
			continue
		}
		for i, it := range r.items {
			party := ""
			if i == 0 {
				party = cutWidth(t.p.party(t.lang, r.party), 32)
			}
			rows = append(rows, t.readLine(party, it))
		}
	}
	if t.opt.All {
		for _, it := range t.p.Items {
			if !it.Found() {
				rows = append(rows, t.readLine(cutWidth(t.p.party(t.lang, it.Party), 32), it))
			}
		}
	}
	if len(rows) == 0 {
		t.line(t.c.Title(t.lang.say("items")) + "  " + t.lang.single().say(t.p.ifComplete("items.none")))
	} else {
		t.table(t.heads("items", "item", "", "where"), rows)
	}
	t.line("")
}

// readLine is one item one party reads, with its first place.
func (t *text) readLine(party string, it usage.Item) []styled {
	l := t.lang.single()
	note := ""
	if !it.Found() {
		note = l.say("strength." + string(it.Strength))
	}
	if it.AvailableUpToAPI != nil {
		note = strings.TrimSpace(note + " " + l.say("up.to.api", *it.AvailableUpToAPI))
	}
	where := ""
	if len(it.Evidence) > 0 {
		where = cutWidth(seenShort(it.Evidence[0]), 140)
	}
	if n := len(it.Evidence) - 1; n > 0 {
		where += " " + l.say("more", n)
	}
	return []styled{{text: party}, {text: cutWidth(itemName(t.lang, it.Item), 40)}, {note, t.c.Dim}, {where, t.c.Dim}}
}
