// Package jvm reads JAR and AAR files, in which SDKs are published: class files
// become the same kind of index as a DEX file, and what stands beside them is
// listed: the manifest of an AAR, native libraries, assets, Maven coordinates
// and other hints at the version. It gives no meaning to anything it reads.
package jvm

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

// Limits bounds what one JAR or AAR may cost. What exceeds a limit is left out
// and named in Archive.NotRead.
type Limits struct {
	Entries    int   // entries of the file and of the JARs inside together
	NameBytes  int   // bytes of an entry's name
	ClassBytes int64 // bytes of one class file
	EntryBytes int64 // bytes of any other entry that is read, inflated
	TotalBytes int64 // bytes inflated in all
	IndexBytes int64 // bytes of memory the result takes, roughly
	Classes    int
}

// DefaultLimits returns limits that no published SDK known reaches: the largest
// hold some 30,000 classes and 100 MB, and class files stay below 1 MB.
func DefaultLimits() Limits {
	return Limits{
		Entries:    200_000,
		NameBytes:  4096,
		ClassBytes: 4 << 20,
		EntryBytes: 128 << 20,
		TotalBytes: 512 << 20,
		IndexBytes: 256 << 20,
		Classes:    100_000,
	}
}

// Archive is what a JAR or AAR holds.
type Archive struct {
	// Classes are those of the file itself and of the JARs inside an AAR
	// (classes.jar, libs/*.jar), in file order. Versions for newer Java
	// (META-INF/versions) and module-info are not among them.
	Classes []*Class
	// Entries names every file inside, those of a JAR inside as
	// "classes.jar!/com/example/A.class".
	Entries []string
	// Manifest is the AndroidManifest.xml of an AAR as text, nil for a JAR.
	Manifest []byte
	// Maven is where the file was published, as META-INF/maven says, nil where
	// it says nothing or names several artefacts.
	Maven *Coordinates
	// Versions are all hints at the version of the file or of parts of it.
	Versions []VersionHint
	// NotRead names what was lost, and why.
	NotRead []evidence.NotRead

	texts map[string]string // every text once
	size  int64             // bytes of memory, roughly
}

// Coordinates name an artefact in a Maven repository.
type Coordinates struct {
	Group, Artifact, Version string
}

// String returns "group:artifact:version".
func (c Coordinates) String() string { return c.Group + ":" + c.Artifact + ":" + c.Version }

// VersionHint is a version some entry speaks of.
type VersionHint struct {
	Entry string // where it stands
	Of    string // what it is the version of, "group:artifact" or a name; may be ""
	Value string
}

// Open reads a JAR or AAR of the given size in bytes. Damaged parts are left
// out and said by NotRead. An error means that nothing could be read; then, and
// only then, there is no archive.
func Open(r io.ReaderAt, size int64, lim Limits) (*Archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && z == nil || errors.Is(err, zip.ErrFormat) {
		return nil, fmt.Errorf("not a JAR or AAR: %w", err)
	}
	a := &Archive{texts: map[string]string{}}
	rd := &reader{a: a, lim: lim, left: lim.TotalBytes}
	rd.zip("", z)
	if err := a.refusal(); err != nil {
		return nil, err
	}
	a.settleMaven()
	return a, nil
}

// refusal says what a file without anything of a library is, nil for others.
func (a *Archive) refusal() error {
	if len(a.Classes) > 0 || a.Manifest != nil {
		return nil
	}
	if slices.Contains(a.Entries, "classes.dex") {
		return errors.New("holds DEX code: an app or part of one, not a JAR or AAR")
	}
	if len(a.Libraries()) > 0 {
		return nil
	}
	if len(a.NotRead) > 0 {
		return fmt.Errorf("nothing of it could be read: %s: %s", a.NotRead[0].What, a.NotRead[0].Why)
	}
	return errors.New("neither JAR nor AAR: no class files, no AndroidManifest.xml, no native libraries")
}

// Libraries returns the file names of the native libraries, each once, in
// order: "libapp.so".
func (a *Archive) Libraries() []string {
	var names []string
	for _, e := range a.Entries {
		if strings.HasSuffix(e, ".so") {
			names = append(names, path.Base(e))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Assets returns the assets as an app that embeds the file has them, each once,
// in order: "assets/config.json".
func (a *Archive) Assets() []string {
	var names []string
	for _, e := range a.Entries {
		_, inner, nested := strings.Cut(e, nestedMark)
		if !nested {
			inner = e
		}
		if strings.HasPrefix(inner, "assets/") {
			names = append(names, inner)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// nestedMark stands between the name of a JAR inside and a name in that.
const nestedMark = "!/"

const manifestEntry = "AndroidManifest.xml"

// reader fills an archive and keeps count of the limits.
type reader struct {
	a    *Archive
	lim  Limits
	left int64 // bytes that may still be inflated
	full bool  // a limit on the whole was met and said
}

// zip reads all entries of a ZIP: the file itself, prefix "", or a JAR inside.
func (rd *reader) zip(prefix string, z *zip.Reader) {
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		switch {
		case len(f.Name) > rd.lim.NameBytes:
			rd.lost(prefix+f.Name[:min(len(f.Name), 80)], fmt.Errorf("name of %d bytes", len(f.Name)))
			continue
		case len(rd.a.Entries) >= rd.lim.Entries:
			rd.stop(fmt.Sprintf("more than %d entries", rd.lim.Entries))
		}
		if rd.full {
			return
		}
		rd.a.Entries = append(rd.a.Entries, prefix+f.Name)
		rd.entry(prefix, f)
	}
}

func (rd *reader) entry(prefix string, f *zip.File) {
	name := prefix + f.Name
	switch {
	case isClass(f.Name):
		if len(rd.a.Classes) >= rd.lim.Classes {
			rd.stop(fmt.Sprintf("more than %d classes", rd.lim.Classes))
			return
		}
		rd.read(name, f, rd.lim.ClassBytes, rd.class)
	case prefix == "" && f.Name == manifestEntry:
		rd.read(name, f, rd.lim.EntryBytes, rd.manifest)
	case prefix == "" && isInnerJAR(f.Name):
		rd.read(name, f, rd.lim.EntryBytes, rd.jar)
	case isHint(f.Name):
		rd.read(name, f, maxHintBytes, rd.hint)
	}
}

// isClass reports whether an entry is a class of the library: not a variant for
// newer Java, which no Android loads.
func isClass(name string) bool {
	return strings.HasSuffix(name, ".class") &&
		!strings.HasPrefix(name, "META-INF/") &&
		!strings.HasSuffix(name, "module-info.class")
}

// isInnerJAR reports whether an entry of an AAR is code that an app takes in.
func isInnerJAR(name string) bool {
	return name == "classes.jar" || strings.HasPrefix(name, "libs/") && strings.HasSuffix(name, ".jar")
}

// read inflates one entry of at most so many bytes and hands it on. What fails
// is noted as lost.
func (rd *reader) read(name string, f *zip.File, most int64, use func(name string, data []byte) error) {
	data, err := rd.inflate(f, most)
	if err == nil && !rd.full {
		err = use(name, data)
	}
	if err != nil {
		rd.lost(name, err)
	}
}

// inflate returns the bytes of an entry. The sizes the directory states are not
// believed, only used for a first guess of room.
func (rd *reader) inflate(f *zip.File, most int64) ([]byte, error) {
	if f.UncompressedSize64 > uint64(most) {
		return nil, fmt.Errorf("more than %d bytes", most)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	most = min(most, rd.left)
	var buf bytes.Buffer
	buf.Grow(int(min(f.UncompressedSize64, 1<<20)))
	_, err = buf.ReadFrom(io.LimitReader(r, most+1))
	if int64(buf.Len()) > most {
		if most == rd.left {
			rd.stop(fmt.Sprintf("more than %d bytes in all", rd.lim.TotalBytes))
			return nil, nil
		}
		return nil, fmt.Errorf("more than %d bytes", most)
	}
	rd.left -= int64(buf.Len())
	return buf.Bytes(), err
}

func (rd *reader) class(name string, data []byte) error {
	c, err := parseClass(data, rd.a.text)
	if err != nil {
		return err
	}
	c.Entry = name
	rd.a.Classes = append(rd.a.Classes, c)
	if rd.a.size += c.size(); rd.a.size > rd.lim.IndexBytes {
		rd.stop(fmt.Sprintf("more than %d bytes of memory", rd.lim.IndexBytes))
	}
	if c.damaged > 0 {
		return fmt.Errorf("code of %d of %d methods damaged", c.damaged, len(c.Methods))
	}
	return nil
}

func (rd *reader) manifest(_ string, data []byte) error {
	if text := bytes.TrimLeft(data, "\xef\xbb\xbf\xff\xfe\x00 \t\r\n"); len(text) == 0 || text[0] != '<' {
		return errors.New("not XML text; an app has it in binary form")
	}
	rd.a.Manifest = data
	return nil
}

func (rd *reader) jar(name string, data []byte) error {
	if len(data) == 0 {
		return nil // written for libraries without code
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && z == nil || errors.Is(err, zip.ErrFormat) {
		return fmt.Errorf("not a JAR: %w", err)
	}
	rd.zip(name+nestedMark, z)
	return nil
}

func (rd *reader) lost(what string, why error) {
	rd.a.NotRead = append(rd.a.NotRead, evidence.NotRead{What: what, Why: why.Error()})
}

// stop ends the reading at a limit on the whole.
func (rd *reader) stop(why string) {
	if !rd.full {
		rd.full = true
		rd.lost("what comes after "+rd.last(), errors.New(why))
	}
}

func (rd *reader) last() string {
	if n := len(rd.a.Entries); n > 0 {
		return rd.a.Entries[n-1]
	}
	return "the beginning"
}

// text returns a string with the bytes of b, the same one for the same bytes.
func (a *Archive) text(b []byte) string {
	s, ok := a.texts[string(b)]
	if !ok {
		s = decode(b)
		a.texts[string(b)] = s
		a.size += int64(len(b) + len(s))
	}
	return s
}
