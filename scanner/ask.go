package scanner

import (
	"context"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/internal/change"
	"github.com/candor-scan/candor/scanner/internal/observe"
	"github.com/candor-scan/candor/scanner/internal/why"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
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
func Compare(ctx context.Context, old, new App, docs []policy.Source, o Options) (*Diff, error) {
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
