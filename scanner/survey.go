package scanner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/report"
)

// Surveyed is one app of a survey: its report, or why there is none.
type Surveyed struct {
	Path   string
	Report *report.Report // nil where Err is set
	Err    error
	// Policy says why the policy was not read; the app was scanned without it.
	Policy *policy.Error
}

// Subject is an app of a survey, opened, with the documents that form its
// policy; without any it is only scanned. Close is called when it was read.
type Subject struct {
	App   App
	Docs  []Document
	Close io.Closer
}

// Survey reads many apps, as many at once as there are workers, and hands them
// to each in the order of paths, so that equal inputs give equal bytes. open
// opens an app when its turn comes. An app that cannot be read is handed over
// with its error; Survey itself ends early only where each returns an error or
// ctx ends, with that error.
func Survey(ctx context.Context, paths iter.Seq[string], open func(path string) (Subject, error), o Options, each func(Surveyed) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	n := parallel(o)
	// A core that reads an app has no time for a second file of it.
	o.Workers = 1
	// The queue bounds what is read ahead of an app that takes long.
	queue := make(chan chan Surveyed, 2*n)
	slots := make(chan struct{}, n)
	go func() {
		defer close(queue)
		for path := range paths {
			out := make(chan Surveyed, 1)
			select {
			case queue <- out:
			case <-ctx.Done():
				return
			}
			slots <- struct{}{}
			go func() {
				out <- surveyOne(ctx, path, open, o)
				<-slots
			}()
		}
	}()
	for out := range queue {
		if err := each(<-out); err != nil {
			cancel(err)
			for range queue { // until the apps being read are done
			}
			break
		}
	}
	return context.Cause(ctx)
}

// surveyOne reads one app. A fault of candor's own must not end the survey of
// all others: it is handed over as the error of this app.
func surveyOne(ctx context.Context, path string, open func(string) (Subject, error), o Options) (s Surveyed) {
	s.Path = path
	defer func() {
		if fault := recover(); fault != nil {
			s.Report, s.Err = nil, fmt.Errorf("%s: candor failed on it, which is a fault of candor: %v", path, fault)
		}
	}()
	if s.Err = ctx.Err(); s.Err != nil {
		return s
	}
	subject, err := open(path)
	if err != nil {
		s.Err = err
		return s
	}
	defer subject.Close.Close()
	if len(subject.Docs) > 0 {
		s.Report, s.Err = Check(ctx, subject.App, subject.Docs, o)
		if !errors.As(s.Err, &s.Policy) {
			return s
		}
	}
	s.Report, s.Err = Scan(ctx, subject.App, o)
	return s
}
