package observe

import (
	"bytes"
	"context"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/app"
	"github.com/candor-scan/candor/scanner/dex"
	"github.com/candor-scan/candor/sdkdb"
)

// read reads an app of these parts; code nil leaves classes.dex out.
func read(t *testing.T, m forge.XML, code *forge.Dex, more ...forge.Entry) *App {
	t.Helper()
	archive := forge.Archive{Entries: []forge.Entry{{Name: "AndroidManifest.xml", Data: m.Bytes(), Method: forge.Deflate}}}
	if code != nil {
		archive.Entries = append(archive.Entries, forge.Entry{Name: "classes.dex", Data: code.Bytes(), Method: forge.Deflate})
	}
	archive.Entries = append(archive.Entries, more...)
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	data := archive.Bytes()
	a, err := Read(context.Background(), app.Source{Path: "test.apk", File: bytes.NewReader(data), Size: int64(len(data))},
		Options{DB: db, AppLimits: app.DefaultLimits(), DexLimits: dex.DefaultLimits()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}
