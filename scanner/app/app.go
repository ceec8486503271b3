// Package app opens an app file under limits: what is in the archive, the
// manifest, permissions, native libraries, labels. It reads archives as a phone
// would read them, says in its notes what was odd, and never writes anything.
//
// An [App] is safe for concurrent use once opened.
package app

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/candor-scan/candor/scanner/evidence"
)

// Containers an app comes in.
const (
	APK = "apk"
)

// App is an opened app.
type App struct {
	Path      string
	Size      int64  // bytes of the file
	Container string // one of the constants above
	Manifest  *Manifest
	Dex       []Entry // in the order Android loads them
	Libraries []Entry // lib/<abi>/*.so

	r         io.ReaderAt
	archives  []*archive
	lim       Limits
	inflaters inflaters
	inflated  atomic.Int64

	mu      sync.Mutex // guards what follows
	notes   []string
	notRead []evidence.NotRead
}

// Names of entries that Android gives a meaning.
const (
	manifestName  = "AndroidManifest.xml"
	resourcesName = "resources.arsc"
)

// Open opens the app file of size bytes behind r; path is its name in messages
// and reports. The error is an [*Error], of one line that says what to do. r
// must stay readable as long as the App is used.
//
// A manifest that is damaged after its first element gives the part before the
// damage and a [App.NotRead]; without any it is an error.
func Open(path string, r io.ReaderAt, size int64, lim Limits) (*App, error) {
	a := &App{Path: path, Size: size, Container: APK, r: r, lim: lim}
	arch, err := readArchive(r, size, lim)
	if err != nil {
		return nil, refuse(path, r, size, err)
	}
	if _, ok := arch.lookup(manifestName); !ok {
		return nil, a.notAnApp(arch)
	}
	a.archives = []*archive{arch}
	a.notes = append(a.notes, arch.notes...)
	if err := a.readManifest(arch); err != nil {
		return nil, err
	}
	a.list(arch)
	return a, nil
}

// Entries lists all files of the app in the order of the archive. The slice is
// the App's own.
func (a *App) Entries() []Entry { return a.archives[0].entries }

// Entry finds a file of the app by its exact name.
func (a *App) Entry(name string) (Entry, bool) { return a.archives[0].lookup(name) }

// Read inflates e into buf, which it grows where it must, and returns the
// bytes; they are the caller's. The error says what was wrong with the entry,
// without its name; a [*LimitError] says which limit was met.
func (a *App) Read(e Entry, buf []byte) ([]byte, error) {
	max, what := a.limitFor(e.Name)
	left := a.lim.TotalBytes - a.inflated.Load()
	if left < max {
		max, what = left, "bytes inflated for one app (of "+thousands(a.lim.TotalBytes)+")"
	}
	data, notes, err := e.read(&a.inflaters, buf, max, what)
	a.inflated.Add(int64(len(data)))
	for _, n := range notes {
		a.note(n)
	}
	return data, err
}

// limitFor returns the limit for one entry, and what it is of.
func (a *App) limitFor(name string) (int64, string) {
	switch {
	case name == manifestName || strings.HasSuffix(name, "/"+manifestName):
		return a.lim.ManifestBytes, "bytes of a manifest"
	case name == resourcesName || strings.HasSuffix(name, "resources.pb"):
		return a.lim.ResourceBytes, "bytes of resources"
	case strings.HasSuffix(name, ".dex"):
		return a.lim.DexBytes, "bytes of one DEX file"
	}
	return a.lim.EntryBytes, "bytes of one entry"
}

// SHA256 reads the whole file and returns its hash in hex. It costs about
// 0.6 ms a megabyte, which is why it is not computed at opening.
func (a *App) SHA256() (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(a.r, 0, a.Size)); err != nil {
		return "", &Error{Path: a.Path, Problem: "cannot be read to its end", Err: err}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Notes lists what was odd about the app so far, sorted; reading entries can
// add to it.
func (a *App) Notes() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	notes := slices.Clone(a.notes)
	slices.Sort(notes)
	return slices.Compact(notes)
}

// NotRead lists what could not be read when the app was opened or a label was
// looked up. What a caller could not read with [App.Read] is the caller's to
// report.
func (a *App) NotRead() []evidence.NotRead {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.notRead)
}

func (a *App) note(n string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.notes = append(a.notes, n)
}

func (a *App) lost(what, why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.notRead = append(a.notRead, evidence.NotRead{What: what, Why: why})
}

// readManifest decodes the manifest of the archive.
func (a *App) readManifest(arch *archive) error {
	e, _ := arch.lookup(manifestName)
	data, err := a.Read(e, nil)
	if err != nil {
		return &Error{Path: a.Path, Problem: manifestName + " cannot be read", Err: err, Do: doRebuild}
	}
	if looks := looksLike(data[:min(len(data), sniffLength)]); looks == "an XML file" || looks == "a text file" {
		return &Error{Path: a.Path, Problem: "its manifest is text, not the binary XML of a built app", Do: "build the APK and give that file"}
	}
	m := &Manifest{}
	h := &manifestReader{m: m, resolve: func(v Value) (string, bool) { return a.resolveIn(arch, v, "") }}
	x := &axml{data: data, lim: a.lim}
	seen, err := x.walk(h)
	if err != nil && (!seen || errors.Is(err, errNotManifest)) {
		return &Error{Path: a.Path, Problem: manifestName + " cannot be read", Err: err, Do: doRebuild}
	}
	if err != nil {
		a.lost(manifestName, "the rest is lost: "+err.Error())
	}
	for _, n := range slices.Concat(x.notes, h.notes) {
		a.note(n)
	}
	a.Manifest = m
	if m.Split != "" {
		a.lost("base APK", fmt.Sprintf("the file is the split %q of %s: it holds a part of the app only", m.Split, m.Package))
	}
	return nil
}

const doRebuild = "the file is damaged or made to be unreadable; get it again or build it anew"

// list sorts the entries that Android gives a meaning.
func (a *App) list(arch *archive) {
	named := 0
	for i := range arch.entries {
		e := &arch.entries[i]
		switch {
		case isLibrary(e.Name):
			a.Libraries = append(a.Libraries, *e)
		case isDexName(e.Name):
			named++
		}
		if arch.index[e.Name] != i && (e.Name == manifestName || isDexName(e.Name)) {
			a.lost(e.Where(), "the archive holds another file of this name, which was read instead")
		}
	}
	if named == 0 && a.Manifest.Application.HasCode && a.Manifest.Split == "" {
		a.note("the app has no classes.dex, though its manifest says that it has code")
	}
	for n := 1; n <= named; n++ {
		e, ok := arch.lookup(dexName(n))
		if !ok {
			break
		}
		a.Dex = append(a.Dex, e)
	}
	for i := range arch.entries {
		if e := &arch.entries[i]; isDexName(e.Name) && !slices.ContainsFunc(a.Dex, func(d Entry) bool { return d.Name == e.Name }) {
			a.note(fmt.Sprintf("%s is not loaded by Android, which looks for %s next; it was not read", e.Where(), dexName(len(a.Dex)+1)))
		}
	}
}

func dexName(n int) string {
	if n == 1 {
		return "classes.dex"
	}
	return "classes" + strconv.Itoa(n) + ".dex"
}

// isDexName reports whether a name has the form of a DEX file that Android
// loads, or nearly so.
func isDexName(name string) bool {
	s, ok := strings.CutPrefix(name, "classes")
	if !ok {
		return false
	}
	s, ok = strings.CutSuffix(s, ".dex")
	return ok && strings.Trim(s, "0123456789") == ""
}

// isLibrary reports whether name is lib/<abi>/<file>.so.
func isLibrary(name string) bool {
	s, ok := strings.CutPrefix(name, "lib/")
	return ok && strings.Count(s, "/") == 1 && strings.HasSuffix(s, ".so")
}

// Label is the name of the app in lang ("", "zh", "zh-CN"): the application's
// label, with references resolved; "" where it has none or none can be read.
func (a *App) Label(lang string) string {
	v := a.Manifest.Application.Label
	if v.Kind == Reference {
		s, _ := a.resolveIn(a.archives[0], v, lang)
		return s
	}
	return v.Text
}

// Resolve writes a value as text; a reference is followed to the resource in
// its default configuration and stays "@0x…" where that cannot be read.
func (a *App) Resolve(v Value) string {
	if s, ok := a.resolveIn(a.archives[0], v, ""); ok {
		return s
	}
	return v.String()
}

// resolveIn follows a reference through the resources of arch, which are read
// when the first reference asks for them.
func (a *App) resolveIn(arch *archive, v Value, lang string) (string, bool) {
	if v.Kind != Reference {
		return v.String(), true
	}
	t := &arch.table
	t.once.Do(func() { t.resources = a.readTable(arch) })
	if t.resources == nil {
		return "", false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	found, ok := t.lookup(v.Data, lang)
	return found.String(), ok
}

// lazyTable is the resource table of an archive, read on first use.
type lazyTable struct {
	once sync.Once
	mu   sync.Mutex // look-ups count their steps
	*resources
}

// readTable reads the resource table of arch; nil where there is none or it
// cannot be read. An app without one is fine.
func (a *App) readTable(arch *archive) *resources {
	e, ok := arch.lookup(resourcesName)
	if !ok {
		return nil
	}
	data, err := a.Read(e, nil)
	if err == nil {
		var table *resources
		if table, err = readResources(data); err == nil {
			return table
		}
	}
	a.lost(e.Where(), err.Error())
	return nil
}
