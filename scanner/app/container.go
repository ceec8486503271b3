package app

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// containerOf tells by names what an archive is; "" where it is no app.
func containerOf(arch *archive) string {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { _, ok := arch.lookup(n); return ok })
	}
	switch {
	case has(manifestName):
		return APK
	case has("BundleConfig.pb", "base/manifest/"+manifestName):
		return AAB
	case has("toc.pb", "meta.sai_v1.json", "meta.sai_v2.json"):
		return APKS
	case has("base.apk") && has("info.json"):
		return APKM
	}
	inner := slices.ContainsFunc(arch.entries, func(e Entry) bool { return isAPKName(e.Name) })
	switch {
	case inner && has("manifest.json"):
		return XAPK
	case inner:
		return APKS
	}
	return ""
}

func isAPKName(name string) bool { return strings.EqualFold(path.Ext(name), ".apk") }

// addSet reads the APKs of a set of splits.
func (a *App) addSet(arch *archive) error {
	for _, n := range arch.notes {
		a.note(n)
	}
	if a.lim.Nesting < 1 {
		return &Error{Path: a.Path, Problem: "is a set of split APKs", Err: &LimitError{"archives inside archives", int64(a.lim.Nesting)}}
	}
	chosen := a.chooseAPKs(arch)
	if len(chosen) > a.lim.Parts {
		return &Error{Path: a.Path, Problem: "is too large to be read", Err: &LimitError{"APKs of an app", int64(a.lim.Parts)}}
	}
	for _, e := range chosen {
		if err := a.addInner(e); err != nil {
			a.lost(show(e.Name), whyOf(err))
		}
	}
	if len(a.parts) == 0 {
		why := "it holds no APK"
		if lost := a.NotRead(); len(lost) > 0 {
			why = lost[0].What + ": " + lost[0].Why
		}
		return &Error{Path: a.Path, Problem: "is a set of split APKs, none of which can be read (" + why + ")", Do: doAgain}
	}
	return nil
}

// addInner reads one APK of a set, where it lies if it is stored and else from
// memory.
func (a *App) addInner(e Entry) error {
	r, size, err := a.open(e)
	if err != nil {
		return err
	}
	inner, err := readArchive(r, size, a.lim, &a.used)
	if err != nil {
		return err
	}
	if _, ok := inner.lookup(manifestName); !ok {
		if is := containerOf(inner); is != "" {
			return fmt.Errorf("is a set of APKs itself (%s); take it out and give it alone", strings.ToUpper(is))
		}
		return fmt.Errorf("has no %s", manifestName)
	}
	return a.addPart(e.Name, inner)
}

// open makes an entry readable at random, where it lies if it is stored.
func (a *App) open(e Entry) (io.ReaderAt, int64, error) {
	if e.method == methodStored {
		at, _, err := e.data()
		if err == nil && e.Size <= e.arch.size-at {
			return io.NewSectionReader(e.arch.r, at, e.Size), e.Size, nil
		}
	}
	data, err := a.readUpTo(e, nil, bound{a.lim.NestedBytes - a.used.nested, LimitError{"bytes of deflated APKs inside an app", a.lim.NestedBytes}})
	if err != nil {
		return nil, 0, err
	}
	a.used.nested += int64(len(data))
	return bytes.NewReader(data), int64(len(data)), nil
}

// variant is the number bundletool puts behind the name of a split that it
// made for other devices.
var variant = regexp.MustCompile(`^(.*)_(\d{1,4})(\.apk)$`)

// chooseAPKs picks the APKs that make up one installation. bundletool writes
// splits for new devices, standalone APKs for old ones, and variants of both;
// all other sets are meant to be installed whole.
func (a *App) chooseAPKs(arch *archive) []Entry {
	byFolder := map[string][]Entry{}
	for _, e := range arch.entries {
		if isAPKName(e.Name) {
			byFolder[path.Dir(e.Name)] = append(byFolder[path.Dir(e.Name)], e)
		} else if strings.EqualFold(path.Ext(e.Name), ".obb") {
			a.note(show(e.Name) + " is an expansion file, which holds data only; it was not read")
		}
	}
	if _, ok := arch.lookup("toc.pb"); !ok {
		all := make([]Entry, 0, len(arch.entries))
		for _, e := range arch.entries {
			if isAPKName(e.Name) {
				all = append(all, e)
			}
		}
		return all
	}
	switch {
	case len(byFolder["splits"]) > 0:
		return a.newestVariants(byFolder["splits"])
	case len(byFolder["standalones"]) > 0:
		return a.largest(byFolder["standalones"])
	}
	return a.largest(slices.Concat(byFolder["."], byFolder["system"], byFolder["instant"]))
}

// newestVariants keeps the variant of each split that was made for the newest
// devices, the one with the highest number.
func (a *App) newestVariants(splits []Entry) []Entry {
	best := map[string]Entry{}
	rank := func(e Entry) (string, string) {
		if m := variant.FindStringSubmatch(e.Name); m != nil {
			return m[1] + m[3], fmt.Sprintf("%04s", m[2])
		}
		return e.Name, ""
	}
	for _, e := range splits {
		key, n := rank(e)
		if old, ok := best[key]; ok {
			if _, o := rank(old); o >= n {
				continue
			}
		}
		best[key] = e
	}
	if n := len(splits) - len(best); n > 0 {
		a.note(plural(n, "APK", "APKs") + " of the set are variants for older devices; those for the newest were read")
	}
	out := make([]Entry, 0, len(best))
	for _, e := range splits {
		if key, _ := rank(e); best[key].Name == e.Name {
			out = append(out, e)
		}
	}
	return out
}

// largest keeps the largest of several APKs that stand for each other.
func (a *App) largest(list []Entry) []Entry {
	if len(list) < 2 {
		return list
	}
	one := slices.MaxFunc(list, func(x, y Entry) int { return int(min(max(x.Size-y.Size, -1), 1)) })
	a.note(fmt.Sprintf("the set holds %d APKs for different devices; the largest was read, %s", len(list), show(one.Name)))
	return []Entry{one}
}

// OpenFiles opens several APK files as the parts of one app; path is the name
// of the whole. What cannot be read is a [App.NotRead] as long as one file can.
// The error is an [*Error].
func OpenFiles(path string, files []File, lim Limits) (*App, error) {
	a := &App{Path: path, Container: Directory, lim: lim, files: slices.Clone(files)}
	slices.SortFunc(a.files, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	if len(files) > lim.Parts {
		return nil, &Error{Path: path, Problem: "is too large to be read", Err: &LimitError{"APKs of an app", int64(lim.Parts)}}
	}
	if len(files) == 0 {
		return nil, &Error{Path: path, Problem: "holds no APK", Do: doGiveAPK}
	}
	var first error
	for _, f := range a.files {
		a.Size += f.Size
		if err := a.addFile(f); err != nil {
			a.lost(show(f.Name), whyOf(err))
			if first == nil {
				first = err
			}
		}
	}
	if len(a.parts) == 0 {
		return nil, first
	}
	if err := a.merge(); err != nil {
		return nil, err
	}
	return a, nil
}

// addFile reads one of several files as a part.
func (a *App) addFile(f File) error {
	arch, err := readArchive(f.R, f.Size, a.lim, &a.used)
	if err != nil {
		return refuse(f.Name, f.R, f.Size, err)
	}
	if _, ok := arch.lookup(manifestName); !ok {
		return notAnApp(f.Name, arch)
	}
	return a.addPart(f.Name, arch)
}

// OpenDir opens the APK files that lie in a folder, not below it, as the parts
// of one app. closer closes them once the app is no longer used; it is nil
// where err is not. The files of dir must be readable at random, as those of
// os.DirFS are.
func OpenDir(name string, dir fs.FS, lim Limits) (a *App, closer io.Closer, err error) {
	list, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, nil, &Error{Path: name, Problem: "cannot be read", Err: err}
	}
	var opened openFiles
	var files []File
	for _, d := range list {
		if d.IsDir() || !isAPKName(d.Name()) {
			continue
		}
		f, err := opened.open(dir, d.Name())
		if err != nil {
			opened.Close()
			return nil, nil, &Error{Path: path.Join(name, d.Name()), Problem: "cannot be read", Err: err}
		}
		files = append(files, f)
	}
	if a, err = OpenFiles(name, files, lim); err != nil {
		opened.Close()
		return nil, nil, err
	}
	return a, opened, nil
}

// openFiles are the files behind an app that came as a folder.
type openFiles []fs.File

func (o *openFiles) open(dir fs.FS, name string) (File, error) {
	f, err := dir.Open(name)
	if err != nil {
		return File{}, err
	}
	*o = append(*o, f)
	info, err := f.Stat()
	if err != nil {
		return File{}, err
	}
	r, ok := f.(io.ReaderAt)
	if !ok {
		return File{}, fmt.Errorf("%s is not readable at random", name)
	}
	return File{Name: name, R: r, Size: info.Size()}, nil
}

// Close closes all of them and returns the first error.
func (o openFiles) Close() (err error) {
	for _, f := range o {
		if e := f.Close(); err == nil {
			err = e
		}
	}
	return err
}
