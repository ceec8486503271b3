package usage

import (
	_ "embed"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/privacy"
)

//go:embed data/apis.csv
var apisCSV string

// API kinds of the table.
const (
	kindMethod = "method"
	kindField  = "field"
	kindString = "string"
	kindURI    = "uri"
	kindAction = "intent-action"
)

// api is one row of the table: a signature in a DEX file that reads an item.
type api struct {
	item       privacy.Item
	kind       string
	owner      string // descriptor "Landroid/telephony/TelephonyManager;", "" for strings
	name       string
	descriptor string // "()Ljava/lang/String;"
	guard      *guard
	maxAPI     int // last API level that returns data; 0: no end
	strength   privacy.Strength
	needs      []companion // any one of them in the same method; none needed where empty
	override   bool        // found where a class overrides it, not where it is called
	noise      bool        // general libraries are known to call it
}

// target is how evidence names the API: "android.telephony.TelephonyManager.getDeviceId()".
func (a *api) target() string {
	if a.owner == "" {
		return a.name
	}
	args := ""
	if a.kind == kindMethod {
		args = "()"
	}
	return dotted(a.owner) + "." + a.name + args
}

// call is the row's method as companions name it.
func (a *api) call() string { return dotted(a.owner) + "->" + a.name }

// companion is what must stand beside a call for it to count: other calls,
// strings, or a declaration in the manifest.
type companion struct {
	call     string   // "android.content.Context->bindService"
	strings  []string // all of them
	marks    []int    // the call, or the strings, as numbers of table.marks
	manifest string   // "receiver", "service", "activity" or "component"
	guard    string   // permission a manifest component must carry, "" for any
	packages int      // so many strings that look like package names
	// writes is set where the call is itself a row that only writes: it shows
	// no read.
	writes bool
}

// table is the API table with the indexes the pass over a DEX file needs.
type table struct {
	apis     []api
	byString map[string][]int32 // string, action and exact uri rows
	uris     []int32            // rows whose uri may carry a path behind it
	marks    []string           // distinct companion calls and strings
	reflect  []int              // marks of the calls that find a method by name
	byName   map[string][]int32 // the rows that may be reached so

	owners      map[string]owner // by descriptor
	ownerFilter filter           // of their descriptors
	texts       map[string]*text
	textFilter  filter
	forms       forms
}

// owner is what the members of a class mean.
type owner struct {
	rows      []int32 // method and field rows
	marks     []mark  // companion calls
	reflected string  // its descriptor, where methods of it may be reached by name
}

// mark is one companion call.
type mark struct {
	name string
	id   int
}

// markOf returns the companion mark + 1 of a member, 0 for none.
func (o *owner) markOf(name []byte) int32 {
	found := int32(0)
	for _, k := range o.marks {
		if k.name == string(name) {
			found = int32(k.id) + 1
		}
	}
	return found
}

// text is what a string of a DEX file means.
type text struct {
	rows      []int32 // the rows it is
	mark      int32   // its companion mark + 1
	reflected string  // the class it names, where methods of it may be reached by name
	method    bool    // it names a method that may be reached so
	anyOwner  int32   // the mark + 1 of the Context method it names
}

// filter says quickly of nearly all names that they are not looked for.
type filter [1 << 10]uint64

func (f *filter) add(name string) {
	h := ends([]byte(name))
	f[h>>6] |= 1 << (h & 63)
}

func (f *filter) may(name []byte) bool {
	h := ends(name)
	return f[h>>6]&(1<<(h&63)) != 0
}

// ends makes 16 bits of the length of a name and both its ends.
func ends(name []byte) uint32 {
	n := len(name)
	if n < 4 {
		return uint32(n)
	}
	head, tail := binary.LittleEndian.Uint32(name), binary.LittleEndian.Uint32(name[n-4:])
	return (head ^ bits.RotateLeft32(tail, 15) ^ uint32(n)*0x85EBCA6B) * 0x9E3779B1 >> 16
}

var apiTable = sync.OnceValue(makeTable)

func makeTable() *table {
	t := &table{byString: map[string][]int32{}, byName: map[string][]int32{}, owners: map[string]owner{}, texts: map[string]*text{}}
	r := csv.NewReader(strings.NewReader(apisCSV))
	r.FieldsPerRecord = 13
	records, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("usage: data/apis.csv: %v", err))
	}
	guards := map[string]*guard{}
	above := ""
	for _, rec := range records[1:] {
		if rec[5] != "as above" {
			above = rec[5]
		}
		if guards[above] == nil {
			guards[above] = readGuard(above)
		}
		a := readAPI(rec)
		a.guard = guards[above]
		t.add(a)
	}
	t.addReflection()
	t.addWrites()
	t.addFilters()
	t.forms = newForms(t.apis)
	return t
}

func readAPI(r []string) api {
	a := api{item: privacy.Item(r[0]), kind: r[1], owner: r[2], name: r[3], descriptor: r[4],
		strength: privacy.Strength(r[8]), noise: r[10] == "yes", override: strings.HasPrefix(r[11], "override")}
	a.maxAPI, _ = strconv.Atoi(r[7])
	if r[9] != "" {
		for _, part := range strings.Split(r[9], ";") {
			a.needs = append(a.needs, readCompanion(part))
		}
	}
	return a
}

// readCompanion reads one alternative of the companion column.
func readCompanion(s string) companion {
	switch {
	case strings.HasPrefix(s, "manifest "):
		what, guard, _ := strings.Cut(strings.TrimPrefix(s, "manifest "), " ")
		if guard != "" {
			guard = androidPermission + guard
		}
		return companion{manifest: what, guard: guard}
	case strings.HasPrefix(s, `"`):
		var all []string
		for _, q := range strings.Split(s, "+") {
			all = append(all, strings.Trim(q, `"`))
		}
		return companion{strings: all}
	case strings.Contains(s, " x string:<package name"):
		n, _ := strconv.Atoi(strings.Fields(s)[0])
		return companion{packages: n}
	}
	return companion{call: s}
}

const androidPermission = "android.permission."

func (t *table) add(a api) {
	id := int32(len(t.apis))
	t.apis = append(t.apis, a) // shares a.needs, completed below
	switch a.kind {
	case kindMethod, kindField:
		o := t.owners[a.owner]
		o.rows = append(o.rows, id)
		t.owners[a.owner] = o
	case kindURI:
		t.uris = append(t.uris, id)
	default:
		t.byString[a.name] = append(t.byString[a.name], id)
		x := t.text(a.name)
		x.rows = append(x.rows, id)
	}
	for i := range a.needs {
		c := &a.needs[i]
		if c.call != "" {
			c.marks = append(c.marks, t.addCallMark(c.call))
		}
		for _, s := range c.strings {
			c.marks = append(c.marks, t.addStringMark(s))
		}
	}
}

// text returns what a string means, to be added to.
func (t *table) text(s string) *text {
	x := t.texts[s]
	if x == nil {
		x = &text{}
		t.texts[s] = x
	}
	return x
}

func (t *table) addStringMark(s string) int {
	x := t.text(s)
	if x.mark == 0 {
		x.mark = int32(t.newMark(`"`+s)) + 1
	}
	return int(x.mark) - 1
}

func (t *table) newMark(what string) int {
	t.marks = append(t.marks, what)
	return len(t.marks) - 1
}

// contextClass declares methods that apps call through their own subclasses,
// so that the class in the reference is any class at all.
const contextClass = "android.content.Context"

func (t *table) addCallMark(call string) int {
	if id := slices.Index(t.marks, call); id >= 0 {
		return id
	}
	class, name, ok := strings.Cut(call, "->")
	if !ok {
		panic("usage: companion " + call)
	}
	id := t.newMark(call)
	if class == contextClass {
		t.text(name).anyOwner = int32(id) + 1
		return id
	}
	o := t.owners[descriptor(class)]
	o.marks = append(o.marks, mark{name, id})
	t.owners[descriptor(class)] = o
	return id
}

// reflectCalls are the calls by which a method is found by name.
var reflectCalls = []string{"java.lang.Class->getMethod", "java.lang.Class->getDeclaredMethod"}

// services are the names under which the system hands out objects of a class,
// by which code reaches its methods without naming it. Source: the constants of
// android.content.Context.
var services = map[string]string{
	"phone": "Landroid/telephony/TelephonyManager;", "telephony_subscription_service": "Landroid/telephony/SubscriptionManager;",
	"location": "Landroid/location/LocationManager;", "account": "Landroid/accounts/AccountManager;",
}

// addReflection indexes the class and method names of rows that read an item
// by themselves, so that an access by name is seen.
func (t *table) addReflection() {
	for i, a := range t.apis {
		if a.kind != kindMethod || !a.strength.Finds() || a.override || len(a.needs) > 0 || a.name == "<init>" {
			continue
		}
		t.text(dotted(a.owner)).reflected = a.owner
		o := t.owners[a.owner]
		o.reflected = a.owner
		t.owners[a.owner] = o
		t.text(a.name).method = true
		t.byName[a.name] = append(t.byName[a.name], int32(i))
	}
	for name, class := range services {
		if t.owners[class].reflected != "" {
			t.text(name).reflected = class
		}
	}
	for _, c := range reflectCalls {
		t.reflect = append(t.reflect, t.addCallMark(c))
	}
}

// addWrites marks the companions that only write.
func (t *table) addWrites() {
	type member struct{ owner, name string }
	writes := map[member]bool{}
	for i := range t.apis {
		if a := &t.apis[i]; a.kind == kindMethod && a.strength == privacy.Write {
			writes[member{a.owner, a.name}] = true
		}
	}
	for i := range t.apis {
		if a := &t.apis[i]; a.kind == kindMethod && a.strength != privacy.Write {
			delete(writes, member{a.owner, a.name})
		}
	}
	only := make([]bool, len(t.marks))
	for m := range writes {
		for _, k := range t.owners[m.owner].marks {
			only[k.id] = only[k.id] || k.name == m.name
		}
	}
	for i := range t.apis {
		for n := range t.apis[i].needs {
			c := &t.apis[i].needs[n]
			c.writes = c.call != "" && only[c.marks[0]]
		}
	}
}

func (t *table) addFilters() {
	for d := range t.owners {
		t.ownerFilter.add(d)
	}
	for s := range t.texts {
		t.textFilter.add(s)
	}
}

func descriptor(class string) string { return "L" + strings.ReplaceAll(class, ".", "/") + ";" }

// dotted turns a descriptor into a class name with dots.
func dotted(descriptor string) string {
	s := strings.TrimSuffix(strings.TrimPrefix(descriptor, "L"), ";")
	return strings.ReplaceAll(s, "/", ".")
}
