package app

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/evidence"
)

// TestPackerTable holds every line of the table against its own rules.
func TestPackerTable(t *testing.T) {
	records, err := csv.NewReader(strings.NewReader(packersCSV)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen, hides := map[string]bool{}, map[string]string{}
	for _, r := range records[1:] {
		vendor, kind, value, strength, hide, source := r[0], r[2], r[3], r[4], r[5], r[6]
		line := strings.Join(r, ",")
		if seen[kind+value] {
			t.Errorf("%s: stands there twice", line)
		}
		seen[kind+value] = true
		if !slices.Contains([]string{packerClass, packerName, packerPath}, kind) || !slices.Contains([]string{"strong", "weak"}, strength) || !slices.Contains([]string{"yes", "partial", "no"}, hide) {
			t.Errorf("%s: not a word of the table", line)
		}
		if source == "" || strings.Contains(source, "unverified") && strength == "strong" {
			t.Errorf("%s: a strong indicator has a source that was checked", line)
		}
		if hides[vendor] != "" && hides[vendor] != hide {
			t.Errorf("%s: another line of the packer says that it hides %s", line, hides[vendor])
		}
		hides[vendor] = hide
		if _, err := path.Match(value, "x"); err != nil || kind == packerName && strings.Contains(value, "/") {
			t.Errorf("%s: not a pattern of its kind", line)
		}
	}
}

// TestEveryPackerIsFound makes an app from each strong line.
func TestEveryPackerIsFound(t *testing.T) {
	for _, in := range packers().list {
		if !in.strong {
			continue
		}
		example := strings.NewReplacer("*", "1", "?", "1").Replace(in.value)
		var got []Packer
		switch in.kind {
		case packerClass:
			got = mustOpen(t, apkOf(t, manifestEl("a.b", el{"application", []at{name(example)}, nil}))).Packers(nil)
		case packerPath:
			if strings.HasSuffix(example, "/") {
				example += "some.file"
			}
			got = mustOpen(t, apkOf(t, manifestEl("a.b"), file{example, nil})).Packers(nil)
		default:
			got = mustOpen(t, apkOf(t, manifestEl("a.b"), file{"assets/" + example, nil})).Packers(nil)
		}
		if len(got) != 1 || got[0].ID != in.vendor || len(got[0].Evidence) == 0 {
			t.Errorf("%s %s: found %+v, want %s", in.kind, in.value, got, in.vendor)
		}
	}
}

func TestPackers(t *testing.T) {
	for _, c := range []struct {
		name    string
		files   []string
		app     []at
		defined map[string]evidence.Seen
		want    string
	}{
		{"nothing", []string{"lib/arm64-v8a/libfoo.so", "assets/data.bin"}, nil, nil, ""},
		{"library_in_two_folders", []string{"lib/arm64-v8a/libjiagu.so", "lib/armeabi-v7a/libjiagu.so"}, nil, nil,
			"qihoo360_jiagu true [library libjiagu.so lib/arm64-v8a/libjiagu.so, library libjiagu.so lib/armeabi-v7a/libjiagu.so]"},
		{"application_stub", nil, []at{name("com.stub.StubApp")}, nil, "qihoo360_jiagu true [component com.stub.StubApp AndroidManifest.xml]"},
		{"numbered_stub", nil, []at{name("com.qihoo.util.StubApp1053578832")}, nil, "qihoo360_jiagu true [component com.qihoo.util.StubApp1053578832 AndroidManifest.xml]"},
		{"component_factory", nil, []at{android(attrFactory, "appComponentFactory", "com.luoyesiqiu.shell.ProxyComponentFactory")}, nil,
			"dpt_shell true [component com.luoyesiqiu.shell.ProxyComponentFactory AndroidManifest.xml]"},
		{"defined_class", nil, nil, map[string]evidence.Seen{"com.tencent.StubShell.TxAppEntry": {Kind: evidence.Class, Value: "com.tencent.StubShell.TxAppEntry", Where: "classes.dex", Count: 1}},
			"tencent_legu true [class com.tencent.StubShell.TxAppEntry classes.dex]"},
		{"one_weak_name", []string{"lib/armeabi/libexec.so", "lib/x86/libexec.so"}, nil, nil, ""},
		{"two_weak_names_of_one_packer", []string{"lib/armeabi/libexec.so", "assets/af.bin"}, nil, nil,
			"ijiami true [library libexec.so lib/armeabi/libexec.so, asset af.bin assets/af.bin]"},
		{"weak_names_of_two_packers", []string{"lib/armeabi/libexec.so", "lib/armeabi/libshell.so", "lib/armeabi/libjni.so", "lib/armeabi/libtest.so", "lib/armeabi/libloader.so"}, nil, nil, ""},
		{"crash_and_security_sdks", []string{"lib/arm64-v8a/libBugly.so", "lib/arm64-v8a/libsgmain.so", "lib/arm64-v8a/libsgsecuritybody.so", "lib/arm64-v8a/libomesStdSco.so"}, nil, nil, ""},
		{"integrity_of_google_play", []string{"lib/arm64-v8a/libpairipcore.so"}, nil, nil, "google_pairip false [library libpairipcore.so lib/arm64-v8a/libpairipcore.so]"},
		{"most_evidence_first", []string{"lib/x86/libtup.so", "lib/x86/libjiagu.so", "lib/x86/libjgdtc.so"}, nil, nil,
			"qihoo360_jiagu true [library libjgdtc.so lib/x86/libjgdtc.so, library libjiagu.so lib/x86/libjiagu.so]; tencent_legu true [library libtup.so lib/x86/libtup.so]"},
		{"names_close_to_patterns", []string{"lib/x86/libjiagu_long.so", "lib/x86/libshell-super.so", "assets/csn.txt", "assets/x.szip"}, nil, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var files []file
			for _, f := range c.files {
				files = append(files, file{f, nil})
			}
			var got []string
			for _, p := range mustOpen(t, apkOf(t, manifestEl("a.b", el{"application", c.app, nil}), files...)).Packers(c.defined) {
				var seen []string
				for _, e := range p.Evidence {
					seen = append(seen, fmt.Sprint(e.Kind, " ", e.Value, " ", e.Where))
				}
				got = append(got, fmt.Sprintf("%s %v [%s]", p.ID, p.Hides, strings.Join(seen, ", ")))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("found %q, want %q", s, c.want)
			}
		})
	}
}

// noise is data without any pattern, the same each time.
func noise(n int) []byte {
	out := make([]byte, n)
	rand.New(rand.NewSource(1)).Read(out)
	out[0] = 0xee // no format begins so
	return out
}

func someDex() []byte {
	return forge.Dex{Classes: []forge.Class{{Name: "com.example.plugin.A"}}}.Bytes()
}

func TestCarriedCode(t *testing.T) {
	dex := someDex()
	inner := zipOf(t, file{"classes.dex", dex}, file{"classes2.dex", dex}, file{"x.txt", []byte("text")})
	for _, c := range []struct {
		name  string
		file  file
		dex   string
		other string // sealed, blobs and not read
	}{
		{"dex_in_assets", file{"assets/plugin.dex", dex}, "assets/plugin.dex", ""},
		{"dex_by_another_name", file{"assets/logo", dex}, "assets/logo", ""},
		{"dex_as_library", file{"lib/arm64-v8a/libplugin.so", dex}, "lib/arm64-v8a/libplugin.so", ""},
		{"dex_in_raw_resources", file{"res/raw/data.bin", dex}, "res/raw/data.bin", ""},
		{"name_with_a_space", file{"assets/my plugin.dex", dex}, "assets/my%20plugin.dex", ""},
		{"jar_in_assets", file{"assets/x.jar", inner}, "assets/x.jar!classes.dex assets/x.jar!classes2.dex", ""},
		{"stored_apk", file{"assets/x.apk", inner}, "assets/x.apk!classes.dex assets/x.apk!classes2.dex", ""},
		{"apk_as_library", file{"lib/x86/libx.so", inner}, "lib/x86/libx.so!classes.dex lib/x86/libx.so!classes2.dex", ""},
		{"zip_without_code", file{"assets/x.zip", zipOf(t, file{"a.txt", []byte("a text of more than a few bytes, so that it is looked at")})}, "", ""},
		{"renamed_resource", file{"res/aB.jar", inner}, "res/aB.jar!classes.dex res/aB.jar!classes2.dex", ""},
		{"picture_by_name", file{"assets/x.png", dex}, "", ""},
		{"outside_of_the_data_folders", file{"META-INF/x.dex", dex}, "", ""},
		{"broken_jar", file{"assets/x.jar", inner[:len(inner)-30]}, "", "not read assets/x.jar"},
		{"no_jar_at_all", file{"assets/x.jar", noise(1000)}, "", "sealed assets/x.jar"},
		{"text_named_jar", file{"assets/x.jar", bytes.Repeat([]byte("text "), 100)}, "", ""},
		{"noise", file{"assets/x.dat", noise(100_000)}, "", "blob assets/x.dat"},
		{"a_little_noise", file{"assets/x.dat", noise(1000)}, "", ""},
		{"real_library", file{"lib/x86/libx.so", append([]byte("\x7fELF\x01\x01\x01\x00"), noise(100_000)...)}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := mustOpen(t, apkOf(t, manifestEl("a.b"), c.file))
			got := a.CarriedCode()
			var names, other []string
			for _, e := range got.Dex {
				names = append(names, e.Where())
				if data, err := a.Read(e, nil); err != nil || !bytes.Equal(data, dex) {
					t.Errorf("%s: read %d bytes, error %v", e.Name, len(data), err)
				}
			}
			for _, e := range got.Sealed {
				other = append(other, "sealed "+e.Name)
			}
			for _, e := range got.Blobs {
				other = append(other, "blob "+e.Name)
				if !a.LooksEncrypted(e) {
					t.Errorf("%s does not look encrypted", e.Name)
				}
			}
			for _, n := range got.NotRead {
				other = append(other, "not read "+n.What)
			}
			if s := strings.Join(names, " "); s != c.dex {
				t.Errorf("DEX files %q, want %q", s, c.dex)
			}
			if s := strings.Join(other, " "); s != c.other {
				t.Errorf("also %q, want %q", s, c.other)
			}
			if notes := a.Notes(); (len(got.Dex) > 0) != slices.ContainsFunc(notes, func(n string) bool { return strings.Contains(n, "Android does not load by itself") }) {
				t.Errorf("notes %q for DEX files %q", notes, c.dex)
			}
		})
	}
}

func TestCarriedCodeUnderLimits(t *testing.T) {
	jar := zipOf(t, file{"classes.dex", someDex()})
	data := apkOf(t, manifestEl("a.b"), file{"assets/x.jar", jar})
	for name, limit := range map[string]func(l *Limits){
		"nesting": func(l *Limits) { l.Nesting = 0 },
		"bytes":   func(l *Limits) { l.NestedBytes = 10 },
		"entries": func(l *Limits) { l.Entries = 3 },
	} {
		t.Run(name, func(t *testing.T) {
			lim := DefaultLimits()
			limit(&lim)
			a, err := Open("test.apk", bytes.NewReader(data), int64(len(data)), lim)
			if err != nil {
				t.Fatal(err)
			}
			if c := a.CarriedCode(); len(c.Dex) != 0 || len(c.NotRead) != 1 || !strings.Contains(c.NotRead[0].Why, "exceeds the limit") {
				t.Errorf("DEX files %v, not read %v", c.Dex, c.NotRead)
			}
		})
	}
}

func TestEntropy(t *testing.T) {
	text := bytes.Repeat([]byte("The quick brown fox jumps over the lazy dog. "), 3000)
	if b := bitsPerByte(text); b > 5 {
		t.Errorf("text has %.2f bits a byte", b)
	}
	if b := bitsPerByte(noise(leastBlob)); b < leastEntropy {
		t.Errorf("noise has %.2f bits a byte", b)
	}
	if b := bitsPerByte(nil); b != 0 {
		t.Errorf("nothing has %.2f bits a byte", b)
	}
}

func TestDeliveredApart(t *testing.T) {
	in := func(class, split string) el {
		return el{"activity", []at{name(class), android(attrSplitName, "splitName", split)}, nil}
	}
	base := manifestEl("a.b", el{"application", nil, []el{in(".Here", "here"), in(".Gone", "gone"), {"service", []at{name(".Plain")}, nil}}})
	a := mustOpen(t, zipOf(t, file{"base.apk", apkOf(t, base)}, file{"here.apk", apkOf(t, split("a.b", "here"))}))
	if got := a.DeliveredApart(); len(got) != 1 || !got["a.b.Gone"] {
		t.Errorf("delivered apart: %v, want a.b.Gone alone", got)
	}
}

func FuzzCarriedCode(f *testing.F) {
	f.Add(apkOf(f, manifestEl("a.b"), file{"assets/x.jar", zipOf(f, file{"classes.dex", someDex()})}))
	f.Add(apkOf(f, manifestEl("a.b"), file{"assets/x.dex", someDex()}, file{"assets/y.jar", []byte("PK\x03\x04 and no more than that, which makes no archive; it is long enough to be looked at, though not by much, and then ends")}))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Open("f.apk", bytes.NewReader(data), int64(len(data)), fuzzLimits())
		if err != nil {
			return
		}
		a.Packers(nil)
		a.DeliveredApart()
		c := a.CarriedCode()
		for _, e := range c.Dex {
			_, _ = a.Read(e, nil)
		}
		for _, e := range c.Blobs {
			a.LooksEncrypted(e)
		}
	})
}
