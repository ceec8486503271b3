package app

import (
	"errors"
	"strings"
	"unicode"
)

// Error says why a file could not be opened as an app. It prints as one line
// that names the file, the problem and what to do.
type Error struct {
	Path    string
	Problem string // "is not an app: it looks like an HTML page"
	Do      string // what the user can do, "" where nothing helps
	Err     error  // the cause, nil where the problem says it all
}

func (e *Error) Error() string {
	s := e.Path + ": " + e.text()
	if e.Do != "" {
		s += "; " + e.Do
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '\ufffd'
		}
		return r
	}, s)
}

func (e *Error) Unwrap() error { return e.Err }

// whyOf is what an error says beside the name of the file and what to do, for
// a place that names the part it is about.
func whyOf(err error) string {
	var known *Error
	if errors.As(err, &known) {
		return (&Error{Problem: known.Problem, Err: known.Err}).text()
	}
	return err.Error()
}

// text is the problem and its cause.
func (e *Error) text() string {
	if e.Err == nil {
		return e.Problem
	}
	return e.Problem + ": " + e.Err.Error()
}
