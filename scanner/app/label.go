package app

import "sync"

// Label is the name of the app in lang ("", "zh", "zh-CN"): the application's
// label, with references resolved; "" where it has none or none can be read.
func (a *App) Label(lang string) string {
	v := a.Manifest.Application.Label
	if v.Kind == Reference {
		s, _ := a.resolveIn(a.parts[0], v, lang)
		return s
	}
	return v.Text
}

// Resolve writes a value as text; a reference is followed to the resource in
// its default configuration and stays "@0x…" where that cannot be read.
func (a *App) Resolve(v Value) string {
	for _, p := range a.parts {
		if s, ok := a.resolveIn(p, v, ""); ok {
			return s
		}
	}
	return v.String()
}

// table gives the values of resources; lang is "" for the default ones.
type table interface {
	lookup(id uint32, lang string) (Value, bool)
	spent() bool // look-ups have cost all they may
}

// budget bounds what all look-ups in one table may cost together, so that a
// manifest full of references into a crafted table ends.
type budget struct{ steps int }

const maxLookupSteps = 4_000_000

func (b *budget) spend(n int) bool {
	b.steps += n
	return b.steps <= maxLookupSteps
}

func (b *budget) spent() bool { return b.steps > maxLookupSteps }

// lazyTable is the resource table of a part, read on first use.
type lazyTable struct {
	once sync.Once
	mu   sync.Mutex // look-ups count their steps
	table
	told bool // that the table gives nothing any more
}

// resolveIn follows a reference through the resources of a part, which are
// read when the first reference asks for them.
func (a *App) resolveIn(p *part, v Value, lang string) (string, bool) {
	if v.Kind != Reference {
		return v.String(), true
	}
	t := &p.table
	t.once.Do(func() { t.table = a.readTable(p) })
	if t.table == nil {
		return "", false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	found, ok := t.lookup(v.Data, lang)
	if t.spent() && !t.told {
		t.told = true
		a.lost(p.where("resources"), "look-ups cost more than in any genuine app; the manifest or the table is crafted")
	}
	return found.String(), ok
}

// readTable reads the resource table of a part; nil where there is none or it
// cannot be read. An app without one is fine.
func (a *App) readTable(p *part) table {
	e, ok := p.arch.lookup(resourcesName)
	proto := false
	if !ok {
		if e, proto = p.arch.lookup(protoResourcesName); !proto {
			return nil
		}
	}
	a.tables.Lock() // tables stay in memory: one limit for all
	defer a.tables.Unlock()
	data, err := a.readUpTo(e, nil, bound{a.lim.ResourceBytes - a.used.resources, LimitError{ofResources, a.lim.ResourceBytes}})
	a.used.resources += int64(len(data))
	if err == nil && proto {
		return &protoResources{data: data}
	}
	if err == nil {
		var r *resources
		if r, err = readResources(data); err == nil {
			return r
		}
	}
	a.lost(p.where(e.Name), err.Error())
	return nil
}
