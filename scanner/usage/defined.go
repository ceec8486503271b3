package usage

import (
	"bytes"
	"strings"

	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/evidence"
)

// Want asks which of these classes the app defines, by full name with dots;
// one that ends in "*" stands for all names that begin so. It is called before
// the first [Collector.Read].
func (c *Collector) Want(classes []string) {
	c.wanted.exact = map[string]string{}
	for _, name := range classes {
		descriptor := "L" + strings.ReplaceAll(name, ".", "/")
		if prefix, ok := strings.CutSuffix(descriptor, "*"); ok {
			c.wanted.prefixes = append(c.wanted.prefixes, wantedPrefix{[]byte(prefix), name})
		} else {
			c.wanted.exact[descriptor+";"] = name
		}
	}
}

// Defined lists the classes that were asked for with [Collector.Want] and are
// defined by a file read so far, each with the first class it stands for and
// the first file that has it.
func (c *Collector) Defined() map[string]evidence.Seen {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make(map[string]evidence.Seen, len(c.wanted.seen))
	for name, seen := range c.wanted.seen {
		out[name] = seen
	}
	return out
}

// Hollow counts the methods with code in the files read so far, and those of
// them whose code is nothing but nop: shells that take the code out of methods
// leave that behind.
func (c *Collector) Hollow() (hollow, code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.wanted.hollow, c.wanted.code
}

// wanted is what a Collector looks for in class tables.
type wanted struct {
	exact    map[string]string // descriptor → name as asked for
	prefixes []wantedPrefix

	seen         map[string]evidence.Seen // by name as asked for
	hollow, code int
}

type wantedPrefix struct {
	descriptor []byte
	name       string
}

// definedIn finds the wanted classes that a file defines.
func (w *wanted) definedIn(file string, f *dex.File) map[string]evidence.Seen {
	found := map[string]evidence.Seen{}
	if len(w.exact)+len(w.prefixes) == 0 {
		return found
	}
	for i := range f.NumClasses() {
		d := f.Type(f.Class(i).Type)
		name, ok := w.exact[string(d)]
		if !ok && !ascii(d) {
			name, ok = w.exact[dex.Decode(d)]
		}
		if ok {
			keepFirst(found, name, seenClass(d, file))
		}
		for _, p := range w.prefixes {
			if bytes.HasPrefix(d, p.descriptor) {
				keepFirst(found, p.name, seenClass(d, file))
			}
		}
	}
	return found
}

// take adds what one file showed. The order of files does not matter.
func (w *wanted) take(found map[string]evidence.Seen, stats dex.WalkStats) {
	if w.seen == nil {
		w.seen = map[string]evidence.Seen{}
	}
	for name, seen := range found {
		keepFirst(w.seen, name, seen)
	}
	w.hollow += stats.Hollow
	w.code += stats.Code
}

func keepFirst(in map[string]evidence.Seen, name string, seen evidence.Seen) {
	if old, ok := in[name]; !ok || seen.Where < old.Where || seen.Where == old.Where && seen.Value < old.Value {
		in[name] = seen
	}
}

func seenClass(descriptor []byte, file string) evidence.Seen {
	return evidence.Seen{Kind: evidence.Class, Value: dotted(dex.Decode(descriptor)), Where: file, Count: 1}
}

func ascii(s []byte) bool {
	for _, b := range s {
		if b >= 0x80 {
			return false
		}
	}
	return true
}
