package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/sdkdb"
)

// PolicyDocument is the JSON document candor.policy/1: what a policy declares,
// held against no app.
type PolicyDocument struct {
	Schema string         `json:"schema"`
	Tool   Tool           `json:"tool"`
	Policy *policy.Policy `json:"policy"`
	// Why says how one line was read, where that was asked for.
	Why *policy.Explanation `json:"why,omitempty"`
}

// SDKsDocument is the JSON document candor.sdks/1: the SDK database.
type SDKsDocument struct {
	Schema string      `json:"schema"`
	SDKs   []SDKRecord `json:"sdks"`
}

// SDKRecord is one entry of the SDK database, libraries included.
type SDKRecord struct {
	ID      string      `json:"id"`
	Kind    string      `json:"kind"` // "sdk", "library", …
	Parent  *string     `json:"parent"`
	Names   []string    `json:"names"`
	Aliases []string    `json:"aliases"`
	Vendor  string      `json:"vendor"`
	Website string      `json:"website"`
	Sources []SDKSource `json:"sources"`
}

// SDKSource is where a fact of an entry was learnt: the coordinates of an
// artefact or a URL, and the SHA-256 of what was read, nil where it is not
// kept.
type SDKSource struct {
	Coordinates string  `json:"coordinates,omitempty"`
	URL         string  `json:"url,omitempty"`
	SHA256      *string `json:"sha256"`
}

// MatchDocument is the JSON document candor.match/1: the entries of the SDK
// database that one file matches, libraries apart.
type MatchDocument struct {
	Schema    string             `json:"schema"`
	SDKs      []sdkdb.Match      `json:"sdks"`
	Libraries []sdkdb.Match      `json:"libraries"`
	Unknown   []sdkdb.Tree       `json:"unknown"`
	NotRead   []evidence.NotRead `json:"notRead"`
}

// WriteJSON writes r as candor.report/1: indented, the same bytes for the same
// report, lists never null, every text whole. Characters that could steer a
// terminal are written as \u escapes.
func WriteJSON(w io.Writer, r *Report) error {
	out := *r
	out.Schema = Schema
	return writeDocument(w, out)
}

// WritePolicyJSON writes p as candor.policy/1, with how one line was read where
// why is not nil.
func WritePolicyJSON(w io.Writer, tool Tool, p *policy.Policy, why *policy.Explanation) error {
	return writeDocument(w, PolicyDocument{Schema: PolicySchema, Tool: tool, Policy: p, Why: why})
}

// WriteSDKsJSON writes entries of the SDK database as candor.sdks/1.
func WriteSDKsJSON(w io.Writer, sdks []SDKRecord) error {
	return writeDocument(w, SDKsDocument{Schema: SDKsSchema, SDKs: sdks})
}

// WriteMatchJSON writes what a file matches as candor.match/1.
func WriteMatchJSON(w io.Writer, m *sdkdb.Result, lost []evidence.NotRead) error {
	return writeDocument(w, MatchDocument{Schema: MatchSchema, SDKs: m.SDKs, Libraries: m.Libraries, Unknown: m.Unknown, NotRead: lost})
}

// writeDocument encodes any document with the rules of WriteJSON.
func writeDocument(w io.Writer, document any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode(clean(reflect.ValueOf(document)).Interface()); err != nil {
		return fmt.Errorf("encode %T: %w", document, err)
	}
	_, err := w.Write(escapeHidden(b.Bytes()))
	return err
}

// cleaned returns a copy of r in the form it has once saved and read again:
// lists and maps empty instead of nil, text valid UTF-8. Writers work on it,
// so that a saved report renders to the same bytes.
func cleaned(r *Report) *Report {
	c := clean(reflect.ValueOf(*r)).Interface().(Report)
	c.Schema = Schema
	return &c
}

// clean copies v deeply with nil slices and maps made empty and invalid UTF-8
// replaced the way encoding/json does.
func clean(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(validUTF8(v.String()))
	case reflect.Slice:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(clean(v.Index(i)))
		}
	case reflect.Map:
		out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		for it := v.MapRange(); it.Next(); {
			out.SetMapIndex(clean(it.Key()), clean(it.Value()))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(clean(v.Elem()))
		}
	case reflect.Struct:
		out.Set(v) // unexported fields as they are
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(clean(v.Field(i)))
			}
		}
	default:
		out.Set(v)
	}
	return out
}

// validUTF8 replaces each byte that is no UTF-8 by U+FFFD.
func validUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

// escapeHidden writes characters that cannot be seen as \u escapes. Outside of
// strings JSON has none of them.
func escapeHidden(doc []byte) []byte {
	out := make([]byte, 0, len(doc))
	for i := 0; i < len(doc); {
		if doc[i] < utf8.RuneSelf && doc[i] != 0x7f {
			out = append(out, doc[i])
			i++
			continue
		}
		r, size := utf8.DecodeRune(doc[i:])
		if hidden(r) {
			for _, u := range utf16.Encode([]rune{r}) {
				out = append(out, `\u`...)
				out = append(out, strconv.FormatUint(uint64(u)|0x10000, 16)[1:]...)
			}
		} else {
			out = append(out, doc[i:i+size]...)
		}
		i += size
	}
	return out
}
