package app

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// Carried is code that lies in an app as data: Android does not load it by
// itself, the app can.
type Carried struct {
	// Dex lists the DEX files found, in the order of the archive, for
	// [App.Read]. One inside an archive is named "assets/x.jar!classes.dex".
	Dex []Entry
	// Sealed lists files that are named as code and are none that can be
	// read.
	Sealed []Entry
	// Blobs lists files of no known format under names that packers use for
	// hidden code, the largest ones; see [App.LooksEncrypted].
	Blobs   []Entry
	NotRead []evidence.NotRead
}

// Bounds of the search for carried code.
const (
	maxSniffed = 4096 // files whose first bytes are looked at
	maxCarried = 256  // DEX files
	maxBlobs   = 16
	leastDex   = 112      // bytes of the header of a DEX file
	leastBlob  = 64 << 10 // bytes; less hides little and has no clear entropy
)

// CarriedCode looks for code in assets, raw resources and folders of native
// libraries: DEX files, and archives with DEX files in them, one level deep,
// by their first bytes. What was found is said in [App.Notes].
func (a *App) CarriedCode() Carried {
	var c Carried
	for _, e := range a.suspects() {
		head, err := a.head(e, sniffHead)
		if err != nil {
			if isCodeName(e.Name) {
				c.lose(e, err.Error())
			}
			continue
		}
		a.sniff(e, head, &c)
	}
	if n := len(c.Dex) - maxCarried; n > 0 {
		c.lose(c.Dex[maxCarried], fmt.Sprintf("and %d more: %v", n-1, &LimitError{"DEX files among the data of an app", maxCarried}))
		c.Dex = c.Dex[:maxCarried]
	}
	slices.SortStableFunc(c.Blobs, func(x, y Entry) int { return cmp.Compare(y.Size, x.Size) })
	c.Blobs = c.Blobs[:min(len(c.Blobs), maxBlobs)]
	return c
}

func (c *Carried) lose(e Entry, why string) {
	c.NotRead = append(c.NotRead, evidence.NotRead{What: show(e.Where()), Why: why})
}

// sniffHead is how many bytes tell what a file is.
const sniffHead = 8

// sniff sorts a file by its first bytes.
func (a *App) sniff(e Entry, head []byte, c *Carried) {
	switch {
	case isDexHead(head):
		a.note(show(e.Where()) + " is a DEX file that Android does not load by itself; its code counts as the app's")
		c.Dex = append(c.Dex, e.renamed(e.Name))
	case strings.HasPrefix(string(head), sigLocal):
		dex, err := a.inside(e)
		if err != nil {
			if limit := new(LimitError); isCodeName(e.Name) || errors.As(err, &limit) {
				c.lose(e, err.Error())
			} else {
				a.note(show(e.Where()) + " looks like an archive, but cannot be read: " + err.Error())
			}
			return
		}
		if len(dex) > 0 {
			a.note(fmt.Sprintf("%s holds %s that Android does not load by itself; its code counts as the app's", show(e.Where()), plural(len(dex), "DEX file", "DEX files")))
		}
		c.Dex = append(c.Dex, dex...)
	case looksLike(head) != "" || isMedia(head):
	case isCodeName(e.Name):
		c.Sealed = append(c.Sealed, e)
	case isBlobName(e.Name) && e.Size >= leastBlob:
		c.Blobs = append(c.Blobs, e)
	}
}

// isDexHead reports whether a file begins as one of the family of DEX files.
func isDexHead(head []byte) bool {
	if len(head) < 4 {
		return false
	}
	switch string(head[:4]) {
	case "dex\n", "dey\n", "cdex", "vdex":
		return true
	}
	return false
}

// inside lists the DEX files in an archive that lies in the app as a file.
func (a *App) inside(e Entry) ([]Entry, error) {
	if a.lim.Nesting < 1 {
		return nil, &LimitError{"archives inside archives", int64(a.lim.Nesting)}
	}
	a.tables.Lock() // guards used
	defer a.tables.Unlock()
	r, size, err := a.open(e)
	if err != nil {
		return nil, err
	}
	inner, err := readArchive(r, size, a.lim, &a.used)
	if err != nil {
		return nil, err
	}
	var dex []Entry
	for _, i := range inner.entries {
		switch strings.ToLower(path.Ext(i.Name)) {
		case ".dex":
			i.Part = e.Part
			dex = append(dex, i.renamed(e.Name+"!"+i.Name))
		case ".apk", ".jar":
			a.note(fmt.Sprintf("%s holds %s, an archive in an archive; it was not read", show(e.Where()), show(i.Name)))
		}
	}
	return dex, nil
}

// renamed gives the entry a name for evidence, where a space ends the name of a
// file.
func (e Entry) renamed(name string) Entry {
	if e.inArchive == "" {
		e.inArchive = e.Name
	}
	e.Name = strings.ReplaceAll(name, " ", "%20")
	return e
}

// suspects lists the files whose first bytes are worth a look, those named as
// code first.
func (a *App) suspects() []Entry {
	var named, other []Entry
	for _, e := range a.entries {
		switch {
		case e.Size < leastDex:
		case isCodeName(e.Name) && inDataFolder(e.Name):
			named = append(named, e)
		case mayHoldCode(e.Name):
			other = append(other, e)
		}
	}
	all := append(named, other...)
	if n := len(all) - maxSniffed; n > 0 {
		a.note(fmt.Sprintf("%s of the app's data were not searched for code: only %s are", plural(n, "file", "files"), thousands(maxSniffed)))
		all = all[:maxSniffed]
	}
	return all
}

// inDataFolder reports whether a file lies where an app keeps data or native
// libraries. Resources can be renamed, and then lie in res itself.
func inDataFolder(name string) bool {
	return strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "res/") || strings.HasPrefix(name, "lib/")
}

// mayHoldCode reports whether a file could be code by another name: one in
// assets, raw resources or lib that its name does not show to be something
// else.
func mayHoldCode(name string) bool {
	if strings.HasPrefix(name, "res/") && !strings.HasPrefix(name, "res/raw") {
		return false
	}
	return inDataFolder(name) && !isPlainName(name)
}

// isCodeName reports whether a file is named as code.
func isCodeName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".dex", ".jar", ".apk":
		return true
	}
	return false
}

// isBlobName reports whether a file has a name under which packers store code.
func isBlobName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".dat", ".bin", ".data", ".so":
		return true
	}
	return false
}

// isPlainName reports whether the name of a file shows text, a picture, sound,
// film or a font.
func isPlainName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".ico", ".bmp", ".ktx", ".astc", ".pkm",
		".mp3", ".ogg", ".wav", ".m4a", ".aac", ".mid", ".flac", ".mp4", ".webm", ".3gp", ".mkv",
		".xml", ".xhtml", ".html", ".htm", ".js", ".mjs", ".css", ".json", ".txt", ".md", ".csv", ".yaml", ".yml", ".properties",
		".proto", ".map", ".lua", ".glsl", ".vert", ".frag", ".pem", ".crt", ".cer",
		".ttf", ".otf", ".woff", ".woff2":
		return true
	}
	return false
}

// head returns the first n bytes of an entry, or all there are. No more is
// read and inflated than that takes.
func (a *App) head(e Entry, n int64) ([]byte, error) {
	at, _, err := e.data()
	if err != nil {
		return nil, err
	}
	packed := min(e.Packed, e.arch.size-at)
	if e.method != methodDeflated {
		buf := make([]byte, min(n, packed))
		_, err := io.ReadFull(io.NewSectionReader(e.arch.r, at, packed), buf)
		return buf, err
	}
	// Deflated data is rarely longer than what it was made from; the rest is
	// for the code tables before the first byte.
	d := a.inflaters.get()
	defer a.inflaters.pool.Put(d)
	buf, err := d.inflate(io.NewSectionReader(e.arch.r, at, min(packed, n+1024)), make([]byte, 0, n+1), int(n))
	a.inflaters.bytes.Add(int64(len(buf)))
	if len(buf) == 0 && err != nil {
		return nil, err
	}
	return buf[:min(int64(len(buf)), n)], nil
}

// LooksEncrypted reports whether a file, one of [Carried.Blobs], holds no
// pattern at all and is in no known format: it is encrypted, or compressed in
// a way of its own. Only its first part is read.
func (a *App) LooksEncrypted(e Entry) bool {
	sample, err := a.head(e, entropySample)
	return err == nil && len(sample) >= leastBlob && bitsPerByte(sample) > leastEntropy
}
