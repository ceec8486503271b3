// Package app opens an app file under limits: what is in the archive, the
// manifest, permissions, native libraries, labels, the signer. It reads
// archives as a phone would read them, says in its notes what was odd, and
// never writes anything.
//
// An app can come in one APK or in several parts: the modules of a bundle, the
// splits of a set. Parts are read as one app; what a split brings names it.
//
// An [App] is safe for concurrent use once opened.
package app

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/candor-scan/candor/scanner/evidence"
)

// Containers an app comes in.
const (
	APK       = "apk"
	AAB       = "aab"       // Android App Bundle
	APKS      = "apks"      // splits as bundletool or SAI write them
	APKM      = "apkm"      // splits as APKMirror writes them
	XAPK      = "xapk"      // splits as APKPure writes them
	Directory = "directory" // a folder or list of split APKs
)

// App is an opened app.
type App struct {
	Path      string
	Size      int64     // bytes of the file, or of all files
	Container string    // one of the constants above
	Manifest  *Manifest // of all parts: the base's, with what splits add
	Dex       []Entry   // in the order Android loads them, the base's first
	Libraries []Entry   // lib/<abi>/*.so

	files     []File
	parts     []*part // the base first
	bundle    *archive
	entries   []Entry
	lim       Limits
	used      usage
	inflaters inflaters
	tables    sync.Mutex // one resource table is read at a time

	mu      sync.Mutex // guards what follows
	notes   []string
	notRead []evidence.NotRead
}

// File is one file that is to be opened as an app or a part of one.
type File struct {
	Name string // its name in messages and evidence
	R    io.ReaderAt
	Size int64
}

// Open opens the app file of size bytes behind r; path is its name in messages
// and reports. The error is an [*Error], of one line that says what to do. r
// must stay readable as long as the App is used.
//
// A manifest that is damaged after its first element gives the part before the
// damage and a [App.NotRead]; without any it is an error.
func Open(path string, r io.ReaderAt, size int64, lim Limits) (*App, error) {
	a := &App{Path: path, Size: size, lim: lim, files: []File{{path, r, size}}}
	arch, err := readArchive(r, size, lim, &a.used)
	if err != nil {
		return nil, refuse(path, r, size, err)
	}
	switch a.Container = containerOf(arch); a.Container {
	case APK:
		err = a.addPart("", arch)
	case AAB:
		err = a.addModules(arch)
	case "":
		err = notAnApp(path, arch)
	default:
		err = a.addSet(arch)
	}
	if err == nil {
		err = a.merge()
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

// Entries lists all files of the app, part by part in the order of the
// archives. The slice is the App's own.
func (a *App) Entries() []Entry { return a.entries }

// Entry finds a file of the app by its exact name, in the base first.
func (a *App) Entry(name string) (Entry, bool) {
	for _, p := range a.parts {
		if e, ok := p.arch.lookup(name); ok {
			return e, true
		}
	}
	return Entry{}, false
}

// Read inflates e into buf, which it grows where it must, and returns the
// bytes; they are the caller's. The error says what was wrong with the entry,
// without its name; a [*LimitError] says which limit was met.
func (a *App) Read(e Entry, buf []byte) ([]byte, error) {
	return a.readUpTo(e, buf, a.limitFor(e.Name))
}

// readUpTo reads e under a limit of its own and the one for the whole app.
func (a *App) readUpTo(e Entry, buf []byte, most bound) ([]byte, error) {
	if left := a.lim.TotalBytes - a.inflaters.bytes.Load(); left < most.left {
		most = bound{max(0, left), LimitError{"bytes inflated for an app", a.lim.TotalBytes}}
	}
	data, notes, err := e.read(&a.inflaters, buf, most)
	for _, n := range notes {
		a.note(n)
	}
	return data, err
}

// limitFor returns the limit for one entry.
func (a *App) limitFor(name string) bound {
	most, what := a.lim.EntryBytes, "bytes of one entry"
	switch {
	case name == manifestName:
		most, what = a.lim.ManifestBytes, "bytes of a manifest"
	case name == resourcesName || name == protoResourcesName:
		most, what = a.lim.ResourceBytes, ofResources
	case strings.HasSuffix(name, ".dex"):
		most, what = a.lim.DexBytes, "bytes of one DEX file"
	}
	return bound{most, LimitError{what, most}}
}

const ofResources = "bytes of resources"

// SHA256 reads the whole file and returns its hash in hex; of several files it
// hashes one after the other in the order of their names. It costs about
// 0.6 ms a megabyte, which is why it is not computed at opening.
func (a *App) SHA256() (string, error) {
	h := sha256.New()
	for _, f := range a.files {
		if _, err := io.Copy(h, io.NewSectionReader(f.R, 0, f.Size)); err != nil {
			return "", &Error{Path: f.Name, Problem: "cannot be read to its end", Err: err}
		}
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

// maxNotes is how many notes are kept: a crafted file could cause any number.
const maxNotes = 500

func (a *App) note(n string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch len(a.notes) {
	case maxNotes:
		a.notes = append(a.notes, "there is more that is odd about the file")
	case maxNotes + 1:
	default:
		a.notes = append(a.notes, n)
	}
}

func (a *App) lost(what, why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.notRead = append(a.notRead, evidence.NotRead{What: what, Why: why})
}
