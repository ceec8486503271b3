package app

import (
	"fmt"
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
	s := fmt.Sprintf("%s: %s", e.Path, e.Problem)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
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
