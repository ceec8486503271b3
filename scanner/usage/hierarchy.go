package usage

import "github.com/candor-scan/candor/scanner/dex"

// hierarchy says what the classes that a DEX file defines inherit from classes
// of the API table. Classes above that stand in another file are not seen.
type hierarchy struct {
	class []int32 // by type, the index of the class that defines it + 1
	// above has by type which of pass.owners a class inherits from, once it was
	// asked for; unasked before, and noOwner for classes of other files.
	above []int32
}

const unasked = -1

func newHierarchy(f *dex.File) hierarchy {
	h := hierarchy{class: make([]int32, f.NumTypes()), above: make([]int32, f.NumTypes())}
	for i := range f.NumClasses() {
		if t := f.Class(i).Type; int(t) < len(h.class) {
			h.class[t] = int32(i) + 1
		}
	}
	for t, class := range h.class {
		if class != 0 {
			h.above[t] = unasked
		}
	}
	return h
}

// superOf returns the super class of a type, ok false where the file does not
// define it.
func (p *pass) superOf(typ uint32) (super uint32, ok bool) {
	if int(typ) >= len(p.hierarchy.class) || p.hierarchy.class[typ] == 0 {
		return 0, false
	}
	super = p.dex.Class(int(p.hierarchy.class[typ]) - 1).Super
	return super, int(super) < len(p.owner)
}

// inherited returns which of the owners is the nearest one above a class that
// the API table knows; noOwner where there is none.
func (p *pass) inherited(typ uint32) int32 {
	if int(typ) >= len(p.hierarchy.above) {
		return noOwner
	}
	if found := p.hierarchy.above[typ]; found != unasked {
		return found
	}
	return p.climb(typ)
}

// climb finds what inherited returns, and keeps it for all classes on the way.
func (p *pass) climb(typ uint32) int32 {
	var below [maxDepth]uint32
	n, found := 0, int32(noOwner)
	for n < maxDepth {
		super, ok := p.superOf(typ)
		if !ok {
			break
		}
		if found = p.hierarchy.above[typ]; found != unasked {
			break
		}
		below[n] = typ
		n++
		if found = p.owner[super]; found > sdkOwner {
			break
		}
		found, typ = noOwner, super
	}
	for _, t := range below[:n] {
		p.hierarchy.above[t] = found
	}
	return found
}

// redefined reports whether a class between that of a method and the owner it
// inherits from has the method itself.
func (p *pass) redefined(m dex.MethodRef) bool {
	typ, found := m.Class, false
	for range maxDepth {
		super, ok := p.superOf(typ)
		if !ok || found {
			break
		}
		p.dex.DeclaredMethods(int(p.hierarchy.class[typ])-1, func(method, _ uint32) {
			own := p.dex.Method(method)
			found = found || own.Name == m.Name && own.Proto == m.Proto
		})
		typ = super
	}
	return found
}
