package document

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
)

// Nothing in this package is known to panic. A document that makes it do so all
// the same costs what it fails on and not the rest, and what was lost is named:
// a reader of a file goes on behind it (Builder.UntilDone), and blocks are
// left out that cannot be read (readAround).

// maxLost bounds the parts of a document that are lost one by one. What
// follows the last is given up, so that a forged document cannot make candor
// fail without end.
const MaxLost = 100

// FaultWords begin what NotRead says of a part that candor failed on.
const FaultWords = "candor failed on it, which is a fault of candor"

// Fault runs do and returns what it failed with, "" where it did not.
func Fault(do func()) (why string) {
	defer func() {
		if r := recover(); r != nil {
			what := strings.Join(strings.Fields(strings.TrimPrefix(fmt.Sprint(r), "runtime error: ")), " ")
			why = fmt.Sprintf("%s: %s (%s)", FaultWords, what, faultSite())
		}
	}()
	do()
	return ""
}

// faultSite returns where in the source the panic came up that is being
// recovered from, as its report is of use only with it.
func faultSite() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for panicked := false; ; {
		f, more := frames.Next()
		inRuntime := strings.HasPrefix(f.Function, "runtime.")
		if panicked && !inRuntime {
			return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
		}
		panicked = panicked || f.Function == "runtime.gopanic"
		if !more {
			return "unknown"
		}
	}
}

// FailedWhole is the error for a document of which nothing is left.
func FailedWhole(path, why string) error {
	return &policy.Error{Path: path, Reason: policy.Failed, What: "the policy could not be read: " + why, Do: "please report it with the document"}
}

// LostPart is a part of a document that could not be read.
type LostPart struct {
	Line int // on which it starts; for a page of a PDF file 0
	Page int
	Why  string
}

// Name names the part for Policy.NotRead.
func (l LostPart) Name(path string) evidence.NotRead {
	switch {
	case l.Page > 0:
		path = fmt.Sprintf("%s, page %d", path, l.Page)
	case l.Line > 0:
		path = fmt.Sprintf("%s:%d", path, l.Line)
	}
	return evidence.NotRead{What: path, Why: l.Why}
}

// RestLost says that what follows a part was given up with it.
const RestLost = "too much before it could not be read; what follows was not read"

// UntilDone runs a reader of a file to its end: run reads on from wherever the
// reader stands; where it fails, skip moves the reader behind what it failed on
// and tells which part that was.
func (l *Builder) UntilDone(run func(), skip func() LostPart) {
	for {
		why := Fault(run)
		if why == "" {
			return
		}
		part := skip()
		part.Why = why
		l.Lost = append(l.Lost, part)
		if len(l.Lost) >= MaxLost {
			l.Lost = append(l.Lost, LostPart{Line: part.Line, Page: part.Page, Why: RestLost})
			return
		}
	}
}
