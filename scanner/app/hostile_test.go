package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// hostileDir holds the damaged and tricky APKs that all readers are held
// against; it lies beside the repository.
const hostileDir = "../../../shared/eval/hostile"

// expectation is a line of expectations.jsonl.
type expectation struct {
	File        string     `json:"file"`
	Readable    string     `json:"readable"` // "yes", "partly", "no"
	Permissions [][]string `json:"permissions"`
	Complete    any        `json:"complete"`
	MadeBy      string     `json:"made_by"`
}

func hostile(t testing.TB) []expectation {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(hostileDir, "expectations.jsonl"))
	if err != nil {
		t.Skip("the hostile files are not there: ", err)
	}
	var out []expectation
	for line := range bytes.Lines(data) {
		var e expectation
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

func TestHostileFiles(t *testing.T) {
	for _, e := range hostile(t) {
		t.Run(strings.TrimSuffix(e.File, ".apk"), func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(hostileDir, e.File))
			if err != nil && e.MadeBy != "" {
				t.Skip("not made: ", err)
			} else if err != nil {
				t.Fatal(err)
			}
			a, err := Open(e.File, bytes.NewReader(data), int64(len(data)), DefaultLimits())
			if err != nil {
				checkError(t, err, e)
				return
			}
			got := []string{}
			for _, p := range a.Permissions() {
				if p.Declared {
					got = append(got, p.Name)
				}
			}
			if !e.allows(got) && len(a.NotRead()) == 0 {
				t.Errorf("got %q without a word, want one of %q", got, e.Permissions)
			}
			if e.Complete == "not-silent" && len(a.NotRead())+len(a.Notes()) == 0 {
				t.Error("read without a word on what was odd")
			}
		})
	}
}

func (e expectation) allows(got []string) bool {
	return slices.ContainsFunc(e.Permissions, func(want []string) bool { return slices.Equal(got, want) })
}

// checkError accepts an error only where the file cannot be read whole, and
// only in one line with its name.
func checkError(t *testing.T, err error, e expectation) {
	t.Helper()
	var known *Error
	if !errors.As(err, &known) || known.Do == "" {
		t.Errorf("%v (%T) does not say what to do", err, err)
	}
	if e.Readable == "yes" {
		t.Errorf("refused a readable file: %v", err)
	}
	if s := err.Error(); strings.Contains(s, "\n") || !strings.Contains(s, e.File) {
		t.Errorf("%q is not one line with the file's name", s)
	}
}

// What a phone passes over is said in the notes.
func TestHostileNotes(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"z01-unknown-method.apk", "unknown compression method"},
		{"z03-encrypted-flag.apk", "1 entry marked as encrypted"},
		{"z05-dup-manifest-first-real.apk", "name of an earlier entry"},
		{"z07-lfh-name-differs.apk", "another name than the directory"},
		{"z09-path-traversal.apk", "points out of the archive"},
		{"z10-prefix-garbage.apk", "lie before the first entry"},
		{"z11-prefix-garbage-reloffs.apk", "off by 4,096 bytes"},
		{"z13-fake-eocd-in-comment.apk", "another end record"},
		{"z14-janus-dex-prefix.apk", "starts with a DEX file"},
		{"z15-wrong-crc.apk", "does not match its checksum"},
		{"z16-size-lie-big.apk", "its header says 2,147,483,647"},
		{"z24-nul-in-name.apk", "NUL byte"},
		{"d05-dex-gap.apk", "classes3.dex is not loaded by Android, which looks for classes2.dex next"},
		{"d06-dex-in-assets-only.apk", "no classes.dex"},
		{"r01-resource-ref-permission.apk", "which Android does not follow"},
		{"r06-aapt2-proto-aab-style.apk", "protobuf form"},
	} {
		t.Run(c.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(hostileDir, c.file))
			if err != nil {
				t.Skip("not there: ", err)
			}
			a := mustOpen(t, data)
			if notes := strings.Join(a.Notes(), "\n"); !strings.Contains(notes, c.want) {
				t.Errorf("notes %q lack %q", notes, c.want)
			}
		})
	}
}
