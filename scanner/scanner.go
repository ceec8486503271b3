// Package scanner runs candor's pipeline: an app file in, a policy in, a
// report out. It is the Go API for other programs.
//
//	app file → app → dex → sdkdb and usage → observe ─┐
//	policy document → policy ─────────────────────────┴→ disclosure → report
//
// It puts the report together; other questions about apps are answered by the
// rooms it opens: [Why], [Compare], [ReadArtefact], [ReadTree], [MatchFile].
package scanner

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/internal/observe"
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
	PolicyLimits PolicyLimits

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
// that holds them.
type App = app.Source

// Document is the bytes of one policy document and the name to call it by;
// PolicyLimits bound what is read of it.
type (
	Document     = policy.Source
	PolicyLimits = policy.Limits
)

// DocumentEndings returns the endings of the names of files that are read as
// policy documents, in small letters with their dot.
func DocumentEndings() []string { return policy.FileEndings() }

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
func Check(ctx context.Context, a App, docs []Document, o Options) (*report.Report, error) {
	p, err := ReadPolicy(docs, o)
	if err != nil {
		return nil, err
	}
	return run(ctx, a, p, o)
}

// ReadPolicy reads what the documents declare together.
func ReadPolicy(docs []Document, o Options) (*policy.Policy, error) {
	return policy.Read(docs, o.DB, o.PolicyLimits)
}

func run(ctx context.Context, src App, p *policy.Policy, o Options) (*report.Report, error) {
	a, err := observe.Open(src, o.reading())
	if err != nil {
		return nil, err
	}
	defer a.Close()
	sha256 := ""
	if o.Only != OnlyPermissions {
		if sha256, err = readContents(ctx, a); err != nil {
			return nil, err
		}
	}
	r := assemble(a, o)
	r.App.SHA256 = sha256
	r.Policy, r.Profile = p, cmp.Or(o.Rules.Profile, disclosure.DefaultProfile)
	if r.Findings, err = disclosure.Check(facts(a, r, o), o.Rules); err != nil {
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
func readContents(ctx context.Context, a *observe.App) (sha256 string, err error) {
	hashed := make(chan error, 1)
	go func() {
		var err error
		sha256, err = a.File.SHA256()
		hashed <- err
	}()
	err = a.ReadCode(ctx)
	if hashErr := <-hashed; err == nil {
		err = hashErr
	}
	return sha256, err
}

// reading is what of the options says how an app is read.
func (o Options) reading() observe.Options {
	return observe.Options{DB: o.DB, AppLimits: o.AppLimits, DexLimits: o.DexLimits, Workers: parallel(o), Progress: o.Progress}
}

// parallel returns how many things are read at once at most.
func parallel(o Options) int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}
