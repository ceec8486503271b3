package usage

import (
	"bytes"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/dex"
)

// Before the code of a file is walked, its tables are gone through once, to
// mark what the walk reports. They are long and hold little of interest: a
// quick test comes before each look-up, and what is found is kept apart.

// ownerUse is what the members of one class mean.
type ownerUse struct {
	owner
	sdk bool
}

const (
	noOwner  = iota // a class that means nothing
	sdkOwner        // a class of an SDK that the API table does not know
)

// refUse is what a method or field reference means to the walk.
type refUse struct {
	first, n int32 // rows[first:first+n]
	mark     int32 // companion mark + 1
	sdk      bool  // a call into the tree of an SDK
}

const (
	noUse   = iota // a method that means nothing
	sdkCall        // one of an SDK, and nothing more
)

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

// findOwners looks every type up in the API table.
func (p *pass) findOwners() {
	p.owner = make([]int32, p.dex.NumTypes())
	p.owners = []ownerUse{noOwner: {}, sdkOwner: {sdk: true}}
	for i := range p.owner {
		sdk := p.code.WatchClass(p.origin[i])
		if sdk {
			p.owner[i] = sdkOwner
		}
		d := p.dex.Type(uint32(i))
		if !p.table.ownerFilter.may(d) {
			continue
		}
		if o, ok := p.table.owners[string(d)]; ok {
			p.owner[i] = int32(len(p.owners))
			p.owners = append(p.owners, ownerUse{o, sdk})
		}
	}
}

// ownerOf returns what the members of a type mean.
func (p *pass) ownerOf(typ uint32) (at int32, use *ownerUse) {
	if int(typ) >= len(p.owner) {
		return noOwner, &p.owners[noOwner]
	}
	return p.owner[typ], &p.owners[p.owner[typ]]
}

func (p *pass) watchMethods() []uint8 {
	watch := make([]uint8, p.dex.NumMethods())
	p.methods = make([]int32, len(watch))
	p.calls = []refUse{noUse: {}, sdkCall: {sdk: true}}
	names := make([]uint8, p.dex.NumStrings())
	for n := range p.named {
		names[n] = 1
	}
	var proto []byte
	for i := range watch {
		m := p.dex.Method(uint32(i))
		at, o := p.ownerOf(m.Class)
		named := int(m.Name) < len(names) && names[m.Name] != 0
		if at <= sdkOwner {
			if up := p.inherited(m.Class); up != noOwner && p.watchInherited(watch, i, m, up, o.sdk, &proto) {
				continue
			}
		}
		if at == noOwner && !named {
			continue
		}
		if at == sdkOwner && !named {
			watch[i], p.methods[i] = 1, sdkCall
			continue
		}
		var use refUse
		if use, proto = p.callUse(m, o, proto); use.sdk || use.mark > 0 || use.n > 0 {
			watch[i], p.methods[i] = 1, int32(len(p.calls))
			p.calls = append(p.calls, use)
		}
	}
	return watch
}

// watchInherited marks a method that the API table knows from a class above the
// one it is called on, and reports whether it does.
func (p *pass) watchInherited(watch []uint8, i int, m dex.MethodRef, owner int32, sdk bool, proto *[]byte) bool {
	o := p.owners[owner]
	o.sdk = sdk
	first := len(p.rows)
	var use refUse
	if use, *proto = p.callUse(m, &o, *proto); use.n == 0 && o.markOf(p.dex.String(m.Name)) == 0 || p.redefined(m) {
		p.rows = p.rows[:first]
		return false
	}
	watch[i], p.methods[i] = 1, int32(len(p.calls))
	p.calls = append(p.calls, use)
	return true
}

// watchTypes marks the classes whose methods may be reached by name; none where
// no string of the file is such a name.
func (p *pass) watchTypes() []uint8 {
	if !p.byName {
		return nil
	}
	watch := make([]uint8, p.dex.NumTypes())
	for i := range watch {
		if p.owners[p.owner[i]].reflected != "" {
			watch[i] = 1
		}
	}
	return watch
}

// callUse returns what a call of a method means. proto is a buffer.
func (p *pass) callUse(m dex.MethodRef, o *ownerUse, proto []byte) (refUse, []byte) {
	name := p.dex.String(m.Name)
	use := refUse{first: int32(len(p.rows)), mark: p.named[m.Name], sdk: o.sdk}
	if mark := o.markOf(name); mark > 0 {
		use.mark = mark
	}
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
	return use, proto
}

func (p *pass) watchFields() []uint8 {
	watch := make([]uint8, p.dex.NumFields())
	p.fields = map[uint32]refUse{}
	for i := range watch {
		f := p.dex.Field(uint32(i))
		at, o := p.ownerOf(f.Class)
		if at == noOwner || at == sdkOwner {
			continue
		}
		name := p.dex.String(f.Name)
		use := refUse{first: int32(len(p.rows)), mark: o.markOf(name)}
		for _, r := range o.rows {
			if a := &p.table.apis[r]; a.kind == kindField && a.name == string(name) {
				p.rows = append(p.rows, r)
			}
		}
		use.n = int32(len(p.rows)) - use.first
		if use.n > 0 || use.mark > 0 {
			watch[i], p.fields[uint32(i)] = 1, use
		}
	}
	return watch
}

const contentScheme = "content://"

func (p *pass) watchStrings() []uint8 {
	watch := make([]uint8, p.dex.NumStrings())
	p.strings, p.named = map[uint32]stringUse{}, map[uint32]int32{}
	for i := range watch {
		s := p.dex.String(uint32(i))
		if len(s) == 0 {
			continue
		}
		use := stringUse{first: int32(len(p.rows))}
		if (!p.table.textFilter.may(s) || !p.addText(&use, uint32(i), s)) && p.table.forms.may(s) {
			p.rows = p.table.forms.appendText(p.rows, p.table.apis, s)
		}
		switch s[0] {
		case 'h':
			p.addHost(s)
		case 'c':
			if len(s) > len(contentScheme) && string(s[:len(contentScheme)]) == contentScheme {
				p.addURIs(s)
			}
		}
		if p.code.WatchString(s) {
			use.flags |= strSDK
		}
		if packageName(s) {
			use.flags |= strPackage
		}
		use.n = int32(len(p.rows)) - use.first
		if use.n > 0 || use.mark > 0 || use.flags != 0 {
			watch[i], p.strings[uint32(i)] = 1, use
		}
	}
	return watch
}

// addText adds what the API table knows of a string, and reports whether some
// row is that very string.
func (p *pass) addText(use *stringUse, i uint32, s []byte) (row bool) {
	x := p.table.texts[string(s)]
	if x == nil {
		return false
	}
	p.rows = append(p.rows, x.rows...)
	use.mark = x.mark
	if x.reflected != "" {
		use.flags |= strClass
	}
	if x.method {
		use.flags |= strMethod
		p.byName = true
	}
	if x.anyOwner > 0 {
		p.named[i] = x.anyOwner
	}
	return len(x.rows) > 0
}

// addURIs adds the rows whose content URI is s or leads to it.
func (p *pass) addURIs(s []byte) {
	for _, r := range p.table.uris {
		uri := strings.TrimSuffix(p.table.apis[r].name, "/")
		if rest, ok := bytes.CutPrefix(s, []byte(uri)); ok && (len(rest) == 0 || rest[0] == '/' || rest[0] == '?') {
			p.rows = append(p.rows, r)
		}
	}
}

// packageName reports whether s looks like the package name of an app: three
// or more lower-case segments under a usual top-level domain.
func packageName(s []byte) bool {
	if len(s) < 8 || len(s) > 80 || s[3] != '.' && s[2] != '.' {
		return false
	}
	top, rest, _ := bytes.Cut(s, []byte{'.'})
	if string(top) != "com" && string(top) != "cn" && string(top) != "org" && string(top) != "net" {
		return false
	}
	for _, c := range rest {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_') {
			return false
		}
	}
	return bytes.IndexByte(rest, '.') > 0
}

// findOverrides finds classes that override a callback of the table.
func (p *pass) findOverrides() {
	var interfaces []uint32
	for i := range p.dex.NumClasses() {
		c := p.dex.Class(i)
		if int(c.Type) >= p.dex.NumTypes() {
			continue
		}
		p.overridesOf(i, c.Type, c.Super)
		interfaces = p.dex.AppendInterfaces(interfaces[:0], i)
		for _, iface := range interfaces {
			p.overridesOf(i, c.Type, iface)
		}
	}
}

// overridesOf notes the callbacks that a class overrides of one above it, which
// need not be the next.
func (p *pass) overridesOf(class int, typ, super uint32) {
	at, o := p.ownerOf(super)
	if at <= sdkOwner && int(super) < len(p.owner) {
		o = &p.owners[p.inherited(super)]
		if slices.ContainsFunc(o.rows, func(r int32) bool { return p.table.apis[r].override }) {
			p.heirs = append(p.heirs, typ)
		}
	}
	for _, r := range o.rows {
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
