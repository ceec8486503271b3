package app

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Names of entries that Android gives a meaning.
const (
	manifestName       = "AndroidManifest.xml"
	resourcesName      = "resources.arsc"
	protoResourcesName = "resources.pb"
)

// part is one APK of an app, or one module of a bundle.
type part struct {
	name     string // of the split, "" for the base
	file     string // what messages call it, "" for the app file itself
	arch     *archive
	manifest *Manifest
	table    lazyTable
}

// where names an entry of the part for messages.
func (p *part) where(name string) string {
	if p.file == "" {
		return name
	}
	return show(p.file) + ":" + name
}

// addPart reads the manifest of an archive and makes it a part of the app.
func (a *App) addPart(file string, arch *archive) error {
	p := &part{file: file, arch: arch}
	e, _ := arch.lookup(manifestName)
	data, err := a.Read(e, nil)
	if err == nil {
		p.manifest, err = a.readManifest(p, data)
	}
	var known *Error
	switch {
	case errors.As(err, &known):
		return err
	case err != nil:
		path := a.Path
		if a.Container == Directory {
			path = file
		}
		return &Error{Path: path, Problem: manifestName + " cannot be read", Err: err, Do: doAbout(err)}
	}
	for _, n := range arch.notes {
		a.note(p.prefixed(n))
	}
	p.name = p.manifest.Split
	a.parts = append(a.parts, p)
	return nil
}

func (p *part) prefixed(note string) string {
	if p.file == "" {
		return note
	}
	return show(p.file) + ": " + note
}

// doAbout is what to do about a manifest that cannot be read.
func doAbout(err error) string {
	if limit := new(LimitError); errors.As(err, &limit) {
		return doRaise
	}
	return "the file is damaged or made to be unreadable; get it again or build it anew"
}

// readManifest decodes a manifest, in binary XML or in the protobuf form of
// bundles.
func (a *App) readManifest(p *part, data []byte) (*Manifest, error) {
	if looks := looksLike(data[:min(len(data), sniffLength)]); looks == looksXML || looks == looksText {
		return nil, a.textManifest(p.arch)
	}
	m := &Manifest{}
	h := &manifestReader{m: m, resolve: func(v Value) (string, bool) { return a.resolveIn(p, v, "") }}
	seen, notes, err := walkXML(data, a.lim, &a.used, h)
	if err != nil && (!seen || errors.Is(err, errNotManifest)) {
		return nil, err
	}
	if err != nil {
		a.lost(p.where(manifestName), "the rest is lost: "+err.Error())
	}
	for _, n := range slices.Concat(notes, h.notes) {
		if n == noteProto && a.Container == AAB {
			continue // there it belongs
		}
		a.note(p.prefixed(n))
	}
	if m.Package == "" {
		a.note(p.prefixed("the manifest names no package; Android refuses it"))
	}
	return m, nil
}

const noteProto = "the manifest is in the protobuf form of bundles, which Android refuses in an APK"

// walkXML hands the elements of an XML document to h, whichever of the two
// compiled forms it is in.
func walkXML(data []byte, lim Limits, used *usage, h handler) (seen bool, notes []string, err error) {
	if isProtoXML(data) {
		x := &protoXML{lim: lim, used: used}
		seen, err = x.walk(data, h)
		return seen, []string{noteProto}, err
	}
	x := &axml{data: data, lim: lim, used: used}
	seen, err = x.walk(h)
	return seen, x.notes, err
}

// textManifest is the error for a manifest that was never compiled.
func (a *App) textManifest(arch *archive) error {
	if _, ok := arch.lookup("classes.jar"); ok {
		return &Error{Path: a.Path, Problem: "is an Android library (AAR)", Do: "give the app that uses it"}
	}
	return &Error{Path: a.Path, Problem: "its manifest is text, not the binary XML of a built app", Do: "build the APK and give that file"}
}

// merge puts the parts together: the base first, then the splits by name.
func (a *App) merge() error {
	if err := a.chooseBase(); err != nil {
		return err
	}
	for i, p := range a.parts {
		if i == 0 {
			p.name = ""
			a.Manifest = p.manifest
		} else {
			if p.name == "" {
				p.name = p.file
			}
			a.Manifest.add(p.name, p.manifest)
		}
		p.arch.setPart(p.name)
		a.list(p)
	}
	if len(a.parts) == 1 {
		a.entries = a.parts[0].arch.entries
		return nil
	}
	for _, p := range a.parts {
		a.entries = append(a.entries, p.arch.entries...)
	}
	return nil
}

// chooseBase puts the base first and takes out the parts of other apps. Of
// several bases the largest counts: sets hold variants for different devices.
func (a *App) chooseBase() error {
	slices.SortStableFunc(a.parts, func(x, y *part) int {
		if d := len(x.manifest.Split) - len(y.manifest.Split); (x.manifest.Split == "") != (y.manifest.Split == "") {
			return d
		}
		if x.manifest.Split == "" {
			return int(min(max(y.arch.size-x.arch.size, -1), 1))
		}
		return strings.Compare(x.manifest.Split, y.manifest.Split)
	})
	base := a.parts[0]
	if base.manifest.Split != "" {
		what := "the file is"
		if len(a.parts) > 1 {
			what = "the first of the files is"
		}
		a.lost("base APK", fmt.Sprintf("%s the split %q of %s: it holds a part of the app only", what, base.manifest.Split, show(base.manifest.Package)))
	}
	kept := a.parts[:1]
	for _, p := range a.parts[1:] {
		switch {
		case p.manifest.Package != base.manifest.Package:
			if a.Container == Directory {
				return &Error{Path: a.Path, Problem: fmt.Sprintf("holds more than one app: %s (%s) and %s (%s)",
					base.file, base.manifest.Package, p.file, p.manifest.Package), Do: "name one of them"}
			}
			a.lost(show(p.file), "is part of another app, "+show(p.manifest.Package))
		case p.manifest.Split == "" && base.manifest.Split == "":
			a.lost(show(p.file), "is another base of the app; "+show(base.file)+" was read")
		default:
			kept = append(kept, p)
		}
	}
	a.parts = kept
	return nil
}

// add takes over what the manifest of a split brings.
func (m *Manifest) add(part string, s *Manifest) {
	for _, u := range s.UsesPermissions {
		u.Part = part
		m.UsesPermissions = append(m.UsesPermissions, u)
	}
	for _, c := range s.Components {
		c.Part = part
		m.Components = append(m.Components, c)
	}
	for _, d := range s.Application.MetaData {
		d.Part = part
		m.Application.MetaData = append(m.Application.MetaData, d)
	}
	m.Permissions = append(m.Permissions, s.Permissions...)
	m.UsesFeatures = append(m.UsesFeatures, s.UsesFeatures...)
	m.Queries.Packages = append(m.Queries.Packages, s.Queries.Packages...)
	m.Queries.Intents = append(m.Queries.Intents, s.Queries.Intents...)
	m.Queries.Providers = append(m.Queries.Providers, s.Queries.Providers...)
	m.Application.UsesLibraries = append(m.Application.UsesLibraries, s.Application.UsesLibraries...)
	m.Application.UsesNativeLibraries = append(m.Application.UsesNativeLibraries, s.Application.UsesNativeLibraries...)
}
