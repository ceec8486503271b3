package scanner

import (
	"context"

	"github.com/candor-scan/candor/scanner/internal/change"
	"github.com/candor-scan/candor/scanner/policy"
)

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
