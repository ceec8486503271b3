package app

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// list sorts the entries of a part that Android gives a meaning.
func (a *App) list(p *part) {
	arch := p.arch
	var named []Entry
	for i := range arch.entries {
		e := &arch.entries[i]
		switch {
		case isLibrary(e.Name):
			a.Libraries = append(a.Libraries, *e)
		case isDexName(e.Name):
			named = append(named, *e)
		}
		if arch.index[e.Name] != i && (e.Name == manifestName || isDexName(e.Name)) {
			a.lost(show(e.Where()), "the archive holds another file of this name, which was read instead")
		}
	}
	loaded := map[string]bool{}
	for n := 1; n <= len(named); n++ {
		e, ok := arch.lookup(dexName(n))
		if !ok {
			break
		}
		a.Dex = append(a.Dex, e)
		loaded[e.Name] = true
	}
	for _, e := range named {
		if !loaded[e.Name] {
			a.note(fmt.Sprintf("%s is not loaded by Android, which looks for %s next; it was not read", show(e.Where()), dexName(len(loaded)+1)))
		}
	}
	if len(named) == 0 && p.name == "" && p.manifest.Application.HasCode && p.manifest.Split == "" {
		a.note("the app has no classes.dex, though its manifest says that it has code")
	}
}

func dexName(n int) string {
	if n == 1 {
		return "classes.dex"
	}
	return "classes" + strconv.Itoa(n) + ".dex"
}

// isDexName reports whether a name has the form of a DEX file that Android
// loads, or nearly so.
func isDexName(name string) bool {
	s, ok := strings.CutPrefix(name, "classes")
	if !ok {
		return false
	}
	s, ok = strings.CutSuffix(s, ".dex")
	return ok && strings.Trim(s, "0123456789") == ""
}

// isLibrary reports whether name is lib/<abi>/<file>.so.
func isLibrary(name string) bool {
	s, ok := strings.CutPrefix(name, "lib/")
	return ok && strings.Count(s, "/") == 1 && strings.HasSuffix(s, ".so")
}

// setPart names the part that all entries of the archive belong to.
func (a *archive) setPart(name string) {
	if name == "" {
		return
	}
	for i := range a.entries {
		a.entries[i].Part = name
	}
}

// ABIs lists the instruction sets the app brings native libraries for, sorted.
func (a *App) ABIs() []string {
	var out []string
	for _, e := range a.Libraries {
		abi, _, _ := strings.Cut(strings.TrimPrefix(e.Name, "lib/"), "/")
		out = append(out, abi)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
