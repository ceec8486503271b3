// Package scanner runs candor's pipeline: an app file in, a policy in, a
// report out. It is the Go API for other programs.
//
//	app file → app → dex → sdkdb and usage ─┐
//	policy document → policy ───────────────┴→ disclosure → report
package scanner

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"runtime"
	"time"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/report"
	"github.com/candor-scan/candor/sdkdb"
)

// Options say how to scan. The zero value is useful once DB is set.
type Options struct {
	DB      *sdkdb.DB
	Version string // of candor, for the report

	AppLimits    app.Limits
	DexLimits    dex.Limits
	PolicyLimits policy.Limits

	// Only leaves out what is not asked for.
	Only Only
	// All keeps weak evidence and code that could but does not read an item.
	All bool
	// Workers is how many DEX files, or apps of a survey, are read at once; 0
	// means one per core.
	Workers int
	// Reproducible leaves the time out of the report.
	Reproducible bool
	// Rules says which rules run and how grave they are.
	Rules disclosure.Options
	// Progress is told of each DEX file that was read; it may be nil. It is
	// called from several goroutines.
	Progress func(done, total int)
}

// Only restricts a scan to one kind of answer.
type Only string

// Restrictions of a scan; the zero value asks for everything.
const (
	Everything      Only = ""
	OnlyPermissions Only = "permissions"
	OnlySDKs        Only = "sdks"
	OnlyItems       Only = "items"
)

// App is an app to be read: one file, several files of split APKs, or a folder
// that holds them. Exactly one of File, Parts and Dir is set.
type App struct {
	Path  string // as the report names it
	File  io.ReaderAt
	Size  int64 // bytes of File
	Parts []app.File
	Dir   fs.FS
}

// open opens the app; the caller closes what is returned with it.
func (a App) open(lim app.Limits) (*app.App, io.Closer, error) {
	if a.Dir != nil {
		return app.OpenDir(a.Path, a.Dir, lim)
	}
	var opened *app.App
	var err error
	if len(a.Parts) > 0 {
		opened, err = app.OpenFiles(a.Path, a.Parts, lim)
	} else {
		opened, err = app.Open(a.Path, a.File, a.Size, lim)
	}
	return opened, io.NopCloser(nil), err
}

// DefaultOptions returns options with the embedded SDK database and limits
// that every genuine app known to the authors stays within.
func DefaultOptions() (Options, error) {
	o := BareOptions()
	db, err := sdkdb.Embedded()
	if err != nil {
		return Options{}, fmt.Errorf("load the SDK database: %w", err)
	}
	o.DB = db
	return o, nil
}

// BareOptions returns the default limits and no SDK database, which is enough
// for a scan of permissions only and saves the time to load it.
func BareOptions() Options {
	return Options{AppLimits: app.DefaultLimits(), DexLimits: dex.DefaultLimits(), PolicyLimits: policy.DefaultLimits()}
}

// Scan says what an app asks for, holds and reads. An error means that the
// file could not be read as an app at all; what was lost inside it stands in
// the report.
func Scan(ctx context.Context, a App, o Options) (*report.Report, error) {
	return run(ctx, a, nil, o)
}

// Check holds an app against the policy that one or more documents form.
func Check(ctx context.Context, a App, docs []policy.Source, o Options) (*report.Report, error) {
	p, err := ReadPolicy(docs, o)
	if err != nil {
		return nil, err
	}
	return run(ctx, a, p, o)
}

// CheckEach reads an app once and holds it against one policy after the other.
// It ends early where each returns an error, with that error.
func CheckEach(ctx context.Context, src App, policies iter.Seq[*policy.Policy], o Options, each func(*policy.Policy, []disclosure.Finding) error) error {
	a, closer, err := src.open(o.AppLimits)
	if err != nil {
		return err
	}
	defer closer.Close()
	s := &scan{app: a, opt: o}
	if err := s.readContents(ctx); err != nil {
		return err
	}
	facts := s.facts(s.report(), nil)
	for p := range policies {
		facts.Policy = p
		findings, err := disclosure.Check(facts, o.Rules)
		if err != nil {
			return err
		}
		if err := each(p, findings); err != nil {
			return err
		}
	}
	return nil
}

// ReadPolicy reads what the documents declare together.
func ReadPolicy(docs []policy.Source, o Options) (*policy.Policy, error) {
	return policy.Read(docs, o.DB, o.PolicyLimits)
}

func run(ctx context.Context, src App, p *policy.Policy, o Options) (*report.Report, error) {
	a, closer, err := src.open(o.AppLimits)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	s := &scan{app: a, opt: o}
	if o.Only != OnlyPermissions {
		if err := s.readContents(ctx); err != nil {
			return nil, err
		}
	}
	r := s.report()
	r.Policy, r.Profile = p, cmp.Or(o.Rules.Profile, disclosure.DefaultProfile)
	if r.Findings, err = disclosure.Check(s.facts(r, p), o.Rules); err != nil {
		return nil, err
	}
	restrict(r, o.Only)
	summarize(r)
	if !o.Reproducible {
		now := time.Now().UTC().Truncate(time.Second)
		r.Generated = &now
	}
	return r, nil
}

// readContents reads the code and, beside it, the bytes of the file for their
// hash.
func (s *scan) readContents(ctx context.Context) error {
	hashed := make(chan error, 1)
	go func() {
		var err error
		s.sha256, err = s.app.SHA256()
		hashed <- err
	}()
	err := s.readCode(ctx)
	if hashErr := <-hashed; err == nil {
		err = hashErr
	}
	return err
}

func workers(o Options, files int) int { return max(1, min(parallel(o), files)) }

// parallel returns how many things are read at once at most.
func parallel(o Options) int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}
