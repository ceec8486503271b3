package usage

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
)

// Rows of kind string that name a path, a web address or an argument of a shell
// command match longer strings too, by what they name: "/sdcard/" the folder
// and all below it, "ifconfig.me" every address of that host, "ro.serialno" the
// command line "getprop ro.serialno". Their companions are needed all the same.

//go:embed data/commands.txt
var commandsTXT string

// forms finds string rows by what they name.
type forms struct {
	hosts    map[string][]hostRow // by host
	paths    []pathRow
	commands map[string]bool
	words    map[string][]int32 // arguments of commands
	phrases  []phraseRow        // whole beginnings of commands
	starts   [1 << 10][]string  // commands by how they begin, see start
	rooted   [256]bool          // letters after the "/" of paths
}

// start makes a short number of how a string of two bytes or more begins.
func start(s []byte) int { return (int(s[0])<<5 ^ int(s[1])) & (1<<10 - 1) }

// may says quickly of nearly all strings that they name nothing.
func (f *forms) may(s []byte) bool {
	if len(s) < 3 || len(s) > maxCommand {
		return false
	}
	if s[0] == '/' {
		return true
	}
	for _, c := range f.starts[start(s)] {
		if len(c) < len(s) && s[len(c)] == ' ' {
			return true
		}
	}
	return false
}

type hostRow struct {
	path string // "/json", "" for all of the host
	row  int32
}

type pathRow struct {
	path string // without "/" at its end; "*" stands for one segment
	row  int32
	only bool // nothing below it counts
}

type phraseRow struct {
	text string // "pm list packages"
	row  int32
}

// Companions that say what a string row names.
const (
	opensURL = "java.net.URL-><init>"
	runs     = "java.lang.Runtime->exec"
)

func (a *api) needsCall(call string) bool {
	return slices.ContainsFunc(a.needs, func(c companion) bool { return c.call == call })
}

func newForms(apis []api) forms {
	f := forms{hosts: map[string][]hostRow{}, commands: map[string]bool{}, words: map[string][]int32{}}
	for line := range strings.Lines(commandsTXT) {
		if c := strings.TrimSpace(line); c != "" && c[0] != '#' {
			f.commands[c] = true
			at := &f.starts[start([]byte(c))]
			*at = append(*at, c)
		}
	}
	for i := range apis {
		if a := &apis[i]; a.kind == kindString {
			f.add(a, int32(i))
		}
	}
	for i := range f.paths {
		f.paths[i].only = f.refined(apis, f.paths[i])
	}
	return f
}

func (f *forms) add(a *api, row int32) {
	switch {
	case a.needsCall(opensURL):
		host, path, _ := strings.Cut(a.name, "/")
		if path != "" {
			path = "/" + path
		}
		f.hosts[host] = append(f.hosts[host], hostRow{path, row})
		return
	case a.name[0] == '/' && len(a.name) > 1:
		f.paths = append(f.paths, pathRow{path: strings.TrimSuffix(a.name, "/"), row: row})
		f.rooted[a.name[1]] = true
	}
	if a.needsCall(runs) {
		if strings.IndexByte(a.name, ' ') > 0 {
			f.phrases = append(f.phrases, phraseRow{a.name, row})
		} else if a.name[0] != '/' {
			f.words[a.name] = append(f.words[a.name], row)
		}
	}
}

// refined reports whether another row of the same item names what in a folder
// tells the item, so that other files of the folder do not.
func (f *forms) refined(apis []api, p pathRow) bool {
	return slices.ContainsFunc(f.paths, func(o pathRow) bool {
		return apis[o.row].item == apis[p.row].item && strings.HasPrefix(o.path, p.path+"/")
	})
}

// appendText appends the rows that s, which is no row itself and may name some,
// names.
func (f *forms) appendText(rows []int32, apis []api, s []byte) []int32 {
	first, rest, spaced := bytes.Cut(s, []byte{' '})
	if !spaced {
		if s[0] == '/' && f.rooted[s[1]] {
			rows = f.appendPath(rows, apis, s)
		}
		return rows
	}
	if name := first[bytes.LastIndexByte(first, '/')+1:]; !f.commands[string(name)] {
		return rows
	}
	had := len(rows)
	for _, p := range f.phrases {
		if tail, ok := bytes.CutPrefix(s, []byte(p.text)); ok && (len(tail) == 0 || tail[0] == ' ') {
			rows = append(rows, p.row)
		}
	}
	if first[0] == '/' {
		rows = f.appendPath(rows, apis, first)
	}
	for _, word := range bytes.FieldsFunc(rest, endsWord) {
		if len(rows)-had >= maxNamed {
			break
		}
		if rows = append(rows, f.words[string(word)]...); word[0] == '/' {
			rows = f.appendPath(rows, apis, word)
		}
	}
	return rows
}

// maxNamed bounds the rows that the words of one command line name.
const maxNamed = 8

// maxCommand bounds the strings taken for a path or a command line, in bytes.
const maxCommand = 1000

func endsWord(r rune) bool { return strings.ContainsRune(" \t\n\"'`|;&<>$()", r) }

// appendPath appends for each item the rows of a path, the exact ones alone
// where there are any.
func (f *forms) appendPath(rows []int32, apis []api, path []byte) []int32 {
	if bytes.ContainsAny(path, " \t\n") {
		return rows
	}
	path = bytes.TrimSuffix(path, []byte{'/'})
	first := len(rows)
	for _, p := range f.paths {
		if !p.holds(path) {
			continue
		}
		if !slices.ContainsFunc(rows[first:], func(r int32) bool { return apis[r].item == apis[p.row].item }) {
			rows = append(rows, p.row)
		}
	}
	return rows
}

// holds reports whether a path is the row's or below it.
func (p *pathRow) holds(path []byte) bool {
	want := p.path
	for want != "" {
		segment, rest, more := strings.Cut(want, "*")
		tail, ok := bytes.CutPrefix(path, []byte(segment))
		if !ok {
			return false
		}
		path, want = tail, rest
		if more {
			end := bytes.IndexByte(path, '/')
			if end <= 0 {
				return false
			}
			path = path[end:]
		}
	}
	return len(path) == 0 || path[0] == '/' && !p.only
}

// appendHost appends the rows that an address of a host names. rest is what
// follows the host: a port, a path, a query.
func (f *forms) appendHost(rows []int32, host string, rest []byte) []int32 {
	for _, h := range f.hosts[host] {
		path := rest
		if len(path) > 0 && path[0] == ':' {
			end := bytes.IndexAny(path, "/?#")
			if end < 0 {
				end = len(path)
			}
			path = path[end:]
		}
		if tail, ok := bytes.CutPrefix(path, []byte(h.path)); ok && (len(tail) == 0 || h.path == "" || bytes.IndexByte([]byte("/?#"), tail[0]) >= 0) {
			rows = append(rows, h.row)
		}
	}
	return rows
}
