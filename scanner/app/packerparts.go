package app

// attrSplitName is the resource id of android:splitName, which names the split
// that delivers the class of a component (public-final.xml of the platform).
const attrSplitName = 0x01010549

// DeliveredApart lists the components, by full class name, whose code is
// delivered by a split that is not among the parts that were read: the base of
// an app declares the components of all its feature modules. It reads the
// manifests once more.
func (a *App) DeliveredApart() map[string]bool {
	here := map[string]bool{}
	for _, p := range a.parts {
		here[p.name] = true
	}
	apart := map[string]bool{}
	for _, p := range a.parts {
		e, ok := p.arch.lookup(manifestName)
		if !ok {
			continue
		}
		data, err := a.Read(e, nil)
		if err != nil {
			continue // said when the app was opened
		}
		m := &manifestReader{m: p.manifest, resolve: func(v Value) (string, bool) { return a.resolveIn(p, v, "") }}
		r := &splitReader{names: m, apart: apart, here: here}
		used := a.usageCopy()
		_, _, _ = walkXML(data, a.lim, &used, r) // what is damaged was said when the app was opened
	}
	return apart
}

// usageCopy is for reading again what was counted before.
func (a *App) usageCopy() usage {
	a.tables.Lock()
	defer a.tables.Unlock()
	u := a.used
	u.elements, u.attributes = 0, 0
	return u
}

// splitReader notes the components that name a split which is not here.
type splitReader struct {
	names       *manifestReader // reads the names of classes
	here, apart map[string]bool
}

func (r *splitReader) start(e *element) error {
	switch ComponentKind(e.name) {
	case Activity, Service, Receiver, Provider:
	default:
		return nil
	}
	if split := r.names.text(e.get(attrSplitName)); split != "" && !r.here[split] {
		r.apart[r.names.class(e.get(attrName))] = true
	}
	return nil
}

func (r *splitReader) end() {}
