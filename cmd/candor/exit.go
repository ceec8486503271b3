package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/policy"
)

// Exit codes; the same for every format.
const (
	exitOK         = 0 // nothing at or above --fail-on
	exitFindings   = 1
	exitUsage      = 2
	exitUnreadable = 3 // an input could not be read
)

// errFindings ends a run whose report was written and holds findings.
var errFindings = errors.New("findings")

// usageError is wrong use of the command line.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// inputError is an input that could not be read: which one, why, what to do.
type inputError struct{ path, problem, do string }

func (e inputError) Error() string {
	s := e.path + ": " + e.problem
	if e.do != "" {
		s += "; " + e.do
	}
	return s
}

// exitCode prints an error as one line, where there is one to print, and
// returns the code the process ends with.
func exitCode(err error, stderr io.Writer) int {
	var (
		usage  usageError
		input  inputError
		appErr *app.Error
		polErr *policy.Error
	)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "candor: %s\n", oneLine(err))
		fmt.Fprintln(stderr, "Run 'candor -h' for how to use it.")
		return exitUsage
	case errors.As(err, &input), errors.As(err, &appErr), errors.As(err, &polErr):
	}
	fmt.Fprintf(stderr, "candor: %s\n", oneLine(err))
	return exitUnreadable
}
