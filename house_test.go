// Package candor holds the tests of the module as a whole.
package candor

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/candor-scan/candor"

// rooms lists, for every package, the packages of this module it may import.
// It is the house plan: rooms on one floor do not know each other.
var rooms = func() map[string][]string {
	floors := [][]string{
		{"scanner/privacy", "scanner/evidence"},
		{"scanner/app", "scanner/dex", "scanner/jvm", "scanner/policy", "sdkdb"},
		{"scanner/usage"},
		{"scanner/disclosure"},
		{"scanner/report"},
		{"scanner/draft"},
		{"scanner"},
		{"cmd/candor"},
	}
	allowed := map[string][]string{}
	var below []string
	for _, floor := range floors {
		for _, room := range floor {
			allowed[room] = slices.Clone(below)
		}
		below = append(below, floor...)
	}
	allowed["scanner/jvm"] = append(allowed["scanner/jvm"], "scanner/dex") // uses its index type
	for room, needs := range inner {
		allowed[room] = needs
		allowed["scanner"] = append(allowed["scanner"], room)
	}
	return allowed
}()

// inner lists the rooms that scanner alone opens, each with the packages of
// this module it needs, no more and no fewer. observe knows neither rules nor
// reports, nor do why and learn above it; change reads reports, not apps.
var inner = map[string][]string{
	"scanner/internal/observe": {"scanner/evidence", "scanner/app", "scanner/dex", "scanner/usage", "sdkdb"},
	"scanner/internal/why":     {"scanner/privacy", "scanner/evidence", "scanner/app", "scanner/usage", "scanner/internal/observe", "sdkdb"},
	"scanner/internal/learn":   {"scanner/evidence", "scanner/app", "scanner/dex", "scanner/jvm", "scanner/usage", "scanner/internal/observe", "sdkdb"},
	"scanner/internal/change":  {"scanner/privacy", "scanner/app", "scanner/policy", "scanner/usage", "scanner/report"},
}

// onlyIn lists imports that one room alone may have.
var onlyIn = map[string]string{
	"github.com/spf13/cobra":              "cmd/candor",
	"github.com/fatih/color":              "cmd/candor",
	"net/http":                            "cmd/candor",
	"github.com/shogo82148/androidbinary": "scanner/app",
	"golang.org/x/net/html":               "scanner/policy",
}

func TestImportDirection(t *testing.T) {
	eachImport(t, func(t *testing.T, room, file, path string) {
		if owner, ok := onlyIn[path]; ok && owner != room {
			t.Errorf("%s imports %s, which only %s may", file, path, owner)
		}
		inner, ok := strings.CutPrefix(path, module+"/")
		if !ok {
			return
		}
		if strings.HasPrefix(inner, "fixtures") {
			t.Errorf("%s imports %s, which only tests may", file, inner)
		} else if allowed, known := rooms[room]; !known {
			t.Errorf("%s: the package %s is not in the house plan", file, room)
		} else if !slices.Contains(allowed, inner) {
			t.Errorf("%s: %s may not import %s", file, room, inner)
		}
	})
}

// TestInnerRoomsNeedWhatTheyMay: what a room no longer imports leaves its list.
func TestInnerRoomsNeedWhatTheyMay(t *testing.T) {
	imports := map[string]bool{}
	eachImport(t, func(_ *testing.T, room, _, path string) {
		imports[room+" "+strings.TrimPrefix(path, module+"/")] = true
	})
	for room, needs := range inner {
		for _, n := range needs {
			if !imports[room+" "+n] {
				t.Errorf("%s may import %s and does not", room, n)
			}
		}
	}
}

// TestMainIsSmall keeps the entry point an entry point.
func TestMainIsSmall(t *testing.T) {
	src, err := os.ReadFile("cmd/candor/main.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(src, []byte("\n")); n > 40 {
		t.Errorf("cmd/candor/main.go has %d lines, at most 40 belong there", n)
	}
}

func eachImport(t *testing.T, visit func(t *testing.T, room, file, path string)) {
	t.Helper()
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		room := filepath.ToSlash(filepath.Dir(file))
		if d.IsDir() {
			if name := d.Name(); name == "testdata" || len(name) > 1 && name[0] == '.' || file == "fixtures" || file == "scripts" {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || room == "." {
			return nil
		}
		f, err := parser.ParseFile(fset, file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			visit(t, room, file, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
