package draft_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner"
	"github.com/candor-scan/candor/scanner/draft"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/report"
)

// openings are what a policy begins with that says nothing of permissions or
// SDKs, by format of the draft behind it.
var openings = map[string]string{
	draft.Markdown: "# Privacy Policy 隐私政策\n\nThis privacy policy applies to our app. 本隐私政策适用于本应用。\n\n",
	draft.HTML:     "<!doctype html><h1>Privacy Policy 隐私政策</h1><p>This privacy policy applies to our app. 本隐私政策适用于本应用。</p>\n",
}

// TestWholeDraftsRoundTrip makes a policy of the whole drafts, written without
// one, in every language and format: of each draft exactly the blanks it marked
// are left.
func TestWholeDraftsRoundTrip(t *testing.T) {
	read, err := os.ReadFile(filepath.Join(fixtures, "apps", "solar.apk"))
	if err != nil {
		t.Fatal(err)
	}
	for name, apk := range map[string][]byte{"solar": read, "components": components()} {
		scanned := scanBytes(t, name, apk, nil)
		for _, o := range forms {
			for _, d := range []struct {
				name, rules string
				write       func(b *bytes.Buffer) ([]draft.Note, error)
			}{
				{"permissions", "permission/", func(b *bytes.Buffer) ([]draft.Note, error) {
					return draft.Permissions(b, scanned, database(t), o)
				}},
				{"sdk-list", "sdk/", func(b *bytes.Buffer) ([]draft.Note, error) { return draft.SDKList(b, scanned, database(t), o) }},
			} {
				t.Run(strings.Join([]string{name, d.name, o.Lang, o.Format}, "_"), func(t *testing.T) {
					var b bytes.Buffer
					if _, err := d.write(&b); err != nil {
						t.Fatal(err)
					}
					doc := scanner.Document{Path: "policy.md", Data: []byte(openings[o.Format] + b.String())}
					if o.Format == draft.HTML {
						doc.Path = "policy.html"
					}
					got := slices.DeleteFunc(lacking(scanBytes(t, name, apk, &doc)), func(f string) bool { return !strings.HasPrefix(f, d.rules) })
					want := blanks(t, b.String(), o)
					if marks := strings.Count(b.String(), "[to fill in]") + strings.Count(b.String(), "【待填写】"); marks != len(want) {
						t.Errorf("%d blanks are marked, %d are read as missing: %v", marks, len(want), want)
					}
					if !slices.Equal(got, want) {
						t.Errorf("left is %v,\nmarked was %v\n%s", got, want, b.String())
					}
				})
			}
		}
	}
}

// components is an app that asks for groups by its components alone.
func components() []byte {
	service := func(class, permission string) forge.Element {
		e := forge.Component("service", class)
		e.Attrs = append(e.Attrs, forge.String("permission", permission))
		return e
	}
	boot := forge.Component("receiver", "com.example.parts.Boot", forge.Element{Name: "intent-filter",
		Children: []forge.Element{{Name: "action", Attrs: []forge.Attr{forge.String("name", "android.intent.action.BOOT_COMPLETED")}}}})
	return built(forge.Manifest{Package: "com.example.parts", MinSDK: 21, TargetSDK: 34, Components: []forge.Element{
		service("com.example.parts.ReadAloud", "android.permission.BIND_ACCESSIBILITY_SERVICE"),
		service("com.example.parts.Listener", "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE"), boot}},
		forge.Class{Name: "com.example.parts.ReadAloud"}, forge.Class{Name: "com.example.parts.Listener"}, forge.Class{Name: "com.example.parts.Boot"})
}

func built(m forge.Manifest, classes ...forge.Class) []byte {
	return forge.Archive{Entries: []forge.Entry{
		{Name: "AndroidManifest.xml", Data: m.XML().Bytes(), Method: forge.Deflate},
		{Name: "classes.dex", Data: forge.Dex{Classes: classes}.Bytes(), Method: forge.Deflate},
	}}.Bytes()
}

// scanBytes scans an app, against a document where one is given.
func scanBytes(t *testing.T, path string, apk []byte, doc *scanner.Document) *report.Report {
	t.Helper()
	o, err := scanner.DefaultOptions()
	if err != nil {
		t.Fatal(err)
	}
	a := scanner.App{Path: path, File: bytes.NewReader(apk), Size: int64(len(apk))}
	var r *report.Report
	if doc == nil {
		r, err = scanner.Scan(context.Background(), a, o)
	} else {
		r, err = scanner.Check(context.Background(), a, []scanner.Document{*doc}, o)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestDataSafetyRoundTrip fills the form for an app and takes it as what the
// app declares: of what its code reads, exactly what the notes leave to a
// person is left.
func TestDataSafetyRoundTrip(t *testing.T) {
	androidID := []forge.Ins{forge.ConstString(1, "android_id"), forge.Invoke(forge.InvokesStatic,
		"Landroid/provider/Settings$Secure;->getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String;", 0, 1)}
	carrier := []forge.Ins{forge.Invoke(forge.Virtual, "Landroid/telephony/TelephonyManager;->getNetworkOperatorName()Ljava/lang/String;", 0)}
	sensors := []forge.Ins{forge.Invoke(forge.Virtual, "Landroid/hardware/SensorManager;->getSensorList(I)Ljava/util/List;", 0)}
	for _, c := range []struct {
		name         string
		code         []forge.Ins
		empty, after []string // what an empty form leaves, and the draft
	}{
		{"a_plain_type", androidID, []string{"android_id"}, nil},
		{"types_to_choose", slices.Concat(carrier, sensors), []string{"carrier", "motion_sensors"}, []string{"carrier", "motion_sensors"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			apk := built(forge.Manifest{Package: "com.example.reads", MinSDK: 21, TargetSDK: 28, Components: []forge.Element{forge.Component("activity", "com.example.reads.Main")}},
				forge.Class{Name: "com.example.reads.Main", Methods: []forge.Method{{Name: "m", Sig: "()V", Flags: forge.Public | forge.Static, Registers: 2, Code: append(c.code, forge.ReturnVoid())}}})
			empty, _ := dataSafety(t, &report.Report{})
			filled, notes := dataSafety(t, scanBytes(t, "reads.apk", apk, nil))
			before, after := undeclared(t, apk, empty), undeclared(t, apk, filled)
			if !slices.Equal(before, c.empty) || !slices.Equal(after, c.after) {
				t.Errorf("an empty form leaves %v, want %v; the draft %v, want %v", before, c.empty, after, c.after)
			}
			for _, id := range before {
				info, _ := privacy.LookupItem(privacy.Item(id))
				noted := slices.ContainsFunc(notes, func(n draft.Note) bool {
					return strings.HasPrefix(n.EN, info.NamesEN[0]+": decide whether it counts as ")
				})
				if noted != slices.Contains(after, id) {
					t.Errorf("%s: left to a person: %v, left in the form: %v", id, noted, !noted)
				}
			}
		})
	}
}

func dataSafety(t *testing.T, r *report.Report) ([]byte, []draft.Note) {
	t.Helper()
	var form bytes.Buffer
	notes, err := draft.DataSafety(&form, r, database(t), draft.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return form.Bytes(), notes
}

// undeclared lists the items an app reads and a form does not declare.
func undeclared(t *testing.T, apk, form []byte) []string {
	t.Helper()
	var out []string
	for _, f := range scanBytes(t, "reads.apk", apk, &scanner.Document{Path: "form.csv", Data: form}).Findings {
		if f.Rule == "data/undisclosed" {
			out = append(out, f.Subject.ID)
		}
	}
	return out
}
