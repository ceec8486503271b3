package app

import (
	"fmt"
	"strings"
)

// oddity counts entries that share one thing a phone does not mind or a tool
// could trip over, and remembers the first.
type oddity struct {
	count int
	first string
}

func (o *oddity) add(name string) {
	if o.count++; o.count == 1 {
		o.first = name
	}
}

// noteEntries says what is odd about entries, once for each kind of oddity.
func (a *archive) noteEntries() {
	var encrypted, method, twice, nul, outside oddity
	lowest := a.dirAt
	for i := range a.entries {
		e := &a.entries[i]
		if e.flags&flagEncrypted != 0 {
			encrypted.add(e.Name)
		}
		if e.method != methodStored && e.method != methodDeflated {
			method.add(e.Name)
		}
		if a.index[e.Name] != i {
			twice.add(e.Name)
		}
		if strings.IndexByte(e.Name, 0) >= 0 {
			nul.add(e.Name)
		}
		if leavesRoot(e.Name) {
			outside.add(e.Name)
		}
		lowest = min(lowest, e.offset+a.base)
	}
	for _, n := range []struct {
		oddity
		what string
	}{
		{encrypted, "marked as encrypted; Android ignores the mark"},
		{method, "with an unknown compression method; Android reads them as stored"},
		{twice, "with the name of an earlier entry; today's Android refuses such a file, the first of each name was read"},
		{nul, "with a NUL byte in the name; Android refuses such a file"},
		{outside, "whose name points out of the archive; nothing is ever written"},
	} {
		if n.count > 0 {
			a.note("%s %s (first: %q)", plural(n.count, "entry", "entries"), n.what, n.first)
		}
	}
	a.notePrefix(lowest)
}

// notePrefix says that something lies before the first entry. A DEX file there
// is the Janus trick: Android 5 to 8 could run it past the signature.
func (a *archive) notePrefix(lowest int64) {
	if lowest <= 0 {
		return
	}
	var head [4]byte
	_, _ = a.r.ReadAt(head[:], 0) // what cannot be read is no known start
	switch string(head[:]) {
	case "dex\n":
		a.note("the file starts with a DEX file, which Android 5 to 8 could run past a v1 signature (CVE-2017-13156); it was not read")
		return
	case sigLocal:
		return // an entry that was taken out of the directory: Android's own build tools leave such holes
	}
	a.note("%s bytes lie before the first entry", thousands(lowest))
}

// leavesRoot reports whether a careless unpacker would write name outside its
// folder.
func leavesRoot(name string) bool {
	if !strings.Contains(name, "..") && !strings.HasPrefix(name, "/") && !strings.Contains(name, "\\") {
		return false
	}
	slashed := strings.ReplaceAll(name, "\\", "/")
	return strings.HasPrefix(slashed, "/") || slashed == ".." || strings.HasPrefix(slashed, "../") ||
		strings.HasSuffix(slashed, "/..") || strings.Contains(slashed, "/../")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%s %s", thousands(int64(n)), many)
}
