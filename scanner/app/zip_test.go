package app

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"sync"
	"testing"
)

// manyFiles is an archive of n empty files, beside a manifest.
func manyFiles(t testing.TB, n int) []byte {
	t.Helper()
	files := []file{{manifestName, axmlOf(manifestEl("a.b"), axmlOptions{})}}
	for i := range n {
		files = append(files, file{name: fmt.Sprintf("assets/f%05d", i)})
	}
	return zipOf(t, files...)
}

func TestOpenSaysWhatTheFileIs(t *testing.T) {
	good := apkOf(t, manifestEl("a.b"))
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "is empty"},
		{"html", []byte("<!DOCTYPE html><title>x</title>"), "looks like an HTML page; the app comes first"},
		{"text", []byte("Privacy policy\nWe collect …\n"), "looks like a text file; the app comes first"},
		{"pdf", []byte("%PDF-1.7\n..."), "looks like a PDF document"},
		{"dex", []byte("dex\n035\x00aaaaaaaaaaa"), "looks like a bare DEX file"},
		{"elf", []byte("\x7fELF\x02\x01\x01"), "looks like a native library"},
		{"binary", []byte{1, 2, 3, 0, 255, 254}, "is no ZIP archive"},
		{"truncated", good[:len(good)-30], "is cut off"},
		{"empty_zip", zipOf(t), "is an empty ZIP archive"},
		{"no_manifest", zipOf(t, file{"a.txt", nil}), "without AndroidManifest.xml"},
		{"set_in_an_archive", zipOf(t, file{"a.apks", nil}), "is an archive around a set of split APKs (APKS); take the inner file out and give that"},
		{"bundle_in_an_archive", zipOf(t, file{"a.aab", nil}), "is an archive around an app bundle (AAB)"},
		{"set_in_a_set", zipOf(t, file{"base.apk", zipOf(t, file{"base.apk", nil})}), "base.apk: is a set of APKs itself (APKS)"},
		{"ios", zipOf(t, file{"Payload/A.app/Info.plist", nil}), "is an iOS archive (IPA)"},
		{"jar", zipOf(t, file{"a/B.class", nil}), "is a Java archive (JAR)"},
		{"aar", zipOf(t, file{manifestName, []byte("<manifest package='x'/>")}, file{"classes.jar", nil}), "is an Android library (AAR)"},
		{"docx", zipOf(t, file{"[Content_Types].xml", nil}, file{"word/document.xml", nil}), "is a Word document (DOCX); the app comes first"},
		{"hap", zipOf(t, file{"module.json", nil}), "is a HarmonyOS package"},
		{"text_manifest", zipOf(t, file{manifestName, []byte("<?xml version='1.0'?>\n<manifest/>")}), "its manifest is text"},
		{"not_a_manifest", zipOf(t, file{manifestName, axmlOf(el{name: "resources"}, axmlOptions{})}), "its root element is not <manifest>"},
		{"bundle_without_base", zipOf(t, file{"BundleConfig.pb", nil}), "without a base module"},
		{"set_without_apk", zipOf(t, file{"toc.pb", nil}), "it holds no APK"},
		{"set_of_broken_apks", zipOf(t, file{"base.apk", []byte("PK")}, file{"info.json", nil}), "none of which can be read (base.apk: no end record)"},
		{"directory_beyond_the_file", append([]byte("xx"), "PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00\xff\xff\x00\x00\xff\xff\x00\x00\x00\x00"...), "leads to no central directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Open("dir/some.apk", bytes.NewReader(c.data), int64(len(c.data)), DefaultLimits())
			if err == nil || a != nil {
				t.Fatalf("opened: %+v, %v", a, err)
			}
			if s := err.Error(); !strings.HasPrefix(s, "dir/some.apk: ") || !strings.Contains(s, c.want) || strings.Contains(s, "\n") {
				t.Errorf("got %q, want %q in one line", s, c.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	big := bytes.Repeat([]byte{0}, 3*mib)
	deep := el{name: "x"}
	for range 20 {
		deep = el{"x", nil, []el{deep}}
	}
	wide := make([]el, 30)
	for i := range wide {
		wide[i] = uses(p + "CAMERA")
	}
	for _, c := range []struct {
		name string
		data []byte
		set  func(*Limits)
		want string
	}{
		{"entries", manyFiles(t, 20), func(l *Limits) { l.Entries = 10 }, "exceeds the limit of 10 entries"},
		{"directory", manyFiles(t, 20), func(l *Limits) { l.DirectoryBytes = 99 }, "exceeds the limit of 99 bytes of the central directory"},
		{"name", apkOf(t, manifestEl("a.b"), file{strings.Repeat("n", 100), nil}), func(l *Limits) { l.NameBytes = 50 }, "50 bytes of an entry name"},
		{"manifest", apkOf(t, manifestEl("a.b")), func(l *Limits) { l.ManifestBytes = 100 }, "100 bytes of a manifest"},
		{"depth", apkOf(t, manifestEl("a.b", deep)), func(l *Limits) { l.XMLDepth = 10 }, ""},
		{"elements", apkOf(t, manifestEl("a.b", wide...)), func(l *Limits) { l.XMLElements = 10 }, ""},
		{"attributes", apkOf(t, manifestEl("a.b", wide...)), func(l *Limits) { l.XMLAttributes = 10 }, ""},
		{"dex", apkOf(t, manifestEl("a.b"), file{"classes2.dex", big}), func(l *Limits) { l.DexBytes = 1 * mib }, "1,048,576 bytes of one DEX file"},
		{"entry", apkOf(t, manifestEl("a.b"), file{"assets/a", big}), func(l *Limits) { l.EntryBytes = 1 * mib }, "1,048,576 bytes of one entry"},
		{"total", apkOf(t, manifestEl("a.b"), file{"assets/a", big}), func(l *Limits) { l.TotalBytes = 2 * mib }, "2,097,152 bytes inflated for an app"},
		{"nesting", zipOf(t, file{"base.apk", apkOf(t, manifestEl("a.b"))}, file{"info.json", nil}), func(l *Limits) { l.Nesting = 0 }, "0 archives inside archives"},
		{"parts", zipOf(t, file{"base.apk", nil}, file{"b.apk", nil}, file{"info.json", nil}), func(l *Limits) { l.Parts = 1 }, "1 APKs of an app"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lim := DefaultLimits()
			c.set(&lim)
			a, err := Open("a.apk", bytes.NewReader(c.data), int64(len(c.data)), lim)
			if c.want == "" { // a manifest that goes on: what was read stays, the rest is named
				if err != nil || len(a.NotRead()) != 1 || !strings.Contains(a.NotRead()[0].Why, "exceeds the limit of 10 ") {
					t.Fatalf("got %v", err)
				}
				return
			}
			for _, e := range entriesOf(a) {
				if err == nil {
					_, err = a.Read(e, nil)
				}
			}
			var limit *LimitError
			if !errors.As(err, &limit) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func entriesOf(a *App) []Entry {
	if a == nil {
		return nil
	}
	return a.Entries()
}

func TestManyEntriesPass(t *testing.T) {
	a := mustOpen(t, manyFiles(t, 65_533))
	if got := len(a.Entries()); got != 65_534 {
		t.Errorf("got %d entries", got)
	}
}

// rewrite changes the central header of one entry, and the local one too.
func rewrite(t *testing.T, data []byte, name string, change func(central, local []byte)) []byte {
	t.Helper()
	data = bytes.Clone(data)
	at := bytes.LastIndex(data, []byte(name)) - centralSize
	if at < 0 || string(data[at:at+4]) != sigCentral {
		t.Fatal("no central header of " + name)
	}
	local := data[le.Uint32(data[at+42:]):]
	change(data[at:], local)
	return data
}

func TestReadAsAPhoneReads(t *testing.T) {
	text := []byte(strings.Repeat("the same words again and again; ", 40))
	app := apkOf(t, manifestEl("a.b"), file{"assets/a", text})
	for _, c := range []struct {
		name   string
		change func(central, local []byte)
		want   []byte
		note   string
	}{
		{"as_it_is", func(c, l []byte) {}, text, ""},
		{"encryption_bit", func(c, l []byte) { c[8] |= 1; l[6] |= 1 }, text, "marked as encrypted"},
		{"wrong_crc", func(c, l []byte) { c[16] ^= 1 }, text, "does not match its checksum"},
		{"size_too_large", func(c, l []byte) { le.PutUint32(c[24:], 1<<31) }, text, "its header says 2,147,483,648"},
		{"size_too_small", func(c, l []byte) { le.PutUint32(c[24:], 5) }, text, "its header says 5"},
		{"method_unknown_but_deflated", func(c, l []byte) { c[10] = 77; l[8] = 77 }, text, "unknown compression method"},
		{"local_name_differs", func(c, l []byte) { l[30] = 'b' }, text, "another name than the directory"},
		{"local_method_differs", func(c, l []byte) { l[8] = 0 }, text, "another compression method than the directory"},
		{"beyond_the_file", func(c, l []byte) { le.PutUint32(c[42:], 1<<30) }, nil, ""},
		{"no_local_header", func(c, l []byte) { l[0] = 'X' }, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := mustOpen(t, rewrite(t, app, "assets/a", c.change))
			e, ok := a.Entry("assets/a")
			if !ok {
				t.Fatal("the entry is gone")
			}
			got, err := a.Read(e, nil)
			if !bytes.Equal(got, c.want) || (err == nil) != (c.want != nil) {
				t.Errorf("got %d bytes, %v", len(got), err)
			}
			if notes := strings.Join(a.Notes(), "\n"); !strings.Contains(notes, c.note) || c.note == "" && c.want != nil && notes != "" {
				t.Errorf("notes %q, want %q", notes, c.note)
			}
		})
	}
}

func TestReadReusesTheBuffer(t *testing.T) {
	a := mustOpen(t, apkOf(t, manifestEl("a.b"), file{"assets/a", []byte("some text")}))
	e, _ := a.Entry("assets/a")
	buf := make([]byte, 0, 4096)
	got, err := a.Read(e, buf)
	if err != nil || string(got) != "some text" || &got[0] != &buf[:1][0] {
		t.Errorf("got %q, %v in another buffer", got, err)
	}
}

func TestDexOrder(t *testing.T) {
	dex := func(names ...string) (out []file) {
		for _, n := range names {
			out = append(out, file{n, []byte("dex\n")})
		}
		return out
	}
	for _, c := range []struct {
		name  string
		files []file
		want  string
		note  string
	}{
		{"in_order", dex("classes10.dex", "classes2.dex", "classes.dex"), "classes.dex classes2.dex", "classes10.dex is not loaded by Android, which looks for classes3.dex next"},
		{"names_android_never_looks_for", dex("classes.dex", "classes1.dex", "classes02.dex", "assets/classes3.dex", "Classes2.dex"), "classes.dex", "classes1.dex is not loaded"},
		{"none", nil, "", "no classes.dex"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := mustOpen(t, zipOf(t, append(c.files, file{manifestName, axmlOf(manifestEl("a.b"), axmlOptions{})})...))
			var got []string
			for _, e := range a.Dex {
				got = append(got, e.Name)
			}
			if strings.Join(got, " ") != c.want || !strings.Contains(strings.Join(a.Notes(), "\n"), c.note) {
				t.Errorf("got %q, notes %q", got, a.Notes())
			}
		})
	}
}

func TestLibraries(t *testing.T) {
	a := mustOpen(t, apkOf(t, manifestEl("a.b"), file{"lib/x86/libA.so", nil}, file{"lib/arm64-v8a/libA.so", nil}, file{"lib/x86/deep/libB.so", nil}, file{"assets/libC.so", nil}, file{"lib/x86/readme", nil}))
	if got := fmt.Sprint(len(a.Libraries), a.ABIs()); got != "2 [arm64-v8a x86]" {
		t.Errorf("got %s", got)
	}
}

func TestZip64(t *testing.T) {
	data := []byte("plain bytes")
	extra := append(u16s(extraZip64, 24), u32s(uint32(len(data)), 0, uint32(len(data)), 0, 0, 0)...)
	var buf bytes.Buffer
	buf.Write(slicesConcat([]byte(sigLocal), make([]byte, 10), u32s(crc32.ChecksumIEEE(data), 0xffffffff, 0xffffffff), u16s(1, 0), []byte("a"), data))
	at := buf.Len()
	buf.Write(slicesConcat([]byte(sigCentral), make([]byte, 12), u32s(crc32.ChecksumIEEE(data), 0xffffffff, 0xffffffff), u16s(1, uint16(len(extra)), 0, 0, 0), make([]byte, 4), u32s(0xffffffff), []byte("a"), extra))
	end := buf.Len()
	buf.Write(slicesConcat([]byte(sigEnd64), make([]byte, 20), u32s(1, 0, 1, 0, uint32(end-at), 0, uint32(at), 0)))
	buf.Write(slicesConcat([]byte(sigLocator64), make([]byte, 4), u32s(uint32(end), 0, 1)))
	buf.Write(slicesConcat([]byte(sigEnd), make([]byte, 4), u16s(0xffff, 0xffff), u32s(0xffffffff, 0xffffffff), u16s(0)))
	arch, err := readArchive(bytes.NewReader(buf.Bytes()), int64(buf.Len()), DefaultLimits(), &usage{})
	if err != nil {
		t.Fatal(err)
	}
	e, _ := arch.lookup("a")
	got, notes, err := e.read(&inflaters{}, nil, bound{left: mib})
	if string(got) != string(data) || err != nil || len(notes) > 0 {
		t.Errorf("got %q, %v, %v", got, notes, err)
	}
}

func slicesConcat(list ...[]byte) []byte { return bytes.Join(list, nil) }

func TestStoredBeyondTheFile(t *testing.T) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range []file{{manifestName, axmlOf(manifestEl("a.b"), axmlOptions{})}, {"assets/a", []byte("abc")}} {
		e, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Store})
		if err == nil {
			_, err = e.Write(f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	a := mustOpen(t, rewrite(t, buf.Bytes(), "assets/a", func(c, l []byte) { le.PutUint32(c[24:], 200*mib) }))
	e, _ := a.Entry("assets/a")
	if got, err := a.Read(e, nil); err == nil || got != nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
}

// A header that says little must not cost a buffer that grows for long.
func TestBombWithASmallHeader(t *testing.T) {
	app := apkOf(t, manifestEl("a.b"), file{"assets/a", make([]byte, maxSurprise+mib)})
	a := mustOpen(t, rewrite(t, app, "assets/a", func(c, l []byte) { le.PutUint32(c[24:], 5) }))
	e, _ := a.Entry("assets/a")
	if got, err := a.Read(e, nil); got != nil || err == nil || !strings.Contains(err.Error(), "far more than the 5 bytes") {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
}

// What fails counts against the limit of all bytes too.
func TestFailedReadsCount(t *testing.T) {
	lim := DefaultLimits()
	lim.EntryBytes, lim.TotalBytes = 1*mib, 10*mib
	data := apkOf(t, manifestEl("a.b"), file{"assets/a", make([]byte, 2*mib)})
	data = rewrite(t, data, "assets/a", func(c, l []byte) { le.PutUint32(c[24:], 5) })
	a, err := Open("a.apk", bytes.NewReader(data), int64(len(data)), lim)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := a.Entry("assets/a")
	for range 20 {
		_, err = a.Read(e, nil)
	}
	if err == nil || !strings.Contains(err.Error(), "bytes inflated for an app") {
		t.Errorf("got %v", err)
	}
}

func TestConcurrentUse(t *testing.T) {
	a := mustOpen(t, apkOf(t, manifestEl("a.b", el{"application", []at{android(attrLabel, "label", ref(resID(0)))}, nil}),
		file{resourcesName, arscOf(shapeDense, resValue{0, "", "Solar"})}, file{"assets/a", bytes.Repeat([]byte("text "), 9999)}))
	e, _ := a.Entry("assets/a")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if a.Label("zh") != "Solar" {
				t.Error("no label")
			}
			if data, err := a.Read(e, nil); err != nil || len(data) != 5*9999 {
				t.Errorf("got %d bytes, %v", len(data), err)
			}
			a.Permissions()
			a.Signer()
			a.Notes()
		})
	}
	wg.Wait()
}
