package draft

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

// TestEveryKeyHasWords reads the source for the keys it asks for.
func TestEveryKeyHasWords(t *testing.T) {
	asks := regexp.MustCompile(`(?:say|words|note)\("([a-zA-Z.]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asks.FindAllStringSubmatch(string(text), -1) {
			if _, ok := words()[m[1]]; !ok && !strings.HasSuffix(m[1], ".") {
				t.Errorf("%s: there are no words for %s", f, m[1])
			}
		}
	}
	for key, text := range words() {
		if text.EN == "" || text.ZH == "" || strings.Count(text.EN, "%") != strings.Count(text.ZH, "%") {
			t.Errorf("%s: %q and %q", key, text.EN, text.ZH)
		}
	}
}

// TestPurposesAreOfKnownCategories keeps the table in step with the database. A
// category without a row is no fault: the draft leaves the purpose to a person.
func TestPurposesAreOfKnownCategories(t *testing.T) {
	db, err := sdkdb.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, s := range db.All() {
		for _, c := range s.Categories {
			known[c] = true
		}
	}
	for c := range purposes() {
		if !known[c] {
			t.Errorf("no SDK is of the category %s", c)
		}
	}
	for c := range known {
		if _, ok := purposes()[c]; !ok {
			t.Logf("the category %s has no row in data/purposes.csv", c)
		}
	}
}

func TestLanguages(t *testing.T) {
	text := Note{EN: "camera", ZH: "相机"}
	for _, tt := range []struct {
		lang lang
		in   Note
		want string
	}{
		{inEN, text, "camera"}, {inZH, text, "相机"}, {inBoth, text, "相机 camera"},
		{inBoth, same("IMEI"), "IMEI"}, {inZH, Note{EN: "Vendor Ltd."}, "Vendor Ltd."}, {inEN, Note{ZH: "有限公司"}, "有限公司"},
	} {
		if got := tt.lang.of(tt.in); got != tt.want {
			t.Errorf("%s of %v is %q, want %q", tt.lang, tt.in, got, tt.want)
		}
	}
}

func TestKeepTakesTheLanguageOfTheDraft(t *testing.T) {
	all := []passage{{"用于支付", privacy.Chinese}, {"to pay", privacy.English}, {"to pay", privacy.English}}
	for l, want := range map[lang]string{inEN: "to pay", inZH: "用于支付", inBoth: "用于支付 to pay"} {
		if got := l.keep(all); got != want {
			t.Errorf("%s keeps %q, want %q", l, got, want)
		}
	}
	if got := inZH.keep(all[1:]); got != "to pay" {
		t.Errorf("what stands in the other language only is lost: %q", got)
	}
}
