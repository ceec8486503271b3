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
	lookout lookout
	target  Target
	// above has the super class, by name, of classes that inherit callbacks of
	// the table through another class of the app.
	above map[string]string
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
	seenWritten          // with companions that only write
)

// NewCollector returns a collector that also tells obs what the code holds.
func NewCollector(obs *sdkdb.Observation) *Collector {
	return &Collector{table: apiTable(), obs: obs, hits: map[hitKey]int{}, hosts: map[string]bool{}, above: map[string]string{}}
}

// For says what app the files belong to. Without it, only calls that never need
// a permission count as free.
func (c *Collector) For(t Target) { c.target = t }

// Classes is the number of classes defined in the files read so far.
func (c *Collector) Classes() int { return c.classes }

// Read walks one DEX file that stands in the app under the name file, and says
// what of it could not be decoded. The bytes behind f may be reused once it
// returns.
func (c *Collector) Read(file string, f *dex.File) dex.WalkStats {
	p := &pass{table: c.table, dex: f, code: c.obs.Code(file), hits: map[hit]int{}, mentions: mentions{lookout: &c.lookout}}
	stats := p.run()
	found := c.wanted.definedIn(file, f)
	mentions := p.mentions.byClass(f)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wanted.take(found, stats)
	c.lookout.take(mentions)
	for h, n := range p.hits {
		c.hits[p.key(h, file)] += n
	}
	for _, typ := range p.heirs {
		super, _ := p.superOf(typ)
		c.above[p.className(typ)] = p.className(super)
	}
	c.addHosts(p.hosts)
	c.classes += f.NumClasses()
	return stats
}

// key writes a hit out in names.
func (p *pass) key(h hit, file string) hitKey {
	return hitKey{h.api, h.shown, p.className(h.class), dex.Decode(p.dex.String(p.dex.Method(h.method).Name)), file}
}

func (p *pass) className(typ uint32) string { return dotted(dex.Decode(p.dex.Type(typ))) }

// Kinds of interest, see dex.Interest.
const (
	searched = 1 // by the API table, or for the SDK database
	traced   = 2 // by the tracer
)

// pass is the reading of one DEX file.
type pass struct {
	table *table
	dex   *dex.File
	code  *sdkdb.Code

	origin []sdkdb.Origin // by type index
	// owner says by type index which of owners a class is; the first is that of
	// classes that mean nothing, the second that of those of SDKs.
	owner  []int32
	owners []ownerUse
	hierarchy
	methods []int32 // by method index, into calls
	calls   []refUse
	fields  map[uint32]refUse    // by field index
	strings map[uint32]stringUse // by string index
	// named has the strings that name methods which are called through any
	// class, each with its mark.
	named map[uint32]int32
	// rows holds the rows of references, in runs: refUse and stringUse point
	// into it.
	rows []int32
	hits map[hit]int
	// interest is what the walk reports: entries hold the bits searched, where
	// one of the maps above has more, and traced.
	interest dex.Interest
	tracer   *tracer // nil where the database claims every class
	// byName is set where some string is the name of a method that may be
	// reached by it.
	byName bool
	// heirs are the types that inherit callbacks through another one.
	heirs []uint32
	// hosts are those of the web addresses among the strings.
	hosts []string
	// mentions are the references that [Collector.LookOut] asked for.
	mentions mentions

	// state of the method under the walk
	seenRows  []int32
	seenMarks []int32
	packages  int
	refClass  []string // classes that stand in the method by name, object or cast
	refNames  []string // and names of methods
	refUsed   int      // how many of the names stand before a call that finds a method
	proto     []byte   // a buffer
}

func (p *pass) run() dex.WalkStats {
	p.classify()
	p.findOwners()
	p.hierarchy = newHierarchy(p.dex)
	p.interest.Strings = p.watchStrings()
	p.interest.Methods = p.watchMethods()
	p.interest.Fields = p.watchFields()
	p.interest.Types = p.watchTypes()
	p.mentions.watch(p.dex, &p.interest)
	p.findOverrides()
	p.readVersions()
	p.tracer = p.wantTraces(&p.interest)
	return p.dex.Walk(p.interest, p.visit)
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

// visit is called for every method that holds a reference of interest.
func (p *pass) visit(class int, method uint32, refs []dex.Ref) {
	p.seenRows, p.seenMarks, p.refClass, p.refNames = p.seenRows[:0], p.seenMarks[:0], p.refClass[:0], p.refNames[:0]
	p.packages, p.refUsed = 0, 0
	caller := p.dex.Class(class).Type
	for _, r := range refs {
		switch r.Kind {
		case dex.CallRef:
			use := &p.calls[p.methods[r.Index]]
			p.note(use.first, use.n, use.mark)
			if len(p.refNames) > p.refUsed && slices.Contains(p.table.reflect, int(use.mark)-1) {
				p.refUsed = len(p.refNames)
			}
			if use.sdk {
				p.call(caller, method, r.Index)
			}
		case dex.ReadRef:
			if p.interest.Fields[r.Index]&searched != 0 {
				use := p.fields[r.Index]
				p.note(use.first, use.n, use.mark)
			}
		case dex.StringRef:
			if p.interest.Strings[r.Index]&searched != 0 {
				p.visitString(caller, r.Index)
			}
		case dex.TypeRef:
			_, o := p.ownerOf(r.Index)
			p.refClass = append(p.refClass, o.reflected)
		}
	}
	p.mentions.visit(caller, refs)
	if p.tracer != nil && p.interest.Classes[class]&traced != 0 {
		p.tracer.visit(caller, method, refs)
	}
	if len(p.seenRows)+len(p.refNames) > 0 {
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
	use := p.strings[index]
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
		p.refClass = append(p.refClass, p.table.texts[string(s)].reflected)
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
	return p.className(class) + "." + dex.Decode(p.dex.String(name))
}

// judge decides, with the whole method in view, which rows hold.
func (p *pass) judge(caller, method uint32) {
	add := func(row int32, shown int8) { p.hits[hit{row, shown, caller, method}]++ }
	for _, r := range p.seenRows {
		add(r, p.shown(&p.table.apis[r]))
	}
	for _, name := range p.refNames[:p.refUsed] {
		for _, r := range p.table.byName[name] {
			if p.refersTo(p.table.apis[r].owner, method) {
				add(r, seenReflected)
			}
		}
	}
}

// refersTo reports whether the method has to do with a class: names it, as a
// string, an object or a cast, calls it, or takes it as an argument.
func (p *pass) refersTo(class string, method uint32) bool {
	if slices.Contains(p.refClass, class) {
		return true
	}
	if slices.ContainsFunc(p.seenRows, func(r int32) bool { return p.table.apis[r].owner == class }) {
		return true
	}
	p.proto = p.dex.AppendProto(p.proto[:0], p.dex.Method(method).Proto)
	return bytes.Contains(p.proto, []byte(class))
}

func (p *pass) marked(id int) bool { return slices.Contains(p.seenMarks, int32(id)) }

// shown says how a row stands in the method: whole where one of its companions
// stands there too; a weak row without any proves nothing. What only the
// manifest can say is decided later, in Items.
func (p *pass) shown(a *api) int8 {
	if len(a.needs) == 0 {
		if a.strength == privacy.Weak {
			return seenAlone
		}
		return seenWhole
	}
	shown := int8(seenAlone)
	for i := range a.needs {
		n := &a.needs[i]
		switch {
		case n.manifest != "" || !p.beside(n):
		case n.writes:
			shown = seenWritten
		default:
			return seenWhole
		}
	}
	return shown
}

// beside reports whether a companion stands in the method.
func (p *pass) beside(n *companion) bool {
	if n.packages > 0 {
		return p.packages >= n.packages
	}
	return !slices.ContainsFunc(n.marks, func(id int) bool { return !p.marked(id) })
}
