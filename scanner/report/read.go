package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits of a report that is read. The largest reports of real apps hold some
// megabytes, and their documents nest eight levels deep.
const (
	maxReportSize  = 128 << 20
	maxReportDepth = 64
)

// Read reads a report that WriteJSON wrote. The bytes are not trusted: reports
// beyond 128 MB, nesting beyond 64 levels, another schema and anything after
// the document are errors. Keys this version does not know are passed over.
func Read(r io.Reader) (*Report, error) { return read(r, maxReportSize) }

func read(r io.Reader, limit int64) (*Report, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("report is larger than %d MB", limit>>20)
	}
	if err := checkSchema(data); err != nil {
		return nil, err
	}
	var rep Report
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&rep); err != nil {
		return nil, fmt.Errorf("report: %w", plainJSONError(err))
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("report: something follows the JSON document")
	}
	return cleaned(&rep), nil
}

// checkSchema looks at nesting and schema name before the whole is decoded.
func checkSchema(data []byte) error {
	first := bytes.TrimLeft(data, " \t\r\n")
	if len(first) == 0 || first[0] != '{' {
		return errors.New("not a JSON report: candor check -f json writes one")
	}
	if nesting(data) > maxReportDepth {
		return fmt.Errorf("report: nested deeper than %d levels", maxReportDepth)
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&head); err != nil {
		return fmt.Errorf("report: %w", plainJSONError(err))
	}
	switch {
	case head.Schema == Schema:
		return nil
	case head.Schema == "":
		return fmt.Errorf("not a report: no schema, want %q", Schema)
	case head.Schema == PolicySchema, head.Schema == SDKsSchema:
		return fmt.Errorf("%s is not a report of an app, want %q", head.Schema, Schema)
	case strings.HasPrefix(head.Schema, "candor.report/"):
		return fmt.Errorf("%q was written by another version of candor, want %q", inert(head.Schema, maxName), Schema)
	}
	return fmt.Errorf("unknown schema %q, want %q", inert(head.Schema, maxName), Schema)
}

// nesting returns how deep arrays and objects stand in each other.
func nesting(data []byte) int {
	depth, deepest, inString := 0, 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			depth++
			deepest = max(deepest, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return deepest
}

// plainJSONError says where a document broke, without Go type names.
func plainJSONError(err error) error {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the JSON document is cut off")
	case errors.As(err, &syntax):
		return fmt.Errorf("byte %d: %w", syntax.Offset, err)
	case errors.As(err, &wrong):
		return fmt.Errorf("byte %d: %s cannot be a %s", wrong.Offset, inert(wrong.Field, maxName), wrong.Value)
	}
	return err
}
