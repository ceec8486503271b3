package draft

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/sdkdb"
)

// DataSafety fills Google Play's data safety form, a CSV with the header and
// rows that Play exports. A data type is answered where code reads it or the
// policy says that it is handled; whether it is collected or shared, and what
// the SDKs share it for, only where the policy says so. All else stays blank
// and stands in the notes. With OnlyMissing, the data types the policy names
// are left out. The form has one language and one format.
func DataSafety(w io.Writer, r *report.Report, db *sdkdb.DB, o Options) ([]Note, error) {
	m, err := newMaker(r, db, Options{Lang: string(inEN), OnlyMissing: o.OnlyMissing})
	if err != nil {
		return nil, err
	}
	form, err := newPlayForm()
	if err != nil {
		return nil, err
	}
	s := &safety{maker: m, form: form, types: map[string]*dataType{}, doubt: map[privacy.Item]bool{}}
	s.gather()
	if m.onlyMissing {
		maps.DeleteFunc(s.types, func(_ string, t *dataType) bool { return t.collected || t.shared })
	}
	s.fill()
	s.notesOnForm()
	m.unseen()
	return m.notes, form.write(w)
}

// safety fills one form.
type safety struct {
	*maker
	form  *playForm
	types map[string]*dataType  // by response id
	doubt map[privacy.Item]bool // items whose type a person must choose
}

// dataType is what is known of one data type of the form.
type dataType struct {
	readBy            []Note // parties whose code reads it
	collected, shared bool   // the policy says so
	purposes          map[string]bool
}

// gather finds the data types behind what code reads and the policy says.
func (s *safety) gather() {
	for _, it := range s.Items {
		if !s.counts(it) || it.Party.IsLibrary() {
			continue
		}
		s.each(it.Item, func(t *dataType) {
			if name := s.partyName(it.Party); !slices.Contains(t.readBy, name) {
				t.readBy = append(t.readBy, name)
			}
		})
	}
	if s.Policy == nil {
		return
	}
	for _, it := range s.Policy.Items {
		if it.Polarity == policy.Performed && !onlyAsked(it.Item) {
			s.each(it.Item, func(t *dataType) { t.take(it) })
		}
	}
	for _, row := range s.Policy.SDKs {
		if row.Scope == nil {
			continue
		}
		for _, item := range row.Scope.Items {
			s.each(item, func(t *dataType) { t.give(s.categories(row.ID)) })
		}
	}
}

// each calls f for the data types of an item, and keeps items whose type is not
// plain for a person.
func (s *safety) each(item privacy.Item, f func(*dataType)) {
	responses := playItems()[string(item)]
	if info, ok := privacy.LookupItem(item); ok && len(responses) == 0 && info.PlayType != "" {
		s.doubt[item] = true
	}
	for _, r := range responses {
		t := s.types[r]
		if t == nil {
			t = &dataType{purposes: map[string]bool{}}
			s.types[r] = t
		}
		f(t)
	}
}

// onlyAsked reports whether a document that names the item may mean no more
// than the permission: the camera, the microphone.
func onlyAsked(item privacy.Item) bool {
	info, _ := privacy.LookupItem(item)
	return info.Category == "sensor-capture"
}

// take records a statement of the policy: what the first party shares and what
// third parties take is shared, all else collected.
func (t *dataType) take(it policy.Item) {
	if it.Party != policy.First || it.Action == policy.Share {
		t.shared = true
		return
	}
	t.collected = true
}

// give records that the policy names the type in the row of an SDK.
func (t *dataType) give(categories []string) {
	t.shared = true
	for _, c := range categories {
		for _, p := range playPurposes()[c] {
			t.purposes[p] = true
		}
	}
}

func (s *safety) categories(id *string) []string {
	if id == nil {
		return nil
	}
	return s.db.Categories(*id)
}

// fill answers the rows the evidence supports.
func (s *safety) fill() {
	for response, t := range s.types {
		s.form.answer(playCollects, "")
		s.form.answer(s.form.of[response], response)
		if t.collected {
			s.form.answer(playUsage+response+playHandling, playCollected)
		}
		if !t.shared {
			continue
		}
		s.form.answer(playUsage+response+playHandling, playShared)
		for p := range t.purposes {
			s.form.answer(playUsage+response+playSharedFor, p)
		}
	}
}

// notesOnForm lists what is left to a person.
func (s *safety) notesOnForm() {
	var told []Note
	for _, response := range slices.Sorted(maps.Keys(s.types)) {
		t, name := s.types[response], same(s.form.name[response])
		if t.collected || t.shared {
			told = append(told, name)
			continue
		}
		s.note("note.play.read", name, listed(t.readBy))
	}
	if len(told) > 0 {
		s.note("note.play.type", listed(told))
	}
	for _, item := range ordered(s.doubt) {
		info, _ := privacy.LookupItem(item)
		s.note("note.play.doubt", listed(itemNames([]privacy.Item{item})), same(strings.ReplaceAll(info.PlayType, ";", " / ")))
	}
	for _, q := range s.form.open() {
		s.note("note.play.open", same(clean(q, maxName)))
	}
}
