// Package learn reads what SDKs come in into the words of the database: a
// published JAR or AAR, or a tree of classes in an app, to make an entry from;
// and any file, to say which entries it matches. It knows nothing of policies,
// rules and reports.
package learn

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"strings"

	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/jvm"
	"github.com/candor-scan/candor/sdkdb"
)

// Artefact reads the JAR or AAR that an SDK is published as. name stands
// for it where the file does not say its Maven coordinates. What was lost is
// named; an error means that nothing could be read.
func Artefact(name string, r io.ReaderAt, size int64) (*sdkdb.Artefact, []evidence.NotRead, error) {
	archive, err := jvm.Open(r, size, jvm.DefaultLimits())
	if err != nil {
		return nil, nil, err
	}
	a, lost := readArchive(name, archive)
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(r, 0, size)); err != nil {
		return nil, nil, err
	}
	a.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return a, lost, nil
}

// readArchive puts what an archive holds into the words of the database.
func readArchive(name string, archive *jvm.Archive) (*sdkdb.Artefact, []evidence.NotRead) {
	a := &sdkdb.Artefact{Name: path.Base(name), Libraries: archive.Libraries(), Assets: archive.Assets()}
	if archive.Maven != nil {
		a.Name, a.Version = archive.Maven.String(), archive.Maven.Version
	}
	for _, v := range archive.Versions {
		entry := v.Entry
		if _, inner, nested := strings.Cut(entry, "!/"); nested {
			entry = inner
		}
		a.VersionEntries = append(a.VersionEntries, sdkdb.Constant{Field: entry, Value: v.Value})
	}
	for _, c := range archive.Classes {
		a.Classes = append(a.Classes, artefactClass(c))
	}
	lost := archive.NotRead
	if archive.Manifest != nil {
		if err := readLibraryManifest(archive.Manifest, a); err != nil {
			lost = append(lost, evidence.NotRead{What: "AndroidManifest.xml", Why: err.Error()})
		}
	}
	return a, lost
}

const (
	accStatic = 0x8
	accFinal  = 0x10
	accNative = 0x100
)

func artefactClass(c *jvm.Class) sdkdb.ArtefactClass {
	out := sdkdb.ArtefactClass{Name: dotted(c.Type)}
	for _, f := range c.Fields {
		if f.Value != nil && f.Flags&(accStatic|accFinal) == accStatic|accFinal {
			out.Constants = append(out.Constants, sdkdb.Constant{Field: f.Name, Value: *f.Value})
		}
	}
	for _, m := range c.Methods {
		out.Methods = append(out.Methods, sdkdb.ArtefactMethod{Name: m.Name, Native: m.Flags&accNative != 0, Traces: traces(c, m.Refs)})
	}
	return out
}

// traces says what a method does in the words of the database. A DEX file of
// the same code says the same.
func traces(c *jvm.Class, refs []dex.Ref) []sdkdb.Trace {
	var out []sdkdb.Trace
	member := func(m jvm.Member) {
		if sdkdb.TracesClass([]byte(m.Class)) {
			out = append(out, sdkdb.MemberTrace([]byte(m.Class), []byte(m.Name), []byte(m.Type)))
		}
	}
	for _, r := range refs {
		switch r.Kind {
		case dex.CallRef:
			member(c.MethodRefs[r.Index])
		case dex.ReadRef:
			member(c.FieldRefs[r.Index])
		case dex.StringRef:
			if t := sdkdb.StringTrace([]byte(c.Strings[r.Index])); t.Hash != 0 {
				out = append(out, t)
			}
		}
	}
	return out
}

// dotted turns "Lcom/example/A;" into "com.example.A".
func dotted(descriptor string) string {
	return strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(descriptor, "L"), ";"), "/", ".")
}
