package report

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
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
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
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

func TestSARIFMatchesItsSchema(t *testing.T) {
	s := compile(t, filepath.Join("..", "..", "..", "shared", "facts", "sarif-schema-2.1.0.json"), false)
	for name, r := range map[string]*Report{"check": exampleReport(t), "scan": scanned(t), "settled": settled(t), "hostile": hostileReport(t), "empty": {}} {
		for _, lang := range []string{"en", "zh", "both"} {
			t.Run(name+"/"+lang, func(t *testing.T) { validate(t, s, render(t, "sarif", r, Options{Lang: lang})) })
		}
	}
}
