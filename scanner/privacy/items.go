package privacy

// ItemInfo describes an item of personal information, or a broader name
// (Parent) that policies use for several.
type ItemInfo struct {
	ID          Item
	NamesEN     []string // first: the name reports print
	NamesZH     []string
	Weak        []string // names that count in a collecting context only
	Category    string
	Sensitivity string // "strong-id", "resettable-id", "sensitive", "personal", "location-proxy", "low", "no"
	// Groups are the disclosure groups whose permission guards the item.
	Groups   []Group
	PlayType string // data type of Google Play's data safety form
	Evidence string // "api": code can show it; "policy-only": only a policy can; "parent": a broader name
}

// Identifier reports whether the item identifies a device or person over time.
func (i ItemInfo) Identifier() bool {
	return i.Sensitivity == "strong-id" || i.Sensitivity == "resettable-id"
}

// Sensitive reports whether the item is sensitive personal information.
func (i ItemInfo) Sensitive() bool { return i.Sensitivity == "sensitive" }

// Parent reports whether the id stands for a broad phrase.
func (i ItemInfo) Parent() bool { return i.Evidence == "parent" }

// Checkable reports whether code can show that the item is read. What users
// type is declared and not checkable.
func (i ItemInfo) Checkable() bool { return i.Evidence == "api" }

type itemTable struct {
	order []Item
	items map[Item]ItemInfo
}

var items = once(func() *itemTable {
	t := &itemTable{items: map[Item]ItemInfo{}}
	table("items.csv", 9, func(r []string) {
		i := ItemInfo{ID: Item(r[0]), NamesEN: splitList(r[1]), NamesZH: splitList(r[2]), Category: r[3], Sensitivity: r[4],
			PlayType: r[6], Evidence: r[7], Weak: splitList(r[8])}
		for _, g := range splitList(r[5]) {
			i.Groups = append(i.Groups, Group(g))
		}
		t.order = append(t.order, i.ID)
		t.items[i.ID] = i
	})
	return t
})

// Items lists all item ids in the order of the table.
func Items() []Item { return items().order }

// LookupItem returns an item by id.
func LookupItem(id Item) (ItemInfo, bool) {
	i, ok := items().items[id]
	return i, ok
}

// Coverage says how far naming one item names another.
type Coverage int

// Coverage values, in rising order.
const (
	NotCovered Coverage = iota
	Review              // for a person to judge
	Covered             // counts as named
)

var contains = once(func() map[[2]Item]Coverage {
	m := map[[2]Item]Coverage{}
	table("contains.csv", 3, func(r []string) {
		c := Review
		if r[2] == "yes" {
			c = Covered
		}
		m[[2]Item{Item(r[0]), Item(r[1])}] = c
	})
	return m
})

// Covers says how far a document that names the item named also names the
// item read.
func Covers(named, read Item) Coverage {
	if named == read {
		return Covered
	}
	return contains()[[2]Item{named, read}]
}
