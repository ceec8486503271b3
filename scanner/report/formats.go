package report

import (
	"fmt"
	"io"
	"strings"
)

// Options say how a report is rendered. The zero value is plain English text,
// 100 columns wide.
type Options struct {
	Lang    string  // "en", "zh" or "both"; "" is English. HTML holds both and starts with this one
	Quiet   bool    // text: findings only
	All     bool    // text: items that code could read, and those general libraries read, too; of a policy what could not be placed
	Width   int     // text: columns at which sentences break; 0 is 100, negative never
	Palette Palette // text: colours
}

// Palette colours text; a nil function leaves it plain. Colour repeats what
// the signs and words say, it never replaces them.
type Palette struct {
	Title, Dim, Error, Warning, Note, Good func(string) string
}

// format is one form a report can be written in.
type format struct {
	name  string // what -f takes
	write func(io.Writer, *Report, Options) error
}

// formats lists every format.
func formats() []format {
	return []format{
		{"text", WriteText},
		{"json", func(w io.Writer, r *Report, _ Options) error { return WriteJSON(w, r) }},
		{"sarif", WriteSARIF},
		{"html", WriteHTML},
		{"markdown", WriteMarkdown},
		{"csv", WriteCSV},
	}
}

// Formats lists the names of all formats, text first.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Render writes r in the named format. A report that was saved as JSON and
// read again renders to the same bytes.
func Render(w io.Writer, name string, r *Report, opt Options) error {
	for _, f := range formats() {
		if f.name == name {
			return f.write(w, r, opt)
		}
	}
	return fmt.Errorf("unknown format %q: choose one of %s", inert(name, maxName), strings.Join(Formats(), ", "))
}
