package usage

import (
	"bytes"
	"slices"
	"sync"

	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// Collector reads the DEX files of one app. Files may be read in parallel; the
// result does not depend on their order.
type Collector struct {
	table *table
	obs   *sdkdb.Observation

	mu      sync.Mutex
	hits    map[hitKey]int
	hosts   map[string]bool
	classes int
	wanted  wanted
}

// hitKey is one API row seen in one method of one class.
type hitKey struct {
	api                 int32
	shown               int8 // how the row was met: see the seen constants
	class, method, file string
}

// hit is a hitKey within one DEX file, in numbers.
type hit struct {
	api           int32
	shown         int8
	class, method uint32 // type and method index
}

// How a row was met.
const (
	seenWhole     = iota // with its companion, or without needing one
	seenAlone            // the companion is missing: proves nothing
	seenReflected        // by class and method name
)

// NewCollector returns a collector that also tells obs what the code holds.
func NewCollector(obs *sdkdb.Observation) *Collector {
	return &Collector{table: apiTable(), obs: obs, hits: map[hitKey]int{}, hosts: map[string]bool{}}
}

// Classes is the number of classes defined in the files read so far.
func (c *Collector) Classes() int { return c.classes }

// Read walks one DEX file that stands in the app under the name file, and says
// what of it could not be decoded. The bytes behind f may be reused once it
// returns.
func (c *Collector) Read(file string, f *dex.File) dex.WalkStats {
	p := &pass{table: c.table, dex: f, code: c.obs.Code(file), hits: map[hit]int{}}
	stats := p.run()
	found := c.wanted.definedIn(file, f)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wanted.take(found, stats)
	for h, n := range p.hits {
		c.hits[p.key(h, file)] += n
	}
	c.addHosts(p.hosts)
	c.classes += f.NumClasses()
	return stats
}

// key writes a hit out in names.
func (p *pass) key(h hit, file string) hitKey {
	return hitKey{h.api, h.shown, dotted(dex.Decode(p.dex.Type(h.class))), dex.Decode(p.dex.String(p.dex.Method(h.method).Name)), file}
}

// pass is the reading of one DEX file.
type pass struct {
	table *table
	dex   *dex.File
	code  *sdkdb.Code

	origin  []sdkdb.Origin // by type index
	methods []refUse       // by method index
	fields  []refUse
	strings []stringUse
	// uses holds the rows and marks of references, as chains: refUse and
	// stringUse point into it.
	rows []int32
	hits map[hit]int
	// hosts are those of the web addresses among the strings.
	hosts []string

	// state of the method under the walk
	seenRows  []int32
	seenMarks []int32
	packages  int
	refClass  []int32 // rows whose class name stands in the method as a string
	refNames  []string
}

// refUse is what a method or field reference means to the walk.
type refUse struct {
	first, n int32 // rows[first:first+n]
	mark     int32 // companion mark + 1
	sdk      bool  // a call into the tree of an SDK
}

// stringUse is what a string constant means to the walk.
type stringUse struct {
	first, n int32
	mark     int32
	flags    uint8
}

const (
	strSDK     = 1 << iota // some SDK is known by it
	strPackage             // looks like the name of an app package
	strClass               // names a class of the API table
	strMethod              // names a method of the API table
)

func (p *pass) run() dex.WalkStats {
	p.classify()
	interest := dex.Interest{
		Methods: p.watchMethods(),
		Fields:  p.watchFields(),
		Strings: p.watchStrings(),
	}
	p.findOverrides()
	p.readVersions()
	stats := p.dex.Walk(interest, p.visit)
	p.traceUnclaimed()
	return stats
}

// classify asks sdkdb for the tree of every type.
func (p *pass) classify() {
	defined := make([]bool, p.dex.NumTypes())
	for i := range p.dex.NumClasses() {
		if t := p.dex.Class(i).Type; int(t) < len(defined) {
			defined[t] = true
		}
	}
	p.origin = make([]sdkdb.Origin, p.dex.NumTypes())
	for i := range p.origin {
		if d := p.dex.Type(uint32(i)); len(d) > 1 && d[0] == 'L' {
			p.origin[i] = p.code.Class(d, defined[i])
		}
	}
}

// readVersions tells the database the constants that hold an SDK's version.
func (p *pass) readVersions() {
	for i := range p.dex.NumClasses() {
		t := p.dex.Class(i).Type
		if int(t) >= len(p.origin) {
			continue
		}
		if d := p.dex.Type(t); p.code.HoldsVersion(d, p.origin[t]) {
			p.dex.StaticStrings(i, func(field, str uint32) {
				p.code.Constant(d, p.dex.String(p.dex.Field(field).Name), p.dex.String(str))
			})
		}
	}
}

// ownerUse is what the methods of one class mean, found once per type.
type ownerUse struct {
	rows  []int32
	marks []mark
	sdk   bool
}

func (p *pass) owners() []ownerUse {
	uses := make([]ownerUse, p.dex.NumTypes())
	for i := range uses {
		d := p.dex.Type(uint32(i))
		uses[i] = ownerUse{rows: p.table.byOwner[string(d)], marks: p.table.callMarks[string(d)], sdk: p.code.WatchClass(p.origin[i])}
	}
	return uses
}

func (p *pass) watchMethods() []uint8 {
	owners := p.owners()
	watch := make([]uint8, p.dex.NumMethods())
	p.methods = make([]refUse, len(watch))
	anyOwner := p.anyOwnerNames()
	var proto []byte
	for i := range watch {
		m := p.dex.Method(uint32(i))
		if int(m.Class) >= len(owners) {
			continue
		}
		o, use := &owners[m.Class], &p.methods[i]
		use.sdk = o.sdk
		if id, ok := anyOwner[m.Name]; ok {
			use.mark = int32(id) + 1
		}
		if len(o.rows)+len(o.marks) > 0 {
			name := p.dex.String(m.Name)
			for _, k := range o.marks {
				if k.name == string(name) {
					use.mark = int32(k.id) + 1
				}
			}
			use.first = int32(len(p.rows))
			for _, r := range o.rows {
				a := &p.table.apis[r]
				if a.kind != kindMethod || a.override || a.name != string(name) {
					continue
				}
				if proto = p.dex.AppendProto(proto[:0], m.Proto); a.descriptor == string(proto) {
					p.rows = append(p.rows, r)
				}
			}
			use.n = int32(len(p.rows)) - use.first
		}
		if use.sdk || use.mark > 0 || use.n > 0 {
			watch[i] = 1
		}
	}
	return watch
}

// anyOwnerNames finds the name strings of methods that are called through
// subclasses, so that the loop over methods compares numbers.
func (p *pass) anyOwnerNames() map[uint32]int {
	found := map[uint32]int{}
	for i := range p.dex.NumMethods() {
		n := p.dex.Method(uint32(i)).Name
		if _, ok := found[n]; ok {
			continue
		}
		if id, ok := p.table.anyOwner[string(p.dex.String(n))]; ok {
			found[n] = id
		}
	}
	return found
}

func (p *pass) watchFields() []uint8 {
	watch := make([]uint8, p.dex.NumFields())
	p.fields = make([]refUse, len(watch))
	for i := range watch {
		f := p.dex.Field(uint32(i))
		rows := p.table.byOwner[string(p.dex.Type(f.Class))]
		marks := p.table.callMarks[string(p.dex.Type(f.Class))]
		if len(rows)+len(marks) == 0 {
			continue
		}
		name, use := p.dex.String(f.Name), &p.fields[i]
		use.first = int32(len(p.rows))
		for _, r := range rows {
			if a := &p.table.apis[r]; a.kind == kindField && a.name == string(name) {
				p.rows = append(p.rows, r)
			}
		}
		use.n = int32(len(p.rows)) - use.first
		for _, k := range marks {
			if k.name == string(name) {
				use.mark = int32(k.id) + 1
			}
		}
		if use.n > 0 || use.mark > 0 {
			watch[i] = 1
		}
	}
	return watch
}

const contentScheme = "content://"

func (p *pass) watchStrings() []uint8 {
	t := p.table
	watch := make([]uint8, p.dex.NumStrings())
	p.strings = make([]stringUse, len(watch))
	for i := range watch {
		s := p.dex.String(uint32(i))
		if len(s) == 0 {
			continue
		}
		use := &p.strings[i]
		use.first = int32(len(p.rows))
		if t.lengths[min(len(s), 255)] {
			p.rows = append(p.rows, t.byString[string(s)]...)
			if id, ok := t.strMarks[string(s)]; ok {
				use.mark = int32(id) + 1
			}
			if len(t.byClass[string(s)]) > 0 {
				use.flags |= strClass
			}
			if t.byMethod[string(s)] {
				use.flags |= strMethod
			}
		}
		if s[0] == 'h' {
			p.addHost(s)
		}
		if len(s) > len(contentScheme) && s[0] == 'c' && string(s[:len(contentScheme)]) == contentScheme {
			p.addURIs(s)
		}
		if use.n = int32(len(p.rows)) - use.first; p.code.WatchString(s) {
			use.flags |= strSDK
		}
		if packageName(s) {
			use.flags |= strPackage
		}
		if use.n > 0 || use.mark > 0 || use.flags != 0 {
			watch[i] = 1
		}
	}
	return watch
}

// addURIs adds the rows whose content URI is s or leads to it.
func (p *pass) addURIs(s []byte) {
	for _, r := range p.table.uris {
		uri := p.table.apis[r].name
		if rest, ok := bytes.CutPrefix(s, []byte(uri)); ok && (len(rest) == 0 || rest[0] == '/' || rest[0] == '?') {
			p.rows = append(p.rows, r)
		}
	}
}

// packageName reports whether s looks like the package name of an app: three
// or more lower-case segments under a usual top-level domain.
func packageName(s []byte) bool {
	if len(s) < 8 || len(s) > 80 || s[0] != 'c' && s[0] != 'o' && s[0] != 'n' {
		return false
	}
	top, rest, ok := bytes.Cut(s, []byte{'.'})
	if !ok || string(top) != "com" && string(top) != "cn" && string(top) != "org" && string(top) != "net" {
		return false
	}
	for _, c := range rest {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_') {
			return false
		}
	}
	return bytes.IndexByte(rest, '.') > 0
}

// visit is called for every method that holds a reference of interest.
func (p *pass) visit(class int, method uint32, refs []dex.Ref) {
	p.seenRows, p.seenMarks, p.refClass, p.refNames = p.seenRows[:0], p.seenMarks[:0], p.refClass[:0], p.refNames[:0]
	p.packages = 0
	caller := p.dex.Class(class).Type
	for _, r := range refs {
		switch r.Kind {
		case dex.CallRef:
			use := &p.methods[r.Index]
			p.note(use.first, use.n, use.mark)
			if use.sdk {
				p.call(caller, method, r.Index)
			}
		case dex.ReadRef:
			use := &p.fields[r.Index]
			p.note(use.first, use.n, use.mark)
		case dex.StringRef:
			p.visitString(caller, r.Index)
		}
	}
	if len(p.seenRows)+len(p.refClass) > 0 {
		p.judge(caller, method)
	}
}

func (p *pass) note(first, n, mark int32) {
	p.seenRows = append(p.seenRows, p.rows[first:first+n]...)
	if mark > 0 {
		p.seenMarks = append(p.seenMarks, mark-1)
	}
}

func (p *pass) visitString(caller, index uint32) {
	use := &p.strings[index]
	p.note(use.first, use.n, use.mark)
	if use.flags == 0 {
		return
	}
	s := p.dex.String(index)
	if use.flags&strSDK != 0 {
		p.code.String(s, p.dex.Type(caller))
	}
	if use.flags&strPackage != 0 {
		p.packages++
	}
	if use.flags&strClass != 0 {
		p.refClass = append(p.refClass, p.table.byClass[string(s)]...)
	}
	if use.flags&strMethod != 0 {
		p.refNames = append(p.refNames, dex.Decode(s))
	}
}

// call tells sdkdb of a call from one tree into that of an SDK.
func (p *pass) call(caller, method, callee uint32) {
	to := p.dex.Method(callee)
	from, into := p.origin[caller], p.origin[to.Class]
	if from == into || !p.code.Calls(from, into) {
		return
	}
	p.code.Call(from, into, p.name(to.Class, to.Name), p.name(caller, p.dex.Method(method).Name))
}

func (p *pass) name(class, name uint32) string {
	return dotted(dex.Decode(p.dex.Type(class))) + "." + dex.Decode(p.dex.String(name))
}

// judge decides, with the whole method in view, which rows hold.
func (p *pass) judge(caller, method uint32) {
	add := func(row int32, shown int8) { p.hits[hit{row, shown, caller, method}]++ }
	for _, r := range p.seenRows {
		if p.satisfied(&p.table.apis[r]) {
			add(r, seenWhole)
		} else {
			add(r, seenAlone)
		}
	}
	if len(p.refClass) == 0 || len(p.refNames) == 0 || !p.reflects() {
		return
	}
	for _, r := range p.refClass {
		for _, n := range p.refNames {
			if p.table.apis[r].name == n {
				add(r, seenReflected)
			}
		}
	}
}

func (p *pass) reflects() bool {
	return slices.ContainsFunc(p.table.reflect, p.marked)
}

func (p *pass) marked(id int) bool { return slices.Contains(p.seenMarks, int32(id)) }

// satisfied reports whether one of the companions of a row stands in the same
// method; a weak row without any proves nothing. What only the manifest can
// say is decided later, in Items.
func (p *pass) satisfied(a *api) bool {
	if len(a.needs) == 0 {
		return a.strength != privacy.Weak
	}
	for i := range a.needs {
		n := &a.needs[i]
		switch {
		case n.manifest != "":
		case n.packages > 0:
			if p.packages >= n.packages {
				return true
			}
		case !slices.ContainsFunc(n.marks, func(id int) bool { return !p.marked(id) }):
			return true
		}
	}
	return false
}

// findOverrides finds classes that override a callback of the table.
func (p *pass) findOverrides() {
	for i := range p.dex.NumClasses() {
		c := p.dex.Class(i)
		if int(c.Type) >= p.dex.NumTypes() {
			continue
		}
		p.overridesOf(i, c.Type, c.Super)
		for _, iface := range p.dex.AppendInterfaces(nil, i) {
			p.overridesOf(i, c.Type, iface)
		}
	}
}

func (p *pass) overridesOf(class int, typ, super uint32) {
	if super == dex.NoIndex || int(super) >= p.dex.NumTypes() {
		return
	}
	rows := p.table.byOwner[string(p.dex.Type(super))]
	for _, r := range rows {
		a := &p.table.apis[r]
		if !a.override {
			continue
		}
		p.dex.DeclaredMethods(class, func(method, flags uint32) {
			if string(p.dex.String(p.dex.Method(method).Name)) == a.name {
				p.hits[hit{r, seenAlone, typ, method}]++
			}
		})
	}
}
