package app

import (
	"slices"
	"strings"
)

// Names inside a bundle (bundletool's BundleModule and AppBundle).
const (
	baseModule      = "base"
	bundleMetadata  = "BUNDLE-METADATA"
	dependenciesPB  = "BUNDLE-METADATA/com.android.tools.build.libraries/dependencies.pb"
	moduleManifest  = "manifest/" + manifestName
	moduleDexFolder = "dex/"
	moduleRoot      = "root/"
)

// addModules makes every module of a bundle a part of the app. Its files get
// the names they will have in the APKs built from it.
func (a *App) addModules(arch *archive) error {
	for _, n := range arch.notes {
		a.note(n)
	}
	a.bundle = arch
	modules := splitModules(arch)
	if modules[baseModule] == nil {
		return &Error{Path: a.Path, Problem: "is an Android App Bundle without a base module", Do: doAgain}
	}
	if len(modules) > a.lim.Parts {
		return &Error{Path: a.Path, Problem: "is too large to be read", Err: &LimitError{"modules of an app", int64(a.lim.Parts)}}
	}
	names := make([]string, 0, len(modules))
	for name := range modules {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		file := name
		if name == baseModule {
			file = ""
		}
		if err := a.addPart(file, modules[name]); err != nil {
			if name == baseModule {
				return err
			}
			a.lost(show(name), whyOf(err))
		}
	}
	return nil
}

// splitModules sorts the entries of a bundle by module: the folders with a
// manifest.
func splitModules(arch *archive) map[string]*archive {
	modules := map[string]*archive{}
	for i := range arch.entries {
		if name, ok := strings.CutSuffix(arch.entries[i].Name, "/"+moduleManifest); ok && !strings.Contains(name, "/") {
			modules[name] = &archive{r: arch.r, size: arch.size, base: arch.base, dirAt: arch.dirAt, index: map[string]int{}}
		}
	}
	for _, e := range arch.entries {
		folder, name, _ := strings.Cut(e.Name, "/")
		m := modules[folder]
		if m == nil {
			continue
		}
		e.inArchive = e.Name
		if e.Name = nameInAPK(name); e.Name != "" {
			m.add(e)
		}
	}
	return modules
}

// nameInAPK is the name a file of a module has in an APK.
func nameInAPK(name string) string {
	for _, folder := range []string{moduleDexFolder, moduleRoot, "manifest/"} {
		if inside, ok := strings.CutPrefix(name, folder); ok {
			return inside
		}
	}
	return name
}

// Coordinate is a library the app was built with, as its build tool recorded
// it.
type Coordinate struct {
	Group    string // Maven group, "" for a Unity package
	Artifact string
	Version  string // "" where it is not recorded
}

// Field numbers of android.bundle.AppDependencies.
const (
	pbDependenciesLibrary = 1
	pbLibraryMaven        = 1
	pbLibraryUnity        = 4
	pbMavenGroup          = 1
	pbMavenArtifact       = 2
	pbMavenVersion        = 5
	pbUnityName           = 1
	pbUnityVersion        = 2
)

// Coordinates lists the libraries a bundle was built with, in the order of its
// own list; nil for anything but a bundle that carries one. Build scripts can
// leave the list out: none means nothing.
func (a *App) Coordinates() []Coordinate {
	if a.bundle == nil {
		return nil
	}
	e, ok := a.bundle.lookup(dependenciesPB)
	if !ok {
		return nil
	}
	data, err := a.Read(e, nil)
	var out []Coordinate
	if err == nil {
		err = eachField(data, func(f field) error {
			if f.num == pbDependenciesLibrary {
				out = appendLibrary(out, f.data)
			}
			return nil
		})
	}
	if err != nil {
		a.lost(e.Name, err.Error())
	}
	return out
}

func appendLibrary(out []Coordinate, data []byte) []Coordinate {
	text := func(d []byte, num int) string { return string(message(d, num)) }
	if m := message(data, pbLibraryMaven); m != nil {
		out = append(out, Coordinate{text(m, pbMavenGroup), text(m, pbMavenArtifact), text(m, pbMavenVersion)})
	}
	if u := message(data, pbLibraryUnity); u != nil {
		out = append(out, Coordinate{"", text(u, pbUnityName), text(u, pbUnityVersion)})
	}
	return out
}
