package scanner

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/candor-scan/candor/fixtures/forge"
	"github.com/candor-scan/candor/scanner/report"
)

const sarifSchema = "../../shared/facts/sarif-schema-2.1.0.json"

// schemas are the schemas of the formats that have one; a schema that lies
// outside the repository may be absent.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	compiled := map[string]*jsonschema.Schema{}
	for format, path := range map[string]string{"json": "../docs/report.schema.json", "sarif": sarifSchema} {
		text, err := os.ReadFile(path)
		if err != nil && format == "sarif" {
			t.Logf("SARIF is not validated: %s is absent", filepath.Base(path))
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource("schema.json", doc); err != nil {
			t.Fatal(err)
		}
		if compiled[format], err = c.Compile("schema.json"); err != nil {
			t.Fatal(err)
		}
	}
	return compiled
}

// TestFormatsOfEveryFixture writes the report of every fixture in every format:
// it keeps to its schema, and a saved report renders to the same bytes.
func TestFormatsOfEveryFixture(t *testing.T) {
	compiled := schemas(t)
	for name, r := range fixtureReports(t) {
		t.Run(name, func(t *testing.T) { checkFormats(t, r, compiled) })
	}
}

func fixtureReports(t *testing.T) map[string]*report.Report {
	t.Helper()
	reports := map[string]*report.Report{}
	apps, err := filepath.Glob(fixtures + "/apps/*.apk")
	if err != nil || len(apps) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	docs, err := filepath.Glob(fixtures + "/policies/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range apps {
		app := filepath.Base(path)
		r, err := Scan(context.Background(), bytesApp(app, fixture(t, "apps", app)), options(t))
		if err != nil {
			t.Fatal(err)
		}
		reports[app] = r
		for _, d := range docs {
			if doc := filepath.Base(d); doc != "README.md" {
				reports[app+"_"+doc] = check(t, app, doc)
			}
		}
	}
	return reports
}

func checkFormats(t *testing.T, r *report.Report, compiled map[string]*jsonschema.Schema) {
	t.Helper()
	var saved bytes.Buffer
	if err := report.WriteJSON(&saved, r); err != nil {
		t.Fatal(err)
	}
	again, err := report.Read(&saved)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range report.Formats() {
		var direct, rendered bytes.Buffer
		if err := report.Render(&direct, format, r, report.Options{Lang: "both"}); err != nil {
			t.Fatal(err)
		}
		if err := report.Render(&rendered, format, again, report.Options{Lang: "both"}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(direct.Bytes(), rendered.Bytes()) {
			t.Errorf("%s: the saved report renders to other bytes", format)
		}
		if i := bytes.IndexFunc(direct.Bytes(), acts); i >= 0 {
			t.Errorf("%s: byte %d can act: %q", format, i, direct.Bytes()[i:min(direct.Len(), i+20)])
		}
		if s := compiled[format]; s != nil {
			v, err := jsonschema.UnmarshalJSON(&direct)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(v); err != nil {
				t.Errorf("%s: %v", format, err)
			}
		}
	}
}

// acts reports characters that steer a terminal or turn the direction of
// writing.
func acts(r rune) bool {
	return r != '\n' && r != '\t' && r != '\r' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// TestHostileInputIsInert scans an app and reads a policy whose names try to
// act, and writes all formats.
func TestHostileInputIsInert(t *testing.T) {
	const evil = "=cmd|' /C calc'!A0 <script>alert(1)</script> [x](javascript:alert(1)) @everyone |`**\x1b[2J\u202egpj.exe"
	m := forge.Manifest{Package: "com.example.app", VersionName: evil, MinSDK: 21, TargetSDK: 34, Label: strings.Repeat("\u202e<b>", 1<<18),
		Permissions: []string{evil, "android.permission.CAMERA", "+" + strings.Repeat("x", 1<<16)}, Components: []forge.Element{forge.Component("activity", evil)}}
	boot := forge.Component("receiver", evil, forge.Element{Name: "intent-filter",
		Children: []forge.Element{{Name: "action", Attrs: []forge.Attr{forge.String("name", "android.intent.action.BOOT_COMPLETED")}}}})
	m.Components = append(m.Components, boot)
	dex := forge.Dex{Classes: []forge.Class{{Name: "com.example.app.Main"}}}
	apk := forge.Archive{Entries: []forge.Entry{
		{Name: "AndroidManifest.xml", Data: m.XML().Bytes(), Method: forge.Deflate}, {Name: "classes.dex", Data: dex.Bytes(), Method: forge.Deflate},
		{Name: "../=evil<script>\x1b[2J@everyone", Data: []byte("x"), Method: forge.Deflate},
	}}.Bytes()
	doc := "# Privacy policy\n\nOur app uses third-party SDKs.\n\n| SDK | Purpose | Personal information | Company | Website |\n| --- | --- | --- | --- | --- |\n" +
		"| " + strings.ReplaceAll(evil, "|", "/") + " SDK | to pay <img src=x onerror=alert(1)> | IMEI, +1+1 | -2+3 @team | https://example.com/\"><script> |\n"
	r, err := Check(context.Background(), bytesApp("=a<script>\x1b[2J.apk", apk), []Document{{Path: "@p[x](y)\u202e.md", Data: []byte(doc)}}, options(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Policy.SDKs) == 0 || len(r.App.Guards) == 0 || len(r.App.NotRead)+len(r.App.Notes) == 0 {
		t.Errorf("the hostile names are not all in the report: %d rows, %d guards, %v %v", len(r.Policy.SDKs), len(r.App.Guards), r.App.NotRead, r.App.Notes)
	}
	checkFormats(t, r, schemas(t))
	checkInertTable(t, r)
	checkInertMarkup(t, r)
}

// checkInertTable holds that no cell of the CSV is a formula.
func checkInertTable(t *testing.T, r *report.Report) {
	t.Helper()
	var b bytes.Buffer
	if err := report.Render(&b, "csv", r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r|%") {
				t.Errorf("a cell begins with %.20q", cell)
			}
		}
	}
}

// escaped matches what Markdown takes for itself.
var escaped = regexp.MustCompile(`\\.`)

// checkInertMarkup holds that no name is markup in HTML, Markdown or SARIF.
func checkInertMarkup(t *testing.T, r *report.Report) {
	t.Helper()
	for format, forbidden := range map[string][]string{
		"html":     {"<script>alert", "<img", "<b>", "onerror=alert(1)>", "href=\"javascript"},
		"markdown": {"<script", "<img", "<b>\u202e", "[x](", "](javascript", "@everyone", "@team", "|`", "](y"},
		"sarif":    {"](javascript", "](y"},
	} {
		var b bytes.Buffer
		if err := report.Render(&b, format, r, report.Options{}); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if format == "markdown" {
			text = escaped.ReplaceAllString(text, "")
		}
		for _, f := range forbidden {
			if i := strings.Index(text, f); i >= 0 {
				t.Errorf("%s holds %q: %.120q", format, f, text[max(0, i-40):])
			}
		}
		if format == "markdown" {
			checkTables(t, b.String())
		}
	}
}

// checkTables holds that the rows of each Markdown table have one number of
// cells.
func checkTables(t *testing.T, text string) {
	t.Helper()
	cells := 0
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "|") {
			cells = 0
			continue
		}
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if cells != 0 && n != cells {
			t.Errorf("a row of %d cells under a head of %d: %.200s", n, cells, line)
		}
		cells = n
	}
}
