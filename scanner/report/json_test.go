package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
)

func writeJSON(t testing.TB, r *Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteJSON(t *testing.T) {
	r := exampleReport(t)
	first := writeJSON(t, r)
	t.Run("the_same_bytes_each_time", func(t *testing.T) {
		if !bytes.Equal(first, writeJSON(t, exampleReport(t))) {
			t.Error("two writes of one report differ")
		}
	})
	t.Run("lists_are_never_null", func(t *testing.T) {
		// What the contract lets be null; everything else must be there.
		nullable := map[string]bool{"signer": true, "group": true, "impliedBy": true, "minSdk": true, "maxSdk": true, "effective": true, "max": true,
			"parent": true, "version": true, "bundledIn": true, "availableUpToApi": true, "packer": true, "policy": true, "party": true, "page": true,
			"app": true, "website": true, "partyName": true, "purpose": true, "condition": true, "id": true, "method": true, "scope": true,
			"institution": true, "privacyUrl": true, "contact": true, "scene": true, "permissions": true}
		for _, doc := range [][]byte{first, writeJSON(t, &Report{})} {
			var v any
			if err := json.Unmarshal(doc, &v); err != nil {
				t.Fatal(err)
			}
			walkJSON(v, "", func(key string, v any) {
				if v == nil && !nullable[key] {
					t.Errorf("%s is null", key)
				}
			})
		}
	})
	t.Run("the_report_is_left_alone", func(t *testing.T) {
		if !reflect.DeepEqual(r, exampleReport(t)) {
			t.Error("writing changed the report")
		}
	})
	t.Run("hidden_characters_are_escaped_and_kept", func(t *testing.T) {
		r := exampleReport(t)
		r.App.Label = "a\u202eb\x1b[31m\u009b\U000e0041<script>\xff"
		doc := writeJSON(t, r)
		if i := bytes.IndexFunc(doc, func(c rune) bool { return c != '\n' && hidden(c) || c == '<' }); i >= 0 {
			t.Errorf("byte %d is raw: %q", i, doc[i:i+4])
		}
		back, err := Read(bytes.NewReader(doc))
		if err != nil {
			t.Fatal(err)
		}
		if want := "a\u202eb\x1b[31m\u009b\U000e0041<script>\ufffd"; back.App.Label != want {
			t.Errorf("label = %q, want %q", back.App.Label, want)
		}
	})
}

func walkJSON(v any, key string, visit func(key string, v any)) {
	visit(key, v)
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			walkJSON(e, k, visit)
		}
	case []any:
		for _, e := range v {
			walkJSON(e, "["+key+"]", visit)
		}
	}
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	doc := writeJSON(t, exampleReport(t))
	r, err := Read(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	if again := writeJSON(t, r); !bytes.Equal(doc, again) {
		t.Error("a report that was read writes other bytes")
	}
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"nothing":           {"", "not a JSON report"},
		"text":              {"com.example.solar 3.2.1", "not a JSON report"},
		"a_list":            {"[]", "not a JSON report"},
		"cut_off":           {`{"schema":"candor.report/1","app":{`, "cut off"},
		"no_schema":         {`{}`, "no schema"},
		"another_schema":    {`{"schema":"spdx/2"}`, "unknown schema"},
		"a_later_version":   {`{"schema":"candor.report/2"}`, "another version of candor"},
		"a_policy_document": {`{"schema":"candor.policy/1"}`, "not a report of an app"},
		"wrong_type":        {`{"schema":"candor.report/1","findings":{}}`, "findings cannot be a object"},
		"more_behind":       {`{"schema":"candor.report/1"} {}`, "something follows"},
		"deep":              {`{"schema":"candor.report/1","x":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, "nested deeper"},
		"not_json":          {`{"schema":"candor.report/1",}`, "byte 29"},
		"escape_in_schema":  {`{"schema":"\u001b[31m"}`, `unknown schema "\\x1b[31m"`},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Read(strings.NewReader(c.in))
			if r != nil || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Read = %v, %v; want an error with %q", r, err, c.want)
			}
		})
	}
	t.Run("endless", func(t *testing.T) {
		if _, err := read(io.MultiReader(strings.NewReader("{"), blanks{}), 1<<20); err == nil || !strings.Contains(err.Error(), "larger than") {
			t.Errorf("Read = %v, want that it is too large", err)
		}
	})
	t.Run("a_broken_pipe", func(t *testing.T) {
		broken := errors.New("broken")
		if _, err := Read(failing{broken}); !errors.Is(err, broken) {
			t.Errorf("Read = %v, want it to wrap %v", err, broken)
		}
	})
}

type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestOtherDocuments(t *testing.T) {
	t.Run("policy", func(t *testing.T) {
		var b bytes.Buffer
		if err := WritePolicyJSON(&b, Tool{Name: "candor"}, examplePolicy(t), nil); err != nil {
			t.Fatal(err)
		}
		var doc PolicyDocument
		if err := json.Unmarshal(b.Bytes(), &doc); err != nil || doc.Schema != "candor.policy/1" || len(doc.Policy.SDKs) != 2 {
			t.Errorf("schema %q, %d SDKs, %v", doc.Schema, len(doc.Policy.SDKs), err)
		}
	})
	t.Run("sdks", func(t *testing.T) {
		var b bytes.Buffer
		if err := WriteSDKsJSON(&b, []SDKRecord{{ID: "wechat-pay", Kind: "sdk", Sources: []SDKSource{{URL: "https://open.weixin.qq.com/"}}}}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"schema": "candor.sdks/1"`, `"aliases": []`, `"parent": null`, `"sha256": null`} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("no %s in %s", want, b.String())
			}
		}
	})
}

// FuzzRead holds that an error and a nil report come together, and that every
// format takes whatever was read.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := WriteJSON(&b, exampleReport(f)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"schema":"candor.report/1","policy":{"documents":[{"text":"a\nb"}],"sdks":[{"line":-1}]},"findings":[{"quotes":[{"line":9}]}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		r, err := Read(bytes.NewReader(doc))
		if (err == nil) != (r != nil) {
			t.Fatalf("Read = %v, %v", r, err)
		}
		if err != nil {
			return
		}
		for _, name := range Formats() {
			if err := Render(io.Discard, name, r, Options{Lang: "both"}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
