package sdkdb

import (
	"cmp"
	"slices"
	"strings"
)

// Corpus is a set of artefacts that are learned from together: only what one
// SDK has and no other is worth knowing it by.
type Corpus struct {
	db      *DB
	methods map[uint32]*learnedPrint
	texts   map[uint32]*learnedPrint
	of      map[*SDK][]*Artefact
}

// learnedPrint is a fingerprint and who has it.
type learnedPrint struct {
	print  uint32
	owner  *SDK
	also   *SDK // one more that has it, of several
	many   bool // more than two have it
	weight int
	class  string // the first that has it
	text   string
}

// NewCorpus returns an empty corpus. What the entries of db already know of
// themselves counts as theirs.
func NewCorpus(db *DB) *Corpus {
	return &Corpus{db: db, methods: map[uint32]*learnedPrint{}, texts: map[uint32]*learnedPrint{}, of: map[*SDK][]*Artefact{}}
}

// Add puts an artefact of the entry s into the corpus. Classes that another
// entry claims count for that.
func (c *Corpus) Add(s *SDK, a *Artefact) {
	x := c.db.claims()
	c.of[s] = append(c.of[s], a)
	for i := range a.Classes {
		class := &a.Classes[i]
		owner := x.entryOf(class.Name, s)
		for j := range class.Methods {
			m := &class.Methods[j]
			if IsClassInitializer([]byte(m.Name)) {
				continue
			}
			if print, weight, ok := printOf(m.Traces); ok {
				c.put(c.methods, learnedPrint{print: print, owner: owner, weight: weight, class: class.Name})
			}
			for _, t := range m.Traces {
				if weight := textWeight(string(t.Text)); weight > 0 {
					c.put(c.texts, learnedPrint{print: t.textPrint(), owner: owner, weight: weight, class: class.Name, text: string(t.Text)})
				}
			}
		}
	}
}

// put notes who has a fingerprint. What a part has of its umbrella is the
// umbrella's; what two parts of one umbrella have is a common core that says
// of neither that it is there.
func (c *Corpus) put(table map[uint32]*learnedPrint, p learnedPrint) {
	old := table[p.print]
	if old == nil {
		table[p.print] = &p
		return
	}
	family := c.db.common(old.owner, p.owner)
	switch {
	case old.owner == p.owner:
	case family == old.owner || family == p.owner && family != nil:
		old.owner = family
	case family != nil:
		old.many = true
	case old.also == nil || old.also == p.owner || c.db.common(old.also, p.owner) != nil:
		old.also = p.owner
	default:
		old.many = true
	}
}

// textWeight says how much a string tells; 0 is nothing.
func textWeight(s string) int {
	if len(s) < 8 || len(s) > 120 || strings.HasPrefix(s, "android.") || strings.HasPrefix(s, "java.") || strings.HasPrefix(s, "com.android.") {
		return 0
	}
	weight := 1 + len(s)/8
	lower, upper, marks, spaces := 0, 0, 0, 0
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z':
			lower++
		case 'A' <= r && r <= 'Z':
			upper++
		case r == ' ':
			spaces++
		case r < ' ' || r == 0x7f || r >= 0x10000:
			return 0 // written in another way in a DEX file
		default:
			marks++
		}
	}
	if lower+upper < 4 {
		return 0
	}
	if upper > 0 && lower > 0 {
		weight++
	}
	if marks > 0 {
		weight += 2
	}
	if spaces == 0 {
		weight++
	}
	return weight
}

// How many fingerprints an entry keeps. Shrinking may leave a tenth of an
// SDK's classes, so that many must be known for some to be met.
const (
	maxMethodPrints = 200
	maxTextPrints   = 160
	perClass        = 6
)

// Structure returns the fingerprints that only s has, those that tell most,
// from as many of its classes as possible.
func (c *Corpus) Structure(s *SDK) Structure {
	return c.structureWithout(s, nil)
}

// structureWithout does not look at what the entry without has, as if nobody
// had described it.
func (c *Corpus) structureWithout(s, without *SDK) Structure {
	x := c.db.claims()
	return Structure{
		Methods: c.best(c.methods, &x.methods, s, without, maxMethodPrints),
		Texts:   c.best(c.texts, &x.texts, s, without, maxTextPrints),
	}
}

func (c *Corpus) best(table map[uint32]*learnedPrint, known *printTable, s, without *SDK, most int) []uint32 {
	byClass := map[string][]*learnedPrint{}
	for _, p := range table {
		if at := known.find(p.print); at >= 0 && c.db.list[at] != s && c.db.list[at] != without {
			continue // some other artefact has it
		}
		if p.many || !(p.owner == s && (p.also == nil || p.also == without) || p.also == s && p.owner == without && without != nil) {
			continue
		}
		class := outermost(p.class)
		byClass[class] = append(byClass[class], p)
	}
	classes := sortedKeys(byClass)
	for _, class := range classes {
		slices.SortFunc(byClass[class], func(a, b *learnedPrint) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.print, b.print))
		})
	}
	var ranked []*learnedPrint
	for round := range perClass {
		from := len(ranked)
		for _, class := range classes {
			if round < len(byClass[class]) {
				ranked = append(ranked, byClass[class][round])
			}
		}
		slices.SortStableFunc(ranked[from:], func(a, b *learnedPrint) int { return cmp.Compare(b.weight, a.weight) })
	}
	var out []uint32
	for _, p := range ranked[:min(len(ranked), most)] {
		out = append(out, p.print)
	}
	slices.Sort(out)
	return out
}

// Mistaken lists the pairs of entries of which the second would be found in
// the artefacts of the first if nobody had described the first: how far the
// fingerprints can be trusted on code nobody knows.
func (c *Corpus) Mistaken() (tried int, pairs [][2]string) {
	shared := map[[2]*SDK]bool{}
	entries := map[*SDK]bool{}
	for _, table := range []map[uint32]*learnedPrint{c.methods, c.texts} {
		for _, p := range table {
			entries[p.owner] = true
			if p.also != nil && !p.many {
				shared[[2]*SDK{p.owner, p.also}] = true
				shared[[2]*SDK{p.also, p.owner}] = true
			}
		}
	}
	for pair := range shared {
		if c.proves(pair[0], pair[1]) {
			pairs = append(pairs, [2]string{pair[0].ID, pair[1].ID})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return len(entries) * (len(entries) - 1), pairs
}

// proves reports whether what x shares with s would prove s.
func (c *Corpus) proves(x, s *SDK) bool {
	st := &structured{map[uint32]bool{}, map[uint32]bool{}, map[printPlace]*placeSeen{}}
	without := c.structureWithout(s, x)
	for _, print := range without.Methods {
		if p := c.methods[print]; p.also != nil {
			st.note("", &printSeen{print: print, class: p.class})
		}
	}
	for _, print := range without.Texts {
		if p := c.texts[print]; p.also != nil {
			st.note("", &printSeen{print: print, class: p.class, text: p.text})
		}
	}
	return st.proves()
}
