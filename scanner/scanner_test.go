package scanner

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const fixtures = "../fixtures"

func options(t testing.TB) Options {
	t.Helper()
	o, err := DefaultOptions()
	if err != nil {
		t.Fatal(err)
	}
	o.Reproducible = true
	return o
}

func bytesApp(name string, data []byte) App {
	return App{Path: name, File: bytes.NewReader(data), Size: int64(len(data))}
}

func fixture(t testing.TB, parts ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(append([]string{fixtures}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func check(t testing.TB, apk, doc string) *report.Report {
	t.Helper()
	r, err := Check(context.Background(), bytesApp(apk, fixture(t, "apps", apk)), []Document{{Path: doc, Data: fixture(t, "policies", doc)}}, options(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// outcome is what a report says, in short: the matrices and the findings.
func outcome(r *report.Report) string {
	var b strings.Builder
	for _, p := range r.Permissions {
		if p.Declared {
			var by []string
			for _, u := range p.UsedBy {
				by = append(by, string(u.Party))
			}
			fmt.Fprintf(&b, "permission %s used by %v\n", p.Name, by)
		}
	}
	for _, s := range r.SDKs {
		fmt.Fprintf(&b, "sdk %s %s %s %v %v reads %v\n", s.ID, s.Confidence, s.Use, s.CalledFrom, s.Capabilities, s.Items)
	}
	for _, it := range r.Items {
		fmt.Fprintf(&b, "item %s %s %s\n", it.Item, it.Party, it.Strength)
	}
	for _, u := range r.Unknown {
		fmt.Fprintf(&b, "unknown %s %d\n", u.Root, u.Classes)
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s %s %s\n", f.Severity, f.State, f.Rule, f.Subject.ID)
	}
	return b.String()
}

// TestFixtures holds what is said of every fixture app against every fixture
// policy; -update rewrites the golden files, which are to be read.
func TestFixtures(t *testing.T) {
	for _, apk := range []string{"solar.apk", "solar-renamed.apk", "plain.apk"} {
		for _, doc := range []string{"complete.md", "gaps.html", "website.txt"} {
			name := strings.TrimSuffix(apk, ".apk") + "-" + strings.ReplaceAll(doc, ".", "-")
			t.Run(name, func(t *testing.T) {
				golden := filepath.Join("testdata", name+".txt")
				got := outcome(check(t, apk, doc))
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

func TestFingerprintsAreUnique(t *testing.T) {
	seen := map[string]string{}
	for _, f := range check(t, "solar.apk", "gaps.html").Findings {
		what := f.Rule + " " + f.Subject.ID
		if other, ok := seen[f.Fingerprint]; ok {
			t.Errorf("%s and %s have one fingerprint", what, other)
		}
		seen[f.Fingerprint] = what
	}
}

// TestOrderOfWorkIsOfNoMatter reads many DEX files with one worker and with
// several: the report is the same to the byte.
func TestOrderOfWorkIsOfNoMatter(t *testing.T) {
	var dexes []forge.Dex
	for i := range 12 {
		class := fmt.Sprintf("com.example.app.C%d", i)
		dexes = append(dexes, forge.Dex{Classes: []forge.Class{{Name: class, Methods: []forge.Method{{Name: "m", Sig: "()V",
			Flags: forge.Public | forge.Static, Registers: 2, Code: []forge.Ins{
				forge.Invoke(0x6e, "Landroid/telephony/TelephonyManager;->getDeviceId()Ljava/lang/String;", 0), forge.ReturnVoid()}}}}}})
	}
	apk := forge.APK(forge.Manifest{Package: "com.example.app"}, dexes...)
	var first []byte
	for _, workers := range []int{1, 2, 7} {
		o := options(t)
		o.Workers = workers
		r, err := Scan(context.Background(), bytesApp("many.apk", apk), o)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := report.WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		} else if !bytes.Equal(first, b.Bytes()) {
			t.Errorf("%d workers give another report than one", workers)
		}
	}
}

// TestDamagedDexAmongSeveral: the rest is reported, and what was lost is said.
func TestDamagedDexAmongSeveral(t *testing.T) {
	dex := func(class string) forge.Dex {
		return forge.Dex{Classes: []forge.Class{{Name: class, Methods: []forge.Method{{Name: "m", Sig: "()V",
			Flags: forge.Public | forge.Static, Registers: 2, Code: []forge.Ins{
				forge.Invoke(0x6e, "Landroid/telephony/TelephonyManager;->getDeviceId()Ljava/lang/String;", 0), forge.ReturnVoid()}}}}}}
	}
	archive := forge.Archive{Entries: []forge.Entry{
		{Name: "AndroidManifest.xml", Data: forge.Manifest{Package: "com.example.app"}.XML().Bytes()},
		{Name: "classes.dex", Data: dex("com.example.app.A").Bytes()},
		{Name: "classes2.dex", Data: dex("com.example.app.B").Bytes()[:60]},
		{Name: "classes3.dex", Data: dex("com.example.app.C").Bytes()},
	}}
	r, err := Scan(context.Background(), bytesApp("damaged.apk", archive.Bytes()), options(t))
	if err != nil {
		t.Fatal(err)
	}
	if r.App.Complete || len(r.App.NotRead) != 1 || r.App.NotRead[0].What != "classes2.dex" {
		t.Errorf("complete %v, not read %v", r.App.Complete, r.App.NotRead)
	}
	if len(r.Items) != 1 || len(r.Items[0].Evidence) != 2 {
		t.Errorf("items %+v, want the IMEI read in the two files that could be read", r.Items)
	}
	if got := outcome(r); !strings.Contains(got, "error fail app/not-read") {
		t.Errorf("no finding names what was lost:\n%s", got)
	}
}

func BenchmarkPolicy(b *testing.B) {
	doc, o := fixture(b, "policies", "complete.md"), options(b)
	b.SetBytes(int64(len(doc)))
	for b.Loop() {
		if _, err := ReadPolicy([]Document{{Path: "complete.md", Data: doc}}, o); err != nil {
			b.Fatal(err)
		}
	}
}
