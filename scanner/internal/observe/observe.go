// Package observe reads one app through: its manifest, its entries and every
// DEX file once; what the SDK database matched, what usage saw, what is hidden
// or was not read. [App] is the value that every answer about an app is made
// from. It knows nothing of policies, rules, reports and of what is asked.
package observe

import (
	"context"
	"io"
	"slices"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

// Options say how an app is read.
type Options struct {
	DB        *sdkdb.DB // needed to read the code
	AppLimits app.Limits
	DexLimits dex.Limits
	// Workers is how many DEX files are read at once, at least one.
	Workers int
	// Progress is told of each DEX file that was read; it may be nil. It is
	// called from several goroutines.
	Progress func(done, total int)
}

// App is one app, read through.
type App struct {
	File        *app.App
	Permissions []app.Permission
	// Engines are the runtimes inside whose code candor does not read; once the
	// code was read, also what that runs unseen.
	Engines []string

	// What follows says nothing before ReadCode.

	DexFiles int
	Classes  int
	Hosts    []string
	Matched  *sdkdb.Result // nil where the code was not read
	Items    []usage.Item
	Uses     []usage.Use
	// Mentioned are the patterns of [usage.References] that code refers to.
	Mentioned map[string]bool
	Packer    *Packer // nil where nothing speaks for hidden code

	opt     Options
	closer  io.Closer
	notes   []string
	notRead []evidence.NotRead
	carried app.Carried // code that lies in the app as data
}

// Open opens an app and takes in what is told outside of its code. The caller
// closes it.
func Open(src app.Source, o Options) (*App, error) {
	file, closer, err := src.Open(o.AppLimits)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range file.Entries() {
		names = append(names, e.Name)
	}
	return &App{File: file, Permissions: file.Permissions(), Engines: findEngines(names), opt: o, closer: closer}, nil
}

// Read opens an app and reads its code. The caller closes it.
func Read(ctx context.Context, src app.Source, o Options) (*App, error) {
	a, err := Open(src, o)
	if err != nil {
		return nil, err
	}
	if err := a.ReadCode(ctx); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// Close ends the use of the app's files.
func (a *App) Close() error { return a.closer.Close() }

// Notes lists what is odd about the app so far.
func (a *App) Notes() []string { return append(a.File.Notes(), a.notes...) }

// NotRead lists what could not be read so far.
func (a *App) NotRead() []evidence.NotRead { return append(a.File.NotRead(), a.notRead...) }

// EachDex reads the DEX files once more and hands them to visit, one after the
// other; those that ReadCode could not read are left out.
func (a *App) EachDex(visit func(f *dex.File)) {
	var buf []byte
	for _, e := range slices.Concat(a.File.Dex, a.carried.Dex) {
		data, err := a.File.Read(e, buf)
		if err != nil {
			continue
		}
		buf = data
		files, err := dex.Parse(data, a.opt.DexLimits)
		if err != nil {
			continue
		}
		for _, f := range files {
			visit(f)
		}
	}
}
