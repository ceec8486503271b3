package scanner

import (
	"context"
	"io"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/internal/change"
	"github.com/candor-scan/candor/scanner/internal/learn"
	"github.com/candor-scan/candor/scanner/internal/observe"
	"github.com/candor-scan/candor/scanner/internal/why"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// What [Why] answers.
type (
	Trace          = why.Trace
	Way            = why.Way
	Step           = why.Step
	UnknownSubject = why.UnknownSubject
)

// Why traces a subject: an item, a disclosure group or an SDK, by its id or a
// name of it, or a permission, whose "android.permission." may be left out. The
// error of an unknown subject is an [*UnknownSubject].
func Why(ctx context.Context, subject string, src App, o Options) (*Trace, error) {
	s, err := why.Resolve(subject, o.DB, groupTitle)
	if err != nil {
		return nil, err
	}
	a, err := observe.Read(ctx, src, o.reading())
	if err != nil {
		return nil, err
	}
	defer a.Close()
	return why.Find(a, o.DB, s), nil
}

// groupTitle is what reports call a disclosure group.
func groupTitle(g privacy.Group) []string {
	title := disclosure.Name("group", string(g))
	return []string{title.EN, title.ZH}
}

// What [Compare] answers.
type (
	Diff   = change.Diff
	Change = change.Change
)

// Compare holds two releases of an app against each other and, where docs are
// given, what was added against the policy they form.
func Compare(ctx context.Context, old, new App, docs []Document, o Options) (*Diff, error) {
	var p *policy.Policy
	if len(docs) > 0 {
		var err error
		if p, err = ReadPolicy(docs, o); err != nil {
			return nil, err
		}
	}
	before, err := run(ctx, old, p, o)
	if err != nil {
		return nil, err
	}
	after, err := run(ctx, new, p, o)
	if err != nil {
		return nil, err
	}
	return change.Between(before, after), nil
}

// ReadArtefact reads the JAR or AAR that an SDK is published as. name stands
// for it where the file does not say its Maven coordinates. What was lost is
// named; an error means that nothing could be read.
func ReadArtefact(name string, r io.ReaderAt, size int64) (*sdkdb.Artefact, []evidence.NotRead, error) {
	return learn.Artefact(name, r, size)
}

// ReadTree reads the classes of an app that lie under a package, with dots, as
// if they were an artefact of their own. It is an error if there are none.
func ReadTree(ctx context.Context, src App, root string, o Options) (*sdkdb.Artefact, error) {
	return learn.Tree(ctx, src, root, o.reading())
}

// MatchFile says which entries of the SDK database a file matches: an app, a
// DEX file, a JAR or an AAR. What was lost is named.
func MatchFile(ctx context.Context, a App, o Options) (*sdkdb.Result, []evidence.NotRead, error) {
	return learn.Match(ctx, a, o.reading())
}
