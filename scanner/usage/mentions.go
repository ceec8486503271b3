package usage

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/dex"
)

// LookOut asks for references in code that no row of the table has. A pattern
// is one of
//
//	android.location.LocationManager    a call or a field of this class
//	android.location.*                  of any class whose name begins so
//	android.content.Intent->getData     a call of this method or field
//	*->createPackageContext             a call of it on any class
//	"sms", "content://sms*"             a string constant, or one that begins so
//
// It is called before the first [Collector.Read]. A pattern of another form
// panics: patterns are part of the program.
func (c *Collector) LookOut(patterns []string) { c.lookout = newLookout(patterns) }

// Mentioned returns the patterns given to [Collector.LookOut] that code outside
// of general libraries refers to.
func (c *Collector) Mentioned(owner Owner) map[string]bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all patternSet
	for class, set := range c.lookout.seen {
		if !all.has(set) && !owner.Owner(class).IsLibrary() {
			all.join(set)
		}
	}
	out := map[string]bool{}
	for i, p := range c.lookout.patterns {
		if all[i/64]&(1<<(i%64)) != 0 {
			out[p] = true
		}
	}
	return out
}

// maxPatterns bounds the patterns of one Collector.
const maxPatterns = 192

// patternSet has a bit for each pattern.
type patternSet [maxPatterns / 64]uint64

func (s *patternSet) add(pattern int) { s[pattern/64] |= 1 << (pattern % 64) }

func (s *patternSet) join(t patternSet) {
	for i := range s {
		s[i] |= t[i]
	}
}

// has reports whether all of t is in s.
func (s *patternSet) has(t patternSet) bool {
	for i := range s {
		if t[i]&^s[i] != 0 {
			return false
		}
	}
	return true
}

// headLength is how much of a class name finds the patterns it may meet: no
// pattern is shorter.
const headLength = 12

// lookout is what a Collector looks out for, and what it has seen.
type lookout struct {
	patterns []string
	classes  map[string][]classPattern // by the head of a descriptor
	heads    filter                    // of these heads
	anyClass map[string]patternSet     // by member name
	texts    map[string]patternSet     // whole strings
	filter   filter                    // of both
	uris     []textPattern             // starts of strings, all content URIs

	seen map[string]patternSet // by class with dots
}

type classPattern struct {
	id     int
	prefix string // of a descriptor
	whole  bool   // the prefix is all of it
	member string // "" for any
}

type textPattern struct {
	id     int
	prefix string
}

func newLookout(patterns []string) lookout {
	l := lookout{patterns: patterns, classes: map[string][]classPattern{}, anyClass: map[string]patternSet{}, texts: map[string]patternSet{}, seen: map[string]patternSet{}}
	if len(patterns) > maxPatterns {
		panic(fmt.Sprintf("usage: %d patterns to look out for, %d at most", len(patterns), maxPatterns))
	}
	for i, p := range patterns {
		if text, ok := strings.CutPrefix(p, `"`); ok {
			l.addText(i, strings.TrimSuffix(text, `"`))
			continue
		}
		class, member, _ := strings.Cut(p, "->")
		if class == "*" {
			addTo(l.anyClass, member, i)
			l.filter.add(member)
			continue
		}
		l.addClass(i, class, member)
	}
	return l
}

func (l *lookout) addText(id int, text string) {
	prefix, open := strings.CutSuffix(text, "*")
	switch {
	case !open:
		addTo(l.texts, text, id)
		l.filter.add(text)
	case strings.HasPrefix(prefix, contentScheme):
		l.uris = append(l.uris, textPattern{id, prefix})
	default:
		panic("usage: only content URIs are looked for by their start: " + text)
	}
}

func (l *lookout) addClass(id int, class, member string) {
	prefix, open := strings.CutSuffix(descriptor(class), "*;")
	if len(prefix) <= headLength {
		panic("usage: too short to look out for: " + class)
	}
	head := prefix[1 : 1+headLength]
	l.heads.add(head)
	l.classes[head] = append(l.classes[head], classPattern{id, prefix, !open, member})
}

func addTo(m map[string]patternSet, key string, id int) {
	set := m[key]
	set.add(id)
	m[key] = set
}

// take adds what one file showed.
func (l *lookout) take(found map[string]patternSet) {
	for class, set := range found {
		have := l.seen[class]
		have.join(set)
		l.seen[class] = have
	}
}

// mentions are the references of one DEX file that a lookout asks for.
type mentions struct {
	*lookout
	// By index: which of sets a reference stands for; 0 for none. Empty where
	// the file has none.
	methods, fields, strings []uint16
	sets                     []patternSet

	found map[uint32]patternSet // by type of the class that refers
}

// watch finds the references of a file, and adds them to what its walk reports.
func (m *mentions) watch(f *dex.File, in *dex.Interest) {
	if len(m.patterns) == 0 {
		return
	}
	m.sets, m.found = make([]patternSet, 1), map[uint32]patternSet{}
	classes := make([][]classPattern, f.NumTypes())
	for i := range classes {
		classes[i] = m.classesOf(f.Type(uint32(i)))
	}
	names := m.watchStrings(f, in)
	m.methods = m.watchMembers(f, in.Methods, classes, names, func(i uint32) (class, name uint32) {
		r := f.Method(i)
		return r.Class, r.Name
	})
	m.fields = m.watchMembers(f, in.Fields, classes, nil, func(i uint32) (class, name uint32) {
		r := f.Field(i)
		return r.Class, r.Name
	})
}

// classesOf returns the patterns that a class meets, whatever member they name.
func (m *mentions) classesOf(d []byte) []classPattern {
	if len(d) <= headLength {
		return nil
	}
	if !m.heads.may(d[1 : 1+headLength]) {
		return nil
	}
	all := m.classes[string(d[1:1+headLength])]
	for i := range all {
		if all[i].meets(d) {
			return slices.DeleteFunc(slices.Clone(all), func(p classPattern) bool { return !p.meets(d) })
		}
	}
	return nil
}

func (p *classPattern) meets(d []byte) bool {
	return bytes.HasPrefix(d, []byte(p.prefix)) && (!p.whole || len(d) == len(p.prefix))
}

// watchStrings marks the strings, and returns those that name members looked
// for on any class, by string index.
func (m *mentions) watchStrings(f *dex.File, in *dex.Interest) (names map[uint32]patternSet) {
	marks := make([]uint16, f.NumStrings())
	names = map[uint32]patternSet{}
	for i := range marks {
		s := f.String(uint32(i))
		var set patternSet
		if m.filter.may(s) {
			set = m.texts[string(s)]
			if any, ok := m.anyClass[string(s)]; ok {
				names[uint32(i)] = any
			}
		}
		if bytes.HasPrefix(s, []byte(contentScheme)) {
			for _, u := range m.uris {
				if bytes.HasPrefix(s, []byte(u.prefix)) {
					set.add(u.id)
				}
			}
		}
		if set != (patternSet{}) {
			marks[i] = m.number(set)
			in.Strings[i] |= searched
		}
	}
	m.strings = marks
	return names
}

// watchMembers marks methods or fields, whose class and name ref returns. Most
// are of classes that no pattern meets, so their names are not read.
func (m *mentions) watchMembers(f *dex.File, in []uint8, classes [][]classPattern, names map[uint32]patternSet, ref func(i uint32) (class, name uint32)) []uint16 {
	marks := make([]uint16, len(in))
	for i := range marks {
		class, name := ref(uint32(i))
		var set patternSet
		if len(names) > 0 {
			set = names[name]
		}
		if int(class) < len(classes) {
			for _, p := range classes[class] {
				if p.member == "" || p.member == string(f.String(name)) {
					set.add(p.id)
				}
			}
		}
		if set != (patternSet{}) {
			marks[i] = m.number(set)
			in[i] |= searched
		}
	}
	return marks
}

// number returns which of sets is set; sets beyond the last number are none.
func (m *mentions) number(set patternSet) uint16 {
	i := slices.Index(m.sets, set)
	if i < 0 && len(m.sets) < 1<<16 {
		i = len(m.sets)
		m.sets = append(m.sets, set)
	}
	return uint16(max(i, 0))
}

// visit is told of the references of one method.
func (m *mentions) visit(caller uint32, refs []dex.Ref) {
	if len(m.sets) < 2 {
		return
	}
	for _, r := range refs {
		at := uint16(0)
		switch r.Kind {
		case dex.CallRef:
			at = m.methods[r.Index]
		case dex.ReadRef:
			at = m.fields[r.Index]
		case dex.StringRef:
			at = m.strings[r.Index]
		}
		if at > 0 {
			set := m.found[caller]
			set.join(m.sets[at])
			m.found[caller] = set
		}
	}
}

// byClass returns what was found by the full name of the class that refers.
func (m *mentions) byClass(f *dex.File) map[string]patternSet {
	out := make(map[string]patternSet, len(m.found))
	for typ, set := range m.found {
		out[dotted(dex.Decode(f.Type(typ)))] = set
	}
	return out
}
