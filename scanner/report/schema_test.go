package report

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/sdkdb"
)

// compile compiles a JSON Schema; strict closes every object it describes, so
// that a key it does not know is an error.
func compile(t *testing.T, path string, strict bool) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is absent", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if strict {
		closeObjects(doc)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	if filepath.Base(path) != "report.schema.json" { // the other documents use its parts
		addReportSchema(t, c, strict)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func addReportSchema(t *testing.T, c *jsonschema.Compiler, strict bool) {
	t.Helper()
	text, err := os.ReadFile("../../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if strict {
		closeObjects(doc)
	}
	if err := c.AddResource("https://github.com/candor-scan/candor/blob/main/docs/report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
}

func closeObjects(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, ok := v["properties"].(map[string]any); ok {
			v["additionalProperties"] = false
		}
		for _, e := range v {
			closeObjects(e)
		}
	case []any:
		for _, e := range v {
			closeObjects(e)
		}
	}
}

func validate(t *testing.T, s *jsonschema.Schema, doc string) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Error(err)
	}
}

func TestReportMatchesItsSchema(t *testing.T) {
	s := compile(t, "../../docs/report.schema.json", true)
	full := exampleReport(t)
	full.Policy = fullPolicy(t)
	for name, r := range map[string]*Report{"check": full, "scan": scanned(t), "settled": settled(t)} {
		t.Run(name, func(t *testing.T) { validate(t, s, string(writeJSON(t, r))) })
	}
	t.Run("a_wrong_report_does_not", func(t *testing.T) {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"schema":"candor.report/1"}`))
		if err != nil || s.Validate(v) == nil {
			t.Errorf("an empty report passes (%v)", err)
		}
	})
}

func TestOtherDocumentsMatchTheirSchemas(t *testing.T) {
	matched := &sdkdb.Result{Libraries: []sdkdb.Match{{ID: "okhttp"}}, Unknown: []sdkdb.Tree{{Root: "a.b", Classes: 3}}}
	matched.Libraries[0].Confidence, matched.Libraries[0].Use = sdkdb.Certain, sdkdb.Called
	for _, s := range exampleSDKs() {
		matched.SDKs = append(matched.SDKs, s.Match)
	}
	for name, write := range map[string]func(w io.Writer) error{
		"policy": func(w io.Writer) error { return WritePolicyJSON(w, Tool{Name: "candor"}, fullPolicy(t), nil) },
		"sdks": func(w io.Writer) error {
			return WriteSDKsJSON(w, []SDKRecord{{ID: "wechat-pay", Kind: "sdk", Sources: []SDKSource{{URL: "https://example.com/"}, {Coordinates: "a:b:1", SHA256: ptr("00")}}}, {ID: "okhttp"}})
		},
		"match": func(w io.Writer) error {
			return WriteMatchJSON(w, matched, []evidence.NotRead{{What: "classes2.dex", Why: "damaged"}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			validate(t, compile(t, "../../docs/"+name+".schema.json", true), b.String())
		})
	}
}

func TestSARIFMatchesItsSchema(t *testing.T) {
	s := compile(t, filepath.Join("..", "..", "..", "shared", "facts", "sarif-schema-2.1.0.json"), false)
	for name, r := range map[string]*Report{"check": exampleReport(t), "scan": scanned(t), "settled": settled(t), "hostile": hostileReport(t), "empty": {}} {
		for _, lang := range []string{"en", "zh", "both"} {
			t.Run(name+"/"+lang, func(t *testing.T) { validate(t, s, render(t, "sarif", r, Options{Lang: lang})) })
		}
	}
}
